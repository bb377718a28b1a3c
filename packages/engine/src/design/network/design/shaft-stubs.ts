import {
  distance,
  nearestParameter,
  type Point,
  pointAlong,
  ringContains,
  roundMm,
} from '../../../core/index.ts';
import { type CeilingPlan, lineObstacles, type PassedObstacle } from './ceiling-plan.ts';
import type { GraphDraft } from './routing-graph.ts';
import { shortestPaths } from './shortest-paths.ts';

/** The way of a feeder into a lift shaft, square through one of its sides, to an antenna that hangs in it. */
export interface ShaftStub {
  levelIndex: number;
  /** The antenna. */
  inside: Point;
  /** Its other end, on the courses of the level. */
  outside: Point;
  passed: PassedObstacle[];
}

/** A shaft's side is looked for so far beyond its edge, and a course ends so far before it, metres. */
const sideReachM = 1;
const clearM = 0.15;

/** Ways into the shaft that a location lies in, one for each side that may be drilled; none elsewhere. */
export function shaftStubs(ceiling: CeilingPlan, levelIndex: number, inside: Point): ShaftStub[] {
  const shaft = ceiling.lifts.find((ring) => ringContains(ring, inside));
  if (!shaft) return [];
  return shaft.flatMap((corner, index): ShaftStub[] => {
    const next = shaft[(index + 1) % shaft.length];
    const at = nearestParameter(inside, corner, next);
    if (at <= 0 || at >= 1) return [];
    const edge = pointAlong(corner, next, at);
    const edgeM = distance(inside, edge);
    if (edgeM < clearM / 2) return [];
    const far = pointAlong(inside, edge, 1 + sideReachM / edgeM);
    const { crossings } = lineObstacles(ceiling, inside, far);
    const side = crossings.filter(({ fromM }) => fromM < edgeM + sideReachM / 2);
    const endM = Math.max(edgeM, ...side.map(({ toM }) => toM)) + clearM;
    const outside = pointAlong(inside, edge, endM / edgeM);
    const met = lineObstacles(ceiling, inside, outside);
    const isOpen =
      met.crossings.every(({ isForbidden, through }) => !isForbidden && through === 'wall') &&
      [...met.stairs, ...met.outside].length === 0 &&
      ceiling.lifts.every((ring) => ring === shaft || !ringContains(ring, outside)) &&
      !ringContains(shaft, outside);
    if (!isOpen) return [];
    return [
      { levelIndex, inside, outside: [roundMm(outside[0]), roundMm(outside[1])], passed: met.crossings },
    ];
  });
}

/**
 * Adds to a drafted graph the one way into the shaft of each antenna that costs least from where sources stand: with one
 * alone no course goes through a lift to anything else.
 * @param from nodes of the sources
 */
export function addShaftStubs(
  draft: GraphDraft,
  stubs: readonly ShaftStub[],
  from: readonly number[],
  costCny: (stub: ShaftStub, lengthM: number) => number,
): void {
  if (stubs.length === 0) return;
  const starts = from.map((node) => ({ node, weight: 0 }));
  const { weight } = shortestPaths(draft.finish(), starts);
  const best = new Map<number, { stub: ShaftStub; node: number; weightCny: number }>();
  for (const stub of stubs) {
    const { levelIndex, inside, outside } = stub;
    const antenna = draft.node(levelIndex, inside[0], inside[1]);
    const node = draft.node(levelIndex, outside[0], outside[1]);
    const weightCny = weight[node] + costCny(stub, distance(inside, outside));
    if (weightCny < (best.get(antenna)?.weightCny ?? Number.POSITIVE_INFINITY)) {
      best.set(antenna, { stub, node, weightCny });
    }
  }
  for (const [antenna, { stub, node }] of best) {
    const lengthM = distance(stub.inside, stub.outside);
    const weightCny = costCny(stub, lengthM);
    const passingCny = weightCny - costCny({ ...stub, passed: [] }, lengthM);
    draft.edges.push({
      ...{
        from: node,
        to: antenna,
        lengthM,
        costCny: weightCny,
        passingCny,
        onTray: false,
        sleeves: [],
      },
    });
  }
}
