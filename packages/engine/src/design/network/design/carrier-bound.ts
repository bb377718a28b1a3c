// The interval DP of a tree for one carrier alone, as functions of power: what feeding each place costs at least, from the
// antennas up, and what everything else costs at least, from the source down.
import { type CableLink, roundLength, seeBackThroughCable, seeThroughCable } from './carrier-cable.ts';
import { type CarrierJoin, joinBackward, joinForward } from './carrier-join.ts';
import type { FeedProblem } from './feed-problem.ts';
import type { FeedNode } from './feed-tree.ts';
import {
  type CostByPower,
  costWithin,
  leastOf,
  noCost,
  type PowerGrid,
  seeBack,
  seeThrough,
} from './power-grid.ts';
import type { RetainedFeed } from './retained-feed.ts';

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
  rest(): ReadonlyMap<FeedNode | RetainedFeed, RestCost>;
}

interface Frame {
  problem: FeedProblem;
  carrier: number;
  grid: PowerGrid;
  places: Map<FeedNode, Place>;
  /** At the input of parts that stay. */
  retained: Map<RetainedFeed, CostByPower>;
}

type RestCosts = Map<FeedNode | RetainedFeed, RestCost>;

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
  const frame: Frame = { problem, carrier, grid, places: new Map(), retained: new Map() };
  const atRoot = forward(frame, root);
  const first = rootCable(problem, root);
  const atSource = first ? seeThroughCable(frame, first, atRoot) : atRoot;
  let known: RestCosts | undefined;
  const rest = () => {
    if (known) return known;
    known = new Map();
    const free = new Float64Array(grid.count);
    backward(frame, root, first ? seeBackThroughCable(frame, first, free) : free, known);
    return known;
  };
  return { carrier, grid, leastCny: leastOf(atSource), rest };
}

/** The cable from the source where it does not lead on by itself. */
export function rootCable(
  problem: Pick<FeedProblem, 'rackDropM' | 'dropsM' | 'endSlackM'>,
  root: FeedNode,
): CableLink | undefined {
  if (root.isFed) return undefined;
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
  const { problem, grid } = frame;
  const isAlone = node.antennas.length + node.branches.length === 1;
  const cables: (CableLink | undefined)[] = [];
  const behind: CostByPower[] = [];
  for (const antenna of node.antennas) {
    behind.push(terminalCost(frame, antenna));
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

/** An antenna, or what stays from the network before. */
function terminalCost(frame: Frame, terminal: number): CostByPower {
  const { problem, carrier, grid } = frame;
  const target = problem.targetsDbm[terminal]?.[carrier];
  if (target !== undefined) {
    return costWithin(grid, target - problem.toleranceDb, target + problem.toleranceDb);
  }
  return retainedCost(frame, problem.retained[terminal - problem.targetsDbm.length]);
}

function retainedCost(frame: Frame, feed: RetainedFeed): CostByPower {
  const cost = costOfRetained(frame, feed);
  frame.retained.set(feed, cost);
  return cost;
}

function costOfRetained(frame: Frame, feed: RetainedFeed): CostByPower {
  const { problem, grid } = frame;
  if (feed.kind === 'antenna') return terminalCost(frame, feed.antenna);
  if (feed.kind === 'load') return new Float64Array(grid.count);
  if (feed.kind === 'tree') {
    const cost = forward(frame, feed.tree);
    const first = rootCable({ ...problem, rackDropM: 0 }, feed.tree);
    return first ? seeThroughCable(frame, first, cost) : cost;
  }
  const cost = new Float64Array(grid.count);
  for (const { behind, ...loss } of lossesBehind(frame, feed)) {
    const through = noCost(grid);
    seeThrough(grid, retainedCost(frame, behind), loss, through);
    through.forEach((each, cell) => {
      cost[cell] += each;
    });
  }
  return feed.kind === 'device' ? cost.map((each) => each + feed.option.costCny) : cost;
}

/** What a cable or device that stays leads to, and behind which loss. */
function lossesBehind(
  { carrier }: Frame,
  feed: RetainedFeed & { kind: 'cable' | 'device' },
): { behind: RetainedFeed; lossDb: number; addCny: number }[] {
  if (feed.kind === 'cable') {
    const { option, cable, end: behind } = feed;
    const lossDb = option.endsDb[carrier] + option.metreDb[carrier] * cable.lengthM;
    return [{ behind, lossDb, addCny: option.metreCny * cable.lengthM }];
  }
  const { outputs, option } = feed;
  return outputs.map((behind, index) => ({ behind, lossDb: option.lossesDb[index][carrier], addCny: 0 }));
}

/** What the rest costs at least, for parts that stay and the trees behind them. */
function backwardRetained(frame: Frame, feed: RetainedFeed, outside: CostByPower, rest: RestCosts): void {
  const { problem, grid, retained } = frame;
  rest.set(feed, { joined: [outside], ready: [] });
  if (feed.kind === 'antenna' || feed.kind === 'load') return;
  if (feed.kind === 'tree') {
    const first = rootCable({ ...problem, rackDropM: 0 }, feed.tree);
    backward(frame, feed.tree, first ? seeBackThroughCable(frame, first, outside) : outside, rest);
    return;
  }
  const all = lossesBehind(frame, feed);
  const through = all.map(({ behind, ...loss }) => {
    const cost = noCost(grid);
    seeThrough(grid, retained.get(behind) as CostByPower, loss, cost);
    return cost;
  });
  const ownCny = feed.kind === 'device' ? feed.option.costCny : 0;
  all.forEach(({ behind, ...loss }, index) => {
    const before = outside.map((cost, cell) =>
      through.reduce((sum, each, other) => (other === index ? sum : sum + each[cell]), cost + ownCny),
    );
    const found = noCost(grid);
    seeBack(grid, before, loss, found);
    backwardRetained(frame, behind, found, rest);
  });
}

function backward(frame: Frame, node: FeedNode, outside: CostByPower, rest: RestCosts): void {
  const { isAlone, joins, cables } = frame.places.get(node) as Place;
  const found: RestCost = isAlone
    ? { joined: [], ready: [undefined, outside] }
    : joinBackward(frame, joins, outside);
  rest.set(node, found);
  const { retained, targetsDbm } = frame.problem;
  node.antennas.forEach((terminal, place) => {
    const feed = retained[terminal - targetsDbm.length];
    const before = found.ready[2 ** place];
    const cable = cables[place];
    if (!feed || !before) return;
    backwardRetained(frame, feed, cable ? seeBackThroughCable(frame, cable, before) : before, rest);
  });
  node.branches.forEach(({ end }, index) => {
    const place = node.antennas.length + index;
    const before = found.ready[2 ** place];
    const cable = cables[place];
    if (!before || !cable) return;
    backward(frame, end, seeBackThroughCable(frame, cable, before), rest);
  });
}
