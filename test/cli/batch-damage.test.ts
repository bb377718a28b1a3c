import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../fuzz/mutators.ts';
import { isLong } from '../support/is-long.ts';
import { createWorkFolder, runCli } from '../support/run-cli.ts';
import { quickOptions, readTree, writeHalls } from './batch-support/garages.ts';

/** Results of a batch on the disk, as the command line opens them. */
interface Results {
  stored(community: { folder: string }): { damaged?: string } | undefined;
  close(): void;
}
const { href } = new URL('../../packages/cli/src/batch/result-set.ts', import.meta.url);
const { ResultSet } = (await import(href)) as { ResultSet: new (folder: string) => Results };

const SEED = 611;
const work = createWorkFolder();
const { folder } = work;
const at = (...names: string[]) => join(folder, ...names);
const command = ['batch', 'halls.json', '-o', 'set', '--workers', '1', ...quickOptions];
let names: string[];
let whole: Record<string, string>;

beforeAll(async () => {
  names = writeHalls(folder, 2, SEED).map((name) => name.split('.')[0]);
  writeFileSync(at('poem.dxf'), 'a poem\n'.repeat(50));
  names.push('poem');
  const files = names.map((id) => ({ id, file: id === 'poem' ? 'poem.dxf' : `${id}.diku.json` }));
  writeFileSync(at('halls.json'), JSON.stringify(files));
  expect((await runCli(folder, command)).status).toBe(0);
  cpSync(at('set'), at('whole'), { recursive: true });
  whole = readTree(at('whole'));
}, 120_000);
afterAll(() => work.remove());

const restore = () => {
  rmSync(at('set'), { recursive: true, force: true });
  cpSync(at('whole'), at('set'), { recursive: true });
};

/** Ways in which a result comes to harm; each returns whether a file is another one afterwards. */
const harms: Record<string, (path: string, random: (below: number) => number) => void> = {
  removed: (path) => rmSync(path),
  emptied: (path) => writeFileSync(path, ''),
  'cut short': (path, random) => {
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.subarray(0, random(bytes.length)));
  },
  'changed in one bit': (path, random) => {
    const bytes = readFileSync(path);
    bytes[random(bytes.length)] ^= 1 << random(8);
    writeFileSync(path, bytes);
  },
  'followed by more': (path) => writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.from(' ')])),
  'another one of the set': (path) => {
    const other = names.map((name) => at('whole/communities', name, path.split('/').at(-1)!));
    const found = other.find((each) => existsSync(each) && !readFileSync(each).equals(readFileSync(path)));
    if (found) cpSync(found, path);
    else rmSync(path);
  },
  'a folder': (path) => {
    rmSync(path);
    mkdirSync(path);
  },
};

const communities = () =>
  names.map((id) => ({
    ...{ id, planId: id, folder: `communities/${id}` },
    input: id === 'poem' ? 'poem.dxf' : `${id}.diku.json`,
    path: at(id === 'poem' ? 'poem.dxf' : `${id}.diku.json`),
  }));

describe('a batch that goes on', () => {
  it(`takes over nothing of 200 results of which a file is harmed, and names the file (seed ${SEED})`, () => {
    const random = createRandom(SEED);
    const files = Object.keys(whole).filter((path) => path.startsWith('communities/'));
    restore();
    const sound = new ResultSet(at('set'));
    expect(communities().map((each) => sound.stored(each)?.damaged)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    const missed: string[] = [];
    for (let count = 0; count < 200; count++) {
      const path = files[random(files.length)];
      const [name, harm] = Object.entries(harms)[random(Object.keys(harms).length)];
      harm(at('set', path), random);
      const community = communities().find(({ folder: each }) => path.startsWith(`${each}/`))!;
      const found = sound.stored(community);
      const isGone = found === undefined;
      if (!isGone && found.damaged === undefined) missed.push(`${path} ${name}`);
      rmSync(at('set', path), { recursive: true, force: true });
      cpSync(at('whole', path), at('set', path));
    }
    sound.close();
    expect(missed).toEqual([]);
  });

  it('does again what was harmed, says so, and ends with the same bytes', {
    tags: ['thorough'],
    timeout: 120_000,
  }, async () => {
    restore();
    rmSync(at('set/communities/hall-1/plan.diku.json'));
    writeFileSync(at('set/communities/hall-2/verdict.json'), '');
    const { status, stdout, stderr } = await runCli(folder, command);
    expect(status).toBe(0);
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({
      kept: 1,
      damaged: [
        { id: 'hall-1', file: 'communities/hall-1/plan.diku.json' },
        { id: 'hall-2', file: 'communities/hall-2/verdict.json' },
      ],
    });
    expect(stderr).toContain('hall-2: communities/hall-2/verdict.json was not as it had been written');
    expect(readTree(at('set'))).toEqual(whole);
  });

  it('believes no record that names another folder, and writes nowhere else', {
    timeout: 120_000,
    tags: ['thorough'],
  }, async () => {
    restore();
    const record = at('set/communities/hall-1/community.json');
    const written = JSON.parse(readFileSync(record, 'utf8'));
    const others = isLong ? ['communities/../..', '/tmp', 'communities/'] : [];
    for (const elsewhere of ['../../..', 'communities/hall-2', ...others]) {
      writeFileSync(record, JSON.stringify({ ...written, row: { ...written.row, folder: elsewhere } }));
      // One that was about to take its place when the process ended.
      const part = at('set/.parts/1-1');
      cpSync(dirname(record), part, { recursive: true });
      const before = readdirSync(folder).sort();
      const { status, stdout } = await runCli(folder, command);
      expect({ elsewhere, status }).toEqual({ elsewhere, status: 0 });
      expect(JSON.parse(stdout).damaged).toEqual([
        { id: 'hall-1', file: 'communities/hall-1/community.json' },
      ]);
      expect(readdirSync(folder).sort()).toEqual(before);
      expect(readTree(at('set'))).toEqual(whole);
      expect(readFileSync(at('set/communities.csv'), 'utf8')).not.toContain('..');
    }
  });
});
