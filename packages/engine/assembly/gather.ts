import { rowSquares, Term } from './distance';
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
 * Clears the band's rows. Lanes are rows; four columns at a time are turned into four cells of each row.
 */
// @ts-ignore: decorator
@inline
export function gatherPathLoss(header: Header, row: i32, sums: v128, line: usize, capped: bool, near: bool): void {
  const rowSquared = rowSquares(header, row);
  // Loaded once: a load per column would cost a sixth of the time.
  const scale = v128.load(Term.bitsScale);
  const constant = v128.load(Term.constant);
  const mask = v128.load(Term.mantissaMask);
  const one = v128.load(Term.one);
  const c1 = v128.load(Term.first);
  const c2 = v128.load(Term.second);
  const c3 = v128.load(Term.third);
  const c4 = v128.load(Term.fourth);
  const shortest = v128.load(Term.minSquared);
  const last = i32x4.splat((header.tableLength - 1) << 2);
  const zero = i32x4.splat(0);
  const rowBytes = <usize>header.columns << 2;
  let squares = header.squares;
  let output = header.output + <usize>row * rowBytes;
  const end = output + rowBytes;
  let squared: v128;
  while (output < end) {
    sums = i32x4.add(sums, v128.load(line));
    squared = f32x4.add(rowSquared, v128.load32_splat(squares));
    if (near) squared = f32x4.pmax(shortest, squared);
    const a = f32x4.add(
      distanceLoss(squared, scale, constant, mask, one, c1, c2, c3, c4),
      obstacleLoss(sums, last, capped),
    );
    v128.store(line, zero);
    sums = i32x4.add(sums, v128.load(line, 16));
    squared = f32x4.add(rowSquared, v128.load32_splat(squares, 4));
    if (near) squared = f32x4.pmax(shortest, squared);
    const b = f32x4.add(
      distanceLoss(squared, scale, constant, mask, one, c1, c2, c3, c4),
      obstacleLoss(sums, last, capped),
    );
    v128.store(line, zero, 16);
    const ab = i32x4.shuffle(a, b, 0, 4, 1, 5);
    const abLater = i32x4.shuffle(a, b, 2, 6, 3, 7);
    sums = i32x4.add(sums, v128.load(line, 32));
    squared = f32x4.add(rowSquared, v128.load32_splat(squares, 8));
    if (near) squared = f32x4.pmax(shortest, squared);
    const c = f32x4.add(
      distanceLoss(squared, scale, constant, mask, one, c1, c2, c3, c4),
      obstacleLoss(sums, last, capped),
    );
    v128.store(line, zero, 32);
    sums = i32x4.add(sums, v128.load(line, 48));
    squared = f32x4.add(rowSquared, v128.load32_splat(squares, 12));
    if (near) squared = f32x4.pmax(shortest, squared);
    const d = f32x4.add(
      distanceLoss(squared, scale, constant, mask, one, c1, c2, c3, c4),
      obstacleLoss(sums, last, capped),
    );
    v128.store(line, zero, 48);
    const cd = i32x4.shuffle(c, d, 0, 4, 1, 5);
    const cdLater = i32x4.shuffle(c, d, 2, 6, 3, 7);
    const first = i64x2.shuffle(ab, cd, 0, 2);
    const second = i64x2.shuffle(ab, cd, 1, 3);
    const third = i64x2.shuffle(abLater, cdLater, 0, 2);
    const fourth = i64x2.shuffle(abLater, cdLater, 1, 3);
    if (output + 16 <= end) {
      v128.store(output, first);
      v128.store(output + rowBytes, second);
      v128.store(output + 2 * rowBytes, third);
      v128.store(output + 3 * rowBytes, fourth);
    } else {
      const bytes = end - output;
      storePart(output, first, bytes);
      storePart(output + rowBytes, second, bytes);
      storePart(output + 2 * rowBytes, third, bytes);
      storePart(output + 3 * rowBytes, fourth, bytes);
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

/** Four sums in dB. */
// @ts-ignore: decorator
@inline
function obstacleLoss(sums: v128, last: v128, capped: bool): v128 {
  if (!capped) return f32x4.mul(f32x4.convert_i32x4_s(sums), f32x4.splat(1 / 256));
  // Capped jobs count in units of four: sums are byte offsets into the table.
  const entries = i32x4.min_s(sums, last);
  const low = i64x2.extract_lane(entries, 0);
  const high = i64x2.extract_lane(entries, 1);
  let loss = v128.load32_zero(<usize>low, TABLE);
  loss = v128.load32_lane(<usize>(low >>> 32), loss, 1, TABLE);
  loss = v128.load32_lane(<usize>high, loss, 2, TABLE);
  return v128.load32_lane(<usize>(high >>> 32), loss, 3, TABLE);
}

/** The first 4, 8 or 12 bytes of four lanes. */
function storePart(address: usize, lanes: v128, bytes: usize): void {
  v128.store32_lane(address, lanes, 0);
  if (bytes > 4) v128.store32_lane(address, lanes, 1, 4);
  if (bytes > 8) v128.store32_lane(address, lanes, 2, 8);
}
