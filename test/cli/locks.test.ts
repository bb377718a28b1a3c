import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineSources } from '../../scripts/lib/engine-sources.mjs';
import { createRandom } from '../fuzz/mutators.ts';
import { isLong } from '../support/is-long.ts';
import { createWorkFolder } from '../support/run-cli.ts';

const sourceOf = (name: string) => new URL(`../../packages/cli/src/${name}`, import.meta.url).href;
const { lockFolder } = (await import(sourceOf('batch/lock-folder.ts'))) as {
  lockFolder(folder: string): { check(): void; release(): void };
};
const { ownerTag } = (await import(sourceOf('file-owner.ts'))) as { ownerTag(): string };

const SEED = 200;
const rounds = isLong ? 400 : 6;
const racers = 6;

const work = createWorkFolder();
const program = join(work.folder, 'lock.mjs');
const child = fileURLToPath(new URL('fault-support/lock-process.mjs', import.meta.url));

beforeAll(async () => {
  const source = fileURLToPath(new URL('../../packages/cli/src/batch/lock-folder.ts', import.meta.url));
  const bundle = await rolldown({ input: source, platform: 'node', resolve: { alias: engineSources } });
  await bundle.write({ file: program, format: 'esm' });
  await bundle.close();
}, 60_000);
afterAll(() => work.remove());

async function start(folder: string): Promise<ChildProcess> {
  const started = fork(child, [program, folder]);
  await new Promise((resolve) => started.once('message', resolve));
  return started;
}

const answer = (from: ChildProcess, order: object) =>
  new Promise<string>((resolve) => {
    const ended = () => resolve('killed');
    from.once('exit', ended);
    from.once('message', (message) => {
      from.off('exit', ended);
      resolve(String(message));
    });
    from.send(order);
  });

function makeFolder(name: string): string {
  const folder = join(work.folder, name);
  mkdirSync(folder);
  return folder;
}

describe('the lock of a folder', () => {
  it(`that a killed process left goes to one of ${racers}, ${rounds} times (seed ${SEED})`, {
    timeout: 1_200_000,
  }, async () => {
    const folder = makeFolder('raced');
    const random = createRandom(SEED);
    const all = await Promise.all(Array.from({ length: racers }, () => start(folder)));
    for (let round = 0; round < rounds; round++) {
      // One of them is killed while it has it, which all others find.
      const [killed] = all.splice(random(all.length), 1);
      expect(await answer(killed, { isKilled: true })).toBe('killed');
      expect(existsSync(join(folder, '.lock'))).toBe(true);
      const answers = await Promise.all(all.map((each) => answer(each, { holdMs: random(4) })));
      const refusedOrHad = answers.every((each) => each === 'had' || each === 'refused');
      expect({ round, answers, isFair: refusedOrHad && answers.includes('had') }).toMatchObject({
        isFair: true,
      });
      expect(readdirSync(folder)).toEqual([]);
      all.push(await start(folder));
    }
    for (const each of all) each.disconnect();
  });

  it('is taken over where the number of the process is another one’s by now', () => {
    const folder = makeFolder('reused');
    const [host, pid] = ownerTag().split('-');
    writeFileSync(join(folder, '.lock'), `${pid} ${hostname()} ${host}-${pid}-earlier-1\n`);
    const lock = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(/is writing it/);
    lock.check();
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['of another machine', '4711 elsewhere 00000000-4711-abc-1\n'],
    ['that is empty', ''],
    ['of an earlier version', `4711 ${hostname()}\n`],
  ])('%s is left alone for five minutes after its last word, and then taken over', (_, text) => {
    const folder = makeFolder(`lease-${text.length}`);
    const file = join(folder, '.lock');
    writeFileSync(file, text);
    const setAge = (seconds: number) => {
      const then = new Date(Date.now() - 1000 * seconds);
      utimesSync(file, then, then);
    };
    setAge(290);
    expect(() => lockFolder(folder)).toThrow(/is writing it/);
    setAge(310);
    const lock = lockFolder(folder);
    // Whoever had it writes no more, when it goes on.
    writeFileSync(join(folder, 'another'), text);
    renameSync(join(folder, 'another'), file);
    expect(() => lock.check()).toThrow(/is writing it/);
    lock.release();
    expect(readdirSync(folder)).toEqual(['.lock']);
  });
});
