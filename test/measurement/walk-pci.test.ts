import { acceptWalk, calibratePlan, type Plan, parsePlan, parseWalk, phraseText } from '@diku/engine';
import { calibrationTable } from '@diku/engine/documents';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../packages/engine/src/core/index.ts';
import { garageWalkCsv, smallGarage } from './calibration-support/synthetic-garage.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const carrierId = 'cmcc-lte1800';
/** Identities of the garage's two cells; it has no others. */
const cells = [
  { cell: 'S1', carrier: carrierId, pci: 101 },
  { cell: 'S2', carrier: carrierId, pci: 102 },
];
const bare = smallGarage();
const plan: Plan = parsePlan(JSON.parse(JSON.stringify({ ...bare, cells })));
const read = (text: string, of: Plan = plan) => parseWalk(bytesOf(text), of, { fileName: 'walk.csv' });

/** Titles of carrier, channel, identity and level as the tools write them. EARFCN 1300 is the carrier of `carrierId`. */
const headers = {
  dingli: '楼层,X(m),Y(m),运营商,PCell EARFCN,PCell PCI,PCell RSRP',
  nemo: 'floor,X,Y,operator,Channel number (pcell),Physical cell identity (pcell),RSRP (pcell)',
  tems: 'floor,X,Y,operator,All-Serving Cell DL EARFCN[1],All-Serving Cell Identity[1],All-Serving Cell RSRP (dBm)[1]',
};

describe('readings by physical cell identity', () => {
  it('are of the cell that the plan gives it to, or of none of its cells, seeds 1–3', () => {
    for (const [index, [tool, header]] of Object.entries(headers).entries()) {
      const random = createRandom(index + 1);
      const rows = Array.from({ length: 200 }, () => {
        const pci = [101, 102, 7, 333][Math.floor(4 * random())];
        return { x: 3 + 50 * random(), y: 8, pci, rsrpDbm: Math.round(-110 + 50 * random()) };
      });
      const lines = rows.map(({ x, y, pci, rsrpDbm }) =>
        ['B1', x.toFixed(2), y, '移动', 1300, pci, rsrpDbm].join(','),
      );
      const walk = read([header, ...lines].join('\n'));
      expect(walk.readings.length, tool).toBe(rows.length);
      for (const [at, reading] of walk.readings.entries()) {
        const expected = { 101: 'S1', 102: 'S2' }[rows[at].pci as 101 | 102];
        expect(reading.carrierId).toBe(carrierId);
        expect(reading.isOtherCell).toBe(expected === undefined ? true : undefined);
        if (expected) expect(reading.cell).toBe(expected);
      }
      for (const pci of [7, 333]) {
        const ofPci = rows.filter((row) => row.pci === pci);
        const found = walk.otherCells?.find((each) => each.pci === pci);
        expect(found?.readings).toBe(ofPci.length);
        expect(found?.strongest?.rsrpDbm).toBe(Math.max(...ofPci.map(({ rsrpDbm }) => rsrpDbm)));
        const strongest = rows[(found?.strongest?.row ?? 0) - 2];
        expect(strongest).toMatchObject({ pci, rsrpDbm: found?.strongest?.rsrpDbm });
      }
      expect(walk.otherCells?.length).toBe(2);
      const said = (lang: 'zh' | 'en') =>
        walk.assumptions.map((phrase) => phraseText(phrase, lang)).join('\n');
      expect(said('en')).toMatch(/2 cells that the plan does not have.*PCI 333/);
      expect(said('zh')).toMatch(/方案所无的 2 个小区/);
    }
  });

  it('tell nothing where the plan gives none, not all of a carrier, or one twice', () => {
    const text = `${headers.dingli}\nB1,5,8,移动,1300,7,-80\nB1,6,8,移动,1300,101,-80`;
    for (const known of [undefined, cells.slice(0, 1), [cells[0], { ...cells[1], pci: 101 }]]) {
      const walk = read(text, { ...plan, cells: known });
      if (known && known.length === 2) {
        // Identity 7 is of neither, and 101 may be of either.
        expect(walk.readings.map(({ isOtherCell }) => isOtherCell)).toEqual([true, undefined]);
        expect(walk.readings[1].cell).not.toBe('S1');
        continue;
      }
      expect(walk.otherCells).toBeUndefined();
      expect(walk.readings.every(({ isOtherCell }) => isOtherCell === undefined)).toBe(true);
    }
    expect(() => parsePlan({ ...bare, cells: [{ cell: 'S1', carrier: 'none', pci: 1 }] })).toThrow(/none/);
    expect(() => parsePlan({ ...bare, cells: [{ cell: 'S1', carrier: carrierId, pci: 1008 }] })).toThrow(
      /pci/,
    );
  });

  it('of other cells fit nothing and are compared with nothing, but count as coverage', () => {
    const csv = garageWalkCsv(plan, { seed: 3, sigmaDb: 3, carriers: [carrierId] });
    const [, ...rows] = csv.trim().split('\n');
    const title = 'level,carrier,x,y,PCI,RSRP (dBm)';
    const unnamed = rows.map((row) => {
      const [level, carrier, x, y, dbm] = row.split(',');
      return [level, carrier, x, y, '', dbm].join(',');
    });
    // As strong as no antenna of the garage is there: from outside.
    const others = Array.from({ length: 60 }, (_, index) =>
      ['B1', carrierId, 3 + (index % 50), 14, 400, -50].join(','),
    );
    const [without, mixed] = [unnamed, [...unnamed, ...others]].map((lines) =>
      read([title, ...lines].join('\n')),
    );
    expect(mixed.otherCells).toEqual([expect.objectContaining({ carrierId, pci: 400, readings: 60 })]);
    const [expected, found] = [without, mixed].map((walk) => calibratePlan(plan, walk));
    expect(JSON.stringify(found.plan)).toBe(JSON.stringify(expected.plan));
    expect(found.report.readings).toEqual({ ...expected.report.readings, otherCells: 60 });
    // Not known to be of others they bend the fit.
    const unknowing = calibratePlan(bare, read([title, ...unnamed, ...others].join('\n'), bare));
    expect(JSON.stringify(unknowing.plan.propagation)).not.toBe(JSON.stringify(expected.plan.propagation));
    expect(calibrationTable(found.report, 'en')).toMatch(/PCI 400: 60 readings, at most −50\.0 dBm/);
    expect(calibrationTable(found.report, 'zh')).toMatch(/PCI 400：60 个读数.*非方案小区/);

    const accept = (lines: string[]) =>
      acceptWalk(plan, [{ name: 'w.csv', bytes: bytesOf([title, ...lines].join('\n')) }], {
        operator: 'mobile',
      });
    const [withoutOthers, withOthers] = [unnamed, [...unnamed, ...others]].map(accept);
    expect(withOthers.comparison).toEqual(withoutOthers.comparison);
    const locations = ({ operators }: typeof withoutOthers) => operators[0].locations;
    expect(locations(withOthers)).toBeGreaterThan(locations(withoutOthers));
  });
});
