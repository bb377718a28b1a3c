/**
 * Fresnel integrals `C(x) = ∫₀ˣ cos(πt²/2) dt`, `S(x) = ∫₀ˣ sin(πt²/2) dt` (Abramowitz & Stegun 7.3.1–2).
 * Power series (7.3.11, 7.3.13) to |x| = 3.3, asymptotic expansion (7.3.27–28) beyond; absolute error < 2e-7.
 */
export function fresnelIntegrals(x: number): { cosine: number; sine: number } {
  const size = Math.abs(x);
  const positive = size <= 3.3 ? bySeries(size) : byAsymptote(size);
  return x < 0 ? { cosine: -positive.cosine, sine: -positive.sine } : positive;
}

function bySeries(x: number): { cosine: number; sine: number } {
  const argument = (Math.PI / 2) * x * x;
  let cosine = 0;
  let sine = 0;
  // term = x · (πx²/2)^k / k!, alternately feeding C and S.
  let term = x;
  for (let k = 0; k < 80; k++) {
    const part = term / (2 * k + 1);
    const sign = k % 4 < 2 ? 1 : -1;
    if (k % 2 === 0) cosine += sign * part;
    else sine += sign * part;
    term *= argument / (k + 1);
  }
  return { cosine, sine };
}

function byAsymptote(x: number): { cosine: number; sine: number } {
  const square = Math.PI * x * x;
  const inverse = 1 / square ** 2;
  const f = (1 - 3 * inverse * (1 - 35 * inverse * (1 - 99 * inverse))) / (Math.PI * x);
  const g = (1 - 15 * inverse * (1 - 63 * inverse * (1 - 143 * inverse))) / (Math.PI * x * square);
  const angleRad = square / 2;
  return {
    cosine: 0.5 + f * Math.sin(angleRad) - g * Math.cos(angleRad),
    sine: 0.5 - f * Math.cos(angleRad) - g * Math.sin(angleRad),
  };
}
