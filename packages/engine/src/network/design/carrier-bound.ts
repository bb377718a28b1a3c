// The interval DP of a tree for one carrier alone, as functions of power: what feeding each place costs at least, from the
// antennas up, and what everything else costs at least, from the source down.
import { roundLength } from './cable-options.ts';
import { type CableLink, seeBackThroughCable, seeThroughCable } from './carrier-cable.ts';
import { type CarrierJoin, joinBackward, joinForward } from './carrier-join.ts';
import type { FeedProblem } from './feed-problem.ts';
import type { FeedNode } from './feed-tree.ts';
import { type CostByPower, costWithin, leastOf, noCost, type PowerGrid } from './power-grid.ts';

/** Of one place of the tree, by subset of what leaves it: what the rest of the network costs at least. */
export interface RestCost {
  /** At the input of the first part that feeds them together. */
  joined: readonly (CostByPower | undefined)[];
  /** At the output that their cable comes from. */
  ready: readonly (CostByPower | undefined)[];
}

export interface CarrierBound {
  carrier: number;
  grid: PowerGrid;
  /** No parts on the tree that bring this carrier to every port within the tolerance cost less, CNY. */
  leastCny: number;
  /** What the rest costs at least, place by place; worked out on the first call. */
  rest(): ReadonlyMap<FeedNode, RestCost>;
}

interface Frame {
  problem: FeedProblem;
  carrier: number;
  grid: PowerGrid;
  places: Map<FeedNode, Place>;
}

/** What leaves a place: antennas first, then branches. */
interface Place {
  isAlone: boolean;
  joins: CarrierJoin;
  cables: (CableLink | undefined)[];
  behind: (CostByPower | undefined)[];
}

/** A lower bound on the parts of a tree by one of its carriers, with what it says about every place. */
export function boundByCarrier(problem: FeedProblem, root: FeedNode, carrier: number): CarrierBound {
  const grid = powerGrid(problem, carrier);
  const frame: Frame = { problem, carrier, grid, places: new Map() };
  const atRoot = forward(frame, root);
  const first = rootCable(problem, root);
  const atSource = first ? seeThroughCable(frame, first, atRoot) : atRoot;
  let known: Map<FeedNode, RestCost> | undefined;
  const rest = () => {
    if (known) return known;
    known = new Map<FeedNode, RestCost>();
    const free = new Float64Array(grid.count);
    backward(frame, root, first ? seeBackThroughCable(frame, first, free) : free, known);
    return known;
  };
  return { carrier, grid, leastCny: leastOf(atSource), rest };
}

/** The cable from the source where it does not lead on by itself. */
export function rootCable(problem: FeedProblem, root: FeedNode): CableLink | undefined {
  if (root.antennas.length === 0 && root.branches.length === 1) return undefined;
  const dropM = root.branches.length === 0 ? problem.rackDropM + problem.dropsM[root.antennas[0]] : 0;
  return { lengthM: roundLength(dropM + 2 * problem.endSlackM) };
}

function powerGrid(
  { targetsDbm, toleranceDb, mostDbm, gridStepDb: stepDb }: FeedProblem,
  carrier: number,
): PowerGrid {
  let lowestDbm = Number.POSITIVE_INFINITY;
  for (const target of targetsDbm) lowestDbm = Math.min(lowestDbm, target[carrier] - toleranceDb);
  const rangeDb = Math.max(0, mostDbm[carrier] - lowestDbm);
  return { lowestDbm, stepDb, count: Math.floor(rangeDb / stepDb) + 1 };
}

function forward(frame: Frame, node: FeedNode): CostByPower {
  const { problem, carrier, grid } = frame;
  const isAlone = node.antennas.length + node.branches.length === 1;
  const cables: (CableLink | undefined)[] = [];
  const behind: CostByPower[] = [];
  for (const antenna of node.antennas) {
    const target = problem.targetsDbm[antenna][carrier];
    behind.push(costWithin(grid, target - problem.toleranceDb, target + problem.toleranceDb));
    cables.push(
      isAlone ? undefined : { lengthM: roundLength(problem.dropsM[antenna] + 2 * problem.endSlackM) },
    );
  }
  for (const { lengthM, end } of node.branches) {
    behind.push(forward(frame, end));
    const isAntenna = end.antennas.length === 1 && end.branches.length === 0;
    const lastM = isAntenna ? problem.dropsM[end.antennas[0]] : 0;
    cables.push({ lengthM: roundLength(lengthM + lastM + 2 * problem.endSlackM) });
  }
  const ready = behind.map((cost, index) => {
    const cable = cables[index];
    return cable ? seeThroughCable(frame, cable, cost) : cost;
  });
  const joins = isAlone ? { ready: [noCost(grid), ready[0]], joined: [] } : joinForward(frame, ready);
  frame.places.set(node, { isAlone, joins, cables, behind });
  return isAlone ? ready[0] : (joins.joined[joins.joined.length - 1] as CostByPower);
}

function backward(frame: Frame, node: FeedNode, outside: CostByPower, rest: Map<FeedNode, RestCost>): void {
  const { isAlone, joins, cables } = frame.places.get(node) as Place;
  const found: RestCost = isAlone
    ? { joined: [], ready: [undefined, outside] }
    : joinBackward(frame, joins, outside);
  rest.set(node, found);
  node.branches.forEach(({ end }, index) => {
    const place = node.antennas.length + index;
    const before = found.ready[2 ** place];
    const cable = cables[place];
    if (!before || !cable) return;
    backward(frame, end, seeBackThroughCable(frame, cable, before), rest);
  });
}
