import { ratioToDb } from '../../core/index.ts';
import type { RequirementProfile } from '../../plan/index.ts';
import { lookUpSpread, ownSigmaDb, servedProbability, spreadTable } from '../../radio/index.ts';

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

/**
 * How concentrated the power is on few antennas, Σp²/(Σp)², at the usual place of a garage that needs several; the search
 * takes it everywhere, the chance to pass is found with each place's own.
 */
const usualConcentration = 0.65;

/**
 * What the search goes by, by power over threshold as a ratio, in steps of 0.023 dB: the probability of service by the
 * usual number of antennas adding up, measured by a phone whose readings vary, all of it less `biasDb`. [32640]
 */
export function searchTable(
  profile: RequirementProfile,
  commonVarianceDb2: number,
  biasDb: number,
): Float32Array {
  const spread = new Float64Array(2);
  // From a strong antenna with a tail of ever weaker ones.
  lookUpSpread(spreadTable(ownSigmaDb(profile)), usualConcentration, 1, spread);
  const shiftDb = spread[0] - biasDb;
  const sigmaDb = Math.hypot(Math.sqrt(spread[1] + commonVarianceDb2), profile.phoneReadingSigmaDb);
  return Float32Array.from({ length: tableLength }, (_, index) => {
    const ratio = ratioOfIndex(index);
    return ratio > 0 ? servedProbability(ratioToDb(ratio) + shiftDb, sigmaDb) : 0;
  });
}
