import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { community } from '../programme/programme-support/communities.ts';
import { createWorkFolder, runCli } from '../support/run-cli.ts';

const { folder, remove } = createWorkFolder();
const write = (name: string, document: unknown) =>
  writeFileSync(join(folder, name), JSON.stringify(document));

beforeAll(() => {
  const communities = [
    community(1, { name: '=1+1' }),
    community(2, { complaints: 9 }),
    community(3, { district: '崇明区', covered: { telecom: true, mobile: false, unicom: false } }),
  ];
  write('communities.json', { communities, issues: [] });
  write('met.json', { year: 2023, districts: { 静安区: [1, 1, 0, 0] } });
  write('short.json', { year: 2023, districts: { 崇明区: [0, 0, 0, 1] } });
  write('weights.json', { complaints: 'much' });
});

afterAll(remove);

describe('diku programme rank', () => {
  it('prints one document, whose weights can be handed in again, and writes no formula', async () => {
    const first = await runCli(folder, [
      'programme',
      'rank',
      'communities.json',
      '--json',
      '-o',
      'list.xlsx',
    ]);
    expect(first.status).toBe(0);
    const document = JSON.parse(first.stdout) as { weights: object; communities: { records: number[] }[] };
    expect(document.communities.map(({ records }) => records[0])).toEqual([2, 1, 3]);
    const sheets = unzipSync(new Uint8Array(readFileSync(join(folder, 'list.xlsx'))));
    const sheet = new TextDecoder().decode(sheets['xl/worksheets/sheet1.xml']);
    expect(sheet).toContain('=1+1');
    expect(sheet).not.toContain('<f>');
    write('again.json', document.weights);
    const second = await runCli(folder, [
      ...['programme', 'rank', 'communities.json', '--json', '--weights', 'again.json'],
    ]);
    const { communities } = JSON.parse(second.stdout) as typeof document;
    expect(communities).toEqual(document.communities);
  });

  it('refuses weights that are none, with file and location', async () => {
    const { status, stderr } = await runCli(folder, [
      ...['programme', 'rank', 'communities.json', '--weights', 'weights.json'],
    ]);
    expect([status, stderr]).toEqual([
      65,
      'diku: weights.json: weights.complaints: found "much"; expected number\n',
    ]);
  });
});

describe('diku programme assign', () => {
  it('ends with 0 where every quota is met', async () => {
    const { status, stdout } = await runCli(folder, [
      ...['programme', 'assign', 'communities.json', '--quotas', 'met.json', '--lang', 'en'],
    ]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/Jing'an +2 +1 +1 +0 +0 +2 +0 +0 +2 +2\n/);
    expect(stdout).toContain('every quota is filled');
  });

  it('ends with 1 where one cannot be met, and says with whom it could', async () => {
    const { status, stdout } = await runCli(folder, [
      ...['programme', 'assign', 'communities.json', '--quotas', 'short.json', '--json', '-o', 'list.csv'],
    ]);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      met: false,
      districts: [
        { district: '静安区', short: 0 },
        {
          ...{ district: '崇明区', short: 1 },
          relaxation: {
            stillShort: 0,
            supplements: [{ records: [3], unmet: ['partly-covered'], quarter: 4 }],
          },
        },
      ],
      assigned: [],
    });
  });

  it('refuses quotas of another kind, and files that are no communities', async () => {
    const quotas = await runCli(folder, [
      ...['programme', 'assign', 'communities.json', '--quotas', 'weights.json'],
    ]);
    expect(quotas.status).toBe(65);
    expect(quotas.stderr).toMatch(/^diku: weights\.json: quotas/);
    const communities = await runCli(folder, ['programme', 'assign', 'met.json']);
    expect(communities.status).toBe(65);
    expect(communities.stderr).toMatch(/^diku: met\.json: communities: found nothing/);
  });

  it('of the programme’s file keeps what is under way, and takes the step of those it chooses, once', async () => {
    const rows = [1, 2, 3, 4].map((row) => `静安区,小区${row},样例路${row}号,否,否,否,同意,${row}`);
    const head =
      '行政区,小区名称,地址,电信是否已专项覆盖,移动是否已专项覆盖,联通是否已专项覆盖,业主意愿,投诉量';
    writeFileSync(join(folder, 'table.csv'), `${head}\n${rows.join('\n')}\n`);
    const year = new Date().getFullYear();
    write('two.json', { year, districts: { 静安区: [2, 0, 0, 1] } });
    const store = 'city.diku-programme';
    const diku = (...words: string[]) => runCli(folder, ['programme', ...words]);
    await diku('import', 'table.csv', '--into', store);
    await diku('export', store, '-o', 'ids.csv');
    const exported = parse(readFileSync(join(folder, 'ids.csv')), { bom: true, columns: true });
    const { id } = (exported as { id: string; name: string }[]).find(({ name }) => name === '小区1')!;
    await diku('advance', store, 'chosen', id, '--due', `${year}-Q4`);
    const quotas = ['--quotas', 'two.json', '--from-quarter', '1'];
    const first = await diku('assign', store, '--json', '--take', ...quotas);
    const assigned = ({ stdout }: { stdout: string }) =>
      (
        JSON.parse(stdout) as { assigned: { name: string; quarter: number; isUnderWay: boolean }[] }
      ).assigned.map(({ name, quarter, isUnderWay }) => [name, quarter, isUnderWay]);
    expect(assigned(first)).toEqual([
      ['小区4', 1, false],
      ['小区3', 1, false],
      ['小区1', 4, true],
    ]);
    expect(JSON.parse(first.stdout)).toMatchObject({ met: true, taken: 2 });
    const again = await diku('assign', store, '--json', '--take', ...quotas);
    expect(assigned(again)).toEqual(assigned(first).map(([name, quarter]) => [name, quarter, true]));
    expect(JSON.parse(again.stdout)).toMatchObject({ taken: 0 });
  });
});
