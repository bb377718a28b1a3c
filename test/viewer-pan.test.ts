import { decode } from 'fast-png';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBrowser, openPage, type Planner, startPlanner } from './browser.ts';
import { doubtfulDrawing, dropFile } from './review-support.ts';

const missing = findBrowser() ? undefined : 'no Chromium found (set CHROMIUM_PATH)';

describe.skipIf(missing)('a plan view that is dragged', () => {
  let planner: Planner;

  beforeAll(async () => {
    planner = await startPlanner();
  });

  afterAll(() => planner?.close());

  test('shows what drawing everything anew shows, within its margin and beyond', async () => {
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
    // Wrong colours or a wrong place would differ in more than that.
    const here = await shoot(page);
    await page.keyboard.press('f');
    await settle(page);
    expect(different(here, await shoot(page))).toBeGreaterThan(0.01);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

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

/** Share of pixels that differ by more than rounding. */
function different(a: Buffer, b: Buffer): number {
  const [p, q] = [decode(a), decode(b)];
  let count = 0;
  for (let at = 0; at < p.data.length; at += p.channels) {
    if ([0, 1, 2].some((k) => Math.abs(p.data[at + k] - q.data[at + k]) > 12)) count++;
  }
  return count / (p.width * p.height);
}
