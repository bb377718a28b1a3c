import { cableOptions, roundLength } from './cable-options.ts';
import type { FeedOption, OptionList } from './feed-option.ts';
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
  const note = (list: OptionList): FeedOption[] => {
    isCut ||= list.isCut;
    return list.options;
  };
  const items = [
    ...tree.antennas.map((antenna) => antennaOption(problem, antenna)),
    ...tree.branches.map((branch) => note(branchOptions(problem, branch, known))),
  ];
  // Antennas at the end of a cable need none of their own: see `branchOptions`.
  const lists =
    items.length === 1
      ? items
      : items.map((options, index) =>
          index < tree.antennas.length
            ? note(
                cableOptions(
                  problem,
                  { lengthM: dropM(problem, tree.antennas[index]), nodes: [tree.node] },
                  options,
                ),
              )
            : options,
        );
  const options = lists.length === 1 ? lists[0] : note(joinLists(problem, tree.node, lists));
  const result = { options, isCut };
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

function antennaOption({ targetsDbm, toleranceDb }: FeedProblem, antenna: number): FeedOption[] {
  const target = targetsDbm[antenna];
  const plan = { kind: 'antenna', antenna } as const;
  const lowDbm = target.map((dbm) => (Number.isNaN(dbm) ? Number.NEGATIVE_INFINITY : dbm - toleranceDb));
  const highDbm = target.map((dbm) => (Number.isNaN(dbm) ? Number.POSITIVE_INFINITY : dbm + toleranceDb));
  return [{ lowDbm, highDbm, costCny: 0, plan }];
}
