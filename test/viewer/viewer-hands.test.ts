import { readFileSync } from 'node:fs';
import { parsePlan } from '@diku/engine';
import { decode } from 'fast-png';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findBrowser, openPage, type Planner, savePlan, startPlanner, takeBackAll } from './browser.ts';

const missing = findBrowser() ? undefined : 'no Chromium found (set CHROMIUM_PATH)';

if (missing && process.env.CI === 'true') throw new Error(missing);
if (missing) console.warn(`viewer tests skipped: ${missing}`);

const garage = JSON.parse(
  readFileSync(new URL('../fixtures/small-garage.diku.json', import.meta.url), 'utf8'),
) as ReturnType<typeof parsePlan>;
/** One carrier, so that a prediction is cheap. */
const plan = { ...garage, carriers: garage.carriers.slice(0, 1) };
/** Two marks whose locations are known: from them every other location is found on the page. */
const marks = { a: { id: 'ANT1-B1', point: [12, 10] }, b: { id: 'ANT4-B1', point: [50, 18] } };

describe.skipIf(missing)('a plan edited by hand in a browser', () => {
  let planner: Planner;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    planner = await startPlanner(JSON.stringify(plan));
    ({ page, complaints } = await openPage(planner.browser, planner.server.url));
    await fresh(page);
    await page.keyboard.press('t');
    await page.waitForTimeout(200);
  });

  afterEach(async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('v');
    await takeBackAll(page);
    expect(await savePlan(page)).toEqual(plan);
    expect(complaints).toEqual([]);
  });

  afterAll(() => planner?.close());

  test('a tool says what it asks for, and draws from where an antenna hangs', async () => {
    await page.keyboard.press('w');
    await hover(page, 13, 10.5);
    await page.waitForFunction(() =>
      /每段一堵墙/.test(document.querySelector('.probe .hint')?.textContent ?? ''),
    );
    expect(await page.locator('.probe .link').textContent()).toBe('');
    const [x, y] = marks.a.point;
    await click(page, x, y);
    await hover(page, x + 3, y);
    await page.keyboard.type('2<0');
    await page.keyboard.press('Enter');
    const { start, end } = (await savePlan(page)).levels[0].walls!.at(-1)!;
    expect([start, end]).toEqual([
      [x, y],
      [x + 2, y],
    ]);
  });

  test('antennas are added by Shift and dragged together as one step', async () => {
    for (const { point } of [marks.a, marks.b]) {
      await hover(page, point[0], point[1]);
      await page.keyboard.down('Shift');
      await click(page, point[0], point[1]);
      await page.keyboard.up('Shift');
    }
    const pressed = (count: number) =>
      page.waitForFunction(
        (expected) => document.querySelectorAll('[data-antenna][aria-pressed="true"]').length === expected,
        count,
      );
    await pressed(2);
    const [x, y] = marks.b.point;
    const from = await spotOf(page, x, y);
    const to = await spotOf(page, x + 2, y - 1);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 3 });
    await page.mouse.up();
    const after = (await savePlan(page)).antennas;
    for (const { id, point } of [marks.a, marks.b]) {
      const [movedX, movedY] = after.find((each) => each.id === id)!.position;
      expect(movedX).toBeCloseTo(point[0] + 2, 0);
      expect(movedY).toBeCloseTo(point[1] - 1, 0);
    }
    await page.keyboard.press('Control+z');
    await page.waitForSelector('[data-id="undo"]:disabled');
    await page.focus('[data-antenna="ANT2-B1"]');
    await pressed(1);
  });

  test('walls are drawn by clicks and by numbers, each one step, until Escape', async () => {
    await page.keyboard.press('w');
    await click(page, 44, 4);
    await hover(page, 47, 4.3);
    await labelled(page, '3.0');
    await page.keyboard.type('3.5<90');
    await labelled(page, '3.5<90');
    await page.keyboard.press('Enter');
    await click(page, 48, 7.5);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    const walls = (await savePlan(page)).levels[0].walls!;
    const drawn = walls.slice(plan.levels[0].walls!.length);
    expect(drawn.map(({ start, end }) => [start, end])).toEqual([
      [
        [44, 4],
        [44, 7.5],
      ],
      [
        [44, 7.5],
        [48, 7.5],
      ],
    ]);
    await page.keyboard.press('Control+z');
    expect((await savePlan(page)).levels[0].walls).toHaveLength(walls.length - 1);
    await page.waitForSelector('[data-id="undo"][aria-label*="添加墙"]');
  });

  test('a double click closes a shutter; its form opens it again; the field follows both', {
    tags: ['thorough'],
  }, async () => {
    await fresh(page);
    const before = await page.textContent('.inspector');
    const { x, y } = await spotOf(page, 40, 14);
    await page.mouse.dblclick(x, y);
    expect((await savePlan(page)).levels[0].openings![0].state).toBe('closed');
    await deselect(page);
    await summarySays(page, before!, false);
    await click(page, 40, 14);
    await page.selectOption('[data-id="opening-state"]', 'open');
    await deselect(page);
    await summarySays(page, before!, true);
  });

  test('a rectangle takes what is in it; Delete removes it as one step', { tags: ['thorough'] }, async () => {
    const from = await spotOf(page, 23, 16);
    const to = await spotOf(page, 33, 24.5);
    await page.keyboard.down('Shift');
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await page.waitForSelector('[data-id="form-wall"]');
    expect(await page.textContent('[data-id="form-wall"] h2')).toMatch(/×5$/);
    await page.keyboard.press('Delete');
    const after = await savePlan(page);
    parsePlan(after);
    expect(after.levels[0].walls).toHaveLength(plan.levels[0].walls!.length - 5);
    await page.keyboard.press('Control+z');
    expect(await savePlan(page)).toEqual(plan);
  });

  test('a wall that is dragged is followed by the field; Escape puts it back without a step', {
    tags: ['thorough'],
  }, async () => {
    await click(page, 40, 21);
    await page.waitForSelector('[data-id="form-wall"]');
    const from = await spotOf(page, 40, 21);
    const to = await spotOf(page, 34, 21);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 6 });
    await page.waitForSelector('.legend .tag');
    await page.waitForSelector('.legend .passing');
    expect(await page.textContent('.legend .passing')).toContain('个别格子偏差可达 15 dB');
    // What a drag draws piece by piece is what all drawn anew is; where a pixel lies on an edge of cells either side may
    // have it. A busy page may take coarser cells in between: the two are of one resolution, or are drawn once more.
    const otherRatio = async (): Promise<number> => {
      const cells = await page.textContent('.legend .tag');
      const piecewise = await stillScreenshot(page);
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.waitForSelector(`#app[data-theme="${colorScheme}"]`);
        await page.waitForTimeout(300);
      }
      const whole = await stillScreenshot(page);
      if ((await page.textContent('.legend .tag')) !== cells) return 1;
      return whole.filter((value, index) => value !== piecewise[index]).length / whole.length;
    };
    let [ratio, steps] = [1, 0];
    for (; steps < 6 && ratio >= 1 / 1000; steps += 1) {
      await page.mouse.move(to.x + (steps % 2), to.y);
      await page.waitForTimeout(600);
      ratio = await otherRatio();
    }
    expect(ratio).toBeLessThan(1 / 1000);
    await page.keyboard.press('Escape');
    await page.mouse.up();
    await page.waitForSelector('[data-id="undo"]:disabled');
    await page.waitForSelector('.legend .passing', { state: 'detached' });
    await page.keyboard.press('Escape');
  });

  test('what is copied on one level is put onto the other', { tags: ['thorough'] }, async () => {
    await click(page, 40, 21);
    await page.waitForSelector('[data-id="form-wall"]');
    await page.keyboard.press('Control+c');
    await page.keyboard.press('2');
    await page.keyboard.press('Control+v');
    const [b1, b2] = (await savePlan(page)).levels;
    expect(b1).toEqual(plan.levels[0]);
    expect(b2.walls).toHaveLength(plan.levels[1].walls!.length + 1);
    // Named for the level that it is on now.
    const copied = b1.walls!.find(({ id }) => id === 'B1-w10');
    expect(b2.walls!.at(-1)).toEqual({ ...copied, id: expect.stringMatching(/^B2-w\d+$/) });
    await page.keyboard.press('1');
  });
});

/** Escape until no form is left: what is stated on the page goes first. */
async function deselect(page: Page): Promise<void> {
  const form = page.locator('[data-id^="form-"]');
  for (let press = 0; press < 20; press += 1) {
    await page.keyboard.press('Escape');
    const isGone = await form.waitFor({ state: 'detached', timeout: 300 }).then(
      () => true,
      () => false,
    );
    if (isGone) return;
  }
  throw new Error('found a form that Escape does not leave');
}

/** Waits until the exact field gives the summary of the plan those figures, or others. */
async function summarySays(page: Page, words: string, isSame: boolean): Promise<void> {
  await page.waitForFunction(
    ([text, same]) =>
      document.querySelector('.verdict[data-state="fresh"]') &&
      (document.querySelector('.inspector')?.textContent === text) === same,
    [words, isSame] as const,
  );
}

async function labelled(page: Page, words: string): Promise<void> {
  await page.waitForFunction(
    (text) => document.querySelector('.edit-label')?.textContent?.includes(text),
    words,
  );
}

/** Returns what is drawn, without what the page lays over it, once nothing more comes: the values of its pixels. */
async function stillScreenshot(page: Page): Promise<Uint8Array> {
  const read = () =>
    page.evaluate(() => document.querySelector<HTMLCanvasElement>('.viewport canvas')!.toDataURL());
  let [before, now] = ['', await read()];
  while (now !== before) {
    await page.waitForTimeout(300);
    [before, now] = [now, await read()];
  }
  return decode(Buffer.from(now.split(',')[1], 'base64')).data as Uint8Array;
}

async function fresh(page: Page): Promise<void> {
  await page.waitForTimeout(50);
  await page.waitForSelector('.verdict[data-state="fresh"]', { timeout: 60_000 });
}

async function spotOf(page: Page, x: number, y: number): Promise<{ x: number; y: number }> {
  const [a, b] = await page.evaluate(
    (ids) =>
      ids.map((id) => {
        const box = document.querySelector(`[data-antenna="${id}"] i`)!.getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2];
      }),
    [marks.a.id, marks.b.id],
  );
  const pixelsPerM = (b[0] - a[0]) / (marks.b.point[0] - marks.a.point[0]);
  return { x: a[0] + (x - marks.a.point[0]) * pixelsPerM, y: a[1] - (y - marks.a.point[1]) * pixelsPerM };
}

async function hover(page: Page, x: number, y: number): Promise<void> {
  const spot = await spotOf(page, x, y);
  await page.mouse.move(spot.x, spot.y);
  await page.waitForTimeout(60);
}

async function click(page: Page, x: number, y: number): Promise<void> {
  await hover(page, x, y);
  await page.mouse.down();
  await page.mouse.up();
}
