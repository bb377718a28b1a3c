import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseProgrammeDocument } from '@diku/engine/programme';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../packages/engine/src/core/index.ts';
import { readWorkbook } from '../documents/construction-support/read-workbook.ts';
import { isLong } from '../support/is-long.ts';
import { createWorkFolder, finished, runCli, runProgram, startCli } from '../support/run-cli.ts';
import { writeGarage, writeResult, writeWalk } from './programme-support/tested-garage.ts';

const work = createWorkFolder();
const { folder } = work;
const path = (name: string) => join(folder, name);
const store = 'city.diku-programme';
/** The library that stores the file, asked past our own code. */
const LibraryDatabase = createRequire(new URL('../../packages/cli/package.json', import.meta.url))(
  'libsql',
) as {
  new (
    file: string,
  ): {
    exec(sql: string): void;
    prepare(sql: string): { raw(): { all(): unknown[] } };
    close(): void;
  };
};
const diku = (...words: string[]) => runCli(folder, ['programme', ...words]);

/** A status table of so many communities, two districts in turn. */
function statusTable(count: number, note = ''): string {
  const rows = Array.from(
    { length: count },
    (_, index) =>
      `${index % 2 ? '静安区' : '崇明区'},小区${index},样例路${index}号,${index % 3 ? '同意' : '反对'},${note}`,
  );
  return `行政区,小区名称,地址,业主意愿,备注\n${rows.join('\n')}\n`;
}

function query<Row>(file: string, sql: string): Row[] {
  const database = new LibraryDatabase(path(file));
  try {
    return database.prepare(sql).raw().all() as Row[];
  } finally {
    database.close();
  }
}

/** Everything the store says of its communities, and whether the file is sound. */
function contents(file: string): unknown {
  expect(query(file, 'PRAGMA integrity_check')).toEqual([['ok']]);
  return {
    communities: query(file, 'SELECT id, document, judgements, surveyed, import FROM community ORDER BY id'),
    steps: query(file, 'SELECT community, stage, date, document FROM step ORDER BY number'),
    imports: query(file, 'SELECT file, added, updated, unchanged FROM import'),
  };
}

const wait = (timeMs: number) => new Promise((resolve) => setTimeout(resolve, timeMs));

async function idOf(name: string): Promise<string> {
  await diku('export', store, '-o', 'ids.csv');
  const rows = parse(readFileSync(path('ids.csv')), { bom: true, columns: true }) as Record<string, string>[];
  return rows.find((row) => row.name === name)!.id;
}

beforeAll(async () => {
  writeFileSync(path('table.csv'), statusTable(40));
  const { status, stderr } = await diku('import', 'table.csv', '--into', store, '--date', '2025-01-02');
  expect([status, stderr]).toEqual([0, expect.stringContaining('40 added, 0 updated, 0 unchanged')]);
});
afterAll(() => work.remove());

describe('the file of the programme', () => {
  it('keeps what is under way when a table comes again, also with another address', async () => {
    const id = await idOf('小区3');
    const steps = [
      'advance',
      store,
      'chosen',
      id,
      '--date',
      '2025-02-03',
      '--due',
      '2025-Q2',
      '--note',
      '优先',
    ];
    expect((await diku(...steps)).status).toBe(0);
    const changed = statusTable(40)
      .replace('样例路3号', '样例路3弄1号')
      .replace('小区5,样例路5号,同意', '小区5,样例路5号,待定')
      .replace(/.*小区7,.*\n/, '');
    writeFileSync(path('again.csv'), `${changed}静安区,小区99,样例路99号,同意,\n`);
    const { stderr } = await diku('import', 'again.csv', '--into', store, '--date', '2025-03-01');
    expect(stderr).toContain('1 added, 2 updated, 37 unchanged, 1 not in this table, retained');
    const { community } = JSON.parse((await diku('status', store, id, '--json')).stdout);
    expect(community).toMatchObject({ address: '样例路3弄1号', name: '小区3' });
    expect(community.history).toEqual([
      { stage: 'surveyed', date: '2025-01-02' },
      { stage: 'chosen', date: '2025-02-03', note: '优先', due: '2025-Q2' },
    ]);
    expect((await diku('import', 'again.csv', '--into', store)).stderr).toContain(
      '0 added, 0 updated, 40 unchanged',
    );
  });

  it('has what three operators say in whatever order their lists come, with nothing lost; dry runs and undoing', {
    tags: ['thorough'],
  }, async () => {
    const count = 300;
    const random = createRandom(27);
    const operators = { telecom: '电信', mobile: '移动', unicom: '联通' } as const;
    const spellings = ['', '小区', '（商品房）'];
    const stated = new Map<string, boolean>();
    const lists = Object.entries(operators).map(([id, name], list) => {
      const rows = Array.from({ length: count }, (_, index) => {
        const isCovered = random() < 0.5;
        stated.set(`${index} ${id}`, isCovered);
        const gate = list === 1 ? '号' : '弄';
        const households = list === 0 ? 500 + index : '';
        return `静安区,松泉庭${index}栋${spellings[(index + list) % 3]},样例路${7 * index + 1}${gate},${households},${isCovered ? '是' : '否'}`;
      });
      const file = `list-${id}.csv`;
      writeFileSync(path(file), `行政区,小区名称,地址,户数,${name}是否覆盖\n${rows.join('\n')}\n`);
      return file;
    });
    const orders = [
      [0, 1, 2],
      [2, 1, 0],
      [1, 0, 2],
    ];
    const results: unknown[] = [];
    for (const [at, order] of orders.entries()) {
      const file = `order-${at}.diku-programme`;
      for (const index of order) await diku('import', lists[index], '--into', file, '--date', '2026-01-05');
      const documents = query<[string]>(file, 'SELECT document FROM community').map(([text]) =>
        JSON.parse(text),
      );
      results.push(
        documents.map(({ records: _, ...each }) => each).sort((a, b) => (a.name < b.name ? -1 : 1)),
      );
    }
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
    const merged = results[0] as { name: string; households: number; covered: Record<string, boolean> }[];
    expect(merged).toHaveLength(count);
    for (const { name, households, covered } of merged) {
      const index = Number(/\d+/.exec(name)?.[0]);
      expect(households).toBe(500 + index);
      for (const id of Object.keys(operators)) expect(covered[id]).toBe(stated.get(`${index} ${id}`));
    }
    const file = 'order-0.diku-programme';
    const before = contents(file);
    writeFileSync(
      path('office.csv'),
      '行政区,小区名称,地址,户数,业主意愿\n静安区,松泉庭3栋,样例路22弄,777,同意\n',
    );
    const office = ['import', 'office.csv', '--into', file, '--date', '2026-01-05'];
    const dry = await diku(...office, '--dry-run');
    expect(dry.stderr).toMatch(/松泉庭3栋 {2}households: 503 → 777/);
    expect(contents(file)).toEqual(before);
    const done = JSON.parse((await diku(...office, '--json')).stdout);
    expect(done.stored.conflicts).toEqual([
      expect.objectContaining({ name: '松泉庭3栋', field: 'households', taken: 777, rule: 'party' }),
    ]);
    const id = done.stored.conflicts[0].id;
    const { community } = JSON.parse((await diku('status', file, id, '--json')).stdout);
    expect(community.sources.owners).toMatchObject({
      value: 'agree',
      file: 'office.csv',
      cell: 'E2',
      party: 'office',
    });
    expect(community.sources['covered.mobile']).toMatchObject({
      file: 'list-mobile.csv',
      cell: 'E5',
      party: 'mobile',
    });
    writeFileSync(path('decision.csv'), '行政区,小区名称,地址,户数\n静安区,松泉庭3栋,样例路22弄,503\n');
    const decision = [
      'import',
      'decision.csv',
      '--into',
      file,
      '--party',
      'decision',
      '--date',
      '2026-01-04',
    ];
    expect((await diku(...decision)).status).toBe(0);
    const decided = JSON.parse((await diku('status', file, id, '--json')).stdout).community;
    expect([decided.households, decided.conflicts[0].rule]).toEqual([503, 'decision']);
    for (let each = 0; each < 2; each += 1)
      expect((await diku('import', '--undo', '--into', file)).status).toBe(0);
    expect(contents(file)).toEqual(before);
  });

  it('is refused where it is none, with the location; a failed beginning leaves nothing', async () => {
    writeFileSync(path('poem.diku-programme'), 'not a database but a poem\n'.repeat(9));
    writeFileSync(path('cut.diku-programme'), readFileSync(path(store)).subarray(0, 9000));
    const other = new LibraryDatabase(path('other.db'));
    other.exec('CREATE TABLE t (a)');
    other.close();
    const before = work.list();
    for (const [file, status, found] of [
      ['poem.diku-programme', 65, /another kind of file/],
      ['cut.diku-programme', 65, /a damaged file/],
      ['other.db', 65, /database of another program/],
      ['none.diku-programme', 66, /found none/],
    ] as const) {
      const result = await diku('status', file);
      expect([file, result.status, result.stderr]).toEqual([file, status, expect.stringMatching(found)]);
    }
    writeFileSync(path('bad.csv'), '行政区,小区名称\n静安区,"甲\n');
    expect((await diku('import', 'bad.csv', '--into', 'new.diku-programme')).status).toBe(65);
    expect(work.list()).toEqual([...before, 'bad.csv'].sort());
  });

  it('is whole before or whole after, killed at any moment, seed 4', { tags: ['thorough'] }, async () => {
    writeFileSync(path('many.csv'), statusTable(isLong ? 3000 : 1000, '第二次'));
    await diku('import', 'table.csv', '--into', 'killed.diku-programme', '--date', '2025-01-02');
    const before = contents('killed.diku-programme');
    const [file, holder] = [path('killed.diku-programme'), path('.killed.diku-programme.holder')];
    const fresh = readFileSync(file);
    const words = ['import', 'many.csv', '--into', 'killed.diku-programme', '--date', '2025-02-02'];
    const started = performance.now();
    expect((await diku(...words)).status).toBe(0);
    const wholeMs = performance.now() - started;
    const after = contents('killed.diku-programme');
    writeFileSync(file, fresh);
    const random = createRandom(4);
    const ends: ('before' | 'after')[] = [];
    for (let attempt = 0; attempt < (isLong ? 4 : 2); attempt++) {
      rmSync(holder, { force: true });
      const child = startCli(folder, ['programme', ...words]);
      const ended = finished(child);
      // From the lock on, somewhere in what is written; the first one at once.
      while (!existsSync(holder) && child.exitCode === null) await wait(2);
      await wait((attempt / 6) * random() * wholeMs);
      child.kill('SIGKILL');
      await ended;
      const now = contents('killed.diku-programme');
      ends.push(JSON.stringify(now) === JSON.stringify(after) ? 'after' : 'before');
      expect(now).toEqual(ends[attempt] === 'after' ? after : before);
      if (ends[attempt] === 'after') writeFileSync(file, fresh);
    }
    expect(ends[0]).toBe('before');
    expect((await diku(...words)).status).toBe(0);
    expect(contents('killed.diku-programme')).toEqual(after);
  });

  it('has one writer at a time: others wait, and say whom they waited for in vain', async () => {
    const [first, second] = [await idOf('小区11'), await idOf('小区13')];
    // A writer that does not end: a transaction in this process.
    const database = new LibraryDatabase(path(store));
    database.exec('BEGIN IMMEDIATE');
    writeFileSync(
      path(`.${store}.holder`),
      JSON.stringify({
        pid: process.pid,
        host: (await import('node:os')).hostname(),
        command: 'a test',
        since: 'now',
      }),
    );
    const vain = await diku('advance', store, 'chosen', first, '--date', '2025-02-05', '--wait', '0');
    expect(vain.status).toBe(74);
    expect(vain.stderr).toContain(`process ${process.pid} on `);
    expect(vain.stderr).toContain('(a test, since now)');
    expect((await diku('status', store, first)).status).toBe(0);
    const waiting = [first, second].map((id) =>
      runProgram(folder, [
        ...['programme', 'advance', store, 'chosen', id],
        ...['--date', '2025-02-05', '--wait', '60'],
      ]),
    );
    database.exec('ROLLBACK');
    database.close();
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([0, 0]);
    const steps = query(store, "SELECT count(*) FROM step WHERE date = '2025-02-05'");
    expect(steps).toEqual([[2]]);
    expect(existsSync(path(`.${store}.holder`))).toBe(false);
  });
});

describe('steps on the command line', () => {
  const editTable = (change: (row: Record<string, string>) => void): string => {
    const rows = parse(readFileSync(path('table-out.csv')), { bom: true, columns: true }) as Record<
      string,
      string
    >[];
    rows.forEach(change);
    const heads = Object.keys(rows[0]);
    return [heads, ...rows.map((row) => heads.map((head) => row[head]))]
      .map((cells) => cells.join(','))
      .join('\n');
  };

  it('come from a table that was filled in, all of them or none', { tags: ['thorough'] }, async () => {
    await diku('export', store, '-o', 'table-out.csv');
    writeGarage(folder, 'plan.json', { name: '小区21', district: '静安区' });
    await writeWalk(folder, 'plan.json', { walk: 'walk.csv', rsrpDbm: (row) => -80 - (row % 5) });
    expect(await writeResult(folder, 'report.json', ['accept', 'plan.json', 'walk.csv'])).toBe(0);
    await writeResult(folder, 'verdict.json', ['check', 'plan.json']);
    const filled = (row: Record<string, string>) => {
      if (row.name !== '小区21') return;
      Object.assign(row, { due: '2025-q4', 'chosen on': '2025/4/1', 'planned on': '2025年4月20日' });
      Object.assign(row, {
        'coordinated on': '20250501',
        'works began on': '45800',
        'tested on': '2025-06-30',
      });
      Object.assign(row, { 'accepted on': '2025-07-02', 'test report': 'report.json', note: '完工' });
      Object.assign(row, {
        'plan result': 'verdict.json',
        'walk files': 'walk.csv',
        'plan file': 'plan.json',
      });
      row['reason without evidence'] = '会议纪要未归档';
    };
    writeFileSync(
      path('wrong.csv'),
      editTable((row) => {
        filled(row);
        if (row.name === '小区23') row['planned on'] = '2025-04-02';
        if (row.name === '小区25') row['surveyed on'] = '2025-01-03';
      }),
    );
    const before = query(store, 'SELECT count(*) FROM step');
    const wrong = await diku('advance', store, '--table', 'wrong.csv');
    expect(wrong.status).toBe(65);
    expect(wrong.stderr).toMatch(
      /wrong\.csv: row \d+, c\w+ \(小区23\): found surveyed → planned; expected chosen/,
    );
    expect(wrong.stderr).toMatch(/row \d+, column "surveyed on": found 2025-01-03; expected 2025-01-02/);
    expect(query(store, 'SELECT count(*) FROM step')).toEqual(before);
    writeFileSync(path('right.csv'), editTable(filled));
    for (const option of ['--date', '--note']) {
      const besides = await diku('advance', store, '--table', 'right.csv', option, '2025-Q1');
      expect([besides.status, besides.stderr]).toEqual([
        64,
        expect.stringMatching(RegExp(`${option}: found "2025-Q1"; expected none beside --table`)),
      ]);
    }
    const right = await diku('advance', store, '--table', 'right.csv', '--json');
    expect(
      JSON.parse(right.stdout).steps.map(({ to, date }: { to: string; date: string }) => [to, date]),
    ).toEqual([
      ['chosen', '2025-04-01'],
      ['planned', '2025-04-20'],
      ['coordinated', '2025-05-01'],
      ['under-construction', '2025-05-23'],
      ['tested', '2025-06-30'],
      ['accepted', '2025-07-02'],
    ]);
    expect(JSON.parse((await diku('advance', store, '--table', 'right.csv', '--json')).stdout)).toEqual({
      steps: [],
    });
    const { community } = JSON.parse((await diku('status', store, await idOf('小区21'), '--json')).stdout);
    expect(community.history.at(-1).evidence.source).toMatchObject({ file: 'report.json' });
    // All of it for the planner.
    await diku('export', store, '-o', 'city.json', '--datum', 'wgs84');
    const document = parseProgrammeDocument(JSON.parse(readFileSync(path('city.json'), 'utf8')));
    expect(document.datum).toBe('wgs84');
    const { judgements: _, sources: __, conflicts: ___, ...rest } = community;
    expect(document.communities.find(({ id }) => id === community.id)).toEqual(rest);
  });

  it('to acceptance need a report that passed', { tags: ['thorough'] }, async () => {
    const id = await idOf('小区21');
    const back = await diku('advance', store, 'tested', id, '--note', '复测');
    expect(back.status).toBe(0);
    expect((await diku('advance', store, 'accepted', id)).stderr).toMatch(
      /no test report; expected .*diku accept/,
    );
    writeFileSync(
      path('failed.json'),
      readFileSync(path('report.json'), 'utf8').replace('"passed": true', '"passed": false'),
    );
    const failed = await diku('advance', store, 'accepted', id, '--report', 'failed.json');
    expect([failed.status, failed.stderr]).toEqual([
      65,
      expect.stringContaining('failed.json: acceptance.passed: found false'),
    ]);
    const words = ['advance', store, 'accepted', id, '--report', 'report.json', '--plan', 'plan.json'];
    // What was measured before it went back says nothing of the test made anew.
    expect((await diku(...words)).stderr).toMatch(/walks: found none; expected the walk files/);
    words.push('--walk', 'walk.csv');
    expect((await diku(...words)).status).toBe(0);
    expect((await diku('status', store, id)).stdout).toMatch(/walk walk\.csv \([0-9a-f]{12}\)/);
  });
});

describe('the month’s report', () => {
  it('has sums that are those of its rows, by formulas over them, and texts that are never formulas', {
    tags: ['thorough'],
  }, async () => {
    writeFileSync(path('trap.csv'), '行政区,小区名称,地址\n静安区,=1+1小区,@样例\n静安区,-2小区,+样例\n');
    await diku('import', 'trap.csv', '--into', store, '--date', '2025-01-02');
    expect((await diku('report', store, '-o', 'month.xlsx', '--month', '2025-08')).status).toBe(0);
    const book = readWorkbook(readFileSync(path('month.xlsx')));
    const [quota, rows] = [book.get('Districts against their quotas')!, book.get('Communities')!];
    const at = (sheet: typeof quota, point: string) => sheet.get(point)?.value;
    const all = Array.from({ length: 43 }, (_, index) => index + 3).map((row) => ({
      district: at(rows, `C${row}`),
      quarter: at(rows, `I${row}`),
    }));
    expect(all.filter(({ district }) => district)).toHaveLength(43);
    const heads = Array.from({ length: 16 }, (_, index) => at(quota, `${String.fromCharCode(65 + index)}2`));
    expect(heads.slice(7, 9)).toEqual(['Q3 quota', 'Q3 accepted']);
    const districts = Array.from({ length: 16 }, (_, index) => index + 3);
    for (const row of districts) {
      const districtRows = all.filter(({ district }) => district === at(quota, `B${row}`));
      expect(at(quota, `C${row}`)).toBe(districtRows.length);
      expect(at(quota, `I${row}`)).toBe(districtRows.filter(({ quarter }) => quarter === '2025-Q3').length);
      expect(quota.get(`I${row}`)?.formula).toBe(
        `COUNTIFS('Communities'!$C$3:$C$45,B${row},'Communities'!$I$3:$I$45,"2025-Q3")`,
      );
    }
    for (const column of 'CDEFGHIJKLMN') {
      const total = districts.reduce((sum, row) => sum + Number(at(quota, `${column}${row}`)), 0);
      expect(at(quota, `${column}19`), column).toBe(total);
    }
    expect([at(quota, 'N19'), at(quota, 'M19'), at(quota, 'L19')]).toEqual([1, 625, 1000]);
    const traps = [...rows.values()].filter(({ value }) => /^[=+@-]/.test(String(value)));
    expect(traps.length).toBeGreaterThan(0);
    expect(traps.every(({ isText, formula }) => isText && formula === undefined)).toBe(true);
    await diku('export', store, '-o', 'traps.csv');
    const cells = (parse(readFileSync(path('traps.csv')), { bom: true }) as string[][]).flat();
    expect(cells).toContain("'=1+1小区");
    expect(cells.filter((cell) => /^[=+@-]/.test(cell))).toEqual([]);
  });

  it.runIf(isLong)('is the same bytes every time, in every format; quotas may be others', async () => {
    for (const format of ['xlsx', 'pdf', 'html']) {
      for (const name of ['a', 'b'])
        await diku('report', store, '-o', `${name}.${format}`, '--month', '2025-08', '--lang', 'zh');
      expect(readFileSync(path(`a.${format}`)).equals(readFileSync(path(`b.${format}`)))).toBe(true);
    }
    expect(readFileSync(path('a.html'), 'utf8')).toMatch(
      /2025 年 8 月进度统计.*距本季度末累计指标还差 624 个/s,
    );
    writeFileSync(path('quotas.json'), JSON.stringify({ year: 2025, districts: { 静安区: [0, 0, 1, 2] } }));
    const status = await diku('status', store, '--month', '2025-08', '--quotas', 'quotas.json', '--json');
    expect(JSON.parse(status.stdout).city).toMatchObject({ due: 1, accepted: 1, quota: [0, 0, 1, 2] });
    writeFileSync(path('quotas.json'), JSON.stringify({ year: 2025, districts: { 静安区: [0, 0, 1] } }));
    const wrong = await diku('status', store, '--quotas', 'quotas.json');
    expect([wrong.status, wrong.stderr]).toEqual([
      65,
      expect.stringContaining('quotas.json: quotas.districts.静安区'),
    ]);
    expect((await diku('report', store, '-o', 'x.docx')).status).toBe(64);
    expect((await diku('status', store, '--month', '2025-13')).status).toBe(64);
  });
});
