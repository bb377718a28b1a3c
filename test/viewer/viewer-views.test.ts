import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { findBrowser, fresh, openPage, startPlanner } from './browser.ts';
import { expectClean } from './page-states.ts';

const missing = findBrowser() ? undefined : 'no Chromium found (set CHROMIUM_PATH)';
const plan = readFileSync(new URL('../fixtures/small-garage.diku.json', import.meta.url), 'utf8');

test.skipIf(missing)(
  'a look at a plan has a name, is gone back to from the palette, and is there after a reload',
  {
    tags: ['thorough'],
  },
  async () => {
    const planner = await startPlanner(plan);
    const { page, complaints } = await openPage(planner.browser, planner.server.url);
    await fresh(page);
    await page.keyboard.press('t');
    await page.waitForTimeout(300);
    await page.mouse.move(400, 300);
    await page.mouse.wheel(0, -500);
    await runByPalette(page, '指标：SINR');
    await page.waitForTimeout(400);
    const looked = await dots(page);
    await runByPalette(page, '把当前视图存为命名视图');
    await page.click('[data-id="view-rename"]');
    await page.fill('[data-id="view-name-1"]', '出入口');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-view="1"] :text("SINR")');
    await expectClean(page, 'named views', `${plan} 出入口`);
    await page.click('[data-id="keep-view"]');
    // The new one has its name selected: what is typed replaces it.
    await page.keyboard.type('全景');
    await page.keyboard.press('Enter');
    await page.click('[data-id="view-remove-2"]');
    await page.waitForSelector('[data-view="2"]', { state: 'detached' });
    await page.keyboard.press('Escape');

    // Elsewhere, in space, and with another quantity.
    await page.keyboard.press('2');
    await page.keyboard.press('t');
    await runByPalette(page, '指标：RSRP');
    await page.waitForTimeout(600);
    expect(await page.locator('[data-antenna="ANT1-B1"]').count()).toBe(0);
    await runByPalette(page, '出入口');
    await expect.poll(() => dots(page)).toEqual(looked);
    expect(await page.inputValue('[data-id="quantity"]')).toBe('sinr');

    await page.waitForTimeout(600);
    await page.keyboard.press('2');
    await page.reload();
    await fresh(page);
    await page.keyboard.press('Alt+v');
    await page.click('[data-id="view-go-1"]');
    await page.waitForSelector('.views', { state: 'detached' });
    await expect.poll(() => dots(page)).toEqual(looked);
    // No look is a step, and none is part of the plan.
    expect(await page.isDisabled('[data-id="undo"]')).toBe(true);
    expect(complaints).toEqual([]);
    await planner.close();
  },
);

async function runByPalette(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.fill('[data-id="palette-query"]', name);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.palette', { state: 'detached' });
}

/** Positions of all antennas on the page, whole pixels. */
function dots(page: Page): Promise<[string, number, number][]> {
  return page.$$eval('[data-antenna]', (marks) =>
    marks.map((mark) => {
      const { x, y } = mark.querySelector('i')!.getBoundingClientRect();
      return [mark.getAttribute('data-antenna')!, Math.round(x), Math.round(y)];
    }),
  );
}
