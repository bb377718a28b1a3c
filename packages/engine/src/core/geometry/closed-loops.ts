import type { Point } from './points.ts';

const cellsPerRow = 2 ** 26;

/**
 * Rings made by segments that meet end to end (within `toleranceM`) where exactly two ends meet at every
 * corner. Segments that take part in anything else are left out.
 */
export function closedLoops(segments: readonly (readonly [Point, Point])[], toleranceM = 0.02): Point[][] {
  const corners: { at: Point; segments: number[] }[] = [];
  // Corners of cells that lie apart may share a key: whether they meet is asked of their points.
  const cells = new Map<number, number[]>();
  const keyOf = (i: number, j: number) => i * cellsPerRow + j;
  const cornerAt = (point: Point): number => {
    const i = Math.floor(point[0] / toleranceM);
    const j = Math.floor(point[1] / toleranceM);
    for (let di = -1; di <= 1; di++) {
      for (let dj = -1; dj <= 1; dj++) {
        for (const index of cells.get(keyOf(i + di, j + dj)) ?? []) {
          const { at } = corners[index];
          if (Math.hypot(at[0] - point[0], at[1] - point[1]) < toleranceM) return index;
        }
      }
    }
    const key = keyOf(i, j);
    const cell = cells.get(key);
    if (cell) cell.push(corners.length);
    else cells.set(key, [corners.length]);
    corners.push({ at: point, segments: [] });
    return corners.length - 1;
  };
  const ends = segments.map(([a, b]): [number, number] => [cornerAt(a), cornerAt(b)]);
  ends.forEach(([a, b], s) => {
    if (a === b) return;
    corners[a].segments.push(s);
    corners[b].segments.push(s);
  });
  const used = new Uint8Array(segments.length);
  const loops: Point[][] = [];
  for (let first = 0; first < segments.length; first++) {
    if (used[first] || ends[first][0] === ends[first][1]) continue;
    const [start] = ends[first];
    const loop: Point[] = [];
    let corner = start;
    let segment = first;
    while (!used[segment] && corners[corner].segments.length === 2) {
      used[segment] = 1;
      loop.push(corners[corner].at);
      corner = ends[segment][0] === corner ? ends[segment][1] : ends[segment][0];
      const [p, q] = corners[corner].segments;
      segment = p === segment ? q : p;
    }
    if (corner === start && loop.length >= 3) loops.push(loop);
  }
  return loops;
}
