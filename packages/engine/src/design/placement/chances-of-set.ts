import type { ChanceContext } from './chance-context.ts';
import { chanceAt, servingCells } from './serving-cells.ts';

/**
 * Probability of service at each point with a set of candidates, of the worst operator in its worst state, the best of its
 * carriers counting: as the verdict has it. [points]
 */
export function pointChances(context: ChanceContext, set: readonly number[]): Float64Array {
  const { points, pointLayers, pointGroups } = context.demand;
  const cells = servingCells(context, set);
  const chanceOf = (layer: number, point: number) => {
    const { ratios, outside, services, neededMw } = pointLayers[layer];
    const ratioOf = (candidate: number) => ratios[candidate][point];
    return chanceAt(services[point], neededMw, cells, ratioOf, outside?.[point]);
  };
  return Float64Array.from(points, (_, point) =>
    pointGroups.reduce((least, { layers }) => {
      return Math.min(least, Math.max(...layers.map((layer) => chanceOf(layer, point))));
    }, 1),
  );
}

/** Expected share of the samples of each room that the worst operator serves with a set of candidates, 0–1. [rooms] */
export function roomShares(context: ChanceContext, set: readonly number[]): Float64Array {
  const { rooms, roomLayers, roomGroups } = context.demand;
  const cells = servingCells(context, set);
  return Float64Array.from(rooms, ({ firstSample, sampleCount }, room) =>
    roomGroups.reduce((least, layers) => {
      let sum = 0;
      for (let sample = firstSample; sample < firstSample + sampleCount; sample += 1) {
        const chances = layers.map((layer) => {
          const { ratios, services, neededMw } = roomLayers[layer];
          return chanceAt(services[room], neededMw[room], cells, (candidate) => ratios[candidate][sample]);
        });
        sum += Math.max(...chances);
      }
      return Math.min(least, sum / sampleCount);
    }, 1),
  );
}
