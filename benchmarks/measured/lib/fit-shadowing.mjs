import { factorCholesky, logDeterminant, solveLower } from '../../../packages/engine/dist/core/index.js';
import { eliminate } from './dense-matrices.mjs';

/** Decorrelation distances, metres, and fractions of the variance that are not spatial, among which a fit chooses. */
const decorrelationsM = [1, 1.25, 1.6, 2, 2.5, 3.2, 4, 5, 6.3, 8, 10, 12.5, 16, 20, 25];
const notSpatialRatios = [0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8];

/**
 * Shadowing of the links of one building and band at each decorrelation distance: `variance` of a link, dB², of which
 * `notSpatialRatio` is not spatial, and the restricted `likelihood` for a degree of freedom. A block is what one
 * transmitter sends: `points`, `values` and `columns` of its links. The first `blockCount` columns have coefficients of
 * their own in each block, the rest the same in all. Undefined where the columns leave nothing.
 */
export function tabulateShadowing(blocks, blockCount) {
  const rows = [];
  for (const decorrelationM of decorrelationsM) {
    let best;
    for (const notSpatialRatio of notSpatialRatios) {
      const shadowing = { decorrelationM, notSpatialRatio };
      const { freedom, variance, likelihood } = restrictedLikelihood(blocks, blockCount, shadowing);
      if (freedom < 1) return undefined;
      if (!best || likelihood / freedom > best.likelihood)
        best = { ...shadowing, variance, likelihood: likelihood / freedom };
    }
    rows.push(best);
  }
  return rows;
}

/**
 * Index of the decorrelation distance that is likeliest for several buildings, each with the tables of its bands; all
 * buildings have the same weight.
 */
export function commonShadowing(buildings) {
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  let best;
  for (const index of decorrelationsM.keys()) {
    const likelihood = mean(buildings.map((tables) => mean(tables.map((rows) => rows[index].likelihood))));
    if (!best || likelihood > best.likelihood) best = { index, likelihood };
  }
  return best.index;
}

/** Restricted log-likelihood at the best variance, without its constant, that variance and the degrees of freedom. */
function restrictedLikelihood(blocks, blockCount, entry) {
  const size = blocks[0].columns.length + 1;
  const common = new Float64Array(size * size);
  let logs = 0;
  let freedom = 0;
  for (const block of blocks) {
    const { products, logDet } = whitenedProducts(block, { ...entry, variance: 1 });
    const separate = eliminate(products, size, 0, blockCount);
    logs += logDet + separate.logDet;
    freedom += block.values.length - separate.rank;
    for (const index of common.keys()) common[index] += products[index];
  }
  const shared = eliminate(common, size, blockCount, size - 1);
  freedom -= shared.rank;
  const variance = common[size * size - 1] / freedom;
  return { likelihood: -(freedom * Math.log(variance) + logs + shared.logDet) / 2, variance, freedom };
}

/** `[X y]ᵀ C⁻¹ [X y]` of a block with the covariance C of its links, row by row, and ln det C. */
export function whitenedProducts({ points, columns, values }, shadowing) {
  const n = values.length;
  const size = columns.length + 1;
  const covariance = covarianceOf(points, shadowing);
  if (!factorCholesky(covariance, n)) throw new Error('The covariance of links is not positive definite');
  const sides = new Float64Array(n * size);
  for (const [column, of] of [...columns, values].entries())
    for (let row = 0; row < n; row++) sides[row * size + column] = of[row];
  solveLower(covariance, n, sides, size);
  const products = new Float64Array(size * size);
  for (let row = 0; row < n; row++) {
    const at = row * size;
    for (let a = 0; a < size; a++)
      for (let b = 0; b < size; b++) products[a * size + b] += sides[at + a] * sides[at + b];
  }
  return { products, logDet: logDeterminant(covariance, n) };
}

/** Exponential covariance between points, and what is not spatial on the diagonal. */
function covarianceOf(points, { variance, decorrelationM, notSpatialRatio }) {
  const n = points.length;
  const matrix = new Float64Array(n * n);
  const spatial = variance * (1 - notSpatialRatio);
  for (let row = 0; row < n; row++) {
    const [x, y] = points[row];
    for (let column = 0; column < row; column++) {
      const apartM = Math.hypot(points[column][0] - x, points[column][1] - y);
      matrix[row * n + column] = spatial * Math.exp(-apartM / decorrelationM);
    }
    matrix[row * n + row] = variance;
  }
  return matrix;
}
