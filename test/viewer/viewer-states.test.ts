/** @module-tag thorough */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { doubtfulDrawing, dropFile } from '../import/review-support.ts';
import { isLong } from '../support/is-long.ts';
import { findBrowser, openPage, type Planner, startPlanner, viewerPath } from './browser.ts';
import { expectClean as expectAxeClean, expectFits } from './page-states.ts';

const missing = findBrowser() ? undefined : 'no Chromium found (set CHROMIUM_PATH)';

const wide = { width: 1440, height: 900 };
const narrow = { width: 1024, height: 768 };
const phone = { width: 390, height: 844 };
const fixture = readFileSync(new URL('../fixtures/small-garage.diku.json', import.meta.url), 'utf8');

/** What the long run asks axe about too: in the short one these fit their page. */
const rareStates = new Set([
  ...['antenna, dark', 'help in English', 'inspector over the picture', 'charts over the picture, dark'],
  ...['a variant beside the plan, dark', 'drawing without a garage'],
]);

const expectClean = (page: Page, state: string) =>
  isLong || !rareStates.has(state) ? expectAxeClean(page, state) : expectFits(page, state);

describe.skipIf(missing)('every designed state', () => {
  let planner: Planner;

  beforeAll(async () => {
    planner = await startPlanner();
  });

  afterAll(() => planner?.close());

  test('is clean for axe, fits its page and is large enough to read and to touch', async () => {
    const { page, complaints } = await openPage(planner.browser, planner.server.url, { viewport: wide });
    await page.waitForSelector('.drop-target');
    await expectClean(page, 'empty page');
    await page.setViewportSize(phone);
    await expectFits(page, 'empty page on a phone');

    await page.setViewportSize(wide);
    await dropFile(page, 'garage.diku.json', Buffer.from(fixture));
    await page.waitForSelector('.verdict[data-state="fresh"]');
    expect(await page.locator('.top-bar :is(button, select):visible').count()).toBeGreaterThan(5);
    expect(await topBarControls(page)).toBeLessThanOrEqual(10);
    await expectClean(page, 'plan');
    await page.focus('[data-antenna="ANT1-B1"]');
    await page.waitForSelector('.inspector [data-id="heightM"]');
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.waitForSelector('#app[data-theme="dark"]');
    await expectClean(page, 'antenna, dark');

    await page.keyboard.press('Control+k');
    // What an input method writes goes to the field that has the focus.
    await page.waitForSelector('[data-id="palette-query"]:focus');
    await page.keyboard.type('英文');
    await page.waitForSelector('[role="option"][aria-selected="true"][data-command="language"]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('html[lang="en"]');
    await page.keyboard.press('?');
    await page.waitForSelector('.help dl');
    await expectClean(page, 'help in English');
    await page.keyboard.press('Escape');
    await page.click('[data-id="file-menu"]');
    await page.waitForSelector('[role="menu"] [data-id="menu-save"]');
    await page.click('[data-id="file-menu"]');
    await page.waitForSelector('[role="menu"]', { state: 'detached' });

    await page.setViewportSize(narrow);
    await page.click('.narrow-only [data-id="panel"]');
    await page.waitForSelector('.inspector >> visible=true');
    await expectClean(page, 'inspector over the picture');
    await page.keyboard.press('h');
    await page.waitForSelector('.line-chart canvas');
    await expectClean(page, 'charts over the picture, dark');
    await page.keyboard.press('h');
    await page.waitForSelector('.charts', { state: 'detached' });
    await page.keyboard.press('l');
    await page.click('[data-id="keep-variant"]');
    await page.click('[data-id="variant-compare-1"]');
    await page.waitForSelector('table.compare');
    await expectClean(page, 'a variant beside the plan, dark');
    await page.click('[data-id="variant-remove-1"]');
    await page.waitForSelector('.comparison', { state: 'detached' });
    await page.keyboard.press('l');
    await page.setViewportSize(phone);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.waitForSelector('.field-lists [data-id="carrier"]');
    await expectClean(page, 'sheet on a phone');
    await expectTouchable(page);
    // What is selected stands before the legend there, which is long.
    const tops = await page.evaluate(() =>
      ['.inspector', '.field-lists', '.legend'].map(
        (query) => document.querySelector(query)!.getBoundingClientRect().top,
      ),
    );
    expect(tops).toEqual([...tops].sort((a, b) => a - b));
    // Fractions of classes stand within the sheet, which would cut them without a sign.
    const fractions = await page.$$eval('.legend .share', (all) =>
      all.map((each) => each.getBoundingClientRect().right),
    );
    expect(fractions.length).toBeGreaterThan(4);
    expect(Math.max(...fractions)).toBeLessThanOrEqual(phone.width);
    await page.click('.narrow-only [data-id="panel"]');
    await expectFits(page, 'plan on a phone');
    await expectTouchable(page);
    const plan = (await page.locator('.viewport').boundingBox())!;
    expect(plan.height).toBeGreaterThan(phone.height / 2);

    await page.setViewportSize(wide);
    await dropFile(page, 'doubtful.dxf', doubtfulDrawing());
    await page.waitForSelector('.doubts li');
    await page.keyboard.press('j');
    await page.waitForSelector('.doubt[aria-expanded="true"]');
    await expectClean(page, 'review');
    for (const tab of ['layers', 'scale']) {
      await page.click(`[data-id="tab-${tab}"]`);
      await expectFits(page, `review: ${tab}`);
    }
    await page.setViewportSize(phone);
    await expectFits(page, 'review on a phone');
    await page.setViewportSize(wide);
    await page.keyboard.press('Escape');
    await dropFile(page, 'furniture.dxf', doubtfulDrawing('FURNITURE'));
    await page.waitForSelector('.pending .layers li');
    await expectClean(page, 'drawing without a garage');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test.runIf(isLong)('texts a third longer fit as well', async () => {
    const url = `${planner.server.url}?lang=pseudo`;
    const { page, complaints } = await openPage(planner.browser, url, { viewport: phone });
    await page.waitForSelector('.drop-target');
    await expectFits(page, 'empty page on a phone');
    await page.setViewportSize(wide);
    await dropFile(page, 'garage.diku.json', Buffer.from(fixture));
    await page.waitForSelector('.verdict[data-state="fresh"]');
    expect(await page.textContent('.verdict .state')).toMatch(/^\[.*~\]$/);
    // Names of states are no texts of the page: in English all of it stands in the list.
    const cut = await page.$eval('[data-id="scenario"]', (list) => {
      const context = document.createElement('canvas').getContext('2d')!;
      const { font, paddingLeft, paddingRight } = getComputedStyle(list);
      context.font = font;
      const roomPx = list.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
      const names = [...(list as HTMLSelectElement).options].map(({ text }) => text);
      return names.filter((name) => context.measureText(name).width > roomPx);
    });
    expect(cut).toEqual([]);
    for (const size of [wide, narrow, phone]) {
      await page.setViewportSize(size);
      await expectFits(page, `at ${size.width}`);
    }
    await page.setViewportSize(narrow);
    await page.click('.narrow-only [data-id="panel"]');
    await page.keyboard.press('Control+a');
    await page.waitForSelector('.record-buttons >> visible=true');
    await expectFits(page, 'everything selected');
    await page.keyboard.press('Escape');
    for (const [key, panel] of [
      ['h', '.line-chart canvas'],
      ['l', '[data-id="keep-variant"]'],
      ['n', '.network-none'],
    ]) {
      await page.keyboard.press(key);
      await page.waitForSelector(panel);
      await expectFits(page, panel);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe('what is loaded', () => {
  const assets = join(viewerPath, 'assets');
  const size = (file: string) => gzipSync(readFileSync(join(assets, file))).length;

  test('at first is at most 1.5 MB compressed: solver, importers, review and report come when they are needed', () => {
    const first = new Set<string>();
    const load = (file: string) => {
      if (first.has(file)) return;
      first.add(file);
      const content = file.endsWith('.js') ? readFileSync(join(assets, file), 'utf8') : '';
      for (const [, name] of content.matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)) load(name);
    };
    const page = readFileSync(join(viewerPath, 'index.html'), 'utf8');
    for (const [, name] of page.matchAll(/"\.\/assets\/([^"]+)"/g)) load(name);
    // The worker that predicts is part of what makes the page work.
    for (const name of readdirSync(assets)) if (/^worker-.*\.js$/.test(name)) load(name);
    const names = [...first].join(' ');
    expect(names).toMatch(/index-\S+\.js .*worker-/);
    expect(names).not.toMatch(/highs|web-ifc|review-panel|pending-page|charts-panel/);
    const total = [...first].reduce((sum, file) => sum + size(file), 0);
    expect(total).toBeGreaterThan(300_000);
    expect(total).toBeLessThan(1_500_000);
  });

  test('altogether is at most 8 MB compressed', () => {
    const total = readdirSync(assets).reduce((sum, file) => sum + size(file), 0);
    expect(total).toBeLessThan(8_000_000);
  });
});

async function expectTouchable(page: Page): Promise<void> {
  const small = await page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        ':is(.top-bar, .tool-bar, .field-lists, .legend) :is(button, select), .inspector button.row',
      ),
    ]
      .filter((element) => element.checkVisibility())
      .map((element) => ({ id: element.dataset.id, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width < 40 || box.height < 44)
      .map(({ id, box }) => `${id} ${box.width} × ${box.height}`),
  );
  expect(small).toEqual([]);
}

/** A group of switches is one control. */
function topBarControls(page: Page): Promise<number> {
  return page.evaluate(() => {
    const controls = [...document.querySelectorAll<HTMLElement>('.top-bar :is(button, select)')]
      .filter((element) => element.checkVisibility())
      .map((element) => element.closest('[role="group"]') ?? element);
    return new Set(controls).size;
  });
}
