import { meanOverBuildings, offsetErrorsDb } from './error-figures.mjs';
import { joinSites } from './leave-buildings-out.mjs';
import { centreByGroup, fitColumns } from './linear-regression.mjs';
import {
  addingPowers,
  tracedColumnRatios,
  tracedExponents,
  tracedOffsetsDb,
  wallFactors,
} from './trace-site.mjs';

/** Knees of the bent sum that its fit chooses from, dB. */
const kneesDb = [1, 2, 4, 8, 16, 32];
const capDb = 40;

/** Rules by which the losses of obstacles may add, each with the choices of its constant beside the factor. */
const addingRules = [
  { title: 'sum', lossDb: ({ addedDb: [sumDb] }, factor) => factor * sumDb },
  {
    title: `sum, at most ${capDb} dB`,
    lossDb: ({ addedDb: [sumDb] }, factor) => energySumDb(factor * sumDb, capDb),
  },
  ...addingPowers.map((power, index) => ({
    title: power === 1 ? 'sum, or around' : `p = ${power}, or around`,
    lossDb: ({ addedDb, aroundDb }, factor) => energySumDb(factor * addedDb[index], aroundDb),
  })),
  {
    title: 'sum with a knee, or around',
    kneesDb,
    lossDb: ({ addedDb: [sumDb], aroundDb }, factor, kneeDb) =>
      energySumDb(2 * kneeDb * (Math.sqrt(1 + (factor * sumDb) / kneeDb) - 1), aroundDb),
  },
];

/** Loss of two paths together, by the sum of their powers; 0 where nothing is in the way. */
function energySumDb(throughDb, aroundDb) {
  if (throughDb === 0) return 0;
  return Math.max(0, -10 * Math.log10(10 ** (-throughDb / 10) + 10 ** (-aroundDb / 10)));
}

/** Mean RMSE over buildings of the saturating path at other constants, and of other rules by which losses add. */
export function compareConstants(sites) {
  const sweep = (values, lossesOf) =>
    values.map((value, index) => ({
      value,
      ...meanRmse(sites, (site) => site.links.map((link) => lossesOf(link)[index])),
    }));
  return {
    exponents: sweep(tracedExponents, ({ exponentLossDb }) => exponentLossDb),
    offsetsDb: sweep(tracedOffsetsDb, ({ turnLossDb }) => turnLossDb),
    columnRatios: sweep(tracedColumnRatios, ({ columnLossDb }) => columnLossDb),
    adding: addingRules.map(({ title, ...rule }) => ({
      title,
      catalogue: fitAddingRule(sites, rule, [1]),
      scaled: fitAddingRule(sites, rule, wallFactors),
    })),
  };
}

function meanRmse(sites, predictedDb) {
  const rmses = sites.map((site) => {
    const errors = offsetErrorsDb(site.links, predictedDb(site));
    return Math.sqrt(errors.reduce((sum, errorDb) => sum + errorDb ** 2, 0) / errors.length);
  });
  return { rmseDb: meanOverBuildings(sites, rmses).meanDb };
}

/**
 * The rule with the exponent, the factor on losses and the knee that are best for all buildings together; the way around is
 * that of the model as shipped.
 */
function fitAddingRule(sites, { lossDb, kneesDb: knees = [undefined] }, factors) {
  const { links, groups, weights } = joinSites(sites);
  const rows = links.map(({ logDistance }) => [10 * logDistance]);
  let best;
  for (const kneeDb of knees) {
    for (const factor of factors) {
      const values = links.map((link) => -link.levelDbm - link.nearLossDb - lossDb(link, factor, kneeDb));
      const [exponent] = fitColumns(values, rows, groups, weights);
      const errors = centreByGroup(
        values.map((value, index) => value - exponent * rows[index][0]),
        groups,
      );
      const square = errors.reduce((sum, errorDb, index) => sum + weights[index] * errorDb ** 2, 0);
      if (!best || square < best.square) best = { square, exponent, factor, kneeDb };
    }
  }
  const { exponent, factor, kneeDb } = best;
  const predictedDb = (site) =>
    site.links.map(
      (link) => link.nearLossDb + 10 * exponent * link.logDistance + lossDb(link, factor, kneeDb),
    );
  return { exponent, factor, kneeDb, ...meanRmse(sites, predictedDb) };
}
