import {
  boundsOf,
  closedLoops,
  counterClockwise,
  DrawingError,
  distance,
  distanceToRing,
  foldTraditional,
  lineIntersection,
  meanPoint,
  type Point,
  perimeter,
  pointAlong,
  ringContains,
  say,
  segmentsCross,
  signedArea,
  simplifyRing,
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
import { noWalls } from '../drawing/check-extent.ts';
import type { DrawingPath, DrawingText } from '../drawing/drawing.ts';
import { thingClasses, wallClasses } from '../drawing/layer-classes.ts';
import {
  describeLocation,
  type ImportWarning,
  importWarning,
  type LevelDrawing,
} from '../drawing/level-drawing.ts';
import { touchesItself } from '../drawing/untangle-ring.ts';
import { tuning } from '../tuning.ts';
import { checkDensity, checkSize, insideLevel, isBeyondGarages, wallsHeldRatio } from './check-outline.ts';
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
import { columnCorners, type FoundColumn, recogniseColumns } from './recognise-columns.ts';
import { type FoundCompartments, recogniseCompartments } from './recognise-compartments.ts';
import { type FoundPoint, recognisePoints } from './recognise-points.ts';
import { type FoundSleeve, recogniseSleeves } from './recognise-sleeves.ts';
import {
  assumedOutline,
  chooseOutline,
  enclosingOutline,
  gapClosings,
  isMostlyOpen,
  muchMoreDrawn,
  type StandingThings,
  warnOfOutline,
} from './rooms/choose-outline.ts';
import { closeRampGaps, closeWideGaps, type GapClosing } from './rooms/close-ramp-gaps.ts';
import { traceRegions } from './rooms/level-graph.ts';
import { minimumClosure } from './rooms/minimum-closure.ts';
import { evaluateOutlines, type OutlineCandidate, outlineCandidates } from './rooms/outline-candidates.ts';
import { type FoundOutline, recogniseOutline } from './rooms/recognise-outline.ts';
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
const {
  smallestOutlineM2,
  minOverlapM,
  largestClosetM2,
  largestTrayCount,
  maxUncountedRatio,
  maxStrayNames,
} = tuning.recogniseLevel;
const {
  surelyHeldRatio,
  minClosureConfidence,
  closureMargin,
  maxClosedWallsRatio,
  fewestColumnsOut,
  minRingWallsRatio,
  maxRings,
  maxRingCorners,
} = tuning.roomsChooseOutline;

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

export interface RecogniseOptions {
  warnings: ImportWarning[];
  /** Gets the views that are drawn beside the plan. */
  leftOut: LeftOut[];
  /** Allows a floor bounded around the things that stand on it where outer walls do not close. */
  mayAssumeOutline: boolean;
  /** A layer's name says that walls are drawn on it; else their shape alone tells them. */
  areWallsNamed: boolean;
  /** The floor's edge as the planner drew it: nothing else bounds the level. */
  givenOutline?: readonly Point[];
  /** The candidate for the floor's edge that the planner chose, from 1. */
  givenRank?: number;
  /** Told of the edges that the floor may have, where the one recognised is in doubt or refused. */
  onOutlines?: (candidates: OutlineCandidate[]) => void;
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

interface BoundedLevel {
  outline: FoundOutline;
  /** The edge that the drawing gives as a guess. */
  edge: FoundOutline | undefined;
  /** The outline that the level has if nobody says another. */
  recognised: FoundOutline | undefined;
  /** Every edge that the floor may have. */
  candidates: (taken?: FoundOutline) => OutlineCandidate[];
}

/** The floor's outline. Throws `DrawingError` where none can be told. */
function boundLevel(
  id: string,
  level: LevelDrawing,
  { walls, windows, openings, columns, bays }: LevelElements,
  {
    regions,
    closing,
    bridges,
    locations,
    bayCenters,
    mayAssumeOutline,
    areWallsNamed,
    givenOutline,
    givenRank,
    onOutlines,
    warnings,
  }: RecogniseOptions & {
    regions: ReturnType<typeof traceRegions>;
    /** Openings and windows: they close the walls they are in. */
    closing: readonly OpeningLine[];
    bridges: readonly WallLine[];
    locations: readonly NamedLocation[];
    bayCenters: readonly Point[];
  },
): BoundedLevel {
  const inside = [...bayCenters, ...columns.map((column) => column.center)];
  const isNamed = (ring: readonly Point[]) => locations.some((each) => ringContains(ring, each.position));
  const traced = statedOutline(level, inside) ?? recogniseOutline(regions, inside, isNamed);
  const standing = { walls, windows, openings, columns: columns.map(columnCorners), bays };
  const edge = floorEdge(level, inside, walls);
  const bridge = (gapClosing: GapClosing) => {
    const gaps = closeWideGaps(walls, bridges, bays.flatMap(sidesOfRing), gapClosing);
    if (gaps.length === 0) return undefined;
    const found = recogniseOutline(traceRegions(walls, closing, [...bridges, ...gaps]), inside, isNamed);
    return found && { ...found, by: 'assumed' as const };
  };
  const chosen = chooseOutline(traced, walls, {
    ...{ hasThings: inside.length > 0, edge },
    bridge: (gapClosing) => (mayAssumeOutline ? bridge(gapClosing) : undefined),
    assume: () => (mayAssumeOutline ? assumedOutline(standing) : undefined),
    enclose: (reachM) => (mayAssumeOutline ? enclosingOutline(standing, { reachM }) : undefined),
  });
  const others = once(() => otherOutlines(level, chosen ?? traced, { standing, inside }));
  const recognised = mayAssumeOutline ? likelierOutline(chosen, others, { standing, inside }) : chosen;
  const candidates = (taken?: FoundOutline) => {
    const known = [recognised, chosen, traced, edge, ...gapClosings.map(bridge), ...others()];
    return outlineCandidates(standing, { inside, bridges, taken, others: known });
  };
  const ring = givenOutline ?? candidateGiven(id, givenRank, { candidates, warnings });
  const given = ring && outlineAsGiven(ring, traced, inside);
  const bounding = given ?? recognised;
  if (bounding?.isAssumed && !areWallsNamed && isMostlyOpen(bounding, standing)) throw noWalls(level.drawing);
  return {
    outline: checkedOutline(id, bounding, walls, () => onOutlines?.(candidates())),
    edge: given ? undefined : edge,
    recognised,
    candidates,
  };
}

/** The cheapest edge, with the holes of the one that was traced, and lines that are drawn around the floor. */
function otherOutlines(
  level: LevelDrawing,
  traced: FoundOutline | undefined,
  { standing, inside }: { standing: StandingThings; inside: readonly Point[] },
): FoundOutline[] {
  const cheapest = withHolesOf(minimumClosure(standing, inside), traced);
  return [...(cheapest ? [cheapest] : []), ...drawnRings(level, standing, inside)];
}

/** The outline chosen, or another where that is in doubt and what is drawn speaks more for the other. */
function likelierOutline(
  chosen: FoundOutline | undefined,
  others: () => readonly FoundOutline[],
  { standing, inside }: { standing: StandingThings; inside: readonly Point[] },
): FoundOutline | undefined {
  // A file that supposes an edge knows more than its lines.
  if (chosen?.by === 'floor-edge') return chosen;
  if (chosen?.by === 'stated') return chosen;
  // Where no bay or column tells what belongs to the floor, walls outside do.
  const leavesWallsOut = () =>
    inside.length === 0 && evaluateOutlines(standing, inside, [chosen!])[0].wallsRatio < maxClosedWallsRatio;
  if (chosen && !chosen.isAssumed && chosen.heldRatio >= surelyHeldRatio && !leavesWallsOut()) return chosen;
  const whole = others().filter(({ outline }) => !touchesItself(outline));
  const [likeliest] = evaluateOutlines(standing, inside, whole)
    .map((evaluated, i) => ({ found: whole[i], evaluated }))
    .sort((p, q) => q.evaluated.confidence - p.evaluated.confidence);
  if (!likeliest) return chosen;
  if (!chosen) return likeliest.found;
  const [one] = evaluateOutlines(standing, inside, [chosen]);
  // Bays alone may stand in a yard; columns and walls are part of the building.
  const columnsOut = standing.columns.filter((ring) => !insideLevel(meanPoint(ring), chosen, 1)).length;
  const isCutOff = one.wallsRatio < maxClosedWallsRatio || columnsOut >= fewestColumnsOut;
  if (!chosen.isAssumed && !isCutOff) return chosen;
  const { confidence } = likeliest.evaluated;
  const isLikelier = confidence > one.confidence + closureMargin;
  return isLikelier && confidence >= minClosureConfidence ? likeliest.found : chosen;
}

/** The edge with the holes of another that lie inside it. */
function withHolesOf(
  found: FoundOutline | undefined,
  other: FoundOutline | undefined,
): FoundOutline | undefined {
  if (!found || !other) return found;
  const holes = other.holes.filter((hole) => hole.every((point) => ringContains(found.outline, point)));
  const { doubtedHolesM2 } = other;
  return { ...found, holes, ...(holes.length > 0 && doubtedHolesM2 !== undefined ? { doubtedHolesM2 } : {}) };
}

/** The same result of a function that is called once, when it is asked for. */
function once<T>(make: () => T): () => T {
  let made: { result: T } | undefined;
  return () => {
    made ??= { result: make() };
    return made.result;
  };
}

/** The outline, unless no garage has one like it. Throws `DrawingError`, after others are offered. */
function checkedOutline(
  id: string,
  chosen: FoundOutline | undefined,
  walls: readonly WallLine[],
  offer: () => void,
): FoundOutline {
  try {
    if (!chosen) throw new DrawingError(id, say('walls-enclose-nothing'), say('outer-wall'));
    checkSize(id, chosen.outline);
    checkDensity(id, chosen, walls);
    return chosen;
  } catch (error) {
    if (!isBeyondGarages(walls.flatMap(({ a, b }) => [a, b]))) offer();
    throw error;
  }
}

/** The edge of a rank, from 1; a warning where there is none. */
function candidateGiven(
  id: string,
  rank: number | undefined,
  { candidates, warnings }: Pick<BoundedLevel, 'candidates'> & Pick<RecogniseOptions, 'warnings'>,
): Point[] | undefined {
  if (rank === undefined) return undefined;
  const { ring } = candidates()[rank - 1] ?? {};
  if (!ring) {
    const told = say('warning-outline-rank', { level: id, rank });
    warnings.push(importWarning('correction-unusable', id, told));
  }
  return ring;
}

/** The outline that the planner drew, with the holes that were found inside it. */
function outlineAsGiven(
  given: readonly Point[],
  traced: FoundOutline | undefined,
  inside: readonly Point[],
): FoundOutline {
  const outline = counterClockwise([...given]);
  const holes = (traced?.holes ?? []).filter((hole) => hole.every((point) => ringContains(outline, point)));
  const held = inside.filter((point) => ringContains(outline, point)).length;
  return {
    outline,
    holes,
    by: 'given',
    heldRatio: inside.length > 0 ? held / inside.length : 1,
    ...(holes.length > 0 ? { doubtedHolesM2: traced?.doubtedHolesM2 } : {}),
  };
}

function sidesOfRing(ring: readonly Point[]): [Point, Point][] {
  return ring.map((a, i): [Point, Point] => [a, ring[(i + 1) % ring.length]]);
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

/**
 * The outline that the drawing itself gives as closed lines of a class: the largest one; others inside it are holes.
 * Undefined where there is none. `inside` are points that must be on the floor (bays, columns). `outline` bounds the
 * level; `floor-edge` is a guess for where outer walls do not close.
 */
function statedOutline(
  level: LevelDrawing,
  inside: readonly Point[],
  layerClass: 'outline' | 'floor-edge' = 'outline',
): FoundOutline | undefined {
  const paths = level.drawing.paths.filter(
    (path) => path.closed && path.points.length > 2 && level.classOf(path) === layerClass,
  );
  const rings = paths
    .map(({ points }) => counterClockwise(simplifyRing(points)))
    .sort((a, b) => Math.abs(signedArea(b)) - Math.abs(signedArea(a)));
  const [outline, ...others] = rings;
  if (!outline) return undefined;
  const holes = others.filter((ring) => ring.every((point) => ringContains(outline, point)));
  const { heldRatio } = outlineOfRing(outline, inside);
  const { floor } = paths.find(({ stated }) => stated?.floor)?.stated ?? {};
  const isGuess = layerClass === 'floor-edge';
  return { outline, holes, by: isGuess ? 'floor-edge' : 'stated', heldRatio, isAssumed: isGuess, floor };
}

/**
 * The edge of the floor that the file supposes, or that its drawer drew: a line around a slab. A line that leaves out
 * walls is the edge of something else.
 */
function floorEdge(
  level: LevelDrawing,
  inside: readonly Point[],
  walls: readonly WallLine[],
): FoundOutline | undefined {
  const edge = statedOutline(level, inside, 'floor-edge');
  if (!edge || edge.floor) return edge;
  return wallsHeldRatio(edge, walls) < minRingWallsRatio ? undefined : edge;
}

/**
 * Closed lines of layers whose names say nothing, or of areas, that hold nearly all walls: the drawer's own edge of the
 * floor, it may be, or one that runs around a site. The tightest first.
 */
function drawnRings(level: LevelDrawing, standing: StandingThings, inside: readonly Point[]): FoundOutline[] {
  const rings = level.drawing.paths
    .filter((path) => path.closed && path.source === 'polyline' && path.points.length > 3)
    .filter((path) => !thingClasses.has(level.classOf(path)) && path.points.length <= maxRingCorners)
    .map(({ points }) => counterClockwise(simplifyRing(points)))
    .filter((ring) => Math.abs(signedArea(ring)) >= smallestOutlineM2)
    .map((outline) => ({ ...outlineOfRing(outline, inside), isDrawn: true }))
    .filter((found) => wallsHeldRatio(found, standing.walls) >= minRingWallsRatio);
  return rings
    .sort((p, q) => Math.abs(signedArea(p.outline)) - Math.abs(signedArea(q.outline)))
    .slice(0, maxRings);
}

function outlineOfRing(outline: Point[], inside: readonly Point[]): FoundOutline {
  const held = inside.filter((point) => ringContains(outline, point)).length;
  const heldRatio = inside.length > 0 ? held / inside.length : 1;
  return { outline, holes: [], by: 'floor-edge', heldRatio, isAssumed: true };
}

/** Refuses a level in which two large outlines cross: two levels or variants drawn over each other. */
function checkCrossingOutlines(id: string, { drawing, classOf }: LevelDrawing): void {
  const rings: Point[][] = [];
  const lines: [Point, Point][] = [];
  for (const path of drawing.paths) {
    if (!wallClasses.has(classOf(path)) || path.source === 'hatch') continue;
    if (path.closed) rings.push(path.points);
    else addLines(path, lines);
  }
  rings.push(...closedLoops(lines));
  const outlines = rings.filter((ring) => {
    const areaM2 = Math.abs(signedArea(ring));
    return ring.length <= 2000 && areaM2 >= smallestOutlineM2 && (2 * areaM2) / perimeter(ring) > 1.2;
  });
  for (let i = 0; i < outlines.length; i++) {
    for (let j = i + 1; j < Math.min(outlines.length, i + 200); j++) {
      const location = crossing(outlines[i], outlines[j]);
      if (!location || !straddles(outlines[i], outlines[j]) || !straddles(outlines[j], outlines[i])) continue;
      throw new DrawingError(
        say('near-place', { level: id, place: describeLocation(location) }),
        say('outlines-cross'),
        say('one-outline'),
      );
    }
  }
}

function addLines(path: DrawingPath, lines: [Point, Point][]): void {
  for (let i = 1; i < path.points.length; i++) lines.push([path.points[i - 1], path.points[i]]);
}

/** Corners well inside and well outside of the other ring. */
function straddles(ring: readonly Point[], other: readonly Point[]): boolean {
  const far = ring.filter((point) => distanceToRing(other, point) > minOverlapM);
  const inside = far.filter((point) => ringContains(other, point)).length;
  // A cross of two bars has no corner inside: its edges run through.
  return inside < far.length && far.length > 0;
}

function crossing(p: readonly Point[], q: readonly Point[]): Point | undefined {
  const a = boundsOf(p);
  const b = boundsOf(q);
  if (a.maxX < b.minX || b.maxX < a.minX || a.maxY < b.minY || b.maxY < a.minY) return undefined;
  for (let i = 0; i < p.length; i++) {
    const p1 = p[(i + 1) % p.length];
    for (let j = 0; j < q.length; j++) {
      const q1 = q[(j + 1) % q.length];
      if (!segmentsCross(p[i], p1, q[j], q1)) continue;
      const hit = lineIntersection(p[i], p1, q[j], q1);
      if (hit && deepCrossing(p[i], p1, q[j], q1, hit)) return pointAlong(p[i], p1, hit.t);
    }
  }
  return undefined;
}

/** The edges go on for a while on both sides of where they cross. */
function deepCrossing(a: Point, b: Point, c: Point, d: Point, hit: { t: number; u: number }): boolean {
  const first = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const second = Math.hypot(d[0] - c[0], d[1] - c[1]);
  return (
    Math.min(hit.t, 1 - hit.t) * first > minOverlapM && Math.min(hit.u, 1 - hit.u) * second > minOverlapM
  );
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
