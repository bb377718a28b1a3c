/** ITU-R P.2040-3 §2.2.2.1, eqs (43)–(44): reflection and transmission of a single slab in air. */

import {
  absComplex,
  addComplex,
  type Complex,
  complex,
  divideComplex,
  expComplex,
  multiplyComplex,
  scaleComplex,
  sqrtComplex,
  subtractComplex,
  wavelengthM,
} from '../../core/index.ts';
import { type P2040Row, p2040Constants } from './itu-p2040-materials.ts';

/** Vacuum permittivity, F/m (CODATA 2018). */
const vacuumPermittivity = 8.854_187_812_8e-12;
const one = complex(1);

export type Polarisation = 'te' | 'tm';

/** Complex relative permittivity `ε' − jσ/(2πfε0)`, time convention e^{+jωt}. */
export function relativePermittivity(row: P2040Row, frequencyMhz: number): Complex {
  const { permittivity, conductivitySm } = p2040Constants(row, frequencyMhz);
  return complex(permittivity, -conductivitySm / (2 * Math.PI * frequencyMhz * 1e6 * vacuumPermittivity));
}

/** `√(η − sin²θ)` with imaginary part ≤ 0: the wave number across the slab, in units of free space's. */
export function normalWaveNumber(eta: Complex, incidenceRad: number): Complex {
  // The −0 keeps the root on the decaying side where η is real and below sin²θ.
  return sqrtComplex(complex(eta.re - Math.sin(incidenceRad) ** 2, eta.im === 0 ? -0 : eta.im));
}

export interface SlabResponse {
  /** Amplitude coefficients. */
  reflection: Complex;
  transmission: Complex;
  /** dB, ≥ 0 for a passive slab; finite even where `transmission` underflows. */
  transmissionLossDb: number;
  /** dB; Infinity where nothing is reflected. */
  reflectionLossDb: number;
  /** Loss averaged over thickness (no ripple), dB. */
  incoherentLossDb: number;
}

/**
 * One slab of `thicknessM`, met at `incidenceRad` from its normal (0 ≤ angle < π/2). TE: the electric field
 * across the plane of incidence, which is vertical polarisation on a wall; TM: in it.
 */
export function slabResponse(
  eta: Complex,
  thicknessM: number,
  frequencyMhz: number,
  incidenceRad: number,
  polarisation: Polarisation,
): SlabResponse {
  const cosine = complex(Math.cos(incidenceRad));
  const wave = normalWaveNumber(eta, incidenceRad);
  const outer = polarisation === 'te' ? cosine : multiplyComplex(eta, cosine);
  const sum = addComplex(outer, wave);
  const face = divideComplex(subtractComplex(outer, wave), sum);
  const faceSquared = multiplyComplex(face, face);
  // 1 − R'² = 4 outer·wave / (outer + wave)², without the cancellation that metal would suffer.
  const through = divideComplex(scaleComplex(divideComplex(multiplyComplex(outer, wave), sum), 4), sum);
  const q = scaleComplex(wave, (2 * Math.PI * thicknessM) / wavelengthM(frequencyMhz));
  const onePass = expComplex({ re: q.im, im: -q.re });
  const roundTrip = multiplyComplex(onePass, onePass);
  const denominator = subtractComplex(one, multiplyComplex(faceSquared, roundTrip));
  const reflection = multiplyComplex(face, divideComplex(subtractComplex(one, roundTrip), denominator));
  const transmission = divideComplex(multiplyComplex(through, onePass), denominator);

  const passLossDb = -20 * q.im * Math.LOG10E;
  const passedRatio = Math.exp(2 * q.im);
  const faceReflected = absComplex(faceSquared);
  return {
    reflection,
    transmission,
    transmissionLossDb:
      passLossDb - 20 * Math.log10(absComplex(through)) + 20 * Math.log10(absComplex(denominator)),
    reflectionLossDb: -20 * Math.log10(absComplex(reflection)),
    incoherentLossDb:
      passLossDb -
      20 * Math.log10(1 - faceReflected) +
      10 * Math.log10(1 - (faceReflected * passedRatio) ** 2),
  };
}
