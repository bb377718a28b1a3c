import type { AcceptanceWalk, WalkedFloor } from '../coverage/acceptance-walk.ts';
import { keptWalk } from '../coverage/kept-walk.ts';
import { walkLattice } from '../coverage/sample-walk.ts';
import type { Grid } from '../kernel/field-kernel.ts';
import type { RequirementProfile } from '../plan/requirement-profile.ts';
import type { Plan } from '../plan/schema.ts';
import { buildGrid } from '../scene/build-grid.ts';
import { markCells } from '../scene/mark-cells.ts';
import { cellKind } from '../scene/scene.ts';
import { mmToMetres } from '../units.ts';

/** The acceptance walk is laid out as the prediction does it on this grid, metres. */
const finestM = 0.25;
/** Cells of the grids that fields are solved on, all levels together; larger garages are walked on a coarser grid. */
const mostCells = 200_000;

/** One layout of the acceptance walk: its places are consecutive, level by level. */
export interface DemandWalk {
  /** Cell of the prediction that samples the same places, metres. */
  resolutionM: number;
  walk: AcceptanceWalk;
  firstPlace: number;
}

/** Where the acceptance walk samples, and where fields are solved for it. */
export interface DemandPlaces {
  /** The finest first: fields have a cell at each of its places, at those of others one close by. */
  walks: DemandWalk[];
  /** [levels]: the grid of the fields, places of all walks on the level, and the cell of each. */
  levels: { grid: Grid; places: Int32Array; cells: Int32Array }[];
  /** [places] each: 0 on foot and 1 in a bay; metres in the plan's frame. */
  kinds: Uint8Array;
  eastM: Float32Array;
  northM: Float32Array;
}

/**
 * Lays out the walk of a plan as predictions on a fine grid and on one of `resolutionM` do: a pass along the edge of a row
 * of bays is in the cars on one grid and beside them on the other. States of the garage change neither floors nor walk.
 */
export function layDemandPlaces(plan: Plan, profile: RequirementProfile, resolutionM: number): DemandPlaces {
  let fineM = finestM;
  while (fineM < 16 && fieldCells(plan, profile, fineM) > mostCells) fineM *= 2;
  const resolutions = resolutionM === fineM ? [fineM] : [fineM, resolutionM];
  const layouts = resolutions.map((cellM) => layAt(plan, profile, cellM));
  const walks: DemandWalk[] = [];
  const kinds: number[] = [];
  const eastM: number[] = [];
  const northM: number[] = [];
  const levels = layouts[0].floors.map(({ grid }, level) => ({
    grid: coarsestGrid(grid, layouts[0].walk.levelCells[level]),
    places: [] as number[],
    cells: [] as number[],
  }));
  layouts.forEach(({ floors, walk }, order) => {
    walks.push({ resolutionM: resolutions[order], walk, firstPlace: kinds.length });
    floors.forEach(({ grid, cells }, level) => {
      for (const cell of walk.levelCells[level]) {
        const xMm = grid.originXMm + (cell % grid.columns) * grid.cellMm;
        const yMm = grid.originYMm + Math.floor(cell / grid.columns) * grid.cellMm;
        levels[level].places.push(kinds.length);
        levels[level].cells.push(nearestCell(levels[level].grid, xMm, yMm));
        kinds.push(cells[cell] === cellKind.inBay ? 1 : 0);
        eastM.push(mmToMetres(xMm));
        northM.push(mmToMetres(yMm));
      }
    });
  });
  return {
    walks,
    levels: levels.map(({ grid, places, cells }) => ({
      grid,
      places: Int32Array.from(places),
      cells: Int32Array.from(cells),
    })),
    kinds: Uint8Array.from(kinds),
    eastM: Float32Array.from(eastM),
    northM: Float32Array.from(northM),
  };
}

function layAt(plan: Plan, profile: RequirementProfile, resolutionM: number) {
  const floors = plan.levels.map((level): WalkedFloor => {
    const grid = buildGrid(level, resolutionM);
    return { grid, cells: markCells(level, grid), bays: level.bays };
  });
  return { floors, walk: keptWalk(floors, profile) };
}

/** Cells of the fields' grids for a walk laid out at that resolution. */
function fieldCells(plan: Plan, profile: RequirementProfile, resolutionM: number): number {
  const lattices = plan.levels.map((level) => {
    const grid = buildGrid(level, resolutionM);
    const { rowCells, columnCells } = walkLattice(grid, profile.walkSpacingM);
    return (grid.rows * grid.columns) / commonDivisor(rowCells, columnCells) ** 2;
  });
  return lattices.reduce((sum, cells) => sum + cells, 0);
}

function nearestCell({ originXMm, originYMm, cellMm, columns, rows }: Grid, xMm: number, yMm: number) {
  const within = (place: number, count: number) => Math.max(0, Math.min(count - 1, Math.round(place)));
  return within((yMm - originYMm) / cellMm, rows) * columns + within((xMm - originXMm) / cellMm, columns);
}

/** The grid of the largest cells whose centres take in all samples. */
function coarsestGrid(grid: Grid, samples: Int32Array): Grid {
  if (samples.length === 0) return { ...grid, columns: 1, rows: 1 };
  const columns = samples.map((cell) => cell % grid.columns);
  const rows = samples.map((cell) => Math.floor(cell / grid.columns));
  const west = columns.reduce((least, column) => Math.min(least, column), grid.columns);
  const east = columns.reduce((most, column) => Math.max(most, column), 0);
  const south = rows.reduce((least, row) => Math.min(least, row), grid.rows);
  const north = rows.reduce((most, row) => Math.max(most, row), 0);
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
