/**
 * Gradient boosting of small regression trees for squared errors (Friedman, Annals of Statistics 29, 2001): each tree is
 * fitted to what the trees before it leave, and a fraction of it is added. Nothing is drawn at random.
 */

const usual = { trees: 150, learningRatio: 0.05, depth: 3, minLeaf: 20, bins: 32 };

/** Returns a function from a row of features to the value that is expected. [rows][features] */
export function fitBoostedTrees(rows, values, options = {}) {
  const { trees, learningRatio, depth, minLeaf, bins } = { ...usual, ...options };
  const edges = rows[0].map((_, feature) =>
    binEdges(
      rows.map((row) => row[feature]),
      bins,
    ),
  );
  const binned = edges.map((list, feature) => Uint8Array.from(rows, (row) => binOf(list, row[feature])));
  const base = values.reduce((sum, value) => sum + value, 0) / values.length;
  const residuals = Float64Array.from(values, (value) => value - base);
  const all = Int32Array.from(rows, (_, index) => index);
  const forest = [];
  for (let round = 0; round < trees; round++) {
    const tree = growTree({ binned, edges, residuals, minLeaf }, all, depth);
    forest.push(tree);
    for (let index = 0; index < residuals.length; index++) {
      residuals[index] -= learningRatio * leafOf(tree, rows[index]);
    }
  }
  return (row) => forest.reduce((sum, tree) => sum + learningRatio * leafOf(tree, row), base);
}

/** Values that part a feature into bins with as many rows each, without repeats. */
function binEdges(values, bins) {
  const sorted = Float64Array.from(values).sort();
  const edges = [];
  for (let bin = 1; bin < bins; bin++) {
    const at = Math.floor((bin * sorted.length) / bins);
    const edge = (sorted[at - 1] + sorted[at]) / 2;
    if (at > 0 && sorted[at - 1] < sorted[at] && edge !== edges.at(-1)) edges.push(edge);
  }
  // Few distinct values lie between quantiles: every step between them is an edge then.
  const distinct = [...new Set(sorted)];
  return distinct.length <= bins ? distinct.slice(1).map((value, k) => (value + distinct[k]) / 2) : edges;
}

function binOf(edges, value) {
  let bin = 0;
  while (bin < edges.length && value >= edges[bin]) bin++;
  return bin;
}

function leafOf(tree, row) {
  let node = tree;
  while (node.edge !== undefined) node = row[node.feature] < node.edge ? node.low : node.high;
  return node.value;
}

function growTree(data, indices, depth) {
  const split = depth > 0 ? bestSplit(data, indices) : undefined;
  if (!split) return { value: indices.reduce((sum, i) => sum + data.residuals[i], 0) / indices.length };
  const { feature, bin } = split;
  const isLow = (index) => data.binned[feature][index] <= bin;
  return {
    feature,
    edge: data.edges[feature][bin],
    low: growTree(data, indices.filter(isLow), depth - 1),
    high: growTree(
      data,
      indices.filter((index) => !isLow(index)),
      depth - 1,
    ),
  };
}

/** The split that leaves the smallest sum of squares; undefined where none helps. */
function bestSplit({ binned, edges, residuals, minLeaf }, indices) {
  const total = indices.reduce((sum, index) => sum + residuals[index], 0);
  let best = { gain: total ** 2 / indices.length + 1e-9 };
  for (const [feature, list] of edges.entries()) {
    const sums = new Float64Array(list.length + 1);
    const counts = new Int32Array(list.length + 1);
    for (const index of indices) {
      sums[binned[feature][index]] += residuals[index];
      counts[binned[feature][index]]++;
    }
    let [sum, count] = [0, 0];
    for (let bin = 0; bin < list.length; bin++) {
      sum += sums[bin];
      count += counts[bin];
      if (count < minLeaf || indices.length - count < minLeaf) continue;
      const gain = sum ** 2 / count + (total - sum) ** 2 / (indices.length - count);
      if (gain > best.gain) best = { gain, feature, bin };
    }
  }
  return best.feature === undefined ? undefined : best;
}
