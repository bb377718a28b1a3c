import { cableOptions, roundLength } from './cable-options.ts';
import type { DesignParts } from './design-parts.ts';
import type { FeedOption, OptionList } from './feed-option.ts';
import { feedOptions } from './feed-options.ts';
import type { FeedProblem } from './feed-problem.ts';
import type { FeedNode } from './feed-tree.ts';

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
  mostOptions: number;
}

export interface ChosenParts {
  option: FeedOption;
  /** Within which every port is on its target, dB. */
  toleranceDb: number;
  /** True where no option was left out that might have been cheaper. */
  isExact: boolean;
}

/** Tolerances that are tried where the one asked for is out of reach, dB over it; then finer between two of them. */
const wideningsDb = [0.5, 1, 1.5, 2, 3, 4, 6, 9, 14, 24];
const finestDb = 0.05;
/** Of more antennas than these, another source is the better answer to what is farther off, dB. */
const fewAntennas = 4;
const mostWideningDb = 1;

/**
 * The cheapest parts that bring every port within the tolerance, else within the smallest larger one.
 * @returns undefined where one source does not reach that: for want of power, or of parts for so many antennas
 */
export function chooseParts(
  task: PartsTask,
  tree: FeedNode,
  toleranceDb: number,
  antennaCount: number,
): ChosenParts | undefined {
  const first = partsWithin(task, tree, toleranceDb);
  if (first) return first;
  const isFew = antennaCount <= fewAntennas;
  if (isFew) {
    const unlimited = { ...task, mostDbm: task.mostDbm.map(() => Number.POSITIVE_INFINITY) };
    if (partsWithin(unlimited, tree, toleranceDb)) return undefined;
  }
  let lowDb = toleranceDb;
  for (const wideningDb of wideningsDb) {
    if (!isFew && wideningDb > mostWideningDb) break;
    const triedDb = toleranceDb + wideningDb;
    const found = partsWithin(task, tree, triedDb);
    if (found) return narrowTolerance(task, tree, lowDb, found);
    lowDb = triedDb;
  }
  return undefined;
}

function narrowTolerance(
  task: PartsTask,
  tree: FeedNode,
  failedDb: number,
  reached: ChosenParts,
): ChosenParts {
  let lowDb = failedDb;
  let best = reached;
  while (best.toleranceDb - lowDb > finestDb + 1e-9) {
    const middleDb = Math.round(((lowDb + best.toleranceDb) / 2) * 100) / 100;
    const found = partsWithin(task, tree, middleDb);
    if (found) best = found;
    else lowDb = middleDb;
  }
  return best;
}

/** The cheapest parts within a tolerance, of equals those that accept the widest range of powers. */
export function partsWithin(task: PartsTask, tree: FeedNode, toleranceDb: number): ChosenParts | undefined {
  const { options, isCut } = rootOptions({ ...task, toleranceDb }, tree, task.rackDropM);
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
  return best && { option: best, toleranceDb, isExact: !isCut };
}

/** Behind the source's output: a cable to what stands at the root or to the first place after it. */
function rootOptions(problem: FeedProblem, tree: FeedNode, rackDropM: number): OptionList {
  const root: FeedNode = {
    ...tree,
    branches: tree.branches.map((branch) => ({ ...branch, lengthM: branch.lengthM + rackDropM })),
  };
  const list = feedOptions(problem, root);
  if (root.antennas.length === 0 && root.branches.length === 1) return list;
  const dropM = root.branches.length === 0 ? rackDropM + problem.dropsM[root.antennas[0]] : 0;
  const run = { lengthM: roundLength(dropM + 2 * problem.endSlackM), nodes: [root.node] };
  const behind = cableOptions(problem, run, list.options);
  return { options: behind.options, isCut: behind.isCut || list.isCut };
}
