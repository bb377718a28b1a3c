/**
 * 1,000 random edits of three plans with feeder networks: `npm run edits`, or `node benchmarks/random-edits.mjs [--edits N] [--seed N] [--json]`
 * after `npm run build`. Exit status 1 where anything stale was taken for current, or the other way round.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { unzipSync } from 'fflate';
import * as engine from '../scripts/lib/whole-engine.mjs';
import { createCommunityPlan } from './lib/community-plan.mjs';
import { decode, runRandomEdits } from './lib/random-edits.mjs';

const root = join(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    edits: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const [edits, seed] = [Number(values.edits), Number(values.seed)];

/** The examples and a small community's garage, with antennas along their lanes and a network. */
async function makePlans() {
  const names = ['garage-one-level.dxf', 'garage-two-levels.dxf'];
  const imports = names.map(async (name) => {
    const bytes = readFileSync(join(root, 'examples', name));
    const defaults = {
      carriers: engine.findCarrierProfile('lte'),
      requirements: { coverageRatio: 0.9, confidence: 0.95, profile: 'shanghai-2023' },
    };
    return (await engine.importDrawing(bytes, { fileName: name, defaults })).plan;
  });
  const plans = [...(await Promise.all(imports)), createCommunityPlan('c1', engine.createRandom(4))];
  return plans.map((plan) => {
    const read = engine.parsePlan(JSON.parse(JSON.stringify(plan)));
    return engine.designNetwork({ ...read, antennas: spreadAntennas(read) }, { effort: 'low', partial: true })
      .plan;
  });
}

/** Five on each level, drawn by lot on its bays or inside its outline. */
function spreadAntennas({ levels }) {
  const random = engine.createRandom(7);
  return levels.flatMap(({ id, outline, bays = [], clearHeightM }) =>
    Array.from({ length: 5 }, (_, index) => {
      const ring = bays.length > 0 ? bays[Math.floor(random() * bays.length)].polygon : outline;
      const mean = (axis) => ring.reduce((sum, corner) => sum + corner[axis], 0) / ring.length;
      const position = [0, 1].map((axis) => Math.round(100 * (mean(axis) + random())) / 100);
      const heightM = Math.round(100 * (clearHeightM - 0.1)) / 100;
      return {
        id: `ANT${index + 1}-${id}`,
        level: id,
        position,
        heightM,
        type: 'ceiling-omni',
        cell: 'S1',
        carriers: ['*'],
      };
    }),
  );
}

/** Documents that take longer. */
function makeDocuments(plan) {
  const sheets = (bytes) =>
    Object.entries(unzipSync(bytes)).flatMap(([name, content]) =>
      name.includes('worksheets/') ? [decode(content)] : [],
    );
  return [
    ['bill.xlsx', (allowStale) => engine.planXlsx(plan, { lang: 'zh', allowStale }), sheets],
    [
      'diagram.dxf',
      (allowStale) => engine.diagramDxf(plan, { lang: 'zh', allowStale }),
      (bytes) => [decode(bytes)],
    ],
    [
      'notice.html',
      (allowStale) => engine.noticeHtml(plan, engine.evaluateExposure(plan), { lang: 'en', allowStale }),
      (text) => [text],
    ],
  ];
}

const startMs = performance.now();
/** Every fiftieth edit, on stderr: a run takes some minutes. */
function report({ edits: done, stale, current, documentsStamped, faults }) {
  if (done % 50 !== 0) return;
  console.error(
    `${done} edits: ${stale} stale, ${current} current, ${documentsStamped} stamped, ${faults.length} faults`,
  );
}

const figures = runRandomEdits(engine, { plans: await makePlans(), edits, seed, makeDocuments, report });
const seconds = (performance.now() - startMs) / 1000;
const { faults, byKind, ...counts } = figures;
if (values.json)
  console.log(JSON.stringify({ seed, ...counts, byKind, faults, timing: { totalS: seconds } }, null, 2));
else {
  console.log(`${counts.edits} random edits of three plans, seed ${seed}, ${seconds.toFixed(0)} s`);
  for (const [name, count] of Object.entries({ ...counts, ...byKind }))
    console.log(`${String(count).padStart(7)}  ${name}`);
  for (const words of faults) console.log(words);
}
const bad = ['wronglyCurrent', 'wronglyStale', 'unnamed', 'endsUnnamed', 'documentsUnstamped', 'metStale'];
process.exitCode = bad.some((name) => counts[name] > 0) ? 1 : 0;
