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
  const stride = <usize>header.stride << 2;
  const columns = <f64>header.columns;
  const least = f64x2.splat(-columns - 1);
  const most = f64x2.splat(columns);
  const zero = f64x2.splat(0);
  const last = f64x2.splat(columns - 1);
  const minusOne = f64x2.splat(-1);

  const slope0 = f64x2.splat(shadow.slope0);
  const slope1 = f64x2.splat(shadow.slope1);
  const slope2 = f64x2.splat(shadow.slope2);
  const inverse0 = f64x2.splat(-1 / shadow.slope0);
  const inverse1 = f64x2.splat(-1 / shadow.slope1);
  const inverse2 = f64x2.splat(-1 / shadow.slope2);
  const step0 = f64x2.splat(shadow.step0 * 2);
  const step1 = f64x2.splat(shadow.step1 * 2);
  const step2 = f64x2.splat(shadow.step2 * 2);
  let value0 = firstRows(shadow.base0, shadow.step0, start);
  let value1 = firstRows(shadow.base1, shadow.step1, start);
  let value2 = firstRows(shadow.base2, shadow.step2, start);

  for (let row = start; row < end; row += 2) {
    const bound0 = largestBelow(value0, slope0, inverse0, least, most);
    const bound1 = largestBelow(value1, slope1, inverse1, least, most);
    const bound2 = largestBelow(value2, slope2, inverse2, least, most);
    let low = zero;
    let high = last;
    if (lowerCount == 0) {
      high = f64x2.pmin(high, f64x2.pmin(f64x2.pmin(bound0, bound1), bound2));
    } else if (lowerCount == 1) {
      low = f64x2.pmax(low, f64x2.neg(bound0));
      high = f64x2.pmin(high, f64x2.pmin(bound1, bound2));
    } else if (lowerCount == 2) {
      low = f64x2.pmax(low, f64x2.neg(f64x2.pmin(bound0, bound1)));
      high = f64x2.pmin(high, bound2);
    } else {
      low = f64x2.pmax(low, f64x2.neg(f64x2.pmin(f64x2.pmin(bound0, bound1), bound2)));
    }
    // An empty interval becomes two steps at the same place: they cancel, and no branch is mispredicted.
    const past = f64x2.sub(f64x2.pmax(high, minusOne), minusOne);
    const from = i32x4.trunc_sat_f64x2_s_zero(f64x2.pmin(low, past));
    const to = i32x4.trunc_sat_f64x2_s_zero(past);
    addStep(line + (<usize>i32x4.extract_lane(from, 0) << 2), lossUnits);
    addStep(line + (<usize>i32x4.extract_lane(to, 0) << 2), -lossUnits);
    const second = line + stride;
    if (row + 1 < end) {
      addStep(second + (<usize>i32x4.extract_lane(from, 1) << 2), lossUnits);
      addStep(second + (<usize>i32x4.extract_lane(to, 1) << 2), -lossUnits);
    }
    line = second + stride;
    value0 = f64x2.add(value0, step0);
    value1 = f64x2.add(value1, step1);
    value2 = f64x2.add(value2, step2);
  }
}

// @ts-ignore: decorator
@inline
function firstRows(base: f64, step: f64, row: i32): v128 {
  const first = base + step * <f64>row;
  return f64x2.replace_lane(f64x2.splat(first), 1, first + step);
}

/**
 * Largest integer n with value + n·slope < 0 (slope > 0), clamped to about the grid. The rounded root is at most
 * half a column and a rounding error off, so n is the nearest integer or the one below; the sign of the exact
 * integer value there decides.
 */
// @ts-ignore: decorator
@inline
function largestBelow(value: v128, slope: v128, inverse: v128, least: v128, most: v128): v128 {
  const root = f64x2.mul(value, inverse);
  const nearest = f64x2.nearest(f64x2.pmax(least, f64x2.pmin(most, root)));
  const reached = f64x2.ge(f64x2.add(value, f64x2.mul(nearest, slope)), f64x2.splat(0));
  return f64x2.sub(nearest, v128.and(reached, f64x2.splat(1)));
}

// @ts-ignore: decorator
@inline
function addStep(address: usize, lossUnits: i32): void {
  store<i32>(address, load<i32>(address) + lossUnits);
}
