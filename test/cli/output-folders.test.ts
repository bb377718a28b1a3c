import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findCarrierProfile } from '@diku/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildLanePlan } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';
import { createWorkFolder, runCli } from '../support/run-cli.ts';

const work = createWorkFolder();
const { folder } = work;
const preload = fileURLToPath(new URL('folder-support/break-renames.mjs', import.meta.url));

/** Results of `predict` that tests begin with copies of. */
const [olderRun, newerRun] = ['older', 'newer'];

beforeAll(async () => {
  const carriers = findCarrierProfile('lte');
  const garage = (id: string, count: number) =>
    JSON.stringify(
      buildLanePlan(
        { id },
        {
          carriers: carriers.slice(0, count),
          requirements: { coverageRatio: 0.5, confidence: 0.6, profile: 'shanghai-2023' },
        },
      ),
    );
  writeFileSync(join(folder, 'large.json'), garage('B1', 2));
  writeFileSync(join(folder, 'small.json'), garage('B2', 1));
  await predict('large.json', olderRun);
  await predict('small.json', newerRun);
});
afterAll(() => work.remove());

/** Every file in a folder, hidden ones too, with its hash. */
function contents(name: string): Record<string, string> {
  const path = join(folder, name);
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return Object.fromEntries(
    files
      .map((each) => join(each.parentPath, each.name))
      .map((file): [string, string] => [
        file.slice(path.length + 1),
        createHash('sha256').update(readFileSync(file)).digest('hex'),
      ])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** A result of `predict` of the larger garage under another name, as a run would have written it there. */
const copyOlder = (out: string) => cpSync(join(folder, olderRun), join(folder, out), { recursive: true });

const predict = (plan: string, out: string, environment?: NodeJS.ProcessEnv) =>
  runCli(folder, ['predict', plan, '-o', out, '--resolution', '5', '--workers', '1'], environment);
const plan = (name: string, out: string) =>
  runCli(folder, [
    ...['plan', name, '-o', out, '--resolution', '5', '--workers', '1'],
    ...['--no-network', '--effort', 'low'],
  ]);

describe('a run over an older result', () => {
  it.each(
    [
      ['predict', predict],
      [
        'survey',
        (name: string, out: string) => runCli(folder, ['survey', name, '-o', out, '--resolution', '5']),
      ],
      ['plan', plan],
    ].filter(([command]) => isLong || command === 'plan') as [string, typeof plan][],
  )(
    'of %s leaves nothing of the other garage, and what is not its own as it was',
    { tags: ['thorough'], timeout: 120_000 },
    async (command, run) => {
      const [out, alone] = [`${command}-over`, `${command}-alone`];
      await run('large.json', out);
      await run('small.json', alone);
      const older = Object.keys(contents(out));
      expect(older.some((name) => name.includes('B1'))).toBe(true);
      const listed = JSON.parse(readFileSync(join(folder, out, 'files.json'), 'utf8')).files;
      expect([...listed.map(({ name }: { name: string }) => name), 'files.json'].sort()).toEqual(older);
      // The user's own file, a folder, and a file of the result that the user has changed.
      writeFileSync(join(folder, out, 'notes.txt'), 'mine');
      mkdirSync(join(folder, out, 'photos'));
      writeFileSync(join(folder, out, 'photos/B1.png'), 'mine');
      const edited = older.find((name) => name.includes('B1'))!;
      writeFileSync(join(folder, out, edited), 'edited');
      const { stderr } = await run('small.json', out);
      const { 'notes.txt': notes, 'photos/B1.png': photo, [edited]: editedFile, ...rest } = contents(out);
      expect([notes, photo, editedFile].every(Boolean)).toBe(true);
      expect(readFileSync(join(folder, out, edited), 'utf8')).toBe('edited');
      expect(rest).toEqual(contents(alone));
      expect(stderr).toMatch(/left as they were in .*notes\.txt.*\(3 in all\)/);
    },
  );

  it.runIf(isLong)('leaves the files of another command, and says so', async () => {
    copyOlder('shared');
    const { stderr } = await runCli(folder, ['survey', 'large.json', '-o', 'shared', '--resolution', '5']);
    expect(stderr).toMatch(/left as they were in shared, .*\.png/);
    const both = Object.keys(contents('shared'));
    await predict('small.json', 'shared');
    const after = Object.keys(contents('shared'));
    expect(after).toEqual(expect.arrayContaining(['survey.html', 'points.csv', 'sheet-B1.svg']));
    expect(after.filter((name) => /^B1-/.test(name))).toEqual([]);
    expect(both.filter((name) => /^B1-/.test(name)).length).toBe(4);
  });

  it.runIf(isLong)('believes no list of files that names others', async () => {
    cpSync(join(folder, newerRun), join(folder, 'crafted'), { recursive: true });
    writeFileSync(join(folder, 'precious.txt'), 'mine');
    const hash = createHash('sha256').update('mine').digest('hex');
    for (const name of ['../precious.txt', join(folder, 'precious.txt')]) {
      const files = [{ name, command: 'predict', sha256: hash }];
      writeFileSync(
        join(folder, 'crafted/files.json'),
        JSON.stringify({ format: 'diku-files', version: 1, files }),
      );
      expect((await predict('small.json', 'crafted')).status).toBe(0);
      expect(readFileSync(join(folder, 'precious.txt'), 'utf8')).toBe('mine');
    }
  });
});

describe('a run that fails or is ended', () => {
  it('while it computes leaves the older result as it was', async () => {
    copyOlder('kept');
    const before = contents('kept');
    const { status } = await predict('missing.json', 'kept');
    expect(status).toBe(66);
    expect(contents('kept')).toEqual(before);
  });

  it('by a folder in the way leaves the older result as it was, with 74', async () => {
    copyOlder('blocked');
    const [name] = Object.keys(contents('blocked'));
    rmSync(join(folder, 'blocked', name));
    mkdirSync(join(folder, 'blocked', name));
    const before = contents('blocked');
    const { status, stderr } = await predict('large.json', 'blocked');
    expect({ status, stderr }).toEqual({
      status: 74,
      stderr: expect.stringContaining('blocked: cannot be written'),
    });
    expect(contents('blocked')).toEqual(before);
    expect(existsSync(join(folder, 'blocked', name))).toBe(true);
  });

  // The first is the journal's; then five old files go and three new ones come.
  it.each(isLong ? [1, 4, 8] : [4])(
    'at rename %i of putting the files into place mixes nothing',
    { tags: ['thorough'], timeout: 60_000 },
    async (at) => {
      const options = { NODE_OPTIONS: `--import ${preload}` };
      copyOlder(`broken-${at}`);
      const broken = await predict('small.json', `broken-${at}`, { ...options, BREAK_RENAME: String(at) });
      expect(broken.status).toBe(74);
      expect(contents(`broken-${at}`)).toEqual(contents(olderRun));

      copyOlder(`killed-${at}`);
      writeFileSync(join(folder, `killed-${at}/notes.txt`), 'mine');
      const killed = await predict('small.json', `killed-${at}`, { ...options, KILL_RENAME: String(at) });
      expect(killed.status).toBeNull();
      // The next run puts things right, also one that comes to nothing itself.
      expect((await predict('missing.json', `killed-${at}`)).status).toBe(66);
      const { 'notes.txt': notes, ...healed } = contents(`killed-${at}`);
      expect(notes).toBeDefined();
      expect(healed).toEqual(contents(at === 1 ? olderRun : newerRun));
    },
  );
});

describe('a community of a batch', () => {
  it.runIf(isLong)(
    'keeps what the user put into its folder, and nothing of its older self',
    async () => {
      mkdirSync(join(folder, 'plans'));
      cpSync(join(folder, 'large.json'), join(folder, 'plans/one.json'));
      const args = ['batch', 'plans', '-o', 'city', '--workers', '1', '--resolution', '5', '--no-network'];
      const options = ['--effort', 'low'];
      expect((await runCli(folder, [...args, ...options])).status).toBe(0);
      const community = 'city/communities/one';
      expect(Object.keys(contents(community)).some((name) => name.startsWith('B1-'))).toBe(true);
      writeFileSync(join(folder, community, 'notes.txt'), 'mine');
      writeFileSync(join(folder, community, 'report.html'), 'edited');
      cpSync(join(folder, 'small.json'), join(folder, 'plans/one.json'));
      expect((await runCli(folder, [...args, ...options])).status).toBe(0);
      const names = Object.keys(contents(community));
      expect(names.filter((name) => name.startsWith('B1-') || name.includes('floor-B1'))).toEqual([]);
      expect(names).toEqual(
        expect.arrayContaining(['notes.txt', 'community.json', 'files.json', 'report.html']),
      );
      expect(readFileSync(join(folder, community, 'notes.txt'), 'utf8')).toBe('mine');
      expect(readFileSync(join(folder, community, 'report.html'), 'utf8')).not.toBe('edited');
    },
    120_000,
  );
});
