import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dropFile } from '../import/review-support.ts';
import { isLong } from '../support/is-long.ts';
import { findBrowser, openPage, type Planner, repositoryPath, startPlanner } from './browser.ts';

const missing = findBrowser() ? undefined : 'no Chromium found (set CHROMIUM_PATH)';
/** The long run takes two levels, 27,800 m²: the least number of antennas is searched and proved for a minute. */
const drawing = join(repositoryPath, `examples/garage-${isLong ? 'two-levels' : 'one-level'}.dxf`);
/** Acts from a drawing to its verdict, what the review asks aside. */
const maxActs = 6;

describe.skipIf(missing)('from an empty page to a verdict', () => {
  let planner: Planner;

  beforeAll(async () => {
    planner = await startPlanner();
  });

  afterAll(() => planner?.close());

  test('the example takes one click', { tags: ['thorough'] }, async () => {
    const { page, finish } = await openEmpty(planner);
    await page.click('[data-id="example"]');
    expect(await finish()).toEqual(['pointer']);
    expect(await page.getAttribute('.target', 'data-met')).toBe('true');
    await page.context().close();
  });

  test.runIf(isLong)(
    'the keyboard alone: the first antennas that do are taken',
    async () => {
      const { page, finish } = await openEmpty(planner);
      const chooser = page.waitForEvent('filechooser');
      await page.keyboard.press('Control+o');
      await (await chooser).setFiles(drawing);
      await page.waitForSelector('.proposal[data-found="true"]', { timeout: 120_000 });
      await page.keyboard.press('Control+.');
      await page.waitForSelector('.proposal[data-state="placement"]');
      await page.keyboard.press('Control+Shift+Enter');
      const done = await finish();
      expect(done).toEqual(['key o', 'key .', 'key Enter']);
      expect(done.length).toBeLessThanOrEqual(maxActs);
      await page.context().close();
    },
    180_000,
  );

  test.skipIf(!isLong)(
    'a drop alone: what is searched and proved is taken over by itself',
    async () => {
      const { page, finish } = await openEmpty(planner);
      await dropFile(page, 'garage.dxf', readFileSync(drawing));
      await page.waitForSelector('.notice[data-kind="info"]', { timeout: 900_000 });
      const done = await finish();
      expect(done).toEqual(['drop']);
      await page.context().close();
    },
    1_000_000,
  );
});

/** An empty page that counts what is done to it; `finish` waits for the verdict and its field, and says the acts. */
async function openEmpty(planner: Planner) {
  const { page, complaints } = await openPage(planner.browser, planner.server.url);
  await page.waitForSelector('[data-id="example"]');
  await page.evaluate(() => {
    const acts: string[] = [];
    Reflect.set(window, 'acts', acts);
    addEventListener('drop', () => acts.push('drop'), true);
    addEventListener('pointerdown', () => acts.push('pointer'), true);
    addEventListener(
      'keydown',
      ({ key }) => {
        if (!['Control', 'Shift', 'Alt', 'Meta'].includes(key)) acts.push(`key ${key}`);
      },
      true,
    );
  });
  const finish = async () => {
    await page.waitForSelector('.verdict[data-state="fresh"]', { timeout: 120_000 });
    await page.waitForSelector('.legend .share');
    expect(complaints).toEqual([]);
    return page.evaluate(() => Reflect.get(window, 'acts') as string[]);
  };
  return { page, finish };
}
