import { nearestMark } from './open-planner.mjs';
import { installProbe } from './page-probe.mjs';

/** Antenna that is dragged, along a loop of this radius around where the placement put it. */
const loopRadiusPixels = 70;
const loopS = 2.5;
const eventIntervalMs = 8;
/** Events sent and not yet taken by the page. */
const maxWaiting = 4;

/**
 * Drags one antenna in a fresh page by real pointer events.
 * @returns {Promise<object>} what `installProbe` noted, the renderer, and the resolution of the field
 */
export async function measureDrag(browser, url, { viewport, seconds, projection, silent, still }) {
  const context = await browser.newContext({ viewport, locale: 'en-US' });
  const page = await context.newPage();
  await page.addInitScript(installProbe, silent === true);
  await page.goto(url);
  await page.waitForSelector('.verdict[data-state="fresh"]', { timeout: 120_000 });
  if (projection === '2d') await page.keyboard.press('t');
  await page.waitForTimeout(500);
  const spot = await nearestMark(page);
  await page.mouse.move(spot.x, spot.y);
  await page.mouse.down();
  const input = await context.newCDPSession(page);
  // The first second freezes the other antennas and warms the code; it is not counted.
  await moveAlong(input, spot, 1000);
  await page.evaluate(() => {
    window.frameProbe.recording = true;
  });
  const events = still ? 0 : await moveAlong(input, spot, seconds * 1000);
  if (still) await page.waitForTimeout(seconds * 1000);
  const probe = await page.evaluate(() => {
    window.frameProbe.recording = false;
    return window.frameProbe;
  });
  const tag = await page.textContent('.legend .tag').catch(() => '');
  await page.mouse.up();
  await page.waitForSelector('.verdict[data-state="fresh"]', { timeout: 120_000 });
  const renderer = await page.evaluate(() => {
    const gl = document.createElement('canvas').getContext('webgl2');
    const names = gl.getExtension('WEBGL_debug_renderer_info');
    return gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  });
  await context.close();
  return { ...probe, pointerEvents: events, renderer, fieldTag: tag?.trim() };
}

/**
 * Moves around a loop that begins and ends at the spot, an event every `eventIntervalMs` as from a mouse: nobody waits
 * for the page, but what it has not taken is not piled up either.
 */
export async function moveAlong(input, spot, durationMs, radiusPixels = loopRadiusPixels) {
  const started = performance.now();
  let events = 0;
  let waiting = 0;
  let last;
  for (let elapsedMs = 0; elapsedMs < durationMs; elapsedMs = performance.now() - started) {
    const angle = (2 * Math.PI * elapsedMs) / (1000 * loopS);
    const x = spot.x + radiusPixels * Math.sin(angle);
    const y = spot.y + (radiusPixels / 2) * (1 - Math.cos(angle));
    if (waiting < maxWaiting) {
      events += 1;
      waiting += 1;
      last = input.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y, button: 'left', buttons: 1 });
      last.then(() => {
        waiting -= 1;
      });
    }
    await new Promise((resolve) => setTimeout(resolve, eventIntervalMs));
  }
  await last;
  return events;
}
