/** Known garages drawn as images and spoiled by a seed; `npm run score -- --pictures` does more of them. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isLong } from '../support/is-long.ts';
import type { GarageTruth } from './garage-truth.ts';
import { scoreScan } from './image-support/score-scan.ts';
import { spoilings } from './image-support/spoil-scan.ts';

const file = fileURLToPath(
  new URL('../../../shared/data/garages/g01_clean_rect.truth.json', import.meta.url),
);

describe.skipIf(!isLong || !existsSync(file))('a garage drawn as a picture, spoiled', () => {
  const kinds = ['as printed', 'turned', 'small JPEG', 'scan of a copy'];

  it.each(kinds.map((kind) => [kind, 3] as const))('%s at 0.08 m per pixel (seed %i)', async (kind, seed) => {
    const truth = JSON.parse(readFileSync(file, 'utf8')) as GarageTruth;
    const score = await scoreScan(truth, spoilings[kind], { metresPerPixel: 0.08, seed });
    if (typeof score === 'string') throw new Error(score);
    expect(score.wallRecall).toBeGreaterThan(0.95);
    expect(score.wallPrecision).toBeGreaterThan(0.95);
    expect(score.columnRatio).toBeGreaterThan(0.98);
    expect(score.bayRatio).toBeGreaterThan(0.7);
    expect(score.areaError).toBeLessThan(0.005);
  });
});
