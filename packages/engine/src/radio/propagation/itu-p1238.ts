/** ITU-R P.1238-11 §3.1 (site-general), Table 2: `10α log10 d + β + 10γ log10 f`, d in m, f in GHz. */
import type { PropagationModel } from './propagation-model.ts';

export interface P1238Row {
  environment: 'office' | 'corridor' | 'industrial';
  los: boolean;
  /** Closed ranges. */
  frequencyGhz: readonly [number, number];
  distanceM: readonly [number, number];
  alpha: number;
  beta: number;
  gamma: number;
  sigmaDb: number;
}

/**
 * Coefficients of edition -11 as one public code transcribes them; -12 and -13 were not read.
 * Doubt: the industrial NLoS γ = 1.34 is below free space's 2 and has this one source only. It stands as
 * read; it must not carry a calibration from one band to another.
 */
export const p1238Rows: readonly P1238Row[] = [
  row('office', true, [0.3, 83.5], [2, 27], 1.46, 34.62, 2.03, 3.76),
  row('office', false, [0.3, 82], [4, 30], 2.46, 29.53, 2.38, 5.04),
  row('corridor', true, [0.3, 83.5], [2, 160], 1.63, 28.12, 2.25, 4.07),
  row('corridor', false, [0.625, 83.5], [4, 94], 2.77, 29.27, 2.48, 7.63),
  row('industrial', true, [0.625, 70.28], [2, 101], 2.31, 24.52, 2.06, 2.69),
  row('industrial', false, [0.625, 70.28], [5, 108], 3.79, 21.01, 1.34, 9.05),
];

export const p1238Source = 'ITU-R P.1238-11 Table 2, via a public transcription';

/**
 * The site-general rows as models for a whole field: `itu-p1238-corridor-los` and so on. Obstacles are in
 * the statistics already. Closer than the row's range its first value is held; farther it is followed on.
 */
export const p1238Models: readonly PropagationModel[] = p1238Rows.map((row) => ({
  id: `itu-p1238-${row.environment}-${row.los ? 'los' : 'nlos'}`,
  distanceLaw(frequencyMhz) {
    return {
      interceptDb: p1238LossDb(row, frequencyMhz, 1),
      slopeDbPerDecade: 10 * row.alpha,
      minDistanceM: row.distanceM[0],
    };
  },
  usesObstacles: false,
  capDb: Number.POSITIVE_INFINITY,
  rangeM: row.distanceM,
  doubt: p1238Doubt(row),
  source: `${p1238Source}; ${row.distanceM[0]}–${row.distanceM[1]} m`,
}));

/** Doubt about a row. */
export function p1238Doubt({ environment, los }: P1238Row): string | undefined {
  if (environment !== 'industrial' || los) return undefined;
  return 'the frequency coefficient 1.34 is below free space’s 2 and has one source only';
}

/** Median loss in dB; as written outside the row's ranges too. */
export function p1238LossDb(coefficients: P1238Row, frequencyMhz: number, distanceM: number): number {
  const { alpha, beta, gamma } = coefficients;
  return 10 * alpha * Math.log10(distanceM) + beta + 10 * gamma * Math.log10(frequencyMhz / 1000);
}

function row(
  environment: P1238Row['environment'],
  los: boolean,
  frequencyGhz: P1238Row['frequencyGhz'],
  distanceM: P1238Row['distanceM'],
  ...[alpha, beta, gamma, sigmaDb]: [number, number, number, number]
): P1238Row {
  return { environment, los, frequencyGhz, distanceM, alpha, beta, gamma, sigmaDb };
}
