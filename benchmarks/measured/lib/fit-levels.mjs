import { diagonal, invertSymmetric, lowerRoot, sandwich, timesVector } from './dense-matrices.mjs';

/** Columns that vary between buildings and transmitters stand first: offset at 10 m, exponent, obstacles. */
export const levelColumns = 3;
/** An extrapolation goes at most as far as about so many rounds. */
const maxRounds = 30;

/**
 * Spreads between buildings and between transmitters of a building, as 3 × 3 covariances, with the means over buildings of
 * exponent and obstacles: a linear mixed model by restricted maximum likelihood (expectation and maximisation, its rounds
 * extrapolated in threes: Varadhan and Roland 2008). A building has its `campaign`, whose fixed offsets are the `columns`
 * after the first three, and `transmitters`, each with `information` XᵀC⁻¹X and `right` XᵀC⁻¹y of its links in the
 * first three columns, and `group`, the campaign's column that is its own. The mean of the offset is in the campaign's
 * columns. A building counts as much as the others, however many transmitters it has.
 */
export function fitLevels(buildings, { rounds = 40, start = firstGuess() } = {}) {
  let roots = rootsOf(start);
  let fit;
  for (let round = 0; round < rounds; round++) {
    const [first, second] = [0, 1].reduce(
      (steps) => [...steps, rootsOf(nextSpreads(buildings, spreadsOf(steps.at(-1) ?? roots)))],
      [],
    );
    fit = nextSpreads(buildings, spreadsOf(extrapolate(roots, first, second)));
    roots = rootsOf(fit);
  }
  return fit;
}

/** Lower roots of both spreads, one after the other: whatever they are, their products are covariances. */
function rootsOf({ building, transmitter }) {
  return Float64Array.of(...lowerRoot(building, levelColumns), ...lowerRoot(transmitter, levelColumns));
}

function spreadsOf(roots) {
  const [building, transmitter] = [roots.subarray(0, 9), roots.subarray(9)].map((root) =>
    sandwich(root, diagonal([1, 1, 1]), levelColumns),
  );
  return { building, transmitter };
}

function extrapolate(from, first, second) {
  const change = from.map((value, index) => first[index] - value);
  const bend = from.map((_, index) => second[index] - first[index] - change[index]);
  const length = Math.min(maxRounds, Math.max(1, Math.hypot(...change) / Math.hypot(...bend) || 1));
  return from.map((value, index) => value + 2 * length * change[index] + length ** 2 * bend[index]);
}

/**
 * Level at 10 m, exponent and obstacles of one building by itself, at this spread between its transmitters, with their
 * errors. The level is the mean over its groups of devices; a building without obstacles has 0 there.
 */
export function fitBuilding(building, transmitter) {
  const { columns } = building;
  const { summed } = reduceBuilding(building, { transmitter, building: diagonal([0, 0, 0]) });
  // The campaign's columns add up to the offset.
  const rest = columns - 1;
  const information = new Float64Array(rest * rest);
  for (let a = 0; a < rest; a++)
    for (let b = 0; b < rest; b++) information[a * rest + b] = summed.information[(a + 1) * columns + b + 1];
  const covariance = invertSymmetric(information, rest);
  const all = timesVector(covariance, summed.right.subarray(1));
  const groups = [...Array(rest).keys()].filter((index) => index > 1 && information[index * (rest + 1)] > 0);
  const weights = Float64Array.from(all, (_, index) => (groups.includes(index) ? 1 / groups.length : 0));
  return {
    levelDb: groups.reduce((sum, index) => sum + all[index] / groups.length, 0),
    levelErrorDb: Math.sqrt(sandwich(weights, covariance, rest)[0]),
    exponent: all[0],
    exponentError: Math.sqrt(covariance[0]),
    obstacle: all[1],
    obstacleError: Math.sqrt(covariance[rest + 1]),
  };
}

const firstGuess = () => ({ building: diagonal([4, 0.2, 0.2]), transmitter: diagonal([4, 0.1, 0.1]) });

/** One round: means and effects at these spreads, and the spreads that their second moments ask for. */
function nextSpreads(buildings, spreads) {
  const reduced = buildings.map((building) => reduceBuilding(building, spreads));
  const { mean, campaignMeans, campaignCovariance } = fixedEffects(buildings, reduced);
  const building = new Float64Array(9);
  const transmitter = new Float64Array(9);
  for (const [index, { campaign, columns }] of buildings.entries()) {
    const { kernel, units, summed } = reduced[index];
    const fixed = campaignMeans.get(campaign);
    const covariance = campaignCovariance(campaign);
    const effect = effectOf(kernel, summed.right, fixed);
    addMoment(building, effect, kernel, covariance, 1 / buildings.length);
    // All columns of the building: what is fixed, and its effect.
    const whole = Float64Array.from(fixed);
    for (let k = 0; k < levelColumns; k++) whole[k] += effect[k];
    const wholeCovariance = covarianceWith(kernel, covariance, columns);
    const byGroup = new Map();
    for (const unit of units) {
      if (!byGroup.has(unit.group)) byGroup.set(unit.group, pickGroup(unit.group, whole, wholeCovariance));
      const others = byGroup.get(unit.group);
      const each = effectOf(unit, unit.right, others.values);
      addMoment(transmitter, each, unit, others.covariance, 1 / buildings.length / units.length);
    }
  }
  return { mean, building, transmitter };
}

/** Offset, exponent and obstacles that transmitters of a group have in common, with their covariance. */
function pickGroup(group, whole, wholeCovariance) {
  const columns = whole.length;
  const pick = new Float64Array(3 * columns);
  for (let k = 0; k < 3; k++) pick[k * columns + k] = 1;
  pick[group] = 1;
  return { values: timesVector(pick, whole), covariance: sandwich(pick, wholeCovariance, columns) };
}

/** A building with the effects of its transmitters, then its own, integrated out. */
function reduceBuilding({ columns, transmitters }, spreads) {
  const summed = { information: new Float64Array(columns * columns), right: new Float64Array(columns) };
  const root = lowerRoot(spreads.transmitter, levelColumns);
  const units = transmitters.map(({ information, right, group }) => {
    const unit = { ...kernelOf(information, 3, root), right, group };
    addInGroup(summed, integrateOut(information, right, 3, unit), group);
    return unit;
  });
  const kernel = kernelOf(summed.information, columns, lowerRoot(spreads.building, levelColumns));
  return { units, summed, kernel, left: integrateOut(summed.information, summed.right, columns, kernel) };
}

/** Adds what a transmitter says: the column of its group is that of its offset. */
function addInGroup(sums, { information, right }, group) {
  const columns = sums.right.length;
  for (let a = 0; a < 3; a++) {
    sums.right[a] += right[a];
    sums.information[a * columns + group] += information[a * 3];
    sums.information[group * columns + a] += information[a * 3];
    for (let b = 0; b < 3; b++) sums.information[a * columns + b] += information[a * 3 + b];
  }
  sums.right[group] += right[0];
  sums.information[group * columns + group] += information[0];
}

/** Covariance K = (S⁻¹ + P)⁻¹ of an effect with the spread S = L·Lᵀ once its links are known, and K·P on all columns. */
function kernelOf(information, columns, root) {
  const inner = new Float64Array(9);
  for (let a = 0; a < 3; a++)
    for (let b = 0; b <= a; b++) {
      let sum = a === b ? 1 : 0;
      for (let k = a; k < 3; k++)
        for (let l = b; l < 3; l++) sum += root[k * 3 + a] * information[k * columns + l] * root[l * 3 + b];
      inner[a * 3 + b] = sum;
      inner[b * 3 + a] = sum;
    }
  const kernel = sandwich(root, inverseOfThree(inner), 3);
  const gain = new Float64Array(3 * columns);
  for (let a = 0; a < 3; a++)
    for (let b = 0; b < columns; b++) {
      let sum = 0;
      for (let k = 0; k < 3; k++) sum += kernel[a * 3 + k] * information[k * columns + b];
      gain[a * columns + b] = sum;
    }
  return { kernel, gain };
}

/** Inverse of a symmetric positive definite 3 × 3 matrix, by its cofactors. */
function inverseOfThree(m) {
  const inverse = new Float64Array(9);
  for (let a = 0; a < 3; a++) {
    const [b, c] = [(a + 1) % 3, (a + 2) % 3];
    inverse[a * 4] = m[b * 4] * m[c * 4] - m[b * 3 + c] ** 2;
    const cofactor = m[b * 3 + a] * m[c * 3 + a] - m[b * 3 + c] * m[a * 4];
    inverse[b * 3 + c] = cofactor;
    inverse[c * 3 + b] = cofactor;
  }
  const determinant = m[0] * inverse[0] + m[1] * inverse[1] + m[2] * inverse[2];
  for (let index = 0; index < 9; index++) inverse[index] /= determinant;
  return inverse;
}

function integrateOut(information, right, columns, { kernel, gain }) {
  const left = { information: Float64Array.from(information), right: Float64Array.from(right) };
  const pulled = timesVector(kernel, right.subarray(0, 3));
  for (let a = 0; a < columns; a++) {
    for (let k = 0; k < 3; k++) {
      const weight = information[a * columns + k];
      for (let b = 0; b < columns; b++) left.information[a * columns + b] -= weight * gain[k * columns + b];
      left.right[a] -= weight * pulled[k];
    }
  }
  return left;
}

/** Means over buildings of exponent and obstacles, the fixed columns of each campaign, and their covariance. */
function fixedEffects(buildings, reduced) {
  const campaigns = new Map();
  for (const [index, { campaign, columns }] of buildings.entries()) {
    if (!campaigns.has(campaign))
      campaigns.set(campaign, {
        columns,
        information: new Float64Array(columns * columns),
        right: new Float64Array(columns),
      });
    addTo(campaigns.get(campaign), reduced[index].left);
  }
  const parts = new Map([...campaigns].map(([campaign, sums]) => [campaign, splitCampaign(sums)]));
  const shared = new Float64Array(4);
  const right = new Float64Array(2);
  for (const part of parts.values()) {
    for (const index of shared.keys()) shared[index] += part.information[index];
    for (const index of right.keys()) right[index] += part.right[index];
  }
  const covariance = invertSymmetric(shared, 2);
  const mean = timesVector(covariance, right);
  const campaignMeans = new Map(
    [...parts].map(([campaign, { back, offsets }]) => {
      const follow = timesVector(back, mean);
      return [campaign, Float64Array.from([0, ...mean, ...offsets.map((value, row) => value - follow[row])])];
    }),
  );
  const known = new Map();
  const campaignCovariance = (campaign) => {
    if (!known.has(campaign)) known.set(campaign, covarianceOfFixed(parts.get(campaign), covariance));
    return known.get(campaign);
  };
  return { mean: { exponent: mean[0], obstacle: mean[1] }, campaignMeans, campaignCovariance };
}

/** What a campaign says of the two means once its offsets are eliminated, and how these follow the means. */
function splitCampaign({ columns, information, right }) {
  const count = columns - levelColumns;
  const at = (a, b) => information[a * columns + b];
  const inverse = invertSymmetric(
    Array.from({ length: count * count }, (_, index) =>
      at(levelColumns + Math.floor(index / count), levelColumns + (index % count)),
    ),
    count,
  );
  const offsets = timesVector(inverse, right.subarray(levelColumns));
  const [toExponent, toObstacle] = [1, 2].map((mean) =>
    timesVector(
      inverse,
      Float64Array.from({ length: count }, (_, row) => at(levelColumns + row, mean)),
    ),
  );
  const back = Float64Array.from(
    { length: 2 * count },
    (_, index) => (index % 2 === 0 ? toExponent : toObstacle)[index >> 1],
  );
  const left = { information: new Float64Array(4), right: new Float64Array(2) };
  for (let a = 0; a < 2; a++) {
    left.right[a] = right[a + 1];
    for (let b = 0; b < 2; b++) left.information[a * 2 + b] = at(a + 1, b + 1);
    for (let k = 0; k < count; k++) {
      const weight = at(a + 1, levelColumns + k);
      left.right[a] -= weight * offsets[k];
      for (let b = 0; b < 2; b++) left.information[a * 2 + b] -= weight * back[k * 2 + b];
    }
  }
  return { columns, inverse, back, offsets, ...left };
}

/** Covariance of the fixed columns of a campaign, with that of the means among them. */
function covarianceOfFixed({ columns, inverse, back }, covariance) {
  const count = columns - levelColumns;
  const all = new Float64Array(columns * columns);
  const set = (a, b, value) => {
    all[a * columns + b] = value;
    all[b * columns + a] = value;
  };
  for (let a = 0; a < 2; a++) for (let b = 0; b < 2; b++) set(a + 1, b + 1, covariance[a * 2 + b]);
  const through = sandwich(back, covariance, 2);
  for (let k = 0; k < count; k++) {
    for (let b = 0; b < 2; b++)
      set(levelColumns + k, b + 1, -back[k * 2] * covariance[b] - back[k * 2 + 1] * covariance[2 + b]);
    for (let l = 0; l < count; l++)
      set(levelColumns + k, levelColumns + l, inverse[k * count + l] + through[k * count + l]);
  }
  return all;
}

/** What is expected of an effect whose other columns are known. */
function effectOf({ kernel, gain }, right, others) {
  const effect = timesVector(kernel, right.subarray(0, 3));
  const expected = timesVector(gain, others);
  return effect.map((value, index) => value - expected[index]);
}

function addMoment(sum, effect, { kernel, gain }, covarianceOfOthers, weight) {
  const spread = sandwich(gain, covarianceOfOthers, gain.length / 3);
  for (let a = 0; a < 3; a++)
    for (let b = 0; b < 3; b++)
      sum[a * 3 + b] += weight * (effect[a] * effect[b] + kernel[a * 3 + b] + spread[a * 3 + b]);
}

/** Covariance of a building's columns: that of its own effect, and what is fixed as far as the effect does not follow it. */
function covarianceWith({ kernel, gain }, covariance, columns) {
  const through = diagonal(Array.from({ length: columns }, () => 1));
  for (let index = 0; index < gain.length; index++) through[index] -= gain[index];
  const all = sandwich(through, covariance, columns);
  for (let a = 0; a < 3; a++) for (let b = 0; b < 3; b++) all[a * columns + b] += kernel[a * 3 + b];
  return all;
}

function addTo(sums, { information, right }) {
  for (const index of sums.information.keys()) sums.information[index] += information[index];
  for (const index of sums.right.keys()) sums.right[index] += right[index];
}
