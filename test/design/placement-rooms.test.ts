import { createPlainSolver, createSimdKernel, type Plan } from '@diku/engine';
import loadHighs from 'highs';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../packages/engine/src/core/index.ts';
import { PassEvaluator, proveBound } from '../../packages/engine/src/design/index.ts';
import { proofBudgets } from '../../packages/engine/src/design/placement/bound/bound-garage.ts';
import { type Prepared, preparePlacing } from '../../packages/engine/src/design/placement/prepare-placing.ts';
import { SearchTarget } from '../../packages/engine/src/design/placement/search-target.ts';
import { searchByWeights } from '../../packages/engine/src/design/placement/search-weights.ts';
import { neededRatio } from '../../packages/engine/src/radio/index.ts';
import { buildAntenna, buildLevel, buildPlan, randomWalls } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';

const solver = createPlainSolver(createSimdKernel());
/** So few that all sets can be looked at. */
const candidateCount = isLong ? 12 : 9;

/** A level with three lobbies behind concrete, chargers in the corners, and candidates anywhere. */
function walledPlan(seed: number): { plan: Plan; custom: Plan['antennas'] } {
  const random = createRandom(seed);
  const lobbies = [2, 17, 32].map((x, index) => {
    const y = 2 + 14 * random();
    return { id: `z${index}`, x, y, polygon: rectangle(x, y, 5, 5) };
  });
  const walls = lobbies.flatMap(({ id, polygon }) =>
    polygon.map((start, side) => ({
      id: `${id}-${side}`,
      ...{ start, end: polygon[(side + 1) % 4], thicknessM: 0.2, material: 'reinforced-concrete' as const },
    })),
  );
  const points = [2, 38].flatMap((x) =>
    [1.5, 22.5].map((y) => ({
      id: `ev-${x}-${y}`,
      kind: 'charger' as const,
      position: [x, y] as [number, number],
    })),
  );
  const level = buildLevel({
    ...{ columns: [], openings: [], bays: [], points, walls: [...walls, ...randomWalls(seed, 3)] },
    zones: lobbies.map(({ id, polygon }) => ({ id, kind: 'lobby' as const, polygon })),
  });
  const [carrier] = buildPlan().carriers;
  const plan = buildPlan({ levels: [level], carriers: [{ ...carrier, portPowerDbm: -2 }] });
  const custom = Array.from({ length: candidateCount }, (_, index) => {
    const lobby = lobbies[index];
    // Some in lobbies, which serve them best, the others where chance wants it.
    const [x, y] = lobby ? [lobby.x + 2.5, lobby.y + 2.5] : [1 + 38 * random(), 1 + 22 * random()];
    return { ...buildAntenna(`C${index}`, x, y), level: 'B1' };
  });
  return { plan, custom };
}

function rectangle(x: number, y: number, widthM: number, depthM: number): [number, number][] {
  return [
    [x, y],
    [x + widthM, y],
    [x + widthM, y + depthM],
    [x, y + depthM],
  ];
}

async function prepare(seed: number): Promise<Prepared> {
  const { plan, custom } = walledPlan(seed);
  return (await preparePlacing(plan, { solver, candidates: { custom } })) as Prepared;
}

/** The smallest set that passes, by looking at all; undefined where none does. */
function smallest(count: number, evaluator: PassEvaluator): number[] | undefined {
  // What leaves a point or a room unserved does not pass, and that is soon seen.
  const passes = (set: number[]) =>
    evaluator.missingPoints(set).length === 0 &&
    evaluator.missingRooms(set).length === 0 &&
    evaluator.passes(set);
  const sets = Array.from({ length: 1 << count }, (_, bits) =>
    Array.from({ length: count }, (_, candidate) => candidate).filter(
      (candidate) => (bits >> candidate) % 2 === 1,
    ),
  );
  return sets.sort((a, b) => a.length - b.length).find(passes);
}

const seeds = isLong ? Array.from({ length: 40 }, (_, seed) => seed + 1) : [1, 2];

describe('rooms that are demanded', () => {
  it('bound the number of antennas by no more than the fewest that pass, found by looking at all sets', {
    tags: ['thorough'],
  }, async () => {
    const highs = await loadHighs();
    let bySamples = 0;
    let proven = 0;
    let passing = 0;
    for (const seed of seeds) {
      const { garage, judging, demand } = await prepare(seed);
      expect(demand.rooms.length).toBe(3);
      const evaluator = new PassEvaluator(judging);
      const passes = (set: readonly number[]) => evaluator.passes(set);
      const fewest = smallest(demand.candidates.length, evaluator);
      if (!fewest) continue;
      passing += 1;
      const hooks = { passes, expired: () => false };
      const problem = { ...garage.problem, knownCount: Math.min(candidateCount, fewest.length + 2) };
      const result = proveBound(highs, problem, proofBudgets.normal, hooks);
      expect(result.lowerBound).toBeLessThanOrEqual(fewest.length);
      if (result.stopped === 'proven') {
        expect(result.better?.length ?? result.lowerBound).toBe(fewest.length);
        proven += 1;
      }
      const withoutSamples = { ...problem, layers: garage.floorLayers };
      const { rootBound } = proveBound(
        highs,
        withoutSamples,
        { ...proofBudgets.low, linearPrograms: 1 },
        hooks,
      );
      if (result.rootBound > rootBound + 1e-6) bySamples += 1;
    }
    expect(passing).toBeGreaterThan(1);
    expect(proven).toBe(passing);
    // All samples of a room say more than the best of them.
    expect(bySamples).toBeGreaterThan(0);
  });
});

describe('the search that weighs what stays unserved', () => {
  it('finds as few as there are, from any antennas on', { tags: ['thorough'] }, async () => {
    let found = 0;
    for (const seed of seeds) {
      const { demand, evaluator, passEvaluator, judging } = await prepare(seed);
      const passes = (set: readonly number[]) => passEvaluator.passes(set);
      const fewest = smallest(demand.candidates.length, passEvaluator);
      if (!fewest) continue;
      const random = createRandom(seed);
      const start = [...demand.candidates.keys()].sort(() => random() - 0.5).slice(0, fewest.length);
      const target = new SearchTarget(evaluator, passEvaluator, neededRatio(judging.context.walk));
      const options = { random, stopped: () => false, maxMoves: 400 };
      const set = searchByWeights(evaluator, start, target, options)?.state.set;
      expect(set?.length).toBe(fewest.length);
      expect(passes(set ?? [])).toBe(true);
      found += 1;
    }
    expect(found).toBeGreaterThan(1);
  });

  it('counts points, rooms and floor one by one as it counts them all together', async () => {
    const { demand, evaluator } = await prepare(5);
    const random = createRandom(5);
    for (let trial = 0; trial < 20; trial += 1) {
      const set = [...demand.candidates.keys()].filter(() => random() < 0.5);
      const [added, ...others] = [...demand.candidates.keys()].filter(
        (candidate) => !set.includes(candidate),
      );
      if (added === undefined || others.length + set.length < 2) continue;
      const { points, rooms } = evaluator;
      const state = evaluator.stateOf(set);
      const longerState = evaluator.stateOf([...set, added]);
      const pointSums = [points.sumsOf(set), points.sumsOf([...set, added])];
      for (const each of points.reachable) {
        const without = points.creditWithout(each, pointSums[1], [...set, added], added);
        expect(points.creditWith(each, pointSums[0], -1)).toBeCloseTo(state.points.credits[each], 12);
        const longer = points.creditWith(each, pointSums[0], added);
        expect(longer).toBeCloseTo(longerState.points.credits[each], 9);
        expect(without).toBeCloseTo(state.points.credits[each], 6);
      }
      const roomSums = [rooms.sumsOf(set), rooms.sumsOf([...set, added])];
      for (const each of rooms.reachable) {
        expect(rooms.creditWith(each, roomSums[0], -1)).toBeCloseTo(state.rooms.credits[each], 12);
        // What gives less than a thousandth of a sum counts as nothing.
        const longer = rooms.creditWith(each, roomSums[0], added);
        expect(longer).toBeCloseTo(longerState.rooms.credits[each], 2);
        const without = rooms.creditWithout(each, roomSums[1], [...set, added], added);
        expect(without).toBeCloseTo(state.rooms.credits[each], 2);
      }
      const floor = evaluator.floorStateOf(set);
      const longer = evaluator.floorStateOf([...set, added]);
      expect(evaluator.coverageWith(floor, added)).toBeCloseTo(evaluator.coverageOf(longer), 3);
      expect(evaluator.coverageWithout(longer, added)).toBeCloseTo(evaluator.coverageOf(floor), 3);
      evaluator.change(floor, added, 1);
      expect(evaluator.coverageOf(floor)).toBeCloseTo(evaluator.coverageOf(longer), 9);
      evaluator.change(floor, added, -1);
      expect(floor.set).toEqual(set);
      expect(evaluator.coverageOf(floor)).toBeCloseTo(evaluator.coverageOf(evaluator.floorStateOf(set)), 6);
    }
  });
});
