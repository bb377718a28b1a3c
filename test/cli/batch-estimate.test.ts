import { describe, expect, it } from 'vitest';
import { createRandom } from '../../packages/engine/src/core/index.ts';

const SEED = 8;
const total = 200;
interface Times {
  count: number;
  sumS: number;
  sumSquaresS2: number;
}
type Estimate = (times: Times, left: number, slots: number) => { fromS: number; toS: number } | undefined;

async function load(): Promise<{ estimateRemaining: Estimate }> {
  const { href } = new URL('../../packages/cli/src/batch/run-batch.ts', import.meta.url);
  return (await import(href)) as { estimateRemaining: Estimate };
}

describe('the time that a batch has left', () => {
  it.each([1, 2, 4])(`is within the range nine times in ten, %i at a time (seed ${SEED})`, async (slots) => {
    const { estimateRemaining } = await load();
    const random = createRandom(SEED);
    const batches = 300;
    let right = 0;
    for (let batch = 0; batch < batches; batch++) {
      // A few garages take many times as long as most.
      const jobsS = Array.from({ length: total }, () => 0.5 + Math.exp(2 * random() + 2 * random()));
      const freeAtS = new Array<number>(slots).fill(0);
      const ends = jobsS.map((tookS) => {
        const slot = freeAtS.indexOf(Math.min(...freeAtS));
        freeAtS[slot] += tookS;
        return { tookS, atS: freeAtS[slot] };
      });
      ends.sort((a, b) => a.atS - b.atS);
      const done = ends.slice(0, 10 + Math.floor(150 * random()));
      const sum = (power: number) => done.reduce((total, { tookS }) => total + tookS ** power, 0);
      const times = { count: done.length, sumS: sum(1), sumSquaresS2: sum(2) };
      const range = estimateRemaining(times, total - done.length, slots);
      const leftS = ends[total - 1].atS - done[done.length - 1].atS;
      if (range && leftS >= range.fromS && leftS <= range.toS) right += 1;
    }
    expect(right / batches).toBeGreaterThan(0.85);
  });

  it('is not told from a few', async () => {
    const { estimateRemaining } = await load();
    expect(estimateRemaining({ count: 4, sumS: 8, sumSquaresS2: 16 }, 10, 1)).toBeUndefined();
  });
});
