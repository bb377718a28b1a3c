import { InputError } from '../../core/index.ts';
import { nearestDistanceM } from '../kernel/path-loss-law.ts';
import { freeSpaceLossDb } from './free-space.ts';
import type { PropagationModel } from './propagation-model.ts';

export interface MultiWallOptions {
  /**
   * Distance exponent, 1–6. Default 2.2, an assumption to be calibrated: along a clear aisle 1.6–2.0 fits,
   * across rows of cars 2.2–2.6, and the law has to serve both.
   */
  exponent?: number;
  /**
   * Leakage cap on the summed obstacle loss, dB, > 0. Default 40, an assumption between 35 and 45: by diffraction,
   * through ducts and gaps arrives what walls alone would stop.
   */
  capDb?: number;
  /**
   * Walls cost more at flat incidence with it (`obliqueExcessDb`), rounded to this step, 0.1–6 dB; the model is then
   * `multi-wall-oblique`. Default: they cost the same from every side.
   */
  obliqueStepDb?: number;
}

/**
 * The default model: `20 log10(4π·1m/λ) + 10 n log10(d/1 m)` plus the capped sum of obstacle losses.
 * Not a published model; with exponent 2 and no cap it is the COST 231 multi-wall model on one level.
 */
export function multiWallModel(options: MultiWallOptions = {}): PropagationModel {
  const { exponent = 2.2, capDb = 40, obliqueStepDb } = options;
  if (!(exponent >= 1 && exponent <= 6)) {
    throw new InputError([{ at: 'exponent', found: String(exponent), expected: 'a number 1–6' }]);
  }
  if (obliqueStepDb !== undefined && !(obliqueStepDb >= 0.1 && obliqueStepDb <= 6)) {
    throw new InputError([{ at: 'obliqueStepDb', found: String(obliqueStepDb), expected: '0.1–6 dB' }]);
  }
  if (!(capDb > 0)) {
    throw new InputError([{ at: 'capDb', found: String(capDb), expected: 'dB, > 0' }]);
  }
  return {
    id: obliqueStepDb === undefined ? 'multi-wall' : 'multi-wall-oblique',
    distanceLaw(frequencyMhz) {
      const interceptDb = freeSpaceLossDb(frequencyMhz, 1);
      const slopeDbPerDecade = 10 * exponent;
      return { interceptDb, slopeDbPerDecade, minDistanceM: nearestDistanceM(interceptDb, slopeDbPerDecade) };
    },
    usesObstacles: true,
    capDb,
    obliqueStepDb,
    source:
      `multi-wall, exponent ${exponent} and leakage cap ${capDb} dB (assumptions; calibrate)` +
      (obliqueStepDb === undefined
        ? ''
        : `; walls of the antenna's level dearer at flat incidence by ITU-R P.2040-3, TE, in steps of ${obliqueStepDb} dB`),
  };
}
