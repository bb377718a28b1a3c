import fc from 'fast-check';
import type { Tag } from '../drawing-support.ts';
import type { Curve } from './explode.ts';
import type { Vec3 } from './matrices.ts';
import type { Vec2 } from './sample-curves.ts';

export const layers = ['0', '0', 'A-WALL', '墙', 'S-COLU', 'OFF', 'ICE'];
export const hiddenLayers = { off: 'OFF', frozen: 'ICE' };

/** A finite number of at most six decimals, so that what is written is what is meant. */
export function between(low: number, high: number): fc.Arbitrary<number> {
  return fc.integer({ min: Math.round(low * 1e4), max: Math.round(high * 1e4) }).map((n) => n / 1e4);
}

export const point: fc.Arbitrary<Vec2> = fc.tuple(between(-9000, 9000), between(-9000, 9000));

/** Seen from above, from below, or aslant. */
export const upright: fc.Arbitrary<Vec3 | undefined> = fc.constantFrom(
  undefined,
  undefined,
  [0, 0, 1],
  [0, 0, -1],
);
export const anyNormal: fc.Arbitrary<Vec3 | undefined> = fc.oneof(
  { weight: 4, arbitrary: upright },
  {
    weight: 1,
    arbitrary: fc.tuple(between(-1, 1), between(-1, 1), between(-1, 1)).filter((n) => Math.abs(n[2]) > 0.1),
  },
);

export const common = fc.record({
  layer: fc.constantFrom(...layers),
  color: fc.constantFrom(undefined, undefined, 0, 1, 30),
});
type Common = { layer: string; color?: number };

/** The groups every entity begins with. */
export function head(type: string, { layer, color }: Common): Tag[] {
  const colored: Tag[] = color === undefined ? [] : [[62, color]];
  return [[0, type], [8, layer], ...colored];
}

export function normalTags(normal: Vec3 | undefined): Tag[] {
  return normal ? normal.map((value, k): Tag => [210 + 10 * k, value]) : [];
}

export function pointTags(code: number, [x, y]: Vec2): Tag[] {
  return [
    [code, x],
    [code + 10, y],
  ];
}

export function curve(points: readonly Vec2[], more: Partial<Curve> = {}): Curve {
  const drawn: Curve = { points, isClosed: false, width: 0, sagitta: 0, ...more };
  // What it is follows from the groups: hundreds of points would bury them in a report.
  return Object.defineProperty(drawn, fc.toStringMethod, { value: () => 'curve' });
}
