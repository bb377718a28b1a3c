// Scripted editing of a plan in the built planner, headless Chromium: what the page holds, again and again: its heap after
// garbage was collected, its process as it is, and at the beginning and the end once its workers have collected theirs. `--minutes N` (default 60); `--plan FILE` (default: the small garage of the tests);
// `--json` prints one JSON document.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { editFor } from './frames/edit-rounds.mjs';
import { openPlanner } from './frames/open-planner.mjs';
import { describeRun, root } from './lib/machine.mjs';
import { markdownTable } from './lib/table.mjs';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean' },
    minutes: { type: 'string', default: '60' },
    plan: { type: 'string', default: join(root, 'test/fixtures/small-garage.diku.json') },
  },
});
const minutes = Number(options.minutes);
const plan = JSON.parse(readFileSync(options.plan, 'utf8'));
const { server, browser } = await openPlanner(plan);
const samples = [];
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
  const page = await context.newPage();
  await page.goto(server.url);
  await page.waitForSelector('.verdict[data-state="fresh"]', { timeout: 120_000 });
  await editFor(page, browser, {
    minutes,
    antennas: plan.antennas.filter(({ level }) => level === plan.levels[0].id).map(({ id }) => id),
    sampleMs: Math.max(10_000, (minutes * 60_000) / 20),
    onSample(sample) {
      samples.push(sample);
      process.stderr.write(`${JSON.stringify(sample)}\n`);
    },
  });
} finally {
  await browser.close();
  server.close();
}
const rows = samples.map(({ round, heapBytes, memoryBytes, heldBytes, nodes, listeners }) => [
  round,
  (heapBytes / 1e6).toFixed(1),
  (memoryBytes / 1e6).toFixed(0),
  heldBytes ? (heldBytes / 1e6).toFixed(0) : '',
  nodes,
  listeners,
]);
const result = {
  ...describeRun(),
  minutes,
  plan: options.plan,
  samples,
};
const table = markdownTable(
  ['rounds', 'heap, MB', 'process, MB', 'after collecting in workers, MB', 'nodes', 'listeners'],
  rows,
);
process.stdout.write(options.json ? `${JSON.stringify(result, null, 1)}\n` : `${table}\n`);
