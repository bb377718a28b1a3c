/** @module-tag thorough */
import { readFileSync } from 'node:fs';
import { createPlainSolver, createSimdKernel, parsePlan } from '@diku/engine';
import { createPlainRaySolver } from '@diku/engine/radio';
import { compareWithRays } from '@diku/engine/workflow';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  findBrowser,
  fresh,
  nudgeAntenna,
  openPage,
  type Planner,
  savePlan,
  startPlanner,
} from './browser.ts';
import { readPixels } from './page-pixels.ts';

const fixture = readFileSync(new URL('../fixtures/small-garage.diku.json', import.meta.url), 'utf8');
const plan = parsePlan(JSON.parse(fixture));
const rays = 50_000;

describe.skipIf(!findBrowser())('the ray reference in the planner', () => {
  let planner: Planner;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    planner = await startPlanner(fixture);
    ({ page, complaints } = await openPage(planner.browser, planner.server.url));
    await page.waitForSelector('.verdict[data-state="fresh"]');
    await page.keyboard.press('t');
    await page.keyboard.press('k');
    await page.waitForSelector('[data-id="reference-trace"]');
  });

  afterAll(() => planner?.close());
  afterEach(() => expect(complaints).toEqual([]));

  test('it is cancelled, and begun by the palette; the page goes on meanwhile', async () => {
    await page.selectOption('[data-id="reference-rays"]', '1000000');
    await page.click('[data-id="reference-trace"]');
    await page.waitForFunction(
      () =>
        Number(document.querySelector('.reference [role="progressbar"]')?.getAttribute('aria-valuenow')) > 0,
    );
    await page.keyboard.press('2');
    await page.waitForFunction(() => document.querySelector('.legend h2')?.textContent?.includes('B2'));
    await page.keyboard.press('1');
    await page.click('[data-id="reference-stop"]');
    await page.waitForSelector('[data-id="reference-trace"]');
    expect(await page.locator('[data-id="reference-map"]').count()).toBe(0);
    await page.selectOption('[data-id="reference-rays"]', String(rays));
    await page.keyboard.press('Control+k');
    // What an input method writes goes to the field that has the focus.
    await page.waitForSelector('[data-id="palette-query"]:focus');
    await page.keyboard.type('追踪射线基准');
    await page.waitForSelector('[role="option"][aria-selected="true"][data-command="reference-trace"]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-id="reference-map"][aria-pressed="true"]', { timeout: 60_000 });
  });

  test('its figures are those of the engine', async () => {
    const { all, outliers } = await compareWithRays(plan, {
      ...{ solver: createPlainSolver(createSimdKernel()), raySolver: createPlainRaySolver() },
      ...{ rays, levelId: 'B1', carrierId: plan.carriers[0].id },
    });
    const shown = await page.textContent('.reference-verdict');
    expect(shown).toContain(`${Math.abs(all.meanDb!).toFixed(1)} dB`);
    expect(shown).toContain(`${all.spreadDb!.toFixed(1)} dB`);
    expect(shown).toContain(`${all.cells} `);
    const counts = await page.locator('.reference-table').first().locator('td:last-child').allTextContents();
    const classes = all.byDistance.filter(({ cells }) => cells > 0).map(({ cells }) => String(cells));
    expect(counts.slice(-classes.length)).toEqual(classes);
    expect(await page.locator('.reference button.row').count()).toBe(outliers.length);
  });

  test('the map has the colours of its legend, and the pointer says the difference', async () => {
    expect(await page.textContent('.legend h2')).toContain('快速模型与射线之差');
    const pixels = await readPixels(page);
    const rows = await page.locator('.legend button.class').all();
    const seen = [];
    for (const row of rows) {
      const color = await row.locator('.swatch').evaluate((each) => getComputedStyle(each).backgroundColor);
      const label = (await row.locator('span').first().textContent()) ?? '';
      const point = pixels.findColor(color);
      if (!point) continue;
      await page.mouse.move(point.x, point.y);
      await page.waitForFunction(() =>
        /模型损耗减射线/.test(document.querySelector('.probe .value')?.textContent ?? ''),
      );
      const value =
        /模型损耗减射线 (\S+) dB/.exec((await page.textContent('.probe .value')) ?? '')?.[1] ?? '';
      expect(isWithin(Number(value.replace('−', '-')), label), `${value} in ${label}`).toBe(true);
      seen.push(label);
    }
    expect(seen.length).toBeGreaterThan(2);
  });

  test('a quantity puts the field back, the list of quantities the difference; another carrier has none', async () => {
    await page.selectOption('[data-id="quantity"]', 'rsrp');
    await page.waitForFunction(() => document.querySelector('.legend h2')?.textContent?.includes('RSRP'));
    await page.selectOption('[data-id="quantity"]', 'reference');
    await page.waitForFunction(() => document.querySelector('.legend h2')?.textContent?.includes('射线'));
    await page.selectOption('[data-id="carrier"]', plan.carriers[1].id);
    await page.waitForSelector('[data-id="reference-map"]', { state: 'detached' });
    expect(await page.textContent('.legend h2')).toContain('RSRP');
    await page.selectOption('[data-id="carrier"]', 'worst-operator');
    await page.waitForSelector('[data-id="reference-trace"]', { state: 'detached' });
    await page.selectOption('[data-id="carrier"]', plan.carriers[0].id);
    await page.waitForSelector('[data-id="reference-map"][aria-pressed="true"]');
  });

  test('it is kept in the plan as one step, which moves no verdict and comes back with the file', async () => {
    await fresh(page);
    const before = await page.textContent('.verdict');
    await page.click('[data-id="reference-record"]');
    await page.waitForSelector('[data-id="reference-record"]', { state: 'detached' });
    expect(await page.getAttribute('.verdict', 'data-state')).toBe('fresh');
    const saved = await savePlan(page);
    const meanDb = saved.derived!.rays![0].meanDb!;
    expect(await page.textContent('.reference-verdict')).toContain(`${Math.abs(meanDb).toFixed(1)} dB`);
    expect(await page.textContent('.verdict')).toBe(before);
    const again = await startPlanner(JSON.stringify(saved));
    const { page: other } = await openPage(again.browser, again.server.url);
    await other.waitForSelector('.verdict[data-state="fresh"]');
    await other.keyboard.press('k');
    await other.waitForSelector('.reference h3');
    expect(await other.textContent('.reference')).toContain(`${Math.abs(meanDb).toFixed(1)} dB`);
    expect(await other.locator('.reference .is-stale').count()).toBe(0);
    await other.context().close();
    await again.server.close();
    await page.click('[data-id="undo"]');
    await page.waitForSelector('[data-id="reference-record"]');
  });

  test('once an antenna moved it is stale and says what moved; taken back it is current', async () => {
    await nudgeAntenna(page, 'ANT1-B1', 'ArrowRight', 3);
    await page.waitForSelector('.reference .is-stale');
    expect(await page.textContent('.reference .is-stale')).toContain('ANT1-B1');
    expect(await page.textContent('.legend .tag')).toBe('旧值');
    await page.keyboard.press('Control+z');
    await page.waitForSelector('.reference .is-stale', { state: 'detached' });
    await fresh(page);
  });
});

/** Whether a value is in a class by its label: `≥ +10 dB`, `+2 … +6 dB`, `< −10 dB`; figures are rounded. */
function isWithin(value: number, label: string): boolean {
  const [low, high] = label
    .replaceAll('−', '-')
    .match(/[+-]?\d+/g)!
    .map(Number);
  if (label.startsWith('≥')) return value >= low - 0.05;
  if (label.startsWith('<')) return value <= low + 0.05;
  return value >= low - 0.05 && value <= high + 0.05;
}
