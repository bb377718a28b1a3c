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
/** Thousands of bytes, compressed, before the first image: what `npm run house` holds too, a little stricter. */
const maxFirstImageBytes = 250e3;
/** What comes at once after it is in, and the threads. */
const maxFirstLoadBytes = 1.52e6;
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

  test('the first image needs less than 250 kB: nothing that draws, computes or checks', async () => {
    const context = await planner.browser.newContext({ serviceWorkers: 'block', locale: 'zh-CN' });
    await context.addInitScript(noteFirstImage);
    const first = await context.newPage();
    // What the page loads after its first image never comes.
    await first.route(/start-desk|phrases-(zh|en)/, () => {});
    await first.goto(planner.server.url);
    await first.waitForSelector('.drop-target');
    const bytes = (await firstFiles(first)).reduce((sum, file) => sum + compressedBytes(file), 0);
    const page = gzipSync(readFileSync(join(viewerPath, 'index.html'))).length;
    expect(bytes).toBeGreaterThan(50e3);
    expect(bytes + page).toBeLessThan(maxFirstImageBytes);
    // The plan of this tab is drawn without them, too.
    const begun = await context.newPage();
    await begun.goto(planner.server.url);
    await dropFile(begun, 'small.diku.json', readFileSync(fixture));
    await begun.waitForSelector('.verdict[data-state="fresh"]');
    await begun.route(/start-desk|phrases-(zh|en)/, () => {});
    await begun.reload();
    await begun.waitForSelector('canvas.first-look');
    await expect.poll(() => drawnColors(begun)).toBeGreaterThan(3);
    const again = (await firstFiles(begun)).reduce((sum, file) => sum + compressedBytes(file), 0);
    expect(again + page).toBeLessThan(maxFirstImageBytes);
    // Nothing else is loaded on the sly, and once it may be, the plan is the plan.
    await begun.unroute(/start-desk|phrases-(zh|en)/);
    await begun.reload();
    await begun.waitForSelector('#app[data-state="plan"]');
    await begun.waitForSelector('canvas.first-look', { state: 'detached' });
    await context.close();
  });

  test('what is asked for on the first page is done once it can be', async () => {
    const context = await planner.browser.newContext({ serviceWorkers: 'block', locale: 'zh-CN' });
    const early = await context.newPage();
    let goOn = () => {};
    const asked = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    await early.route(/start-desk/, async (route) => {
      await asked;
      await route.continue();
    });
    await early.goto(planner.server.url);
    await early.waitForSelector('.drop-target');
    await dropFile(early, 'small.diku.json', readFileSync(fixture));
    await early.click('[data-id="palette"]');
    expect(await early.getAttribute('#app', 'data-state')).toBe('starting');
    goOn();
    await early.waitForSelector('#app[data-state="plan"]');
    await early.waitForSelector('[role="option"]');
    await context.close();
  });

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
  return askedFiles(page);
}

/** Colours in the drawing that stands for a plan until it is there. */
function drawnColors(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('canvas.first-look')!;
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    const colors = new Set<number>();
    for (let at = 0; at < data.length; at += 4)
      colors.add((data[at] << 16) + (data[at + 1] << 8) + data[at + 2]);
    return colors.size;
  });
}

/** Notes when there first is something to look at. */
function noteFirstImage(): void {
  new MutationObserver((_, observer) => {
    if (!document.querySelector('.drop-target, canvas.first-look')) return;
    observer.disconnect();
    performance.mark('first-image');
  }).observe(document, { subtree: true, childList: true });
}

/** Returns the files that a page asked for before its first image. */
function firstFiles(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const [{ startTime: firstMs }] = performance.getEntriesByName('first-image');
    const asked = performance.getEntriesByType('resource').filter(({ startTime }) => startTime <= firstMs);
    return asked.map(({ name }) => new URL(name).pathname.slice(1)).filter((path) => path !== 'plan.json');
  });
}

/** Returns the files that were asked for. */
async function askedFiles(page: Page): Promise<string[]> {
  const { pathname } = new URL(page.url());
  const asked = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
  );
  const files = [pathname === '/' ? '/index.html' : pathname, ...asked].map((path) => path.slice(1));
  return files.filter((file) => file !== 'plan.json' && file !== 'service-worker.js');
}
