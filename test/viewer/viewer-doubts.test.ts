/** Doubts of an import in the planner: said in the verdict bar, accepted one by one, kept in the plan. */
import { readFileSync } from 'node:fs';
import type { Plan } from '@diku/engine';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dxfBytes, insert } from '../import/drawing-support.ts';
import { blocks, entities } from '../import/recognition-support/small-garage.ts';
import { dropFile } from '../import/review-support.ts';
import { examples } from '../support/run-cli.ts';
import { findBrowser, openPage, type Planner, savePlan, startPlanner } from './browser.ts';

/** The small garage with four bays in front of it. */
const outside = [1, 2, 3, 4].flatMap((k) => insert('A-PRKG', 'BAY', 2400 * k, 36_000));
const drawing = dxfBytes({ blocks, entities: [...entities, ...outside] });

describe.skipIf(!findBrowser())('doubts of an import', () => {
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

  test('are counted in the bar, accepted by name in the review, undone, and read from the plan again', async () => {
    await dropFile(page, 'garage.dxf', drawing);
    await page.waitForSelector('#app[data-review="true"]');
    await page.waitForSelector('[data-kind="import-doubts"]:not([data-open="0"])');
    expect(await page.textContent('[data-id="accept-list"]')).toContain('4 of 14 bays lie outside');
    const open = Number(await page.getAttribute('[data-kind="import-doubts"]', 'data-open'));
    await page.fill('[data-id="accept-by"]', 'Zhang');
    await page.click('[data-id="accept-bays-outside:B2"]');
    await page.waitForSelector(`[data-kind="import-doubts"][data-open="${open - 1}"]`);
    const accepted = await savePlan(page);
    expect(accepted.decisions).toEqual([
      expect.objectContaining({ code: 'bays-outside', level: 'B2', by: 'Zhang' }),
    ]);
    expect(accepted.decisions?.[0].date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    await page.click('[data-id="review-leave"]');
    await page.keyboard.press('Control+z');
    await page.waitForSelector(`[data-kind="import-doubts"][data-open="${open}"]`);
    await page.click('[data-id="import-doubts"]');
    await page.waitForSelector('#app[data-review="true"]');
    await openAgain(accepted, open - 1);
  });

  test('likely mistakes of a plan are counted in the bar and listed with their places', {
    tags: ['thorough'],
  }, async () => {
    const plan: Plan = JSON.parse(readFileSync(`${examples}garage-one-level.diku.json`, 'utf8'));
    await dropFile(page, 'sound.diku.json', new TextEncoder().encode(JSON.stringify(plan)));
    await page.waitForSelector('.verdict');
    plan.levels[0].walls![3].thicknessM = 4;
    plan.requirements.kinds = [0.9, 0.4].map((requiredRatio) => ({ kind: 'lobby', requiredRatio }));
    await dropFile(page, 'odd.diku.json', new TextEncoder().encode(JSON.stringify(plan)));
    await page.waitForSelector('[data-kind="likely-mistakes"][data-count="2"]');
    await page.click('[data-id="likely-mistakes"]');
    const listed = await page.textContent('.help .accepting ul');
    expect(listed).toContain('levels[0].walls[3].thicknessM');
    expect(listed).toContain('requirements.kinds[1]');
    // The thing has its name, and a click shows it.
    const { id } = plan.levels[0].walls![3];
    expect(listed).toContain(`B1 wall ${id}`);
    await page.click(`[data-id="mistake-${id}"]`);
    await page.waitForSelector('.help', { state: 'detached' });
    expect(await page.textContent('[data-id="form-wall"] h2')).toContain(id);
    plan.levels[0].walls![3].thicknessM = 0.3;
    plan.requirements.kinds = undefined;
    await dropFile(page, 'mended.diku.json', new TextEncoder().encode(JSON.stringify(plan)));
    await page.waitForSelector('[data-kind="likely-mistakes"]', { state: 'detached' });
  });

  /** Opens a plan without its drawing, where what is doubtful stands in a sheet of its own. */
  async function openAgain(plan: Plan, open: number): Promise<void> {
    await dropFile(page, 'again.diku.json', new TextEncoder().encode(JSON.stringify(plan)));
    await page.waitForSelector(`[data-kind="import-doubts"][data-open="${open}"]`);
    await page.click('[data-id="import-doubts"]');
    await page.waitForSelector('.help [data-id="accept-list"]');
    expect(await page.textContent('.help [data-id="accept-list"]')).toContain('Zhang');
  }
});
