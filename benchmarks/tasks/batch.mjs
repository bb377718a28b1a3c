import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { round } from '../lib/race.mjs';
import { timeBatch, writeGarages } from '../lib/time-batch.mjs';

/**
 * `diku batch` on 200 communities drawn by lot, as a user has it, with two workers and with one; the result sets have to be the same.
 * Memory is that of all its processes, the highest in each half of the time: flat is a ratio of about one.
 */
export async function batch({ quick }) {
  const communities = quick ? 2 : 200;
  const folder = mkdtempSync(join(tmpdir(), 'diku-batch-'));
  try {
    const garages = join(folder, 'garages');
    writeGarages(garages, communities);
    const two = await timeBatch(garages, join(folder, 'two'), '--workers', '2');
    const one = await timeBatch(garages, join(folder, 'one'), '--workers', '1');
    if (one.checksum !== two.checksum) throw new Error('batch: two workers have other results than one');
    const time = ({ elapsedMs }) => ({ medianMs: round(elapsedMs), minMs: round(elapsedMs) });
    return [
      {
        name: 'batch',
        ...time(two),
        checksum: two.checksum,
        reference: { name: 'one worker', ...time(one) },
        ratio: round(one.elapsedMs / two.elapsedMs),
        batch: {
          communities,
          msPerCommunity: round(one.elapsedMs / communities),
          halvesMb: two.halvesMb.map(round),
        },
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
