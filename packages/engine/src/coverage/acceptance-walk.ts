import { ringContains } from '../geometry/polygons.ts';
import type { Grid } from '../kernel/field-kernel.ts';
import type { RequirementProfile } from '../plan/requirement-profile.ts';
import type { Level } from '../plan/schema.ts';
import { createRandom } from '../random.ts';
import { cellKind } from '../scene/scene.ts';
import { mmToMetres } from '../units.ts';
import { createFieldPairs, torusSize } from './gaussian-fields.ts';
import { createNormalSource } from './normal-source.ts';
import { sampleSpacingM, sampleWalk, type WalkLattice, walkLattice } from './sample-walk.ts';

/** What the walk needs of a profile. */
export type WalkProfile = Pick<RequirementProfile, 'walkSpacingM' | 'decorrelationM'>;

/** A level's floor as the walk sees it. */
export interface WalkedFloor {
  grid: Grid;
  /** [rows, columns] of `cellKind`. */
  cells: Uint8Array;
  /** Where known, samples in one bay are in one car; else each sample in a bay is in a car of its own. */
  bays?: Level['bays'];
}

/**
 * The places that the acceptance walk samples on all levels, and draws of the shadowing there: the same for every
 * operator, carrier, antenna and scenario, so that they can be compared.
 */
export interface AcceptanceWalk {
  /** [levels]: grids that the places are cells of. */
  grids: Grid[];
  /** [levels] of [samples]: cells of the level's grid. */
  levelCells: Int32Array[];
  /** [samples] of `cellKind`. */
  kinds: Uint8Array;
  /** Samples of all levels, level by level. */
  sampleCount: number;
  /** [samples]: number of the car from 1; 0 where the phone is in a hand. */
  cars: Int32Array;
  /** [fields] of [samples]: draws of unit shadowing, correlated within a level, independent between levels. */
  shadows: Float32Array[];
  /** Independent standard normal values, for cars and readings; more than samples or cars. */
  noise: Float32Array;
}

/** Every walk is drawn with the same seed: the same plan has the same chance. */
const seed = 20230931;
const mostFields = 2048;
const leastFields = 32;
/** Field count times samples, and times nodes of the torus: bound the time on large garages, whose chance needs fewer. */
const mostFieldSamples = 1 << 19;
const mostFieldNodes = 1 << 23;
const leastNoiseValues = 1 << 16;

/** Lays out the acceptance walk and draws the shadowing that it may meet. */
export function createAcceptanceWalk(floors: readonly WalkedFloor[], profile: WalkProfile): AcceptanceWalk {
  const lattices = floors.map(({ grid }) => walkLattice(grid, profile.walkSpacingM));
  let levelCells = floors.map(({ grid, cells }) => sampleWalk(grid, cells, profile.walkSpacingM));
  if (levelCells.every((cells) => cells.length === 0)) {
    // Passes that miss all of a tiny floor lie closer.
    floors.forEach(({ grid }, level) => {
      lattices[level] = walkLattice(grid, sampleSpacingM);
    });
    levelCells = floors.map(({ grid, cells }) => sampleWalk(grid, cells, sampleSpacingM));
  }
  const sampleCount = levelCells.reduce((sum, cells) => sum + cells.length, 0);
  const nodes = lattices.reduce((sum, lattice) => sum + torusSize(lattice, profile.decorrelationM), 0);
  const fieldCount = evenBetween(
    leastFields,
    Math.min(mostFieldSamples / Math.max(1, sampleCount), mostFieldNodes / nodes),
    mostFields,
  );
  const normal = createNormalSource(createRandom(seed));
  const shadows = Array.from({ length: fieldCount }, () => new Float32Array(sampleCount));
  let first = 0;
  floors.forEach(({ grid }, level) => {
    drawShadows(shadows, first, levelCells[level], grid, lattices[level], profile.decorrelationM, normal);
    first += levelCells[level].length;
  });
  const noise = Float32Array.from({ length: Math.max(leastNoiseValues, 4 * sampleCount) }, normal);
  const kinds = floors.flatMap(({ cells }, level) => Array.from(levelCells[level], (cell) => cells[cell]));
  return {
    grids: floors.map(({ grid }) => grid),
    levelCells,
    kinds: Uint8Array.from(kinds),
    sampleCount,
    cars: findCars(floors, levelCells),
    shadows,
    noise,
  };
}

function evenBetween(least: number, value: number, most: number): number {
  return 2 * Math.floor(Math.max(least, Math.min(most, value)) / 2);
}

function drawShadows(
  shadows: readonly Float32Array[],
  first: number,
  cells: Int32Array,
  grid: Grid,
  lattice: WalkLattice,
  decorrelationM: number,
  normal: () => number,
): void {
  const rows = cells.map((cell) => (Math.floor(cell / grid.columns) - lattice.firstRow) / lattice.rowCells);
  const columns = cells.map((cell) => ((cell % grid.columns) - lattice.firstColumn) / lattice.columnCells);
  const drawPair = createFieldPairs(lattice, decorrelationM, normal);
  for (let field = 0; field < shadows.length; field += 2) {
    drawPair((real, imaginary, torusColumns) => {
      for (let sample = 0; sample < cells.length; sample += 1) {
        const node = rows[sample] * torusColumns + columns[sample];
        shadows[field][first + sample] = real[node];
        shadows[field + 1][first + sample] = imaginary[node];
      }
    });
  }
}

function findCars(floors: readonly WalkedFloor[], levelCells: readonly Int32Array[]): Int32Array {
  const cars: number[] = [];
  let found = 0;
  floors.forEach(({ grid, cells, bays = [] }, level) => {
    const carOfBay = new Map<number, number>();
    for (const cell of levelCells[level]) {
      if (cells[cell] !== cellKind.inBay) {
        cars.push(0);
        continue;
      }
      const x = mmToMetres(grid.originXMm + (cell % grid.columns) * grid.cellMm);
      const y = mmToMetres(grid.originYMm + Math.floor(cell / grid.columns) * grid.cellMm);
      const bay = bays.findIndex(({ polygon }) => ringContains(polygon, [x, y]));
      const car = carOfBay.get(bay) ?? found + 1;
      found = Math.max(found, car);
      if (bay >= 0) carOfBay.set(bay, car);
      cars.push(car);
    }
  });
  return Int32Array.from(cars);
}
