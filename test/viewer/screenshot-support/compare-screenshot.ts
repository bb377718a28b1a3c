/** Screenshots and layouts of the planner that can be compared between machines. */
import { decode, encode } from 'fast-png';
import type { Page } from 'playwright-core';

/** Pixels of the page that one of the small image stands for, in either direction. */
const blockPx = 30;
/** Fonts differ between machines, and with them widths and heights of what holds words. */
const maxShift = { px: 14, ratio: 0.05 };
/** Mean difference of a block's channel, of 255, above which it is another one, and how many may be. */
const maxBlock = 26;
const maxBlocks = 0.06;
/** The same of all blocks together. */
const maxMean = 5;

/** What a page consists of, whatever is in it. */
const panels = [
  ...['.top-bar', '.viewport', '.picture', '.tool-bar', '.side', '.legend', '.inspector', '.verdict'],
  ...['.probe', '.empty .steps', '.drop-target', '.notice', '.review', '.pending', '.proposal', '.network'],
  ...['[role="dialog"]', '.field-lists'],
];

/** Left, top, width, height, page pixels. */
type Box = [number, number, number, number];
export type Layout = Record<string, Box>;

/** Returns where the panels are that can be seen. */
export function readLayout(page: Page): Promise<Layout> {
  return page.evaluate((selectors) => {
    const layout: Record<string, [number, number, number, number]> = {};
    for (const selector of selectors) {
      const element = document.querySelector<HTMLElement>(`${selector}:not([hidden])`);
      const box = element?.checkVisibility() && element.getBoundingClientRect();
      if (!box || box.width === 0 || box.height === 0) continue;
      layout[selector] = [box.x, box.y, box.width, box.height].map(Math.round) as [
        number,
        number,
        number,
        number,
      ];
    }
    return layout;
  }, panels);
}

/** Panels that came, went, or are elsewhere by more than other fonts explain. */
export function layoutDifferences(found: Layout, expected: Layout): string[] {
  const names = new Set([...Object.keys(found), ...Object.keys(expected)]);
  return [...names].flatMap((name) => {
    const [is, was] = [found[name], expected[name]];
    if (!is || !was) return [`${name} ${is ? 'is new' : 'is gone'}`];
    const isMoved = is.some(
      (value, k) =>
        Math.abs(value - was[k]) > Math.max(maxShift.px, maxShift.ratio * was[k % 2 === 0 ? 2 : 3]),
    );
    return isMoved ? [`${name} is at ${is.join(', ')}, was at ${was.join(', ')}`] : [];
  });
}

export interface SmallScreenshot {
  width: number;
  height: number;
  /** [height, width, 3] */
  data: Uint8Array;
}

/** Means of blocks of a screenshot: letters become grey, panels and fields stay. */
export function shrink(png: Uint8Array): SmallScreenshot {
  const { width, height, channels, data } = decode(png);
  const small = { width: Math.ceil(width / blockPx), height: Math.ceil(height / blockPx) };
  const sums = new Float64Array(small.width * small.height * 3);
  const counts = new Uint32Array(small.width * small.height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const block = Math.floor(y / blockPx) * small.width + Math.floor(x / blockPx);
      counts[block]++;
      for (let k = 0; k < 3; k++) sums[3 * block + k] += data[channels * (y * width + x) + k];
    }
  return { ...small, data: Uint8Array.from(sums, (sum, at) => Math.round(sum / counts[Math.floor(at / 3)])) };
}

/** Says in words what differs between two images by more than other fonts explain; empty where nothing does. */
export function screenshotDifference(found: SmallScreenshot, expected: SmallScreenshot): string {
  if (found.width !== expected.width || found.height !== expected.height)
    return `found ${found.width} × ${found.height} blocks, expected ${expected.width} × ${expected.height}`;
  let [total, others] = [0, 0];
  for (let at = 0; at < found.data.length; at += 3) {
    const differences = [0, 1, 2].map((k) => Math.abs(found.data[at + k] - expected.data[at + k]));
    const mean = (differences[0] + differences[1] + differences[2]) / 3;
    total += mean;
    if (mean > maxBlock) others++;
  }
  const count = found.data.length / 3;
  const isSame = others <= maxBlocks * count && total <= maxMean * count;
  return isSame
    ? ''
    : `${others} of ${count} blocks are others, ${(total / count).toFixed(1)} of 255 on average`;
}

/** Writes an image as text for a file of references. */
export function writeSmall({ width, height, data }: SmallScreenshot): string {
  return Buffer.from(encode({ width, height, data, channels: 3, depth: 8 })).toString('base64');
}

export function readSmall(text: string): SmallScreenshot {
  const { width, height, data } = decode(Buffer.from(text, 'base64'));
  return { width, height, data: Uint8Array.from(data) };
}
