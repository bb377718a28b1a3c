import { WorkerPool } from '../../../../packages/engine/src/radio/workers/worker-pool.ts';
import { createJobs, createLargeJob } from '../jobs.ts';

/** One field worker exists with `?broken` and fails as it starts, with `?hopeless` all do. */
self.addEventListener('message', async ({ data: query }) => {
  let started = 0;
  const spawn = () => {
    started++;
    const broken = query === '?hopeless' || (query === '?broken' && started === 1);
    const worker = broken
      ? new Worker(new URL('broken-worker.mjs', import.meta.url), { type: 'module' })
      : new Worker(new URL('field-worker.mjs', import.meta.url), { type: 'module' });
    return {
      endpoint: worker,
      terminate: () => worker.terminate(),
      onFailure: (callback) => {
        worker.addEventListener('error', (event) => {
          event.preventDefault();
          callback(event.message || 'the worker stopped');
        });
        worker.addEventListener('messageerror', () => callback('a message could not be read'));
      },
    };
  };
  const workerCount = query === '?broken' ? 1 : 2;
  const pool = new WorkerPool({ spawn, workerCount, sharedMemory: self.crossOriginIsolated });
  const jobs = [createLargeJob(), ...createJobs(30)];
  try {
    const ended = pool.solve(jobs).catch((error) => error.name);
    pool.cancel();
    const cancelled = await ended;
    const fields = await pool.solve(jobs);
    const shared = fields.map(({ buffer }) => !(buffer instanceof ArrayBuffer));
    const digests = await Promise.all(fields.map(digest));
    self.postMessage({ isolated: self.crossOriginIsolated, cancelled, shared, digests, started });
  } catch (error) {
    self.postMessage({ error: error.message, started });
  }
  pool.dispose();
});

async function digest(field) {
  // Web Crypto takes no shared memory.
  const bytes = await crypto.subtle.digest('SHA-256', field.slice());
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
