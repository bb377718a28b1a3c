import type { Level, Position } from '../plan/schema.ts';
import { cellKind, type Scene } from '../scene/scene.ts';
import { mmToMetres } from '../units.ts';

/** Clearance between a ceiling antenna and walls or columns, metres. */
const clearanceM = 0.5;
/** Lanes and lobbies only: a candidate keeps this far from the bays, metres. */
const bayClearanceM = 1;
/** Above this many candidates the grid is made coarser. */
const mostCandidates = 900;

/**
 * Places where a fitter can mount: ceilings over lanes and lobbies (counted floor off the bays), clear of walls
 * and columns, on a grid.
 */
export function findCandidates(level: Level, scene: Scene, spacingM: number): Position[] {
  const blocked = cellsNearObstacles(level, scene);
  for (let coarserM = spacingM; ; coarserM *= 1.15) {
    const found = candidatesOnGrid(scene, blocked, coarserM);
    if (found.length <= mostCandidates) return found;
  }
}

function candidatesOnGrid(scene: Scene, blocked: Uint8Array, spacingM: number): Position[] {
  const { grid } = scene;
  const step = Math.max(1, Math.round((spacingM * 1000) / grid.cellMm));
  const candidates: Position[] = [];
  // The squares around two grid points may share a cell: one place is one candidate.
  const taken = new Set<number>();
  for (let row = Math.floor(step / 2); row < grid.rows; row += step) {
    for (let column = Math.floor(step / 2); column < grid.columns; column += step) {
      const cell = nearestFree(scene, blocked, row, column, Math.floor(step / 2));
      if (cell === undefined || taken.has(cell)) continue;
      taken.add(cell);
      const x = mmToMetres(grid.originXMm + (cell % grid.columns) * grid.cellMm);
      const y = mmToMetres(grid.originYMm + Math.floor(cell / grid.columns) * grid.cellMm);
      candidates.push([x, y]);
    }
  }
  return candidates;
}

/** The closest free cell of the grid square around (row, column), rows first; undefined where all are taken. */
function nearestFree(
  scene: Scene,
  blocked: Uint8Array,
  row: number,
  column: number,
  reach: number,
): number | undefined {
  const { grid, cells } = scene;
  let best: number | undefined;
  let bestSteps = Number.POSITIVE_INFINITY;
  for (
    let otherRow = Math.max(0, row - reach);
    otherRow <= Math.min(grid.rows - 1, row + reach);
    otherRow += 1
  ) {
    for (
      let otherColumn = Math.max(0, column - reach);
      otherColumn <= Math.min(grid.columns - 1, column + reach);
      otherColumn += 1
    ) {
      const cell = otherRow * grid.columns + otherColumn;
      if (cells[cell] !== cellKind.onFoot || blocked[cell] === 1) continue;
      const steps = (otherRow - row) ** 2 + (otherColumn - column) ** 2;
      if (steps < bestSteps) {
        bestSteps = steps;
        best = cell;
      }
    }
  }
  return best;
}

function cellsNearObstacles(level: Level, scene: Scene): Uint8Array {
  const { grid } = scene;
  const blocked = new Uint8Array(grid.rows * grid.columns);
  const cellM = mmToMetres(grid.cellMm);
  const block = (x: number, y: number, radiusM: number) => {
    const centerColumn = (x - mmToMetres(grid.originXMm)) / cellM;
    const centerRow = (y - mmToMetres(grid.originYMm)) / cellM;
    const reach = radiusM / cellM;
    for (let row = Math.ceil(centerRow - reach); row <= centerRow + reach; row += 1) {
      for (let column = Math.ceil(centerColumn - reach); column <= centerColumn + reach; column += 1) {
        if (row >= 0 && column >= 0 && row < grid.rows && column < grid.columns) {
          blocked[row * grid.columns + column] = 1;
        }
      }
    }
  };
  for (const wall of level.walls ?? []) {
    const lengthM = Math.hypot(wall.end[0] - wall.start[0], wall.end[1] - wall.start[1]);
    const steps = Math.max(1, Math.ceil(lengthM / cellM));
    for (let step = 0; step <= steps; step += 1) {
      const ratio = step / steps;
      block(
        wall.start[0] + ratio * (wall.end[0] - wall.start[0]),
        wall.start[1] + ratio * (wall.end[1] - wall.start[1]),
        clearanceM + wall.thicknessM / 2,
      );
    }
  }
  scene.cells.forEach((kind, cell) => {
    if (kind !== cellKind.inBay) return;
    const x = mmToMetres(grid.originXMm + (cell % grid.columns) * grid.cellMm);
    const y = mmToMetres(grid.originYMm + Math.floor(cell / grid.columns) * grid.cellMm);
    block(x, y, bayClearanceM);
  });
  for (const column of level.columns ?? []) {
    const sizeM = column.radiusM !== undefined ? 2 * column.radiusM : Math.max(...(column.sizeM ?? [0]));
    block(column.center[0], column.center[1], clearanceM + sizeM / 2);
  }
  return blocked;
}
