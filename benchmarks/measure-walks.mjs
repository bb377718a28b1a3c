/**
 * Does the stated chance hold whichever locations the acceptance team chooses? Each garage is designed, or hung with antennas on a
 * grid (`--spacing 26`), and tested at the locations that `diku survey` draws from 16 seeds, and at the 16 offsets of passes 8 m
 * apart. Prints the chance that the plan states, and of each family the mean, the least and the greatest chance of the 16, of
 * the operator whose mean is the least.
 *
 * The chance of one set of locations is found by other means than the stated one's: levels of single links; garages that deviate
 * link by link, every antenna by itself; shadowing by the Cholesky factor at the locations; other random numbers.
 *
 * `node benchmarks/measure-walks.mjs [g01 g04 …] [--tests 400] [--spacing 26] [--weaker 0,3]`; the garages of developers'
 * machines, else the bundled example. Exit status 1 where a mean over 16 seeds is off by more than a point and two standard
 * errors.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createPlainSolver, createSimdKernel, FieldStack, planGarage, predictPlan } from '@diku/engine';
import { gridPlan } from './lib/grid-antennas.mjs';
import { chancesOfSets, offsetSets, seededSets } from './lib/location-sets.mjs';

const garages = fileURLToPath(new URL('../../shared/data/garages/', import.meta.url));
const example = fileURLToPath(new URL('../examples/garage-one-level.dxf', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tests: { type: 'string', default: '400' },
    spacing: { type: 'string' },
    weaker: { type: 'string', default: '0' },
  },
});
const tests = Number(values.tests);
const solver = createPlainSolver(createSimdKernel());
const allowedPoints = 1;
let isGood = true;

const columns = [
  'weaker',
  'antennas',
  'stated',
  'seeds',
  'error',
  'least',
  'greatest',
  'offsets',
  'least',
  'greatest',
];
console.log([''.padEnd(22), ...columns.map((name) => name.padStart(9))].join(' '));
for (const drawing of drawings()) await measure(drawing);
process.exitCode = isGood ? 0 : 1;

function drawings() {
  if (!existsSync(garages)) return [example];
  return readdirSync(garages)
    .filter((name) => name.endsWith('.dxf'))
    .filter((name) => positionals.length === 0 || positionals.some((prefix) => name.startsWith(prefix)))
    .sort()
    .map((name) => `${garages}${name}`);
}

async function measure(drawing) {
  const bytes = readFileSync(drawing);
  const designed = values.spacing
    ? await gridPlan(bytes, basename(drawing, '.dxf'), { stepM: Number(values.spacing) })
    : (await planGarage({ drawing: bytes }, { solver, effort: 'low', network: false })).plan;
  const fields = new FieldStack(solver);
  for (const lessDb of values.weaker.split(',').map(Number)) {
    const carriers = designed.carriers.map((carrier) => ({
      ...carrier,
      portPowerDbm: carrier.portPowerDbm - lessDb,
    }));
    const plan = { ...designed, carriers };
    const { assessment } = await predictPlan(plan, { solver, fields });
    const stated = new Map(assessment.operators.map((each) => [each.operator, each.passProbability]));
    const bySeeds = worst(chancesOfSets(plan, seededSets(plan), { tests, seed: 1 }));
    const byOffsets = worst(chancesOfSets(plan, offsetSets(plan), { tests, seed: 2 }));
    const off = Math.abs(100 * (stated.get(bySeeds.operator) - bySeeds.mean));
    if (off > allowedPoints + 200 * bySeeds.error) isGood = false;
    const percent = (value) => (100 * value).toFixed(1);
    const cells = [
      `${lessDb} dB`,
      plan.antennas.length,
      percent(stated.get(bySeeds.operator)),
      ...[bySeeds.mean, bySeeds.error, bySeeds.minChance, bySeeds.maxChance].map(percent),
      ...[byOffsets.mean, byOffsets.minChance, byOffsets.maxChance].map(percent),
    ];
    console.log(
      [basename(drawing, '.dxf').padEnd(22), ...cells.map((cell) => String(cell).padStart(9))].join(' '),
    );
  }
}

/** Figures of the operator with the least mean. */
function worst(operators) {
  const figures = operators.map(({ operator, chances }) => {
    const mean = chances.reduce((sum, { chance }) => sum + chance, 0) / chances.length;
    const variance =
      chances.reduce((sum, { chance }) => sum + (chance - mean) ** 2, 0) / (chances.length - 1);
    const all = chances.map(({ chance }) => chance);
    return {
      operator,
      mean,
      error: Math.sqrt(variance / chances.length),
      minChance: Math.min(...all),
      maxChance: Math.max(...all),
    };
  });
  return figures.reduce((min, other) => (other.mean < min.mean ? other : min));
}
