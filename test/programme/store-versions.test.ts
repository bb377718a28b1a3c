import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, it } from 'vitest';
import { createWorkFolder, runCli } from '../support/run-cli.ts';
import { community } from './programme-support/communities.ts';
import { testEvidence } from './programme-support/simulate-programme.ts';

const work = createWorkFolder();
const { folder } = work;
const path = (name: string) => join(folder, name);
afterAll(() => work.remove());
const diku = (...words: string[]) => runCli(folder, ['programme', ...words]);

interface LibraryDatabase {
  exec(sql: string): void;
  prepare(sql: string): { run(...values: unknown[]): void; raw(): { all(): unknown[][] } };
  close(): void;
}
const Library = createRequire(new URL('../../packages/cli/package.json', import.meta.url))('libsql') as new (
  file: string,
) => LibraryDatabase;

/** Tables as releases made them. */
const firstTables = `
CREATE TABLE import (number INTEGER PRIMARY KEY, file TEXT NOT NULL, sha256 TEXT NOT NULL, date TEXT NOT NULL,
  added INTEGER NOT NULL, updated INTEGER NOT NULL, unchanged INTEGER NOT NULL, judgements TEXT NOT NULL) STRICT;
CREATE TABLE community (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, key TEXT NOT NULL UNIQUE,
  document TEXT NOT NULL, judgements TEXT NOT NULL, surveyed TEXT NOT NULL, import INTEGER NOT NULL REFERENCES import) STRICT;
CREATE TABLE step (number INTEGER PRIMARY KEY, community INTEGER NOT NULL REFERENCES community, stage TEXT NOT NULL,
  date TEXT NOT NULL, document TEXT NOT NULL) STRICT;
CREATE INDEX step_community ON step (community);`;
const sealTable = 'CREATE TABLE seal (content TEXT NOT NULL) STRICT';
const statementTable = `
ALTER TABLE import ADD COLUMN party TEXT NOT NULL DEFAULT 'office';
CREATE TABLE statement (number INTEGER PRIMARY KEY, import INTEGER NOT NULL REFERENCES import,
  community INTEGER NOT NULL REFERENCES community, key TEXT NOT NULL, core TEXT NOT NULL, address TEXT NOT NULL,
  document TEXT NOT NULL, origin TEXT NOT NULL, judgements TEXT NOT NULL) STRICT;`;
const rowColumns: Record<string, string> = {
  import: 'number, file, sha256, date, added, updated, unchanged, judgements',
  community: 'number, id, key, document, judgements, surveyed, import',
  step: 'number, community, stage, date, document',
  statement: 'number, import, community, key, core, address, document, origin, judgements',
};

/** The seal as releases computed it: every field, apart by 31, every row with 30 at its end. */
function sealOf(database: LibraryDatabase, version: number): string {
  const hash = createHash('sha256');
  for (const table of ['import', 'community', 'step', ...(version < 3 ? [] : ['statement'])]) {
    const columns = rowColumns[table] + (table === 'import' && version >= 3 ? ', party' : '');
    for (const row of database.prepare(`SELECT ${columns} FROM ${table} ORDER BY number`).raw().all()) {
      hash.update(row.map(String).join('\u001f'));
      hash.update('\u001e');
    }
  }
  return hash.digest('hex');
}

const first = community(1);
const second = community(2, { district: '崇明区', covered: { telecom: true, mobile: null, unicom: false } });
const keys = ['静安区|小区1|样例路1号', '崇明区|小区2|样例路2号'];
const ids = ['cone', 'ctwo'];
const accepted = { note: '通过', evidence: { ...testEvidence, source: { file: 'r.json', sha256: 'ab' } } };
const steps = [
  [1, 1, 'chosen', '2025-02-01', JSON.stringify({ due: '2025-Q2' })],
  [2, 2, 'chosen', '2025-02-02', '{}'],
  [3, 1, 'planned', '2025-02-03', JSON.stringify({ note: '一小区一方案' })],
  [4, 1, 'coordinated', '2025-02-04', '{}'],
  [5, 1, 'under-construction', '2025-02-05', '{}'],
  [6, 1, 'tested', '2025-02-06', '{}'],
  [7, 1, 'accepted', '2025-02-07', JSON.stringify(accepted)],
];

function makeStore(name: string, version: number): void {
  const database = new Library(path(name));
  database.exec(firstTables);
  if (version >= 2) database.exec(sealTable);
  if (version >= 3) database.exec(statementTable);
  database.exec(`PRAGMA application_id = ${0x44494b55}`);
  database.exec(`PRAGMA user_version = ${version}`);
  const values = (count: number) => Array.from({ length: count }, () => '?').join();
  const insert = (table: string, rows: unknown[][]) => {
    for (const row of rows)
      database
        .prepare(`INSERT INTO ${table} (${rowColumns[table]}) VALUES (${values(row.length)})`)
        .run(...row);
  };
  insert('import', [[1, 'one.csv', '00', '2025-01-02', 2, 0, 0, '[]']]);
  insert('community', [
    [1, ids[0], keys[0], JSON.stringify(first), '[]', '2025-01-02', 1],
    [2, ids[1], keys[1], JSON.stringify(second), '[]', '2025-01-02', 1],
  ]);
  insert('step', steps);
  if (version >= 3)
    insert('statement', [
      [1, 1, 1, keys[0], '小区1', '样例路1', JSON.stringify(first), 'null', '[]'],
      [2, 1, 2, keys[1], '小区2', '样例路2', JSON.stringify(second), 'null', '[]'],
    ]);
  if (version >= 2) database.prepare('INSERT INTO seal (content) VALUES (?)').run(sealOf(database, version));
  database.close();
}

describe('the programme’s file of an earlier version', () => {
  it.each([1, 2, 3])(
    '%i is read as it is, and becomes this version with the first step, nothing lost',
    async (version) => {
      const file = `v${version}.diku-programme`;
      makeStore(file, version);
      const bytes = readFileSync(path(file));
      const { community: before } = JSON.parse((await diku('status', file, 'cone', '--json')).stdout);
      expect(before).toMatchObject({ ...first, id: 'cone' });
      expect(before.history).toEqual([
        { stage: 'surveyed', date: '2025-01-02' },
        ...steps
          .filter(([, number]) => number === 1)
          .map(([, , stage, date, document]) => ({ stage, date, ...JSON.parse(String(document)) })),
      ]);
      expect((await diku('export', file, '-o', 'before.csv')).status).toBe(0);
      expect(readFileSync(path(file)).equals(bytes)).toBe(true);
      const words = ['advance', file, 'planned', 'ctwo', '--date', '2025-03-01', '--author', '陆'];
      const taken = await diku(...words, '--office', '崇明区经委', '--role', '项目管理', '--json');
      expect(JSON.parse(taken.stdout).steps).toEqual([
        {
          ...{ id: 'ctwo', name: '小区2', from: 'chosen', to: 'planned', date: '2025-03-01' },
          ...{ author: '陆', office: '崇明区经委', role: '项目管理' },
        },
      ]);
      const database = new Library(path(file));
      expect(database.prepare('PRAGMA user_version').raw().all()).toEqual([[4]]);
      expect(database.prepare('SELECT number, author FROM step').raw().all()).toEqual([
        ...steps.map(([number]) => [number, '']),
        [8, '陆'],
      ]);
      expect(database.prepare('SELECT count(*) FROM statement').raw().all()).toEqual([[2]]);
      database.close();
      const { community: after } = JSON.parse((await diku('status', file, 'cone', '--json')).stdout);
      expect(after).toMatchObject({ ...first, history: before.history });
      const rows = (name: string) =>
        parse(readFileSync(path(name)), { bom: true, columns: true }) as Record<string, string>[];
      await diku('export', file, '-o', 'after.csv');
      const old = rows('before.csv');
      expect(rows('after.csv')[0]).toEqual(old[0]);
      expect(rows('after.csv')[1]).toEqual({
        ...old[1],
        ...{ stage: 'planned', 'planned on': '2025-03-01', 'last step by': '陆 · 崇明区经委 · 项目管理' },
      });
    },
  );

  it('is refused where a later program made it, and where a name in it was changed by hand', async () => {
    makeStore('later.diku-programme', 3);
    let database = new Library(path('later.diku-programme'));
    database.exec('PRAGMA user_version = 5');
    database.close();
    expect((await diku('status', 'later.diku-programme')).status).toBe(65);
    makeStore('hand.diku-programme', 3);
    const words = ['advance', 'hand.diku-programme', 'planned', 'ctwo', '--date', '2025-03-01'];
    expect((await diku(...words, '--author', '陆')).status).toBe(0);
    database = new Library(path('hand.diku-programme'));
    database.exec("UPDATE step SET author = '王' WHERE number = 8");
    database.close();
    const changed = await diku('status', 'hand.diku-programme');
    expect([changed.status, changed.stderr]).toEqual([65, expect.stringContaining('damaged')]);
  });
});

describe('who takes a step', () => {
  it('is named by options, else by the environment, else by the configuration; rows of a table name theirs', async () => {
    makeStore('who.diku-programme', 3);
    const head =
      'id,name,chosen on,planned on,coordinated on,works began on,tested on,accepted on,author,office,cost to build (CNY),shared by';
    writeFileSync(path('rows.csv'), `${head}\nctwo,小区2,2025-02-02,2025-02-08,,,,,季,,12.8万,电信、联通\n`);
    const taken = await diku(
      'advance',
      'who.diku-programme',
      '--table',
      'rows.csv',
      '--author',
      '陆',
      '--office',
      '区经委',
      '--json',
    );
    expect(JSON.parse(taken.stdout).steps).toMatchObject([{ to: 'planned', author: '季', office: '区经委' }]);
    const { community: found } = JSON.parse(
      (await diku('status', 'who.diku-programme', 'ctwo', '--json')).stdout,
    );
    expect(found.history.at(-1).works).toEqual({ sharing: ['电信', '联通'], costCny: 128000 });
    const again = await diku('advance', 'who.diku-programme', '--table', 'rows.csv', '--json');
    expect(JSON.parse(again.stdout)).toEqual({ steps: [] });
    mkdirSync(path('config/diku'), { recursive: true });
    writeFileSync(path('config/diku/signature.json'), JSON.stringify({ author: '顾', role: '监理' }));
    const environment = { XDG_CONFIG_HOME: path('config'), DIKU_OFFICE: '铁塔' };
    const words = ['advance', 'who.diku-programme', 'planned', 'ctwo', '--note', '现场复核', '--json'];
    const signed = await runCli(folder, ['programme', ...words, '--role', '设计'], environment);
    expect(JSON.parse(signed.stdout).steps[0]).toMatchObject({ author: '顾', office: '铁塔', role: '设计' });
    const long = await diku(...words, '--author', '长'.repeat(201));
    expect([long.status, long.stderr]).toEqual([65, expect.stringMatching(/author: found 201 characters/)]);
    writeFileSync(path('config/diku/signature.json'), '{"author": 3}');
    const wrong = await runCli(folder, ['programme', ...words], environment);
    expect([wrong.status, wrong.stderr]).toEqual([
      65,
      expect.stringMatching(/signature\.json: found .*; expected/),
    ]);
    writeFileSync(path('bad.csv'), `${head}\nctwo,小区2,,,,,,,,,十几万,\n`);
    const bad = await diku('advance', 'who.diku-programme', '--table', 'bad.csv');
    expect([bad.status, bad.stderr]).toEqual([
      65,
      expect.stringMatching(
        /bad\.csv: row 2, column "cost to build \(CNY\)": found "十几万"; expected an amount/,
      ),
    ]);
  });
});
