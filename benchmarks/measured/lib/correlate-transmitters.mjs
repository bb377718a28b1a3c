import { groupBy } from './draw-links.mjs';

/** Fewer pairs than this of one building say nothing. */
const fewestPairs = 30;

/**
 * Correlation of what is left of two transmitters at one place and device: the mean product of their residuals over pairs,
 * over the mean square of the same residuals. Undefined where there are too few pairs. A residual has its `transmitter`,
 * `place` and `residualDb`; those of one transmitter at one place count as their mean.
 */
export function correlateTransmitters(residuals) {
  let product = 0;
  let square = 0;
  let pairs = 0;
  for (const there of groupBy(residuals, ({ place }) => place).values()) {
    const means = [...groupBy(there, ({ transmitter }) => transmitter).values()].map(
      (links) => links.reduce((sum, { residualDb }) => sum + residualDb, 0) / links.length,
    );
    const sum = means.reduce((total, value) => total + value, 0);
    const squares = means.reduce((total, value) => total + value * value, 0);
    product += (sum * sum - squares) / 2;
    square += ((means.length - 1) * squares) / 2;
    pairs += (means.length * (means.length - 1)) / 2;
  }
  return pairs < fewestPairs ? undefined : { ratio: product / square, pairs };
}
