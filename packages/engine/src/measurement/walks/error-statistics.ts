/** A local mean's measured and predicted level and what it is grouped by. */
export interface ComparedSample {
  measuredDbm: number;
  censored: boolean;
  predictedDbm: number;
  distanceM: number;
  walls: number;
}

export interface PredictedSample extends ComparedSample {
  frequencyMhz: number;
}

/** Errors are predicted less measured, dB: positive where the prediction was too strong. */
export interface ErrorStatistics {
  /** Samples with a measured level; the errors are theirs. */
  samples: number;
  meanDb: number;
  /** Standard deviation around the mean. */
  sigmaDb: number;
  rmseDb: number;
  /** Samples below the floor, and how many of them were predicted so. */
  censored: number;
  censoredAsPredicted: number;
}

export interface PathErrors extends ErrorStatistics {
  /** Errors by distance from the antenna received strongest, as the plan predicts it. */
  byDistance: (ErrorStatistics & { fromM: number; toM: number | null })[];
  /** Walls and closed openings on that link; 3 stands for 3 and more. */
  byWalls: (ErrorStatistics & { walls: number })[];
}

export interface GroupedErrors extends PathErrors {
  byBand: (ErrorStatistics & { frequencyMhz: number })[];
}

const distanceBoundsM = [0, 5, 10, 20, 40, null] as const;
/** This class holds as many walls, or more. */
export const maxWalls = 3;

/** Errors of all, by band and by the path to the strongest antenna. */
export function groupedErrors(samples: readonly PredictedSample[]): GroupedErrors {
  const frequencies = [...new Set(samples.map(({ frequencyMhz }) => frequencyMhz))].sort((a, b) => a - b);
  return {
    ...pathErrors(samples),
    byBand: frequencies.map((frequencyMhz) => ({
      frequencyMhz,
      ...errorStatistics(samples.filter((sample) => sample.frequencyMhz === frequencyMhz)),
    })),
  };
}

/** Errors of all, and by distance and by walls on the way to the strongest antenna. */
export function pathErrors(samples: readonly ComparedSample[]): PathErrors {
  const part = (retain: (sample: ComparedSample) => boolean) => errorStatistics(samples.filter(retain));
  const used = <Group extends ErrorStatistics>(groups: Group[]) =>
    groups.filter((group) => group.samples + group.censored > 0);
  return {
    ...errorStatistics(samples),
    byDistance: used(
      distanceBoundsM.slice(0, -1).map((from, index) => {
        const fromM = from as number;
        const toM = distanceBoundsM[index + 1];
        const within = ({ distanceM }: ComparedSample) =>
          distanceM >= fromM && (toM === null || distanceM < toM);
        return { fromM, toM, ...part(within) };
      }),
    ),
    byWalls: used(
      Array.from({ length: maxWalls + 1 }, (_, walls) => ({
        walls,
        ...part((sample) => Math.min(sample.walls, maxWalls) === walls),
      })),
    ),
  };
}

function errorStatistics(samples: readonly ComparedSample[]): ErrorStatistics {
  const measured = samples.filter(({ censored }) => !censored);
  const errorsDb = measured.map(({ measuredDbm, predictedDbm }) => predictedDbm - measuredDbm);
  const count = errorsDb.length;
  const meanDb = count === 0 ? 0 : errorsDb.reduce((sum, errorDb) => sum + errorDb, 0) / count;
  const square = errorsDb.reduce((sum, errorDb) => sum + (errorDb - meanDb) ** 2, 0);
  const sigmaDb = count < 2 ? 0 : Math.sqrt(square / (count - 1));
  const rmseDb = count === 0 ? 0 : Math.sqrt(square / count + meanDb ** 2);
  const below = samples.filter(({ censored }) => censored);
  const censoredAsPredicted = below.filter(
    ({ measuredDbm, predictedDbm }) => predictedDbm < measuredDbm,
  ).length;
  return { samples: count, meanDb, sigmaDb, rmseDb, censored: below.length, censoredAsPredicted };
}
