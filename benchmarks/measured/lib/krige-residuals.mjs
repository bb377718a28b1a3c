import { groupBy } from './draw-links.mjs';
import { solveSymmetric } from './linear-regression.mjs';

/** Nearest residuals of its series that one point is kriged from. */
const neighbours = 40;
const binM = 1;
const furthestM = 30;
const fewestPairs = 20;
const fewestBins = 4;
/** Ranges that are tried, metres, and the factor between two of them. */
const ranges = { fromM: 1, toM: 20, step: 1.15 };
/** Part of the sill that a point always has by itself, so that two at one location are no singular system. */
const minNuggetRatio = 0.001;

/**
 * Residuals expected at links, dB: simple kriging of the known residuals of their series, mean 0, with an exponential
 * covariance and a nugget by the variogram of what is known; 0 where that says nothing. A series is one transmitter,
 * device and floor.
 */
export function krigeResiduals(known, links) {
  const bySeries = groupBy(known, ({ series }) => series);
  const variogram = fitVariogram([...bySeries.values()]);
  return links.map(({ series, point }) => {
    const others = bySeries.get(series);
    return variogram && others ? krige(others, point, variogram) : 0;
  });
}

function krige(known, point, { sill, nugget, rangeM }) {
  const nearest = known
    .map((each, order) => ({ ...each, order, apartM: apart(each.point, point) }))
    .sort((a, b) => a.apartM - b.apartM || a.order - b.order)
    .slice(0, neighbours);
  const covariance = (apartM) => sill * Math.exp(-apartM / rangeM);
  const pointNugget = Math.max(nugget, minNuggetRatio * sill);
  const matrix = nearest.map((a, row) =>
    nearest.map((b, column) => covariance(apart(a.point, b.point)) + (row === column ? pointNugget : 0)),
  );
  const weights = solveSymmetric(
    matrix,
    nearest.map(({ apartM }) => covariance(apartM)),
  );
  return weights.reduce((sum, weight, index) => sum + weight * nearest[index].residualDb, 0);
}

/** Sill, nugget (both dB²) and range of `nugget + sill (1 − e^(−Δ/range))`; undefined where there are too few pairs. */
export function fitVariogram(seriesList) {
  const bins = variogramBins(seriesList);
  if (bins.length < fewestBins) return undefined;
  let best;
  for (let { fromM: rangeM } = ranges; rangeM <= ranges.toM; rangeM *= ranges.step) {
    const { sill, nugget } = sillAndNugget(bins, rangeM);
    const error = bins.reduce(
      (sum, { apartM, value, pairs }) =>
        sum + pairs * (value - nugget - sill * (1 - Math.exp(-apartM / rangeM))) ** 2,
      0,
    );
    if (!best || error < best.error) best = { error, sill, nugget, rangeM };
  }
  return best.sill > 0 ? best : undefined;
}

/** Half the mean squared difference of residuals of one series, in bins of a metre. */
function variogramBins(seriesList) {
  const bins = Array.from({ length: furthestM / binM }, () => ({ sum: 0, apartM: 0, pairs: 0 }));
  for (const series of seriesList) {
    for (const [later, a] of series.entries()) {
      for (let earlier = 0; earlier < later; earlier++) {
        const b = series[earlier];
        const apartM = apart(a.point, b.point);
        if (apartM >= furthestM) continue;
        const bin = bins[Math.floor(apartM / binM)];
        bin.sum += (a.residualDb - b.residualDb) ** 2 / 2;
        bin.apartM += apartM;
        bin.pairs++;
      }
    }
  }
  return bins
    .filter(({ pairs }) => pairs >= fewestPairs)
    .map(({ sum, apartM, pairs }) => ({ apartM: apartM / pairs, value: sum / pairs, pairs }));
}

/** Least squares over the bins, neither below 0. */
function sillAndNugget(bins, rangeM) {
  const rises = bins.map(({ apartM }) => 1 - Math.exp(-apartM / rangeM));
  const sumOf = (term) =>
    bins.reduce((sum, bin, index) => sum + bin.pairs * term(bin.value, rises[index]), 0);
  const pairs = sumOf(() => 1);
  const [rise, rise2] = [sumOf((_, x) => x), sumOf((_, x) => x * x)];
  const [value, riseValue] = [sumOf((y) => y), sumOf((y, x) => x * y)];
  const determinant = pairs * rise2 - rise * rise;
  const sill = determinant > 0 ? (pairs * riseValue - rise * value) / determinant : 0;
  const nugget = (value - sill * rise) / pairs;
  if (sill <= 0) return { sill: 0, nugget: value / pairs };
  if (nugget < 0) return { sill: riseValue / rise2, nugget: 0 };
  return { sill, nugget };
}

function apart([x1, y1], [x2, y2]) {
  return Math.hypot(x2 - x1, y2 - y1);
}
