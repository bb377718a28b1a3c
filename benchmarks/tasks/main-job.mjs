import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createPlainSolver, createSimdKernel, planGarage, reportHtml, resultDocument } from '@diku/engine';
import { buildScene } from '../../packages/engine/dist/radio/index.js';
import { round, summarise } from '../lib/race.mjs';

const drawingFile = new URL('../../examples/garage-one-level.dxf', import.meta.url);

/** `diku plan` on the bundled one-level example, on one thread and without files: where its time goes. */
export async function mainJob({ quick }) {
  const drawing = new Uint8Array(readFileSync(drawingFile));
  const runs = [];
  for (let run = quick ? 0 : -1; run < (quick ? 1 : 5); run++) {
    const measured = await runOnce(drawing);
    if (run >= 0) runs.push(measured);
  }
  const checksums = new Set(runs.map(({ checksum }) => checksum));
  if (checksums.size > 1) throw new Error('main-job: the same input gave different plans');
  const totals = runs.map(({ timesMs }) => Object.values(timesMs).reduce((sum, part) => sum + part, 0));
  const total = summarise(totals);
  const typical = runs[totals.indexOf([...totals].sort((a, b) => a - b)[totals.length >> 1])];
  const typicalMs = Object.values(typical.timesMs).reduce((sum, part) => sum + part, 0);
  const shares = Object.entries(typical.timesMs).map(([part, partMs]) => [part, round(partMs / typicalMs)]);
  return [
    {
      name: 'main-job',
      ...total,
      checksum: runs[0].checksum,
      shares: Object.fromEntries(shares),
      fields: typical.fields,
      antennas: typical.antennas,
    },
  ];
}

async function runOnce(drawing) {
  const solver = createTimedSolver(createPlainSolver(createSimdKernel()));
  const firstAt = {};
  const report = ({ stage }) => {
    firstAt[stage] ??= { atMs: performance.now(), fieldsMs: solver.elapsedMs };
  };
  const result = await planGarage(
    { drawing },
    { solver, monitor: { report }, now: () => performance.now() / 1000 },
  );
  const endMs = performance.now();
  const { plan, imported, placement, prediction, timing } = result;
  const placementFieldsMs = firstAt.predict.fieldsMs;
  const predictFieldsMs = solver.elapsedMs - placementFieldsMs;
  const checkMs = endMs - firstAt.check.atMs;
  const sceneMs = timeMs(() => buildScenes(plan));
  return {
    checksum: createHash('sha256')
      .update(JSON.stringify([plan, resultDocument(prediction)]))
      .digest('hex')
      .slice(0, 16),
    fields: solver.fields,
    antennas: plan.antennas.length,
    timesMs: {
      import: timing.importS * 1000,
      scene: sceneMs,
      fields: solver.elapsedMs,
      place: timing.placeS * 1000 - placementFieldsMs,
      signal: Math.max(0, timing.predictS * 1000 - predictFieldsMs - checkMs - sceneMs),
      check: checkMs,
      report: timeMs(() => reportHtml({ prediction, placement, imported, lang: 'zh' })),
    },
  };
}

/** The prediction builds one scene per level and carrier; done again here to be timed. */
function buildScenes(plan) {
  for (const level of plan.levels) {
    for (const { frequencyMhz } of plan.carriers) {
      buildScene(level, frequencyMhz, { resolutionM: 0.5, materials: plan.materials });
    }
  }
}

/** Passes jobs on and adds up the time they take. */
function createTimedSolver(solver) {
  const timed = {
    elapsedMs: 0,
    fields: 0,
    async solve(jobs, onDone) {
      const startMs = performance.now();
      const fields = await solver.solve(jobs, onDone);
      timed.elapsedMs += performance.now() - startMs;
      timed.fields += fields.length;
      return fields;
    },
  };
  return timed;
}

function timeMs(work) {
  const startMs = performance.now();
  work();
  return performance.now() - startMs;
}
