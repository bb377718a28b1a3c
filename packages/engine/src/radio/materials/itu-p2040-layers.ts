/** ITU-R P.2040-3 §2.2.2.2 (recursion over N layers): reflection and transmission of a stack in air. */

import {
  absComplex,
  addComplex,
  type Complex,
  complex,
  divideComplex,
  expComplex,
  multiplyComplex,
  scaleComplex,
  subtractComplex,
  wavelengthM,
} from '../../core/index.ts';
import { normalWaveNumber, type Polarisation } from './itu-p2040-slab.ts';

const one = complex(1);

export interface SlabLayer {
  /** Complex relative permittivity. */
  eta: Complex;
  thicknessM: number;
}

/**
 * Response of the layers in the order the wave meets them. The growing factor of every layer is kept apart
 * as an exponent, so that thick or metal layers neither overflow nor hide the rest.
 * TM reflection is of the magnetic field: its sign may differ from the single slab's, its magnitude not.
 */
export function layersResponse(
  layers: readonly SlabLayer[],
  frequencyMhz: number,
  incidenceRad: number,
  polarisation: Polarisation,
): {
  reflection: Complex;
  transmission: Complex;
  transmissionLossDb: number;
  reflectionLossDb: number;
} {
  const waveNumberPerM = (2 * Math.PI) / wavelengthM(frequencyMhz);
  const air = complex(Math.cos(incidenceRad));
  const waves = layers.map((layer) => normalWaveNumber(layer.eta, incidenceRad));
  const admittances = waves.map((wave, i) =>
    polarisation === 'te' ? wave : divideComplex(wave, layers[i].eta),
  );
  let forward = one;
  let backward = complex(0);
  let exponent = complex(0);
  for (let i = layers.length - 1; i >= -1; i--) {
    const admittance = i >= 0 ? admittances[i] : air;
    const next = i + 1 < layers.length ? admittances[i + 1] : air;
    const ratio = divideComplex(next, admittance);
    const plus = addComplex(one, ratio);
    const minus = subtractComplex(one, ratio);
    const newForward = addComplex(multiplyComplex(forward, plus), multiplyComplex(backward, minus));
    const newBackward = addComplex(multiplyComplex(forward, minus), multiplyComplex(backward, plus));
    forward = scaleComplex(newForward, 0.5);
    backward = scaleComplex(newBackward, 0.5);
    if (i >= 0) {
      const phase = scaleComplex(waves[i], waveNumberPerM * layers[i].thicknessM);
      const delta = { re: -phase.im, im: phase.re };
      backward = multiplyComplex(backward, expComplex(scaleComplex(delta, -2)));
      exponent = addComplex(exponent, delta);
    }
  }
  const reflection = divideComplex(backward, forward);
  return {
    reflection,
    transmission: divideComplex(expComplex(scaleComplex(exponent, -1)), forward),
    transmissionLossDb: 20 * exponent.re * Math.LOG10E + 20 * Math.log10(absComplex(forward)),
    reflectionLossDb: -20 * Math.log10(absComplex(reflection)),
  };
}
