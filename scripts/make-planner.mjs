/**
 * Writes the images of docs/planner.md and docs/programme.md from the running product: the built planner in a headless
 * Chromium, the example garage, what a planner does with it. WebP, so that all of them together are small.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openPlanner } from '../benchmarks/frames/open-planner.mjs';
import { root } from './lib/run.mjs';

const folder = join(root, 'docs/images/planner');
const wide = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
/** Where WebGL is a program on a busy machine, a network takes its time. */
const longMs = 300_000;

mkdirSync(folder, { recursive: true });
const { server, browser } = await openPlanner();
try {
  await showChinese(await openPage('zh-CN'));
  await showEnglish(await openPage('en-US'));
  await showProgramme(await openPage('zh-CN'));
} finally {
  await browser.close();
  server.close();
}

async function openPage(locale) {
  const context = await browser.newContext({ viewport: wide, locale, serviceWorkers: 'block' });
  const page = await context.newPage();
  page.setDefaultTimeout(longMs);
  await page.goto(server.url);
  await page.waitForSelector('[data-id="example"]');
  return page;
}

async function openExample(page) {
  await page.click('[data-id="example"]');
  await fresh(page);
  await page.keyboard.press('Escape');
}

async function showChinese(page) {
  await take(page, 'empty');
  await openExample(page);
  await page.hover('.viewport canvas', { position: { x: 560, y: 420 } });
  await page.waitForFunction(() => document.querySelector('.probe .link')?.textContent !== '');
  await take(page, 'verdict');
  await page.keyboard.press('t');
  await page.focus('[data-antenna="ANT7-B1"]');
  await page.waitForSelector('.inspector [data-id="heightM"]');
  await take(page, 'antenna');
  await page.keyboard.press('Escape');
  await page.keyboard.press('k');
  await page.click('[data-id="reference-trace"]');
  await page.waitForSelector('[data-id="reference-map"][aria-pressed="true"]');
  await page.mouse.move(10, 10);
  await take(page, 'rays');
  await page.selectOption('[data-id="quantity"]', 'rsrp');
  await page.keyboard.press('k');
  await page.keyboard.press('c');
  await page.waitForSelector('.doubts li');
  await page.keyboard.press('j');
  await page.waitForSelector('.doubt[aria-expanded="true"]');
  await take(page, 'review');
  await page.keyboard.press('c');
  await page.keyboard.press('n');
  await page.click('[data-id="feed"]');
  await page.waitForSelector('.proposal.of-network [data-id="take"]');
  await page.keyboard.press('Control+Shift+Enter');
  await page.waitForSelector('.network .network-tree .node');
  await fresh(page);
  await page.focus('[data-antenna="ANT7-B1"]');
  await page.waitForSelector('.network-tree .node[data-selected]');
  await take(page, 'network');
  await page.keyboard.press('n');
  await page.keyboard.press('Control+k');
  await page.waitForSelector('[role="option"]');
  await take(page, 'palette');
  for (const key of ['Escape', 'Escape', 'Escape']) await page.keyboard.press(key);
  await page.setViewportSize(phone);
  await page.keyboard.press('t');
  await take(page, 'phone');
  await page.context().close();
}

async function showEnglish(page) {
  await page.emulateMedia({ colorScheme: 'dark' });
  await openExample(page);
  await page.keyboard.press('0');
  await take(page, 'stacked');
  await page.context().close();
}

async function showProgramme(page) {
  await page.click('[data-id="programme-example"]');
  await page.waitForSelector('.programme .community-row');
  await page.keyboard.press('j');
  await page.waitForSelector('[data-card]');
  await take(page, 'programme');
  await page.context().close();
}

async function fresh(page) {
  await page.waitForTimeout(100);
  await page.waitForSelector('.verdict[data-state="fresh"]');
}

/** What is on screen once nothing moves any more. */
async function take(page, name) {
  await page.waitForTimeout(1000);
  const png = (await page.screenshot()).toString('base64');
  const webp = await page.evaluate(async (content) => {
    const bytes = Uint8Array.from(atob(content), (char) => char.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext('2d').drawImage(bitmap, 0, 0);
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.85 });
    let text = '';
    for (const byte of new Uint8Array(await blob.arrayBuffer())) text += String.fromCharCode(byte);
    return btoa(text);
  }, png);
  const bytes = Buffer.from(webp, 'base64');
  writeFileSync(join(folder, `${name}.webp`), bytes);
  console.error(`${name}.webp: ${Math.round(bytes.length / 1024)} kB`);
}
