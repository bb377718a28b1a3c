import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { formatJson } from '@diku/engine/documents';
import { parse } from 'csv-parse/sync';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { xlsxBytes } from '../programme/programme-support/write-table.ts';
import { isLong } from '../support/is-long.ts';
import { createWorkFolder, runCli } from '../support/run-cli.ts';
import { hallPlan, quickOptions, readTree, tooLittleDbm, writeHalls } from './batch-support/garages.ts';

const work = createWorkFolder();
const { folder } = work;
const batch = (...args: string[]) => runCli(folder, ['batch', ...args, ...quickOptions]);

interface Summary {
  communities: number;
  met: number;
  notMet: number;
  failed: number;
  kept: number;
  failures: { id: string; kind: string; reason: string }[];
}

const summaryOf = ({ stdout }: { stdout: string }) => JSON.parse(stdout) as Summary;

beforeAll(() => {
  mkdirSync(join(folder, 'drawings'));
  writeHalls(join(folder, 'drawings'), 2, 5);
  writeFileSync(join(folder, 'strong.json'), JSON.stringify(hallPlan(24, 15)));
  writeFileSync(join(folder, 'drawings', 'poem.dxf'), 'this is not a drawing\nbut a poem\n'.repeat(40));
  const rows = [
    '编号,小区名称,所属区,图纸',
    '=1+1,"一号, 苑",浦东新区,strong.json',
    '../../up,,浦东新区,drawings/hall-1.diku.json',
    'h2,@SUM(A1),徐汇区,drawings/hall-2.diku.json',
    'poem,诗,徐汇区,drawings/poem.dxf',
    'gone,,,drawings/gone.dxf',
  ];
  writeFileSync(join(folder, 'list.csv'), `\uFEFF${rows.join('\r\n')}\r\n`);
});
afterAll(() => work.remove());

describe('diku batch', () => {
  it('plans what can be planned, says why of the rest, the same bytes for any number of workers', {
    tags: ['thorough'],
  }, async () => {
    const one = await batch('list.csv', '-o', 'one', '--workers', '1', '--fail-under', '0.1');
    // Results that are kept count as well.
    const two = await batch(
      'list.csv',
      '-o',
      isLong ? 'two' : 'one',
      '--workers',
      '2',
      '--fail-under',
      '0.3',
    );
    expect([one.status, two.status]).toEqual([0, 1]);
    expect(summaryOf(one)).toMatchObject({ communities: 5, met: 1, notMet: 2, failed: 2, kept: 0 });
    expect(summaryOf(one).failures).toMatchObject([
      { id: 'poem', kind: 'input', reason: expect.stringMatching(/^line 1: found "this is not a drawing"/) },
      { id: 'gone', kind: 'input', reason: expect.stringMatching(/not found/) },
    ]);
    if (isLong) expect(readTree(join(folder, 'two'))).toEqual(readTree(join(folder, 'one')));
  });

  it('gives each garage the files of diku plan, and computes again what a change touches, and nothing else', {
    tags: ['thorough'],
  }, async () => {
    const again = (...args: string[]) => batch('drawings', '-o', 'drawings/results', ...args);
    const plan = ['plan', 'drawings/hall-1.diku.json', '-o', 'plan', ...quickOptions];
    const [first] = await Promise.all([again('--workers', '1'), runCli(folder, plan)]);
    expect(summaryOf(first)).toMatchObject({ communities: 3, kept: 0, failed: 1 });
    const communities = join(folder, 'drawings/results/communities');
    const { 'community.json': record, ...files } = readTree(join(communities, 'hall-1'));
    expect(record).toContain('"id": "hall-1"');
    expect(files).toEqual(readTree(join(folder, 'plan')));
    const stamp = new Date(2020, 1, 1);
    const reports = ['hall-1', 'hall-2'].map((id) => join(communities, id, 'report.html'));
    for (const report of reports) utimesSync(report, stamp, stamp);
    const untouched = () => reports.filter((report) => statSync(report).mtimeMs === stamp.getTime()).length;
    // What lies in the result set itself is no drawing.
    expect(summaryOf(await again())).toMatchObject({ communities: 3, kept: 3, notMet: 2, failed: 1 });
    const changed = hallPlan(21.7, tooLittleDbm);
    writeFileSync(join(folder, 'drawings/hall-2.diku.json'), JSON.stringify(changed));
    expect(summaryOf(await again('--workers', '1', '--resume')).kept).toBe(2);
    expect(untouched()).toBe(1);
    if (!isLong) return;
    expect(summaryOf(await again('--confidence', '0.9')).kept).toBe(0);
    expect(untouched()).toBe(0);
  });

  it.runIf(isLong)(
    'takes a list from a workbook whose rows have no drawing yet, and lays their ids over the plans',
    async () => {
      const rows = [
        ['进度表'],
        ['编号', '小区名称', '区', '计划季度', '图纸'],
        ['c1', '一号苑', '静安区', '2026-Q4', ''],
        ['c2', '二号苑', '静安区', '2026-Q4', 'strong.json'],
      ];
      writeFileSync(join(folder, 'list.xlsx'), xlsxBytes(rows));
      const { stderr, ...run } = await batch('list.xlsx', '-o', 'book', '--workers', '1');
      expect(summaryOf({ stdout: run.stdout })).toMatchObject({ communities: 1, met: 1 });
      expect(stderr).toMatch(/no drawing and no plan: 1/);
      const { community } = JSON.parse(
        readFileSync(join(folder, 'book/communities/c2/plan.diku.json'), 'utf8'),
      );
      expect(community).toMatchObject({ id: 'c2', name: '二号苑', district: '静安区' });
    },
  );

  it('has one table in two forms, the figures those of the verdicts, formulas put out of action', {
    tags: ['thorough'],
  }, async () => {
    const csv = readFileSync(join(folder, 'one/communities.csv'), 'utf8');
    const rows = parse(csv, { columns: true, bom: true }) as Record<string, string>[];
    const bytes = new Uint8Array(readFileSync(join(folder, 'one/communities.parquet')));
    const parquet = await parquetReadObjects({ file: bytes.buffer });
    expect(rows).toHaveLength(5);
    const plain = (cell: unknown) => (/^[=+\-@]/.test(String(cell ?? '')) ? `'${cell}` : String(cell ?? ''));
    for (const [index, row] of rows.entries()) {
      const stored = Object.entries(parquet[index]).map(([name, cell]) => [name, plain(cell)]);
      expect(Object.fromEntries(stored)).toEqual(row);
      if (row.status === 'failed') continue;
      const verdict = JSON.parse(readFileSync(join(folder, 'one', row.folder, 'verdict.json'), 'utf8'));
      expect(row.met).toBe(String(verdict.target.met));
      expect(Number(row.passProbability)).toBe(verdict.target.jointPassProbability);
      expect(Number(row.antennas)).toBe(verdict.antennas);
      expect(Number(row.areaM2)).toBeCloseTo(verdict.levels[0].areaM2, 6);
    }
    expect(rows.map(({ id }) => id)).toEqual(["'=1+1", '../../up', 'h2', 'poem', 'gone']);
    expect(rows[2].name).toBe("'@SUM(A1)");
    const named = readFileSync(join(folder, 'one', rows[0].folder, 'report.html'), 'utf8');
    expect(named).toMatch(/一号, 苑.*Pudong/s);
    expect(rows.every((row) => /^communities\/[\p{L}\p{N}_][\p{L}\p{N}._-]*$/u.test(row.folder))).toBe(true);
  });

  it('moves the communities of the programme on whose plan meets the target, once, and says why no other', {
    tags: ['thorough'],
  }, async () => {
    const programme = async (...words: string[]) => {
      const { status, stdout } = await runCli(folder, ['programme', ...words, '--lang', 'en', '--json']);
      return { status, document: JSON.parse(stdout || 'null') };
    };
    const names = ['"一号, 苑",浦东', '"一号, 苑",徐汇', '@SUM(A1),徐汇', '诗,徐汇'];
    writeFileSync(join(folder, 'table.csv'), `小区名称,行政区\n${names.join('\n')}\n`);
    const store = 'city.diku-programme';
    await programme('import', 'table.csv', '--into', store, '--date', '2026-01-05');
    await programme('export', store, '-o', 'ids.csv');
    const listed = parse(readFileSync(join(folder, 'ids.csv')), { bom: true, from_line: 2 }) as string[][];
    const [meant, , other, poem] = listed.map(([id]) => id);
    const advance = () => programme('advance', store, '--results', 'one', '--date', '2026-02-01');
    const reasons = ({ document }: Awaited<ReturnType<typeof advance>>) =>
      document.refused.map(({ id, reason }: { id: string; reason: string }) => [id, reason]);
    const tooEarly = await advance();
    expect([tooEarly.status, tooEarly.document.steps]).toEqual([1, []]);
    expect(reasons(tooEarly)[0]).toEqual([
      '=1+1',
      expect.stringMatching(/surveyed → planned; expected chosen/),
    ]);
    await programme(
      'advance',
      store,
      'chosen',
      meant,
      other,
      poem,
      '--due',
      '2026-Q2',
      '--date',
      '2026-01-20',
    );
    const first = await advance();
    expect(first.status).toBe(1);
    expect(first.document.steps).toMatchObject([
      { id: meant, from: 'chosen', to: 'planned', date: '2026-02-01' },
    ]);
    expect(reasons(first)).toEqual([
      ['../../up', expect.stringMatching(/no community named/)],
      ['h2', expect.stringMatching(/a plan that misses its target \(telecom, expected coverage \d/)],
      ['poem', expect.stringMatching(new RegExp(`^${poem}.*no plan \\(line 1: found "this is`))],
      ['gone', expect.stringMatching(/no community named "gone"/)],
    ]);
    const again = await advance();
    expect([again.document.steps, again.document.unchanged, reasons(again)]).toEqual([
      [],
      [meant],
      reasons(first),
    ]);
    const { community } = (await programme('status', store, meant)).document;
    const { file, sha256 } = community.history.at(-1).plan.source;
    expect(file).toMatch(/^one\/communities\/[^/]+\/verdict\.json$/);
    expect(
      createHash('sha256')
        .update(readFileSync(join(folder, file)))
        .digest('hex'),
    ).toBe(sha256);
    // A plan that rests on what nobody has looked at does not miss its target.
    const verdict = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    const target = { ...verdict.target, met: false };
    writeFileSync(join(folder, file), JSON.stringify({ ...verdict, target, decidable: false }));
    const refused = expect.stringMatching(/verdict\.json: found changed since "diku batch" wrote it/);
    expect(reasons(await advance())).toContainEqual(['=1+1', refused]);
    listAnew(join(folder, file));
    expect(reasons(await advance())).toContainEqual(['=1+1', expect.stringMatching(/nobody can decide yet/)]);
    expect((await programme('advance', store, '--results', 'drawings')).status).toBe(66);
    expect((await programme('advance', store, 'planned', '--results', 'one')).status).toBe(64);
  });

  it.runIf(isLong)('ends a garage that takes too long or too much, and goes on', async () => {
    writeFileSync(join(folder, 'strong-list.json'), JSON.stringify([{ id: 'a', file: 'strong.json' }]));
    // Deep, so that its maps are large images.
    const deep = hallPlan(60, tooLittleDbm);
    for (const corner of deep.levels[0].outline) corner[1] *= 12;
    writeFileSync(join(folder, 'deep.json'), JSON.stringify(deep));
    writeFileSync(join(folder, 'list.json'), JSON.stringify([{ id: 'b', file: 'deep.json' }]));
    const [late, large] = await Promise.all([
      batch('strong-list.json', '-o', 'late', '--job-time-s', '1', '--effort', 'high'),
      batch('list.json', '-o', 'large', '--job-memory-mb', '128'),
    ]);
    expect(summaryOf(late).failures).toMatchObject([
      { id: 'a', kind: 'time', reason: /longer than the 1 s/ },
    ]);
    expect(summaryOf(large).failures).toMatchObject([{ id: 'b', kind: 'memory', reason: /128 MB/ }]);
    expect([late.status, large.status]).toEqual([0, 0]);
    // Another limit may do.
    expect(summaryOf(await batch('list.json', '-o', 'large'))).toMatchObject({
      notMet: 1,
      failed: 0,
      kept: 0,
    });
  });

  it.each([
    [
      'twice.json',
      [
        { id: 'a', file: 'x' },
        { id: 'a', file: 'y' },
      ],
      /twice\.json: \[1\]: found "a"; expected an id/,
    ],
    ['nothing.json', [], /found no drawing and no plan/],
    ['no-file.json', [{ id: 'a' }], /\[0\]: found no file/],
    ['number.json', 7, /communities: found no array/],
  ])('refuses the list %s', async (name, list, message) => {
    writeFileSync(join(folder, name), JSON.stringify(list));
    const { status, stderr } = await batch(name, '-o', 'refused');
    expect(stderr).toMatch(message);
    expect(status).toBe(65);
    expect(work.list()).not.toContain('refused');
  });
});

/** Puts a file that was changed into the list of its folder, and that into the record of its community, as if a batch had written both. */
function listAnew(file: string): void {
  const sha256 = (...parts: (string | Buffer)[]) => {
    const hash = createHash('sha256');
    for (const part of parts) hash.update(part);
    return hash.digest('hex');
  };
  const change = (name: string, key: (document: Record<string, unknown>) => void) => {
    const path = join(dirname(file), name);
    const document = JSON.parse(readFileSync(path, 'utf8'));
    key(document);
    writeFileSync(path, formatJson(document));
    return path;
  };
  const list = change('files.json', (document) => {
    const listed = (document.files as { name: string; sha256: string }[]).find(
      ({ name }) => name === basename(file),
    );
    Object.assign(listed!, { sha256: sha256(readFileSync(file)) });
  });
  change('community.json', (document) => {
    document.check = sha256(JSON.stringify([document.hash, document.row]), readFileSync(list));
  });
}
