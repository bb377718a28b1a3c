/**
 * What a city's garages take: draws communities' garages as DXF, of areas and levels by lot from the status table's
 * (`data/garage-areas.json`), runs `diku batch` on them at its default effort and prints seconds of processor and clock for
 * each, by size and by stage, and what 1,000 would take on two cores.
 * `node benchmarks/measure-scale.mjs [--communities 6] [--workers 2] [--seed 1] [--out <folder>] [--program <diku.js>]`.
 * SIGTERM to the batch prints what is done so far. With `--out` drawings and results stay, and the same command goes on where it was ended. `--program`: the command line of
 * another build. The fields of the bench task `field-multi-wall` by its per-cell reference run before and after in this
 * process: ratios to them carry over to other machines, seconds do not.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createRandom } from '../packages/engine/dist/core/index.js';
import { drawGarage } from './lib/draw-garage.mjs';
import { createFieldJobs } from './lib/field-jobs.mjs';
import { solveAll } from './lib/field-task.mjs';
import { createGaragePlan } from './lib/garage-plan.mjs';
import { describeRun, root } from './lib/machine.mjs';
import { createPerCellReference } from './lib/per-cell-reference.mjs';
import { markdownTable, percent, short } from './lib/table.mjs';

const { values: options } = parseArgs({
  options: {
    communities: { type: 'string', default: '6' },
    workers: { type: 'string', default: '2' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string' },
    program: { type: 'string', default: join(root, 'packages/cli/bin/diku.js') },
  },
});
const [communities, workers, seed] = [options.communities, options.workers, options.seed].map(Number);
/** A city's year, and the cores that it is reckoned for. */
const city = { communities: 1000, cores: 2 };
const referenceRounds = 5;
/** Upper ends of the sizes of the table, m². */
const sizesM2 = [5000, 10_000, 20_000, Number.POSITIVE_INFINITY];
/** Stages by the seconds that a job tells of. */
const stages = {
  reading: ['importS', 'reviewsFilesS'],
  placement: ['placeS'],
  network: ['networkS'],
  verdict: ['predictS', 'handoverS'],
  maps: ['mapsFilesS'],
  documents: ['planFilesS', 'reportFilesS', 'documentsFilesS'],
};

const folder = options.out ?? mkdtempSync(join(tmpdir(), 'diku-scale-'));
try {
  const garages = drawAll(join(folder, 'drawings'));
  const before = referenceS();
  const { jobs, elapsedS } = await runBatch(join(folder, 'drawings'), join(folder, 'results'));
  const reference = median([...before, ...referenceS()]);
  const measured = jobs.map((job) => ({ ...job, ...garages.get(job.id) }));
  if (measured.length === 0) throw new Error('no community was computed: all results are there already');
  print(measured, elapsedS, reference);
} finally {
  if (options.out === undefined) rmSync(folder, { recursive: true, force: true });
}

/**
 * Draws the garages: the table's areas in order, cut into as many stretches as communities, one by lot of each, so that few
 * have nearly the mean of all. Communities are numbered by lot, not by size.
 */
function drawAll(target) {
  const { garages } = JSON.parse(readFileSync(new URL('data/garage-areas.json', import.meta.url), 'utf8'));
  const byArea = garages.toSorted(([a], [b]) => a - b);
  const random = createRandom(seed);
  const chosen = Array.from(
    { length: communities },
    (_, index) => byArea[Math.floor(((index + random()) / communities) * byArea.length)],
  );
  for (let last = chosen.length - 1; last > 0; last--) {
    const other = Math.floor((last + 1) * random());
    [chosen[last], chosen[other]] = [chosen[other], chosen[last]];
  }
  mkdirSync(target, { recursive: true });
  return new Map(
    chosen.map(([areaM2, levels], index) => {
      const id = `scale-${String(index + 1).padStart(4, '0')}`;
      const { bytes, areaM2: drawnM2, bays } = drawGarage(areaM2, levels, seed * 10_000 + index);
      writeFileSync(join(target, `${id}.dxf`), bytes);
      return [id, { areaM2: drawnM2, levels, bays }];
    }),
  );
}

/** Communities that the batch has computed, with the seconds of their stages, and what it took as a whole. */
async function runBatch(drawings, results) {
  const args = [
    'batch',
    drawings,
    '-o',
    results,
    '--workers',
    String(workers),
    '--log',
    'json',
    '--lang',
    'en',
  ];
  const startMs = performance.now();
  const child = spawn(process.execPath, [options.program, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  let shown = 0;
  child.stderr.on('data', (chunk) => {
    said += chunk;
    const done = said.split('"event":"community"').length - 1;
    if (done > shown) process.stderr.write(`${done} of ${communities}\n`);
    shown = done;
  });
  const status = await new Promise((resolve) => child.once('close', resolve));
  const elapsedS = (performance.now() - startMs) / 1000;
  // Interrupted, it tells of what is done.
  if (status !== 0 && status !== 130) throw new Error(`diku batch ended with ${status}: ${said}`);
  const events = said
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
  const jobs = events.filter(({ event }) => event === 'community');
  const failed = jobs.filter(({ outcome }) => outcome !== 'done');
  if (failed.length > 0)
    throw new Error(`not computed: ${failed.map(({ id, outcome }) => `${id} ${outcome}`)}`);
  return { jobs, elapsedS };
}

function print(measured, elapsedS, reference) {
  const { date, revision, machine } = describeRun();
  const { cpu, threads, node, load } = machine;
  console.log(
    `${cpu}, ${threads} threads, load ${load}, Node ${node}; ${date.slice(0, 10)} at ${revision}; ${measured.length} communities, seed ${seed}, ${workers} workers, default effort\n`,
  );
  console.log(
    `${sizeTable(measured)}\n\n${stageTable(measured)}\n\n${cityTable(measured, elapsedS, reference)}`,
  );
}

function sizeTable(measured) {
  const rows = sizesM2.map((endM2, index) => {
    const fromM2 = sizesM2[index - 1] ?? 0;
    const those = measured.filter(({ areaM2 }) => areaM2 > fromM2 && areaM2 <= endM2);
    return sizeRow(Number.isFinite(endM2) ? `to ${endM2} m²` : `over ${fromM2} m²`, those);
  });
  return markdownTable(
    [
      'size',
      'communities',
      'mean m²',
      'bays',
      'met',
      'processor s: mean',
      'median',
      'from–to',
      'clock s: mean',
    ],
    [...rows, sizeRow('all', measured)],
  );
}

function sizeRow(name, those) {
  if (those.length === 0) return [name, 0];
  const processor = those.map(({ processorS }) => processorS).sort((a, b) => a - b);
  return [
    name,
    those.length,
    ...[mean(those, 'areaM2'), mean(those, 'bays')].map(Math.round),
    those.filter(({ met }) => met).length,
    short(mean(those, 'processorS')),
    short(median(processor)),
    `${short(processor[0])}–${short(processor.at(-1))}`,
    short(mean(those, 'seconds')),
  ];
}

/** By the clock of each job: stages of one process follow each other. */
function stageTable(measured) {
  const wholeS = mean(measured, 'seconds');
  const rows = Object.entries(stages).map(([name, keys]) => {
    const stageS = keys.reduce((sum, key) => sum + mean(measured, key), 0);
    return [name, stageS];
  });
  const restS = wholeS - rows.reduce((sum, [, stageS]) => sum + stageS, 0);
  return markdownTable(
    ['stage', 'clock s per community', 'share'],
    [...rows, ['start, hashes, disk', restS]].map(([name, stageS]) => [
      name,
      short(stageS),
      percent(stageS / wholeS),
    ]),
  );
}

function cityTable(measured, elapsedS, reference) {
  const processorS = mean(measured, 'processorS');
  const longestS = Math.max(...measured.map(({ seconds }) => seconds));
  const efficiency = (measured.length * mean(measured, 'seconds')) / (workers * elapsedS);
  const hours = (eachS) => `${short(eachS / 3600)} h`;
  const reckonedS = (city.communities * processorS) / city.cores + longestS;
  return markdownTable(
    ['measured', ''],
    [
      [`the whole batch, ${measured.length} communities by ${workers} workers`, `${short(elapsedS)} s`],
      ['its clock per community', `${short(elapsedS / measured.length)} s`],
      ['workers busy', percent(efficiency)],
      ['processor per community', `${short(processorS)} s`],
      ['processor per 1,000 m²', `${short((1000 * processorS) / mean(measured, 'areaM2'))} s`],
      ['processor per community ÷ the bench task’s reference', short(processorS / reference)],
      [
        `${city.communities} communities on ${city.cores} cores of their own: N · processor ÷ cores + the longest`,
        hours(reckonedS),
      ],
      [
        `${city.communities} communities by the clock of this run, with whatever else the machine did`,
        hours((city.communities * elapsedS) / measured.length),
      ],
    ],
  );
}

/** Seconds of the processor that the reference takes for the fields of the bench task, each round. */
function referenceS() {
  const solve = solveAll(createPerCellReference(), createFieldJobs(createGaragePlan(), 0.5));
  solve();
  return Array.from({ length: referenceRounds }, () => {
    const start = process.cpuUsage();
    solve();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  });
}

function mean(those, key) {
  return those.reduce((sum, each) => sum + (each[key] ?? 0), 0) / those.length;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
