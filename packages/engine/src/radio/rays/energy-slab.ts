/** ITU-R P.2040-3 §2.2.2.1 as energy: what a slab reflects and lets through, without the ripple of its exact thickness. */

import { absComplex, dbToRatio, wavelengthM } from '../../core/index.ts';
import { normalWaveNumber, type Polarisation, slabResponse } from '../materials/itu-p2040-slab.ts';
import type { RaySlab } from './ray-scene.ts';

/** Parts of the energy over the cosine of the angle to the normal, 0 to 1 in `slabSteps` steps. */
export interface EnergySlab {
  reflectedTe: Float64Array;
  reflectedTm: Float64Array;
  passedTe: Float64Array;
  passedTm: Float64Array;
  /** 1 where the amplitude of TM has turned about (beyond Brewster's angle), else −1, by steps: the sign of a mirror. */
  signTm: Float64Array;
  /** Metal neither lets through nor scatters. */
  isMetal: boolean;
}

export const slabSteps = 256;
/** Thicknesses that are averaged over one period of the ripple. */
const thicknesses = 12;
const minCosine = 1e-4;

export function energySlab(slab: RaySlab, frequencyMhz: number, isMetal = false): EnergySlab {
  const column = () => new Float64Array(slabSteps + 1);
  const table = {
    reflectedTe: column(),
    reflectedTm: column(),
    passedTe: column(),
    passedTm: column(),
    signTm: column(),
  };
  for (let step = 0; step <= slabSteps; step += 1) {
    const cosine = Math.max(minCosine, step / slabSteps);
    const te = meanResponse(slab, frequencyMhz, cosine, 'te');
    const tm = meanResponse(slab, frequencyMhz, cosine, 'tm');
    table.reflectedTe[step] = te.reflected;
    table.reflectedTm[step] = tm.reflected;
    table.passedTe[step] = te.passed;
    table.passedTm[step] = tm.passed;
    table.signTm[step] = brewsterSign(slab, cosine);
  }
  return { ...table, isMetal };
}

/** Mean over one period of the ripple in thickness, or over half to one and a half of a thinner slab. */
function meanResponse(
  { eta, thicknessM, excessDb, leakageDb }: RaySlab,
  frequencyMhz: number,
  cosine: number,
  polarisation: Polarisation,
): { reflected: number; passed: number } {
  const incidenceRad = Math.acos(Math.min(1, cosine));
  const { re } = normalWaveNumber(eta, incidenceRad);
  const periodM = Math.min(wavelengthM(frequencyMhz) / (2 * Math.max(re, 1e-3)), thicknessM);
  let [reflected, passed] = [0, 0];
  for (let index = 0; index < thicknesses; index += 1) {
    const heldM = thicknessM + periodM * ((index + 0.5) / thicknesses - 0.5);
    const response = slabResponse(eta, heldM, frequencyMhz, incidenceRad, polarisation);
    reflected += absComplex(response.reflection) ** 2 / thicknesses;
    passed += absComplex(response.transmission) ** 2 / thicknesses;
  }
  const through = leakageDb === undefined ? passed * dbToRatio(-excessDb) : dbToRatio(-leakageDb);
  const held = Math.min(1, through);
  return { reflected: Math.min(reflected, 1 - held), passed: held };
}

/** Sign of a TM reflection against a conductor's. */
function brewsterSign({ eta }: RaySlab, cosine: number): number {
  return absComplex(eta) * cosine * cosine > 1 - cosine * cosine ? 1 : -1;
}

/** Value of a column at a cosine, 0–1. */
export function slabValueAt(column: Float64Array, cosine: number): number {
  const position = Math.min(1, cosine) * slabSteps;
  const step = Math.min(slabSteps - 1, Math.floor(position));
  return column[step] + (position - step) * (column[step + 1] - column[step]);
}
