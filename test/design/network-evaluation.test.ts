import { type Plan, parsePlan } from '@diku/engine';
import type { CatalogPart } from '@diku/engine/plan';
import type { NetworkEvaluation } from '@diku/engine/radio';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networkBill } from '../../packages/engine/src/design/index.ts';
import { cableLossDb, evaluateNetwork, partLossDb } from '../../packages/engine/src/radio/index.ts';
import { isLong } from '../support/is-long.ts';
import { networkedPlan, parts, randomNetwork } from './network-support/networked-plan.ts';

const partOf = (id: string) => parts.find((part) => part.id === id) as CatalogPart;
const evaluate = (plan: Plan) => evaluateNetwork(plan) as NetworkEvaluation;

describe('losses of parts', () => {
  it('are a√f + b·f for cables: exact at the figures, between them and beyond', () => {
    const cable: CatalogPart = {
      ...{ id: 'c', kind: 'cable', name: 'c', priceCny: 1, source: 'test' },
      // a = 0.2, b = 0.001
      lossDbPer100M: { '900': 0.2 * 30 + 0.9, '1600': 0.2 * 40 + 1.6, '2500': 0.2 * 50 + 2.5 },
    };
    for (const frequencyMhz of [400, 900, 1225, 1600, 2116, 2500, 3600]) {
      const expectedDb = (0.2 * Math.sqrt(frequencyMhz) + 0.001 * frequencyMhz) * 0.37;
      expect(cableLossDb(cable, 37, frequencyMhz)).toBeCloseTo(expectedDb, 10);
    }
    const single = { ...cable, lossDbPer100M: { '900': 6 } };
    expect(cableLossDb(single, 100, 3600)).toBeCloseTo(12, 10);
  });

  it('reproduce published figures of half-inch cable at bands left out, within 0.5 dB/100 m', () => {
    // zhifen table; 2600 MHz left out.
    const cable = { ...partOf('half-inch'), lossDbPer100M: { '900': 6.87, '1800': 9.85, '3500': 14.5 } };
    expect(Math.abs(cableLossDb(cable, 100, 2600) - 12)).toBeLessThan(0.5);
  });

  it('of couplers fall to the nominal coupling where there is no table, and are interpolated where there is', () => {
    expect(partLossDb(partOf('coupler-10'), 'coupled', 1800)).toBe(10);
    expect(partLossDb(partOf('coupler-10'), 'through', 800)).toBe(0.6);
    expect(partLossDb(partOf('coupler-15'), 'coupled', 2600)).toBe(14.9);
    const middleMhz = Math.sqrt(800 * 2600);
    expect(partLossDb(partOf('coupler-15'), 'coupled', middleMhz)).toBeCloseTo(15.05, 10);
  });
});

describe('a network by hand', () => {
  // rru 40 dBm → 20 m → coupler 10: coupled → 10 m → ANT1; through → 30 m → 2-way: → ANT2, → load
  const plan = networkedPlan((draft) => {
    const [level] = draft.levels;
    const [antenna] = draft.antennas;
    const [first, second] = draft.carriers;
    draft.carriers = [
      { ...first, frequencyMhz: 1800, portPowerDbm: 28 },
      { ...second, frequencyMhz: 2600, portPowerDbm: 27 },
    ];
    draft.antennas = ['ANT1', 'ANT2', 'ANT3'].map((id, index) => ({
      ...antenna,
      ...{ id, level: level.id, position: [3 + 3 * index, 6] as [number, number], carriers: ['*'] },
      ...(id === 'ANT2' ? { targetPowerDbm: { [first.id]: 31 } } : {}),
    }));
    const cable = (id: string, from: [string, string], to: string, lengthM: number) => ({
      ...{ id, part: 'half-inch', from: { node: from[0], port: from[1] }, to: { node: to, port: 'in' } },
      ...{ course: [{ level: level.id, path: [[2, 2] as [number, number]] }], lengthM },
    });
    draft.network = {
      parts,
      sources: [
        {
          ...{ id: 'S1', level: level.id, position: [2, 2], cell: 'C1' },
          units: [{ id: 'U1', part: 'rru', outputPowerDbm: { [first.id]: 40, [second.id]: 40 } }],
        },
      ],
      devices: [
        { id: 'T1', part: 'coupler-10', level: level.id, position: [3, 2] },
        { id: 'PS1', part: 'split-2', level: level.id, position: [4, 2] },
        { id: 'L1', part: 'load', level: level.id, position: [4, 2] },
      ],
      cables: [
        cable('C1', ['S1', 'out1'], 'T1', 20),
        cable('C2', ['T1', 'coupled'], 'ANT1', 10),
        cable('C3', ['T1', 'through'], 'PS1', 30),
        cable('C4', ['PS1', 'out1'], 'ANT2', 5),
        cable('C5', ['PS1', 'out2'], 'L1', 0),
      ],
    };
  });
  const [lte18, second] = plan.carriers;

  it('has the powers that a pencil gives', () => {
    const result = evaluate(plan);
    const power = (antenna: string, carrier: string) =>
      result.antennas
        .find((feed) => feed.antenna === antenna)
        ?.carriers.find((each) => each.carrier === carrier);
    const atLog = (low: number, high: number, f: number) =>
      low + ((high - low) * Math.log(f / 800)) / Math.log(3600 / 800);
    // 1800 MHz: 9.85 dB/100 m; 2600 MHz: 12 dB/100 m.
    expect(power('ANT1', lte18.id)?.powerDbm).toBeCloseTo(40 - 0.3 * 9.85 - 10, 9);
    expect(power('ANT1', second.id)?.powerDbm).toBeCloseTo(40 - 0.3 * 12 - 10, 9);
    const ant2 = 40 - 0.55 * 9.85 - atLog(0.6, 0.8, 1800) - atLog(3.5, 3.8, 1800);
    expect(power('ANT2', lte18.id)?.powerDbm).toBeCloseTo(ant2, 9);
    expect(power('ANT2', lte18.id)?.targetDbm).toBe(31);
    expect(power('ANT2', lte18.id)?.deviationDb).toBeCloseTo(ant2 - 31, 9);
    expect(power('ANT2', lte18.id)?.lossDb).toBeCloseTo(40 - ant2, 9);
    expect(result.unfed).toEqual(['ANT3']);
    expect(result.antennas.map((feed) => feed.path)).toEqual([
      ['C1', 'T1', 'C2'],
      ['C1', 'T1', 'C3', 'PS1', 'C4'],
    ]);
    expect(result.devices.map(({ device, antennas }) => [device, antennas])).toEqual([
      ['T1', 2],
      ['PS1', 1],
      ['L1', 0],
    ]);
    const [unit] = result.outputs;
    expect(unit.totalDbm).toBeCloseTo(40 + 10 * Math.log10(2), 9);
    const deviations = result.antennas.flatMap(({ carriers }) => carriers.map((each) => each.deviationDb));
    expect(result.spreadDb).toBeCloseTo(Math.max(...deviations) - Math.min(...deviations), 12);
    expect(result.worst?.deviationDb).toBe(Math.min(...deviations));
  });

  it('has the bill that a pencil gives', () => {
    const bill = networkBill(plan);
    const item = (part: string) => bill.items.find((each) => each.part === part);
    // 65 m installed, 71.5 → 72 m ordered at 10, labour 8 on what is installed.
    expect(item('half-inch')).toMatchObject({ quantity: 65, ordered: 72, unit: 'm', costCny: 720 + 520 });
    expect(item('omni')).toMatchObject({ quantity: 3, costCny: 300 });
    expect(item('split-2')).toMatchObject({ quantity: 1, materialCny: 50, labourCny: 10, assumed: false });
    expect(bill.costCny).toBe(8500 + 45 + 60 + 15 + 300 + 1240);
    expect(bill.assumedRatio).toBeCloseTo(8500 / bill.costCny, 12);
    expect(bill.costPerAntennaCny).toBeCloseTo(bill.costCny / 3, 9);
    expect(bill.costPerM2Cny * bill.areaM2).toBeCloseTo(bill.costCny, 6);
    expect(bill.unpriced).toEqual([]);
    const unpriced = networkBill({
      ...plan,
      network: { ...plan.network, parts: parts.filter(({ kind }) => kind !== 'antenna') },
    });
    expect(unpriced.unpriced).toEqual([plan.antennas[0].type]);
    expect(unpriced.costCny).toBe(bill.costCny - 300);
  });
});

const seedCount = isLong ? 60 : 20;

describe(`networks at random (seeds 1–${seedCount})`, () => {
  it('give each port what multiplying ratios up from the antenna gives, the same both ways', () => {
    for (let seed = 1; seed <= seedCount; seed += 1) {
      const plan = randomNetwork(seed, 3 + (seed % 20));
      const { network } = plan;
      const result = evaluate(plan);
      expect(result.antennas.map(({ antenna }) => antenna)).toEqual(plan.antennas.map(({ id }) => id));
      for (const { antenna, carriers } of result.antennas) {
        for (const { carrier, powerDbm, unitPowerDbm, lossDb } of carriers) {
          const frequencyMhz = plan.carriers.find(({ id }) => id === carrier)?.frequencyMhz ?? 0;
          // As a phone's signal runs: from the antenna up to the unit.
          let passed = 1;
          let node: string | undefined = antenna;
          while (node !== undefined && node !== 'S1') {
            const up = network?.cables?.find(({ to }) => to.node === node);
            if (!up) break;
            passed *= 10 ** (-cableLossDb(partOf(up.part), up.lengthM, frequencyMhz) / 10);
            const device = network?.devices?.find(({ id }) => id === up.from.node);
            if (device) passed *= 10 ** (-partLossDb(partOf(device.part), up.from.port, frequencyMhz) / 10);
            node = up.from.node;
          }
          expect(node).toBe('S1');
          expect(10 ** (powerDbm / 10)).toBeCloseTo(10 ** (unitPowerDbm / 10) * passed, 6);
          expect(10 ** (-lossDb / 10) / passed).toBeCloseTo(1, 9);
        }
      }
    }
  });

  it('never make energy: what leaves a device, and what all antennas get, is at most what goes in', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1, max: 25 }), (seed, count) => {
        const plan = randomNetwork(seed, count);
        const { devices, outputs, antennas } = evaluate(plan);
        const mw = (dbm: number) => 10 ** (dbm / 10);
        for (const { id } of plan.carriers) {
          for (const device of devices) {
            const out = outputs.filter(({ node }) => node === device.device);
            const sum = out.reduce((total, { powerDbm }) => total + mw(powerDbm[id]), 0);
            expect(sum).toBeLessThanOrEqual(mw(device.powerDbm[id]) * (1 + 1e-12));
          }
          const unit = outputs.find(({ node }) => node === 'S1');
          const atPorts = antennas.flatMap(({ carriers }) =>
            carriers.filter(({ carrier }) => carrier === id),
          );
          const radiated = atPorts.reduce((total, { powerDbm }) => total + mw(powerDbm), 0);
          expect(radiated).toBeLessThanOrEqual(mw(unit?.powerDbm[id] ?? 0) * (1 + 1e-12));
        }
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});

describe('what a network is refused for', () => {
  const refuse = (change: (network: NonNullable<Plan['network']>, plan: Plan) => void): string[] => {
    const plan = structuredClone(randomNetwork(5, 6));
    change(plan.network as NonNullable<Plan['network']>, plan);
    try {
      parsePlan(plan);
      return [];
    } catch (error) {
      return (error as { problems: { at: string; found: string }[] }).problems.map(
        ({ at, found }) => `${at}: ${found}`,
      );
    }
  };
  const first = <T>(list: T[] | undefined): T => (list as T[])[0];

  it('names every reference that leads nowhere', () => {
    expect(refuse(() => {})).toEqual([]);
    expect(
      refuse((network, plan) => {
        first(network.cables).part = 'rope';
        first(network.devices).part = 'rru';
        first(network.sources).level = 'B9';
        first(network.sources).facility = 'er9';
        first(first(network.sources).units).outputPowerDbm.nobody = 3;
        (network.cables ?? [])[1].to.node = 'nowhere';
        (network.cables ?? [])[2].from = { node: plan.antennas[0].id, port: 'out1' };
        (network.cables ?? [])[3].to.port = 'out';
        first((network.cables ?? [])[4].course).level = 'B9';
      }).map((line) => line.split(':')[0]),
    ).toEqual(
      expect.arrayContaining([
        'network.cables[0].part',
        'network.devices[0].part',
        'network.sources[0].level',
        'network.sources[0].units[0].outputPowerDbm.nobody',
        'network.cables[1].to.node',
        'network.cables[2].from.node',
        'network.cables[3].to.port',
        'network.cables[4].course[0].level',
      ]),
    );
    expect(refuse((network) => (first(network.sources).facility = 'er9'))).toEqual([
      expect.stringMatching(/^network\.sources\[0\]\.facility: "er9", no facility of level/),
    ]);
  });

  it('names ports used twice, ids shared with antennas, and parts that lack or create something', () => {
    expect(
      refuse((network) => {
        const [cable] = network.cables ?? [];
        network.cables?.push({ ...cable, id: 'extra' });
      }),
    ).toEqual([
      expect.stringMatching(/\.from: port out1 of S1, already used by network\.cables\[0\]/),
      expect.stringMatching(/\.to: port in of D0, already used by network\.cables\[0\]/),
    ]);
    expect(refuse((network, plan) => (first(network.devices).id = plan.antennas[0].id))[0]).toMatch(
      /^network\.devices\[0\]\.id: "ANT0", already used by antennas\[0\]/,
    );
    expect(refuse((network) => ((network.parts ?? [])[1].lossDb = { '900': 2.5 }))).toEqual([
      'network.parts[1].lossDb.900: 2.5 dB: more comes out than goes in',
    ]);
    expect(refuse((network) => delete (network.parts ?? [])[1].lossDb)).toEqual([
      'network.parts[1].lossDb: nothing',
    ]);
  });

  it('names circles and chains without end instead of running into them', { tags: ['thorough'] }, () => {
    const chain = (count: number, closed: boolean) =>
      refuse((network, plan) => {
        const level = plan.levels[0].id;
        const pads = Array.from({ length: count }, (_, index) => `P${index}`);
        for (const id of pads) network.devices?.push({ id, part: 'pad-3', level, position: [1, 1] });
        for (let index = closed ? 0 : 1; index < count; index += 1) {
          const from = { node: pads[(index + count - 1) % count], port: 'out' };
          const course = [{ level, path: [[1, 1] as [number, number]] }];
          const to = { node: pads[index], port: 'in' };
          network.cables?.push({ id: `L${index}`, part: 'half-inch', from, to, course, lengthM: 1 });
        }
      });
    expect(chain(3, true)).toEqual([
      expect.stringMatching(/^network\.devices\[\d+\]: P\d that feeds itself: P/),
    ]);
    expect(chain(200, false)).toEqual([]);
    expect(chain(20_000, false)[0]).toMatch(/201 devices in a row/);
    expect(chain(20_000, true)[0]).toMatch(/feeds itself/);
  });
});

describe('the bill of a network at assumed prices alone', () => {
  it('is assumed wholly and never more, however its lengths add up', () => {
    const over: number[] = [];
    for (let seed = 1; seed <= seedCount; seed += 1) {
      const plan = randomNetwork(seed, 12);
      const network = {
        ...plan.network,
        parts: plan.network!.parts!.map((part) => ({ ...part, assumed: true, labourCny: 7.7 })),
      };
      const { assumedRatio, items, costCny } = networkBill({ ...plan, network });
      expect(assumedRatio).toBe(1);
      over.push(items.reduce((sum, item) => sum + item.costCny, 0) / costCny);
    }
    // Rounding alone would have been over in some.
    expect(Math.max(...over)).toBeGreaterThan(1);
  });
});
