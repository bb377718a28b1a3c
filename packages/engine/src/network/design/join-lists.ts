import { cableOptions, roundLength } from './cable-options.ts';
import type { SplitOption } from './design-parts.ts';
import { type CableRun, type FeedOption, feedOption, type OptionList } from './feed-option.ts';
import type { FeedProblem } from './feed-problem.ts';
import { OptionPool } from './option-pool.ts';
import { isWithinRating } from './power-rating.ts';

/** So many cables that leave one place are arranged in every way; of more, the first pairs are joined as they come. */
const mostJoined = 4;

/** Every arrangement of splitters and couplers at one place that serves all of the lists. */
export function joinLists(
  problem: FeedProblem,
  node: number,
  all: readonly (readonly FeedOption[])[],
): OptionList {
  const jumper: CableRun = { lengthM: roundLength(2 * problem.endSlackM), nodes: [node] };
  let lists = [...all];
  let isCut = false;
  while (lists.length > mostJoined) {
    const pair = joinSubsets(problem, jumper, lists.slice(0, 2));
    const behind = cableOptions(problem, jumper, pair.options);
    lists = [...lists.slice(2), behind.options];
    isCut = true;
  }
  const joined = joinSubsets(problem, jumper, lists);
  return { options: joined.options, isCut: isCut || joined.isCut };
}

function joinSubsets(
  problem: FeedProblem,
  jumper: CableRun,
  lists: readonly (readonly FeedOption[])[],
): OptionList {
  const full = 2 ** lists.length - 1;
  /** By subset: ready to be connected to an output, behind a cable. */
  const ready: (readonly FeedOption[])[] = [];
  let isCut = false;
  for (let subset = 1; ; subset += 1) {
    const single = lists.findIndex((_, index) => subset === 2 ** index);
    if (single >= 0) {
      ready[subset] = byLow(lists[single]);
      continue;
    }
    const pool = new OptionPool(problem);
    for (const option of problem.parts.splits) {
      for (const groups of partitions(subset, option.lossesDb.length, option.isEven)) {
        matchOutputs(
          pool,
          { mostDbm: problem.mostDbm, node: jumper.nodes[0], option },
          groups.map((group) => ready[group]),
        );
      }
    }
    const joined = pool.finish();
    isCut ||= joined.isCut;
    if (subset === full) return { options: joined.options, isCut };
    const behind = cableOptions(problem, jumper, joined.options);
    isCut ||= behind.isCut;
    ready[subset] = byLow(behind.options);
  }
}

function byLow(options: readonly FeedOption[]): FeedOption[] {
  return [...options].sort((a, b) => a.lowDbm[0] - b.lowDbm[0]);
}

/** A subset in so many groups, in every way; for equal outputs each partition once. */
function partitions(subset: number, count: number, isEven: boolean): number[][] {
  if (count === 1) return subset > 0 ? [[subset]] : [];
  const found: number[][] = [];
  const lowest = subset & -subset;
  for (let group = (subset - 1) & subset; group > 0; group = (group - 1) & subset) {
    // Of equal outputs the first takes the group with the lowest item.
    if (isEven && (group & lowest) === 0) continue;
    for (const rest of partitions(subset ^ group, count - 1, isEven)) found.push([group, ...rest]);
  }
  return found;
}

/** What a part accepts when each of its outputs feeds one of a list. */
function matchOutputs(
  pool: OptionPool,
  { mostDbm, node, option }: { mostDbm: Float64Array; node: number; option: SplitOption },
  lists: readonly (readonly FeedOption[])[],
): void {
  const count = mostDbm.length;
  const widestDb = lists.map((list) =>
    list.reduce((most, { lowDbm, highDbm }) => Math.max(most, highDbm[0] - lowDbm[0]), 0),
  );
  const nothingDb = new Float64Array(count);
  const match = (
    output: number,
    lowDbm: Float64Array,
    highDbm: Float64Array,
    taken: readonly FeedOption[],
  ) => {
    if (output === lists.length) {
      if (!isWithinRating(highDbm, nothingDb, option.ratedDbm)) return;
      const costCny = taken.reduce((sum, each) => sum + each.costCny, option.costCny);
      pool.add(feedOption(lowDbm, highDbm, costCny, { kind: 'split', node, option, outputs: [...taken] }));
      return;
    }
    const list = lists[output];
    const lossDb = option.lossesDb[output];
    const first = firstNotBelow(list, lowDbm[0] - lossDb[0] - widestDb[output]);
    for (let index = first; index < list.length; index += 1) {
      const each = list[index];
      if (each.lowDbm[0] + lossDb[0] > highDbm[0]) break;
      let fits = true;
      for (let carrier = count - 1; carrier >= 0 && fits; carrier -= 1) {
        const low = Math.max(lowDbm[carrier], each.lowDbm[carrier] + lossDb[carrier]);
        fits = low <= Math.min(highDbm[carrier], each.highDbm[carrier] + lossDb[carrier]);
      }
      if (!fits) continue;
      const nextLow = new Float64Array(count);
      const nextHigh = new Float64Array(count);
      for (let carrier = 0; carrier < count; carrier += 1) {
        nextLow[carrier] = Math.max(lowDbm[carrier], each.lowDbm[carrier] + lossDb[carrier]);
        nextHigh[carrier] = Math.min(highDbm[carrier], each.highDbm[carrier] + lossDb[carrier]);
      }
      match(output + 1, nextLow, nextHigh, [...taken, each]);
    }
  };
  match(0, new Float64Array(count).fill(Number.NEGATIVE_INFINITY), mostDbm, []);
}

/** The first of a list in ascending order whose lower end is not below a power. */
function firstNotBelow(list: readonly FeedOption[], powerDbm: number): number {
  if (!(powerDbm > Number.NEGATIVE_INFINITY)) return 0;
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle].lowDbm[0] < powerDbm) low = middle + 1;
    else high = middle;
  }
  return low;
}
