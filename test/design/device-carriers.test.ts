import {
  createPlainSolver,
  createSimdKernel,
  findCarrierProfile,
  type Plan,
  placePlan,
  predictPlan,
  reportNetwork,
  traceLink,
} from '@diku/engine';
import { describe, expect, it } from 'vitest';
import {
  buildGarageDemand,
  designNetwork,
  evaluateCapacity,
  evaluateHandover,
  evaluateInterference,
} from '../../packages/engine/src/design/index.ts';
import { FieldStack, planModel } from '../../packages/engine/src/radio/index.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';
import { once } from '../support/once.ts';
import { hall } from './network-support/hall.ts';

const solver = createPlainSolver(createSimdKernel());
const set = (id: string) => findCarrierProfile(id);
const nbIot = set('lte-iot').filter(({ technology }) => technology === 'nb-iot');
const point = (id: string, kind: 'charger' | 'gate' | 'meter', x: number, y: number) => ({
  ...{ id, kind, position: [x, y] as [number, number], heightM: 1.2 },
});
const points = [
  point('ev-1', 'charger', 10, 20),
  point('ev-2', 'charger', 70, 40),
  point('gate-1', 'gate', 60, 5),
];
const antennas = [
  buildAntenna('A1', 20, 12),
  buildAntenna('A2', 60, 12),
  buildAntenna('A3', 20, 38),
  buildAntenna('A4', 60, 38),
];
const garage = (carriers: Plan['carriers'], overrides: Partial<Plan> = {}): Plan =>
  buildPlan({ levels: [hall({ points })], carriers, antennas, ...overrides });

const designed = once(() => designNetwork(garage([...set('gsm-lte'), ...nbIot]), { effort: 'low' }).plan);

describe('a feeder network with NB-IoT', () => {
  it('has it in the radio unit of its operator’s GSM at 900 MHz, and in one of its own where there is none', () => {
    const units = designed().network!.sources!.flatMap((source) => source.units);
    const unitsOf = (operator: string) =>
      units.flatMap(({ part, outputPowerDbm }) => {
        const carriers = Object.keys(outputPowerDbm).sort();
        return carriers.some((id) => id.startsWith(operator) && /gsm|nb/.test(id)) ? [[part, carriers]] : [];
      });
    expect(unitsOf('cmcc')).toEqual([['rru-900', ['cmcc-gsm900', 'cmcc-nb900']]]);
    expect(unitsOf('cucc')).toEqual([['rru-900', ['cucc-gsm900', 'cucc-nb900']]]);
    expect(unitsOf('ctcc')).toEqual([['rru-900', ['ctcc-nb800']]]);
  });

  it('brings every port between its target and the rise over it, under the cap, and keeps all rules', () => {
    const report = reportNetwork(designed())!;
    expect(report.rules.filter(({ passed }) => !passed).map(({ id }) => id)).toEqual([]);
    for (const { carriers } of report.evaluation.antennas) {
      for (const { id, portPowerDbm } of nbIot) {
        const fed = carriers.find(({ carrier }) => carrier === id)!;
        expect(fed.powerDbm).toBeGreaterThanOrEqual(portPowerDbm - 1e-6);
        expect(fed.powerDbm).toBeLessThanOrEqual(Math.min(15, portPowerDbm + 5) + 1e-6);
      }
    }
  });

  it('costs the radio units of the band more than one without, no other kind of unit', () => {
    const without = designNetwork(garage(set('lte')), { effort: 'low' }).plan;
    const withModems = designNetwork(garage(set('lte-iot')), { effort: 'low' }).plan;
    const partsOf = (plan: Plan) =>
      plan.network!.sources!.flatMap(({ units }) => units.map(({ part }) => part)).sort();
    expect(partsOf(withModems)).toEqual([...partsOf(without), 'rru-900', 'rru-900', 'rru-900'].sort());
  });
});

describe('placing for modems', () => {
  // So little power that the housing decides, not the phones.
  const weak = nbIot.map((carrier) => ({ ...carrier, portPowerDbm: -25 }));
  const small = (carriers: Plan['carriers'], asked: string): Plan =>
    buildPlan({
      levels: [
        buildLevel({
          ...{ walls: [], openings: [], columns: [], bays: [] },
          points: [
            point('ev-1', 'charger', 2, 2),
            point('ev-2', 'charger', 38, 22),
            point('gate-1', 'gate', 38, 2),
          ],
        }),
      ],
      carriers,
      requirements: {
        ...{ coverageRatio: 0.9, confidence: 0.95, profile: 'shanghai-2023' },
        profileOverrides: { iot: { points: { charger: asked, gate: 'none' } } },
      },
    });

  it('has at every point the received over the needed power of a budget by hand, and asks it of chargers alone', async () => {
    const plan = small([...set('lte'), ...weak], 'nb-iot');
    const model = planModel(plan);
    const fields = new FieldStack(solver);
    const { demand } = await buildGarageDemand(plan, {
      solver,
      fields,
      model,
      fixed: [buildAntenna('F1', 10, 6)],
    });
    const phones = demand.points.findIndex((entry, index) => demand.points.indexOf(entry) < index);
    const groups = demand.pointGroups.filter(({ entries }) => entries.from > 0);
    expect(groups.length).toBeGreaterThan(0);
    for (const { entries } of demand.pointGroups.filter((group) => !groups.includes(group))) {
      expect(entries).toEqual({ from: 0, to: phones });
    }
    for (const { entries, layers } of groups) {
      const asked = [...demand.points.keys()].slice(entries.from, entries.to);
      expect(asked.map((entry) => demand.points[entry].point.id)).toEqual(['ev-1', 'ev-2']);
      for (const layer of layers) {
        const { carrierId, ratios } = demand.pointLayers[layer];
        const carrier = weak.find(({ id }) => id === carrierId)!;
        for (const entry of asked) {
          const { position } = demand.points[entry].point;
          const to = `${position[0]},${position[1]},1.2,B1`;
          const link = traceLink({ ...plan, antennas: [demand.candidates[0]] }, 'F1', to, { carrierId });
          const lowerDb = 20 * Math.log10(carrier.frequencyMhz / (carrier.frequencyMhz - 45));
          // Level, SINR over the noise of 15 kHz, and the uplink by a unit of 43 dBm: the most that one asks for.
          const neededDbm = Math.max(-100, -125.21 - 3, 43 - 10.79 - 23 - lowerDb - 124.21);
          expect(10 * Math.log10(ratios[0][entry])).toBeCloseTo(link.rsrpDbm - neededDbm, 1);
        }
      }
    }
  });

  it('serves modems that a layout for phones alone leaves out', { tags: ['thorough'] }, async () => {
    const options = { solver, effort: 'low' as const, resolutionM: 1 };
    const carriers = [set('lte')[0], weak[0]];
    const asking = small(carriers, 'nb-iot');
    const phones = await placePlan(small(carriers, 'none'), options);
    const modems = await placePlan(asking, options);
    const verdictOn = async ({ antennas: placed }: Plan) =>
      (await predictPlan({ ...asking, antennas: placed }, options)).assessment;
    expect((await verdictOn(phones.plan)).target.met).toBe(false);
    const found = await verdictOn(modems.plan);
    expect(found.target.met).toBe(true);
    expect(found.points.filter(({ devices }) => devices).every(({ devices }) => devices!.served)).toBe(true);
    expect(modems.placement.antennas).toBeGreaterThan(phones.placement.antennas);
    expect(modems.placement.lowerBound).toBeGreaterThanOrEqual(phones.placement.lowerBound);
    expect(modems.placement.antennas).toBeGreaterThanOrEqual(modems.placement.lowerBound);
  });
});

describe('placing for meters', () => {
  const carriers = [set('lte')[0], { ...nbIot[0], portPowerDbm: -25 }];
  const withMeter = (asked: string): Plan =>
    buildPlan({
      levels: [
        buildLevel({
          ...{ walls: [], openings: [], columns: [], bays: [] },
          points: [point('ev-1', 'charger', 2, 2), point('m-1', 'meter', 38, 22)],
        }),
      ],
      carriers,
      requirements: {
        ...{ coverageRatio: 0.9, confidence: 0.95, profile: 'shanghai-2023' },
        profileOverrides: { iot: { points: { charger: 'none', gate: 'none', meter: asked } } },
      },
    });

  it('asks no scan of them, and nothing of chargers that ask for nothing', async () => {
    const plan = withMeter('nb-iot');
    const { demand } = await buildGarageDemand(plan, {
      ...{ solver, fields: new FieldStack(solver), model: planModel(plan) },
      fixed: [buildAntenna('F1', 10, 6)],
    });
    for (const { entries, layers } of demand.pointGroups) {
      const ids = demand.points.slice(entries.from, entries.to).map((entry) => entry.point.id);
      const carrier = demand.pointLayers[layers[0]].carrierId;
      expect([carrier === nbIot[0].id, ids]).toEqual(
        carrier === nbIot[0].id ? [true, ['m-1']] : [false, ['ev-1']],
      );
    }
    expect(demand.pointGroups.length).toBeGreaterThanOrEqual(2);
  });

  it('serves them', { tags: ['thorough'] }, async () => {
    const options = { solver, effort: 'low' as const, resolutionM: 1 };
    const placed = await placePlan(withMeter('nb-iot'), options);
    const verdict = (await predictPlan(placed.plan, options)).assessment;
    expect(verdict.target.met).toBe(true);
    expect(verdict.points.find(({ id }) => id === 'm-1')!.served).toBe(true);
    const plain = await placePlan(withMeter('none'), options);
    expect(placed.placement.antennas).toBeGreaterThanOrEqual(plain.placement.antennas);
  });
});

describe('small cells for modems', () => {
  it('stand beside those for phones, one for each group of operators', { tags: ['thorough'] }, async () => {
    const level = buildLevel({
      ...{ walls: [], openings: [], columns: [], bays: [] },
      points: [point('ev-1', 'charger', 2, 2), point('gate-1', 'gate', 38, 2)],
    });
    const plan = buildPlan({ levels: [level], carriers: set('lte-iot') });
    const options = { solver, effort: 'low' as const, resolutionM: 2 };
    const placed = await placePlan(plan, { ...options, candidates: { kinds: ['small-cell'] } });
    const parts = new Set(placed.plan.antennas.map(({ part }) => part));
    expect([...parts].sort()).toEqual(['prru-mb', 'prru-mb-900', 'prru-tu', 'prru-tu-900']);
    const { points: found, target } = (await predictPlan(placed.plan, options)).assessment;
    expect(target.met).toBe(true);
    expect(found.every(({ devices }) => devices!.operators.length === 3 && devices!.served)).toBe(true);
  });
});

describe('rows of NB-IoT', () => {
  const predicted = once(() =>
    predictPlan(garage(set('lte-iot')), { solver, resolutionM: 2, locations: 20 }),
  );

  it('count its messages over those of a carrier, and no users and blocks', {
    tags: ['thorough'],
  }, async () => {
    const { devices, carriers } = evaluateCapacity(await predicted());
    expect(carriers.some(({ carrier }) => nbIot.some(({ id }) => id === carrier))).toBe(false);
    expect(devices).toEqual(
      nbIot.map(({ id, operator }) => ({
        ...{ operator, carrier: id, devices: 3, messagesPerHour: 180 },
        // 3 devices, a message a minute, of 50,000 devices with 5 an hour.
        loadRatio: (3 * 60) / (50_000 * 5),
      })),
    );
    const plain = await predictPlan(garage(set('lte')), { solver, resolutionM: 2, locations: 20 });
    expect(evaluateCapacity(plain)).toEqual({ ...evaluateCapacity(await predicted()), devices: [] });
  });

  it('count meters with the few messages that these send', { tags: ['thorough'] }, async () => {
    const level = hall({ points: [...points, point('wm-1', 'meter', 5, 5), point('wm-2', 'meter', 7, 5)] });
    const plan = { ...garage(set('lte-iot')), levels: [level] };
    const { devices, chargers } = evaluateCapacity(
      await predictPlan(plan, { solver, resolutionM: 2, locations: 20 }),
    );
    expect(devices.map(({ devices: count, messagesPerHour }) => [count, messagesPerHour])).toEqual(
      nbIot.map(() => [5, 3 * 60 + 2 * 0.5]),
    );
    // Nobody scans at a meter.
    expect(chargers).toBe(evaluateCapacity(await predicted()).chargers);
  });

  it('have its uplink among receivers of products, with the noise of 200 kHz', () => {
    const { hits, isolation } = evaluateInterference(garage(set('lte-iot')));
    for (const { id, frequencyMhz } of nbIot) {
      const { receiver, noiseDbm } = hits.find((hit) => hit.receiver.id === id)!;
      expect(receiver.lowMhz).toBeCloseTo(frequencyMhz - 45 - 0.1, 9);
      expect(receiver.highMhz).toBeCloseTo(frequencyMhz - 45 + 0.1, 9);
      expect(noiseDbm).toBeCloseTo(-174 + 10 * Math.log10(200_000) + 5, 1);
      expect(isolation.some((pair) => pair.from === id && Number.isFinite(pair.requiredDb))).toBe(true);
    }
  });

  it('ask no handover of what stays where it is', async () => {
    const { handovers, leakage, cells } = await evaluateHandover(await predicted());
    for (const rows of [handovers, leakage, cells]) {
      expect(rows.some(({ carrier }) => nbIot.some(({ id }) => id === carrier))).toBe(false);
    }
  });
});
