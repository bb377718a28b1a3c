import { readFileSync } from 'node:fs';
import { fromArrayBuffer } from 'geotiff';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
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

describe.skipIf(missing)('the field on screen as GeoTIFF', () => {
  test('has the values that the page states, and says what they are', { tags: ['thorough'] }, async () => {
    const planner = await startPlanner(plan);
    const { page, complaints } = await openPage(planner.browser, planner.server.url, { locale: 'en-US' });
    await fresh(page);
    await page.keyboard.press('t');
    await page.waitForTimeout(300);
    await page.keyboard.press('Control+Shift+E');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click('.export [data-id="export-field"]'),
    ]);
    expect(download.suggestedFilename()).toMatch(/-B1-.*-rsrp-planned\.tif$/);
    const bytes = readFileSync((await download.path())!);
    const image = await (await fromArrayBuffer(bytes.slice().buffer as ArrayBuffer)).getImage();
    const said = String(await image.getFileDirectory().loadValue('ImageDescription'));
    expect(said).toMatch(/^rsrp dBm, carrier \S+, level B1, model \S+, state planned, phone at 1\.5 m/);
    const [values] = (await image.readRasters()) as unknown as [Float32Array];
    await page.keyboard.press('Escape');
    // The page states the value under the pointer: the same as the file's at that location.
    await page.waitForSelector('.export', { state: 'detached' });
    let moves = 0;
    const valueAtPointer = async () => {
      // A value is stated as the pointer moves: the field may come after the first move.
      moves += 1;
      await page.mouse.move(400 + (moves % 2), 400);
      return page.textContent('.probe .value');
    };
    await expect.poll(valueAtPointer, { timeout: 60_000 }).toMatch(/RSRP −/);
    const words = (await page.textContent('.probe .value'))!;
    const [, x, y, level] = /B1 ([\d.]+), ([\d.]+) m · RSRP −([\d.]+) dBm/.exec(words)!.map(Number);
    const [originX, originY] = image.getOrigin();
    const [stepX, stepY] = image.getResolution();
    // The location is written to a tenth of a metre: one of the cells around it has the value.
    const near = [-0.05, 0.05].flatMap((dx) =>
      [-0.05, 0.05].map((dy) => {
        const column = Math.floor((x + dx - originX) / stepX);
        const row = Math.floor((y + dy - originY) / stepY);
        return Math.abs(values[row * image.getWidth() + column] + level);
      }),
    );
    expect(Math.min(...near)).toBeLessThan(0.051);
    // A field of names is no raster of numbers.
    await page.selectOption('[data-id="quantity"]', 'server');
    await page.keyboard.press('Control+Shift+E');
    await page.waitForSelector('.export [data-id="export-field"]:disabled');
    expect(complaints).toEqual([]);
    await planner.close();
  });
});
