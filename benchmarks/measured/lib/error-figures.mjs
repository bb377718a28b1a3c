import { createRandom } from '../../../packages/engine/dist/core/index.js';
import { groupBy } from './draw-links.mjs';
import { centreByGroup } from './linear-regression.mjs';

const resamples = 1000;
const seed = 80;
/** Ends of the interval that holds 80 % of the resamples. */
const [lowRatio, highRatio] = [0.1, 0.9];

/** Errors of predicted losses, dB: measured level and loss together, less their mean for each device. */
export function offsetErrorsDb(links, predictedDb) {
  return centreByGroup(
    links.map(({ levelDbm }, index) => levelDbm + predictedDb[index]),
    links.map(({ device }) => device),
  );
}

/** RMSE of the errors of links, and its 80 % interval by bootstrap over transmitters, dB. */
export function errorFigures(links, errorsDb) {
  const squares = new Map();
  for (const [index, { transmitter }] of links.entries()) {
    const sum = squares.get(transmitter) ?? { square: 0, count: 0 };
    sum.square += errorsDb[index] ** 2;
    sum.count++;
    squares.set(transmitter, sum);
  }
  const sums = [...squares.values()];
  const rmse = (some) => {
    const total = some.reduce((all, { square, count }) => [all[0] + square, all[1] + count], [0, 0]);
    return Math.sqrt(total[0] / total[1]);
  };
  return { rmseDb: rmse(sums), ...interval(sums, rmse) };
}

/**
 * Mean over buildings of the differences of two lists of figures by site, with its 80 % interval by bootstrap over
 * buildings; the bands of a building count as one.
 */
export function meanOverBuildings(sites, valuesDb) {
  const byBuilding = groupBy(
    sites
      .map(({ building }, index) => ({ building, valueDb: valuesDb[index] }))
      .filter(({ valueDb }) => valueDb !== undefined),
    ({ building }) => building,
  );
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const means = [...byBuilding.values()].map((bands) => mean(bands.map(({ valueDb }) => valueDb)));
  if (means.length === 0) return undefined;
  return { buildings: means.length, meanDb: mean(means), ...interval(means, mean) };
}

function interval(items, figureOf) {
  const random = createRandom(seed);
  const figures = Float64Array.from({ length: resamples }, () =>
    figureOf(items.map(() => items[Math.floor(random() * items.length)])),
  ).sort();
  return {
    lowDb: figures[Math.floor(lowRatio * resamples)],
    highDb: figures[Math.ceil(highRatio * resamples) - 1],
  };
}
