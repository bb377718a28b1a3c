import {
  createPlainSolver,
  createSimdKernel,
  FieldStack,
  type Plan,
  placePlan,
  predictPlan,
} from '@diku/engine';
import { planModel } from '@diku/engine/radio';
import { tracePoints } from '@diku/engine/workflow';
import { describe, expect, it } from 'vitest';
import { buildGarageDemand } from '../../packages/engine/src/design/index.ts';
import { DemandCorrections } from '../../packages/engine/src/design/placement/demand-corrections.ts';
import { planProfile, type WalkResiduals } from '../../packages/engine/src/plan/index.ts';
import { applyPortPowers, findCorrections, measuredLevel } from '../../packages/engine/src/radio/index.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';

const solver = createPlainSolver(createSimdKernel());
const calibration = { basis: 'multi-wall', exponent: 2.4, offsetDb: {}, otherOffsetDb: 0 };

/** A level with antennas that stay, as a calibrated plan knows it without anything left over. */
function calibrated(antennas: Plan['antennas'], portPowerDbm: number): Plan {
  const [carrier] = buildPlan().carriers;
  const plan = buildPlan({
    levels: [buildLevel({ openings: [] })],
    carriers: [{ ...carrier, portPowerDbm }],
    antennas,
  });
  return { ...plan, propagation: { model: 'calibrated', calibration } } as Plan;
}

/** The plan with local means all over the level, each of the nearest antenna. */
function walked(plan: Plan, residualDb: (x: number, y: number) => number): Plan {
  const [level] = plan.levels;
  const [carrier] = plan.carriers;
  const xs = level.outline.map(([x]) => x);
  const ys = level.outline.map(([, y]) => y);
  const steps = (values: number[], stepM: number) =>
    Array.from(
      { length: Math.floor((Math.max(...values) - Math.min(...values)) / stepM) },
      (_, index) => Math.min(...values) + (index + 0.5) * stepM,
    );
  const means = steps(xs, 3).flatMap((x) =>
    steps(ys, 3).map((y): [number, number, number, number] => [x, y, residualDb(x, y), 1]),
  );
  const antennaRatios = means.map(([x, y]): [number, number][] => {
    const apartM = ({ position }: Plan['antennas'][number]) => Math.hypot(position[0] - x, position[1] - y);
    const nearest = plan.antennas.reduce((a, b) => (apartM(b) < apartM(a) ? b : a));
    return [[plan.antennas.indexOf(nearest), 1]];
  });
  const residuals: WalkResiduals = {
    ...{ shadowingSigmaDb: 5, decorrelationM: 8, noiseSigmaDb: 1, seriesCorrelation: 0.5 },
    levels: [measuredLevel(applyPortPowers(plan), level, [carrier.id])],
    series: [{ level: level.id, carrier: carrier.id, means, antennaRatios }],
  };
  const { propagation } = plan;
  return { ...plan, propagation: { ...propagation, calibration: { ...calibration, residuals } } };
}

const antennas = [buildAntenna('A1', 8, 8), buildAntenna('A2', 24, 8)] as Plan['antennas'];

describe('placement in a garage that was walked', () => {
  it('gives antennas that hang as measured what the walk found of them, and new ones what the model says', async () => {
    const plan = walked(calibrated(antennas, 0), (x, y) => 6 * Math.sin(x / 5) - 4 * Math.cos(y / 4));
    const model = planModel(plan);
    const [carrier] = plan.carriers;
    const demandWith = async (corrections?: DemandCorrections) => {
      const built = await buildGarageDemand(plan, {
        ...{ solver, fields: new FieldStack(solver), model, fixed: plan.antennas, corrections },
        candidates: { custom: [buildAntenna('new', 16, 14)] as Plan['antennas'] },
      });
      return built.demand;
    };
    const residuals = plan.propagation?.calibration?.residuals as WalkResiduals;
    const corrections = new DemandCorrections(findCorrections(plan, residuals));
    const [plain, corrected] = [await demandWith(), await demandWith(corrections)];
    const { eastM, northM, locationCount } = plain;
    const z = planProfile(plan).phoneHeightM;
    let largestDb = 0;
    for (let location = 0; location < locationCount; location += 17) {
      const at = { x: eastM[location], y: northM[location], z, level: plan.levels[0].id };
      const bare = { ...plan, propagation: { model: 'calibrated', calibration } } as Plan;
      // A link's own correction, found by the other path through the program.
      const [links, plainLinks] = [plan, bare].map(
        (each) => tracePoints(each, [at], { carrierId: carrier.id })[0],
      );
      for (const candidate of [0, 1]) {
        const ratio =
          corrected.layers[0].ratios[candidate][location] / plain.layers[0].ratios[candidate][location];
        const shiftDb = links[candidate].rsrpDbm - plainLinks[candidate].rsrpDbm;
        expect(10 * Math.log10(ratio)).toBeCloseTo(shiftDb, 2);
        largestDb = Math.max(largestDb, Math.abs(shiftDb));
      }
      expect(corrected.layers[0].ratios[2][location]).toBe(plain.layers[0].ratios[2][location]);
    }
    expect(largestDb).toBeGreaterThan(4);
    expect(corrected.minSigmaRatio).toBeGreaterThan(0.1);
    expect(corrected.minSigmaRatio).toBeLessThan(0.8);
    expect(plain.minSigmaRatio).toBeUndefined();
  });

  it('adds an antenna where the walk found the level weak, and none where the model alone is believed', {
    tags: ['thorough'],
  }, async () => {
    const plan = calibrated(antennas, 12);
    const options = { solver, resolutionM: 1, keepExisting: true, effort: 'low' } as const;
    const believed = await placePlan(plan, options);
    expect(believed.plan.antennas.length).toBe(plan.antennas.length);
    const weak: [number, number] = [16, 16];
    const walkedPlan = walked(plan, (x, y) => (Math.hypot(x - weak[0], y - weak[1]) < 9 ? -45 : 0));
    const mended = await placePlan(walkedPlan, options);
    expect((await predictPlan(walkedPlan, { solver, resolutionM: 1 })).assessment.target.figuresMet).toBe(
      false,
    );
    const added = mended.plan.antennas.filter(({ id }) => id !== 'A1' && id !== 'A2');
    expect(added.length).toBeGreaterThan(0);
    expect(mended.check?.target.figuresMet).toBe(true);
    expect(
      Math.min(...added.map(({ position }) => Math.hypot(position[0] - weak[0], position[1] - weak[1]))),
    ).toBeLessThan(9);
    expect(mended.walkNotes?.map(({ code }) => code)).toEqual(['residuals-partial']);
    expect(mended.placement.lowerBound).toBeLessThanOrEqual(mended.plan.antennas.length);
  });

  it('proves no more antennas than what the walk shows to pass already', { tags: ['thorough'] }, async () => {
    const plan = calibrated(antennas, -22);
    const options = { solver, resolutionM: 1, keepExisting: true, effort: 'low' } as const;
    const believed = await placePlan(plan, options);
    expect(believed.plan.antennas.length).toBeGreaterThan(plan.antennas.length);
    const strong = walked(plan, () => 35);
    expect((await predictPlan(strong, { solver, resolutionM: 1 })).assessment.target.figuresMet).toBe(true);
    const { plan: same, placement, walkNotes } = await placePlan(strong, options);
    expect(same.antennas.map(({ id }) => id)).toEqual(['A1', 'A2']);
    expect(placement.lowerBound).toBeLessThanOrEqual(2);
    expect(walkNotes).toEqual([]);
  });
});
