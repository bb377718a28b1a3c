/** Bounds a level: by what the drawing states, by closed walls, else by the likeliest of the edges that its floor may have. */
import {
  counterClockwise,
  DrawingError,
  meanPoint,
  type Point,
  ringContains,
  say,
  signedArea,
  simplifyRing,
} from '../../../core/index.ts';
import { noWalls } from '../../drawing/check-extent.ts';
import { thingClasses } from '../../drawing/layer-classes.ts';
import { type ImportWarning, importWarning, type LevelDrawing } from '../../drawing/level-drawing.ts';
import { touchesItself } from '../../drawing/untangle-ring.ts';
import { tuning } from '../../tuning.ts';
import { checkDensity, checkSize, insideLevel, isBeyondGarages, wallsHeldRatio } from '../check-outline.ts';
import type { OpeningLine } from '../openings/opening-line.ts';
import { columnCorners, type FoundColumn } from '../recognise-columns.ts';
import type { WallLine } from '../walls/wall-line.ts';
import {
  assumedOutline,
  chooseOutline,
  enclosingOutline,
  gapClosings,
  isMostlyOpen,
  type StandingThings,
} from './choose-outline.ts';
import { closeWideGaps, type GapClosing } from './close-ramp-gaps.ts';
import { traceRegions } from './level-graph.ts';
import { minimumClosure } from './minimum-closure.ts';
import { evaluateOutlines, type OutlineCandidate, outlineCandidates } from './outline-candidates.ts';
import { type FoundOutline, recogniseOutline } from './recognise-outline.ts';
import type { NamedLocation } from './recognise-rooms.ts';

const { smallestOutlineM2 } = tuning.recogniseLevel;
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

/** Says of a level's outline all that planner, format and layers know. */
export interface OutlineOptions {
  warnings: ImportWarning[];
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
}

/** Walls and things of a level, whatever its edge is. */
interface Bounding {
  walls: WallLine[];
  windows: WallLine[];
  openings: OpeningLine[];
  columns: FoundColumn[];
  bays: Point[][];
}

/** The floor's outline, and what else it could be. */
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
export function boundLevel(
  id: string,
  level: LevelDrawing,
  { walls, windows, openings, columns, bays }: Bounding,
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
  }: OutlineOptions & {
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
  { candidates, warnings }: Pick<BoundedLevel, 'candidates'> & Pick<OutlineOptions, 'warnings'>,
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
