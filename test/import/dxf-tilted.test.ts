/** Blocks placed aslant in space, seen from above, against matrices of space composed one step at a time. */
import { phraseText, readDrawing } from '@diku/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { line, type Tag } from './drawing-support.ts';
import { between, normalTags, point } from './dxf-support/arbitrary-parts.ts';
import {
  type Matrix,
  mapped,
  moved,
  ofNormal,
  scaled,
  times,
  turned,
  type Vec3,
} from './dxf-support/matrices.ts';
import { wholeBytes } from './dxf-support/write-dxf.ts';

interface Placing {
  at: readonly [number, number];
  elevation: number;
  turnDeg: number;
  sizes: readonly [number, number];
  normal?: Vec3;
}

const tilt = fc
  .tuple(between(-1, 1), between(-1, 1), between(-1, 1))
  .filter(([x, y, z]) => Math.hypot(x, y, z) > 0.2);
const placing = (normal: fc.Arbitrary<Vec3 | undefined>, height: fc.Arbitrary<number>) =>
  fc.record({
    at: point,
    elevation: height,
    turnDeg: between(-180, 180),
    sizes: fc.tuple(between(0.2, 3), between(0.2, 3)),
    normal,
  });

function insertTags(layer: string, name: string, { at, elevation, turnDeg, sizes, normal }: Placing): Tag[] {
  return [
    [0, 'INSERT'],
    [8, layer],
    [2, name],
    [10, at[0]],
    [20, at[1]],
    [30, elevation],
    [41, sizes[0]],
    [42, sizes[1]],
    [50, turnDeg],
    ...normalTags(normal),
  ];
}

function matrixOf({ at, elevation, turnDeg, sizes, normal }: Placing): Matrix {
  return times(
    ofNormal(normal ?? [0, 0, 1]),
    moved(at[0], at[1], elevation),
    turned(turnDeg),
    scaled(sizes[0], sizes[1], 1),
  );
}

const lifted = (layer: string, z: number): Tag[] => [
  [0, 'LINE'],
  [8, layer],
  ...([
    [10, 0],
    [20, 0],
    [30, 0],
    [11, 1000],
    [21, 0],
    [31, z],
  ] as Tag[]),
];

describe('blocks tilted in space', () => {
  it('what is flat in them lies where it is seen from above, at any normal and elevation, nested (seed 31)', async () => {
    const scene = fc.record({
      outer: placing(tilt, between(-5000, 5000)),
      // Within a tilted block only what stays in its plane is flat.
      inner: placing(fc.constantFrom(undefined, [0, 0, -1] as Vec3), fc.constant(0)),
      ends: fc.tuple(point, point),
    });
    await fc.assert(
      fc.asyncProperty(scene, async ({ outer, inner, ends: [a, b] }) => {
        const bytes = wholeBytes({
          blocks: [
            { name: 'FLAT', entities: line('A-WALL', ...a, ...b) },
            { name: 'AROUND', entities: insertTags('0', 'FLAT', inner) },
          ],
          entities: [...insertTags('S-1', 'AROUND', outer), ...line('CORNER', 0, 0, 1, 1)],
        });
        const { sheets, warnings } = await readDrawing(bytes);
        expect(warnings).toEqual([]);
        const matrix = times(matrixOf(outer), matrixOf(inner));
        const drawn = sheets[0].drawing.paths.find(({ layer }) => layer === 'A-WALL');
        const expected = [a, b].map(([x, y]) => mapped(matrix, [x, y, 0]).slice(0, 2));
        const size = Math.max(1, ...expected.flat().map(Math.abs));
        expected.forEach(([x, y], k) => {
          const [u, v] = drawn!.points[k];
          expect(Math.hypot(u - x, v - y)).toBeLessThan(1e-8 * size);
        });
      }),
      { seed: 31, numRuns: 60 },
    );
  });

  it('with heights in them they are left out and said, with count and layers; upright ones are read', async () => {
    const normal: Vec3 = [0.3, -0.2, 0.9];
    const aslant: Placing = { at: [0, 0], elevation: 0, turnDeg: 0, sizes: [1, 1], normal };
    const upright: Placing = { ...aslant, normal: [0, 0, -1] };
    const { sheets, warnings } = await readDrawing(
      wholeBytes({
        blocks: [
          { name: 'HIGH', entities: lifted('A-WALL', 2500) },
          { name: 'FLAT', entities: lifted('A-DOOR', 0) },
          {
            name: 'DEEP',
            entities: insertTags('0', 'FLAT', { ...aslant, normal: undefined, elevation: 900 }),
          },
          { name: 'TURNED', entities: insertTags('0', 'FLAT', aslant) },
        ],
        entities: [
          ...insertTags('S-ROOF', 'HIGH', aslant),
          ...insertTags('S-ROOF', 'DEEP', aslant),
          ...insertTags('S-STAIR', 'TURNED', aslant),
          ...insertTags('S-PLAN', 'HIGH', upright),
          ...insertTags('S-PLAN', 'TURNED', upright),
          ...insertTags('S-PLAN', 'FLAT', aslant),
        ],
      }),
    );
    expect(sheets[0].drawing.paths.map(({ layer }) => layer)).toEqual(['A-WALL', 'A-DOOR', 'A-DOOR']);
    expect(sheets[0].drawing.symbols.map(({ layer }) => layer)).toEqual(['S-PLAN', 'S-PLAN', 'S-PLAN']);
    const [warning, ...others] = warnings;
    expect(others).toEqual([]);
    const listed = 'INSERT tilted in space × 3 (S-ROOF × 2, S-STAIR)';
    expect(warning).toMatchObject({
      code: 'entities-ignored',
      message: `3 entities of kinds that are not read, or objects of other programs without graphics: ${listed}`,
    });
    expect(phraseText(warning.said, 'zh')).toContain(listed);
  });
});
