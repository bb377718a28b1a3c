/** Up to it the power series cancels little. */
const seriesEnd = 1.5;

/**
 * Fresnel integrals `C(x) = ∫₀ˣ cos(πt²/2) dt`, `S(x) = ∫₀ˣ sin(πt²/2) dt` (Abramowitz & Stegun 7.3.1–2).
 * Power series (7.3.11, 7.3.13) to |x| = 1.5, by the auxiliary functions beyond; absolute error < 1e-13.
 */
export function fresnelIntegrals(x: number): { cosine: number; sine: number } {
  const size = Math.abs(x);
  const positive = size <= seriesEnd ? bySeries(size) : fromAuxiliary(size);
  return x < 0 ? { cosine: -positive.cosine, sine: -positive.sine } : positive;
}

/**
 * The auxiliary functions f and g for x ≥ 0 (7.3.5–6): what is left of the integrals from x to ∞ without its turning,
 * `∫ₓ^∞ e^{−jπt²/2} dt = (g − jf) e^{−jπx²/2}`. Both fall from ½ to 0 and keep their digits for any x.
 */
export function fresnelAuxiliary(x: number): { f: number; g: number } {
  if (x > seriesEnd) return byQuadrature(x);
  const { cosine, sine } = bySeries(x);
  const angleRad = (Math.PI / 2) * x * x;
  const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
  return {
    f: (0.5 - sine) * cos - (0.5 - cosine) * sin,
    g: (0.5 - cosine) * cos + (0.5 - sine) * sin,
  };
}

function bySeries(x: number): { cosine: number; sine: number } {
  const argument = (Math.PI / 2) * x * x;
  let cosine = 0;
  let sine = 0;
  // term = x · (πx²/2)^k / k!, alternately feeding C and S.
  let term = x;
  for (let k = 0; k < 40; k++) {
    const part = term / (2 * k + 1);
    const sign = k % 4 < 2 ? 1 : -1;
    if (k % 2 === 0) cosine += sign * part;
    else sine += sign * part;
    term *= argument / (k + 1);
  }
  return { cosine, sine };
}

function fromAuxiliary(x: number): { cosine: number; sine: number } {
  const { f, g } = byQuadrature(x);
  const angleRad = (Math.PI / 2) * x * x;
  return {
    cosine: 0.5 + f * Math.sin(angleRad) - g * Math.cos(angleRad),
    sine: 0.5 - f * Math.cos(angleRad) - g * Math.sin(angleRad),
  };
}

/**
 * `f(x) = (√2/π) ∫₀^∞ e^{−πx²u²/2} / (1 + u⁴) du`, g with u² above (after 7.3.22 with t = u²), by the trapezoidal rule,
 * which converges exponentially for an even function without poles near the real line.
 */
function byQuadrature(x: number): { f: number; g: number } {
  const step = Math.min(0.1, 0.4 / x);
  const steepness = (Math.PI / 2) * x * x;
  const end = Math.sqrt(40 / steepness);
  let f = 0.5;
  let g = 0;
  for (let u = step; u <= end; u += step) {
    const part = Math.exp(-steepness * u * u) / (1 + u ** 4);
    f += part;
    g += u * u * part;
  }
  const scale = (Math.SQRT2 / Math.PI) * step;
  return { f: scale * f, g: scale * g };
}
