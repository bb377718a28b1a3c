import { distance, type Point, pointAlong, signedArea } from '../../../core/index.ts';
import { tuning } from '../../tuning.ts';
import type { OccupancyRule } from './image-scale.ts';
import { edgeLoops, straighten } from './mask-edges.ts';
import type { Raster } from './raster.ts';
import { largestPiece, shrink, spread } from './spread-mask.ts';
import type { FoundShapes } from './vectorise-image.ts';

const { narrowestM, straightM, smallestHoleM2, wallReachM, shortestWallM } = tuning.rasterReadOccupancy;

/** The edge of the largest connected piece of free floor (1), and of what stands in it; in pixels, largest first. */
function traceFreeFloor(free: Raster, metresPerPixel: number): Point[][] {
  const reach = Math.max(1, Math.round(narrowestM / 2 / metresPerPixel));
  const opened = spread(shrink(free, reach), reach);
  const floor = largestPiece(opened)?.piece;
  if (!floor) return [];
  return edgeLoops(floor)
    .filter((loop) => Math.abs(signedArea(loop)) * metresPerPixel ** 2 >= smallestHoleM2)
    .sort((p, q) => Math.abs(signedArea(q)) - Math.abs(signedArea(p)))
    .map((loop) => straighten(loop, straightM / metresPerPixel));
}

/** What a robot's map shows: the edge of its floor, and the stretches of it where something stands. */
export interface OccupancyShapes extends FoundShapes {
  /** Outer edge of the floor, then what it goes around. */
  edges: Point[][];
}

/** Reads the pixels by the thresholds of the map's own file: occupied, free, and never seen. */
export function readOccupancy(grey: Raster, rule: OccupancyRule, metresPerPixel: number): OccupancyShapes {
  const { width, height, data } = grey;
  const occupied = new Uint8Array(data.length);
  const free = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const ratio = (rule.negate ? data[i] : 255 - data[i]) / 255;
    if (ratio > rule.occupiedRatio) occupied[i] = 1;
    else if (ratio < rule.freeRatio) free[i] = 1;
  }
  const edges = traceFreeFloor({ width, height, data: free }, metresPerPixel);
  const walls = edges.flatMap((edge) =>
    edge.flatMap((a, i) =>
      standing({ width, height, data: occupied }, a, edge[(i + 1) % edge.length], metresPerPixel),
    ),
  );
  return {
    edges,
    walls: walls.map(([a, b]) => ({ a, b, width: 1, peak: 255, filled: false })),
    columns: [],
    bays: [],
    openings: [],
    anglesRad: [],
    drawnM2: 0,
    penPixels: 0,
  };
}

/** The stretches of an edge that have something standing beside them. */
function standing(occupied: Raster, a: Point, b: Point, metresPerPixel: number): [Point, Point][] {
  const steps = Math.max(1, Math.ceil((distance(a, b) * metresPerPixel) / (wallReachM / 2)));
  const reach = Math.ceil(wallReachM / metresPerPixel);
  const found: [Point, Point][] = [];
  let start = -1;
  let last = -1;
  const close = (): void => {
    const isLong = (last - start) * (distance(a, b) / steps) * metresPerPixel >= shortestWallM;
    if (start >= 0 && isLong) found.push([pointAlong(a, b, start / steps), pointAlong(a, b, last / steps)]);
    start = -1;
  };
  for (let k = 0; k <= steps; k++) {
    if (anyNear(occupied, pointAlong(a, b, k / steps), reach)) {
      if (start < 0) start = k;
      last = k;
    } else if (k - last > 3) close();
  }
  close();
  return found;
}

function anyNear({ width, height, data }: Raster, [px, py]: Point, reach: number): boolean {
  for (let y = Math.max(0, Math.floor(py) - reach); y <= Math.min(height - 1, Math.floor(py) + reach); y++) {
    for (let x = Math.max(0, Math.floor(px) - reach); x <= Math.min(width - 1, Math.floor(px) + reach); x++) {
      if (data[y * width + x]) return true;
    }
  }
  return false;
}
