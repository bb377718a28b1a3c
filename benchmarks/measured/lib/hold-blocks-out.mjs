import { errorFigures } from './error-figures.mjs';
import { krigeResiduals } from './krige-residuals.mjs';
import { drawFolds } from './leave-transmitters-out.mjs';
import { groupMeans } from './linear-regression.mjs';

/** Side of the squares that are held out, metres. */
const blockM = 10;
/** A fold of squares leaves at least this much to learn from. */
const fewestBlocks = 4;

/**
 * Scores of the saturating path with one offset for each transmitter and device from the links outside the held-out
 * squares, and of the same with its residuals kriged; undefined where a site has fewer than four squares.
 */
export function holdBlocksOut(links) {
  const blocks = links.map(
    ({ floor, point }) => `${floor} ${point.map((value) => Math.floor(value / blockM)).join()}`,
  );
  if (new Set(blocks).size < fewestBlocks) return undefined;
  const offsetErrorsDb = new Float64Array(links.length);
  const krigedErrorsDb = new Float64Array(links.length);
  for (const fold of drawFolds(blocks)) {
    const training = [...links.keys()].filter((index) => !fold.has(blocks[index]));
    const heldOut = [...links.keys()].filter((index) => fold.has(blocks[index]));
    const residualOf = residualsOf(links, training);
    const known = training.map((index) => ({ ...links[index], residualDb: residualOf(links[index]) }));
    const krigedDb = krigeResiduals(
      known,
      heldOut.map((index) => links[index]),
    );
    for (const [at, index] of heldOut.entries()) {
      offsetErrorsDb[index] = residualOf(links[index]);
      krigedErrorsDb[index] = offsetErrorsDb[index] - krigedDb[at];
    }
  }
  return {
    'saturating-path': errorFigures(links, offsetErrorsDb),
    kriged: errorFigures(links, krigedErrorsDb),
  };
}

/** Measured level and predicted loss less the offset of transmitter and device; of the device where that pair is new. */
function residualsOf(links, training) {
  const remainderDb = ({ levelDbm, lossDb }) => levelDbm + lossDb['saturating-path'];
  const known = training.map((index) => links[index]);
  const remaindersDb = known.map(remainderDb);
  const pairOf = ({ transmitter, device }) => `${transmitter} ${device}`;
  const pairsDb = groupMeans(remaindersDb, known.map(pairOf));
  const devicesDb = groupMeans(
    remaindersDb,
    known.map(({ device }) => device),
  );
  const commonDb = remaindersDb.reduce((sum, value) => sum + value, 0) / remaindersDb.length;
  return (link) => remainderDb(link) - (pairsDb.get(pairOf(link)) ?? devicesDb.get(link.device) ?? commonDb);
}
