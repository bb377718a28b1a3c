import fc from 'fast-check';
import type { Tag } from '../drawing-support.ts';
import { between, common, curve, head, point, pointTags } from './arbitrary-parts.ts';
import type { Entity } from './explode.ts';
import type { Vec2 } from './sample-curves.ts';

/** Offsets of the lines of each multiline style, in the style's own units. */
export const multilineStyles: Readonly<Record<string, readonly number[]>> = {
  STANDARD: [0.5, -0.5],
  墙240: [120, -120],
  LINED: [0.7, 0.2, 0, -0.4],
};

/** Lines of a wall with its middle: on which side of the clicked line each runs, positive to the left. */
function positions(offsets: readonly number[], scale: number, justification: number): number[] {
  const clicked = [Math.max(...offsets), 0, Math.min(...offsets)][justification];
  return offsets.map((offset) => (offset - clicked) * scale);
}

const leftOf = (a: Vec2, b: Vec2): Vec2 => {
  const size = Math.hypot(b[0] - a[0], b[1] - a[1]);
  return [-(b[1] - a[1]) / size, (b[0] - a[0]) / size];
};

/** The line beside a way, `shift` to its left, its corners where the shifted segments meet. */
function offsetLine(path: readonly Vec2[], isClosed: boolean, shift: number): Vec2[] {
  const count = path.length;
  return path.map((point, k): Vec2 => {
    const before = isClosed || k > 0 ? leftOf(path[(k + count - 1) % count], point) : undefined;
    const after = isClosed || k < count - 1 ? leftOf(point, path[(k + 1) % count]) : undefined;
    if (!before || !after) {
      const [nx, ny] = (before ?? after)!;
      return [point[0] + nx * shift, point[1] + ny * shift];
    }
    // n · x = n · point + shift on both lines.
    const [p, q] = [before, after].map(([nx, ny]) => nx * point[0] + ny * point[1] + shift);
    const determinant = before[0] * after[1] - before[1] * after[0];
    if (Math.abs(determinant) < 1e-9) return [point[0] + before[0] * shift, point[1] + before[1] * shift];
    return [(p * after[1] - q * before[1]) / determinant, (before[0] * q - after[0] * p) / determinant];
  });
}

/**
 * Returns what a CAD program stores at each corner: direction, miter, and the position of every line along the miter.
 */
function cornerTags(
  path: readonly Vec2[],
  isClosed: boolean,
  lines: readonly number[],
  isStored: boolean,
): Tag[] {
  const one = offsetLine(path, isClosed, 1);
  return path.flatMap((point, k): Tag[] => {
    const isLast = !isClosed && k === path.length - 1;
    const [from, to] = isLast ? [path[k - 1], point] : [point, path[(k + 1) % path.length]];
    const size = Math.hypot(to[0] - from[0], to[1] - from[1]);
    const [mx, my] = [one[k][0] - point[0], one[k][1] - point[1]];
    const length = Math.hypot(mx, my);
    const stored = lines.flatMap((line): Tag[] => [
      [74, 2],
      [41, line * length],
      [41, 0],
      [75, 0],
    ]);
    return [
      ...pointTags(11, point),
      ...pointTags(12, [(to[0] - from[0]) / size, (to[1] - from[1]) / size]),
      ...pointTags(13, [mx / length, my / length]),
      ...(isStored
        ? stored
        : lines.flatMap((): Tag[] => [
            [74, 0],
            [75, 0],
          ])),
    ];
  });
}

const turn = between(-100, 100).filter((angle) => Math.abs(angle) > 1);

export const multilineEntity: fc.Arbitrary<Entity> = fc
  .record({
    common,
    start: point,
    headingDeg: between(0, 360),
    legs: fc.array(fc.record({ length: between(2500, 9000), turnDeg: turn }), { minLength: 1, maxLength: 4 }),
    style: fc.constantFrom(...Object.keys(multilineStyles)),
    size: between(100, 400),
    justification: fc.constantFrom(0, 1, 2),
    isStored: fc.boolean(),
  })
  .map(({ common: properties, start, headingDeg, legs, style, size, justification, isStored }): Entity => {
    const offsets = multilineStyles[style];
    const scale = size / (Math.max(...offsets) - Math.min(...offsets));
    const path: Vec2[] = [start];
    let heading = headingDeg;
    for (const { length, turnDeg } of legs) {
      const [x, y] = path[path.length - 1];
      const angle = (heading * Math.PI) / 180;
      path.push([x + length * Math.cos(angle), y + length * Math.sin(angle)]);
      heading += turnDeg;
    }
    const lines = positions(offsets, scale, justification);
    const tags: Tag[] = [
      ...head('MLINE', properties),
      [2, style],
      [40, scale],
      [70, justification],
      [71, 1],
      [72, path.length],
      [73, lines.length],
      ...pointTags(10, path[0]),
      ...cornerTags(path, false, lines, isStored),
    ];
    const middle = (Math.max(...lines) + Math.min(...lines)) / 2;
    return { ...properties, tags, curves: [curve(offsetLine(path, false, middle), { width: size })] };
  });

/** The styles as objects of the file. */
export const multilineStyleTags: readonly Tag[] = Object.entries(multilineStyles).flatMap(
  ([name, offsets]): Tag[] => [
    [0, 'MLINESTYLE'],
    [2, name],
    [71, offsets.length],
    ...offsets.flatMap((offset): Tag[] => [
      [49, offset],
      [62, 256],
    ]),
  ],
);
