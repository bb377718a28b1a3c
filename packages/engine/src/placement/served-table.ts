import { servedProbability } from '../signal/served-probability.ts';
import { ratioToDb } from '../units.ts';

const scratch = new Float32Array(1);
const scratchBits = new Uint32Array(scratch.buffer);

/**
 * The ratio in the middle of a table step. A step is a non-negative float's exponent and first 7 bits of mantissa,
 * its bits shifted right by 16: 128 steps an octave.
 */
function ratioOfIndex(index: number): number {
  scratchBits[0] = (index << 16) | 0x8000;
  return scratch[0];
}

const tableLength = 32_640;

/** Probability of service by power over threshold as a ratio, steps of 0.023 dB. [32640] */
export function createServedTable(sigmaDb: number): Float32Array {
  const table = new Float32Array(tableLength);
  for (let index = 0; index < tableLength; index += 1) {
    const ratio = ratioOfIndex(index);
    table[index] = ratio > 0 ? servedProbability(ratioToDb(ratio), sigmaDb) : 0;
  }
  return table;
}

/**
 * The least concave function of the power ratio that is nowhere below the served table: a chord from 0 to where
 * the ray from the origin touches it, then the table. It makes coverage submodular, hence the lower bound.
 */
export function concaveEnvelope(table: Float32Array): Float32Array {
  let slope = 0;
  let touch = 0;
  for (let index = 1; index < tableLength; index += 1) {
    // The step's lower edge gives the steepest chord, so that the envelope stays above every value in it.
    scratchBits[0] = index << 16;
    const ratio = scratch[0];
    if (table[index] < 0.01 || ratio <= 0) continue;
    if (table[index] / ratio > slope) {
      slope = table[index] / ratio;
      touch = index;
    }
  }
  const envelope = Float32Array.from(table);
  for (let index = 0; index <= touch; index += 1) {
    scratchBits[0] = (index << 16) | 0xffff;
    envelope[index] = Math.max(table[index], Math.min(1, slope * scratch[0]));
  }
  return envelope;
}
