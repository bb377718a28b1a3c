import {
  buildPlanarGraph,
  DrawingError,
  distance,
  distanceToSegment,
  lineIntersection,
  nearestParameter,
  type PlanarFace,
  type Point,
  PointGrid,
  pointAlong,
  pruneDeadEnds,
  say,
  signedArea,
  type TaggedSegment,
  traceFaces,
} from '../../../core/index.ts';
import { tuning } from '../../tuning.ts';
import type { OpeningLine } from '../openings/opening-line.ts';
import type { WallLine } from '../walls/wall-line.ts';

const { snapM, nearM } = tuning.roomsLevelGraph;

/** Describes what stands behind an edge of the level's graph. */
export interface Boundary {
  kind: 'wall' | 'opening' | 'bridge';
  thicknessM: number;
  wall?: WallLine;
}

/** The regions that walls, openings and bridges cut the level into. */
export interface LevelRegions {
  /** Inner regions, counter-clockwise, largest first. */
  inner: Region[];
  /** Outer boundaries of the connected pieces, counter-clockwise, largest first. */
  outer: Region[];
}

export interface Region {
  ring: Point[];
  boundaries: Boundary[];
  areaM2: number;
}

/** Cuts the plane by walls, openings and bridges; chains that end nowhere (ramps, stubs) drop out. */
export function traceRegions(
  walls: readonly WallLine[],
  openings: readonly OpeningLine[],
  bridges: readonly WallLine[],
): LevelRegions {
  const boundaries: Boundary[] = [];
  const segments: TaggedSegment[] = [];
  const add = (start: Point, end: Point, boundary: Boundary): void => {
    segments.push({ start, end, tag: boundaries.length });
    boundaries.push(boundary);
  };
  for (const wall of walls) add(wall.a, wall.b, { kind: 'wall', thicknessM: wall.thicknessM, wall });
  const wallGrid = new PointGrid(4);
  walls.forEach(({ a, b }, i) => {
    wallGrid.addAlong(i, a, b, snapM);
  });
  for (const { start, end } of openings) {
    const from = snapEnd(start, end, near(wallGrid, walls, start));
    const to = snapEnd(end, start, near(wallGrid, walls, end));
    add(from, to, { kind: 'opening', thicknessM: 0 });
  }
  for (const bridge of bridges) add(bridge.a, bridge.b, { kind: 'bridge', thicknessM: bridge.thicknessM });
  const drawn = [...segments];
  const drawnGrid = new PointGrid(4);
  drawn.forEach(({ start, end }, i) => {
    drawnGrid.addAlong(i, start, end, snapM);
  });
  for (const wall of walls) {
    for (const [tip, tail] of [
      [wall.a, wall.b],
      [wall.b, wall.a],
    ]) {
      const to = reachAhead(tip, tail, near(drawnGrid, drawn, tip));
      if (to) add(tip, to, { kind: 'wall', thicknessM: wall.thicknessM, wall });
    }
  }
  const graph = buildPlanarGraph(segments);
  if (!graph) throw new DrawingError(say('wall-layers'), say('walls-cross'), say('walls-of-plan'));
  const faces = traceFaces(pruneDeadEnds(graph));
  const inner: Region[] = [];
  const outer: Region[] = [];
  for (const face of faces) {
    const areaM2 = signedArea(face.ring);
    if (Math.abs(areaM2) < 0.05) continue;
    if (areaM2 > 0) inner.push(regionOf(face, boundaries, areaM2));
    else outer.push(regionOf(reversed(face), boundaries, -areaM2));
  }
  const order = (p: Region, q: Region) =>
    q.areaM2 - p.areaM2 || p.ring[0][0] - q.ring[0][0] || p.ring[0][1] - q.ring[0][1];
  return { inner: inner.sort(order), outer: outer.sort(order) };
}

function near<T>(grid: PointGrid, items: readonly T[], [x, y]: Point): T[] {
  return grid.near(x, y, x, y).map((i) => items[i]);
}

function regionOf(face: PlanarFace, boundaries: readonly Boundary[], areaM2: number): Region {
  return { ring: face.ring, boundaries: face.tags.map((tag) => boundaries[tag]), areaM2 };
}

/** The same ring walked the other way; `tags[i]` stays the edge that leaves vertex i. */
function reversed(face: PlanarFace): PlanarFace {
  const ring = [...face.ring].reverse();
  const tags = [...face.tags].reverse();
  tags.push(tags.shift()!);
  return { ring, tags };
}

/** Returns where a wall that stops a hand's breadth short of the next wall or door would meet it. */
function reachAhead(tip: Point, tail: Point, segments: readonly TaggedSegment[]): Point | undefined {
  const length = distance(tip, tail);
  let best = (length + snapM) / length;
  let found: Point | undefined;
  for (const { start, end } of segments) {
    if (distanceToSegment(tip, start, end) > snapM) continue;
    const hit = lineIntersection(tail, tip, start, end);
    if (!hit || hit.t <= 1 + 0.02 / length || hit.t >= best) continue;
    const slack = nearM / distance(start, end);
    if (hit.u < -slack || hit.u > 1 + slack) continue;
    best = hit.t;
    // Where the line passes just beside its end, the end is meant.
    found = hit.u < 0 ? start : hit.u > 1 ? end : pointAlong(tail, tip, hit.t);
  }
  return found;
}

/** The end itself, or the nearest wall end or wall point when that is close and not across the opening. */
function snapEnd(point: Point, otherEnd: Point, walls: readonly WallLine[]): Point {
  let best: Point | undefined;
  let bestCost = snapM;
  for (const wall of walls) {
    for (const tip of [wall.a, wall.b]) {
      const cost = distance(tip, point);
      if (cost < bestCost && distance(tip, otherEnd) > 0.3) {
        bestCost = cost;
        best = tip;
      }
    }
  }
  if (best) return best;
  for (const wall of walls) {
    const onWall = pointAlong(wall.a, wall.b, nearestParameter(point, wall.a, wall.b));
    const cost = distance(onWall, point);
    if (cost < bestCost && distance(onWall, otherEnd) > 0.3) {
      bestCost = cost;
      best = onWall;
    }
  }
  return best ?? point;
}
