import {
  boundsOf,
  DrawingError,
  degToRad,
  distance,
  distanceToSegment,
  midpoint,
  type Point,
  say,
} from '../../../core/index.ts';
import { tuning } from '../../tuning.ts';
import { withBentWalls } from './bent-walls.ts';
import { dropEmbedded, dropLonely, reachColumns, snapEnds } from './clean-segments.ts';
import { dropLettering } from './drop-lettering.ts';
import { dropOverlaps, findBays } from './find-bays.ts';
import { type Block, findColumns } from './find-columns.ts';
import { findOpenings, type Gap } from './find-openings.ts';
import { type InkScale, measureInk } from './measure-ink.ts';
import { planExpected, poolDarkest, type Raster } from './raster.ts';
import { inverted, largestComponent, outsideOf, shrink, spread } from './spread-mask.ts';
import { type FrameSegment, traceFrame, traceWalls } from './trace-frame.ts';
import { findDirection, type TurnedRaster, turnRaster } from './turn-raster.ts';

const {
  cellM,
  maxCells,
  narrowestM,
  frameBand,
  frameInk,
  minLeft,
  maxFrames,
  shortestSlantedM,
  tracedPixelM,
  largestSourcePixels,
  largestTracedPixels,
  coarsestTracedM,
  largestDirectionCount,
  fewestAlike,
  sureColumns,
  densestRunRatio,
  maxSegments,
  fewestColumns,
} = tuning.rasterVectoriseImage;

/** Frames for what lies in no main direction; the last is the main one, with what leans a little. */
const slantedStepRad = degToRad(22.5);
const slantedSteps = [1, 2, 3, 0];
interface SlantedOptions {
  source: Raster;
  /** Strokes that no direction explains. */
  residual: Raster;
  ink: InkScale;
  zoom: number;
}

/** A column with its corners. */
export interface FoundBlock extends Block {
  corners: Point[];
}

/** Describes what an image shows, in its pixels, rows downwards. */
export interface FoundShapes {
  walls: FrameSegment[];
  columns: FoundBlock[];
  bays: Point[][];
  openings: Gap[];
  /** Main directions of the drawing, clockwise from the rows. */
  anglesRad: number[];
  /** Area that the ink bounds, whatever was made of it; 0 where that was not measured. */
  drawnM2: number;
  /** A line's width where lines have one: it is on top of every wall's thickness. */
  penPixels: number;
}

export interface VectoriseOptions {
  metresPerPixel: number;
  /** Spread of the paper's darkness, 0–255. */
  noise: number;
}

/** Finds walls, columns, bays and openings in the darkness of a plan. */
export function vectoriseImage(darkness: Raster, options: VectoriseOptions): FoundShapes {
  const isTooLarge = (by: number) => darkness.data.length / by ** 2 > largestSourcePixels;
  let factor = Math.max(1, Math.floor(tracedPixelM / options.metresPerPixel));
  while (isTooLarge(factor)) factor++;
  const source = poolDarkest(darkness, factor);
  const sourcePixelM = options.metresPerPixel * factor;
  const pixelM = tracedPixelOf(source, sourcePixelM);
  const residual = strongInk(source);
  checkInk(residual);
  const found: FoundShapes = {
    walls: [],
    columns: [],
    bays: [],
    openings: [],
    anglesRad: [],
    drawnM2: measureDrawn(residual, sourcePixelM),
    penPixels: factor,
  };
  let ink: InkScale | undefined;
  while (found.anglesRad.length < largestDirectionCount) {
    const direction = findDirection(residual, found.anglesRad);
    if (!direction || (found.anglesRad.length > 0 && direction.contrast < 1.8)) break;
    const zoom = sourcePixelM / pixelM;
    const turned = turnRaster(source, { angleRad: direction.angleRad, zoom });
    ink ??= measureInk(turned, { noise: options.noise, pixelM, sourcePixelM });
    const clean = dropLettering(turned, { pixelM, threshold: Math.max(ink.strong, 0.5 * ink.solid) });
    const columns = findColumns(clean, { pixelM, threshold: 0.7 * ink.darkest, coreM: 0.5 });
    const frame = traceFrame(clean, columns, ink);
    const toSource = (segment: FrameSegment): FrameSegment => ({
      ...segment,
      a: turned.toSource(segment.a),
      b: turned.toSource(segment.b),
      width: segment.width / zoom,
    });
    const walls = frame.walls.map(toSource);
    found.walls.push(...walls);
    if (found.walls.length > maxSegments) {
      throw new DrawingError(say('image'), say('wall-pieces', { most: maxSegments }), planExpected);
    }
    for (const block of columns) addColumn(found.columns, block, turned, zoom, sourcePixelM);
    for (const bay of findBays(frame, pixelM)) found.bays.push(bay.map(turned.toSource));
    found.anglesRad.push(direction.angleRad);
    const lines = frame.lines.map(toSource);
    if (erase(residual, [...walls, ...lines]) < 0.02) break;
  }
  const [mainRad] = found.anglesRad;
  if (ink && mainRad !== undefined) {
    const rest = { source, residual, ink, zoom: sourcePixelM / pixelM };
    found.walls.push(...slantedWalls(rest, mainRad));
  }
  cleanShapes(found, { source, ink, sourcePixelM });
  return scaled(found, factor);
}

/** Leaves out what is none of it, joins what belongs together, and finds the openings in the walls that are left. */
function cleanShapes(
  found: FoundShapes,
  { source, ink, sourcePixelM }: { source: Raster; ink: InkScale | undefined; sourcePixelM: number },
): void {
  found.columns = alike(found.columns);
  found.bays = dropOverlaps(found.bays, sourcePixelM);
  found.walls = markFilled(found.walls);
  if (!anyStandsFree(found.columns, found.walls, sourcePixelM)) found.columns = [];
  found.walls = dropEmbedded(found.walls, found.columns, sourcePixelM);
  if (ink) found.walls = withBentWalls({ ...found, source, ink, sourcePixelM });
  found.walls = reachColumns(found.walls, found.columns, sourcePixelM);
  // Bays may be found in a title block too.
  const things =
    found.columns.length >= fewestColumns
      ? found.columns.map(({ center }) => center)
      : found.bays.map(([a, , c]) => midpoint(a, c));
  found.walls = snapEnds(dropLonely(found.walls, things, sourcePixelM), sourcePixelM);
  if (ink) {
    found.openings = findOpenings(found.walls, source, { pixelM: sourcePixelM, faint: ink.faint });
  }
}

function tracedPixelOf({ width, height }: Raster, sourcePixelM: number): number {
  const areaM2 = width * height * sourcePixelM ** 2;
  const pixelM = Math.max(tracedPixelM, Math.sqrt(areaM2 / largestTracedPixels));
  if (pixelM <= coarsestTracedM) return pixelM;
  throw new DrawingError(
    say('image'),
    say('picture-too-large-m', {
      width: (width * sourcePixelM).toFixed(0),
      depth: (height * sourcePixelM).toFixed(0),
    }),
    say('picture-most-km2', { most: ((largestTracedPixels * coarsestTracedM ** 2) / 1e6).toFixed(1) }),
  );
}

/** Throws `DrawingError` where ink begins anew every few pixels: no plan is drawn so densely. */
function checkInk({ width, data }: Raster): void {
  let runs = 0;
  for (let i = 1; i < data.length; i++) if (data[i] && (!data[i - 1] || i % width === 0)) runs++;
  if (runs <= densestRunRatio * data.length) return;
  throw new DrawingError(say('image'), say('picture-noise'), planExpected);
}

/** Clears the ink of what was found; returns the fraction of ink that was cleared. */
function erase({ width, height, data }: Raster, segments: readonly FrameSegment[]): number {
  let total = 0;
  for (let i = 0; i < data.length; i++) total += data[i];
  let cleared = 0;
  for (const { a, b, width: thickness } of segments) {
    const length = distance(a, b);
    const u: Point = [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
    const reach = thickness / 2 + 2;
    for (let t = -2; t <= length + 2; t += 0.7) {
      for (let s = -reach; s <= reach; s += 0.7) {
        const x = Math.floor(a[0] + t * u[0] - s * u[1]);
        const y = Math.floor(a[1] + t * u[1] + s * u[0]);
        if (x < 0 || y < 0 || x >= width || y >= height || !data[y * width + x]) continue;
        data[y * width + x] = 0;
        cleared++;
      }
    }
  }
  return total === 0 ? 0 : cleared / total;
}

/** Solid walls are as dark as most: two lines that run into each other in a coarse image are lighter. */
function markFilled(walls: readonly FrameSegment[]): FrameSegment[] {
  const sorted = [...walls].sort((p, q) => q.peak - p.peak);
  const total = sorted.reduce((sum, { a, b }) => sum + distance(a, b), 0);
  let seen = 0;
  const usual = sorted.find(({ a, b }) => {
    seen += distance(a, b);
    return seen >= 0.3 * total;
  });
  return walls.map((wall) => ({ ...wall, filled: wall.filled && wall.peak >= 0.72 * (usual?.peak ?? 0) }));
}

/** Columns come in numbers of one size; a block unlike all others is something else. */
function alike(columns: readonly FoundBlock[]): FoundBlock[] {
  const side = ({ size }: Block) => (size[0] + size[1]) / 2;
  return columns.filter((column) => {
    const others = columns.filter((other) => Math.abs(side(other) - side(column)) <= 0.2 * side(column) + 1);
    return others.length >= fewestAlike;
  });
}

/** A few blocks of which hardly any stands away from walls are stairs and symbols: columns of a hall stand free. */
function anyStandsFree(
  columns: readonly FoundBlock[],
  walls: readonly FrameSegment[],
  pixelM: number,
): boolean {
  if (columns.length >= sureColumns) return true;
  const free = columns.filter(({ center, size }) =>
    walls.every(({ a, b, width }) => {
      const reach = (Math.max(...size) + width) / 2 + 0.3 / pixelM;
      return distance(a, b) < 2 * Math.max(...size) || distanceToSegment(center, a, b) > reach;
    }),
  );
  return free.length >= 0.2 * columns.length;
}

/** A block in the image's pixels, unless it stands where one was found before. */
function addColumn(
  columns: FoundBlock[],
  { center, size }: Block,
  turned: TurnedRaster,
  zoom: number,
  sourcePixelM: number,
): void {
  const [w, h] = [size[0] / 2, size[1] / 2];
  const corners = [
    [-w, -h],
    [w, -h],
    [w, h],
    [-w, h],
  ].map(([x, y]) => turned.toSource([center[0] + x, center[1] + y]));
  const middle = turned.toSource(center);
  if (columns.some((column) => distance(column.center, middle) * sourcePixelM < 0.5)) return;
  columns.push({ center: middle, size: [size[0] / zoom, size[1] / zoom], corners });
}

function scaled(found: FoundShapes, factor: number): FoundShapes {
  const at = ([x, y]: Point): Point => [x * factor, y * factor];
  return {
    ...found,
    walls: found.walls.map((wall) => ({ ...wall, a: at(wall.a), b: at(wall.b), width: wall.width * factor })),
    columns: found.columns.map(({ center, size, corners }) => ({
      center: at(center),
      size: at(size),
      corners: corners.map(at),
    })),
    bays: found.bays.map((bay) => bay.map(at)),
    openings: found.openings.map((gap) => ({ ...gap, start: at(gap.start), end: at(gap.end) })),
  };
}

/** Mask of what is about as dark as most ink. */
function strongInk({ width, height, data }: Raster): Raster {
  const counts = new Uint32Array(256);
  for (let i = 0; i < data.length; i++) counts[data[i]]++;
  let total = 0;
  for (let value = 40; value < 256; value++) total += counts[value];
  let seen = 0;
  let solid = 255;
  while (solid > 40 && seen < 0.1 * total) seen += counts[solid--];
  const mask = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) if (data[i] >= 0.35 * solid) mask[i] = 1;
  return { width, height, data: mask };
}

/** Area that the ink of an image bounds, without the sheet's frame, m²: the largest connected part. `ink` is 0 or 1. */
function measureDrawn(ink: Raster, metresPerPixel: number): number {
  const cell = Math.max(1, cellM / metresPerPixel, Math.sqrt((ink.width * ink.height) / maxCells));
  let mask = poolInk(ink, cell);
  const narrow = Math.max(1, Math.round((narrowestM / 2 / cell) * (1 / metresPerPixel)));
  const boundedCells = (from: Raster): number => {
    const floor = inverted(spread(outsideOf(spread(from, 1)), 1));
    return largestComponent(spread(shrink(floor, narrow), narrow))?.pixels ?? 0;
  };
  let cells = boundedCells(mask);
  for (let round = 0; round < maxFrames; round++) {
    const inner = withoutFrame(mask);
    const left = inner && boundedCells(inner);
    if (!inner || !left || left < minLeft * cells) break;
    mask = inner;
    cells = left;
  }
  return cells * (cell * metresPerPixel) ** 2;
}

/** Squares with any ink, with a margin of paper around. */
function poolInk({ width, height, data }: Raster, cell: number): Raster {
  const margin = 2;
  const wide = Math.ceil(width / cell) + 2 * margin;
  const high = Math.ceil(height / cell) + 2 * margin;
  const pooled = new Uint8Array(wide * high);
  for (let y = 0; y < height; y++) {
    const row = (Math.floor(y / cell) + margin) * wide + margin;
    for (let x = 0; x < width; x++) if (data[y * width + x]) pooled[row + Math.floor(x / cell)] = 1;
  }
  return { width: wide, height: high, data: pooled };
}

/** The mask without the connected ink around everything, where that is a frame; undefined where it is none. */
function withoutFrame({ width, height, data }: Raster): Raster | undefined {
  const all: number[] = [];
  for (let i = 0; i < data.length; i++) if (data[i]) all.push(i);
  const pointOf = (at: number): Point => [at % width, Math.floor(at / width)];
  const { minX, minY, maxX, maxY } = boundsOf(all.map(pointOf));
  const first = all.find((at) => at % width === minX);
  if (first === undefined) return undefined;
  const seen = new Uint8Array(data.length);
  const chain = [first];
  seen[first] = 1;
  for (let k = 0; k < chain.length; k++) {
    for (const step of [-1, 1, -width, width, -width - 1, -width + 1, width - 1, width + 1]) {
      const next = chain[k] + step;
      if (!data[next] || seen[next]) continue;
      seen[next] = 1;
      chain.push(next);
    }
  }
  const bandX = frameBand * (maxX - minX);
  const bandY = frameBand * (maxY - minY);
  const isAtEdge = ([x, y]: Point) =>
    x - minX <= bandX || maxX - x <= bandX || y - minY <= bandY || maxY - y <= bandY;
  const points = chain.map(pointOf);
  const bounds = boundsOf(points);
  if (bounds.maxX < maxX - bandX || bounds.minY > minY + bandY || bounds.maxY < maxY - bandY)
    return undefined;
  if (points.filter(isAtEdge).length < frameInk * points.length) return undefined;
  return { width, height, data: data.map((value, i) => (seen[i] ? 0 : value)) };
}

/** Bent walls, as chords, and straight ones of rare directions: in frames that are turned step by step. */
function slantedWalls({ source, residual, ink, zoom }: SlantedOptions, mainRad: number): FrameSegment[] {
  // What was found is gone; around what is left the soft edges of its ink are wanted too.
  const near = growMask(residual, 2);
  const left = { ...source, data: source.data.map((value, i) => (near[i] ? value : 0)) };
  const walls: FrameSegment[] = [];
  for (const step of slantedSteps) {
    const turned = turnRaster(left, { angleRad: mainRad + step * slantedStepRad, zoom });
    const clean = dropLettering(turned, {
      pixelM: ink.pixelM,
      threshold: Math.max(ink.strong, 0.5 * ink.solid),
    });
    for (const segment of traceWalls(clean, ink, Math.tan(slantedStepRad / 2))) {
      if (distance(segment.a, segment.b) * ink.pixelM < shortestSlantedM) continue;
      walls.push({
        ...segment,
        a: turned.toSource(segment.a),
        b: turned.toSource(segment.b),
        width: segment.width / zoom,
      });
    }
  }
  return walls;
}

function growMask({ width, height, data }: Raster, reach: number): Uint8Array {
  const grown = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!data[y * width + x]) continue;
      for (let v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); v++) {
        grown.fill(1, v * width + Math.max(0, x - reach), v * width + Math.min(width, x + reach + 1));
      }
    }
  }
  return grown;
}
