import type { Antenna, Level, Plan, Point } from '@diku/engine';
import { antennaLocation, isAimed, radiatesAlongPath } from '@diku/engine/plan';
import type { DrawDefaults, ToolName } from '../store/edit-state.ts';
import { addRecords } from '../store/edits/change-records.ts';
import { freeId, takenIds } from '../store/edits/copy-selection.ts';
import { areWithinPlan } from '../store/edits/shift-record.ts';
import type { PlanChange } from '../store/plan-change.ts';
import type { PlanRecord, RecordKind, RecordRef } from '../store/plan-records.ts';
import { nearestOnSegment, toSegmentM } from '../store/plane-geometry.ts';
import { roundCm } from './stay-in-level.ts';

/** Drawing rule of a thing: the number of points, and what they make. */
export interface DrawnThing {
  kind: RecordKind;
  /** So many points make one, or as many as are given until Enter. */
  points: 1 | 2 | 'many';
  closed: boolean;
  /** The end of one is the start of the next. */
  chains: boolean;
  /** Letter that its ids begin with. */
  letter: string;
  /** Undefined where the points make none. */
  make(context: DrawContext): Omit<PlanRecord, 'id'> | undefined;
}

export interface DrawContext {
  plan: Plan;
  level: Level;
  points: readonly Point[];
  defaults: DrawDefaults;
}

/** Shorter is a slip of the hand, metres. */
const minM = 0.02;

/** Every tool that draws something of the plan. */
export const drawnThings: Partial<Record<ToolName, DrawnThing>> = {
  wall: {
    ...line('wall', 'W', 2),
    chains: true,
    make: ({ points: [start, end], defaults }) => ({
      start,
      end,
      thicknessM: defaults.wallThicknessM,
      material: defaults.wallMaterial,
    }),
  },
  opening: {
    ...line('opening', 'D', 2),
    make: ({ level, points: [start, end], defaults }) => {
      const wall = wallUnder(level, start);
      const ends = wall ? [start, end].map((point) => onLine(wall.start, wall.end, point)) : [start, end];
      if (isShort(ends[0], ends[1])) return undefined;
      return { start: ends[0], end: ends[1], kind: defaults.openingKind, state: defaults.openingState };
    },
  },
  column: {
    ...spot('column', 'C'),
    make: ({ level, points: [center], defaults }) => {
      const like = nearest(level.columns ?? [], ({ center }) => center, center);
      if (like?.radiusM !== undefined && !like.sizeM) return { center, radiusM: like.radiusM };
      return { center, sizeM: like?.sizeM ?? defaults.columnSizeM, angleDeg: like?.angleDeg ?? 0 };
    },
  },
  zone: {
    ...area('zone', 'Z'),
    make: ({ points, defaults }) => ({ kind: defaults.zoneKind, polygon: [...points] }),
  },
  ramp: { ...area('zone', 'R'), make: ({ points }) => ({ kind: 'ramp', polygon: [...points] }) },
  bay: {
    kind: 'bay',
    letter: 'P',
    points: 2,
    closed: true,
    chains: false,
    make: ({ level, points }) => ({ polygon: bayRing(level, points) }),
  },
  point: {
    ...spot('point', 'E'),
    make: ({ points: [position], defaults }) => ({ kind: defaults.pointKind, position }),
  },
  room: {
    ...spot('facility', 'F'),
    make: ({ points: [position], defaults }) => ({ kind: defaults.facilityKind, position }),
  },
  tray: {
    ...area('facility', 'T'),
    closed: false,
    make: ({ points }) => ({ kind: 'tray', path: [...points] }),
  },
  place: {
    ...spot('antenna', 'ANT'),
    make: ({ plan, level, points: [[x, y]] }) => newAntenna(plan, level, [x, y]),
  },
};

function line(kind: RecordKind, letter: string, points: 2) {
  return { kind, letter, points, closed: false, chains: false };
}

function spot(kind: RecordKind, letter: string) {
  return { kind, letter, points: 1 as const, closed: false, chains: false };
}

function area(kind: RecordKind, letter: string) {
  return { kind, letter, points: 'many' as const, closed: true, chains: false };
}

/** The change that adds what the points make, and its name; undefined where they make nothing. */
export function drawThing(
  thing: DrawnThing,
  context: DrawContext,
): { change: PlanChange; ref: RecordRef } | undefined {
  const { plan, level, points } = context;
  const min = thing.points === 'many' ? (thing.closed ? 3 : 2) : thing.points;
  if (points.length < min || !areWithinPlan(points)) return undefined;
  if (thing.points === 2 && isShort(points[0], points[1])) return undefined;
  const made = thing.make(context);
  if (!made) return undefined;
  const taken = takenIds(plan, thing.kind, level.id);
  const given = (made as { id?: string }).id ?? `${thing.letter}${taken.size + 1}`;
  const ref = { kind: thing.kind, level: level.id, id: freeId(given, taken, level.id) };
  const change = addRecords(plan, [
    { ref, record: Object.assign({ id: '' }, made, { id: ref.id }) as PlanRecord },
  ]);
  return change && { change, ref };
}

/** The two ends of a bay's diagonal as its corners, turned as the nearest bay is. */
export function bayRing(level: Level, [a, b]: readonly Point[]): Point[] {
  const like = nearest(level.bays ?? [], ({ polygon }) => polygon[0], a);
  const [from, to] = like?.polygon ?? [
    [0, 0],
    [1, 0],
  ];
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const along = dx * cos + dy * sin;
  const corner: Point = [round(a[0] + along * cos), round(a[1] + along * sin)];
  const other: Point = [round(a[0] + b[0] - corner[0]), round(a[1] + b[1] - corner[1])];
  return [a, corner, b, other];
}

/** The wall whose axis is nearest to a point that lies on it. */
export function wallUnder(level: Level, point: Point) {
  let best: NonNullable<Level['walls']>[number] | undefined;
  let bestM = Infinity;
  for (const wall of level.walls ?? []) {
    const awayM = toSegmentM(wall.start, wall.end, point);
    if (awayM > wall.thicknessM / 2 + 0.05 || awayM >= bestM) continue;
    best = wall;
    bestM = awayM;
  }
  return best;
}

function onLine(start: Point, end: Point, point: Point): Point {
  const [x, y] = nearestOnSegment(start, end, point);
  return [round(x), round(y)];
}

function isShort([ax, ay]: Point, [bx, by]: Point): boolean {
  return Math.hypot(bx - ax, by - ay) < minM;
}

function nearest<Item>(items: readonly Item[], locationOf: (item: Item) => Point, to: Point) {
  let best: Item | undefined;
  let bestM = Infinity;
  for (const item of items) {
    const [x, y] = locationOf(item);
    const awayM = Math.hypot(x - to[0], y - to[1]);
    if (awayM >= bestM) continue;
    best = item;
    bestM = awayM;
  }
  return best;
}

function round(valueM: number): number {
  return Math.round(valueM * 1e6) / 1e6;
}

/** Like the nearest antenna of the level where there is one, 0.1 m under the ceiling otherwise; never a cable. */
function newAntenna(plan: Plan, level: Level, position: Point): Antenna {
  const distanceM = (antenna: Antenna) => {
    const [x, y] = antennaLocation(antenna);
    return Math.hypot(x - position[0], y - position[1]);
  };
  const [nearest] = plan.antennas
    .filter((antenna) => antenna.level === level.id && !radiatesAlongPath(antenna))
    .sort((a, b) => distanceM(a) - distanceM(b));
  let number = plan.antennas.length + 1;
  const taken = new Set(plan.antennas.map((antenna) => antenna.id));
  while (taken.has(`ANT${number}-${level.id}`)) number++;
  const { azimuthDeg, downtiltDeg, pattern } = nearest ?? {};
  const direction = nearest && isAimed(nearest) ? { azimuthDeg, downtiltDeg, pattern } : {};
  return {
    ...direction,
    id: `ANT${number}-${level.id}`,
    level: level.id,
    position: [roundCm(position[0]), roundCm(position[1])],
    heightM: nearest?.heightM ?? roundCm(level.clearHeightM - 0.1),
    type: nearest?.type ?? 'ceiling-omni',
    cell: nearest?.cell ?? 'S1',
    carriers: nearest?.carriers ?? ['*'],
  };
}
