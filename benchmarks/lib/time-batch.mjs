import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRandom } from '../../packages/engine/dist/core/index.js';
import { createCommunityPlan } from './community-plan.mjs';
import { processMemoryMb } from './process-memory.mjs';

const diku = fileURLToPath(new URL('../../packages/cli/bin/diku.js', import.meta.url));
const seed = 200;
const sampleMs = 250;

/** Plans of communities drawn by lot, the same ones every time. */
export function writeGarages(folder, count) {
  const random = createRandom(seed);
  mkdirSync(folder);
  for (let number = 1; number <= count; number++) {
    const id = `community-${String(number).padStart(3, '0')}`;
    writeFileSync(join(folder, `${id}.diku.json`), JSON.stringify(createCommunityPlan(id, random)));
  }
}

/** The command line of this clone. */
export function startDiku(args, options) {
  return spawn(process.execPath, [diku, ...args], options);
}

/** `diku batch` of a folder: its time, the memory of all its processes in each half of it, MB, and the SHA-256 of its table. */
export async function timeBatch(garages, out, ...options) {
  const startMs = performance.now();
  const child = startDiku(['batch', garages, '-o', out, '--effort', 'low', '--lang', 'en', ...options], {
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
