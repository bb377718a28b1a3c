import { existsSync, readFileSync } from 'node:fs';
import { createSimdKernel, referenceKernel } from '@diku/engine';
import { createFieldJobs, hashLossUnits, largestDifferenceDb } from '../lib/field-jobs.mjs';
import { createGaragePlan } from '../lib/garage-plan.mjs';
import { race, round } from '../lib/race.mjs';

const racePlanFile = new URL('../../../shared/data/reference/race_plan.json', import.meta.url);

/** Path loss of ten transmitters over one level, the SIMD kernel against the per-cell reference. */
export function fieldMultiWall({ quick }) {
  const garage = createGaragePlan();
  const tasks = [
    raceKernels('field-multi-wall', createFieldJobs(garage, 0.5), { rounds: quick ? 3 : 15, repeats: 10 }),
  ];
  const racePlan = readRacePlan();
  if (racePlan) {
    const jobs = createFieldJobs(racePlan, 0.5);
    tasks.push(raceKernels('field-race-plan', jobs, { rounds: quick ? 3 : 15, repeats: 10 }));
  }
  if (!quick) {
    const jobs = createFieldJobs(garage, 0.124).slice(0, 1);
    tasks.push(raceKernels('field-fine-grid', jobs, { rounds: 7, repeats: 10 }));
  }
  return tasks;
}

function raceKernels(name, jobs, { rounds, repeats }) {
  const kernel = createSimdKernel();
  const solveAll = (solver) => () => {
    for (const job of jobs) solver.pathLossDb(job);
  };
  const { columns, rows } = jobs[0].grid;
  const cells = columns * rows * jobs.length;
  const source = new Float32Array(columns * rows).fill(1);
  const [simd, reference, copy] = race(
    [
      { run: solveAll(kernel), repeats },
      { run: solveAll(referenceKernel) },
      {
        run: () => {
          for (let copies = 0; copies < jobs.length; copies++) source.slice();
        },
        repeats,
      },
    ],
    { rounds },
  );
  const checksum = hashLossUnits(kernel, jobs);
  const referenceChecksum = hashLossUnits(referenceKernel, jobs);
  if (checksum !== referenceChecksum) throw new Error(`${name}: ${checksum} ≠ ${referenceChecksum}`);
  return {
    name,
    ...simd,
    checksum,
    reference: { name: referenceKernel.name, ...reference, checksum: referenceChecksum },
    ratio: round(reference.medianMs / simd.medianMs),
    largestDifferenceDb: round(largestDifferenceDb(kernel, referenceKernel, jobs)),
    cells,
    walls: jobs[0].obstacles.lossUnits.length,
    cellsPerS: round((cells / simd.medianMs) * 1000),
    // The floor: allocating and copying a result of the same size.
    copyLimit: { bytes: 4 * cells, medianMs: copy.medianMs, ratio: round(simd.medianMs / copy.medianMs) },
  };
}

/** The plan raced elsewhere too, where it lies next to this repository. */
function readRacePlan() {
  if (!existsSync(racePlanFile)) return undefined;
  const { w, h, walls, tx } = JSON.parse(readFileSync(racePlanFile, 'utf8'));
  return { widthM: w, heightM: h, walls, transmitters: tx };
}
