// Shadow kernel: every obstacle darkens one interval of columns per row. The interval's ends, found exactly, are steps in
// the row's running sum of losses: O(obstacles · rows + cells) in all. Exported functions take the address of a header.
import { Bend } from './bends';
import { castEdges, castFacets, castRays, scatterEdges } from './cast';
import { CUBICS, findRuns, QUADRATICS, writeRowSquares, writeSquares, writeTerms } from './distance';
import { bytesOfRow, gatherLossUnits, gatherPathLoss, TABLE } from './gather';
import { Header } from './header';
import { Line, scatterLine } from './line';
import { castObliqueSteps } from './oblique';
import { castPlanes } from './planes';
import { Sides } from './sides';
import { Stamp } from './stamp';
import { Service, Source, Sums } from './sums';

export { beginBends, endBends, scanBend } from './bends';
export { addSource, beginSums, isOutside, writeSamples, writeSignals } from './sums';

/** Bytes of each record, and where the tables of leakage and far law go, for the wrapper's layout. */
export const headerBytes: i32 = offsetof<Header>();
export const lineBytes: i32 = offsetof<Line>();
export const sidesBytes: i32 = offsetof<Sides>();
export const stampBytes: i32 = offsetof<Stamp>();
export const bendBytes: i32 = offsetof<Bend>();
export const sumsBytes: i32 = offsetof<Sums>();
export const sourceBytes: i32 = offsetof<Source>();
export const serviceBytes: i32 = offsetof<Service>();
export const tableAddress: i32 = <i32>TABLE;
export const cubicsAddress: i32 = <i32>CUBICS;
export const quadraticsAddress: i32 = <i32>QUADRATICS;

/** Address behind the last ray. */
let raysEnd: usize = 0;

/** Once per obstacle set and grid, before any job on them: clears the band and casts what no transmitter changes. */
export function prepare(header: Header): void {
  memory.fill(header.band, 0, <usize>header.bandRows * (<usize>header.stride << 2));
  castEdges(header);
}

/** Casts the shadows of a job; what `obstacleLossRows` then writes, from the first row to the last, are loss units. */
export function beginObstacleLoss(header: Header): void {
  castAll(header, 1);
}

/** As above, for `pathLossRows`. */
export function beginPathLoss(header: Header): void {
  castAll(header, header.tableLength > 0 ? 4 : 1);
  writeTerms(header);
  writeSquares(header);
}

/** Loss units of the rows [rowStart, rowEnd) at header.output; rowStart is a multiple of 4. */
export function obstacleLossRows(header: Header, rowStart: i32, rowEnd: i32): void {
  const rowBytes = bytesOfRow(header);
  let output = header.output;
  for (let row = rowStart; row < rowEnd; row += 4) {
    const line = openBand(header, row);
    gatherLossUnits(header, startSums(header, row), line, output, min(4, rowEnd - row));
    closeLine(header, line);
    output += rowBytes << 2;
  }
}

/** Path loss in dB of the rows [rowStart, rowEnd) at header.output; rowStart is a multiple of 4. */
export function pathLossRows(header: Header, rowStart: i32, rowEnd: i32): void {
  const rowBytes = bytesOfRow(header);
  let output = header.output;
  for (let row = rowStart; row < rowEnd; row += 4) {
    const line = openBand(header, row);
    writeRowSquares(header, row);
    findRuns(header, row);
    gatherPathLoss(header, startSums(header, row), line, output);
    closeLine(header, line);
    output += rowBytes << 2;
  }
}

function castAll(header: Header, unit: i32): void {
  memory.fill(header.rowSteps, 0, <usize>(header.rows + 8) << 2);
  castFacets(header, unit);
  const obliquesEnd = castObliqueSteps(header, unit, header.rays);
  raysEnd = castPlanes(header, unit, castRays(header, obliquesEnd));
}

/** At the first row of a band all steps of its rows are scattered; returns the address of the row's group. */
function openBand(header: Header, row: i32): usize {
  const bandRow = row % header.bandRows;
  if (bandRow == 0) scatterBand(header, row, min(row + header.bandRows, header.rows));
  return header.band + <usize>(bandRow >> 2) * (<usize>header.stride << 4);
}

function scatterBand(header: Header, bandStart: i32, bandEnd: i32): void {
  scatterEdges(header, bandStart, bandEnd);
  for (let line = header.rays; line < raysEnd; line += offsetof<Line>()) {
    scatterLine(header, changetype<Line>(line), bandStart, bandEnd);
  }
}

/** Steps right of the grid's last column: nobody gathers them. */
function closeLine(header: Header, line: usize): void {
  v128.store(line + (<usize>header.columns << 4), i32x4.splat(0));
}

/** Sums at the west end of four rows: that of the row before plus the rows' own steps. Rows come in order. */
function startSums(header: Header, row: i32): v128 {
  const zero = i32x4.splat(0);
  const at = header.rowSteps + (<usize>row << 2);
  const steps = v128.load(at);
  const pairs = i32x4.add(steps, i32x4.shuffle(zero, steps, 3, 4, 5, 6));
  const sums = i32x4.add(pairs, i32x4.shuffle(zero, pairs, 2, 3, 4, 5));
  // The sum of the row before is the sum of all steps before: it is left in the place of the next row's step.
  store<i32>(at, load<i32>(at, 16) + i32x4.extract_lane(sums, 3), 16);
  return sums;
}
