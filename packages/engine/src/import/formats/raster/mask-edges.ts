import { distanceToSegment, type Point } from '../../../core/index.ts';
import { maskEdges } from '../../drawing/masks.ts';
import type { Raster } from './raster.ts';

/** Closed edges around the pixels that are 1, which lie to their right as the image is seen. */
export function edgeLoops({ width, height, data }: Raster): Point[][] {
  const wide = width + 1;
  const next = maskEdges(data, width, height);
  const loops: Point[][] = [];
  for (const [start, exits] of next) {
    while (exits.length > 0) {
      const loop: Point[] = [];
      for (let corner: number | undefined = start; corner !== undefined; corner = next.get(corner)?.pop()) {
        if (corner === start && loop.length > 0) break;
        loop.push([corner % wide, Math.floor(corner / wide)]);
      }
      if (loop.length >= 4) loops.push(loop);
    }
  }
  return loops;
}

/** The ring without corners less than `reach` from the line between those kept (Douglas and Peucker). */
export function straighten(ring: readonly Point[], reach: number): Point[] {
  const half = ring.length >> 1;
  const retained = new Set([0, half]);
  const spans: [number, number][] = [
    [0, half],
    [half, ring.length],
  ];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span;
    let far = -1;
    let gap = reach;
    for (let i = from + 1; i < to; i++) {
      const away = distanceToSegment(ring[i], ring[from], ring[to % ring.length]);
      if (away > gap) [far, gap] = [i, away];
    }
    if (far >= 0) {
      retained.add(far);
      spans.push([from, far], [far, to]);
    }
  }
  return [...retained].sort((a, b) => a - b).map((i) => ring[i]);
}
