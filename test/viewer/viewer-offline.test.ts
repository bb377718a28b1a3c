/** @module-tag thorough */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { dxfText, smallGarage } from '../import/drawing-support.ts';
import { withHeader, writeDwg } from '../import/dwg-support/write-dwg.ts';
import { smallModel } from '../import/ifc-support/small-model.ts';
import { dropFile } from '../import/review-support.ts';
import { textBytes } from '../support/bytes.ts';
import { findBrowser, openPage, type Planner, startPlanner, viewerPath } from './browser.ts';

const missing = findBrowser() ? undefined : 'no Chromium found (set CHROMIUM_PATH)';
const fixture = new URL('../fixtures/small-garage.diku.json', import.meta.url);
const maxFirstLoadBytes = 1.5e6;
const maxOfflineBytes = 8e6;

describe.skipIf(missing)('the planner kept for work without a network', () => {
  let planner: Planner;
  let page: Page;
  let complaints: string[];

  // One page for all: to keep the whole program takes longer than most of what is tested on it.
  beforeAll(async () => {
    planner = await startPlanner();
    ({ page, complaints } = await openPage(planner.browser, planner.server.url, {
      locale: 'en-US',
      serviceWorkers: 'allow',
    }));
  });

  afterAll(() => planner?.close());

  afterEach(() => expect(complaints).toEqual([]));

  test('what the first load takes is small', async () => {
    const loaded = new Set(await loadedFiles(page));
    expect([...loaded].filter((file) => file.endsWith('.js')).length).toBeGreaterThan(0);
    // Solver, importers and their like come when they are needed.
    expect([...loaded].filter((file) => /\.wasm$|read-|highs|web-ifc|acad|\.dxf$/.test(file))).toEqual([]);
    const firstBytes = [...loaded].reduce((sum, file) => sum + compressedBytes(file), 0);
    expect(firstBytes).toBeLessThan(maxFirstLoadBytes);
  });

  test('a newer version comes in the middle of a drag and changes nothing until it is asked for', async () => {
    await dropFile(page, 'small.diku.json', readFileSync(fixture));
    await page.waitForSelector('.verdict[data-state="fresh"]');
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.evaluate(() => Reflect.set(window, 'isSamePage', true));
    const antenna = page.locator('[data-antenna="ANT1-B1"]');
    const { x, y, width, height } = (await antenna.boundingBox())!;
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 2 + 20, y + height / 2, { steps: 4 });

    const script = readFileSync(join(viewerPath, 'service-worker.js'), 'utf8');
    const newer = script.replace('"version":"', '"version":"newer-');
    expect(newer).not.toBe(script);
    planner.server.replaced.set('/service-worker.js', newer);
    await page.evaluate(async () => {
      const registration = (await navigator.serviceWorker.getRegistration())!;
      await registration.update();
      while (!registration.waiting) await new Promise((resolve) => setTimeout(resolve, 50));
    });
    await page.waitForSelector('.notice [data-id="use-update"]');
    await page.mouse.move(x + width / 2 + 40, y + height / 2, { steps: 4 });
    await page.mouse.up();
    await page.waitForSelector('[data-id="undo"]:enabled');
    const dragged = await antenna.getAttribute('data-x');
    expect(Number(dragged)).toBeGreaterThan(12);
    expect(await page.evaluate(() => Reflect.get(window, 'isSamePage'))).toBe(true);

    await page.click('.notice [data-id="use-update"]');
    await page.waitForFunction(() => Reflect.get(window, 'isSamePage') === undefined);
    await page.waitForSelector(`[data-antenna="ANT1-B1"][data-x="${dragged}"]`);
    await page.waitForSelector('[data-id="undo"]:enabled');
    expect(await page.evaluate(() => caches.keys())).toContainEqual(expect.stringContaining('newer-'));
  });

  test('licences come from where the planner is served, not the page that is kept', async () => {
    // A browser asks for the picture of a page that names none.
    for (const path of ['/third-party-notices.txt', '/favicon.ico'])
      planner.server.replaced.set(path, 'react 19');
    const other = await page.context().newPage();
    await other.goto(new URL('third-party-notices.txt', planner.server.url).href);
    expect(await other.textContent('body')).toContain('react 19');
    await other.close();
  });

  test('the network gone: reload, import, place, documents, save', async () => {
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.context().setOffline(true);
    await planner.server.close();
    await page.reload();
    await page.waitForSelector('[data-antenna="ANT1-B1"]');
    // Beside a living tab a second one begins empty.
    page = await page.context().newPage();
    await page.goto(planner.server.url);
    await page.waitForSelector('#app[data-state="empty"]');
    await page.click('[data-id="example"]');
    await page.waitForFunction(() => document.title.includes('garage-two-levels.dxf'));
    await dropFile(page, 'small.dwg', writeDwg(textBytes(withHeader(dxfText(smallGarage()))), 'AC1032'));
    await page.waitForFunction(() => document.title.includes('small.dwg'));
    await dropFile(page, 'small.ifc', new TextEncoder().encode(smallModel().toString()));
    await page.waitForFunction(() => document.title.includes('small.ifc'));
    await page.waitForSelector('.verdict[data-state="fresh"]', { timeout: 60_000 });
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Control+s')]);
    const plan = JSON.parse(readFileSync(await download.path(), 'utf8'));
    expect(plan.antennas.length).toBeGreaterThan(0);
    expect((await sheet(page, 'pdf')).subarray(0, 5).toString()).toBe('%PDF-');
    expect((await sheet(page, 'floor-dxf')).toString()).toContain('DIKU-ANTENNA');
  }, 180_000);
});

test('everything that is kept for work without a network is listed by its content, and small', () => {
  const script = readFileSync(join(viewerPath, 'service-worker.js'), 'utf8');
  const { files } = JSON.parse(/offlineSet = (.*);/.exec(script)![1]);
  const built = (readdirSync(viewerPath, { recursive: true }) as string[])
    .filter((file) => statSync(join(viewerPath, file)).isFile() && file !== 'service-worker.js')
    .map((file) => file.replaceAll('\\', '/'));
  expect(Object.keys(files).sort()).toEqual(built.sort());
  const bytes = built.reduce((sum, file) => sum + compressedBytes(file), 0);
  expect(bytes).toBeLessThan(maxOfflineBytes);
  expect(bytes).toBeGreaterThan(maxFirstLoadBytes);
});

/** A document of the plan, by the palette. */
async function sheet(page: Page, kind: string): Promise<Buffer> {
  const made = page.waitForEvent('download', { timeout: 120_000 });
  await page.keyboard.press('Control+k');
  await page.keyboard.type(kind === 'pdf' ? 'drawings and tables (PDF)' : 'floor plan (DXF)');
  await page.waitForSelector(`[role="option"][aria-selected="true"][data-command="paper-${kind}"]`);
  await page.keyboard.press('Enter');
  return readFileSync(await (await made).path());
}

function compressedBytes(file: string): number {
  return gzipSync(readFileSync(join(viewerPath, file)), { level: 6 }).length;
}

/** Returns what the page and its workers asked for, as files of the build. */
async function loadedFiles(page: Page): Promise<string[]> {
  await page.waitForLoadState('load');
  await page.waitForSelector('#app[data-state="empty"]');
  const { pathname } = new URL(page.url());
  const asked = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
  );
  const files = [pathname === '/' ? '/index.html' : pathname, ...asked].map((path) => path.slice(1));
  return files.filter((file) => file !== 'plan.json' && file !== 'service-worker.js');
}
