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

/** How residuals of one transmitter are taken to tell of those of another one, by the distance between both, metres. */
export const sharings = {
  none: undefined,
  'place only': { placeRatio: 1, transmitterM: Number.POSITIVE_INFINITY },
  '0.07 of the place': { placeRatio: 0.07, transmitterM: 0 },
  'over 1 m': { placeRatio: 0, transmitterM: 1 },
  'over 2 m': { placeRatio: 0, transmitterM: 2 },
  'over 3 m': { placeRatio: 0, transmitterM: 3 },
  'over 4 m': { placeRatio: 0, transmitterM: 4 },
  'over 6 m': { placeRatio: 0, transmitterM: 6 },
  'over 8 m': { placeRatio: 0, transmitterM: 8 },
};
/** Upper ends of the classes of distance between a transmitter and the nearest one that was learnt from, metres. */
export const apartClassesM = [1, 2, 4, 8, 16, Number.POSITIVE_INFINITY];

/**
 * Root mean square errors of the saturating path at links of transmitters that were left out, less their own mean, as it
 * is and with the residuals of all other transmitters kriged: by how they are taken to be correlated, and by how near the
 * nearest of them is. Undefined where there are fewer than four transmitters.
 */
export function krigeBetweenTransmitters(links) {
  const names = [...new Set(links.map(({ transmitter }) => transmitter))];
  if (names.length < fewestTransmitters) return undefined;
  const residuals = residualsOf(links);
  const squares = Object.fromEntries(
    Object.keys(sharings).map((name) => [name, apartClassesM.map(() => ({ sum: 0, count: 0 }))]),
  );
  for (const fold of drawFolds(names)) {
    const known = residuals.filter(({ transmitter }) => !fold.has(transmitter));
    for (const link of residuals.filter(({ transmitter }) => fold.has(transmitter))) {
      const nearestM = Math.min(...known.map(({ from }) => apart(from, link.from)));
      const at = apartClassesM.findIndex((endM) => nearestM < endM);
      for (const [name, sharing] of Object.entries(sharings)) {
        const errorDb = link.residualDb - (sharing ? krige(known, link, sharing) : 0);
        squares[name][at].sum += errorDb ** 2;
        squares[name][at].count++;
      }
    }
  }
  return squares;
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

function krige(known, link, sharing) {
  const nearest = known
    .filter(({ floor }) => floor === link.floor)
    .map((each) => ({ ...each, correlation: correlationOf(each, link, sharing) }))
    .filter(({ correlation }) => correlation >= minCorrelation)
    .sort((a, b) => b.correlation - a.correlation)
    .slice(0, neighbours);
  if (nearest.length === 0) return 0;
  const matrix = nearest.map((a, row) =>
    nearest.map((b, column) => (row === column ? 1 : (1 - notSpatialRatio) * correlationOf(a, b, sharing))),
  );
  const weights = solveSymmetric(
    matrix,
    nearest.map(({ correlation }) => (1 - notSpatialRatio) * correlation),
  );
  return weights.reduce((sum, weight, index) => sum + weight * nearest[index].residualDb, 0);
}

/** Correlation of what is spatial of two links: by the distance of the receivers, times that of the transmitters. */
function correlationOf(a, b, { placeRatio, transmitterM }) {
  const there = Math.exp(-apart(a.point, b.point) / decorrelationM);
  if (a.transmitter === b.transmitter) return there;
  return there * Math.max(placeRatio, Math.exp(-apart(a.from, b.from) / transmitterM));
}

function apart([x1, y1], [x2, y2]) {
  return Math.hypot(x2 - x1, y2 - y1);
}
