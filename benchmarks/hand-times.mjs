// What a dragged antenna, wall and shutter cost the main thread of the built planner, and how soon the field follows:
// real pointer events in a headless Chromium under a recorded trace. Two garages of 14,000 and 29,000 m² a level, where they
// lie next to this repository, else the example; antennas are spread over their bays. `--plan FILE` is a plan with antennas,
// `--only NAME` a part of a garage's name or one thing; `--planner FOLDER` another built planner, to compare with; `--seconds N` per
// drag (default 8); `--trace FOLDER` keeps the trace of each drag; `--json` prints one JSON document.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parsePlan } from '@diku/engine';
import { locationToDrag } from './frames/drag-locations.mjs';
import { installHandProbe } from './frames/hand-probe.mjs';
import { moveAlong } from './frames/measure-drag.mjs';
import { exampleGarage, openPlanner, placedExample } from './frames/open-planner.mjs';
import { threadTimesS } from './frames/thread-times.mjs';
import { describeRun, root } from './lib/machine.mjs';
import { markdownTable } from './lib/table.mjs';
import { spreadAntennas } from './lib/two-level-plan.mjs';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean' },
    only: { type: 'string' },
    plan: { type: 'string' },
    planner: { type: 'string' },
    seconds: { type: 'string', default: '8' },
    trace: { type: 'string' },
  },
});
const budgetMs = 16;
const viewport = { width: 1440, height: 900 };
const things = ['antenna', 'wall', 'shutter'];
/** Antennas per level: about one on 900 m². */
const garages = [
  { name: 'g03_typ_two_level', antennas: 16 },
  { name: 'g10_huge_two_level', antennas: 32 },
];

const only = options.only ?? '';
const wanted = things.includes(only) ? [only] : things;
if (options.trace) mkdirSync(options.trace, { recursive: true });
const results = [];
for (const { name, plan } of await loadPlans()) {
  const { server, browser } = await openPlanner(plan, options.planner);
  try {
    const drags = await measure(browser, server.url, name, plan);
    const [level] = plan.levels;
    results.push({
      plan: name,
      walls: level.walls?.length ?? 0,
      antennas: plan.antennas.length,
      browser: `Chromium ${browser.version()}, headless`,
      drags,
    });
  } finally {
    await browser.close();
    server.close();
  }
}
const result = {
  ...describeRun(),
  viewport,
  budgetMs,
  plans: results,
};
process.stdout.write(options.json ? `${JSON.stringify(result, null, 1)}\n` : `${describe(result)}\n`);

async function loadPlans() {
  if (options.plan) {
    const plan = parsePlan(JSON.parse(readFileSync(options.plan, 'utf8')));
    return [{ name: basename(options.plan), plan }];
  }
  const found = garages
    .map((garage) => ({ ...garage, file: resolve(root, '../shared/data/garages', `${garage.name}.dxf`) }))
    .filter(({ file }) => existsSync(file));
  if (found.length === 0) return [{ name: exampleGarage, plan: await placedExample() }];
  const chosen = things.includes(only) ? found : found.filter(({ name }) => name.includes(only));
  return Promise.all(
    chosen.map(async ({ name, antennas, file }) => ({
      name,
      plan: await spreadAntennas(readFileSync(file), antennas),
    })),
  );
}

/** One drag of each thing in one page. */
async function measure(browser, url, name, plan) {
  const context = await browser.newContext({ viewport, locale: 'en-US' });
  const page = await context.newPage();
  await page.addInitScript(installHandProbe);
  await page.goto(url);
  await isFresh(page);
  await page.keyboard.press('t');
  await page.waitForTimeout(500);
  const drags = [];
  for (const what of wanted) {
    process.stderr.write(`${name}: ${what} …\n`);
    const spot = await locationToDrag(page, plan.levels[0], plan.antennas, what);
    if (spot) drags.push(await measureDrag(browser, context, page, { name, what, spot }));
    else process.stderr.write(`${name}: found no ${what} to drag\n`);
    await isFresh(page);
  }
  await context.close();
  return drags;
}

async function measureDrag(browser, context, page, { name, what, spot }) {
  await page.mouse.move(spot.x, spot.y);
  await page.mouse.down();
  const input = await context.newCDPSession(page);
  // The first seconds find the grid that is fast enough and warm the code; they are not counted.
  await moveAlong(input, spot, 2500, 30);
  const events = [];
  const tracing = await context.newCDPSession(page);
  tracing.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await tracing.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: ['disabled-by-default-devtools.timeline', 'devtools.timeline', 'toplevel'],
    },
  });
  const before = await threadTimesS(browser);
  await page.evaluate(() => window.startHandProbe());
  const sent = await moveAlong(input, spot, Number(options.seconds) * 1000, 30);
  const probe = await page.evaluate(() => {
    window.handProbe.recording = false;
    return window.handProbe;
  });
  const after = await threadTimesS(browser);
  const done = new Promise((finish) => tracing.once('Tracing.tracingComplete', finish));
  await tracing.send('Tracing.end');
  await done;
  const tag = await page.textContent('.legend .tag').catch(() => '');
  await page.keyboard.press('Escape');
  await page.mouse.up();
  const undo = await page.isEnabled('[data-id="undo"]');
  if (options.trace) {
    writeFileSync(join(options.trace, `${name}-${what}.json`), JSON.stringify({ traceEvents: events }));
  }
  const tasks = mainThreadTasks(events);
  const tasksMs = tasks.map(({ wallMs }) => wallMs);
  const cpuMs = tasks.map((task) => task.cpuMs);
  const { frames, latenciesMs } = probe;
  return {
    what,
    pointerEvents: sent,
    frames: frames.length,
    framesPerS: round((1000 * (frames.length - 1)) / (frames.at(-1) - frames[0])),
    fields: latenciesMs.length,
    fieldTag: tag?.trim(),
    tasks: tasksMs.length,
    tasksOverBudget: tasksMs.filter((ms) => ms > budgetMs).length,
    taskP99Ms: quantile(tasksMs, 0.99),
    taskMostMs: quantile(tasksMs, 1),
    tasksOverBudgetOfCpu: cpuMs.filter((ms) => ms > budgetMs).length,
    taskCpuP99Ms: quantile(cpuMs, 0.99),
    taskCpuMostMs: quantile(cpuMs, 1),
    pointerToFieldP50Ms: quantile(latenciesMs, 0.5),
    pointerToFieldP95Ms: quantile(latenciesMs, 0.95),
    // What the latency is made of: until the worker is asked, until it has answered, until that is on screen.
    waitedMs: quantile(probe.waitedMs, 0.5),
    computedMs: quantile(probe.computedMs, 0.5),
    shownMs: quantile(probe.shownMs, 0.5),
    waitedP95Ms: quantile(probe.waitedMs, 0.95),
    computedP95Ms: quantile(probe.computedMs, 0.95),
    shownP95Ms: quantile(probe.shownMs, 0.95),
    // Processor time per field on screen, so that runs on a machine busy with other things can be compared.
    processorMsPerField: Object.fromEntries(
      Object.entries(after).map(([work, s]) => [
        work,
        round((1000 * (s - (before[work] ?? 0))) / Math.max(1, latenciesMs.length)),
      ]),
    ),
    stepsAfterEscape: undo ? 1 : 0,
  };
}

async function isFresh(page) {
  await page.waitForTimeout(50);
  await page.waitForSelector('.verdict[data-state="fresh"]', { timeout: 300_000 });
}

/**
 * Tasks of the page's main thread, milliseconds each: by the clock, and of the processor. On a busy machine, or where WebGL is a
 * program, a task waits by the clock for others: what the planner does in it is the processor's time.
 */
function mainThreadTasks(events) {
  const threads = events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const busiest = threads
    .map(({ pid, tid }) =>
      events.filter(
        (event) =>
          event.pid === pid &&
          event.tid === tid &&
          event.name === 'ThreadControllerImpl::RunTask' &&
          event.dur,
      ),
    )
    .sort((a, b) => b.length - a.length)[0];
  return (busiest ?? []).map(({ dur, tdur = 0 }) => ({ wallMs: dur / 1000, cpuMs: tdur / 1000 }));
}

function quantile(values, ratio) {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(ratio * sorted.length))];
  return value === undefined ? undefined : round(value);
}

function round(value) {
  return Number(value.toFixed(1));
}

function describe({ machine, plans }) {
  const rows = plans.flatMap(({ plan, drags }) =>
    drags.map((drag) => [
      plan,
      drag.what,
      drag.framesPerS,
      `${drag.fields} (${drag.fieldTag})`,
      `${drag.pointerToFieldP50Ms} / ${drag.pointerToFieldP95Ms}`,
      `${drag.waitedMs} + ${drag.computedMs} + ${drag.shownMs}`,
      `${drag.waitedP95Ms}, ${drag.computedP95Ms}, ${drag.shownP95Ms}`,
      `${drag.tasksOverBudget} of ${drag.tasks}; ${drag.taskMostMs}`,
      `${drag.tasksOverBudgetOfCpu}; ${drag.taskCpuMostMs}`,
      Object.values(drag.processorMsPerField).join(' + '),
      drag.stepsAfterEscape,
    ]),
  );
  const works = Object.keys(plans[0]?.drags[0]?.processorMsPerField ?? {}).join(' + ');
  const head = [
    'garage',
    'dragged',
    'frames/s',
    'fields',
    'pointer to field, ms: median / 95 %',
    'until asked + answered + on screen, ms: medians',
    '95 % of each',
    `main-thread tasks > ${budgetMs} ms; longest`,
    'the same of the processor',
    `processor per field, ms: ${works}`,
    'undo steps after Escape',
  ];
  return `${machine.cpu}, ${machine.threads} threads, load ${machine.load}\n\n${markdownTable(head, rows)}`;
}
