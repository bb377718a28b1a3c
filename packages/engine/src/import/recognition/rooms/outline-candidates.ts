import {
  boundsOf,
  distance,
  midpoint,
  type Phrase,
  type Point,
  perimeter,
  say,
  signedArea,
} from '../../../core/index.ts';
import { touchesItself } from '../../drawing/untangle-ring.ts';
import { tuning } from '../../tuning.ts';
import { insideLevel } from '../check-outline.ts';
import type { WallLine } from '../walls/wall-line.ts';
import { enclosingOutline, openEdge, type StandingThings } from './choose-outline.ts';
import { floorWalls } from './minimum-closure.ts';
import type { FoundOutline } from './recognise-outline.ts';

const {
  closedReachesM,
  hullReachM,
  maxAreaDifference,
  minOverlapRatio,
  scanRows,
  finestM,
  maxCells,
  maxCorners,
  minOfBest,
  maxCandidates,
  fewestThings,
  thingsPower,
  cornerRatio,
  mostCorners,
  drawnLineCredit,
  spurWidthM,
  maxSpurCorners,
} = tuning.roomsOutlineCandidates;

/**
 * Describes how an edge was made: as the file states or supposes it, along walls that close, with the gaps between ends of
 * walls closed, around what stands there with gaps up to a width closed, or as a hull of all of it.
 */
export type OutlineMethod = 'stated' | 'floor-edge' | 'walls' | 'gaps' | 'closing' | 'closure' | 'hull';

/** One edge that the floor of a level may have, with what speaks for it. Lengths and coordinates are metres. */
export interface OutlineCandidate {
  method: OutlineMethod;
  /** Widest gap that was closed, m; of `closing` and `hull` alone. */
  closedGapM?: number;
  ring: Point[];
  /** Area of the floor without its holes, m². */
  areaM2: number;
  /** Length of the edge, m. */
  lengthM: number;
  /** Fraction of that length which runs along walls, windows, openings and columns. */
  drawnRatio: number;
  /** Longest stretch along which nothing is drawn, m. */
  longestGapM: number;
  /** Fraction of bays and columns that it holds; 1 where there are none. */
  thingsRatio: number;
  /** Fraction of the length of walls that it holds. */
  wallsRatio: number;
  /**
   * `drawnRatio` · `thingsRatio`⁴ · `wallsRatio` · what corners leave, each 0.003 of it: a bay left out counts most, and of
   * two edges the straighter is the likelier. Where a line of another kind runs along all of the edge, what is not along
   * walls counts for 0.35.
   */
  confidence: number;
  /** It is the edge that the level has. */
  isTaken: boolean;
}

interface KnownOutlines {
  /** Middles of bays and columns. */
  inside: readonly Point[];
  /** Lines across the outer wall where ramps leave. */
  bridges: readonly WallLine[];
  /** The one that the level has, whoever said so. */
  taken: FoundOutline | undefined;
  /** Those that were made on the way, the one that was recognised first. */
  others: readonly (FoundOutline | undefined)[];
}

/**
 * Every edge that the floor may have, the likeliest first; one that is nearly the same as another is given once. Those
 * that cross themselves are left out.
 */
export function outlineCandidates(
  things: StandingThings,
  { inside, bridges, taken, others }: KnownOutlines,
): OutlineCandidate[] {
  const drawn = drawnLines(things);
  const walls = floorWalls(things.walls, inside);
  // Ramps lie beyond the floor that bays and columns tell; without those every room may belong to it.
  const hasOpenRooms = inside.length < fewestThings;
  const closed = hasOpenRooms ? things : { ...things, walls: [...things.walls, ...bridges] };
  const bounds = boundsOf([...things.walls.flatMap(({ a, b }) => [a, b]), ...inside]);
  const [widthM, depthM] = [bounds.maxX - bounds.minX, bounds.maxY - bounds.minY];
  const wide = [...closedReachesM, hullReachM].map((reachM) => {
    const cellM = Math.max(finestM, Math.sqrt(((widthM + 2 * reachM) * (depthM + 2 * reachM)) / maxCells));
    const found = enclosingOutline(closed, { reachM, cellM, hasOpenRooms });
    return found && { ...found, outline: withoutSpurs(found.outline) };
  });
  const all = [...others, ...wide].filter((each) => each !== undefined);
  const { minY, maxY } = boundsOf(all.flatMap(({ outline }) => outline));
  const rows = { fromY: minY, stepM: (maxY - minY) / scanRows };
  const takenSpans = taken && spansOf(taken.outline, rows);
  const found: { candidate: OutlineCandidate; spans: RowSpans }[] = [];
  for (const outline of all) {
    if (outline.outline.length > maxCorners || touchesItself(outline.outline)) continue;
    const spans = spansOf(outline.outline, rows);
    if (found.some((each) => isSame(each.spans, spans))) continue;
    const isTaken = takenSpans !== undefined && isSame(spans, takenSpans);
    found.push({ candidate: evaluate(outline, { walls, inside, drawn, isTaken }), spans });
  }
  const ranked = found.map(({ candidate }) => candidate).sort((p, q) => q.confidence - p.confidence);
  const lowest = minOfBest * (ranked[0]?.confidence ?? 0);
  return ranked.filter(({ confidence, isTaken }) => isTaken || confidence >= lowest).slice(0, maxCandidates);
}

/** Measures of edges that the floor may have, by what is drawn. */
export function evaluateOutlines(
  things: StandingThings,
  inside: readonly Point[],
  outlines: readonly FoundOutline[],
): OutlineCandidate[] {
  const drawn = drawnLines(things);
  const walls = floorWalls(things.walls, inside);
  return outlines.map((each) => evaluate(each, { walls, inside, drawn, isTaken: false }));
}

/** The ring without what runs out along a wall and back: walls of ramps that the floor ends at. */
function withoutSpurs(ring: readonly Point[]): Point[] {
  const points = [...ring];
  for (let i = 0; i < points.length; i++) {
    for (let reach = Math.min(maxSpurCorners, points.length - 4); reach > 1; reach--) {
      const spur = Array.from({ length: reach + 1 }, (_, k) => points[(i + k) % points.length]);
      if (!isSpur(spur)) continue;
      const from = i + 1;
      const ahead = Math.min(reach - 1, points.length - from);
      points.splice(from, ahead);
      points.splice(0, reach - 1 - ahead);
      break;
    }
  }
  return points;
}

/** True of a part of a ring that ends beside where it begins and is nowhere wider than a wall. */
function isSpur(part: readonly Point[]): boolean {
  const first = part[0];
  const last = part[part.length - 1];
  if (distance(first, last) > spurWidthM) return false;
  const lengthM = perimeter(part);
  return lengthM > 4 * spurWidthM && 2 * Math.abs(signedArea(part)) < spurWidthM * lengthM;
}

function evaluate(
  found: FoundOutline,
  {
    walls,
    inside,
    drawn,
    isTaken,
  }: {
    /** Those that are to stand on the floor. */
    walls: readonly WallLine[];
    inside: readonly Point[];
    drawn: readonly (readonly [Point, Point])[];
    isTaken: boolean;
  },
): OutlineCandidate {
  const { outline: ring, holes, closedGapM } = found;
  const { openRatio, longestM } = openEdge(ring, drawn);
  const lengthM = perimeter(ring);
  const held = inside.filter((point) => insideLevel(point, { outline: ring, holes: [] }, 0.5)).length;
  const thingsRatio = inside.length > 0 ? held / inside.length : 1;
  let wallsM = 0;
  let heldM = 0;
  for (const { a, b } of walls) {
    const wallM = distance(a, b);
    wallsM += wallM;
    if (insideLevel(midpoint(a, b), { outline: ring, holes: [] }, 1)) heldM += wallM;
  }
  const drawnRatio = 1 - openRatio;
  const wallsRatio = wallsM > 0 ? heldM / wallsM : 1;
  const lineRatio = found.isDrawn ? drawnLineCredit * openRatio : 0;
  const straightRatio = 1 - cornerRatio * Math.min(mostCorners, ring.length);
  return {
    method: methodOf(found),
    ...(closedGapM === undefined ? {} : { closedGapM }),
    ring,
    areaM2: Math.abs(signedArea(ring)) - holes.reduce((sum, hole) => sum + Math.abs(signedArea(hole)), 0),
    lengthM,
    drawnRatio,
    longestGapM: longestM,
    thingsRatio,
    wallsRatio,
    confidence: (drawnRatio + lineRatio) * thingsRatio ** thingsPower * wallsRatio * straightRatio,
    isTaken,
  };
}

function methodOf({ by, closedGapM, isCheapest }: FoundOutline): OutlineMethod {
  if (by === 'stated' || by === 'floor-edge' || by === 'walls') return by;
  if (isCheapest) return 'closure';
  if (closedGapM === undefined) return 'gaps';
  return closedGapM < 2 * hullReachM ? 'closing' : 'hull';
}

/** How a candidate was made, in words. */
export function outlineMethodPhrase({ method, closedGapM }: OutlineCandidate): Phrase {
  return method === 'closing'
    ? say('outline-by-closing', { gapM: closedGapM ?? 0 })
    : say(`outline-by-${method}`);
}

/** Lines that bound a floor: walls, windows, openings and the sides of columns. */
function drawnLines({ walls, windows, openings, columns }: StandingThings): (readonly [Point, Point])[] {
  return [
    ...[...walls, ...windows].map(({ a, b }) => [a, b] as const),
    ...openings.map(({ start, end }) => [start, end] as const),
    ...columns.flatMap((ring) => ring.map((a, i) => [a, ring[(i + 1) % ring.length]] as const)),
  ];
}

/** Intervals along x that a ring covers on each of equally distant lines. */
type RowSpans = readonly (readonly number[])[];

function spansOf(ring: readonly Point[], { fromY, stepM }: { fromY: number; stepM: number }): RowSpans {
  return Array.from({ length: scanRows }, (_, row) => {
    const y = fromY + (row + 0.5) * stepM;
    const crossings: number[] = [];
    ring.forEach((a, i) => {
      const b = ring[(i + 1) % ring.length];
      if (a[1] > y !== b[1] > y) crossings.push(a[0] + ((y - a[1]) * (b[0] - a[0])) / (b[1] - a[1]));
    });
    return crossings.sort((p, q) => p - q);
  });
}

/** True of two rings of about one area that cover about the same. */
function isSame(one: RowSpans, two: RowSpans): boolean {
  const [oneM, twoM] = [coveredM(one), coveredM(two)];
  if (Math.abs(oneM - twoM) > maxAreaDifference * Math.max(oneM, twoM)) return false;
  let commonM = 0;
  one.forEach((spans, row) => {
    const others = two[row];
    for (let i = 0; i + 1 < spans.length; i += 2) {
      for (let j = 0; j + 1 < others.length; j += 2) {
        commonM += Math.max(0, Math.min(spans[i + 1], others[j + 1]) - Math.max(spans[i], others[j]));
      }
    }
  });
  return commonM > minOverlapRatio * (oneM + twoM - commonM);
}

function coveredM(rows: RowSpans): number {
  let sumM = 0;
  for (const spans of rows) for (let i = 0; i + 1 < spans.length; i += 2) sumM += spans[i + 1] - spans[i];
  return sumM;
}
