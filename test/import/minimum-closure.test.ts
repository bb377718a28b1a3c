/** The cheapest closed edge around a floor, on floors of a known area whose outer walls do not close. */
import { describe, expect, it } from 'vitest';
import type { Point } from '../../packages/engine/src/core/index.ts';
import { minimumClosure } from '../../packages/engine/src/import/recognition/rooms/minimum-closure.ts';
import type { WallLine } from '../../packages/engine/src/import/recognition/walls/wall-line.ts';
import { messUp } from './doubt-support/mess-drawing.ts';
import { inventedGarage } from './doubt-support/mess-garages.ts';
import { scoreDoubts } from './doubt-support/score-doubts.ts';
import { ringArea } from './score-import.ts';

/** An angle of 60 × 40 m with a corner of 30 × 20 m left out, by the middles of its walls. */
const corners: Point[] = [
  [0, 0],
  [60, 0],
  [60, 20],
  [30, 20],
  [30, 40],
  [0, 40],
];
const thicknessM = 0.3;
const trueM2 = 60.3 * 20.3 + 30.3 * 20;

function wall(a: Point, b: Point): WallLine {
  return { a, b, thicknessM, layerClass: 'retaining-wall', filled: false };
}

/** Walls of the angle, but for what lies nearer than so far to a corner, m. */
function wallsWithout(corner: number, nearM: number): WallLine[] {
  const count = corners.length;
  return corners.map((a, i) => {
    const b = corners[(i + 1) % count];
    const lengthM = Math.hypot(b[0] - a[0], b[1] - a[1]);
    const along = (m: number): Point => [
      a[0] + ((b[0] - a[0]) * m) / lengthM,
      a[1] + ((b[1] - a[1]) * m) / lengthM,
    ];
    return wall(
      along(i === corner ? nearM : 0),
      along((i + 1) % count === corner ? lengthM - nearM : lengthM),
    );
  });
}

/** Bays of 2.4 × 5.3 m along the outer walls, where it is asked for. */
function bayAt(x: number, y: number, isAcross = false): Point[] {
  const [w, d] = isAcross ? [5.3, 2.4] : [2.4, 5.3];
  return [
    [x, y],
    [x + w, y],
    [x + w, y + d],
    [x, y + d],
  ];
}
const bays = [
  ...Array.from({ length: 20 }, (_, k) => bayAt(6 + 2.4 * k, 0.2)),
  ...Array.from({ length: 10 }, (_, k) => bayAt(6 + 2.4 * k, 34.5)),
  ...Array.from({ length: 10 }, (_, k) => bayAt(33 + 2.4 * k, 14.5)),
  ...Array.from({ length: 10 }, (_, k) => bayAt(0.2, 8 + 2.4 * k, true)),
];

function closureOf(
  walls: readonly WallLine[],
  of: readonly Point[][] = bays,
): ReturnType<typeof minimumClosure> {
  const middles = of.map(([a, , c]): Point => [(a[0] + c[0]) / 2, (a[1] + c[1]) / 2]);
  return minimumClosure({ walls, windows: [], openings: [], columns: [], bays: of }, middles);
}

describe('the cheapest edge of a floor', () => {
  it.each([
    ['closed all around', 0, 0],
    ['without 18 m on both sides of an outer corner', 1, 18],
    ['without 18 m on both sides of another', 5, 18],
    ['without 9 m on both sides of the inner corner', 3, 9],
  ])('is that of an angle %s', (_, corner, nearM) => {
    const found = closureOf(wallsWithout(corner, nearM))!;
    expect(Math.abs(Math.abs(ringArea(found.outline)) - trueM2)).toBeLessThan(0.015 * trueM2);
    expect(found.heldRatio).toBe(1);
    expect(found).toMatchObject({ by: 'assumed', isAssumed: true, isCheapest: true });
  });

  it('takes in a room along the outer wall whose own outer side is missing', () => {
    const open = [
      ...wallsWithout(0, 0).slice(1),
      ...[wall([0, 0], [40, 0]), wall([48, 0], [60, 0])],
      ...[wall([40, 0], [40, 6]), wall([48, 0], [48, 6]), wall([40, 6], [48, 6])].map((each) => ({
        ...each,
        thicknessM: 0.2,
        layerClass: 'wall' as const,
      })),
    ];
    const aside = bays.filter(([[x, y]]) => y > 6 || x < 37 || x > 48);
    const found = closureOf(open, aside)!;
    expect(Math.abs(Math.abs(ringArea(found.outline)) - trueM2)).toBeLessThan(0.015 * trueM2);
  });

  it('links two floors by the passage between them, but not across a yard', () => {
    const box = (x: number): WallLine[] =>
      [
        [x, 0],
        [x + 30, 0],
        [x + 30, 20],
        [x, 20],
      ].map((a, i, all) => wall(a as Point, all[(i + 1) % 4] as Point));
    const [left, right] = [0, 50].map((x) =>
      Array.from({ length: 20 }, (_, k) => bayAt(x + 1 + 2.4 * (k % 11), k < 11 ? 1 : 13)),
    );
    const gates = (x: number): WallLine[] => [wall([x, 0], [x, 8]), wall([x, 12], [x, 20])];
    const passage = [wall([30, 8], [50, 8]), wall([30, 12], [50, 12])];
    const linked = [
      ...box(0).filter((_, i) => i !== 1),
      ...gates(30),
      ...box(50).filter((_, i) => i !== 3),
      ...gates(50),
      ...passage,
    ];
    const area = Math.abs(ringArea(closureOf(linked, [...left, ...right])!.outline));
    expect(area).toBeGreaterThan(2 * 30 * 20);
    expect(area).toBeLessThan(1.03 * (2 * 30.3 * 20.3 + 20 * 4.3));
    const apart = Math.abs(ringArea(closureOf([...box(0), ...box(50)], [...left, ...right])!.outline));
    expect(apart).toBeLessThan(1.03 * 30.3 * 20.3);
  });

  it('is none where nothing is drawn, and is found at once where walls stand a thousand kilometres apart', () => {
    expect(closureOf([])).toBeUndefined();
    const far = [wall([0, 0], [1e6, 0]), wall([0, 3e5], [1e6, 3e5])];
    expect(() => closureOf(far)).not.toThrow();
  });

  it('bounds made-up garage 9101 whose outer wall is open 8 × 6 m', {
    timeout: 60_000,
    tags: ['thorough'],
  }, async () => {
    const { bytes, truth } = inventedGarage(9101);
    const { areaError, imported } = await scoreDoubts(await messUp(bytes, truth, 'outer wall open 8 × 6 m'), {
      truth,
    });
    expect(areaError).toBeLessThan(0.02);
    const [{ candidates }] = imported!.outlines;
    expect(candidates.find(({ isTaken }) => isTaken)).toMatchObject({ method: 'closure' });
  });
});
