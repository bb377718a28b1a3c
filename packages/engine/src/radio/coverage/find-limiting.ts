import type { Plan, RequirementProfile } from '../../plan/index.ts';
import type { KindResult } from './assess-kinds.ts';
import type { AssessedOperator } from './assess-operator.ts';
import type { Limiting, PointResult } from './assessment.ts';
import { operatorProbability } from './point-results.ts';
import { mostMissing, weakPlaces } from './weak-places.ts';

/** Expected coverage below this is no coverage at all. */
const leastCoverage = 0.001;

/** The kind of floor that misses its demand by most. */
function kindLimit(
  failing: readonly KindResult[],
  assessed: readonly AssessedOperator[],
  where: (operator: AssessedOperator) => Omit<Limiting, 'code' | 'reason'>,
): Limiting {
  const shortRatio = ({ requiredRatio, weakest }: KindResult) =>
    requiredRatio - weakest.expectedCoverageRatio;
  const worst = failing.reduce((most, other) => (shortRatio(other) > shortRatio(most) ? other : most));
  const operator = assessed.find(({ result }) => result.operator === worst.limiting) as AssessedOperator;
  const { level, name, zone, expectedCoverageRatio } = worst.weakest;
  const percent = (ratio: number) => `${(100 * ratio).toFixed(1)} %`;
  return {
    ...where(operator),
    ...{ code: 'kind', kind: worst.kind, level },
    reason: `${worst.kind}: ${worst.roomsMet} of ${worst.rooms} served as demanded (${percent(worst.requiredRatio)}); least ${[level, name ?? zone].filter(Boolean).join(' ')} with ${percent(expectedCoverageRatio)}`,
  };
}

/** What decides a missed target: floor first, then points, then kinds of floor; in a met one the operator with the least chance. */
export function findLimiting(
  plan: Plan,
  assessed: readonly AssessedOperator[],
  points: readonly PointResult[],
  kinds: readonly KindResult[],
  profile: RequirementProfile,
): Limiting {
  const { coverageRatio, confidence } = plan.requirements;
  const weakest = assessed.reduce((worst, other) =>
    other.result.passProbability < worst.result.passProbability ? other : worst,
  );
  const missingPoints = ({ result }: AssessedOperator) => result.pointsRequired - result.pointsServed;
  const unserved = assessed.reduce((worst, other) =>
    missingPoints(other) > missingPoints(worst) ? other : worst,
  );
  const { result } = weakest;
  const where = (operator: AssessedOperator) => ({
    operator: operator.result.operator,
    ...mostMissing(plan, operator.cells),
    places: weakPlaces(plan, operator.cells, coverageRatio),
  });
  if (result.effectiveSamples === 0 || result.expectedCoverageRatio < leastCoverage) {
    return { ...where(weakest), code: 'no-antennas', reason: 'no antenna covers the floor' };
  }
  if (result.passProbability >= confidence && missingPoints(unserved) > 0) {
    const { operator, pointsRequired } = unserved.result;
    const names = points
      .filter((point) => point.required && operatorProbability(point, operator) < profile.pointProbability)
      .slice(0, 5)
      .map((point) => point.id);
    return {
      ...where(unserved),
      code: 'points',
      reason: `${missingPoints(unserved)} of ${pointsRequired} chargers, gates and payment points not served (${names.join(', ')})`,
    };
  }
  const failing = kinds.filter(({ met }) => !met);
  if (result.passProbability >= confidence && failing.length > 0) return kindLimit(failing, assessed, where);
  return {
    ...where(weakest),
    code: 'area',
    reason: `chance to pass ${(100 * result.passProbability).toFixed(1)} % at an expected coverage of ${(100 * result.expectedCoverageRatio).toFixed(1)} %`,
  };
}
