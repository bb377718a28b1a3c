import type { RequirementProfile } from '../plan/requirement-profile.ts';
import { lookUpSpread, spreadTable, widestSum } from '../signal/log-normal-sum.ts';
import { ownSigmaDb } from '../signal/phone-loss.ts';
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

/** Median and spread of a power sum under shadowing, over the sum of the medians. */
interface Spread {
  shiftDb: number;
  sigmaDb: number;
}

/**
 * How concentrated the power is on few antennas, Σp²/(Σp)², at the usual place of a garage that needs several; the search
 * takes it everywhere, the chance to pass is found with each place's own.
 */
const usualConcentration = 0.65;

/**
 * Probability of service by power over threshold as a ratio, steps of 0.023 dB, the best of the spreads. [32640]
 */
function createServedTable(spreads: readonly Spread[]): Float32Array {
  const table = new Float32Array(tableLength);
  for (let index = 0; index < tableLength; index += 1) {
    const ratio = ratioOfIndex(index);
    if (!(ratio > 0)) continue;
    const marginDb = ratioToDb(ratio);
    for (const { shiftDb, sigmaDb } of spreads) {
      table[index] = Math.max(table[index], servedProbability(marginDb + shiftDb, sigmaDb));
    }
  }
  return table;
}

/**
 * What the search goes by: the usual number of antennas adding up, measured by a phone whose readings vary, all of it
 * less `biasDb`.
 */
export function searchTable(
  profile: RequirementProfile,
  commonVarianceDb2: number,
  biasDb: number,
): Float32Array {
  const { shiftDb, sigmaDb } = spreadAt(profile, commonVarianceDb2, usualConcentration, 1);
  return createServedTable([
    { shiftDb: shiftDb - biasDb, sigmaDb: Math.hypot(sigmaDb, profile.phoneReadingSigmaDb) },
  ]);
}

/** At least the probability of service however many antennas add up, for bounds. */
export function mostServedTable(profile: RequirementProfile, commonVarianceDb2: number): Float32Array {
  const concentrations = Array.from({ length: 64 }, (_, index) => (index + 1) / 64);
  const most = widestSum(ownSigmaDb(profile));
  return createServedTable([
    ...concentrations.flatMap((concentration) => [
      spreadAt(profile, commonVarianceDb2, concentration, 0),
      spreadAt(profile, commonVarianceDb2, concentration, 1),
    ]),
    { shiftDb: most.shiftDb, sigmaDb: Math.sqrt(most.ownVarianceDb2 + commonVarianceDb2) },
  ]);
}

/** @param strongestRatio from antennas alike at that concentration, 0, to a strong one with a tail of ever weaker ones, 1 */
function spreadAt(
  profile: RequirementProfile,
  commonVarianceDb2: number,
  concentration: number,
  strongestRatio: number,
): Spread {
  const spread = new Float64Array(2);
  lookUpSpread(spreadTable(ownSigmaDb(profile)), concentration, strongestRatio, spread);
  return { shiftDb: spread[0], sigmaDb: Math.sqrt(spread[1] + commonVarianceDb2) };
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
