import type { CarrierMap } from '@diku/engine';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupBoxes } from '../../packages/viewer/src/layers/label-boxes.ts';
import { differenceHeatmap } from '../../packages/viewer/src/store/difference-heatmap.ts';
import { findScale } from '../../packages/viewer/src/store/field-scale.ts';
import { drawImage, rasterOf } from '../../packages/viewer/src/store/heatmap-raster.ts';

const scale = findScale('rsrp');

function buildMap(columns: number, rows: number, kinds: readonly number[]): CarrierMap {
  // 0 passes, 1 fails, 2 is not counted, 3 has no service.
  const values = kinds.map((kind) => [-90, -110, Number.NaN, Number.NEGATIVE_INFINITY][kind]);
  return {
    ...({ carrierId: 'c', levelId: 'B1' } as CarrierMap),
    grid: { originXMm: 1250, originYMm: -750, cellMm: 500, columns, rows },
    rsrpDbm: Float32Array.from(values),
    bestAntenna: Int16Array.from(kinds, (kind) => (kind === 3 ? -1 : 0)),
  };
}

/** Every unit edge between a passing and a failing cell, by its middle in half cells from the first centre. */
function edgesByCell(columns: number, rows: number, kinds: readonly number[]): string[] {
  const edges: string[] = [];
  const passes = (column: number, row: number) => {
    const kind = column < columns && row < rows ? kinds[row * columns + column] : 2;
    return kind === 2 ? undefined : kind === 0;
  };
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const here = passes(column, row);
      if (here === undefined) continue;
      if (passes(column + 1, row) === !here) edges.push(`${2 * column + 1} ${2 * row}`);
      if (passes(column, row + 1) === !here) edges.push(`${2 * column} ${2 * row + 1}`);
    }
  return edges.sort();
}

/** The same from drawn segments, cut into pieces of one cell. */
function edgesOfSegments(contourM: Float32Array): string[] {
  const edges: string[] = [];
  for (let at = 0; at < contourM.length; at += 4) {
    const [x1, x2] = [contourM[at], contourM[at + 2]].map((x) => Math.round((x - 1.25) / 0.25));
    const [y1, y2] = [contourM[at + 1], contourM[at + 3]].map((y) => Math.round((y + 0.75) / 0.25));
    expect(x1 === x2 || y1 === y2).toBe(true);
    for (let x = x1 + 1; x < x2; x += 2) edges.push(`${x} ${y1}`);
    for (let y = y1 + 1; y < y2; y += 2) edges.push(`${x1} ${y}`);
  }
  return edges.sort();
}

test('the contour runs along every edge between passing and failing floor, and no other (seed 4)', () => {
  const map = fc.integer({ min: 1, max: 9 }).chain((columns) =>
    fc.integer({ min: 1, max: 9 }).chain((rows) =>
      fc.record({
        columns: fc.constant(columns),
        rows: fc.constant(rows),
        kinds: fc.array(fc.nat(3), { minLength: columns * rows, maxLength: columns * rows }),
        before: fc.array(fc.nat(3), { minLength: columns * rows, maxLength: columns * rows }),
      }),
    ),
  );
  fc.assert(
    fc.property(map, ({ columns, rows, kinds, before }) => {
      const expected = edgesByCell(columns, rows, kinds);
      const fresh = drawImage(buildMap(columns, rows, kinds), scale);
      expect(edgesOfSegments(fresh.contourM)).toEqual(expected);
      const used = drawImage(buildMap(columns, rows, before), scale);
      const again = drawImage(buildMap(columns, rows, kinds), scale, used);
      expect(edgesOfSegments(again.contourM)).toEqual(expected);
      expect(again.classes).toBe(used.classes);
      expect([again.classes, again.fractions]).toEqual([fresh.classes, fresh.fractions]);
    }),
    { seed: 4, numRuns: 200 },
  );
});

test('on the map of servers a line runs wherever another antenna serves, and round what nobody serves (seed 6)', () => {
  const servers = fc.array(fc.nat(3), { minLength: 42, maxLength: 42 });
  fc.assert(
    fc.property(servers, servers, (kinds, served) => {
      const map = buildMap(7, 6, kinds);
      const bestAntenna = map.bestAntenna.map((best, cell) => (best < 0 ? best : served[cell]));
      const { contourM } = drawImage({ ...map, bestAntenna }, findScale('server'));
      const serverAt = (column: number, row: number) => {
        const cell = row * 7 + column;
        return column < 7 && row < 6 && kinds[cell] !== 2 ? bestAntenna[cell] : undefined;
      };
      const expected: string[] = [];
      for (let row = 0; row < 6; row++)
        for (let column = 0; column < 7; column++) {
          const here = serverAt(column, row);
          const [right, up] = [serverAt(column + 1, row), serverAt(column, row + 1)];
          if (here === undefined) continue;
          if (right !== undefined && right !== here) expected.push(`${2 * column + 1} ${2 * row}`);
          if (up !== undefined && up !== here) expected.push(`${2 * column} ${2 * row + 1}`);
        }
      expect(edgesOfSegments(contourM)).toEqual(expected.sort());
    }),
    { seed: 6, numRuns: 100 },
  );
});

test('signs that would lie on one another are gathered under the first of them, each once (seed 8)', () => {
  const box = fc
    .tuple(fc.nat(200), fc.nat(80), fc.integer({ min: 10, max: 60 }))
    .map(([left, top, width]) => ({ left, top, right: left + width, bottom: top + 18 }));
  fc.assert(
    fc.property(fc.array(fc.option(box, { nil: undefined }), { maxLength: 30 }), (boxes) => {
      const groups = groupBoxes(boxes);
      const seen = boxes.flatMap((each, index) => (each ? [index] : []));
      expect(groups.flat().sort((a, b) => a - b)).toEqual(seen);
      const apart = (a: number, b: number) =>
        boxes[a]!.right <= boxes[b]!.left ||
        boxes[b]!.right <= boxes[a]!.left ||
        boxes[a]!.bottom <= boxes[b]!.top ||
        boxes[b]!.bottom <= boxes[a]!.top;
      for (const [index, [first, ...others]] of groups.entries()) {
        expect(others.filter((each) => apart(first, each))).toEqual([]);
        expect(groups.slice(index + 1).filter(([other]) => !apart(first, other))).toEqual([]);
      }
    }),
    { seed: 8, numRuns: 200 },
  );
});

test('a long contour fits', () => {
  const kinds = Array.from({ length: 90 * 90 }, (_, cell) => (cell + Math.floor(cell / 90)) % 2);
  const { contourM } = drawImage(buildMap(90, 90, kinds), scale);
  expect(edgesOfSegments(contourM)).toEqual(edgesByCell(90, 90, kinds));
});

test('the image of a map is drawn once per scale', () => {
  const map = buildMap(2, 1, [0, 1]);
  const heatmap = rasterOf(map, scale);
  expect(rasterOf(map, findScale('rsrp'))).toBe(heatmap);
  const stricter = { ...scale, limits: [-70, -80, -85, -95] };
  expect([...rasterOf(map, stricter).classes]).toEqual([3, 4]);
});

test('a difference is taken at the locations of the first map, whatever cells the other has (seed 9)', () => {
  const grid = fc.record({
    originXMm: fc.integer({ min: -2000, max: 2000 }),
    originYMm: fc.integer({ min: -2000, max: 2000 }),
    cellMm: fc.constantFrom(500, 1000),
    columns: fc.integer({ min: 1, max: 6 }),
    rows: fc.integer({ min: 1, max: 6 }),
  });
  const anyMap = grid.chain((each) => {
    const cells = { minLength: each.columns * each.rows, maxLength: each.columns * each.rows };
    const value = fc.oneof(
      fc.constantFrom(Number.NaN, Number.NEGATIVE_INFINITY),
      fc.integer({ min: -120, max: -60 }),
    );
    return fc.array(value, cells).map(
      (values) =>
        ({
          grid: each,
          rsrpDbm: Float32Array.from(values),
          bestAntenna: Int16Array.from(values, (dbm) => (dbm === Number.NEGATIVE_INFINITY ? -1 : 0)),
        }) as unknown as CarrierMap,
    );
  });
  /** Finds by search the cell whose square a location is in. */
  const valueAt = (
    { grid: { originXMm, originYMm, cellMm, columns, rows }, rsrpDbm }: CarrierMap,
    x: number,
    y: number,
  ) => {
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const [dx, dy] = [x - originXMm - column * cellMm, y - originYMm - row * cellMm];
        // On an edge the cell to the upper right has it.
        if (dx >= -cellMm / 2 && dx < cellMm / 2 && dy >= -cellMm / 2 && dy < cellMm / 2)
          return rsrpDbm[row * columns + column];
      }
    return Number.NaN;
  };
  const ends = [10, 5, 1, -1, -5, -10];
  fc.assert(
    fc.property(anyMap, anyMap, (map, other) => {
      const { classes } = differenceHeatmap(map, other, scale);
      const expected = [...classes].map((_, cell) => {
        const x = map.grid.originXMm + (cell % map.grid.columns) * map.grid.cellMm;
        const y = map.grid.originYMm + Math.floor(cell / map.grid.columns) * map.grid.cellMm;
        const [a, b] = [map.rsrpDbm[cell], valueAt(other, x, y)];
        if (Number.isNaN(a) || Number.isNaN(b)) return 255;
        if (a === b && a === Number.NEGATIVE_INFINITY) return 254;
        const index = ends.findIndex((end) => a - b >= end);
        return index < 0 ? ends.length : index;
      });
      expect([...classes]).toEqual(expected);
    }),
    { seed: 9, numRuns: 200 },
  );
});
