// ITU-R P.2040-3 §2.2.2.1: TE transmission of a slab averaged over thickness, relative to normal incidence.
import { degToRad } from '../../core/index.ts';
import { wallMaterial } from '../../plan/index.ts';
import { findP2040Row, type P2040Row } from './itu-p2040-materials.ts';
import { relativePermittivity, slabResponse } from './itu-p2040-slab.ts';

const edition = 'P.2040-3';
/** Beyond this angle from the normal the excess stays: what grazes a wall arrives by other ways. */
const flattestDeg = 80;

/** A wall costs `lossDb` more than before from this angle of incidence on. */
export interface ObliqueStep {
  incidenceRad: number;
  lossDb: number;
}

/**
 * Loss of a wall above that at normal incidence, dB, for a vertical antenna and a ray `incidenceRad` off the wall's
 * normal (0 ≤ angle < π/2); constant from 80° on. 0 for a material without a counterpart in P.2040.
 */
export function obliqueExcessDb(
  material: string,
  frequencyMhz: number,
  thicknessM: number,
  incidenceRad: number,
): number {
  const row = twinRow(material);
  if (!row) return 0;
  const eta = relativePermittivity(row, frequencyMhz);
  const angleRad = Math.min(incidenceRad, degToRad(flattestDeg));
  const lossDb = (atRad: number) => slabResponse(eta, thicknessM, frequencyMhz, atRad, 'te').incoherentLossDb;
  return Math.max(0, lossDb(angleRad) - lossDb(0));
}

/**
 * `obliqueExcessDb` rounded to whole steps, so that it errs by at most half a step: the angles where it rises by one.
 * Steepest first.
 */
export function obliqueSteps(
  material: string,
  frequencyMhz: number,
  thicknessM: number,
  stepDb: number,
): ObliqueStep[] {
  const excessDb = (angleRad: number) => obliqueExcessDb(material, frequencyMhz, thicknessM, angleRad);
  const flattestRad = degToRad(flattestDeg);
  const steps: ObliqueStep[] = [];
  const count = Math.floor(excessDb(flattestRad) / stepDb + 0.5);
  for (let step = 0; step < count; step += 1) {
    // The excess rises with the angle: halve the interval where it passes the middle of the step.
    let lowRad = steps.at(-1)?.incidenceRad ?? 0;
    let highRad = flattestRad;
    for (let halving = 0; halving < 40; halving += 1) {
      const middleRad = (lowRad + highRad) / 2;
      if (excessDb(middleRad) < (step + 0.5) * stepDb) lowRad = middleRad;
      else highRad = middleRad;
    }
    steps.push({ incidenceRad: highRad, lossDb: stepDb });
  }
  return steps;
}

/** Equivalent of a wall material in P.2040; one that leaks past its edges (metal, coated glass) has none. */
function twinOf(material: string): string | undefined {
  const twin = wallMaterial(material)?.p2040;
  return twin === 'metal' ? undefined : twin;
}

function twinRow(material: string): P2040Row | undefined {
  const twin = twinOf(material);
  return twin === undefined ? undefined : findP2040Row(twin, edition);
}

/** Range in which the excess of a material holds; undefined where it has none. */
export function obliqueRange(
  material: string,
): { source: string; rangeMhz: readonly [number, number] } | undefined {
  const row = twinRow(material);
  if (!row) return undefined;
  const [lowGhz, highGhz] = row.frequencyGhz;
  return { source: `ITU-R ${edition} ${twinOf(material)}`, rangeMhz: [lowGhz * 1000, highGhz * 1000] };
}
