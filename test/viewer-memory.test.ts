import { existsSync, readFileSync } from 'node:fs';
import type { Plan } from '@diku/engine';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { findBrowser, openPage, startPlanner } from './browser.ts';

const minutes = Number(process.env.DIKU_EDIT_MINUTES ?? 0);
const isPossible = minutes > 0 && findBrowser() !== undefined;
if (minutes === 0) console.warn('an hour of editing: only in `npm run test:long` (DIKU_EDIT_MINUTES)');

const planText = readFileSync(new URL('fixtures/small-garage.diku.json', import.meta.url), 'utf8');
/** Those of the level that is shown. */
const antennas = (JSON.parse(planText) as Plan).antennas
  .filter(({ level }) => level === 'B1')
  .map(({ id }) => id);
const mostMemoryBytes = 600e6;
/** What a page may hold more at the end than after its first third, of which steps to undo are a part. */
const mostGrowthBytes = 8e6;

test.skipIf(!isPossible)(
  `${minutes} minutes of editing: the heap does not grow, nor what is listened to and shown`,
  async () => {
    const planner = await startPlanner(planText);
    const { page, complaints } = await openPage(planner.browser, planner.server.url, { locale: 'en-US' });
    await page.waitForSelector('.verdict[data-state="fresh"]', { timeout: 60_000 });
    const session = await page.context().newCDPSession(page);
    await session.send('HeapProfiler.enable');
    await session.send('DOM.enable');
    const seen: Sample[] = [];
    const endMs = Date.now() + minutes * 60_000;
    const sampleMs = Math.max(15_000, (minutes * 60_000) / 20);
    let nextMs = Date.now() + sampleMs;
    for (let round = 0; Date.now() < endMs; round++) {
      await editOnce(page, round);
      if (Date.now() < nextMs) continue;
      nextMs += sampleMs;
      seen.push(await readSample(session, planner.browser));
      console.log(JSON.stringify({ round, ...seen.at(-1) }));
    }
    await page.context().close();
    const settled = seen.slice(Math.ceil(seen.length / 3));
    const middle = median(settled.slice(0, Math.ceil(settled.length / 2)));
    const late = median(settled.slice(Math.floor(settled.length / 2)));
    expect(late.heapBytes - middle.heapBytes).toBeLessThan(mostGrowthBytes);
    expect(late.nodes).toBeLessThan(middle.nodes * 1.2 + 100);
    expect(late.listeners).toBeLessThan(middle.listeners * 1.2 + 100);
    const memory = seen.map(({ memoryBytes }) => memoryBytes);
    if (process.platform === 'linux') expect(Math.min(...memory)).toBeGreaterThan(0);
    expect(Math.max(...memory)).toBeLessThan(mostMemoryBytes);
    expect(complaints).toEqual([]);
    await planner.close();
  },
  (minutes + 5) * 60_000,
);

/** What a planner does all day: moves, turns, takes back, looks at other carriers and from elsewhere. */
async function editOnce(page: Page, round: number): Promise<void> {
  await page.locator(`[data-antenna="${antennas[round % antennas.length]}"]`).focus();
  for (const key of ['ArrowUp', 'Shift+ArrowRight', 'ArrowDown', 'Shift+ArrowLeft']) {
    await page.keyboard.press(key);
    await page.waitForTimeout(60);
  }
  await page.waitForTimeout(600);
  if (round % 3 === 0) await page.keyboard.press('Control+z');
  if (round % 4 === 1) await page.keyboard.press('t');
  if (round % 5 === 2) {
    await page.keyboard.press('Delete');
    await page.waitForTimeout(300);
    await page.keyboard.press('Control+z');
  }
  if (round % 7 === 3) {
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Escape');
  }
  if (round % 6 === 4) await page.mouse.move(500 + (round % 40), 380);
  await page.waitForSelector('.verdict[data-state="fresh"]', { timeout: 30_000 });
}

interface Sample {
  heapBytes: number;
  nodes: number;
  listeners: number;
  /** Of the page's largest process, where the system says it. */
  memoryBytes: number;
}

async function readSample(session: CDPSession, browser: Browser): Promise<Sample> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
  return { heapBytes: usedSize, nodes, listeners: jsEventListeners, memoryBytes: await pageMemory(browser) };
}

/** What the largest process of pages holds in memory, workers and pictures included; 0 where the system does not say it. */
async function pageMemory(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const renderers = processInfo.filter(({ type }) => type === 'renderer');
  const files = renderers.map(({ id }) => `/proc/${id}/status`).filter((file) => existsSync(file));
  const kilobytes = files.map((file) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1] ?? 0));
  return 1024 * Math.max(0, ...kilobytes);
}

function median(samples: readonly Sample[]): Sample {
  const middle = (pick: (sample: Sample) => number) => {
    const sorted = samples.map(pick).sort((a, b) => a - b);
    return sorted[sorted.length >> 1];
  };
  return {
    heapBytes: middle((sample) => sample.heapBytes),
    nodes: middle((sample) => sample.nodes),
    listeners: middle((sample) => sample.listeners),
    memoryBytes: middle((sample) => sample.memoryBytes),
  };
}
