import {
  type Community,
  mergeStatements,
  type SourcedValue,
  type StatementConflict,
  type StatusIssueDocument,
  type Step,
  type StoredCommunity,
} from '@diku/engine/programme';
import type { Database } from 'libsql';
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

interface StepRow {
  community: number;
  stage: Step['stage'];
  date: string;
  document: string;
}

/** Content of the programme's file. Lives within one transaction (`writeStore`, `readStore`). */
export class ProgrammeStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Begins to take over a status table that was read on a day. */
  beginImport(source: { file: string; sha256: string; date: string }): StatusImport {
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
    const database = this.#database;
    return {
      *[Symbol.iterator]() {
        const steps = new Map<number, Step[]>();
        const all = database.prepare('SELECT community, stage, date, document FROM step ORDER BY number');
        for (const row of all.iterate() as IterableIterator<StepRow>) {
          const communitySteps = steps.get(row.community) ?? [];
          steps.set(row.community, communitySteps);
          communitySteps.push(stepOf(row));
        }
        const rows = database.prepare('SELECT number, id, document, surveyed FROM community ORDER BY number');
        for (const row of rows.iterate() as IterableIterator<CommunityRow>) {
          yield storedCommunity(row, steps.get(row.number) ?? []);
        }
      },
    };
  }

  /** The community of an id; undefined where there is none. */
  find(id: string): RankedCommunity | undefined {
    const row = this.#database
      .prepare('SELECT number, id, document, surveyed, judgements FROM community WHERE id = ?')
      .get(id) as CommunityRow | undefined;
    if (!row) return undefined;
    const steps = this.#database
      .prepare('SELECT stage, date, document FROM step WHERE community = ? ORDER BY number')
      .all(row.number) as StepRow[];
    // A store of an earlier version that nobody wrote to since has none.
    const hasStatements = this.#database
      .prepare("SELECT 1 FROM sqlite_schema WHERE name = 'statement'")
      .get();
    const { statements } = hasStatements ? statementsOf(this.#database, row.number) : { statements: [] };
    const merged = statements.length > 0 ? mergeStatements(statements) : undefined;
    return {
      ...storedCommunity(row, steps.map(stepOf)),
      judgements: JSON.parse(row.judgements),
      sources: merged?.sources ?? {},
      conflicts: merged?.conflicts ?? [],
    };
  }

  /** Adds a step to a community's history. Whether it may be taken is the engine's to say (`takeStep`). */
  addStep(id: string, { stage, date, ...rest }: Step): void {
    this.#database
      .prepare(
        'INSERT INTO step (community, stage, date, document) SELECT number, ?, ?, ? FROM community WHERE id = ?',
      )
      .run(stage, date, JSON.stringify(rest), id);
  }
}

function storedCommunity({ id, document, surveyed }: CommunityRow, steps: readonly Step[]): StoredCommunity {
  const community = JSON.parse(document) as Community;
  return { ...community, id, history: [{ stage: 'surveyed', date: surveyed }, ...steps] };
}

function stepOf({ stage, date, document }: StepRow): Step {
  return { stage, date, ...(JSON.parse(document) as Omit<Step, 'stage' | 'date'>) };
}
