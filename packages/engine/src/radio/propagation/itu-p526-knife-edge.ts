/** ITU-R P.526 §4.1, single knife edge: eqs (26) for ν and (31) for J(ν); exact loss from Fresnel integrals. */

import { fresnelIntegrals, ratioToDb, wavelengthM } from '../../core/index.ts';

/** The approximation holds above this ν (open end); at and below it the loss is 0. */
export const minKnifeEdgeV = -0.78;

/** Diffraction parameter ν of an edge `heightM` above the line of sight (below: negative). */
export function knifeEdgeV(
  heightM: number,
  distance1M: number,
  distance2M: number,
  frequencyMhz: number,
): number {
  const lengthM = wavelengthM(frequencyMhz);
  return heightM * Math.sqrt((2 * (distance1M + distance2M)) / (lengthM * distance1M * distance2M));
}

/** J(ν) in dB by the Recommendation's approximation. */
export function knifeEdgeLossDb(v: number): number {
  if (!(v > minKnifeEdgeV)) return 0;
  return 6.9 + 20 * Math.log10(Math.sqrt((v - 0.1) ** 2 + 1) + v - 0.1);
}

/** Loss in dB by the Fresnel integrals the approximation stands for; ripples around 0 for ν < −0.78. */
export function exactKnifeEdgeLossDb(v: number): number {
  const { cosine, sine } = fresnelIntegrals(v);
  return -ratioToDb(((0.5 - cosine) ** 2 + (0.5 - sine) ** 2) / 2);
}
