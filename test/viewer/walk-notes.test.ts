import { createPlainSolver, createSimdKernel, predictPlan } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { applyPortPowers, measuredLevel } from '../../packages/engine/src/radio/index.ts';
import { describeWalkNotes } from '../../packages/viewer/src/compute/name-results.ts';
import { buildLanePlan } from '../support/build-garage.ts';

describe('what the planner says of a walk test', () => {
  it('names an antenna that was moved since, in both languages, and nothing where none was', async () => {
    const plan = buildLanePlan();
    const [level] = plan.levels;
    const [carrier] = plan.carriers;
    const fitted = { basis: 'multi-wall', exponent: 2.2, offsetDb: {}, otherOffsetDb: 0 };
    const calibrated = { ...plan, propagation: { model: 'calibrated', calibration: fitted } };
    const residuals = {
      ...{ shadowingSigmaDb: 4, decorrelationM: 6, noiseSigmaDb: 1, seriesCorrelation: 0.5 },
      levels: [measuredLevel(applyPortPowers(calibrated), level, [carrier.id])],
      series: [{ level: level.id, carrier: carrier.id, means: [[10, 3, -8, 1]], antennaRatios: [[[0, 1]]] }],
    };
    const walked = {
      ...calibrated,
      propagation: { model: 'calibrated', calibration: { ...fitted, residuals } },
    } as typeof plan;
    const moved = {
      ...walked,
      antennas: walked.antennas.map((antenna) => ({ ...antenna, position: [24, 3] as [number, number] })),
    };
    const solver = createPlainSolver(createSimdKernel());
    const linesOf = async (each: typeof plan) =>
      describeWalkNotes((await predictPlan(each, { solver, resolutionM: 1 })).notes);
    expect(await linesOf(walked)).toEqual([]);
    const [line, ...others] = await linesOf(moved);
    expect(others).toEqual([]);
    expect(line.en).toMatch(/A1 did not hang so/);
    expect(line.zh).toMatch(/A1 的位置或形式已非路测时的状态/);
  });
});
