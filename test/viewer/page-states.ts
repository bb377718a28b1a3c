import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Clean for axe, and as `expectFits`. @param state what it is called where it is not */
export async function expectClean(page: Page, state: string): Promise<void> {
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
  await expectFits(page, state);
}

/**
 * Nothing is wider than the page, no text is smaller than 12 px, and the legend lies over nothing of the view but on a
 * phone.
 */
export async function expectFits(page: Page, state: string): Promise<void> {
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
    const [legend, picture] = [boxOf('.legend'), boxOf('.app:not([data-review="true"]) .viewport')];
    const isOver =
      legend &&
      picture &&
      Math.min(legend.right, picture.right) - Math.max(legend.left, picture.left) > 1 &&
      Math.min(legend.bottom, picture.bottom) - Math.max(legend.top, picture.top) > 1;
    if (isOver && window.innerWidth > 720) problems.push('the legend lies over the picture');
    return problems;
  });
  expect(found, state).toEqual([]);
}
