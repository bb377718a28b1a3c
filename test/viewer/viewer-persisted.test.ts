import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { changed, doubtfulDrawing, dropFile, showDoubt } from '../import/review-support.ts';
import { isLong } from '../support/is-long.ts';
import { findBrowser, openPage, type Planner, savePlan, startPlanner } from './browser.ts';

const missing = findBrowser() ? undefined : 'no Chromium found (set CHROMIUM_PATH)';

describe.skipIf(missing)('a review is kept on this computer', () => {
  let planner: Planner;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    planner = await startPlanner();
  });

  afterAll(() => planner?.close());

  beforeEach(async () => {
    ({ page, complaints } = await openPage(planner.browser, planner.server.url, { locale: 'en-US' }));
  });

  afterEach(async () => {
    await page.context().close();
    expect(complaints).toEqual([]);
  });

  test.runIf(isLong)(
    'decisions, layer classes, scale, antennas come back after a reload, and in a new tab; until discarded',
    async () => {
      await dropFile(page, 'doubtful.dxf', doubtfulDrawing());
      await page.waitForSelector('#app[data-review="true"]');
      await showDoubt(page, /thickness of walls: layer A-WALL-LINE/);
      await changed(page, () => page.keyboard.press('r'));
      await page.click('[data-id="tab-layers"]');
      const classes = page.locator('[data-id^="class-of-<img"]');
      await classes.hover();
      await changed(page, () => classes.selectOption('wall'));
      await page.click('[data-id="tab-scale"]');
      await page.fill('[data-id="metres-per-unit"]', '0.0011');
      await changed(page, () => page.keyboard.press('Enter'));
      await page.click('[data-id="review-leave"]');
      await page.keyboard.press('a');
      await page.waitForSelector('#app[data-tool="place"]');
      await page.mouse.click(500, 400);
      await page.waitForSelector('.verdict[data-state="fresh"]');
      await page.keyboard.press('c');
      const before = await savePlan(page);
      expect(before.antennas).toHaveLength(1);
      await page.click('[data-id="tab-doubts"]');
      const decided = await decisions(page);
      expect(decided).toHaveLength(3);
      await page.waitForSelector('[data-id="review-keeping"]:text("goes on from here")');

      await page.reload();
      await page.waitForSelector('.notice[data-kind="info"]:has-text("Restored the review of doubtful.dxf")');
      await page.waitForSelector('#app[data-review="true"]');
      expect(await savePlan(page)).toEqual(before);
      expect(await decisions(page)).toEqual(decided);

      // A tab that is gone without a word, as after a crash: the next one goes on.
      const context = page.context();
      const next = await context.newPage();
      await page.close();
      page = next;
      await page.goto(planner.server.url);
      await page.waitForSelector('.notice[data-kind="info"]:has-text("Restored the review of doubtful.dxf")');
      expect(await savePlan(page)).toEqual(before);

      // Beside a living tab a second one begins empty.
      const second = await context.newPage();
      await second.goto(planner.server.url);
      await second.waitForSelector('#app[data-state="empty"]');
      await second.close();

      await page.reload();
      await page.click('[data-id="review-discard"]');
      await page.waitForSelector('#app[data-state="empty"]');
      await page.reload();
      await page.waitForSelector('#app[data-state="empty"]');
      expect(await retainedFiles(page)).toBe(0);
    },
    90_000,
  );

  test.runIf(isLong)(
    'a drawing without a garage keeps its layer classes; what the page died of is not tried again unasked',
    async () => {
      await dropFile(page, 'furniture.dxf', doubtfulDrawing('FURNITURE'));
      await page.waitForSelector('.pending');
      await expect.poll(() => retainedFiles(page)).toBe(1);
      const classes = page.locator('[data-id="class-of-FURNITURE"]');
      await classes.hover();
      await classes.selectOption('column');
      await page.waitForSelector('[data-basis="given"]');
      await page.reload();
      await page.waitForSelector('.pending [data-basis="given"]');
      expect(await classes.inputValue()).toBe('column');

      // Before the page itself asks its database.
      await page.addInitScript(markTried);
      await page.reload();
      await page.waitForSelector('.notice:has-text("did not come to an end")');
      expect(await page.getAttribute('#app', 'data-state')).toBe('empty');
      await page.click('[data-id="review-restore"]');
      await page.waitForSelector('.pending');
    },
    60_000,
  );

  test.runIf(isLong)('nothing is kept once the planner says so', async () => {
    await dropFile(page, 'doubtful.dxf', doubtfulDrawing());
    await page.waitForSelector('[data-id="review-keeping"]:text("goes on from here")');
    // The box follows the store, one frame after the click.
    await page.click('[data-id="review-keep"]');
    await page.waitForSelector('[data-id="review-keeping"]:text("A reload forgets")');
    expect(await retainedFiles(page)).toBe(0);
    await page.reload();
    await page.waitForSelector('#app[data-state="empty"]');
  });
});

async function decisions(page: Page): Promise<string[]> {
  await page.waitForSelector('.decisions li');
  return page.locator('.decisions li span').allTextContents();
}

/** Drawings in the browser's database. */
function retainedFiles(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const request = indexedDB.open('diku-reviews');
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const count = request.result.transaction('files').objectStore('files').count();
          count.onsuccess = () => {
            request.result.close();
            resolve(count.result);
          };
        };
      }),
  );
}

/** Marks it as a page leaves it that died while it restored a review; runs in the page. */
function markTried(): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('diku-reviews');
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const store = request.result.transaction('reviews', 'readwrite').objectStore('reviews');
      const cursor = store.openCursor();
      cursor.onsuccess = () => {
        if (!cursor.result) return;
        cursor.result.update({ ...cursor.result.value, isTried: true });
        cursor.result.continue();
      };
      store.transaction.oncomplete = () => {
        request.result.close();
        resolve();
      };
    };
  });
}
