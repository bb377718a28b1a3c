import { Header } from './header';

// Loss = intercept + slope·log2(d²). The bits of a float, read as an integer and scaled, are exponent + mantissa − 1;
// log2(m) − (m − 1) on [1, 2) is a minimax polynomial of degree 4 (largest error 8.8·10^−5: 3·10^−4 dB at 22 dB a
// decade). Its coefficients times the slope lie in memory: a constant in the code would be built anew for every cell.

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
}

/** Writes the terms of the job's distance law. */
export function writeTerms(header: Header): void {
  const slope = header.slope;
  splat(Term.bitsScale, slope / 8388608);
  splat(Term.constant, header.intercept + slope * (-1.512854624818 - 127));
  v128.store(Term.mantissaMask, i32x4.splat(0x7fffff));
  v128.store(Term.one, i32x4.splat(0x3f800000));
  splat(Term.first, slope * 3.0700907944674443);
  splat(Term.second, slope * -2.1206751338624024);
  splat(Term.third, slope * 0.6451423648440378);
  splat(Term.fourth, slope * -0.0816158087088624);
  splat(Term.minSquared, header.minSquared);
  splat(Term.lossUnit, 1 / 256);
}

function splat(address: usize, value: f64): void {
  v128.store(address, f32x4.splat(<f32>value));
}

/** Writes the squared offsets of the columns from the transmitter: integers below 2^23, exact before squaring. */
export function writeSquares(header: Header): void {
  const start = <f32>(header.originX - header.transmitterX);
  const cell = <f32>header.cell;
  for (let column: i32 = 0; column < header.stride; column++) {
    const dx = start + <f32>column * cell;
    store<f32>(header.squares + (<usize>column << 2), dx * dx);
  }
}

/** Writes the squared distances of four rows at no horizontal offset, height included. */
export function writeRowSquares(header: Header, row: i32): void {
  const start = header.originY - header.transmitterY;
  for (let lane: i32 = 0; lane < 4; lane++) {
    const dy = start + <f64>(row + lane) * header.cell;
    store<f32>(Term.rowSquares + (<usize>lane << 2), <f32>(dy * dy + header.heightSquared));
  }
}
