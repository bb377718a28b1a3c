import type { NetworkDevice } from '../../../plan/index.ts';
import { cableOptions } from './cable-options.ts';
import { roundLength } from './carrier-cable.ts';
import type { SplitOption } from './design-parts.ts';
import type { CableRun, FeedOption, OptionList } from './feed-option.ts';
import type { FeedProblem } from './feed-problem.ts';
import type { FeedNode } from './feed-tree.ts';
import { listArrangements } from './list-arrangements.ts';
import { OptionPool } from './option-pool.ts';
import type { PlanOf } from './option-table.ts';
import { type PartsGuide, type RestBound, restAt } from './parts-guide.ts';
import { isWithinRating } from './power-rating.ts';

/** So many cables that leave one node are arranged in every way; of more, the first pairs are joined as they come. */
const maxJoined = 4;

/** Every arrangement of splitters and couplers at one node that serves all of the lists. */
export function joinLists(
  problem: FeedProblem,
  location: FeedNode,
  all: readonly (readonly FeedOption[])[],
  guide?: PartsGuide,
): OptionList {
  const jumper: CableRun = { lengthM: roundLength(2 * problem.endSlackM), nodes: [location.node] };
  let lists = [...all];
  let isCut = false;
  while (lists.length > maxJoined) {
    const pair = joinSubsets(problem, jumper, lists.slice(0, 2));
    const behind = cableOptions(problem, jumper, pair.options);
    lists = [...lists.slice(2), behind.options];
    isCut = true;
  }
  const isWhole = lists.length === all.length;
  const restOf = (which: 'joined' | 'ready', subset: number) =>
    isWhole ? restAt(guide, location, which, subset) : undefined;
  const joined = joinSubsets(problem, jumper, lists, restOf);
  return { options: joined.options, isCut: isCut || joined.isCut };
}

function joinSubsets(
  problem: FeedProblem,
  jumper: CableRun,
  lists: readonly (readonly FeedOption[])[],
  restOf: (which: 'joined' | 'ready', subset: number) => RestBound | undefined = () => undefined,
): OptionList {
  const full = 2 ** lists.length - 1;
  /** Options by subset, ready to be connected to an output, behind a cable. */
  const ready: (readonly FeedOption[])[] = [];
  let isCut = false;
  for (let subset = 1; ; subset += 1) {
    const single = lists.findIndex((_, index) => subset === 2 ** index);
    if (single >= 0) {
      ready[subset] = byLow(lists[single]);
      continue;
    }
    const pool = new OptionPool(problem, restOf('joined', subset));
    for (const { option, groups } of listArrangements(problem.parts.splits, subset)) {
      matchOutputs(
        pool,
        { maxDbm: problem.maxDbm, node: jumper.nodes[0], option },
        groups.map((group) => ready[group]),
      );
    }
    const joined = pool.finish();
    isCut ||= joined.isCut;
    if (subset === full) return { options: joined.options, isCut };
    const behind = cableOptions(problem, jumper, joined.options, restOf('ready', subset));
    isCut ||= behind.isCut;
    ready[subset] = byLow(behind.options);
  }
}

export function byLow(options: readonly FeedOption[]): FeedOption[] {
  return [...options].sort((a, b) => a.lowDbm[0] - b.lowDbm[0]);
}

/** Options of a part each of whose outputs feeds an option of one list. */
export function matchOutputs(
  pool: OptionPool,
  {
    maxDbm,
    node,
    option,
    stays,
  }: { maxDbm: Float64Array; node: number; option: SplitOption; stays?: NetworkDevice },
  lists: readonly (readonly FeedOption[])[],
): void {
  const count = maxDbm.length;
  const nothingDb = new Float64Array(count);
  const widestDb = lists.map((list) =>
    list.reduce((max, { lowDbm, highDbm }) => Math.max(max, highDbm[0] - lowDbm[0]), 0),
  );
  // Powers accepted by the outputs before each one: written over and over, copied only where an option is retained.
  const lows = Array.from({ length: lists.length + 1 }, () =>
    new Float64Array(count).fill(Number.NEGATIVE_INFINITY),
  );
  const highs = Array.from({ length: lists.length + 1 }, () => Float64Array.from(maxDbm));
  const taken: FeedOption[] = [];
  const stated = stays ? { stays } : {};
  const plan: PlanOf = (outputs) => ({ kind: 'split', node, option, outputs, ...stated });
  const match = (output: number, spentCny: number, joinedCount: number, thickMm: number) => {
    const lowDbm = lows[output];
    const highDbm = highs[output];
    if (output === lists.length) {
      if (!isWithinRating(highDbm, nothingDb, option.ratedDbm)) return;
      pool.offer(lowDbm, highDbm, { costCny: spentCny, joinedCount, thickMm, plan, behind: taken });
      return;
    }
    const list = lists[output];
    const lossDb = option.lossesDb[output];
    const nextLow = lows[output + 1];
    const nextHigh = highs[output + 1];
    const first = firstNotBelow(list, lowDbm[0] - lossDb[0] - widestDb[output]);
    for (let index = first; index < list.length; index += 1) {
      const each = list[index];
      if (each.lowDbm[0] + lossDb[0] > highDbm[0]) break;
      if (spentCny + each.costCny > pool.limitCny || joinedCount + each.joinedCount > pool.joinedAtMost)
        continue;
      let fits = true;
      for (let carrier = count - 1; carrier >= 0 && fits; carrier -= 1) {
        const low = Math.max(lowDbm[carrier], each.lowDbm[carrier] + lossDb[carrier]);
        const high = Math.min(highDbm[carrier], each.highDbm[carrier] + lossDb[carrier]);
        nextLow[carrier] = low;
        nextHigh[carrier] = high;
        fits = low <= high;
      }
      if (!fits) continue;
      taken[output] = each;
      const thickestMm = Math.max(thickMm, each.thickMm);
      match(output + 1, spentCny + each.costCny, joinedCount + each.joinedCount, thickestMm);
    }
  };
  match(0, option.costCny, 0, 0);
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
