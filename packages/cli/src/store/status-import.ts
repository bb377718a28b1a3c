import {
  type Community,
  communityId,
  communityKey,
  type StatusIssue,
  type StatusIssueDocument,
  statusIssueDocument,
} from '@diku/engine/programme';
import type { Database } from 'libsql';

export interface ImportCounts {
  added: number;
  updated: number;
  unchanged: number;
  /** Communities that the store has and this table does not: kept as they are. */
  absent: number;
}

interface KnownRow {
  number: number;
  document: string;
}

/** A community of the table: which one it is there, what its rows say and what was assumed of them. */
interface TableCommunity {
  index: number;
  community: Community;
  judgements: StatusIssueDocument[];
}

/** Rows that are not communities. Beyond the limit they are only counted per table. */
const maxOtherJudgements = 10_000;

/**
 * One status table on its way into the store: what is new is surveyed as of its date, what is known gets the table's data and keeps its
 * steps. A community is known by district, name and address, or, where only the address differs, by district and name if there is no
 * other. Takes what `readStatusTable` tells, in its order; nothing of the table is held but what is not settled yet.
 */
export class StatusImport {
  readonly #database: Database;
  readonly #number: number;
  readonly #date: string;
  readonly #isFirst: boolean;
  readonly #counts = { added: 0, updated: 0, unchanged: 0 };
  readonly #statements;
  /** Numbers of the store, by index in the table. */
  readonly #numbers: number[] = [];
  /** Rows by district and name that may be communities whose address changed. */
  readonly #moved = new Map<string, TableCommunity[]>();
  /** Later rows of communities, by index in the table. */
  readonly #later = new Map<number, { records: number[]; judgements: StatusIssueDocument[] }>();
  #lastDuplicate?: { record: number; index: number };
  #pending: StatusIssueDocument[] = [];
  readonly #others: StatusIssueDocument[] = [];

  constructor(database: Database, source: { file: string; sha256: string; date: string }) {
    const { file, sha256, date } = source;
    this.#database = database;
    this.#date = date;
    this.#isFirst = database.prepare('SELECT 1 FROM community LIMIT 1').get() === undefined;
    const added = database
      .prepare(
        "INSERT INTO import (file, sha256, date, added, updated, unchanged, judgements) VALUES (?, ?, ?, 0, 0, 0, '[]')",
      )
      .run(file, sha256, date);
    this.#number = Number(added.lastInsertRowid);
    this.#statements = {
      byKey: database.prepare('SELECT number, document FROM community WHERE key = ?'),
      byLocation: database.prepare(
        'SELECT number, document FROM community WHERE key >= ? AND key < ? AND import < ? LIMIT 2',
      ),
      hasId: database.prepare('SELECT 1 FROM community WHERE id = ?'),
      insert: database.prepare(
        'INSERT INTO community (id, key, document, judgements, surveyed, import) VALUES (?, ?, ?, ?, ?, ?)',
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

  community(community: Community): void {
    const [record] = community.records;
    const judgements = this.#pending.filter((issue) => issue.record === record);
    this.#keepOthers(this.#pending.filter((issue) => issue.record !== record));
    this.#pending = [];
    const row = { index: this.#numbers.length, community, judgements };
    this.#numbers.push(0);
    const known = this.#isFirst ? undefined : this.#statements.byKey.get(communityKey(community));
    if (known) this.#update(known as KnownRow, row);
    else if (this.#isFirst || this.#unseenAt(community).length === 0) this.#insert(row);
    else {
      // Whose address changed is known only once every row that is known for certain has been seen.
      const location = locationKey(community);
      this.#moved.set(location, [...(this.#moved.get(location) ?? []), row]);
    }
  }

  /** Ends the table. */
  finish(): ImportCounts {
    for (const rows of this.#moved.values()) {
      const unseen = this.#unseenAt(rows[0].community);
      for (const row of rows) {
        if (rows.length === 1 && unseen.length === 1) this.#update(unseen[0], row);
        else this.#insert(row);
      }
    }
    this.#addLaterRows();
    this.#keepOthers(this.#pending);
    const { added, updated, unchanged } = this.#counts;
    this.#database
      .prepare('UPDATE import SET added = ?, updated = ?, unchanged = ?, judgements = ? WHERE number = ?')
      .run(added, updated, unchanged, JSON.stringify(this.#others), this.#number);
    const { count } = this.#database
      .prepare('SELECT count(*) AS count FROM community WHERE import < ?')
      .get(this.#number) as { count: number };
    return { ...this.#counts, absent: count };
  }

  #insert({ index, community, judgements }: TableCommunity): void {
    const key = communityKey(community);
    this.#counts.added += 1;
    const { lastInsertRowid } = this.#statements.insert.run(
      ...[this.#freeId(key), key, JSON.stringify(community), JSON.stringify(judgements)],
      ...[this.#date, this.#number],
    );
    this.#numbers[index] = Number(lastInsertRowid);
  }

  #update(known: KnownRow, { index, community, judgements }: TableCommunity): void {
    const document = JSON.stringify(community);
    this.#counts[withoutRecords(known.document) === withoutRecords(document) ? 'unchanged' : 'updated'] += 1;
    this.#statements.update.run(
      ...[communityKey(community), document, JSON.stringify(judgements), this.#number, known.number],
    );
    this.#numbers[index] = known.number;
  }

  /** Later rows of a community belong to its records, and what was assumed of them to its assumptions. */
  #addLaterRows(): void {
    const find = this.#database.prepare('SELECT document, judgements FROM community WHERE number = ?');
    const update = this.#database.prepare(
      'UPDATE community SET document = ?, judgements = ? WHERE number = ?',
    );
    for (const [index, { records, judgements }] of this.#later) {
      const stored = find.get(this.#numbers[index]) as { document: string; judgements: string };
      const community = JSON.parse(stored.document) as Community;
      community.records.push(...records);
      const all = [...JSON.parse(stored.judgements), ...judgements];
      update.run(JSON.stringify(community), JSON.stringify(all), this.#numbers[index]);
    }
  }

  #laterOf(index: number): { records: number[]; judgements: StatusIssueDocument[] } {
    const addition = this.#later.get(index) ?? { records: [], judgements: [] };
    this.#later.set(index, addition);
    return addition;
  }

  #keepOthers(judgements: readonly StatusIssueDocument[]): void {
    this.#others.push(...judgements.slice(0, maxOtherJudgements - this.#others.length));
  }

  /** Communities of the same district and name that this table has not had yet; two stand for many. */
  #unseenAt(community: Community): KnownRow[] {
    const location = locationKey(community);
    // The range goes from `district|name|` to what comes after every address.
    return this.#statements.byLocation.all(location, `${location.slice(0, -1)}}`, this.#number) as KnownRow[];
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
