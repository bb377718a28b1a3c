import { moveAlong } from './measure-drag.mjs';
import { installProbe } from './page-probe.mjs';

/** The view is dragged around a loop of this radius. */
const loopRadiusPixels = 160;

/**
 * Opens a drawing in a fresh page, its review, and drags the view by real pointer events.
 * @param {{ bytes: Buffer, viewport: object, seconds: number, notches: number }} how `notches` of the wheel nearer first
 * @returns {Promise<object>} what `installProbe` noted
 */
export async function measurePan(browser, url, { bytes, viewport, seconds, notches }) {
  const context = await browser.newContext({ viewport, locale: 'en-US' });
  const page = await context.newPage();
  await page.addInitScript(installProbe, false);
  await page.goto(url);
  await page.evaluate((base64) => {
    const data = new DataTransfer();
    const content = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    data.items.add(new File([content], 'lines.dxf'));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true }));
  }, bytes.toString('base64'));
  await page.waitForSelector('#app[data-state="plan"]', { timeout: 120_000 });
  if ((await page.getAttribute('#app', 'data-review')) !== 'true') {
    await page.waitForSelector('.notice:not([data-kind="progress"])', { timeout: 300_000 });
    await page.keyboard.press('c');
  }
  await page.waitForSelector('#app[data-review="true"]');
  const box = await page.locator('.viewport canvas').first().boundingBox();
  // Beside the pins of doubts about a whole level, which stand in the middle.
  const spot = { x: box.x + box.width * 0.6, y: box.y + box.height * 0.6 };
  await page.mouse.move(spot.x, spot.y);
  for (let k = 0; k < notches; k++) {
    await page.mouse.wheel(0, -240);
    await page.waitForTimeout(200);
  }
  await page.waitForTimeout(1500);
  await page.mouse.down();
  const input = await context.newCDPSession(page);
  await moveAlong(input, spot, 500, loopRadiusPixels);
  await page.evaluate(() => {
    window.frameProbe.recording = true;
  });
  const pointerEvents = await moveAlong(input, spot, seconds * 1000, loopRadiusPixels);
  const probe = await page.evaluate(() => {
    window.frameProbe.recording = false;
    return window.frameProbe;
  });
  await page.mouse.up();
  await context.close();
  return { ...probe, pointerEvents };
}
