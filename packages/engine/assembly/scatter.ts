import { Header } from './header';
import { Shadow, shadowAt } from './shadow';

/** Adds every shadow's two steps per row to the band, rows [bandStart, bandEnd). */
export function scatterShadows(header: Header, shadowCount: i32, bandStart: i32, bandEnd: i32): void {
  for (let index: i32 = 0; index < shadowCount; index++) {
    const shadow = shadowAt(header, index);
    const start = max(shadow.rowStart, bandStart);
    const end = min(shadow.rowEnd, bandEnd);
    if (start >= end) continue;
    const line = header.band + <usize>(start - bandStart) * (<usize>header.stride << 2);
    // Constant last argument: the compiler writes one loop per kind.
    if (shadow.lowerCount == 1) scatterShadow(header, shadow, start, end, line, 1);
    else if (shadow.lowerCount == 2) scatterShadow(header, shadow, start, end, line, 2);
    else if (shadow.lowerCount == 0) scatterShadow(header, shadow, start, end, line, 0);
    else scatterShadow(header, shadow, start, end, line, 3);
  }
}

// @ts-ignore: decorator
@inline
function scatterShadow(
  header: Header,
  shadow: Shadow,
  start: i32,
  end: i32,
  line: usize,
  lowerCount: i32,
): void {
  const lossUnits = shadow.lossUnits;
  const stride = header.stride;
  const last = f64x2.splat(<f64>header.columns - 1);
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  const step0 = f64x2.splat(shadow.step0 * 2);
  const step1 = f64x2.splat(shadow.step1 * 2);
  const step2 = f64x2.splat(shadow.step2 * 2);
  const inverse0 = f64x2.splat(shadow.inverse0);
  const inverse1 = f64x2.splat(shadow.inverse1);
  const inverse2 = f64x2.splat(shadow.inverse2);
  let value0 = firstRows(shadow.base0, shadow.step0, start);
  let value1 = firstRows(shadow.base1, shadow.step1, start);
  let value2 = firstRows(shadow.base2, shadow.step2, start);
  // Adding a column turns these into numbers whose low 32 bits are the address of its step.
  const lineStep = f64x2.splat(2 * <f64>stride);
  let lines = firstRows(ADDRESS_BASE + <f64>(line >> 2), <f64>stride, 0);

  for (let row = start; row < end; row += 2) {
    const bound0 = f64x2.mul(value0, inverse0);
    const bound1 = f64x2.mul(value1, inverse1);
    const bound2 = f64x2.mul(value2, inverse2);
    let minusLow = zero;
    let high = last;
    if (lowerCount == 0) {
      high = f64x2.pmin(high, f64x2.pmin(f64x2.pmin(bound0, bound1), bound2));
    } else if (lowerCount == 1) {
      minusLow = f64x2.pmin(minusLow, bound0);
      high = f64x2.pmin(high, f64x2.pmin(bound1, bound2));
    } else if (lowerCount == 2) {
      minusLow = f64x2.pmin(minusLow, f64x2.pmin(bound0, bound1));
      high = f64x2.pmin(high, bound2);
    } else {
      minusLow = f64x2.pmin(minusLow, f64x2.pmin(f64x2.pmin(bound0, bound1), bound2));
    }
    // An empty interval becomes two steps at the same place: they cancel, and no branch is mispredicted.
    const past = f64x2.pmax(zero, f64x2.add(one, f64x2.floor(high)));
    const from = f64x2.pmin(past, f64x2.neg(f64x2.floor(minusLow)));
    const fromAddress = f64x2.add(lines, from);
    const pastAddress = f64x2.add(lines, past);
    addStep(i32x4.extract_lane(fromAddress, 0), lossUnits);
    addStep(i32x4.extract_lane(pastAddress, 0), -lossUnits);
    if (row + 1 < end) {
      addStep(i32x4.extract_lane(fromAddress, 2), lossUnits);
      addStep(i32x4.extract_lane(pastAddress, 2), -lossUnits);
    }
    lines = f64x2.add(lines, lineStep);
    value0 = f64x2.add(value0, step0);
    value1 = f64x2.add(value1, step1);
    value2 = f64x2.add(value2, step2);
  }
}

/** 1.5·2^50: one unit in the last place is ¼ here, so that a number of i32 elements reads as its bytes. */
const ADDRESS_BASE: f64 = 1688849860263936;

/** Values of two rows: base + row·step and the next. */
// @ts-ignore: decorator
@inline
function firstRows(base: f64, step: f64, row: i32): v128 {
  const first = base + step * <f64>row;
  return f64x2.replace_lane(f64x2.splat(first), 1, first + step);
}

// @ts-ignore: decorator
@inline
function addStep(address: usize, lossUnits: i32): void {
  store<i32>(address, load<i32>(address) + lossUnits);
}
