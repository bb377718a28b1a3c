import { describe, expect, it } from 'vitest';
import {
  airM3,
  buildEnergyScene,
  buildGrid,
  createEnergyTracer,
  energyGrid,
  traceEnergyField,
} from '../../packages/engine/src/radio/index.ts';
import { buildLevel } from '../support/build-garage.ts';

type Level = ReturnType<typeof buildLevel>;

const rowOfBays = (count: number): Level['bays'] =>
  Array.from({ length: count }, (_, index) => ({
    id: `p${index + 1}`,
    polygon: [
      [1 + 2.5 * index, 10],
      [3.5 + 2.5 * index, 10],
      [3.5 + 2.5 * index, 15.3],
      [1 + 2.5 * index, 15.3],
    ],
  }));

function fieldOf(level: Level, options: Parameters<typeof buildEnergyScene>[2] = {}, rays = 60_000) {
  const scene = buildEnergyScene(level, 1800, options);
  const grid = energyGrid(buildGrid(level, 2), 1.5, level.clearHeightM);
  const tracer = createEnergyTracer(scene, grid);
  return traceEnergyField(scene, grid, airM3(level, scene, grid), [20, 5, 2.4], {
    ...{ rays, seed: 7 },
    solver: { solve: async (jobs) => jobs.map(({ batch }) => tracer.trace(batch)) },
  });
}

/** Mean loss over the cells of rows from y to y, dB. */
function meanLossDb(lossDb: Float32Array, fromM: number, toM: number): number {
  const powers = [...lossDb]
    .filter((_, cell) => 2 * Math.floor(cell / 20) >= fromM && 2 * Math.floor(cell / 20) < toM)
    .filter(Number.isFinite)
    .map((value) => 10 ** (-value / 10));
  return -10 * Math.log10(powers.reduce((sum, value) => sum + value, 0) / powers.length);
}

const empty = { columns: [], openings: [], bays: [], walls: [] };

describe('a level as energy rays meet it', () => {
  it('walls and closed openings are sheets, columns, beams, low walls and cars bodies', () => {
    const level = buildLevel({
      beams: [
        { id: 'b1', start: [0, 6], end: [40, 6], bottomM: 2.1, widthM: 0.4, material: 'reinforced-concrete' },
      ],
      walls: [
        ...(buildLevel().walls ?? []),
        { id: 'low', start: [5, 20], end: [9, 20], thicknessM: 0.2, material: 'brick', topM: 1.1 },
      ],
    });
    const parkedCars = { occupancyRatio: 1, roofHeightM: 1.5 };
    const scene = buildEnergyScene(level, 1800, { parkedCars });
    const heights = scene.bodies.map(({ lowM, highM }) => `${lowM}–${highM}`);
    expect(heights).toEqual(['0–2.6', '0–2.6', '2.1–2.6', '0–1.1', ...Array(4).fill('0.25–1.5')]);
    // The cross wall on both sides of its shutter, and the wall along the bottom.
    expect(scene.sheets.map(({ surfaceM }) => surfaceM)).toEqual([0.1, 0.1, 0.15]);
    const closed = buildLevel({
      openings: [{ ...(level.openings?.[0] as never as object), state: 'closed' } as never],
    });
    expect(buildEnergyScene(closed, 1800, {}).sheets).toHaveLength(4);
    for (const { ring } of scene.bodies) expect(area(ring)).toBeGreaterThan(0);
  });

  it('so many bays are taken as the plan says, always the same ones', () => {
    const level = buildLevel({ bays: rowOfBays(400) });
    for (const occupancyRatio of [0, 0.3, 0.6, 1]) {
      const options = { parkedCars: { occupancyRatio, roofHeightM: 1.5 } };
      const cars = buildEnergyScene(level, 1800, options).bodies.slice(2);
      expect(Math.abs(cars.length - 400 * occupancyRatio)).toBeLessThanOrEqual(12);
      expect(buildEnergyScene(level, 1800, options).bodies.slice(2)).toEqual(cars);
    }
    const other = buildEnergyScene(level, 1800, {
      parkedCars: { occupancyRatio: 0.6, roofHeightM: 1.5 },
      seed: 2,
    });
    const one = buildEnergyScene(level, 1800, { parkedCars: { occupancyRatio: 0.6, roofHeightM: 1.5 } });
    expect(other.bodies).not.toEqual(one.bodies);
  });

  it('the air of a cell: the outline less walls, columns and cars of the layer', () => {
    const level = buildLevel({
      ...empty,
      columns: [{ id: 'c1', center: [5, 5], sizeM: [1, 1], angleDeg: 0 }],
      bays: [
        {
          id: 'p1',
          polygon: [
            [20, 10],
            [22.4, 10],
            [22.4, 15.3],
            [20, 15.3],
          ],
        },
      ],
    });
    const grid = energyGrid(buildGrid(level, 4), 1.5, 2.6);
    const air = (roofHeightM: number) => {
      const scene = buildEnergyScene(level, 1800, { parkedCars: { occupancyRatio: 1, roofHeightM } });
      return airM3(level, scene, grid).reduce((sum, value) => sum + value, 0);
    };
    const allM3 = 40 * 24 * 0.4;
    expect(Math.abs(air(1.2) - (allM3 - 0.4))).toBeLessThan(0.1);
    expect(Math.abs(air(1.5) - (allM3 - 0.4 - 0.2 * 4.6 * 1.8))).toBeLessThan(0.3);
    expect(Math.abs(air(1.9) - (allM3 - 0.4 - 0.4 * 4.6 * 1.8))).toBeLessThan(0.3);
  });

  it('a full row of cars shades what is behind it, a beam across what is beyond it', async () => {
    const free = await fieldOf(buildLevel(empty));
    const behindCars = await fieldOf(buildLevel({ ...empty, bays: rowOfBays(15) }), {
      parkedCars: { occupancyRatio: 1, roofHeightM: 1.8 },
    });
    const beam = { id: 'b1', start: [0, 8], end: [40, 8], bottomM: 2.1, widthM: 0.4, material: 'concrete' };
    const beyondBeam = await fieldOf(buildLevel({ ...empty, beams: [beam as never] }));
    const before = meanLossDb(free.lossDb, 16, 22);
    expect(meanLossDb(behindCars.lossDb, 16, 22) - before).toBeGreaterThan(1.5);
    expect(meanLossDb(beyondBeam.lossDb, 16, 22) - before).toBeGreaterThan(0.5);
    expect(Math.abs(meanLossDb(behindCars.lossDb, 2, 8) - meanLossDb(free.lossDb, 2, 8))).toBeLessThan(1);
  });

  it('an antenna beside the outline still reaches it', async () => {
    const level = buildLevel(empty);
    const scene = buildEnergyScene(level, 1800, {});
    const grid = energyGrid(buildGrid(level, 4), 1.5, level.clearHeightM);
    const air = airM3(level, scene, grid);
    const tracer = createEnergyTracer(scene, grid);
    const field = await traceEnergyField(scene, grid, air, [-8, 12, 2.59], {
      ...{ rays: 20_000, seed: 1 },
      solver: { solve: async (jobs) => jobs.map(({ batch }) => tracer.trace(batch)) },
    });
    expect([...field.lossDb].every(Number.isFinite)).toBe(true);
  });
});

/** Signed: positive counter-clockwise. */
function area(ring: readonly (readonly number[])[]): number {
  return ring.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = ring[(index + 1) % ring.length];
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);
}
