import { existsSync, readFileSync } from 'node:fs';

/**
 * What a planner does all day: moves, turns, takes back, looks at other carriers and from elsewhere.
 * @param {readonly string[]} antennas ids of those on the level that is shown
 */
export async function editOnce(page, antennas, round) {
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
  await page.waitForSelector('.verdict[data-state="fresh"]', { timeout: 120_000 });
}

/**
 * Edits for so many minutes, and says every `sampleMs` what the page holds after its garbage was collected.
 * @param {(sample: object) => void} onSample
 */
export async function editFor(page, browser, { minutes, antennas, sampleMs, onSample }) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  await session.send('DOM.enable');
  const endMs = Date.now() + minutes * 60_000;
  let nextMs = Date.now() + sampleMs;
  for (let round = 0; Date.now() < endMs; round++) {
    await editOnce(page, antennas, round);
    if (Date.now() < nextMs) continue;
    nextMs += sampleMs;
    onSample({ round, ...(await readSample(session, browser)) });
  }
}

async function readSample(session, browser) {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
  return { heapBytes: usedSize, nodes, listeners: jsEventListeners, memoryBytes: await pageMemory(browser) };
}

/** What the largest process of pages holds in memory, workers and pictures included; 0 where the system does not say it. */
async function pageMemory(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const renderers = processInfo.filter(({ type }) => type === 'renderer');
  const files = renderers.map(({ id }) => `/proc/${id}/status`).filter((file) => existsSync(file));
  const kilobytes = files.map((file) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1] ?? 0));
  return 1024 * Math.max(0, ...kilobytes);
}
