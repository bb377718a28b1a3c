import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dropFile } from '../import/review-support.ts';
import { isLong } from '../support/is-long.ts';
import { findBrowser, openPage, type Planner, startPlanner } from './browser.ts';

const missing = findBrowser() ? undefined : 'no Chromium found (set CHROMIUM_PATH)';
const fixture = readFileSync(new URL('../fixtures/small-garage.diku.json', import.meta.url));
/** Widths between the steps at which the page's layout changes, and at them. */
const widths = [320, 360, 390, 600, 720, 721, 1024, 1025, 1280, 1400, 1401, 1440, 1600, 1601, 1920, 2560];
/** With the panel over the view, and beside it. */
const someWidths = [390, 1280];
/** What a percentage may be called; the names of operators, levels and classes say whose it is, not what. */
const names: Record<string, RegExp> = {
  'zh-CN': /通过概率|达标概率|占地面|预期 \/ 中值达标|计算中/,
  'en-US': /Chance to pass|[Pp]robability served|of the floor|expected \/ median share|Computing/,
};

describe.skipIf(missing)('a percentage never stands without its name', () => {
  let planner: Planner;

  beforeAll(async () => {
    planner = await startPlanner();
  });

  afterAll(() => planner?.close());

  for (const [name, tried, locales, tags] of [
    ['at two widths', someWidths, ['zh-CN'], []],
    ['at any width', widths, isLong ? Object.keys(names) : ['zh-CN'], ['thorough' as const]],
  ] as const) {
    test.each([...locales])(
      `${name}, with the panel and without, in %s`,
      { tags: [...tags] },
      async (locale) => {
        const { page, complaints } = await openPage(planner.browser, planner.server.url, {
          locale,
          viewport: { width: 1280, height: 800 },
        });
        await dropFile(page, 'garage.diku.json', fixture);
        await page.waitForSelector('.verdict[data-state="fresh"]');
        const found: string[] = [];
        let seen = 0;
        for (const width of tried) {
          await page.setViewportSize({ width, height: 800 });
          // Below this width a panel lies over the view, and can be closed.
          const canClose = width <= 1024;
          for (const isToggled of canClose ? [false, true] : [false]) {
            if (isToggled) await page.click('.narrow-only [data-id="panel"]');
            const { count, unnamed } = await findUnnamed(page, names[locale].source);
            expect(count, `percentages at ${width} px`).toBeGreaterThanOrEqual(3);
            seen += count;
            found.push(...unnamed.map((each) => `${width} px: ${each}`));
          }
          if (canClose) await page.click('.narrow-only [data-id="panel"]');
        }
        expect(found).toEqual([]);
        expect(seen).toBeGreaterThan(4 * tried.length);
        expect(complaints).toEqual([]);
        await page.context().close();
      },
    );
  }

  test('a name that is not displayed, clipped away or of no size is found', {
    tags: ['thorough'],
  }, async () => {
    const { page } = await openPage(planner.browser, planner.server.url, {
      locale: 'en-US',
      viewport: { width: 1440, height: 800 },
    });
    await dropFile(page, 'garage.diku.json', fixture);
    await page.waitForSelector('.verdict[data-state="fresh"]');
    for (const style of [
      'display: none',
      'visibility: hidden',
      'opacity: 0',
      'width: 0; overflow: hidden',
      'clip-path: inset(50%)',
      'position: absolute; left: -9999px',
    ]) {
      await page.evaluate((css) => {
        document.querySelector<HTMLElement>('.verdict .name')!.style.cssText = css;
      }, style);
      const { unnamed } = await findUnnamed(page, names['en-US'].source);
      expect(unnamed.length, style).toBeGreaterThanOrEqual(3);
    }
    await page.context().close();
  });
});

/**
 * Percentages that a person sees in the verdict's bar, the inspector and the legend, and those among them without a name that is seen
 * too: within their own figure or row, or else as the head of the group that they stand in.
 */
function findUnnamed(page: Page, name: string): Promise<{ count: number; unnamed: string[] }> {
  return page.evaluate((pattern) => {
    const isName = new RegExp(pattern);
    const boxesOf = (node: Node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return [...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1);
    };
    /**
     * Returns whether the letters of a text have a size, are not clipped by anything around them and lie on the page.
     */
    const isSeen = (node: Node) => {
      const element = node.parentElement!;
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
      const boxes = boxesOf(node);
      if (boxes.length === 0) return false;
      for (let each: HTMLElement | null = element; each; each = each.parentElement) {
        const { overflowX, overflowY, clipPath } = getComputedStyle(each);
        if (clipPath !== 'none') return false;
        const outer = each.getBoundingClientRect();
        const cutsX = /hidden|clip/.test(overflowX);
        const cutsY = /hidden|clip/.test(overflowY);
        for (const { left, right, top, bottom } of boxes) {
          if (cutsX && (left < outer.left - 1 || right > outer.right + 1)) return false;
          if (cutsY && (top < outer.top - 1 || bottom > outer.bottom + 1)) return false;
        }
      }
      return boxes.every(({ left, right }) => left >= -1 && right <= window.innerWidth + 1);
    };
    const textsIn = (root: Node) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const texts: Text[] = [];
      while (walker.nextNode()) texts.push(walker.currentNode as Text);
      return texts;
    };
    const unnamed: string[] = [];
    let count = 0;
    for (const area of document.querySelectorAll('.verdict, .inspector, .legend')) {
      for (const node of textsIn(area)) {
        const element = node.parentElement!;
        if (!/\d\s*%/.test(node.data) || element.closest('select, option') || !isSeen(node)) continue;
        count += 1;
        const group = element.closest('.chances, .legend, .inspector section, .state, .verdict')!;
        if (textsIn(group).some((each) => isName.test(each.data) && isSeen(each))) continue;
        unnamed.push(`${node.data} in ${group.className || group.tagName}`);
      }
    }
    return { count, unnamed };
  }, name);
}
