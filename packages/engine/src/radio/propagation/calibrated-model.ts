import { InputError, say } from '../../core/index.ts';
import type { Calibration } from '../../plan/index.ts';
import { nearestDistanceM } from './nearest-distance.ts';
import type { PropagationModel } from './propagation-model.ts';

export const calibratedModelId = 'calibrated';

/**
 * A model fitted to a walk test of its garage: the basis with another exponent and an offset per band. Obstacles, cap and
 * paths are those of the basis; what walls lose stands in the plan's `materials`.
 * @throws InputError where the plan has no calibration
 */
export function calibratedModel(
  calibration: Calibration | undefined,
  findBasis: (id: string) => PropagationModel,
): PropagationModel {
  if (calibration === undefined) {
    throw new InputError([
      {
        at: 'propagation.calibration',
        found: say('no-value'),
        expected: say('no-calibration'),
      },
    ]);
  }
  const basis = findBasis(calibration.basis);
  const slopeDbPerDecade = 10 * calibration.exponent;
  return {
    ...basis,
    id: calibratedModelId,
    distanceLaw(frequencyMhz) {
      const law = basis.distanceLaw(frequencyMhz);
      const interceptDb = law.interceptDb + calibratedOffsetDb(calibration, frequencyMhz);
      const minDistanceM = nearestDistanceM(interceptDb, slopeDbPerDecade);
      return { ...law, interceptDb, slopeDbPerDecade, minDistanceM };
    },
    capDb: calibration.capDb ?? basis.capDb,
    source: `${basis.id} fitted to a walk test of this garage: exponent ${calibration.exponent}`,
  };
}

/** Path loss over the basis at 1 m, dB: the measured carrier's, else that of bands not measured. */
export function calibratedOffsetDb(calibration: Calibration, frequencyMhz: number): number {
  return calibration.offsetDb[String(frequencyMhz)] ?? calibration.otherOffsetDb;
}
