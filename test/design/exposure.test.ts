import { evaluateExposure, findCarrierProfile, type Plan } from '@diku/engine';
import type { Exposure } from '@diku/engine/design';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../packages/engine/src/core/index.ts';
import { publicExposureLimit } from '../../packages/engine/src/design/index.ts';
import { withNetworkBasis } from '../../packages/engine/src/plan/index.ts';
import { isLong } from '../support/is-long.ts';
import { networkedPlan, randomNetwork } from './network-support/networked-plan.ts';
import { gainOf } from './network-support/pattern-gain.ts';

type Antennas = Plan['antennas'];
/** Free space and no more, heads at one height. */
const freeSpace = { lowestHeadM: 1.7, highestHeadM: 1.7, reflectionDb: 0, leastGainDbi: -20, nearestM: 0.05 };

function planWith(
  antennas: Partial<Antennas[number]>[],
  exposure: object,
  carriers: Plan['carriers'] = findCarrierProfile('lte'),
): Plan {
  return networkedPlan((plan) => {
    const [level] = plan.levels;
    plan.carriers = carriers;
    plan.antennas = antennas.map((antenna, index) => ({
      ...{ id: `A${index}`, level: level.id, position: [5, 5], heightM: 2.7, type: 'isotropic', cell: 'C' },
      ...{ carriers: ['*'], ...antenna },
    })) as Antennas;
    plan.requirements.profileOverrides = { exposure };
    Object.assign(plan, { network: undefined });
  });
}

/** The same 3 dBi in every direction. */
const threeDbi: Partial<Antennas[number]> = {
  ...{ type: 'directional', azimuthDeg: 0, heightM: 2.7 },
  pattern: { gainDbi: 3, horizontalBeamwidthDeg: 360, verticalBeamwidthDeg: 180, frontToBackDb: 0 },
};
const one = (powerDbm: number, frequencyMhz = 1800): Plan['carriers'] => [
  { ...findCarrierProfile('lte')[0], id: 'c', frequencyMhz, portPowerDbm: powerDbm },
];
const worstOf = (exposure: Exposure) => exposure.worst as NonNullable<Exposure['worst']>;

describe('limits for the public, GB 8702-2014', () => {
  it('are those of the table at both ends of both ranges', () => {
    for (const frequencyMhz of [30, 900, 3000]) {
      expect(publicExposureLimit(frequencyMhz)).toEqual({ electricFieldVPerM: 12, powerDensityWPerM2: 0.4 });
    }
    expect(publicExposureLimit(3500).powerDensityWPerM2).toBeCloseTo(0.46667, 5);
    expect(publicExposureLimit(3500).electricFieldVPerM).toBeCloseTo(13.0154, 4);
    expect(publicExposureLimit(4900).powerDensityWPerM2).toBeCloseTo(0.653, 3);
    expect(publicExposureLimit(4900).electricFieldVPerM).toBeCloseTo(15.4, 2);
    expect(publicExposureLimit(15_000).powerDensityWPerM2).toBe(2);
    for (const frequencyMhz of [29.9, 15_001, Number.NaN]) {
      expect(() => publicExposureLimit(frequencyMhz)).toThrow(/30–15000 MHz/);
    }
  });
});

describe('exposure', () => {
  it('has the densities at 1 m that were computed by hand: 3 dBi, 10, 15, 20 dBm, twelve carriers', () => {
    for (const [powerDbm, expected] of [
      [10, 0.16],
      [15, 0.5],
      [20, 1.6],
    ]) {
      const worst = worstOf(evaluateExposure(planWith([threeDbi], freeSpace, one(powerDbm))));
      expect(worst.powerDensityUwPerCm2).toBeCloseTo(expected, powerDbm === 20 ? 1 : 2);
      expect(worst.position[0]).toBeCloseTo(5, 6);
      expect(worst.shareRatio).toBeCloseTo(worst.powerDensityWPerM2 / 0.4, 12);
    }
    const twelve = Array.from({ length: 12 }, (_, index) => ({ ...one(15)[0], id: `c${index}` }));
    const { worst, antennas, met, management } = evaluateExposure(planWith([threeDbi], freeSpace, twelve));
    expect(worst?.powerDensityUwPerCm2).toBeCloseTo(6.0, 1);
    expect(antennas[0].limitDistanceM).toBeCloseTo(0.39, 2);
    expect(antennas[0].managementDistanceM).toBeCloseTo(0.87, 2);
    expect([met, management.met]).toEqual([true, true]);
  });

  it('reaches the limit at the distances of physics.md for 20 to 33 dBm EIRP', () => {
    for (const [eirpDbm, limitM, managementM] of [
      [20, 0.14, 0.32],
      [24, 0.22, 0.5],
      [27, 0.32, 0.71],
      [30, 0.45, 1.0],
      [33, 0.63, 1.41],
    ]) {
      const plan = planWith([{}], freeSpace, one(eirpDbm));
      const [antenna] = evaluateExposure(plan).antennas;
      expect(antenna.eirpDbm).toBeCloseTo(eirpDbm, 9);
      expect(antenna.limitDistanceM).toBeCloseTo(limitM, 2);
      expect(antenna.managementDistanceM).toBeCloseTo(managementM, 2);
    }
  });

  it('is over the limit exactly where a head is nearer than that distance', () => {
    const [antenna] = evaluateExposure(planWith([{}], freeSpace, one(30))).antennas;
    const at = (apartM: number) =>
      evaluateExposure(planWith([{ heightM: 1.7 + apartM }], freeSpace, one(30))).met;
    expect(at(antenna.limitDistanceM + 0.001)).toBe(true);
    expect(at(antenna.limitDistanceM - 0.001)).toBe(false);
  });

  it('weighs each band with its own limit and adds up to the worst location term by term', () => {
    const carriers = findCarrierProfile('lte-nr');
    const plan = planWith([{ type: 'ceiling-omni' }, { position: [7, 5] }], {}, carriers);
    const { worst, antennas } = evaluateExposure(plan);
    if (!worst) throw new Error('no worst place');
    expect(worst.terms.length + worst.rest.terms).toBe(2 * carriers.length);
    let fraction = worst.rest.shareRatio;
    for (const term of worst.terms) {
      const antenna = plan.antennas.find(({ id }) => id === term.antenna) as Antennas[number];
      const [x, y] = worst.position;
      const distance = Math.hypot(
        x - antenna.position[0],
        y - antenna.position[1],
        worst.heightM - antenna.heightM,
      );
      expect(term.distanceM).toBeCloseTo(Math.max(0.2, distance), 9);
      const density =
        10 ** ((term.powerDbm + term.gainDbi + 6.02) / 10) / 1000 / (4 * Math.PI * distance ** 2);
      expect(term.powerDensityWPerM2).toBeCloseTo(density, 9);
      expect(term.limitWPerM2).toBeCloseTo(term.frequencyMhz > 3000 ? term.frequencyMhz / 7500 : 0.4, 12);
      fraction += density / term.limitWPerM2;
    }
    expect(fraction).toBeCloseTo(worst.shareRatio, 9);
    expect(antennas).toHaveLength(2);
  });

  const seeds = isLong ? 6 : 2;
  it(`finds the worst head: no location of a fine net is worse (seeds 1–${seeds})`, () => {
    for (let seed = 1; seed <= seeds; seed += 1) {
      const random = createRandom(seed);
      const antennas = Array.from({ length: 5 }, () => ({
        ...{ type: random() < 0.7 ? 'ceiling-omni' : 'directional', azimuthDeg: 360 * random() },
        ...{ position: [2 + 8 * random(), 2 + 8 * random()], heightM: 2.1 + 0.9 * random() },
        portPowerDbm: { c: 5 + 20 * random() },
      })) as unknown as Antennas;
      const plan = planWith(antennas, {}, one(10));
      const { worst } = evaluateExposure(plan);
      // At a fixed head every location of a net, all antennas with patterns of their own through one emitter at a time.
      let highest = 0;
      for (let x = 1; x <= 11; x += 0.1) {
        for (let y = 1; y <= 11; y += 0.1) {
          let sum = 0;
          for (const antenna of plan.antennas) {
            const [dx, dy, dz] = [x - antenna.position[0], y - antenna.position[1], 2 - antenna.heightM];
            const d = Math.max(0.2, Math.hypot(dx, dy, dz));
            const watts = 10 ** ((antenna.portPowerDbm?.c ?? 0) / 10) / 1000;
            sum += (watts * 4 * 10 ** (gainOf(antenna, dx, dy, dz) / 10)) / (4 * Math.PI * d * d) / 0.4;
          }
          highest = Math.max(highest, sum);
        }
      }
      expect(worst?.shareRatio).toBeGreaterThan(highest * 0.999);
      expect(worst?.shareRatio).toBeLessThan(highest * 1.2);
    }
  });

  it('adds what comes through floors and their openings, and nothing else of other levels', () => {
    const ring = (x: number): [number, number][] => [
      [x - 1, 4],
      [x + 1, 4],
      [x + 1, 6],
      [x - 1, 6],
    ];
    const stacked = (openings: { polygon: [number, number][] }[]) => {
      const plan = planWith([{ level: 'B2', position: [5, 5], heightM: 2.5 }], freeSpace, one(15));
      const [level] = plan.levels;
      plan.levels = [
        { ...level, id: 'B1', elevationM: -4, slabThicknessM: 0.3, slabOpenings: openings },
        { ...level, id: 'B2', elevationM: -8 },
      ] as Plan['levels'];
      plan.antennas = plan.antennas.map((antenna) => ({ ...antenna, level: 'B2' }));
      return evaluateExposure(plan);
    };
    const above = (exposure: Exposure) => exposure.levels.find(({ level }) => level === 'B1')?.worst;
    const closed = above(stacked([]));
    const open = above(stacked([{ polygon: ring(5) }]));
    const aside = above(stacked([{ polygon: ring(9) }]));
    // Straight up: 4 m of storey less 2.5 m, plus 1.7 m to the head.
    const free = 10 ** 1.5 / 1000 / (4 * Math.PI * 3.2 ** 2);
    expect(open?.powerDensityWPerM2).toBeCloseTo(free, 9);
    const floorDb = -10 * Math.log10((closed?.powerDensityWPerM2 ?? 0) / free);
    expect(floorDb).toBeGreaterThan(5);
    // An opening to the side is reached on a longer way, and by no floor.
    expect(aside?.powerDensityWPerM2).toBeGreaterThan(closed?.powerDensityWPerM2 ?? 0);
    expect(aside?.powerDensityWPerM2).toBeLessThan(free);
    const { worst, levels } = stacked([]);
    expect(worst?.level).toBe('B2');
    expect(levels.map(({ antennas }) => antennas)).toEqual([0, 1]);
  });

  it('counts the powers of the feeder network, and stays quiet about a plan without antennas', () => {
    const quiet = randomNetwork(3, 6);
    const loud = structuredClone(quiet);
    for (const unit of loud.network?.sources?.[0].units ?? []) {
      for (const id of Object.keys(unit.outputPowerDbm)) unit.outputPowerDbm[id] += 10;
    }
    const [before, after] = [quiet, withNetworkBasis(loud)].map((plan) => worstOf(evaluateExposure(plan)));
    expect(after.shareRatio / before.shareRatio).toBeCloseTo(10, 9);
    const empty = evaluateExposure(planWith([], {}));
    expect([empty.met, empty.worst, empty.antennas]).toEqual([true, undefined, []]);
  });
});
