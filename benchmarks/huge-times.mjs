// A large garage in the built planner, headless Chromium: how long its plan file takes to be on screen and to have its
// field, and the frames while the perspective view is turned by real pointer events, with the draw calls of a frame, and those
// of the bare garage and of one with four times the walls.
// `--drawing FILE` (default: the garage of 59,000 m² where it lies next to this repository, else the example of two levels)
// gets antennas spread over its bays, `--antennas N` per level (default 32); `--seconds N` per run (default 6);
// `--planner FOLDER` another built planner, to compare with; `--json` prints one JSON document.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installDrawCounter } from './frames/draw-counter.mjs';
import { describeFrames } from './frames/frame-statistics.mjs';
import { moveAlong } from './frames/measure-drag.mjs';
import { exampleGarage, openPlanner } from './frames/open-planner.mjs';
import { installProbe } from './frames/page-probe.mjs';
import { describeRun, root } from './lib/machine.mjs';
import { markdownTable } from './lib/table.mjs';
import { spreadAntennas } from './lib/two-level-plan.mjs';

const hugeGarage = resolve(root, '../shared/data/garages/g10_huge_two_level.dxf');
const { values: options } = parseArgs({
  options: {
    antennas: { type: 'string', default: '32' },
    drawing: { type: 'string', default: existsSync(hugeGarage) ? hugeGarage : join(root, exampleGarage) },
    json: { type: 'boolean' },
    planner: { type: 'string' },
    seconds: { type: 'string', default: '6' },
  },
});
const viewport = { width: 1440, height: 900 };
const views = [
  { name: 'one level', key: '1' },
  { name: 'levels stacked', key: '0' },
];

const plan = await spreadAntennas(readFileSync(options.drawing), Number(options.antennas));
const { server, browser } = await openPlanner(undefined, options.planner);
const runs = [];
let loaded;
const bare = { ...plan, antennas: [] };
const drawCalls = {};
try {
  const page = await (await browser.newContext({ viewport, locale: 'en-US' })).newPage();
  await page.addInitScript(installProbe, false);
  await page.addInitScript(installDrawCounter);
  await page.goto(server.url);
  await page.waitForSelector('#app[data-state="empty"]');
  loaded = await dropPlan(page, JSON.stringify(plan));
  const box = await page.locator('.viewport canvas').first().boundingBox();
  // Beside the garage: what is pressed there is the view, never an antenna.
  const spot = { x: box.x + box.width * 0.8, y: box.y + box.height * 0.08 };
  for (const { name, key } of views) runs.push({ name, ...(await turn(page, spot, key)) });
  await page.close();
  for (const [name, garage] of [
    ['walls', bare],
    ['fourTimesWalls', withFourTimesWalls(bare)],
  ])
    drawCalls[name] = await countDrawCalls(garage, spot);
} finally {
  await browser.close();
  server.close();
}
const result = {
  ...describeRun(),
  browser: `Chromium ${browser.version()}, headless`,
  viewport,
  drawing: options.drawing,
  walls: plan.levels.map(({ walls = [] }) => walls.length),
  antennas: plan.antennas.length,
  ...loaded,
  runs,
  drawCalls,
};
if (options.json) process.stdout.write(`${JSON.stringify(result, null, 1)}\n`);
else process.stdout.write(`${describe(result)}\n`);

/** Milliseconds from the drop of the file to its first image, and to its exact field with the verdict. */
async function dropPlan(page, text) {
  return page.evaluate(async (content) => {
    const app = document.getElementById('app');
    const until = async (is) => {
      while (!is()) await new Promise((done) => requestAnimationFrame(done));
      return performance.now();
    };
    const data = new DataTransfer();
    data.items.add(new File([content], 'huge.diku.json'));
    const startedMs = performance.now();
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true }));
    await until(() => app.dataset.state === 'plan');
    const shownMs = await new Promise((done) => requestAnimationFrame(() => done(performance.now())));
    const fieldMs = await until(() => document.querySelector('.verdict[data-state="fresh"]') !== null);
    return { toPlanMs: Math.round(shownMs - startedMs), toVerdictMs: Math.round(fieldMs - startedMs) };
  }, text);
}

/** Every wall as four, end to end. */
function withFourTimesWalls(garage) {
  const between = (start, end, ratio) => start.map((value, axis) => value + ratio * (end[axis] - value));
  const quarters = (wall) =>
    [0, 1, 2, 3].map((quarter) => ({
      ...wall,
      id: `${wall.id}-${quarter}`,
      start: between(wall.start, wall.end, quarter / 4),
      end: between(wall.start, wall.end, (quarter + 1) / 4),
    }));
  const levels = garage.levels.map((level) => ({ ...level, walls: level.walls?.flatMap(quarters) }));
  return { ...garage, levels };
}

/** Most draw calls of a frame while a garage without antennas is turned, all levels in view. */
async function countDrawCalls(garage, spot) {
  const page = await (await browser.newContext({ viewport, locale: 'en-US' })).newPage();
  await page.addInitScript(installDrawCounter);
  await page.goto(server.url);
  await page.waitForSelector('#app[data-state="empty"]');
  await page.evaluate((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], 'bare.diku.json'));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true }));
  }, JSON.stringify(garage));
  await page.waitForSelector('#app[data-state="plan"]');
  await page.keyboard.press('0');
  await page.mouse.move(spot.x, spot.y);
  await page.mouse.down();
  await moveAlong(await page.context().newCDPSession(page), spot, 2000, 160);
  await page.mouse.up();
  const maxCalls = await page.evaluate(() => window.drawCounter.most);
  await page.context().close();
  return maxCalls;
}

/** Frames while the perspective view is turned around a loop. */
async function turn(page, spot, key) {
  await page.keyboard.press(key);
  await page.waitForTimeout(800);
  await page.mouse.move(spot.x, spot.y);
  await page.mouse.down();
  const input = await page.context().newCDPSession(page);
  await moveAlong(input, spot, 1000, 160);
  await page.evaluate(() => {
    window.frameProbe.recording = true;
    window.drawCounter.most = 0;
  });
  const pointerEvents = await moveAlong(input, spot, Number(options.seconds) * 1000, 160);
  const probe = await page.evaluate(() => {
    window.frameProbe.recording = false;
    const { frames, busyMs, longTasks } = window.frameProbe;
    const taken = { ...window.frameProbe, frames: [...frames], busyMs: [...busyMs], longTasks };
    Object.assign(window.frameProbe, { frames: [], busyMs: [] });
    return { ...taken, drawCalls: window.drawCounter.most };
  });
  await page.mouse.up();
  const { frames, framesPerS, frameMs, shareInBudget, mainThreadMs } = describeFrames({
    ...probe,
    pointerEvents,
  });
  return { frames, framesPerS, frameMs, shareInBudget, mainThreadMs, drawCalls: probe.drawCalls };
}

function describe({ drawing, walls, antennas, toPlanMs, toVerdictMs, runs, drawCalls }) {
  const rows = runs.map(({ name, framesPerS, frameMs, mainThreadMs, drawCalls }) => [
    name,
    framesPerS,
    `${frameMs.median} / ${frameMs.p95} / ${frameMs.max}`,
    `${mainThreadMs.median} / ${mainThreadMs.p95}`,
    drawCalls,
  ]);
  const head = ['turned', 'frames/s', 'frame, ms: median / 95 % / most', 'scripts, ms', 'draw calls'];
  return [
    `${drawing}: ${walls.join(' + ')} walls, ${antennas} antennas`,
    `dropped plan file to picture ${toPlanMs} ms, to verdict with its field ${toVerdictMs} ms`,
    markdownTable(head, rows),
    `without antennas, levels stacked: ${drawCalls.walls} draw calls; with four times the walls: ${drawCalls.fourTimesWalls}`,
  ].join('\n');
}
