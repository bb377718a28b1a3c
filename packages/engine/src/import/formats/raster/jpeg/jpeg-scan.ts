import { DrawingError, type Phrase, say } from '../../../../core/index.ts';
import { blockDecoder, type ScanPart, type ScanState } from './block-decoder.ts';
import { EntropyReader } from './entropy-reader.ts';
import type { HuffmanTable } from './huffman-table.ts';
import type { JpegComponent, JpegFrame } from './jpeg-frame.ts';

/** Huffman tables that are in force, by the two classes and their number. */
export interface JpegTables {
  direct: (HuffmanTable | undefined)[];
  alternating: (HuffmanTable | undefined)[];
}

/** Where the blocks of a component go. */
export interface BlockTarget {
  /** Coefficients of all blocks, or of one that is filled anew for each. */
  coefficients: Int16Array;
  /** All blocks, because further scans come. */
  keeps: boolean;
  /** Called with each finished block of a sequential picture. */
  finish?: (row: number, column: number) => void;
}

export interface ScanOptions {
  frame: JpegFrame;
  tables: JpegTables;
  /** By component; undefined for what is read over. */
  targets: readonly (BlockTarget | undefined)[];
  /** Groups between two restart markers; 0 without. */
  restartInterval: number;
}

/** Reads a scan (ITU-T T.81, B.2.3) by its header, a part of `bytes`; returns the place after its bits. */
export function readScan(bytes: Uint8Array, body: Uint8Array, options: ScanOptions): number {
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
    if (!target.keeps) target.coefficients.fill(0);
    const from = target.keeps ? 64 * (row * component.blocksAcross + column) : 0;
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
    // A component by itself has no groups and no blocks beyond the picture.
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

interface ComponentScan {
  component: JpegComponent;
  state: ScanState;
  target: BlockTarget | undefined;
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
