import {
  type Antenna,
  type CarrierMap,
  createPlainSolver,
  createSimdKernel,
  type FieldSolver,
  FieldStack,
  type Level,
  type Plan,
  predictPlan,
} from '@diku/engine';
import type { FieldJob } from '@diku/engine/radio';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../packages/engine/src/core/index.ts';
import { type Obstacles, referenceKernel } from '../../packages/engine/src/radio/index.ts';
import { buildAntenna, buildLevel, buildPlan, randomWalls } from '../support/build-garage.ts';
import { byteDifference } from '../support/byte-difference.ts';
import { isLong } from '../support/is-long.ts';
import { packObstacles, unpackObstacles } from './kernel-support/random-job.ts';

const plain = createPlainSolver(createSimdKernel());
const gridCells = 160 * 120;
/** The long run edits more walls and plans. */
const sceneCount = isLong ? 2000 : 6;
const planCount = isLong ? 8 : 1;

/** Counts what it is asked for. */
function countingSolver(solver: FieldSolver): FieldSolver & { cells: number; calls: number } {
  return {
    cells: 0,
    calls: 0,
    solve(jobs) {
      this.calls += 1;
      this.cells += jobs.reduce((sum, { grid }) => sum + grid.columns * grid.rows, 0);
      return solver.solve(jobs);
    },
  };
}

type Wall = ReturnType<typeof unpackObstacles>[number];
type Draw = (limit: number) => number;

/** A whole number below the limit. */
function drawFrom(seed: number): Draw {
  const random = createRandom(seed);
  return (limit) => Math.floor(random() * limit);
}

function drawWall(draw: Draw, snapMm: number): Wall {
  const x = () => snapMm * draw(Math.floor(40_000 / snapMm));
  const y = () => snapMm * draw(Math.floor(30_000 / snapMm));
  const [ax, ay, bx, by, lossUnits] = [x(), y(), x(), y(), draw(4000)];
  const kind = draw(6);
  if (kind === 0) return [ax, ay, bx, ay, lossUnits];
  if (kind === 1) return [ax, ay, ax, by, lossUnits];
  if (kind === 2) return [ax, ay, ax + snapMm * draw(8), ay + snapMm * draw(8), lossUnits];
  return [ax, ay, bx, by, lossUnits];
}

function drawJob(draw: Draw, snapMm: number): FieldJob {
  return {
    grid: { originXMm: 0, originYMm: 0, cellMm: 250, columns: 160, rows: 120 },
    obstacles: packObstacles(Array.from({ length: 12 }, () => drawWall(draw, snapMm))),
    transmitterXMm: snapMm * draw(Math.floor(40_000 / snapMm)),
    transmitterYMm: snapMm * draw(Math.floor(30_000 / snapMm)),
    transmitterZMm: 2500,
    receiverZMm: 1500,
    law: { interceptDb: 37, slopeDbPerDecade: 22, minDistanceM: 0.5 },
    capDb: draw(2) ? 40 : Number.POSITIVE_INFINITY,
  };
}

/** One wall more, fewer, heavier or elsewhere, and sometimes all in another order. */
function editWalls(obstacles: Obstacles, draw: Draw, snapMm: number): Obstacles {
  const walls = unpackObstacles(obstacles);
  const at = draw(walls.length);
  const [ax, ay, bx, by, lossUnits] = walls[at];
  const kind = draw(5);
  if (kind === 0) walls.push(drawWall(draw, snapMm));
  if (kind === 1 && walls.length > 4) walls.splice(at, 1);
  if (kind === 2) walls[at] = [ax, ay, bx, by, lossUnits + 1 + draw(500)];
  if (kind === 3) walls[at] = drawWall(draw, snapMm);
  if (draw(3) === 0) walls.reverse();
  return packObstacles(walls);
}

describe('field stack', () => {
  for (const [name, snapMm] of [
    ['on the cells’ lattice', 250],
    ['on the cells’ edges and centres', 125],
    ['anywhere', 1],
  ] as const) {
    it(`patched fields have the bits of a full solve: walls ${name} (seeds 1–${sceneCount})`, async () => {
      let full = 0;
      let touched = 0;
      for (let seed = 1; seed <= sceneCount; seed += 1) {
        const draw = drawFrom(1000 * snapMm + seed);
        const counting = countingSolver(plain);
        const stack = new FieldStack(counting);
        let jobs = Array.from({ length: 3 }, () => drawJob(draw, snapMm));
        jobs = jobs.map((job) => ({ ...job, obstacles: jobs[0].obstacles }));
        await stack.solve(jobs, 'B1');
        for (let edit = 0; edit < 6; edit += 1) {
          const obstacles = editWalls(jobs[0].obstacles, draw, snapMm);
          jobs = jobs.map((job) => ({ ...job, obstacles }));
          counting.cells = 0;
          counting.calls = 0;
          const patched = await stack.solve(jobs, 'B1');
          expect(byteDifference(patched, await plain.solve(jobs)), `seed ${seed}, edit ${edit}`).toBe('');
          expect(counting.calls).toBe(1);
          full += jobs.length * gridCells;
          touched += counting.cells;
        }
      }
      expect(touched).toBeLessThan(0.3 * full);
    });
  }

  it('an edit that casts no shadow on a field gives the same array; undoing one gives the old bits', async () => {
    const job = drawJob(drawFrom(5), 250);
    const walls = unpackObstacles(packObstacles([[10_000, 5000, 10_000, 9000, 900]]));
    const before = {
      ...job,
      transmitterXMm: 20_000,
      transmitterYMm: 15_000,
      obstacles: packObstacles(walls),
    };
    const counting = countingSolver(plain);
    const stack = new FieldStack(counting);
    const [first] = await stack.solve([before], 'B1');
    counting.cells = 0;
    const inLine: Wall = [2000, 15_000, 8000, 15_000, 512];
    const beyond: Wall = [41_000, 2000, 41_000, 29_000, 512];
    const weightless: Wall = [3000, 3000, 9000, 3000, 0];
    const same = { ...before, obstacles: packObstacles([inLine, beyond, weightless, ...walls].reverse()) };
    expect((await stack.solve([same], 'B1'))[0]).toBe(first);
    expect(counting.cells).toBe(0);
    const opened = { ...before, obstacles: packObstacles([]) };
    const [open] = await stack.solve([opened], 'B1');
    const shadowCells = open.filter((lossDb, cell) => lossDb !== first[cell]).length;
    expect(shadowCells).toBeGreaterThan(100);
    expect(counting.cells).toBeGreaterThanOrEqual(shadowCells);
    expect(counting.cells).toBeLessThan(3 * shadowCells);
    const again = await stack.solve([{ ...before, obstacles: packObstacles(walls) }], 'B1');
    expect(byteDifference(again, [first])).toBe('');
  });

  it('may keep fields far from a wall that moves, until it is asked for exact ones again', async () => {
    const near = drawJob(drawFrom(7), 250);
    const jobs = [near, { ...near, transmitterXMm: near.transmitterXMm + 30_000 }];
    const { transmitterXMm: x, transmitterYMm: y } = near;
    const wallAt = (xMm: number) => packObstacles([[x + 1000 + xMm, y - 4000, x + xMm, y + 4000, 900]]);
    const moved = (xMm: number) => jobs.map((job) => ({ ...job, obstacles: wallAt(xMm) }));
    const stack = new FieldStack(plain);
    const before = await stack.solve(moved(0), 'B1');
    stack.passing = { retainsBeyondM: 5, atRest: [] };
    for (const xMm of [500, 1000]) {
      const [close, far] = await stack.solve(moved(xMm), 'B1');
      expect(byteDifference([close], (await plain.solve(moved(xMm))).slice(0, 1))).toBe('');
      expect(far).toBe(before[1]);
    }
    stack.passing = undefined;
    expect(byteDifference(await stack.solve(moved(1000), 'B1'), await plain.solve(moved(1000)))).toBe('');
  });

  it('panels with heights are patched, a changed slab solves everything', async () => {
    const oracle = createPlainSolver(referenceKernel);
    const counting = countingSolver(oracle);
    for (let seed = 1; seed <= (isLong ? 8 : 3); seed += 1) {
      const draw = drawFrom(seed);
      const stack = new FieldStack(counting);
      const job = { ...drawJob(draw, 250), receiverZMm: -2000 };
      const before = { ...job, obstacles: stand(job.obstacles, draw) };
      await stack.solve([before], 'B2');
      const walls = { ...before.obstacles, lossUnits: before.obstacles.lossUnits.slice() };
      walls.lossUnits[draw(walls.lossUnits.length)] += 300;
      const after = { ...before, obstacles: walls };
      counting.cells = 0;
      expect(byteDifference(await stack.solve([after], 'B2'), await oracle.solve([after]))).toBe('');
      expect(counting.cells).toBeLessThanOrEqual(gridCells);
      const slabs = [{ elevationMm: -200, lossUnits: 2560, openingsMm: [] }];
      const closed = { ...after, obstacles: { ...walls, slabs } };
      counting.cells = 0;
      expect(byteDifference(await stack.solve([closed], 'B2'), await oracle.solve([closed]))).toBe('');
      expect(counting.cells).toBe(gridCells);
    }
  });

  it(`an edited plan predicts as if predicted afresh (seeds 1–${planCount})`, {
    tags: ['thorough'],
  }, async () => {
    for (let seed = 1; seed <= planCount; seed += 1) {
      const draw = drawFrom(seed);
      const counting = countingSolver(plain);
      const fields = new FieldStack(counting);
      const walls = seed % 2 ? randomWalls(seed, 12) : buildLevel().walls;
      let plan = buildPlan({
        levels: [buildLevel({ walls })],
        carriers: buildPlan().carriers.slice(0, 2),
        antennas: [buildAntenna('A0', 10.25, 16.25), buildAntenna('A1', 30.25, 8)],
      });
      await predictPlan(plan, { solver: counting, fields, resolutionM: 0.5, modelId: 'multi-wall' });
      for (let edit = 0; edit < 6; edit += 1) {
        plan = editPlan(plan, draw, `${seed}-${edit}`);
        const cached = await predictPlan(plan, {
          solver: counting,
          fields,
          resolutionM: 0.5,
          modelId: 'multi-wall',
        });
        const whole = await predictPlan(plan, { solver: plain, resolutionM: 0.5, modelId: 'multi-wall' });
        const arrays = (maps: CarrierMap[]) =>
          maps.flatMap((map) => [map.cells, map.rsrpDbm, map.sinrDb, map.bestAntenna, map.servedProbability]);
        expect(byteDifference(arrays(cached.maps), arrays(whole.maps)), `seed ${seed}, edit ${edit}`).toBe(
          '',
        );
        expect(cached.assessment).toEqual(whole.assessment);
      }
    }
  });

  it('maps that no edit reaches are the same objects again, and every other edit makes them anew', {
    tags: ['thorough'],
  }, async () => {
    const fields = new FieldStack(plain);
    const options = { solver: plain, fields, resolutionM: 1, modelId: 'multi-wall' };
    const lower = ['B2', 'B3', 'B4'].map((id, index) => ({
      ...buildLevel(),
      id,
      elevationM: -8 - 4 * index,
    }));
    const antennas = [buildAntenna('A0', 10.25, 16.25), { ...buildAntenna('A1', 30.25, 8), level: 'B4' }];
    const carriers = buildPlan().carriers.slice(0, 2);
    let plan = buildPlan({ levels: [buildLevel(), ...lower], carriers, antennas });
    let before = await predictPlan(plan, options);
    const edited = async (change: Partial<Plan>) => {
      plan = { ...plan, ...change };
      const after = await predictPlan(plan, options);
      const fresh = await predictPlan(plan, { ...options, fields: new FieldStack(plain) });
      expect(after.maps).toEqual(fresh.maps);
      expect(after.assessment).toEqual(fresh.assessment);
      const same = after.maps.filter((map) => before.maps.includes(map));
      before = after;
      return same.map(({ levelId, carrierId }) => `${levelId} ${carrierId}`);
    };
    const all = carriers.map(({ id }) => id);
    const [first, second] = all;
    const ofB4 = all.map((id) => `B4 ${id}`);
    expect(await edited({})).toHaveLength(8);
    // Too far below for the antenna of the highest level.
    expect(await edited({ antennas: [{ ...antennas[0], position: [12, 16.25] }, antennas[1]] })).toEqual(
      ofB4,
    );
    const [moved] = plan.antennas;
    expect(
      await edited({ antennas: [{ ...moved, portPowerDbm: { [first]: 3 } }, plan.antennas[1]] }),
    ).toEqual(ofB4);
    expect(
      await edited({ antennas: [plan.antennas[0], { ...antennas[1], type: 'directional', azimuthDeg: 90 }] }),
    ).toEqual(all.map((id) => `B1 ${id}`));
    const [carrier, other] = plan.carriers;
    expect(await edited({ carriers: [carrier, { ...other, portPowerDbm: 4 }] })).toEqual([
      `B1 ${first}`,
      `B2 ${first}`,
      `B3 ${first}`,
      `B4 ${first}`,
    ]);
    expect(second).toBe(other.id);
    const overrides = { bodyLossDb: 9 };
    expect(await edited({ requirements: { ...plan.requirements, profileOverrides: overrides } })).toEqual([]);
    expect(await edited({ materials: { concrete: { lossDb: { '900': 3, '3500': 4 } } } })).toEqual([]);
    expect(await edited({ levels: [{ ...plan.levels[0], walls: [] }, ...lower] })).toEqual([]);
    expect(await edited({ antennas: [...plan.antennas, buildAntenna('A2', 4, 4)] })).toEqual(ofB4);
    expect(await edited({ antennas: plan.antennas.slice(1) })).toEqual([]);
  });

  it('two calls under way at once may evict what the other found: both get the bits of a full solve', async () => {
    const draw = drawFrom(11);
    const obstacles = drawJob(draw, 250).obstacles;
    const jobs = Array.from({ length: 6 }, () => ({ ...drawJob(draw, 250), obstacles }));
    const [held, other] = [jobs.slice(0, 3), jobs.slice(3)];
    for (let fieldCount = 0; fieldCount <= 4; fieldCount += 1) {
      // The first call that waits is let go after the one that began later.
      const gate = gatedSolver(plain);
      const stack = new FieldStack(gate, { memoryBytes: 4 * gridCells * fieldCount });
      await stack.solve(held.slice(0, 2), 'B1');
      gate.close();
      const first = stack.solve(held, 'B1');
      gate.letPass();
      await stack.solve(other, 'B1');
      gate.open();
      expect(byteDifference(await first, await plain.solve(held)), `${fieldCount} fields`).toBe('');
      expect(byteDifference(await stack.solve(jobs, 'B1'), await plain.solve(jobs))).toBe('');
    }
  });

  it.runIf(isLong)(
    'predicts the same bits with whatever memory for fields, an antenna being moved (seed 3)',
    async () => {
      const draw = drawFrom(3);
      const levels = [buildLevel(), { ...buildLevel({ id: 'B2' }), elevationM: -8.5 }];
      const antennas = Array.from({ length: 5 }, (_, index) => {
        const antenna = buildAntenna(`A${index}`, 4 + 7 * index, 4 + 4 * (index % 4));
        return { ...antenna, level: levels[index % 2].id };
      });
      const plan = buildPlan({ levels, antennas });
      const moved: Plan = {
        ...plan,
        antennas: [{ ...antennas[0], position: [20, 10] }, ...antennas.slice(1)],
      };
      const counting = countingSolver(plain);
      const all = await predictPlan(plan, { solver: counting });
      const whole = await predictPlan(moved, { solver: plain });
      const bits = ({ maps }: { maps: CarrierMap[] }) => maps.flatMap((map) => [map.rsrpDbm, map.sinrDb]);
      expect(byteDifference(bits(all), bits(whole))).not.toBe('');
      const fieldCount = counting.cells / all.maps[0].rsrpDbm.length;
      for (const fits of [0, 1, fieldCount / 2, fieldCount - 3, fieldCount, fieldCount + 1]) {
        const memoryBytes = 4 * all.maps[0].rsrpDbm.length * fits;
        const fields = new FieldStack(delayingSolver(plain, draw), { memoryBytes });
        for (const [edited, expected] of [
          [plan, all],
          [moved, whole],
          [plan, all],
        ] as const) {
          const cached = await predictPlan(edited, { solver: plain, fields });
          expect(byteDifference(bits(cached), bits(expected)), `${fits} of ${fieldCount} fields`).toBe('');
          expect(cached.assessment).toEqual(expected.assessment);
        }
      }
    },
  );

  it('a shutter costs the cells behind it, a moved antenna one field, a port power none', {
    tags: ['thorough'],
  }, async () => {
    const counting = countingSolver(plain);
    const fields = new FieldStack(counting);
    const near = buildAntenna('A0', 18, 12);
    const far = buildAntenna('A1', 2, 12);
    const plan = buildPlan({ antennas: [near, far], carriers: buildPlan().carriers.slice(0, 2) });
    const carriers = plan.carriers.length;
    const levelCells = 160 * 96;
    const costOf = async (edited: Plan) => {
      counting.cells = 0;
      await predictPlan(edited, { solver: counting, fields, resolutionM: 0.25, modelId: 'multi-wall' });
      return counting.cells;
    };
    expect(await costOf(plan)).toBe(2 * carriers * levelCells);
    const [level] = plan.levels;
    const shut: Level = { ...level, openings: [{ ...level.openings![0], state: 'closed' }] };
    const shutter = await costOf({ ...plan, levels: [shut] });
    expect(shutter).toBeGreaterThan(0);
    expect(shutter).toBeLessThan(0.6 * 2 * carriers * levelCells);
    const moved: Antenna = { ...near, position: [18.5, 12] };
    expect(await costOf({ ...plan, levels: [shut], antennas: [moved, far] })).toBe(carriers * levelCells);
    const louder: Antenna = { ...far, portPowerDbm: { [plan.carriers[0].id]: 12 } };
    expect(await costOf({ ...plan, levels: [shut], antennas: [moved, louder] })).toBe(0);
    expect(await costOf({ ...plan, levels: [shut], antennas: [louder] })).toBe(0);
    expect(await costOf({ ...plan, levels: [structuredClone(shut)], antennas: [louder] })).toBe(0);
  });
});

/** Holds calls back while it is closed. */
function gatedSolver(solver: FieldSolver): FieldSolver & { close(): void; letPass(): void; open(): void } {
  let [isClosed, release] = [false, () => {}];
  let opened = Promise.resolve();
  return {
    async solve(jobs) {
      if (isClosed) await opened;
      return solver.solve(jobs);
    },
    close() {
      isClosed = true;
      opened = new Promise((resolve) => {
        release = resolve;
      });
    },
    /** Calls to come pass, those that wait go on waiting. */
    letPass() {
      isClosed = false;
    },
    open() {
      release();
    },
  };
}

/** Answers each call after some turns of the event loop, so that calls overtake each other. */
function delayingSolver(solver: FieldSolver, draw: Draw): FieldSolver {
  return {
    async solve(jobs) {
      for (let turns = draw(6); turns > 0; turns -= 1) await new Promise((resolve) => setImmediate(resolve));
      return solver.solve(jobs);
    },
  };
}

/** Each facet from below the lower floor to some height, so that some links pass above it. */
function stand(obstacles: Obstacles, draw: Draw): Obstacles {
  const heights = Array.from(obstacles.lossUnits, () => [-4000, draw(5000) - 3000]).flat();
  return { ...obstacles, heightsMm: Int32Array.from(heights) };
}

function editPlan(plan: Plan, draw: Draw, id: string): Plan {
  const [level] = plan.levels;
  const walls = level.walls ?? [];
  const openings = level.openings ?? [];
  const withLevel = (part: Partial<Level>): Plan => ({ ...plan, levels: [{ ...level, ...part }] });
  const point = (): [number, number] => [draw(160) / 4, draw(96) / 4];
  const [antenna, ...others] = plan.antennas;
  switch (draw(7)) {
    case 0: {
      const added = { id, start: point(), end: point(), thicknessM: 0.2, material: 'concrete-block' };
      return withLevel({ walls: [...walls, added] });
    }
    case 1:
      return withLevel({ walls: walls.slice(1) });
    case 2:
      return withLevel({ walls: walls.map((wall, at) => (at ? wall : { ...wall, material: 'brick' })) });
    case 3:
      return withLevel({
        openings: openings.map((door) => ({ ...door, state: door.state === 'open' ? 'closed' : 'open' })),
      });
    case 4:
      return { ...plan, antennas: [{ ...antenna, position: point() }, ...others] };
    case 5:
      return { ...plan, antennas: [...plan.antennas, buildAntenna(id, ...point())] };
    default:
      return {
        ...plan,
        antennas: [{ ...antenna, portPowerDbm: { [plan.carriers[0].id]: draw(20) } }, ...others],
      };
  }
}
