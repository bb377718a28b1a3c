import { LOSS_UNITS_PER_DB } from '../../packages/engine/dist/core/index.js';
import { BETWEEN_BITS, BITS_OF_ONE, createLogTable } from './log-table.mjs';

const logarithms = createLogTable();
const squareMm2 = new Float32Array(1);
const squareBits = new Int32Array(squareMm2.buffer);
const FRACTION_MASK = (1 << BETWEEN_BITS) - 1;
const FRACTION_STEP = 2 ** -BETWEEN_BITS;

/** Distance law plus leakage-capped obstacle loss of one row, dB. */
export function writePathLoss(job, row, rowUnits, table, lossesDb) {
  const { grid, law } = job;
  const { cellMm, columns } = grid;
  const westMm = grid.originXMm - job.transmitterXMm;
  const yMm = grid.originYMm + row * cellMm - job.transmitterYMm;
  const riseMm = job.transmitterZMm - job.receiverZMm;
  const offAxisMm2 = yMm * yMm + riseMm * riseMm;
  const nearestMm2 = (law.minDistanceM * 1000) ** 2;
  // With d² in mm²: slope·log10(d in m) = slope/2·ln(d²)/ln 10 − 3·slope.
  const slope = law.slopeDbPerDecade / 2 / Math.LN10;
  const intercept = law.interceptDb - 3 * law.slopeDbPerDecade;
  const last = table.length - 1;
  const first = row * columns;
  for (let column = 0; column < columns; column++) {
    const xMm = westMm + column * cellMm;
    squareMm2[0] = Math.max(nearestMm2, xMm * xMm + offAxisMm2);
    const bitsAboveOne = squareBits[0] - BITS_OF_ONE;
    const entry = bitsAboveOne >> BETWEEN_BITS;
    const between = (bitsAboveOne & FRACTION_MASK) * FRACTION_STEP;
    const logarithm = logarithms[entry] + between * (logarithms[entry + 1] - logarithms[entry]);
    const units = rowUnits[column];
    const obstacleDb = last < 0 ? units / LOSS_UNITS_PER_DB : table[Math.min(units, last)];
    lossesDb[first + column] = intercept + slope * logarithm + obstacleDb;
  }
}
