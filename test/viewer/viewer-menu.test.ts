import { readFileSync } from 'node:fs';
import type { parsePlan } from '@diku/engine';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  findBrowser,
  fresh,
  openPage,
  type Planner,
  savePlan,
  startPlanner,
  takeBackAll,
} from './browser.ts';
import { expectClean } from './page-states.ts';

const missing = findBrowser() ? undefined : 'no Chromium found (set CHROMIUM_PATH)';

const garage = JSON.parse(
  readFileSync(new URL('../fixtures/small-garage.diku.json', import.meta.url), 'utf8'),
) as ReturnType<typeof parsePlan>;
const plan = { ...garage, carriers: garage.carriers.slice(0, 1) };
/** Two antennas whose locations are known: from them every other location is found on the page. */
const marks = { a: { id: 'ANT1-B1', point: [12, 10] }, b: { id: 'ANT4-B1', point: [50, 18] } };
/** Floor without anything on it. */
const bare = [36, 10] as const;

describe.skipIf(missing)('the menu of what is pointed at', () => {
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
    await takeBackAll(page);
    await page.keyboard.press('v');
    expect(await savePlan(page)).toEqual(plan);
    expect(complaints).toEqual([]);
  });

  afterAll(() => planner?.close());

  test('has what bare floor is for, is clean, and adds an antenna where it was opened', async () => {
    await rightClick(page, bare);
    expect(await items(page)).toEqual([
      ...['在此处加天线', '从此处量距离', '看此处链路预算', '用射线核对此处链路', '钉住此处读数'],
      ...['全选本层', '全部显示'],
    ]);
    await expectClean(page, 'menu', JSON.stringify(plan));
    await choose(page, 'place-here');
    const { antennas } = await savePlan(page);
    expect(antennas).toHaveLength(plan.antennas.length + 1);
    const added = antennas.find(({ id }) => !plan.antennas.some((known) => known.id === id))!;
    expect(Math.hypot(added.position![0] - bare[0], added.position![1] - bare[1])).toBeLessThan(0.1);
    expect(await page.getAttribute('#app', 'data-tool')).toBe('select');
  });

  test('selects what it is about, locks and removes it, each as one step', async () => {
    await page.click('[data-antenna="ANT1-B1"]', { button: 'right' });
    const ofAntenna = await items(page);
    expect(ofAntenna).toContain('拒装此天线');
    expect(ofAntenna).not.toContain('在此处加天线');
    expect(ofAntenna).not.toContain('粘贴');
    expect(await page.getAttribute('[data-id="context-lock"]', 'aria-checked')).toBe('false');
    await choose(page, 'lock');
    expect((await savePlan(page)).antennas[0].locked).toBe(true);
    await page.click('[data-antenna="ANT1-B1"]', { button: 'right' });
    expect(await page.getAttribute('[data-id="context-lock"]', 'aria-checked')).toBe('true');
    await choose(page, 'copy');
    // What was copied can be put onto bare floor now.
    await rightClick(page, bare);
    expect(await items(page)).toContain('粘贴');
    await choose(page, 'paste');
    expect((await savePlan(page)).antennas).toHaveLength(plan.antennas.length + 1);
    await page.click('[data-antenna="ANT2-B1"]', { button: 'right' });
    await choose(page, 'remove');
    expect((await savePlan(page)).antennas.some(({ id }) => id === 'ANT2-B1')).toBe(false);
  });

  test('is about all that is selected where it is opened on one of them', async () => {
    for (const id of ['ANT1-B1', 'ANT2-B1'])
      await page.click(`[data-antenna="${id}"]`, { modifiers: ['Shift'] });
    await page.click('[data-antenna="ANT2-B1"]', { button: 'right' });
    await choose(page, 'remove');
    expect((await savePlan(page)).antennas).toHaveLength(plan.antennas.length - 2);
  });

  test('measures from there, states the link budget, and pins', async () => {
    await rightClick(page, bare);
    await choose(page, 'measure-here');
    const to = await spotOf(page, [bare[0] - 3, bare[1]]);
    await page.mouse.move(to.x, to.y);
    await page.waitForFunction(() =>
      /^3\.0\d? m|^3\.00 m/.test(document.querySelector('.edit-label')!.textContent!),
    );
    // In the middle of a drawing a right click opens nothing.
    await page.mouse.click(to.x, to.y, { button: 'right' });
    await page.waitForTimeout(200);
    expect(await page.locator('[role="menu"]').count()).toBe(0);
    await page.keyboard.press('Escape');
    // The tool is still in hand, and nothing is begun with it.
    await rightClick(page, bare);
    await choose(page, 'link-here');
    await page.waitForSelector('.notice:not([hidden])');
    const notice = (await page.textContent('.notice'))!;
    expect(notice).toMatch(/链路预算：B1 (35\.9|36\.0|36\.1), (9\.9|10\.0|10\.1) m · 电信/);
    expect(notice).toMatch(/ANT\d-B1 .*dBm/);
    await page.click('[data-id="notice-close"]');
    await rightClick(page, bare);
    await choose(page, 'pin');
    await page.waitForSelector('.pin i');
  });

  test('is opened by keys at what is selected, walked by arrows, and gives the focus back', async () => {
    await page.focus('[data-antenna="ANT3-B1"]');
    await page.keyboard.press('Shift+F10');
    await page.waitForSelector('[role="menu"]');
    await page.waitForFunction(
      () => document.activeElement?.getAttribute('data-id') === 'context-edit-selected',
    );
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-id'))).toBe('context-lock');
    await page.keyboard.press('Escape');
    await page.waitForSelector('[role="menu"]', { state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-antenna'))).toBe('ANT3-B1');
    await page.keyboard.press('ContextMenu');
    await page.waitForSelector('[role="menu"]');
    await page.waitForFunction(
      () => document.activeElement?.getAttribute('data-id') === 'context-edit-selected',
    );
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.matches('.inspector input, .inspector select'));
  });

  test('comes when a finger rests twice as long as for the value, which it leaves', {
    tags: ['thorough'],
  }, async () => {
    const { page: phone, complaints: ofPhone } = await openPage(planner.browser, planner.server.url, {
      viewport: { width: 390, height: 800 },
      hasTouch: true,
      isMobile: true,
    });
    await fresh(phone);
    await phone.keyboard.press('t');
    await phone.waitForTimeout(200);
    const { x, y } = await spotOf(phone, bare);
    const touch = await phone.context().newCDPSession(phone);
    const send = (type: 'touchStart' | 'touchEnd') =>
      touch.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] });
    await send('touchStart');
    await phone.waitForTimeout(600);
    expect(await phone.locator('[role="menu"]').count()).toBe(0);
    expect(await phone.textContent('.probe .value')).toContain('RSRP');
    await phone.waitForSelector('[role="menu"]');
    await send('touchEnd');
    await phone.waitForTimeout(200);
    const heights = await phone
      .locator('[role="menu"] [data-menu-item]')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
    await expectClean(phone, 'menu on a phone', JSON.stringify(plan));
    await phone.click('[data-id="context-place-here"]');
    expect((await savePlan(phone)).antennas).toHaveLength(plan.antennas.length + 1);
    expect(ofPhone).toEqual([]);
    await phone.context().close();
  });
});

/** Words of the menu's items, without their keys. */
async function items(page: Page): Promise<string[]> {
  await page.waitForSelector('[role="menu"]');
  return page.locator('[role="menu"] .mantine-Menu-itemLabel').allTextContents();
}

async function choose(page: Page, id: string): Promise<void> {
  await page.click(`[data-id="context-${id}"]`);
  await page.waitForSelector('[role="menu"]', { state: 'detached' });
}

async function rightClick(page: Page, location: readonly [number, number]): Promise<void> {
  const { x, y } = await spotOf(page, location);
  await page.mouse.click(x, y, { button: 'right' });
  await page.waitForSelector('[role="menu"]');
}

async function spotOf(page: Page, [x, y]: readonly [number, number]): Promise<{ x: number; y: number }> {
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
