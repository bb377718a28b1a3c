// W. J. Cody, Rational Chebyshev approximations for the error function, Math. Comp. 23 (1969), via the
// continued fraction and series of Abramowitz & Stegun 7.1.5 and 7.1.14.

/** Standard normal distribution function Φ(z); absolute error below 1e-12, exact at ±∞. */
export function normalCdf(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  if (Number.isNaN(z)) return Number.NaN;
  const tail = x > 27 ? 0 : x < 2.5 ? 1 - errorFunctionSeries(x) : complementaryFraction(x);
  return z > 0 ? 1 - tail / 2 : tail / 2;
}

/** Standard normal density φ(z). */
export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/** z with Φ(z) = probability, 0 < probability < 1; bisection to 1e-12. */
export function normalQuantile(probability: number): number {
  let low = -9;
  let high = 9;
  for (let step = 0; step < 64; step += 1) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < probability) low = middle;
    else high = middle;
  }
  return high;
}

function errorFunctionSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < 80 && Math.abs(term) > 1e-17; n += 1) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

function complementaryFraction(x: number): number {
  let fraction = 0;
  for (let n = 60; n >= 1; n -= 1) fraction = n / 2 / (x + fraction);
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * (x + fraction));
}
