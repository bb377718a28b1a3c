/** @module-tag thorough */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ImportResult, importDrawing } from '@diku/engine';
import type { Evidence } from '@diku/engine/import';
import { beforeAll, describe, expect, it } from 'vitest';
import { evidenceTable, sureFrom } from '../../packages/engine/src/import/index.ts';
import { isLong } from '../support/is-long.ts';
import { distance, midpoint } from '../support/points.ts';
import { zoneKindsOf } from './recognition-support/score-details.ts';
import { type GarageTruth, truthToPlan } from './score-import.ts';

const folder = fileURLToPath(new URL('../../../shared/data/garages/', import.meta.url));
const names = [
  ...['g01_clean_rect', 'g02_clean_L', 'g03_typ_two_level', 'g04_typ_U', 'g05_typ_ring', 'g06_typ_linked'],
  ...['g07_hard_two_level', 'g08_hard_U_linked', 'g09_hard_dense_ring'],
  // As much as all others together.
  ...(isLong ? ['g10_huge_two_level'] : []),
];

type Point = readonly number[];

/** One conclusion of the import and whether the truth agrees. */
interface Scored {
  code: string;
  confidence: number;
  isRight: boolean;
  isAsked: boolean;
  what: string;
}

describe.skipIf(!existsSync(folder))('confidence on garages with a known answer', () => {
  const scored: Scored[] = [];
  const doubtCounts: number[] = [];
  beforeAll(async () => {
    for (const name of names) {
      const truth = JSON.parse(readFileSync(`${folder}${name}.truth.json`, 'utf8')) as GarageTruth;
      const result = await importDrawing(readFileSync(`${folder}${name}.dxf`));
      scored.push(...score(result, truth, name));
      doubtCounts.push(result.doubts.length);
    }
  }, 60_000);

  it('of what is marked 0.9 and more, at least 95 % is right', () => {
    const sure = scored.filter(({ confidence }) => confidence >= sureFrom);
    const right = sure.filter(({ isRight }) => isRight).length;
    expect(sure.length).toBeGreaterThan(isLong ? 15_000 : 5000);
    expect(right / sure.length).toBeGreaterThanOrEqual(0.95);
  });

  it('every kind of evidence that makes sure is right as often as the table says, in 20 cases or more', () => {
    const codes = new Map<string, Scored[]>();
    for (const each of scored) codes.set(each.code, [...(codes.get(each.code) ?? []), each]);
    const overrated = [...codes]
      .filter(([, members]) => members.length >= 20 && members[0].confidence >= sureFrom)
      .map(([code, members]) => ({
        code,
        claimed: evidenceTable[code as keyof typeof evidenceTable],
        right: members.filter(({ isRight }) => isRight).length / members.length,
      }))
      .filter(({ claimed, right }) => right < claimed - 0.02);
    expect(codes.size).toBeGreaterThan(20);
    expect(overrated).toEqual([]);
  });

  it('of what is wrong, nine tenths are asked about', () => {
    const wrong = scored.filter(({ isRight }) => !isRight);
    const silent = wrong.filter(({ isAsked }) => !isAsked).map(({ what, code }) => `${what} ${code}`);
    expect(wrong.length).toBeGreaterThan(50);
    expect(silent.length, silent.join('\n')).toBeLessThanOrEqual(0.1 * wrong.length);
  });

  it('a garage asks at most ten questions', () => {
    expect(Math.max(...doubtCounts)).toBeLessThanOrEqual(10);
  });
});

const pointKinds: Record<string, string> = {
  charger: 'charger',
  gate: 'gate',
  payment_point: 'payment',
  lift_lobby: 'lift-lobby',
};

function score({ plan, levels, evidence, doubts }: ImportResult, truth: GarageTruth, name: string): Scored[] {
  const asked = new Set(doubts.map(({ id }) => id));
  return truth.levels.flatMap((level) => {
    const imported = levels.find(({ id }) => id === level.name)!;
    const found = plan.levels.find(({ id }) => id === level.name)!;
    const point = truthToPlan(truth, level.name, imported);
    const walls = level.walls.map((wall) => ({ ...wall, a: point(wall.a), b: point(wall.b) }));
    const doors = level.doors.map((door) => ({ ...door, at: point(midpoint(door.a, door.b)) }));
    const rooms = level.rooms.map((room) => ({ ...room, polygon: room.polygon.map(point) }));
    const ramps = level.ramps.map(({ polygon }) => polygon.map(point));
    const near = (points: readonly { x: number; y: number }[], at: Point, reachM: number) =>
      points.some(({ x, y }) => distance(point([x, y]), at) < reachM);
    const answers: Partial<Record<Evidence['kind'], (each: Evidence) => Partial<Record<string, boolean>>>> = {
      level: () => ({
        'level-name': true,
        elevation: Math.abs(found.elevationM - level.elevation) < 0.01,
      }),
      wall: ({ id, at }) => {
        const wall = found.walls!.find((candidate) => candidate.id === id)!;
        const alike = walls
          .filter(({ a, b }) => Math.abs(sine(a, b, wall.start, wall.end)) < 0.15)
          .map((candidate) => ({ candidate, gapM: away(at, candidate.a, candidate.b) }))
          .sort((p, q) => p.gapM - q.gapM)[0];
        if (!alike || alike.gapM > 0.2) return { wall: false };
        const cast = alike.candidate.material === 'concrete_rc';
        return {
          wall: true,
          'wall-thickness': Math.abs(alike.candidate.thickness - wall.thicknessM) < 0.03,
          'wall-material': cast === (wall.material === 'reinforced-concrete'),
        };
      },
      opening: ({ id, at }) => {
        const opening = found.openings!.find((candidate) => candidate.id === id)!;
        const here = doors.filter((door) => distance(door.at, at) < 0.6);
        if (here.length === 0) return { opening: false };
        return {
          opening: true,
          'opening-kind': here.some(({ type }) => type.replace('_', '-') === opening.kind),
        };
      },
      column: ({ at }) => ({ column: near(level.columns, at, 0.2) }),
      bay: ({ at }) => ({ bay: near(level.bays, at, 0.5) }),
      point: ({ id, at }) => {
        const { kind } = found.points!.find((candidate) => candidate.id === id)!;
        return {
          point: near(
            level.pois.filter(({ type }) => pointKinds[type] === kind),
            at,
            1.5,
          ),
        };
      },
      zone: ({ id, at }) => {
        const { kind } = found.zones!.find((candidate) => candidate.id === id)!;
        if (kind === 'ramp') return { zone: ramps.some((ring) => holds(ring, at) || rim(ring, at) < 5) };
        const room = rooms.find(({ polygon }) => holds(polygon, at));
        return { zone: room !== undefined && zoneKindsOf(room.kind).includes(kind) };
      },
    };
    return evidence
      .filter((each) => each.level === level.name)
      .flatMap((each) =>
        Object.entries(answers[each.kind]?.(each) ?? {}).map(([topic, isRight = false]): Scored => {
          const facet = each.facets.find((candidate) => candidate.topic === topic)!;
          return {
            code: facet.reason.code,
            confidence: facet.confidence,
            isRight,
            isAsked: asked.has(facet.group),
            what: `${name} ${each.id}`,
          };
        }),
      );
  });
}

function sine(a: Point, b: Point, c: Point, d: Point): number {
  const cross = (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0]);
  return cross / (distance(a, b) * distance(c, d));
}

/** Distance from a point to a segment. */
function away(p: Point, a: Point, b: Point): number {
  const squared = distance(a, b) ** 2 || 1;
  const along = ((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / squared;
  const t = Math.max(0, Math.min(1, along));
  return distance(p, [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]);
}

function rim(ring: readonly Point[], p: Point): number {
  return Math.min(...ring.map((corner, i) => away(p, corner, ring[(i + 1) % ring.length])));
}

function holds(ring: readonly Point[], [x, y]: Point): boolean {
  let inside = false;
  ring.forEach((a, i) => {
    const b = ring[(i + 1) % ring.length];
    if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
  });
  return inside;
}
