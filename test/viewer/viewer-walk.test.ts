/** @module-tag thorough */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dropFile } from '../import/review-support.ts';
import { examples, runCli } from '../support/run-cli.ts';
import { findBrowser, fresh, openPage, type Planner, savePlan, startPlanner } from './browser.ts';
import { expectClean } from './page-states.ts';

const planText = readFileSync(join(examples, 'garage-one-level.diku.json'), 'utf8');
const walkBytes = readFileSync(join(examples, 'walk-one-level.csv'));
/**
 * Numbers to nine digits, more than anything shows: the logarithms of a browser and of Node differ in the last bit of a double.
 */
const rounded = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_key, each) =>
    typeof each === 'number' ? Number(each.toPrecision(9)) : each,
  );
const numbers = (values: readonly (string | null)[]) => rounded(values.map(Number));

describe.skipIf(!findBrowser())('a walk test in the planner', () => {
  let planner: Planner;
  let page: Page;
  let complaints: string[];
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'diku-walk-'));
    planner = await startPlanner(planText);
    ({ page, complaints } = await openPage(planner.browser, planner.server.url));
    await fresh(page);
    writeFileSync(join(folder, 'plan.diku.json'), JSON.stringify(await savePlan(page)));
    writeFileSync(join(folder, 'walk.csv'), walkBytes);
  });

  afterAll(async () => {
    await planner?.close();
    rmSync(folder, { recursive: true, force: true });
    expect(complaints).toEqual([]);
  });

  test('it is dropped on the plan: points, errors and acceptance are those of diku accept', async () => {
    await dropFile(page, 'walk.csv', walkBytes);
    await page.waitForSelector('.walk [data-id="walk-passed"]', { timeout: 120_000 });
    const { stdout } = await runCli(folder, ['accept', 'plan.diku.json', 'walk.csv', '--json']);
    const { acceptance } = JSON.parse(stdout);
    expect(await page.getAttribute('[data-id="walk-passed"]', 'data-passed')).toBe(String(acceptance.passed));
    for (const { operator, coverageRatio, lowerBoundRatio } of acceptance.operators) {
      const row = page.locator(`.walk [data-operator="${operator}"]`);
      const shown = [await row.getAttribute('data-ratio'), await row.getAttribute('data-bound')];
      expect(numbers(shown)).toEqual(rounded([coverageRatio, lowerBoundRatio]));
    }
    let samples = 0;
    for (const { carrier, meanDb, sigmaDb, rmseDb, samples: count } of acceptance.comparison) {
      const cells = page.locator(`.walk-errors tr[data-carrier="${carrier}"] td[data-value]`);
      const shown = await cells.evaluateAll((all) => all.map((each) => each.getAttribute('data-value')));
      expect(numbers(shown), carrier).toEqual(rounded([meanDb, sigmaDb, rmseDb]));
      samples += count;
    }
    const drawn = await page.locator('.walked circle').count();
    const censored = await page.locator('.walked circle[data-censored="true"]').count();
    expect(drawn - censored).toBe(samples);
    await expectClean(page, 'walk test', `${planText}\n${walkBytes.toString('utf8')}\nwalk.csv`);
  }, 240_000);

  test('points by level and by error have the counts of their classes', async () => {
    for (const shows of ['level', 'error']) {
      await page.evaluate(
        (value) => document.querySelector<HTMLInputElement>(`.walk input[value="${value}"]`)?.click(),
        shows,
      );
      await page.waitForSelector(`.walk input[value="${shows}"]:checked`, { state: 'attached' });
      const counts = await page.locator('.walk-classes b').allTextContents();
      const sum = counts.reduce((all, each) => all + Number.parseInt(each, 10), 0);
      expect(sum).toBe(await page.locator('.walked circle').count());
    }
  });

  test('the calibration is that of diku calibrate, taken as one step, and the walk is held against it', async () => {
    const { stdout } = await runCli(folder, [
      'calibrate',
      'plan.diku.json',
      'walk.csv',
      '-o',
      'fitted.json',
      '--force',
      '--json',
    ]);
    const { calibration } = JSON.parse(stdout);
    const rmse = page.locator('.walk [data-id="walk-rmse"]');
    const shown = [await rmse.getAttribute('data-before'), await rmse.getAttribute('data-after')];
    const { before, after } = calibration.heldBack ?? calibration.inSample;
    expect(numbers(shown)).toEqual(rounded([before.rmseDb, after.rmseDb]));
    await page.click('.walk [data-id="calibrate"]');
    await page.waitForSelector('.walk[data-state="read"] [data-id="walk-passed"]', { timeout: 120_000 });
    await fresh(page);
    const saved = await savePlan(page);
    const fitted = JSON.parse(readFileSync(join(folder, 'fitted.json'), 'utf8'));
    expect(rounded(saved.propagation ?? null)).toEqual(rounded(fitted.propagation ?? null));
    expect(rounded(saved.materials ?? null)).toEqual(rounded(fitted.materials ?? null));
    expect(rounded(saved.requirements ?? null)).toEqual(rounded(fitted.requirements ?? null));
    await page.keyboard.press('Control+z');
    await fresh(page);
    expect((await savePlan(page)).propagation).toEqual(JSON.parse(planText).propagation);
    // Held against the plan before, which is another one now.
    await page.waitForSelector('.walk .is-stale');
    await page.click('.walk [data-id="walk-again"]');
    await page.waitForSelector('.walk .is-stale', { state: 'detached', timeout: 120_000 });
  }, 240_000);

  test('a column that is taken for nothing takes its readings along', async () => {
    await page.click('.walk-columns summary');
    const before = await page.textContent('.walk-errors');
    const columns = page.locator('.walk-columns select[data-id^="walk-column-"]');
    const roles = await columns.evaluateAll((all) => all.map((each) => (each as HTMLSelectElement).value));
    expect(roles).toContain('rsrp');
    await columns.nth(roles.indexOf('rsrp')).selectOption('');
    await page.waitForSelector('.walk .problem', { timeout: 120_000 });
    expect(await page.textContent('.walk .problem')).toContain('RSRP');
    await columns.nth(roles.indexOf('rsrp')).selectOption('rsrp');
    await page.waitForSelector('.walk .problem', { state: 'detached', timeout: 120_000 });
    await page.waitForSelector('.walk[data-state="read"]');
    expect(await page.textContent('.walk-errors')).toBe(before);
  }, 240_000);

  test('a table that is neither a walk test nor a status table says what was expected of both', async () => {
    await dropFile(page, 'other.csv', new TextEncoder().encode('name,colour\na,red\nb,blue\n'));
    await page.waitForSelector('.notice[data-kind="error"]');
    const notice = await page.textContent('.notice');
    expect(notice).toContain('既不是路测数据，也不是状态表');
    expect(notice).toMatch(/作为路测：.*RSRP/);
    expect(notice).toContain('作为状态表：');
    // The walk test before is still there.
    expect(await page.locator('.walk [data-id="walk-passed"]').count()).toBe(1);
  });
});
