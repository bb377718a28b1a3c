import type { GarageDemand } from '../garage-demand.ts';

/** Distance that one level apart counts as, metres. */
const otherLevelM = 20;

/** Returns the distance between two candidates in the plan's frame, metres; one level further is 20 m more. */
export function candidateDistanceM(
  { candidates, candidateLevels }: GarageDemand,
  a: number,
  b: number,
): number {
  const [one, other] = [candidates[a].position, candidates[b].position];
  const levelsApart = Math.abs(candidateLevels[a] - candidateLevels[b]);
  return Math.hypot(one[0] - other[0], one[1] - other[1]) + otherLevelM * levelsApart;
}
