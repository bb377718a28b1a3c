import { cableOptions } from './cable-options.ts';
import { rootCable } from './carrier-bound.ts';
import { roundLength } from './carrier-cable.ts';
import { installedCny } from './design-parts.ts';
import { type FeedOption, feedOption, type OptionList } from './feed-option.ts';
import type { FeedProblem } from './feed-problem.ts';
import type { FeedBranch, FeedNode } from './feed-tree.ts';
import { byLow, joinLists, matchOutputs } from './join-lists.ts';
import { OptionPool } from './option-pool.ts';
import { type PartsGuide, type RestBound, restAt } from './parts-guide.ts';
import type { RetainedFeed } from './retained-feed.ts';

/** A load takes any power, dB on both sides of nothing. */
const loadRangeDb = 1000;

/** All ways worth keeping to feed a tree from the cable that comes to its root. Exact where `isCut` is false. */
export function feedOptions(problem: FeedProblem, tree: FeedNode, guide?: PartsGuide): OptionList {
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
  { lengthM, nodes, end }: FeedBranch,
  rest: RestBound | undefined,
  guide: PartsGuide | undefined,
): OptionList {
  const inner = feedOptions(problem, end, guide);
  const isAntenna = end.antennas.length === 1 && end.branches.length === 0;
  const lastM = isAntenna ? problem.dropsM[end.antennas[0]] : 0;
  const run = { lengthM: roundLength(lengthM + lastM + 2 * problem.endSlackM), nodes };
  const list = cableOptions(problem, run, inner.options, rest);
  return { options: list.options, isCut: list.isCut || inner.isCut };
}

function dropM({ dropsM, endSlackM }: FeedProblem, antenna: number): number {
  return roundLength(dropsM[antenna] + 2 * endSlackM);
}

/** An antenna, or what stays from the network before. */
function terminalOptions(problem: FeedProblem, terminal: number, guide?: PartsGuide): OptionList {
  const first = problem.targetsDbm.length;
  if (terminal < first) return { options: [antennaOption(problem, terminal)], isCut: false };
  return retainedOptions(problem, problem.retained[terminal - first], guide);
}

/** All ways worth keeping to feed parts that stay, with what is designed behind them. */
function retainedOptions(problem: FeedProblem, feed: RetainedFeed, guide?: PartsGuide): OptionList {
  if (feed.kind === 'antenna') return { options: [antennaOption(problem, feed.antenna)], isCut: false };
  if (feed.kind === 'load') {
    const { device, part } = feed;
    const anyDbm = problem.mostDbm.map(() => loadRangeDb);
    const none = { costCny: installedCny(part), wholeCny: 0 };
    const option = feedOption(
      anyDbm.map((rangeDb) => -rangeDb),
      anyDbm,
      { ...none, plan: { kind: 'load', device, part } },
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
    for (const then of inner.options) {
      pool.addBehind(then, lossDb, then.costCny + cable.metreCny * lengthM, () => ({
        ...{ kind: 'cable', run: { lengthM, nodes: [] }, cable, then, stays },
        jumper: { cable, lengthM: 0 },
      }));
    }
    const behind = pool.finish();
    return { options: behind.options, isCut: behind.isCut || inner.isCut };
  }
  const { device: stays, node, option, outputs } = feed;
  const lists = outputs.map((output) => retainedOptions(problem, output, guide));
  matchOutputs(
    pool,
    { mostDbm: problem.mostDbm, node, option, stays },
    lists.map(({ options }) => byLow(options)),
  );
  const joined = pool.finish();
  return { options: joined.options, isCut: joined.isCut || lists.some(({ isCut }) => isCut) };
}

function antennaOption({ targetsDbm, toleranceDb }: FeedProblem, antenna: number): FeedOption {
  const target = targetsDbm[antenna];
  const lowDbm = target.map((powerDbm) => powerDbm - toleranceDb);
  const highDbm = target.map((powerDbm) => powerDbm + toleranceDb);
  return feedOption(lowDbm, highDbm, { costCny: 0, wholeCny: 0, plan: { kind: 'antenna', antenna } });
}
