import type { Plan } from '@diku/engine';
import type { Complex } from '../../packages/engine/src/core/index.ts';
import { buildRayScene, type RayScene } from '../../packages/engine/src/radio/index.ts';

/** A level as rays meet it, no cars parked. */
export function rayScene(level: Plan['levels'][number], frequencyMhz: number): RayScene {
  return buildRayScene(level, frequencyMhz, {});
}

/** Sum of spherical waves over a transmitter's own: [length in metres, coefficient]. */
export function wave(frequencyMhz: number, rays: readonly (readonly [number, Complex])[]): Complex {
  const lengthM = 299_792_458 / (frequencyMhz * 1e6);
  let [re, im] = [0, 0];
  for (const [alongM, coefficient] of rays) {
    const phase = (-2 * Math.PI * alongM) / lengthM;
    const size = lengthM / (4 * Math.PI * alongM);
    re += size * (coefficient.re * Math.cos(phase) - coefficient.im * Math.sin(phase));
    im += size * (coefficient.re * Math.sin(phase) + coefficient.im * Math.cos(phase));
  }
  return { re, im };
}

export function lossOf({ re, im }: Complex): number {
  return -20 * Math.log10(Math.hypot(re, im));
}
