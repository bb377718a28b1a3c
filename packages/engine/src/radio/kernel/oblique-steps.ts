import { type PointMm, sideOfWall } from './crosses-wall.ts';
import { OBLIQUE_FIELDS, type Obstacles } from './field-kernel.ts';

/**
 * Loss of the oblique steps [first, end) of one obstacle for a link that counts it, 1/256 dB; see
 * `Obstacles.obliqueSteps`. Reciprocal: a link and its reverse cross in the same direction once taken from the left.
 */
export function obliqueLossUnits(
  t: PointMm,
  p: PointMm,
  a: PointMm,
  b: PointMm,
  steps: Int32Array,
  first: number,
  end: number,
): number {
  const sign = sideOfWall(a, b, t);
  const dx = sign * (p[0] - t[0]);
  const dy = sign * (p[1] - t[1]);
  let sumUnits = 0;
  for (let step = first; step < end; step++) {
    const ex = steps[OBLIQUE_FIELDS * step + 1];
    const ey = steps[OBLIQUE_FIELDS * step + 2];
    // Towards b the flatter links run left of the direction, towards a right of it.
    const alongB = ex * (b[0] - a[0]) + ey * (b[1] - a[1]) > 0;
    const turn = ex * dy - ey * dx;
    if (alongB ? turn > 0 : turn < 0) sumUnits += steps[OBLIQUE_FIELDS * step + 3];
  }
  return sumUnits;
}

const knownStarts = new WeakMap<Int32Array, Int32Array>();

/**
 * Where each obstacle's steps begin, [obstacle count + 1]; undefined when there are none. Steps are sorted by obstacle
 * and never change.
 */
export function obliqueStarts({ lossUnits, obliqueSteps: steps }: Obstacles): Int32Array | undefined {
  if (!steps || steps.length === 0) return undefined;
  const known = knownStarts.get(steps);
  if (known) return known;
  const obstacleCount = lossUnits.length;
  const starts = new Int32Array(obstacleCount + 1);
  for (let at = 0; at < steps.length; at += OBLIQUE_FIELDS) starts[steps[at] + 1]++;
  for (let index = 0; index < obstacleCount; index++) starts[index + 1] += starts[index];
  knownStarts.set(steps, starts);
  return starts;
}
