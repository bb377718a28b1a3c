import { Header } from './header';
import { lossOfSquaredDistance } from './distance';

/** Sums the steps of one band row into obstacle loss, 1/256 dB, and clears the row. */
export function gatherLossUnits(header: Header, line: usize, output: usize): void {
  let carry = i32x4.splat(0);
  for (let column: i32 = 0; column < header.columns; column += 4) {
    const sums = i32x4.add(carry, prefixSums(v128.load(line)));
    v128.store(line, i32x4.splat(0));
    v128.store(output, sums);
    carry = i32x4.shuffle(sums, sums, 3, 3, 3, 3);
    line += 16;
    output += 16;
  }
  v128.store(line, i32x4.splat(0));
}

/** Sums the steps of one band row, caps them and adds the distance law: path loss in dB. Clears the row. */
// @ts-ignore: decorator
@inline
export function gatherPathLoss(header: Header, row: i32, line: usize, output: usize, capped: bool): void {
  const dy = header.originY - header.transmitterY + <f64>row * header.cell;
  const rowSquared = f32x4.splat(<f32>(dy * dy + header.heightSquared));
  const minSquared = f32x4.splat(<f32>header.minSquared);
  const intercept = f32x4.splat(<f32>header.intercept);
  const slope = f32x4.splat(<f32>header.slope);
  const cell = <f32>header.cell;
  // Offsets are integers below 2^23: exact in f32.
  const start = <f32>(header.originX - header.transmitterX);
  let dx = f32x4.splat(start);
  dx = f32x4.replace_lane(dx, 1, start + cell);
  dx = f32x4.replace_lane(dx, 2, start + 2 * cell);
  dx = f32x4.replace_lane(dx, 3, start + 3 * cell);
  const step = f32x4.splat(4 * cell);
  const table = header.table;
  const lastEntry = i32x4.splat(header.tableLength - 1);
  const dbPerUnit = f32x4.splat(1 / 256);
  const zero = i32x4.splat(0);
  let carry = zero;
  for (let column: i32 = 0; column < header.columns; column += 4) {
    const sums = i32x4.add(carry, prefixSums(v128.load(line)));
    v128.store(line, zero);
    carry = i32x4.shuffle(sums, sums, 3, 3, 3, 3);
    let obstacle: v128;
    if (capped) {
      const entries = i32x4.shl(i32x4.min_s(sums, lastEntry), 2);
      const low = i64x2.extract_lane(entries, 0);
      const high = i64x2.extract_lane(entries, 1);
      obstacle = v128.load32_zero(table + <usize>low);
      obstacle = v128.load32_lane(table + <usize>(low >>> 32), obstacle, 1);
      obstacle = v128.load32_lane(table + <usize>high, obstacle, 2);
      obstacle = v128.load32_lane(table + <usize>(high >>> 32), obstacle, 3);
    } else {
      obstacle = f32x4.mul(f32x4.convert_i32x4_s(sums), dbPerUnit);
    }
    const squared = f32x4.pmax(minSquared, f32x4.add(rowSquared, f32x4.mul(dx, dx)));
    v128.store(output, f32x4.add(lossOfSquaredDistance(squared, intercept, slope), obstacle));
    dx = f32x4.add(dx, step);
    line += 16;
    output += 16;
  }
  v128.store(line, zero);
}

/** Running sums within four lanes. */
// @ts-ignore: decorator
@inline
function prefixSums(steps: v128): v128 {
  const zero = i32x4.splat(0);
  // Consecutive lanes of (zero, steps): one instruction each.
  const pairs = i32x4.add(steps, i32x4.shuffle(zero, steps, 3, 4, 5, 6));
  return i32x4.add(pairs, i32x4.shuffle(zero, pairs, 2, 3, 4, 5));
}
