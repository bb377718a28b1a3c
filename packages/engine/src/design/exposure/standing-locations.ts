import type { Point } from '../../core/index.ts';
import {
  type Level,
  type PlanPoint,
  pointKindRow,
  requiredPointKinds,
  zoneKindRow,
} from '../../plan/index.ts';
import { buildGrid, cellKind, fillPolygon, markCells } from '../../radio/index.ts';
import { cellAt } from './cell-at.ts';
import { type HeadLimits, type StandingKind, standingKinds } from './exposure.ts';
import { fractionAt } from './exposure-field.ts';
import type { Emitter } from './level-emitters.ts';
import { type FoundLocation, improve, searchNear } from './search-worst.ts';

/** Whoever uses a charger, a gate or a payment point stands so near to it, metres. */
export const standingM = 1;
/** Side of the squares on which the kind of a location is decided, metres. */
const cellM = 0.5;
/** Points of a kind that are searched, those first whose own location gets most. */
const maxPoints = 8;

export interface StandingSearch {
  emitters: readonly Emitter[];
  limits: HeadLimits;
  isFloor(x: number, y: number): boolean;
  /** A net over the floor, in any order. */
  net: Iterable<FoundLocation>;
  /** The level's own emitters, each with the worst head near it, the worst first. */
  near: readonly { emitter: Emitter; worst: FoundLocation }[];
}

/**
 * The head that gets most in each kind of location that a level has: bays, lanes and lobbies, and within a metre of
 * points.
 */
export function worstStanding(level: Level, search: StandingSearch): Map<StandingKind, FoundLocation> {
  const kindAt = floorKinds(level);
  const ofNet = new Map<StandingKind, FoundLocation>();
  for (const location of search.net) {
    const kind = kindAt(location.x, location.y);
    if (kind && location.shareRatio > (ofNet.get(kind)?.shareRatio ?? 0)) ofNet.set(kind, location);
  }
  const worst = new Map<StandingKind, FoundLocation>();
  for (const kind of standingKinds) {
    const points = (level.points ?? []).filter((point) => kindOfPoint(point) === kind);
    const isNear = (x: number, y: number) =>
      points.some(({ position }) => Math.hypot(x - position[0], y - position[1]) <= standingM);
    const isHere = (x: number, y: number) => search.isFloor(x, y) && (kindAt(x, y) === kind || isNear(x, y));
    const start = ofNet.get(kind);
    const starts = [...(start ? [start] : []), ...pointLocations(points, search, isHere)];
    const best = worstWhere(starts, isHere, search);
    if (best) worst.set(kind, best);
  }
  return worst;
}

/** Searches from the starts, and from each emitter near which a head may get more than the best so far. */
function worstWhere(
  starts: readonly FoundLocation[],
  isHere: (x: number, y: number) => boolean,
  { emitters, limits, near }: StandingSearch,
): FoundLocation | undefined {
  let best: FoundLocation | undefined;
  const take = (found: FoundLocation | undefined) => {
    if (found && found.shareRatio > (best?.shareRatio ?? 0)) best = found;
  };
  for (const start of starts) take(improve(start, emitters, isHere, limits));
  for (const { emitter, worst } of near) {
    if (worst.shareRatio <= (best?.shareRatio ?? 0)) break;
    take(searchNear(emitter, emitters, isHere, limits));
  }
  return best;
}

/** Worst location beside each point, heads at their highest; the worst points first. */
function pointLocations(
  points: readonly PlanPoint[],
  { emitters, limits }: StandingSearch,
  isHere: (x: number, y: number) => boolean,
): FoundLocation[] {
  const heightM = limits.highestHeadM;
  return points
    .flatMap(({ position }) => {
      const locations = pointsAround(position)
        .filter(([x, y]) => isHere(x, y))
        .map(([x, y]) => ({ x, y, heightM, shareRatio: fractionAt(emitters, { x, y, heightM }, limits) }));
      return locations.sort(byFraction).slice(0, 1);
    })
    .sort(byFraction)
    .slice(0, maxPoints);
}

function pointsAround([x, y]: Point): Point[] {
  const ring = Array.from({ length: 8 }, (_, index): Point => {
    const angleRad = (2 * Math.PI * index) / 8;
    return [x + 0.8 * standingM * Math.cos(angleRad), y + 0.8 * standingM * Math.sin(angleRad)];
  });
  return [[x, y], ...ring];
}

/** The worst first. */
export function byFraction(a: { shareRatio: number }, b: { shareRatio: number }): number {
  return b.shareRatio - a.shareRatio;
}

function kindOfPoint({ kind }: PlanPoint): StandingKind | undefined {
  if (pointKindRow(kind).isLobby) return 'lobby';
  return requiredPointKinds.find((required) => required === kind);
}

/**
 * Kind of floor at a location: bays, lobbies, and the rest of the counted floor as lanes; undefined
 * elsewhere.
 */
function floorKinds(level: Level): (x: number, y: number) => StandingKind | undefined {
  const grid = buildGrid(level, cellM);
  const cells = markCells(level, grid);
  const lobbies = new Uint8Array(cells.length);
  for (const { kind, polygon } of level.zones ?? []) {
    if (zoneKindRow(kind).isLobby) fillPolygon(lobbies, grid, polygon, 1);
  }
  return (x, y) => {
    const cell = cellAt(grid, x, y);
    if (cell === undefined || cells[cell] === cellKind.none) return undefined;
    if (lobbies[cell] === 1) return 'lobby';
    return cells[cell] === cellKind.inBay ? 'bay' : 'lane';
  };
}
