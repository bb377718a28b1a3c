import { Header } from './header';
import { addStep } from './line';
import { Panel } from './panel';

// The shadow of a panel that links meet in part of their run: beyond the panel where they pass below its upper and
// above its lower edge. On each row it is one interval of columns, cut out by four half-planes: right of the ray through
// one end, left of the ray through the other, beyond the panel's line, and not beyond a parallel to it. Each reads
//   base + row·step + column·slope < 0   (integers below 2^47; a bound that includes its line has base − 1).
// A half-plane with slope > 0 bounds the columns from above: column ≤ floor(−(base + row·step + ½) / slope). The ½
// keeps the quotient at least ½/slope away from every integer, further than a product with the rounded inverse can
// err: the floor is exact. A half-plane with slope < 0 bounds −column in the same way.
@unmanaged
export class Shadow {
  rowStart: i32;
  rowEnd: i32;
  delta: i32;
  unused: i32;
  /** Four bounds: base + ½, step, slope. */
  base0: f64;
  step0: f64;
  slope0: f64;
  base1: f64;
  step1: f64;
  slope1: f64;
  base2: f64;
  step2: f64;
  slope2: f64;
  base3: f64;
  step3: f64;
  slope3: f64;
}

const BOUND_COUNT: usize = 4;
const BOUND_BYTES: usize = 24;
/** Beyond every orientation of a cell. */
const FAR: i64 = 1 << 47;

/** Writes up to three shadows (rows south of, at and north of the transmitter) at `count`; returns the new count. */
export function castShadow(
  header: Header,
  ax: f64,
  ay: f64,
  bx: f64,
  by: f64,
  panel: Panel,
  delta: i32,
  count: i32,
): i32 {
  const tx = header.transmitterX;
  const ty = header.transmitterY;
  let ux = bx - ax;
  let uy = by - ay;
  // Orient the panel so that the transmitter is on its left. Shifting it by (ε, ε²) decides a tie.
  const orientation = ux * (ty - ay) - uy * (tx - ax);
  let side = orientation;
  if (side == 0) side = uy != 0 ? uy : -ux;
  if (side < 0) {
    let held = ax;
    ax = bx;
    bx = held;
    held = ay;
    ay = by;
    by = held;
    ux = -ux;
    uy = -uy;
  }
  // A cell's orientation s ≤ 0 and the transmitter's o ≥ 0 give the height over the panel: (zr·o − zt·s) / (o − s).
  const o = <i64>Math.abs(orientation);
  let nearest: i64 = uy < 0 || (uy == 0 && ux > 0) ? 0 : -1;
  let farthest: i64 = -FAR;
  const zt = header.transmitterZ;
  const zr = header.receiverZ;
  if (panel.lower > min(zt, zr)) {
    // s·(lower − zt) ≥ o·(lower − zr)
    const factor = <i64>(panel.lower - zt);
    const product = o * <i64>(panel.lower - zr);
    if (factor > 0) farthest = max(farthest, -floorQuotient(-product, factor));
    else if (factor < 0) nearest = min(nearest, floorQuotient(-product, -factor));
    else if (product > 0) return count;
  }
  if (panel.upper <= max(zt, zr)) {
    // s·(upper − zt) ≤ o·(upper − zr) − 1
    const factor = <i64>(panel.upper - zt);
    const product = o * <i64>(panel.upper - zr) - 1;
    if (factor > 0) nearest = min(nearest, floorQuotient(product, factor));
    else if (factor < 0) farthest = max(farthest, -floorQuotient(product, -factor));
    else if (product < 0) return count;
  }
  if (nearest < farthest) return count;
  const cell = header.cell;
  const ex = header.originX - tx;
  const ey = header.originY - ty;
  const ap = ay - ty;
  const aq = ax - tx;
  const bp = by - ty;
  const bq = bx - tx;
  // First row at or north of the transmitter, first row north of it.
  const firstLevel = clampRow(Math.ceil(-ey / cell), header.rows);
  const firstNorth = clampRow(Math.floor(-ey / cell) + 1, header.rows);
  // Right of the ray through a, left of the ray through b.
  const aBase = ex * ap - ey * aq;
  const bBase = ey * bq - ex * bp;
  // s − nearest − 1 < 0 and farthest − 1 − s < 0.
  const wallBase = ux * (header.originY - ay) - uy * (header.originX - ax);
  if (ap >= 0 || bp >= 0) {
    const shadow = shadowAt(header, count);
    setRays(shadow, aBase - 1, -cell * aq, cell * ap, bBase, cell * bq, -cell * bp);
    setWall(shadow, wallBase, cell * ux, -cell * uy, nearest, farthest);
    count += finish(shadow, header, firstNorth, header.rows, delta);
  }
  if (ap < 0 || bp < 0) {
    const shadow = shadowAt(header, count);
    setRays(shadow, aBase, -cell * aq, cell * ap, bBase - 1, cell * bq, -cell * bp);
    setWall(shadow, wallBase, cell * ux, -cell * uy, nearest, farthest);
    count += finish(shadow, header, 0, firstLevel, delta);
  }
  if (firstLevel < firstNorth && ap >= 0 != bp >= 0) {
    // The row of the transmitter itself: only the side (east or west) matters, the transmitter's cell is free.
    const shadow = shadowAt(header, count);
    const direction: f64 = ap >= 0 ? 1 : -1;
    setRays(shadow, direction * ex, 0, direction * cell, -1, 0, 0);
    setWall(shadow, wallBase, cell * ux, -cell * uy, nearest, farthest);
    count += finish(shadow, header, firstLevel, firstNorth, delta);
  }
  return count;
}

function setRays(shadow: Shadow, base0: f64, step0: f64, slope0: f64, base1: f64, step1: f64, slope1: f64): void {
  shadow.base0 = base0;
  shadow.step0 = step0;
  shadow.slope0 = slope0;
  shadow.base1 = base1;
  shadow.step1 = step1;
  shadow.slope1 = slope1;
}

function setWall(shadow: Shadow, base: f64, step: f64, slope: f64, nearest: i64, farthest: i64): void {
  shadow.base2 = base - <f64>max(nearest, -FAR) - 1;
  shadow.step2 = step;
  shadow.slope2 = slope;
  shadow.base3 = <f64>farthest - 1 - base;
  shadow.step3 = -step;
  shadow.slope3 = -slope;
}

/** Trims the rows and turns bases into what scattering wants; returns 0 when no row is left. */
function finish(shadow: Shadow, header: Header, rowStart: i32, rowEnd: i32, delta: i32): i32 {
  shadow.rowStart = rowStart;
  shadow.rowEnd = rowEnd;
  shadow.delta = delta;
  const bounds = changetype<usize>(shadow) + offsetof<Shadow>('base0');
  for (let slot: usize = 0; slot < BOUND_COUNT; slot++) {
    const bound = bounds + slot * BOUND_BYTES;
    const base = load<f64>(bound);
    const step = load<f64>(bound, 8);
    const slope = load<f64>(bound, 16);
    // The column that meets the bound most easily: where not even that one does, the row lies outside the shadow.
    limitRows(shadow, base + (slope < 0 ? (<f64>header.columns - 1) * slope : 0), step, header.rows);
    store<f64>(bound, base + 0.5);
  }
  return shadow.rowStart < shadow.rowEnd ? 1 : 0;
}

/** Keeps the rows where base + row·step < 0, exactly. */
function limitRows(shadow: Shadow, base: f64, step: f64, rows: i32): void {
  if (step == 0) {
    if (base >= 0) shadow.rowEnd = shadow.rowStart;
  } else if (step > 0) {
    shadow.rowEnd = min(shadow.rowEnd, clampRow(<f64>-floorQuotient(<i64>base, <i64>step), rows));
  } else {
    shadow.rowStart = max(shadow.rowStart, clampRow(<f64>floorQuotient(<i64>base, <i64>-step) + 1, rows));
  }
}

/** Adds every shadow's two steps per row to the rows [bandStart, bandEnd) of the band. */
export function scatterShadows(header: Header, shadowCount: i32, bandStart: i32, bandEnd: i32): void {
  const lastColumn = <f64>header.columns - 1;
  const groupBytes = <usize>header.stride << 4;
  for (let index: i32 = 0; index < shadowCount; index++) {
    const shadow = shadowAt(header, index);
    const end = min(shadow.rowEnd, bandEnd);
    for (let row = max(shadow.rowStart, bandStart); row < end; row++) {
      let low: f64 = 0;
      let high = lastColumn;
      const bounds = changetype<usize>(shadow) + offsetof<Shadow>('base0');
      for (let slot: usize = 0; slot < BOUND_COUNT; slot++) {
        const bound = bounds + slot * BOUND_BYTES;
        const slope = load<f64>(bound, 16);
        if (slope == 0) continue;
        const quotient = -(load<f64>(bound) + <f64>row * load<f64>(bound, 8)) / slope;
        if (slope > 0) high = Math.min(high, Math.floor(quotient));
        else low = Math.max(low, Math.ceil(quotient));
      }
      if (high < low) continue;
      const line = header.band + <usize>((row - bandStart) >> 2) * groupBytes + (<usize>(row & 3) << 2);
      addStep(line + (<usize>low << 4), shadow.delta);
      addStep(line + (<usize>(high + 1) << 4), -shadow.delta);
    }
  }
}

/** floor(numerator / divisor), divisor > 0. */
function floorQuotient(numerator: i64, divisor: i64): i64 {
  const whole = numerator / divisor;
  return whole * divisor > numerator ? whole - 1 : whole;
}

// @ts-ignore: decorator
@inline
function shadowAt(header: Header, index: i32): Shadow {
  return changetype<Shadow>(header.shadows + <usize>index * offsetof<Shadow>());
}

// @ts-ignore: decorator
@inline
function clampRow(row: f64, rows: i32): i32 {
  return <i32>Math.max(0, Math.min(row, <f64>rows));
}
