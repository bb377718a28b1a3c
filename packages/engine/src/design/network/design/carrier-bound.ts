// The interval DP of a tree for one carrier alone, as functions of power: what feeding each node costs at least, from
// the
// antennas up, and what everything else costs at least, from the source down.
import {
  type CableLink,
  type CarrierFrame,
  roundLength,
  seeBackThroughCable,
  seeThroughCable,
} from './carrier-cable.ts';
import type { SplitOption } from './design-parts.ts';
import type { FeedProblem } from './feed-problem.ts';
import type { FeedNode } from './feed-tree.ts';
import { type Arrangement, listArrangements } from './list-arrangements.ts';
import { widenedWindow } from './port-windows.ts';
import {
  type CostByPower,
  cellsBelow,
  costWithin,
  eitherCell,
  minOf,
  noCost,
  type PowerGrid,
  seeBack,
  seeThrough,
} from './power-grid.ts';
import type { RetainedFeed } from './retained-feed.ts';

/** Lower bounds on the cost of feeding a subset of a node's branches, one carrier alone. */
interface CarrierJoin {
  /** Costs at the output that its cable comes from. */
  ready: CostByPower[];
  /** Costs at the input of its first part; of single things nothing. */
  joined: (CostByPower | undefined)[];
}

/**
 * Largest number of branches at one node that the bound considers together; beyond it each is considered
 * alone.
 */
const maxBounded = 5;

/** Load of an output, and by how many cells its power is lower. */
interface OutputCost {
  either: CostByPower;
  below: number;
}

/**
 * Lower bounds on the cost of the rest of the network beyond one node of the tree, by subset of its branches.
 */
export interface RestCost {
  /** Costs at the input of the first part that feeds them together. */
  joined: readonly (CostByPower | undefined)[];
  /** Costs at the output that their cable comes from. */
  ready: readonly (CostByPower | undefined)[];
}

export interface CarrierBound {
  carrier: number;
  grid: PowerGrid;
  /** No parts on the tree that bring this carrier to every port within the tolerance cost less, CNY. */
  minCny: number;
  /** Lower bounds on the cost of the rest by location; computed on the first call. */
  rest(): ReadonlyMap<FeedNode | RetainedFeed, RestCost>;
}

interface Frame {
  problem: FeedProblem;
  carrier: number;
  grid: PowerGrid;
  locations: Map<FeedNode, Location>;
  /** Costs at the input of parts that stay. */
  retained: Map<RetainedFeed, CostByPower>;
}

type RestCosts = Map<FeedNode | RetainedFeed, RestCost>;

/** Branches of a node: antennas first. */
interface Location {
  isAlone: boolean;
  joins: CarrierJoin;
  cables: (CableLink | undefined)[];
  behind: (CostByPower | undefined)[];
}

/** A lower bound on the parts of a tree by one of its carriers, with what it says about every node. */
export function boundByCarrier(problem: FeedProblem, root: FeedNode, carrier: number): CarrierBound {
  const grid = powerGrid(problem, carrier);
  const frame: Frame = { problem, carrier, grid, locations: new Map(), retained: new Map() };
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
  return { carrier, grid, minCny: minOf(atSource), rest };
}

/** The cable from the source where it does not lead on by itself. */
export function rootCable(
  problem: Pick<FeedProblem, 'rackDropM' | 'dropsM' | 'endSlackM'>,
  root: FeedNode,
): CableLink | undefined {
  if (root.hasCable) return undefined;
  if (root.antennas.length === 0 && root.branches.length === 1) return undefined;
  const dropM = root.branches.length === 0 ? problem.rackDropM + problem.dropsM[root.antennas[0]] : 0;
  return { lengthM: roundLength(dropM + 2 * problem.endSlackM) };
}

function powerGrid(
  { windows: { lowsDbm }, toleranceDb, maxDbm, gridStepDb: stepDb }: FeedProblem,
  carrier: number,
): PowerGrid {
  let lowestDbm = Number.POSITIVE_INFINITY;
  for (const lows of lowsDbm) lowestDbm = Math.min(lowestDbm, lows[carrier] - toleranceDb);
  const rangeDb = Math.max(0, maxDbm[carrier] - lowestDbm);
  return { lowestDbm, stepDb, count: Math.floor(rangeDb / stepDb) + 1 };
}

function forward(frame: Frame, node: FeedNode): CostByPower {
  const behind = node.branches.map(({ end }) => forward(frame, end));
  const location = locationOf(frame, node, behind);
  frame.locations.set(node, location);
  return costAt(location);
}

/** Costs at a node, with what its branches lead to. */
function locationOf(frame: Frame, node: FeedNode, ofBranches: readonly CostByPower[]): Location {
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
  node.branches.forEach(({ lengthM, end }, index) => {
    behind.push(ofBranches[index]);
    const isAntenna = end.antennas.length === 1 && end.branches.length === 0;
    const lastM = isAntenna ? problem.dropsM[end.antennas[0]] : 0;
    cables.push({ lengthM: roundLength(lengthM + lastM + 2 * problem.endSlackM) });
  });
  const ready = behind.map((cost, index) => {
    const cable = cables[index];
    return cable ? seeThroughCable(frame, cable, cost) : cost;
  });
  const joins = isAlone ? { ready: [noCost(grid), ready[0]], joined: [] } : joinForward(frame, ready);
  return { isAlone, joins, cables, behind };
}

function costAt({ isAlone, joins }: Location): CostByPower {
  return isAlone ? joins.ready[1] : (joins.joined[joins.joined.length - 1] as CostByPower);
}

/** So many parts of trees are remembered. */
const maxRemembered = 6000;

/** Costs by one carrier of many trees of one problem, near its bound: what trees have in common is computed once. */
export class TreeCosts {
  readonly #frame: Frame;
  readonly #ids = new Map<string, number>();
  #costs: CostByPower[] = [];

  /** @param maxDbm what the source has: each decibel that a tree needs more adds `overCny` to its cost */
  constructor(
    problem: FeedProblem,
    carrier: number,
    private readonly source: { maxDbm: number; overCny: number },
  ) {
    const grid = { ...powerGrid(problem, carrier), isNearest: true as const };
    this.#frame = { problem, carrier, grid, locations: new Map(), retained: new Map() };
  }

  /** Cost of the cheapest parts that bring the carrier to every port within the tolerance, with what is added for want of power, CNY. */
  costCny(root: FeedNode): number {
    const { lowestDbm, stepDb } = this.#frame.grid;
    const { maxDbm, overCny } = this.source;
    if (this.#costs.length > maxRemembered) {
      this.#ids.clear();
      this.#costs = [];
    }
    const atRoot = this.#costs[this.#idOf(root)];
    const first = rootCable(this.#frame.problem, root);
    const atSource = first ? seeThroughCable(this.#frame, first, atRoot) : atRoot;
    let min = Number.POSITIVE_INFINITY;
    for (let cell = 0; cell < atSource.length; cell += 1) {
      const overDb = Math.max(0, lowestDbm + cell * stepDb - maxDbm);
      const cny = atSource[cell] + overDb * overCny;
      if (cny < min) min = cny;
    }
    return min;
  }

  /** Trees that are alike have the same. */
  #idOf(node: FeedNode): number {
    const ends = node.branches.map(({ end }) => this.#idOf(end));
    const lengths = node.branches.map(({ lengthM }, index) => `${ends[index]}:${lengthM.toFixed(4)}`);
    const key = `${node.antennas.join(',')};${lengths.join(',')}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const behind = ends.map((id) => this.#costs[id]);
    const id = this.#costs.push(costAt(locationOf(this.#frame, node, behind))) - 1;
    this.#ids.set(key, id);
    return id;
  }
}

/** An antenna, or what stays from the network before. */
function terminalCost(frame: Frame, terminal: number): CostByPower {
  const { problem, carrier, grid } = frame;
  const { lowsDbm } = problem.windows;
  if (terminal < lowsDbm.length) {
    const [lowDbm, highDbm] = widenedWindow(problem, terminal, carrier);
    return costWithin(grid, lowDbm, highDbm);
  }
  return retainedCost(frame, problem.retained[terminal - lowsDbm.length]);
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

/** Part behind a retained cable, device or source within the tree, and the loss before it. */
function lossesBehind(
  { carrier, problem: { standing } }: Frame,
  feed: RetainedFeed & { kind: 'cable' | 'device' | 'source' },
): { behind: RetainedFeed; lossDb: number; addCny: number }[] {
  if (feed.kind === 'cable') {
    const { option, cable, end: behind } = feed;
    const lossDb = option.endsDb[carrier] + option.metreDb[carrier] * cable.lengthM;
    return [{ behind, lossDb, addCny: option.metreCny * cable.lengthM }];
  }
  if (feed.kind === 'source') {
    const lossDb = standing.get(feed.source.id)?.lossDb[carrier] ?? 0;
    return [{ behind: feed.output, lossDb, addCny: 0 }];
  }
  const { outputs, option } = feed;
  return outputs.map((behind, index) => ({ behind, lossDb: option.lossesDb[index][carrier], addCny: 0 }));
}

/** Lower bounds on the cost of the rest, for parts that stay and the trees behind them. */
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
  const deviceCny = feed.kind === 'device' ? feed.option.costCny : 0;
  all.forEach(({ behind, ...loss }, index) => {
    const before = outside.map((cost, cell) =>
      through.reduce((sum, each, other) => (other === index ? sum : sum + each[cell]), cost + deviceCny),
    );
    const found = noCost(grid);
    seeBack(grid, before, loss, found);
    backwardRetained(frame, behind, found, rest);
  });
}

function backward(frame: Frame, node: FeedNode, outside: CostByPower, rest: RestCosts): void {
  const { isAlone, joins, cables } = frame.locations.get(node) as Location;
  const found: RestCost = isAlone
    ? { joined: [], ready: [undefined, outside] }
    : joinBackward(frame, joins, outside);
  rest.set(node, found);
  const { retained, windows } = frame.problem;
  node.antennas.forEach((terminal, location) => {
    const feed = retained[terminal - windows.lowsDbm.length];
    const before = found.ready[2 ** location];
    const cable = cables[location];
    if (!feed || !before) return;
    backwardRetained(frame, feed, cable ? seeBackThroughCable(frame, cable, before) : before, rest);
  });
  node.branches.forEach(({ end }, index) => {
    const location = node.antennas.length + index;
    const before = found.ready[2 ** location];
    const cable = cables[location];
    if (!before || !cable) return;
    backward(frame, end, seeBackThroughCable(frame, cable, before), rest);
  });
}

/** Every arrangement of splitters and couplers for every subset. */
function joinForward(frame: CarrierFrame, singles: readonly CostByPower[]): CarrierJoin {
  const full = 2 ** singles.length - 1;
  const ready: CostByPower[] = [];
  const joined: (CostByPower | undefined)[] = [];
  singles.forEach((cost, index) => {
    ready[2 ** index] = cost;
  });
  if (singles.length > maxBounded) {
    const sum = singles.reduce((total, cost) => total + minOf(cost), 0);
    joined[full] = new Float64Array(frame.grid.count).fill(sum);
    return { ready, joined };
  }
  const jumper = jumperOf(frame);
  const eitherOf = (cost: CostByPower) => (frame.grid.isNearest ? cost : eitherCell(cost));
  const either = ready.map(eitherOf);
  for (let subset = 1; subset <= full; subset += 1) {
    if ((subset & (subset - 1)) === 0) continue;
    const cost = noCost(frame.grid);
    for (const arrangement of listArrangements(frame.problem.parts.splits, subset)) {
      lowerToSum(cost, arrangement.option.costCny, outputsOf(frame, arrangement, either), {
        end: cellsWithin(frame, arrangement.option),
      });
    }
    joined[subset] = cost;
    if (subset === full) break;
    ready[subset] = seeThroughCable(frame, jumper, cost);
    either[subset] = eitherOf(ready[subset]);
  }
  return { ready, joined };
}

/** Lower bounds on the cost of the rest for every subset of branches, from those for all of them. */
function joinBackward(
  frame: CarrierFrame,
  { ready, joined }: CarrierJoin,
  outside: CostByPower,
): { joined: (CostByPower | undefined)[]; ready: (CostByPower | undefined)[] } {
  const full = joined.length - 1;
  const rest: { joined: (CostByPower | undefined)[]; ready: (CostByPower | undefined)[] } = {
    joined: [],
    ready: [],
  };
  rest.joined[full] = outside;
  const isTooMany = full >= 2 ** maxBounded;
  if (isTooMany) {
    const sum = minOf(joined[full] as CostByPower) + minOf(outside);
    for (let single = 1; single <= full; single *= 2) {
      rest.ready[single] = new Float64Array(frame.grid.count).fill(sum - minOf(ready[single]));
    }
    return rest;
  }
  const jumper = jumperOf(frame);
  const either = ready.map(eitherCell);
  const before = noCost(frame.grid);
  for (let subset = full; subset >= 1; subset -= 1) {
    const isSingle = (subset & (subset - 1)) === 0;
    if (isSingle) continue;
    if (subset < full) {
      const behindJumper = rest.ready[subset];
      if (!behindJumper) continue;
      rest.joined[subset] = seeBackThroughCable(frame, jumper, behindJumper);
    }
    const here = rest.joined[subset] as CostByPower;
    for (const arrangement of listArrangements(frame.problem.parts.splits, subset)) {
      const { option, groups } = arrangement;
      const outputs = outputsOf(frame, arrangement, either);
      const end = cellsWithin(frame, option);
      groups.forEach((group, output) => {
        before.fill(Number.POSITIVE_INFINITY);
        const others = outputs.filter((_, other) => other !== output);
        lowerToSum(before, option.costCny, others, { end, here });
        rest.ready[group] ??= noCost(frame.grid);
        const lossDb = option.lossesDb[output][frame.carrier];
        seeBack(frame.grid, before, { lossDb, addCny: 0 }, rest.ready[group] as CostByPower);
      });
    }
  }
  return rest;
}

function outputsOf(
  { grid, carrier }: CarrierFrame,
  { option, groups }: Arrangement,
  either: readonly CostByPower[],
): OutputCost[] {
  return groups.map((group, output) => ({
    either: either[group],
    below: cellsBelow(grid, option.lossesDb[output][carrier]),
  }));
}

function jumperOf({ problem }: CarrierFrame): CableLink {
  return { lengthM: roundLength(2 * problem.endSlackM) };
}

function lowerToSum(
  into: CostByPower,
  addCny: number,
  outputs: readonly OutputCost[],
  { end, here }: { end: number; here?: CostByPower },
): void {
  const [first, second, ...others] = outputs;
  const from = outputs.reduce((max, { below }) => Math.max(max, below), 0);
  for (let cell = from; cell < end; cell += 1) {
    let sum = addCny + first.either[cell - first.below];
    if (second) sum += second.either[cell - second.below];
    for (const { either, below } of others) sum += either[cell - below];
    if (here) sum += here[cell];
    if (sum < into[cell]) into[cell] = sum;
  }
}

/** A part stands no more than it is rated for. */
function cellsWithin({ grid }: { grid: PowerGrid }, { ratedDbm }: SplitOption): number {
  if (ratedDbm === Number.POSITIVE_INFINITY) return grid.count;
  return Math.min(grid.count, Math.max(0, Math.floor((ratedDbm - grid.lowestDbm) / grid.stepDb) + 1));
}
