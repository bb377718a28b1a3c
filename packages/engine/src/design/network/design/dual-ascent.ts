// R. T. Wong: A dual ascent approach for Steiner tree problems on a directed graph, Math. Programming 28 (1984).
import type { WeightedGraph } from './reduce-graph.ts';

/** A feasible solution of the dual of the directed cut formulation with the first terminal as root. */
export interface DualSolution {
  /** No tree that connects the terminals weighs less. */
  bound: number;
  /** Left of an edge's weight for the arc from → to and for the arc to → from. */
  left: [Float64Array, Float64Array];
}

/** A lower bound on the weight of every tree that connects the terminals. */
export function dualAscent(graph: WeightedGraph, terminals: readonly number[]): DualSolution {
  const { nodeCount, edgeCount, from, to, weight, firstLink, links } = graph;
  const [root, ...others] = terminals;
  const left: DualSolution['left'] = [weight.slice(), weight.slice()];
  const stamp = new Int32Array(nodeCount);
  let mark = 0;
  let bound = 0;
  const active = others.map((terminal) => ({ terminal, size: 1 }));
  const cut = new Int32Array(2 * edgeCount);
  while (active.length > 0) {
    let index = 0;
    for (let each = 1; each < active.length; each += 1)
      if (active[each].size < active[index].size) index = each;
    const entry = active[index];
    mark += 1;
    const inside = [entry.terminal];
    stamp[entry.terminal] = mark;
    let reachesRoot = entry.terminal === root;
    let cutCount = 0;
    for (let head = 0; head < inside.length && !reachesRoot; head += 1) {
      const node = inside[head];
      for (let link = firstLink[node]; link < firstLink[node + 1]; link += 1) {
        const edge = links[link];
        const other = from[edge] === node ? to[edge] : from[edge];
        if (stamp[other] === mark) continue;
        const way = from[edge] === other ? 0 : 1;
        if (left[way][edge] > 0) {
          cut[cutCount++] = 2 * edge + way;
          continue;
        }
        if (other === root) {
          reachesRoot = true;
          break;
        }
        stamp[other] = mark;
        inside.push(other);
      }
    }
    if (reachesRoot) {
      active.splice(index, 1);
      continue;
    }
    // Arcs found before their tail came in are no longer of the cut.
    let least = Number.POSITIVE_INFINITY;
    let kept = 0;
    for (let each = 0; each < cutCount; each += 1) {
      const edge = cut[each] >> 1;
      const way = cut[each] & 1;
      if (stamp[way === 0 ? from[edge] : to[edge]] === mark) continue;
      cut[kept++] = cut[each];
      least = Math.min(least, left[way][edge]);
    }
    if (kept === 0) return { bound: Number.POSITIVE_INFINITY, left };
    for (let each = 0; each < kept; each += 1) {
      const edge = cut[each] >> 1;
      const way = cut[each] & 1;
      left[way][edge] = left[way][edge] <= least ? 0 : left[way][edge] - least;
    }
    bound += least;
    entry.size = inside.length + 1;
  }
  return { bound, left };
}
