import { mwToDbm, ratioToDb } from '../units.ts';

/** What a phone gets where several antennas reach it. */
export interface CombinedSignal {
  rsrpDbm: number;
  sinrDb: number;
}

/**
 * Same-cell antennas add as energy (simulcast); the strongest cell serves and the others interfere with the
 * given load.
 * @param cellPowersMw [cell count] received power per cell, mW
 * @param noiseMw noise in the same bandwidth, mW
 */
export function combineCells(
  cellPowersMw: ArrayLike<number>,
  noiseMw: number,
  interferenceLoadRatio: number,
): CombinedSignal {
  let bestMw = 0;
  let sumMw = 0;
  for (let cell = 0; cell < cellPowersMw.length; cell += 1) {
    const powerMw = cellPowersMw[cell];
    sumMw += powerMw;
    if (powerMw > bestMw) bestMw = powerMw;
  }
  const interferenceMw = interferenceLoadRatio * Math.max(0, sumMw - bestMw);
  return { rsrpDbm: mwToDbm(bestMw), sinrDb: ratioToDb(bestMw / (noiseMw + interferenceMw)) };
}
