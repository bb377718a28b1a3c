import type { Antenna } from '../../../plan/index.ts';

/** How far from a new antenna one that hangs already may take its place, metres. */
const reachM = 30;

/**
 * A passing set of as many candidates with as many as possible of those that hang already: new ones give way to the nearest
 * old ones while the set passes. The set's other candidates stay where they are.
 * @param isKnown whether a candidate hangs already
 */
export function keepKnown(
  set: readonly number[],
  candidates: readonly Antenna[],
  isKnown: (candidate: number) => boolean,
  { passes, stopped }: { passes: (set: readonly number[]) => boolean; stopped: () => boolean },
): number[] {
  let kept = [...set];
  const known = candidates.flatMap((_, candidate) => (isKnown(candidate) ? [candidate] : []));
  for (const fresh of set) {
    if (isKnown(fresh)) continue;
    const nearest = known
      .filter((old) => !kept.includes(old) && candidates[old].level === candidates[fresh].level)
      .map((old) => ({ old, farM: distanceM(candidates[old], candidates[fresh]) }))
      .filter(({ farM }) => farM <= reachM)
      .sort((a, b) => a.farM - b.farM);
    for (const { old } of nearest) {
      if (stopped()) return kept;
      const swapped = kept.map((candidate) => (candidate === fresh ? old : candidate));
      if (!passes(swapped)) continue;
      kept = swapped;
      break;
    }
  }
  return kept;
}

function distanceM({ position: a }: Antenna, { position: b }: Antenna): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}
