import { cableOptions } from './cable-options.ts';
import { rootCable } from './carrier-bound.ts';
import type { DesignParts } from './design-parts.ts';
import type { FeedOption, OptionList } from './feed-option.ts';
import { feedOptions } from './feed-options.ts';
import type { FeedProblem } from './feed-problem.ts';
import type { FeedNode } from './feed-tree.ts';
import { guideParts, type PartsGuide } from './parts-guide.ts';
import type { RetainedFeed } from './retained-feed.ts';

/** What the parts on a tree are chosen for. */
export interface PartsTask {
  parts: DesignParts;
  /** [antenna in the plan][carrier] dBm. */
  targetsDbm: readonly Float64Array[];
  /** [carrier] most at the output of the source, dBm. */
  mostDbm: Float64Array;
  dropsM: readonly number[];
  endSlackM: number;
  rackDropM: number;
  /** Width of the cells of bounds, dB. */
  gridStepDb: number;
  mostOptions: number;
  /** By terminal beyond the plan's antennas: parts that stay from the network before. */
  retained: readonly RetainedFeed[];
}

export interface ChosenParts {
  option: FeedOption;
  /** Within which every port is on its target, dB. */
  toleranceDb: number;
  /** No parts on the tree within that tolerance cost less, CNY. */
  leastCny: number;
  /** True where no option was left out that might have been cheaper. */
  isExact: boolean;
}

/** Tolerances that are tried where the one asked for is out of reach, dB over it; then finer between two of them. */
const wideningsDb = [0.5, 1, 1.5, 2, 3, 4, 6, 9, 14, 24];
const finestDb = 0.05;
/** Parts are looked for up to so much over the bound, then beyond: the less is kept the less has to be left out. */
const limitRatios = [1.1, 1.4, Number.POSITIVE_INFINITY];
/** Of more antennas than these, another source is the better answer to what is farther off. */
export const fewAntennas = 4;
/** As if a source had all the power that a network can ask for, dB over what it has. */
export const unlimitedDb = 60;

/** What is asked of the parts of a tree. */
export interface PartsAim {
  /** Within which every port should be, dB. */
  toleranceDb: number;
  /** Where that is out of reach, the most that will do, dB: Infinity where only power sets a limit. */
  widestDb: number;
  /** Nothing dearer is of use, CNY. */
  limitCny?: number;
  /** True: once more with what the first try says a network costs, which leaves less out. */
  isFinal?: boolean;
}

/**
 * The cheapest parts that bring every port within the tolerance, else within the smallest larger one.
 * @returns undefined where one source does not reach that: for want of power, or of parts for so many antennas
 */
export function chooseParts(task: PartsTask, tree: FeedNode, aim: PartsAim): ChosenParts | undefined {
  const { toleranceDb, widestDb, isFinal } = aim;
  // Where even the widest is out of reach that is sooner known.
  const isBounded = widestDb > toleranceDb && widestDb < Number.POSITIVE_INFINITY;
  const widest = isBounded ? partsWithin(task, tree, widestDb, {}) : undefined;
  if (isBounded && !widest) return undefined;
  const first = partsWithin(task, tree, toleranceDb, aim);
  if (first || widestDb <= toleranceDb) return first;
  if (widest) return narrowTolerance(task, tree, toleranceDb, widest, isFinal);
  const unlimited = { ...task, mostDbm: task.mostDbm.map((powerDbm) => powerDbm + unlimitedDb) };
  if (partsWithin(unlimited, tree, toleranceDb, {})) return undefined;
  let lowDb = toleranceDb;
  for (const wideningDb of wideningsDb) {
    const triedDb = toleranceDb + wideningDb;
    const found = partsWithin(task, tree, triedDb, { isFinal });
    if (found) return narrowTolerance(task, tree, lowDb, found, isFinal);
    lowDb = triedDb;
  }
  return undefined;
}

/** What parts on a tree cost at least within a tolerance, CNY; Infinity where one carrier alone is out of reach. */
export function treeBoundCny(task: PartsTask, tree: FeedNode, toleranceDb: number): number {
  return guideParts({ ...task, toleranceDb }, rootOf(task, tree), Number.MAX_VALUE).leastCny;
}

function narrowTolerance(
  task: PartsTask,
  tree: FeedNode,
  failedDb: number,
  reached: ChosenParts,
  isFinal: boolean | undefined,
): ChosenParts {
  let lowDb = failedDb;
  let best = reached;
  while (best.toleranceDb - lowDb > finestDb + 1e-9) {
    const middleDb = Math.round(((lowDb + best.toleranceDb) / 2) * 100) / 100;
    const found = partsWithin(task, tree, middleDb, {});
    if (found) best = found;
    else lowDb = middleDb;
  }
  return (isFinal && partsWithin(task, tree, best.toleranceDb, { isFinal })) || best;
}

/** The cheapest parts within a tolerance, of equals those that accept the widest range of powers. */
function partsWithin(
  task: PartsTask,
  tree: FeedNode,
  toleranceDb: number,
  { limitCny = Number.POSITIVE_INFINITY, isFinal }: Pick<PartsAim, 'limitCny' | 'isFinal'>,
): ChosenParts | undefined {
  const problem = { ...task, toleranceDb };
  const root = rootOf(task, tree);
  const guide = guideParts(problem, root, limitCny);
  if (guide.leastCny > limitCny || guide.leastCny === Number.POSITIVE_INFINITY) return undefined;
  let first: ChosenParts | undefined;
  for (const ratio of limitRatios) {
    const triedCny = Math.min(limitCny, ratio * guide.leastCny);
    first = searchParts(problem, root, { ...guide, limitCny: triedCny });
    if (first || triedCny === limitCny) break;
  }
  if (!first || first.isExact || !isFinal || first.option.costCny >= limitCny - 1e-6) return first;
  const again = searchParts(problem, root, { ...guide, limitCny: first.option.costCny });
  return again && (again.isExact || again.option.costCny < first.option.costCny) ? again : first;
}

function searchParts(problem: FeedProblem, root: FeedNode, guide: PartsGuide): ChosenParts | undefined {
  const { options, isCut } = rootOptions(problem, root, guide);
  let best: FeedOption | undefined;
  for (const option of options) {
    if (
      !best ||
      option.costCny < best.costCny ||
      (option.costCny === best.costCny && option.widthDb > best.widthDb)
    ) {
      best = option;
    }
  }
  if (!best) return undefined;
  const leastCny = isCut ? Math.min(best.costCny, guide.leastCny) : best.costCny;
  return {
    option: best,
    toleranceDb: problem.toleranceDb,
    leastCny,
    isExact: leastCny >= best.costCny - 1e-6,
  };
}

/** The tree with what a cable needs from the ceiling to the rack. */
function rootOf({ rackDropM }: PartsTask, tree: FeedNode): FeedNode {
  const branches = tree.branches.map((branch) => ({ ...branch, lengthM: branch.lengthM + rackDropM }));
  return { ...tree, branches };
}

/** Behind the source's output: a cable to what stands at the root or to the first place after it. */
function rootOptions(problem: FeedProblem, root: FeedNode, guide: PartsGuide): OptionList {
  const list = feedOptions(problem, root, guide);
  const first = rootCable(problem, root);
  if (!first) return list;
  const behind = cableOptions(problem, { ...first, nodes: [root.node] }, list.options);
  return { options: behind.options, isCut: behind.isCut || list.isCut };
}
