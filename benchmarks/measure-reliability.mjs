/**
 * Does a chance to pass of so many percent pass so often? Random garages with antennas on a grid, each predicted by its plan
 * and tested again and again as another garage: one that deviates from the plan by what the profile says that garages
 * differ by (`lib/deviating-garage.mjs`), its levels from single links, its shadowing and readings by other means than the
 * chance's. The garages are sorted by the chance that was stated; each tenth's mean chance is set against the fraction of
 * its tests that passed. Exit status 1 where a tenth that holds a twentieth of all tests is off by more than `--allowed`
 * points (default 3) and two standard errors, by garages.
 *
 * `node benchmarks/measure-reliability.mjs [--garages 200] [--tests 40] [--seed 1] [--allowed 3] [--only KEY]`: `--only` leaves
 * one of the spreads between garages (`exponentSigma`, `obstacleSigmaRatio`, `antennaSigmaDb`, `shadowingSigmaRatio`; `none`: none of them).
 * `--measured FILE [--walls known|guessed|all] [--left-out]`: each test's garage is instead to its plan what one of the measured buildings with
 * walls is to the model (FILE of `npm run score:measured -- FOLDER --json FILE`), those whose materials are known, those where they
 * were guessed, or all; `--allowed` is 7 then. With `--left-out` the chance is stated with the means and spreads of the other
 * buildings of its class, and the garage is as the one that was left out: one building a garage. `--rays N`: levels are those of N energy rays of each antenna through that garage, with shadowing of
 * 4 dB besides (what is left of the 4.9 dB of a measured car park after such differences, an assumption). Level at 10 m,
 * antennas and phones stay drawn by the profile.
 */
import { readFileSync } from 'node:fs';
import { createPlainSolver, createSimdKernel, parsePlan, predictPlan } from '@diku/engine';
import { surveyPrediction } from '@diku/engine/measurement';
import { createPlainRaySolver } from '@diku/engine/radio';
import { compareWithRays } from '@diku/engine/workflow';
import { evaluateTest } from '../packages/engine/dist/measurement/index.js';
import { deviationsOf, drawDeviations, planOfOthers } from './lib/deviating-garage.mjs';
import { randomGarage } from './lib/random-garage.mjs';
import { drawTest, polarNormal, prepareDeviating } from './lib/simulate-acceptance.mjs';

const words = process.argv.slice(2);
const option = (name, usual) => {
  const at = words.indexOf(`--${name}`);
  return at < 0 ? usual : Number(words[at + 1]);
};
const garages = option('garages', 200);
const tests = option('tests', 40);
const firstSeed = option('seed', 1);
const measured = readMeasured();
const buildings = measured?.buildings;
const rays = option('rays', 0);
const allowedPoints = option('allowed', buildings || rays > 0 ? 7 : 3);
const onlyAt = words.indexOf('--only');
const kept = onlyAt < 0 ? undefined : words[onlyAt + 1];
const leftOut = ['exponentSigma', 'obstacleSigmaRatio', 'antennaSigmaDb', 'shadowingSigmaRatio'].filter(
  (key) => kept !== undefined && key !== kept,
);
/** Shadowing beside what rays say, dB. */
const raysShadowingDb = 4;
/** Tests at the same locations. */
const perSurvey = 4;
const asRaysHaveIt = { exponent: 0, obstacleRatio: 0, overrides: { shadowingSigmaDb: raysShadowingDb } };
const solver = createPlainSolver(createSimdKernel());

const rows = [];
for (let index = 0; index < garages; index += 1) {
  rows.push(await measure(firstSeed + index));
  if ((index + 1) % 20 === 0) console.error(`${index + 1} of ${garages} garages`);
}
process.exitCode = report(rows) ? 0 : 1;

async function measure(seed) {
  const garage = randomGarage(seed);
  const profileOverrides = Object.fromEntries(leftOut.map((key) => [key, 0]));
  const plan = parsePlan({ ...garage, requirements: { ...garage.requirements, profileOverrides } });
  const onlyBuilding = measured?.others && buildings[seed % buildings.length];
  const stated = onlyBuilding
    ? planOfOthers(plan, measured.others.get(onlyBuilding.building), measured.decorrelationM)
    : plan;
  const prediction = await predictPlan(stated, { solver });
  const profile = prediction.profile;
  const moveToRays = rays > 0 ? await levelsOfRays(plan) : undefined;
  let passed = 0;
  for (let test = 0; test < tests; test += 1) {
    const normal = polarNormal(100_003 * seed + test);
    const survey = surveyPrediction(prediction, { seed: 1 + Math.floor(test / perSurvey) });
    const building = onlyBuilding ?? buildings?.[(seed + test) % buildings.length];
    const deviations = building
      ? deviationsOf(plan, building, { decorrelationM: measured.decorrelationM, normal })
      : moveToRays && { ...drawDeviations(plan, normal), ...asRaysHaveIt };
    const prepared = prepareDeviating(plan, survey, normal, deviations);
    moveToRays?.(prepared);
    const readings = drawTest(prepared, normal);
    const { operators } = evaluateTest(plan, readings, prepared.operators, { profile, rule: 'share' });
    passed += Number(operators[0].status === 'passed');
  }
  return { stated: prediction.assessment.operators[0].passProbability, passed: passed / tests };
}

/** Moves the medians of tests to what rays find there; where they do not tell, the model's stay. */
async function levelsOfRays(plan) {
  const raySolver = createPlainRaySolver();
  const { grid, differenceDb } = await compareWithRays(plan, { solver, raySolver, rays });
  return ({ locations, signals }) => {
    locations.forEach(({ x, y }, index) => {
      const column = Math.round((1000 * x - grid.originXMm) / grid.cellMm);
      const row = Math.round((1000 * y - grid.originYMm) / grid.cellMm);
      const strongerDb = differenceDb[row * grid.columns + column] || 0;
      for (const carrier of signals) {
        carrier[index].rsrpDbm += strongerDb;
        carrier[index].sinrDb += strongerDb;
        carrier[index].uplinkMarginDb += strongerDb;
      }
    });
  };
}

/** The buildings that garages are to be like, and what the others of their class say of each; undefined where none are asked for. */
function readMeasured() {
  const [fileAt, wallsAt] = ['--measured', '--walls'].map((word) => words.indexOf(word));
  if (fileAt < 0) return undefined;
  const { spreads } = JSON.parse(readFileSync(words[fileAt + 1], 'utf8'));
  const known = new Set(spreads.knownWalls.rows.map(({ building }) => building));
  const walls = wallsAt < 0 ? 'known' : words[wallsAt + 1];
  const isIn = (building) => walls === 'all' || known.has(building) === (walls === 'known');
  return {
    buildings: spreads.buildings.filter(({ hasObstacles, building }) => hasObstacles && isIn(building)),
    decorrelationM: spreads.decorrelationM,
    ...(words.includes('--left-out')
      ? { others: new Map(spreads.leftOut.map((others) => [others.building, others])) }
      : {}),
  };
}

/** Prints the tenths; true where all are within what is allowed. */
function report(found) {
  console.log('stated    garages  mean stated  passed   off  error');
  let isGood = true;
  for (let tenth = 0; tenth < 10; tenth += 1) {
    const within = found.filter(({ stated }) => Math.min(9, Math.floor(10 * stated)) === tenth);
    if (within.length === 0) continue;
    const mean = (of) => within.reduce((sum, row) => sum + of(row), 0) / within.length;
    const stated = mean((row) => row.stated);
    const passed = mean((row) => row.passed);
    const off = 100 * (stated - passed);
    const variance = mean((row) => (row.passed - row.stated - passed + stated) ** 2);
    const error = 100 * Math.sqrt(variance / within.length);
    if (within.length >= found.length / 20 && Math.abs(off) > allowedPoints + 2 * error) isGood = false;
    const cells = [
      `${10 * tenth}–${10 * tenth + 10} %`.padEnd(9),
      String(within.length).padStart(7),
      (100 * stated).toFixed(1).padStart(12),
      (100 * passed).toFixed(1).padStart(7),
      off.toFixed(1).padStart(5),
      `± ${error.toFixed(1)}`.padStart(6),
    ];
    console.log(cells.join(' '));
  }
  const meanOff = found.reduce((sum, { stated, passed }) => sum + stated - passed, 0) / found.length;
  const rms = Math.sqrt(
    found.reduce((sum, { stated, passed }) => sum + (stated - passed) ** 2, 0) / found.length,
  );
  console.log(`all: ${(100 * meanOff).toFixed(1)} points off on the mean, ${(100 * rms).toFixed(1)} rms`);
  return isGood;
}
