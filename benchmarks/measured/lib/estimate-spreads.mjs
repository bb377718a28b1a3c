import { createRandom } from '../../../packages/engine/dist/core/index.js';
import { correlateTransmitters } from './correlate-transmitters.mjs';
import { groupBy } from './draw-links.mjs';
import { fitBuilding, fitLevels, levelColumns } from './fit-levels.mjs';
import { commonShadowing, tabulateShadowing, whitenedProducts } from './fit-shadowing.mjs';
import { levelBlocks, referenceM } from './level-blocks.mjs';

const resamples = 100;
const seed = 81;
/** Rounds of a fit, and of one to a resample, which starts from that. */
const rounds = 60;
const resampleRounds = 10;
const [lowRatio, highRatio] = [0.1, 0.9];

/**
 * Spreads of the prediction's error over the buildings that `prepareSpreads` made, each with its 80 % interval by bootstrap
 * over buildings, and what each building says by itself. All is estimated at one decorrelation distance: that which is
 * given, or the likeliest.
 */
export function estimateSpreads(prepared, { decorrelationM, resampleCount = resamples } = {}) {
  const buildings = atDecorrelation(prepared, decorrelationM ?? likeliestDecorrelationM(prepared));
  const fit = fitLevels(buildings, { rounds });
  const start = { building: loosen(fit.building), transmitter: loosen(fit.transmitter) };
  const rows = compareLevels(buildings.map((building) => describeBuilding(building, fit)));
  const random = createRandom(seed);
  const drawn = Array.from({ length: resampleCount }, () => {
    const chosen = buildings.map(() => Math.floor(random() * buildings.length));
    const some = copiesApart(chosen.map((at) => buildings[at]));
    return {
      ...levelFigures(fitLevels(some, { rounds: resampleRounds, start }), buildings),
      ...meanFigures(chosen.map((at) => rows[at])),
      decorrelationM: likeliestDecorrelationM(some),
    };
  });
  const figures = {
    ...levelFigures(fit, buildings),
    ...meanFigures(rows),
    decorrelationM: likeliestDecorrelationM(buildings),
  };
  return {
    buildings: buildings.length,
    figures: Object.fromEntries(
      Object.entries(figures).map(([name, value]) => [name, { value, ...interval(drawn, name) }]),
    ),
    rows,
  };
}

/**
 * Buildings of sites of one floor, the bands of a building together, with the likelihood of their shadowing. Sites of one
 * `campaign` have the same equipment.
 */
export function prepareSpreads(sites) {
  const measured = levelBlocks(sites).flatMap((site) => {
    const table = tabulateShadowing(site.blocks, levelColumns);
    return table ? [{ ...site, table }] : [];
  });
  return [...groupBy(measured, ({ building }) => building)].map(([building, bands]) => ({ building, bands }));
}

const tablesOf = ({ bands }) => bands.map(({ table }) => table);

/** What the links of each transmitter say, at one row of the tables of shadowing. */
function atDecorrelation(prepared, decorrelationM) {
  const [{ bands: known }] = prepared;
  const index = known[0].table.findIndex((row) => row.decorrelationM === decorrelationM);
  if (index < 0) throw new Error(`no shadowing is tabulated at ${decorrelationM} m`);
  return prepared.map(({ building, bands }) => ({
    building,
    bands,
    campaign: bands[0].campaign,
    hasObstacles: bands.some(({ hasObstacles }) => hasObstacles),
    columns: levelColumns + bands[0].groups,
    shadowing: bands.map(({ table }) => table[index]),
    transmitters: bands.flatMap(({ blocks, table }) =>
      blocks.map((block) => informationOf(block, table[index])),
    ),
  }));
}

/** Decorrelation distance that is likeliest for these buildings together, metres. */
export function likeliestDecorrelationM(buildings) {
  const index = commonShadowing(buildings.map(tablesOf));
  return buildings[0].bands[0].table[index].decorrelationM;
}

/**
 * Buildings that were drawn, the second copies of buildings in a campaign of their own, and so on: a building beside
 * its copy would say that offsets do not differ.
 */
function copiesApart(buildings) {
  const counts = new Map();
  return buildings.map((each) => {
    const copy = (counts.get(each.building) ?? 0) + 1;
    counts.set(each.building, copy);
    return { ...each, campaign: `${each.campaign} ${copy}` };
  });
}

/** A spread that a resample may start from: with correlations of 1 it would stay there. */
function loosen(spread) {
  return spread.map((value, index) => (index % 4 === 0 ? value : value / 2));
}

function informationOf(block, shadowing) {
  const columns = block.columns.length;
  const size = columns + 1;
  const { products } = whitenedProducts(block, shadowing);
  const information = new Float64Array(columns * columns);
  const right = new Float64Array(columns);
  for (let a = 0; a < columns; a++) {
    for (let b = 0; b < columns; b++) information[a * columns + b] = products[a * size + b];
    right[a] = products[a * size + columns];
  }
  return { information, right, group: levelColumns + block.group };
}

/** One building by itself. */
function describeBuilding(building, { transmitter }) {
  const fitted = fitBuilding(building, transmitter);
  return {
    building: building.building,
    campaign: building.campaign,
    hasObstacles: building.hasObstacles,
    ...fitted,
    sigmaDb: Math.sqrt(meanOf(building.shadowing.map(({ variance }) => variance))),
    notSpatialRatio: meanOf(building.shadowing.map(({ notSpatialRatio }) => notSpatialRatio)),
    likeliestDecorrelationM: likeliestDecorrelationM([building]),
    betweenTransmitters: correlateTransmitters(residualsOf(building, fitted)),
  };
}

/** Adds by how much the level at 10 m is above the mean of the campaign, where that has several buildings. */
function compareLevels(rows) {
  const campaigns = groupBy(rows, ({ campaign }) => campaign);
  return rows.map((row) => {
    const levelsDb = campaigns.get(row.campaign).map(({ levelDb }) => levelDb);
    return levelsDb.length < 2 ? row : { ...row, levelOfCampaignDb: row.levelDb - meanOf(levelsDb) };
  });
}

/** What exponent and obstacles of the building leave, less the mean of each transmitter. */
function residualsOf({ bands }, { exponent, obstacle }) {
  return bands.flatMap(({ blocks }) =>
    blocks.flatMap(({ links }) => {
      const left = links.map(
        ({ value, decade, obstacleDb }) => value + 10 * exponent * decade + obstacle * obstacleDb,
      );
      const mean = meanOf(left);
      return links.map(({ transmitter, place }, index) => ({
        transmitter,
        place,
        residualDb: left[index] - mean,
      }));
    }),
  );
}

function levelFigures({ mean, building, transmitter }, buildings) {
  const spread = (matrix, at) => Math.sqrt(matrix[4 * at]);
  const correlation = (matrix, a, b) => matrix[3 * a + b] / (spread(matrix, a) * spread(matrix, b));
  const compared = hasComparedOffsets(buildings);
  const obstacles = buildings.some(({ hasObstacles }) => hasObstacles);
  return {
    exponentMean: mean.exponent,
    exponentSigma: spread(building, 1),
    ...(obstacles && {
      obstacleMean: mean.obstacle,
      obstacleSigma: spread(building, 2),
      exponentObstacle: correlation(building, 1, 2),
      transmitterObstacleSigma: spread(transmitter, 2),
    }),
    ...(compared && {
      biasSigmaDb: spread(building, 0),
      biasExponent: correlation(building, 0, 1),
      biasReferenceM: uncorrelatedM(building),
    }),
    antennaSigmaDb: spread(transmitter, 0),
  };
}

/** Distance at which offset and exponent of these spreads are not correlated, metres. */
function uncorrelatedM(matrix) {
  return referenceM * 10 ** (matrix[1] / (10 * matrix[4]));
}

/** Offsets compare within campaigns; fewer degrees of freedom than three say nothing of their spread. */
function hasComparedOffsets(buildings) {
  return buildings.length - new Set(buildings.map(({ campaign }) => campaign)).size >= 3;
}

function meanFigures(rows) {
  const known = rows.flatMap(({ betweenTransmitters }) => betweenTransmitters?.ratio ?? []);
  return {
    sigmaDb: meanOf(rows.map(({ sigmaDb }) => sigmaDb)),
    ...logarithmicFigures(rows.map(({ sigmaDb }) => sigmaDb)),
    notSpatialRatio: meanOf(rows.map(({ notSpatialRatio }) => notSpatialRatio)),
    ...(known.length > 0 && { betweenTransmitters: meanOf(known) }),
  };
}

/** Median of the shadowing's standard deviations of buildings, dB, and standard deviation of their logarithms. */
function logarithmicFigures(sigmasDb) {
  const logarithms = sigmasDb.map(Math.log);
  const mean = meanOf(logarithms);
  const variance =
    logarithms.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, logarithms.length - 1);
  return { medianSigmaDb: Math.exp(mean), shadowingSigmaRatio: Math.sqrt(variance) };
}

function interval(drawn, name) {
  const values = drawn.flatMap((figures) => figures[name] ?? []).sort((a, b) => a - b);
  if (values.length === 0) return {};
  return {
    low: values[Math.floor(lowRatio * values.length)],
    high: values[Math.ceil(highRatio * values.length) - 1],
  };
}

function meanOf(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
