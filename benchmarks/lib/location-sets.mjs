/**
 * The chance that an acceptance test passes at one set of locations, found by other means than the chance that a plan states:
 * levels of single links, garages that deviate link by link, shadowing by the Cholesky factor of the whole covariance.
 */
import { planProfile } from '@diku/engine';
import { tracePointSignals, tracePoints } from '@diku/engine/workflow';
import {
  drawLocations,
  listSquares,
  listStrata,
  neededServed,
  planTest,
  testLocations,
  voiceCarriers,
  walkFloors,
} from '../../packages/engine/dist/radio/index.js';
import { correlationFactor, polarNormal } from './simulate-acceptance.mjs';

const setCount = 16;
const firstSeed = 1;
const passM = 8;
/** At this distance the exponent moves nothing, metres: docs/verdict.md. */
const referenceM = 10;

/** Locations as `diku survey` draws them from seeds 1 to 16. [sets] of [locations] */
export function seededSets(plan) {
  const test = planTest(plan);
  const squares = listSquares(walkFloors(plan.levels));
  const strata = listStrata(squares);
  const count = testLocations(squares, strata, test);
  return Array.from({ length: setCount }, (_, index) => {
    const seed = firstSeed + index;
    const drawn = drawLocations(strata, squares, { count, spacingM: test.decorrelationM, seed });
    return Array.from(drawn, (square) => locationOf(plan, squares, square));
  });
}

/** Locations on passes 8 m apart, each 8 m from the next, at 4 × 4 offsets of 2 m. [sets] of [locations] */
export function offsetSets(plan) {
  // Squares of 2 m that can be stood on.
  const floors = walkFloors(plan.levels);
  return Array.from({ length: setCount }, (_, index) => {
    const offsetsM = [2 * (index % 4), 2 * Math.floor(index / 4)];
    return floors.flatMap(({ grid, cells, reachable }, level) => {
      const found = [];
      const cellM = grid.cellMm / 1000;
      const [westM, southM] = [grid.originXMm / 1000, grid.originYMm / 1000];
      for (let x = westM + offsetsM[0]; x < westM + grid.columns * cellM; x += passM) {
        for (let y = southM + offsetsM[1]; y < southM + grid.rows * cellM; y += passM) {
          const column = Math.floor((x - westM) / cellM);
          const row = Math.floor((y - southM) / cellM);
          const cell = row * grid.columns + column;
          if (row >= grid.rows || column >= grid.columns || cells[cell] === 0 || reachable?.[cell] === 0)
            continue;
          found.push({ level: plan.levels[level].id, x: westM + column * cellM, y: southM + row * cellM });
        }
      }
      return found;
    });
  });
}

function locationOf(plan, { firstOf, eastM, northM }, square) {
  let level = 0;
  while (firstOf[level + 1] <= square) level += 1;
  return { level: plan.levels[level].id, x: eastM[square], y: northM[square] };
}

/** Every operator's chance at each set of locations. [operators] of { operator, chances: [sets] } */
export function chancesOfSets(plan, sets, { tests, seed }) {
  const operators = [...new Set(plan.carriers.map(({ operator }) => operator))];
  const traced = createTracer(plan);
  const found = operators.map((operator) => ({ operator, chances: [] }));
  sets.forEach((locations, index) => {
    const normal = polarNormal(1000 * seed + index);
    const chances = chancesAt(plan, locations, { operators, traced, tests, normal });
    for (const [at, chance] of chances.entries()) found[at].chances.push(chance);
  });
  return found;
}

/** Links and signals of carriers, each found once a location. */
function createTracer(plan) {
  const { phoneHeightM } = planProfile(plan);
  const known = new Map();
  return (carrier, locations) => {
    const missing = locations.filter((location) => !known.has(keyOf(carrier, location)));
    const points = missing.map(({ x, y, level }) => ({ x, y, level, z: phoneHeightM }));
    const signals = tracePointSignals(plan, points, { carrierId: carrier.id });
    const links = tracePoints(plan, points, { carrierId: carrier.id });
    missing.forEach((location, index) => {
      known.set(keyOf(carrier, location), describeLocation(plan, signals[index], links[index]));
    });
    return locations.map((location) => known.get(keyOf(carrier, location)));
  };
}

const keyOf = ({ id }, { level, x, y }) => `${id} ${level} ${x} ${y}`;

/** Margin and spread, and of each antenna of the cell that serves its fraction of the power and what moves it. */
function describeLocation(plan, signal, links) {
  const cells = new Map();
  links.forEach((link, antenna) => {
    const { cell } = plan.antennas[antenna];
    const lawDb = link.terms.find(({ name }) => name === 'distance').lossDb;
    const part = {
      antenna,
      powerMw: 10 ** (link.rsrpDbm / 10),
      distanceDb: 10 * Math.log10(link.distanceM / referenceM),
      obstaclesDb: link.pathLossDb - lawDb,
    };
    cells.set(cell, [...(cells.get(cell) ?? []), part]);
  });
  const sumOf = (parts) => parts.reduce((sum, { powerMw }) => sum + powerMw, 0);
  const serving = [...cells.values()].reduce(
    (best, parts) => (sumOf(parts) > sumOf(best) ? parts : best),
    [],
  );
  const sumMw = sumOf(serving);
  return {
    marginDb: signal.marginDb,
    sigmaDb: signal.levelSigmaDb,
    parts: serving.map((part) => ({ ...part, ratio: part.powerMw / sumMw })),
  };
}

function chancesAt(plan, locations, { operators, traced, tests, normal }) {
  const profile = planProfile(plan);
  const { rule, coverageRatio, confidence, decorrelationM } = planTest(plan);
  if (rule !== 'share') throw new Error('the rule of the test is not `share`');
  const counted = { count: locations.length, effective: locations.length, visitedRatio: 0 };
  const needed = neededServed(counted, { rule, coverageRatio, confidence });
  const carriers = operators.map((operator) =>
    voiceCarriers(plan, operator).map((carrier) => ({ carrier, links: traced(carrier, locations) })),
  );
  const levels = [...new Set(locations.map(({ level }) => level))].map((level) => {
    const indices = locations.flatMap((location, index) => (location.level === level ? [index] : []));
    return {
      indices,
      factor: correlationFactor(
        indices.map((index) => locations[index]),
        decorrelationM,
      ),
    };
  });
  const commonDb = Math.hypot(profile.modelBiasSigmaDb, profile.phoneBiasSigmaDb, profile.bodySigmaDb);
  const shared = Math.sqrt(profile.carrierCorrelationRatio);
  const rest = Math.sqrt(1 - profile.carrierCorrelationRatio);
  const passes = operators.map(() => []);
  const [common, ofCarrier] = [new Float64Array(locations.length), new Float64Array(locations.length)];
  const values = new Float64Array(locations.length);
  for (let test = 0; test < tests; test += 1) {
    const exponent = profile.exponentSigma * normal();
    const obstacleRatio = profile.obstacleSigmaRatio * normal();
    const antennasDb = plan.antennas.map(() => profile.antennaSigmaDb * normal());
    const shadowing = Math.exp(profile.shadowingSigmaRatio * normal());
    drawField(levels, normal, common);
    carriers.forEach((ofOperator, operator) => {
      values.fill(Number.NEGATIVE_INFINITY);
      for (const { links } of ofOperator) {
        drawField(levels, normal, ofCarrier);
        links.forEach(({ marginDb, sigmaDb, parts }, at) => {
          let ratio = 0;
          for (const part of parts) {
            const gainDb =
              antennasDb[part.antenna] - exponent * part.distanceDb - obstacleRatio * part.obstaclesDb;
            ratio += part.ratio * 10 ** (gainDb / 10);
          }
          const movedDb = 10 * Math.log10(ratio);
          const shadowDb = shadowing * sigmaDb * (shared * common[at] + rest * ofCarrier[at]);
          const readingDb = profile.phoneReadingSigmaDb * normal();
          values[at] = Math.max(values[at], marginDb + movedDb + shadowDb + readingDb);
        });
      }
      const bearsDb = Float64Array.from(values).sort()[locations.length - needed];
      passes[operator].push(normalCdf(bearsDb / commonDb));
    });
  }
  return passes.map((each) => ({ chance: each.reduce((sum, pass) => sum + pass, 0) / tests }));
}

function drawField(levels, normal, into) {
  for (const { indices, factor } of levels) {
    const white = Float64Array.from(indices, normal);
    let at = 0;
    indices.forEach((location, row) => {
      let sum = 0;
      for (let column = 0; column <= row; column += 1, at += 1) sum += factor[at] * white[column];
      into[location] = sum;
    });
  }
}

/** M. Abramowitz and I. A. Stegun, 26.2.17: the error is below 7.5e-8. */
function normalCdf(z) {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail =
    (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z >= 0 ? 1 - tail : tail;
}
