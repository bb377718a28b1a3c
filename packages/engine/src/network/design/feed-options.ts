import { cableOptions, roundLength } from './cable-options.ts';
import { type FeedOption, feedOption, type OptionList } from './feed-option.ts';
import type { FeedProblem } from './feed-problem.ts';
import type { FeedBranch, FeedNode } from './feed-tree.ts';
import { joinLists } from './join-lists.ts';
import { type PartsGuide, type RestBound, restAt } from './parts-guide.ts';

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
    const option = antennaOption(problem, antenna);
    // Alone at the end of a cable it needs none of its own: see `branchOptions`.
    const run = { lengthM: dropM(problem, antenna), nodes: [tree.node] };
    add(isAlone ? { options: [option], isCut: false } : cableOptions(problem, run, [option], restOfNext()));
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

function antennaOption({ targetsDbm, toleranceDb }: FeedProblem, antenna: number): FeedOption {
  const target = targetsDbm[antenna];
  const lowDbm = target.map((powerDbm) => powerDbm - toleranceDb);
  const highDbm = target.map((powerDbm) => powerDbm + toleranceDb);
  return feedOption(lowDbm, highDbm, { costCny: 0, wholeCny: 0, plan: { kind: 'antenna', antenna } });
}
