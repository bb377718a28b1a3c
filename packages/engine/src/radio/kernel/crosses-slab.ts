import type { SpaceMm } from './crosses-facet.ts';
import type { Slab } from './field-kernel.ts';

/**
 * True when the link from `t` to `p` pays the slab: one end lies below its elevation, the other not, and it passes
 * through none of the openings. Reciprocal: both ways the link meets the slab at the same point.
 */
export function crossesSlab(t: SpaceMm, p: SpaceMm, slab: Slab): boolean {
  if (t.zMm < slab.elevationMm === p.zMm < slab.elevationMm) return false;
  return !slab.openingsMm.some((ring) => passesRing(t, p, slab.elevationMm, ring));
}

/** Whether the link's point at the elevation lies within the ring, the ring shifted by (ε, ε²): its winding number. */
function passesRing(t: SpaceMm, p: SpaceMm, elevationMm: number, ring: Int32Array): boolean {
  // The point is t + (p − t)·part/whole; everything below is scaled by `whole`.
  const whole = BigInt(Math.abs(p.zMm - t.zMm));
  const part = BigInt(Math.abs(elevationMm - t.zMm));
  const x = BigInt(t.at[0]) * whole + BigInt(p.at[0] - t.at[0]) * part;
  const y = BigInt(t.at[1]) * whole + BigInt(p.at[1] - t.at[1]) * part;
  const count = ring.length / 2;
  let winding = 0;
  for (let index = 0; index < count; index++) {
    const next = (index + 1) % count;
    const ax = BigInt(ring[2 * index]) * whole;
    const ay = BigInt(ring[2 * index + 1]) * whole;
    const bx = BigInt(ring[2 * next]) * whole;
    const by = BigInt(ring[2 * next + 1]) * whole;
    // A vertex as high as the point counts as above it, an edge through it as east of it.
    if (ay >= y === by >= y) continue;
    const side = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
    const upwards = by > ay;
    if (upwards ? side >= 0n : side <= 0n) winding += upwards ? 1 : -1;
  }
  return winding !== 0;
}
