import { calibratePlan } from '@diku/engine';
import { createRandom, InputError } from '../../../packages/engine/dist/core/index.js';
import { planModel } from '../../../packages/engine/dist/radio/index.js';
import { fitBoostedTrees } from './boosted-trees.mjs';
import { shuffle } from './draw-links.mjs';
import { errorFigures } from './error-figures.mjs';
import { fitColumns, groupMeans } from './linear-regression.mjs';
import { carrierId, listDevices, sitePlan } from './site-plan.mjs';
import { createTracer } from './trace-site.mjs';

const maxFolds = 10;
const foldSeed = 10;
/** Fewer transmitters than this leave nothing to learn from. */
const fewestTransmitters = 4;

/** Folds of the names, each name in one of them: at most ten, drawn with a fixed seed. */
export function drawFolds(names, count = maxFolds) {
  const shuffled = shuffle([...new Set(names)].sort(), createRandom(foldSeed));
  const folds = Array.from({ length: Math.min(count, shuffled.length) }, () => new Set());
  for (const [index, name] of shuffled.entries()) folds[index % folds.length].add(name);
  return folds;
}

/**
 * Scores of what is learnt from some transmitters of a site on the others; undefined where it has fewer than four. `site`
 * is as drawn, `links` its links as traced. A method has one offset for each device, from the transmitters it learns
 * from.
 */
export function leaveTransmittersOut(site, links) {
  const folds = drawFolds(links.map(({ transmitter }) => transmitter));
  if (folds.reduce((sum, fold) => sum + fold.size, 0) < fewestTransmitters) return undefined;
  const methods = {
    'least squares': learnLeastSquares,
    'boosted trees': learnBoostedTrees,
    'saturating-path':
      () =>
      ({ lossDb }) =>
        lossDb['saturating-path'],
    calibrated: (indices) => learnCalibration(site, links, indices),
  };
  const scores = {};
  for (const [name, learn] of Object.entries(methods)) {
    if (name === 'calibrated' && site.floors.every(({ walls }) => walls.length === 0)) continue;
    const errorsDb = heldOutErrorsDb(links, folds, (indices) => learn(indices, links));
    if (errorsDb) scores[name] = errorFigures(links, errorsDb);
  }
  return scores;
}

/**
 * Errors of the links of each fold by what `learn` makes of the indices of all other links: a function from a link and
 * its index to its loss, or nothing where they are too few. The offsets of devices are from the others too.
 */
export function heldOutErrorsDb(links, folds, learn) {
  const errorsDb = new Float64Array(links.length);
  for (const fold of folds) {
    const training = [...links.keys()].filter((index) => !fold.has(links[index].transmitter));
    const predictDb = learn(training);
    if (!predictDb) return undefined;
    const remainderDb = (index) => links[index].levelDbm + predictDb(links[index], index);
    const remaindersDb = training.map(remainderDb);
    const offsetsDb = groupMeans(
      remaindersDb,
      training.map((index) => links[index].device),
    );
    const commonDb = remaindersDb.reduce((sum, value) => sum + value, 0) / remaindersDb.length;
    for (const index of links.keys()) {
      const { transmitter, device } = links[index];
      if (fold.has(transmitter)) errorsDb[index] = remainderDb(index) - (offsetsDb.get(device) ?? commonDb);
    }
  }
  return [...errorsDb];
}

function learnLeastSquares(indices, links) {
  const training = indices.map((index) => links[index]);
  const rowOf = ({ logDistance, walls }) => [10 * logDistance, Math.sqrt(walls)];
  const [exponent, stepDb] = fitColumns(
    training.map(({ levelDbm, nearLossDb }) => -levelDbm - nearLossDb),
    training.map(rowOf),
    training.map(({ device }) => device),
  );
  return (link) => {
    const [decades, count] = rowOf(link);
    return link.nearLossDb + exponent * decades + stepDb * count;
  };
}

function learnBoostedTrees(indices, links) {
  const devices = listDevices(links);
  const rowOf = (link) => [
    link.logDistance,
    link.walls,
    link.sumDb,
    link.largestDb,
    link.lossDb['saturating-path'],
    devices.indexOf(link.device),
  ];
  const training = indices.map((index) => links[index]);
  const predict = fitBoostedTrees(
    training.map(rowOf),
    training.map(({ levelDbm, nearLossDb }) => -levelDbm - nearLossDb),
  );
  return (link) => link.nearLossDb + predict(rowOf(link));
}

/** The product's own calibration on the training links; undefined where it refuses them. */
function learnCalibration(site, links, indices) {
  const devices = listDevices(links);
  const training = indices.map((index) => links[index]);
  const powersDbm = groupMeans(
    training.map(({ levelDbm, lossDb }) => levelDbm + lossDb['saturating-path']),
    training.map(({ device }) => device),
  );
  const phoneHeightM = middleOf(site.links.map(({ to }) => to[2]));
  const plan = sitePlan(site, { powersDbm, phoneHeightM });
  const readings = training.map(({ floor, point: [x, y], transmitter, device, levelDbm }, row) => ({
    row: row + 2,
    x,
    y,
    level: floor,
    carrierId: carrierId(devices.indexOf(device)),
    cell: transmitter,
    rsrpDbm: levelDbm,
  }));
  try {
    const { plan: calibrated } = calibratePlan(plan, { readings, setAside: [] });
    const tracer = createTracer(site, calibrated);
    const model = planModel(calibrated);
    return (_, index) => tracer.lossDb(site.links[index], model);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

function middleOf(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
