import {
  distance,
  type Language,
  type LocalizedProblem,
  languages,
  type Point,
  PointGrid,
  type Problem,
  pointInMetres,
  problemIn,
  requireObject,
  requireOneOf,
  say,
} from '../core/index.ts';
import { type AntennaType, antennaType, antennaTypes, radiatesAlongPath } from './antenna-types.ts';
import { heightWarnings } from './check-heights.ts';
import { columnDistanceM, isOnFloor } from './level-floor.ts';
import { cutLevel, type OpeningCut } from './level-walls.ts';
import {
  centreLine,
  hasLength,
  maxObliqueDeg,
  maxOffsetM,
  onCentreLineMm,
  onLineM,
  shortestSegmentM,
} from './opening-fit.ts';
import { requirePlan } from './plan-profile.ts';
import { planPlausibilityWarnings, plausibilityWarnings } from './plausibility.ts';
import type { Column, Level, Opening, Plan } from './schema.ts';
import { unlikelyLevels } from './unlikely-levels.ts';
import { unlikelyNetwork } from './unlikely-network.ts';
import { unlikelyRadio } from './unlikely-radio.ts';
import { unusualNumbers } from './usual-values.ts';

/** How the openings of a level stand in its walls: where their leaves are, and which lie in no wall. */
/** `in-wall`: it takes a stretch of a wall; `in-gap`: it stands between two things that stand; `in-no-wall`: neither. */
type OpeningSeat = 'in-wall' | 'in-gap' | 'in-no-wall';

/** An opening as it is computed and drawn. */
export interface PlacedOpening {
  opening: Opening;
  seat: OpeningSeat;
  /**
   * Ends of its leaf, metres. An opening beside its wall's centre line or oblique to it has its leaf on that
   * line, between the ends of what is left of the wall; all others stand where the plan says, to the bit.
   */
  start: Point;
  end: Point;
}

/** Parts of a level that decide how its openings stand. */
type OpenedLevel = Pick<Level, 'walls' | 'openings' | 'columns'>;

interface Cached {
  walls: Level['walls'];
  columns: Level['columns'];
  placed: readonly PlacedOpening[];
}

const none: readonly never[] = [];
const cached = new WeakMap<readonly Opening[], Cached>();

/** The openings of a level, in its order. */
export function placedOpenings(level: OpenedLevel): readonly PlacedOpening[] {
  requireObject('level', level);
  const { walls, columns, openings } = level;
  if (!openings || openings.length === 0) return none;
  const known = cached.get(openings);
  if (known && known.walls === walls && known.columns === columns) return known.placed;
  const placed = placeAll(level, openings);
  cached.set(openings, { walls, columns, placed });
  return placed;
}

/** Likely mistakes of a plan: each with its path. Nothing is refused for them. */
export function planWarnings(plan: Plan, language: Language = 'en'): Problem[] {
  requirePlan(plan);
  requireOneOf('language', language, languages);
  const warnings = [
    ...antennaWarnings(plan),
    ...planPlausibilityWarnings(plan),
    ...unusualNumbers(plan),
    ...unlikelyLevels(plan.levels),
    ...unlikelyRadio(plan),
    ...unlikelyNetwork(plan),
    ...plan.levels.flatMap((level, index) => [
      ...heightWarnings(level, `levels[${index}]`),
      ...openingWarnings(level, `levels[${index}]`),
      ...plausibilityWarnings(level, `levels[${index}]`),
    ]),
  ];
  return warnings.map((warning) => problemIn(warning, language));
}

function placeAll(level: OpenedLevel, openings: readonly Opening[]): PlacedOpening[] {
  const { cutsOf, closesGap, fits } = cutLevel(level);
  const alongside = new Uint8Array(openings.length);
  for (const fit of fits) for (const index of fit?.alongside ?? none) alongside[index] = 1;
  let held: Uint8Array | undefined;
  const isHeld = (index: number) => {
    held ??= heldEnds(level, openings);
    return held[2 * index] === 1 && held[2 * index + 1] === 1;
  };
  return openings.map((opening, index): PlacedOpening => {
    const { start, end } = opening;
    const cuts = cutsOf[index].filter(({ cut }) => cut.toM - cut.fromM > shortestSegmentM);
    if (cuts.length > 0) {
      return { opening, seat: 'in-wall', start: leafEnd(opening, 0, cuts), end: leafEnd(opening, 1, cuts) };
    }
    const isInGap =
      hasLength(opening) && (closesGap[index] === 1 || (alongside[index] === 0 && isHeld(index)));
    return { opening, seat: isInGap ? 'in-gap' : 'in-no-wall', start, end };
  });
}

/** The corner of the hole in the nearest wall that this end lies along; else as far along the nearest wall's line. */
function leafEnd(opening: Opening, end: 0 | 1, cuts: readonly OpeningCut[]): Point {
  const openingEnd = end === 0 ? opening.start : opening.end;
  const within = cuts.filter(({ cut }) => cut.ends[end].isWithin);
  const [nearest] = [...(within.length > 0 ? within : cuts)].sort(
    (a, b) => a.cut.ends[end].sideM - b.cut.ends[end].sideM,
  );
  const at = nearest.cut.ends[end];
  // On the line it is where the plan says, rounded by whoever computes on millimetres.
  if (at.sideM <= onLineM) return openingEnd;
  return pointInMetres(onCentreLineMm(centreLine(nearest.wall), openingEnd, at, at.alongM));
}

/** [opening count, 2]: 1 where a wall, a column or an opening that is itself held is at the end. */
function heldEnds(level: OpenedLevel, openings: readonly Opening[]): Uint8Array {
  const held = new Uint8Array(2 * openings.length);
  for (const fit of cutLevel(level).fits) {
    for (const { opening, end } of fit?.jambs ?? none) held[2 * opening + end] = 1;
  }
  holdAtColumns(held, openings, level.columns ?? none);
  holdAtOpenings(held, openings);
  return held;
}

function holdAtColumns(held: Uint8Array, openings: readonly Opening[], columns: readonly Column[]): void {
  const grid = new PointGrid(4);
  columns.forEach((column, index) => {
    const [x, y] = column.center;
    const reachM = (column.radiusM ?? Math.hypot(...(column.sizeM as Point)) / 2) + maxOffsetM;
    grid.add(index, x - reachM, y - reachM, x + reachM, y + reachM);
  });
  for (let item = 0; item < held.length; item += 1) {
    if (held[item] === 1) continue;
    const point = endOf(openings, item);
    const near = grid.near(point[0], point[1], point[0], point[1]);
    if (near.some((index) => columnDistanceM(columns[index], point) <= maxOffsetM)) held[item] = 1;
  }
}

/** Two doors in one gap hold each other where they meet, as long as one of them is held by something that stands. */
function holdAtOpenings(held: Uint8Array, openings: readonly Opening[]): void {
  const free = new PointGrid(4);
  for (let item = 0; item < held.length; item += 1) {
    if (held[item] === 0) free.add(item, ...endOf(openings, item));
  }
  const queue = openings.flatMap((_, index) => (held[2 * index] + held[2 * index + 1] > 0 ? [index] : []));
  const isQueued = new Set(queue);
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const [x, y] of [openings[next].start, openings[next].end]) {
      for (const item of free.near(x - maxOffsetM, y - maxOffsetM, x + maxOffsetM, y + maxOffsetM)) {
        const index = item >> 1;
        if (index === next || held[item] === 1) continue;
        if (distance([x, y], endOf(openings, item)) > maxOffsetM) continue;
        held[item] = 1;
        if (isQueued.has(index)) continue;
        isQueued.add(index);
        queue.push(index);
      }
    }
  }
}

function endOf(openings: readonly Opening[], item: number): Point {
  return item % 2 === 0 ? openings[item >> 1].start : openings[item >> 1].end;
}

function antennaWarnings(plan: Plan): LocalizedProblem[] {
  return plan.antennas.flatMap((antenna, index) => {
    const level = plan.levels.find((candidate) => candidate.id === antenna.level);
    if (!level) return [];
    const at = `antennas[${index}]`;
    const warnings: LocalizedProblem[] = [];
    const outside = antenna.path?.findIndex((point) => !isOnFloor(level, point)) ?? -1;
    if (radiatesAlongPath(antenna) && antenna.path) {
      if (outside >= 0) {
        warnings.push({
          at: `${at}.path[${outside}]`,
          found: say('antenna-through', {
            id: antenna.id,
            place: antenna.path[outside].join(', '),
            level: level.id,
          }),
          expected: say('inside-outline'),
        });
      }
      if (distance(antenna.position, antenna.path[0]) > 0.001) {
        warnings.push({
          at: `${at}.position`,
          found: say('cable-begins-elsewhere', { place: antenna.position.join(', ') }),
          expected: say('cable-first-place', { place: antenna.path[0].join(', ') }),
        });
      }
    } else if (!isOnFloor(level, antenna.position)) {
      warnings.push({
        at: `${at}.position`,
        found: say('antenna-outside', {
          id: antenna.id,
          place: antenna.position.join(', '),
          level: level.id,
        }),
        expected: say('inside-outline'),
      });
    }
    if (antenna.heightM > level.clearHeightM) {
      warnings.push({
        at: `${at}.heightM`,
        found: say('antenna-too-high', { height: antenna.heightM, clear: level.clearHeightM }),
        expected: say('under-ceiling'),
      });
    }
    for (const [key, isUsed] of Object.entries(keysOfSomeTypes)) {
      if (antenna[key] === undefined || isUsed(antennaType(antenna.type))) continue;
      const type = [...antennaTypes.values()].find(isUsed)?.id ?? '';
      warnings.push({
        at: `${at}.${key}`,
        found: say('key-of-other-type', { type: antenna.type }),
        expected: say('type-or-no-key', { type }),
      });
    }
    return warnings;
  });
}

const keysOfSomeTypes: Readonly<Record<string, (row: AntennaType) => boolean>> = {
  azimuthDeg: ({ direction }) => direction !== 'none',
  downtiltDeg: ({ direction }) => direction !== 'none',
  pattern: ({ pattern }) => pattern.formula === 'sector',
  path: ({ extent }) => extent === 'line',
  cable: ({ extent }) => extent === 'line',
};

/** Openings that lie in no wall: each with its path in the plan, id, level and position. */
function openingWarnings(level: Level, at: string): LocalizedProblem[] {
  return placedOpenings(level).flatMap(({ opening: { id }, seat, start, end }, index) => {
    if (seat !== 'in-no-wall') return [];
    const point = [0, 1].map((axis) => ((start[axis] + end[axis]) / 2).toFixed(2)).join(', ');
    return [
      {
        at: `${at}.openings[${index}]`,
        found: say('opening-in-no-wall', { id, place: point, level: level.id }),
        expected: say('in-a-wall', { beside: maxOffsetM, oblique: maxObliqueDeg }),
      },
    ];
  });
}
