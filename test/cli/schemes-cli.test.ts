/** @module-tag thorough */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildLevel, buildPlan } from '../support/build-garage.ts';
import { createWorkFolder, runCli } from '../support/run-cli.ts';

const work = createWorkFolder();
afterAll(() => work.remove());
const read = (name: string) => readFileSync(join(work.folder, name));
const readJson = (name: string) => JSON.parse(read(name).toString('utf8'));
const quick = ['--effort', 'low', '--resolution', '2', '--workers', '1'];

beforeAll(() => {
  const level = buildLevel({
    outline: [
      [0, 0],
      [24, 0],
      [24, 16],
      [0, 16],
    ],
    ...{ walls: [], openings: [], columns: [], points: [] },
    facilities: [{ id: 'er1', kind: 'equipment-room', position: [4, 12] }],
  });
  writeFileSync(join(work.folder, 'hall.json'), JSON.stringify(buildPlan({ levels: [level], antennas: [] })));
});

describe('diku schemes', { timeout: 240_000 }, () => {
  it('writes the comparison, the plan of each scheme and the page, and prints the same', async () => {
    const args = ['schemes', 'hall.json', '-o', 'out', '--schemes', 'passive-omni,small-cells', ...quick];
    const { status, stdout, stderr } = await runCli(work.folder, [...args, '--json']);
    expect(stderr).toContain('out');
    expect(status).toBe(0);
    const { timing, ...document } = JSON.parse(stdout);
    expect(timing.totalS).toBeGreaterThan(0);
    expect(readJson('out/schemes.json')).toEqual(document);
    expect(document.rows.map(({ scheme }: { scheme: string }) => scheme)).toEqual([
      'passive-omni',
      'small-cells',
    ]);
    const { schemes } = readJson('out/small-cells.diku.json').derived;
    expect(schemes.rows).toHaveLength(2);
    expect(readJson('out/plan.diku.json').derived.schemes.recommendation).toEqual(document.recommendation);
    expect(read('out/schemes.pdf').subarray(0, 5).toString()).toBe('%PDF-');
    for (const [index, scheme] of ['passive-omni', 'small-cells'].entries()) {
      const checked = [
        ...['check', `out/${scheme}.diku.json`],
        ...['--resolution', '2', '--workers', '1', '--scenarios', 'none', '--json'],
      ];
      const { operators } = JSON.parse((await runCli(work.folder, checked)).stdout);
      const chances = operators.map(({ passProbability }: { passProbability: number }) => passProbability);
      expect(document.rows[index].figures.passProbability).toBe(Math.min(...chances));
    }
  });

  it('has its page in the plan’s PDF and alone, stamped once the garage is another', async () => {
    const page = async (plan: string, lang: string) => {
      const { status, stderr } = await runCli(work.folder, [
        ...['report', plan, '-o', 'page.pdf', '--sheet', 'schemes', '--lang', lang],
      ]);
      expect(stderr).toBe('');
      expect(status).toBe(0);
      return read('page.pdf').length;
    };
    expect(await page('out/plan.diku.json', 'zh')).toBeGreaterThan(10_000);
    const english = await page('out/plan.diku.json', 'en');
    const moved = readJson('out/plan.diku.json');
    moved.levels[0].clearHeightM = 3.4;
    writeFileSync(join(work.folder, 'moved.json'), JSON.stringify(moved));
    expect(await page('moved.json', 'en')).toBeGreaterThan(english);
    const { stdout } = await runCli(work.folder, ['validate', 'moved.json', '--lang', 'en']);
    expect(stdout).toMatch(/comparison of schemes.*stale/);
    const none = await runCli(work.folder, ['report', 'hall.json', '-o', 'none.pdf', '--sheet', 'schemes']);
    expect(none.status).toBe(65);
    expect(none.stderr).toContain('derived.schemes');
  });

  it('says the reasons in both languages, and 1 where nothing is recommended', async () => {
    const args = ['schemes', 'hall.json', '--schemes', 'repeater', ...quick];
    const english = await runCli(work.folder, [...args, '--lang', 'en']);
    expect(english.status).toBe(1);
    expect(english.stdout).toMatch(/^Figure +repeater with passive DAS$/m);
    expect(english.stdout).toMatch(/^1\. No scheme is recommended/m);
    expect(english.stdout).toMatch(/China Unicom: nobody stated the level of the base station/);
    const chinese = await runCli(work.folder, [...args, '--lang', 'zh']);
    expect(chinese.stdout).toMatch(/^1\. 不作推荐/m);
    const known = [...args, '--ground-rsrp', 'telecom=-80,mobile=-80,unicom=-80', '--lang', 'en'];
    const found = await runCli(work.folder, known);
    expect(found.stdout).toMatch(/^1\. Recommended: repeater with passive DAS\. No other passes/m);
    expect(found.status).toBe(0);
  });

  it('refuses schemes that there are not', async () => {
    const { status, stdout, stderr } = await runCli(work.folder, [
      'schemes',
      'hall.json',
      '--schemes',
      'magic',
    ]);
    expect(stdout).toBe('');
    expect(stderr).toContain(
      'passive-omni, passive-directional, passive-two-path, passive-shift, radiating-cable',
    );
    expect(status).toBe(64);
    expect((await runCli(work.folder, ['schemes', 'nowhere.dxf'])).status).toBe(66);
  });
});
