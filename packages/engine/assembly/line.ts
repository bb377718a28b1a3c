import { Header } from './header';

// A line that every row of a run crosses once: on row r it passes between the columns floor(q) and floor(q) + 1,
// q = (n + r·step) / width, all integers (below 2^51, width below 2^38). Cells right of it gain `delta`.
@unmanaged
export class Line {
  /** Rows on which it crosses the grid. */
  rowStart: i32;
  rowEnd: i32;
  delta: i32;
  /** Rows on which it lies west of the grid. */
  westStart: i32;
  westEnd: i32;
  /** A line along a facet has the address of the facet's step. */
  source: i32;
  /** n + ½ − width/2: rounding (value + r·step) / width to nearest is floor(q), see below. */
  value: f64;
  step: f64;
  inverse: f64;
}

// Why a rounded product is exact: with n + ½ in place of n the quotient keeps at least ½/width away from every integer,
// and where the line crosses the grid n + r·step is below 2^46, so that the product with a rounded inverse errs by less
// than 2^46 · 2^−52 / width.

/** 1.5·2^52: adding it rounds to an integer and leaves that integer in the low 32 bits. */
const INTEGER_BASE: f64 = 6755399441055744;

/** Bytes from one column to the next: four rows side by side. */
const COLUMN_SHIFT: i32 = 4;

/** Writes the line for rows [rowStart, rowEnd); false when it crosses none of them within the grid. */
// @ts-ignore: decorator
@inline
export function writeLine(
  line: Line,
  columns: i32,
  n: f64,
  step: f64,
  width: f64,
  rowStart: i32,
  rowEnd: i32,
  delta: i32,
): bool {
  const half = n + 0.5;
  line.delta = delta;
  line.value = half - 0.5 * width;
  line.step = step;
  line.inverse = 1 / width;
  // Rows where the quotient passes 0 (west end) and columns − 1 (east end). The ½ keeps them, too, at least ½/step off
  // every integer, so a rounded root has an exact ceiling: half a row more, to the nearest. A line straight north has them
  // at ±∞.
  const targets = f64x2.replace_lane(f64x2.splat(0), 1, (<f64>columns - 1) * width);
  let roots = f64x2.add(f64x2.div(f64x2.sub(targets, f64x2.splat(half)), f64x2.splat(step)), f64x2.splat(0.5));
  roots = f64x2.pmax(f64x2.splat(<f64>rowStart), f64x2.pmin(f64x2.splat(<f64>rowEnd), roots));
  roots = f64x2.add(roots, f64x2.splat(INTEGER_BASE));
  const west = i32x4.extract_lane(roots, 0);
  const east = i32x4.extract_lane(roots, 2);
  const start = min(west, east);
  const end = max(west, east);
  line.rowStart = start;
  line.rowEnd = end;
  const rising = step >= 0;
  line.westStart = select(rowStart, west, rising);
  line.westEnd = select(west, rowEnd, rising);
  return start < end;
}

/** Rows on which the line lies west of the grid get its step at their start. */
// @ts-ignore: decorator
@inline
export function addWestRows(rowSteps: usize, line: Line): void {
  // A jump, not two steps of nothing: those would wait for each other at the row where most lines begin.
  if (line.westStart >= line.westEnd) return;
  addStep(rowSteps + (<usize>line.westStart << 2), line.delta);
  addStep(rowSteps + (<usize>line.westEnd << 2), -line.delta);
}

/**
 * Adds the line's step to the rows [bandStart, bandEnd) of the band, a group of four rows at a time. Of the first and
 * the last group only some rows may belong: the others add 0 somewhere within the grid. (Loops over single rows cost
 * more in mispredicted branches than all other work on a line.)
 */
// @ts-ignore: decorator
@inline
export function scatterLine(header: Header, line: Line, bandStart: i32, bandEnd: i32): void {
  const start = max(line.rowStart, bandStart);
  const end = min(line.rowEnd, bandEnd);
  if (start >= end) return;
  const delta = line.delta;
  const step = line.step;
  const firstGroup = start & ~3;
  const lastGroup = (end - 1) & ~3;
  const stride = header.stride;
  const inverses = f64x2.splat(line.inverse);
  const first = line.value + step * <f64>firstGroup;
  let values = f64x2.replace_lane(f64x2.splat(first), 1, first + step);
  let laterValues = f64x2.add(values, f64x2.splat(2 * step));
  const steps = f64x2.splat(4 * step);
  // The band starts at a multiple of 16 bytes: groups and columns add up in units of 16.
  const group = (<i32>header.band >> COLUMN_SHIFT) + ((firstGroup - bandStart) >> 2) * stride + 1;
  let base = f64x2.splat(INTEGER_BASE + <f64>group);
  const groupStep = f64x2.splat(<f64>stride);
  const endRows = i32x4.splat(end);
  const lanes = i32x4(0, 1, 2, 3);
  const deltas = i32x4.splat(delta);
  let rows = i32x4.add(i32x4.splat(firstGroup), lanes);
  scatterPart(
    f64x2.add(f64x2.mul(values, inverses), base),
    f64x2.add(f64x2.mul(laterValues, inverses), base),
    v128.and(i32x4.ge_s(rows, i32x4.splat(start)), i32x4.lt_s(rows, endRows)),
    deltas,
  );
  if (firstGroup == lastGroup) return;
  for (let row = firstGroup + 4; row < lastGroup; row += 4) {
    values = f64x2.add(values, steps);
    laterValues = f64x2.add(laterValues, steps);
    base = f64x2.add(base, groupStep);
    const at = i32x4.shl(f64x2.add(f64x2.mul(values, inverses), base), COLUMN_SHIFT);
    const laterAt = i32x4.shl(f64x2.add(f64x2.mul(laterValues, inverses), base), COLUMN_SHIFT);
    addStep(i32x4.extract_lane(at, 0), delta);
    addStepAt(i32x4.extract_lane(at, 2), delta, 4);
    addStepAt(i32x4.extract_lane(laterAt, 0), delta, 8);
    addStepAt(i32x4.extract_lane(laterAt, 2), delta, 12);
  }
  values = f64x2.add(values, steps);
  laterValues = f64x2.add(laterValues, steps);
  base = f64x2.add(base, groupStep);
  rows = i32x4.add(i32x4.splat(lastGroup), lanes);
  scatterPart(
    f64x2.add(f64x2.mul(values, inverses), base),
    f64x2.add(f64x2.mul(laterValues, inverses), base),
    i32x4.lt_s(rows, endRows),
    deltas,
  );
}

/** One group of which only some rows belong: the others add 0 to what lies at address 0. */
// @ts-ignore: decorator
@inline
function scatterPart(offsets: v128, laterOffsets: v128, within: v128, deltas: v128): void {
  const at = v128.and(within, i32x4.shl(i32x4.shuffle(offsets, laterOffsets, 0, 2, 4, 6), COLUMN_SHIFT));
  const steps = v128.and(within, deltas);
  addStep(i32x4.extract_lane(at, 0), i32x4.extract_lane(steps, 0));
  addStepAt(i32x4.extract_lane(at, 1), i32x4.extract_lane(steps, 1), 4);
  addStepAt(i32x4.extract_lane(at, 2), i32x4.extract_lane(steps, 2), 8);
  addStepAt(i32x4.extract_lane(at, 3), i32x4.extract_lane(steps, 3), 12);
}

// @ts-ignore: decorator
@inline
export function addStep(address: usize, delta: i32): void {
  store<i32>(address, load<i32>(address) + delta);
}

// @ts-ignore: decorator
@inline
function addStepAt(address: usize, delta: i32, offset: usize): void {
  if (offset == 4) store<i32>(address, load<i32>(address, 4) + delta, 4);
  else if (offset == 8) store<i32>(address, load<i32>(address, 8) + delta, 8);
  else store<i32>(address, load<i32>(address, 12) + delta, 12);
}
