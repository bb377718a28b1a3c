import { errorFigures } from './error-figures.mjs';
import { drawFolds } from './leave-transmitters-out.mjs';
import { groupMeans, solveSymmetric } from './linear-regression.mjs';

/** Decorrelation distance of the receiver and part of the variance that is not spatial: floors with walls, docs/measured.md. */
const decorrelationM = 8;
const notSpatialRatio = 0.2;
/** Known residuals that one link is kriged from: those that say most of it. */
const neighbours = 40;
/** What says less than this of a link is left out. */
const minCorrelation = 0.01;
const fewestTransmitters = 4;

/** Links fewer than this of a building say nothing of a class of distance. */
const fewestLinks = 15;

/**
 * How residuals of one transmitter are taken to tell of those of another one: the distance over which what they leave over at
 * one place is no longer alike, metres.
 */
export const sharings = {
  'place only': Number.POSITIVE_INFINITY,
  'over 1 m': 1,
  'over 2 m': 2,
  'over 3 m': 3,
  'over 4 m': 4,
  'over 6 m': 6,
  'over 8 m': 8,
};

/** Upper ends of the classes of distance between a transmitter and the nearest one that was learnt from, metres. */
export const apartClassesM = [1, 2, 4, 8, 16, Number.POSITIVE_INFINITY];

/**
 * Scores of the saturating path at links of transmitters that were left out, less their own mean, as it is and with the
 * residuals of all other transmitters kriged, by how they are taken to be alike; and the same by how near the nearest of
 * them is, [classes] each. Undefined where there are fewer than four transmitters.
 */
export function krigeBetweenTransmitters(links) {
  const names = [...new Set(links.map(({ transmitter }) => transmitter))];
  if (names.length < fewestTransmitters) return undefined;
  const residuals = residualsOf(links);
  const errorsDb = { 'saturating-path': residuals.map(({ residualDb }) => residualDb) };
  for (const name of Object.keys(sharings)) errorsDb[name] = new Array(links.length).fill(0);
  const classes = new Array(links.length).fill(0);
  for (const fold of drawFolds(names)) {
    const known = residuals.filter(({ transmitter }) => !fold.has(transmitter));
    for (const [index, link] of residuals.entries()) {
      if (!fold.has(link.transmitter)) continue;
      const nearestM = Math.min(...known.map(({ from }) => apart(from, link.from)));
      classes[index] = apartClassesM.findIndex((endM) => nearestM < endM);
      for (const [name, transmitterM] of Object.entries(sharings))
        errorsDb[name][index] = link.residualDb - krige(known, link, transmitterM);
    }
  }
  const entries = Object.entries(errorsDb);
  return {
    scores: Object.fromEntries(entries.map(([name, all]) => [name, errorFigures(links, all)])),
    byDistance: Object.fromEntries(entries.map(([name, all]) => [name, classFigures(all, classes)])),
  };
}

/** Root mean square error of each class, dB; undefined where it has too few links. */
function classFigures(errorsDb, classes) {
  return apartClassesM.map((_, at) => {
    const some = errorsDb.filter((_, index) => classes[index] === at);
    if (some.length < fewestLinks) return undefined;
    return Math.sqrt(some.reduce((sum, errorDb) => sum + errorDb ** 2, 0) / some.length);
  });
}

/** Measured level and predicted loss of each link, less the mean of its transmitter and device. */
function residualsOf(links) {
  const remaindersDb = links.map(({ levelDbm, lossDb }) => levelDbm + lossDb['saturating-path']);
  const pairOf = ({ transmitter, device, floor }) => `${transmitter} ${device} ${floor}`;
  const meansDb = groupMeans(remaindersDb, links.map(pairOf));
  return links.map((link, index) => ({
    ...{ transmitter: link.transmitter, floor: link.floor, point: link.point, from: link.from },
    residualDb: remaindersDb[index] - meansDb.get(pairOf(link)),
  }));
}

function krige(known, link, transmitterM) {
  const nearest = known
    .filter(({ floor }) => floor === link.floor)
    .map((each) => ({ ...each, correlation: correlationOf(each, link, transmitterM) }))
    .filter(({ correlation }) => correlation >= minCorrelation)
    .sort((a, b) => b.correlation - a.correlation)
    .slice(0, neighbours);
  if (nearest.length === 0) return 0;
  const matrix = nearest.map((a, row) =>
    nearest.map((b, column) =>
      row === column ? 1 : (1 - notSpatialRatio) * correlationOf(a, b, transmitterM),
    ),
  );
  const weights = solveSymmetric(
    matrix,
    nearest.map(({ correlation }) => (1 - notSpatialRatio) * correlation),
  );
  return weights.reduce((sum, weight, index) => sum + weight * nearest[index].residualDb, 0);
}

/** Correlation of what is spatial of two links: by the distance of the receivers, times that of the transmitters. */
function correlationOf(a, b, transmitterM) {
  const there = Math.exp(-apart(a.point, b.point) / decorrelationM);
  if (a.transmitter === b.transmitter) return there;
  return there * Math.exp(-apart(a.from, b.from) / transmitterM);
}

function apart([x1, y1], [x2, y2]) {
  return Math.hypot(x2 - x1, y2 - y1);
}
