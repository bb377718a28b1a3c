import { mmToMetres } from '../../core/index.ts';
import type { Plan } from '../../plan/index.ts';
import { type AcceptanceWalk, cachedWalk, cellKind, type Grid, walkFloors } from '../../radio/index.ts';

/** Locations that the acceptance test may draw, and those where fields are solved for it. */
export interface DemandLocations {
  walk: AcceptanceWalk;
  /**
   * [levels]: the grid of the fields, locations of the test on the level, and the cell of each: its middle is the
   * location.
   */
  levels: { grid: Grid; locations: Int32Array; cells: Int32Array }[];
  /** [locations] each: 0 on foot and 1 in a bay; metres in the plan's frame. */
  kinds: Uint8Array;
  eastM: Float32Array;
  northM: Float32Array;
}

/** Lays out the test of a plan as predictions do. States of the garage change neither floors nor test. */
export function listDemandLocations(plan: Plan): DemandLocations {
  const floors = walkFloors(plan.levels);
  const walk = cachedWalk(floors, plan);
  const eastM: number[] = [];
  const northM: number[] = [];
  const levels = floors.map(({ grid }, level) => {
    const samples = walk.levelCells[level];
    const coarse = coarsestGrid(grid, samples);
    const step = coarse.cellMm / grid.cellMm;
    const first = eastM.length;
    const cells = samples.map((cell) => {
      const xMm = grid.originXMm + (cell % grid.columns) * grid.cellMm;
      const yMm = grid.originYMm + Math.floor(cell / grid.columns) * grid.cellMm;
      eastM.push(mmToMetres(xMm));
      northM.push(mmToMetres(yMm));
      const column = (xMm - coarse.originXMm) / grid.cellMm / step;
      return ((yMm - coarse.originYMm) / grid.cellMm / step) * coarse.columns + column;
    });
    return { grid: coarse, locations: cells.map((_, location) => first + location), cells };
  });
  return {
    walk,
    levels,
    kinds: walk.kinds.map((kind) => (kind === cellKind.inBay ? 1 : 0)),
    eastM: Float32Array.from(eastM),
    northM: Float32Array.from(northM),
  };
}

/** The grid of the largest cells whose centres take in all samples. */
function coarsestGrid(grid: Grid, samples: Int32Array): Grid {
  if (samples.length === 0) return { ...grid, columns: 1, rows: 1 };
  const columns = samples.map((cell) => cell % grid.columns);
  const rows = samples.map((cell) => Math.floor(cell / grid.columns));
  const west = columns.reduce((min, column) => Math.min(min, column), grid.columns);
  const east = columns.reduce((max, column) => Math.max(max, column), 0);
  const south = rows.reduce((min, row) => Math.min(min, row), grid.rows);
  const north = rows.reduce((max, row) => Math.max(max, row), 0);
  let step = 0;
  for (let sample = 0; sample < samples.length; sample += 1) {
    step = commonDivisor(commonDivisor(step, columns[sample] - west), rows[sample] - south);
  }
  // One sample: any step will do.
  step = Math.max(1, step);
  return {
    originXMm: grid.originXMm + west * grid.cellMm,
    originYMm: grid.originYMm + south * grid.cellMm,
    cellMm: grid.cellMm * step,
    columns: (east - west) / step + 1,
    rows: (north - south) / step + 1,
  };
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
