/**
 * Packs of a batch: what the single commands make of each plan, whole or not at all, and not twice.
 * @module-tag thorough
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, hasRedis, startRedis } from '../../benchmarks/lib/redis-server.mjs';
import { readPdf } from '../documents/construction-support/read-pdf.ts';
import { dxfBytes, insert } from '../import/drawing-support.ts';
import { blocks, entities } from '../import/recognition-support/small-garage.ts';
import { createWorkFolder, finished, runCli, startCli } from '../support/run-cli.ts';
import { hallPlan, quickOptions, readTree } from './batch-support/garages.ts';

const work = createWorkFolder();
const { folder } = work;
afterAll(work.remove);

const options = quickOptions.filter((each) => each !== '--no-network');
const contact = ['--contact', 'Property office 021-5555'];
/** Packs lie below the drawings: none of them is taken for a garage. */
const packs = 'drawings/packs';
const command = ['batch', 'drawings', '-o', 'r', '--packs', packs, ...options, ...contact];
const read = (...path: string[]) => readFileSync(join(folder, ...path));
const rowsOf = (path: string) =>
  (parse(read(path), { columns: true, bom: true }) as Record<string, string>[]).map((row) => [
    ...[row.id, row.status, row.pack],
  ]);
const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');
/** Every file below a folder by the hash of its bytes. */
const hashes = (path: string) =>
  Object.fromEntries(
    Object.entries(readTree(join(folder, path))).map(([name, bytes]) => [name, sha256(bytes)]),
  );
/** Names and times of the files of a community's packs. */
const timesOf = (id: string) => {
  const path = join(folder, packs, 'communities', id);
  return readdirSync(path).map((name) => [name, statSync(join(path, name)).mtimeMs]);
};

beforeAll(async () => {
  mkdirSync(join(folder, 'drawings'));
  const outside = [1, 2, 3, 4].flatMap((k) => insert('A-PRKG', 'BAY', 2400 * k, 36_000));
  writeFileSync(
    join(folder, 'drawings/doubtful.dxf'),
    dxfBytes({ blocks, entities: [...entities, ...outside] }),
  );
  // Windows takes no folder of that name.
  writeFileSync(join(folder, 'drawings/aux.diku.json'), JSON.stringify(hallPlan(24, 15)));
  writeFileSync(join(folder, 'drawings/poem.dxf'), 'this is not a drawing\n'.repeat(40));
});

describe('packs of a batch', () => {
  it('are what the single commands make of each plan, and are not made twice', {
    timeout: 240_000,
  }, async () => {
    const first = await runCli(folder, command);
    expect(first.status, first.stderr).toBe(0);
    expect(JSON.parse(first.stdout).packs).toMatchObject({ made: 2, drafts: 1, leftOut: 0, failed: 0 });
    const expected = [
      ['aux', 'met', 'made'],
      ['doubtful', 'undecidable', 'draft'],
      ['poem', 'failed', ''],
    ];
    for (const table of ['r/communities.csv', `${packs}/communities.csv`])
      expect(rowsOf(table)).toEqual(expected);
    expect(readdirSync(join(folder, packs)).sort()).toEqual(
      ['communities', 'communities.csv', 'communities.json', 'communities.xlsx', 'packs.json'].sort(),
    );
    expect(readdirSync(join(folder, packs, 'communities')).sort()).toEqual(['_aux', 'doubtful']);
    for (const id of ['_aux', 'doubtful']) {
      const plan = `r/communities/${id}/plan.diku.json`;
      const here = (name: string) => read(packs, 'communities', id, name);
      const single = async (...words: string[]) => {
        const { status, stderr } = await runCli(folder, [...words, '--lang', 'en']);
        expect(status, stderr).toBe(0);
      };
      await single('report', plan, '-o', 'pack.zip', '--scenarios', 'none');
      await single('exposure', plan, '-o', 'notice.pdf', ...contact);
      await single('survey', plan, '-o', 'survey.html');
      const { 'resident-notice.pdf': _, ...pack } = unzipSync(read('pack.zip'));
      expect(Object.keys(pack)).toContain('test-points.csv');
      for (const [name, bytes] of Object.entries({
        ...pack,
        'resident-notice.pdf': read('notice.pdf'),
        'survey.html': read('survey.html'),
      }))
        expect(here(name).equals(bytes), name).toBe(true);
      // Every sheet of a draft says that nobody has looked yet.
      const { pages } = readPdf(here('construction-pack.pdf'));
      const marked = pages.filter((page) => JSON.stringify(page).includes('4 of 14 bays'));
      expect(marked.length > pages.length / 2).toBe(id === 'doubtful');
    }
    const before = [timesOf('_aux'), timesOf('doubtful')];
    const again = await runCli(folder, command);
    expect(JSON.parse(again.stdout)).toMatchObject({ kept: 3, packs: { made: 2, kept: 2 } });
    expect([timesOf('_aux'), timesOf('doubtful')]).toEqual(before);
  });

  it('are made anew where one is cut short, where fields differ, and go with the network', {
    timeout: 240_000,
  }, async () => {
    const doubtful = timesOf('doubtful');
    writeFileSync(join(folder, packs, 'communities/_aux/construction-pack.pdf'), '%PDF');
    const mended = await runCli(folder, command);
    expect(JSON.parse(mended.stdout).packs).toMatchObject({
      ...{ made: 2, kept: 1 },
      damaged: [{ id: 'aux', file: 'communities/_aux/construction-pack.pdf' }],
    });
    expect(timesOf('doubtful')).toEqual(doubtful);
    const others = await runCli(folder, [...command.slice(0, -2), '--title', 'designer=Li']);
    // Plans stay: packs alone follow from their fields.
    expect(JSON.parse(others.stdout)).toMatchObject({ kept: 3, packs: { made: 2, kept: 0 } });
    writeFileSync(join(folder, packs, 'communities/_aux/minutes.txt'), 'mine');
    const without = await runCli(folder, [...command, '--no-network']);
    expect(JSON.parse(without.stdout).packs).toMatchObject({ made: 0, leftOut: 2 });
    expect(rowsOf('r/communities.csv').map(([, , state]) => state)).toEqual(['left-out', 'left-out', '']);
    // Those of the plan before are of something else; what the user has put there stays.
    expect(readdirSync(join(folder, packs, 'communities/_aux')).sort()).toEqual([
      'community.json',
      'minutes.txt',
    ]);
  });

  it('are refused where they would lie in the plans, and fields of them without them', async () => {
    const refused = async (...words: string[]) => {
      const { status, stderr } = await runCli(folder, ['batch', 'drawings', '-o', 'r', ...options, ...words]);
      expect(status, stderr).toBe(64);
      return stderr;
    };
    expect(await refused('--packs', 'r')).toMatch(/--packs.*"r".*a folder other than that of -o/);
    expect(await refused('--packs', 'r/communities/x')).toMatch(/other than that of -o/);
    mkdirSync(join(folder, 'other'));
    writeFileSync(join(folder, 'other/summary.json'), '{}');
    expect(await refused('--packs', 'other')).toMatch(/other than that of -o/);
    expect(await refused(...contact)).toMatch(/--contact.*--packs with a folder too/);
    expect(await refused('--title', 'designer=Li')).toMatch(/--title.*--packs with a folder too/);
    expect(await refused('--packs', 'q', '--contact', 'x'.repeat(300))).toMatch(/no more than two lines/);
    expect(existsSync(join(folder, 'q'))).toBe(false);
    const swapped = await runCli(folder, ['batch', 'drawings', '-o', packs, ...options]);
    expect([swapped.status, swapped.stderr]).toEqual([64, expect.stringMatching(/has no packs of a batch/)]);
  });

  it('are whole or not there after an interruption, and the same command goes on', {
    timeout: 240_000,
  }, async () => {
    const files = Array.from({ length: 4 }, (_, index) => ({
      id: `hall ${index}`,
      file: 'drawings/aux.diku.json',
    }));
    writeFileSync(join(folder, 'halls.json'), JSON.stringify(files));
    const words = ['batch', 'halls.json', '-o', 'h', '--packs', 'hp', ...options, '--workers', '2'];
    const placed = () => {
      const communities = join(folder, 'hp/communities');
      return existsSync(communities) ? readdirSync(communities) : [];
    };
    const child = startCli(folder, words);
    const ended = finished(child);
    await expect.poll(() => placed().length, { timeout: 120_000, interval: 20 }).toBeGreaterThan(0);
    child.kill('SIGINT');
    const { status, stdout } = await ended;
    expect(status).toBe(130);
    const done = placed();
    expect(done.length).toBeLessThan(4);
    expect(JSON.parse(stdout).packs).toMatchObject({ made: done.length, waiting: 4 - done.length });
    expect(readdirSync(join(folder, 'hp')).filter((name) => name.startsWith('.'))).toEqual([]);
    for (const name of done) expectWhole(join(folder, 'hp/communities', name));
    const again = await runCli(folder, words);
    expect(JSON.parse(again.stdout).packs).toMatchObject({ made: 4, waiting: 0, kept: done.length });
    expect(placed()).toHaveLength(4);
    for (const name of placed()) expectWhole(join(folder, 'hp/communities', name));
  });

  it.skipIf(!hasRedis())('are the same by a queue', { timeout: 240_000 }, async () => {
    writeFileSync(join(folder, 'one.json'), JSON.stringify([{ id: 'one', file: 'drawings/aux.diku.json' }]));
    const words = (name: string) => [
      ...['batch', 'one.json', '-o', name, '--packs', `${name}-packs`],
      ...[...options, ...contact],
    ];
    const port = await freePort();
    const url = `redis://127.0.0.1:${port}`;
    mkdirSync(join(folder, 'redis'));
    const redis = startRedis(join(folder, 'redis'), port);
    const worker = startCli(folder, ['worker', url, '--workers', '1']);
    try {
      const there = await runCli(folder, [...words('there'), '--queue', url]);
      expect(there.status, there.stderr).toBe(0);
      expect(JSON.parse(there.stdout).packs.notes).toEqual([]);
    } finally {
      worker.kill('SIGKILL');
      redis.kill('SIGKILL');
    }
    expect((await runCli(folder, words('here'))).status).toBe(0);
    expect(hashes('there-packs')).toEqual(hashes('here-packs'));
    rmSync(join(folder, 'redis'), { recursive: true, force: true });
  });
});

/** Every file that the folder's list names is there with its bytes. */
function expectWhole(path: string): void {
  const { files } = JSON.parse(readFileSync(join(path, 'files.json'), 'utf8')) as {
    files: { name: string; sha256: string }[];
  };
  expect(files.map(({ name }) => name)).toContain('construction-pack.pdf');
  for (const file of files) expect(sha256(readFileSync(join(path, file.name))), file.name).toBe(file.sha256);
}
