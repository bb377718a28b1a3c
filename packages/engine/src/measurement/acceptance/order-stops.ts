// Nearest neighbour and farthest insertion, each improved by 2-opt (G. A. Croes, Oper. Res. 6, 1958) and by moving short
// stretches (I. Or, Northwestern University, 1976). The way is open: it need not return.

/** Moves that are weighed at most; the same ones on every machine. */
const mostWeighed = 20_000_000;
/** Stops that are moved together at most. */
const longestStretch = 3;

/** An order of all stops that starts at `start` and is short by the costs between them. */
export function orderStops(costs: readonly Float64Array[], start: number): number[] {
  const orders = [nearestOrder(costs, start), insertedOrder(costs, start)].map((order) =>
    improve(costs, order),
  );
  const [first, second] = orders.map((order) => costOf(costs, order));
  return first <= second ? orders[0] : orders[1];
}

function improve(costs: readonly Float64Array[], given: number[]): number[] {
  let order = given;
  let weighed = 0;
  for (let improved = true; improved && weighed < mostWeighed; ) {
    improved = turnStretches(costs, order);
    const moved = moveStretches(costs, order);
    if (moved) order = moved;
    improved ||= moved !== undefined;
    weighed += order.length ** 2 * (longestStretch + 1);
  }
  return order;
}

/** Behind the last stop there is nothing to pay. */
function costBetween(costs: readonly Float64Array[], from: number, to: number | undefined): number {
  return to === undefined ? 0 : costs[from][to];
}

/** Walks i+1 … j the other way round where that is shorter. */
function turnStretches(costs: readonly Float64Array[], order: number[]): boolean {
  let improved = false;
  for (let i = 0; i + 2 < order.length; i += 1) {
    for (let j = i + 2; j < order.length; j += 1) {
      const before = costs[order[i]][order[i + 1]] + costBetween(costs, order[j], order[j + 1]);
      const after = costs[order[i]][order[j]] + costBetween(costs, order[i + 1], order[j + 1]);
      if (after >= before - 1e-9) continue;
      for (let low = i + 1, high = j; low < high; low += 1, high -= 1) {
        [order[low], order[high]] = [order[high], order[low]];
      }
      improved = true;
    }
  }
  return improved;
}

/** Moves up to three stops between two others, either way round, where that is shorter; undefined where nothing is. */
function moveStretches(costs: readonly Float64Array[], given: readonly number[]): number[] | undefined {
  let order = [...given];
  let improved = false;
  for (let length = 1; length <= longestStretch; length += 1) {
    for (let first = 1; first + length <= order.length; first += 1) {
      const better = bestPlace(costs, order, first, length);
      if (!better) continue;
      order = better;
      improved = true;
    }
  }
  return improved ? order : undefined;
}

function bestPlace(
  costs: readonly Float64Array[],
  order: readonly number[],
  first: number,
  length: number,
): number[] | undefined {
  const stretch = order.slice(first, first + length);
  const [head, tail] = [stretch[0], stretch[length - 1]];
  const [before, after] = [order[first - 1], order[first + length]];
  const saved = costs[before][head] + costBetween(costs, tail, after) - costBetween(costs, before, after);
  let best = saved - 1e-9;
  let place = -1;
  let isTurned = false;
  for (let index = 0; index < order.length; index += 1) {
    if (index >= first - 1 && index < first + length) continue;
    const [from, to] = [order[index], order[index + 1]];
    const now = costBetween(costs, from, to);
    const straight = costs[from][head] + costBetween(costs, tail, to) - now;
    const turned = costs[from][tail] + costBetween(costs, head, to) - now;
    if (Math.min(straight, turned) >= best) continue;
    best = Math.min(straight, turned);
    place = from;
    isTurned = turned < straight;
  }
  if (place < 0) return undefined;
  const rest = [...order.slice(0, first), ...order.slice(first + length)];
  rest.splice(rest.indexOf(place) + 1, 0, ...(isTurned ? stretch.reverse() : stretch));
  return rest;
}

function nearestOrder(costs: readonly Float64Array[], start: number): number[] {
  const order = [start];
  const left = new Set(costs.map((_, index) => index));
  left.delete(start);
  while (left.size > 0) {
    const from = costs[order[order.length - 1]];
    let nearest = -1;
    for (const stop of left) if (nearest < 0 || from[stop] < from[nearest]) nearest = stop;
    order.push(nearest);
    left.delete(nearest);
  }
  return order;
}

/** The stop farthest from all that are in comes next, where it costs least. */
function insertedOrder(costs: readonly Float64Array[], start: number): number[] {
  const order = [start];
  const apart = Float64Array.from(costs[start]);
  const left = new Set(costs.map((_, index) => index));
  left.delete(start);
  while (left.size > 0) {
    let farthest = -1;
    for (const stop of left) if (farthest < 0 || apart[stop] > apart[farthest]) farthest = stop;
    left.delete(farthest);
    let place = 0;
    let least = Infinity;
    order.forEach((from, index) => {
      const to = order[index + 1];
      const added = costs[from][farthest] + costBetween(costs, farthest, to) - costBetween(costs, from, to);
      if (added < least) [place, least] = [index + 1, added];
    });
    order.splice(place, 0, farthest);
    for (const stop of left) apart[stop] = Math.min(apart[stop], costs[farthest][stop]);
  }
  return order;
}

function costOf(costs: readonly Float64Array[], order: readonly number[]): number {
  return order.reduce((sum, from, index) => sum + costBetween(costs, from, order[index + 1]), 0);
}
