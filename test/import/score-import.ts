import { distance, midpoint } from '../support/points.ts';
/** Scores an imported plan against a garage truth: the project's yardstick, in TypeScript. */

import type { Level, Plan } from '@diku/engine';
import type { ImportedLevel } from '@diku/engine/plan';
import type { GarageTruth, TruthLevel } from './garage-truth.ts';

export type { GarageTruth, TruthLevel } from './garage-truth.ts';

type Point = readonly [number, number] | readonly number[];
type Segment = readonly [Point, Point];

export interface LevelScore {
  wallRecall: number;
  wallPrecision: number;
  wallLengthRatio: number;
  columnRatio: number;
  openingRatio: number;
  bayRatio: number;
  pointRatio: number;
  areaError: number;
}

const toleranceM = 0.2;

/** Scores per level name; a level the import lacks scores undefined. */
export function scoreImport(
  plan: Plan,
  levels: readonly ImportedLevel[],
  truth: GarageTruth,
): Record<string, LevelScore | undefined> {
  const scores: Record<string, LevelScore | undefined> = {};
  for (const level of truth.levels) {
    const imported = levels.find((candidate) => candidate.id === level.name);
    const found = plan.levels.find((candidate) => candidate.id === level.name);
    scores[level.name] = imported && found && scoreLevel(found, imported, level, truth);
  }
  return scores;
}

/** Truth coordinates of a level to plan coordinates, through the drawing. */
export function truthToPlan(
  truth: GarageTruth,
  levelName: string,
  imported: ImportedLevel,
): (point: Point) => [number, number] {
  const { transform } = truth.dxf;
  const [ox, oy] = transform.level_offset[levelName];
  return (point) => {
    const turned = rotate([point[0] + ox, point[1] + oy], transform.rotation_deg);
    const x = turned[0] * transform.units_per_metre + transform.offset[0];
    const y = turned[1] * transform.units_per_metre + transform.offset[1];
    const m = imported.transform.metresPerUnit;
    const back = rotate([x * m, y * m], imported.transform.rotationDeg);
    return [back[0] + imported.transform.translation[0], back[1] + imported.transform.translation[1]];
  };
}

function scoreLevel(
  found: Level,
  imported: ImportedLevel,
  level: TruthLevel,
  truth: GarageTruth,
): LevelScore {
  const point = truthToPlan(truth, level.name, imported);
  const all = level.walls.map((wall): Segment => [point(wall.a), point(wall.b)]);
  // Ramps outside the outline are optional.
  const due = all.filter((_, i) => level.walls[i].kind !== 'ramp_wall');
  const planned = (found.walls ?? []).map((wall): Segment => [wall.start, wall.end]);
  const dueSamples = due.flatMap(samples);
  const plannedSamples = planned.flatMap(samples);
  const near = (points: Point[], segments: Segment[]) => {
    const grid = new SegmentGrid(segments);
    return points.filter((point) => grid.near(point, toleranceM)).length;
  };
  const things = levelThings(found, level, point);
  const ratio = ({ truth: due, found: given, matched }: ThingCounts, strict = true) =>
    due === 0 ? 1 : matched / Math.max(due, strict ? given : 0);
  const planArea =
    ringArea(found.outline) - (found.holes ?? []).reduce((sum, hole) => sum + ringArea(hole), 0);
  const areas = [level.outline, level.inner_outline].map((parts) =>
    parts.reduce(
      (sum, { exterior, holes }) =>
        sum + ringArea(exterior) - holes.reduce((inner, hole) => inner + ringArea(hole), 0),
      0,
    ),
  );
  return {
    wallRecall: near(dueSamples, planned) / Math.max(1, dueSamples.length),
    wallPrecision: near(plannedSamples, all) / Math.max(1, plannedSamples.length),
    wallLengthRatio: near(plannedSamples, due) / Math.max(1, dueSamples.length),
    columnRatio: ratio(things.column),
    openingRatio: ratio(things.opening, false),
    bayRatio: ratio(things.bay),
    pointRatio: Math.min(...pointKinds.map((kind) => ratio(things[kind]))),
    areaError: Math.min(...areas.map((area) => Math.abs(planArea - area) / area)),
  };
}

/** Things of one kind: true ones, found ones, and those of both at one location. */
export interface ThingCounts {
  truth: number;
  found: number;
  matched: number;
}

const pointTypes = { charger: 'charger', gate: 'gate', payment: 'payment_point', 'lift-lobby': 'lift_lobby' };
const pointKinds = Object.keys(pointTypes) as (keyof typeof pointTypes)[];
type ThingKind = 'column' | 'opening' | 'bay' | (typeof pointKinds)[number];

/** Things of all levels by kind; those of a level that the import lacks are not found. */
export function countThings(
  plan: Plan,
  levels: readonly ImportedLevel[],
  truth: GarageTruth,
): Record<ThingKind, ThingCounts> {
  const sum = {} as Record<ThingKind, ThingCounts>;
  for (const level of truth.levels) {
    const imported = levels.find(({ id }) => id === level.name);
    const found = plan.levels.find(({ id }) => id === level.name);
    const counted =
      imported && found
        ? levelThings(found, level, truthToPlan(truth, level.name, imported))
        : levelThings({}, level, ([x, y]) => [x, y]);
    for (const [kind, counts] of Object.entries(counted) as [ThingKind, ThingCounts][]) {
      const { truth: due = 0, found: given = 0, matched: both = 0 } = sum[kind] ?? {};
      sum[kind] = {
        truth: due + counts.truth,
        found: given + counts.found,
        matched: both + counts.matched,
      };
    }
  }
  return sum;
}

function levelThings(
  found: Pick<Level, 'columns' | 'openings' | 'bays' | 'points'>,
  level: TruthLevel,
  point: (point: Point) => [number, number],
): Record<ThingKind, ThingCounts> {
  const count = (expected: Point[], given: readonly Point[], reachM: number): ThingCounts => ({
    truth: expected.length,
    found: given.length,
    matched: matched(expected, given, reachM),
  });
  const pointsOf = (kind: keyof typeof pointTypes) =>
    count(
      level.pois.filter(({ type }) => type === pointTypes[kind]).map(({ x, y }) => point([x, y])),
      (found.points ?? []).filter((each) => each.kind === kind).map(({ position }) => position),
      1.5,
    );
  return {
    column: count(
      level.columns.map(({ x, y }) => point([x, y])),
      (found.columns ?? []).map(({ center }) => center),
      0.2,
    ),
    opening: count(
      level.doors.map(({ a, b }) => point(midpoint(a, b))),
      (found.openings ?? []).map(({ start, end }) => midpoint(start, end)),
      0.6,
    ),
    bay: count(
      level.bays.map(({ x, y }) => point([x, y])),
      (found.bays ?? []).map(({ polygon }) => mean(polygon)),
      0.5,
    ),
    ...(Object.fromEntries(pointKinds.map((kind) => [kind, pointsOf(kind)])) as Record<
      (typeof pointKinds)[number],
      ThingCounts
    >),
  };
}

function rotate(point: Point, angleDeg: number): [number, number] {
  const angle = (angleDeg * Math.PI) / 180;
  return [
    Math.cos(angle) * point[0] - Math.sin(angle) * point[1],
    Math.sin(angle) * point[0] + Math.cos(angle) * point[1],
  ];
}

function mean(points: readonly Point[]): [number, number] {
  const sum = points.reduce((total: number[], point) => [total[0] + point[0], total[1] + point[1]], [0, 0]);
  return [sum[0] / points.length, sum[1] / points.length];
}

export function ringArea(ring: readonly Point[]): number {
  let doubled = 0;
  ring.forEach((a, i) => {
    const b = ring[(i + 1) % ring.length];
    doubled += a[0] * b[1] - b[0] * a[1];
  });
  return Math.abs(doubled) / 2;
}

function samples([a, b]: Segment): Point[] {
  const count = Math.max(1, Math.round(distance(a, b) / 0.25));
  return Array.from({ length: count }, (_, i): Point => {
    const t = (i + 0.5) / count;
    return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
  });
}

/** Expected locations that find a given one of their own, nearest first come. */
function matched(expected: readonly Point[], given: readonly Point[], reachM: number): number {
  const used = new Set<number>();
  let hits = 0;
  for (const point of expected) {
    let best = -1;
    let bestGap = reachM;
    given.forEach((candidate, i) => {
      const gap = distance(point, candidate);
      if (!used.has(i) && gap <= bestGap) {
        bestGap = gap;
        best = i;
      }
    });
    if (best < 0) continue;
    used.add(best);
    hits++;
  }
  return hits;
}

class SegmentGrid {
  private readonly cells = new Map<string, Set<number>>();

  constructor(private readonly segments: readonly Segment[]) {
    segments.forEach(([a, b], k) => {
      const count = Math.max(1, Math.round(distance(a, b) / 0.5));
      for (let i = 0; i <= count; i++) {
        const x = a[0] + ((b[0] - a[0]) * i) / count;
        const y = a[1] + ((b[1] - a[1]) * i) / count;
        const key = `${Math.floor(x / 2)},${Math.floor(y / 2)}`;
        const cell = this.cells.get(key);
        if (cell) cell.add(k);
        else this.cells.set(key, new Set([k]));
      }
    });
  }

  near(point: Point, reachM: number): boolean {
    const x = Math.floor(point[0] / 2);
    const y = Math.floor(point[1] / 2);
    for (let i = -1; i <= 1; i++) {
      for (let j = -1; j <= 1; j++) {
        for (const k of this.cells.get(`${x + i},${y + j}`) ?? []) {
          if (distanceTo(point, this.segments[k]) <= reachM) return true;
        }
      }
    }
    return false;
  }
}

function distanceTo(point: Point, [a, b]: Segment): number {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const squared = dx * dx + dy * dy;
  const t =
    squared === 0 ? 0 : Math.max(0, Math.min(1, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / squared));
  return Math.hypot(point[0] - a[0] - t * dx, point[1] - a[1] - t * dy);
}
