import { cableOptions, roundLength } from './cable-options.ts';
import { type FeedOption, feedOption, type OptionList } from './feed-option.ts';
import type { FeedProblem } from './feed-problem.ts';
import type { FeedBranch, FeedNode } from './feed-tree.ts';
import { joinLists } from './join-lists.ts';

/** All ways worth keeping to feed a tree from the cable that comes to its root. Exact where `isCut` is false. */
export function feedOptions(
  problem: FeedProblem,
  tree: FeedNode,
  known: WeakMap<FeedNode, OptionList> = new WeakMap(),
): OptionList {
  const found = known.get(tree);
  if (found) return found;
  let isCut = false;
  const lists: (readonly FeedOption[])[] = [];
  const isAlone = tree.antennas.length + tree.branches.length === 1;
  for (const antenna of tree.antennas) {
    const option = antennaOption(problem, antenna);
    // Alone at the end of a cable it needs none of its own: see `branchOptions`.
    const run = { lengthM: dropM(problem, antenna), nodes: [tree.node] };
    lists.push(isAlone ? [option] : cableOptions(problem, run, [option]).options);
  }
  for (const branch of tree.branches) {
    const list = branchOptions(problem, branch, known);
    isCut ||= list.isCut;
    lists.push(list.options);
    // What one branch cannot have, the whole cannot.
    if (list.options.length === 0) break;
  }
  const isHopeless = lists.some((options) => options.length === 0);
  const joined = isHopeless
    ? { options: [], isCut: false }
    : isAlone
      ? { options: [...lists[0]], isCut: false }
      : joinLists(problem, tree.node, lists);
  const result = { options: joined.options, isCut: isCut || joined.isCut };
  known.set(tree, result);
  return result;
}

function branchOptions(
  problem: FeedProblem,
  { lengthM, nodes, end }: FeedBranch,
  known: WeakMap<FeedNode, OptionList>,
): OptionList {
  const inner = feedOptions(problem, end, known);
  const isAntenna = end.antennas.length === 1 && end.branches.length === 0;
  const lastM = isAntenna ? problem.dropsM[end.antennas[0]] : 0;
  const run = { lengthM: roundLength(lengthM + lastM + 2 * problem.endSlackM), nodes };
  const list = cableOptions(problem, run, inner.options);
  return { options: list.options, isCut: list.isCut || inner.isCut };
}

function dropM({ dropsM, endSlackM }: FeedProblem, antenna: number): number {
  return roundLength(dropsM[antenna] + 2 * endSlackM);
}

function antennaOption({ targetsDbm, toleranceDb }: FeedProblem, antenna: number): FeedOption {
  const target = targetsDbm[antenna];
  const lowDbm = target.map((powerDbm) => powerDbm - toleranceDb);
  const highDbm = target.map((powerDbm) => powerDbm + toleranceDb);
  return feedOption(lowDbm, highDbm, 0, { kind: 'antenna', antenna });
}
