// Shadow-interval kernel: every obstacle darkens one interval of columns per row, found exactly; a difference
// array and its running sum give the loss of every cell in O(obstacles · rows + cells).
// Exported functions take the address of a header.
import { gatherLossUnits, gatherPathLoss } from './gather';
import { Header } from './header';
import { scatterShadows } from './scatter';
import { castShadows, Shadow } from './shadow';

/** Bytes of a header and of one shadow, for the wrapper's layout. */
export const headerBytes: i32 = offsetof<Header>();
export const shadowBytes: i32 = offsetof<Shadow>();

export function obstacleLossUnits(header: Header): void {
  clearBand(header);
  const shadowCount = castShadows(header);
  const rowBytes = <usize>header.columns << 2;
  for (let bandStart: i32 = 0; bandStart < header.rows; bandStart += header.bandRows) {
    const bandEnd = min(bandStart + header.bandRows, header.rows);
    scatterShadows(header, shadowCount, bandStart, bandEnd);
    for (let row = bandStart; row < bandEnd; row++) {
      gatherLossUnits(header, lineAt(header, row - bandStart), header.output + <usize>row * rowBytes);
    }
  }
}

export function pathLossDb(header: Header): void {
  clearBand(header);
  const shadowCount = castShadows(header);
  const rowBytes = <usize>header.columns << 2;
  const capped = header.tableLength > 0;
  for (let bandStart: i32 = 0; bandStart < header.rows; bandStart += header.bandRows) {
    const bandEnd = min(bandStart + header.bandRows, header.rows);
    scatterShadows(header, shadowCount, bandStart, bandEnd);
    for (let row = bandStart; row < bandEnd; row++) {
      const line = lineAt(header, row - bandStart);
      const output = header.output + <usize>row * rowBytes;
      if (capped) gatherPathLoss(header, row, line, output, true);
      else gatherPathLoss(header, row, line, output, false);
    }
  }
}

function clearBand(header: Header): void {
  memory.fill(header.band, 0, <usize>header.bandRows * (<usize>header.stride << 2));
}

// @ts-ignore: decorator
@inline
function lineAt(header: Header, bandRow: i32): usize {
  return header.band + <usize>bandRow * (<usize>header.stride << 2);
}
