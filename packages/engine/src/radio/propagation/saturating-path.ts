import { InputError, lossUnitsToDb } from '../../core/index.ts';
import { obstacleUnits } from '../kernel/leakage.ts';
import { type DominantPathOptions, dominantPathModel } from './dominant-path.ts';
import type { PropagationModel } from './propagation-model.ts';

export const saturatingPathId = 'saturating-path';

export interface SaturatingPathOptions extends DominantPathOptions {
  /** Fraction of the catalogue's loss that a column costs, 0–1. Default 0.4. */
  columnRatio?: number;
}

/**
 * What differs from `dominant-path`; docs/measured.md has the fits. Exponent and the diffraction loss of the slightest
 * turn are the best of measured buildings, flat optima both. The fraction of a column's loss is that of energy rays in
 * halls with columns.
 */
const fitted = { exponent: 2, offsetDb: 6, columnRatio: 0.4 } as const;

/**
 * A model of our own, not a published one: the distance law of free space; obstacles of one level together cost the root
 * of the sum of their squares (one wall what the catalogue says, four alike twice as much); and where a thick wall stands
 * in the way the strongest path around its ends. In measured buildings losses do not add up: the square root of the
 * number of walls explains more than their number.
 * @throws InputError for an option out of its range
 */
export function saturatingPathModel(options: SaturatingPathOptions = {}): PropagationModel {
  const { columnRatio, ...path } = { ...fitted, ...options };
  if (!(columnRatio >= 0 && columnRatio <= 1)) {
    throw new InputError([{ at: 'columnRatio', found: String(columnRatio), expected: '0–1' }]);
  }
  const basis = dominantPathModel(path);
  return {
    ...basis,
    id: saturatingPathId,
    addsSquares: true,
    columnRatio,
    distanceLaw(frequencyMhz) {
      const { diffraction, ...law } = basis.distanceLaw(frequencyMhz);
      if (!diffraction) return law;
      const thickWallDb = lossUnitsToDb(diffraction.thickWallUnits);
      return { ...law, diffraction: { ...diffraction, thickWallUnits: obstacleUnits(thickWallDb, true) } };
    },
    source:
      `${basis.source}; obstacles of one level add as squares, columns at ${columnRatio} of the catalogue (fitted to ` +
      'measured buildings and rays)',
  };
}
