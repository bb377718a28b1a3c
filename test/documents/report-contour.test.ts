import { createPlainSolver, createSimdKernel, floorDxf, predictPlan, readDrawing } from '@diku/engine';
import { floorSvg } from '@diku/engine/documents';
import type { Grid } from '@diku/engine/radio';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contourLines } from '../../packages/engine/src/documents/index.ts';
import { buildAntenna, buildLevel, buildPlan, randomWalls } from '../support/build-garage.ts';
import { shownTexts } from './construction-support/sheet-shapes.ts';

const field = fc
  .tuple(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 2, max: 9 }))
  .chain(([columns, rows]) =>
    fc.record({
      columns: fc.constant(columns),
      rows: fc.constant(rows),
      // Whole numbers: the limit between them leaves each edge a location of its own.
      values: fc.array(
        fc.oneof({ weight: 9, arbitrary: fc.integer({ min: -4, max: 4 }) }, fc.constant(Number.NaN)),
        {
          minLength: columns * rows,
          maxLength: columns * rows,
        },
      ),
    }),
  );
const limit = 0.25;
const gridOf = (columns: number, rows: number): Grid => ({
  ...{ originXMm: 500, originYMm: -1500, cellMm: 1000 },
  ...{ columns, rows },
});

describe('contour lines', () => {
  it('pass each edge between a cell at or above the limit and one below once, where it is met (seed 71)', () => {
    fc.assert(
      fc.property(field, ({ columns, rows, values }) => {
        const at = (column: number, row: number) => values[row * columns + column];
        const isWhole = (column: number, row: number) =>
          column >= 0 &&
          row >= 0 &&
          column + 1 < columns &&
          row + 1 < rows &&
          [at(column, row), at(column + 1, row), at(column, row + 1), at(column + 1, row + 1)].every(
            (value) => !Number.isNaN(value),
          );
        const expected: string[] = [];
        const expectPoint = (x: number, y: number) => expected.push(`${x.toFixed(4)},${y.toFixed(4)}`);
        for (let row = 0; row < rows; row += 1) {
          for (let column = 0; column < columns; column += 1) {
            const value = at(column, row);
            const right = at(column + 1, row);
            const isNextToWhole = isWhole(column, row) || isWhole(column, row - 1);
            if (column + 1 < columns && isNextToWhole && value >= limit !== right >= limit) {
              expectPoint(0.5 + column + (value - limit) / (value - right), row - 1.5);
            }
            const above = at(column, row + 1);
            const isBelowWhole = isWhole(column, row) || isWhole(column - 1, row);
            if (row + 1 < rows && isBelowWhole && value >= limit !== above >= limit) {
              expectPoint(0.5 + column, row - 1.5 + (value - limit) / (value - above));
            }
          }
        }
        const lines = contourLines(Float32Array.from(values), gridOf(columns, rows), limit);
        const found = lines.flatMap((line) => {
          const isClosed = line.length > 2 && line[0].join() === line[line.length - 1].join();
          return line.slice(isClosed ? 1 : 0).map(([x, y]) => `${x.toFixed(4)},${y.toFixed(4)}`);
        });
        expect(found.sort()).toEqual(expected.sort());
      }),
      { seed: 71, numRuns: 400 },
    );
  });

  it('have what is at or above the limit on their left, and close around a hill', () => {
    const size = 21;
    const values = Float32Array.from({ length: size * size }, (_, cell) => {
      const [x, y] = [(cell % size) - 10, Math.floor(cell / size) - 10];
      return 6.3 - Math.hypot(x, y);
    });
    const lines = contourLines(values, gridOf(size, size), 0);
    expect(lines).toHaveLength(1);
    const [line] = lines;
    expect(line[0]).toEqual(line[line.length - 1]);
    // Counter-clockwise around the hill: its area, about that of the circle, counts positive.
    let area = 0;
    for (let index = 1; index < line.length; index += 1) {
      area += (line[index - 1][0] * line[index][1] - line[index][0] * line[index - 1][1]) / 2;
    }
    expect(area / (Math.PI * 6.3 ** 2)).toBeCloseTo(1, 1);
    const valley = contourLines(
      values.map((value) => -value),
      gridOf(size, size),
      0,
    );
    expect(valley[0]).toHaveLength(line.length);
  });
});

describe('the edge of coverage on a floor plan', () => {
  it('lies between served and unserved cells, its ticks on the unserved side; in DXF on a layer of its own', async () => {
    const carriers = buildPlan()
      .carriers.slice(0, 1)
      .map((carrier) => ({ ...carrier, portPowerDbm: -14 }));
    const walls = randomWalls(5, 8).map((wall) => ({ ...wall, material: 'reinforced-concrete' }));
    const plan = buildPlan({
      levels: [buildLevel({ walls, openings: [], bays: [] })],
      carriers,
      antennas: [buildAntenna('A1', 12, 8)],
    });
    const prediction = await predictPlan(plan, { solver: createPlainSolver(createSimdKernel()) });
    const [{ grid, marginDb }] = prediction.maps;
    /** Margins of the four cells around a location in the plan, dB. */
    const around = ([x, y]: readonly number[]) => {
      const column = Math.floor((1000 * x - grid.originXMm) / grid.cellMm + 1e-6);
      const row = Math.floor((1000 * y - grid.originYMm) / grid.cellMm + 1e-6);
      return [0, 1].flatMap((up) =>
        [0, 1].map((right) => marginDb[(row + up) * grid.columns + column + right]),
      );
    };
    const { paths } = (await readDrawing(floorDxf(plan, { lang: 'en', prediction }))).sheets[0].drawing;
    const contourPaths = paths.filter(({ layer }) => layer === 'DIKU-COVERAGE');
    const lines = contourPaths.filter(({ points }) => points.length > 2);
    const ticks = contourPaths.filter(({ points }) => points.length === 2);
    expect(lines.length).toBeGreaterThan(0);
    for (const { points } of lines) {
      for (const point of points) {
        const margins = around(point).filter((margin) => !Number.isNaN(margin));
        expect(Math.max(...margins)).toBeGreaterThanOrEqual(0);
        expect(Math.min(...margins)).toBeLessThan(0.01);
      }
    }
    let unserved = 0;
    for (const { points } of ticks) {
      const end = around(points[1]).filter((margin) => !Number.isNaN(margin));
      if (Math.min(...end) < 0) unserved += 1;
    }
    expect(ticks.length).toBeGreaterThan(10);
    expect(unserved / ticks.length).toBeGreaterThan(0.95);
    expect(paths.some(({ layer }) => layer === 'DIKU-ANTENNA')).toBe(true);
    const without = (await readDrawing(floorDxf(plan, { lang: 'en' }))).sheets[0].drawing;
    expect(without.paths.some(({ layer }) => layer === 'DIKU-COVERAGE')).toBe(false);
    const svg = floorSvg(plan, { lang: 'en', prediction });
    expect(svg).toMatch(/Edge of China Telecom.{1,5}s coverage/);
    const strong = { ...plan, carriers: carriers.map((carrier) => ({ ...carrier, portPowerDbm: 40 })) };
    const everywhere = await predictPlan(strong, { solver: createPlainSolver(createSimdKernel()) });
    const notes = shownTexts(floorSvg(strong, { lang: 'zh', prediction: everywhere }));
    expect(notes.map(({ text }) => text).join('')).toContain('中值未达门限的地面合计不足');
  });
});
