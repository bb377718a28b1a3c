import {
  createPlainSolver,
  createSimdKernel,
  findCarrierProfile,
  type Plan,
  parsePlan,
  predictPlan,
  traceLink,
} from '@diku/engine';
import { findRequirementProfile, profileValues } from '@diku/engine/plan';
import { describe, expect, it } from 'vitest';
import { normalCdf } from '../../packages/engine/src/core/index.ts';
import { networkInputs } from '../../packages/engine/src/plan/network-inputs.ts';
import {
  coverageClass,
  dataRates,
  filledBandwidthHz,
  noiseDbm,
  phoneLoss,
  referenceQualityDb,
  resourceElementRatioDb,
  uplinkBudget,
} from '../../packages/engine/src/radio/index.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';

const solver = createPlainSolver(createSimdKernel());
const profile = findRequirementProfile('shanghai-2023');
const iot = findCarrierProfile('lte-iot').filter(({ technology }) => technology === 'nb-iot');
const [telecom] = iot;
const pointOf = (id: string, kind: 'charger' | 'gate' | 'payment', x: number, y: number) => ({
  ...{ id, kind, position: [x, y] as [number, number], heightM: 1.2 },
});
const points = [pointOf('ev-1', 'charger', 3, 12), pointOf('gate-1', 'gate', 15, 18)];
const level = buildLevel({ ...{ walls: [], openings: [], columns: [], bays: [] }, points });

/** One antenna in the open, and a set of carriers. */
function garage(carriers: Plan['carriers'], overrides: Record<string, unknown> = {}): Plan {
  const requirements = {
    ...{ coverageRatio: 0.9, confidence: 0.95, profile: 'shanghai-2023' },
    ...(Object.keys(overrides).length > 0 ? { profileOverrides: overrides } : {}),
  };
  return buildPlan({ levels: [level], carriers, antennas: [buildAntenna('A1', 12, 12)], requirements });
}

const predict = (plan: Plan) => predictPlan(plan, { solver, resolutionM: 1, locations: 20 });
const set = (id: string) => findCarrierProfile(id);
const weak = (carriers: Plan['carriers'], portPowerDbm: number) =>
  carriers.map((each) => (each.technology === 'nb-iot' ? { ...each, portPowerDbm } : each));

/** A housing that lets nothing through. */
const lead = { iot: { housingLossDb: 60 } };

describe('a carrier of NB-IoT', () => {
  it('has 12 subcarriers of 15 kHz, 180 kHz together, and the noise of one of them', () => {
    for (const carrier of iot) {
      expect(resourceElementRatioDb(carrier)).toBeCloseTo(-10 * Math.log10(12), 9);
      expect(filledBandwidthHz(carrier)).toBe(180_000);
      // −174 dBm/Hz to the nearest 0.1 dB.
      expect(noiseDbm(carrier, profile)).toBeCloseTo(-174 + 10 * Math.log10(15_000) + 7, 1);
    }
  });

  it('lies at the channel that its operator uses: EARFCN 2508, 948–949 MHz, between GSM channels 123 and 124', () => {
    expect(iot.map(({ frequencyMhz }) => frequencyMhz)).toEqual([
      869 + 0.1 * (2508 - 2400),
      (948 + 949) / 2,
      935 + 0.2 * 123.5,
    ]);
  });

  it('gives phones no rates, and has no RSRQ here', () => {
    expect(dataRates(telecom, 'iot', profile)).toBeUndefined();
    expect(referenceQualityDb(telecom, 20, profile)).toBeUndefined();
  });

  it('takes one tone of 15 kHz in the uplink, at the power of a modem', () => {
    const budget = uplinkBudget(telecom, 'iot', profile);
    expect(budget.phonePowerDbm).toBe(23);
    expect(budget.thermalNoiseDbm).toBeCloseTo(-174 + 10 * Math.log10(15_000), 1);
    expect(budget.sensitivityDbm).toBeCloseTo(-174 + 10 * Math.log10(15_000) + 5 + 3 + 0, 1);
  });

  it('reaches classes of coverage to 144, 154 and 164 dB', () => {
    const losses = [100, 144, 144.1, 154, 154.1, 164, 164.1];
    expect(losses.map((lossDb) => coverageClass(telecom, lossDb))).toEqual([0, 0, 1, 1, 2, 2, undefined]);
    expect(coverageClass(set('lte')[0], 100)).toBeUndefined();
  });

  it('meets no body and no car around a modem, but its housing', () => {
    const inCar = {
      ...profile,
      phonePlaces: { ...profile.phonePlaces, charger: { ...profile.phonePlaces.bay } },
    };
    inCar.phonePlaces.charger.inVehicle = true;
    expect(phoneLoss(inCar, 'charger', 'iot', 880)).toEqual({ bodyLossDb: 10, vehicleLossDb: 0 });
    expect(phoneLoss(inCar, 'charger', 'data', 880)).toEqual({ bodyLossDb: 3, vehicleLossDb: 9 });
  });
});

describe('the schema', () => {
  const refusal = (carriers: object[]) => () => parsePlan({ ...garage(set('lte')), carriers });
  it('refuses calls on NB-IoT, modems on NR, and an operator whose carriers serve no phone', () => {
    const [lte] = set('lte');
    const nr = set('lte-nr').find(({ technology }) => technology === 'nr')!;
    expect(refusal([lte, { ...telecom, services: ['voice', 'iot'] }])).toThrow(
      /carriers\[1\]\.services\[0\]: found "voice"; expected a service that the technology carries/,
    );
    expect(refusal([lte, { ...nr, services: ['data', 'iot'] }])).toThrow(/carriers\[1\]\.services\[1\]/);
    expect(refusal([lte, iot[1]])).toThrow(/carriers\[1\]\.services: .*expected voice or data/);
    expect(refusal([{ ...lte, services: ['voice', 'iot'] }, telecom])).not.toThrow();
  });
});

describe('the modem of a device at a point', () => {
  it('receives what a budget by hand says, and is served with that probability', async () => {
    const plan = garage(set('lte-iot'));
    const { assessment } = await predict(plan);
    for (const point of assessment.points) {
      const { position } = points.find(({ id }) => id === point.id)!;
      expect(point.devices?.operators.map(({ carrier }) => carrier)).toEqual(iot.map(({ id }) => id));
      for (const result of point.devices!.operators) {
        const carrier = iot.find(({ id }) => id === result.carrier)!;
        const to = `${position[0]},${position[1]},1.2,B1`;
        const link = traceLink(plan, 'A1', to, { carrierId: carrier.id });
        const { antennaGainDbi } = link.budget;
        // Port 0 dBm, a twelfth of it in an element, gain, path, housing.
        const byHandDbm = 0 - 10 * Math.log10(12) + antennaGainDbi - link.pathLossDb - 10;
        expect(result.rsrpDbm).toBeCloseTo(byHandDbm, 2);
        expect(result.sinrDb).toBeCloseTo(byHandDbm - (-173.975 + 10 * Math.log10(15_000) + 7), 2);
        // The radio unit gives 43 dBm where no network says otherwise.
        expect(result.couplingLossDb).toBeCloseTo(43 - 10 * Math.log10(12) - byHandDbm, 2);
        expect(result.coverageClass).toBe(0);
        expect(link.budgets.service).toBe('iot');
        const names = link.budgets.downlink.terms.map(({ name }) => name);
        expect(names).toContain('housing');
        expect(names).not.toContain('body');
        expect(link.budgets.downlink.rsrpDbm).toBeCloseTo(byHandDbm, 2);
        // 23 dBm back over the same path at a lower frequency, and what the network of a 43 dBm unit loses to a port of 0 dBm.
        const lowerDb = 20 * Math.log10(carrier.frequencyMhz / (carrier.frequencyMhz - 45));
        const receivedDbm = 23 + antennaGainDbi - link.pathLossDb - 10 + lowerDb - 43;
        expect(link.budgets.uplink.receivedDbm).toBeCloseTo(receivedDbm, 2);
        expect(link.budgets.uplink.marginDb).toBeCloseTo(receivedDbm - -124.2, 1);
      }
    }
  });

  it('is served as a normal margin has it: level over −100 dBm, SINR over −3 dB, uplink, whichever does least', async () => {
    const plan = garage(weak(set('lte-iot'), -33));
    const { assessment } = await predict(plan);
    const results = assessment.points.flatMap(({ devices }) => devices!.operators);
    expect(results.some(({ probability }) => probability > 0.05 && probability < 0.95)).toBe(true);
    for (const { carrier: id, rsrpDbm, sinrDb, probability, served } of results) {
      const carrier = plan.carriers.find((each) => each.id === id)!;
      const lowerDb = 20 * Math.log10(carrier.frequencyMhz / (carrier.frequencyMhz - 45));
      const element = rsrpDbm + 10 * Math.log10(12);
      const uplinkDb = 23 + element - 43 + lowerDb + 124.21;
      const marginDb = Math.min(rsrpDbm + 100, sinrDb + 3, uplinkDb);
      expect(probability).toBeCloseTo(normalCdf(marginDb / 6), 2);
      expect(served).toBe(probability >= 0.95);
    }
  });

  it('decides whether a point is served, for the operators that carry it, and the target; phones see nothing of it', async () => {
    const plain = (await predict(garage(set('lte')))).assessment;
    const strong = (await predict(garage(set('lte-iot')))).assessment;
    const short = (await predict(garage(weak(set('lte-iot'), -40), lead))).assessment;
    expect(plain.points.every(({ devices, served }) => devices === undefined && served)).toBe(true);
    for (const { operators } of [plain, strong]) {
      expect(operators.every((each) => each.pointsServed === 2 && each.pointsRequired === 2)).toBe(true);
    }
    expect(short.operators.map(({ pointsServed }) => pointsServed)).toEqual([0, 0, 0]);
    expect(short.operators.map(({ passProbability }) => passProbability)).toEqual(
      plain.operators.map(({ passProbability }) => passProbability),
    );
    expect(short.points.map(({ operators }) => operators)).toEqual(
      plain.points.map(({ operators }) => operators),
    );
    expect(short.target.withPointsPassProbability).toBeLessThan(1e-6);
    expect(strong.target.withPointsPassProbability).toBeGreaterThan(0);
    expect([short.target.met, short.target.limiting.code]).toEqual([false, 'points']);
  });

  it('is not asked for where the profile says so, and then every number of phones is that of the plan without', async () => {
    const none = { iot: { points: { charger: 'none', gate: 'none' }, ...lead.iot } };
    const plain = (await predict(garage(set('lte')))).assessment;
    const unasked = (await predict(garage(weak(set('lte-iot'), -40), none))).assessment;
    expect(unasked.target).toEqual(plain.target);
    expect(unasked.operators).toEqual(plain.operators);
    expect(unasked.points).toEqual(plain.points);
    expect(unasked.kinds).toEqual(plain.kinds);
    expect(unasked.carriers.slice(0, plain.carriers.length)).toEqual(plain.carriers);
  });

  it('does not count for every carrier that serves phones', async () => {
    const every = (plan: Plan) => ({ ...plan, requirements: { ...plan.requirements, everyCarrier: true } });
    const plain = (await predict(every(garage(set('lte'))))).assessment;
    const short = (await predict(every(garage(weak(set('lte-iot'), -40), lead)))).assessment;
    expect(short.operators.map(({ expectedCoverageRatio }) => expectedCoverageRatio)).toEqual(
      plain.operators.map(({ expectedCoverageRatio }) => expectedCoverageRatio),
    );
  });

  it('is asked of GSM, LTE or either narrow carrier by name, and missed by all where nothing carries it', async () => {
    const at = async (carriers: string, asked: string) => {
      const overrides = { iot: { points: { charger: asked, gate: 'none' } } };
      const { points: found, operators } = (await predict(garage(set(carriers), overrides))).assessment;
      const { devices } = found.find(({ id }) => id === 'ev-1')!;
      return { devices, operators, gate: found.find(({ id }) => id === 'gate-1')!.devices };
    };
    const gsm = await at('gsm-lte', 'gsm');
    expect(gsm.devices?.operators.map(({ operator, carrier }) => [operator, carrier])).toEqual([
      ['mobile', 'cmcc-gsm900'],
      ['unicom', 'cucc-gsm900'],
    ]);
    expect(gsm.gate).toBeUndefined();
    const either = await at('lte-iot', 'narrowband');
    expect(either.devices?.operators.map(({ carrier }) => carrier)).toEqual(iot.map(({ id }) => id));
    const category1 = await at('lte', 'lte');
    expect(category1.devices?.operators.map(({ operator }) => operator).sort()).toEqual([
      'mobile',
      'telecom',
      'unicom',
    ]);
    const missing = await at('lte', 'nb-iot');
    expect(missing.devices).toEqual({ asked: 'nb-iot', served: false, probability: 0, operators: [] });
    expect(
      missing.operators.every(({ pointsServed, pointsRequired }) => pointsRequired - pointsServed === 1),
    ).toBe(true);
    await expect(at('lte', 'wifi')).rejects.toThrow(/iot\.points\.charger: found "wifi"/);
  });
});

describe('a meter, where nobody scans', () => {
  /** A garage with a meter besides, and the same with a point of no demand in its place. */
  const metered = (
    carriers: Plan['carriers'],
    overrides: Record<string, unknown> = {},
    kind = 'meter',
  ): Plan => {
    const plan = garage(carriers, overrides);
    const meter = { id: 'wm-1', kind: kind as 'meter', position: [21, 21] as [number, number], heightM: 1 };
    const { meter: inHand } = profile.phonePlaces;
    expect(inHand).toBeDefined();
    return { ...plan, levels: plan.levels.map((each) => ({ ...each, points: [...points, meter] })) };
  };
  const meterOf = ({ points: found }: { points: { id: string }[] }) => found.find(({ id }) => id === 'wm-1')!;

  it('is served by its modem alone, and phones see nothing of it', async () => {
    const without = (await predict(garage(set('lte-iot')))).assessment;
    const found = (await predict(metered(set('lte-iot')))).assessment;
    expect(meterOf(found)).toMatchObject({ kind: 'meter', required: true, served: true, operators: [] });
    expect(meterOf(found)).toMatchObject({ devices: { asked: 'carried', served: true } });
    for (const { pointsServed, pointsRequired } of found.operators)
      expect([pointsServed, pointsRequired]).toEqual([3, 3]);
    // The tests are drawn anew with a point more.
    found.operators.forEach(({ passProbability, expectedCoverageRatio }, index) => {
      expect(passProbability).toBeCloseTo(without.operators[index].passProbability, 2);
      expect(expectedCoverageRatio).toBe(without.operators[index].expectedCoverageRatio);
    });
    expect(found.points.filter(({ id }) => id !== 'wm-1')).toEqual(without.points);
    // At a location where no phone could scan the meter is read all the same.
    const silent = set('lte-iot').map((each) =>
      each.technology === 'nb-iot' ? each : { ...each, portPowerDbm: -40 },
    );
    const quiet = (await predict(metered(silent))).assessment;
    expect(quiet.points.map(({ id, served }) => [id, served])).toEqual([
      ['ev-1', false],
      ['gate-1', false],
      ['wm-1', true],
    ]);
  });

  it('has the chance of a budget by hand, and decides the target where it is missed', async () => {
    const plan = metered(weak(set('lte-iot'), -40), { iot: { points: { charger: 'none', gate: 'none' } } });
    const found = (await predict(plan)).assessment;
    const { devices, served } = meterOf(found) as (typeof found)['points'][number];
    expect(served).toBe(false);
    const link = traceLink(plan, 'A1', '21,21,1,B1', { carrierId: telecom.id });
    const result = devices!.operators.find(({ carrier }) => carrier === telecom.id)!;
    expect(result.rsrpDbm).toBeCloseTo(link.rsrpDbm, 6);
    expect(found.points.filter(({ kind }) => kind !== 'meter').every((each) => each.served)).toBe(true);
    expect([found.target.met, found.target.limiting.code]).toEqual([false, 'points']);
    expect(found.target.withPointsPassProbability).toBeLessThan(0.05);
  });

  it('is nothing where no carrier is for it and nobody asks by name, and missed by all where somebody does', async () => {
    const plain = (await predict(garage(set('lte')))).assessment;
    const unasked = (await predict(metered(set('lte')))).assessment;
    expect((meterOf(unasked) as { required?: boolean }).required).toBe(false);
    expect(unasked.target).toEqual(plain.target);
    expect(unasked.operators).toEqual(plain.operators);
    const asked = { iot: { points: { meter: 'nb-iot' } } };
    const missing = (await predict(metered(set('lte'), asked))).assessment;
    expect(meterOf(missing)).toMatchObject({
      ...{ served: false, probability: 0, required: true },
      devices: { asked: 'nb-iot', served: false, probability: 0, operators: [] },
    });
    expect([missing.target.met, missing.target.limiting.code]).toEqual([false, 'points']);
    expect(() => metered(set('lte'), { iot: { points: { meter: 'mesh' } } })).toThrow(
      /iot\.points\.meter: found "mesh"/,
    );
  });
});

describe('numbers of modems', () => {
  it('have a source each, and what is assumed says so', () => {
    const values = profileValues(profile).filter(({ path }) => path.startsWith('iot.'));
    expect(values.length).toBe(4 + 1 + 15 + 3);
    for (const { source } of values) expect(source).toMatch(/^source\.(assumed-|3gpp-)/);
  });

  it('move the inputs of networks that carry them, and of no other', () => {
    const louder = { iot: { technologies: { 'nb-iot': { rsrpDbm: -95 } } } };
    const limits = (carriers: string, overrides: Record<string, unknown>) =>
      networkInputs(garage(set(carriers), overrides)).limits;
    expect(limits('lte', louder)).toBe(limits('lte', {}));
    const asked = { iot: { points: { charger: 'gsm' } } };
    expect(limits('gsm-lte', asked)).toBe(limits('gsm-lte', {}));
    expect(limits('lte-iot', louder)).not.toBe(limits('lte-iot', {}));
  });
});
