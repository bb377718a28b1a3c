import { lossUnitsToDb } from '../../../core/index.ts';
import type { DiffractionLaw } from '../field-kernel.ts';
import { steadyDb, steadyRatio } from './steady-math.ts';

/** Diffractions and obstacles of a diffracted path cost less than this, dB, where the leakage cap does not say less. */
const maxCountedDb = 50;
/** Beyond this nothing is left. */
const maxRatioDb = 1000;

/** Loss of diffractions and obstacles from which a diffracted path does not count, dB: there the leak is stronger. */
export function maxExcessDb(capDb: number): number {
  return Math.min(capDb, maxCountedDb);
}

/** Fraction of the energy that leaks past all walls: 10^(−cap/10), 0 without a cap. */
export function leakedRatio(capDb: number): number {
  return capDb > maxRatioDb ? 0 : steadyRatio(-capDb);
}

/** Share that passes obstacles of so many loss units, the leak included. */
export function passedRatio(leakRatio: number, lossUnits: number): number {
  return (1 - leakRatio) * steadyRatio(-Math.min(lossUnitsToDb(lossUnits), maxRatioDb)) + leakRatio;
}

/** The energies of one link as fractions of what the distance law lets through on the direct line. */
export interface LinkFractions {
  /** Direct path and leak. */
  directRatio: number;
  /** The strongest diffracted path, not above what one diffraction leaves of the direct line without thick walls. */
  diffractedRatio: number;
  /** Direct path, and the stronger one of leak and diffracted path. */
  totalRatio: number;
}

/**
 * @param sumUnits loss units of all that the direct line crosses
 * @param openUnits the same without its thick walls
 * @param excessDb loss of the strongest diffracted path beyond the distance law of the direct line, dB
 */
export function linkFractions(
  law: DiffractionLaw,
  capDb: number,
  sumUnits: number,
  openUnits: number,
  excessDb: number,
): LinkFractions {
  const leakRatio = leakedRatio(capDb);
  const directRatio = passedRatio(leakRatio, sumUnits);
  const boundDb = law.offsetDb - steadyDb(passedRatio(leakRatio, openUnits));
  const diffractedRatio = steadyRatio(-Math.max(excessDb, boundDb));
  return { directRatio, diffractedRatio, totalRatio: directRatio + Math.max(0, diffractedRatio - leakRatio) };
}
