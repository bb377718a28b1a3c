import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import {
  createPlainSolver,
  createSimdKernel,
  type Plan,
  parsePlan,
  predictPlan,
  traceLink,
} from '@diku/engine';
import { traceRayLink } from '@diku/engine/workflow';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dxfBytes, smallGarage } from '../import/drawing-support.ts';
import { isLong } from '../support/is-long.ts';
import {
  findBrowser,
  fresh,
  openPage,
  type Planner,
  startPlanner,
  switchLanguage,
  takeBackAll,
} from './browser.ts';
import { readPixels, readSwatches } from './page-pixels.ts';

const fixturePath = new URL('../fixtures/small-garage.diku.json', import.meta.url);
const fixtureText = readFileSync(fixturePath, 'utf8');
const fixture = JSON.parse(fixtureText) as Plan;
const missing = findBrowser() ? undefined : 'no Chromium found (set CHROMIUM_PATH)';

if (missing && process.env.CI === 'true') throw new Error(missing);
if (missing) console.warn(`viewer tests skipped: ${missing}`);

describe.skipIf(missing)('a plan in the planner', () => {
  let planner: Planner;
  let page: Page;
  let complaints: string[];

  // One page for all: to open one takes longer than most of what is tested on it.
  beforeAll(async () => {
    planner = await startPlanner(fixtureText);
    ({ page, complaints } = await openPage(planner.browser, planner.server.url));
    await fresh(page);
    await page.keyboard.press('t');
  });

  afterAll(() => planner?.close());

  beforeEach(async () => {
    await takeBackAll(page);
    await fresh(page);
  });

  afterEach(() => {
    expect(complaints).toEqual([]);
  });

  test('canvas, field and legend show the same colours, and nothing outside the garage is painted', {
    tags: ['thorough'],
  }, async () => {
    await clearPointer(page);
    const pixels = await readPixels(page);
    const swatches = await readSwatches(page);
    expect(swatches).toHaveLength(5);
    const seen = new Set<number>();
    // Behind walls too: along the lanes all may be of one class.
    for (const [x, y] of [...laneLocations(), [50.3, 4.1], [26.2, 19.3]] as [number, number][]) {
      const spot = await planToPage(page, x, y);
      const value = await readValue(page, spot);
      const limits = [-85, -95, -105, -115];
      const expected = limits.findIndex((limit) => value.rsrpDbm >= limit);
      const index = expected < 0 ? limits.length : expected;
      seen.add(index);
      expect(pixels.colorAt(spot.x, spot.y), `at ${x}, ${y}: ${value.rsrpDbm} dBm`).toBe(swatches[index]);
    }
    expect(seen.size).toBeGreaterThanOrEqual(2);
    const outsidePoints = [await planToPage(page, -1.5, 20), await planToPage(page, 30, 41.5)];
    for (const { x, y } of outsidePoints) expect(swatches).not.toContain(pixels.colorAt(x, y));
  });

  test('values equal the engine’s, which are held to the reference kernel', {
    tags: ['thorough'],
  }, async () => {
    const solver = createPlainSolver(await createSimdKernel());
    const { maps, plan } = await predictPlan(parsePlan(fixture), { solver });
    const map = maps.find(({ levelId, carrierId }) => levelId === 'B1' && carrierId === 'ctcc-lte1800')!;
    for (const [x, y] of [...laneLocations().slice(0, 4), [50.3, 4.1], [26.2, 19.3]] as [number, number][]) {
      const spot = await planToPage(page, x, y);
      const value = await readValue(page, spot);
      const column = Math.round((value.x * 1000 - map.grid.originXMm) / map.grid.cellMm);
      const row = Math.round((value.y * 1000 - map.grid.originYMm) / map.grid.cellMm);
      const cell = row * map.grid.columns + column;
      expect(Math.abs(value.rsrpDbm - map.rsrpDbm[cell])).toBeLessThan(0.06);
      expect(Math.abs(value.sinrDb - map.sinrDb[cell])).toBeLessThan(0.06);
      expect(value.antenna).toBe(plan.antennas[map.bestAntenna[cell]].id);
      const link = await readLink(page, value.antenna);
      expect(Math.abs(link.sumDbm - link.rsrpDbm)).toBeLessThan(0.35);
      expect(link.rsrpDbm).toBeLessThan(value.rsrpDbm + 1);
    }
  });

  test('R traces the link under the pointer by rays and draws the strongest until Escape', {
    tags: ['thorough'],
  }, async () => {
    const spot = await planToPage(page, 26.2, 19.3);
    const { antenna } = await readValue(page, spot);
    await page.keyboard.press('r');
    await page.waitForSelector('svg.rays path');
    const line = ((await page.textContent('.probe .rays')) ?? '').replaceAll('−', '-');
    const [id, lossDb, modelDb] = /射线核对 (\S+)：([\d.]+) dB（\S+ ([\d.]+) dB）/.exec(line)!.slice(1);
    expect(id).toBe(antenna);
    const { x, y } = await readValue(page, spot);
    const to = `${x},${y},1.5,B1`;
    const plan = parsePlan(fixture);
    // The line of the value rounds the location to decimetres.
    expect(Math.abs(Number(lossDb) - traceRayLink(plan, antenna, to).pathLossDb)).toBeLessThan(1);
    expect(Math.abs(Number(modelDb) - traceLink(plan, antenna, to).pathLossDb)).toBeLessThan(1);
    const drawn = await page.$$eval('svg.rays path', (paths) => paths.map((path) => path.getAttribute('d')));
    expect(drawn).toHaveLength(5);
    const point = await antennaLocation(page, antenna);
    const start = await planToPage(page, point[0], point[1]);
    const canvas = await page.$eval('canvas', (element) => {
      const { left, top } = element.getBoundingClientRect();
      return { left, top };
    });
    for (const d of drawn) {
      const [left, top] = /^M([-\d.]+)[ ,]([-\d.]+)/.exec(d!)!.slice(1).map(Number);
      expect(Math.hypot(left + canvas.left - start.x, top + canvas.top - start.y)).toBeLessThan(2);
    }
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.querySelector('svg.rays path') === null);
    expect(await page.textContent('.probe .rays')).toBe('');

    // Behind a thick wall the path of the link itself is drawn, around the corners it bends at.
    const behind = pointAroundCorner(plan);
    const value = await readValue(page, await planToPage(page, behind[0], behind[1]));
    await page.waitForSelector('svg.rays path');
    expect(await page.textContent('.probe .link')).toMatch(/^绕/);
    const bent = traceLink(plan, value.antenna, `${value.x},${value.y},1.5,B1`).path.points;
    expect(bent.length).toBeGreaterThan(2);
    const [firstPath, ...others] = await page.$$eval('svg.rays path', (paths) =>
      paths.map((path) => path.getAttribute('d')),
    );
    expect(others).toEqual([]);
    const turns = [...firstPath!.matchAll(/[ML]([-\d.]+)[ ,]([-\d.]+)/g)].map(([, left, top]) => [
      Number(left),
      Number(top),
    ]);
    expect(turns).toHaveLength(bent.length);
    for (const [index, [left, top]] of turns.entries()) {
      const spot = await planToPage(page, bent[index][0], bent[index][1]);
      expect(Math.hypot(left + canvas.left - spot.x, top + canvas.top - spot.y)).toBeLessThan(3);
    }
  });

  test('a dragged antenna changes field and verdict, undo restores the same numbers', async () => {
    const probe = await planToPage(page, 4.3, 9.6);
    const before = { value: await readValue(page, probe), verdict: await readVerdict(page) };
    let live: string[] = [];
    await dragAntenna(page, 'ANT1-B1', 14, 0, async () => {
      await page.waitForSelector('.verdict[data-state="stale"]');
      // The newest position is shown within some frames.
      await page.waitForTimeout(500);
      // An antenna's field is exact on its cells; where other things want the processor these are coarser until the pointer rests.
      await page.waitForSelector('.legend .tag:has-text("实时 0.5 m")');
      expect(await page.locator('.legend .passing').count()).toBe(0);
      live = await readFractions(page);
    });
    await fresh(page);
    expect(await page.locator('.legend .tag').count()).toBe(0);
    expect(await readFractions(page)).toEqual(live);
    const after = { value: await readValue(page, probe), verdict: await readVerdict(page) };
    expect(after.value.rsrpDbm).toBeLessThan(before.value.rsrpDbm - 2);
    expect(after.verdict).not.toBe(before.verdict);
    await page.keyboard.press('Control+z');
    await page.waitForFunction(
      () => document.querySelector<HTMLElement>('[data-antenna="ANT1-B1"]')?.dataset.x === '12',
    );
    await fresh(page);
    expect(await readValue(page, probe)).toEqual(before.value);
    expect(await readVerdict(page)).toBe(before.verdict);
    await page.keyboard.press('Control+y');
    await fresh(page);
    expect(await readVerdict(page)).toBe(after.verdict);
  });

  test.runIf(isLong)('Escape during a drag puts the antenna back and leaves no step', async () => {
    await dragAntenna(page, 'ANT2-B1', 5, 3, async () => {
      await page.waitForFunction(
        () => document.querySelector<HTMLElement>('[data-antenna="ANT2-B1"]')?.dataset.x !== '30',
      );
      await page.keyboard.press('Escape');
    });
    await fresh(page);
    expect(await antennaLocation(page, 'ANT2-B1')).toEqual([30, 10]);
    expect(await page.isDisabled('[data-id="undo"]')).toBe(true);
  });

  test('arrows nudge by 0.1 m, with Shift by 1 m, and a burst is one step', {
    tags: ['thorough'],
  }, async () => {
    await page.focus('[data-antenna="ANT3-B1"]');
    // In one go: a burst ends with a pause, which a busy machine makes between presses from here.
    await page.evaluate(() => {
      for (const key of ['ArrowRight', 'ArrowRight', 'ArrowUp']) {
        const press = { key, shiftKey: key === 'ArrowUp', bubbles: true, cancelable: true };
        document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', press));
      }
    });
    await page.waitForFunction(
      () => document.querySelector<HTMLElement>('[data-antenna="ANT3-B1"]')?.dataset.y === '31',
    );
    expect(await antennaLocation(page, 'ANT3-B1')).toEqual([14.2, 31]);
    await page.keyboard.press('Control+z');
    await fresh(page);
    expect(await antennaLocation(page, 'ANT3-B1')).toEqual([14, 30]);
  });

  test.runIf(isLong)('removing antennas shows failing floor and a missed target', async () => {
    for (const id of ['ANT1-B1', 'ANT2-B1', 'ANT3-B1']) {
      await page.focus(`[data-antenna="${id}"]`);
      await page.keyboard.press('Delete');
    }
    await fresh(page);
    expect(await page.getAttribute('.target', 'data-met')).toBe('false');
    await clearPointer(page);
    const swatches = await readSwatches(page);
    const pixels = await readPixels(page);
    const spot = pixels.findColor(swatches[3]);
    expect(spot, 'floor in the first failing class').toBeDefined();
    const value = await readValue(page, spot!);
    expect(value.rsrpDbm).toBeLessThan(-105);
    expect(value.rsrpDbm).toBeGreaterThanOrEqual(-115);
  });

  test('a bad file leaves the plan untouched and says why beside the drop', {
    tags: ['thorough'],
  }, async () => {
    const files: [string, string, RegExp][] = [
      ['broken.diku.json', fixtureText.slice(0, 5000), /JSON/],
      [
        'strange.diku.json',
        fixtureText.replace('"reinforced-concrete"', '"gips"'),
        /levels\[0\]\.walls\[0\]\.material.*gips/,
      ],
      ['newer.diku.json', fixtureText.replace('"version": 2', '"version": 99'), /version.*99/],
      ['plan.dwg', `AC1032${'\0'.repeat(200)}`, /应为完整的 ?DWG/],
      ['nonsense.dxf', 'hello, not a drawing', /line|DXF/],
      ['empty.dxf', '', /empty/],
    ];
    const before = (await savePlan(page)).plan;
    for (const [name, content, reason] of files) {
      await dropFile(page, name, content);
      const notice = page.locator('.notice[data-kind="error"]', { hasText: name });
      await notice.waitFor();
      expect(await notice.textContent()).toMatch(reason);
      const box = (await notice.boundingBox())!;
      expect(Math.abs(box.x - 300) + Math.abs(box.y - 260), name).toBeLessThan(100);
      expect(await page.isDisabled('[data-id="undo"]')).toBe(true);
      expect((await savePlan(page)).plan, name).toEqual(before);
    }
  });

  test('the verdict names each operator, point count, antenna count and model', async () => {
    for (const operator of ['telecom', 'mobile', 'unicom']) {
      const figure = page.locator(`[data-operator="${operator}"]`);
      expect(await figure.textContent()).toMatch(/\d+ %/);
      expect(await figure.getAttribute('title')).toMatch(/95 %/);
    }
    expect(await page.textContent('[data-kind="charger"]')).toMatch(/\d\/6/);
    expect(await page.textContent('[data-kind="gate"]')).toMatch(/\d\/1/);
    expect(await page.textContent('[data-kind="antennas"]')).toContain('7');
    expect(await page.textContent('[data-kind="joint"]')).toMatch(/\d\.\d %/);
    expect(await page.textContent('[data-kind="weakest"]')).toMatch(/B[12]/);
    // With nothing selected the inspector says what is computed with.
    for (let press = 0; press < 2; press++) await page.keyboard.press('Escape');
    expect(await page.textContent('[data-kind="model"]')).toBe('递减损耗路径模型');
    const states = page.locator('[data-id="scenario"] option');
    expect(await states.count()).toBeGreaterThan(2);
    expect(await states.first().getAttribute('value')).toBe('planned');

    const calibration = { basis: 'multi-wall', exponent: 2.4, offsetDb: {}, otherOffsetDb: 3 };
    const calibrated = {
      ...fixture,
      propagation: { model: 'calibrated', calibration },
      requirements: { ...fixture.requirements, profileOverrides: { shadowingSigmaDb: 5.13 } },
    };
    await dropFile(page, 'calibrated.diku.json', JSON.stringify(calibrated));
    await page.waitForSelector('[data-model="multi-wall"]');
    expect(await page.textContent('[data-kind="model"]')).toBe('已校准 · 残差 σ 5.1 dB · 多墙模型');
  });

  test('save and reopen keep unknown keys and every antenna', { tags: ['thorough'] }, async () => {
    await page.focus('[data-antenna="ANT4-B1"]');
    await page.keyboard.press('Shift+ArrowLeft');
    const saved = await savePlan(page);
    const expected = structuredClone(fixture);
    expected.antennas.find((antenna) => antenna.id === 'ANT4-B1')!.position = [49, 18];
    expect(saved.plan).toEqual(expected);
    expect(saved.plan['x-future']).toEqual({ keep: ['me', 1.25, null] });
    await chooseFile(page, saved.path);
    await page.waitForFunction(() => document.querySelector('.notice')?.hasAttribute('hidden'));
    await fresh(page);
    expect((await savePlan(page)).plan).toEqual(expected);
  });

  test('levels, stacked view and plan view', { tags: ['thorough'] }, async () => {
    await page.keyboard.press('2');
    await page.waitForSelector('[data-antenna="ANT1-B2"]');
    expect(await page.locator('[data-antenna]').count()).toBe(3);
    await page.keyboard.press('0');
    await page.waitForFunction(() => document.querySelectorAll('[data-antenna]').length === 7);
    expect(await page.locator('.sign.level').allTextContents()).toEqual(['B1', 'B2']);
    await page.keyboard.press('1');
    await page.waitForFunction(() => document.querySelectorAll('[data-antenna]').length === 4);
    await clearPointer(page);
    expect((await readPixels(page)).distinctColors()).toBeGreaterThan(20);
  });

  test('the field is seen from afar', { tags: ['thorough'] }, async () => {
    await page.mouse.move(500, 400);
    for (let notch = 0; notch < 12; notch++) await page.mouse.wheel(0, 240);
    await clearPointer(page);
    const swatches = await readSwatches(page);
    const afar = await readPixels(page);
    const painted = swatches.reduce((sum, color) => sum + afar.count(color), 0);
    expect(painted, 'field seen from afar').toBeGreaterThan(200);
    expect(painted).toBeGreaterThan(5 * afar.count('rgb(230, 232, 234)'));
  });

  test('Chinese and English', { tags: ['thorough'] }, async () => {
    expect(await page.textContent('.verdict .state')).toBe('已更新');
    await switchLanguage(page);
    await page.waitForFunction(() => document.querySelector('.verdict .state')?.textContent === 'Current');
    expect(await page.textContent('body')).not.toContain('通过验收');
    const german = await openPage(planner.browser, planner.server.url, { locale: 'de-DE' });
    expect(await stateOf(german.page)).toMatch(/^[\u4e00-\u9fff]+/);
    expect(german.complaints).toEqual([]);
    await german.page.context().close();
    await switchLanguage(page);
  });

  test.runIf(isLong)(
    'a dropped drawing becomes a placed plan with a verdict; undo takes the antennas away',
    async () => {
      await dropFile(page, 'garage.dxf', dxfBytes(smallGarage()));
      await page.waitForSelector('.notice[data-kind="info"]', { timeout: 100_000 });
      await fresh(page);
      const count = Number(/\d+/.exec((await page.textContent('[data-kind="antennas"]'))!)![0]);
      const { plan } = await savePlan(page);
      expect(plan.antennas).toHaveLength(count);
      expect(count).toBeGreaterThan(0);
      expect(await page.locator('[data-antenna]').count()).toBe(count);
      const bound = Number(/至少 (\d+)/.exec((await page.textContent('[data-kind="antennas"]'))!)![1]);
      expect(bound).toBeGreaterThan(0);
      expect(bound).toBeLessThanOrEqual(count);
      await page.keyboard.press('Control+z');
      await page.waitForSelector('.verdict[data-state="none"]');
      expect(await page.locator('[data-antenna]').count()).toBe(0);
      await page.keyboard.press('Control+z');
      await fresh(page);
      expect((await savePlan(page)).plan).toEqual(fixture);
    },
    120_000,
  );

  test.runIf(isLong)('cancelling a placement keeps the drawing without antennas', async () => {
    const drawing = readFileSync(new URL('../../examples/garage-two-levels.dxf', import.meta.url));
    await dropFile(page, 'garage.dxf', drawing);
    await page.waitForSelector('.verdict[data-state="none"]');
    await page.click('.proposal[data-state="placing"] [data-id="stop"]');
    await page.waitForSelector('.notice[data-kind="info"]');
    expect((await savePlan(page)).plan.antennas).toEqual([]);
  });
});

/** Returns what the bar of the verdict says of itself, whether it is computed yet or not. */
async function stateOf(page: Page): Promise<string> {
  const state = page.locator('.verdict .state', { hasText: /\S/ });
  await state.waitFor();
  return (await state.textContent())!;
}

/** Open floor between bays on B1, metres, at cell centres. */
function laneLocations(): [number, number][] {
  return [
    [4.35, 9.6],
    [21.35, 9.6],
    [30.35, 12.1],
    [37.35, 20.1],
    [37.35, 31.1],
    [45.35, 31.1],
    [57.35, 27.6],
    [21.35, 31.6],
  ];
}

/** Page position of a location of the plan view, from the markers of two antennas. */
async function planToPage(page: Page, x: number, y: number): Promise<{ x: number; y: number }> {
  const at = await markerSpot(page, 'ANT1-B1');
  const pixelsPerM = await plainScale(page);
  return { x: at.x + (x - 12) * pixelsPerM, y: at.y - (y - 10) * pixelsPerM };
}

const scales = new WeakMap<Page, number>();

async function plainScale(page: Page): Promise<number> {
  const known = scales.get(page);
  if (known) return known;
  await page.waitForTimeout(100);
  const a = await markerSpot(page, 'ANT1-B1');
  const b = await markerSpot(page, 'ANT4-B1');
  scales.set(page, (b.x - a.x) / (50 - 12));
  return (b.x - a.x) / (50 - 12);
}

async function markerSpot(page: Page, id: string): Promise<{ x: number; y: number }> {
  return page.evaluate((antennaId) => {
    const box = document.querySelector(`[data-antenna="${antennaId}"] i`)!.getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }, id);
}

interface ProbeValue {
  x: number;
  y: number;
  rsrpDbm: number;
  sinrDb: number;
  antenna: string;
}

async function readValue(page: Page, spot: { x: number; y: number }): Promise<ProbeValue> {
  await page.mouse.move(spot.x + 1, spot.y);
  await page.mouse.move(spot.x, spot.y);
  await page.waitForFunction(() => document.querySelector('.probe .value')?.textContent?.includes('RSRP'));
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
  const text = ((await page.textContent('.probe .value')) ?? '').replaceAll('−', '-');
  const match = /B1 ([-\d.]+), ([-\d.]+) m · RSRP ([-\d.]+) dBm · SINR ([-\d.]+) dB · .* · (\S+)$/.exec(text);
  if (!match) throw new Error(`no value in "${text}"`);
  const [x, y, rsrpDbm, sinrDb] = match.slice(1, 5).map(Number);
  return { x, y, rsrpDbm, sinrDb, antenna: match[5] };
}

/** A location of the first level whose strongest antenna is best received around a corner. */
function pointAroundCorner(plan: Plan): [number, number] {
  const antennas = plan.antennas.filter(({ level }) => level === 'B1');
  for (let x = 25.25; x < 59; x += 1) {
    for (let y = 1.25; y < 39; y += 1) {
      const links = antennas.map(({ id }) => traceLink(plan, id, `${x},${y},1.5,B1`));
      const best = links.reduce((a, b) => (b.rsrpDbm > a.rsrpDbm ? b : a));
      if (best.path.points.length > 2) return [x, y];
    }
  }
  throw new Error('no place is heard around a corner');
}

/** Returns what the link's line says: RSRP of the antenna alone, and power and gain less the losses it names, dBm. */
async function readLink(page: Page, antenna: string): Promise<{ rsrpDbm: number; sumDbm: number }> {
  await page.waitForFunction(
    (id) => document.querySelector('.probe .link')?.textContent?.startsWith(id),
    antenna,
  );
  const line = ((await page.textContent('.probe .link')) ?? '').replaceAll('−', '-');
  const parts = /单独 (-?[\d.]+) dBm：.* (-?[\d.]+) dBm，增益 (-?[\d.]+) dBi，(.*) dB/.exec(line)!;
  const [rsrpDbm, powerDbm, gainDbi] = parts.slice(1, 4).map(Number);
  const losses = [...parts[4].matchAll(/([-+]) \D+?(?: ×\d+)? ([\d.]+)/g)];
  const sumDbm = losses.reduce((sum, [, sign, lossDb]) => sum + Number(sign + lossDb), powerDbm + gainDbi);
  return { rsrpDbm, sumDbm };
}

async function readVerdict(page: Page): Promise<string> {
  return page.evaluate(() => {
    const figures = document.querySelector('.verdict .figures')!.cloneNode(true) as Element;
    for (const change of figures.querySelectorAll('.change')) change.remove();
    return figures.innerHTML;
  });
}

async function antennaLocation(page: Page, id: string): Promise<[number, number]> {
  const { x, y } = await page.evaluate(
    (antennaId) => ({ ...document.querySelector<HTMLElement>(`[data-antenna="${antennaId}"]`)!.dataset }),
    id,
  );
  return [Number(x), Number(y)];
}

/** Drags a marker by metres of the plan view (about as much in perspective), with something done before release. */
async function dragAntenna(
  page: Page,
  id: string,
  dxM: number,
  dyM: number,
  before: () => Promise<void>,
): Promise<void> {
  const pixelsPerM = await plainScale(page);
  const { x, y } = await markerSpot(page, id);
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= 8; step++) {
    await page.mouse.move(x + (dxM * pixelsPerM * step) / 8, y - (dyM * pixelsPerM * step) / 8);
  }
  await before();
  await page.mouse.up();
}

async function clearPointer(page: Page): Promise<void> {
  await page.mouse.move(400, 20);
  await page.waitForTimeout(200);
}

/** Fraction of the floor in each class, as the legend says. */
async function readFractions(page: Page): Promise<string[]> {
  const fractions = await page.locator('.legend .share').filter({ hasText: /[%–]/ }).allTextContents();
  expect(fractions).toHaveLength(6);
  return fractions;
}

async function savePlan(page: Page): Promise<{ plan: Plan; path: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Control+s')]);
  const path = `${await download.path()}.diku.json`;
  const text = readFileSync(await download.path(), 'utf8');
  await writeFile(path, text);
  return { plan: JSON.parse(text), path };
}

async function dropFile(page: Page, name: string, content: string | Uint8Array): Promise<void> {
  await page.evaluate(
    ([fileName, base64]) => {
      const data = new DataTransfer();
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      data.items.add(new File([bytes], fileName));
      const point = { clientX: 300, clientY: 260, dataTransfer: data, bubbles: true };
      document.querySelector('.viewport canvas')!.dispatchEvent(new DragEvent('drop', point));
    },
    [name, Buffer.from(content).toString('base64')],
  );
}

async function chooseFile(page: Page, path: string): Promise<void> {
  // A browser forgets a key press as the user's own act after 5 s: on a busy machine it may need another.
  for (let attempt = 1; ; attempt += 1) {
    try {
      const opened = page.waitForEvent('filechooser', { timeout: 8000 });
      await Promise.all([opened, page.keyboard.press('Control+o')]);
      await (await opened).setFiles(path);
      return;
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}
