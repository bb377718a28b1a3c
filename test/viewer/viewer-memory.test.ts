import { readFileSync } from 'node:fs';
import type { Plan } from '@diku/engine';
import { expect, test } from 'vitest';
import { editFor, type PageSample } from '../../benchmarks/frames/edit-rounds.mjs';
import { isLong } from '../support/is-long.ts';
import { findBrowser, openPage, startPlanner } from './browser.ts';

const minutes = isLong ? 60 : 0;
const isPossible = minutes > 0 && findBrowser() !== undefined;
if (minutes === 0) console.warn('an hour of editing: only in `npm run test:long`');

const planText = readFileSync(new URL('../fixtures/small-garage.diku.json', import.meta.url), 'utf8');
/** Those of the level that is shown. */
const antennas = (JSON.parse(planText) as Plan).antennas
  .filter(({ level }) => level === 'B1')
  .map(({ id }) => id);
const maxMemoryBytes = 600e6;
/** What a page may hold more at the end than after its first third, of which steps to undo are a part. */
const maxGrowthBytes = 8e6;

test.skipIf(!isPossible)(
  `${minutes} minutes of editing: the heap does not grow, nor what is listened to and shown`,
  async () => {
    const planner = await startPlanner(planText);
    const { page, complaints } = await openPage(planner.browser, planner.server.url, { locale: 'en-US' });
    await page.waitForSelector('.verdict[data-state="fresh"]', { timeout: 60_000 });
    const seen: PageSample[] = [];
    const sampleMs = Math.max(15_000, (minutes * 60_000) / 20);
    const onSample = (sample: PageSample) => {
      seen.push(sample);
      console.log(JSON.stringify(sample));
    };
    await editFor(page, planner.browser, { minutes, antennas, sampleMs, onSample });
    await page.context().close();
    const settled = seen.slice(Math.ceil(seen.length / 3));
    const middle = median(settled.slice(0, Math.ceil(settled.length / 2)));
    const late = median(settled.slice(Math.floor(settled.length / 2)));
    expect(late.heapBytes - middle.heapBytes).toBeLessThan(maxGrowthBytes);
    expect(late.nodes).toBeLessThan(middle.nodes * 1.2 + 100);
    expect(late.listeners).toBeLessThan(middle.listeners * 1.2 + 100);
    const memory = seen.map(({ memoryBytes }) => memoryBytes);
    if (process.platform === 'linux') expect(Math.min(...memory)).toBeGreaterThan(0);
    expect(Math.max(...memory)).toBeLessThan(maxMemoryBytes);
    expect(complaints).toEqual([]);
    await planner.close();
  },
  (minutes + 5) * 60_000,
);

function median(samples: readonly PageSample[]): Omit<PageSample, 'round'> {
  const middle = (pick: (sample: PageSample) => number) => {
    const sorted = samples.map(pick).sort((a, b) => a - b);
    return sorted[sorted.length >> 1];
  };
  return {
    heapBytes: middle((sample) => sample.heapBytes),
    nodes: middle((sample) => sample.nodes),
    listeners: middle((sample) => sample.listeners),
    memoryBytes: middle((sample) => sample.memoryBytes),
  };
}
