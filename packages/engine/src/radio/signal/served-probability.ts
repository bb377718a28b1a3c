import { normalCdf } from '../../core/index.ts';

const stepsPerSigma = 1024;
const widestSigmas = 9;
const table = new Float64Array(2 * widestSigmas * stepsPerSigma + 1);
for (let step = 0; step <= widestSigmas * stepsPerSigma; step += 1) {
  const below = normalCdf(step / stepsPerSigma - widestSigmas);
  table[step] = below;
  table[table.length - 1 - step] = 1 - below;
}

/**
 * Probability that a location whose median is `marginDb` above its threshold is served under log-normal shadowing:
 * Φ(margin/σ), from a table (error below 5e-4/1024). −Infinity gives 0.
 */
export function servedProbability(marginDb: number, sigmaDb: number): number {
  const index = Math.round((marginDb / sigmaDb + widestSigmas) * stepsPerSigma);
  if (!(index > 0)) return 0;
  return index >= table.length ? 1 : table[index];
}
