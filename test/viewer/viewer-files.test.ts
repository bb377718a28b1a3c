/** @module-tag thorough */
import { readFileSync } from 'node:fs';
import type { Plan } from '@diku/engine';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dropFile } from '../import/review-support.ts';
import { isLong } from '../support/is-long.ts';
import { findBrowser, openPage, type Planner, savePlan, startPlanner } from './browser.ts';

const planText = oneLevel(
  readFileSync(new URL('../fixtures/small-garage.diku.json', import.meta.url), 'utf8'),
);
const antennaId = (JSON.parse(planText) as Plan).antennas[0].id;
const missing = findBrowser() ? undefined : 'no Chromium found (set CHROMIUM_PATH)';
/** Longer than changes wait before they are written. */
const restMs = 800;

describe.skipIf(missing)('files, and the plan kept on this computer', () => {
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

  test('a reload brings back plan, steps, view and selection; a page killed while it writes, the revision before', async () => {
    await openFixture(page);
    expect(await page.title()).toBe('small.diku.json – Diku');
    await nudge(page);
    expect(await page.title()).toBe('● small.diku.json – Diku');
    await page.keyboard.press('t');
    await page.waitForTimeout(restMs);
    const before = await persistedPlan(page);
    expect(before.antennas[0].position).not.toEqual((JSON.parse(planText) as Plan).antennas[0].position);

    await page.reload();
    await page.waitForSelector('.notice:has-text("Restored small.diku.json")');
    expect(await page.title()).toBe('● small.diku.json – Diku');
    expect(await page.getAttribute('[data-id="view-2d"]', 'aria-pressed')).toBe('true');
    expect(await savePlan(page)).toEqual(before);
    await page.waitForTimeout(restMs);
    // The arrows still move what was selected.
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(restMs);
    const twice = await persistedPlan(page);
    expect(twice.antennas[0].position).not.toEqual(before.antennas[0].position);

    // The next write begins and does not come to an end.
    await page.evaluate(() => {
      const { add } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.add = function (...values) {
        add.apply(this, values);
        for (;;);
      };
    });
    await page.keyboard.press('ArrowRight');
    await new Promise((resolve) => setTimeout(resolve, 2 * restMs));
    const context = page.context();
    await Promise.all([page.waitForEvent('crash'), killRenderers(planner.browser)]);
    const next = await context.newPage();
    await page.close();
    page = next;
    await page.goto(planner.server.url);
    await page.waitForSelector('.notice:has-text("Restored small.diku.json")');
    expect(await persistedPlan(page)).toEqual(twice);
    expect(await savePlan(page)).toEqual(twice);
    // Both steps are still there, as differences from what is on screen.
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    // The button follows the store, a frame later.
    await page.waitForSelector('[data-id="undo"]:disabled');
    expect(await savePlan(page)).toEqual(JSON.parse(planText));
  }, 60_000);

  test('whatever is dropped: plan, steps and what is kept stay byte for byte; the answer says what is wrong', async () => {
    await openFixture(page);
    await nudge(page);
    await page.waitForSelector('.verdict[data-state="fresh"]', { timeout: 60_000 });
    const before = await settled(page);
    const files: [string, string | Uint8Array, RegExp][] = [
      [
        'corrupt.diku.json',
        planText.replace('"levels": [', '"levels": [,'),
        /JSON, line 10: found.*expected/,
      ],
      ['truncated.diku.json', planText.slice(0, 4000), /JSON, line \d+: found.*expected/],
      ['truncated.dxf', ' 0\nSECTION\n 2\nENTITIES\n 0\nLINE\n 8\nWALL\n 10\n0.0\n', /found.*expected/],
      [
        'newer.diku.json',
        planText.replace('"version": 2', '"version": 99'),
        /version.*found 99.*expected 2.*a newer program wrote the file/,
      ],
      ['empty.diku.json', '', /found an empty file.*expected/],
      ['empty.dxf', '', /found an empty file.*expected/],
      ['invoice.pdf', '%PDF-1.7\n', /found a PDF that cannot be read.*expected/],
      ['photo.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]), /found.*expected/],
      ['noise.bin', Uint8Array.from({ length: 999 }, (_, at) => (at * 7919) % 251), /found.*expected/],
      ['garage.dwg', `AC1032${'\0'.repeat(200)}`, /found the end of the file.*a whole DWG drawing/],
      ['deep.diku.json', `{"format":"diku-plan","levels":${'['.repeat(20_000)}`, /found.*expected/],
    ];
    for (const [name, content, reason] of files) {
      const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
      await dropFile(page, name, bytes);
      const notice = page.locator('.notice[data-kind="error"]', { hasText: name });
      await notice.waitFor();
      expect(await notice.textContent(), name).toMatch(reason);
    }
    // Dropped at the lower edge, with much to say: all of the answer is on the page.
    await dropFile(
      page,
      'gips.diku.json',
      Buffer.from(planText.replaceAll(/"material": "[^"]+"/g, '"material": "gips"')),
      {
        clientX: 600,
        clientY: 790,
      },
    );
    const many = page.locator('.notice[data-kind="error"]', { hasText: 'gips.diku.json' });
    await many.waitFor();
    const { y, height } = (await many.boundingBox())!;
    expect(height).toBeGreaterThan(200);
    expect(y + height).toBeLessThan(page.viewportSize()!.height);
    await dropHugeFile(page, 'huge.dxf', 500);
    const notice = page.locator('.notice[data-kind="error"]', { hasText: 'huge.dxf' });
    await notice.waitFor();
    expect(await notice.textContent()).toMatch(/size: found 500 MB; expected at most 200 MB.*PURGE/);
    expect(
      await page.evaluate(() => Math.max(0, ...(window as unknown as { readSizes: number[] }).readSizes)),
    ).toBeLessThan(1e6);
    const after = await settled(page);
    expect(after.page).toEqual(before.page);
    expect(after.database === before.database).toBe(true);
  }, 60_000);

  test.runIf(isLong)(
    'two tabs: the second is read only until it takes over, then the first is',
    async () => {
      await openFixture(page);
      await nudge(page);
      const second = await page.context().newPage();
      await second.goto(planner.server.url);
      await second.waitForSelector('#app[data-state="empty"]');
      // What is persisted is listed there; it is the other tab's.
      await second.click('[data-recent]:has-text("small.diku.json")');
      await second.waitForSelector('.notice:has-text("is being edited in another tab")');
      expect(await second.title()).toContain('[read only]');
      const original = await savePlan(second);
      await selectAntenna(second);
      await second.keyboard.press('ArrowRight');
      expect(await savePlan(second)).toEqual(original);
      // What was not written yet is written before the first lets go.
      await page.bringToFront();
      await page.keyboard.press('ArrowUp');
      await second.bringToFront();
      // It says so on the page for as long as it is.
      await second.keyboard.press('Escape');
      expect(await second.isDisabled('[data-id="undo"]')).toBe(true);
      await second.click('.probe [data-id="take-over"]');
      await second.waitForSelector('.notice:has-text("is edited here now")');
      expect(await second.title()).not.toContain('[read only]');
      await page.waitForSelector('.notice:has-text("is being edited in another tab")');
      expect(await page.title()).toContain('[read only]');
      const taken = await savePlan(second);
      expect(taken).not.toEqual(original);
      expect(await savePlan(page)).toEqual(taken);
      await page.keyboard.press('ArrowRight');
      expect(await savePlan(page)).toEqual(taken);
      await selectAntenna(second);
      await second.keyboard.press('ArrowRight');
      await second.waitForTimeout(restMs);
      expect(await persistedPlan(second)).not.toEqual(taken);
      await second.reload();
      await second.waitForSelector('.notice:has-text("Restored small.diku.json")');
      expect(await second.title()).not.toContain('[read only]');
    },
    60_000,
  );

  test.runIf(isLong)(
    'a file is asked for once, written in place after that, and never over what another program wrote',
    async () => {
      await page.addInitScript(() => {
        const file = async (name: string) =>
          (await navigator.storage.getDirectory()).getFileHandle(name, { create: true });
        Object.assign(window, {
          showOpenFilePicker: async () => [await file('plan.diku.json')],
          showSaveFilePicker: async () => {
            sessionStorage.setItem('asked', String(Number(sessionStorage.getItem('asked')) + 1));
            return file('plan.diku.json');
          },
        });
      });
      await page.reload();
      await openFixture(page);
      await nudge(page);
      await page.keyboard.press('Control+s');
      await page.waitForSelector('.notice:has-text("Saved plan.diku.json")');
      expect(await page.title()).not.toContain('●');
      await page.keyboard.press('ArrowUp');
      await page.waitForFunction(() => document.title.includes('●'));
      await page.waitForTimeout(restMs);
      await page.reload();
      await page.waitForSelector('.notice:has-text("Restored")');
      await page.keyboard.press('Control+s');
      await page.waitForSelector('.notice:has-text("Saved plan.diku.json")');
      expect(await page.evaluate(() => sessionStorage.getItem('asked'))).toBe('1');
      expect(JSON.parse(await fileContent(page))).toEqual(await persistedPlan(page));

      await writeFileContent(page, 'by another program');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Control+s');
      await page.waitForSelector('.notice:has-text("was changed by another program")');
      expect(await fileContent(page)).toBe('by another program');
      await page.click('[data-id="overwrite"]');
      await page.waitForSelector('.notice:has-text("Saved plan.diku.json")');
      expect(JSON.parse(await fileContent(page))).toMatchObject({ format: 'diku-plan' });
    },
    60_000,
  );
});

/** What is persisted does not hang on more levels and carriers, and every load predicts them. */
function oneLevel(text: string): string {
  const plan = JSON.parse(text) as Plan;
  plan.levels.splice(1);
  plan.carriers.splice(1);
  plan.antennas = plan.antennas.filter(({ level }) => level === plan.levels[0].id);
  return JSON.stringify(plan, undefined, 2);
}

/** Ends it as a crash of the page does: in the middle of whatever it does. */
async function killRenderers(browser: Browser): Promise<void> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  for (const { type, id } of processInfo) if (type === 'renderer') process.kill(id, 'SIGKILL');
  await session.detach();
}

async function openFixture(page: Page): Promise<void> {
  await dropFile(page, 'small.diku.json', new TextEncoder().encode(planText));
  await page.waitForSelector('#app[data-state="plan"]');
  await page.waitForSelector(`[data-antenna="${antennaId}"]`, { state: 'attached' });
  await page.waitForTimeout(300);
}

async function selectAntenna(page: Page): Promise<void> {
  await page.locator(`[data-antenna="${antennaId}"]`).focus();
}

async function nudge(page: Page): Promise<void> {
  await selectAntenna(page);
  await page.keyboard.press('ArrowRight');
  await page.waitForSelector('[data-id="undo"]:not([disabled])');
}

/** The newest revision of the one plan that is persisted. */
async function persistedPlan(page: Page): Promise<Plan> {
  const { plans } = JSON.parse((await everything(page)).database);
  return plans.at(-1).plan;
}

/** Everything once nothing is written any more: on a busy machine the write of what was done last comes late. */
async function settled(page: Page): ReturnType<typeof everything> {
  let last = await everything(page);
  for (let again = 0; again < 20; again += 1) {
    await page.waitForTimeout(restMs);
    const next = await everything(page);
    if (next.database === last.database) return next;
    last = next;
  }
  return last;
}

/** All that is persisted in the browser, and what the page says of its steps. */
async function everything(page: Page): Promise<{ database: string; page: (string | null)[] }> {
  return page.evaluate(async () => {
    const persisted: Record<string, unknown[]> = {};
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
      });
      for (const store of database.objectStoreNames) {
        const request = database.transaction(store).objectStore(store).getAll();
        persisted[store] = await new Promise((resolve) => {
          request.onsuccess = () => resolve(request.result);
        });
      }
      database.close();
    }
    const app = document.querySelector('#app') as HTMLElement;
    const undo = document.querySelector('[data-id="undo"]')?.getAttribute('aria-label') ?? null;
    return {
      database: JSON.stringify(persisted),
      page: [app.dataset.revision ?? null, undo, document.title],
    };
  });
}

/** A file of nothing but the same megabyte over and over, which nobody stores; notes what is read of any file. */
async function dropHugeFile(page: Page, name: string, megabytes: number): Promise<void> {
  await page.evaluate(
    ([fileName, count]) => {
      const sizes: number[] = [];
      Object.assign(window, { readSizes: sizes });
      const { arrayBuffer } = Blob.prototype;
      Blob.prototype.arrayBuffer = function () {
        sizes.push(this.size);
        return arrayBuffer.call(this);
      };
      const part = new Blob([new Uint8Array(1024 * 1024)]);
      const data = new DataTransfer();
      data.items.add(new File(Array(count).fill(part), fileName));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true }));
    },
    [name, megabytes] as const,
  );
}

function fileContent(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const handle = await (await navigator.storage.getDirectory()).getFileHandle('plan.diku.json');
    return (await handle.getFile()).text();
  });
}

async function writeFileContent(page: Page, content: string): Promise<void> {
  await page.evaluate(async (text) => {
    const handle = await (await navigator.storage.getDirectory()).getFileHandle('plan.diku.json');
    const writable = await handle.createWritable();
    await writable.write(text);
    await writable.close();
  }, content);
}
