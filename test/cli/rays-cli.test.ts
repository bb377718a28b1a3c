/** @module-tag thorough */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createWorkFolder, fixturePlan, runCli } from '../support/run-cli.ts';

const work = createWorkFolder();
afterAll(() => work.remove());
const quick = ['--rays', '4000', '--resolution', '4'];

describe('diku rays', () => {
  it('prints one document, the same for any number of workers, and writes rasters of it', async () => {
    const run = async (workers: string, more: string[] = []) => {
      const args = ['rays', fixturePlan, ...quick, '--workers', workers, '--json', ...more];
      const { status, stdout } = await runCli(work.folder, args);
      expect(status).toBe(0);
      return JSON.parse(stdout);
    };
    const { timing, ...one } = await run('1', ['-o', 'out']);
    const { timing: _, ...two } = await run('2');
    expect(two).toEqual(one);
    expect(timing.totalS).toBeGreaterThan(0);
    expect(one.all.cells).toBeGreaterThan(10);
    expect(one).not.toHaveProperty('raysDbm');
    const name = `${one.level}-${one.carrier}`;
    const files = work.list().filter((file) => file.startsWith('out'));
    expect(files).toEqual(
      [
        'out',
        `out/${name}-rays-difference.png`,
        `out/${name}-rays-difference.tif`,
        `out/${name}-rays.tif`,
        'out/files.json',
      ].sort(),
    );
    const tiff = readFileSync(join(work.folder, `out/${name}-rays-difference.tif`));
    expect(tiff.toString('latin1')).toContain(
      `rays-difference dB, carrier ${one.carrier}, level ${one.level}`,
    );
  });

  it('says for people what the rays say of the model, in both languages', async () => {
    const english = await runCli(work.folder, ['rays', fixturePlan, ...quick, '--model', 'free-space']);
    expect(english.stdout).toMatch(/^free-space against energy rays: level \S+, \S+, \d+ MHz; 4000 rays/);
    expect(english.stdout).toMatch(/The rays say that the fast model is [\d.]+ dB too (weak|strong) here/);
    expect(english.stdout).toMatch(/all together +[+−]?[\d.]+ ± [\d.]+ \(\d+\)/);
    expect(english.stdout).toMatch(/Farthest off:\n {2}\([\d.]+, [\d.]+\) /);
    const chinese = await runCli(work.folder, ['rays', fixturePlan, ...quick, '--lang', 'zh']);
    expect(chinese.stdout).toMatch(/射线表明快速模型在此偏[弱强] [\d.]+ dB/);
  });

  it.each([
    [['--resolution', '1.3'], 64, 'whole half metres'],
    [['--rays', '5'], 64, 'a whole number from 1000 to 20000000'],
    [['--scattering', '2'], 64, 'a number from 0 to 1'],
    [['--level', 'B9'], 65, 'level "B9"'],
    [['--carrier', 'none'], 65, 'one of'],
    [['--model', 'none'], 65, 'none'],
  ])('%j is refused', async (args, expected, text) => {
    const { status, stdout, stderr } = await runCli(work.folder, ['rays', fixturePlan, ...args]);
    expect(stdout).toBe('');
    expect(stderr).toContain(text);
    expect(status).toBe(expected);
  });

  it('keeps the difference in a plan file, where it is stale once an antenna moved', async () => {
    const args = ['rays', fixturePlan, ...quick, '--into', 'kept.json', '--json'];
    const { stdout } = await runCli(work.folder, args);
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({ written: 'kept.json', derived: { rays: 'current' } });
    const file = join(work.folder, 'kept.json');
    const kept = JSON.parse(readFileSync(file, 'utf8'));
    expect(kept.derived.rays).toMatchObject([
      { level: document.level, carrier: document.carrier, meanDb: document.all.meanDb, rays: 4000 },
    ]);
    const moved = kept.antennas.find(({ level }: { level: string }) => level === document.level);
    moved.position[0] += 0.5;
    writeFileSync(file, JSON.stringify(kept));
    const { stdout: listed } = await runCli(work.folder, ['validate', 'kept.json', '--lang', 'en']);
    expect(listed).toMatch(new RegExp(`ray reference.*stale.*${moved.id}`));
  });

  it('status 66 without the file, 74 where it may not write', async () => {
    expect((await runCli(work.folder, ['rays', 'nothing.json'])).status).toBe(66);
    const onto = await runCli(work.folder, ['rays', fixturePlan, ...quick, '-o', fixturePlan]);
    expect(onto.status).toBe(74);
  });
});
