import { DrawingError, type Phrase, say } from '../../../core/index.ts';
import {
  blockDecoder,
  type JpegComponent,
  type JpegFrame,
  readFrame,
  type ScanPart,
  type ScanState,
  zigzag,
} from './jpeg/block-decoder.ts';
import { EntropyReader } from './jpeg/entropy-reader.ts';
import { type HuffmanTable, huffmanTable } from './jpeg/huffman-table.ts';
import type { Raster } from './raster.ts';

/** Huffman tables that are in force, by the two classes and their number. */
interface JpegTables {
  direct: (HuffmanTable | undefined)[];
  alternating: (HuffmanTable | undefined)[];
}

/** Describes where the blocks of a component go. */
interface BlockTarget {
  /** Coefficients of all blocks, or of one that is filled anew for each. */
  coefficients: Int16Array;
  /** All blocks, because further scans come. */
  isRetained: boolean;
  /** Called with each finished block of a sequential image. */
  finish?: (row: number, column: number) => void;
}

interface ScanOptions {
  frame: JpegFrame;
  tables: JpegTables;
  /** Targets by component; undefined for what is read over. */
  targets: readonly (BlockTarget | undefined)[];
  /** Groups between two restart markers; 0 without. */
  restartInterval: number;
}

interface ComponentScan {
  component: JpegComponent;
  state: ScanState;
  target: BlockTarget | undefined;
}

/** Inverse discrete cosine transform of 8 × 8 coefficients (ITU-T T.81, A.3.3), by rows and columns. */

/** cos((2x + 1) u π / 16) · C(u) / 2 */
const basis = new Float64Array(64); // [u, x]
for (let u = 0; u < 8; u++) {
  for (let x = 0; x < 8; x++) {
    basis[8 * u + x] = (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * x + 1) * u * Math.PI) / 16);
  }
}

const half = new Float64Array(64);

/** The samples of one component, 0–255. */
interface ComponentPlane {
  component: JpegComponent;
  data: Uint8Array; // [component.height, component.width]
  /** Takes the blocks of a scan; `steps` are the quantisation tables in force. */
  target: (steps: readonly Uint16Array[]) => BlockTarget;
  /** Makes the samples of a progressive image, once all scans are read. */
  unpack: (steps: readonly Uint16Array[]) => void;
}

/** Describes what the components mean; an Adobe marker tells. */
type ColourModel = 'luminance' | 'rgb' | 'cmyk' | 'ycck';

const rgbIds = [0x52, 0x47, 0x42];

/** Progressive images come in some ten scans; each costs a pass over all blocks. */
const largestScanCount = 64;
/** Pixels times scans. */
const largestWork = 1.5e9;
/** Samples, and the coefficients that a progressive image keeps. */
const largestBytes = 400e6;

/**
 * Brightness of a JPEG image, 0–255, as it lies in the file: baseline and progressive (ITU-T T.81). Of colours only
 * what brightness needs is unpacked. Throws `DrawingError` with the byte on what is broken.
 */
export function decodeJpeg(bytes: Uint8Array): Raster {
  const tables: JpegTables = { direct: [], alternating: [] };
  const steps = Array.from({ length: 4 }, () => new Uint16Array(64).fill(1));
  let frame: JpegFrame | undefined;
  let planes: ComponentPlane[] = [];
  let model: ColourModel = 'luminance';
  let adobe: number | undefined;
  let restartInterval = 0;
  let scanCount = 0;
  for (let at = 2; ; ) {
    const { marker, body, next } = segmentAt(bytes, at);
    if (marker === 0xd9) break;
    if (marker === 0xc4) readHuffmanTables(body, at, tables);
    else if (marker === 0xdb) readSteps(body, at, steps);
    else if (marker === 0xdd) restartInterval = body[0] * 256 + body[1];
    else if (marker === 0xee) adobe = adobeTransform(body) ?? adobe;
    else if (marker === 0xda) {
      if (!frame)
        throw new DrawingError(say('byte', { byte: at }), say('jpeg-scan-first'), say('whole-jpeg'));
      checkWork(at, frame, ++scanCount);
      const targets = frame.components.map((component) =>
        planes.find((plane) => plane.component === component)?.target(steps),
      );
      at = readScan(bytes, body, { frame, tables, targets, restartInterval });
      continue;
    } else if (marker >= 0xc0 && marker <= 0xc2) {
      if (frame) throw new DrawingError(say('byte', { byte: at }), say('jpeg-second-size'), say('one-jpeg'));
      frame = readFrame(body, at, marker === 0xc2);
      model = colourModel(frame, adobe);
      planes = createPlanes(frame, model);
    }
    at = next;
  }
  if (!frame || scanCount === 0) throw cutShort(bytes.length);
  for (const plane of planes) plane.unpack(steps);
  return brightness(frame, planes, model, adobe !== undefined);
}

/** A marker with what belongs to it (B.1.1). */
function segmentAt(bytes: Uint8Array, from: number): { marker: number; body: Uint8Array; next: number } {
  let at = from;
  while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at++;
  if (at + 2 > bytes.length) throw cutShort(at);
  if (bytes[at] !== 0xff)
    throw new DrawingError(say('byte', { byte: at }), say('jpeg-no-marker'), say('whole-jpeg'));
  const marker = bytes[at + 1];
  if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd9)) {
    return { marker, body: bytes.subarray(at, at), next: at + 2 };
  }
  const length = bytes[at + 2] * 256 + bytes[at + 3];
  const next = at + 2 + length;
  if (!(length >= 2) || next > bytes.length) throw cutShort(at);
  return { marker, body: bytes.subarray(at + 4, next), next };
}

/** Returns how colours were changed, of an Adobe marker (APP14). */
function adobeTransform(body: Uint8Array): number | undefined {
  return String.fromCharCode(...body.subarray(0, 5)) === 'Adobe' ? (body[11] ?? 0) : undefined;
}

function checkWork(at: number, { width, height }: JpegFrame, scanCount: number): void {
  const max = Math.min(largestScanCount, Math.floor(largestWork / (width * height)));
  if (scanCount > max) {
    throw new DrawingError(
      say('byte', { byte: at }),
      say('jpeg-scans', { count: scanCount }),
      say('jpeg-most-scans', { most: max }),
    );
  }
}

function createPlanes(frame: JpegFrame, model: ColourModel): ComponentPlane[] {
  const wanted = wantedComponents(model).map((index) => frame.components[index]);
  const samples = wanted.reduce(
    (sum, { blocksAcross, blocksDown }) => sum + 64 * blocksAcross * blocksDown,
    0,
  );
  const needed = samples * (frame.progressive ? 3 : 1);
  if (needed > largestBytes) {
    throw new DrawingError(
      say('image'),
      say('jpeg-pixels-mb', { count: (needed / 1e6).toFixed(0) }),
      say('jpeg-most-mb', { most: largestBytes / 1e6 }),
    );
  }
  return wanted.map((component) => createPlane(component, frame.progressive));
}

function cutShort(at: number): DrawingError {
  return new DrawingError(say('byte', { byte: at }), say('cut-short'), say('whole-jpeg-end'));
}

/** Takes the Huffman tables of a DHT segment (ITU-T T.81, B.2.4.2) into `tables`. */
function readHuffmanTables(body: Uint8Array, at: number, tables: JpegTables): void {
  for (let from = 0; from < body.length; ) {
    const counts = body.subarray(from + 1, from + 17);
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (counts.length < 16 || from + 17 + total > body.length || total > 256)
      throw broken(at, say('jpeg-huffman'));
    const table = huffmanTable(counts, body.slice(from + 17, from + 17 + total), at);
    (body[from] >> 4 === 0 ? tables.direct : tables.alternating)[body[from] & 3] = table;
    from += 17 + total;
  }
}

/** Takes the quantisation tables of a DQT segment (B.2.4.1) into `steps`, row by row. */
function readSteps(body: Uint8Array, at: number, steps: Uint16Array[]): void {
  for (let from = 0; from < body.length; ) {
    const wide = body[from] >> 4 !== 0;
    const size = wide ? 128 : 64;
    if (from + 1 + size > body.length) throw broken(at, say('jpeg-quantisation'));
    const table = new Uint16Array(64);
    for (let k = 0; k < 64; k++) {
      const position = from + 1 + (wide ? 2 * k : k);
      table[zigzag[k]] = wide ? body[position] * 256 + body[position + 1] : body[position];
    }
    steps[body[from] & 3] = table;
    from += 1 + size;
  }
}

function broken(at: number, kind: Phrase): DrawingError {
  return new DrawingError(say('byte', { byte: at }), say('jpeg-table-cut', { kind }), say('whole-jpeg'));
}

/** Reads a scan (ITU-T T.81, B.2.3) by its header, a part of `bytes`; returns the position after its bits. */
function readScan(bytes: Uint8Array, body: Uint8Array, options: ScanOptions): number {
  const { frame, restartInterval } = options;
  const at = body.byteOffset - bytes.byteOffset;
  const reader = new EntropyReader(bytes, at + body.length);
  const { part, parts } = scanHeader(body, at, options);
  // Also needed: what follows is told by coefficients that were not kept.
  if (parts.every(({ target }) => !target)) return nextMarker(bytes, at + body.length);
  const blocks = blockDecoder(reader, frame.progressive, part);
  const scratch = new Int16Array(64);
  const read = ({ component, state, target }: ComponentScan, row: number, column: number): void => {
    if (!target) {
      blocks.decode(scratch, 0, state);
      return;
    }
    if (!target.isRetained) target.coefficients.fill(0);
    const from = target.isRetained ? 64 * (row * component.blocksAcross + column) : 0;
    blocks.decode(target.coefficients, from, state);
    target.finish?.(row, column);
  };
  let sinceRestart = 0;
  const next = (): void => {
    reader.check();
    if (restartInterval === 0 || ++sinceRestart <= restartInterval) return;
    sinceRestart = 1;
    reader.restart();
    blocks.restart();
    for (const { state } of parts) state.mean = 0;
  };
  if (parts.length === 1) {
    // A component by itself has no groups and no blocks beyond the image.
    const [only] = parts;
    const across = Math.ceil(only.component.width / 8);
    const down = Math.ceil(only.component.height / 8);
    for (let row = 0; row < down; row++) {
      for (let column = 0; column < across; column++) {
        next();
        read(only, row, column);
      }
    }
  } else {
    for (let row = 0; row < frame.groupsDown; row++) {
      for (let column = 0; column < frame.groupsAcross; column++) {
        next();
        for (const each of parts) {
          const { across, down } = each.component;
          for (let v = 0; v < down; v++) {
            for (let u = 0; u < across; u++) read(each, row * down + v, column * across + u);
          }
        }
      }
    }
  }
  reader.check();
  return nextMarker(bytes, reader.at);
}

/** Past bits, stuffed bytes and restart markers. */
function nextMarker(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length) {
    const marker = bytes[at + 1];
    if (bytes[at] === 0xff && marker !== 0 && !(marker >= 0xd0 && marker <= 0xd7)) break;
    at++;
  }
  return at;
}

function scanHeader(
  body: Uint8Array,
  at: number,
  { frame, tables, targets }: ScanOptions,
): { part: ScanPart; parts: ComponentScan[] } {
  const broken = (found: Phrase) => new DrawingError(say('byte', { byte: at }), found, say('whole-jpeg'));
  const count = body[0];
  if (count < 1 || count > frame.components.length || body.length < 4 + 2 * count) {
    throw broken(say('jpeg-scan-empty'));
  }
  const [first, last, bits] = body.subarray(1 + 2 * count);
  const part: ScanPart = { first, last, earlier: bits >> 4, later: bits & 15 };
  if (frame.progressive && (first > last || last > 63 || part.later > 13 || (first === 0) !== (last === 0))) {
    throw broken(say('jpeg-scan-coefficients'));
  }
  if (frame.progressive && first > 0 && count > 1) throw broken(say('jpeg-scan-several'));
  const parts = Array.from({ length: count }, (_, k): ComponentScan => {
    const index = frame.components.findIndex(({ id }) => id === body[1 + 2 * k]);
    if (index < 0) throw broken(say('jpeg-scan-unknown'));
    const choice = body[2 + 2 * k];
    const direct = tables.direct[choice >> 4] ?? tables.alternating[choice & 15];
    const alternating = tables.alternating[choice & 15] ?? direct;
    if (!direct || !alternating) throw broken(say('jpeg-scan-table'));
    return {
      component: frame.components[index],
      state: { direct, alternating, mean: 0 },
      target: targets[index],
    };
  });
  return { part, parts };
}

/** Writes 64 samples, 0–255, from the coefficients of a block times its quantisation steps, both in rows. */
function inverseDct(
  coefficients: Int16Array | Int32Array,
  from: number,
  steps: Uint16Array,
  samples: Uint8ClampedArray,
): void {
  let rows = 0;
  for (let v = 0; v < 8; v++) {
    const at = 8 * v;
    let isEmpty = true;
    for (let u = 0; u < 8 && isEmpty; u++) isEmpty = coefficients[from + at + u] === 0;
    if (isEmpty) continue;
    rows |= 1 << v;
    half.fill(0, at, at + 8);
    for (let u = 0; u < 8; u++) {
      const value = coefficients[from + at + u] * steps[at + u];
      if (value === 0) continue;
      const to = 8 * u;
      for (let x = 0; x < 8; x++) half[at + x] += value * basis[to + x];
    }
  }
  if (rows <= 1) {
    // Nothing changes downwards: paper, mostly.
    for (let x = 0; x < 8; x++) {
      const value = (rows === 0 ? 0 : half[x] * basis[0]) + 128;
      for (let y = 0; y < 8; y++) samples[8 * y + x] = value;
    }
    return;
  }
  for (let x = 0; x < 8; x++) {
    for (let y = 0; y < 8; y++) {
      let sum = 128;
      for (let v = 0; v < 8; v++) if (rows & (1 << v)) sum += half[8 * v + x] * basis[8 * v + y];
      samples[8 * y + x] = sum;
    }
  }
}

/** An empty plane. A progressive image's coefficients, two bytes each, are kept until it is unpacked. */
function createPlane(component: JpegComponent, progressive: boolean): ComponentPlane {
  const { width, height, blocksAcross, blocksDown } = component;
  const data = new Uint8Array(width * height);
  const samples = new Uint8ClampedArray(64);
  let coefficients = new Int16Array(progressive ? 64 * blocksAcross * blocksDown : 64);
  const write = (row: number, column: number): void => {
    const [left, top] = [8 * column, 8 * row];
    const across = Math.min(8, width - left);
    const down = Math.min(8, height - top);
    for (let y = 0; y < down; y++) {
      const to = (top + y) * width + left;
      for (let x = 0; x < across; x++) data[to + x] = samples[8 * y + x];
    }
  };
  return {
    component,
    data,
    target: (steps) => ({
      coefficients,
      isRetained: progressive,
      finish: progressive
        ? undefined
        : (row, column) => {
            inverseDct(coefficients, 0, steps[component.steps], samples);
            write(row, column);
          },
    }),
    unpack: (steps) => {
      if (!progressive) return;
      for (let row = 0; row < blocksDown; row++) {
        for (let column = 0; column < blocksAcross; column++) {
          inverseDct(coefficients, 64 * (row * blocksAcross + column), steps[component.steps], samples);
          write(row, column);
        }
      }
      coefficients = new Int16Array(0);
    },
  };
}

function colourModel({ components }: JpegFrame, adobe: number | undefined): ColourModel {
  if (components.length === 4) return adobe === 2 ? 'ycck' : 'cmyk';
  const isRgb = components.length === 3 && (adobe === 0 || components.every(({ id }, k) => id === rgbIds[k]));
  return isRgb ? 'rgb' : 'luminance';
}

/** Components that brightness is made of. */
function wantedComponents(model: ColourModel): number[] {
  return { luminance: [0], rgb: [0, 1, 2], cmyk: [0, 1, 2, 3], ycck: [0, 3] }[model];
}

/** Brightness of the wanted components, luminance as in ITU-R BT.601. Adobe writes inks inverted, 255 is none. */
function brightness(
  { width, height }: JpegFrame,
  planes: readonly ComponentPlane[],
  model: ColourModel,
  inverted: boolean,
): Raster {
  const [first] = planes;
  if (model === 'luminance' && first.component.width === width && first.component.height === height) {
    return { width, height, data: first.data };
  }
  const data = new Uint8Array(width * height);
  const offsets = new Array<number>(planes.length).fill(0);
  const light = (ink: number): number => (inverted ? ink : 255 - ink);
  for (let y = 0, to = 0; y < height; y++) {
    planes.forEach(({ component }, k) => {
      offsets[k] = Math.floor((y * component.height) / height) * component.width;
    });
    for (let x = 0; x < width; x++, to++) {
      const sample = (k: number): number => {
        const { component, data: samples } = planes[k];
        return samples[offsets[k] + Math.floor((x * component.width) / width)];
      };
      let value = sample(0);
      if (model === 'rgb') value = luminance(value, sample(1), sample(2));
      else if (model === 'cmyk') {
        value = (luminance(light(value), light(sample(1)), light(sample(2))) * light(sample(3))) / 255;
      } else if (model === 'ycck') value = ((255 - value) * light(sample(1))) / 255;
      data[to] = Math.round(value);
    }
  }
  return { width, height, data };
}

function luminance(red: number, green: number, blue: number): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}
