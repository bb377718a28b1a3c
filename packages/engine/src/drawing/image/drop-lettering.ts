import type { Raster } from './raster.ts';

export interface LetteringOptions {
  pixelM: number;
  threshold: number;
}

/** Letters on plans are drawn no larger, as measured on the plan. */
const largestLetterM = 3.2;
const smallestLetterM = 0.3;
/** Solid pieces are walls and columns, whatever their size. */
const solidShare = 0.72;

interface Piece {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
  pixels: number;
  first: number;
}

/** The picture without its lettering: small open shapes that stand next to others of their size. */
export function dropLettering(raster: Raster, { pixelM, threshold }: LetteringOptions): Raster {
  const { width, height } = raster;
  const seen = new Uint8Array(raster.data.length);
  const letters: Piece[] = [];
  for (let i = 0; i < seen.length; i++) {
    if (seen[i] || raster.data[i] < threshold) continue;
    const piece = flood(raster, threshold, i, seen);
    if (isLetterLike(piece, pixelM)) letters.push(piece);
  }
  const data = Uint8Array.from(raster.data);
  const cleaned: Raster = { width, height, data };
  for (const letter of letters) {
    if (letters.some((other) => other !== letter && besides(letter, other)))
      erase(cleaned, threshold, letter);
  }
  return cleaned;
}

function flood({ width, height, data }: Raster, threshold: number, first: number, seen: Uint8Array): Piece {
  const piece: Piece = { minX: width, minY: height, maxX: 0, maxY: 0, pixels: 0, first };
  const stack = [first];
  seen[first] = 1;
  while (stack.length > 0) {
    const at = stack.pop()!;
    const x = at % width;
    const y = (at - x) / width;
    piece.pixels++;
    if (x < piece.minX) piece.minX = x;
    if (x > piece.maxX) piece.maxX = x;
    if (y < piece.minY) piece.minY = y;
    if (y > piece.maxY) piece.maxY = y;
    for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
      for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
        const next = v * width + u;
        if (seen[next] || data[next] < threshold) continue;
        seen[next] = 1;
        stack.push(next);
      }
    }
  }
  return piece;
}

function isLetterLike({ minX, minY, maxX, maxY, pixels }: Piece, pixelM: number): boolean {
  const w = maxX - minX + 1;
  const h = maxY - minY + 1;
  const longM = Math.max(w, h) * pixelM;
  return longM >= smallestLetterM && longM <= largestLetterM && pixels < solidShare * w * h;
}

/** Of like size and nearer to each other than half of it. */
function besides(p: Piece, q: Piece): boolean {
  const size = (piece: Piece) => Math.max(piece.maxX - piece.minX, piece.maxY - piece.minY) + 1;
  const [small, large] = [Math.min(size(p), size(q)), Math.max(size(p), size(q))];
  if (large > 2 * small) return false;
  const dx = Math.max(p.minX - q.maxX, q.minX - p.maxX, 0);
  const dy = Math.max(p.minY - q.maxY, q.minY - p.maxY, 0);
  return Math.hypot(dx, dy) < 0.5 * small;
}

/** Paints the piece over with paper, with the soft edge around it. */
function erase({ width, height, data }: Raster, threshold: number, { first }: Piece): void {
  const stack = [first];
  data[first] = 0;
  while (stack.length > 0) {
    const at = stack.pop()!;
    const x = at % width;
    const y = (at - x) / width;
    for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
      for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
        const next = v * width + u;
        if (data[next] >= threshold) stack.push(next);
        data[next] = 0;
      }
    }
  }
}
