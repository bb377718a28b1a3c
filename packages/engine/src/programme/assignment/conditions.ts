import { programmeOperators } from '../../plan/index.ts';
import type { Community } from '../community.ts';
import type { CriterionId } from '../ranking/criteria.ts';
import type { RankedCommunity, Ranking } from '../ranking/rank-communities.ts';

/**
 * Conditions that a chosen community may lack: an operator or two cover it, it is not known whether one does,
 * the owners have not agreed yet (or nobody knows), the owners are against it.
 */
export const conditionIds = [
  'partly-covered',
  'coverage-unknown',
  'owners-not-agreed',
  'owners-refused',
] as const;

export type ConditionId = (typeof conditionIds)[number];

/**
 * Rule on the owners' consent: `agreed`, or anything but no (they are to be persuaded before the works
 * begin).
 */
export type OwnersRule = 'agreed' | 'not-refused';

/** Returns whether nothing is left to do, by all three operators. */
export function isCovered({ covered }: Community): boolean {
  return programmeOperators.every((operator) => covered[operator] === true);
}

/** Conditions that a community lacks to be chosen; none for one that can be. */
export function unmetConditions({ covered, owners }: Community, rule: OwnersRule): ConditionId[] {
  const flags = programmeOperators.map((operator) => covered[operator]);
  const unmet: ConditionId[] = [];
  if (flags.includes(true)) unmet.push('partly-covered');
  else if (flags.includes(null)) unmet.push('coverage-unknown');
  if (owners === 'disagree') unmet.push('owners-refused');
  else if (rule === 'agreed' && owners !== 'agree') unmet.push('owners-not-agreed');
  return unmet;
}

const criterionOf: Record<ConditionId, CriterionId> = {
  'partly-covered': 'uncovered',
  'coverage-unknown': 'uncovered',
  'owners-not-agreed': 'owners',
  'owners-refused': 'owners',
};

/** The points that a community would have more, were the condition met. */
export function pointsLost(
  { values }: RankedCommunity,
  condition: ConditionId,
  { weights }: Ranking,
): number {
  const criterion = criterionOf[condition];
  return weights[criterion] * (1 - values[criterion]);
}
