/** @module-tag thorough */
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../packages/engine/src/core/index.ts';
import { isLong } from '../support/is-long.ts';
import { createWorkFolder, finished, runCli, startCli } from '../support/run-cli.ts';
import { quickOptions, readTree, writeHalls } from './batch-support/garages.ts';
import { childrenOf } from './batch-support/processes.ts';

const SEED = 93;
/** The long run kills at more moments. */
const kills = isLong ? 30 : 1;
const halls = kills > 2 ? 5 : 2;

const work = createWorkFolder();
const { folder } = work;
const command = (out: string) => ['batch', 'halls.json', '-o', out, '--workers', '2', ...quickOptions];
let whole: Record<string, string>;

beforeAll(async () => {
  const names = writeHalls(folder, halls, SEED);
  // A failure is a result too.
  writeFileSync(join(folder, 'poem.dxf'), 'a poem\n'.repeat(50));
  const list = [...names, 'poem.dxf'].map((file) => ({ id: file.split('.')[0], file }));
  writeFileSync(join(folder, 'halls.json'), JSON.stringify(list));
  const { status } = await runCli(folder, command('whole'));
  expect(status).toBe(0);
  whole = readTree(join(folder, 'whole'));
});
afterAll(() => work.remove());

/** Communities that are in place, with when each was. */
function placed(out: string): Map<string, number> {
  const communities = join(folder, out, 'communities');
  const names = existsSync(communities) ? readdirSync(communities) : [];
  return new Map(names.map((name) => [name, statSync(join(communities, name, 'community.json')).mtimeMs]));
}

describe('a batch that is ended', () => {
  it(`by kill -9, ${kills} times, does nothing twice and loses nothing (seed ${SEED})`, async () => {
    const random = createRandom(SEED);
    for (let kill = 0; kill < kills; kill++) {
      const out = `killed-${Math.floor(kill / 3)}`;
      const before = placed(out);
      const child = startCli(folder, command(out));
      const ended = finished(child);
      const enough = before.size + Math.round(random());
      await expect
        .poll(() => placed(out).size >= enough && existsSync(join(folder, out, '.lock')), { timeout: 60_000 })
        .toBe(true);
      await new Promise((resolve) => setTimeout(resolve, 900 * random()));
      child.kill('SIGKILL');
      await ended;
      for (const [name, madeMs] of before) expect(placed(out).get(name)).toBe(madeMs);
      if (kill % 3 < 2 && kill < kills - 1) continue;
      const last = placed(out);
      const { status } = await runCli(folder, command(out));
      expect(status).toBe(0);
      for (const [name, madeMs] of last) expect(placed(out).get(name)).toBe(madeMs);
      expect(readTree(join(folder, out))).toEqual(whole);
    }
  });

  it.each(isLong ? (['SIGINT', 'SIGTERM'] as const) : (['SIGTERM'] as const))(
    'by %s keeps what is done, with tables of it, and says how to go on',
    async (signal) => {
      rmSync(join(folder, 'interrupted'), { recursive: true, force: true });
      // So many that some are left whenever the signal comes.
      const names = JSON.parse(readFileSync(join(folder, 'halls.json'), 'utf8')) as {
        id: string;
        file: string;
      }[];
      const more = Array.from({ length: 6 }, (_, index) => ({ ...names[0], id: `more-${index}` }));
      writeFileSync(join(folder, 'many.json'), JSON.stringify([...names, ...more]));
      const command = ['batch', 'many.json', '-o', 'interrupted', '--workers', '2', ...quickOptions];
      const count = names.length + more.length;
      const child = startCli(folder, command);
      const ended = finished(child);
      await expect.poll(() => existsSync(join(folder, 'interrupted/.lock')), { timeout: 60_000 }).toBe(true);
      const second = await runCli(folder, command);
      expect(second.status).toBe(74);
      expect(second.stderr).toMatch(new RegExp(`process ${child.pid} on ${hostname()} is writing it`));
      await expect.poll(() => placed('interrupted').size, { timeout: 60_000 }).toBeGreaterThan(0);
      child.kill(signal);
      const { status, stdout, stderr } = await ended;
      const done = placed('interrupted').size;
      const table = readFileSync(join(folder, 'interrupted/communities.csv'), 'utf8');
      expect(table.trim().split('\n')).toHaveLength(1 + done);
      expect(JSON.parse(stdout)).toMatchObject({ communities: done, waiting: count - done });
      expect(done).toBeLessThan(count);
      expect(status).toBe(130);
      expect(stderr).toMatch(/the same command goes on with the rest/);
      expect(readdirSync(join(folder, 'interrupted')).filter((name) => name.startsWith('.'))).toEqual([]);
      const again = await runCli(folder, command);
      expect(JSON.parse(again.stdout)).toMatchObject({ communities: count, waiting: 0, kept: done });
      const tree = readTree(join(folder, 'interrupted'));
      for (const [path, bytes] of Object.entries(whole).filter(([path]) => path.startsWith('communities/')))
        expect(tree[path], path).toBe(bytes);
    },
  );

  it('goes on where one of its processes is killed', async () => {
    const child = startCli(folder, command('bereft'));
    const ended = finished(child);
    await expect.poll(() => childrenOf(child.pid!).length, { timeout: 60_000 }).toBeGreaterThan(1);
    const workers = childrenOf(child.pid!);
    process.kill(workers[0], 'SIGKILL');
    expect((await ended).status).toBe(0);
    expect(readTree(join(folder, 'bereft'))).toEqual(whole);
    expect(workers.filter(isAlive)).toEqual([]);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
