// Nearest neighbour, then 2-opt: G. A. Croes, Oper. Res. 6 (1958). The way is open: it need not return.

/** Moves that are weighed at most; the same ones on every machine. */
const mostWeighed = 20_000_000;

/** An order of all stops that starts at `start` and is short by the costs between them. */
export function orderStops(costs: readonly Float64Array[], start: number): number[] {
  const order = nearestOrder(costs, start);
  let weighed = 0;
  for (let improved = true; improved && weighed < mostWeighed; ) {
    improved = false;
    for (let i = 0; i + 2 < order.length; i += 1) {
      for (let j = i + 2; j < order.length; j += 1) {
        weighed += 1;
        // Walking i+1 … j the other way round; behind the last stop there is nothing to pay.
        const before =
          costs[order[i]][order[i + 1]] + (j + 1 < order.length ? costs[order[j]][order[j + 1]] : 0);
        const after =
          costs[order[i]][order[j]] + (j + 1 < order.length ? costs[order[i + 1]][order[j + 1]] : 0);
        if (after >= before - 1e-9) continue;
        for (let low = i + 1, high = j; low < high; low += 1, high -= 1) {
          [order[low], order[high]] = [order[high], order[low]];
        }
        improved = true;
      }
    }
  }
  return order;
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
