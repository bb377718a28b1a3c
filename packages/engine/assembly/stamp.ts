import { Header } from './header';
import { Line } from './line';

// Most facets are short: the faces of columns, the jambs of doors. Where such a facet's own line crosses rows depends
// on no
// transmitter, only its step does. So the locations are found once per obstacle set and grid: a stamp adds the facet's
// step to those of four rows, side by side in memory, whose bit is set.

@unmanaged
export class Stamp {
  /** Within the band, bytes. */
  offset: i32;
  /** Address of one of the sixteen masks. */
  mask: i32;
  /** Address of the facet's step. */
  source: i32;
}

/** A facet that needs more keeps its line. */
export const STAMPS_PER_FACET: i32 = 8;

/** Sixteen masks of four lanes, lane k set where bit k is. */
const MASKS: usize = 2048;

export function writeMasks(): void {
  for (let bits: i32 = 0; bits < 16; bits++) {
    for (let lane: i32 = 0; lane < 4; lane++) {
      store<i32>(MASKS + (<usize>bits << 4) + (<usize>lane << 2), -((bits >> lane) & 1));
    }
  }
}

/** Writes the stamps of the line's rows in [bandStart, bandEnd) at `next`; returns the address behind the last. */
export function writeStamps(header: Header, line: Line, bandStart: i32, bandEnd: i32, next: usize): usize {
  const end = min(line.rowEnd, bandEnd);
  let offset: i32 = -1;
  let bits: i32 = 0;
  for (let row = max(line.rowStart, bandStart); row < end; row++) {
    // Right of the line, as scatterLine has it.
    const column = <i32>nearest((line.value + <f64>row * line.step) * line.inverse) + 1;
    const rowOffset = (((row - bandStart) >> 2) * header.stride + column) << 4;
    if (rowOffset != offset && bits != 0) {
      next = writeStamp(next, offset, bits, line.source);
      bits = 0;
    }
    offset = rowOffset;
    bits |= 1 << (row & 3);
  }
  return bits == 0 ? next : writeStamp(next, offset, bits, line.source);
}

function writeStamp(address: usize, offset: i32, bits: i32, source: i32): usize {
  const stamp = changetype<Stamp>(address);
  stamp.offset = offset;
  stamp.mask = <i32>MASKS + (bits << 4);
  stamp.source = source;
  return address + offsetof<Stamp>();
}

/** Adds the steps of the stamps from `at` up to `end`. */
export function addStamps(band: usize, at: usize, end: usize): void {
  for (; at < end; at += offsetof<Stamp>()) {
    const stamp = changetype<Stamp>(at);
    const offset = band + <usize>stamp.offset;
    const steps = v128.and(v128.load(stamp.mask), v128.load32_splat(stamp.source));
    v128.store(offset, i32x4.add(v128.load(offset), steps));
  }
}
