import { radToDeg } from '../../core/index.ts';

const steps = 64;
// [65] arctangents of 0 to 1.
const stepsDeg = Float64Array.from({ length: steps + 1 }, (_, index) => radToDeg(Math.atan(index / steps)));
const degPerRad = radToDeg(1);

/**
 * `atan2(aside, ahead)` in degrees, 0 to 180, for `aside` ≥ 0 and not both 0; about twice as fast and within 1e-12°:
 * the arctangent of the nearest 64th by table, that of the rest, below 1/128, by its series.
 */
export function fastAngleDeg(aside: number, ahead: number): number {
  const along = Math.abs(ahead);
  const steep = aside > along;
  const slopeRatio = steep ? along / aside : aside / along;
  const index = (slopeRatio * steps + 0.5) | 0;
  const near = index / steps;
  const rest = (slopeRatio - near) / (1 + slopeRatio * near);
  const rest2 = rest * rest;
  const smallDeg = stepsDeg[index] + degPerRad * rest * (1 - rest2 * (1 / 3 - rest2 * (1 / 5)));
  const sharpDeg = steep ? 90 - smallDeg : smallDeg;
  return ahead < 0 ? 180 - sharpDeg : sharpDeg;
}
