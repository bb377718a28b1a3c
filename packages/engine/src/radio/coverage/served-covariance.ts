// Bivariate normal by the tetrachoric integral ∫0^ρ, Abramowitz & Stegun 26.3.19 (Plackett).

/** 6-point Gauss–Legendre on [−1, 1]. */
const nodes = [0.238619186083197, 0.661209386466265, 0.932469514203152];
const weights = [0.467913934572691, 0.360761573048139, 0.17132449237917];

/** Cov of two served indicators with standard margins h and k and shadowing correlation ρ. */
export function servedCovariance(h: number, k: number, rho: number): number {
  if (Math.abs(h) > 6 || Math.abs(k) > 6) return 0;
  // The substitution r = sin(t) removes the end point's singularity at ρ = 1.
  const halfSpan = Math.asin(Math.min(1, rho)) / 2;
  let sum = 0;
  for (let index = 0; index < nodes.length; index += 1) {
    for (const sign of [-1, 1]) {
      const sine = Math.sin(halfSpan * (1 + sign * nodes[index]));
      const cosineSquared = 1 - sine * sine;
      sum += weights[index] * Math.exp(-(h * h - 2 * sine * h * k + k * k) / (2 * cosineSquared));
    }
  }
  return (halfSpan * sum) / (2 * Math.PI);
}
