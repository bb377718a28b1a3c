import { distanceToSegment, metresToMm, pointAlong } from '../../../core/index.ts';
import type { Position } from '../../../plan/index.ts';
import { fillPolygon } from '../../../radio/index.ts';
import { cellPlace, type MountMask } from './mount-bars.ts';

/** Long lines are walked along in pieces of this length: the box around a slanted one stays small, metres. */
const pieceM = 5;

/** Adds a bar to every cell whose middle is nearer than `reachM` to a path of one place or more. */
export function barNearPath(mask: MountMask, path: readonly Position[], reachM: number, bar: number): void {
  for (let corner = 0; corner < Math.max(1, path.length - 1); corner += 1) {
    const start = path[corner];
    const end = path[corner + 1] ?? start;
    const pieces = Math.max(1, Math.ceil(Math.hypot(end[0] - start[0], end[1] - start[1]) / pieceM));
    for (let piece = 0; piece < pieces; piece += 1) {
      const from = pointAlong(start, end, piece / pieces);
      const to = pointAlong(start, end, (piece + 1) / pieces);
      barNearPiece(mask, from, to, reachM, bar);
    }
  }
}

function barNearPiece(
  { grid, bars }: MountMask,
  from: Position,
  to: Position,
  reachM: number,
  bar: number,
): void {
  const { originXMm, originYMm, cellMm, columns, rows } = grid;
  const reachMm = metresToMm(reachM);
  const [lowX, highX] = [from[0], to[0]].map(metresToMm).sort((a, b) => a - b);
  const [lowY, highY] = [from[1], to[1]].map(metresToMm).sort((a, b) => a - b);
  const firstRow = Math.max(0, Math.ceil((lowY - reachMm - originYMm) / cellMm));
  const lastRow = Math.min(rows - 1, Math.floor((highY + reachMm - originYMm) / cellMm));
  const firstColumn = Math.max(0, Math.ceil((lowX - reachMm - originXMm) / cellMm));
  const lastColumn = Math.min(columns - 1, Math.floor((highX + reachMm - originXMm) / cellMm));
  for (let row = firstRow; row <= lastRow; row += 1) {
    for (let column = firstColumn; column <= lastColumn; column += 1) {
      const cell = row * columns + column;
      if (distanceToSegment(cellPlace(grid, cell), from, to) <= reachM) bars[cell] |= bar;
    }
  }
}

/** Adds a bar to every cell inside one of the rings or nearer than `reachM` to it; a ring may be a single place. */
export function barNearRing(
  mask: MountMask,
  rings: readonly (readonly Position[])[],
  reachM: number,
  bar: number,
): void {
  const inside = new Uint8Array(mask.bars.length);
  for (const ring of rings) {
    if (ring.length > 2) fillPolygon(inside, mask.grid, ring, 1);
    if (reachM > 0) barNearPath(mask, [...ring, ring[0]], reachM, bar);
  }
  for (let cell = 0; cell < inside.length; cell += 1) {
    if (inside[cell] === 1) mask.bars[cell] |= bar;
  }
}
