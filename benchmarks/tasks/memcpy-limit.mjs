import { createSimdKernel } from '@diku/engine';
import { createFieldJobs, createHugeGarageJobs } from '../lib/field-jobs.mjs';
import { checkSameField, solveAll } from '../lib/field-task.mjs';
import { createGaragePlan } from '../lib/garage-plan.mjs';
import { race, round, summarise } from '../lib/race.mjs';
import { createSkippingReference } from '../lib/skipping-reference.mjs';

const noObstacles = { segmentsMm: new Int32Array(0), lossUnits: new Int32Array(0) };
const BYTES_PER_CELL = Float32Array.BYTES_PER_ELEMENT;

/**
 * How far a field is from the time that its bytes take to be copied, and where the time goes: the kernel without
 * obstacles, without cap, without the distance law. Fields are written into buffers at hand, as copies are.
 */
export const memcpyLimit = {
  run: async ({ quick }) => [
    await measure('memcpy-limit', createFieldJobs(createGaragePlan(), 0.5), {
      rounds: quick ? 5 : 31,
      repeats: 10,
    }),
    await measure('memcpy-limit-fine', createFieldJobs(createGaragePlan(), 0.124).slice(0, 2), {
      rounds: quick ? 3 : 15,
      repeats: 5,
    }),
    await measure('memcpy-limit-huge', createHugeGarageJobs()[0].jobs.slice(0, 2), {
      rounds: quick ? 3 : 15,
      repeats: 5,
    }),
  ],
};

async function measure(name, jobs, { rounds, repeats }) {
  const kernel = createSimdKernel();
  const { columns, rows } = jobs[0].grid;
  const cells = columns * rows * jobs.length;
  const source = new Float32Array(columns * rows).fill(1);
  const target = new Float32Array(columns * rows);
  const each = (work) => () => jobs.forEach(work);
  const variant = (change) =>
    solveAll(
      kernel,
      jobs.map((job) => ({ ...job, ...change })),
    );
  const work = {
    field: solveAll(kernel, jobs),
    copy: each(() => target.set(source)),
    copyAndAllocation: each(() => source.slice()),
    lawAlone: variant({ obstacles: noObstacles, capDb: Number.POSITIVE_INFINITY }),
    lawAndCap: variant({ obstacles: noObstacles }),
    lawAndObstacles: variant({ capDb: Number.POSITIVE_INFINITY }),
    obstaclesAlone: each((job) => kernel.obstacleLossUnits(job)),
  };
  const timesMs = await race(
    // Each once untimed, so that every kernel's work finds its obstacles as the whole field does.
    Object.values(work).map((run) => ({ prepare: run, run, repeats })),
    { rounds },
  );
  const parts = Object.fromEntries(Object.keys(work).map((part, index) => [part, summarise(timesMs[index])]));
  const { field, copy, copyAndAllocation } = parts;
  return {
    name,
    ...field,
    checksum: checkSameField(name, kernel, createSkippingReference(), jobs),
    cells,
    bytesPerCell: BYTES_PER_CELL,
    timesCopy: round(field.medianMs / copy.medianMs),
    minTimesCopy: round(field.minMs / copy.minMs),
    timesCopyAndAllocation: round(field.medianMs / copyAndAllocation.medianMs),
    copyGbPerS: round((BYTES_PER_CELL * cells) / copy.medianMs / 1e6),
    nsPerCell: Object.fromEntries(
      Object.entries(parts).map(([part, { medianMs }]) => [part, round((medianMs * 1e6) / cells)]),
    ),
  };
}
