/**
 * Feeds the antennas of the public garages and prints a table: how far ports are off their targets, what the network costs,
 * and what courses and parts cost over their proven bounds.
 * `node benchmarks/measure-network.mjs [g01 g04 …] [--effort low|normal|high] [--placed <folder>] [--grid <metres>]
 * [--carriers lte|lte-nr|…]`. With `--grid` antennas hang on a grid of so many metres instead: networks of many. Else plans with antennas
 * come from the folder; what it lacks is placed from the drawings with the least effort and stays there, so that
 * the next run need not place again (default: a folder of this user's among the temporary files).
 *
 * `--antennas 60,300` designs networks of so many antennas on the two levels of `examples/garage-two-levels.dxf` instead (anybody has
 * them) and prints the processor's seconds of each, and how many times that of the fields of the bench task `field-multi-wall` by its
 * per-cell reference it is, which runs before and after each design in the same process.
 */
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parsePlan, reportNetwork } from '@diku/engine';
import { designNetwork } from '../packages/engine/dist/design/index.js';
import { createFieldJobs } from './lib/field-jobs.mjs';
import { solveAll } from './lib/field-task.mjs';
import { createGaragePlan } from './lib/garage-plan.mjs';
import { gridPlan } from './lib/grid-antennas.mjs';
import { createPerCellReference } from './lib/per-cell-reference.mjs';
import { printRow, publicGarages, runDiku } from './lib/public-garages.mjs';
import { round } from './lib/race.mjs';
import { twoLevelPlan } from './lib/two-level-plan.mjs';

const { values: options, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: {
    effort: { type: 'string', default: 'normal' },
    grid: { type: 'string' },
    antennas: { type: 'string' },
    carriers: { type: 'string', default: 'lte' },
    placed: { type: 'string', default: join(tmpdir(), `diku-placed-${process.getuid?.() ?? 0}`) },
  },
});

/** So often the reference runs before a design, and after it. */
const referenceRounds = 5;

const columns = [
  ['antennas', 9],
  ['sources', 8],
  ['at least', 8],
  ['remote', 6],
  ['units', 6],
  ['pads', 5],
  ['run m', 6],
  ['lowest', 7],
  ['passive CNY', 11],
  ['CNY', 8],
  ['courses m', 10],
  ['bound m', 8],
  ['courses', 8],
  ['parts', 8],
  ['rules', 10],
  ['seconds', 8],
];
if (options.antennas === undefined) await measureGarages();
else await measureCounts(options.antennas.split(',').map(Number));

/** A table of the public garages. */
async function measureGarages() {
  const widths = columns.map(([, width]) => width);
  const garages = publicGarages(wanted);
  mkdirSync(options.placed, { recursive: true });
  printRow(
    'garage',
    columns.map(([name]) => name),
    widths,
  );
  for (const { name, drawing } of garages) {
    const plan = await planOf(name, drawing);
    const startMs = performance.now();
    const { plan: fed, design } = designNetwork(plan, { effort: options.effort, partial: true });
    const seconds = (performance.now() - startMs) / 1000;
    const { bill, rules } = reportNetwork(fed);
    const { trees, worst, unreached } = design;
    const sum = (value) => trees.reduce((total, tree) => total + value(tree), 0);
    const proven = (isProven) => (trees.every(isProven) ? '=' : '≤');
    const failed = rules.filter(({ passed, isWarning }) => !passed && !isWarning).map(({ id }) => id);
    const cells = [
      plan.antennas.length - unreached.length,
      design.sources,
      design.leastSources,
      ...networkCells(fed, bill),
      longestRunM(rules).toFixed(1),
      worst ? `${worst.deviationDb > 0 ? '+' : ''}${worst.deviationDb.toFixed(2)}` : '–',
      Math.round(passiveCny(bill)),
      Math.round(bill.costCny),
      Math.round(sum(({ lengthM }) => lengthM)),
      Math.round(sum(({ leastLengthM }) => leastLengthM)),
      proven(({ isLeast }) => isLeast) +
        (sum(({ courseCny }) => courseCny) / sum(({ leastCourseCny }) => leastCourseCny)).toFixed(3),
      proven(({ isPartsExact }) => isPartsExact) +
        (sum(({ partsCny }) => partsCny) / sum(({ leastPartsCny }) => leastPartsCny)).toFixed(3),
      failed.length === 0 ? 'met' : failed.join(' '),
      seconds.toFixed(1),
    ];
    printRow(name, cells, widths);
  }
  console.log(
    'run: the longest feeder to one antenna alone; lowest: the port least over its target, dB; courses, parts: cost over its proven bound; = proven to be the least, ≤ at most so much over the least',
  );
}

/** A table of designs of so many antennas, with what the processor spent on them. */
async function measureCounts(counts) {
  const head = [
    ['fed', 6],
    ['sources', 8],
    ['units', 6],
    ['pads', 5],
    ['CNY', 8],
    ['rules', 14],
    ['CPU s', 8],
    ['reference CPU s', 16],
    ['ratio', 8],
  ];
  const columnWidths = head.map(([, width]) => width);
  printRow(
    'antennas',
    head.map(([name]) => name),
    columnWidths,
  );
  const jobs = createFieldJobs(createGaragePlan(), 0.5);
  const solveReference = solveAll(createPerCellReference(), jobs);
  solveReference();
  for (const count of counts) {
    const plan = await twoLevelPlan(count / 2);
    const before = referenceS(solveReference);
    const { elapsedS, value } = processorS(() =>
      designNetwork(plan, { effort: options.effort, partial: true }),
    );
    const reference = [...before, ...referenceS(solveReference)].sort((a, b) => a - b)[referenceRounds];
    const { bill, rules } = reportNetwork(value.plan);
    const failed = rules.filter(({ passed, isWarning }) => !passed && !isWarning).map(({ id }) => id);
    const [, units, pads] = networkCells(value.plan, bill);
    const cells = [plan.antennas.length - value.design.unreached.length, value.design.sources, units, pads];
    const figures = [elapsedS, reference, elapsedS / reference].map(round);
    const row = [
      ...cells,
      Math.round(bill.costCny),
      failed.length === 0 ? 'met' : failed.join(' '),
      ...figures,
    ];
    printRow(String(count), row, columnWidths);
  }
  console.log(
    `effort ${options.effort}; ratio: to the fields of the bench task field-multi-wall by its per-cell reference, median of ${2 * referenceRounds} in this process`,
  );
}

function referenceS(solveReference) {
  return Array.from({ length: referenceRounds }, () => processorS(solveReference).elapsedS);
}

/** Seconds that the processor spends in this process, other tasks of the machine left out. */
function processorS(run) {
  const start = process.cpuUsage();
  const value = run();
  const { user, system } = process.cpuUsage(start);
  return { elapsedS: (user + system) / 1e6, value };
}

function planOf(name, drawing) {
  if (options.grid === undefined) return placedPlan(name, drawing);
  const bytes = new Uint8Array(readFileSync(drawing));
  return gridPlan(bytes, name, { stepM: Number(options.grid), carriers: options.carriers });
}

/** The longest feeder to one antenna alone, metres. */
function longestRunM(rules) {
  return rules.find(({ id }) => id === 'single-run')?.worst?.value ?? 0;
}

/** Sources outside equipment rooms, radio units, and attenuators. */
function networkCells({ network }, { items }) {
  const pads = items.filter(({ kind }) => kind === 'attenuator');
  return [
    network.sources.filter(({ facility }) => facility === undefined).length,
    network.sources.reduce((count, { units }) => count + units.length, 0),
    pads.reduce((count, { quantity }) => count + quantity, 0),
  ];
}

/** Splitters, couplers, attenuators, loads and feeders with their labour. */
function passiveCny({ items }) {
  const kinds = ['splitter', 'coupler', 'attenuator', 'load', 'cable'];
  return items.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { costCny }) => sum + costCny, 0);
}

function placedPlan(name, drawing) {
  const file = join(options.placed, `${name}.json`);
  if (!existsSync(file)) {
    const [imported, placed] = ['import', 'part'].map((end) => join(options.placed, `${name}.${end}.tmp`));
    runDiku(['import', drawing, '-o', imported]);
    runDiku(['place', imported, '-o', placed, '--effort', 'low', '--json']);
    renameSync(placed, file);
  }
  return parsePlan(JSON.parse(readFileSync(file, 'utf8')));
}
