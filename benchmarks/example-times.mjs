// The example garage of the built planner, headless Chromium: from the click to its verdict with the field on screen, each time in a
// browser whose cache is empty. `--runs N` (default 5) each way: a click as soon as the page can be clicked, and one
// after `--rest N`
// seconds (default 3), as of a visitor who reads the page first. `--planner FOLDER` another built planner; `--json` prints one JSON document.
import { parseArgs } from 'node:util';
import { openPlanner } from './frames/open-planner.mjs';
import { describeRun } from './lib/machine.mjs';
import { markdownTable } from './lib/table.mjs';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean' },
    planner: { type: 'string' },
    rest: { type: 'string', default: '3' },
    runs: { type: 'string', default: '5' },
  },
});
const viewport = { width: 1440, height: 900 };
const configurations = [
  { name: 'at once', restS: 0 },
  { name: `after ${options.rest} s`, restS: Number(options.rest) },
];

const { server, browser } = await openPlanner(undefined, options.planner);
const runs = [];
try {
  for (let run = 0; run < Number(options.runs); run += 1)
    for (const configuration of configurations)
      runs.push({ way: configuration.name, ...(await openExample(configuration)) });
} finally {
  await browser.close();
  server.close();
}
const result = {
  ...describeRun(),
  browser: `Chromium ${browser.version()}, headless`,
  viewport,
  runs,
};
if (options.json) process.stdout.write(`${JSON.stringify(result, null, 1)}\n`);
else process.stdout.write(`${describe()}\n`);

async function openExample({ restS }) {
  const context = await browser.newContext({ viewport, locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto(server.url);
  await page.waitForSelector('[data-id="example"]');
  await page.waitForTimeout(restS * 1000);
  await page.evaluate(watch);
  await page.click('[data-id="example"]');
  const times = await page.evaluate(() => window.exampleTimes);
  await context.close();
  return times;
}

/** Runs in the page: milliseconds from the pointer that goes down to the frame after each state is there. */
function watch() {
  const app = document.getElementById('app');
  window.exampleTimes = new Promise((resolve) => {
    addEventListener(
      'pointerdown',
      async () => {
        const startedMs = performance.now();
        const until = async (is) => {
          while (!is()) await new Promise(requestAnimationFrame);
          await new Promise(requestAnimationFrame);
          return Math.round(performance.now() - startedMs);
        };
        const toPlanMs = await until(() => app.dataset.state === 'plan');
        const toFieldMs = await until(() =>
          /\d/.test(document.querySelector('.legend .share')?.textContent ?? ''),
        );
        const toVerdictMs = await until(() => document.querySelector('.verdict[data-state="fresh"] .target'));
        resolve({ toPlanMs, toFieldMs, toVerdictMs });
      },
      { capture: true, once: true },
    );
  });
}

function describe() {
  const rows = configurations.map(({ name }) => {
    const matching = runs.filter(({ way: configuration }) => configuration === name);
    const spread = (key) => {
      const sorted = matching.map((run) => run[key]).sort((a, b) => a - b);
      return `${sorted[Math.floor(sorted.length / 2)]} / ${sorted.at(-1)}`;
    };
    return [name, spread('toPlanMs'), spread('toFieldMs'), spread('toVerdictMs')];
  });
  return markdownTable(
    ['click', 'drawing, ms: median / most', 'first field, ms', 'verdict with its field, ms'],
    rows,
  );
}
