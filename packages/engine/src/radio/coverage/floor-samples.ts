import { createNormalSource, createRandom, factorCholesky, mmToMetres } from '../../core/index.ts';
import type { Position } from '../../plan/index.ts';
import type { Grid } from '../kernel/field-kernel.ts';
import type { DrawnTests } from './critical-bias.ts';

/** A room with its samples on a level's grid. */
export interface SampledRoom {
  levelIndex: number;
  grid: Grid;
  /** [samples of the level]: cells of the grid */
  cells: Int32Array;
  firstSample: number;
  sampleCount: number;
  /** Floor that a sample stands for, m². */
  sampleAreaM2: number;
  /** Of a room outside the grid. [samples of the room] */
  places?: readonly Position[];
}

export interface FloorSample {
  levelIndex: number;
  /** Index into the level's samples. */
  sample: number;
}

/** Places where a kind of floor is measured, and draws of the shadowing there. */
export interface DrawnSamples {
  samples: FloorSample[];
  /** Every place is a location, of each draw; how many have to be served is up to the demand. */
  walk: DrawnTests;
}

/** More say no more of a chance: they stand within what shadowing is the same over. */
const mostSamples = 120;
const fieldCount = 192;
const noiseCount = 1 << 13;
const seed = 20230932;

const mostKept = 24;
let kept: { key: string; drawn: DrawnSamples }[] = [];

/**
 * Places spread evenly over rooms, one in each at least, with draws of unit shadowing correlated by e^(−Δ/decorrelationM)
 * on a level and independent between levels. Every kind is drawn with the same seed.
 */
export function drawFloorSamples(rooms: readonly SampledRoom[], decorrelationM: number): DrawnSamples {
  const samples = spread(rooms);
  const places = samples.map(({ levelIndex, sample, room }) => {
    const { grid, cells, firstSample, places: outside } = rooms[room];
    if (outside)
      return { levelIndex, x: outside[sample - firstSample][0], y: outside[sample - firstSample][1] };
    const cell = cells[sample];
    return {
      levelIndex,
      x: mmToMetres(grid.originXMm + (cell % grid.columns) * grid.cellMm),
      y: mmToMetres(grid.originYMm + Math.floor(cell / grid.columns) * grid.cellMm),
    };
  });
  const key = JSON.stringify([decorrelationM, places.map(({ levelIndex, x, y }) => [levelIndex, x, y])]);
  const known = kept.find((each) => each.key === key);
  if (known) return { ...known.drawn, samples };
  const normal = createNormalSource(createRandom(seed));
  const factor = correlationFactor(places, decorrelationM);
  const shadows = Array.from({ length: fieldCount }, () => drawField(factor, places.length, normal));
  const noise = Float32Array.from({ length: noiseCount }, normal);
  // Each sample in a bay is in a car of its own.
  const cars = Int32Array.from(places, (_, index) => index + 1);
  const walk = {
    ...{ sampleCount: places.length, locationCount: places.length, pointCount: 0 },
    draws: [{ squares: Int32Array.from(places.keys()), needed: places.length }],
    shadows: [shadows],
    ...{ cars, noise },
  };
  const drawn = { samples, walk };
  kept = [{ key, drawn }, ...kept].slice(0, mostKept);
  return drawn;
}

/** Rooms get samples by their area, one at least. */
function spread(rooms: readonly SampledRoom[]): (FloorSample & { room: number })[] {
  const total = rooms.reduce((sum, { sampleCount, sampleAreaM2 }) => sum + sampleCount * sampleAreaM2, 0);
  return rooms.flatMap(({ levelIndex, firstSample, sampleCount, sampleAreaM2 }, room) => {
    const share = (sampleCount * sampleAreaM2) / total;
    const count = Math.min(sampleCount, Math.max(1, Math.round(mostSamples * share)));
    return Array.from({ length: count }, (_, index) => ({
      levelIndex,
      room,
      sample: firstSample + Math.floor(((index + 0.5) * sampleCount) / count),
    }));
  });
}

function correlationFactor(
  places: readonly { levelIndex: number; x: number; y: number }[],
  decorrelationM: number,
): Float64Array {
  const n = places.length;
  const matrix = new Float64Array(n * n);
  for (let row = 0; row < n; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      const [a, b] = [places[row], places[column]];
      const isLevel = a.levelIndex === b.levelIndex;
      matrix[row * n + column] = isLevel ? Math.exp(-Math.hypot(a.x - b.x, a.y - b.y) / decorrelationM) : 0;
    }
    // Samples at one place have one shadowing: what keeps the matrix definite is far below a reading's error.
    matrix[row * n + row] += 1e-6;
  }
  if (!factorCholesky(matrix, n)) throw new Error('correlations of shadowing are not positive definite');
  return matrix;
}

function drawField(factor: Float64Array, n: number, normal: () => number): Float32Array {
  const independent = Float64Array.from({ length: n }, normal);
  const field = new Float32Array(n);
  for (let row = 0; row < n; row += 1) {
    let sum = 0;
    for (let column = 0; column <= row; column += 1) sum += factor[row * n + column] * independent[column];
    field[row] = sum;
  }
  return field;
}
