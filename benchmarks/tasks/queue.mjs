import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { round } from '../lib/race.mjs';
import { freePort, hasRedis, startRedis } from '../lib/redis-server.mjs';
import { startDiku, timeBatch, writeGarages } from '../lib/time-batch.mjs';

const communities = 24;

/**
 * The same batch by a queue with one, two and four `diku worker` of one process each, all on this machine, and without a queue on one
 * worker, what the ratio is to; the result sets have to be the same. Each time starts with what workers there were before, warm, and new ones. Nothing where there is no Redis server, and in the quick run.
 */
export async function queue({ quick }) {
  if (quick || !hasRedis()) return [];
  const folder = mkdtempSync(join(tmpdir(), 'diku-queue-'));
  const garages = join(folder, 'garages');
  const started = [];
  try {
    writeGarages(garages, communities);
    const here = await timeBatch(garages, join(folder, 'here'), '--workers', '1');
    mkdirSync(join(folder, 'redis'));
    const port = await freePort();
    const url = `redis://127.0.0.1:${port}`;
    started.push(startRedis(join(folder, 'redis'), port));
    const results = [];
    for (const workers of [1, 2, 4]) {
      while (started.length <= workers) {
        started.push(startDiku(['worker', url, '--workers', '1'], { stdio: 'ignore' }));
      }
      const there = await timeBatch(garages, join(folder, `there-${workers}`), '--queue', url);
      if (there.checksum !== here.checksum) throw new Error('queue: the queue has other results');
      results.push({
        name: `queue-${workers}`,
        medianMs: round(there.elapsedMs),
        minMs: round(there.elapsedMs),
        checksum: there.checksum,
        reference: { name: 'one worker, no queue', medianMs: round(here.elapsedMs) },
        ratio: round(here.elapsedMs / there.elapsedMs),
      });
    }
    return results;
  } finally {
    for (const child of started) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}
