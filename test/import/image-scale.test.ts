import { importDrawing } from '@diku/engine';
import type { ImageOptions } from '@diku/engine/import';
import { describe, expect, it } from 'vitest';
import { isLong } from '../support/is-long.ts';
import { pngOf } from './image-support/draw-plan.ts';
import { drawStrips, stripsAlong } from './image-support/draw-strips.ts';

describe('scale of an image', () => {
  // One room, quickly read.
  const room = stripsAlong(0.3, [2, 2], [22, 2], [22, 14], [2, 14], [2, 2]);
  const bytes = pngOf(drawStrips({ widthM: 24, heightM: 24, metresPerPixel: 0.1 }, room));
  const widthOf = async (image: ImageOptions | undefined): Promise<number> => {
    const { plan } = await importDrawing(bytes, { image });
    const xs = plan.levels[0].outline.map(([x]) => x);
    return Math.max(...xs) - Math.min(...xs);
  };

  const scales: [string, ImageOptions][] = [
    ['metres per pixel', { scale: { metresPerPixel: 0.1 } }],
    [
      'two points',
      {
        scale: {
          points: [
            [10, 20],
            [10, 220],
          ],
          distanceM: 20,
        },
      },
    ],
    ['a file beside it', { sidecar: '{ "metresPerPixel": 0.1 }' }],
    ['a file beside it with two points', { sidecar: '{ "points": [[0, 0], [30, 40]], "distanceM": 5 }' }],
    ['the caller before the file', { scale: { metresPerPixel: 0.1 }, sidecar: '{ "metresPerPixel": 0.05 }' }],
  ];
  it.each(scales.filter((_, index) => isLong || index % 3 === 1))('%s', async (_, image) => {
    expect(await widthOf(image)).toBeCloseTo(20.3, 0);
  });

  it('names the level as the file beside it does', async () => {
    const { plan } = await importDrawing(bytes, {
      image: { sidecar: '{ "metresPerPixel": 0.1, "level": "B2" }' },
    });
    expect(plan.levels[0].id).toBe('B2');
  });

  it.each<[string, ImageOptions | undefined, RegExp]>([
    ['none', undefined, /an image without a scale; expected its scale: metres per pixel.* NAME.json/],
    ['zero', { scale: { metresPerPixel: 0 } }, /scale: found 0 metres per pixel; expected 0.001 to 0.25/],
    [
      'one point twice',
      {
        scale: {
          points: [
            [1, 1],
            [1, 1],
          ],
          distanceM: 5,
        },
      },
      /Infinity metres per pixel/,
    ],
    ['broken JSON', { sidecar: '{ "metresPerPixel": ' }, /file beside the image: found broken JSON/],
    ['a text for a number', { sidecar: '{ "metresPerPixel": "wide" }' }, /NaN metres per pixel/],
    ['points of nothing', { sidecar: '{ "points": [1, 2] }' }, /points that are no pair/],
    ['a map with a wrong threshold', { sidecar: 'resolution: 0.05\nfree_thresh: 7' }, /free_thresh: 7/],
  ])('refuses %s', async (_, image, message) => {
    await expect(importDrawing(bytes, { image })).rejects.toThrow(message);
  });
});
