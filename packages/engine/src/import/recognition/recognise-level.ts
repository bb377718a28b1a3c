import { DrawingError, meanPoint, type Point, ringContains, say, signedArea } from '../../core/index.ts';
import { clearHeightOf, elevationOf } from '../../plan/index.ts';
import type { ImportWarning, LevelDrawing } from '../drawing/level-drawing.ts';
import { checkCrossingOutlines } from './check-crossing-outlines.ts';
import { checkClosed, checkSize, insideLevel } from './check-outline.ts';
import { columnsAmongWalls } from './columns-among-walls.ts';
import { type LevelMeasures, measureLevel } from './confidence/measure-level.ts';
import type { OpeningLine } from './openings/opening-line.ts';
import { recogniseOpenings } from './openings/recognise-openings.ts';
import { paneLine, windowLines } from './openings/window-lines.ts';
import { recogniseBays } from './recognise-bays.ts';
import { columnCorners, type FoundColumn, recogniseColumns } from './recognise-columns.ts';
import { type FoundFacility, recogniseFacilities } from './recognise-facilities.ts';
import { type FoundPoint, recognisePoints } from './recognise-points.ts';
import { assumedOutline } from './rooms/assumed-outline.ts';
import { chooseOutline, muchMoreDrawn, warnOfOutline } from './rooms/choose-outline.ts';
import { closeRampGaps } from './rooms/close-ramp-gaps.ts';
import { traceRegions } from './rooms/level-graph.ts';
import { recogniseOutline } from './rooms/recognise-outline.ts';
import { allRamps } from './rooms/recognise-ramps.ts';
import { type FoundRoom, namedPlaces, recogniseRooms } from './rooms/recognise-rooms.ts';
import { statedOutline } from './rooms/stated-outline.ts';
import type { LevelPart } from './split-levels.ts';
import { type NaturedWall, natureOfWalls, warnOfGuesses } from './wall-natures.ts';
import { joinThroughColumns } from './walls/join-through-columns.ts';
import { recogniseWalls } from './walls/recognise-walls.ts';

/** Rooms that are no part of the floor to cover. */
const uncounted: ReadonlySet<string> = new Set<FoundRoom['kind']>(['core', 'plant']);
const mostUncountedRatio = 0.6;

/** Everything recognised on one level, in metres of the level's own frame. */
export interface FoundLevel {
  outline: Point[];
  holes: Point[][];
  walls: NaturedWall[];
  columns: FoundColumn[];
  openings: OpeningLine[];
  bays: Point[][];
  points: FoundPoint[];
  rooms: FoundRoom[];
  facilities: FoundFacility[];
  /** Area that the drawing covers, where the floor is less than half of it. */
  drawnM2?: number;
  elevationM?: number;
  clearHeightM?: number;
  /** How far all of this is to be trusted. */
  measures: LevelMeasures;
}

export interface RecogniseOptions {
  warnings: ImportWarning[];
  /** Where outer walls do not close, the floor may be bounded around what stands on it. */
  mayAssumeOutline: boolean;
  /** Told of each of `levelStepCount` steps once it is done. */
  onStep?: () => void;
}

/** Steps that the recognition of a level has. */
export const levelStepCount = 7;

/** Recognises one level. Throws `DrawingError` where no garage can be made of it. */
export function recogniseLevel(
  part: LevelPart,
  level: LevelDrawing,
  { warnings, mayAssumeOutline, onStep }: RecogniseOptions,
): FoundLevel {
  const { id } = part;
  checkCrossingOutlines(id, level);
  const bays = recogniseBays(level);
  const amongWalls = columnsAmongWalls(level);
  const columns = recogniseColumns(level, amongWalls.shapes);
  onStep?.();
  const wallPaths = level.drawing.paths.filter((path) => !amongWalls.pieces.has(path));
  const drawnWalls = recogniseWalls(wallPaths, level.classOf);
  const windows = windowLines(level, drawnWalls);
  onStep?.();
  const joined = joinThroughColumns([...drawnWalls, ...windows], columns);
  const walls = joined.filter(({ isWindow }) => !isWindow);
  const panes = joined.filter(({ isWindow }) => isWindow).map(paneLine);
  if (walls.length === 0) throw new DrawingError(id, say('no-walls'), say('walls-as-drawn'));
  const openings = recogniseOpenings(level, walls);
  onStep?.();
  const places = namedPlaces(level.drawing.texts);
  const closing = [...openings, ...panes];
  const bridges = closeRampGaps(walls, closing);
  const regions = traceRegions(walls, closing, bridges);
  onStep?.();
  const bayCenters = bays.map((bay) => meanPoint(bay));
  const inside = [...bayCenters, ...columns.map((column) => column.center)];
  const traced =
    statedOutline(level, inside) ??
    recogniseOutline(regions, inside, (ring) => places.some((place) => ringContains(ring, place.position)));
  const assume = () =>
    assumedOutline({ walls, windows, openings, columns: columns.map(columnCorners), bays });
  const edge = statedOutline(level, inside, 'floor-edge');
  const outline = chooseOutline(traced, walls, {
    edge,
    assume: () => (mayAssumeOutline ? assume() : undefined),
  });
  if (!outline) throw new DrawingError(id, say('walls-enclose-nothing'), say('outer-wall'));
  checkSize(id, outline.outline);
  checkClosed(id, outline, walls);
  const drawnM2 = muchMoreDrawn(outline, edge);
  warnOfOutline(id, outline, drawnM2, warnings);
  const rooms = recogniseRooms(regions, places, bayCenters, outline.holes);
  const ramps = allRamps(walls, bridges, outline.outline, rooms, level);
  onStep?.();
  const points = recognisePoints(level, places, bays);
  const found: Omit<FoundLevel, 'measures'> = {
    outline: outline.outline,
    holes: outline.holes,
    walls: natureOfWalls([...walls, ...windows], {
      outline,
      regions,
      rooms,
      openings,
      texts: level.drawing.texts,
    }),
    columns: columns.filter((column) => insideLevel(column.center, outline, 0.8)),
    openings,
    bays: bays.filter((bay) => insideLevel(meanPoint(bay), outline, 0.5)),
    points: points.filter((point) => insideLevel(point.position, outline, 3)),
    rooms: [...rooms.filter(({ kind }) => kind !== 'ramp'), ...ramps],
    facilities: recogniseFacilities(level, places, rooms).filter((facility) =>
      insideLevel(facility.position ?? facility.path![0], outline, 3),
    ),
    drawnM2,
    elevationM: part.elevationM,
    clearHeightM: part.clearHeightM,
  };
  warnOfGuesses(found.walls, warnings, id);
  readHeights(level, found, outline.outline);
  warnAbout(found, bays.length, columns.length, warnings, id);
  onStep?.();
  const measures = measureLevel(level, {
    ...{ id, outline, walls, windows, openings, columns, bays, points, rooms: found.rooms, places },
    isNameAssumed: warnings.some(({ code, at }) => code === 'level-name-assumed' && at === id),
    elevationM: found.elevationM,
  });
  return { ...found, measures };
}

function readHeights(
  level: LevelDrawing,
  found: Pick<FoundLevel, 'elevationM' | 'clearHeightM'>,
  outline: readonly Point[],
): void {
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
  found: Pick<FoundLevel, 'bays' | 'columns' | 'rooms' | 'outline'>,
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
  const floorM2 = Math.abs(signedArea(found.outline));
  const uncountedM2 = found.rooms.reduce(
    (sum, room) => sum + (uncounted.has(room.kind) ? room.areaM2 : 0),
    0,
  );
  if (uncountedM2 > mostUncountedRatio * floorM2) {
    const percent = Math.round((100 * uncountedM2) / floorM2);
    const message = `${percent} % of the floor is in small rooms without bays, which do not count as garage`;
    warnings.push({ code: 'floor-uncounted', message, at: id });
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
