import { Term, writeRowSquares } from './distance';
import { Header } from './header';

/** [tableLength] f32: leakage-capped loss in dB per loss unit. A fixed address saves an addition per cell. */
export const TABLE: usize = 4096;

/** Loss units of up to four rows of the band: running sums from `sums`. Clears the band's rows. */
export function gatherLossUnits(header: Header, sums: v128, line: usize, output: usize, rows: i32): void {
  const rowBytes = <usize>header.columns << 2;
  for (let column: i32 = 0; column < header.columns; column++) {
    sums = i32x4.add(sums, v128.load(line));
    v128.store(line, i32x4.splat(0));
    v128.store32_lane(output, sums, 0);
    if (rows > 1) v128.store32_lane(output + rowBytes, sums, 1);
    if (rows > 2) v128.store32_lane(output + 2 * rowBytes, sums, 2);
    if (rows > 3) v128.store32_lane(output + 3 * rowBytes, sums, 3);
    line += 16;
    output += 4;
  }
}

/**
 * Path loss in dB of four rows of the band from `row` on: running sums from `sums`, capped, plus the distance law.
 * Clears the band's rows. Sums come a column at a time, a lane for each row; four columns of them are turned into four
 * cells of each row, which a look-up does by itself.
 */
// @ts-ignore: decorator
@inline
export function gatherPathLoss(
  header: Header,
  row: i32,
  sums: v128,
  line: usize,
  output: usize,
  capped: bool,
  near: bool,
): void {
  writeRowSquares(header, row);
  // Loaded once: a load per column would cost a sixth of the time.
  const row0 = v128.load32_splat(Term.rowSquares);
  const row1 = v128.load32_splat(Term.rowSquares, 4);
  const row2 = v128.load32_splat(Term.rowSquares, 8);
  const row3 = v128.load32_splat(Term.rowSquares, 12);
  const scale = v128.load(Term.bitsScale);
  const constant = v128.load(Term.constant);
  const mask = v128.load(Term.mantissaMask);
  const one = v128.load(Term.one);
  const c1 = v128.load(Term.first);
  const c2 = v128.load(Term.second);
  const c3 = v128.load(Term.third);
  const c4 = v128.load(Term.fourth);
  const shortest = v128.load(Term.minSquared);
  const unit = v128.load(Term.lossUnit);
  const last = i32x4.splat((header.tableLength - 1) << 2);
  const full = v128.load32_splat(TABLE + (<usize>(header.tableLength - 1) << 2));
  const zero = i32x4.splat(0);
  const rowBytes = <usize>header.columns << 2;
  let squares = header.squares;
  const end = output + rowBytes;
  while (output < end) {
    const a = i32x4.add(sums, v128.load(line));
    const b = i32x4.add(a, v128.load(line, 16));
    const c = i32x4.add(b, v128.load(line, 32));
    sums = i32x4.add(c, v128.load(line, 48));
    v128.store(line, zero);
    v128.store(line, zero, 16);
    v128.store(line, zero, 32);
    v128.store(line, zero, 48);
    let loss0 = full;
    let loss1 = full;
    let loss2 = full;
    let loss3 = full;
    const least = i32x4.min_s(i32x4.min_s(a, b), i32x4.min_s(c, sums));
    if (capped && !v128.any_true(i32x4.lt_s(least, last))) {
      // Behind walls enough every cell loses all the cap lets through: on a large level that is most of them.
    } else if (capped) {
      const aEntries = i32x4.min_s(a, last);
      const bEntries = i32x4.min_s(b, last);
      const cEntries = i32x4.min_s(c, last);
      const dEntries = i32x4.min_s(sums, last);
      const aLow = i64x2.extract_lane(aEntries, 0);
      const bLow = i64x2.extract_lane(bEntries, 0);
      const cLow = i64x2.extract_lane(cEntries, 0);
      const dLow = i64x2.extract_lane(dEntries, 0);
      const aHigh = i64x2.extract_lane(aEntries, 1);
      const bHigh = i64x2.extract_lane(bEntries, 1);
      const cHigh = i64x2.extract_lane(cEntries, 1);
      const dHigh = i64x2.extract_lane(dEntries, 1);
      loss0 = lookUp(<usize>aLow, <usize>bLow, <usize>cLow, <usize>dLow);
      loss1 = lookUp(<usize>(aLow >>> 32), <usize>(bLow >>> 32), <usize>(cLow >>> 32), <usize>(dLow >>> 32));
      loss2 = lookUp(<usize>aHigh, <usize>bHigh, <usize>cHigh, <usize>dHigh);
      loss3 = lookUp(<usize>(aHigh >>> 32), <usize>(bHigh >>> 32), <usize>(cHigh >>> 32), <usize>(dHigh >>> 32));
    } else {
      const ab = i32x4.shuffle(a, b, 0, 4, 1, 5);
      const cd = i32x4.shuffle(c, sums, 0, 4, 1, 5);
      const abLater = i32x4.shuffle(a, b, 2, 6, 3, 7);
      const cdLater = i32x4.shuffle(c, sums, 2, 6, 3, 7);
      loss0 = f32x4.mul(unit, f32x4.convert_i32x4_s(i64x2.shuffle(ab, cd, 0, 2)));
      loss1 = f32x4.mul(unit, f32x4.convert_i32x4_s(i64x2.shuffle(ab, cd, 1, 3)));
      loss2 = f32x4.mul(unit, f32x4.convert_i32x4_s(i64x2.shuffle(abLater, cdLater, 0, 2)));
      loss3 = f32x4.mul(unit, f32x4.convert_i32x4_s(i64x2.shuffle(abLater, cdLater, 1, 3)));
    }
    const columns = v128.load(squares);
    let squared0 = f32x4.add(row0, columns);
    let squared1 = f32x4.add(row1, columns);
    let squared2 = f32x4.add(row2, columns);
    let squared3 = f32x4.add(row3, columns);
    if (near) {
      squared0 = f32x4.pmax(shortest, squared0);
      squared1 = f32x4.pmax(shortest, squared1);
      squared2 = f32x4.pmax(shortest, squared2);
      squared3 = f32x4.pmax(shortest, squared3);
    }
    loss0 = f32x4.add(distanceLoss(squared0, scale, constant, mask, one, c1, c2, c3, c4), loss0);
    loss1 = f32x4.add(distanceLoss(squared1, scale, constant, mask, one, c1, c2, c3, c4), loss1);
    loss2 = f32x4.add(distanceLoss(squared2, scale, constant, mask, one, c1, c2, c3, c4), loss2);
    loss3 = f32x4.add(distanceLoss(squared3, scale, constant, mask, one, c1, c2, c3, c4), loss3);
    if (output + 16 <= end) {
      v128.store(output, loss0);
      v128.store(output + rowBytes, loss1);
      v128.store(output + 2 * rowBytes, loss2);
      v128.store(output + 3 * rowBytes, loss3);
    } else {
      const bytes = end - output;
      storePart(output, loss0, bytes);
      storePart(output + rowBytes, loss1, bytes);
      storePart(output + 2 * rowBytes, loss2, bytes);
      storePart(output + 3 * rowBytes, loss3, bytes);
    }
    line += 64;
    squares += 16;
    output += 16;
  }
}

/** The distance law at four squared distances, dB (terms: distance.ts). */
// @ts-ignore: decorator
@inline
function distanceLoss(
  squared: v128,
  scale: v128,
  constant: v128,
  mask: v128,
  one: v128,
  c1: v128,
  c2: v128,
  c3: v128,
  c4: v128,
): v128 {
  const m = v128.or(v128.and(squared, mask), one);
  const rest = f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(squared), scale), constant);
  let p = f32x4.add(f32x4.mul(c4, m), c3);
  p = f32x4.add(f32x4.mul(p, m), c2);
  p = f32x4.add(f32x4.mul(p, m), c1);
  return f32x4.add(f32x4.mul(p, m), rest);
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

/** The first 4, 8 or 12 bytes of four lanes. */
function storePart(address: usize, lanes: v128, bytes: usize): void {
  v128.store32_lane(address, lanes, 0);
  if (bytes > 4) v128.store32_lane(address, lanes, 1, 4);
  if (bytes > 8) v128.store32_lane(address, lanes, 2, 8);
}
