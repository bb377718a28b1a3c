// Frame times while an antenna is dragged in the built planner: real pointer events in a headless Chromium, on the
// example garage of two levels (310 × 180 cells of 0.5 m each), with the field following and without it.
// `--json` prints one JSON document; `--seconds N` per run (default 10); `--write` records the result in
// benchmarks/results, docs/performance.md and docs/images/frame-times.svg.
import { parseArgs } from 'node:util';
import { binMs, describeFrames, frameBudgetMs } from './frames/frame-statistics.mjs';
import { measureDrag } from './frames/measure-drag.mjs';
import { exampleGarage, openPlanner, placedExample } from './frames/open-planner.mjs';
import { formatFrames, writeFrames } from './frames/write-frames.mjs';
import { describeMachine, describeRevision } from './lib/machine.mjs';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean' },
    seconds: { type: 'string', default: '10' },
    write: { type: 'boolean' },
  },
});
const viewport = { width: 1024, height: 640 };
const runs = [
  { name: 'plan view, field followed', projection: '2d' },
  { name: 'plan view, field off', projection: '2d', silent: true },
  { name: 'perspective, field followed', projection: '3d' },
  { name: 'perspective, field off', projection: '3d', silent: true },
  { name: 'nothing moves', projection: '2d', still: true },
];

const plan = await placedExample();
const { server, browser } = await openPlanner(plan);
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
  garage: exampleGarage,
  levelAntennas: plan.antennas.filter((antenna) => antenna.level === level.id).length,
  antennas: plan.antennas.length,
  binMs,
  frameBudgetMs: Number(frameBudgetMs.toFixed(2)),
  drags,
};
process.stdout.write(options.json ? `${JSON.stringify(result, null, 1)}\n` : `${formatFrames(result)}\n`);
if (options.write) writeFrames(result);
