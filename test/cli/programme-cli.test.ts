import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseStatusData } from '@diku/engine/programme';
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, it } from 'vitest';
import { importStatusTable } from '../../packages/engine/src/programme/index.ts';
import { createWorkFolder, examples, runCli } from '../support/run-cli.ts';

const work = createWorkFolder();
const { folder } = work;
afterAll(() => work.remove());
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

describe('diku programme import', () => {
  it('prints and writes what the engine reads, later rows of a community among its records', async () => {
    const table = join(examples, 'status-table.csv');
    const words = ['programme', 'import', table, '-o', 'city.json', '--issues', 'issues.csv', '--json'];
    const { status, stdout, stderr } = await runCli(folder, [...words, '--save-columns', 'map.json']);
    expect(status).toBe(0);
    expect(stdout).toBe(read('city.json'));
    expect(stderr).toMatch(/wrote city.json\nwrote issues.csv\nwrote map.json/);
    const { communities, issues, summary } = await importStatusTable(readFileSync(table));
    const document = JSON.parse(stdout) as { counts: unknown };
    expect(parseStatusData(document)).toEqual({ communities, issues });
    expect(document.counts).toEqual(summary.counts);
    expect(JSON.parse(read('map.json'))).toEqual(summary.map);
    const rows = parse(read('issues.csv'), { bom: true, columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength(issues.length);
    expect(rows[0]).toMatchObject({ record: String(issues[0].record), kind: issues[0].kind });
    expect(work.list()).toEqual(['city.json', 'issues.csv', 'map.json']);
  });

  it('keeps formulas of a table from being computed in the list of judgements', async () => {
    writeFileSync(join(folder, 'trap.csv'), '小区名称,行政区,户数\n甲苑,"=cmd|\' /C calc\'!A0",@SUM(1)\n');
    const { status } = await runCli(folder, [
      'programme',
      'import',
      'trap.csv',
      '--issues',
      'trap-issues.csv',
    ]);
    expect(status).toBe(0);
    const cells = (parse(read('trap-issues.csv'), { bom: true }) as string[][]).flat();
    expect(cells).toContain("'=cmd|' /C calc'!A0");
    expect(cells.filter((cell) => /^[=+@-]/.test(cell) && !/^-?[\d.]+$/.test(cell))).toEqual([]);
  });

  it('says in both languages what was read; refuses the rest with its status, and leaves nothing behind', async () => {
    const before = work.list();
    writeFileSync(join(folder, 'small.csv'), '小区名称,行政区,联系电话\n甲苑,静安,13912345678\n');
    const chinese = await runCli(folder, ['programme', 'import', 'small.csv', '--lang', 'zh']);
    expect(chinese.stdout).toMatch(/1 个小区.*district_short {2}补上“区”.*不读取、不保存：联系电话/s);
    writeFileSync(join(folder, 'bad.csv'), '小区名称,行政区\n甲苑,"静安\n');
    const refused = (words: readonly string[]) => runCli(folder, ['programme', ...words]);
    const bad = await refused(['import', 'bad.csv', '-o', 'bad.json', '--issues', 'bad-issues.csv']);
    expect([bad.status, bad.stderr]).toEqual([65, expect.stringMatching(/bad\.csv: row 2: .*never closed/)]);
    expect((await refused(['import', 'none.csv'])).status).toBe(66);
    expect((await refused(['import', 'small.csv', '-o', 'no/such/folder.json'])).status).toBe(74);
    const bare = await refused([]);
    expect([bare.status, bare.stderr]).toEqual([64, expect.stringMatching(/import.*a command is missing/s)]);
    expect(work.list()).toEqual([...before, 'bad.csv', 'small.csv'].sort());
  });
});
