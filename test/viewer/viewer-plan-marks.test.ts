import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axisMarks, scaleBarDigits, scaleBarOf } from '../../packages/viewer/src/layers/plan-marks-layer.ts';
import { findBrowser, fresh, openPage, type Planner, startPlanner } from './browser.ts';
import { expectClean } from './page-states.ts';

const missing = findBrowser() ? undefined : 'no Chromium found (set CHROMIUM_PATH)';

describe('a scale bar', () => {
  test('is the longest round length that has room, and is written whole', () => {
    const round = [-3, -2, -1, 0, 1, 2, 3, 4].flatMap((power) =>
      [1, 2, 5].map((step) => Number(`${step}e${power}`)),
    );
    fc.assert(
      fc.property(
        fc.double({ min: -2, max: 4, noNaN: true }),
        fc.double({ min: 40, max: 300, noNaN: true }),
        (zoom, maxPx) => {
          const pixelsPerM = 10 ** zoom;
          const { lengthM, lengthPx } = scaleBarOf(pixelsPerM, maxPx);
          const fitting = round.filter((length) => length * pixelsPerM <= maxPx * (1 + 1e-12));
          expect(lengthM).toBeCloseTo(Math.max(...fitting), 9);
          expect(lengthPx).toBeCloseTo(lengthM * pixelsPerM, 9);
          expect(Number(lengthM.toFixed(scaleBarDigits(lengthM)))).toBe(lengthM);
        },
      ),
      { seed: 265 },
    );
  });
});

describe('names of axes', () => {
  const frame = { left: 10, top: 20, right: 810, bottom: 620 };
  const spot = fc.tuple(fc.integer({ min: -2000, max: 2000 }), fc.integer({ min: -2000, max: 2000 }));
  const axes = fc.array(
    fc.record({ start: spot, end: spot, label: fc.constantFrom('1', '12', 'A', '1/A-B') }),
    {
      maxLength: 40,
    },
  );

  test('lie in the frame, on their axis, and none on another or on what is taken', () => {
    const taken = [{ left: 10, top: 560, right: 160, bottom: 600 }];
    fc.assert(
      fc.property(axes, (lines) => {
        const named = lines.map((line, index) => ({ id: `x${index}`, ...line }));
        const { bubbles } = axisMarks(named, ([x, y]) => [x, y], frame, taken);
        for (const [index, { label, box }] of bubbles.entries()) {
          expect(box.left >= frame.left - 1e-6 && box.right <= frame.right + 1e-6).toBe(true);
          expect(box.top >= frame.top - 1e-6 && box.bottom <= frame.bottom + 1e-6).toBe(true);
          const at = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
          expect(named.some((axis) => axis.label === label && offLine(axis, at) < 1e-6)).toBe(true);
          for (const other of [...taken, ...bubbles.slice(0, index).map((each) => each.box)]) {
            const across = Math.min(box.right, other.right) - Math.max(box.left, other.left);
            const down = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
            expect(Math.min(across, down)).toBeLessThanOrEqual(1e-9);
          }
        }
      }),
      { seed: 266 },
    );
  });

  test('are there for every axis that crosses the middle of the frame', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 700 }), fc.integer({ min: 21, max: 900 }), (left, reach) => {
        const axis = { id: 'x', label: '7', start: [left, 320 - reach], end: [left, 320 + reach] } as const;
        const { lines, bubbles } = axisMarks(
          [{ ...axis, start: [...axis.start], end: [...axis.end] }],
          ([x, y]) => [x, y],
          frame,
        );
        expect(lines).toHaveLength(1);
        expect(bubbles.map(({ label }) => label)).toContain('7');
      }),
      { seed: 267 },
    );
  });
});

/** Distance from a point to the line of an axis, and beyond its ends. */
function offLine(
  { start, end }: { start: [number, number]; end: [number, number] },
  [x, y]: number[],
): number {
  const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
  const length = Math.hypot(dx, dy);
  if (length === 0) return Math.hypot(x - start[0], y - start[1]);
  return Math.abs((x - start[0]) * dy - (y - start[1]) * dx) / length;
}

const garage = JSON.parse(
  readFileSync(new URL('../fixtures/small-garage.diku.json', import.meta.url), 'utf8'),
);
const axes = [
  { id: 'x1', label: '1', start: [12, -4], end: [12, 30] },
  { id: 'x2', label: '2', start: [50, -4], end: [50, 30] },
  { id: 'xA', label: 'A', start: [-4, 10], end: [70, 10] },
];
const plan = {
  ...garage,
  carriers: garage.carriers.slice(0, 1),
  levels: garage.levels.map((level: object, index: number) => (index === 0 ? { ...level, axes } : level)),
};

describe.skipIf(missing)('the plan view', () => {
  let planner: Planner;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    planner = await startPlanner(JSON.stringify(plan));
    ({ page, complaints } = await openPage(planner.browser, planner.server.url));
    await fresh(page);
  });

  afterAll(() => planner?.close());

  test('has a scale bar as long as it says, at any zoom, and none in space', async () => {
    expect(await page.locator('.scale-bar').count()).toBe(0);
    await page.keyboard.press('t');
    await page.waitForSelector('.scale-bar');
    const seen = new Set<string>();
    for (const wheel of [0, -400, -400, 700]) {
      await page.mouse.move(500, 400);
      await page.mouse.wheel(0, wheel);
      await page.waitForTimeout(300);
      const { label, width, pixelsPerM } = await readBar(page);
      expect(width / Number.parseFloat(label)).toBeCloseTo(pixelsPerM, 0);
      seen.add(label);
    }
    expect(seen.size).toBeGreaterThan(1);
    expect(await page.getAttribute('.scale-bar', 'aria-label')).toMatch(/^比例尺 \d+(\.\d+)? m$/);
    await page.keyboard.press('t');
    await page.waitForSelector('.scale-bar', { state: 'hidden' });
    await page.keyboard.press('t');
    await page.waitForSelector('.scale-bar');
  });

  test('names the axes of the level on screen until they are put away, and remembers that', async () => {
    await page.keyboard.press('f');
    await expect.poll(() => names(page)).toEqual(['1', '2', 'A']);
    await expectClean(page, 'axes', JSON.stringify(plan));
    await page.keyboard.press('2');
    await expect.poll(() => names(page)).toEqual([]);
    await page.keyboard.press('1');
    await page.keyboard.press('s');
    await expect.poll(() => names(page)).toEqual([]);
    await page.waitForTimeout(600);
    await page.reload();
    await page.waitForSelector('.scale-bar');
    await fresh(page);
    expect(await names(page)).toEqual([]);
    await page.keyboard.press('s');
    await expect.poll(() => names(page)).toEqual(['1', '2', 'A']);
    expect(complaints).toEqual([]);
  });
});

test.skipIf(missing)('what is typed and sent before the palette is there is done once it is', async () => {
  const planner = await startPlanner(JSON.stringify(plan));
  const { page, complaints } = await openPage(planner.browser, planner.server.url, { colorScheme: 'light' });
  await fresh(page);
  await page.route('**/palette*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    await route.continue();
  });
  await page.keyboard.press('Control+k');
  // Letters of tools, which none of them takes.
  await page.keyboard.type('light /w');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getAttribute('#app', 'data-theme')).toBe('dark');
  expect(await page.locator('.palette').count()).toBe(0);
  expect(await page.getAttribute('#app', 'data-tool')).toBe('select');
  expect(complaints).toEqual([]);
  await planner.close();
});

/** Names of axes that are seen, each once. */
async function names(page: Page): Promise<string[]> {
  const found = await page.locator('.plan-axes:not(.idle) text').allTextContents();
  return [...new Set(found)].sort();
}

/** What the bar says, and the pixels of a metre by two antennas whose locations are known. */
function readBar(page: Page) {
  return page.evaluate(() => {
    const spot = (id: string) => {
      const element = document.querySelector<HTMLElement>(`[data-antenna="${id}"]`)!;
      const { m41, m42 } = new DOMMatrix(getComputedStyle(element).transform);
      return { left: m41, top: m42, x: Number(element.dataset.x), y: Number(element.dataset.y) };
    };
    const [a, b] = [spot('ANT1-B1'), spot('ANT4-B1')];
    const bar = document.querySelector('.scale-bar')!;
    return {
      label: bar.querySelector('span')!.textContent!,
      width: bar.querySelector('i')!.getBoundingClientRect().width,
      pixelsPerM: Math.hypot(a.left - b.left, a.top - b.top) / Math.hypot(a.x - b.x, a.y - b.y),
    };
  });
}
