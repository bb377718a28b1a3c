import type { Operator } from '../plan/schema.ts';
import type { LocalMean } from '../walks/thin-walk.ts';
import type { CarrierComparison, ErrorStatistics } from './acceptance.ts';
import { groupBy } from './effective-locations.ts';

/** What the model says of one place: all antennas together, and the strongest one's way there. */
export interface PlacePrediction {
  rsrpDbm: number;
  /** To the antenna that is strongest there. */
  distanceM: number;
  /** Walls and closed openings on that way. */
  walls: number;
}

/** A local mean with what the model says of its place. */
export interface ComparedMean {
  mean: LocalMean;
  predicted: PlacePrediction;
}

const distanceEdgesM = [0, 5, 10, 15, 20, 30, 50];
const mostWalls = 4;

/** Measured less predicted, per carrier: all, by distance and by walls. Readings below the floor are left out and counted. */
export function comparePrediction(all: readonly ComparedMean[]): CarrierComparison[] {
  return groupBy(all, ({ mean }) => `${mean.operator}|${mean.carrierId ?? ''}`).flatMap((group) => {
    const heard = group.filter(({ mean, predicted }) => {
      return mean.rsrpDbm !== undefined && !mean.censored && Number.isFinite(predicted.rsrpDbm);
    });
    if (heard.length === 0) return [];
    const { carrierId, operator } = group[0].mean;
    const measuredDbm = heard.map(({ mean }) => mean.rsrpDbm as number);
    const predictedDbm = heard.map(({ predicted }) => predicted.rsrpDbm);
    return [
      {
        ...(carrierId ? { carrier: carrierId } : {}),
        operator: operator as Operator,
        ...errorStatistics(heard),
        censored: group.filter(({ mean }) => mean.censored).length,
        correlation: correlation(measuredDbm, predictedDbm),
        byDistance: distanceEdgesM.flatMap((fromM, index) => {
          const toM = distanceEdgesM[index + 1];
          const own = heard.filter(
            ({ predicted: { distanceM } }) => distanceM >= fromM && (toM === undefined || distanceM < toM),
          );
          return own.length === 0
            ? []
            : [{ fromM, ...(toM === undefined ? {} : { toM }), ...errorStatistics(own) }];
        }),
        byWalls: Array.from({ length: mostWalls + 1 }, (_, walls) => walls).flatMap((walls) => {
          const orMore = walls === mostWalls;
          const own = heard.filter(({ predicted }) =>
            orMore ? predicted.walls >= walls : predicted.walls === walls,
          );
          return own.length === 0 ? [] : [{ walls, orMore, ...errorStatistics(own) }];
        }),
        measuredDbm,
        predictedDbm,
      },
    ];
  });
}

function errorStatistics(own: readonly ComparedMean[]): ErrorStatistics {
  const errors = own.map(({ mean, predicted }) => (mean.rsrpDbm as number) - predicted.rsrpDbm);
  const meanDb = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  const squares = errors.reduce((sum, error) => sum + (error - meanDb) ** 2, 0);
  return {
    count: errors.length,
    meanDb,
    sigmaDb: errors.length < 2 ? 0 : Math.sqrt(squares / (errors.length - 1)),
    rmseDb: Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length),
  };
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
