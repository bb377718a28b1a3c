import type { ImportResult } from '@diku/engine';

/** Length of the walls of the first level, m. */
export function wallLengthM({ plan }: ImportResult): number {
  return (plan.levels[0].walls ?? []).reduce(
    (sum, { start, end }) => sum + Math.hypot(end[0] - start[0], end[1] - start[1]),
    0,
  );
}

/** Area inside a ring, m². */
export function ringArea(ring: readonly (readonly number[])[]): number {
  const doubled = ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length];
    return sum + x * nextY - nextX * y;
  }, 0);
  return Math.abs(doubled) / 2;
}
