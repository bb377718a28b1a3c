/** Coefficients of one block from the bits of a scan (ITU-T T.81, F.2.2 sequential, G.1.2 progressive). */

import { DrawingError, type Phrase, say } from '../../../../core/index.ts';
import type { EntropyReader } from './entropy-reader.ts';
import type { HuffmanTable } from './huffman-table.ts';

/** One colour component of a frame: its own raster of 8 × 8 blocks. */
export interface JpegComponent {
  id: number;
  /** Blocks of it in each group of blocks (MCU). */
  across: number;
  down: number;
  /** Which quantisation table it is divided by. */
  steps: number;
  /** Samples that the image needs of it. */
  width: number;
  height: number;
  /** Blocks with the ones that fill up the last group. */
  blocksAcross: number;
  blocksDown: number;
}

export interface JpegFrame {
  width: number;
  height: number;
  progressive: boolean;
  groupsAcross: number;
  groupsDown: number;
  components: JpegComponent[];
}

/** Positions in a block, row by row, in the order they are packed in. */
export const zigzag = Uint8Array.from([
  ...[0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48],
  ...[41, 34, 27, 20, 13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23],
  ...[30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63],
]);

/** Describes what a scan codes of each block. */
export interface ScanPart {
  /** First and last coefficient in packed order. */
  first: number;
  last: number;
  /** Bits that earlier scans gave and that are still to come; `earlier` is 0 in a first scan. */
  earlier: number;
  later: number;
}

/** State of a component in a scan. */
export interface ScanState {
  direct: HuffmanTable;
  alternating: HuffmanTable;
  /** The last block's mean, which the next is told by. */
  mean: number;
}

export type BlockDecoder = (coefficients: Int16Array, from: number, state: ScanState) => void;

/** The way the blocks of a scan are coded. */
export function blockDecoder(reader: EntropyReader, progressive: boolean, part: ScanPart): ScanBlocks {
  if (!progressive)
    return { decode: (block, from, state) => sequential(reader, block, from, state), restart };
  const { first, later } = part;
  if (first === 0) {
    const decode: BlockDecoder =
      part.earlier === 0
        ? (block, from, state) => {
            state.mean += reader.signed(Math.min(16, reader.symbol(state.direct)));
            block[from] = state.mean * 2 ** later;
          }
        : (block, from) => {
            if (reader.bits(1)) block[from] |= 1 << later;
          };
    return { decode, restart };
  }
  const run = { left: 0 };
  const decode: BlockDecoder =
    part.earlier === 0
      ? (block, from, state) => alternating(reader, block, from, state, part, run)
      : (block, from, state) => refine(reader, block, from, state, part, run);
  return {
    decode,
    restart: () => {
      run.left = 0;
    },
  };
}

export interface ScanBlocks {
  decode: BlockDecoder;
  /** Called at a restart marker. */
  restart: () => void;
}

function restart(): void {}

/** All but the mean, as a sequential scan codes them. */
const wholeBlock: ScanPart = { first: 1, last: 63, earlier: 0, later: 0 };

function sequential(reader: EntropyReader, block: Int16Array, from: number, state: ScanState): void {
  state.mean += reader.signed(Math.min(16, reader.symbol(state.direct)));
  block[from] = state.mean;
  coefficients(reader, block, from, state.alternating, wholeBlock);
}

/** Blocks that have nothing more in this scan. */
interface EmptyRun {
  left: number;
}

function alternating(
  reader: EntropyReader,
  block: Int16Array,
  from: number,
  state: ScanState,
  part: ScanPart,
  run: EmptyRun,
): void {
  if (run.left > 0) {
    run.left--;
    return;
  }
  const runBits = coefficients(reader, block, from, state.alternating, part);
  run.left = (1 << runBits) - 1 + reader.bits(runBits);
}

/** Reads the coefficients of a block up to the end of the part; returns what its end says: bits of the run after it. */
function coefficients(
  reader: EntropyReader,
  block: Int16Array,
  from: number,
  table: HuffmanTable,
  { first, last, later }: ScanPart,
): number {
  for (let k = first; k <= last; k++) {
    const symbol = reader.symbol(table);
    const length = symbol & 15;
    const zeros = symbol >> 4;
    if (length === 0 && zeros < 15) return zeros;
    k += zeros;
    if (length > 0) {
      const value = reader.signed(length);
      if (k <= last) block[from + zigzag[k]] = value * 2 ** later;
    }
  }
  return 0;
}

function refine(
  reader: EntropyReader,
  block: Int16Array,
  from: number,
  state: ScanState,
  { first, last, later }: ScanPart,
  run: EmptyRun,
): void {
  const step = 1 << later;
  let k = first;
  /** Adds the next bit of a coefficient that is known. */
  const correct = (at: number): void => {
    const known = block[at];
    if (reader.bits(1) && (Math.abs(known) & step) === 0) block[at] = known + (known > 0 ? step : -step);
  };
  if (run.left === 0) {
    for (; k <= last; k++) {
      const symbol = reader.symbol(state.alternating);
      let zeros = symbol >> 4;
      if ((symbol & 15) === 0 && zeros < 15) {
        run.left = (1 << zeros) + reader.bits(zeros);
        break;
      }
      const value = symbol & 15 ? (reader.bits(1) ? step : -step) : 0;
      for (; k <= last; k++) {
        const at = from + zigzag[k];
        if (block[at] !== 0) correct(at);
        else if (zeros-- === 0) {
          if (value !== 0) block[at] = value;
          break;
        }
      }
    }
  }
  if (run.left > 0) {
    for (; k <= last; k++) {
      const at = from + zigzag[k];
      if (block[at] !== 0) correct(at);
    }
    run.left--;
  }
}

/** Reads a frame header (ITU-T T.81, B.2.2): its body without marker and length. */
export function readFrame(body: Uint8Array, at: number, progressive: boolean): JpegFrame {
  const count = body[5];
  const broken = (found: Phrase) =>
    new DrawingError(say('byte', { byte: at }), found, say('jpeg-grey-or-colour'));
  if (count !== 1 && count !== 3 && count !== 4) throw broken(say('jpeg-colours', { count }));
  if (body.length < 6 + 3 * count) throw broken(say('jpeg-frame-cut'));
  const height = body[1] * 256 + body[2];
  const width = body[3] * 256 + body[4];
  const rows = Array.from({ length: count }, (_, k) => body.subarray(6 + 3 * k, 9 + 3 * k));
  // A single component has no groups: its factors mean nothing.
  const factors = rows.map(([, factor]) => (count === 1 ? [1, 1] : [factor >> 4, factor & 15]));
  if (factors.flat().some((factor) => factor < 1 || factor > 4)) throw broken(say('jpeg-sampling'));
  const maxAcross = Math.max(...factors.map(([across]) => across));
  const maxDown = Math.max(...factors.map(([, down]) => down));
  const groupsAcross = Math.ceil(width / (8 * maxAcross));
  const groupsDown = Math.ceil(height / (8 * maxDown));
  const components = rows.map(([id, , steps], k): JpegComponent => {
    const [across, down] = factors[k];
    return {
      id,
      across,
      down,
      steps: steps & 3,
      width: Math.ceil((width * across) / maxAcross),
      height: Math.ceil((height * down) / maxDown),
      blocksAcross: groupsAcross * across,
      blocksDown: groupsDown * down,
    };
  });
  return { width, height, progressive, groupsAcross, groupsDown, components };
}
