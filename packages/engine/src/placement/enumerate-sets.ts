import type { GarageDemand } from './garage-demand.ts';
import type { PassJudge } from './pass-judge.ts';

/** Sets that are judged one by one rather than searched. */
const mostSets = 500;

/**
 * Judges every set of `count` candidates that takes in the fixed ones, where they are few; undefined where they are not. What
 * passes, if any: then none with fewer was looked for.
 */
export function enumerateSets(
  { candidates, fixedCount }: GarageDemand,
  judge: PassJudge,
  count: number,
): { passing: number[] | undefined } | undefined {
  const free = candidates.length - fixedCount;
  const size = count - fixedCount;
  if (size < 0 || choose(free, size) > mostSets) return undefined;
  const fixed = Array.from({ length: fixedCount }, (_, index) => index);
  for (const subset of subsets(free, size)) {
    const set = [...fixed, ...subset.map((index) => fixedCount + index)];
    if (judge.passes(set)) return { passing: set };
  }
  return { passing: undefined };
}

function choose(count: number, size: number): number {
  let sets = 1;
  for (let taken = 0; taken < size; taken += 1) sets *= (count - taken) / (taken + 1);
  return Math.round(sets);
}

function* subsets(count: number, size: number, first = 0): Generator<number[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let index = first; index <= count - size; index += 1) {
    for (const rest of subsets(count, size - 1, index + 1)) yield [index, ...rest];
  }
}
