import {
  createPlainSolver,
  createSimdKernel,
  evaluateExposure,
  findCarrierProfile,
  InputError,
  type NetworkReport,
  type Plan,
  parseCatalogue,
  parsePlan,
  placePlan,
  predictPlan,
  reportNetwork,
  traceLink,
} from '@diku/engine';
import { diagramSvg, floorSvg, networkTable, planCsv } from '@diku/engine/documents';
import type { CatalogPart } from '@diku/engine/plan';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../packages/engine/src/core/index.ts';
import {
  assignCells,
  cableSections,
  chooseRadiatingCable,
  chooseSmallCells,
  defaultCatalogue,
  designNetwork,
  networkBill,
} from '../../packages/engine/src/design/index.ts';
import {
  evaluateNetwork,
  resourceElementRatioDb,
  supportsCarrier,
  unitPaths,
  unitPowerDbm,
} from '../../packages/engine/src/radio/index.ts';
import { selfPowersFor } from '../../packages/engine/src/workflow/index.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';
import { onceOf } from '../support/once.ts';

const { parts } = defaultCatalogue();
const solver = createPlainSolver(createSimdKernel());
const lte = findCarrierProfile('lte');
const lteNr = findCarrierProfile('lte-nr');

/** A few walls in a garage of 60 × 24 m with a room, a tray and a lane to hang cables along. */
function garage(overrides: Partial<Plan> = {}): Plan {
  const level = buildLevel({
    ...{ clearHeightM: 2.8, columns: [], openings: [], bays: [], points: [] },
    outline: [
      [0, 0],
      [60, 0],
      [60, 24],
      [0, 24],
    ],
    walls: [wall('w1', 14, 2, 9), wall('w2', 32, 13, 22), wall('w3', 46, 3, 10)],
    facilities: [
      { id: 'er', kind: 'equipment-room', position: [30, 11] },
      {
        id: 't',
        kind: 'tray',
        path: [
          [2, 11],
          [58, 11],
        ],
      },
    ],
  });
  return buildPlan({ levels: [level], ...overrides });
}

function wall(id: string, x: number, fromY: number, toY: number) {
  const ends = { start: [x, fromY] as [number, number], end: [x, toY] as [number, number] };
  return { id, ...ends, thicknessM: 0.3, material: 'reinforced-concrete' };
}

/** One carrier of each of the two groups of operators. */
const two = lte.filter(({ id }) => ['ctcc-lte1800', 'cmcc-lte1800'].includes(id));

const reread = (plan: Plan) => parsePlan(JSON.parse(JSON.stringify(plan)));
const report = onceOf((plan: Plan) => reportNetwork(plan) as NetworkReport);
const failedRules = (plan: Plan) =>
  report(plan)
    .rules.filter(({ passed, isWarning }) => !passed && !isWarning)
    .map(({ id }) => id);

/** All sets of units that send all carriers, each once, by brute force: the least cost. */
function minCostCny(units: readonly CatalogPart[], carriers: Plan['carriers']): number {
  const cost = ({ priceCny, labourCny = 0 }: CatalogPart) => priceCny + labourCny;
  const search = (left: Plan['carriers'], open: readonly { part: CatalogPart; free: number }[]): number => {
    const [first, ...others] = left;
    if (!first) return 0;
    let min = Number.POSITIVE_INFINITY;
    for (const [index, { part, free }] of open.entries()) {
      if (free === 0 || !supportsCarrier(part, first)) continue;
      const filled = open.map((unit, at) => (at === index ? { part, free: free - 1 } : unit));
      min = Math.min(min, search(others, filled));
    }
    for (const part of units) {
      if (!supportsCarrier(part, first)) continue;
      const added = [...open, { part, free: (part.carriersAtMost ?? Number.POSITIVE_INFINITY) - 1 }];
      min = Math.min(min, cost(part) + search(others, added));
    }
    return min;
  };
  return search(carriers, []);
}

describe('small cells of the catalogue', () => {
  it('serve operators that share a network, never two groups, and send each carrier once', () => {
    for (const carriers of [lte, lteNr, findCarrierProfile('gsm-lte'), findCarrierProfile('gsm-lte-nr')]) {
      const units = chooseSmallCells(parts, carriers);
      const sent = units.flatMap((unit) => unit.carriers.map(({ id }) => id));
      expect(sent.sort()).toEqual(carriers.map(({ id }) => id).sort());
      for (const { part, carriers: unitCarriers } of units) {
        const operators = new Set(unitCarriers.map(({ operator }) => operator));
        expect(operators.has('mobile') && (operators.has('telecom') || operators.has('unicom'))).toBe(false);
        expect(unitCarriers.every((carrier) => supportsCarrier(part, carrier))).toBe(true);
        expect(unitCarriers.length).toBeLessThanOrEqual(part.carriersAtMost ?? unitCarriers.length);
      }
      const costCny = units.reduce((sum, { part }) => sum + part.priceCny + (part.labourCny ?? 0), 0);
      expect(costCny).toBe(
        minCostCny(
          parts.filter(({ kind }) => kind === 'small-cell'),
          carriers,
        ),
      );
    }
  });

  it('name the carriers that none of them sends', () => {
    const foreign = { ...lte[0], id: 'private', frequencyMhz: 1795 };
    expect(() => chooseSmallCells(parts, [...lte, foreign])).toThrow(/carriers\.private: .*1795 MHz/);
  });

  it('of a catalogue with one unit for all operators are one', () => {
    const any: CatalogPart = {
      ...{ id: 'any', kind: 'small-cell', name: 'any', priceCny: 1, source: 'test' },
      ...{ lowestMhz: 700, highestMhz: 5000, sourcePowerDbm: 20 },
    };
    expect(chooseSmallCells([...parts, any], lte).map(({ part }) => part.id)).toEqual(['any']);
  });

  it('say power and paths band by band', () => {
    const part: CatalogPart = {
      ...{ id: 'two', kind: 'small-cell', name: 'two', priceCny: 1, source: 'test' },
      ...{ sourcePowerDbm: 24, paths: 2, lowestMhz: 1800, highestMhz: 2400 },
      bands: [
        { lowestMhz: 1805, highestMhz: 1880 },
        { lowestMhz: 2320, highestMhz: 2370, sourcePowerDbm: 20, paths: 4 },
      ],
    };
    const [low] = lte;
    const high = lte.find(({ frequencyMhz }) => frequencyMhz === 2330) as Plan['carriers'][number];
    expect([unitPowerDbm(part, low), unitPaths(part, low)]).toEqual([24, 2]);
    expect([unitPowerDbm(part, high), unitPaths(part, high)]).toEqual([20, 4]);
    // Between the bands, and with an edge outside of one.
    expect(unitPowerDbm(part, { ...low, frequencyMhz: 2100 })).toBeUndefined();
    expect(unitPowerDbm(part, { ...low, frequencyMhz: 1875 })).toBeUndefined();
  });

  it('of a file with a band upside down are refused', () => {
    const [unit] = parts.filter(({ kind }) => kind === 'small-cell');
    const bad = { ...unit, bands: [{ lowestMhz: 2200, highestMhz: 2100 }] };
    const file = { format: 'diku-catalogue', version: 1, parts: [bad] };
    expect(() => parseCatalogue(file)).toThrow(/catalogue\.parts\[0\]\.bands\[0\]\.highestMhz/);
  });
});

describe('a garage of small cells', () => {
  it('is after the network what it was at placing: powers, chance, verdict; rules pass, the bill counts every unit', {
    tags: ['thorough'],
    timeout: 60_000,
  }, async () => {
    const plan = garage({ carriers: two });
    // The first set that passes will do.
    const base = { solver, resolutionM: 1, effort: 'low', gapRatio: 1 } as const;
    const placed = (await placePlan(plan, { ...base, candidates: { kinds: ['small-cell'] } })).plan;
    const before = (await predictPlan(placed, { solver, resolutionM: 1 })).assessment;
    expect(before.target.met).toBe(true);
    for (const [
      index,
      {
        position: [x, y],
        carriers,
      },
    ] of placed.antennas.entries())
      for (const other of placed.antennas.slice(index + 1))
        if (!carriers.some((id) => other.carriers.includes(id)))
          expect(Math.hypot(other.position[0] - x, other.position[1] - y)).toBeGreaterThan(0.99);
    const { plan: designed, design } = designNetwork(placed);
    const fed = reread(designed);
    const after = (await predictPlan(fed, { solver, resolutionM: 1 })).assessment;
    expect(after.operators.map(({ passProbability }) => passProbability)).toEqual(
      before.operators.map(({ passProbability }) => passProbability),
    );
    expect(failedRules(fed)).toEqual([]);
    for (const [index, { portPowerDbm }] of fed.antennas.entries()) {
      expect(portPowerDbm).toEqual(placed.antennas[index].portPowerDbm);
    }
    const count = (kind: string) =>
      networkBill(fed)
        .items.filter((item) => item.kind === kind)
        .reduce((sum, { quantity }) => sum + quantity, 0);
    expect(count('small-cell')).toBe(fed.antennas.length);
    expect(count('hub')).toBe(fed.network?.sources?.length);
    expect(count('baseband')).toBe(2);
    expect(count('fibre')).toBeGreaterThan(0);
    expect(design.smallCells).toBe(fed.antennas.length);
    // Nobody but operators that share a network at one hub, and no hub at the baseband unit of others.
    const units = new Map((fed.network?.parts ?? []).map((part) => [part.id, part]));
    for (const source of fed.network?.sources ?? []) {
      expect(new Set(source.units.map(({ part }) => String(units.get(part)?.operators))).size).toBe(1);
    }
  });

  it('sends no more over heads than they may get, all units of a location together, at any height', () => {
    for (const carriers of [lte, lteNr]) {
      for (const heightM of [2.2, 2.4, 2.6, 3, 4]) {
        const level = buildLevel({ clearHeightM: heightM + 0.1, walls: [], columns: [], bays: [] });
        const plan = buildPlan({ levels: [level], carriers });
        const levels =
          selfPowersFor(plan, { kinds: ['small-cell'] }).smallCells?.({ heightM, type: 'ceiling-omni' }) ??
          [];
        const antennas = levels.map((level, index) =>
          buildAntenna(`A${index}`, 12, 12, { feed: 'small-cell', heightM, ...level }),
        );
        const powered = { ...plan, levels: [{ ...level, facilities: [power] }], antennas };
        const { plan: fed } = designNetwork(powered);
        const { worst } = evaluateExposure(reread(fed));
        expect(worst?.shareRatio).toBeLessThanOrEqual(0.9 + 1e-3);
        const lowered = levels.some(({ portPowerDbm }) => Object.values(portPowerDbm ?? {})[0] < 24);
        // No lower than it takes.
        if (lowered) expect(worst?.shareRatio).toBeGreaterThan(0.85);
        const ratedDbm = 24;
        for (const { portPowerDbm = {} } of levels) {
          for (const powerDbm of Object.values(portPowerDbm)) {
            if (lowered) expect(powerDbm).toBeLessThan(ratedDbm);
            else expect(powerDbm).toBe(ratedDbm);
          }
        }
      }
    }
  });

  const power = { id: 'p', kind: 'power' as const, position: [20, 3] as [number, number] };

  it('drawn as one for all operators becomes several side by side, and says so', () => {
    const plan = garage({ antennas: [buildAntenna('SC', 20, 12, { feed: 'small-cell', heightM: 2.7 })] });
    const { plan: fed, design } = designNetwork(plan);
    expect(fed.antennas.map(({ id, part }) => [id, part])).toEqual([
      ['SC', 'prru-tu'],
      ['SC-2', 'prru-mb'],
    ]);
    // A metre apart: two housings do not hang at one point.
    const [first, second] = fed.antennas.map(({ position }) => position);
    expect(Math.hypot(second[0] - first[0], second[1] - first[1])).toBeCloseTo(1, 6);
    expect(design.notes.map(({ code }) => code)).toContain('note-small-cell-split');
    expect(fed.antennas.flatMap(({ carriers }) => carriers).sort()).toEqual(lte.map(({ id }) => id).sort());
    expect(evaluateNetwork(reread(fed))?.unfed).toEqual([]);
  });

  it('whose carriers no unit sends is refused with the reason', () => {
    const carriers = [{ ...lte[0], id: 'private', frequencyMhz: 1795 }];
    const plan = garage({ carriers, antennas: [buildAntenna('SC', 20, 12, { feed: 'small-cell' })] });
    expect(() => designNetwork(plan)).toThrow(InputError);
    expect(() => designNetwork(plan)).toThrow(/1795 MHz/);
    expect(() => selfPowersFor(plan, { kinds: ['small-cell'] })).toThrow(/1795 MHz/);
  });

  it('fails by rule where a power is not what the unit gives, or the unit is not for the carrier', () => {
    const antennas = [buildAntenna('SC', 20, 12, { feed: 'small-cell', heightM: 2.7, targetPowerDbm: {} })];
    const { plan } = designNetwork(garage({ antennas }));
    const change = (edit: (draft: Plan) => void) => {
      const draft = structuredClone(reread(plan)) as Plan;
      edit(draft);
      return failedRules(draft);
    };
    const setAll = (draft: Plan, powerDbm: number) => {
      for (const { units } of draft.network?.sources ?? []) {
        for (const unit of units) {
          for (const id of Object.keys(unit.outputPowerDbm)) unit.outputPowerDbm[id] = powerDbm;
        }
      }
      for (const antenna of draft.antennas) {
        for (const id of Object.keys(antenna.portPowerDbm ?? {})) {
          (antenna.portPowerDbm as Record<string, number>)[id] = powerDbm;
        }
      }
    };
    // As networks were designed once: down to the port power of an antenna, in the plan and at the unit alike.
    expect(change((draft) => setAll(draft, 10))).toContain('small-cell-power');
    const stated = change((draft) => {
      (draft.antennas[0].portPowerDbm as Record<string, number>)['ctcc-lte1800'] = 30;
    });
    expect(stated).toEqual(expect.arrayContaining(['small-cell-power', 'stated-power']));
    const swapped = change((draft) => {
      const [first, second] = draft.network?.sources ?? [];
      [first.units[0].part, second.units[0].part] = [second.units[0].part, first.units[0].part];
    });
    expect(swapped).toEqual(expect.arrayContaining(['unit-carriers', 'band-rating']));
    const shared = change((draft) => {
      const [first, second] = draft.network?.sources ?? [];
      for (const cable of draft.network?.cables ?? []) {
        if (cable.from.node === second.id) cable.from = { node: first.id, port: 'out2' };
      }
      first.units.push(...second.units.map((unit) => ({ ...unit, id: 'more' })));
      second.units = [];
    });
    expect(shared).toContain('hub-ports');
  });

  it('asked for less than its unit could send gets that; asked for more what the unit gives, with a note', () => {
    const asked = (powerDbm: number) =>
      designNetwork(
        garage({
          carriers: [lte[0]],
          antennas: [
            buildAntenna('SC', 20, 12, { feed: 'small-cell', targetPowerDbm: { [lte[0].id]: powerDbm } }),
          ],
        }),
      );
    const less = asked(15);
    expect(less.plan.antennas[0].portPowerDbm).toEqual({ [lte[0].id]: 15 });
    expect(less.design.notes.map(({ code }) => code)).toContain('note-small-cells-lowered');
    const more = asked(30);
    expect(more.plan.antennas[0].portPowerDbm).toEqual({ [lte[0].id]: 24 });
    expect(more.design.notes.map(({ code }) => code)).toContain('note-hub-short');
  });
});

describe('radiating cable', () => {
  it('is the one that is rated for all carriers and leaves most at its far end', () => {
    expect(chooseRadiatingCable(parts, lte).id).toBe('radiating-cable-13-8');
    // The largest one is cut off below 3.5 GHz.
    expect(chooseRadiatingCable(parts, lteNr).id).toBe('radiating-cable-5-4');
    const far = [{ ...lte[0], id: 'high', frequencyMhz: 4850 }];
    expect(() => chooseRadiatingCable(parts, far)).toThrow(/carriers\.high: .*4850 MHz/);
    expect(() => selfPowersFor(garage({ carriers: far }), { kinds: ['cable'] })).toThrow(InputError);
  });

  it('placed is fed at its own level, no lower than placing reckoned with, and met as it was', {
    tags: ['thorough'],
    timeout: 120_000,
  }, async () => {
    const plan = garage({ carriers: two });
    const base = { solver, resolutionM: 1, effort: 'low', gapRatio: 1 } as const;
    const { plan: placed } = await placePlan(plan, { ...base, candidates: { kinds: ['cable'] } });
    const before = (await predictPlan(placed, { solver, resolutionM: 1 })).assessment;
    expect(before.target.met).toBe(true);
    const fed = reread(designNetwork(placed).plan);
    expect(failedRules(fed)).toEqual([]);
    fed.antennas.forEach(({ portPowerDbm = {} }, index) => {
      for (const [id, powerDbm] of Object.entries(portPowerDbm)) {
        expect(Math.abs(powerDbm - 30)).toBeLessThanOrEqual(1 + 1e-6);
        expect(powerDbm).toBeGreaterThanOrEqual(placed.antennas[index].portPowerDbm?.[id] ?? Number.NaN);
      }
    });
    expect((await predictPlan(fed, { solver, resolutionM: 1 })).assessment.target.met).toBe(true);
  });

  it('drawn by hand gets a part, its tables and its level; the far end that is not served fails by rule, with the reach', {
    tags: ['thorough'],
  }, () => {
    const cable = (lengthM: number, losses?: Plan['antennas'][number]['cable']) =>
      buildAntenna('RC', 2, 11, {
        type: 'radiating-cable',
        path: [
          [2, 11],
          [2 + lengthM, 11],
        ],
        ...(losses ? { cable: losses } : {}),
      });
    const { plan } = designNetwork(garage({ antennas: [cable(50)] }));
    const [antenna] = plan.antennas;
    const part = parts.find(({ id }) => id === antenna.part) as CatalogPart;
    expect(antenna.cable?.couplingLossDb).toEqual(part.couplingLossDb);
    expect(failedRules(reread(plan))).toEqual([]);
    const lossy = { longitudinalLossDbPer100M: { 1800: 120 } };
    const far = designNetwork(garage({ antennas: [cable(56, lossy)] })).plan;
    const rule = report(far).rules.find(({ id }) => id === 'cable-end');
    expect(rule?.passed).toBe(false);
    const { lengthM, reachM } = (rule?.worst?.detail ?? {}) as Record<string, number>;
    expect(reachM).toBeLessThan(lengthM);
    // As long as the rule says it reaches it is just enough.
    const short = designNetwork(garage({ antennas: [cable(Math.floor(reachM), lossy)] })).plan;
    expect(report(short).rules.find(({ id }) => id === 'cable-end')?.passed).toBe(true);
  });

  it('fed like the port of an antenna, as networks once did it, fails by rule', () => {
    const path: [number, number][] = [
      [2, 11],
      [50, 11],
    ];
    const { plan } = designNetwork(
      garage({ antennas: [buildAntenna('RC', 2, 11, { type: 'radiating-cable', path })] }),
    );
    const weak = structuredClone(reread(plan)) as Plan;
    for (const unit of weak.network?.sources?.[0].units ?? []) {
      for (const id of Object.keys(unit.outputPowerDbm)) unit.outputPowerDbm[id] -= 20;
    }
    weak.antennas = weak.antennas.map(({ portPowerDbm: _, ...antenna }) => antenna);
    expect(failedRules(weak)).toContain('port-deviation');
    // The cap on ports of antennas is not for it; its rated power is.
    expect(failedRules(plan)).not.toContain('port-power');
    const small = structuredClone(reread(plan)) as Plan;
    for (const part of small.network?.parts ?? []) {
      if (part.antennaType === 'radiating-cable') part.ratedPowerW = 5;
    }
    expect(failedRules(small)).toContain('device-power');
  });
});

describe('sections of radiating cable', () => {
  /** Loss between the figures of a table: of parts over the logarithm of frequency, of cables `a√f + b·f`. */
  const between = (table: Readonly<Record<string, number>>, mhz: number, isCable = false): number => {
    const rows = Object.entries(table)
      .map(([key, lossDb]) => [Number(key), lossDb] as const)
      .sort((p, q) => p[0] - q[0]);
    const upper = Math.min(
      rows.length - 1,
      Math.max(
        1,
        rows.findIndex(([at]) => at >= mhz),
      ),
    );
    if (rows.length === 1) return rows[0][1];
    const [[f1, l1], [f2, l2]] = [rows[upper - 1], rows[upper]];
    if (!isCable) {
      if (mhz <= rows[0][0]) return rows[0][1];
      if (mhz >= rows[rows.length - 1][0]) return rows[rows.length - 1][1];
      return l1 + ((l2 - l1) * Math.log(mhz / f1)) / Math.log(f2 / f1);
    }
    const b = (l2 / Math.sqrt(f2) - l1 / Math.sqrt(f1)) / (Math.sqrt(f2) - Math.sqrt(f1));
    return (l1 / Math.sqrt(f1) - b * Math.sqrt(f1)) * Math.sqrt(mhz) + b * mhz;
  };

  /** Power of a carrier at an antenna: backwards through cables, splitters, couplers and the POI to the unit's output. */
  function arrivingDbm({ network = {} }: Plan, antenna: string, carrier: Plan['carriers'][number]): number {
    const known = new Map((network.parts ?? []).map((part) => [part.id, part]));
    const mhz = carrier.frequencyMhz;
    let lossDb = 0;
    for (let node = antenna; ; ) {
      const cable = (network.cables ?? []).find(
        ({ to, part }) => to.node === node && known.get(part)?.kind === 'cable',
      );
      if (!cable) throw new Error(`nothing leads to ${node}`);
      const run = known.get(cable.part) as CatalogPart;
      lossDb +=
        (between(run.lossDbPer100M ?? {}, mhz, true) * cable.lengthM) / 100 + between(run.lossDb ?? {}, mhz);
      node = cable.from.node;
      const source = (network.sources ?? []).find(({ id }) => id === node);
      const id = source ? source.part : (network.devices ?? []).find((each) => each.id === node)?.part;
      const part = known.get(id ?? '');
      if (part)
        lossDb +=
          part.kind === 'coupler' && cable.from.port === 'coupled'
            ? (part.couplingDb ?? 0)
            : between(part.lossDb ?? {}, mhz);
      if (!source) continue;
      const unit = source.units.find(({ outputPowerDbm }) => carrier.id in outputPowerDbm);
      return (unit?.outputPowerDbm[carrier.id] ?? Number.NaN) - lossDb;
    }
  }

  const ends: [number, number][][] = [
    [
      [2, 8],
      [50, 8],
    ],
    [
      [6, 15],
      [30, 15],
    ],
  ];
  const antennas = ends.map((path, index) =>
    buildAntenna(`RC${index}`, ...path[0], { type: 'radiating-cable', path, cell: 'S1' }),
  );
  const fed = reread(designNetwork(garage({ antennas: [...antennas, buildAntenna('A', 40, 12)] })).plan);
  const sections = cableSections(fed, evaluateNetwork(fed)!);

  it('are fed with what is left behind POI, feeders and splitters, which predictions use, to 0.001 dB', () => {
    expect(sections).toHaveLength(antennas.length * lte.length);
    for (const { antenna, carrier, feedDbm, startDbm, endDbm, lengthM } of sections) {
      const sent = lte.find(({ id }) => id === carrier) as Plan['carriers'][number];
      expect(Math.abs(feedDbm - arrivingDbm(fed, antenna, sent)), antenna).toBeLessThan(0.001);
      const hung = fed.antennas.find(({ id }) => id === antenna);
      expect(Math.abs((hung?.portPowerDbm?.[carrier] ?? Number.NaN) - feedDbm), antenna).toBeLessThan(0.001);
      // RSRP of 20 MHz (100 blocks) and 15 MHz (75) is that of one of 12 subcarriers a block.
      const blocks = sent.bandwidthMhz * 5;
      const part = parts.find(({ id }) => id === hung?.part) as CatalogPart;
      const coupledDbm =
        feedDbm - 10 * Math.log10(12 * blocks) - between(part.couplingLossDb ?? {}, sent.frequencyMhz);
      expect(Math.abs(startDbm - coupledDbm), carrier).toBeLessThan(0.001);
      const lostDb = (between(part.longitudinalLossDbPer100M ?? {}, sent.frequencyMhz) * lengthM) / 100;
      expect(Math.abs(startDbm - endDbm - lostDb), carrier).toBeLessThan(0.001);
    }
  });

  it('are links with exactly that feed: the sum over the cable of one carrier, to 0.001 dB', () => {
    const carrier = lte[0];
    const [{ feedDbm, couplingLossDb, longitudinalLossDbPer100M, lengthM }] = sections.filter(
      (each) => each.antenna === 'RC0' && each.carrier === carrier.id,
    );
    const to = '26,12,1.5,B1';
    const link = traceLink(fed, 'RC0', to, { carrierId: carrier.id });
    const count = Math.ceil(lengthM / 1);
    const oneMetreDb = 20 * Math.log10((4 * Math.PI * carrier.frequencyMhz * 1e6) / 299_792_458);
    let sumMw = 0;
    for (let index = 0; index < count; index += 1) {
      const alongM = ((index + 0.5) * lengthM) / count;
      const part = traceLink(fed, `${2 + alongM},8,2.5,B1`, to, { carrierId: carrier.id });
      const sourceDbm =
        feedDbm +
        resourceElementRatioDb(carrier) +
        oneMetreDb +
        10 * Math.log10(2 / Math.PI) -
        couplingLossDb +
        10 * Math.log10(lengthM / count);
      const lossDb = part.pathLossDb + part.budget.bodyLossDb + part.budget.vehicleLossDb;
      sumMw += 10 ** ((sourceDbm - (longitudinalLossDbPer100M * alongM) / 100 - lossDb) / 10);
    }
    expect(Math.abs(link.rsrpDbm - 10 * Math.log10(sumMw))).toBeLessThan(0.001);
  });

  it('are called radiating cables by the rules, and parts by their names', () => {
    const rows = planCsv(fed, 'rules', { lang: 'zh' });
    expect(rows).not.toMatch(/天线 RC\S* end/);
    for (const { id, name } of fed.network?.parts ?? []) {
      expect(rows).not.toContain(`型号 ${id} `);
      expect(name).not.toBe(id);
    }
    const ratio = report(fed).rules.find(({ id }) => id === 'passive-parts')?.worst;
    const part = fed.network?.parts?.find(({ id }) => id === ratio?.at.id);
    expect(rows).toContain(`型号 ${part?.name}`);
    expect(rows).toContain('漏缆 RC');
  });

  it('are a schedule and a line on the diagram; half of the points get 5 dB more', () => {
    const csv = planCsv(fed, 'sections', { lang: 'en' });
    expect(csv.trim().split('\n')).toHaveLength(1 + sections.length);
    const [worst] = sections
      .filter(({ antenna }) => antenna === 'RC0')
      .sort((a, b) => a.endDbm - a.thresholdDbm - (b.endDbm - b.thresholdDbm));
    expect(worst.medianCouplingLossDb).toBeCloseTo(worst.couplingLossDb - 5, 9);
    expect(diagramSvg(fed, { lang: 'en' })).toContain(
      `48.0 m, at the end ${worst.endDbm.toFixed(1).replace('-', '−')} dBm`,
    );
    const none = reread(designNetwork(garage({ antennas: [buildAntenna('A', 40, 12)] })).plan);
    expect(() => planCsv(none, 'sections', { lang: 'en' })).toThrow(/a network that feeds a radiating cable/);
  });
});

describe('data cables', () => {
  it('come from the hub that costs least, and reach a tenth farther than they are drawn', () => {
    const level = garage().levels[0];
    const long = {
      ...level,
      walls: [],
      outline: [
        [0, 0],
        [140, 0],
        [140, 24],
        [0, 24],
      ] as [number, number][],
      facilities: [
        { id: 'west', kind: 'equipment-room' as const, position: [4, 11] as [number, number] },
        { id: 'east', kind: 'equipment-room' as const, position: [136, 11] as [number, number] },
        {
          id: 't',
          kind: 'tray' as const,
          path: [
            [2, 11],
            [138, 11],
          ] as [number, number][],
        },
      ],
    };
    const cell = (id: string, x: number) =>
      buildAntenna(id, x, 11, { feed: 'small-cell', heightM: 2.7, carriers: ['cmcc-lte1800'] });
    // Nine where a hub powers eight: the first that is chosen reaches all, the second is near to the farthest.
    const antennas = [20, 25, 30, 35, 40, 45, 50, 55, 130].map((x, index) => cell(`SC${index}`, x));
    const { plan } = designNetwork(buildPlan({ levels: [long], antennas, carriers: two.slice(-1) }));
    const units = new Map((plan.network?.parts ?? []).map((part) => [part.id, part]));
    const data = (plan.network?.cables ?? []).filter(({ part }) => units.get(part)?.kind === 'data-cable');
    expect(data).toHaveLength(9);
    for (const { part, lengthM } of data)
      expect(1.1 * lengthM).toBeLessThanOrEqual(units.get(part)?.longestM ?? 0);
    const hubs = new Map((plan.network?.sources ?? []).map(({ id, position }) => [id, position[0]]));
    const far = data.find(({ to }) => to.node === 'SC8');
    expect(hubs.get(String(far?.from.node))).toBeCloseTo(136, 3);
  });
});

describe('power over data cables', () => {
  const hung = [8, 20, 32, 44, 56].map((x) =>
    buildAntenna(`SC${x}`, x, 12, { feed: 'small-cell', heightM: 2.7 }),
  );
  const plan = garage({ carriers: [lte[0]], antennas: hung });
  const withHub = (values: Partial<CatalogPart>) => {
    const catalogue = defaultCatalogue();
    return {
      ...catalogue,
      parts: catalogue.parts.map((part) => (part.kind === 'hub' ? { ...part, ...values } : part)),
    };
  };
  const rule = (each: Plan) => report(each).rules.find(({ id }) => id === 'hub-power');

  it('is in the rules, and hubs are as many as it takes', () => {
    const { plan: fed } = designNetwork(plan);
    expect(fed.network?.sources).toHaveLength(1);
    expect(rule(fed)).toMatchObject({ passed: true, unit: 'W', checked: 6, worst: { value: 45, limit: 51 } });
    // 100 W is for two units of 45 W.
    const { plan: poor } = designNetwork(plan, { catalogue: withHub({ portsPowerW: 100 }) });
    expect(poor.network?.sources?.map(({ units }) => units.length)).toEqual([2, 2, 1]);
    expect(rule(poor)).toMatchObject({ passed: true });
  });

  it('is stated where the unit hangs, not where its hub stands, to one decimal with halves up', () => {
    // In binary 5.35 lies below and 45.35 above.
    const apart = [5.35, 45.35].map((x) =>
      buildAntenna(`SC${x}`, x, 12, { feed: 'small-cell', heightM: 2.7 }),
    );
    for (const [antenna, shown] of [
      [apart[0], '5.4'],
      [apart[1], '45.4'],
    ] as const) {
      const { plan: fed } = designNetwork(garage({ carriers: [lte[0]], antennas: [antenna] }));
      const { rules } = report(fed);
      for (const id of ['unit-power', 'unit-carriers', 'band-rating'])
        expect(rules.find((each) => each.id === id)?.worst?.at, id).toMatchObject({
          ...{ kind: 'unit', level: antenna.level, position: antenna.position },
        });
      expect(planCsv(fed, 'rules', { lang: 'zh' })).toContain(`(${shown}, 12.0)`);
    }
  });

  it('leaves nothing passive that intermodulates: the rule looks at no unit of a hub, and says so', () => {
    const { plan: fed } = designNetwork(plan);
    const found = report(fed).rules.find(({ id }) => id === 'intermodulation');
    expect(found).toMatchObject({ passed: true, checked: 0 });
    expect(planCsv(fed, 'rules', { lang: 'zh' })).toMatch(/intermodulation"?,"?不适用/);
  });

  it('fails by rule where a hub has too little for all, or a port for one', () => {
    const { plan: fed } = designNetwork(plan);
    const changed = (values: Partial<CatalogPart>) => {
      const draft = structuredClone(reread(fed)) as Plan;
      for (const part of draft.network?.parts ?? []) if (part.kind === 'hub') Object.assign(part, values);
      return draft;
    };
    expect(rule(changed({ portsPowerW: 200 }))).toMatchObject({
      ...{ passed: false, failed: 1 },
      worst: { at: { kind: 'hub' }, value: 225, limit: 200, detail: { ownW: 60, unitsW: 225 } },
    });
    expect(rule(changed({ portPowerW: 25.5 }))).toMatchObject({ passed: false, failed: 5 });
    expect(failedRules(changed({ portPowerW: 25.5 }))).toContain('hub-power');
  });

  it('is on the diagram, and schedules have small cells where they hang', () => {
    const { plan: fed } = designNetwork(plan);
    const svg = diagramSvg(fed, { lang: 'en' });
    for (const text of ['60 + 225 W', 'BBU1 Telecom · 250 W', '· 45 W']) expect(svg).toContain(text);
    const rows = planCsv(fed, 'devices', { lang: 'en' })
      .split('\n')
      .map((row) =>
        row
          .trim()
          .replace(/"[^"]*"/g, 'quoted')
          .split(','),
      );
    const column = rows[0].indexOf('x m');
    const cells = new Set(fed.antennas.map(({ id }) => id));
    const units = rows.filter(([id]) => cells.has(id));
    expect(units.map((cells) => Number(cells[column])).sort((x, y) => x - y)).toEqual([8, 20, 32, 44, 56]);
    expect(units.every((cells) => cells.includes('45'))).toBe(true);
  });
});

describe('sheets and tables of small cells', () => {
  it('call a hub a hub and no source, name its baseband unit, and draw both', () => {
    const antennas = [buildAntenna('SC', 20, 12, { feed: 'small-cell', heightM: 2.7 })];
    const plan = reread(designNetwork(garage({ antennas })).plan);
    for (const [lang, hub, source] of [
      ['zh', '汇聚单元RHUB HUB1', '信源 HUB1'],
      ['en', 'Hub (RHUB) HUB1', 'Source HUB1'],
    ] as const) {
      const diagram = diagramSvg(plan, { lang });
      for (const text of [hub, 'BBU1', 'BBU2']) expect(diagram).toContain(text);
      expect(diagram).not.toContain(source);
      expect(floorSvg(plan, { lang })).toContain('BBU1');
    }
    const table = networkTable(report(plan), plan, 'zh');
    expect(table).toContain('BBU 2 台，RHUB 2 台');
    expect(table).not.toMatch(/信源 \d+ 处/);
    const devices = planCsv(plan, 'devices', { lang: 'zh' });
    for (const id of ['BBU1', 'BBU2', 'HUB1', 'HUB2']) expect(devices).toContain(id);
  });
});

describe('radio cells of many small cells', () => {
  const random = createRandom(17);
  const cellsOf = (antennas: readonly Plan['antennas'][number][], max: number) => {
    const counts = new Map<string, number>();
    for (const { carriers, cell } of antennas) {
      const key = JSON.stringify([cell, carriers]);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    for (const count of counts.values()) expect(count).toBeLessThanOrEqual(max);
    return counts;
  };

  it('hold no more than a cell bears, every antenna in one, and nothing changes where one cell is enough (seed 17)', () => {
    for (let run = 0; run < 60; run += 1) {
      const count = 1 + Math.floor(random() * 60);
      const max = 2 + Math.floor(random() * 20);
      const antennas = Array.from({ length: count }, (_, index) =>
        buildAntenna(`A${index}`, Math.round(random() * 80), Math.round(random() * 40), {
          level: random() < 0.5 ? 'B1' : 'B2',
          feed: 'small-cell',
          carriers: [random() < 0.7 ? 'ctcc-lte1800' : 'cmcc-lte1800'],
          cell: 'S1',
        }),
      );
      const shared = assignCells(antennas, ['B1', 'B2'], max);
      const counts = cellsOf(shared, max);
      expect(shared.map(({ cell: _, ...rest }) => rest)).toEqual(
        antennas.map(({ cell: _, ...rest }) => rest),
      );
      for (const carrier of ['ctcc-lte1800', 'cmcc-lte1800']) {
        const count = antennas.filter(({ carriers }) => carriers[0] === carrier).length;
        const cells = [...counts.keys()].filter((key) => key.includes(carrier)).length;
        if (count <= max) expect(cells).toBeLessThanOrEqual(1);
        // Halves and whole levels leave cells less than half empty at worst.
        else expect(cells).toBeLessThanOrEqual(Math.ceil((2 * count) / max) + 2);
      }
    }
  });

  it('leave passive antennas and what hangs already alone', () => {
    const passive = Array.from({ length: 30 }, (_, index) => buildAntenna(`A${index}`, index, 5));
    expect(assignCells(passive, ['B1'], 16)).toEqual(passive);
    const fixed = passive.map((antenna) => ({ ...antenna, feed: 'small-cell' as const, fixed: true }));
    expect(assignCells(fixed, ['B1'], 16)).toEqual(fixed);
  });
});
