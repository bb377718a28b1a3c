// Shadow kernel: every obstacle darkens one interval of columns per row. The interval's ends, found exactly, are steps in
// the row's running sum of losses: O(obstacles · rows + cells) in all. Exported functions take the address of a header.
import { castEdges, castPanels, castRays, scatterEdges } from './cast';
import { Term, writeSquares, writeTerms } from './distance';
import { gatherLossUnits, gatherPathLoss, TABLE } from './gather';
import { Header } from './header';
import { Line, scatterLine } from './line';
import { castObliqueSteps } from './oblique';
import { castPlanes } from './planes';
import { Sides } from './sides';
import { Stamp } from './stamp';

/** Bytes of each record, and where the leakage table goes, for the wrapper's layout. */
export const headerBytes: i32 = offsetof<Header>();
export const lineBytes: i32 = offsetof<Line>();
export const sidesBytes: i32 = offsetof<Sides>();
export const stampBytes: i32 = offsetof<Stamp>();
export const tableAddress: i32 = <i32>TABLE;

/** Address behind the last ray. */
let raysEnd: usize = 0;

/** Once per obstacle set and grid, before any job on them: clears the band and casts what no transmitter changes. */
export function prepare(header: Header): void {
  memory.fill(header.band, 0, <usize>header.bandRows * (<usize>header.stride << 2));
  castEdges(header);
}

export function obstacleLossUnits(header: Header): void {
  castAll(header, 1);
  let sums = i32x4.splat(0);
  for (let row: i32 = 0; row < header.rows; row += 4) {
    const line = openBand(header, row);
    sums = rowSums(header, row, sums);
    const output = header.output + <usize>row * (<usize>header.columns << 2);
    gatherLossUnits(header, sums, line, output, min(4, header.rows - row));
    v128.store(line + (<usize>header.columns << 4), i32x4.splat(0));
  }
}

export function pathLossDb(header: Header): void {
  const capped = header.tableLength > 0;
  castAll(header, capped ? 4 : 1);
  writeTerms(header);
  writeSquares(header);
  const heightOnly = header.heightSquared >= header.minSquared;
  let sums = i32x4.splat(0);
  for (let row: i32 = 0; row < header.rows; row += 4) {
    const line = openBand(header, row);
    sums = rowSums(header, row, sums);
    // Constant last arguments: the compiler writes one loop per kind.
    if (heightOnly) {
      if (capped) gatherPathLoss(header, row, sums, line, true, false);
      else gatherPathLoss(header, row, sums, line, false, false);
    } else if (capped) gatherPathLoss(header, row, sums, line, true, true);
    else gatherPathLoss(header, row, sums, line, false, true);
    v128.store(line + (<usize>header.columns << 4), i32x4.splat(0));
  }
}

function castAll(header: Header, unit: i32): void {
  memory.fill(header.rowSteps, 0, <usize>(header.rows + 8) << 2);
  castPanels(header, unit);
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

/** Sums at the west end of four rows: those of the row before (`sums`, last lane) plus the rows' own steps. */
function rowSums(header: Header, row: i32, sums: v128): v128 {
  const zero = i32x4.splat(0);
  const steps = v128.load(header.rowSteps + (<usize>row << 2));
  const pairs = i32x4.add(steps, i32x4.shuffle(zero, steps, 3, 4, 5, 6));
  const quads = i32x4.add(pairs, i32x4.shuffle(zero, pairs, 2, 3, 4, 5));
  return i32x4.add(quads, i32x4.shuffle(sums, sums, 3, 3, 3, 3));
}
