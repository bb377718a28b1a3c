import { createRandom } from '../../../packages/engine/dist/core/index.js';
import { groupBy } from './draw-links.mjs';
import { errorFigures, meanOverBuildings, offsetErrorsDb } from './error-figures.mjs';
import { campaigns, knownWalls } from './score-spreads.mjs';

/** A transmitter with fewer links has no level; a site with fewer of them has no spread of levels. */
const minLinks = 5;
const minTransmitters = 3;
const resamples = 2000;
const seed = 82;
/** Weights of the rays, in dB, at which their mixture with the model is scored. */
export const weights = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 1];

/**
 * Scores of sites that `traceSiteByRays` made: errors of links by both, levels of transmitters within a building and of the
 * areas of one campaign, and how much of the model's error of a level the difference from the rays says.
 */
export function scoreRays(sites) {
  const rows = sites.map(scoreSite);
  const levels = sites.map(transmitterLevels);
  const within = rows.flatMap((row, index) => (levels[index] ? [{ ...row, ...levels[index] }] : []));
  const isKnown = ({ building }) => knownWalls.has(building);
  return {
    rows,
    mean: {
      model: meanOverBuildings(
        rows,
        rows.map(({ model }) => model.rmseDb),
      ),
      rays: meanOverBuildings(
        rows,
        rows.map(({ rays }) => rays.rmseDb),
      ),
      difference: meanOverBuildings(
        rows,
        rows.map(({ model, rays }) => rays.rmseDb - model.rmseDb),
      ),
      correlation: mean(rows.map(({ correlation }) => correlation)),
    },
    mixtures: weights.map((weight, at) => ({
      weight,
      meanDb: meanOverBuildings(
        rows,
        rows.map(({ mixedDb }) => mixedDb[at]),
      ).meanDb,
    })),
    within,
    slopes: {
      all: commonSlope(within),
      known: commonSlope(within.filter(isKnown)),
      guessed: commonSlope(within.filter((row) => !isKnown(row))),
    },
    areas: compareAreas(sites),
  };
}

function scoreSite({ id, building, band, links, lost }) {
  const modelDb = links.map((link) => link.modelDb);
  const raysDb = links.map((link) => link.raysDb);
  const [modelErrors, raysErrors] = [modelDb, raysDb].map((lossDb) => offsetErrorsDb(links, lossDb));
  const mixedDb = weights.map((weight) =>
    rms(modelErrors.map((error, index) => (1 - weight) * error + weight * raysErrors[index])),
  );
  return {
    ...{ id, building, band, links: links.length, lost, mixedDb },
    model: errorFigures(links, modelErrors),
    rays: errorFigures(links, raysErrors),
    correlation:
      mean(modelErrors.map((error, index) => error * raysErrors[index])) / rms(modelErrors) / rms(raysErrors),
  };
}

/** Mean errors of transmitters, less their mean over the site, by the model and of what the model has more than the rays. */
function transmitterLevels({ links }) {
  const errors = ['modelDb', 'raysDb'].map((key) =>
    offsetErrorsDb(
      links,
      links.map((link) => link[key]),
    ),
  );
  const indices = links.map((_, index) => index);
  const groups = [...groupBy(indices, (index) => links[index].transmitter).values()].filter(
    (group) => group.length >= minLinks,
  );
  if (groups.length < minTransmitters) return undefined;
  const [model, rays] = errors.map((each) =>
    centred(groups.map((group) => mean(group.map((at) => each[at])))),
  );
  const more = model.map((value, index) => value - rays[index]);
  return {
    transmitters: groups.length,
    ...{ modelSigmaDb: spread(model), raysSigmaDb: spread(rays), moreSigmaDb: spread(more) },
    products: sumOf(model.map((value, index) => value * more[index])),
    squares: sumOf(more.map((value) => value ** 2)),
  };
}

/** Slope of the model's error on the difference, the same for all sites, with its 80 % interval by bootstrap over buildings. */
function commonSlope(within) {
  const buildings = [...groupBy(within, ({ building }) => building).values()];
  const slope = (some) => {
    const rows = some.flat();
    return sumOf(rows.map(({ products }) => products)) / sumOf(rows.map(({ squares }) => squares));
  };
  const random = createRandom(seed);
  const drawn = Float64Array.from({ length: resamples }, () =>
    slope(buildings.map(() => buildings[Math.floor(random() * buildings.length)])),
  ).sort();
  return {
    transmitters: sumOf(within.map(({ transmitters }) => transmitters)),
    value: slope(buildings),
    low: drawn[Math.floor(0.1 * resamples)],
    high: drawn[Math.ceil(0.9 * resamples) - 1],
  };
}

/** Levels of the areas of the campaign that has most of them: of the same phones and transmitters of one kind. */
function compareAreas(sites) {
  const areasOf = (campaign) => sites.filter(({ building }) => campaign.includes(building));
  const [areas] = campaigns.map(areasOf).sort((a, b) => b.length - a.length);
  if (areas.length < minTransmitters) return undefined;
  const levelOf = (links, key) => {
    const byDevice = [...groupBy(links, ({ device }) => device).values()];
    return mean(byDevice.map((some) => mean(some.map((link) => link.levelDbm + link[key]))));
  };
  const levels = ['modelDb', 'raysDb'].map((key) => centred(areas.map(({ links }) => levelOf(links, key))));
  const [model, rays] = levels;
  const more = model.map((value, index) => value - rays[index]);
  const squares = sumOf(more.map((value) => value ** 2));
  const slope = sumOf(model.map((value, index) => value * more[index])) / squares;
  const left = model.map((value, index) => value - slope * more[index]);
  const [modelSigmaDb, raysSigmaDb, moreSigmaDb] = [model, rays, more].map(spread);
  const independentWeight = modelSigmaDb ** 2 / (modelSigmaDb ** 2 + raysSigmaDb ** 2);
  return {
    rows: areas.map(({ building }, index) => ({ building, modelDb: model[index], raysDb: rays[index] })),
    ...{ modelSigmaDb, raysSigmaDb, moreSigmaDb, slope },
    slopeError: Math.sqrt(sumOf(left.map((value) => value ** 2)) / (areas.length - 2) / squares),
    correlation: mean(model.map((value, index) => value * rays[index])) / rms(model) / rms(rays),
    // As two estimates whose errors have nothing to do with each other: what that would state, and what it leaves.
    independentWeight,
    independentSigmaDb: (modelSigmaDb * raysSigmaDb) / Math.hypot(modelSigmaDb, raysSigmaDb),
    combinedSigmaDb: spread(model.map((value, index) => value - independentWeight * more[index])),
  };
}

const sumOf = (values) => values.reduce((sum, value) => sum + value, 0);
const mean = (values) => sumOf(values) / values.length;
const rms = (values) => Math.sqrt(mean(values.map((value) => value ** 2)));

function centred(values) {
  const middle = mean(values);
  return values.map((value) => value - middle);
}

/** Standard deviation of values whose mean is 0. */
function spread(values) {
  return Math.sqrt(sumOf(values.map((value) => value ** 2)) / (values.length - 1));
}
