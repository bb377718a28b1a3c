import {
  DrawingError,
  distance,
  type Monitor,
  type Point,
  pointAlong,
  radToDeg,
  reportProgress,
  say,
  signedArea,
  verbatim,
} from '../../../core/index.ts';
import { statedLayer } from '../../drawing/classify-layer.ts';
import type { DrawingPath, FloorFacts, PathSource } from '../../drawing/drawing.ts';
import type { LayerClass } from '../../drawing/layer-classes.ts';
import { type ImportWarning, importWarning } from '../../drawing/level-drawing.ts';
import type { ReadDrawing } from '../../drawing/read-drawing.ts';
import { tuning } from '../../tuning.ts';
import { decodeJpeg } from './decode-jpeg.ts';
import { decodePng } from './decode-png.ts';
import { type FoundFloor, findFloor } from './find-floor.ts';
import { type ImageOptions, type OccupancyRule, type ScanFacts, scanFacts } from './image-scale.ts';
import { edgeLoops, straighten } from './mask-edges.ts';
import { normaliseBackground } from './normalise-background.ts';
import { readPngHeader } from './png/png-header.ts';
import { type ImageHeader, type Raster, transpose } from './raster.ts';
import { largestComponent, shrink, spread } from './spread-mask.ts';
import { type FoundShapes, vectoriseImage } from './vectorise-image.ts';

const { narrowestM, straightM, smallestHoleM2, wallReachM, shortestWallM } = tuning.rasterReadOccupancy;

/** Describes what a robot's map shows: the edge of its floor, and the stretches of it where something stands. */
interface OccupancyShapes extends FoundShapes {
  /** Outer edge of the floor, then what it goes around. */
  edges: Point[][];
}

const {
  startOfScan,
  endOfImage,
  largestPixels,
  smallestSide,
  finePixelM,
  assumedThicknessM,
  widestDoorM,
  surelyClosedM,
  coarsePixelM,
  reportedGapM,
} = tuning.rasterReadImage;

/** Markers of frames: baseline and progressive are read; lossless, arithmetic and hierarchical are not. */
const readFrames: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2]);
const otherFrames: ReadonlySet<number> = new Set([
  0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf,
]);

/** Thicknesses are given in steps that walls are built in, m: coarse pixels do not tell more. */
const thicknessStepM = { fine: 0.01, filled: 0.05, hollow: 0.1 } as const;
const coveredRatio = { sure: 0.99, unsure: 0.75 } as const;

/** Describes what an image shows. */
interface ImageContent {
  found: FoundShapes;
  floor: FoundFloor | undefined;
  /** Edges of a robot's map: outer edge of the floor, then what it goes around. */
  edges: readonly Point[][];
  facts: ScanFacts;
  /** Size of the image, pixels. */
  height: number;
}

/** A scan or image of a plan as a drawing in pixels: x from the left, y upwards from the lower edge. */
export async function readImage(
  bytes: Uint8Array,
  options: ImageOptions = {},
  monitor?: Monitor,
): Promise<ReadDrawing> {
  // What is no image is refused before its scale is asked for.
  readImageHeader(bytes);
  scanFacts(options);
  const grey = await decodeRaster(bytes);
  reportProgress(monitor, 'import', 0.2);
  return readRaster(grey, options, monitor);
}

/** An image that is decoded already. */
export function readRaster(grey: GreyRaster, options: ImageOptions, monitor?: Monitor): ReadDrawing {
  checkSize(grey);
  const facts = scanFacts(options);
  const { metresPerPixel } = facts;
  const map = facts.occupancy && readOccupancy(grey, facts.occupancy, metresPerPixel);
  const found = map ?? traced(grey, metresPerPixel, monitor);
  const floor = map ? undefined : findFloor(found, metresPerPixel);
  return {
    format: grey.format,
    encoding: `${grey.width} × ${grey.height} px`,
    unit: { unit: 'px', metresPerUnit: metresPerPixel },
    sheets: [
      {
        drawing: {
          paths: imagePaths({ found, floor, edges: map?.edges ?? [], facts, height: grey.height }),
          texts: titleOf(facts, grey),
          symbols: [],
          ignored: {},
        },
      },
    ],
    warnings: scanWarnings(found, facts, floor),
  };
}

function traced(grey: Raster, metresPerPixel: number, monitor: Monitor | undefined): FoundShapes {
  const { darkness, noise } = normaliseBackground(grey);
  reportProgress(monitor, 'import', 0.3);
  return vectoriseImage(darkness, { metresPerPixel, noise });
}

/** The level's name as the file beside the image gives it, as a title under the image. */
function titleOf(
  { level, metresPerPixel }: ScanFacts,
  { width }: { width: number },
): ReadDrawing['sheets'][0]['drawing']['texts'] {
  if (!level) return [];
  const position: Point = [width / 2, 0];
  return [
    { layer: statedLayer('text'), text: level, position, heightInUnits: 1 / metresPerPixel, symbol: -1 },
  ];
}

/** An image in grey: 0 is black, 255 white, transparent pixels are white. */
export interface GreyRaster {
  format: 'png' | 'jpeg';
  width: number;
  height: number;
  data: Uint8Array; // [height, width], from the top
}

/**
 * The brightness of a PNG or JPEG image as it is meant to be seen (EXIF), 64 to 64 million pixels. Throws
 * `DrawingError` with the byte on what is broken.
 */
export async function decodeRaster(bytes: Uint8Array): Promise<GreyRaster> {
  const { format, orientation } = readImageHeader(bytes);
  const decoded = await (format === 'png' ? decodePng(bytes) : decodeJpeg(bytes));
  return { format, ...upright(decoded, orientation) };
}

/** The image as it is meant to be seen, by its EXIF orientation (1–8). */
function upright(raster: Raster, orientation: number): Raster {
  // 5–8 are those on their side: columns become rows first.
  const turned = orientation >= 5 ? transpose(raster) : raster;
  const mirrored = [2, 3, 6, 7].includes(orientation);
  const upsideDown = [3, 4, 7, 8].includes(orientation);
  if (!mirrored && !upsideDown) return turned;
  const { width, height } = turned;
  const data = new Uint8Array(turned.data.length);
  for (let y = 0; y < height; y++) {
    const from = (upsideDown ? height - 1 - y : y) * width;
    for (let x = 0; x < width; x++) {
      data[y * width + x] = turned.data[from + (mirrored ? width - 1 - x : x)];
    }
  }
  return { width, height, data };
}

/** The edge of the largest connected piece of free floor (1), and of what stands in it; in pixels, largest first. */
function traceFreeFloor(free: Raster, metresPerPixel: number): Point[][] {
  const reach = Math.max(1, Math.round(narrowestM / 2 / metresPerPixel));
  const opened = spread(shrink(free, reach), reach);
  const floor = largestComponent(opened)?.mask;
  if (!floor) return [];
  return edgeLoops(floor)
    .filter((loop) => Math.abs(signedArea(loop)) * metresPerPixel ** 2 >= smallestHoleM2)
    .sort((p, q) => Math.abs(signedArea(q)) - Math.abs(signedArea(p)))
    .map((loop) => straighten(loop, straightM / metresPerPixel));
}

/** Reads the pixels by the thresholds of the map's own file: occupied, free, and never seen. */
function readOccupancy(grey: Raster, rule: OccupancyRule, metresPerPixel: number): OccupancyShapes {
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

/** Size and orientation of a JPEG image. Throws `DrawingError` with the byte where the file is broken. */
function readJpegHeader(bytes: Uint8Array): ImageHeader {
  let at = 2;
  let orientation = 1;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff)
      throw new DrawingError(say('byte', { byte: at }), say('jpeg-no-marker'), say('whole-jpeg'));
    const marker = bytes[at + 1];
    if (marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    if (marker === startOfScan || marker === endOfImage) break;
    const length = bytes[at + 2] * 256 + bytes[at + 3];
    const body = bytes.subarray(at + 4, at + 2 + length);
    if (marker === 0xe1) orientation = exifOrientation(body) ?? orientation;
    if (otherFrames.has(marker)) {
      throw new DrawingError(say('byte', { byte: at }), say('jpeg-lossless'), say('jpeg-baseline'));
    }
    if (readFrames.has(marker)) return checkedFrame(bytes, at, orientation);
    at += 2 + length;
  }
  throw new DrawingError(say('byte', { byte: at }), say('jpeg-no-size'), say('whole-jpeg'));
}

function checkedFrame(bytes: Uint8Array, at: number, orientation: number): ImageHeader {
  if (at + 10 > bytes.length)
    throw new DrawingError(say('byte', { byte: at }), say('cut-short'), say('whole-jpeg'));
  const bits = bytes[at + 4];
  const height = bytes[at + 5] * 256 + bytes[at + 6];
  const width = bytes[at + 7] * 256 + bytes[at + 8];
  if (bits !== 8)
    throw new DrawingError(say('byte', { byte: at }), say('jpeg-bits', { bits }), verbatim('8'));
  if (width === 0 || height === 0) {
    throw new DrawingError(
      say('byte', { byte: at }),
      say('size-of-pixels', { width, height }),
      say('a-picture'),
    );
  }
  return { format: 'jpeg', width, height, orientation };
}

/** Tag 0x0112 of the first directory of an EXIF block; undefined where there is none. */
function exifOrientation(body: Uint8Array): number | undefined {
  if (String.fromCharCode(...body.subarray(0, 6)) !== 'Exif\0\0' || body.length < 20) return undefined;
  const tiff = new DataView(body.buffer, body.byteOffset + 6, body.byteLength - 6);
  const little = tiff.getUint16(0) === 0x4949;
  const first = tiff.getUint32(4, little);
  if (first + 2 > tiff.byteLength) return undefined;
  const count = tiff.getUint16(first, little);
  for (let k = 0; k < count; k++) {
    const entry = first + 2 + 12 * k;
    if (entry + 12 > tiff.byteLength) return undefined;
    if (tiff.getUint16(entry, little) !== 0x0112) continue;
    const value = tiff.getUint16(entry + 8, little);
    return value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}

/** Reads the size of a PNG or JPEG image and refuses what is too large before anything is decoded. */
function readImageHeader(bytes: Uint8Array): ImageHeader {
  const header = bytes[0] === 0xff ? readJpegHeader(bytes) : readPngHeader(bytes);
  checkSize(header);
  return header;
}

function checkSize({ width, height }: { width: number; height: number }): void {
  const size = say('picture-pixels', { width, height });
  if (width * height > largestPixels) {
    throw new DrawingError(say('image'), size, say('most-pixels', { most: largestPixels / 1e6 }));
  }
  if (Math.min(width, height) < smallestSide) {
    throw new DrawingError(say('image'), size, say('least-pixels', { least: smallestSide }));
  }
}

/** Returns what was found as a drawing: x from the left, y upwards from the lower edge, pixels. */
function imagePaths({ found, floor, edges, facts, height }: ImageContent): DrawingPath[] {
  const { metresPerPixel, occupancy } = facts;
  const path = (
    layerClass: LayerClass,
    source: PathSource,
    points: readonly Point[],
    more: Partial<DrawingPath> = {},
  ): DrawingPath => ({
    layer: statedLayer(layerClass),
    source,
    points: points.map(([x, y]): Point => [x, height - y]),
    closed: false,
    widthInUnits: 0,
    symbol: -1,
    ...more,
  });
  const thickness = (width: number, filled: boolean): number => {
    if (occupancy) return assumedThicknessM / metresPerPixel;
    const step =
      metresPerPixel <= finePixelM ? thicknessStepM.fine : thicknessStepM[filled ? 'filled' : 'hollow'];
    // Half a step more than one is that one.
    const steps = Math.ceil(((width - found.penPixels) * metresPerPixel) / step - 0.51);
    return Math.max(0.1, steps * step) / metresPerPixel;
  };
  const isDoor = (start: Point, end: Point) =>
    Math.hypot(end[0] - start[0], end[1] - start[1]) * metresPerPixel <= widestDoorM;
  return [
    ...found.walls.map(({ a, b, width, filled }) =>
      path('wall', filled ? 'hatch' : 'polyline', [a, b], { widthInUnits: thickness(width, filled) }),
    ),
    ...edges.map((edge) => path('outline', 'polyline', edge, { closed: true })),
    ...(floor
      ? [
          path('floor-edge', 'polyline', floor.edge, {
            closed: true,
            stated: { floor: factsOf(floor, found) },
          }),
        ]
      : []),
    ...found.columns.map(({ corners }) => path('column', 'polyline', corners, { closed: true })),
    ...found.bays.map((bay) => path('bay', 'polyline', bay, { closed: true })),
    ...found.openings.map(({ start, end }) =>
      path(isDoor(start, end) ? 'door' : 'shutter', 'line', [start, end]),
    ),
  ];
}

function factsOf({ gapM }: FoundFloor, { drawnM2 }: FoundShapes): FloorFacts {
  return { coveredRatio: gapM <= surelyClosedM ? coveredRatio.sure : coveredRatio.unsure, drawnM2 };
}

/** Returns what the planner should know of how an image was read. */
function scanWarnings(
  found: FoundShapes,
  { metresPerPixel, occupancy }: ScanFacts,
  floor: FoundFloor | undefined,
): ImportWarning[] {
  const warnings: ImportWarning[] = [importWarning('image-traced', 'image', say('warning-image-traced'))];
  const [mainRad] = found.anglesRad;
  if (mainRad !== undefined) {
    const tiltDeg = radToDeg(mainRad) > 45 ? radToDeg(mainRad) - 90 : radToDeg(mainRad);
    if (Math.abs(tiltDeg) > 0.05) {
      warnings.push(
        importWarning(
          'image-rotated',
          'image',
          say('warning-image-rotated', { angle: (-tiltDeg).toFixed(2) }),
        ),
      );
    }
  }
  if (occupancy) {
    warnings.push(
      importWarning(
        'image-occupancy',
        'image',
        say('warning-image-occupancy', { count: found.walls.length, thickness: assumedThicknessM }),
      ),
    );
  }
  const guessed = found.openings.filter(({ drawn }) => !drawn).length;
  if (guessed > 0) {
    warnings.push(
      importWarning('image-doors-guessed', 'image', say('warning-image-doors-guessed', { count: guessed })),
    );
  }
  if (metresPerPixel > coarsePixelM) {
    warnings.push(
      importWarning(
        'image-coarse',
        'image',
        say('warning-image-coarse', { pixel: metresPerPixel, thinnest: (2 * metresPerPixel).toFixed(2) }),
      ),
    );
  }
  if (floor && floor.gapM >= reportedGapM) {
    warnings.push(
      importWarning(
        'image-gaps',
        'image',
        say('warning-image-gaps', { gap: floor.gapM, area: floor.areaM2.toFixed(0) }),
      ),
    );
  }
  return warnings;
}
