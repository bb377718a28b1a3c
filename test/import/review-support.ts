/** A drawing with doubts, and what a planner does with it in a browser. */
import type { Page } from 'playwright-core';
import { dxfBytes, line, smallGarage } from './drawing-support.ts';

/** What a drawing may name a layer. */
export const hostileName = '<img src=x onerror=alert(1)>';

/** The small garage with a wall drawn as one line, and two faces of another on a layer that says nothing. */
export function doubtfulDrawing(wallLayer = 'A-WALL'): Uint8Array {
  const { blocks, entities } = smallGarage();
  const more = [
    ...line('A-WALL-LINE', 20_000, 15_000, 28_000, 15_000),
    ...line(hostileName, 12_000, 20_000, 26_000, 20_000),
    ...line(hostileName, 12_000, 20_240, 26_000, 20_240),
  ];
  const named = [...entities, ...more].map(([code, value]) => {
    const isWall = code === 8 && typeof value === 'string' && value.startsWith('A-WALL');
    return [code, isWall ? value.replace('A-WALL', wallLayer) : value] as const;
  });
  return dxfBytes({ blocks, entities: named });
}

export async function showDoubt(page: Page, about: RegExp): Promise<void> {
  await page.click('[data-id="tab-doubts"]');
  await page.locator('.doubt', { hasText: about }).click();
  await page.waitForSelector('.doubt[aria-expanded="true"]');
}

/** Does something and waits until the drawing was recognised again. */
export async function changed(page: Page, act: () => Promise<unknown>): Promise<void> {
  const before = await page.getAttribute('#app', 'data-revision');
  await act();
  await page.waitForSelector(`#app:not([data-revision="${before}"])`);
  await page.waitForFunction(() => !document.querySelector('.review-state .busy'));
}

/** @param point where on the page, CSS pixels */
export async function dropFile(
  page: Page,
  name: string,
  content: Uint8Array,
  point: { clientX?: number; clientY?: number } = {},
): Promise<void> {
  await page.evaluate(
    ([fileName, base64, at]) => {
      const data = new DataTransfer();
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      data.items.add(new File([bytes], fileName));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, ...at }));
    },
    [name, Buffer.from(content).toString('base64'), point] as const,
  );
}
