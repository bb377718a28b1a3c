import {
  addressCore,
  type Community,
  type CommunityOrigin,
  communityKey,
  mergeStatements,
  nameKeys,
  type Statement,
  type StatusIssueDocument,
} from '@diku/engine/programme';
import type { Database } from 'libsql';

/** The table of what each import says of each community. */
export const statementSql = `
CREATE TABLE statement (
  number INTEGER PRIMARY KEY,
  import INTEGER NOT NULL REFERENCES import,
  community INTEGER NOT NULL REFERENCES community,
  key TEXT NOT NULL,
  core TEXT NOT NULL,
  address TEXT NOT NULL,
  document TEXT NOT NULL,
  origin TEXT NOT NULL,
  judgements TEXT NOT NULL
) STRICT;
CREATE INDEX statement_community ON statement (community);
CREATE INDEX statement_key ON statement (key);
CREATE INDEX statement_core ON statement (core);
CREATE INDEX statement_address ON statement (address);
`;

interface StatementRow {
  order: number;
  document: string;
  origin: string;
  judgements: string;
  party: string;
  date: string;
  file: string;
}

/** Everything that tables say of a community, in the order of their imports, with what was assumed in reading them. */
export function statementsOf(
  database: Database,
  community: number,
): { statements: Statement[]; judgements: StatusIssueDocument[] } {
  const rows = database
    .prepare(
      'SELECT s.import AS "order", s.document, s.origin, s.judgements, i.party, i.date, i.file FROM statement s JOIN import i ON i.number = s.import WHERE s.community = ? ORDER BY s.number',
    )
    .all(community) as StatementRow[];
  const statements = rows.map(({ document, origin, judgements: _, ...rest }): Statement => {
    const cells = JSON.parse(origin) as CommunityOrigin | null;
    return { ...rest, community: JSON.parse(document) as Community, ...(cells ? { origin: cells } : {}) };
  });
  const last = rows.at(-1);
  return { statements, judgements: last ? JSON.parse(last.judgements) : [] };
}

/** A store of before has what its last tables said, and no more: that becomes the statements. */
export function addStatements(database: Database): void {
  database.exec("ALTER TABLE import ADD COLUMN party TEXT NOT NULL DEFAULT 'office'");
  database.exec(statementSql);
  const insert = database.prepare(
    "INSERT INTO statement (import, community, key, core, address, document, origin, judgements) VALUES (?, ?, ?, ?, ?, ?, 'null', ?)",
  );
  const rows = database
    .prepare('SELECT number, document, judgements, import FROM community ORDER BY number')
    .all() as {
    number: number;
    document: string;
    judgements: string;
    import: number;
  }[];
  for (const row of rows) {
    const community = JSON.parse(row.document) as Community;
    const { name, address } = community;
    const place = address === null ? '' : addressCore(address);
    insert.run(
      ...[
        row.import,
        row.number,
        communityKey(community),
        nameKeys(name).core,
        place,
        row.document,
        row.judgements,
      ],
    );
  }
}

/** Import that was taken back. */
export interface UndoneImport {
  file: string;
  date: string;
  /** Communities that no other table has, and which are no more. */
  removed: number;
  /** Communities that other tables still have. */
  restored: number;
  /** Names of communities that no other table has but which took steps: nothing is undone then. */
  held: string[];
}

/** Takes the last import back; undefined where there is none. */
export function undoImport(database: Database): UndoneImport | undefined {
  const last = database.prepare('SELECT number, file, date FROM import ORDER BY number DESC LIMIT 1').get() as
    | { number: number; file: string; date: string }
    | undefined;
  if (!last) return undefined;
  const { number, file, date } = last;
  const touched = database
    .prepare('SELECT DISTINCT community FROM statement WHERE import = ? ORDER BY community')
    .all(number) as { community: number }[];
  const others = database.prepare('SELECT 1 FROM statement WHERE community = ? AND import <> ? LIMIT 1');
  const steps = database.prepare('SELECT 1 FROM step WHERE community = ? LIMIT 1');
  const nameOf = database.prepare(
    "SELECT json_extract(document, '$.name') AS name FROM community WHERE number = ?",
  );
  const alone = touched.filter(({ community }) => others.get(community, number) === undefined);
  const held = alone
    .filter(({ community }) => steps.get(community) !== undefined)
    .map(({ community }) => (nameOf.get(community) as { name: string }).name);
  const undone = { file, date, removed: alone.length, restored: touched.length - alone.length, held };
  if (held.length > 0) return undone;
  database.prepare('DELETE FROM statement WHERE import = ?').run(number);
  const isGone = new Set(alone.map(({ community }) => community));
  for (const { community } of touched) {
    if (isGone.has(community)) database.prepare('DELETE FROM community WHERE number = ?').run(community);
    else mergeAgain(database, community);
  }
  database.prepare('DELETE FROM import WHERE number = ?').run(number);
  return undone;
}

function mergeAgain(database: Database, number: number): void {
  const { statements, judgements } = statementsOf(database, number);
  const { community } = mergeStatements(statements);
  const order = Math.max(...statements.map((statement) => statement.order));
  const key = communityKey(community);
  const isTaken =
    database.prepare('SELECT 1 FROM community WHERE key = ? AND number <> ?').get(key, number) !== undefined;
  database
    .prepare('UPDATE community SET document = ?, judgements = ?, import = ? WHERE number = ?')
    .run(JSON.stringify(community), JSON.stringify(judgements), order, number);
  if (!isTaken) database.prepare('UPDATE community SET key = ? WHERE number = ?').run(key, number);
}
