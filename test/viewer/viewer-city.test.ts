/** @module-tag thorough */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { toGcj02 } from '@diku/engine/core';
import { formatProgrammeDocument, type StoredCommunity } from '@diku/engine/programme';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dropFile } from '../import/review-support.ts';
import { simulateProgramme } from '../programme/programme-support/simulate-programme.ts';
import { findBrowser, openPage, type Planner, startPlanner, switchLanguage } from './browser.ts';
import { expectClean, expectFits } from './page-states.ts';

const missing = findBrowser() ? undefined : 'no Chromium found (set CHROMIUM_PATH)';
const fixture = readFileSync(new URL('../fixtures/small-garage.diku.json', import.meta.url));
const wide = { width: 1440, height: 900 };

/** Its plan rests on an import that nobody has looked at. */
const undecided = 'c25';

/** Communities of all districts in a field of locations, so many of them without one. */
function cityFile(count: number, unplaced: number): Buffer {
  const communities = (simulateProgramme(count, 2026, 5) as StoredCommunity[]).map((community, index) => {
    const [lonDeg, latDeg] = toGcj02([121.2 + 0.05 * (index % 10), 31 + 0.05 * Math.floor(index / 10)]);
    const placed = index < unplaced ? community : { ...community, lonDeg, latDeg };
    if (community.id !== undecided) return placed;
    const plan = { met: false, decidable: false as const, antennas: 7, operators: [] };
    const last = placed.history[placed.history.length - 1];
    return { ...placed, history: [...placed.history.slice(0, -1), { ...last, plan }] };
  });
  return Buffer.from(formatProgrammeDocument(communities, { asOf: '2026-11-20', datum: 'gcj02' }));
}

const city = cityFile(60, 7);

describe.skipIf(missing)('the programme of a city', () => {
  let planner: Planner;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    planner = await startPlanner();
    ({ page, complaints } = await openPage(planner.browser, planner.server.url, { viewport: wide }));
    await page.waitForSelector('.drop-target');
    await dropFile(page, 'city.json', city);
    await page.waitForSelector('.programme .community-row');
  });

  afterAll(async () => {
    await planner?.close();
    expect(complaints).toEqual([]);
  });

  const shown = (count: number) => page.waitForSelector(`.communities-count >> text=/^${count} \\/ 60/`);

  test('map, list and filters are one; its states are clean for axe', async () => {
    await shown(60);
    const { width, height } = (await page.locator('.city-map').boundingBox())!;
    // The community whose location is that of the middle of the city, found by its mark.
    await page.fill('[data-id="programme-words"]', '样例小区26');
    await shown(1);
    await page.keyboard.press('Escape');
    await page.locator('.community-rows').focus();
    await page.keyboard.press('ArrowDown');
    const card = await page.waitForSelector('[data-card="c25"]');
    expect(await card.textContent()).toMatch(
      /样例小区26.*没有找到它的方案.*坐标 WGS 84121\.45000, 31\.10000/s,
    );
    expect(await card.textContent()).toContain('方案尚不能判定，7 副天线');
    await expectClean(page, 'a community without a plan', city.toString());
    // Its mark is alone on the map, in the middle of it once the map shows all that pass.
    await page.click('[data-id="card-close"]');
    await page.click('[data-id="programme-fit"]');
    await page.waitForFunction(() => document.querySelector('.scale-bar')?.textContent?.endsWith(' m'));
    await page.locator('.city-map canvas').click({ position: { x: width / 2, y: height / 2 } });
    await page.waitForSelector('[data-card="c25"]');
    await page.click('[data-id="programme-clear"]');
    await shown(60);
    await page.waitForSelector('.community-row[aria-selected="true"] >> text=样例小区26');

    await page.click('[data-id="off-map"]');
    await page.click('[data-off-map=""]');
    await shown(7);
    await page.selectOption('[data-id="programme-district"]', '浦东新区');
    await shown(1);
    await page.click('[data-id="programme-board"]');
    await page.click('tr[data-district=""] [data-quarter="3"]');
    await page.waitForSelector('[data-quarter="3"][aria-pressed="true"]');
    const cell = await page.textContent('tr[data-district=""] [data-quarter="3"] .quota-figures');
    const [, assigned] = /· (\d+) \/ 625/.exec(cell ?? '') ?? [];
    await shown(Number(assigned));
    await expectClean(page, 'board of the quotas', city.toString());

    await switchLanguage(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.waitForSelector('#app[data-theme="dark"]');
    await page.click('[data-id="programme-map"]');
    await expectClean(page, 'map, dark, in English', city.toString());
    await page.setViewportSize({ width: 390, height: 844 });
    await expectFits(page, 'map on a phone', city.toString());
    const small = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('.programme :is(button, select, input)')]
        .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 43)
        .map(({ outerHTML }) => outerHTML.slice(0, 80)),
    );
    expect(small).toEqual([]);
    await page.setViewportSize(wide);
    await page.emulateMedia({ colorScheme: 'light' });
    await switchLanguage(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('x');
    await shown(60);
  });

  test('what is no programme changes nothing and says what it is', async () => {
    const heads = 'id,name,chosen on,planned on,coordinated on,works began on,tested on,accepted on';
    await dropFile(page, 'progress.csv', Buffer.from(`${heads}\nc1,a,,,,,,\n`));
    const notice = page.locator('.notice[data-kind="error"]');
    expect(await notice.textContent()).toMatch(/progress\.csv.*diku programme export.*现状表/s);
    await page.keyboard.press('Escape');
    await shown(60);
  });

  test('a drawing chosen for a community becomes its plan; one key leads back, a folder has the plans of others', async () => {
    await page.fill('[data-id="programme-words"]', '小区26');
    await shown(1);
    await page.locator('.community-rows').focus();
    await page.keyboard.press('ArrowDown');
    const asked = page.waitForEvent('filechooser');
    await page.click('.community-plans [data-id="programme-choose"]');
    await (await asked).setFiles({ name: 'any.diku.json', mimeType: 'application/json', buffer: fixture });
    await page.waitForSelector('#app[data-state="plan"] [data-id="file-menu"] >> text=样例小区26');
    await page.waitForSelector('.verdict[data-state="fresh"]');

    // A folder of `diku batch`, of which the browser's own file system is one.
    await page.evaluate(async (plan) => {
      const root = await navigator.storage.getDirectory();
      const batch = await root.getDirectoryHandle('results', { create: true });
      const all = await batch.getDirectoryHandle('communities', { create: true });
      const communityFolder = await all.getDirectoryHandle('17', { create: true });
      const row = { id: '17', name: '样例小区31', district: undefined };
      const files = {
        'plan.diku.json': plan,
        'community.json': JSON.stringify({ format: 'diku-batch-job', version: 1, row }),
      };
      for (const [name, content] of Object.entries(files)) {
        const file = await (await communityFolder.getFileHandle(name, { create: true })).createWritable();
        await file.write(content);
        await file.close();
      }
      Object.assign(window, { showDirectoryPicker: async () => batch });
    }, `${fixture}\n`);
    await page.keyboard.press('s');
    await page.waitForSelector('.programme');
    expect(await page.textContent('.community-plans')).toMatch(/打开方案.*any\.diku\.json/s);
    await page.click('.plan-folder [data-id="programme-folder"]');
    await page.waitForSelector('.plan-folder >> text=/results：1 个方案，2 个小区有方案/');
    await page.fill('[data-id="programme-words"]', '小区31');
    await page.locator('.community-row', { hasText: '样例小区31' }).dblclick();
    await page.waitForSelector('#app[data-state="plan"]');
    await page.waitForFunction(() => document.title.includes('plan.diku.json'));

    // At once: the view of the map is written a while after it changes, where its plans are must not be lost.
    await page.reload();
    await page.waitForSelector('#app[data-state="plan"] [data-id="programme"]');
    await page.click('[data-id="programme"]');
    await shown(1);
    // The folder is known still.
    await page.waitForSelector('.plan-folder >> text=/results：1 个方案/');
    await page.keyboard.press('x');
    await page.fill('[data-id="programme-words"]', '小区26');
    await shown(1);
    await page.locator('.community-row', { hasText: '样例小区26' }).dblclick();
    await page.waitForSelector('#app[data-state="plan"] [data-id="file-menu"] >> text=样例小区26');
  });

  test('a folder chosen where there is no picker, or dropped, has plans; a filter shows who has one; two fingers zoom', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'diku-results-'));
    const communityFolder = join(folder, 'communities', 'c30');
    mkdirSync(communityFolder, { recursive: true });
    writeFileSync(join(communityFolder, 'plan.diku.json'), fixture);
    const row = { id: 'c30', name: '样例小区31' };
    writeFileSync(
      join(communityFolder, 'community.json'),
      JSON.stringify({ format: 'diku-batch-job', version: 1, row }),
    );
    await page.click('[data-id="programme"]');
    await page.keyboard.press('x');
    const devtools = await page.context().newCDPSession(page);
    const data = { items: [], files: [folder], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await devtools.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
    const found = `.plan-folder >> text=/${basename(folder)}：1 个方案，2 个小区有方案/`;
    await page.waitForSelector(found);
    await page.selectOption('[data-id="programme-plan"]', 'with');
    await shown(2);
    await page.selectOption('[data-id="programme-plan"]', 'without');
    await shown(58);
    await page.click('[data-id="programme-clear"]');

    // Firefox and Safari, of the same folder once more.
    await page.evaluate(() => Reflect.deleteProperty(window, 'showDirectoryPicker'));
    writeFileSync(join(folder, '样例小区32.diku.json'), fixture);
    const asked = page.waitForEvent('filechooser');
    await page.click('.plan-folder [data-id="programme-folder"]');
    await (await asked).setFiles(folder);
    await page.waitForSelector(found.replace('1 个方案，2', '2 个方案，3'));
    rmSync(folder, { recursive: true });

    await devtools.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 2 });
    await page.click('[data-id="programme-fit"]');
    const { x, y, width, height } = (await page.locator('.city-map').boundingBox())!;
    const fingers = (apartPx: number) =>
      [-1, 1].map((side, id) => ({ x: x + width / 2 + (side * apartPx) / 2, y: y + height / 2, id }));
    const scaleKm = async () => Number.parseFloat((await page.textContent('.scale-bar'))!);
    const before = await scaleKm();
    const selected = await page.locator('.community-card').getAttribute('data-card');
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: fingers(60) });
    for (const apartPx of [120, 240, 480])
      await devtools.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: fingers(apartPx) });
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    // Eight times as large; the bar is 1, 2 or 5 times a power of ten.
    await page.waitForFunction(
      (max) => Number.parseFloat(document.querySelector('.scale-bar')!.textContent!) <= max,
      before / 4,
    );
    expect(await page.evaluate(() => visualViewport!.scale)).toBe(1);
    expect(await page.locator('.community-card').getAttribute('data-card')).toBe(selected);
  });
});
