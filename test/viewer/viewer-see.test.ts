import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isLong } from '../support/is-long.ts';
import { findBrowser, nudgeAntenna, openPage, type Planner, startPlanner } from './browser.ts';
import { readPixels, readSwatches } from './page-pixels.ts';

const fixture = readFileSync(new URL('../fixtures/small-garage.diku.json', import.meta.url), 'utf8');

describe.skipIf(!findBrowser())('what a planner sees', () => {
  let planner: Planner;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    planner = await startPlanner(fixture);
    ({ page, complaints } = await openPage(planner.browser, planner.server.url));
    await page.waitForSelector('.verdict[data-state="fresh"]');
    await page.keyboard.press('t');
  });

  afterAll(() => planner?.close());

  // What is read is exact: until then cells are coarser.
  beforeEach(async () => {
    await page.waitForSelector('.verdict[data-state="fresh"]', { timeout: 60_000 });
  });

  afterEach(() => expect(complaints).toEqual([]));

  for (const quantity of ['server', 'throughput', 'margin']) {
    test(`a field of ${quantity} has the colours of its legend, and the pointer says the class`, {
      tags: quantity === 'margin' ? [] : ['thorough'],
    }, async () => {
      await page.selectOption('[data-id="quantity"]', quantity);
      const seen = new Set<string>();
      const points = [...Array(15).keys()].map((at) => ({
        x: 180 + 150 * (at % 5),
        y: 180 + 170 * Math.floor(at / 5),
      }));
      const said = [];
      for (const point of points) said.push(await pointAt(page, point));
      await page.mouse.move(400, 20);
      const pixels = await readPixels(page);
      for (const [index, { x, y }] of points.entries()) {
        const label = legendLabel(quantity, said[index]);
        if (!label) continue;
        const row = page.locator('.legend .class', { hasText: label });
        const swatch = await row
          .locator('.swatch')
          .evaluate((each) => getComputedStyle(each).backgroundColor);
        const around = [-3, 0, 3].flatMap((dx) => [-3, 0, 3].map((dy) => pixels.colorAt(x + dx, y + dy)));
        // Bays, columns and the contour are drawn over the field.
        if (new Set(around).size > 1) continue;
        expect(around[0], `${label} at ${x}, ${y}`).toBe(swatch);
        seen.add(label);
      }
      expect(seen.size).toBeGreaterThan(1);
    });
  }

  test('charts show curves and the figures of the verdict', async () => {
    await page.keyboard.press('h');
    await page.waitForSelector('.line-chart canvas');
    const figures = await page.locator('.charts .bar-row:not([data-floor-kind]) b').allTextContents();
    const kinds = await page.locator('.charts .bar-row[data-floor-kind] b').allTextContents();
    expect(kinds.length).toBeGreaterThan(0);
    // Three operators, on two levels each.
    expect(figures).toHaveLength(9);
    const rules = await page
      .locator('.verdict [data-operator]')
      .evaluateAll((all) =>
        all.map((each) => /预期达标面积 ([\d.]+ %)/.exec((each as HTMLElement).title)?.[1]),
      );
    expect(figures.slice(0, 3)).toEqual(rules);
    await page.locator('.line-chart .u-over').hover({ position: { x: 60, y: 60 } });
    await page.waitForFunction(() =>
      /\d %/.test(document.querySelector('.line-chart .u-legend')?.textContent ?? ''),
    );
    await page.keyboard.press('h');
    await page.waitForSelector('.charts', { state: 'detached' });
  });
  test('a pinned value stays at its location and follows edits, a reload, and its removal', async () => {
    await page.selectOption('[data-id="quantity"]', 'rsrp');
    const said = await pointAt(page, { x: 300, y: 420 });
    const rsrp = /RSRP (\S+ dBm)/.exec(said)![1];
    await page.keyboard.press('q');
    await page.waitForSelector('.pin b');
    expect(await page.textContent('.pin b')).toBe(rsrp);
    expect(await page.textContent('[data-pin-row="1"] b')).toBe(rsrp);
    await page.selectOption('[data-id="quantity"]', 'server');
    await page.waitForFunction(() => /^ANT/.test(document.querySelector('.pin b')?.textContent ?? ''));
    await page.selectOption('[data-id="quantity"]', 'rsrp');
    await nudgeAntenna(page, 'ANT1-B1', 'ArrowRight', 6);
    await page.waitForFunction((before) => document.querySelector('.pin b')?.textContent !== before, rsrp);
    await page.keyboard.press('Control+z');
    await page.waitForFunction((before) => document.querySelector('.pin b')?.textContent === before, rsrp);
    await page.keyboard.press('Escape');
    // Close beside the first one: neither covers the other.
    await pointAt(page, { x: 340, y: 420 });
    await page.keyboard.press('q');
    await page.waitForSelector('[data-pin="2"][data-side]', { state: 'attached' });
    const boxes = await page.$$eval('.pin :is(i, b)', (all) =>
      all.map((each) => each.getBoundingClientRect().toJSON() as DOMRect),
    );
    for (const [index, a] of boxes.entries())
      for (const b of boxes.slice(index + 1))
        expect(a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top).toBe(true);
    await page.click('[data-id="unpin-2"]');
    await page.click('[data-id="unpin-1"]');
    await page.waitForSelector('.pin', { state: 'detached' });
  });

  test('a crosshair moved by arrows reads what the mouse reads there, says it, and pins it', async () => {
    const probe = () => page.locator('.probe .value').textContent();
    const locationOf = (said: string | null) =>
      /B1 (-?[\d.]+), (-?[\d.]+) m/
        .exec(said ?? '')!
        .slice(1)
        .map(Number);
    const levelOf = (said: string | null) => Number(/RSRP −([\d.]+) dBm/.exec(said ?? '')?.[1]);
    await page.mouse.move(400, 20);
    await page.keyboard.press('x');
    await page.waitForSelector('.crosshair:not([hidden])', { state: 'attached' });
    const [x, y] = locationOf(await probe());
    for (const key of ['ArrowRight', 'ArrowRight', 'Shift+ArrowUp', 'ArrowLeft'])
      await page.keyboard.press(key);
    const moved = `B1 ${(x + 1).toFixed(1)}, ${(y + 5).toFixed(1)} m`;
    await page.waitForFunction(
      (point) => document.querySelector('.probe .value')?.textContent?.startsWith(point),
      moved,
    );
    const said = await probe();
    await page.waitForFunction(() => document.querySelector('.probe .link')?.textContent?.includes('dBm'));
    await page.waitForFunction((point) => {
      const spoken = document.querySelector('.probe [role="status"]')?.textContent ?? '';
      return spoken.startsWith(point) && spoken.split('dBm').length > 2;
    }, moved);
    await page.keyboard.press('q');
    const mark = (await page.locator('.pin i').boundingBox())!;
    await page.mouse.move(mark.x + mark.width / 2, mark.y + mark.height / 2);
    expect(await probe()).toBe(said);
    await page.keyboard.press('Escape');
    await page.waitForSelector('.crosshair[hidden]', { state: 'attached' });
    await page.mouse.move(mark.x + mark.width / 2 + 1, mark.y + mark.height / 2);
    await page.waitForFunction(() => document.querySelector('.probe .value')?.textContent?.includes('RSRP'));
    const pointed = await probe();
    for (const [index, metres] of locationOf(pointed).entries())
      expect(metres).toBeCloseTo(locationOf(said)[index], 0);
    expect(Math.abs(levelOf(pointed) - levelOf(said))).toBeLessThan(3);
    await page.click('[data-id="unpin-1"]');
    await page.waitForSelector('.pin', { state: 'detached' });
  });

  test.runIf(isLong)(
    'on a screen that is touched a finger held still asks for a value, and a tap for a rule',
    async () => {
      const { page: touched, complaints: touchComplaints } = await openPage(
        planner.browser,
        planner.server.url,
        {
          viewport: { width: 1024, height: 768 },
          hasTouch: true,
        },
      );
      await touched.waitForSelector('.verdict[data-state="fresh"]');
      const input = await touched.context().newCDPSession(touched);
      const touch = (type: 'touchStart' | 'touchEnd', touchPoints: { x: number; y: number }[]) =>
        input.send('Input.dispatchTouchEvent', { type, touchPoints });
      await touch('touchStart', [{ x: 400, y: 420 }]);
      await touched.waitForSelector('.probe [data-id="pin"]');
      await touch('touchEnd', []);
      expect(await touched.textContent('.probe .value')).toMatch(/RSRP \S+ dBm/);
      await touched.tap('.probe [data-id="pin"]');
      await touched.waitForSelector('.pin b');
      await touched.tap('.verdict [data-operator="telecom"]');
      await touched.waitForFunction(() =>
        /要求/.test(document.querySelector('.notice strong')?.textContent ?? ''),
      );
      expect(touchComplaints).toEqual([]);
      await touched.context().close();
    },
  );

  test.runIf(isLong)(
    'a variant lies beside the plan at a divider, then as a difference, with verdict and cost; it comes back as one step',
    async () => {
      await page.selectOption('[data-id="quantity"]', 'rsrp');
      await page.keyboard.press('l');
      await page.click('[data-id="keep-variant"]');
      await page.waitForSelector('[data-variant="1"]');
      await page.mouse.move(400, 20);
      const before = await readPixels(page);
      const fractions = await page.locator('.legend .share').allTextContents();
      await nudgeAntenna(page, 'ANT2-B1', 'ArrowUp', 9);
      await page.waitForFunction((persisted) => {
        const now = [...document.querySelectorAll('.legend .share')].map((each) => each.textContent);
        const isFresh = document.querySelector('.verdict')?.getAttribute('data-state') === 'fresh';
        return isFresh && now.join() !== persisted;
      }, fractions.join());
      await page.keyboard.press('Escape');
      await page.click('[data-id="variant-compare-1"]');
      await page.waitForSelector('table.compare');
      await page.waitForSelector('.swipe-divider');
      await page.mouse.move(400, 20);
      await page.waitForSelector('[role="tooltip"]', { state: 'detached' });
      const comparedPixels = await readPixels(page);
      const divider = (await page.locator('.swipe-divider').boundingBox())!;
      const middle = divider.x + divider.width / 2;
      // Right of it the variant's field, that of the plan as it was; left of it some has changed.
      let [changed, same] = [0, 0];
      for (let y = 100; y < 700; y += 6) {
        for (let x = 60; x < 960; x += 6) {
          if (Math.abs(x - middle) < 150 && y < 90) continue;
          const isSame = before.colorAt(x, y) === comparedPixels.colorAt(x, y);
          if (x < middle - 20 && !isSame) changed += 1;
          if (x > middle + 160) same += isSame ? 1 : 0;
        }
      }
      const right = Math.ceil((960 - (middle + 160)) / 6) * 100;
      expect(changed).toBeGreaterThan(10);
      expect(same / right).toBeGreaterThan(0.97);

      await page.click('[data-id="compare-difference"]');
      await page.waitForFunction(() => document.querySelectorAll('.legend .swatch[data-color]').length === 7);
      const points = [...Array(20).keys()].map((at) => ({
        x: 160 + 150 * (at % 5),
        y: 150 + 140 * Math.floor(at / 5),
      }));
      const said = [];
      for (const point of points) said.push(await pointAt(page, point));
      await page.mouse.move(400, 20);
      const pixels = await readPixels(page);
      const swatches = await readSwatches(page);
      const seen = new Set<number>();
      for (const [index, { x, y }] of points.entries()) {
        const difference = /比“变体 1”(\S+) dB/.exec(said[index].replaceAll('−', '-'))?.[1];
        const around = [-3, 0, 3].flatMap((dx) => [-3, 0, 3].map((dy) => pixels.colorAt(x + dx, y + dy)));
        if (difference === undefined || new Set(around).size > 1) continue;
        const limits = [10, 5, 1, -1, -5, -10];
        // What is stated is rounded to 0.1 dB.
        if (limits.some((limit) => Math.abs(Number(difference) - limit) < 0.06)) continue;
        const found = limits.findIndex((limit) => Number(difference) >= limit);
        const expected = found < 0 ? limits.length : found;
        expect(around[0], `${difference} dB at ${x}, ${y}`).toBe(swatches[expected]);
        seen.add(expected);
      }
      expect(seen.size).toBeGreaterThan(1);

      const moved = await page.locator('[data-antenna="ANT2-B1"]').getAttribute('data-y');
      await page.click('[data-id="variant-take-1"]');
      await page.waitForFunction(
        (y) => document.querySelector('[data-antenna="ANT2-B1"]')?.getAttribute('data-y') !== y,
        moved,
      );
      await page.keyboard.press('Control+z');
      await page.waitForFunction(
        (y) => document.querySelector('[data-antenna="ANT2-B1"]')?.getAttribute('data-y') === y,
        moved,
      );
      await page.click('[data-id="end-comparing"]');
      await page.waitForSelector('.comparison', { state: 'detached' });

      await page.fill('[data-id="variant-name-1"]', '少一副天线');
      await page.keyboard.press('Enter');
      await page.waitForFunction(async (name) => {
        const names = await new Promise<string>((resolve) => {
          const request = indexedDB.open('diku-plans');
          request.onsuccess = () => {
            const all = request.result.transaction('variants').objectStore('variants').getAll();
            all.onsuccess = () => resolve(JSON.stringify(all.result));
            request.result.close();
          };
        });
        return names.includes(name);
      }, '少一副天线');
      await page.reload();
      await page.waitForSelector('.verdict[data-state="fresh"]');
      await page.keyboard.press('l');
      await page.waitForSelector('[data-variant="1"]');
      expect(await page.inputValue('[data-id="variant-name-1"]')).toBe('少一副天线');
      await page.keyboard.press('l');
    },
  );

  test('a print is one sheet: title, image, legend and verdict, light, and the page afterwards as before', {
    tags: ['thorough'],
  }, async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.waitForSelector('#app[data-theme="dark"]');
    await page.evaluate(() => {
      window.print = () => document.documentElement.toggleAttribute('data-asked', true);
    });
    await page.keyboard.press('Control+p');
    await page.waitForSelector('html[data-asked]', { state: 'attached' });
    expect(await page.getAttribute('#app', 'data-theme')).toBe('light');
    const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    await page.waitForSelector('#app[data-theme="dark"]');
    await page.emulateMedia({ media: 'print', colorScheme: 'light' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    for (const shown of ['.print-head h1', 'canvas.printed', '.legend', '.verdict .figures']) {
      expect(await page.isVisible(shown), shown).toBe(true);
    }
    // Narrower than many a window is: what is laid out for such windows would bring the legend under the view.
    await page.setViewportSize({ width: 816, height: 1056 });
    const legend = (await page.locator('.legend').boundingBox())!;
    expect(legend.x + legend.width).toBeCloseTo(816, 0);
    expect(legend.width).toBeLessThan(260);
    await page.setViewportSize({ width: 1280, height: 800 });
    for (const hidden of ['.top-bar', '.tool-bar', '.inspector', '.probe']) {
      expect(await page.isVisible(hidden), hidden).toBe(false);
    }
    const colors = await page.evaluate(() => {
      const copy = document.querySelector<HTMLCanvasElement>('canvas.printed')!;
      const { data } = copy.getContext('2d')!.getImageData(0, 0, copy.width, copy.height);
      return new Set(new Uint32Array(data.buffer)).size;
    });
    // Floor, classes, walls, bays: not an empty view.
    expect(colors).toBeGreaterThan(8);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await page.emulateMedia({ media: 'screen' });
  });
});

async function pointAt(page: Page, { x, y }: { x: number; y: number }): Promise<string> {
  await page.mouse.move(x, y);
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
  return (await page.textContent('.probe .value')) ?? '';
}

/** The legend's row of the class that is said to be at a location. */
function legendLabel(quantity: string, said: string): string | undefined {
  if (quantity === 'server') return /\S+ · 小区 \S+$/.exec(said)?.[0];
  if (quantity === 'throughput') return /速率等级 (\S+)/.exec(said)?.[1];
  const margin = /业务余量 (\S+) dB/.exec(said.replaceAll('−', '-'))?.[1];
  if (margin === undefined) return undefined;
  const limits = [20, 10, 0, -5];
  const index = limits.findIndex((limit) => Number(margin) >= limit);
  return index === 0 ? '≥ 20 dB' : `${limits[index]} … ${limits[index - 1]} dB`;
}
