/** Reudink's area formula in Jakes, Microwave Mobile Communications (1974) §2.5: served fraction of a disc. */
import { erfc, normalQuantile, scaledErfc } from '../../core/index.ts';

/**
 * Fraction of a disc's area served when `edgeProbability` of its rim is, with log-normal shadowing.
 * `½[1 − erf a + e^{(1−2ab)/b²}(1 − erf((1−ab)/b))]`, a = −margin/(σ√2), b = 10 n lg e/(σ√2).
 * @param edgeProbability open range 0–1
 * @param sigmaDb > 0
 * @param exponent distance exponent, > 0
 */
export function reudinkAreaProbability(edgeProbability: number, sigmaDb: number, exponent: number): number {
  const a = -normalQuantile(edgeProbability) / Math.SQRT2;
  const b = (10 * exponent * Math.LOG10E) / (sigmaDb * Math.SQRT2);
  const argument = (1 - a * b) / b;
  // The exponential is exp(argument² − a²): written so, a large σ gives no ∞ · 0.
  const rim =
    argument >= 0
      ? Math.exp(-a * a) * scaledErfc(argument)
      : Math.exp(argument * argument - a * a) * erfc(argument);
  return (erfc(a) + rim) / 2;
}
