import type { Operator } from '../../plan/index.ts';
import { groupBy } from '../../radio/index.ts';
import type { LocalMean } from '../walks/bin-walk.ts';
import { pathErrors } from '../walks/error-statistics.ts';
import type { CarrierComparison } from './acceptance.ts';

/** Prediction at one location: all antennas together, and the strongest one's path there. */
export interface LocationPrediction {
  rsrpDbm: number;
  /** Its spread by shadowing: two antennas seldom fade together. */
  sigmaDb: number;
  /** Distance to the antenna that is strongest there. */
  distanceM: number;
  /** Walls and closed openings on that path. */
  walls: number;
}

/** A local mean with what the model says of its location. */
export interface ComparedMean {
  mean: LocalMean;
  predicted: LocationPrediction;
}

/**
 * Predicted less measured, per carrier: all, by distance and by walls. Of readings below the floor it is counted how many were
 * predicted so.
 */
export function comparePrediction(all: readonly ComparedMean[]): CarrierComparison[] {
  return groupBy(all, ({ mean }) => `${mean.operator}|${mean.carrierId ?? ''}`).flatMap((group) => {
    const samples = group.flatMap(({ mean: { rsrpDbm, censored = false }, predicted }) => {
      const { rsrpDbm: predictedDbm, distanceM, walls } = predicted;
      if (rsrpDbm === undefined || !Number.isFinite(predictedDbm)) return [];
      return [{ measuredDbm: rsrpDbm, censored, predictedDbm, distanceM, walls }];
    });
    const received = samples.filter(({ censored }) => !censored);
    if (received.length === 0) return [];
    const { carrierId, operator } = group[0].mean;
    const measuredDbm = received.map((sample) => sample.measuredDbm);
    const predictedDbm = received.map((sample) => sample.predictedDbm);
    return [
      {
        ...(carrierId ? { carrier: carrierId } : {}),
        operator: operator as Operator,
        ...pathErrors(samples),
        correlation: correlation(measuredDbm, predictedDbm),
        measuredDbm,
        predictedDbm,
      },
    ];
  });
}

/** Pearson's; 0 where either does not vary. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const meanA = a.reduce((sum, value) => sum + value, 0) / a.length;
  const meanB = b.reduce((sum, value) => sum + value, 0) / b.length;
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((value, index) => {
    ab += (value - meanA) * (b[index] - meanB);
    aa += (value - meanA) ** 2;
    bb += (b[index] - meanB) ** 2;
  });
  return aa === 0 || bb === 0 ? 0 : ab / Math.sqrt(aa * bb);
}
