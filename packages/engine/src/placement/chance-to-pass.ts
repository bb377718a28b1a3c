import { independentSamples } from '../coverage/assess-operator.ts';
import {
  addMargin,
  createMarginHistogram,
  expectedCoverage,
  passProbability,
} from '../coverage/pass-probability.ts';
import { sampleWalk } from '../coverage/sample-walk.ts';
import { walkVariance } from '../coverage/walk-variance.ts';
import type { RequirementProfile } from '../plan/requirement-profile.ts';
import type { Plan } from '../plan/schema.ts';
import { cellKind } from '../scene/scene.ts';
import { shadowingSigmaDb } from '../signal/link-budget.ts';
import { ratioToDb } from '../units.ts';
import type { LevelEvaluator } from './level-evaluator.ts';

/** Chance that the acceptance walk passes with these candidate sets, on the search's own grid. */
export function chanceToPass(
  plan: Plan,
  evaluators: readonly LevelEvaluator[],
  sets: readonly number[][],
  profile: RequirementProfile,
): number {
  const sigmasDb = [shadowingSigmaDb(profile, false), shadowingSigmaDb(profile, true)];
  const histograms = sigmasDb.map(createMarginHistogram);
  let covariances = 0;
  let samples = 0;
  evaluators.forEach((evaluator, index) => {
    const { cellIndices, cellKinds, grid } = evaluator.demand;
    const cells = new Uint8Array(grid.rows * grid.columns);
    const standardMargins = new Float64Array(cells.length);
    evaluator.sums(sets[index]).cells.forEach((ratio, cell) => {
      const marginDb = ratioToDb(ratio);
      const kind = cellKinds[cell];
      addMargin(histograms[kind], marginDb);
      cells[cellIndices[cell]] = kind === 1 ? cellKind.inBay : cellKind.onFoot;
      standardMargins[cellIndices[cell]] = marginDb / sigmasDb[kind];
    });
    const walk = sampleWalk(grid, cells, profile.walkSpacingM);
    covariances += walkVariance(
      grid,
      walk,
      Float64Array.from(walk, (cell) => standardMargins[cell]),
      profile.decorrelationM,
    );
    samples += walk.length;
  });
  const coverage = expectedCoverage(histograms, 0);
  return passProbability({
    histograms,
    coverageRatio: plan.requirements.coverageRatio,
    biasSigmaDb: profile.modelBiasSigmaDb,
    effectiveSamples: independentSamples(coverage, covariances, samples),
  });
}
