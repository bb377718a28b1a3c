import { dbToLossUnits, degToRad, InputError, lossUnitsToDb } from '../../core/index.ts';
import { defaultModelId } from '../../plan/index.ts';
import type { DiffractionLaw } from '../kernel/field-kernel.ts';
import { obstacleUnits } from '../kernel/leakage.ts';
import { interpolateLossDb } from '../materials/obstacle-loss.ts';
import { type MultiWallOptions, multiWallModel } from './multi-wall.ts';
import type { PropagationModel } from './propagation-model.ts';

export const dominantPathId = 'dominant-path';

export interface DominantPathOptions extends Omit<MultiWallOptions, 'obliqueStepDb'> {
  /**
   * Loss from which a wall is thick, dB, 3–60. Default 10, an assumption: what one diffraction costs in the middle of
   * its range, so that a thinner wall is crossed rather than gone around.
   */
  thickWallDb?: number;
  /** Diffraction loss of the slightest turn, dB, 0.5–10. Default 3, an assumption. */
  offsetDb?: number;
  /**
   * Diffraction loss from the breakpoint on, dB, `offsetDb`–40. Default 17 at 900 MHz to 22 at 3500 MHz, assumptions.
   */
  greatestDb?: number;
  /** Turn from which the loss stays the same, degrees, 10–90. Default 80, an assumption. */
  breakpointDeg?: number;
  /** Diffractions of one path, 1–3. Default 3. */
  mostCorners?: number;
}

/**
 * Losses are linear over the logarithm of frequency between these, held outside. Recalled: physics of dominant-path
 * planners.
 */
const greatestPoints = [
  { frequencyMhz: 900, lossDb: 17 },
  { frequencyMhz: 1800, lossDb: 20 },
  { frequencyMhz: 3500, lossDb: 22 },
];

/**
 * Multi-wall plus, where the straight line crosses a thick wall, the strongest path around at most three diffraction
 * vertices, by the same distance law on the path's whole length: a form of the dominant path model of Wölfle and
 * Landstorfer. With every wall thinner than `thickWallDb`, and for links between levels, it is `multiWallModel` with
 * the same options.
 * @throws InputError for an option out of its range
 */
export function dominantPathModel(options: DominantPathOptions = {}): PropagationModel {
  const { thickWallDb = 10, offsetDb = 3, greatestDb, breakpointDeg = 80, mostCorners = 3 } = options;
  const { exponent, capDb } = options;
  const direct = multiWallModel({ exponent, capDb });
  expect('thickWallDb', thickWallDb, thickWallDb >= 3 && thickWallDb <= 60, '3–60 dB');
  expect('offsetDb', offsetDb, offsetDb >= 0.5 && offsetDb <= 10, '0.5–10 dB');
  const goodGreatest = greatestDb === undefined || (greatestDb >= offsetDb && greatestDb <= 40);
  expect('greatestDb', greatestDb, goodGreatest, `${offsetDb}–40 dB`);
  expect('breakpointDeg', breakpointDeg, breakpointDeg >= 10 && breakpointDeg <= 90, '10–90°');
  expect('mostCorners', mostCorners, [1, 2, 3].includes(mostCorners), '1, 2 or 3');
  return {
    ...direct,
    id: dominantPathId,
    distanceLaw(frequencyMhz) {
      const corners: DiffractionLaw = {
        thickWallUnits: dbToLossUnits(thickWallDb),
        offsetDb,
        greatestDb: greatestDb ?? Math.max(offsetDb, interpolateLossDb(greatestPoints, frequencyMhz)),
        breakpointRad: degToRad(breakpointDeg),
        mostCorners,
      };
      return { ...direct.distanceLaw(frequencyMhz), diffraction: corners };
    },
    source:
      `${direct.source}; where a wall of ${thickWallDb} dB or more stands in the way also the strongest path around up to ` +
      `${mostCorners} corners (dominant path after Wölfle and Landstorfer, recalled), ${offsetDb} dB and more per turn ` +
      '(assumptions; calibrate)',
  };
}

export interface SaturatingPathOptions extends DominantPathOptions {
  /** Fraction of the catalogue's loss that a column costs, 0–1. Default 0.3. */
  columnRatio?: number;
  /** Most that a beam costs, dB, 0–60. Default 5. */
  beamDb?: number;
}

/** Diffraction loss from the breakpoint on beyond that of `dominant-path`, dB: rays lose 20 to 24 dB around a corner. */
const addedGreatestDb = 3;

/**
 * Constants in which it differs from `dominant-path`; docs/measured.md has the fits. Exponent and the diffraction loss of
 * the slightest turn come from measured buildings, in which both are flat, what columns and beams cost from energy rays in
 * halls.
 */
const fitted = { exponent: 1.9, offsetDb: 6, columnRatio: 0.3, beamDb: 5 } as const;

/**
 * A model of our own, not a published one: the distance law of free space; obstacles of one level together cost the root
 * of the sum of their squares (one wall what the catalogue says, four alike twice as much); and where a thick wall stands
 * in the way the strongest path around its ends. In measured buildings the catalogue's losses do not add up.
 * @throws InputError for an option out of its range
 */
export function saturatingPathModel(options: SaturatingPathOptions = {}): PropagationModel {
  const { columnRatio, beamDb, ...path } = { ...fitted, ...options };
  expect('columnRatio', columnRatio, columnRatio >= 0 && columnRatio <= 1, '0–1');
  expect('beamDb', beamDb, beamDb >= 0 && beamDb <= 60, '0–60 dB');
  const basis = dominantPathModel(path);
  return {
    ...basis,
    id: defaultModelId,
    addsSquares: true,
    columnRatio,
    beamDb,
    distanceLaw(frequencyMhz) {
      const { diffraction, ...law } = basis.distanceLaw(frequencyMhz);
      if (!diffraction) return law;
      const thickWallUnits = obstacleUnits(lossUnitsToDb(diffraction.thickWallUnits), true);
      const greatestDb = diffraction.greatestDb + (options.greatestDb === undefined ? addedGreatestDb : 0);
      return { ...law, diffraction: { ...diffraction, thickWallUnits, greatestDb } };
    },
    source:
      `${basis.source}; obstacles of one level add as squares, columns at ${columnRatio} of the catalogue, beams at ` +
      `${beamDb} dB at most (fitted to measured buildings and rays)`,
  };
}

function expect(at: string, found: number | undefined, good: boolean, expected: string): void {
  if (!good) throw new InputError([{ at, found: String(found), expected }]);
}
