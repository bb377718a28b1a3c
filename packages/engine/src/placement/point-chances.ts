import { servedProbability } from '../signal/served-probability.ts';
import { serviceSignal, signalAt, signalLength } from '../signal/service-signal.ts';
import type { GarageDemand, PointLayer } from './garage-demand.ts';

/**
 * Probability of service at each point with a set of candidates, of the worst operator in its worst state, the best of its
 * carriers counting: as the verdict has it. [points]
 */
export function pointChances(demand: GarageDemand, set: readonly number[]): Float64Array {
  const signal = new Float64Array(signalLength);
  return Float64Array.from(demand.points, (_, point) =>
    demand.pointGroups.reduce((least, { layers }) => {
      const chances = layers.map((layer) =>
        layerChance(demand, demand.pointLayers[layer], set, point, signal),
      );
      return Math.min(least, Math.max(...chances));
    }, 1),
  );
}

function layerChance(
  { candidates }: GarageDemand,
  { ratios, outside, services, neededMw }: PointLayer,
  set: readonly number[],
  point: number,
  signal: Float64Array,
): number {
  const cells = new Map<string, { own: number; square: number }>();
  let strongest = 0;
  const add = (cell: string, ratio: number) => {
    const { own, square } = cells.get(cell) ?? { own: 0, square: 0 };
    cells.set(cell, { own: own + ratio, square: square + ratio * ratio });
    strongest = Math.max(strongest, ratio);
  };
  for (const candidate of set) add(candidates[candidate].cell, ratios[candidate][point]);
  // No antenna's cell has an empty name.
  if (outside) add('', outside[point]);
  let best = { own: 0, square: 0 };
  let sum = 0;
  for (const cell of cells.values()) {
    sum += cell.own;
    if (cell.own > best.own) best = cell;
  }
  serviceSignal(
    services[point],
    best.own * neededMw,
    best.square * neededMw * neededMw,
    sum * neededMw,
    strongest * neededMw,
    signal,
  );
  return servedProbability(signal[signalAt.marginDb], signal[signalAt.sigmaDb]);
}
