import { createPlainSolver, createSimdKernel, FieldStack, type Plan, traceLink } from '@diku/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildScene,
  diffractionLossDb,
  dominantPathModel,
  fieldJob,
  freeSpaceLossDb,
  propagationModel,
  type Scene,
  tracePathLossDb,
} from '../../packages/engine/src/radio/index.ts';
import { buildAntenna, buildLevel, buildPlan, randomWalls } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';

type Wall = NonNullable<Plan['levels'][number]['walls']>[number];

const model = propagationModel('dominant-path');
const direct = propagationModel('multi-wall');
const kernel = createSimdKernel();
/** RC 300 mm at 3500 MHz, and the turns there. */
const wallDb = 31;
const turnDb = (turnDeg: number) => 3 + (22 - 3) * Math.min(turnDeg / 80, 1);

function shearWall(id: string, start: [number, number], end: [number, number]): Wall {
  return { id, start, end, thicknessM: 0.3, material: 'reinforced-concrete' };
}

function planOf(walls: Wall[], rest: Partial<Plan['levels'][number]> = {}): Plan {
  const level = buildLevel({ walls, columns: [], openings: [], bays: [], ...rest });
  const carrier = buildPlan().carriers[0];
  return buildPlan({ levels: [level], carriers: [{ ...carrier, frequencyMhz: 3500 }] });
}

function link(plan: Plan, from: string, to: string, modelId = 'dominant-path') {
  return traceLink(plan, from, to, { modelId });
}

function sceneOf(walls: Wall[], resolutionM = 1): Scene {
  return buildScene(planOf(walls).levels[0], 3500, { resolutionM });
}

function fieldOf(scene: Scene, point: readonly [number, number], by = model): Float32Array {
  return kernel.pathLossDb(fieldJob(scene, { position: point, heightM: 2.4 }, by, 1.5));
}

const sumOf = (terms: readonly { lossDb: number }[]) => terms.reduce((sum, { lossDb }) => sum + lossDb, 0);

describe('a path around one corner', () => {
  const plan = planOf([shearWall('south', [0, 12], [20, 12]), shearWall('west', [20, 12], [20, 24])]);
  const found = link(plan, '5,8,2.5,B1', '24,20,1.5,B1');

  it('loses by the distance law on its length and the turn, reckoned by hand', () => {
    // 10 mm off the corner, diagonally into the open.
    const corner = [20.007, 11.993];
    const [ux, uy] = [corner[0] - 5, corner[1] - 8];
    const [vx, vy] = [24 - corner[0], 20 - corner[1]];
    const turnDeg = ((Math.atan2(vy, vx) - Math.atan2(uy, ux)) * 180) / Math.PI;
    const lengthM = Math.hypot(Math.hypot(ux, uy) + Math.hypot(vx, vy), 1);
    const distanceDb = freeSpaceLossDb(3500, 1) + 22 * Math.log10(lengthM);
    const diffractedDb = distanceDb + turnDb(turnDeg);
    const directDb = freeSpaceLossDb(3500, 1) + 22 * Math.log10(Math.hypot(19, 12, 1));
    // Energies: two walls, and the diffracted path in the place of the leak.
    const leaked = 10 ** -4;
    const throughWalls = (1 - leaked) * 10 ** (-(2 * wallDb) / 10) * 10 ** (-directDb / 10);
    const totalDb = -10 * Math.log10(throughWalls + 10 ** (-diffractedDb / 10));

    expect(found.path.kind).toBe('around-corners');
    expect(found.path.points).toEqual([[5, 8], corner, [24, 20]]);
    expect(found.path.interactions).toHaveLength(1);
    expect(['south', 'west']).toContain(found.path.interactions[0].wall);
    expect(found.path.interactions[0].turnDeg).toBeCloseTo(turnDeg, 9);
    expect(found.path.interactions[0].lossDb).toBeCloseTo(turnDb(turnDeg), 9);
    expect(found.terms.map(({ name }) => name)).toEqual(['distance', 'corner', 'combination']);
    expect(found.terms[0].lossDb).toBeCloseTo(distanceDb, 9);
    expect(found.pathLossDb).toBeCloseTo(totalDb, 9);
    expect(sumOf(found.terms)).toBeCloseTo(found.pathLossDb, 9);
  });

  it('counts where it beats the leak, and the leak is not counted beside it', () => {
    const multiWall = link(plan, '5,8,2.5,B1', '24,20,1.5,B1', 'multi-wall');
    expect(multiWall.path.kind).toBe('direct');
    expect(multiWall.pathLossDb - found.pathLossDb).toBeGreaterThan(15);
    // Two turns about a slab from a point right behind it: the leak is stronger, and nothing changes.
    const slab = planOf([shearWall('slab', [10, 10], [20, 10])]);
    const behind = [slab, '15,9.5,2.5,B1', '15,10.5,1.5,B1'] as const;
    expect(link(...behind).pathLossDb).toBe(link(...behind, 'multi-wall').pathLossDb);
  });

  it('pays what its legs cross, and not the column that its corner stands in', () => {
    const walls = [shearWall('south', [0, 12], [20, 12]), shearWall('west', [20, 12], [20, 24])];
    const thin = { id: 'thin', start: [20.5, 14], end: [22, 14], thicknessM: 0.1, material: 'plasterboard' };
    const columns = [
      { id: 'at-corner', center: [20, 12] as [number, number], sizeM: [0.6, 0.6] as [number, number] },
      { id: 'on-leg', center: [12, 9.9] as [number, number], sizeM: [0.6, 0.6] as [number, number] },
    ];
    const crowded = link(planOf([...walls, thin as Wall], { columns }), '5,8,2.5,B1', '24,20,1.5,B1');
    expect(crowded.terms.map(({ name, id }) => `${name} ${id ?? ''}`.trim())).toEqual([
      'distance',
      'column on-leg',
      expect.stringMatching(/^corner (south|west)$/),
      'wall thin',
      'combination',
    ]);
    expect(sumOf(crowded.terms)).toBeCloseTo(crowded.pathLossDb, 9);
    expect(crowded.terms.at(-1)?.lossDb).toBeLessThanOrEqual(0);
  });
});

describe('rooms and corridors', () => {
  it('through an open door a room behind a wall of 300 mm is reached better than through the wall', () => {
    const walls = [
      shearWall('s', [10, 12], [20, 12]),
      shearWall('e', [20, 12], [20, 22]),
      shearWall('n', [20, 22], [10, 22]),
      shearWall('w', [10, 22], [10, 12]),
    ];
    const door = (state: 'open' | 'closed') =>
      planOf(walls, { openings: [{ id: 'd', start: [14, 12], end: [15, 12], kind: 'fire-door', state }] });
    const ends = ['5,6,2.5,B1', '12,20,1.5,B1'] as const;
    const open = link(door('open'), ...ends);
    const through = link(door('open'), ...ends, 'multi-wall');
    expect(through.terms.some(({ name, lossDb }) => name === 'wall' && lossDb === wallDb)).toBe(true);
    expect(open.path.kind).toBe('around-corners');
    expect(through.pathLossDb - open.pathLossDb).toBeGreaterThan(5);
    // A closed leaf is crossed, and costs its own loss.
    const closed = link(door('closed'), ...ends);
    expect(closed.pathLossDb).toBeGreaterThan(open.pathLossDb + 4);
    expect(closed.pathLossDb).toBeLessThanOrEqual(link(door('closed'), ...ends, 'multi-wall').pathLossDb);
    const none = link(planOf(walls), ...ends);
    expect(none.path.kind).toBe('direct');
    expect(none.pathLossDb).toBe(through.pathLossDb);
  });

  it('a corridor bends around two corners, one after the other', () => {
    const plan = planOf([
      shearWall('south', [0, 0], [40, 0]),
      shearWall('first', [10, 0], [10, 12]),
      shearWall('second', [20, 6], [20, 24]),
      shearWall('north', [0, 24], [40, 24]),
    ]);
    const found = link(plan, '2,10,2.5,B1', '38,10,1.5,B1');
    expect(found.path.interactions.map(({ wall }) => wall)).toEqual(['first', 'second']);
    expect(found.path.points.slice(1, -1)).toEqual([
      [10, 12.01],
      [20, 5.99],
    ]);
    expect(found.pathLossDb).toBeLessThan(
      link(plan, '2,10,2.5,B1', '38,10,1.5,B1', 'multi-wall').pathLossDb - 5,
    );
    expect(found.terms.filter(({ name }) => name === 'corner')).toHaveLength(2);
    expect(sumOf(found.terms)).toBeCloseTo(found.pathLossDb, 9);
  });

  it.each([
    [
      'ends that meet within 200 mm',
      [shearWall('a', [5, 12], [20, 12]), shearWall('b', [20.15, 2], [20.15, 23])],
    ],
    ['a wall in two pieces', [shearWall('a', [0, 12], [20, 12]), shearWall('b', [20, 12], [40, 12])]],
  ])('there is no corner at %s', (_, walls) => {
    const found = link(planOf(walls), '12,5,2.5,B1', '14,18,1.5,B1');
    for (const [x, y] of found.path.points.slice(1, -1))
      expect(Math.hypot(x - 20, y - 12)).toBeGreaterThan(1);
  });
});

describe('the options of the model', () => {
  it('are the losses of turns at each frequency', () => {
    for (const [frequencyMhz, greatestDb] of [
      [700, 17],
      [900, 17],
      [1800, 20],
      [3500, 22],
      [4900, 22],
    ]) {
      const { diffraction: corners } = dominantPathModel().distanceLaw(frequencyMhz);
      for (const turnDeg of [0, 10, 45, 79, 80, 120]) {
        const expectedDb = 3 + (greatestDb - 3) * Math.min(turnDeg / 80, 1);
        expect(diffractionLossDb(corners!, Math.tan((turnDeg * Math.PI) / 360))).toBeCloseTo(expectedDb, 9);
      }
    }
    expect(dominantPathModel({ greatestDb: 30 }).distanceLaw(900).diffraction?.greatestDb).toBe(30);
  });

  it.each([
    [{ thickWallDb: 2.9 }, /thickWallDb: found 2\.9; expected 3–60 dB/],
    [{ offsetDb: 0.4 }, /offsetDb/],
    [{ offsetDb: 5, greatestDb: 4 }, /greatestDb: found 4; expected 5–40 dB/],
    [{ breakpointDeg: 91 }, /breakpointDeg/],
    [{ mostCorners: 4 }, /mostCorners/],
    [{ exponent: 7 }, /exponent/],
  ])('out of range are refused: %j', (options, message) => {
    expect(() => dominantPathModel(options)).toThrow(message);
  });
});

describe('what a dominant path must hold', () => {
  const point = fc.tuple(fc.integer({ min: 200, max: 39_800 }), fc.integer({ min: 200, max: 23_800 }));
  const scene = fc.record({
    seed: fc.nat(1_000_000),
    count: fc.integer({ min: 2, max: 14 }),
    from: point,
    to: point,
  });
  const metres = ([x, y]: readonly [number, number], z: number) => ({ x: x / 1000, y: y / 1000, z });

  it('the way back loses as much, and corners lie between the open and the multi-wall loss (seed 3)', () => {
    let around = 0;
    fc.assert(
      fc.property(scene, ({ seed, count, from, to }) => {
        const walls = randomWalls(seed, count);
        const full = sceneOf(walls);
        const open = sceneOf(
          walls.filter(({ material }) => material !== 'reinforced-concrete' && material !== 'concrete-block'),
        );
        const [a, b] = [metres(from, 2.4), metres(to, 1.5)];
        const lossDb = tracePathLossDb(full, model, a, b);
        expect(Math.abs(tracePathLossDb(full, model, b, a) - lossDb)).toBeLessThan(1e-9);
        const multiWallDb = tracePathLossDb(full, direct, a, b);
        expect(lossDb).toBeLessThanOrEqual(multiWallDb + 1e-9);
        // At 3500 MHz both materials are thick: without them the line is open.
        expect(lossDb).toBeGreaterThanOrEqual(tracePathLossDb(open, direct, a, b) - 1e-9);
        if (lossDb < multiWallDb) around += 1;
      }),
      { numRuns: isLong ? 200 : 80, seed: 3 },
    );
    expect(around).toBeGreaterThan(isLong ? 30 : 12);
  });

  it('the field is the traced link; open lines keep the bits; the order of walls does not matter (seeds 1–6)', () => {
    for (let seed = 1; seed <= 6; seed += 1) {
      const walls = randomWalls(seed, 10);
      const full = sceneOf(walls);
      const from = [6.3 + seed, 11.7] as const;
      const found = fieldOf(full, from);
      expect(fieldOf(sceneOf([...walls].reverse()), from)).toEqual(found);
      const multiWall = fieldOf(full, from, direct);
      const openLaw = fieldOf(sceneOf([]), from, direct);
      found.forEach((lossDb, cell) => {
        const column = cell % full.grid.columns;
        const x = (full.grid.originXMm + column * full.grid.cellMm) / 1000;
        const y = (full.grid.originYMm + ((cell - column) / full.grid.columns) * full.grid.cellMm) / 1000;
        const ends = [
          { x: from[0], y: from[1], z: 2.4 },
          { x, y, z: 1.5 },
        ] as const;
        expect(Math.abs(lossDb - tracePathLossDb(full, model, ...ends))).toBeLessThan(5e-4);
        if (multiWall[cell] === openLaw[cell]) expect(lossDb).toBe(multiWall[cell]);
      });
    }
  });

  it('no wall that grows heavier lowers the loss anywhere (seeds 1–6)', () => {
    for (let seed = 1; seed <= 6; seed += 1) {
      const walls = randomWalls(seed, 10);
      const before = fieldOf(sceneOf(walls), [20.5, 12.5]);
      const heavier = walls.map((wall) => ({ ...wall, thicknessM: wall.thicknessM + 0.1 }));
      fieldOf(sceneOf(heavier), [20.5, 12.5]).forEach((lossDb, cell) => {
        expect(lossDb).toBeGreaterThanOrEqual(before[cell] - 1e-4);
      });
    }
  });

  it('into the shadow of a wall the loss steps by little more than one slight turn, not by the wall', () => {
    const scene = sceneOf([shearWall('half', [0, 12], [20, 12])]);
    const along = (y: number, by: typeof model) => {
      // Past the wall’s end at (20, 12) as seen from (12, 4).
      return Array.from({ length: 801 }, (_, step) =>
        tracePathLossDb(scene, by, { x: 12, y: 4, z: 2.4 }, { x: y + 8 + (step - 400) / 100, y, z: 1.5 }),
      );
    };
    const steps = (losses: number[]) =>
      losses.slice(1).map((lossDb, step) => Math.abs(lossDb - losses[step]));
    for (const y of [13, 16, 20, 23]) {
      expect(Math.max(...steps(along(y, direct)))).toBeGreaterThan(30);
      // 3 dB, and what the 10 mm turn the path by at the boundary.
      expect(Math.max(...steps(along(y, model)))).toBeLessThan(3.6);
    }
  });

  it('a kept stack of fields has the bits of a fresh one after a wall moved, came or went', async () => {
    const walls = randomWalls(8, 12);
    const retained = new FieldStack(createPlainSolver(kernel));
    const edits = [
      walls,
      walls.slice(1),
      [...walls, shearWall('new', [3, 3], [9, 20])],
      [...walls].reverse(),
      walls,
    ];
    for (const edited of edits) {
      const level = planOf(edited).levels[0];
      const of = (stack: FieldStack) =>
        stack.fields(stack.scene(level, 3500, 1), [buildAntenna('A', 7, 9)], model, 1.5);
      expect(await of(retained)).toEqual(await of(new FieldStack(createPlainSolver(createSimdKernel()))));
    }
  });
});
