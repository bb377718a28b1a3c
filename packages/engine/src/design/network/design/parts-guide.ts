import { boundByCarrier, type CarrierBound, type RestCost } from './carrier-bound.ts';
import type { FeedProblem } from './feed-problem.ts';
import type { FeedNode } from './feed-tree.ts';
import { RangeMinimum } from './power-grid.ts';
import type { RetainedFeed } from './retained-feed.ts';

/** Bounds by single carriers, known about a tree before its parts are chosen. */
export interface PartsGuide {
  /** No parts on the tree that keep every port within the tolerance cost less, CNY; Infinity where there are none. */
  minCny: number;
  /** Options that make the whole dearer than this are of no use, CNY. */
  limitCny: number;
  bounds: readonly CarrierBound[];
}

/** Lower bounds on the cost of everything besides an option, by the powers that it accepts. */
export interface RestBound {
  limitCny: number;
  costs: { carrier: number; minima: RangeMinimum }[];
}

/** Bounds by the carriers with the least and the most loss: what lies between them is hardly ever tighter. */
export function guideParts(problem: FeedProblem, root: FeedNode, limitCny: number): PartsGuide {
  const bounds: CarrierBound[] = [];
  for (const carrier of outerCarriers(problem)) {
    const bound = boundByCarrier(problem, root, carrier);
    bounds.push(bound);
    if (bound.minCny > limitCny) break;
  }
  return { minCny: Math.max(0, ...bounds.map((bound) => bound.minCny)), limitCny, bounds };
}

/** The carriers with the most and the least loss; those that joined sources may send say nothing of the tree's own. */
export function outerCarriers({ parts, joining, standing }: FeedProblem): number[] {
  const [{ metreDb }] = parts.cables;
  const within = [...(joining ? [joining] : []), ...standing.values()];
  const passed = [...metreDb.keys()].filter((carrier) => !within.some(({ sends }) => sends[carrier]));
  if (passed.length === 0) return [];
  let [min, max] = [passed[0], passed[0]];
  for (const carrier of passed) {
    if (metreDb[carrier] < metreDb[min]) min = carrier;
    if (metreDb[carrier] > metreDb[max]) max = carrier;
  }
  return min === max ? [min] : [max, min];
}

export function restAt(
  guide: PartsGuide | undefined,
  node: FeedNode | RetainedFeed,
  which: keyof RestCost,
  subset: number,
): RestBound | undefined {
  if (!guide) return undefined;
  const costs = guide.bounds.flatMap(({ carrier, grid, rest }) => {
    const cost = rest().get(node)?.[which][subset];
    return cost ? [{ carrier, minima: new RangeMinimum(grid, cost) }] : [];
  });
  return { limitCny: guide.limitCny, costs };
}

/** The least of what the rest can cost beside an option, CNY; Infinity where nothing brings it a power that it accepts. */
export function restCny({ costs }: RestBound, lowDbm: Float64Array, highDbm: Float64Array): number {
  let max = 0;
  for (const { carrier, minima } of costs) {
    max = Math.max(max, minima.within(lowDbm[carrier], highDbm[carrier]));
  }
  return max;
}
