// F. Gil, A. R. Claro, J. M. Ferreira, C. Pardelinha, L. M. Correia, "A 3D interpolation method for base-station-antenna
// radiation patterns", IEEE Antennas and Propagation Magazine 43(2), 2001: horizontal projection interpolation (HPI).

import { dbToRatio, type Phrase, ratioToDb, requireNumber, requireObject, say } from '../../core/index.ts';

/** Two cuts of a pattern: loss below the largest gain at equal steps over the circle, first straight ahead, dB, ≥ 0. */
export interface PatternCuts {
  /** Clockwise as seen from above. */
  horizontalLossDb: readonly number[];
  /** Downwards. */
  verticalLossDb: readonly number[];
}

/**
 * Loss below the largest gain in any direction, dB, ≥ 0: the horizontal cut, corrected by the vertical one, more by its
 * front half the nearer the direction is to straight ahead,
 * `L = L_H(φ) + (1 − |φ|/180)·(L_V(θ) − L_H(0)) + |φ|/180·(L_V(180 − θ) − L_H(180))`.
 * It is the vertical cut itself ahead and behind, and the horizontal one at the horizon where both agree there. What the
 * formula puts above the largest gain is held at it.
 * @param clockwiseDeg φ, −180 to 180
 * @param belowDeg θ, below the horizon of the antenna, −90 to 90
 */
export function projectedLossDb(cuts: PatternCuts, clockwiseDeg: number, belowDeg: number): number {
  const { horizontalLossDb, verticalLossDb } = cuts;
  const behindRatio = Math.abs(clockwiseDeg) / 180;
  const aheadDb = lossAt(verticalLossDb, belowDeg) - lossAt(horizontalLossDb, 0);
  const behindDb = lossAt(verticalLossDb, 180 - belowDeg) - lossAt(horizontalLossDb, 180);
  const lossDb =
    lossAt(horizontalLossDb, clockwiseDeg) + (1 - behindRatio) * aheadDb + behindRatio * behindDb;
  return Math.max(0, lossDb);
}

/** Linear between the steps. */
function lossAt(cut: readonly number[], angleDeg: number): number {
  const count = cut.length;
  const step = (angleDeg < 0 ? angleDeg + 360 : angleDeg) * (count / 360);
  const low = Math.floor(step);
  const ratio = step - low;
  const from = cut[low % count];
  return from + ratio * (cut[(low + 1) % count] - from);
}

/**
 * What an antenna with those cuts and that largest gain would radiate over what it is fed with, dB: the mean of its gain
 * over the sphere. More than 0 no antenna can; less is what it loses itself.
 */
export function radiatedOverFedDb(cuts: PatternCuts & { gainDbi: number }): number {
  requireObject('cuts', cuts, ['horizontalLossDb', 'verticalLossDb']);
  requireNumber('gainDbi', cuts.gainDbi);
  const stepDeg = 2;
  let weighted = 0;
  let weights = 0;
  for (let belowDeg = -90 + stepDeg / 2; belowDeg < 90; belowDeg += stepDeg) {
    const weight = Math.cos((belowDeg * Math.PI) / 180);
    for (let clockwiseDeg = -180 + stepDeg / 2; clockwiseDeg < 180; clockwiseDeg += stepDeg) {
      weighted += weight * dbToRatio(-projectedLossDb(cuts, clockwiseDeg, belowDeg));
      weights += weight;
    }
  }
  return cuts.gainDbi + ratioToDb(weighted / weights);
}

/** By so much the interpolation alone may put the radiated power too high, dB. */
const mostOverFedDb = 1;

/** Whether a gain and its cuts radiate more than they are fed with, by more than the interpolation explains. */
export function energyDoubts(cuts: PatternCuts & { gainDbi: number }): Phrase[] {
  const excessDb = radiatedOverFedDb(cuts);
  if (excessDb <= mostOverFedDb) return [];
  return [say('pattern-energy', { excess: Number(excessDb.toFixed(1)) })];
}
