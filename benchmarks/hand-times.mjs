// What a dragged wall and a dragged antenna cost the main thread of the built planner, and how soon the field follows:
// real pointer events in a headless Chromium under a recorded trace. `--plan FILE` is a plan with antennas (default: the
// example of two levels, placed); `--planner FOLDER` another built planner, to compare with; `--seconds N` per drag
// (default 8); `--trace FILE` keeps the trace of the wall's drag; `--json` prints one JSON document.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parsePlan } from '@diku/engine';
import { installHandProbe } from './frames/hand-probe.mjs';
import { moveAlong } from './frames/measure-drag.mjs';
import { exampleGarage, nearestMark, openPlanner, placedExample } from './frames/open-planner.mjs';
import { describeMachine, describeRevision } from './lib/machine.mjs';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean' },
    plan: { type: 'string' },
    planner: { type: 'string' },
    seconds: { type: 'string', default: '8' },
    trace: { type: 'string' },
  },
});
const budgetMs = 16;
const viewport = { width: 1440, height: 900 };

const plan = options.plan ? parsePlan(JSON.parse(readFileSync(options.plan, 'utf8'))) : await placedExample();
const { server, browser } = await openPlanner(plan, options.planner);
const drags = [];
try {
  for (const what of ['wall', 'antenna']) drags.push(await measure(what));
} finally {
  await browser.close();
  server.close();
}
const [level] = plan.levels;
const result = {
  date: new Date().toISOString(),
  revision: describeRevision(),
  machine: describeMachine(),
  browser: `Chromium ${browser.version()}, headless`,
  viewport,
  plan: options.plan ?? exampleGarage,
  walls: level.walls?.length ?? 0,
  antennas: plan.antennas.length,
  budgetMs,
  drags,
};
if (options.json) process.stdout.write(`${JSON.stringify(result, null, 1)}\n`);
else for (const drag of drags) process.stdout.write(`${describe(drag)}\n`);

async function measure(what) {
  const context = await browser.newContext({ viewport, locale: 'en-US' });
  const page = await context.newPage();
  await page.addInitScript(installHandProbe);
  await page.goto(server.url);
  await page.waitForSelector('.verdict[data-state="fresh"]', { timeout: 180_000 });
  await page.keyboard.press('t');
  await page.waitForTimeout(500);
  const spot = what === 'wall' ? await takeWall(page) : await nearestMark(page);
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
  await page.evaluate(() => {
    window.handProbe.recording = true;
  });
  const sent = await moveAlong(input, spot, Number(options.seconds) * 1000, 30);
  const probe = await page.evaluate(() => {
    window.handProbe.recording = false;
    return window.handProbe;
  });
  const done = new Promise((resolve) => tracing.once('Tracing.tracingComplete', resolve));
  await tracing.send('Tracing.end');
  await done;
  const tag = await page.textContent('.legend .tag').catch(() => '');
  await page.keyboard.press('Escape');
  await page.mouse.up();
  const undo = await page.isEnabled('[data-id="undo"]');
  if (options.trace && what === 'wall') writeFileSync(options.trace, JSON.stringify({ traceEvents: events }));
  await context.close();
  const tasks = mainThreadTasks(events);
  const tasksMs = tasks.map(({ wallMs }) => wallMs);
  const cpuMs = tasks.map((task) => task.cpuMs);
  return {
    what,
    pointerEvents: sent,
    frames: probe.frames.length,
    fields: probe.latenciesMs.length,
    fieldTag: tag?.trim(),
    tasks: tasksMs.length,
    tasksOverBudget: tasksMs.filter((ms) => ms > budgetMs).length,
    taskP99Ms: quantile(tasksMs, 0.99),
    taskMostMs: quantile(tasksMs, 1),
    tasksOverBudgetOfCpu: cpuMs.filter((ms) => ms > budgetMs).length,
    taskCpuP99Ms: quantile(cpuMs, 0.99),
    taskCpuMostMs: quantile(cpuMs, 1),
    pointerToFieldP50Ms: quantile(probe.latenciesMs, 0.5),
    pointerToFieldP95Ms: quantile(probe.latenciesMs, 0.95),
    stepsAfterEscape: undo ? 1 : 0,
  };
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

/** Selects the wall nearest to the middle of the picture by clicking where walls are, and says where it was taken. */
async function takeWall(page) {
  const box = await page.locator('.viewport canvas').first().boundingBox();
  const y = box.y + box.height / 2;
  for (let x = box.x + box.width / 2; x < box.x + box.width - 20; x += 3) {
    await page.mouse.click(x, y);
    const isWall = await page
      .waitForSelector('[data-id="form-wall"]', { timeout: 60 })
      .then(() => true)
      .catch(() => false);
    if (isWall) return { x, y };
  }
  throw new Error('found no wall to drag');
}

function quantile(values, ratio) {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(ratio * sorted.length))];
  return value === undefined ? undefined : Number(value.toFixed(1));
}

function describe(drag) {
  return `${drag.what}: ${drag.fields} fields (${drag.fieldTag}), pointer to field p50 ${drag.pointerToFieldP50Ms} ms, p95 ${drag.pointerToFieldP95Ms} ms; main thread ${drag.tasks} tasks, p99 ${drag.taskP99Ms} ms, longest ${drag.taskMostMs} ms, ${drag.tasksOverBudget} over ${budgetMs} ms; of the processor p99 ${drag.taskCpuP99Ms} ms, longest ${drag.taskCpuMostMs} ms, ${drag.tasksOverBudgetOfCpu} over ${budgetMs} ms; after Escape ${drag.stepsAfterEscape} undo steps`;
}
