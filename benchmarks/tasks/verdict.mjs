import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { predictPlan, resultDocument, WorkerPool } from '@diku/engine';
import { planAcceptance } from '../../packages/engine/dist/plan/index.js';
import { createAcceptanceWalk } from '../../packages/engine/dist/radio/index.js';
import { summarise } from '../lib/race.mjs';
import { spawnWorker } from '../lib/spawn-worker.mjs';
import { twoLevelPlan } from '../lib/two-level-plan.mjs';

const diku = fileURLToPath(new URL('../../packages/cli/bin/diku.js', import.meta.url));
const antennasPerLevel = 15;
const models = ['multi-wall', 'dominant-path'];

/**
 * The verdict of `examples/garage-two-levels.dxf` with 30 antennas and 6 carriers in every state of shutters and cars,
 * with each model, on two workers, nothing cached between runs; `both` is one after the other. `probabilityMs`:
 * drawing the walk and evaluating the plan as it stands, which is what the chance to pass adds to the maps.
 * `verdict-commands`: the same two verdicts as a user has them, `diku check` with one model and then with the other,
 * from the start of one to the end of the other.
 */
export async function verdict({ quick }) {
  const plan = await twoLevelPlan(antennasPerLevel);
  const pool = new WorkerPool({ spawn: spawnWorker, workerCount: 2, sharedMemory: true });
  const runs = [];
  try {
    for (let run = quick ? 0 : -1; run < (quick ? 1 : 5); run++) {
      const measured = {};
      for (const modelId of models) measured[modelId] = await evaluate(plan, modelId, pool);
      if (run >= 0) runs.push(measured);
    }
  } finally {
    pool.dispose();
  }
  const results = models.map((modelId) => {
    const modelRuns = runs.map((run) => run[modelId]);
    if (new Set(modelRuns.map(({ checksum }) => checksum)).size > 1) {
      throw new Error(`verdict-${modelId}: the same plan was judged differently`);
    }
    return {
      name: `verdict-${modelId}`,
      ...summarise(modelRuns.map(({ totalMs }) => totalMs)),
      checksum: modelRuns[0].checksum,
      probabilityMs: summarise(modelRuns.map(({ probabilityMs }) => probabilityMs)),
      states: modelRuns[0].states,
      antennas: plan.antennas.length,
      carriers: plan.carriers.length,
    };
  });
  const sums = runs.map((run) => models.reduce((sum, modelId) => sum + run[modelId].totalMs, 0));
  return [
    ...results,
    {
      name: 'verdict-both',
      ...summarise(sums),
      checksum: hash(results.map(({ checksum }) => checksum).join()),
    },
    timeCommands(plan, results, quick),
  ];
}

/** Both commands as processes on two workers; what they print has to be what was evaluated in this process. */
function timeCommands(plan, results, quick) {
  const folder = mkdtempSync(join(tmpdir(), 'diku-verdict-'));
  const file = join(folder, 'plan.diku.json');
  const sums = [];
  try {
    writeFileSync(file, JSON.stringify(plan));
    for (let run = quick ? 0 : -1; run < (quick ? 1 : 5); run++) {
      const startMs = performance.now();
      const outputs = models.map((modelId) => check(file, modelId));
      if (run >= 0) sums.push(performance.now() - startMs);
      outputs.forEach((output, index) => {
        const { timing, ...document } = JSON.parse(output);
        if (hash(JSON.stringify(document)) === results[index].checksum) return;
        throw new Error(`verdict-commands: diku check judged otherwise with ${models[index]}`);
      });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const checksum = hash(results.map(({ checksum }) => checksum).join());
  return { name: 'verdict-commands', ...summarise(sums), checksum };
}

function check(file, modelId) {
  const args = [diku, 'check', file, '--model', modelId, '--scenarios', 'all', '--workers', '2', '--json'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status === 0 || status === 1) return stdout;
  throw new Error(`verdict-commands: diku check ended with ${status}: ${stderr}`);
}

async function evaluate(plan, modelId, solver) {
  const startMs = performance.now();
  const prediction = await predictPlan(plan, { solver, modelId, scenarios: 'all' });
  const totalMs = performance.now() - startMs;
  return {
    totalMs,
    probabilityMs: await measureProbability(plan, prediction, modelId, solver),
    states: prediction.assessment.scenarios.length,
    checksum: hash(JSON.stringify(resultDocument(prediction))),
  };
}

/** The tests that may be ordered, drawn afresh, and the stage that evaluates by it. */
async function measureProbability(plan, { maps, profile }, modelId, solver) {
  const floors = plan.levels.map((level) => {
    const { grid, cells } = maps.find(({ levelId }) => levelId === level.id);
    return { grid, cells, bays: level.bays, zones: level.zones };
  });
  const drawnMs = performance.now();
  const { rule } = planAcceptance(plan);
  const { coverageRatio, confidence } = plan.requirements;
  const { walkSpacingM: locationSpacingM, decorrelationM } = profile;
  createAcceptanceWalk(floors, { rule, coverageRatio, confidence, locationSpacingM, decorrelationM });
  let probabilityMs = performance.now() - drawnMs;
  let checkedMs = 0;
  const report = ({ stage }) => {
    if (stage === 'check' && checkedMs === 0) checkedMs = performance.now();
  };
  await predictPlan(plan, { solver, modelId, monitor: { report } });
  probabilityMs += performance.now() - checkedMs;
  return probabilityMs;
}

function hash(text) {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
