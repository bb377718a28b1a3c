import { readFileSync } from 'node:fs';
import { decode } from 'fast-png';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installDrawCounter } from '../../benchmarks/frames/draw-counter.mjs';
import { doubtfulDrawing, dropFile } from '../import/review-support.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';
import { findBrowser, openPage, type Planner, startPlanner } from './browser.ts';

const missing = findBrowser() ? undefined : 'no Chromium found (set CHROMIUM_PATH)';

describe.skipIf(missing)('a plan view that is dragged', () => {
  let planner: Planner;

  beforeAll(async () => {
    planner = await startPlanner();
  });

  afterAll(() => planner?.close());

  test('shows what drawing everything anew shows, within its margin and beyond', {
    tags: ['thorough'],
  }, async () => {
    const { page, complaints } = await openPage(planner.browser, planner.server.url, { locale: 'en-US' });
    await dropFile(page, 'doubtful.dxf', doubtfulDrawing());
    await page.waitForSelector('#app[data-review="true"]');
    await settle(page);
    // The second leaves the margin that was drawn in advance.
    for (const [dx, dy] of [
      [-120, 60],
      [-420, -40],
    ]) {
      await page.mouse.move(640, 600);
      await page.mouse.down();
      for (let step = 1; step <= 4; step++) {
        await page.mouse.move(640 + (dx * step) / 4, 600 + (dy * step) / 4);
        await page.waitForTimeout(40);
      }
      const dragged = await shoot(page);
      await page.mouse.up();
      expect(different(dragged, await drawnAnew(page))).toBeLessThan(0.002);
    }
    // Wrong colours or a wrong location would differ in more than that.
    const here = await shoot(page);
    await page.keyboard.press('f');
    await settle(page);
    expect(different(here, await shoot(page))).toBeGreaterThan(0.01);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('the middle button moves what is under it along', { tags: ['thorough'] }, async () => {
    const { page, complaints } = await openPage(planner.browser, planner.server.url);
    const fixture = readFileSync(new URL('../fixtures/small-garage.diku.json', import.meta.url));
    await dropFile(page, 'small.diku.json', fixture);
    await page.waitForSelector('.verdict[data-state="fresh"]');
    await page.keyboard.press('t');
    await settle(page);
    const dot = page.locator('[data-antenna="ANT1-B1"] i');
    const before = (await dot.boundingBox())!;
    await page.mouse.move(500, 600);
    await page.mouse.down({ button: 'middle' });
    await page.mouse.move(560, 570, { steps: 4 });
    await page.mouse.up({ button: 'middle' });
    await settle(page);
    const after = (await dot.boundingBox())!;
    expect(Math.abs(after.x - before.x - 60)).toBeLessThan(2);
    expect(Math.abs(after.y - before.y + 30)).toBeLessThan(2);
    expect(await page.isDisabled('[data-id="undo"]')).toBe(true);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('Space and a drag move it, over an antenna too; a wheel moves it sideways', {
    tags: ['thorough'],
  }, async () => {
    const { page, complaints } = await openPage(planner.browser, planner.server.url);
    const fixture = readFileSync(new URL('../fixtures/small-garage.diku.json', import.meta.url));
    await dropFile(page, 'small.diku.json', fixture);
    await page.waitForSelector('.verdict[data-state="fresh"]');
    await page.keyboard.press('t');
    await settle(page);
    const dot = page.locator('[data-antenna="ANT1-B1"] i');
    const moved = async (act: () => Promise<void>) => {
      const before = (await dot.boundingBox())!;
      await act();
      // A wheel is told of and not waited for.
      await page.waitForTimeout(200);
      await settle(page);
      const after = (await dot.boundingBox())!;
      return [Math.round(after.x - before.x), Math.round(after.y - before.y), after.width - before.width];
    };
    const drag = async () => {
      const { x, y } = (await dot.boundingBox())!;
      await page.mouse.move(x + 5, y + 5);
      await page.mouse.down();
      await page.mouse.move(x + 65, y - 25, { steps: 4 });
      await page.mouse.up();
    };
    // The button that was clicked last does not take the key.
    await page.click('[data-id="tool-wall"]');
    await page.keyboard.down(' ');
    expect(await moved(drag)).toEqual([60, -30, 0]);
    expect(await page.locator('.picture').getAttribute('data-pan')).toBe(null);
    await page.keyboard.up(' ');
    expect(await page.getAttribute('#app', 'data-tool')).toBe('wall');
    await page.keyboard.press('v');
    const wheel = async (x: number, y: number) => {
      await page.mouse.move(500, 500);
      await page.mouse.wheel(x, y);
    };
    expect(await moved(() => wheel(40, 0))).toEqual([-40, 0, 0]);
    await page.keyboard.down('Shift');
    expect(await moved(() => wheel(0, -25))).toEqual([25, 0, 0]);
    await page.keyboard.up('Shift');
    // Nothing was moved but the view, and a drag without Space moves the antenna again.
    expect(await page.isDisabled('[data-id="undo"]')).toBe(true);
    await drag();
    await page.waitForSelector('[data-id="undo"]:not([disabled])');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test.runIf(isLong)(
    'a frame asks for as many draw calls for hundreds of walls and columns as for four',
    async () => {
      const { page, complaints } = await openPage(planner.browser, planner.server.url);
      await page.addInitScript(installDrawCounter);
      await page.reload();
      const calls: number[] = [];
      for (const walls of [4, 200]) {
        await dropFile(page, `${walls}.diku.json`, new TextEncoder().encode(JSON.stringify(gridPlan(walls))));
        await page.waitForFunction((name) => document.title.includes(name), `${walls}.diku.json`);
        await page.waitForSelector('.verdict[data-state="fresh"]', { timeout: 60_000 });
        calls.push(await turned(page));
      }
      expect(calls[0]).toBeGreaterThan(3);
      expect(calls[1]).toBe(calls[0]);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );
});

/** Draw calls of the busiest frame while the perspective view is turned. */
async function turned(page: Page): Promise<number> {
  await settle(page);
  await page.evaluate(() => {
    Object.assign(Reflect.get(window, 'drawCounter'), { most: 0 });
  });
  await page.mouse.move(1000, 120);
  await page.mouse.down();
  await page.mouse.move(900, 160, { steps: 5 });
  await page.mouse.up();
  await settle(page);
  return page.evaluate(() => Reflect.get(window, 'drawCounter').most);
}

/** A level of walls and columns alone. */
function gridPlan(walls: number) {
  const level = buildLevel({ openings: [], bays: [], points: [] });
  const point = (index: number): [number, number] => [1 + (index % 19) * 2, 1 + (index / 19) * 0.02];
  level.walls = Array.from({ length: walls }, (_, index) => {
    const [x, y] = point(index);
    const material = index % 2 === 0 ? 'concrete-block' : 'reinforced-concrete';
    return { id: `w${index}`, start: [x, y], end: [x, y + 1.5], thicknessM: 0.2, material };
  });
  level.columns = Array.from({ length: walls }, (_, index) => ({
    id: `c${index}`,
    center: point(index),
    ...(index % 2 === 0 ? { sizeM: [0.6, 0.6] as [number, number], angleDeg: 0 } : { radiusM: 0.4 }),
  }));
  return buildPlan({ levels: [level], antennas: [buildAntenna('A1', 20, 12)] });
}

/** The divider cuts by where things are on the canvas, so that nothing may be moved; without it all is drawn again. */
async function drawnAnew(page: Page): Promise<Buffer> {
  await page.click('[data-id="swipe"]');
  await settle(page);
  await page.click('[data-id="swipe"]');
  await settle(page);
  return shoot(page);
}

async function settle(page: Page): Promise<void> {
  await page.mouse.move(5, 5);
  await page.waitForTimeout(350);
}

function shoot(page: Page): Promise<Buffer> {
  return page.screenshot({ clip: { x: 100, y: 60, width: 700, height: 500 } });
}

/** Fraction of pixels that differ by more than rounding. */
function different(a: Buffer, b: Buffer): number {
  const [p, q] = [decode(a), decode(b)];
  let count = 0;
  for (let at = 0; at < p.data.length; at += p.channels) {
    if ([0, 1, 2].some((k) => Math.abs(p.data[at + k] - q.data[at + k]) > 12)) count++;
  }
  return count / (p.width * p.height);
}
