import { meanOverBuildings, offsetErrorsDb } from './error-figures.mjs';
import { wallFactors } from './trace-site.mjs';

const halfIndex = wallFactors.indexOf(0.5);
const wholeIndex = wallFactors.indexOf(1);

/**
 * RMSE of the saturating path with its walls as shipped, at half their loss, and at the factor that is best for the other
 * buildings of the list, dB: one row for each site, and the means over buildings. Undefined where there is no other
 * building.
 */
export function weakenWalls(sites) {
  if (new Set(sites.map(({ building }) => building)).size < 2) return undefined;
  const rmses = sites.map(({ links }) => wallFactors.map((_, index) => rmseAt(links, index)));
  const rows = sites.map(({ building, band }, at) => {
    const others = sites.flatMap((other, index) => (other.building === building ? [] : [{ other, index }]));
    const learntIndex = bestIndex(others.map(({ other, index }) => ({ ...other, rmses: rmses[index] })));
    return {
      building,
      band,
      wholeDb: rmses[at][wholeIndex],
      halfDb: rmses[at][halfIndex],
      learntDb: rmses[at][learntIndex],
      learntFactor: wallFactors[learntIndex],
    };
  });
  const mean = (figureOf) => meanOverBuildings(rows, rows.map(figureOf));
  return {
    rows,
    means: {
      wholeDb: mean(({ wholeDb }) => wholeDb),
      halfDb: mean(({ halfDb }) => halfDb),
      learntDb: mean(({ learntDb }) => learntDb),
      halfLessDb: mean(({ wholeDb, halfDb }) => halfDb - wholeDb),
      learntLessDb: mean(({ wholeDb, learntDb }) => learntDb - wholeDb),
    },
  };
}

function rmseAt(links, index) {
  const errors = offsetErrorsDb(
    links,
    links.map(({ factorLossDb }) => factorLossDb[index]),
  );
  return Math.sqrt(errors.reduce((sum, errorDb) => sum + errorDb ** 2, 0) / errors.length);
}

/** The factor of the least mean square over buildings. */
function bestIndex(sites) {
  let best;
  for (const index of wallFactors.keys()) {
    const squares = sites.map((site) => site.rmses[index] ** 2);
    const square = meanOverBuildings(sites, squares).meanDb;
    if (!best || square < best.square) best = { index, square };
  }
  return best.index;
}
