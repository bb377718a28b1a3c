import { GROUP_BYTES, Law, lossAt, lossWith, runEnd, Term, termsAt } from './distance';
import { Header } from './header';

/** [tableLength] f32: leakage-capped loss in dB per loss unit. A fixed address saves an addition per cell. */
export const TABLE: usize = 81920;

/** Loss units of up to four rows of the band: running sums from `sums`. Clears the band's rows. */
export function gatherLossUnits(header: Header, sums: v128, line: usize, output: usize, rows: i32): void {
  const rowBytes = bytesOfRow(header);
  for (let column: i32 = 0; column < header.columns; column++) {
    sums = i32x4.add(sums, v128.load(line));
    v128.store(line, i32x4.splat(0));
    line += 16;
    if (column < header.skippedColumns) continue;
    v128.store32_lane(output, sums, 0);
    if (rows > 1) v128.store32_lane(output + rowBytes, sums, 1);
    if (rows > 2) v128.store32_lane(output + 2 * rowBytes, sums, 2);
    if (rows > 3) v128.store32_lane(output + 3 * rowBytes, sums, 3);
    output += 4;
  }
}

/** Steps from a cell to the one north of it, at header.output. */
// @ts-ignore: decorator
@inline
export function bytesOfRow(header: Header): usize {
  return <usize>(header.columns - header.skippedColumns) << 2;
}

/** Room for one group that is only partly asked for: four rows of four cells. */
const SCRATCH: usize = 1536;

/** Path loss in dB of four rows of the band: running sums from `sums`, capped, plus the distance law. Clears the band's rows. */
export function gatherPathLoss(header: Header, sums: v128, line: usize, output: usize): void {
  const skipped = header.skippedColumns;
  const columns = header.columns;
  const rowBytes = bytesOfRow(header);
  const wholeStart = (skipped + 3) & ~3;
  const wholeEnd = max(wholeStart, columns & ~3);
  if (wholeStart > 0) {
    sums = gatherGroups(header, sums, line, SCRATCH, 16, 0, 4);
    takeScratch(output, rowBytes, skipped, min(4, columns));
  }
  const whole = output + ((<usize>wholeStart - <usize>skipped) << 2);
  sums = gatherGroups(header, sums, line, whole, rowBytes, wholeStart, wholeEnd);
  if (wholeEnd < columns) {
    gatherGroups(header, sums, line, SCRATCH, 16, wholeEnd, wholeEnd + 4);
    takeScratch(output + ((<usize>wholeEnd - <usize>skipped) << 2), rowBytes, 0, columns - wholeEnd);
  }
}

/** Copies the columns [start, end) of a group. */
function takeScratch(output: usize, rowBytes: usize, start: i32, end: i32): void {
  for (let row: usize = 0; row < 4; row++) {
    let to = output + row * rowBytes;
    for (let column = start; column < end; column++) {
      store<f32>(to, load<f32>(SCRATCH + (row << 4) + (<usize>column << 2)));
      to += 4;
    }
  }
}

/** Whole groups from column `start` up to `end`, the first at `output`; returns the sums at the end. */
function gatherGroups(
  header: Header,
  sums: v128,
  line: usize,
  output: usize,
  rowBytes: usize,
  start: i32,
  end: i32,
): v128 {
  const capped = header.tableLength > 0;
  let from = start;
  for (let run: i32 = 0; run < 5; run++) {
    const to = max(from, min(end, runEnd(run)));
    if (from < to) {
      const at = output + (<usize>(from - start) << 2);
      if (run == 2) {
        sums = capped
          ? gatherNearCapped(header, sums, line, at, rowBytes, from, to)
          : gatherNear(header, sums, line, at, rowBytes, from, to);
      } else if (run == 1 || run == 3) {
        sums = capped
          ? gatherMiddleCapped(header, sums, line, at, rowBytes, from, to)
          : gatherMiddle(header, sums, line, at, rowBytes, from, to);
      } else {
        sums = capped
          ? gatherFarCapped(header, sums, line, at, rowBytes, from, to)
          : gatherFar(header, sums, line, at, rowBytes, from, to);
      }
    }
    from = to;
  }
  return sums;
}

// Constant last arguments: the compiler writes one loop per kind.
function gatherNearCapped(header: Header, sums: v128, line: usize, output: usize, rowBytes: usize, start: i32, end: i32): v128 {
  return gatherRun(header, sums, line, output, rowBytes, start, end, true, Law.near);
}

function gatherNear(header: Header, sums: v128, line: usize, output: usize, rowBytes: usize, start: i32, end: i32): v128 {
  return gatherRun(header, sums, line, output, rowBytes, start, end, false, Law.near);
}

function gatherMiddleCapped(header: Header, sums: v128, line: usize, output: usize, rowBytes: usize, start: i32, end: i32): v128 {
  return gatherRun(header, sums, line, output, rowBytes, start, end, true, Law.middle);
}

function gatherMiddle(header: Header, sums: v128, line: usize, output: usize, rowBytes: usize, start: i32, end: i32): v128 {
  return gatherRun(header, sums, line, output, rowBytes, start, end, false, Law.middle);
}

function gatherFarCapped(header: Header, sums: v128, line: usize, output: usize, rowBytes: usize, start: i32, end: i32): v128 {
  return gatherRun(header, sums, line, output, rowBytes, start, end, true, Law.far);
}

function gatherFar(header: Header, sums: v128, line: usize, output: usize, rowBytes: usize, start: i32, end: i32): v128 {
  return gatherRun(header, sums, line, output, rowBytes, start, end, false, Law.far);
}

/**
 * Sums come a column at a time, a lane for each row; four columns of them are turned into four cells of each row, which a
 * look-up does by itself.
 */
// @ts-ignore: decorator
@inline
function gatherRun(
  header: Header,
  sums: v128,
  line: usize,
  output: usize,
  rowBytes: usize,
  start: i32,
  end: i32,
  capped: bool,
  law: Law,
): v128 {
  // Loaded once: a load per column would cost a sixth of the time.
  const row0 = v128.load32_splat(Term.rowSquares);
  const row1 = v128.load32_splat(Term.rowSquares, 4);
  const row2 = v128.load32_splat(Term.rowSquares, 8);
  const row3 = v128.load32_splat(Term.rowSquares, 12);
  const middleRows = load<f32>(Term.rowSquares, 4) + load<f32>(Term.rowSquares, 8);
  const unit = v128.load(Term.lossUnit);
  const full = v128.load32_splat(TABLE + (<usize>(header.tableLength - 1) << 2));
  const zero = i32x4.splat(0);
  let squares = header.squares + <usize>(start >> 2) * GROUP_BYTES;
  const squaresEnd = header.squares + <usize>((end + 3) >> 2) * GROUP_BYTES;
  line += <usize>start << 4;
  while (squares < squaresEnd) {
    const a = i32x4.add(sums, v128.load(line));
    const b = i32x4.add(a, v128.load(line, 16));
    const c = i32x4.add(b, v128.load(line, 32));
    sums = i32x4.add(c, v128.load(line, 48));
    v128.store(line, zero);
    v128.store(line, zero, 16);
    v128.store(line, zero, 32);
    v128.store(line, zero, 48);
    const terms = termsAt(load<f32>(squares, 16) + middleRows, law);
    const last = v128.load(Term.last);
    const q1 = v128.load32_splat(terms, 4);
    const q2 = v128.load32_splat(terms, 8);
    const q3 = v128.load32_splat(terms, 12);
    const constant = law == Law.near ? v128.load(Term.constant) : v128.load32_splat(terms);
    const columns = v128.load(squares);
    const lowest = i32x4.min_s(i32x4.min_s(a, b), i32x4.min_s(c, sums));
    if (capped && i32x4.bitmask(i32x4.lt_s(lowest, last)) == 0) {
      // Behind walls enough every cell loses all the cap lets through: on a large level that is most of them.
      const loss = f32x4.add(constant, full);
      v128.store(output, lossWith(f32x4.add(row0, columns), loss, q1, q2, q3, law));
      v128.store(output + rowBytes, lossWith(f32x4.add(row1, columns), loss, q1, q2, q3, law));
      v128.store(output + 2 * rowBytes, lossWith(f32x4.add(row2, columns), loss, q1, q2, q3, law));
      v128.store(output + 3 * rowBytes, lossWith(f32x4.add(row3, columns), loss, q1, q2, q3, law));
    } else {
      let loss0 = zero;
      let loss1 = zero;
      let loss2 = zero;
      let loss3 = zero;
      if (capped) {
        const aEntries = i32x4.min_s(a, last);
        const bEntries = i32x4.min_s(b, last);
        const cEntries = i32x4.min_s(c, last);
        const dEntries = i32x4.min_s(sums, last);
        let aPair = i64x2.extract_lane(aEntries, 0);
        let bPair = i64x2.extract_lane(bEntries, 0);
        let cPair = i64x2.extract_lane(cEntries, 0);
        let dPair = i64x2.extract_lane(dEntries, 0);
        v128.store(output, lossWith(f32x4.add(row0, columns), f32x4.add(constant, lookUp(<usize>aPair, <usize>bPair, <usize>cPair, <usize>dPair)), q1, q2, q3, law));
        v128.store(output + rowBytes, lossWith(f32x4.add(row1, columns), f32x4.add(constant, lookUp(<usize>(aPair >>> 32), <usize>(bPair >>> 32), <usize>(cPair >>> 32), <usize>(dPair >>> 32))), q1, q2, q3, law));
        aPair = i64x2.extract_lane(aEntries, 1);
        bPair = i64x2.extract_lane(bEntries, 1);
        cPair = i64x2.extract_lane(cEntries, 1);
        dPair = i64x2.extract_lane(dEntries, 1);
        v128.store(output + 2 * rowBytes, lossWith(f32x4.add(row2, columns), f32x4.add(constant, lookUp(<usize>aPair, <usize>bPair, <usize>cPair, <usize>dPair)), q1, q2, q3, law));
        v128.store(output + 3 * rowBytes, lossWith(f32x4.add(row3, columns), f32x4.add(constant, lookUp(<usize>(aPair >>> 32), <usize>(bPair >>> 32), <usize>(cPair >>> 32), <usize>(dPair >>> 32))), q1, q2, q3, law));
      } else {
        const ab = i32x4.shuffle(a, b, 0, 4, 1, 5);
        const cd = i32x4.shuffle(c, sums, 0, 4, 1, 5);
        const abLater = i32x4.shuffle(a, b, 2, 6, 3, 7);
        const cdLater = i32x4.shuffle(c, sums, 2, 6, 3, 7);
        loss0 = f32x4.mul(unit, f32x4.convert_i32x4_s(i64x2.shuffle(ab, cd, 0, 2)));
        loss1 = f32x4.mul(unit, f32x4.convert_i32x4_s(i64x2.shuffle(ab, cd, 1, 3)));
        loss2 = f32x4.mul(unit, f32x4.convert_i32x4_s(i64x2.shuffle(abLater, cdLater, 0, 2)));
        loss3 = f32x4.mul(unit, f32x4.convert_i32x4_s(i64x2.shuffle(abLater, cdLater, 1, 3)));
        v128.store(output, lossAt(f32x4.add(row0, columns), f32x4.add(constant, loss0), terms, law));
        v128.store(output + rowBytes, lossAt(f32x4.add(row1, columns), f32x4.add(constant, loss1), terms, law));
        v128.store(output + 2 * rowBytes, lossAt(f32x4.add(row2, columns), f32x4.add(constant, loss2), terms, law));
        v128.store(output + 3 * rowBytes, lossAt(f32x4.add(row3, columns), f32x4.add(constant, loss3), terms, law));
      }
    }
    line += 64;
    squares += GROUP_BYTES;
    output += 16;
  }
  return sums;
}

/** Four capped losses in dB. Capped jobs count in units of four: sums are byte offsets into the table. */
// @ts-ignore: decorator
@inline
function lookUp(a: usize, b: usize, c: usize, d: usize): v128 {
  let loss = v128.load32_zero(a, TABLE);
  loss = v128.load32_lane(b, loss, 1, TABLE);
  loss = v128.load32_lane(c, loss, 2, TABLE);
  return v128.load32_lane(d, loss, 3, TABLE);
}
