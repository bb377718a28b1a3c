import { InputError } from '../../core/index.ts';
import type { DistanceTable, FieldJob, PathLossLaw } from './field-kernel.ts';

/**
 * Loss of a distance law, dB.
 * @throws InputError beyond the end of the law's table
 */
export function lawLossDb(law: PathLossLaw, distanceM: number): number {
  const heldM = Math.max(distanceM, law.minDistanceM);
  const lossDb = law.interceptDb + law.slopeDbPerDecade * Math.log10(heldM);
  return law.table ? lossDb + tableLossDb(law.table, heldM) : lossDb;
}

/** Adds the loss of the job's table, if its law has one, to the path loss of every cell. [rows, columns] */
export function addTableLoss({ grid, law, ...job }: FieldJob, lossesDb: Float32Array): void {
  if (!law.table) return;
  const { distancesM } = law.table;
  const riseMm = job.transmitterZMm - job.receiverZMm;
  let at = 0;
  let knot = 0;
  for (let row = 0; row < grid.rows; row++) {
    const dyMm = grid.originYMm + row * grid.cellMm - job.transmitterYMm;
    const acrossMm2 = dyMm * dyMm + riseMm * riseMm;
    for (let column = 0; column < grid.columns; column++, at++) {
      const dxMm = grid.originXMm + column * grid.cellMm - job.transmitterXMm;
      const distanceM = Math.max(squaredMmToM(dxMm * dxMm + acrossMm2), law.minDistanceM);
      // The next cell lies near: walk there.
      while (distancesM[knot] > distanceM) knot--;
      while (distancesM[knot + 1] < distanceM) knot++;
      lossesDb[at] += between(law.table, knot, distanceM);
    }
  }
}

/** Distance in metres of an integer square of millimetres: the one rounding for cells and single links. */
export function squaredMmToM(squaredMm: number): number {
  return Math.sqrt(squaredMm) / 1000;
}

function tableLossDb(table: DistanceTable, distanceM: number): number {
  const { distancesM } = table;
  const lastM = distancesM[distancesM.length - 1];
  if (!(distanceM <= lastM)) {
    const found = `${distanceM.toFixed(1)} m`;
    throw new InputError([
      {
        at: 'distance',
        found,
        expected: `at most ${lastM.toFixed(1)} m, for which ${table.name} was tabulated`,
      },
    ]);
  }
  let low = 0;
  let high = distancesM.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (distancesM[middle] < distanceM) low = middle;
    else high = middle;
  }
  return between(table, low, distanceM);
}

/** Linear from a knot to the next; at a knot its own value, whichever side it is reached from. */
function between({ distancesM, lossesDb }: DistanceTable, knot: number, distanceM: number): number {
  const fromM = distancesM[knot];
  const toM = distancesM[knot + 1];
  if (distanceM === toM) return lossesDb[knot + 1];
  return lossesDb[knot] + ((lossesDb[knot + 1] - lossesDb[knot]) * (distanceM - fromM)) / (toM - fromM);
}
