import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { doubtfulDrawing, hostileName } from '../import/review-support.ts';
import { foreignWords } from '../messages/foreign-words.ts';

/** Clean for axe, and as `expectFits`. @param state what it is called where it is not */
export async function expectClean(page: Page, state: string, given?: string): Promise<void> {
  // Off every button: tips lie outside all landmarks.
  await page.mouse.move(2, 300);
  await page.waitForSelector('[role="tooltip"]', { state: 'detached' });
  const { violations } = await new AxeBuilder({ page })
    // Without frames there is nothing to gather in a page of its own.
    .setLegacyMode()
    .options({ resultTypes: ['violations'], preload: false })
    .analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
  expect(found, state).toEqual([]);
  await expectFits(page, state, given);
}

const fixture = readFileSync(new URL('../fixtures/small-garage.diku.json', import.meta.url), 'utf8');
/** What pages are shown with, unless a test opens another thing. */
const opened = `${fixture}\n${Buffer.from(doubtfulDrawing()).toString('utf8')}\n${hostileName}`;

/** No word of another language stands on the page, but for names in what was opened. */
async function expectOneLanguage(page: Page, state: string, given: string): Promise<void> {
  const { lang, words } = await page.evaluate(() => {
    // Tips and menus lie beside the app.
    const words = [...document.querySelectorAll<HTMLElement>('body *')].flatMap((element) => {
      if (!element.checkVisibility() || /^(SCRIPT|STYLE)$/.test(element.tagName)) return [];
      const textNodes = [...element.childNodes].filter(({ nodeType }) => nodeType === 3);
      const labels = ['aria-label', 'title', 'placeholder'].map((name) => element.getAttribute(name));
      return [...textNodes.map(({ textContent }) => textContent), ...labels].map(
        (text) => text?.trim() ?? '',
      );
    });
    return { lang: document.documentElement.lang, words: words.filter(Boolean).join('\n') };
  });
  expect(foreignWords(words, lang === 'en' ? 'en' : 'zh', { given }), `${state}, in one language`).toEqual(
    [],
  );
}

/**
 * Nothing is wider than the page, no text is smaller than 12 px, the legend lies over nothing of the view but on a
 * phone, and no word is of another language. @param given what was opened
 */
export async function expectFits(page: Page, state: string, given = opened): Promise<void> {
  await expectOneLanguage(page, state, given);
  const found = await page.evaluate(() => {
    const problems: string[] = [];
    const { scrollWidth } = document.documentElement;
    if (scrollWidth > window.innerWidth) problems.push(`page is ${scrollWidth} px wide`);
    for (const element of document.querySelectorAll<HTMLElement>('#app *')) {
      const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
      if (!hasText || !element.checkVisibility()) continue;
      const size = Number.parseFloat(getComputedStyle(element).fontSize);
      if (size < 12) problems.push(`${size} px: ${element.textContent}`);
      const { left, right, width } = element.getBoundingClientRect();
      const isInBar = element.closest('.top-bar, .verdict, .empty');
      if (isInBar && width > 0 && (left < 0 || right > window.innerWidth + 1)) {
        problems.push(`outside: ${element.textContent}`);
      }
    }
    const inspector = document.querySelector('.inspector');
    if (inspector && inspector.scrollWidth > inspector.clientWidth + 1) {
      problems.push(`the inspector is ${inspector.scrollWidth} px wide`);
    }
    const boxOf = (query: string) => document.querySelector(query)?.getBoundingClientRect();
    const [legend, viewport] = [boxOf('.legend'), boxOf('.app:not([data-review="true"]) .viewport')];
    const isOver =
      legend &&
      viewport &&
      Math.min(legend.right, viewport.right) - Math.max(legend.left, viewport.left) > 1 &&
      Math.min(legend.bottom, viewport.bottom) - Math.max(legend.top, viewport.top) > 1;
    if (isOver && window.innerWidth > 720) problems.push('the legend lies over the picture');
    return problems;
  });
  expect(found, state).toEqual([]);
}
