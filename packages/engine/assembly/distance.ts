import { Header } from './header';

// Loss = intercept + slope·log2(d²), d² in 2^20 mm² (so that powers of it keep within a float), found in three ways, each
// with a largest error of 9·10^−5 in the logarithm (3·10^−4 dB at 22 dB a decade).
//
// Near the transmitter: the bits of a float, read as an integer and scaled, are exponent + mantissa − 1;
// log2(m) − (m − 1) on [1, 2) is a minimax polynomial of degree 4. Its coefficients times the slope lie in memory: a
// constant in the code would be built anew for every cell.
//
// Away from it d² varies little in a group of four rows and columns, and the loss itself is a polynomial of d², chosen by
// the first bits of the group's own d² (far-law.ts of the wrapper): a cubic, and where it varies less still a quadratic.
// Half and a third of the instructions.

export const enum Law {
  near,
  middle,
  far,
}

/** Address of the terms below, four equal lanes each. */
const TERMS: usize = 1024;

export const enum Term {
  bitsScale = TERMS,
  constant = TERMS + 16,
  mantissaMask = TERMS + 32,
  one = TERMS + 48,
  first = TERMS + 64,
  second = TERMS + 80,
  third = TERMS + 96,
  fourth = TERMS + 112,
  minSquared = TERMS + 128,
  lossUnit = TERMS + 144,
  rowSquares = TERMS + 160,
  last = TERMS + 176,
}

// Addresses of the polynomials, [exponent of d² from −11 on, sixteenth or thirty-second of it, 4] f32, constants first: where
// the first bits of twice d², times the bytes of an entry, lead by themselves. Up to TABLE (gather.ts).
export const CUBICS: usize = 29952;
export const QUADRATICS: usize = 59904;

/** Writes the terms of the job's distance law. */
export function writeTerms(header: Header): void {
  const slope = header.slope;
  splat(Term.bitsScale, slope / 8388608);
  splat(Term.constant, header.intercept + slope * (-1.512854624818 - 127 + 20));
  v128.store(Term.mantissaMask, i32x4.splat(0x7fffff));
  v128.store(Term.one, i32x4.splat(0x3f800000));
  splat(Term.first, slope * 3.0700907944674443);
  splat(Term.second, slope * -2.1206751338624024);
  splat(Term.third, slope * 0.6451423648440378);
  splat(Term.fourth, slope * -0.0816158087088624);
  splat(Term.minSquared, header.minSquared * SCALE);
  splat(Term.lossUnit, 1 / 256);
  v128.store(Term.last, i32x4.splat((header.tableLength - 1) << 2));
}

function splat(address: usize, value: f64): void {
  v128.store(address, f32x4.splat(<f32>value));
}

/** Exact in every float. */
const SCALE: f64 = 1.0 / 1048576.0;

/** Bytes of a group of four columns in header.squares: theirs, and twice their mean. */
export const GROUP_BYTES: usize = 20;

/** Writes the squared offsets of the columns from the transmitter: integers below 2^23, exact before squaring. */
export function writeSquares(header: Header): void {
  const cell = <f32>header.cell;
  const offsets = f32x4.mul(f32x4.splat(cell), f32x4(0, 1, 2, 3));
  let dx = f32x4.add(f32x4.splat(<f32>(header.originX - header.transmitterX)), offsets);
  const step = f32x4.splat(4 * cell);
  const scale = f32x4.splat(<f32>SCALE);
  const end = header.squares + <usize>(header.stride >> 2) * GROUP_BYTES;
  for (let at = header.squares; at < end; at += GROUP_BYTES) {
    const squared = f32x4.mul(f32x4.mul(dx, dx), scale);
    v128.store(at, squared);
    store<f32>(at, f32x4.extract_lane(squared, 1) + f32x4.extract_lane(squared, 2), 16);
    dx = f32x4.add(dx, step);
  }
}

/** Writes the squared distances of four rows at no horizontal offset, height included. */
export function writeRowSquares(header: Header, row: i32): void {
  const start = header.originY - header.transmitterY;
  for (let lane: i32 = 0; lane < 4; lane++) {
    const dy = start + <f64>(row + lane) * header.cell;
    store<f32>(Term.rowSquares + (<usize>lane << 2), <f32>((dy * dy + header.heightSquared) * SCALE));
  }
}

/** Where the runs of one law end in the four rows at hand: far, middle, near, middle; the last, far, at the row's end. */
const RUNS: usize = 1600;

// @ts-ignore: decorator
@inline
export function runEnd(run: i32): i32 {
  return load<i32>(RUNS + (<usize>run << 2));
}

/** Writes them for the rows from `row` on. */
export function findRuns(header: Header, row: i32): void {
  store<i32>(RUNS, i32.MAX_VALUE, 16);
  writeRuns(header, row, header.middleRadius, RUNS, RUNS + 12);
  writeRuns(header, row, header.nearRadius, RUNS + 4, RUNS + 8);
}

/**
 * First and past-last column, multiples of 4, of the groups whose middle is less than the radius away. Every group is
 * decided by itself, exactly, so that a part of a grid has the bits of the whole.
 */
function writeRuns(header: Header, row: i32, radius: f64, startAt: usize, endAt: usize): void {
  const columns = (header.columns + 3) & ~3;
  const cell = header.cell;
  const dy = header.originY - header.transmitterY + (<f64>row + 1.5) * cell;
  const squared = radius * radius - dy * dy;
  let start: i32 = 0;
  let end: i32 = 0;
  if (squared > 0) {
    const half = Math.sqrt(squared);
    const middle = header.originX - header.transmitterX + 1.5 * cell;
    start = groupFrom((-half - middle) / cell, columns);
    end = groupFrom((half - middle) / cell, columns);
    // A rounded quotient may be a group off.
    while (start > 0 && middle + <f64>(start - 4) * cell > -half) start -= 4;
    while (start < columns && middle + <f64>start * cell <= -half) start += 4;
    while (end > 0 && middle + <f64>(end - 4) * cell >= half) end -= 4;
    while (end < columns && middle + <f64>end * cell < half) end += 4;
  }
  store<i32>(startAt, start);
  store<i32>(endAt, end);
}

function groupFrom(column: f64, columns: i32): i32 {
  return <i32>Math.max(0, Math.min(<f64>columns, column)) & ~3;
}

/** Address of the polynomial for a group, of twice its squared distance. */
// @ts-ignore: decorator
@inline
export function termsAt(twiceSquared: f32, law: Law): usize {
  return <usize>((reinterpret<u32>(twiceSquared) >> (law == Law.far ? 14 : 15)) & ~15);
}

/** Loss at four squared distances, dB, the law's constant and what obstacles cost in `loss`. */
// @ts-ignore: decorator
@inline
export function lossAt(squared: v128, loss: v128, terms: usize, law: Law): v128 {
  const q1 = v128.load32_splat(terms, 4);
  const q2 = v128.load32_splat(terms, 8);
  return lossWith(squared, loss, q1, q2, v128.load32_splat(terms, 12), law);
}

/**
 * The same with the terms at hand: where registers are free, they are loaded once for four rows. Away from the
 * transmitter t = d² + q1 takes one operation less than powers of d² (far-law.ts of the wrapper).
 */
// @ts-ignore: decorator
@inline
export function lossWith(squared: v128, loss: v128, q1: v128, q2: v128, q3: v128, law: Law): v128 {
  if (law == Law.near) {
    const held = f32x4.pmax(v128.load(Term.minSquared), squared);
    const m = v128.or(v128.and(held, v128.load(Term.mantissaMask)), v128.load(Term.one));
    const rest = f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(held), v128.load(Term.bitsScale)), loss);
    let p = f32x4.add(f32x4.mul(v128.load(Term.fourth), m), v128.load(Term.third));
    p = f32x4.add(f32x4.mul(p, m), v128.load(Term.second));
    p = f32x4.add(f32x4.mul(p, m), v128.load(Term.first));
    return f32x4.add(f32x4.mul(p, m), rest);
  }
  const shifted = f32x4.add(squared, q1);
  const square = f32x4.mul(shifted, shifted);
  if (law == Law.middle) return f32x4.add(f32x4.mul(f32x4.add(f32x4.mul(square, q3), q2), shifted), loss);
  return f32x4.add(f32x4.mul(square, q2), loss);
}
