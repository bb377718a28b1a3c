import {
  boundsOf,
  DrawingError,
  distance,
  foldTraditional,
  meanPoint,
  type Point,
  ringContains,
  say,
  signedArea,
} from '../../core/index.ts';
import {
  clearHeightOf,
  equipmentRoomKind,
  type Facility,
  facilityKindRow,
  isOutlineDoubted,
  type LeftOut,
  type LevelSummary,
  trayKind,
  zoneKindRow,
} from '../../plan/index.ts';
import type { DrawingPath, DrawingText } from '../drawing/drawing.ts';
import {
  describeLocation,
  type ImportWarning,
  importWarning,
  type LevelDrawing,
} from '../drawing/level-drawing.ts';
import { tuning } from '../tuning.ts';
import { checkCrossingOutlines, insideLevel } from './check-outline.ts';
import { columnsAmongWalls } from './columns-among-walls.ts';
import { type LevelMeasures, measureLevel } from './confidence/measure-level.ts';
import { isDoorSwing } from './layer-evidence.ts';
import { levelMarks, prevailingMark } from './level-marks.ts';
import { findMainView } from './main-view.ts';
import type { OpeningLine } from './openings/opening-line.ts';
import { recogniseOpenings } from './openings/recognise-openings.ts';
import { paneLine, windowLines } from './openings/window-lines.ts';
import { type FoundAxes, recogniseAxes } from './recognise-axes.ts';
import { recogniseBays } from './recognise-bays.ts';
import { type FoundColumn, recogniseColumns } from './recognise-columns.ts';
import { type FoundCompartments, recogniseCompartments } from './recognise-compartments.ts';
import { type FoundPoint, recognisePoints } from './recognise-points.ts';
import { type FoundSleeve, recogniseSleeves } from './recognise-sleeves.ts';
import { boundLevel, type OutlineOptions } from './rooms/bound-level.ts';
import { muchMoreDrawn, warnOfOutline } from './rooms/choose-outline.ts';
import { closeRampGaps } from './rooms/close-ramp-gaps.ts';
import { traceRegions } from './rooms/level-graph.ts';
import type { OutlineCandidate } from './rooms/outline-candidates.ts';
import type { FoundOutline } from './rooms/recognise-outline.ts';
import { allRamps } from './rooms/recognise-ramps.ts';
import {
  type FoundRoom,
  type NamedLocation,
  namedLocations,
  recogniseRooms,
} from './rooms/recognise-rooms.ts';
import { recogniseStairs } from './rooms/recognise-stairs.ts';
import type { LevelPart } from './split-levels.ts';
import { type NaturedWall, natureOfWalls, warnOfGuesses } from './wall-natures.ts';
import { joinThroughColumns } from './walls/join-through-columns.ts';
import { recogniseWalls } from './walls/recognise-walls.ts';
import type { WallLine } from './walls/wall-line.ts';

export const { levelStepCount } = tuning.recogniseLevel;
const { largestClosetM2, largestTrayCount, maxUncountedRatio, maxStrayNames } = tuning.recogniseLevel;
const { surelyHeldRatio } = tuning.roomsChooseOutline;

interface FoundFacility extends Partial<Pick<FoundSleeve, 'shownBy' | 'isInCivilWall' | 'cablesAtMost'>> {
  kind: Facility['kind'];
  position?: Point;
  path?: Point[];
  name?: string;
}

/**
 * A text about a stair around which nothing closes, a sleeve in no wall or in one of no civil defence where there are such, or
 * one that is not for cables.
 */
export interface UnplacedText {
  says: 'stair-name' | 'sleeve-text' | 'sleeve-in-other-wall' | 'sleeve-of-others';
  text: string;
  position: Point;
}

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
  axes: FoundAxes;
  compartments: FoundCompartments;
  /** Texts on the floor that name what was not found there. */
  unplaced: UnplacedText[];
  /** Lines on wall layers that are sides of columns. */
  columnSides: ReadonlySet<DrawingPath>;
  /** Area that the drawing covers, where the floor is less than half of it. */
  drawnM2?: number;
  elevationM?: number;
  clearHeightM?: number;
  /** How far all of this is to be trusted. */
  measures: LevelMeasures;
}

export interface RecogniseOptions extends OutlineOptions {
  /** Gets the views that are drawn beside the plan. */
  leftOut: LeftOut[];
  /** Told of each of `levelStepCount` steps once it is done. */
  onStep?: () => void;
}

/** Recognises one level. Throws `DrawingError` where no garage can be made of it. */
export function recogniseLevel(part: LevelPart, level: LevelDrawing, options: RecogniseOptions): FoundLevel {
  const { warnings, leftOut, mayAssumeOutline, givenOutline, onStep } = options;
  const { id } = part;
  const all = recogniseElements(id, level, { givenOutline, onStep });
  // Formats that state what things are have no views beside the plan; what the planner chose is one.
  const hasViews = mayAssumeOutline && !part.isGiven;
  const elements = hasViews ? withoutOtherViews(level, id, all, { warnings, leftOut, givenOutline }) : all;
  const { bays, columns, walls, windows, openings, panes } = elements;
  const locations = namedLocations(level.drawing.texts);
  const closing = [...openings, ...panes];
  const bridges = closeRampGaps(walls, closing);
  const regions = traceRegions(walls, closing, bridges);
  onStep?.();
  const bayCenters = bays.map((bay) => meanPoint(bay));
  const { outline, edge, recognised, candidates } = boundLevel(id, level, elements, {
    ...options,
    ...{ regions, closing, bridges, locations, bayCenters },
  });
  const drawnM2 = muchMoreDrawn(outline, edge);
  warnOfOutline(id, outline, drawnM2, warnings);
  const inside = describeInside(level, elements, { regions, bridges, outline, locations, bayCenters });
  onStep?.();
  const points = recognisePoints(level, locations, bays);
  const found: Omit<FoundLevel, 'measures'> = {
    outline: outline.outline,
    holes: outline.holes,
    ...inside,
    columns: columns.filter((column) => insideLevel(column.center, outline, 0.8)),
    openings,
    bays: bays.filter((bay) => insideLevel(meanPoint(bay), outline, 0.5)),
    points: points.filter((point) => insideLevel(point.position, outline, 3)),
    axes: recogniseAxes(level, outline.outline),
    columnSides: elements.columnSides,
    drawnM2,
    elevationM: part.elevationM,
    clearHeightM: part.clearHeightM,
  };
  warnOfGuesses(found.walls, warnings, id);
  readHeights(level, found, outline.outline);
  warnAbout(found, bays.length, columns.length, warnings, id);
  onStep?.();
  const measure = (by: FoundOutline) =>
    measureLevel(level, {
      ...{ id, outline: by, walls, windows, openings, columns, bays, points },
      rooms: found.rooms,
      locations,
      isNameAssumed: warnings.some(({ code, at }) => code === 'level-name-assumed' && at === id),
      elevationM: found.elevationM,
    });
  const measures = measure(outline);
  tellOutlines(options, { recognised, isGiven: outline !== recognised, measures, measure }, () =>
    candidates(outline),
  );
  return { ...found, measures };
}

/** Walls with their kinds, rooms with ramps and stairs among them, and facilities. */
function describeInside(
  level: LevelDrawing,
  { walls, windows, openings, panes }: LevelElements,
  {
    regions,
    bridges,
    outline,
    locations,
    bayCenters,
  }: {
    regions: ReturnType<typeof traceRegions>;
    bridges: readonly WallLine[];
    outline: FoundOutline;
    locations: readonly NamedLocation[];
    bayCenters: readonly Point[];
  },
): Pick<FoundLevel, 'walls' | 'rooms' | 'facilities' | 'compartments' | 'unplaced'> {
  const { texts } = level.drawing;
  const named = recogniseRooms(regions, locations, bayCenters, outline.holes);
  const ramps = allRamps(walls, bridges, outline.outline, named, level);
  const others = named.filter(({ kind }) => kind !== 'ramp');
  const { rooms, strayNames } = recogniseStairs(level, [...others, ...ramps], walls);
  const natured = natureOfWalls([...walls, ...windows], { outline, regions, rooms: named, openings, texts });
  const { sleeves, strayTexts, otherTexts, elsewhere } = recogniseSleeves(level, natured);
  const unplaced = (says: UnplacedText['says'], found: readonly Pick<DrawingText, 'text' | 'position'>[]) =>
    found
      .filter(({ position }) => insideLevel(position, outline, 0))
      .slice(0, maxStrayNames)
      .map(({ text, position }) => ({ says, text: text.replace(/\s+/g, ' ').trim(), position }));
  return {
    walls: natured,
    rooms: rooms.filter(
      ({ stairBy, polygon }) => stairBy !== 'flights' || insideLevel(meanPoint(polygon), outline, 1),
    ),
    facilities: [
      ...recogniseFacilities(level, locations, named).filter(({ position, path }) =>
        insideLevel(position ?? path![0], outline, 3),
      ),
      ...sleeves.filter(({ position }) => insideLevel(position, outline, 3)),
    ],
    compartments: recogniseCompartments(level, {
      ...{ outline: outline.outline, regions, walls: natured, closing: [...openings, ...panes], bridges },
    }),
    unplaced: [
      ...unplaced('stair-name', strayNames),
      ...unplaced('sleeve-text', strayTexts),
      ...unplaced('sleeve-of-others', otherTexts),
      ...unplaced('sleeve-in-other-wall', elsewhere),
    ],
  };
}

/** Tells the candidates where the outline recognised is in doubt, whatever the planner made of it since. */
function tellOutlines(
  { onOutlines, givenRank }: RecogniseOptions,
  {
    recognised,
    isGiven,
    measures,
    measure,
  }: {
    recognised: FoundOutline | undefined;
    isGiven: boolean;
    measures: LevelMeasures;
    measure: (outline: FoundOutline) => LevelMeasures;
  },
  candidates: () => OutlineCandidate[],
): void {
  if (!onOutlines) return;
  const isSure = recognised && !isEdgeUnsure(recognised, (isGiven ? measure(recognised) : measures).summary);
  if (isSure && givenRank === undefined) return;
  const offered = candidates();
  // Where everything leads to one edge there is nothing to choose.
  if (offered.some(({ isTaken }) => !isTaken)) onOutlines(offered);
}

/** True of an edge that is no closed wall, leaves out what belongs to the floor, or takes in what does not. */
function isEdgeUnsure({ isAssumed, heldRatio }: FoundOutline, summary: LevelSummary): boolean {
  return isAssumed === true || heldRatio < surelyHeldRatio || isOutlineDoubted(summary);
}

/** Describes what stands on a level, whatever bounds it. */
interface LevelElements {
  bays: Point[][];
  columns: FoundColumn[];
  walls: WallLine[];
  windows: WallLine[];
  /** Windows as lines that close a wall. */
  panes: OpeningLine[];
  openings: OpeningLine[];
  columnSides: ReadonlySet<DrawingPath>;
}

/** The first three steps. */
function recogniseElements(
  id: string,
  level: LevelDrawing,
  { givenOutline, onStep }: Pick<RecogniseOptions, 'givenOutline' | 'onStep'>,
): LevelElements {
  if (!givenOutline) checkCrossingOutlines(id, level);
  const bays = recogniseBays(level);
  const amongWalls = columnsAmongWalls(level);
  const columns = recogniseColumns(level, amongWalls.shapes);
  onStep?.();
  const wallPaths = level.drawing.paths.filter((path) => !amongWalls.sides.has(path));
  const drawnWalls = recogniseWalls(wallPaths, level.classOf);
  const windows = windowLines(level, drawnWalls);
  onStep?.();
  const joined = joinThroughColumns([...drawnWalls, ...windows], columns);
  const walls = joined.filter(({ isWindow }) => !isWindow);
  const panes = joined.filter(({ isWindow }) => isWindow).map(paneLine);
  if (walls.length === 0) throw new DrawingError(id, say('no-walls'), say('walls-as-drawn'));
  const openings = recogniseOpenings(level, walls);
  onStep?.();
  return { bays, columns, walls, windows, panes, openings, columnSides: amongWalls.sides };
}

/** The level's elements without elevations, sections and other plans close beside it. */
function withoutOtherViews(
  { drawing }: LevelDrawing,
  id: string,
  elements: LevelElements,
  { warnings, leftOut, givenOutline }: Pick<RecogniseOptions, 'warnings' | 'leftOut' | 'givenOutline'>,
): LevelElements {
  const { walls, windows, panes, openings, columns, bays, columnSides } = elements;
  const things = {
    walls: walls.map(({ a, b }) => [a, b] as const),
    openings: [...openings, ...panes].map(({ start, end }) => [start, end] as const),
    columns: columns.map(({ center }) => center),
    bays: bays.map(meanPoint),
    doors: [
      ...openings.map(({ start }) => start),
      ...drawing.paths.filter(isDoorSwing).map(({ arc }) => arc!.center),
    ],
  };
  const { dropped, isDropped } = findMainView(things, givenOutline && boundsOf(givenOutline));
  if (dropped.length === 0) return elements;
  for (const view of dropped) {
    const { minX, minY, maxX, maxY } = view.bounds;
    const location = describeLocation([(minX + maxX) / 2, (minY + maxY) / 2]);
    leftOut.push({
      ...{ name: location, why: 'part', bays: view.bays, columns: view.columns },
      wallsM: Math.round(2 * view.wallsM),
    });
    warnings.push(
      importWarning(
        'view-dropped',
        id,
        say('warning-view-dropped', {
          location,
          width: (maxX - minX).toFixed(0),
          depth: (maxY - minY).toFixed(0),
          wall: view.wallsM.toFixed(0),
        }),
      ),
    );
  }
  const isOfPlan = ({ a }: WallLine) => !isDropped(a);
  const isOpeningOfPlan = ({ start }: OpeningLine) => !isDropped(start);
  return {
    walls: walls.filter(isOfPlan),
    windows: windows.filter(isOfPlan),
    panes: panes.filter(isOpeningOfPlan),
    openings: openings.filter(isOpeningOfPlan),
    columns: columns.filter(({ center }) => !isDropped(center)),
    bays: bays.filter((bay) => !isDropped(meanPoint(bay))),
    columnSides,
  };
}

function readHeights(
  level: LevelDrawing,
  found: Pick<FoundLevel, 'elevationM' | 'clearHeightM'>,
  outline: readonly Point[],
): void {
  const all = levelMarks(level.drawing.texts);
  const within = all.filter(({ position }) => ringContains(outline, position));
  found.elevationM ??= prevailingMark(within.length > 0 ? within : all);
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
    warnings.push(importWarning('no-bays', id, say('warning-no-bays')));
  }
  if (found.columns.length === 0) {
    warnings.push(importWarning('no-columns', id, say('warning-no-columns')));
  }
  const floorM2 = Math.abs(signedArea(found.outline));
  const uncountedM2 = found.rooms.reduce(
    (sum, room) => sum + (zoneKindRow(room.kind).isClosed ? room.areaM2 : 0),
    0,
  );
  if (uncountedM2 > maxUncountedRatio * floorM2) {
    const percent = Math.round((100 * uncountedM2) / floorM2);
    warnings.push(importWarning('floor-uncounted', id, say('warning-floor-uncounted', { percent })));
  }
  const lost = bays - found.bays.length + columns - found.columns.length;
  if (lost > 0) {
    warnings.push(importWarning('outside-dropped', id, say('warning-outside-dropped', { count: lost })));
  }
}

/** Rooms and trays that a feeder network can use: equipment rooms, power, shafts and cable trays. */
function recogniseFacilities(
  { drawing, classOf }: LevelDrawing,
  locations: readonly NamedLocation[],
  rooms: readonly Pick<FoundRoom, 'polygon' | 'areaM2'>[] = [],
): FoundFacility[] {
  const found = locations.flatMap(({ meaning: { facility }, position, name }): FoundFacility[] => {
    if (!facility) return [];
    const room = rooms.find(({ polygon }) => ringContains(polygon, position));
    // What is called a closet and is as large as a room is one for equipment.
    const isRoom = facilityKindRow(facility).isShaft && room !== undefined && room.areaM2 > largestClosetM2;
    return [{ kind: isRoom ? equipmentRoomKind : facility, position, name }];
  });
  const labels = drawing.texts.filter(({ text }) => /桥架|线槽|TRAY/i.test(foldTraditional(text)));
  const trays: Point[][] = [];
  for (const path of drawing.paths) {
    if (classOf(path) !== 'tray' || path.closed || path.source === 'hatch') continue;
    if (distance(path.points[0], path.points[path.points.length - 1]) < 1) continue;
    // Both edges of a tray may be drawn: one of them stands for it.
    if (trays.length >= largestTrayCount) break;
    if (trays.some((tray) => besides(tray, path.points))) continue;
    trays.push(path.points);
    const [a, b] = path.points;
    const label = labels
      .map((text) => ({ name: text.text.trim(), gap: awayFrom(text.position, a, b) }))
      .sort((p, q) => p.gap - q.gap)[0];
    found.push(
      label && label.gap < 2
        ? { kind: trayKind, path: path.points, name: label.name }
        : { kind: trayKind, path: path.points },
    );
  }
  return found;
}

function besides(tray: readonly Point[], points: readonly Point[]): boolean {
  if (tray.length !== points.length) return false;
  const same = tray.every((point, i) => distance(point, points[i]) < 0.7);
  return same || tray.every((point, i) => distance(point, points[points.length - 1 - i]) < 0.7);
}

function awayFrom(point: Point, a: Point, b: Point): number {
  const length = distance(a, b) || 1;
  const t = Math.max(
    0,
    Math.min(1, ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / (length * length)),
  );
  return Math.hypot(point[0] - a[0] - t * (b[0] - a[0]), point[1] - a[1] - t * (b[1] - a[1]));
}
