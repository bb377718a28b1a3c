import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRandom } from '@diku/engine';
import { createCommunityPlan } from '../lib/community-plan.mjs';
import { processMemoryMb } from '../lib/process-memory.mjs';
import { round } from '../lib/race.mjs';

const diku = fileURLToPath(new URL('../../packages/cli/bin/diku.js', import.meta.url));
const seed = 200;
const sampleMs = 250;

/**
 * `diku batch` on 200 communities drawn by lot, as a user has it, with two workers and with one; the result sets have to be the same.
 * Memory is that of all its processes, the highest in each half of the time: flat is a ratio of about one.
 */
export async function batch({ quick }) {
  const communities = quick ? 2 : 200;
  const folder = mkdtempSync(join(tmpdir(), 'diku-batch-'));
  try {
    writeGarages(join(folder, 'garages'), communities);
    const two = await runBatch(folder, 2);
    const one = await runBatch(folder, 1);
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

function writeGarages(folder, count) {
  const random = createRandom(seed);
  mkdirSync(folder);
  for (let number = 1; number <= count; number++) {
    const id = `community-${String(number).padStart(3, '0')}`;
    writeFileSync(join(folder, `${id}.diku.json`), JSON.stringify(createCommunityPlan(id, random)));
  }
}

async function runBatch(folder, workers) {
  const out = join(folder, `results-${workers}`);
  const args = [diku, 'batch', join(folder, 'garages'), '-o', out, '--workers', String(workers)];
  const startMs = performance.now();
  const child = spawn(process.execPath, [...args, '--effort', 'low', '--lang', 'en'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const samplesMb = [];
  const timer = setInterval(() => samplesMb.push(processMemoryMb(child.pid) ?? 0), sampleMs);
  const status = await new Promise((resolve) => child.once('close', resolve));
  const elapsedMs = performance.now() - startMs;
  clearInterval(timer);
  if (status !== 0) throw new Error(`batch: diku batch ended with ${status}: ${said}`);
  const middle = samplesMb.length >> 1;
  const halvesMb = [samplesMb.slice(0, middle), samplesMb.slice(middle)].map((half) => Math.max(0, ...half));
  const table = readFileSync(join(out, 'communities.csv'));
  return { elapsedMs, halvesMb, checksum: createHash('sha256').update(table).digest('hex').slice(0, 16) };
}
