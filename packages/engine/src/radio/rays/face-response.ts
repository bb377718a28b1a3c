import {
  absComplex,
  type Complex,
  complex,
  multiplyComplex,
  scaleComplex,
  wavelengthM,
} from '../../core/index.ts';
import { type Polarisation, slabResponse } from '../materials/itu-p2040-slab.ts';
import type { RaySlab } from './ray-scene.ts';

/** Amplitude coefficients of a face, their phases as if all happened on the plan's line without thickness. */
export interface FaceResponse {
  reflection: Complex;
  transmission: Complex;
}

/** Rays flatter than this are taken at it: there everything is reflected. */
const leastCosine = 1e-6;

/**
 * What a face makes of a ray whose angle to its normal has this cosine, 0–1. Where a plan lets more through than the
 * slab leaves, the reflection is what energy remains.
 */
export function faceResponse(
  slab: RaySlab,
  frequencyMhz: number,
  cosine: number,
  polarisation: Polarisation = 'te',
): FaceResponse {
  const { eta, thicknessM, surfaceM, excessDb, leakageDb } = slab;
  const held = Math.min(1, Math.max(leastCosine, cosine));
  const response = slabResponse(eta, thicknessM, frequencyMhz, Math.acos(held), polarisation);
  const waveNumberPerM = (2 * Math.PI) / wavelengthM(frequencyMhz);
  const transmission =
    leakageDb === undefined
      ? turn(scaleComplex(response.transmission, ratioOf(excessDb)), waveNumberPerM * thicknessM * held)
      : complex(ratioOf(leakageDb));
  const reflection = turn(response.reflection, 2 * waveNumberPerM * surfaceM * held);
  const left = Math.max(0, 1 - absComplex(transmission) ** 2);
  const size = absComplex(reflection);
  return {
    reflection: size * size > left ? scaleComplex(reflection, Math.sqrt(left) / size) : reflection,
    transmission,
  };
}

/** Mean of the responses at two angles: the same from both ends of a ray. */
export function meanResponse(a: FaceResponse, b: FaceResponse): FaceResponse {
  const mean = (one: Complex, other: Complex) => complex((one.re + other.re) / 2, (one.im + other.im) / 2);
  return {
    reflection: mean(a.reflection, b.reflection),
    transmission: mean(a.transmission, b.transmission),
  };
}

function ratioOf(lossDb: number): number {
  return 10 ** (-lossDb / 20);
}

function turn(value: Complex, angleRad: number): Complex {
  return multiplyComplex(value, complex(Math.cos(angleRad), Math.sin(angleRad)));
}
