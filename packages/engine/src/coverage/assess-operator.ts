import type { RequirementProfile } from '../plan/requirement-profile.ts';
import type { Operator, Plan } from '../plan/schema.ts';
import { cellKind } from '../scene/scene.ts';
import type { CarrierMap } from '../signal/carrier-map.ts';
import { shadowingSigmaDb } from '../signal/link-budget.ts';
import type { OperatorResult } from './assessment.ts';
import { operatorMarginsDb } from './operator-margins.ts';
import {
  addMargin,
  createMarginHistogram,
  expectedCoverage,
  type MarginHistogram,
  passProbability,
} from './pass-probability.ts';
import type { JudgedPoint } from './point-results.ts';
import { sampleWalk } from './sample-walk.ts';
import { walkVariance } from './walk-variance.ts';

/** One operator over all levels: coverage, the chance to pass the acceptance walk, and its points. */
export function assessOperator(
  plan: Plan,
  operator: Operator,
  maps: readonly CarrierMap[],
  points: readonly JudgedPoint[],
  profile: RequirementProfile,
): OperatorResult {
  const histograms = spreads(profile).map(createMarginHistogram);
  let cells = 0;
  let above = 0;
  let covariances = 0;
  let samples = 0;
  for (const level of plan.levels) {
    const own = maps.filter((map) => map.levelId === level.id);
    const { grid, cells: kinds } = own[0];
    const margins = operatorMarginsDb(plan, operator, own);
    for (let cell = 0; cell < margins.length; cell += 1) {
      if (kinds[cell] === cellKind.none) continue;
      cells += 1;
      if (margins[cell] >= 0) above += 1;
      addMargin(histograms[kinds[cell] === cellKind.inBay ? 1 : 0], margins[cell]);
    }
    const walk = sampleWalk(grid, kinds, profile.walkSpacingM);
    const standardMargins = Float64Array.from(
      walk,
      (cell) => margins[cell] / shadowingSigmaDb(profile, kinds[cell] === cellKind.inBay),
    );
    covariances += walkVariance(grid, walk, standardMargins, profile.decorrelationM);
    samples += walk.length;
  }
  const expected = expectedCoverage(histograms, 0);
  const effectiveSamples = independentSamples(expected, covariances, samples);
  const required = points.filter((point) => point.required);
  const served = required.filter(
    (point) => (point.byOperator.get(operator) ?? 0) >= profile.pointProbability,
  );
  return {
    operator,
    medianCoverageRatio: cells === 0 ? 0 : above / cells,
    expectedCoverageRatio: expected,
    passProbability: passProbability({
      histograms,
      coverageRatio: plan.requirements.coverageRatio,
      biasSigmaDb: profile.modelBiasSigmaDb,
      effectiveSamples,
    }),
    effectiveSamples,
    pointsServed: served.length,
    pointsRequired: required.length,
  };
}

/** Expected coverage of one operator on the levels whose maps are given. */
export function levelCoverage(
  plan: Plan,
  operator: Operator,
  maps: readonly CarrierMap[],
  profile: RequirementProfile,
): number {
  const histograms: MarginHistogram[] = spreads(profile).map(createMarginHistogram);
  const margins = operatorMarginsDb(plan, operator, maps);
  const kinds = maps[0].cells;
  for (let cell = 0; cell < margins.length; cell += 1) {
    if (kinds[cell] !== cellKind.none) {
      addMargin(histograms[kinds[cell] === cellKind.inBay ? 1 : 0], margins[cell]);
    }
  }
  return expectedCoverage(histograms, 0);
}

/** Spread on foot and in a bay, dB. */
function spreads(profile: RequirementProfile): number[] {
  return [shadowingSigmaDb(profile, false), shadowingSigmaDb(profile, true)];
}

/** How many independent samples have the variance that the correlated walk has; never more than it has samples. */
export function independentSamples(coverage: number, sumOfCovariances: number, samples: number): number {
  if (samples === 0) return 0;
  const variance = sumOfCovariances / (samples * samples);
  if (variance <= 0) return samples;
  return Math.min(samples, Math.max(1, (coverage * (1 - coverage)) / variance));
}
