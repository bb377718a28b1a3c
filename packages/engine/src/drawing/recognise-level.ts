import { DrawingError } from '../errors.ts';
import { boundsOf, distance, meanPoint, midpoint, type Point } from '../geometry/points.ts';
import { distanceToRing, ringContains, signedArea } from '../geometry/polygons.ts';
import { distanceToSegment } from '../geometry/segments.ts';
import { checkCrossingOutlines } from './check-crossing-outlines.ts';
import { describePlace, type ImportWarning, type LevelDrawing } from './level-drawing.ts';
import { clearHeightOf, elevationOf } from './level-names.ts';
import type { OpeningLine } from './openings/opening-line.ts';
import { recogniseOpenings } from './openings/recognise-openings.ts';
import { recogniseBays } from './recognise-bays.ts';
import { type FoundColumn, recogniseColumns } from './recognise-columns.ts';
import { type FoundFacility, recogniseFacilities } from './recognise-facilities.ts';
import { type FoundPoint, recognisePoints } from './recognise-points.ts';
import { closeRampGaps } from './rooms/close-ramp-gaps.ts';
import { traceRegions } from './rooms/level-graph.ts';
import { type FoundOutline, recogniseOutline } from './rooms/recognise-outline.ts';
import { recogniseRamps } from './rooms/recognise-ramps.ts';
import { type FoundRoom, namedPlaces, recogniseRooms } from './rooms/recognise-rooms.ts';
import { statedOutline } from './rooms/stated-outline.ts';
import type { LevelPart } from './split-levels.ts';
import { natureOf, type WallNature } from './wall-material.ts';
import { joinThroughColumns } from './walls/join-through-columns.ts';
import { recogniseWalls } from './walls/recognise-walls.ts';
import type { WallLine } from './walls/wall-line.ts';

/** Everything recognised on one level, in metres of the level's own frame. */
export interface FoundLevel {
  outline: Point[];
  holes: Point[][];
  walls: (WallLine & { nature: WallNature })[];
  columns: FoundColumn[];
  openings: OpeningLine[];
  bays: Point[][];
  points: FoundPoint[];
  rooms: FoundRoom[];
  facilities: FoundFacility[];
  elevationM?: number;
  clearHeightM?: number;
}

/** Metres of wall per square metre that even the smallest rooms do not reach. */
const densestWallsPerM = 3;
/** Sides of a level outside this range mean a wrong unit or no garage. */
const smallestSideM = 8;
const largestSideM = 2000;

/** Recognises one level. Throws `DrawingError` where no garage can be made of it. */
export function recogniseLevel(part: LevelPart, level: LevelDrawing, warnings: ImportWarning[]): FoundLevel {
  const { id } = part;
  checkCrossingOutlines(id, level);
  const bays = recogniseBays(level);
  const columns = recogniseColumns(level);
  const walls = joinThroughColumns(recogniseWalls(level.drawing.paths, level.classOf), columns);
  if (walls.length === 0)
    throw new DrawingError(id, 'no walls', 'walls drawn as lines, areas or wide lines on wall layers');
  const openings = recogniseOpenings(level, walls);
  const places = namedPlaces(level.drawing.texts);
  const bridges = closeRampGaps(walls, openings);
  const regions = traceRegions(walls, openings, bridges);
  const bayCenters = bays.map((bay) => meanPoint(bay));
  const inside = [...bayCenters, ...columns.map((column) => column.center)];
  const outline =
    statedOutline(level, inside) ??
    recogniseOutline(regions, inside, (ring) => places.some((place) => ringContains(ring, place.position)));
  if (!outline) throw new DrawingError(id, 'walls that enclose nothing', 'an outer wall around the garage');
  checkSize(id, outline.outline);
  checkClosed(id, outline, walls);
  if (outline.heldRatio < 0.98) {
    warnings.push({
      code: 'outline-partial',
      message: `${Math.round((1 - outline.heldRatio) * 100)} % of bays and columns lie outside the outer wall that was found`,
      at: id,
    });
  }
  const rooms = recogniseRooms(regions, places, bayCenters, outline.holes);
  const found: FoundLevel = {
    outline: outline.outline,
    holes: outline.holes,
    walls: withNature(walls, outline, rooms, warnings, id),
    columns: columns.filter((column) => insideLevel(column.center, outline, 0.8)),
    openings,
    bays: bays.filter((bay) => insideLevel(meanPoint(bay), outline, 0.5)),
    points: recognisePoints(level, places).filter((point) => insideLevel(point.position, outline, 3)),
    rooms: [...rooms, ...recogniseRamps(walls, bridges, outline.outline, level.drawing.texts)],
    facilities: recogniseFacilities(level, places).filter((facility) =>
      insideLevel(facility.position ?? facility.path![0], outline, 3),
    ),
    elevationM: part.elevationM,
    clearHeightM: part.clearHeightM,
  };
  readHeights(level, found, outline.outline);
  warnAbout(found, bays.length, columns.length, warnings, id);
  return found;
}

function insideLevel(
  point: Point,
  { outline, holes }: { outline: Point[]; holes: Point[][] },
  marginM: number,
): boolean {
  if (!ringContains(outline, point) && distanceToRing(outline, point) > marginM) return false;
  return !holes.some((hole) => ringContains(hole, point) && distanceToRing(hole, point) > marginM);
}

function checkSize(id: string, outline: readonly Point[]): void {
  const { minX, minY, maxX, maxY } = boundsOf(outline);
  const widthM = maxX - minX;
  const depthM = maxY - minY;
  const size = `a garage of ${widthM.toFixed(1)} × ${depthM.toFixed(1)} m`;
  if (Math.min(widthM, depthM) < smallestSideM || Math.max(widthM, depthM) > largestSideM) {
    throw new DrawingError(
      id,
      size,
      `sides between ${smallestSideM} m and ${largestSideM} m; check the unit`,
    );
  }
}

/** Refuses an outline that most of the drawing lies outside of: the outer wall is not closed. */
function checkClosed(id: string, found: FoundOutline, walls: readonly WallLine[]): void {
  let total = 0;
  let held = 0;
  for (const wall of walls) {
    if (wall.layerClass === 'ramp-wall') continue;
    const length = distance(wall.a, wall.b);
    total += length;
    if (insideLevel(midpoint(wall.a, wall.b), found, 1)) held += length;
  }
  const areaM2 = Math.abs(signedArea(found.outline));
  if (held > densestWallsPerM * areaM2) {
    throw new DrawingError(
      id,
      `${held.toFixed(0)} m of walls on ${areaM2.toFixed(0)} m²`,
      'walls of a garage; hatching and furniture belong on other layers',
    );
  }
  const heldPercent = Math.round((100 * held) / total);
  if (heldPercent >= 50 && found.heldRatio >= 0.5) return;
  throw new DrawingError(
    id,
    `outer walls that do not close: the largest closed part (${areaM2.toFixed(0)} m²) holds ${heldPercent} % of the walls and ${Math.round(100 * found.heldRatio)} % of bays and columns`,
    'an outer wall around the garage, with gaps only at ramps and doors',
  );
}

function withNature(
  walls: readonly WallLine[],
  { outline, holes }: { outline: Point[]; holes: Point[][] },
  rooms: readonly FoundRoom[],
  warnings: ImportWarning[],
  id: string,
): FoundLevel['walls'] {
  const coreWalls = new Set<WallLine>();
  for (const room of rooms) {
    if (room.kind !== 'core' && room.kind !== 'lobby') continue;
    for (const { wall } of room.boundaries) if (wall) coreWalls.add(wall);
  }
  const onRing = (ring: readonly Point[], wall: WallLine): boolean => {
    const middle = midpoint(wall.a, wall.b);
    return ring.some((a, i) => {
      const b = ring[(i + 1) % ring.length];
      const reach = wall.thicknessM / 2 + 0.1;
      return [wall.a, wall.b, middle].every((point) => distanceToSegment(point, a, b) < reach);
    });
  };
  const lengthOf = (wall: WallLine) => distance(wall.a, wall.b);
  const total = walls.reduce((sum, wall) => sum + lengthOf(wall), 0);
  const filled = walls.reduce((sum, wall) => sum + (wall.filled ? lengthOf(wall) : 0), 0);
  const hatchTells = filled > 0.1 * total;
  let unsure = 0;
  const result = walls.map((wall) => {
    const onOutline = onRing(outline, wall) || holes.some((hole) => onRing(hole, wall));
    const nature = natureOf(wall, { onOutline, atCore: coreWalls.has(wall), hatchTells });
    if (!nature.sure) unsure += lengthOf(wall);
    return { ...wall, nature };
  });
  if (unsure > 1) {
    warnings.push({
      code: 'wall-material-guessed',
      message: `the material of ${unsure.toFixed(0)} m of walls was guessed from thickness and place`,
      at: id,
    });
  }
  const single = walls.filter((wall) => wall.single);
  if (single.length > 0) {
    warnings.push({
      code: 'wall-thickness-assumed',
      message: `${single.length} walls are drawn as single lines; ${single[0].thicknessM} m thick was assumed`,
      at: `${id} ${describePlace(midpoint(single[0].a, single[0].b))}`,
    });
  }
  return result;
}

function readHeights(level: LevelDrawing, found: FoundLevel, outline: readonly Point[]): void {
  const all = level.drawing.texts.flatMap((text) => {
    const mark = elevationOf(text.text);
    return mark === undefined || mark < -60 ? [] : [{ mark, inside: ringContains(outline, text.position) }];
  });
  const within = all.filter(({ inside }) => inside);
  const marks = (within.length > 0 ? within : all).map(({ mark }) => mark);
  // The mark that occurs most; of equally frequent ones the lowest.
  const counts = new Map<number, number>();
  for (const mark of marks) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  const [best] = [...counts.entries()].sort((p, q) => q[1] - p[1] || p[0] - q[0]);
  if (best) found.elevationM ??= best[0];
  for (const text of level.drawing.texts) found.clearHeightM ??= clearHeightOf(text.text);
}

function warnAbout(
  found: FoundLevel,
  bays: number,
  columns: number,
  warnings: ImportWarning[],
  id: string,
): void {
  if (found.bays.length === 0) {
    warnings.push({ code: 'no-bays', message: 'no parking bays were recognised', at: id });
  }
  if (found.columns.length === 0) {
    warnings.push({ code: 'no-columns', message: 'no columns were recognised', at: id });
  }
  const lost = bays - found.bays.length + columns - found.columns.length;
  if (lost > 0) {
    warnings.push({
      code: 'outside-dropped',
      message: `${lost} bays or columns outside the outline were left out`,
      at: id,
    });
  }
}
