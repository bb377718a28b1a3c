/** @module-tag thorough */
import { findCarrierProfile, type Plan, parsePlan, reportNetwork } from '@diku/engine';
import type { CatalogPart } from '@diku/engine/plan';
import { describe, expect, it } from 'vitest';
import { PlanError } from '../../packages/engine/src/core/index.ts';
import { changeNetwork, defaultCatalogue, designNetwork } from '../../packages/engine/src/design/index.ts';
import { cableLossDb, evaluateNetwork, partLossDb } from '../../packages/engine/src/radio/index.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';
import { once } from '../support/once.ts';
import { networkedPlan, parts } from './network-support/networked-plan.ts';

/** A long garage with its equipment room at one end: NR at 3.5 GHz is lost on the way, LTE is not. */
function longGarage(spacingM = 23): Plan {
  const lengthM = 10 + 15 * spacingM;
  const level = buildLevel({
    outline: [
      [0, 0],
      [lengthM, 0],
      [lengthM, 24],
      [0, 24],
    ],
    ...{ walls: [], openings: [], columns: [], bays: [], points: [] },
    facilities: [
      { id: 'er1', kind: 'equipment-room', position: [2, 12] },
      {
        id: 't1',
        kind: 'tray',
        path: [
          [1, 12],
          [lengthM - 1, 12],
        ],
      },
    ],
  });
  const antennas = Array.from({ length: 15 }, (_, index) =>
    buildAntenna(`ANT${index + 1}`, 10 + spacingM * index, index % 2 === 0 ? 6 : 18),
  );
  const carriers = structuredClone(findCarrierProfile('lte-nr')) as Plan['carriers'];
  return buildPlan({ levels: [level], antennas, carriers });
}

/** Power of a carrier at a node's input, followed up from there to the radio unit that sends it: nothing of the product's own walk is used. */
function upwardPowerDbm(plan: Plan, node: string, carrierId: string): { powerDbm: number; sender: string } {
  const { sources = [], devices = [], cables = [], parts: listed = [], basebands = [] } = plan.network!;
  const part = (id: string) => listed.find((each) => each.id === id) as CatalogPart;
  const { frequencyMhz } = plan.carriers.find(({ id }) => id === carrierId)!;
  let lossDb = 0;
  let at = node;
  for (;;) {
    const cable = cables.find(
      ({ from, to }) => to.node === at && !basebands.some(({ id }) => id === from.node),
    )!;
    lossDb += cableLossDb(part(cable.part), cable.lengthM, frequencyMhz);
    const { node: before, port } = cable.from;
    const source = sources.find(({ id }) => id === before);
    const passedPart = source ? source.part : devices.find(({ id }) => id === before)!.part;
    lossDb += passedPart === undefined ? 0 : partLossDb(part(passedPart), port, frequencyMhz);
    const sentDbm = source?.units.find(({ outputPowerDbm }) => carrierId in outputPowerDbm)?.outputPowerDbm[
      carrierId
    ];
    if (source && sentDbm !== undefined) return { powerDbm: sentDbm - lossDb, sender: source.id };
    at = before;
  }
}

const designed = once(() => designNetwork(longGarage(), { effort: 'low' }).plan);

describe('a tree that one source has not the power for in all carriers', () => {
  it('has the radio units of those alone doubled, in a source that the other carriers are fed into', () => {
    const { sources = [], cables = [] } = designed().network!;
    const joined = sources.filter(({ id }) => cables.some(({ to }) => to.node === id && to.port === 'in'));
    expect(joined.length).toBeGreaterThan(0);
    const [first] = sources;
    const carriersOf = (source: (typeof sources)[number]) =>
      source.units.flatMap(({ outputPowerDbm }) => Object.keys(outputPowerDbm));
    expect(carriersOf(first).some((id) => id.includes('lte'))).toBe(true);
    for (const source of joined) {
      expect(carriersOf(source).length).toBeGreaterThan(0);
      expect(carriersOf(source).filter((id) => id.includes('lte'))).toEqual([]);
    }
  });

  it('brings every carrier to every antenna within its window, as a walk up the cables finds it', () => {
    const plan = designed();
    const report = reportNetwork(plan)!;
    expect(report.rules.filter(({ passed, isWarning }) => !passed && !isWarning)).toEqual([]);
    const evaluation = evaluateNetwork(plan)!;
    expect(evaluation.antennas).toHaveLength(plan.antennas.length);
    for (const { antenna, carriers } of evaluation.antennas) {
      expect(carriers).toHaveLength(plan.carriers.length);
      const written = plan.antennas.find(({ id }) => id === antenna)!.portPowerDbm!;
      for (const { carrier, powerDbm, source } of carriers) {
        const upward = upwardPowerDbm(plan, antenna, carrier);
        expect(powerDbm).toBeCloseTo(upward.powerDbm, 9);
        expect(written[carrier]).toBeCloseTo(upward.powerDbm, 3);
        expect(source).toBe(upward.sender);
      }
    }
  });

  it('costs less than whole sources, which it has where no combiner is to be had', () => {
    const catalogue = defaultCatalogue();
    const without = { ...catalogue, parts: catalogue.parts.filter(({ id }) => !id.startsWith('combiner')) };
    const whole = designNetwork(longGarage(), { effort: 'low', catalogue: without }).plan;
    const units = ({ network }: Plan) =>
      network!.sources!.reduce((sum, source) => sum + source.units.length, 0);
    expect(units(designed())).toBeLessThan(units(whole));
    expect(reportNetwork(designed())!.bill.costCny).toBeLessThan(reportNetwork(whole)!.bill.costCny);
  });
});

describe('a tree that one source has just the power for', () => {
  it('has one alone: courses are led elsewhere until every port is within its window', () => {
    const { plan, design } = designNetwork(longGarage(20), { effort: 'low' });
    expect(design.sources).toBe(1);
    const report = reportNetwork(plan)!;
    expect(report.rules.filter(({ passed, isWarning }) => !passed && !isWarning)).toEqual([]);
    for (const { id } of plan.antennas) {
      for (const { id: carrier, portPowerDbm } of plan.carriers) {
        const { powerDbm, sender } = upwardPowerDbm(plan, id, carrier);
        expect(sender).toBe('SRC1');
        expect(powerDbm).toBeGreaterThanOrEqual(portPowerDbm - 1.5 - 1e-6);
        expect(powerDbm).toBeLessThanOrEqual(15 + 1e-6);
      }
    }
  });
});

describe('a joined source that a person locked', () => {
  const joinedOf = ({ network }: Plan) =>
    network!.sources!.filter(({ id }) =>
      network!.cables!.some(({ to }) => to.node === id && to.port === 'in'),
    );
  const carriersOf = (source: ReturnType<typeof joinedOf>[number]) =>
    source.units.flatMap(({ outputPowerDbm }) => Object.keys(outputPowerDbm)).sort();
  const behind = (plan: Plan, id: string) =>
    evaluateNetwork(plan)!
      .antennas.flatMap(({ antenna, path }) => (path.includes(id) ? [antenna] : []))
      .sort();
  const expectHeld = (again: Plan, before: Plan, id: string) => {
    const [now, was] = [again, before].map((plan) => joinedOf(plan).find((each) => each.id === id)!);
    expect(now).toBeDefined();
    expect([now.level, now.position, now.facility, now.part]).toEqual([
      was.level,
      was.position,
      was.facility,
      was.part,
    ]);
    expect(carriersOf(now)).toEqual(carriersOf(was));
    expect(behind(again, id)).toEqual(behind(before, id));
    expect(reportNetwork(again)!.rules.filter(({ passed, isWarning }) => !passed && !isWarning)).toEqual([]);
    for (const { antenna, carriers } of evaluateNetwork(again)!.antennas) {
      for (const { carrier, powerDbm, source } of carriers) {
        const upward = upwardPowerDbm(again, antenna, carrier);
        expect(powerDbm).toBeCloseTo(upward.powerDbm, 9);
        expect(source).toBe(upward.sender);
      }
    }
  };

  it('stays where it is with what it sends and feeds, and the tree is designed around it', () => {
    const before = designed();
    const [{ id }] = joinedOf(before);
    const changed = changeNetwork(before, [{ change: 'lock', ids: [id], locked: true }]);
    const again = designNetwork(changed, { effort: 'low' }).plan;
    expect(joinedOf(again).find((each) => each.id === id)!.locked).toBe(true);
    expectHeld(again, before, id);
    // An antenna elsewhere changes the tree, not the source.
    const antennas = changed.antennas.map((antenna, index) =>
      index === 0 ? { ...antenna, position: [14, 9] as [number, number] } : antenna,
    );
    expectHeld(designNetwork({ ...changed, antennas }, { effort: 'low' }).plan, before, id);
  });

  it('stays at the end of a trunk that is locked, and at the beginning of one', () => {
    const before = designed();
    const [{ id }] = joinedOf(before);
    const trunk = before.network!.cables!.find(({ to }) => to.node === id && to.port === 'in')!;
    const first = before.network!.cables!.find(({ from }) => from.node === id)!;
    for (const cable of [trunk, first]) {
      const changed = changeNetwork(before, [{ change: 'lock', ids: [cable.id], locked: true }]);
      const again = designNetwork(changed, { effort: 'low' }).plan;
      expect(again.network!.cables!.find((each) => each.id === cable.id)).toEqual({ ...cable, locked: true });
      expectHeld(again, before, id);
    }
  });

  it('is refused by name where its combiner is not to be had, or its antennas are gone', () => {
    const before = designed();
    const [{ id }] = joinedOf(before);
    const changed = changeNetwork(before, [{ change: 'lock', ids: [id], locked: true }]);
    const catalogue = defaultCatalogue();
    const without = {
      ...catalogue,
      parts: catalogue.parts.filter((part) => !part.id.startsWith('combiner')),
    };
    expect(() => designNetwork(changed, { effort: 'low', catalogue: without })).toThrow(`"${id}"`);
    const gone = new Set(behind(before, id));
    const antennas = changed.antennas.filter((antenna) => !gone.has(antenna.id));
    expect(() => designNetwork({ ...changed, antennas }, { effort: 'low' })).toThrow(`"${id}"`);
  });
});

describe('a joined source by hand', () => {
  // S1 40 dBm → 20 m → POI of S2 → 10 m → ANT1; S2 sends the second carrier itself.
  const joinedPlan = (change: (network: NonNullable<Plan['network']>) => void = () => {}) =>
    networkedPlan((draft) => {
      const [level] = draft.levels;
      const [antenna] = draft.antennas;
      const [first, second] = draft.carriers;
      draft.carriers = [
        { ...first, frequencyMhz: 1800 },
        { ...second, frequencyMhz: 2600 },
      ];
      draft.antennas = [{ ...antenna, id: 'ANT1', level: level.id, position: [3, 6], carriers: ['*'] }];
      const cable = (id: string, from: string, to: string, length: number) => ({
        ...{ id, part: 'half-inch', from: { node: from, port: 'out1' }, to: { node: to, port: 'in' } },
        ...{ course: [{ level: level.id, path: [[2, 2] as [number, number]] }], lengthM: length },
      });
      const poi = { id: 'poi', kind: 'poi' as const, name: 'POI', priceCny: 500, source: 'test' };
      draft.network = {
        parts: [...parts, { ...poi, lossDb: { '1800': 0.5, '2600': 0.7 } }],
        sources: [
          {
            ...{ id: 'S1', level: level.id, position: [2, 2], cell: 'C1' },
            units: [{ id: 'U1', part: 'rru', outputPowerDbm: { [first.id]: 40, [second.id]: 40 } }],
          },
          {
            ...{ id: 'S2', level: level.id, position: [4, 2], cell: 'C1', part: 'poi' },
            units: [{ id: 'U2', part: 'rru', outputPowerDbm: { [second.id]: 30 } }],
          },
        ],
        cables: [cable('C1', 'S1', 'S2', 20), cable('C2', 'S2', 'ANT1', 10)],
      };
      change(draft.network);
    });

  it('passes on what it does not send itself, with the powers that a pencil gives', () => {
    const plan = joinedPlan();
    const [feed] = evaluateNetwork(plan)!.antennas;
    const [first, second] = plan.carriers.map(
      ({ id }) => feed.carriers.find(({ carrier }) => carrier === id)!,
    );
    expect(first.powerDbm).toBeCloseTo(40 - 0.3 * 9.85 - 0.5, 9);
    expect(second.powerDbm).toBeCloseTo(30 - 0.1 * 12 - 0.7, 9);
    expect([first.source, second.source]).toEqual(['S1', 'S2']);
    expect([first.lossDb, second.lossDb]).toEqual([40 - first.powerDbm, 30 - second.powerDbm]);
    expect(feed.path).toEqual(['C1', 'S2', 'C2']);
  });

  it('has no circle and no input but that of a POI', () => {
    const circle = () =>
      joinedPlan(({ sources, cables }) => {
        sources![0].part = 'poi';
        cables![1].to = { node: 'S1', port: 'in' };
      });
    expect(circle).toThrow(PlanError);
    const bare = () =>
      joinedPlan(({ sources }) => {
        delete sources![1].part;
      });
    expect(bare).toThrow(/S2/);
    const plan = joinedPlan();
    const wrongPort = structuredClone(plan);
    wrongPort.network!.cables![0].to.port = 'out1';
    expect(() => evaluateNetwork(parsePlan(wrongPort))).toThrow(PlanError);
  });

  it('is held to the bands of its combiner’s inputs', () => {
    const withBands = (bands: { lowestMhz: number; highestMhz: number }[]) =>
      reportNetwork(
        joinedPlan(({ parts: listed }) => {
          listed!.find(({ id }) => id === 'poi')!.bands = bands;
        }),
      )!.rules.find(({ id }) => id === 'combiner-inputs')!.passed;
    const low = { lowestMhz: 690, highestMhz: 2400 };
    const high = { lowestMhz: 2500, highestMhz: 2700 };
    expect(withBands([low, high])).toBe(true);
    expect(withBands([{ lowestMhz: 690, highestMhz: 2700 }])).toBe(false);
    expect(withBands([low, { lowestMhz: 3300, highestMhz: 3700 }])).toBe(false);
  });
});
