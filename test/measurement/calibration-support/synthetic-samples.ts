import { createRandom } from '../../../packages/engine/src/core/index.ts';
import type { FitParameter, FitSample } from '../../../packages/engine/src/measurement/index.ts';

/** Seeded standard normal numbers (Box and Muller). */
export function createNormal(seed: number): () => number {
  const random = createRandom(seed);
  return () => Math.sqrt(-2 * Math.log(Math.max(random(), 1e-12))) * Math.cos(2 * Math.PI * random());
}

/** A column of numbers with covariance σ² e^(−Δ/d_c), by the matrix's own square root. */
export function correlatedNormals(
  points: readonly { x: number; y: number }[],
  sigmaDb: number,
  decorrelationM: number,
  normal: () => number,
): number[] {
  const root: number[][] = [];
  for (const [i, a] of points.entries()) {
    root.push([]);
    for (let j = 0; j <= i; j += 1) {
      const b = points[j];
      let value = sigmaDb ** 2 * Math.exp(-Math.hypot(a.x - b.x, a.y - b.y) / decorrelationM);
      for (let k = 0; k < j; k += 1) value -= root[i][k] * root[j][k];
      root[i].push(i === j ? Math.sqrt(value) : value / root[j][j]);
    }
  }
  const independent = points.map(() => normal());
  return root.map((row) => row.reduce((sum, weight, k) => sum + weight * independent[k], 0));
}

export const syntheticParameters: FitParameter[] = [
  { name: 'offset', priorMean: 0, priorSd: 6, min: -60, max: 60 },
  { name: 'exponent', priorMean: 2.2, priorSd: 0.4, min: 1, max: 6 },
  { name: 'brick', priorMean: 1, priorSd: 3 / 9, min: 0, max: 10 },
  { name: 'concrete', priorMean: 1, priorSd: 5 / 20, min: 0, max: 10 },
];

export interface SyntheticOptions {
  count?: number;
  shadowingSigmaDb?: number;
  decorrelationM?: number;
  noiseSigmaDb?: number;
  /** Fraction of the samples that is below the floor. */
  censoredRatio?: number;
  /** Antennas of the one cell: 1 or 2. */
  antennas?: 1 | 2;
}

/**
 * A walk of known truth: parallel passes of 40 m, 9 dB of brick every 20 m, 20 dB of concrete between two rows; the truth
 * drawn from the priors, the errors from the error model.
 */
export function syntheticWalk(
  seed: number,
  options: SyntheticOptions = {},
): { samples: FitSample[]; truth: number[] } {
  const { count = 120, shadowingSigmaDb = 5, decorrelationM = 6, noiseSigmaDb = 2 } = options;
  const normal = createNormal(seed);
  const truth = syntheticParameters.map(({ priorMean, priorSd, min }) =>
    Math.max(min, priorMean + priorSd * normal()),
  );
  const points = Array.from({ length: count }, (_, index) => ({
    x: index % 40,
    y: 8 * Math.floor(index / 40),
  }));
  const shadowingDb = correlatedNormals(points, shadowingSigmaDb, decorrelationM, normal);
  const antennas = [
    [10, 4],
    [35, 20],
  ].slice(0, options.antennas ?? 2);
  const walk = points.map(({ x, y }, index) => {
    const paths = antennas.map(([antennaX, antennaY]) => [
      1,
      10 * Math.log10(Math.hypot(x - antennaX, y - antennaY, 1.5)),
      9 * Math.abs(Math.floor(x / 20) - Math.floor(antennaX / 20)),
      y > 12 !== antennaY > 12 ? 20 : 0,
    ]);
    const sentDbm = -47;
    const powersMw = paths.map(
      (features) => 10 ** ((sentDbm - features.reduce((sum, each, k) => sum + each * truth[k], 0)) / 10),
    );
    const meanDbm = 10 * Math.log10(powersMw.reduce((sum, each) => sum + each, 0));
    return {
      x,
      y,
      paths,
      sentDbm,
      receivedDbm: meanDbm + shadowingDb[index] + noiseSigmaDb * normal(),
    };
  });
  const sorted = walk.map(({ receivedDbm }) => receivedDbm).sort((a, b) => a - b);
  const floorDbm = options.censoredRatio
    ? sorted[Math.floor(options.censoredRatio * count)]
    : Number.NEGATIVE_INFINITY;
  const samples = walk.map(({ x, y, paths, sentDbm, receivedDbm }): FitSample => {
    const censored = receivedDbm < floorDbm;
    return {
      x,
      y,
      level: 'B1',
      series: 'carrier',
      measuredDbm: censored ? floorDbm : receivedDbm,
      censored,
      cells: [
        {
          constantsDbm: Float64Array.from(paths, () => sentDbm),
          features: Float64Array.from(paths.flat()),
        },
      ],
    };
  });
  return { samples, truth };
}
