import {
  type Attachment,
  addressCore,
  type Community,
  type CommunityOrigin,
  type CopiedCommunity,
  communityKey,
  type ImportRecord,
  type MergeRecord,
  mergeStatements,
  nameKeys,
  type ProgrammeCopy,
  type Signature,
  type SourcedValue,
  type StatementConflict,
  type StatementRecord,
  type StatusIssueDocument,
  type Step,
  type StoredCommunity,
} from '@diku/engine/programme';
import type { Database } from 'libsql';
import { versionOf } from './schema.ts';
import { statementsOf, type UndoneImport, undoImport } from './statements.ts';
import { StatusImport } from './status-import.ts';

/** A community with what was assumed when its rows were read. */
export type RankedCommunity = StoredCommunity & {
  judgements: StatusIssueDocument[];
  /** File, sheet, cell, day and party of each value. */
  sources: Record<string, SourcedValue>;
  /** Fields of which parties say different things. */
  conflicts: StatementConflict[];
};

/** A table that was taken in, and how many communities it added or changed. */
export interface StoredImport {
  number: number;
  file: string;
  date: string;
  party: string;
  added: number;
  updated: number;
  unchanged: number;
}

interface CommunityRow {
  number: number;
  id: string;
  document: string;
  judgements: string;
  surveyed: string;
}

interface StepRow extends SignatureRow {
  number: number;
  community: number;
  stage: Step['stage'];
  date: string;
  document: string;
}

/** Empty texts stand for what nobody said. */
interface SignatureRow {
  author: string;
  office: string;
  role: string;
}

interface AttachmentRow extends Attachment {
  step: number;
}

type ImportRow = Omit<ImportRecord, 'judgements'> & { number: number; judgements: string };

interface RecordRow {
  import: number;
  document: string;
  judgements: string;
}

/** Facts of the whole programme. */
export type FactName = 'datum';

/** Content of the programme's file. Lives within one transaction (`writeStore`, `readStore`). */
export class ProgrammeStore {
  readonly #database: Database;
  /** A store of an earlier version that nobody wrote to since has fewer tables and columns. */
  readonly #version: number;

  constructor(database: Database) {
    this.#database = database;
    this.#version = versionOf(database);
  }

  /** Begins to take over a status table that was read on a day. */
  beginImport(source: { file: string; sha256: string; date: string } & Signature): StatusImport {
    return new StatusImport(this.#database, source);
  }

  /** Takes the last import back: what its table said is no more; undefined where there is none. */
  undoImport(): UndoneImport | undefined {
    return undoImport(this.#database);
  }

  /** Tables that were taken in, the first one first. */
  imports(): Iterable<StoredImport> {
    const columns = 'number, file, date, party, added, updated, unchanged';
    return this.#database
      .prepare(`SELECT ${columns} FROM import ORDER BY number`)
      .iterate() as Iterable<StoredImport>;
  }

  /** Changes with whatever is written: the seal of the last transaction. */
  revision(): string {
    const row = this.#database.prepare('SELECT content FROM seal').get() as { content: string } | undefined;
    return row?.content ?? '';
  }

  /** Does work of which nothing is stored where it fails: then what `otherwise` makes of the error comes back. */
  async attempt<Result>(work: () => Promise<Result>, otherwise: (error: unknown) => Result): Promise<Result> {
    this.#database.exec('SAVEPOINT attempt');
    try {
      const result = await work();
      this.#database.exec('RELEASE attempt');
      return result;
    } catch (error) {
      this.#database.exec('ROLLBACK TO attempt; RELEASE attempt');
      return otherwise(error);
    }
  }

  /** Every community with its steps, in the order in which they first came; may be gone through again. */
  communities(): Iterable<StoredCommunity> {
    return {
      [Symbol.iterator]: () => this.#storedCommunities(),
    };
  }

  *#storedCommunities(): Generator<StoredCommunity> {
    const steps = this.#steps();
    const signatures = this.#surveyors();
    const rows = this.#database.prepare(
      'SELECT number, id, document, surveyed FROM community ORDER BY number',
    );
    for (const row of rows.iterate() as IterableIterator<CommunityRow>)
      yield storedCommunity(row, steps.get(row.number) ?? [], signatures.get(row.number));
  }

  /** Steps by the number of their community, all of them or those of one. */
  #steps(community?: number): Map<number, Step[]> {
    const isSigned = this.#version >= 4;
    const where = community === undefined ? '' : 'WHERE community = ?';
    const values = community === undefined ? [] : [community];
    const files = new Map<number, Attachment[]>();
    if (isSigned) {
      const among = `WHERE step IN (SELECT number FROM step ${where})`;
      const attached = this.#database
        .prepare(`SELECT step, kind, file, sha256, bytes FROM attachment ${among} ORDER BY number`)
        .all(...values) as AttachmentRow[];
      for (const { step, ...attachment } of attached)
        files.set(step, [...(files.get(step) ?? []), attachment]);
    }
    const signature = isSigned ? ', author, office, role' : '';
    const all = this.#database.prepare(
      `SELECT number, community, stage, date, document${signature} FROM step ${where} ORDER BY number`,
    );
    const steps = new Map<number, Step[]>();
    for (const row of all.iterate(...values) as IterableIterator<StepRow>) {
      const communitySteps = steps.get(row.community) ?? [];
      steps.set(row.community, communitySteps);
      communitySteps.push(stepOf(row, files.get(row.number)));
    }
    return steps;
  }

  /** Who imported the first table of each community, where somebody said so. */
  #surveyors(community?: number): Map<number, Signature> {
    if (this.#version < 4) return new Map();
    const where = community === undefined ? '' : 'WHERE community = ?';
    const rows = this.#database
      .prepare(
        `SELECT s.community, i.author, i.office, i.role FROM statement s JOIN import i ON i.number = s.import
        WHERE s.number IN (SELECT min(number) FROM statement ${where} GROUP BY community)
        AND i.author || i.office || i.role <> ''`,
      )
      .all(...(community === undefined ? [] : [community])) as ({ community: number } & SignatureRow)[];
    return new Map(rows.map((row) => [row.community, signatureOf(row)]));
  }

  /** The community of an id; undefined where there is none. */
  find(id: string): RankedCommunity | undefined {
    const row = this.#database
      .prepare('SELECT number, id, document, surveyed, judgements FROM community WHERE id = ?')
      .get(id) as CommunityRow | undefined;
    if (!row) return undefined;
    const { statements } = this.#version >= 3 ? statementsOf(this.#database, row.number) : { statements: [] };
    const merged = statements.length > 0 ? mergeStatements(statements) : undefined;
    return {
      ...storedCommunity(
        row,
        this.#steps(row.number).get(row.number) ?? [],
        this.#surveyors(row.number).get(row.number),
      ),
      judgements: JSON.parse(row.judgements),
      sources: merged?.sources ?? {},
      conflicts: merged?.conflicts ?? [],
    };
  }

  /** Adds a step to a community's history. Whether it may be taken is the engine's to say (`takeStep`). */
  addStep(id: string, step: Step): void {
    const { stage, date, author = '', office = '', role = '', attachments = [], ...rest } = step;
    const { lastInsertRowid } = this.#database
      .prepare(
        `INSERT INTO step (community, stage, date, document, author, office, role)
        SELECT number, ?, ?, ?, ?, ?, ? FROM community WHERE id = ?`,
      )
      .run(stage, date, JSON.stringify(rest), author, office, role, id);
    const attach = this.#database.prepare(
      'INSERT INTO attachment (step, kind, file, sha256, bytes) VALUES (?, ?, ?, ?, ?)',
    );
    for (const { kind, file, sha256, bytes } of attachments)
      attach.run(Number(lastInsertRowid), kind, file, sha256, bytes);
  }

  /** Everything in the store, by which another is made like it (`restore`): imports, merges, and each community with its record. */
  copy(): Pick<ProgrammeCopy, 'imports' | 'merges'> & { communities: Iterable<StoredCommunity> } {
    if (this.#version < 3) return { imports: [], merges: [], communities: this.communities() };
    const signature = this.#version < 4 ? '' : ', author, office, role';
    const rows = this.#database
      .prepare(
        `SELECT number, file, sha256, date, party, added, updated, unchanged, judgements${signature} FROM import ORDER BY number`,
      )
      .all() as ImportRow[];
    const numbers = new Map(rows.map(({ number }, index) => [number, index + 1]));
    return {
      imports: rows.map(importRecordOf),
      merges: this.merges(),
      communities: { [Symbol.iterator]: () => this.#copiedCommunities(numbers) },
    };
  }

  /** Merges of copies that this store is the result of. */
  merges(): MergeRecord[] {
    if (this.#version < 4) return [];
    const rows = this.#database.prepare('SELECT date, document FROM merging ORDER BY number').all();
    return (rows as { date: string; document: string }[]).map(({ date, document }) => ({
      date,
      ...JSON.parse(document),
    }));
  }

  *#copiedCommunities(imports: ReadonlyMap<number, number>): Generator<CopiedCommunity> {
    const find = this.#database.prepare(
      'SELECT key, document, judgements, import FROM community WHERE id = ?',
    );
    const statements = this.#database.prepare(
      `SELECT import, document, origin, judgements FROM statement
      WHERE community = (SELECT number FROM community WHERE id = ?) ORDER BY number`,
    );
    for (const community of this.communities()) {
      const { key, document, judgements, ...row } = find.get(community.id) as RecordRow & { key: string };
      const said = (statements.all(community.id) as (RecordRow & { origin: string })[]).map(
        (each): StatementRecord => {
          const origin = JSON.parse(each.origin) as CommunityOrigin | null;
          return {
            import: imports.get(each.import) ?? 1,
            ...(each.document === document ? {} : { community: JSON.parse(each.document) }),
            ...(origin ? { origin } : {}),
            judgements: JSON.parse(each.judgements),
          };
        },
      );
      const record = { key, import: imports.get(row.import) ?? 1, judgements: JSON.parse(judgements) };
      yield { ...community, record: { ...record, statements: said } };
    }
  }

  /** Fills a new store with a copy of another. @returns false where this one is not new */
  restore(copy: ProgrammeCopy): boolean {
    const { imports, merges, communities, datum } = copy;
    if (this.#database.prepare('SELECT 1 FROM import LIMIT 1').get() !== undefined) return false;
    const insertImport = this.#database.prepare(
      `INSERT INTO import (file, sha256, date, added, updated, unchanged, judgements, party, author, office, role)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    for (const {
      file,
      sha256,
      date,
      party,
      judgements,
      author = '',
      office = '',
      role = '',
      ...counts
    } of imports)
      insertImport.run(
        ...[file, sha256, date, counts.added, counts.updated, counts.unchanged],
        ...[JSON.stringify(judgements), party, author, office, role],
      );
    for (const community of communities) this.#insertCopied(community);
    const insertMerge = this.#database.prepare('INSERT INTO merging (date, document) VALUES (?, ?)');
    for (const { date, ...document } of merges) insertMerge.run(date, JSON.stringify(document));
    if (datum !== null) this.setFact('datum', datum);
    return true;
  }

  #insertCopied({ id, history, record, ...community }: CopiedCommunity): void {
    const document = JSON.stringify(community);
    const [{ date: surveyed }, ...steps] = history;
    const { lastInsertRowid } = this.#database
      .prepare(
        'INSERT INTO community (id, key, document, judgements, surveyed, import) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(id, record.key, document, JSON.stringify(record.judgements), surveyed, record.import);
    const state = this.#database.prepare(
      `INSERT INTO statement (import, community, key, core, address, document, origin, judgements)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    for (const each of record.statements) {
      const said = each.community ?? (community as Community);
      state.run(
        ...[each.import, Number(lastInsertRowid), communityKey(said), nameKeys(said.name).core],
        said.address === null ? '' : addressCore(said.address),
        ...[JSON.stringify(said), JSON.stringify(each.origin ?? null), JSON.stringify(each.judgements)],
      );
    }
    for (const step of steps) this.addStep(id, step);
  }

  /** Id of another community that a walk was stored for; undefined where there is none. */
  otherWalkOf(sha256: string, id: string): string | undefined {
    if (this.#version < 4) return undefined;
    const row = this.#database
      .prepare(
        `SELECT c.id FROM attachment a JOIN step s ON s.number = a.step JOIN community c ON c.number = s.community
        WHERE a.sha256 = ? AND a.kind = 'walk' AND c.id <> ? LIMIT 1`,
      )
      .get(sha256, id) as { id: string } | undefined;
    return row?.id;
  }

  /** A fact of the whole programme; undefined where nobody said it. */
  fact(name: FactName): string | undefined {
    if (this.#version < 4) return undefined;
    const row = this.#database.prepare('SELECT value FROM fact WHERE name = ?').get(name);
    return (row as { value: string } | undefined)?.value;
  }

  setFact(name: FactName, value: string): void {
    this.#database
      .prepare('INSERT INTO fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = ?')
      .run(name, value, value);
  }
}

function storedCommunity(
  { id, document, surveyed }: CommunityRow,
  steps: readonly Step[],
  signature: Signature = {},
): StoredCommunity {
  const community = JSON.parse(document) as Community;
  return { ...community, id, history: [{ stage: 'surveyed', date: surveyed, ...signature }, ...steps] };
}

function stepOf({ stage, date, document, ...row }: StepRow, attachments?: Attachment[]): Step {
  const said = JSON.parse(document) as Omit<Step, 'stage' | 'date'>;
  return { stage, date, ...said, ...signatureOf(row), ...(attachments ? { attachments } : {}) };
}

function signatureOf({ author, office, role }: Partial<SignatureRow>): Signature {
  return { ...(author ? { author } : {}), ...(office ? { office } : {}), ...(role ? { role } : {}) };
}

function importRecordOf({ number: _, judgements, author, office, role, ...row }: ImportRow): ImportRecord {
  return { ...row, judgements: JSON.parse(judgements), ...signatureOf({ author, office, role }) };
}
