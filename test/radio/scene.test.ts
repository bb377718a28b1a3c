import { planWarnings } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { buildScene, cellKind, penetrationLossDb } from '../../packages/engine/src/radio/index.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';

const options = { resolutionM: 0.5 };

function countKinds(cells: Uint8Array): Record<number, number> {
  const counts: Record<number, number> = { 0: 0, 1: 0, 2: 0 };
  for (const kind of cells) counts[kind] += 1;
  return counts;
}

describe('cells of the receiver grid', () => {
  it('cover the outline exactly and know bays, holes and rooms by area', () => {
    const level = buildLevel({
      columns: [],
      holes: [
        [
          [30, 16],
          [34, 16],
          [34, 20],
          [30, 20],
        ],
      ],
      zones: [
        {
          id: 'z1',
          kind: 'plant',
          polygon: [
            [36, 20],
            [40, 20],
            [40, 24],
            [36, 24],
          ],
        },
        {
          id: 'z2',
          kind: 'lobby',
          polygon: [
            [0, 20],
            [4, 20],
            [4, 24],
            [0, 24],
          ],
        },
      ],
    });
    const { cells, grid } = buildScene(level, 1870, options);
    const counts = countKinds(cells);
    const cellM2 = (grid.cellMm / 1000) ** 2;
    expect([grid.columns, grid.rows]).toEqual([80, 48]);
    // Four bays side by side, 9.6 m × 5.3 m, sampled at cell centres.
    expect(counts[cellKind.inBay] * cellM2).toBeCloseTo(9.6 * 5.3, -0.5);
    expect(counts[cellKind.none] * cellM2).toBe(16 + 16);
    expect((counts[cellKind.inBay] + counts[cellKind.onFoot]) * cellM2).toBe(40 * 24 - 32);
  });

  it('count no floor inside a wall', () => {
    const wall = { id: 'w', start: [0, 12], end: [40, 12], thicknessM: 1, material: 'reinforced-concrete' };
    const level = buildLevel({ walls: [wall as never], columns: [], openings: [], bays: [] });
    const counts = countKinds(buildScene(level, 1870, options).cells);
    expect(counts[cellKind.none] * 0.25).toBe(40 * 1);
    // People walk under what hangs above their heads.
    level.walls = [{ ...wall, bottomM: 2 } as never];
    expect(countKinds(buildScene(level, 1870, options).cells)[cellKind.none]).toBe(0);
  });

  it('move with the plan by whole millimetres', () => {
    const shift = (positions: [number, number][]) =>
      positions.map(([x, y]): [number, number] => [x + 12.345, y - 7.001]);
    const level = buildLevel();
    const moved = buildLevel({
      outline: shift(level.outline),
      bays: level.bays?.map((bay) => ({ ...bay, polygon: shift(bay.polygon) })),
      columns: level.columns?.map((column) => ({ ...column, center: shift([column.center])[0] })),
      walls: level.walls?.map((wall) => {
        const [start, end] = shift([wall.start, wall.end]);
        return { ...wall, start, end };
      }),
    });
    expect(buildScene(moved, 1870, options).cells).toEqual(buildScene(level, 1870, options).cells);
  });
});

describe('obstacles', () => {
  it('leave out what an opening cuts, and put a closed opening in its place', () => {
    const open = buildScene(buildLevel({ columns: [] }), 1870, options);
    const parts = [...open.obstacles.segmentsMm];
    expect(open.obstacleIds).toEqual(['w1', 'w1', 'w2']);
    expect(parts.slice(0, 8)).toEqual([20000, 0, 20000, 9000, 20000, 15000, 20000, 24000]);
    const closed = buildLevel({ columns: [] });
    closed.openings = [{ id: 'd1', start: [20, 9], end: [20, 15], kind: 'fire-shutter', state: 'closed' }];
    const scene = buildScene(closed, 1870, options);
    expect(scene.obstacleIds).toEqual(['w1', 'w1', 'w2', 'd1']);
    expect(scene.obstacles.lossUnits[3]).toBeGreaterThan(20 * 256);
  });

  it('keep a wall whole beside an opening that lies in another wall', () => {
    const level = buildLevel({
      columns: [],
      openings: [{ id: 'd1', start: [20.9, 9], end: [20.9, 15], kind: 'door', state: 'open' }],
    });
    expect(buildScene(level, 1870, options).obstacleIds).toEqual(['w1', 'w2']);
  });

  it('carry the catalogue loss in 1/256 dB, or the plan own loss', () => {
    const level = buildLevel({ columns: [], openings: [] });
    const { obstacles } = buildScene(level, 1870, options);
    expect(obstacles.lossUnits[0]).toBe(Math.round(256 * penetrationLossDb('concrete-block', 1870, 0.2)));
    const customScene = buildScene(level, 1870, {
      ...options,
      materials: { 'concrete-block': { lossDb: { '700': 3, '3500': 3 } } },
    });
    expect(customScene.obstacles.lossUnits[0]).toBe(3 * 256);
  });
});

describe('warnings of a plan', () => {
  it('name antennas outside their level, in a hole or above the ceiling', () => {
    const hole: [number, number][] = [
      [30, 16],
      [34, 16],
      [34, 20],
      [30, 20],
    ];
    const plan = buildPlan({
      levels: [buildLevel({ holes: [hole] })],
      antennas: [
        buildAntenna('IN', 10, 10),
        buildAntenna('OUT', 41, 10),
        buildAntenna('HOLE', 32, 18),
        buildAntenna('HIGH', 12, 10, { heightM: 2.7 }),
      ],
    });
    expect(planWarnings(plan).map((warning) => warning.at)).toEqual([
      'antennas[1].position',
      'antennas[2].position',
      'antennas[3].heightM',
    ]);
  });
});
