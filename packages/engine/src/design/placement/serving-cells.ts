import {
  type PreparedService,
  servedProbability,
  serviceSignal,
  signalAt,
  signalLength,
} from '../../radio/index.ts';
import type { ChanceContext } from './chance-context.ts';

/** The candidates of a set by the cell that they belong to, in the order of the set. */
export function servingCells({ cellsOf }: ChanceContext, set: readonly number[]): number[][] {
  const names = cellsOf(set);
  const cells = new Map<string, number[]>();
  set.forEach((candidate, order) => {
    const found = cells.get(names[order]);
    if (found) found.push(candidate);
    else cells.set(names[order], [candidate]);
  });
  return [...cells.values()];
}

const signal = new Float64Array(signalLength);

/**
 * Probability of a service at one location: the strongest cell serves, the others disturb.
 * @param cells candidates by their cells
 * @param ratioOf received over needed power of a candidate there, as a ratio
 * @param outside the same of the network outside; 0 where nothing comes in
 */
export function chanceAt(
  service: PreparedService,
  neededMw: number,
  cells: readonly (readonly number[])[],
  ratioOf: (candidate: number) => number,
  outside = 0,
): number {
  let best = { sum: outside, square: outside * outside };
  let sum = outside;
  let strongest = outside;
  for (const members of cells) {
    const cell = { sum: 0, square: 0 };
    for (const candidate of members) {
      const ratio = ratioOf(candidate);
      cell.sum += ratio;
      cell.square += ratio * ratio;
      if (ratio > strongest) strongest = ratio;
    }
    sum += cell.sum;
    if (cell.sum > best.sum) best = cell;
  }
  const squareMw2 = best.square * neededMw * neededMw;
  serviceSignal(service, best.sum * neededMw, squareMw2, sum * neededMw, strongest * neededMw, signal);
  return servedProbability(signal[signalAt.marginDb], signal[signalAt.sigmaDb]);
}
