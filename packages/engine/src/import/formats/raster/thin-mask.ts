import type { Raster } from './raster.ts';

/**
 * Thins a mask (0 or 1) to lines one pixel wide that keep its shape and its ends: T. Y. Zhang and C. Y. Suen, A fast
 * parallel algorithm for thinning digital patterns, CACM 27 (1984). At most `rounds` pixels are taken off each side.
 */
export function thinMask({ width, height, data }: Raster, rounds: number): Raster {
  const mask = Uint8Array.from(data);
  // The outermost pixels have no neighbours to look at.
  for (let x = 0; x < width; x++) mask[x] = mask[(height - 1) * width + x] = 0;
  for (let y = 0; y < height; y++) mask[y * width] = mask[y * width + width - 1] = 0;
  let left: number[] = [];
  for (let i = 0; i < mask.length; i++) if (mask[i]) left.push(i);
  for (let round = 0; round < rounds; round++) {
    const before = left.length;
    for (const isSecond of [false, true]) {
      const gone = left.filter((at) => isRemovable(mask, width, at, isSecond));
      for (const at of gone) mask[at] = 0;
      if (gone.length > 0) left = left.filter((at) => mask[at]);
    }
    if (left.length === before) break;
  }
  // Corners of stairs, which the parallel rounds leave: one after the other, so that nothing falls apart.
  for (const at of left) if (isCorner(mask, width, at)) mask[at] = 0;
  return { width, height, data: mask };
}

/** Whether what lies around stays one piece without the pixel (8-connectivity number 1: S. Yokoi), and it is no end. */
function isCorner(mask: Uint8Array, width: number, at: number): boolean {
  const ring = [1, 1 - width, -width, -1 - width, -1, width - 1, width, width + 1].map(
    (step) => 1 - mask[at + step],
  );
  const count = 8 - ring.reduce((sum, empty) => sum + empty, 0);
  if (count < 2) return false;
  let pieces = 0;
  for (let k = 0; k < 8; k += 2) pieces += ring[k] - ring[k] * ring[k + 1] * ring[(k + 2) % 8];
  return pieces === 1;
}

function isRemovable(mask: Uint8Array, width: number, at: number, isSecond: boolean): boolean {
  const north = mask[at - width];
  const northEast = mask[at - width + 1];
  const east = mask[at + 1];
  const southEast = mask[at + width + 1];
  const south = mask[at + width];
  const southWest = mask[at + width - 1];
  const west = mask[at - 1];
  const northWest = mask[at - width - 1];
  const count = north + northEast + east + southEast + south + southWest + west + northWest;
  if (count < 2 || count > 6) return false;
  const rises =
    (1 - north) * northEast +
    (1 - northEast) * east +
    (1 - east) * southEast +
    (1 - southEast) * south +
    (1 - south) * southWest +
    (1 - southWest) * west +
    (1 - west) * northWest +
    (1 - northWest) * north;
  if (rises !== 1) return false;
  return isSecond
    ? north * east * west === 0 && north * south * west === 0
    : north * east * south === 0 && east * south * west === 0;
}
