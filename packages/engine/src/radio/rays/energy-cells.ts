import { metresToMm } from '../../core/index.ts';
import type { Level } from '../../plan/index.ts';
import type { Grid } from '../kernel/field-kernel.ts';
import { fillPolygon, fillSolids } from '../scene/build-grid.ts';
import type { EnergyGrid, EnergyScene } from './energy-scene.ts';

/** Half the height of the layer in which phones receive, metres. */
const halfLayerM = 0.2;
/** A cell's air is measured at points no farther apart than this, metres, and at no fewer along each side. */
const pointsApartM = 0.15;
const fewestPoints = 4;

/** The receivers of a level at one height, in the cells of a grid. */
export function energyGrid(grid: Grid, heightM: number, clearHeightM: number): EnergyGrid {
  const cellM = grid.cellMm / 1000;
  return {
    leftM: grid.originXMm / 1000 - cellM / 2,
    bottomM: grid.originYMm / 1000 - cellM / 2,
    cellM,
    columns: grid.columns,
    rows: grid.rows,
    lowM: Math.max(0, heightM - halfLayerM),
    highM: Math.min(clearHeightM, heightM + halfLayerM),
  };
}

/** [rows, columns] air of the layer in each cell, m³: within the outline, outside walls, columns and cars. */
export function airM3(level: Level, scene: EnergyScene, grid: EnergyGrid): Float64Array {
  const { columns, rows, cellM, leftM, bottomM, lowM, highM } = grid;
  const pointsAlong = Math.max(fewestPoints, Math.ceil(cellM / pointsApartM));
  const stepM = cellM / pointsAlong;
  const fine: Grid = {
    originXMm: metresToMm(leftM + stepM / 2),
    originYMm: metresToMm(bottomM + stepM / 2),
    cellMm: stepM * 1000,
    columns: columns * pointsAlong,
    rows: rows * pointsAlong,
  };
  const cells = new Uint8Array(fine.columns * fine.rows);
  fillPolygon(cells, fine, level.outline, 1);
  for (const hole of level.holes ?? []) fillPolygon(cells, fine, hole, 0);
  fillSolids(cells, level, fine);
  /** Air by what is in a column of it: nothing, or the body of that number. */
  const heights = [0, highM - lowM];
  const open = cells.slice();
  for (const { ring, lowM: fromM, highM: toM } of scene.bodies) {
    const takenM = Math.min(toM, highM) - Math.max(fromM, lowM);
    if (takenM <= 0) continue;
    const leftOverM = Math.max(0, highM - lowM - takenM);
    let kind = heights.indexOf(leftOverM, 2);
    if (kind < 0) kind = heights.push(leftOverM) - 1;
    // Beyond a byte all count as the lowest there is.
    fillPolygon(cells, fine, ring, Math.min(kind, 255));
  }
  const air = new Float64Array(columns * rows);
  for (let row = 0; row < fine.rows; row += 1) {
    const first = Math.floor(row / pointsAlong) * columns;
    for (let column = 0; column < fine.columns; column += 1) {
      const index = row * fine.columns + column;
      if (open[index] === 0) continue;
      air[first + Math.floor(column / pointsAlong)] += heights[cells[index]] * stepM * stepM;
    }
  }
  return air;
}
