import { lossUnitsToDb, mmToMetres } from '../units.ts';
import { checkFieldJob } from './check-field-job.ts';
import { crossesWall, type PointMm } from './crosses-wall.ts';
import type { FieldJob, FieldKernel, Obstacles } from './field-kernel.ts';
import { leakageLossDb } from './leakage.ts';

interface Wall {
  a: PointMm;
  b: PointMm;
  lossUnits: number;
}

/** The oracle: tests every obstacle against the link to every cell, exactly as the rule is written. */
export const referenceKernel: FieldKernel = {
  name: 'per-cell reference',

  obstacleLossUnits(job) {
    checkFieldJob(job);
    const walls = listWalls(job.obstacles);
    const transmitter: PointMm = [job.transmitterXMm, job.transmitterYMm];
    return Int32Array.from(cellCentres(job), (cell) => {
      let sumUnits = 0;
      for (const wall of walls) {
        if (crossesWall(transmitter, cell, wall.a, wall.b)) sumUnits += wall.lossUnits;
      }
      return sumUnits;
    });
  },

  pathLossDb(job) {
    const units = referenceKernel.obstacleLossUnits(job);
    const cells = cellCentres(job);
    return Float32Array.from(units, (cellUnits, index) => {
      const [xMm, yMm] = cells[index];
      const distanceMm = Math.hypot(
        xMm - job.transmitterXMm,
        yMm - job.transmitterYMm,
        job.heightDifferenceMm,
      );
      const distanceM = Math.max(mmToMetres(distanceMm), job.law.minDistanceM);
      const distanceLossDb = job.law.interceptDb + job.law.slopeDbPerDecade * Math.log10(distanceM);
      return distanceLossDb + leakageLossDb(lossUnitsToDb(cellUnits), job.capDb);
    });
  },
};

/** [rows × columns] */
function cellCentres({ grid }: FieldJob): PointMm[] {
  const centres: PointMm[] = [];
  for (let row = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++) {
      centres.push([grid.originXMm + column * grid.cellMm, grid.originYMm + row * grid.cellMm]);
    }
  }
  return centres;
}

function listWalls({ segmentsMm, lossUnits }: Obstacles): Wall[] {
  return Array.from(lossUnits, (wallUnits, index) => {
    const [ax, ay, bx, by] = segmentsMm.subarray(4 * index, 4 * index + 4);
    return { a: [ax, ay], b: [bx, by], lossUnits: wallUnits };
  });
}
