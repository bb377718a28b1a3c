// Frame times while an antenna is dragged in the built planner: real pointer events in a headless Chromium, on the
// example garage of two levels (310 × 180 cells of 0.5 m each), with the field following and without it.
// `--json` prints one JSON document; `--seconds N` per run (default 10); `--write` records the result in
// benchmarks/results, docs/performance.md and docs/pictures/frame-times.svg.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  createPlainSolver,
  createSimdKernel,
  defaultRequirements,
  findCarrierProfile,
  importDrawing,
  parsePlan,
  placePlan,
} from '@diku/engine';
import { chromium } from 'playwright-core';
import { binMs, describeFrames, frameBudgetMs } from './frames/frame-statistics.mjs';
import { measureDrag } from './frames/measure-drag.mjs';
import { servePlanner } from './frames/serve-planner.mjs';
import { formatFrames, writeFrames } from './frames/write-frames.mjs';
import { describeMachine, describeRevision, root } from './lib/machine.mjs';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean' },
    seconds: { type: 'string', default: '10' },
    write: { type: 'boolean' },
  },
});
const garage = 'examples/garage-two-levels.dxf';
const viewport = { width: 1024, height: 640 };
const runs = [
  { name: 'plan view, field followed', projection: '2d' },
  { name: 'plan view, field off', projection: '2d', silent: true },
  { name: 'perspective, field followed', projection: '3d' },
  { name: 'perspective, field off', projection: '3d', silent: true },
  { name: 'nothing moves', projection: '2d', still: true },
];

const planner = join(root, 'packages/viewer/dist');
const executablePath = browserPath();
if (!executablePath)
  throw new Error('no Chromium: set CHROMIUM_PATH, or run node scripts/setup.mjs --browser');
if (!existsSync(join(planner, 'index.html'))) throw new Error('no planner: run npm run build');

const plan = await placedPlan();
const server = await servePlanner(planner, JSON.stringify(plan));
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-background-networking', '--enable-unsafe-swiftshader'],
});
const machine = describeMachine();
const drags = [];
let renderer;
try {
  for (const { name, ...how } of runs) {
    process.stderr.write(`${name} …\n`);
    const probe = await measureDrag(browser, server.url, {
      ...how,
      viewport,
      seconds: Number(options.seconds),
    });
    renderer = probe.renderer;
    drags.push({ name, ...describeFrames(probe) });
  }
} finally {
  await browser.close();
  server.close();
}

const [level] = plan.levels;
const result = {
  date: new Date().toISOString(),
  revision: describeRevision(),
  machine: { ...machine, loadAfter: describeMachine().load },
  browser: `Chromium ${browser.version()}, headless`,
  renderer,
  viewport,
  garage,
  levelAntennas: plan.antennas.filter((antenna) => antenna.level === level.id).length,
  antennas: plan.antennas.length,
  binMs,
  frameBudgetMs: Number(frameBudgetMs.toFixed(2)),
  drags,
};
process.stdout.write(options.json ? `${JSON.stringify(result, null, 1)}\n` : `${formatFrames(result)}\n`);
if (options.write) writeFrames(result);

/** The example with the antennas that the placement gives it. */
async function placedPlan() {
  const defaults = { carriers: findCarrierProfile('lte'), requirements: defaultRequirements };
  const imported = await importDrawing(readFileSync(join(root, garage)), { defaults });
  const solver = createPlainSolver(createSimdKernel());
  return (await placePlan(parsePlan(imported.plan), { solver })).plan;
}

function browserPath() {
  const noted = join(root, '.cache/browser-path');
  const candidates = [
    process.env.CHROMIUM_PATH,
    existsSync(noted) ? readFileSync(noted, 'utf8').trim() : undefined,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ];
  return candidates.find((path) => path && existsSync(path));
}
