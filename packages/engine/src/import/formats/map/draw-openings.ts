import {
  distance,
  type Interval,
  midpoint,
  nearestParameter,
  type Point,
  PointGrid,
  pointAlong,
  subtractIntervals,
} from '../../../core/index.ts';
import { maxObliqueSine, maxOffsetM } from '../../../plan/index.ts';
import type { DrawingPath } from '../../drawing/drawing.ts';
import { type LayerClass, openingClasses } from '../../drawing/layer-classes.ts';
import { tuning } from '../../tuning.ts';
import { featureLayer, type PlacedFeature } from './classify-feature.ts';
import { axisOf, plainPath } from './draw-walls.ts';
import { widthOf } from './tag-values.ts';

const { assumedWidthM, reachM, cellM } = tuning.mapDrawOpenings;

interface WallEdge {
  a: Point;
  b: Point;
  path: DrawingPath;
}

/** Openings as lines from jamb to jamb, and the walls with the openings cut out of those that run through. */
export function drawOpenings(
  features: readonly PlacedFeature[],
  walls: readonly DrawingPath[],
  metresPerUnit: number,
): { openings: DrawingPath[]; walls: DrawingPath[]; assumedWidths: number; withoutWall: number } {
  const unitsPerMetre = 1 / metresPerUnit;
  const edges = walls.flatMap(edgesOf);
  const grid = new PointGrid(cellM * unitsPerMetre);
  edges.forEach(({ a, b }, i) => {
    grid.addAlong(i, a, b, reachM * unitsPerMetre);
  });
  const openings: DrawingPath[] = [];
  let assumedWidths = 0;
  let withoutWall = 0;
  for (const feature of features) {
    if (!openingClasses.has(feature.featureClass as LayerClass)) continue;
    const { shape, rings, value, opening, tags } = feature;
    let span: [Point, Point] | undefined;
    if (shape === 'area') span = axisOf(rings[0]);
    else if (shape === 'line') span = [rings[0][0], rings[0][rings[0].length - 1]];
    else {
      const widthM = widthOf(tags);
      if (widthM === undefined) assumedWidths++;
      span = spanAt(rings[0][0], (widthM ?? assumedWidthM) * unitsPerMetre, edges, grid, unitsPerMetre);
      if (!span) withoutWall++;
    }
    if (span && distance(...span) > 0) {
      openings.push({ ...plainPath(featureLayer('door', value), span), stated: { opening } });
    }
  }
  return { openings, walls: cutWalls(walls, openings, unitsPerMetre), assumedWidths, withoutWall };
}

function edgesOf(path: DrawingPath): WallEdge[] {
  const { points, closed } = path;
  return points.flatMap((a, i) => {
    if (i === points.length - 1 && !closed) return [];
    return [{ a, b: points[(i + 1) % points.length], path }];
  });
}

/** A door's line at a point: along the nearest wall, on its centre line. */
function spanAt(
  point: Point,
  widthInUnits: number,
  edges: readonly WallEdge[],
  grid: PointGrid,
  unitsPerMetre: number,
): [Point, Point] | undefined {
  let best: { edge: WallEdge; at: Point } | undefined;
  let bestGap = reachM * unitsPerMetre;
  for (const index of grid.near(point[0], point[1], point[0], point[1])) {
    const edge = edges[index];
    const at = pointAlong(edge.a, edge.b, nearestParameter(point, edge.a, edge.b));
    const gap = distance(point, at);
    if (gap >= bestGap || distance(edge.a, edge.b) === 0) continue;
    bestGap = gap;
    best = { edge, at };
  }
  if (!best) return undefined;
  const { a, b } = best.edge;
  const scale = widthInUnits / 2 / distance(a, b);
  const half: Point = [(b[0] - a[0]) * scale, (b[1] - a[1]) * scale];
  const [x, y] = best.at;
  return [
    [x - half[0], y - half[1]],
    [x + half[0], y + half[1]],
  ];
}

/** Walls drawn as lines end at the jambs; areas are drawn with their openings left out already. */
function cutWalls(
  walls: readonly DrawingPath[],
  openings: readonly DrawingPath[],
  unitsPerMetre: number,
): DrawingPath[] {
  if (openings.length === 0) return [...walls];
  const grid = new PointGrid(cellM * unitsPerMetre);
  openings.forEach(({ points: [a, b] }, i) => {
    const [x, y] = midpoint(a, b);
    grid.add(i, x, y);
  });
  return walls.flatMap((wall) => {
    if (wall.closed && wall.widthInUnits === 0) return [wall];
    const cut = edgesOf(wall).map((edge) => ({ edge, rest: restOf(edge, openings, grid, unitsPerMetre) }));
    if (cut.every(({ rest }) => rest === undefined)) return [wall];
    return cut.flatMap(({ edge: { a, b }, rest }) => {
      const length = distance(a, b);
      return (rest ?? [[0, length] as Interval]).map(([from, to]) => ({
        ...wall,
        closed: false,
        points: [pointAlong(a, b, from / length), pointAlong(a, b, to / length)],
      }));
    });
  });
}

/** Returns what openings leave of an edge; undefined where none lies on it. */
function restOf(
  { a, b, path }: WallEdge,
  openings: readonly DrawingPath[],
  grid: PointGrid,
  unitsPerMetre: number,
): Interval[] | undefined {
  const length = distance(a, b);
  if (length === 0) return undefined;
  const dx = (b[0] - a[0]) / length;
  const dy = (b[1] - a[1]) / length;
  const reach = path.widthInUnits / 2 + maxOffsetM * unitsPerMetre;
  const taken: Interval[] = [];
  for (const index of grid.nearAlong(a, b, 6 * unitsPerMetre)) {
    const [start, end] = openings[index].points;
    const across = Math.abs((end[1] - start[1]) * dx - (end[0] - start[0]) * dy);
    // What the plan would not take for an opening of this wall is none in the drawing either.
    if (across > maxObliqueSine * distance(start, end)) continue;
    const ends = openings[index].points.map(([x, y]) => ({
      along: (x - a[0]) * dx + (y - a[1]) * dy,
      aside: Math.abs((y - a[1]) * dx - (x - a[0]) * dy),
    }));
    if (ends.some(({ aside }) => aside > reach)) continue;
    const from = Math.min(ends[0].along, ends[1].along);
    const to = Math.max(ends[0].along, ends[1].along);
    // A jamb that lies a little inside the opening is where the wall ends already.
    if (Math.min(to, length) - Math.max(from, 0) > 0.2 * unitsPerMetre) taken.push([from, to]);
  }
  return taken.length > 0 ? subtractIntervals([0, length], taken) : undefined;
}
