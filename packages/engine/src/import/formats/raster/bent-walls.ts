import {
  distance,
  distanceToSegment,
  median,
  orientation,
  type Point,
  PointGrid,
  pointAlong,
} from '../../../core/index.ts';
import { tuning } from '../../tuning.ts';
import { dropLettering } from './drop-lettering.ts';
import type { Block } from './find-columns.ts';
import type { InkScale } from './measure-ink.ts';
import type { Raster } from './raster.ts';
import type { FrameSegment } from './trace-frame.ts';

const {
  overLinePixels,
  shortestM,
  shortestPartM,
  shortestLoneM,
  minSlender,
  straightM,
  shortRatio,
  overlapRatio,
  softPixels,
  maxInkRatio,
  maxPaths,
} = tuning.rasterBentWalls;

/** Steps of the distance transform, in thirds of a pixel (G. Borgefors, chamfer 3-4). */
const [straight, aslant] = [3, 4];

/** Distance of each pixel of a mask (0 or 1) to the nearest that is 0, in thirds of a pixel, at most 255; outside is 0. */
function inkDepth({ width, height, data }: Raster): Uint8Array {
  // With a rim of paper, so that every pixel has its neighbours.
  const wide = width + 2;
  const depth = new Uint8Array(wide * (height + 2));
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0, at = (y + 1) * wide + 1; x < width; x++, i++, at++) {
      if (!data[i]) continue;
      const side = Math.min(depth[at - 1], depth[at - wide]) + straight;
      const corner = Math.min(depth[at - wide - 1], depth[at - wide + 1]) + aslant;
      depth[at] = Math.min(255, side, corner);
    }
  }
  const result = new Uint8Array(data.length);
  for (let y = height - 1, i = data.length - 1; y >= 0; y--) {
    for (let x = width - 1, at = (y + 1) * wide + width; x >= 0; x--, i--, at--) {
      if (!data[i]) continue;
      const side = Math.min(depth[at + 1], depth[at + wide]) + straight;
      const corner = Math.min(depth[at + wide + 1], depth[at + wide - 1]) + aslant;
      depth[at] = Math.min(depth[at], side, corner);
      result[i] = depth[at];
    }
  }
  return result;
}

/** Thinner ink is lines, m; thicker is no wall but a filled area. */
const thicknessM = { min: 0.13, max: 1 } as const;
/** Ink this much thicker than a piece shows that it is none. */
const sliverRatio = { long: 1.4, short: 1.1 } as const;
interface BentOptions {
  source: Raster;
  walls: readonly FrameSegment[];
  columns: readonly Block[];
  ink: InkScale;
  sourcePixelM: number;
}

/**
 * The walls, without slivers across thick ink, and with those of solid ink that no straight tracing explains (corners cut
 * off, short slanted walls, bends), as chords along the middle of the ink; in pixels of the source.
 */
export function withBentWalls({ source, walls, columns, ink, sourcePixelM }: BentOptions): FrameSegment[] {
  const threshold = Math.max(ink.strong, 0.5 * ink.solid);
  const { width, height } = source;
  const solid: Raster = { width, height, data: new Uint8Array(source.data.length) };
  for (let i = 0; i < solid.data.length; i++) if (source.data[i] >= threshold) solid.data[i] = 1;
  const depth = inkDepth(solid);
  const whole = walls.filter((wall) => !isSliver(wall, source, depth));
  const lineWidth = (ink.lineWidth * ink.pixelM) / sourcePixelM;
  const min = Math.max(thicknessM.min / sourcePixelM, lineWidth + overLinePixels);
  const thick = thickOnly(solid, depth, { min: min, max: thicknessM.max / sourcePixelM });
  let inked = 0;
  for (let i = 0; i < thick.data.length; i++) inked += thick.data[i];
  if (inked === 0 || inked > maxInkRatio * thick.data.length) return whole;
  const lone = dropLettering(thick, { pixelM: sourcePixelM, threshold: 1, retainsLone: true });
  const paths = skeletonPaths(thinMask(lone, Math.ceil(thicknessM.max / sourcePixelM)));
  if (paths.length > maxPaths) return whole;
  const known = knownTest(whole, columns, sourcePixelM);
  const bent = paths
    .flatMap((path) => segmentsOf(path, { depth, source, sourcePixelM }))
    .flatMap((segment) => newParts(segment, known, sourcePixelM));
  return [...whole, ...bent];
}

/** Only ink of the thickness of walls: the middles of what is thick enough and not too thick, grown back. */
function thickOnly(solid: Raster, depth: Uint8Array, { min, max }: { min: number; max: number }): Raster {
  const left = grown(solid, (i) => widthOf(depth[i]) >= min, Math.ceil(min / 2) + 1);
  // A pixel past half of the thickest wall lies in a filled area; its rim goes with it.
  const filled = grown(solid, (i) => widthOf(depth[i]) > max, Math.ceil(max / 2) + 2);
  for (let i = 0; i < left.data.length; i++) if (filled.data[i]) left.data[i] = 0;
  return left;
}

/** Ink that is reached from some of it over so many pixels of ink. */
function grown({ width, height, data }: Raster, isCore: (at: number) => boolean, reach: number): Raster {
  const mask = new Uint8Array(data.length);
  let edge: number[] = [];
  for (let i = 0; i < data.length; i++) {
    if (!data[i] || !isCore(i)) continue;
    mask[i] = 1;
    edge.push(i);
  }
  for (let step = 0; step < reach && edge.length > 0; step++) {
    const next: number[] = [];
    for (const at of edge) {
      const x = at % width;
      for (let v = -width; v <= width; v += width) {
        for (let u = x > 0 ? -1 : 0; u <= (x + 1 < width ? 1 : 0); u++) {
          const to = at + v + u;
          if (to < 0 || to >= data.length || !data[to] || mask[to]) continue;
          mask[to] = 1;
          next.push(to);
        }
      }
    }
    edge = next;
  }
  return { width, height, data: mask };
}

/** Width of ink, pixels, by the depth of its middle in thirds of a pixel; of even widths one less. */
function widthOf(third: number): number {
  return (2 * third) / 3 - 1;
}

/** Returns whether a piece is narrower than the ink that it lies in: one that runs across a slanted wall. */
function isSliver({ a, b, width }: FrameSegment, source: Raster, depth: Uint8Array): boolean {
  const thickness = Math.min(
    ...[0.25, 0.5, 0.75].map((t) => {
      const [x, y] = pointAlong(a, b, t);
      const column = Math.min(source.width - 1, Math.max(0, Math.floor(x)));
      const row = Math.min(source.height - 1, Math.max(0, Math.floor(y)));
      return widthOf(depth[row * source.width + column]);
    }),
  );
  const isShort = distance(a, b) < shortRatio * thickness;
  return thickness > (isShort ? sliverRatio.short : sliverRatio.long) * width + 1;
}

/** The wall that a point lies in, `column` in a column, undefined where nothing is known. */
type Known = (point: Point) => FrameSegment | 'column' | undefined;

function knownTest(walls: readonly FrameSegment[], columns: readonly Block[], pixelM: number): Known {
  const wallGrid = new PointGrid(4 / pixelM);
  walls.forEach(({ a, b, width }, i) => {
    wallGrid.addAlong(i, a, b, width / 2 + softPixels);
  });
  const columnGrid = new PointGrid(4 / pixelM);
  columns.forEach(({ center: [x, y], size }, i) => {
    const reach = Math.hypot(...size) / 2 + softPixels;
    columnGrid.add(i, x - reach, y - reach, x + reach, y + reach);
  });
  const inColumn =
    ([x, y]: Point) =>
    (i: number) =>
      distance([x, y], columns[i].center) <= Math.hypot(...columns[i].size) / 2 + softPixels;
  return (point) => {
    const [x, y] = point;
    const wall = wallGrid.near(x, y, x, y).find((i) => isAdjacent(point, walls[i]));
    if (wall !== undefined) return walls[wall];
    return columnGrid.near(x, y, x, y).some(inColumn(point)) ? 'column' : undefined;
  };
}

/** Returns whether a point is within the width of a wall, and not past its ends by more than half of it. */
function isAdjacent(point: Point, { a, b, width }: FrameSegment): boolean {
  const length = distance(a, b);
  const along = ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / length;
  if (along < -width / 2 || along > length + width / 2) return false;
  return Math.abs(orientation(a, b, point)) / length <= width / 2 + softPixels;
}

/** The stretches of a piece that are not known, drawn on to the middle of what is. */
function newParts(segment: FrameSegment, known: Known, pixelM: number): FrameSegment[] {
  const length = distance(segment.a, segment.b);
  const steps = Math.max(2, Math.ceil(length));
  const at = (k: number) => pointAlong(segment.a, segment.b, k / steps);
  const parts: FrameSegment[] = [];
  let start = -1;
  for (let k = 0; k <= steps + 1; k++) {
    const isNew = k <= steps && !known(at(k));
    if (isNew && start < 0) start = k;
    if (isNew || start < 0) continue;
    const lengthM = ((k - start) / steps) * length * pixelM;
    const ends = [known(at(start - 1)), known(at(k))];
    const isJoined = ends.some((end) => end !== undefined);
    if (lengthM >= (isJoined ? shortestPartM : shortestLoneM)) {
      const [before, after] = ends.map((end) => (reachInto(end, segment) / length) * steps);
      parts.push({ ...segment, a: at(Math.max(0, start - before)), b: at(Math.min(steps, k + after)) });
    }
    start = -1;
  }
  return parts;
}

/** Returns how far a piece goes on into what is known: to its middle, where it does not run along it. */
function reachInto(end: FrameSegment | 'column' | undefined, { a, b, width }: FrameSegment): number {
  if (end === undefined || end === 'column') return width / 2;
  const sine =
    ((b[0] - a[0]) * (end.b[1] - end.a[1]) - (b[1] - a[1]) * (end.b[0] - end.a[0])) /
    (distance(a, b) * distance(end.a, end.b));
  return Math.abs(sine) < 0.17 ? 0 : overlapRatio * Math.max(width, end.width);
}

interface PathContext {
  depth: Uint8Array;
  source: Raster;
  sourcePixelM: number;
}

/** Chords of one path, drawn on at its ends by half the thickness, which thinning has taken off. */
function segmentsOf(path: readonly Point[], { depth, source, sourcePixelM }: PathContext): FrameSegment[] {
  const at = ([x, y]: Point) => Math.floor(y) * source.width + Math.floor(x);
  const thick = median(path.map((point) => widthOf(depth[at(point)])));
  const corners = chordsOf(path, straightM / sourcePixelM);
  let length = 0;
  for (let i = 1; i < corners.length; i++) length += distance(corners[i - 1], corners[i]);
  if (length * sourcePixelM < shortestM || length < minSlender * thick - thick) return [];
  const last = corners.length - 1;
  const drawnOn = corners.map((corner, i): Point => {
    if (i !== 0 && i !== last) return corner;
    const inner = corners[i === 0 ? 1 : last - 1];
    const away = distance(corner, inner) || 1;
    const reach = thick / 2 / away;
    return [corner[0] + (corner[0] - inner[0]) * reach, corner[1] + (corner[1] - inner[1]) * reach];
  });
  const peak = median(path.map((point) => source.data[at(point)]));
  return drawnOn
    .slice(1)
    .map((b, i): FrameSegment => ({ a: drawnOn[i], b, width: thick, peak, filled: true }))
    .filter(({ a, b }) => distance(a, b) > 0);
}

/** Corners of a path so that all of it lies within `reach` of the straights between them (Douglas and Peucker). */
function chordsOf(path: readonly Point[], reach: number): Point[] {
  const retained = new Set([0, path.length - 1]);
  const spans: [number, number][] = [[0, path.length - 1]];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span;
    let far = -1;
    let gap = reach;
    for (let i = from + 1; i < to; i++) {
      const away = distanceToSegment(path[i], path[from], path[to]);
      if (away > gap) [far, gap] = [i, away];
    }
    if (far < 0) continue;
    retained.add(far);
    spans.push([from, far], [far, to]);
  }
  return [...retained].sort((p, q) => p - q).map((i) => path[i]);
}

/** The lines of a thinned mask, each from an end or a branching to the next, or once around; pixel middles. */
function skeletonPaths({ width, data }: Raster): Point[][] {
  const steps = [-1, 1, -width, width, -width - 1, -width + 1, width - 1, width + 1];
  const seen = new Uint8Array(data.length);
  const around = (at: number): number[] => steps.map((step) => at + step).filter((to) => data[to]);
  const middle = (at: number): Point => [(at % width) + 0.5, Math.floor(at / width) + 0.5];
  const paths: Point[][] = [];
  const walk = (start: number, first: number): void => {
    const path = [middle(start)];
    let previous = start;
    for (let at = first; ; ) {
      path.push(middle(at));
      const next = around(at).filter((to) => to !== previous && !touches(to, previous, width));
      if (next.length !== 1 || seen[at]) break;
      seen[at] = 1;
      previous = at;
      at = next[0];
    }
    paths.push(path);
  };
  const starts: number[] = [];
  for (let i = 0; i < data.length; i++) if (data[i]) starts.push(i);
  for (const isEnd of [true, false]) {
    for (const start of starts) {
      if (seen[start] || (isEnd && around(start).length === 2)) continue;
      seen[start] = 1;
      for (const to of around(start)) if (!seen[to]) walk(start, to);
    }
  }
  return paths;
}

/** Neighbours of each other, across a corner too. */
function touches(p: number, q: number, width: number): boolean {
  const dx = Math.abs((p % width) - (q % width));
  const dy = Math.abs(Math.floor(p / width) - Math.floor(q / width));
  return dx <= 1 && dy <= 1;
}

/**
 * Thins a mask (0 or 1) to lines one pixel wide that keep its shape and its ends: T. Y. Zhang and C. Y. Suen, A fast
 * parallel algorithm for thinning digital patterns, CACM 27 (1984). At most `rounds` pixels are taken off each side.
 */
function thinMask({ width, height, data }: Raster, rounds: number): Raster {
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

/**
 * Returns whether what lies around stays one piece without the pixel (8-connectivity number 1: S. Yokoi), and it is no
 * end.
 */
function isCorner(mask: Uint8Array, width: number, at: number): boolean {
  const ring = [1, 1 - width, -width, -1 - width, -1, width - 1, width, width + 1].map(
    (step) => 1 - mask[at + step],
  );
  const count = 8 - ring.reduce((sum, empty) => sum + empty, 0);
  if (count < 2) return false;
  let crossings = 0;
  for (let k = 0; k < 8; k += 2) crossings += ring[k] - ring[k] * ring[k + 1] * ring[(k + 2) % 8];
  return crossings === 1;
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
