import { Header } from './header';

// The shadow of one obstacle on a run of rows: the cells where three half-planes hold, each written as
//   base + row·step + column·slope < 0   (integers below 2^46; a bound that includes its line has base − 1).
// A half-plane with slope > 0 bounds the columns from above: column ≤ floor(−(base + row·step + ½) / slope). The ½
// keeps the quotient at least ½/slope away from every integer, further than a product with the rounded inverse can
// err (2^−52 of the quotient): the floor is exact. A half-plane with slope < 0 bounds −column in the same way.
@unmanaged
export class Shadow {
  rowStart: i32;
  rowEnd: i32;
  lossUnits: i32;
  /** How many of the three bounds are lower bounds; they come first. */
  lowerCount: i32;
  /** base + ½ */
  base0: f64;
  step0: f64;
  /** −1 / |slope|; the slope itself until `finish`. */
  inverse0: f64;
  base1: f64;
  step1: f64;
  inverse1: f64;
  base2: f64;
  step2: f64;
  inverse2: f64;
}

const BOUND_BYTES: usize = 24;

/** Reads the obstacles and writes their shadows at header.shadows; returns how many. */
export function castShadows(header: Header): i32 {
  let count: i32 = 0;
  for (let index: i32 = 0; index < header.obstacleCount; index++) {
    const segment = header.segments + (<usize>index << 4);
    const lossUnits = load<i32>(header.losses + (<usize>index << 2));
    if (lossUnits == 0) continue;
    count = castShadow(
      header,
      <f64>load<i32>(segment),
      <f64>load<i32>(segment, 4),
      <f64>load<i32>(segment, 8),
      <f64>load<i32>(segment, 12),
      lossUnits,
      count,
    );
  }
  return count;
}

function castShadow(header: Header, ax: f64, ay: f64, bx: f64, by: f64, lossUnits: i32, count: i32): i32 {
  const tx = header.transmitterX;
  const ty = header.transmitterY;
  let ux = bx - ax;
  let uy = by - ay;
  if (ux == 0 && uy == 0) return count;
  // Orient the wall so that the transmitter is on its left. Shifting the wall by (ε, ε²) decides a tie.
  let side = ux * (ty - ay) - uy * (tx - ax);
  if (side == 0) side = uy != 0 ? uy : -ux;
  if (side < 0) {
    let swap = ax;
    ax = bx;
    bx = swap;
    swap = ay;
    ay = by;
    by = swap;
    ux = -ux;
    uy = -uy;
  }
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
  // Right of the ray through a, left of the ray through b, right of the wall.
  const aBase = ex * ap - ey * aq;
  const bBase = ey * bq - ex * bp;
  const wallTie: f64 = uy < 0 || (uy == 0 && ux > 0) ? 1 : 0;
  const wallBase = ux * (header.originY - ay) - uy * (header.originX - ax) - wallTie;

  // The shift also lifts the wall by ε², so an end level with the transmitter counts as north of it.
  if (ap >= 0 || bp >= 0) {
    let start = firstNorth;
    if (ap >= 0 && bp >= 0) {
      start = max(start, clampRow(Math.ceil((Math.min(ay, by) - header.originY) / cell), header.rows));
    }
    const shadow = shadowAt(header, count);
    shadow.base0 = aBase - 1;
    shadow.step0 = -cell * aq;
    shadow.inverse0 = cell * ap;
    shadow.base1 = bBase;
    shadow.step1 = cell * bq;
    shadow.inverse1 = -cell * bp;
    count += finish(shadow, header, start, header.rows, wallBase, cell * ux, -cell * uy, lossUnits);
  }
  if (ap < 0 || bp < 0) {
    let end = firstLevel;
    if (ap < 0 && bp < 0) {
      end = min(end, clampRow(Math.floor((Math.max(ay, by) - header.originY) / cell) + 1, header.rows));
    }
    const shadow = shadowAt(header, count);
    shadow.base0 = aBase;
    shadow.step0 = -cell * aq;
    shadow.inverse0 = cell * ap;
    shadow.base1 = bBase - 1;
    shadow.step1 = cell * bq;
    shadow.inverse1 = -cell * bp;
    count += finish(shadow, header, 0, end, wallBase, cell * ux, -cell * uy, lossUnits);
  }
  if (firstLevel < firstNorth && (ap >= 0) != (bp >= 0)) {
    // The row of the transmitter itself: only the side (east or west) matters, the transmitter's cell is free.
    const shadow = shadowAt(header, count);
    const direction: f64 = ap >= 0 ? 1 : -1;
    shadow.base0 = direction * ex;
    shadow.step0 = 0;
    shadow.inverse0 = direction * cell;
    shadow.base1 = -1;
    shadow.step1 = 0;
    shadow.inverse1 = 0;
    count += finish(shadow, header, firstLevel, firstNorth, wallBase, cell * ux, -cell * uy, lossUnits);
  }
  return count;
}

/** Adds the wall's own half-plane and sorts the bounds; returns 0 when no row is left. */
function finish(
  shadow: Shadow,
  header: Header,
  rowStart: i32,
  rowEnd: i32,
  wallBase: f64,
  wallStep: f64,
  wallSlope: f64,
  lossUnits: i32,
): i32 {
  shadow.rowStart = rowStart;
  shadow.rowEnd = rowEnd;
  shadow.lossUnits = lossUnits;
  shadow.base2 = wallBase;
  shadow.step2 = wallStep;
  shadow.inverse2 = wallSlope;
  const bounds = changetype<usize>(shadow) + offsetof<Shadow>('base0');
  let lowerCount: i32 = 0;
  for (let slot: usize = 0; slot < 3; slot++) {
    const bound = bounds + slot * BOUND_BYTES;
    const base = load<f64>(bound);
    const step = load<f64>(bound, 8);
    const slope = load<f64>(bound, 16);
    if (slope == 0) {
      limitRows(shadow, base, step, header.rows);
      // Holds for every column of the grid.
      writeBound(bound, -(<f64>header.columns), 0, 1);
      continue;
    }
    // The column that meets the bound most easily: where not even that one does, the row lies outside the shadow.
    const easiest: f64 = slope < 0 ? <f64>header.columns - 1 : 0;
    skipRows(shadow, base + easiest * slope, step, header.rows);
    writeBound(bound, base, step, Math.abs(slope));
    if (slope < 0) {
      swapBounds(bound, bounds + <usize>lowerCount * BOUND_BYTES);
      lowerCount++;
    }
  }
  shadow.lowerCount = lowerCount;
  return shadow.rowStart < shadow.rowEnd ? 1 : 0;
}

function writeBound(bound: usize, base: f64, step: f64, slope: f64): void {
  store<f64>(bound, base + 0.5);
  store<f64>(bound, step, 8);
  store<f64>(bound, -1 / slope, 16);
}

/** Keeps the rows where base + row·step < 0. */
function limitRows(shadow: Shadow, base: f64, step: f64, rows: i32): void {
  if (step == 0) {
    if (base >= 0) shadow.rowEnd = shadow.rowStart;
  } else if (step > 0) {
    shadow.rowEnd = min(shadow.rowEnd, clampRow(exactQuotientCeil(-base, step), rows));
  } else {
    shadow.rowStart = max(shadow.rowStart, clampRow(exactQuotientFloor(base, -step) + 1, rows));
  }
}

/** Like limitRows but may keep a row too many at either end: a rounded quotient is enough. */
function skipRows(shadow: Shadow, base: f64, step: f64, rows: i32): void {
  if (step == 0) {
    if (base >= 0) shadow.rowEnd = shadow.rowStart;
    return;
  }
  const root = -base / step;
  if (step > 0) shadow.rowEnd = min(shadow.rowEnd, clampRow(Math.floor(root) + 2, rows));
  else shadow.rowStart = max(shadow.rowStart, clampRow(Math.floor(root) - 1, rows));
}

/** In i64: a rounded f64 quotient may land on an integer that the true one does not reach. */
function exactQuotientFloor(numerator: f64, divisor: f64): f64 {
  const whole = <i64>numerator / <i64>divisor;
  return <f64>(whole * <i64>divisor > <i64>numerator ? whole - 1 : whole);
}

function exactQuotientCeil(numerator: f64, divisor: f64): f64 {
  return -exactQuotientFloor(-numerator, divisor);
}

function swapBounds(left: usize, right: usize): void {
  for (let offset: usize = 0; offset < BOUND_BYTES; offset += 8) {
    const held = load<f64>(left + offset);
    store<f64>(left + offset, load<f64>(right + offset));
    store<f64>(right + offset, held);
  }
}

// @ts-ignore: decorator
@inline
export function shadowAt(header: Header, index: i32): Shadow {
  return changetype<Shadow>(header.shadows + <usize>index * offsetof<Shadow>());
}

// @ts-ignore: decorator
@inline
function clampRow(row: f64, rows: i32): i32 {
  return <i32>Math.max(0, Math.min(row, <f64>rows));
}
