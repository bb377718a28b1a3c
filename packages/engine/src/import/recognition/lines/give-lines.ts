/** Lines that the planner said are walls or none, in metres. */
import { distance, distanceToSegment, type Point, PointGrid, say } from '../../../core/index.ts';
import { longestWallM } from '../../drawing/check-extent.ts';
import type { Drawing, DrawingPath } from '../../drawing/drawing.ts';
import type { LayerClass } from '../../drawing/layer-classes.ts';
import { type ImportWarning, importWarning } from '../../drawing/level-drawing.ts';
import { tuning } from '../../tuning.ts';

const { toleranceM, minCosine, minSharedRatio, cellM } = tuning.linesGiveLines;

/** Lines by their ends, in the drawing's own coordinates: those that are walls, and those that are none. */
export interface GivenLines {
  wall?: readonly (readonly [Point, Point])[];
  noWall?: readonly (readonly [Point, Point])[];
}

interface Given {
  a: Point;
  b: Point;
  givenAs: LayerClass;
  /** Its path in the corrections. */
  at: string;
}

/** Curves and fillings are one thing: a chord of them stands for all. */
const wholes: ReadonlySet<DrawingPath['source']> = new Set(['arc', 'circle', 'curve', 'hatch', 'solid']);

/**
 * Gives the drawn lines that run along the given ones their class, in place. Sides of polylines become paths of their own.
 * Returns a warning for each given line that nothing is drawn along in any of the drawings.
 */
export function giveLines(
  drawings: readonly Drawing[],
  { wall = [], noWall = [] }: GivenLines,
  metresPerUnit: number,
): ImportWarning[] {
  if (wall.length + noWall.length === 0) return [];
  const inMetres = ([x, y]: Readonly<Point>): Point => [x * metresPerUnit, y * metresPerUnit];
  const listed = (lines: typeof wall, list: string, givenAs: LayerClass) =>
    lines.map(([a, b], k): Given => {
      return { a: inMetres(a), b: inMetres(b), givenAs, at: `corrections.lines.${list}[${k}]` };
    });
  const given = [...listed(wall, 'wall', 'wall'), ...listed(noWall, 'noWall', 'other')];
  const grid = new PointGrid(cellM);
  given.forEach(({ a, b }, k) => {
    if (distance(a, b) <= longestWallM) grid.addAlong(k, a, b, toleranceM);
  });
  const matched = new Set<Given>();
  const classOfSide = (a: Point, b: Point): LayerClass | undefined => {
    if (distance(a, b) > longestWallM) return undefined;
    const found = grid.nearAlong(a, b, toleranceM).filter((k) => runsAlong([a, b], given[k]));
    for (const k of found) matched.add(given[k]);
    // Of two that name one line the last counts.
    return found.length === 0 ? undefined : given[found[found.length - 1]].givenAs;
  };
  for (const drawing of drawings) {
    drawing.paths = drawing.paths.flatMap((path) => withClasses(path, classOfSide));
  }
  return given
    .filter((each) => !matched.has(each))
    .map(({ at }) =>
      importWarning('correction-unmatched', at, say('warning-correction-unmatched', { name: at })),
    );
}

/** The path itself where none of its sides is given; else its sides in stretches of one class. */
function withClasses(
  path: DrawingPath,
  classOfSide: (a: Point, b: Point) => LayerClass | undefined,
): DrawingPath[] {
  const { points } = path;
  const count = path.closed ? points.length : points.length - 1;
  const classes = Array.from({ length: count }, (_, i) =>
    classOfSide(points[i], points[(i + 1) % points.length]),
  );
  const first = classes.find((each) => each !== undefined);
  if (first === undefined) return [path];
  if (path.arc || wholes.has(path.source) || classes.every((each) => each === first)) {
    path.givenAs = first;
    return [path];
  }
  const stretches: DrawingPath[] = [];
  for (let i = 0; i < count; i++) {
    const last = stretches.at(-1);
    const end = points[(i + 1) % points.length];
    if (last && i > 0 && classes[i] === classes[i - 1]) last.points.push(end);
    else stretches.push({ ...path, closed: false, points: [points[i], end], givenAs: classes[i] });
  }
  return stretches;
}

/** True of a drawn line beside a given one for half of the shorter of them. */
function runsAlong([a, b]: readonly [Point, Point], given: Given): boolean {
  const lengthM = distance(a, b);
  const givenM = distance(given.a, given.b);
  if (lengthM === 0) return false;
  const [dx, dy] = [(given.b[0] - given.a[0]) / givenM, (given.b[1] - given.a[1]) / givenM];
  const cosine = ((b[0] - a[0]) * dx + (b[1] - a[1]) * dy) / lengthM;
  if (Math.abs(cosine) < minCosine) return false;
  const ends = [a, b].map(([x, y]) => (x - given.a[0]) * dx + (y - given.a[1]) * dy);
  const from = Math.max(0, Math.min(...ends));
  const to = Math.min(givenM, Math.max(...ends));
  if (to - from < minSharedRatio * Math.min(lengthM, givenM)) return false;
  const middle = (from + to) / 2;
  return distanceToSegment([given.a[0] + middle * dx, given.a[1] + middle * dy], a, b) <= toleranceM;
}
