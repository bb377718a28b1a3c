import { errorFigures, offsetErrorsDb } from './error-figures.mjs';
import { centreByGroup, fitColumns } from './linear-regression.mjs';
import { excessLossDb, shippedModels, wallFactors } from './trace-site.mjs';

/** Laws with constants, by what they take of a link beside ten times the logarithm of its length. */
const laws = {
  'log-distance': () => [],
  'log-distance + walls': ({ walls }) => [walls],
  'log-distance + √walls': ({ walls }) => [Math.sqrt(walls)],
  'log-distance + floors': ({ floors }) => [floors],
};

const lawsByTable = {
  walls: ['log-distance', 'log-distance + walls', 'log-distance + √walls'],
  links: ['log-distance'],
  floors: ['log-distance', 'log-distance + floors'],
};

/**
 * Scores of every model on every site of one table. Laws with constants and the refitted saturating path are fitted to
 * the sites of all other buildings, and left out where there are none; the rest is as shipped.
 * `bestFit` are the constants with which the saturating path fits the site itself best; no score is of them.
 */
export function leaveBuildingsOut(sites, table) {
  return sites.map((site) => {
    const others = sites.filter(({ building }) => building !== site.building);
    const scores = {};
    const fits = {};
    const add = (name, predictedDb) => {
      scores[name] = errorFigures(site.links, offsetErrorsDb(site.links, predictedDb));
    };
    for (const name of others.length > 0 ? lawsByTable[table] : []) {
      fits[name] = fitLaw(others, name);
      add(name, predictByLaw(site.links, name, fits[name]));
    }
    for (const id of shippedModels)
      add(
        id,
        site.links.map(({ lossDb }) => lossDb[id]),
      );
    if (table === 'walls' && others.length > 0) {
      const refit = refitSaturatingPath(others);
      fits['saturating-path, refitted'] = constantsOf(refit);
      add('saturating-path, refitted', predictRefitted(site.links, refit));
    }
    return {
      site,
      scores,
      fits,
      ...(table === 'walls' ? { bestFit: constantsOf(refitSaturatingPath([site])) } : {}),
    };
  });
}

function constantsOf({ exponent, factorIndex }) {
  return { exponent, wallFactor: wallFactors[factorIndex] };
}

/** Links of several sites with what a fit needs: groups of one site and device, and weights that add to one a building. */
export function joinSites(sites) {
  const bands = new Map();
  for (const { building } of sites) bands.set(building, (bands.get(building) ?? 0) + 1);
  return {
    links: sites.flatMap(({ links }) => links),
    groups: sites.flatMap(({ id, links }) => links.map(({ device }) => `${id} ${device}`)),
    weights: sites.flatMap(({ building, links }) => links.map(() => 1 / bands.get(building) / links.length)),
  };
}

/** Exponent and what each further column of a law costs, dB, by least squares with an offset for each site and device. */
export function fitLaw(sites, name) {
  const { links, groups, weights } = joinSites(sites);
  const lossesDb = links.map(({ levelDbm, nearLossDb }) => -levelDbm - nearLossDb);
  const rows = links.map((link) => [10 * link.logDistance, ...laws[name](link)]);
  const [exponent, stepDb = 0] = fitColumns(lossesDb, rows, groups, weights);
  return { exponent, stepDb };
}

export function predictByLaw(links, name, { exponent, stepDb }) {
  return links.map((link) => {
    const [count = 0] = laws[name](link);
    return link.nearLossDb + 10 * exponent * link.logDistance + stepDb * count;
  });
}

/** Exponent and factor on all wall losses of the saturating path; ways around are those found at the shipped exponent. */
export function refitSaturatingPath(sites) {
  const { links, groups, weights } = joinSites(sites);
  const rows = links.map(({ logDistance }) => [10 * logDistance]);
  let best;
  for (const factorIndex of wallFactors.keys()) {
    const lossesDb = links.map(
      (link) => -link.levelDbm - link.nearLossDb - excessLossDb(link, link.factorLossDb[factorIndex]),
    );
    const [exponent] = fitColumns(lossesDb, rows, groups, weights);
    const errors = centreByGroup(
      lossesDb.map((lossDb, index) => lossDb - exponent * rows[index][0]),
      groups,
    );
    const square = errors.reduce((sum, errorDb, index) => sum + weights[index] * errorDb ** 2, 0);
    if (!best || square < best.square) best = { exponent, factorIndex, square };
  }
  return best;
}

function predictRefitted(links, { exponent, factorIndex }) {
  return links.map(
    (link) =>
      link.nearLossDb + 10 * exponent * link.logDistance + excessLossDb(link, link.factorLossDb[factorIndex]),
  );
}
