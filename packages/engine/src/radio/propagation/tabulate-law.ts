import { InputError, say } from '../../core/index.ts';
import type { DistanceTable } from '../kernel/field-kernel.ts';

/** How far a table may be from the law between its knots where it was looked at, dB. */
export const tableToleranceDb = 0.0003;
/** Intervals of every doubling of the distance, at least: what is narrower may be missed. */
const intervalsPerDoubling = 64;
/** Where between two knots the law is looked at. */
const looks = [0.5, 0.23, 0.79] as const;

export interface TabulateOptions {
  /** What the table is called. */
  name: string;
  nearestM: number;
  /** The table reaches at least so far; its knots do not depend on it. */
  farthestM: number;
  /** Loss in dB at a distance in metres. */
  lossDbAt(distanceM: number): number;
  /** Called at the knots of the first grid, in order, before the law is looked at between them. */
  checkAt?(distanceM: number): void;
  /** Calls of `lossDbAt` allowed. */
  mostLooks: number;
}

/**
 * A law as a table that is linear between knots and no further than `tableToleranceDb` from it at every distance looked
 * at. Links have whole millimetres along each axis, so a step of the law falls between two of their distances and is kept
 * exactly.
 * @throws InputError where the law changes too fast for a table
 */
export function tabulateLaw(options: TabulateOptions): DistanceTable {
  const { name, nearestM, farthestM, checkAt, mostLooks } = options;
  let lookCount = 0;
  const lossDbAt = (distanceM: number) => {
    lookCount++;
    if (lookCount > mostLooks) {
      const found = say('formula-changes-fast', { distance: distanceM.toPrecision(4) });
      throw new InputError([{ at: 'expression', found, expected: say('formula-tabulated') }]);
    }
    return options.lossDbAt(distanceM);
  };
  const distances = [nearestM];
  const losses = [lossDbAt(nearestM)];

  function refine(fromM: number, fromDb: number, toM: number, toDb: number): void {
    if (holdsLinkDistance(fromM, toM) && !isStraight(fromM, fromDb, toM, toDb)) {
      const middleM = (fromM + toM) / 2;
      const middleDb = lossDbAt(middleM);
      refine(fromM, fromDb, middleM, middleDb);
      refine(middleM, middleDb, toM, toDb);
      return;
    }
    distances.push(toM);
    losses.push(toDb);
  }

  function isStraight(fromM: number, fromDb: number, toM: number, toDb: number): boolean {
    return looks.every((ratio) => {
      const lossDb = lossDbAt(fromM + ratio * (toM - fromM));
      return Math.abs(lossDb - (fromDb + ratio * (toDb - fromDb))) <= tableToleranceDb;
    });
  }

  checkAt?.(nearestM);
  for (let doubling = 0, fromM = nearestM; fromM < farthestM; doubling++) {
    const stepM = (nearestM * 2 ** doubling) / intervalsPerDoubling;
    for (let interval = 1; interval <= intervalsPerDoubling && fromM < farthestM; interval++) {
      const toM = nearestM * 2 ** doubling + interval * stepM;
      checkAt?.(toM);
      refine(fromM, losses[losses.length - 1], toM, lossDbAt(toM));
      fromM = toM;
    }
  }
  return { name, distancesM: Float64Array.from(distances), lossesDb: Float64Array.from(losses) };
}

/** Whether a link of whole millimetres can be longer than one distance and shorter than the other. */
function holdsLinkDistance(fromM: number, toM: number): boolean {
  let squaredMm = Math.floor((fromM * 1000) ** 2) - 1;
  while (Math.sqrt(squaredMm) / 1000 <= fromM) squaredMm++;
  return Math.sqrt(squaredMm) / 1000 < toM;
}
