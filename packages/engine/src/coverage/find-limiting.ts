import type { Assessment, OperatorResult } from './assessment.ts';
import type { JudgedPoint } from './point-results.ts';

/** Expected coverage below this is no coverage at all. */
const leastCoverage = 0.001;

/** What decides a missed target: floor first, then points; in a met one the operator with the least chance. */
export function findLimiting(
  results: readonly OperatorResult[],
  points: readonly JudgedPoint[],
  confidence: number,
  pointProbability: number,
): Assessment['target']['limiting'] {
  const weakest = results.reduce((worst, result) =>
    result.passProbability < worst.passProbability ? result : worst,
  );
  const unserved = results.reduce((worst, result) =>
    result.pointsServed - result.pointsRequired < worst.pointsServed - worst.pointsRequired ? result : worst,
  );
  const missing = unserved.pointsRequired - unserved.pointsServed;
  if (weakest.effectiveSamples === 0 || weakest.expectedCoverageRatio < leastCoverage) {
    return { operator: weakest.operator, code: 'no-antennas', reason: 'no antenna covers the floor' };
  }
  if (weakest.passProbability >= confidence && missing > 0) {
    const names = points
      .filter((point) => point.required && (point.byOperator.get(unserved.operator) ?? 0) < pointProbability)
      .slice(0, 5)
      .map((point) => point.id);
    return {
      operator: unserved.operator,
      code: 'points',
      reason: `${missing} of ${unserved.pointsRequired} chargers, gates and payment points not served (${names.join(', ')})`,
    };
  }
  return {
    operator: weakest.operator,
    code: 'area',
    reason: `chance to pass ${(100 * weakest.passProbability).toFixed(1)} % at an expected coverage of ${(100 * weakest.expectedCoverageRatio).toFixed(1)} %`,
  };
}
