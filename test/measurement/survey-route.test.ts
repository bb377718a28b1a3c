import { readFileSync } from 'node:fs';
import { importDrawing, type Plan, type Survey } from '@diku/engine';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../packages/engine/src/core/index.ts';
import { planSurvey } from '../../packages/engine/src/measurement/index.ts';
import { buildLevel, buildPlan, randomWalls } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';
import { crossedWall } from './survey-support/crossed-wall.ts';
import {
  distanceTo,
  isInside,
  type PlainFloor,
  plainFloor,
  plainPaths,
  standingAt,
} from './survey-support/plain-floor.ts';

type Level = Plan['levels'][number];
type Location = readonly [number, number];

/** The long run takes both examples and more halls. */
/** The route goes from cell to cell of 0.25 m: no deeper than this it only brushes past a bay. */
const touchM = 0.2;
/** Who stands so near to a bay stands at its car: half a person's width. */
const nearM = 0.3;

function ready(plan: Plan, options: Parameters<typeof planSurvey>[1] = {}): Survey {
  const survey = planSurvey(plan, options);
  if (survey.status !== 'ready') throw new Error(survey.status);
  return survey;
}

function printIfLong(name: string, figures: Record<string, number>): void {
  if (isLong) console.log(name, figures);
}

/** The route of a level, cut at its stops: from, to and the corners between them. */
function legs(survey: Survey, level: Level): { from: Location; to: Location; corners: Location[] }[] {
  const stops = survey.points.filter((point) => point.level === level.id);
  const found: { from: Location; to: Location; corners: Location[] }[] = [];
  let next = 0;
  for (const line of survey.routes
    .filter((route) => route.level === level.id)
    .flatMap(({ lines }) => lines)) {
    let corners: Location[] = [];
    for (const corner of line) {
      corners.push(corner);
      // Random points are corners; a required one may stand in a wall, up to 2.5 m from where people stand.
      while (next < stops.length && isAt(stops[next], corner)) {
        if (corners.length > 1) found.push({ from: corners[0], to: corner, corners });
        corners = [corner];
        next += 1;
      }
    }
  }
  expect(next, 'stops found along the route, in its order').toBe(stops.length);
  return found;
}

const isAt = ({ x, y, required }: Survey['points'][number], corner: Location) =>
  Math.hypot(corner[0] - x, corner[1] - y) < (required ? 0.6 : 0.01);

/** Points along a line, one each 5 cm, and the length each stands for. */
function sample(corners: readonly Location[]): { point: Location; lengthM: number }[] {
  return corners.slice(1).flatMap((end, index) => {
    const start = corners[index];
    const lengthM = Math.hypot(end[0] - start[0], end[1] - start[1]);
    const count = Math.max(1, Math.ceil(lengthM / 0.05));
    return Array.from({ length: count }, (_, step) => {
      const t = (step + 0.5) / count;
      const point: Location = [start[0] + t * (end[0] - start[0]), start[1] + t * (end[1] - start[1])];
      return { point, lengthM: lengthM / count };
    });
  });
}

/** Bays that a leg walks in though neither of its ends is there. */
function foreignBays(level: Level, { from, to, corners }: ReturnType<typeof legs>[number]): string[] {
  const points = sample(corners).map(({ point }) => point);
  const isAdjacent = (ring: readonly Location[], point: Location) =>
    isInside(ring, point) || edgeM(ring, point) < nearM;
  return (level.bays ?? [])
    .filter(({ polygon }) => points.some((point) => depthIn(polygon, point) > touchM))
    .filter(({ polygon }) => !isAdjacent(polygon, from) && !isAdjacent(polygon, to))
    .map(({ id }) => id);
}

const depthIn = (ring: readonly Location[], point: Location) =>
  isInside(ring, point) ? edgeM(ring, point) : 0;

const edgeM = (ring: readonly Location[], point: Location) =>
  Math.min(...ring.map((end, index) => distanceTo(point, ring[(index || ring.length) - 1], end)[0]));

/** Length of the route in bays, and the fraction of it outside. */
function measureBays(level: Level, survey: Survey): { inBaysM: number; outsideRatio: number } {
  let totalM = 0;
  let inBaysM = 0;
  for (const { lines } of survey.routes.filter((route) => route.level === level.id)) {
    for (const { point, lengthM } of lines.flatMap(sample)) {
      totalM += lengthM;
      if ((level.bays ?? []).some(({ polygon }) => isInside(polygon, point))) inBaysM += lengthM;
    }
  }
  return { inBaysM, outsideRatio: 1 - inBaysM / totalM };
}

/** A short path through points in any order from the first on: nearest neighbour, then 2-opt, over exact distances. */
function tourM(distances: readonly Float64Array[]): number {
  const order = [0];
  while (order.length < distances.length) {
    const from = distances[order[order.length - 1]];
    let best = -1;
    for (let to = 0; to < distances.length; to += 1) {
      if (!order.includes(to) && (best < 0 || from[to] < from[best])) best = to;
    }
    order.push(best);
  }
  const length = (path: readonly number[]) =>
    path.slice(1).reduce((sum, to, index) => sum + distances[path[index]][to], 0);
  for (let improved = true; improved; ) {
    improved = false;
    for (let i = 1; i < order.length - 1; i += 1) {
      for (let j = i + 1; j < order.length; j += 1) {
        const before = distances[order[i - 1]][order[i]] + (distances[order[j]][order[j + 1]] ?? 0);
        const after = distances[order[i - 1]][order[j]] + (distances[order[i]][order[j + 1]] ?? 0);
        if (after >= before - 1e-9) continue;
        order.splice(i, j - i + 1, ...order.slice(i, j + 1).reverse());
        improved = true;
      }
    }
  }
  return length(order);
}

/** [from][to] over the raster, bays walked over like all floor. */
function plainDistances(floor: PlainFloor, cells: readonly number[]): Float64Array[] {
  return cells.map((cell) => {
    const lengths = plainPaths(floor, cell);
    return Float64Array.from(cells, (other) => lengths[other]);
  });
}

/** Least length in bays of any path through the stops: from each stop in one to open floor, in and out again. */
function minInBaysM(floor: PlainFloor, cells: readonly number[]): number {
  const { bays, columns } = floor;
  const neighbours = [-1, 1, -columns, columns];
  return cells.reduce((sum, cell) => {
    if (bays[cell] < 0) return sum;
    const lengths = plainPaths(floor, cell, (_, to) => bays[to] === bays[cell]);
    let minM = Infinity;
    lengths.forEach((lengthM, at) => {
      if (lengthM < minM && neighbours.some((step) => bays[at + step] === -1)) minM = lengthM;
    });
    return sum + (Number.isFinite(minM) ? 2 * minM : 0);
  }, 0);
}

/** The shortest path through all stops from the first on, of all orders there are. */
function shortestOfAllM(distances: readonly Float64Array[]): number {
  let best = Infinity;
  const left = new Set(distances.keys());
  const walk = (at: number, lengthM: number) => {
    left.delete(at);
    if (left.size === 0) best = Math.min(best, lengthM);
    else if (lengthM < best) for (const to of [...left]) walk(to, lengthM + distances[at][to]);
    left.add(at);
  };
  walk(0, 0);
  return best;
}

describe('the way of a survey in the example garages', () => {
  const plans: Plan[] = [];
  const surveys: Survey[] = [];
  beforeAll(async () => {
    for (const name of isLong ? ['garage-one-level', 'garage-two-levels'] : ['garage-one-level']) {
      const drawing = readFileSync(new URL(`../../examples/${name}.dxf`, import.meta.url));
      const { plan } = await importDrawing(drawing);
      plans.push(plan);
      surveys.push(ready(plan));
    }
  }, 300_000);

  const levels = () =>
    plans.flatMap((plan, index) => plan.levels.map((level) => ({ plan, level, survey: surveys[index] })));

  it('passes every point in its order, crosses no wall, and is the same again', () => {
    for (const { plan, level, survey } of levels()) {
      const found = legs(survey, level);
      expect(found.length).toBeGreaterThan(90);
      for (const { corners } of found) {
        corners.slice(1).forEach((to, index) => {
          expect(crossedWall(plan, level.id, corners[index], to)).toBe('');
        });
      }
    }
    expect(ready(plans[0])).toEqual(surveys[0]);
  });

  it('walks through no parked car: no leg enters a bay that none of its two ends is in', () => {
    for (const { level, survey } of levels()) {
      expect(legs(survey, level).flatMap((leg) => foreignBays(level, leg))).toEqual([]);
    }
  });

  it('is in bays hardly longer than it must, and little longer than a way over bays', () => {
    for (const { level, survey } of levels()) {
      const floor = plainFloor(level, 0.5, 0);
      const cells = survey.points
        .filter((point) => point.level === level.id)
        .map(({ x, y }) => standingAt(floor, x, y));
      const plainM = tourM(plainDistances(floor, cells));
      const { lengthM } = survey.routes.find((route) => route.level === level.id) as Survey['routes'][number];
      const { outsideRatio, inBaysM } = measureBays(level, survey);
      const minM = minInBaysM(floor, cells);
      printIfLong(level.id, { lengthM, plainM, outsideRatio, inBaysM, minM });
      // Two of five points are in bays; the rest of the path is outside.
      expect(outsideRatio).toBeGreaterThan(0.55);
      expect(inBaysM / minM).toBeLessThan(1.9);
      expect(lengthM / plainM).toBeLessThan(1.45);
    }
  }, 600_000);
});

describe('the way of a survey in small halls', () => {
  /** Two rows of bays along walls and a double one between two lanes; some stops in bays, at the back of them and on the lanes. */
  const hall = (seed: number) => {
    const random = createRandom(seed);
    const rows = [0.2, 10.7, 16, 26.5];
    const bays = rows.flatMap((y, row) =>
      Array.from({ length: 8 }, (_, index) => ({
        id: `p${row}-${index}`,
        polygon: [
          [4 + 2.4 * index, y],
          [6.4 + 2.4 * index, y],
          [6.4 + 2.4 * index, y + 5.3],
          [4 + 2.4 * index, y + 5.3],
        ] as [number, number][],
      })),
    );
    const points = Array.from({ length: 6 }, (_, index) => ({
      id: `ev-${index}`,
      kind: 'charger' as const,
      position: [1 + 24 * random(), 0.5 + 31 * random()] as [number, number],
      heightM: 1.2,
    }));
    const gate = { id: 'gate', kind: 'gate' as const, position: [1, 8] as [number, number], heightM: 1.2 };
    const outline: [number, number][] = [
      [0, 0],
      [26, 0],
      [26, 32],
      [0, 32],
    ];
    return buildPlan({
      levels: [
        buildLevel({ outline, walls: [], columns: [], openings: [], bays, points: [gate, ...points] }),
      ],
      requirements: { coverageRatio: 0.5, confidence: 0.5, profile: 'shanghai-2023' },
    });
  };

  it('is about the shortest of all orders that walk through no car (seeds from 1)', () => {
    for (let seed = 1; seed <= (isLong ? 40 : 6); seed += 1) {
      const plan = hall(seed);
      const [level] = plan.levels;
      const survey = ready(plan, { points: 2, seed });
      const floor = plainFloor(level, 0.25, 0.18);
      const cells = survey.points.map(({ x, y }) => standingAt(floor, x, y));
      const { bays } = floor;
      const distances = cells.map((cell) => {
        // Out of one's own bay and into that of the stop, nowhere else.
        return Float64Array.from(cells, (other) => {
          const allowed = new Set([-1, bays[cell], bays[other]]);
          const lengths = plainPaths(
            floor,
            cell,
            (from, to) =>
              allowed.has(bays[to]) && (bays[from] === bays[to] || bays[from] === -1 || bays[to] === -1),
          );
          return lengths[other];
        });
      });
      const bestM = shortestOfAllM(distances);
      const [{ lengthM }] = survey.routes;
      printIfLong(`hall ${seed}`, { lengthM, bestM });
      expect(legs(survey, level).flatMap((leg) => foreignBays(level, leg))).toEqual([]);
      // The raster's steps go in eight directions only, and who keeps half a metre away from cars walks a little farther.
      expect(lengthM / bestM).toBeGreaterThan(0.9);
      expect(lengthM / bestM).toBeLessThan(1.25);
    }
  });

  it('crosses no wall among random walls and bays, and passes every point (seeds from 1)', () => {
    for (let seed = 1; seed <= (isLong ? 40 : 6); seed += 1) {
      const plan = buildPlan({
        levels: [buildLevel({ walls: randomWalls(seed, 10), points: [] })],
        requirements: { coverageRatio: 0.9, confidence: 0.6, profile: 'shanghai-2023' },
      });
      const survey = ready(plan, { points: 30, seed });
      for (const { corners } of legs(survey, plan.levels[0])) {
        corners.slice(1).forEach((to, index) => {
          expect(crossedWall(plan, 'B1', corners[index], to)).toBe('');
        });
      }
    }
  });

  it('walks past a car where nothing else leads to a point: the inner of two bays in a row', () => {
    const bay = (id: string, y: number) => ({
      id,
      polygon: [
        [0, y],
        [12, y],
        [12, y + 6],
        [0, y + 6],
      ] as [number, number][],
    });
    const outline: [number, number][] = [
      [0, 0],
      [12, 0],
      [12, 18],
      [0, 18],
    ];
    const plan = buildPlan({
      levels: [
        buildLevel({
          outline,
          walls: [],
          columns: [],
          openings: [],
          bays: [bay('inner', 0), bay('outer', 6)],
          points: [
            { id: 'ev', kind: 'charger', position: [6, 2], heightM: 1.2 },
            { id: 'gate', kind: 'gate', position: [6, 17], heightM: 1.2 },
          ],
        }),
      ],
      requirements: { coverageRatio: 0.5, confidence: 0.5, profile: 'shanghai-2023' },
    });
    const survey = ready(plan, { points: 2 });
    expect(survey.unreachable).toEqual([]);
    expect(survey.points.some(({ pointId }) => pointId === 'ev')).toBe(true);
    expect(survey.routes[0].lines).toHaveLength(1);
  });
});
