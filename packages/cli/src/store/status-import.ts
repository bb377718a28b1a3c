import {
  addressCore,
  type Community,
  type CommunityOrigin,
  communityId,
  communityKey,
  compareNames,
  mergeStatements,
  nameKeys,
  type Signature,
  type StatementConflict,
  type StatusIssue,
  type StatusIssueDocument,
  statementFields,
  statusIssueDocument,
  valueOfField,
} from '@diku/engine/programme';
import type { Database } from 'libsql';
import { statementsOf } from './statements.ts';

/** A value that an import changes. */
export interface ImportChange {
  id: string;
  name: string;
  field: string;
  from: string | number | boolean | null;
  to: string | number | boolean | null;
}

export interface ImportCounts {
  added: number;
  updated: number;
  unchanged: number;
  /** Communities that the store has and this table does not: retained as they are. */
  absent: number;
  changes: ImportChange[];
  /** Fields of which parties say different things, in communities of this table. */
  conflicts: (StatementConflict & { id: string; name: string })[];
  /** Communities of this table that may be another one of the store. */
  suspected: { name: string; other: string }[];
}

interface KnownRow {
  number: number;
  id: string;
  document: string;
}

/** A community of the table: which one it is there, where it stands and what was assumed of it. */
interface TableCommunity {
  index: number;
  community: Community;
  origin?: CommunityOrigin;
  judgements: StatusIssueDocument[];
}

/** Rows that are not communities. Beyond the limit they are only counted per table. */
const maxOtherJudgements = 10_000;
/** More changes than a person looks through; they are counted all the same. */
const maxChanges = 100_000;

/**
 * One status table on its way into the store: its rows are added to what other tables say, and what a community is follows from
 * all of them (`mergeStatements`). A community is known by district, name and address, by another spelling of them, or, where
 * only the address differs, by district and name if there is no other. Takes what `readStatusTable` tells, in its order.
 */
export class StatusImport {
  readonly #database: Database;
  readonly #number: number;
  readonly #date: string;
  readonly #isFirst: boolean;
  readonly #statements;
  /** Numbers of the store, by index in the table. */
  readonly #numbers: number[] = [];
  /** Communities of the store that this table has. */
  readonly #touched = new Set<number>();
  readonly #added = new Set<number>();
  /** Rows that are not known for certain. */
  readonly #open: TableCommunity[] = [];
  /** Later rows of communities, by index in the table. */
  readonly #later = new Map<number, { records: number[]; judgements: StatusIssueDocument[] }>();
  readonly #suspected: ImportCounts['suspected'] = [];
  #lastDuplicate?: { record: number; index: number };
  #pending: StatusIssueDocument[] = [];
  readonly #others: StatusIssueDocument[] = [];

  constructor(database: Database, source: { file: string; sha256: string; date: string } & Signature) {
    const { file, sha256, date, author = '', office = '', role = '' } = source;
    this.#database = database;
    this.#date = date;
    this.#isFirst = database.prepare('SELECT 1 FROM community LIMIT 1').get() === undefined;
    const added = database
      .prepare(
        `INSERT INTO import (file, sha256, date, added, updated, unchanged, judgements, party, author, office, role)
        VALUES (?, ?, ?, 0, 0, 0, '[]', 'office', ?, ?, ?)`,
      )
      .run(file, sha256, date, author, office, role);
    this.#number = Number(added.lastInsertRowid);
    const found =
      'SELECT DISTINCT c.number, c.id, c.document FROM statement s JOIN community c ON c.number = s.community';
    this.#statements = {
      byKey: database.prepare(`${found} WHERE s.key = ? LIMIT 1`),
      byCore: database.prepare(`${found} WHERE s.core = ? LIMIT 50`),
      byPart: database.prepare(`${found} WHERE s.core > ? AND s.core < ? LIMIT 50`),
      byAddress: database.prepare(`${found} WHERE s.address = ? LIMIT 50`),
      hasId: database.prepare('SELECT 1 FROM community WHERE id = ?'),
      hasKey: database.prepare('SELECT 1 FROM community WHERE key = ? AND number <> ?'),
      insert: database.prepare(
        'INSERT INTO community (id, key, document, judgements, surveyed, import) VALUES (?, ?, ?, ?, ?, ?)',
      ),
      state: database.prepare(
        'INSERT INTO statement (import, community, key, core, address, document, origin, judgements) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      ),
      update: database.prepare(
        'UPDATE community SET key = ?, document = ?, judgements = ?, import = ? WHERE number = ?',
      ),
    };
  }

  issue(statusIssue: StatusIssue): void {
    const issue = statusIssueDocument(statusIssue);
    if (issue.record !== this.#lastDuplicate?.record) this.#pending.push(issue);
    else this.#laterOf(this.#lastDuplicate.index).judgements.push(issue);
  }

  duplicate(index: number, record: number): void {
    this.#lastDuplicate = { record, index };
    this.#laterOf(index).records.push(record);
  }

  community(community: Community, origin?: CommunityOrigin): void {
    const [record] = community.records;
    const judgements = this.#pending.filter((issue) => issue.record === record);
    this.#storeOthers(this.#pending.filter((issue) => issue.record !== record));
    this.#pending = [];
    const row = { index: this.#numbers.length, community, judgements, ...(origin ? { origin } : {}) };
    this.#numbers.push(0);
    const known = this.#isFirst ? undefined : this.#statements.byKey.get(communityKey(community));
    if (known) this.#state((known as KnownRow).number, row);
    else if (this.#isFirst) this.#insert(row);
    // Which community of the store it is can be told once every row that is known for certain has been seen.
    else this.#open.push(row);
  }

  /**
   * Ends the table.
   * @param party whose table it is
   */
  finish(party: string): ImportCounts {
    this.#database.prepare('UPDATE import SET party = ? WHERE number = ?').run(party, this.#number);
    this.#settleOpen();
    this.#addLaterRows();
    this.#storeOthers(this.#pending);
    const result: ImportCounts = {
      ...{ added: this.#added.size, updated: 0, unchanged: 0, absent: 0 },
      ...{ changes: [], conflicts: [], suspected: this.#suspected },
    };
    // What one table alone says of a community stands as it is.
    const later = new Set([...this.#later.keys()].map((index) => this.#numbers[index]));
    for (const number of this.#touched)
      if (!this.#added.has(number) || later.has(number)) this.#merge(number, result);
    const { added, updated, unchanged } = result;
    this.#database
      .prepare('UPDATE import SET added = ?, updated = ?, unchanged = ?, judgements = ? WHERE number = ?')
      .run(added, updated, unchanged, JSON.stringify(this.#others), this.#number);
    const { count } = this.#database
      .prepare('SELECT count(*) AS count FROM community WHERE import < ?')
      .get(this.#number) as { count: number };
    result.absent = count;
    return result;
  }

  /** Settles which communities of the store rows are that have none of its keys. */
  #settleOpen(): void {
    const before = new Set(this.#touched);
    for (const row of this.#open) {
      const candidates = this.#candidates(row.community).filter(
        ({ number }) => !this.#touched.has(number) && !before.has(number),
      );
      const compared = candidates.map((known) => {
        const other = JSON.parse(known.document) as Community;
        return { known, other, said: compareNames(row.community, other) };
      });
      const same = compared.filter(({ said }) => said === 'same');
      const moved = compared.filter(
        ({ other }) => locationKey(other) === locationKey(row.community) && this.#isAlone(row.community),
      );
      const target =
        same.length === 1 ? same[0] : same.length === 0 && moved.length === 1 ? moved[0] : undefined;
      if (target) this.#state(target.known.number, row);
      else {
        for (const { other } of compared.filter(({ said }) => said !== undefined))
          this.#suspected.push({ name: row.community.name, other: other.name });
        this.#insert(row);
      }
    }
  }

  #isAlone(community: Community): boolean {
    const location = locationKey(community);
    return this.#open.filter((row) => locationKey(row.community) === location).length === 1;
  }

  #candidates({ name, address }: Community): KnownRow[] {
    const { core, former } = nameKeys(name);
    const cores = [core, ...(former === undefined ? [] : [former])];
    // 曦和名庭北区 may be a part of 曦和名庭.
    const whole = core.replace(/([东南西北]区|[一二三四五六七八九十]期)$/, '');
    if (whole !== core) cores.push(whole);
    const found = cores.flatMap((each) => this.#statements.byCore.all(each) as KnownRow[]);
    if (core.length > 2) found.push(...(this.#statements.byPart.all(core, `${core}\uffff`) as KnownRow[]));
    const place = address === null ? '' : addressCore(address);
    if (place !== '') found.push(...(this.#statements.byAddress.all(place) as KnownRow[]));
    const byNumber = new Map(found.map((row) => [row.number, row]));
    return [...byNumber.values()].sort((a, b) => a.number - b.number);
  }

  #insert(row: TableCommunity): void {
    const key = communityKey(row.community);
    const { lastInsertRowid } = this.#statements.insert.run(
      ...[this.#freeId(key), key, JSON.stringify(row.community), JSON.stringify(row.judgements)],
      ...[this.#date, this.#number],
    );
    const number = Number(lastInsertRowid);
    this.#added.add(number);
    this.#state(number, row);
  }

  /** Adds what the table says to what others say of a community. */
  #state(number: number, { index, community, origin, judgements }: TableCommunity): void {
    const { name, address } = community;
    this.#touched.add(number);
    this.#numbers[index] = number;
    this.#statements.state.run(
      ...[this.#number, number, communityKey(community), nameKeys(name).core],
      ...[address === null ? '' : addressCore(address), JSON.stringify(community)],
      ...[JSON.stringify(origin ?? null), JSON.stringify(judgements)],
    );
  }

  /** Makes the community of everything that is said of it. */
  #merge(number: number, result: ImportCounts): void {
    const { id, key, document } = this.#database
      .prepare('SELECT id, key, document FROM community WHERE number = ?')
      .get(number) as { id: string; key: string; document: string };
    const { statements, judgements } = statementsOf(this.#database, number);
    const { community, conflicts } = mergeStatements(statements);
    const merged = JSON.stringify(community);
    const mergedKey = communityKey(community);
    const isFree = mergedKey === key || this.#statements.hasKey.get(mergedKey, number) === undefined;
    this.#statements.update.run(
      ...[isFree ? mergedKey : key, merged, JSON.stringify(judgements), this.#number, number],
    );
    const { name } = community;
    result.conflicts.push(...conflicts.map((conflict) => ({ ...conflict, id, name })));
    if (this.#added.has(number)) return;
    const isSame = withoutRecords(document) === withoutRecords(merged);
    result[isSame ? 'unchanged' : 'updated'] += 1;
    const before = JSON.parse(document) as Community;
    for (const field of isSame ? [] : ['name', 'note', ...statementFields]) {
      const [from, to] = [valueOfField(before, field), valueOfField(community, field)];
      if (from !== to && result.changes.length < maxChanges)
        result.changes.push({ id, name, field, from, to });
    }
  }

  /** Later rows of a community belong to its records, and what was assumed of them to its assumptions. */
  #addLaterRows(): void {
    const find = this.#database.prepare(
      'SELECT number, document, judgements FROM statement WHERE import = ? AND community = ? ORDER BY number DESC LIMIT 1',
    );
    const update = this.#database.prepare(
      'UPDATE statement SET document = ?, judgements = ? WHERE number = ?',
    );
    for (const [index, { records, judgements }] of this.#later) {
      const stored = find.get(this.#number, this.#numbers[index]) as {
        number: number;
        document: string;
        judgements: string;
      };
      const community = JSON.parse(stored.document) as Community;
      community.records.push(...records);
      const all = [...JSON.parse(stored.judgements), ...judgements];
      update.run(JSON.stringify(community), JSON.stringify(all), stored.number);
    }
  }

  #laterOf(index: number): { records: number[]; judgements: StatusIssueDocument[] } {
    const addition = this.#later.get(index) ?? { records: [], judgements: [] };
    this.#later.set(index, addition);
    return addition;
  }

  #storeOthers(judgements: readonly StatusIssueDocument[]): void {
    this.#others.push(...judgements.slice(0, maxOtherJudgements - this.#others.length));
  }

  #freeId(key: string): string {
    let id = communityId(key);
    for (let attempt = 2; this.#statements.hasId.get(id) !== undefined; attempt += 1) {
      id = `${communityId(key)}-${attempt}`;
    }
    return id;
  }
}

/** The part of a key before the address. */
function locationKey({ district, name }: Community): string {
  return communityKey({ district, name, address: null });
}

/** Which rows they were is another thing than what they say. */
function withoutRecords(document: string): string {
  return document.replace(/^\{"records":\[[\d,]*\]/, '');
}
