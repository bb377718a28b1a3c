import {
  type CableLink,
  type CarrierFrame,
  roundLength,
  seeBackThroughCable,
  seeThroughCable,
} from './carrier-cable.ts';
import type { SplitOption } from './design-parts.ts';
import { type Arrangement, listArrangements } from './list-arrangements.ts';
import {
  type CostByPower,
  cellsBelow,
  eitherCell,
  leastOf,
  noCost,
  type PowerGrid,
  seeBack,
} from './power-grid.ts';

/** By subset of what leaves a place: what feeding it costs at least, one carrier alone. */
export interface CarrierJoin {
  /** At the output that its cable comes from. */
  ready: CostByPower[];
  /** At the input of its first part; of single things nothing. */
  joined: (CostByPower | undefined)[];
}

/** Of more that leave one place the bound looks at each alone. */
const mostBounded = 5;

/** Every arrangement of splitters and couplers for every subset. */
export function joinForward(frame: CarrierFrame, singles: readonly CostByPower[]): CarrierJoin {
  const full = 2 ** singles.length - 1;
  const ready: CostByPower[] = [];
  const joined: (CostByPower | undefined)[] = [];
  singles.forEach((cost, index) => {
    ready[2 ** index] = cost;
  });
  if (singles.length > mostBounded) {
    const sum = singles.reduce((total, cost) => total + leastOf(cost), 0);
    joined[full] = new Float64Array(frame.grid.count).fill(sum);
    return { ready, joined };
  }
  const jumper = jumperOf(frame);
  const either = ready.map(eitherCell);
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
    either[subset] = eitherCell(ready[subset]);
  }
  return { ready, joined };
}

/** What the rest costs at least for every subset, from what it costs for all of them. */
export function joinBackward(
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
  const isTooMany = full >= 2 ** mostBounded;
  if (isTooMany) {
    const sum = leastOf(joined[full] as CostByPower) + leastOf(outside);
    for (let single = 1; single <= full; single *= 2) {
      rest.ready[single] = new Float64Array(frame.grid.count).fill(sum - leastOf(ready[single]));
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

/** What an output feeds, and how many cells lower its power is. */
interface OutputCost {
  either: CostByPower;
  below: number;
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
  const from = outputs.reduce((most, { below }) => Math.max(most, below), 0);
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
