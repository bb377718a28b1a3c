import { ratioToDb, wavelengthM } from '../../core/index.ts';
import type { EnergyGains } from './energy-flight.ts';
import type { EnergyGrid, EnergyScene } from './energy-scene.ts';
import type { EnergyBatch, EnergyTally } from './trace-energy.ts';

/** Rays of one antenna are traced in so many batches, whatever the number of workers: they tell the error too. */
export const energyBatches = 16;
/** A cell with less air than this part of its volume has no value. */
const minAirRatio = 0.3;

/** Work for one worker: scene and grid are known by their objects and must not change. */
export interface EnergyJob {
  scene: EnergyScene;
  grid: EnergyGrid;
  batch: EnergyBatch;
}

/** Traces batches: the same tallies in the order of the jobs, whoever does them. */
export interface EnergySolver {
  solve(jobs: readonly EnergyJob[], onDone?: (count: number) => void): Promise<EnergyTally[]>;
}

/** Local means of one antenna by energy rays. */
export interface EnergyField {
  /**
   * [rows, columns] path loss, less the antenna's gain by each path where it has one, to an isotropic receiver of all
   * polarisations, dB; NaN where there is no room for a phone, Infinity where no ray came.
   */
  lossDb: Float32Array;
  /** [rows, columns] standard error by the number of rays, dB; NaN where `lossDb` is no finite number. */
  errorDb: Float32Array;
  /** Parts of the power sent: what ended in what it met, left for good, and was cut by the limit of a ray's parts. */
  absorbed: number;
  escaped: number;
  cut: number;
}

export interface EnergyFieldOptions {
  /** Number of rays of the antenna. */
  rays: number;
  seed: number;
  /** Gain of the antenna by direction; default isotropic. */
  gains?: EnergyGains;
  solver: EnergySolver;
  /** Hears how many of `energyBatches` are done. */
  onDone?: (count: number) => void;
}

/** The field of one antenna; `air` as `airM3` gives it. The same bytes whatever the solver's number of workers. */
export async function traceEnergyField(
  scene: EnergyScene,
  grid: EnergyGrid,
  air: Float64Array,
  from: EnergyBatch['from'],
  { rays, seed, gains, solver, onDone }: EnergyFieldOptions,
): Promise<EnergyField> {
  const perBatch = Math.max(2, 2 * Math.round(rays / energyBatches / 2));
  // On a deck or in it a ray would not know on which side it is.
  const z = Math.max(heldM, Math.min(scene.clearHeightM - heldM, from[2]));
  const jobs = Array.from({ length: energyBatches }, (_, index): EnergyJob => {
    return {
      scene,
      grid,
      batch: {
        from: [from[0], from[1], z],
        rays: perBatch,
        seed: batchSeed(seed, index),
        ...(gains ? { gains } : {}),
      },
    };
  });
  return sumTallies(await solver.solve(jobs, onDone), scene, grid, air);
}

/** An antenna is held this far from floor and ceiling, metres. */
const heldM = 0.01;

function batchSeed(seed: number, index: number): number {
  return (Math.imul(seed, 0x9e3779b1) + Math.imul(index + 1, 0x85ebca6b)) >>> 0;
}

function sumTallies(
  tallies: readonly EnergyTally[],
  { frequencyMhz }: EnergyScene,
  { cellM, lowM, highM }: EnergyGrid,
  air: Float64Array,
): EnergyField {
  const count = tallies.length;
  const mean = (partOf: (tally: EnergyTally) => number) =>
    tallies.reduce((sum, tally) => sum + partOf(tally), 0) / count;
  const lossDb = new Float32Array(air.length).fill(Number.NaN);
  const errorDb = new Float32Array(air.length).fill(Number.NaN);
  const apertureM2 = wavelengthM(frequencyMhz) ** 2 / (4 * Math.PI);
  const minAirM3 = minAirRatio * cellM * cellM * (highM - lowM);
  for (let cell = 0; cell < air.length; cell += 1) {
    if (air[cell] < minAirM3) continue;
    const pathM = mean((tally) => tally.pathM[cell]);
    // A power per area times the area of an isotropic antenna.
    lossDb[cell] = -ratioToDb((pathM * apertureM2) / air[cell]);
    if (pathM === 0) continue;
    const variance = mean((tally) => (tally.pathM[cell] / pathM - 1) ** 2) / (count - 1);
    errorDb[cell] = ratioToDb(1 + Math.sqrt(variance));
  }
  return {
    lossDb,
    errorDb,
    absorbed: mean(({ absorbed }) => absorbed),
    escaped: mean(({ escaped }) => escaped),
    cut: mean(({ cut }) => cut),
  };
}
