import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '../../packages/engine/src/core/index.ts';
import { randomNetwork } from '../design/network-support/networked-plan.ts';
import { doubtfulDrawing, dropFile } from '../import/review-support.ts';
import { buildLevel, buildPlan } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';
import { findBrowser, openPage, type Planner, startPlanner } from './browser.ts';
import {
  type Layout,
  layoutDifferences,
  readLayout,
  readSmall,
  screenshotDifference,
  shrink,
  writeSmall,
} from './screenshot-support/compare-screenshot.ts';

const missing = findBrowser() ? undefined : 'no Chromium found (set CHROMIUM_PATH)';
/** The long run looks at every state at every size, in both themes and languages. */
/** Writes what is seen as what is expected from now on. */
const isWriting = process.env.DIKU_WRITE_PICTURES === '1';
const folder = new URL('screenshot-support/expected/', import.meta.url);
const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];
const fixture = readFileSync(new URL('../fixtures/small-garage.diku.json', import.meta.url));
const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

interface Look {
  size: (typeof sizes)[number];
  theme: 'light' | 'dark';
}

interface DesignedState {
  name: string;
  /** Looked at in the short run too. */
  isEssential?: true;
  /** Default: the sizes of all. */
  sizes?: Look['size'][];
  /** Runs before the page loads. */
  prepare?(page: Page): Promise<unknown>;
  reach(page: Page): Promise<unknown>;
}

const openFixture = async (page: Page) => {
  await dropFile(page, 'garage.diku.json', fixture);
  await page.waitForSelector('.verdict[data-state="fresh"]');
};

const states: readonly DesignedState[] = [
  { name: 'empty', reach: (page) => page.waitForSelector('.drop-target') },
  {
    name: 'loading',
    // The worker never comes: the page says what it waits for.
    prepare: (page) => page.context().route(/worker-.*\.js/, () => {}),
    async reach(page) {
      await dropFile(page, 'garage.diku.json', fixture);
      await page.waitForSelector('.notice[data-kind="progress"]');
    },
  },
  {
    name: 'denied',
    prepare: (page) =>
      page.addInitScript(() => {
        Object.defineProperty(window, 'indexedDB', {
          value: {
            open() {
              throw new DOMException('denied', 'SecurityError');
            },
          },
        });
      }),
    async reach(page) {
      await openFixture(page);
      await page.waitForSelector('.notice[data-kind="error"]');
    },
  },
  {
    name: 'second tab',
    async reach(page) {
      const first = await page.context().newPage();
      await first.goto(page.url());
      await openFixture(first);
      await page.bringToFront();
      await openFixture(page);
      await page.waitForSelector('.notice [data-id="take-over"]');
    },
  },
  {
    name: 'infeasible',
    async reach(page) {
      const [carrier] = buildPlan().carriers;
      const plan = buildPlan({ levels: [buildLevel()], carriers: [{ ...carrier, portPowerDbm: -40 }] });
      await dropFile(page, 'weak.diku.json', json(plan));
      await page.waitForFunction(() => document.title.includes('weak'));
      await page.keyboard.press('Control+Enter');
      await page.waitForSelector('.notice:not([data-kind="progress"])', { timeout: 60_000 });
    },
  },
  { name: 'verdict', reach: openFixture },
  {
    name: 'offline',
    async reach(page) {
      await openFixture(page);
      await page.context().setOffline(true);
      await page.focus('[data-antenna="ANT1-B1"]');
      await page.waitForSelector('.inspector [data-id="heightM"]');
    },
  },
  {
    // With all that the verdict shows.
    name: 'corrupt',
    async reach(page) {
      await openFixture(page);
      await dropFile(page, 'broken.diku.json', fixture.subarray(0, 5000));
      await page.waitForSelector('.notice[data-kind="error"]');
    },
  },
  {
    name: 'network',
    isEssential: true,
    async reach(page) {
      await dropFile(page, 'network.diku.json', json(randomNetwork(1, 7)));
      await page.waitForSelector('.verdict[data-state="fresh"]');
      await page.keyboard.press('n');
      await page.waitForSelector('.network[data-state="fresh"]');
    },
  },
  {
    name: 'schematic',
    async reach(page) {
      await dropFile(page, 'network.diku.json', json(randomNetwork(1, 7)));
      await page.waitForSelector('.verdict[data-state="fresh"]');
      await page.keyboard.press('n');
      await page.waitForSelector('.network[data-state="fresh"]');
      await page.keyboard.press('Alt+n');
      await page.waitForSelector('.schematic-board[data-state="fresh"]');
      await page.click('[data-id="schematic-fit"]');
    },
  },
  {
    name: 'palette',
    async reach(page) {
      await openFixture(page);
      await page.keyboard.press('Control+k');
      await page.waitForSelector('[role="option"]');
    },
  },
  {
    name: 'settings',
    async reach(page) {
      await openFixture(page);
      await page.keyboard.press('Control+,');
      await page.click('[data-id="settings-placement"]');
      await page.waitForSelector('.settings-section[data-section="placement"]');
    },
  },
  {
    name: 'walk',
    async reach(page) {
      const read = (name: string) => readFileSync(new URL(`../../examples/${name}`, import.meta.url));
      await dropFile(page, 'garage.diku.json', read('garage-one-level.diku.json'));
      await page.waitForSelector('.verdict[data-state="fresh"]', { timeout: 60_000 });
      await dropFile(page, 'walk.csv', read('walk-one-level.csv'));
      await page.waitForSelector('.walk [data-id="walk-passed"]', { timeout: 60_000 });
    },
  },
  {
    name: 'review',
    async reach(page) {
      await dropFile(page, 'doubtful.dxf', doubtfulDrawing());
      await page.waitForSelector('.doubts li');
    },
  },
  { name: 'too small', sizes: [{ width: 320, height: 480 }], reach: openFixture },
];

/** Describes what was seen of a state, by size, theme and language. */
type Expected = Record<string, { layout: Layout; picture: string }>;

describe.skipIf(missing)('every designed state looks as it did', () => {
  let planner: Planner;

  beforeAll(async () => {
    planner = await startPlanner();
  });

  afterAll(() => planner?.close());

  test.each(states.filter((state) => isLong || isWriting || state.isEssential))(
    '$name',
    { tags: ['thorough'] },
    async (state) => {
      const file = new URL(`${state.name.replaceAll(' ', '-')}.json`, folder);
      const expected: Expected = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
      const seen: Expected = {};
      const differences: string[] = [];
      for (const locale of isLong || isWriting ? ['zh-CN', 'en-US'] : ['zh-CN']) {
        const page = await openState(planner, state, locale);
        for (const look of looksOf(state)) {
          const name = `${look.size.width} ${look.theme} ${locale}`;
          await showAs(page, look);
          const layout = await readLayout(page);
          const screenshot = shrink(await page.screenshot());
          seen[name] = { layout, picture: writeSmall(screenshot) };
          if (isWriting) continue;
          const before = expected[name];
          if (!before)
            throw new Error(`no picture of “${state.name}”, ${name}: DIKU_WRITE_PICTURES=1 writes it`);
          const moved = layoutDifferences(layout, before.layout);
          const other = screenshotDifference(screenshot, readSmall(before.picture));
          differences.push(...[...moved, ...(other ? [other] : [])].map((each) => `${name}: ${each}`));
          if (moved.length > 0)
            differences.push(`${name}: ${(await page.textContent('#app'))?.slice(-2000)}`);
        }
        await page.context().close();
      }
      expect(differences).toEqual([]);
      if (!isWriting) return;
      mkdirSync(folder, { recursive: true });
      const lines = Object.entries(seen).map(
        ([name, look]) => `${JSON.stringify(name)}: ${JSON.stringify(look)}`,
      );
      writeFileSync(file, `{\n${lines.join(',\n')}\n}\n`);
    },
  );
});

test('a panel that moved and a field that is missing are found, other letters are not (seed 7)', () => {
  const file = new URL('verdict.json', folder);
  const { layout, picture } = (JSON.parse(readFileSync(file, 'utf8')) as Expected)['1440 light zh-CN'];
  const seen = readSmall(picture);
  const changed = (value: (x: number, y: number, k: number) => number) => ({
    ...seen,
    data: seen.data.map((_, at) =>
      value(Math.floor(at / 3) % seen.width, Math.floor(at / 3 / seen.width), at % 3),
    ),
  });
  const at = (x: number, y: number, k: number) => seen.data[3 * (y * seen.width + x) + k];
  const random = createRandom(7);
  const letters = changed((x, y, k) =>
    Math.max(0, Math.min(255, at(x, y, k) + Math.round(8 * random() - 4))),
  );
  expect(screenshotDifference(letters, seen)).toBe('');
  const moved = changed((x, y, k) => at(Math.max(0, x - 3), y, k));
  expect(screenshotDifference(moved, seen)).toMatch(/blocks are others/);
  const [left, top, width, height] = layout['.picture'].map((px) => px / 30);
  const isIn = (x: number, y: number) => x > left && x < left + width && y > top && y < top + height;
  const bare = changed((x, y, k) => (isIn(x, y) ? at(Math.ceil(left), Math.ceil(top), k) : at(x, y, k)));
  expect(screenshotDifference(bare, seen)).toMatch(/blocks are others/);
  const [x, ...rest] = layout['.legend'];
  const other: Layout = { ...layout, '.legend': [x - 40, ...rest] as Layout[string] };
  expect(layoutDifferences(other, layout)).toEqual([expect.stringContaining('.legend is at')]);
  const { '.verdict': _, ...less } = layout;
  expect(layoutDifferences(less, layout)).toEqual(['.verdict is gone']);
});

/** Small steps between looks: a page is laid out anew, not opened again. */
function looksOf({ sizes: stateSizes = sizes }: DesignedState): Look[] {
  if (isLong || isWriting)
    return stateSizes.flatMap((size) => [
      { size, theme: 'light' },
      { size, theme: 'dark' },
    ]);
  return [...new Set([stateSizes[0], stateSizes[stateSizes.length - 1]])].map((size, index) => ({
    size,
    theme: index === 0 ? 'light' : 'dark',
  }));
}

async function openState(planner: Planner, { prepare, reach }: DesignedState, locale: string) {
  const { page } = await openPage(planner.browser, planner.server.url, {
    locale,
    viewport: sizes[0],
    reducedMotion: 'reduce',
  });
  if (prepare) {
    await prepare(page);
    await page.reload();
  }
  await reach(page);
  return page;
}

/** Shows the page at a size and in a theme, and waits until it is drawn so. */
async function showAs(page: Page, { size, theme }: Look): Promise<void> {
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: theme });
  await page.mouse.move(2, size.height / 3);
  await page.waitForFunction(
    ({ name, width }) => {
      const image = document.querySelector('.picture');
      const canvas = image?.querySelector('canvas');
      const isDrawn =
        canvas?.clientWidth === image?.clientWidth && canvas?.clientHeight === image?.clientHeight;
      return (
        innerWidth === width &&
        isDrawn &&
        // A verdict that is being computed says less than one that is there.
        !document.querySelector('.verdict[data-state="computing"]') &&
        document.querySelector('#app')?.matches(`[data-theme="${name}"]`)
      );
    },
    { name: theme, width: size.width },
  );
  // The image is drawn in the frame after.
  for (let frame = 0; frame < 3; frame++)
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
}
