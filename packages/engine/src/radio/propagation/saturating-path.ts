import { InputError, lossUnitsToDb } from '../../core/index.ts';
import { obstacleUnits } from '../kernel/leakage.ts';
import { type DominantPathOptions, dominantPathModel } from './dominant-path.ts';
import type { PropagationModel } from './propagation-model.ts';

export const saturatingPathId = 'saturating-path';

export interface SaturatingPathOptions extends DominantPathOptions {
  /** Fraction of the catalogue's loss that a column costs, 0–1. Default 0.3. */
  columnRatio?: number;
  /** Most that a beam costs, dB, 0–60. Default 5. */
  beamDb?: number;
}

/**
 * What differs from `dominant-path`; docs/measured.md has the fits. Exponent and the diffraction loss of the slightest
 * turn are the best of measured buildings, flat optima both. What columns and beams cost is that of energy rays
 * in halls.
 */
const fitted = { exponent: 1.9, offsetDb: 6, columnRatio: 0.3, beamDb: 5 } as const;

/**
 * A model of our own, not a published one: the distance law of free space; obstacles of one level together cost the root
 * of the sum of their squares (one wall what the catalogue says, four alike twice as much); and where a thick wall stands
 * in the way the strongest path around its ends. In measured buildings losses do not add up: the square root of the
 * number of walls explains more than their number.
 * @throws InputError for an option out of its range
 */
export function saturatingPathModel(options: SaturatingPathOptions = {}): PropagationModel {
  const { columnRatio, beamDb, ...path } = { ...fitted, ...options };
  expect('columnRatio', columnRatio, columnRatio >= 0 && columnRatio <= 1, '0–1');
  expect('beamDb', beamDb, beamDb >= 0 && beamDb <= 60, '0–60 dB');
  const basis = dominantPathModel(path);
  return {
    ...basis,
    id: saturatingPathId,
    addsSquares: true,
    columnRatio,
    beamDb,
    distanceLaw(frequencyMhz) {
      const { diffraction, ...law } = basis.distanceLaw(frequencyMhz);
      if (!diffraction) return law;
      const thickWallDb = lossUnitsToDb(diffraction.thickWallUnits);
      return { ...law, diffraction: { ...diffraction, thickWallUnits: obstacleUnits(thickWallDb, true) } };
    },
    source:
      `${basis.source}; obstacles of one level add as squares, columns at ${columnRatio} of the catalogue, beams at ` +
      `${beamDb} dB at most (fitted to measured buildings and rays)`,
  };
}

function expect(at: string, found: number, good: boolean, expected: string): void {
  if (!good) throw new InputError([{ at, found: String(found), expected }]);
}
