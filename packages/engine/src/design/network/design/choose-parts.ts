import { cableOptions } from './cable-options.ts';
import { rootCable, TreeCosts } from './carrier-bound.ts';
import { roundLength } from './carrier-cable.ts';
import { type DesignParts, installedCny } from './design-parts.ts';
import { type FeedOption, feedOption, type Joining, type OptionList } from './feed-option.ts';
import type { FeedProblem } from './feed-problem.ts';
import type { FeedBranch, FeedNode } from './feed-tree.ts';
import { byLow, joinLists, matchOutputs } from './join-lists.ts';
import { anyRangeDb, passedOn, withJoinedSources } from './joined-source.ts';
import { OptionPool } from './option-pool.ts';
import type { PlanOf } from './option-table.ts';
import { guideParts, outerCarriers, type PartsGuide, type RestBound, restAt } from './parts-guide.ts';
import { type PortWindows, widenedWindow } from './port-windows.ts';
import type { RetainedFeed } from './retained-feed.ts';

/** Task of choosing the parts on a tree. */
export interface PartsTask {
  parts: DesignParts;
  windows: PortWindows;
  /** [carrier] most at the output of the source, dBm. */
  maxDbm: Float64Array;
  dropsM: readonly number[];
  endSlackM: number;
  rackDropM: number;
  /** Longer feeders to one antenna alone are avoided, metres. */
  singleRunM: number;
  padNoiseCny: FeedProblem['padNoiseCny'];
  /** Width of the cells of bounds, dB. */
  gridStepDb: number;
  maxOptions: number;
  /** Parts that stay from the network before, by terminal beyond the plan's antennas. */
  retained: readonly RetainedFeed[];
  /** Sources within the tree that stay by their ids: carriers that they send, losses of their combiners. */
  standing: ReadonlyMap<string, Joining>;
  /** Present where sources may be joined to that of a tree. */
  joining?: Joining;
}

export interface ChosenParts {
  option: FeedOption;
  /** No port is farther outside its window, dB. */
  toleranceDb: number;
  /** No parts on the tree within that tolerance cost less, CNY. */
  minCny: number;
  /** True where no option was left out that might have been cheaper. */
  isExact: boolean;
}

/** Tolerances that are tried where the one asked for is out of reach, dB over it; then finer between two of them. */
const wideningsDb = [0.5, 1, 1.5, 2, 3, 4, 6, 9, 14, 24];
const finestDb = 0.05;
/** Parts are looked for up to so much over the bound, then beyond: the less is kept the less has to be left out. */
const limitRatios = [1.1, 1.4, Number.POSITIVE_INFINITY];
/**
 * Cost at which the choice sets a long feeder to one antenna alone, besides its price, CNY (assumption): so much may courses past it cost more,
 * or radio units that hang nearer to it.
 */
const singleRunAversionCny = 6000;
/** Another source is the better answer to what is farther off with more antennas than these. */
export const fewAntennas = 4;
/** A source counts as having all the power that a network can ask for, dB over what it has. */
export const unlimitedDb = 60;

/** Aims for the parts of a tree. */
export interface PartsAim {
  /** No port should be farther outside its window, dB. */
  toleranceDb: number;
  /** Largest tolerance where that is out of reach, dB: Infinity where only power sets a limit. */
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
  const unlimited = { ...task, maxDbm: task.maxDbm.map((powerDbm) => powerDbm + unlimitedDb) };
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

/**
 * Lower bound on the cost of parts on a tree within a tolerance, CNY; Infinity where one carrier alone is out
 * of reach.
 */
export function treeBoundCny(task: PartsTask, tree: FeedNode, toleranceDb: number): number {
  const { minCny } = guideParts({ ...task, toleranceDb }, rootOf(task, tree), Number.MAX_VALUE);
  return minCny + singleRunAversionCny * longRuns(task, tree).length;
}

/** Width of the cells of the costs that many trees are compared by, dB. */
const compareStepDb = 0.1;
/** A node with more branches is looked at by the cost of each alone, which is of no use to compare trees. */
const maxCompared = 4;
/** Trees that need so much more than the source has are compared too, dB, each decibel at what makes it the last thing to be short of, CNY. */
const comparedOverDb = 4;
const overCnyPerDb = 20_000;

/**
 * Costs by which many trees of one task are compared, by the carrier with the most loss, attenuators left out: what trees have in common
 * is computed once.
 */
export class QuickCosts {
  readonly #task: FeedProblem;
  readonly #costs: TreeCosts | undefined;

  /** @param marginDb is left of the source's power: other carriers may need some of it */
  constructor(task: FeedProblem, marginDb = 0) {
    const { parts, maxDbm } = task;
    const [carrier] = outerCarriers(task);
    this.#task = {
      ...task,
      parts: { ...parts, attenuators: [] },
      maxDbm: maxDbm.map((powerDbm) => powerDbm + comparedOverDb),
      gridStepDb: compareStepDb,
    };
    const source = { maxDbm: maxDbm[carrier] - marginDb, overCny: overCnyPerDb };
    this.#costs = carrier === undefined ? undefined : new TreeCosts(this.#task, carrier, source);
  }

  /** Cost of parts on a tree, and what is added for want of power, CNY; Infinity where nothing says. */
  costCny(tree: FeedNode): number {
    if (!this.#costs || hasCrowd(tree)) return Number.POSITIVE_INFINITY;
    const runs = longRuns(this.#task, tree).length;
    return this.#costs.costCny(rootOf(this.#task, tree)) + singleRunAversionCny * runs;
  }
}

function hasCrowd({ antennas, branches }: FeedNode): boolean {
  return antennas.length + branches.length > maxCompared || branches.some(({ end }) => hasCrowd(end));
}

/** Feeders of a tree that lead to one antenna alone and are long, the longest first, with what its course may measure at most, metres. */
export function longRuns(
  task: Pick<PartsTask, 'dropsM' | 'endSlackM' | 'singleRunM'>,
  tree: FeedNode,
): { antenna: number; lengthM: number; maxCourseM: number }[] {
  const listed = ({ branches }: FeedNode): ReturnType<typeof longRuns> =>
    branches.flatMap((branch) => {
      const lengthM = runM(task, branch);
      if (!isSingle(branch.end) || lengthM <= task.singleRunM) return listed(branch.end);
      const [antenna] = branch.end.antennas;
      return [{ antenna, lengthM, maxCourseM: task.singleRunM - (lengthM - branch.lengthM) }];
    });
  return listed(tree).sort((a, b) => b.lengthM - a.lengthM);
}

function isSingle({ antennas, branches }: FeedNode): boolean {
  return antennas.length === 1 && branches.length === 0;
}

/** Length of the cable of a branch, to its antenna where it leads to one alone. */
function runM(
  { dropsM, endSlackM }: Pick<PartsTask, 'dropsM' | 'endSlackM'>,
  { lengthM, end }: FeedBranch,
): number {
  return roundLength(lengthM + (isSingle(end) ? dropsM[end.antennas[0]] : 0) + 2 * endSlackM);
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
  const { joining, standing } = task;
  const within = [...(joining ? [joining] : []), ...standing.values()];
  // Behind a joined source there may be more than the tree's own gives.
  const maxDbm = task.maxDbm.map((each, carrier) =>
    within.reduce(
      (max, { sends, maxDbm: ofUnits }) => (sends[carrier] ? Math.max(max, ofUnits[carrier]) : max),
      each,
    ),
  );
  const problem = { ...task, maxDbm, rootMaxDbm: task.maxDbm, toleranceDb };
  const root = rootOf(task, tree);
  const guide = guideParts(problem, root, limitCny);
  if (guide.minCny > limitCny || guide.minCny === Number.POSITIVE_INFINITY) return undefined;
  let first: ChosenParts | undefined;
  // What hangs outside equipment rooms costs more than a bound that knows of no such source allows for.
  for (const ratio of joining ? limitRatios.slice(-1) : limitRatios) {
    const triedCny = Math.min(limitCny, ratio * guide.minCny);
    first = searchParts(problem, root, { ...guide, limitCny: triedCny });
    if (first || triedCny === limitCny) break;
  }
  if (!first || first.isExact || !isFinal || first.option.costCny >= limitCny - 1e-6) return first;
  const again = searchParts(problem, root, { ...guide, limitCny: first.option.costCny });
  return again && (again.isExact || again.option.costCny < first.option.costCny) ? again : first;
}

function searchParts(
  problem: FeedProblem & { rootMaxDbm: Float64Array },
  root: FeedNode,
  guide: PartsGuide,
): ChosenParts | undefined {
  const { options, isCut } = rootOptions(problem, root, guide);
  let best: FeedOption | undefined;
  for (const option of options) {
    if (option.lowDbm.some((powerDbm, carrier) => powerDbm > problem.rootMaxDbm[carrier])) continue;
    if (
      !best ||
      option.joinedCount < best.joinedCount ||
      (option.joinedCount === best.joinedCount && isCheaper(option, best))
    ) {
      best = option;
    }
  }
  if (!best) return undefined;
  const minCny = isCut ? Math.min(best.costCny, guide.minCny) : best.costCny;
  return {
    option: best,
    toleranceDb: problem.toleranceDb,
    minCny,
    isExact: minCny >= best.costCny - 1e-6,
  };
}

function isCheaper(a: FeedOption, b: FeedOption): boolean {
  return a.costCny < b.costCny || (a.costCny === b.costCny && a.widthDb > b.widthDb);
}

/** The tree with what a cable needs from the ceiling to the rack. */
function rootOf({ rackDropM }: PartsTask, tree: FeedNode): FeedNode {
  const branches = tree.branches.map((branch) => ({ ...branch, lengthM: branch.lengthM + rackDropM }));
  return { ...tree, branches };
}

/** Options behind the source's output: a cable to the root or to the first node after it. */
function rootOptions(problem: FeedProblem, root: FeedNode, guide: PartsGuide): OptionList {
  const list = feedOptions(problem, root, guide);
  const first = rootCable(problem, root);
  if (!first) return list;
  const behind = cableOptions(problem, { ...first, nodes: [root.node] }, list.options);
  return { options: behind.options, isCut: behind.isCut || list.isCut };
}

/** All ways worth keeping to feed a tree from the cable that comes to its root. Exact where `isCut` is false. */
function feedOptions(problem: FeedProblem, tree: FeedNode, guide?: PartsGuide): OptionList {
  let isCut = false;
  const lists: (readonly FeedOption[])[] = [];
  const isAlone = tree.antennas.length + tree.branches.length === 1;
  const add = (list: OptionList) => {
    isCut ||= list.isCut;
    lists.push(list.options);
  };
  const restOfNext = () => restAt(guide, tree, 'ready', 2 ** lists.length);
  for (const antenna of tree.antennas) {
    const list = terminalOptions(problem, antenna, guide);
    isCut ||= list.isCut;
    // Alone at the end of a cable it needs none of its own: see `branchOptions`.
    const run = { lengthM: dropM(problem, antenna), nodes: [tree.node] };
    add(isAlone ? list : cableOptions(problem, run, list.options, restOfNext()));
  }
  for (const branch of tree.branches) {
    add(branchOptions(problem, branch, restOfNext(), guide));
    // What one branch cannot have, the whole cannot.
    if (lists[lists.length - 1].length === 0) return { options: [], isCut };
  }
  const joined = isAlone ? { options: [...lists[0]], isCut: false } : joinLists(problem, tree, lists, guide);
  return { options: joined.options, isCut: isCut || joined.isCut };
}

function branchOptions(
  problem: FeedProblem,
  branch: FeedBranch,
  rest: RestBound | undefined,
  guide: PartsGuide | undefined,
): OptionList {
  const { nodes, end } = branch;
  const isAntenna = isSingle(end);
  const found = feedOptions(problem, end, guide);
  const limitCny = guide?.limitCny ?? Number.POSITIVE_INFINITY;
  const inner = isAntenna ? found : withJoinedSources(problem, end.node, found, limitCny);
  const run = { lengthM: runM(problem, branch), nodes };
  const isLong = isAntenna && run.lengthM > problem.singleRunM;
  const options = isLong
    ? inner.options.map((each) => ({ ...each, costCny: each.costCny + singleRunAversionCny }))
    : inner.options;
  const list = cableOptions(problem, run, options, rest);
  return { options: list.options, isCut: list.isCut || inner.isCut };
}

function dropM({ dropsM, endSlackM }: FeedProblem, antenna: number): number {
  return roundLength(dropsM[antenna] + 2 * endSlackM);
}

/** An antenna, or what stays from the network before. */
function terminalOptions(problem: FeedProblem, terminal: number, guide?: PartsGuide): OptionList {
  const first = problem.windows.lowsDbm.length;
  if (terminal < first) return { options: [antennaOption(problem, terminal)], isCut: false };
  return retainedOptions(problem, problem.retained[terminal - first], guide);
}

/** All ways worth keeping to feed parts that stay, with what is designed behind them. */
function retainedOptions(problem: FeedProblem, feed: RetainedFeed, guide?: PartsGuide): OptionList {
  if (feed.kind === 'antenna') return { options: [antennaOption(problem, feed.antenna)], isCut: false };
  if (feed.kind === 'load') {
    const { device, part } = feed;
    const anyDbm = problem.maxDbm.map(() => anyRangeDb);
    const none = { costCny: installedCny(part), wholeCny: 0 };
    const option = feedOption(
      anyDbm.map((rangeDb) => -rangeDb),
      anyDbm,
      { ...none, joinedCount: 0, thickMm: 0, plan: { kind: 'load', device, part } },
    );
    return { options: [option], isCut: false };
  }
  const rest = restAt(guide, feed, 'joined', 0);
  if (feed.kind === 'tree') {
    const list = feedOptions(problem, feed.tree, guide);
    const first = rootCable({ ...problem, rackDropM: 0 }, feed.tree);
    if (!first) return list;
    const behind = cableOptions(problem, { ...first, nodes: [feed.tree.node] }, list.options, rest);
    return { options: behind.options, isCut: behind.isCut || list.isCut };
  }
  const pool = new OptionPool(problem, rest);
  if (feed.kind === 'cable') {
    const { cable: stays, option: cable, end } = feed;
    const { lengthM } = stays;
    const inner = retainedOptions(problem, end, guide);
    const lossDb = cable.endsDb.map((lossAtEndsDb, at) => lossAtEndsDb + cable.metreDb[at] * lengthM);
    const plan: PlanOf = ([then]) => ({
      ...{ kind: 'cable', run: { lengthM, nodes: [] }, cable, then, stays },
      jumper: { cable, lengthM: 0 },
    });
    for (const then of inner.options) {
      pool.addBehind(then, lossDb, {
        ...{ costCny: then.costCny + cable.metreCny * lengthM, plan },
        thickMm: cable.diameterMm,
      });
    }
    const behind = pool.finish();
    return { options: behind.options, isCut: behind.isCut || inner.isCut };
  }
  if (feed.kind === 'source') {
    const { source: stays, node, output } = feed;
    const inner = retainedOptions(problem, output, guide);
    const joining = problem.standing.get(stays.id);
    return joining ? passedOn(problem, { joining, node, stays }, inner, rest) : { options: [], isCut: false };
  }
  const { device: stays, node, option, outputs } = feed;
  const lists = outputs.map((output) => retainedOptions(problem, output, guide));
  matchOutputs(
    pool,
    { maxDbm: problem.maxDbm, node, option, stays },
    lists.map(({ options }) => byLow(options)),
  );
  const joined = pool.finish();
  return { options: joined.options, isCut: joined.isCut || lists.some(({ isCut }) => isCut) };
}

function antennaOption(problem: FeedProblem, antenna: number): FeedOption {
  const carriers = problem.windows.lowsDbm[antenna].map((_, carrier) => carrier);
  const lowDbm = carriers.map((carrier) => widenedWindow(problem, antenna, carrier)[0]);
  const highDbm = carriers.map((carrier) => widenedWindow(problem, antenna, carrier)[1]);
  const nothing = { costCny: 0, wholeCny: 0, joinedCount: 0, thickMm: 0 };
  return feedOption(lowDbm, highDbm, { ...nothing, plan: { kind: 'antenna', antenna } });
}
