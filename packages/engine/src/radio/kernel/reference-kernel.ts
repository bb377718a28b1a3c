import { mmToMetres } from '../../core/index.ts';
import { checkFieldJob, checkTarget } from './check-field-job.ts';
import { createReferenceDiffraction } from './diffraction/reference-diffraction.ts';
import type { FieldJob, FieldKernel, Obstacles } from './field-kernel.ts';
import { crossedLossDb, leakageLossDb, obliqueLossUnits, obliqueStarts } from './leakage.ts';
import { crossesFacet, crossesSlab, crossesWall, type PointMm, type SpaceMm } from './obstacle-crossings.ts';
import { addTableLoss } from './path-loss-law.ts';

interface Facet {
  a: PointMm;
  b: PointMm;
  lossUnits: number;
  /** Lower and upper edge; undefined for a facet as high as any link. */
  heightsMm: readonly [lowerMm: number, upperMm: number] | undefined;
  /** Range of its oblique steps. */
  stepStart: number;
  stepEnd: number;
}

/** The oracle: tests every obstacle against the link to every cell, exactly as the rule is written. */
export const referenceKernel: FieldKernel = {
  name: 'per-cell reference',

  obstacleLossUnits(job, into) {
    checkFieldJob(job);
    checkTarget(job, into);
    const facets = listFacets(job.obstacles);
    const { slabs = [], obliqueSteps: steps } = job.obstacles;
    const transmitter = { at: [job.transmitterXMm, job.transmitterYMm] as const, zMm: job.transmitterZMm };
    const units = into ?? new Int32Array(job.grid.columns * job.grid.rows);
    cellCentres(job).forEach((at, index) => {
      const cell = { at, zMm: job.receiverZMm };
      let sumUnits = 0;
      for (const facet of facets) {
        if (!crosses(transmitter, cell, facet)) continue;
        sumUnits += facet.lossUnits;
        if (steps) {
          const { a, b, stepStart, stepEnd } = facet;
          sumUnits += obliqueLossUnits(transmitter.at, at, a, b, steps, stepStart, stepEnd);
        }
      }
      for (const slab of slabs) {
        if (crossesSlab(transmitter, cell, slab)) sumUnits += slab.lossUnits;
      }
      units[index] = sumUnits;
    });
    return units;
  },

  pathLossDb(job, into) {
    checkTarget(job, into);
    const units = referenceKernel.obstacleLossUnits(job);
    const cells = cellCentres(job);
    const lossesDb = into ?? new Float32Array(units.length);
    const { diffraction } = job.law;
    const diffracted =
      diffraction && job.obstacles.walls ? createReferenceDiffraction(job, diffraction) : undefined;
    units.forEach((cellUnits, index) => {
      const [xMm, yMm] = cells[index];
      const distanceMm = Math.hypot(
        xMm - job.transmitterXMm,
        yMm - job.transmitterYMm,
        job.transmitterZMm - job.receiverZMm,
      );
      const distanceM = Math.max(mmToMetres(distanceMm), job.law.minDistanceM);
      const distanceLossDb = job.law.interceptDb + job.law.slopeDbPerDecade * Math.log10(distanceM);
      const directDb =
        distanceLossDb + leakageLossDb(crossedLossDb(cellUnits, job.obstacles.areSquares), job.capDb);
      lossesDb[index] = diffracted?.({ at: cells[index], zMm: job.receiverZMm }, directDb) ?? directDb;
    });
    addTableLoss(job, lossesDb);
    return lossesDb;
  },
};

function crosses(t: SpaceMm, p: SpaceMm, { a, b, heightsMm }: Facet): boolean {
  if (heightsMm) return crossesFacet(t, p, a, b, ...heightsMm);
  return crossesWall(t.at, p.at, a, b);
}

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

function listFacets(obstacles: Obstacles): Facet[] {
  const { segmentsMm, lossUnits, heightsMm } = obstacles;
  const starts = obliqueStarts(obstacles);
  return Array.from(lossUnits, (facetUnits, index) => {
    const [ax, ay, bx, by] = segmentsMm.subarray(4 * index, 4 * index + 4);
    return {
      a: [ax, ay],
      b: [bx, by],
      lossUnits: facetUnits,
      heightsMm: heightsMm && [heightsMm[2 * index], heightsMm[2 * index + 1]],
      stepStart: starts ? starts[index] : 0,
      stepEnd: starts ? starts[index + 1] : 0,
    };
  });
}
