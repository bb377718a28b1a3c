/** @module-tag thorough */
import { spawn } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { hashProgram } from '../../scripts/lib/hash-program.mjs';
import { createWorkFolder, finished, runCli } from '../support/run-cli.ts';
import { copyBuild } from './batch-support/copy-build.ts';
import { quickOptions, writeHalls } from './batch-support/garages.ts';

const SEED = 71;
const root = fileURLToPath(new URL('../..', import.meta.url));
const work = createWorkFolder();
afterAll(() => work.remove());

const built = JSON.parse(readFileSync(join(root, 'packages/cli/dist/program.json'), 'utf8')) as {
  results: string;
  queue: string;
};

/** Source of a file as `change` makes it, which has to be another. */
function changedSource(path: string, change: (source: string) => string): Record<string, string> {
  const source = readFileSync(join(root, path), 'utf8');
  const changed = change(source);
  expect(changed, path).not.toBe(source);
  return { [path]: changed };
}

describe('the hash that results carry', () => {
  it('is not of texts, other commands or comments', { timeout: 120_000 }, async () => {
    expect(await hashProgram()).toEqual(built);
    const texts = ['core/messages/phrases-zh', 'core/messages/phrases-en', 'documents/wording/documents'];
    const changed = {
      ...changedSource('packages/cli/src/main.ts', (text) => `${text}console.error('started');\n`),
      ...changedSource('packages/engine/src/workflow/plan-garage.ts', (text) => `// Now.\n${text}`),
    };
    for (const name of texts) {
      const path = `packages/engine/src/${name}.generated.ts`;
      const reword = (text: string) => text.replace(/^( +"[^"]+": ")(.*)$/m, '$1!$2\n "a-new-one": "x",');
      Object.assign(changed, changedSource(path, reword));
    }
    expect((await hashProgram(changed, ['results'])).results).toBe(built.results);
  });

  it.each([
    // The compiled kernel, in Base64.
    ['packages/engine/src/radio/kernel/simd-module.generated.ts', /(?<='A)G/, 'H'],
    ['packages/engine/src/workflow/plan-garage.ts', /confidence: 0\.95/, 'confidence: 0.94'],
    ['packages/cli/src/main-job.ts', /heatmaps, folder\)/, 'heatmaps.slice(1), folder)'],
  ])('is of what decides: %s', { timeout: 120_000 }, async (path, from, to) => {
    const changed = changedSource(path, (text) => text.replace(from, to));
    expect((await hashProgram(changed, ['results'])).results).not.toBe(built.results);
  });
});

it('a queue is another where what batch and worker send each other is', { timeout: 120_000 }, async () => {
  const path = 'packages/cli/src/batch/job-parcel.ts';
  const changed = changedSource(path, (text) => text.replace("'order.json'", "'the-order.json'"));
  const hashes = await hashProgram(changed);
  expect(hashes.results).toBe(built.results);
  expect(hashes.queue).not.toBe(built.queue);
});

it(`a build with the same code takes results over, another computes them again (seed ${SEED})`, {
  timeout: 120_000,
}, async () => {
  const { folder } = work;
  const names = writeHalls(folder, 2, SEED);
  writeFileSync(join(folder, 'halls.json'), JSON.stringify(names.map((file) => ({ id: file, file }))));
  const command = ['batch', 'halls.json', '-o', 'out', '--workers', '2', ...quickOptions];
  expect(JSON.parse((await runCli(folder, command)).stdout)).toMatchObject({ communities: 2, kept: 0 });
  const takenOverBy = async (hashes: { results?: string }) => {
    const build = copyBuild(hashes);
    try {
      // Its files are not those that made the results, as those of another build are.
      appendFileSync(join(build.folder, 'dist/main.js'), '\n// Built again.\n');
      const { stdout } = await finished(
        spawn(process.execPath, [build.program, ...command], { cwd: folder }),
      );
      return (JSON.parse(stdout) as { kept: number }).kept;
    } finally {
      build.remove();
    }
  };
  expect(await takenOverBy({})).toBe(2);
  expect(await takenOverBy({ results: 'another' })).toBe(0);
});
