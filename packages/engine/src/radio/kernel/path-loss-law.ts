import { InputError, mmToMetres } from '../../core/index.ts';
import type { DistanceTable, FieldJob, PathLossLaw } from './field-kernel.ts';

/** A ceiling antenna's far field begins at about 0.3 m; distance laws are not followed closer. */
const nearFieldM = 0.3;
/** No antenna gain used here is above it, so that no receiver gets more power than was sent. */
const minLossDb = 10;

/** Distance in metres below which a law's loss is held: 0.3 m, or more where a steep law would fall under 10 dB. */
export function nearestDistanceM(interceptDb: number, slopeDbPerDecade: number): number {
  return Math.max(nearFieldM, 10 ** ((minLossDb - interceptDb) / slopeDbPerDecade));
}

/**
 * Loss of a distance law, dB.
 * @throws InputError beyond the end of the law's table
 */
export function lawLossDb(law: PathLossLaw, distanceM: number): number {
  const heldM = Math.max(distanceM, law.minDistanceM);
  const lossDb = law.interceptDb + law.slopeDbPerDecade * Math.log10(heldM);
  return law.table ? lossDb + tableLossDb(law.table, heldM) : lossDb;
}

/** Adds the loss of the job's table, if its law has one, to the path loss of every cell. [rows, columns] */
export function addTableLoss({ grid, law, ...job }: FieldJob, lossesDb: Float32Array): void {
  if (!law.table) return;
  const { distancesM } = law.table;
  const riseMm = job.transmitterZMm - job.receiverZMm;
  let at = 0;
  let knot = 0;
  for (let row = 0; row < grid.rows; row++) {
    const dyMm = grid.originYMm + row * grid.cellMm - job.transmitterYMm;
    const acrossMm2 = dyMm * dyMm + riseMm * riseMm;
    for (let column = 0; column < grid.columns; column++, at++) {
      const dxMm = grid.originXMm + column * grid.cellMm - job.transmitterXMm;
      const distanceM = Math.max(squaredMmToM(dxMm * dxMm + acrossMm2), law.minDistanceM);
      // The next cell lies near: walk there.
      while (distancesM[knot] > distanceM) knot--;
      while (distancesM[knot + 1] < distanceM) knot++;
      lossesDb[at] += between(law.table, knot, distanceM);
    }
  }
}

/** Distance in metres of an integer square of millimetres: the one rounding for cells and single links. */
export function squaredMmToM(squaredMm: number): number {
  return Math.sqrt(squaredMm) / 1000;
}

function tableLossDb(table: DistanceTable, distanceM: number): number {
  const { distancesM } = table;
  const lastM = distancesM[distancesM.length - 1];
  if (!(distanceM <= lastM)) {
    const found = `${distanceM.toFixed(1)} m`;
    throw new InputError([
      {
        at: 'distance',
        found,
        expected: `at most ${lastM.toFixed(1)} m, for which ${table.name} was tabulated`,
      },
    ]);
  }
  let low = 0;
  let high = distancesM.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (distancesM[middle] < distanceM) low = middle;
    else high = middle;
  }
  return between(table, low, distanceM);
}

/** Linear from a knot to the next; at a knot its own value, whichever side it is reached from. */
function between({ distancesM, lossesDb }: DistanceTable, knot: number, distanceM: number): number {
  const fromM = distancesM[knot];
  const toM = distancesM[knot + 1];
  if (distanceM === toM) return lossesDb[knot + 1];
  return lossesDb[knot] + ((lossesDb[knot + 1] - lossesDb[knot]) * (distanceM - fromM)) / (toM - fromM);
}

/**
 * Forms of a polynomial of d²: its degree, the number of them to a doubling of d², and the minimax one of
 * log2(x).
 */
const KINDS = {
  // x within 23 % of 1: largest error 8.6·10^−5.
  3: { steps: 16, log2: [-2.6481046170659166, 4.321709087463102, -2.141956691844711, 0.4684354858593546] },
  // x within 9 % of 1: largest error 8.6·10^−5.
  2: { steps: 32, log2: [-2.1647647225770443, 2.883943883497926, -0.7191849333184307] },
};

/** Exponents of d² in 2^20 mm² that there are polynomials for: cells of 2 mm to links across 2 km of plan. */
const FIRST_EXPONENT = -11;
const PAST_EXPONENT = 29;
const ENTRY_TERMS = 4;

/** The law by the squared distance: dB at 1 mm², and dB per doubling of it. */
export function lawOfSquaredMm(law: PathLossLaw): { interceptDb: number; slopeDbPerDoubling: number } {
  // slope·log10(d in m) = slope/2·log10(2)·log2(d²) + slope·log10(1 mm in m).
  return {
    interceptDb: law.interceptDb + law.slopeDbPerDecade * Math.log10(mmToMetres(1)),
    slopeDbPerDoubling: (law.slopeDbPerDecade / 2) * Math.log10(2),
  };
}

/**
 * The law as polynomials of d² in 2^20 mm², one for all groups of cells whose own d² begins with the same bits.
 * [exponent, step, 4], as `completeSquare` and `completeCube` have them.
 */
export function farLawTerms(law: PathLossLaw, degree: 2 | 3): Float32Array {
  const { interceptDb, slopeDbPerDoubling } = lawOfSquaredMm(law);
  logarithms[degree] ??= logarithmTerms(degree);
  const ofLog2 = logarithms[degree];
  const terms = new Float32Array(ofLog2.length);
  // Such a polynomial of the logarithm, times the slope: the shift stays.
  for (let at = 0; at < terms.length; at += ENTRY_TERMS) {
    terms[at] = interceptDb + slopeDbPerDoubling * ofLog2[at];
    terms[at + 1] = ofLog2[at + 1];
    terms[at + 2] = slopeDbPerDoubling * ofLog2[at + 2];
    terms[at + 3] = slopeDbPerDoubling * ofLog2[at + 3];
  }
  return terms;
}

const logarithms: { 2?: Float64Array; 3?: Float64Array } = {};

/** log2(d² in mm²) in the same way, of any law. */
function logarithmTerms(degree: 2 | 3): Float64Array {
  const { steps, log2 } = KINDS[degree];
  const terms = new Float64Array((PAST_EXPONENT - FIRST_EXPONENT) * steps * ENTRY_TERMS);
  let at = 0;
  for (let exponent = FIRST_EXPONENT; exponent < PAST_EXPONENT; exponent++) {
    for (let step = 0; step < steps; step++) {
      const middle = 2 ** exponent * Math.sqrt((1 + step / steps) * (1 + (step + 1) / steps));
      const ofPowers = log2.map((term, order) => term / middle ** order);
      ofPowers[0] += 20 + Math.log2(middle);
      terms.set(degree === 2 ? completeSquare(ofPowers) : completeCube(ofPowers), at);
      at += ENTRY_TERMS;
    }
  }
  return terms;
}

/** a + b·x + c·x² as k + c·t² with t = x + h: [k, h, c]. One operation less per cell. */
function completeSquare([a, b, c]: number[]): number[] {
  const h = b / (2 * c);
  return [a - c * h * h, h, c];
}

/** a + b·x + c·x² + d·x³ as k + t·(p + d·t²) with t = x + h: [k, h, p, d]. */
function completeCube([a, b, c, d]: number[]): number[] {
  const h = c / (3 * d);
  const p = b - 3 * d * h * h;
  return [a - d * h * h * h - p * h, h, p, d];
}
