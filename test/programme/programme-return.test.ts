import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { districtNames } from '@diku/engine/programme';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { isLong } from '../support/is-long.ts';
import { createWorkFolder, runCli } from '../support/run-cli.ts';

const work = createWorkFolder();
const { folder } = work;
const path = (name: string) => join(folder, name);
const read = (name: string) => readFileSync(path(name));
afterAll(() => work.remove());
const diku = async (...words: string[]) => {
  const result = await runCli(folder, ['programme', ...words]);
  return { ...result, done: result.status === 0 ? '' : result.stderr };
};

const text = fc.constantFrom('', '待业主大会', '需“夜间”施工', '=1+1', 'a,b;c', '换行\n第二行', '😀');
const name = fc.constantFrom('', '陆', '季 明', 'O’Brien');
/** A status table: which communities it names, and what it says of each. */
const table = fc.record({
  rows: fc.uniqueArray(
    fc.record({
      at: fc.integer({ min: 0, max: 11 }),
      households: fc.integer({ min: 0, max: 3 }),
      note: text,
    }),
    { minLength: 1, maxLength: 12, selector: ({ at }) => at },
  ),
  party: fc.constantFrom('', 'office', 'telecom', 'decision', '街道'),
  author: name,
});
/** Rows of the table of progress that somebody fills in. */
const steps = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: 11 }),
    note: text,
    ...{ author: name, office: name, builder: name },
    cost: fc.option(fc.integer({ min: 0, max: 900_000 }), { nil: undefined }),
    sharing: fc.constantFrom('', '电信、联通', '移动'),
    isForward: fc.boolean(),
  }),
  { maxLength: 8 },
);

const quoted = (cell: unknown) => `"${String(cell ?? '').replaceAll('"', '""')}"`;
const csvOf = (rows: readonly unknown[][]) => rows.map((cells) => cells.map(quoted).join()).join('\n');
/** Remarks are of today, and no step is before the last one. */
const day = new Date().toLocaleDateString('sv');

async function makeStore(
  store: string,
  tables: readonly {
    rows: { at: number; households: number; note: string }[];
    party: string;
    author: string;
  }[],
  rounds: readonly (readonly Record<string, unknown>[])[],
): Promise<void> {
  for (const [index, { rows, party, author }] of tables.entries()) {
    const cells = rows.map(({ at, households, note }) => [
      ...[districtNames[at % 3], `小区${at}`, `样例路${at}号`, households || '', note],
    ]);
    writeFileSync(path('table.csv'), csvOf([['行政区', '小区名称', '地址', '户数', '备注'], ...cells]));
    const words = ['import', 'table.csv', '--into', store, '--date', `2025-01-0${index + 1}`];
    const { done } = await diku(
      ...words,
      ...(party ? ['--party', party] : []),
      ...(author ? ['--author', author] : []),
    );
    expect(done).toBe('');
  }
  for (const wanted of rounds) {
    await diku('export', store, '-o', 'rows.csv');
    const rows = parse(read('rows.csv'), { bom: true, columns: true }) as Record<string, string>[];
    for (const { at, isForward, ...said } of wanted as { at: number; isForward: boolean }[]) {
      const row = rows.find((each) => each.name === `小区${at}`);
      if (!row) continue;
      const { note, author, office, builder, cost, sharing } = said as Record<string, string | undefined>;
      const next = ['chosen on', 'planned on'].find((head) => row[head] === '');
      if (isForward && next) row[next] = day;
      Object.assign(row, { author, office, builder, 'cost to build (CNY)': cost, 'shared by': sharing });
      if (note) row.note = note;
    }
    const heads = Object.keys(rows[0]);
    writeFileSync(path('filled.csv'), csvOf([heads, ...rows.map((row) => heads.map((head) => row[head]))]));
    const { done } = await diku('advance', store, '--table', 'filled.csv');
    expect(done).toBe('');
  }
}

describe('the programme as JSON', () => {
  it('comes back into a new file with nothing lost: written again it is the same bytes, seed 12', {
    timeout: 240_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(table, { minLength: 1, maxLength: 3 }),
        fc.array(steps, { maxLength: 3 }),
        async (tables, rounds) => {
          for (const file of ['one.db', 'two.db']) rmSync(path(file), { force: true });
          await makeStore('one.db', tables, rounds);
          expect((await diku('export', 'one.db', '-o', 'one.json', '--datum', 'gcj02')).done).toBe('');
          expect((await diku('import', 'one.json', '--into', 'two.db')).done).toBe('');
          expect((await diku('export', 'two.db', '-o', 'two.json')).done).toBe('');
          expect(read('two.json').toString()).toBe(read('one.json').toString());
          for (const file of ['one', 'two']) await diku('export', `${file}.db`, '-o', `${file}.csv`);
          expect(read('two.csv').equals(read('one.csv'))).toBe(true);
          const [{ id }] = JSON.parse(read('one.json').toString()).communities;
          const [one, two] = [
            await diku('status', 'one.db', id, '--json'),
            await diku('status', 'two.db', id, '--json'),
          ];
          expect(two.stdout).toBe(one.stdout);
          // The last import can be taken back there too.
          const undone = [
            await diku('import', '--undo', '--into', 'one.db'),
            await diku('import', '--undo', '--into', 'two.db'),
          ];
          expect(undone[1].stdout).toBe(undone[0].stdout);
        },
      ),
      { seed: 12, numRuns: isLong ? 60 : 3 },
    );
  });

  it('of an earlier program, with communities and steps alone, is taken as one table; what is none is refused', async () => {
    const community = JSON.parse(read('one.json').toString()).communities[0];
    const { record: _, ...bare } = community;
    const old = { format: 'diku-programme', version: 1, asOf: '2025-02-01', datum: null };
    writeFileSync(path('old.json'), JSON.stringify({ ...old, communities: [bare] }));
    expect((await diku('import', 'old.json', '--into', 'old.db')).done).toBe('');
    const { community: found } = JSON.parse((await diku('status', 'old.db', bare.id, '--json')).stdout);
    expect(found).toMatchObject({
      name: bare.name,
      history: bare.history.map(({ author: __, ...step }: { author: string }) => step),
    });
    const before = work.list();
    const again = await diku('import', 'old.json', '--into', 'old.db');
    expect([again.status, again.stderr]).toEqual([
      65,
      expect.stringMatching(/old\.db: found a programme's file with content/),
    ]);
    const wrong = JSON.parse(read('one.json').toString());
    wrong.communities[0].record.statements[0].import = 99;
    writeFileSync(path('wrong.json'), JSON.stringify(wrong));
    const refused = await diku('import', 'wrong.json', '--into', 'none.db');
    expect([refused.status, refused.stderr]).toEqual([
      65,
      expect.stringMatching(/communities\[0\]\.record: found 99/),
    ]);
    expect((await diku('import', 'one.json')).status).toBe(64);
    expect((await diku('import', 'one.json', '--into', 'none.db', '--party', 'office')).status).toBe(64);
    expect(work.list()).toEqual([...before, 'wrong.json'].sort());
  });
});

describe('districts', () => {
  it('have a file each, all sixteen, with the rows of theirs alone', async () => {
    const all = Array.from({ length: 40 }, (_, at) => [districtNames[at % 14], `小区${at}`, `样例路${at}号`]);
    writeFileSync(path('all.csv'), csvOf([['行政区', '小区名称', '地址'], ...all]));
    await diku('import', 'all.csv', '--into', 'city.db');
    expect((await diku('export', 'city.db', '-o', 'parts/进度-{district}.csv')).done).toBe('');
    expect(readdirSync(path('parts')).sort()).toEqual(districtNames.map((each) => `进度-${each}.csv`).sort());
    for (const district of districtNames) {
      const rows = parse(read(`parts/进度-${district}.csv`), { bom: true, columns: true }) as {
        name: string;
      }[];
      const expected = all.filter(([each]) => each === district).map(([, each]) => each);
      expect(rows.map((row) => row.name)).toEqual(expected);
    }
    await diku('export', 'city.db', '-o', 'one-district.csv', '--district', '静安');
    expect(read('one-district.csv').equals(read('parts/进度-静安区.csv'))).toBe(true);
    const wrong = await diku('export', 'city.db', '-o', 'x.csv', '--district', '东城区');
    expect([wrong.status, existsSync(path('x.csv'))]).toEqual([64, false]);
  });
});
