/** One of the pictures that an interlaced PNG is stored as (ISO/IEC 15948, 8.2), or the whole of another. */
export interface PngPass {
  /** Pixels of the picture where its pixels lie: from here, so far apart. */
  left: number;
  top: number;
  stepX: number;
  stepY: number;
  width: number;
  height: number;
}

/** Adam7: from here, so far apart, across and down. */
const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** The passes that have pixels, in order. */
export function pngPasses(width: number, height: number, interlaced: boolean): PngPass[] {
  const plan = interlaced ? adam7 : [[0, 0, 1, 1] as const];
  return plan
    .map(([left, top, stepX, stepY]) => ({
      left,
      top,
      stepX,
      stepY,
      width: Math.ceil((width - left) / stepX),
      height: Math.ceil((height - top) / stepY),
    }))
    .filter((pass) => pass.width > 0 && pass.height > 0);
}
