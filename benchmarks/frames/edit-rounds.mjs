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
 * Edits for so many minutes, and says every `sampleMs` what the page holds: the memory of its process as it stands, the rest
 * after the page's garbage was collected. The first and the last time garbage is collected in the workers too.
 * @param {(sample: object) => void} onSample
 */
export async function editFor(page, browser, { minutes, antennas, sampleMs, onSample }) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  await session.send('DOM.enable');
  const workers = await attachToWorkers(session);
  const endMs = Date.now() + minutes * 60_000;
  let nextMs = Date.now() + sampleMs;
  for (let round = 0, isFirst = true; ; round++) {
    await editOnce(page, antennas, round);
    const isLast = Date.now() >= endMs;
    if (Date.now() < nextMs && !isLast) continue;
    nextMs += sampleMs;
    const sample = await readSample(session, browser);
    if (isFirst || isLast) {
      for (const worker of workers) await collectIn(session, worker);
      sample.heldBytes = await pageMemory(browser);
    }
    onSample({ round, ...sample });
    isFirst = false;
    if (isLast) return;
  }
}

async function readSample(session, browser) {
  const memoryBytes = await pageMemory(browser);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
  return { heapBytes: usedSize, nodes, listeners: jsEventListeners, memoryBytes };
}

/** Ids of the sessions of the page's workers that live. */
async function attachToWorkers(session) {
  const workers = new Set();
  session.on('Target.attachedToTarget', ({ sessionId }) => workers.add(sessionId));
  session.on('Target.detachedFromTarget', ({ sessionId }) => workers.delete(sessionId));
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  return workers;
}

/** Resolves once the worker has collected its garbage. */
function collectIn(session, worker) {
  return new Promise((resolve, reject) => {
    const onEvent = ({ sessionId }) => {
      if (sessionId !== worker) return;
      session.off('Target.receivedMessageFromTarget', onEvent);
      resolve();
    };
    session.on('Target.receivedMessageFromTarget', onEvent);
    const message = JSON.stringify({ id: 1, method: 'HeapProfiler.collectGarbage' });
    session.send('Target.sendMessageToTarget', { sessionId: worker, message }).catch(reject);
  });
}

/**
 * Returns what the largest process of pages has for itself (Chromium's private memory footprint), workers and heatmaps
 * included; 0 where the system does not say it.
 */
async function pageMemory(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const renderers = processInfo.filter(({ type }) => type === 'renderer');
  const files = renderers.map(({ id }) => `/proc/${id}/status`).filter((file) => existsSync(file));
  const kilobytes = files.map((file) => {
    const status = readFileSync(file, 'utf8');
    const read = (key) => Number(new RegExp(`${key}:\\s+(\\d+)`).exec(status)?.[1] ?? 0);
    return read('RssAnon') + read('RssShmem') + read('VmSwap');
  });
  return 1024 * Math.max(0, ...kilobytes);
}
