import type { Database } from 'libsql';
import { addStatements, statementSql } from './statements.ts';

/** Marks the file as a programme's, in its header: `DIKU`. */
export const applicationId = 0x44494b55;
/** Raised with every change of the tables; a newer file is refused, an older one is brought up to date. */
export const schemaVersion = 4;

/**
 * The tables. What a community is, is the last status table's word; what was done is steps, added and never changed. Its first step,
 * that it was surveyed, stands with it. Days are `2026-11-27`, everything else with a shape is JSON. Who imported or took a step is
 * `author`, `office` and `role`, empty where nobody said so.
 */
const schemaSql = `
CREATE TABLE import (
  number INTEGER PRIMARY KEY,
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  date TEXT NOT NULL,
  added INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  judgements TEXT NOT NULL,
  party TEXT NOT NULL DEFAULT 'office',
  author TEXT NOT NULL DEFAULT '',
  office TEXT NOT NULL DEFAULT '',
  role TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE community (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  key TEXT NOT NULL UNIQUE,
  document TEXT NOT NULL,
  judgements TEXT NOT NULL,
  surveyed TEXT NOT NULL,
  import INTEGER NOT NULL REFERENCES import
) STRICT;
CREATE TABLE step (
  number INTEGER PRIMARY KEY,
  community INTEGER NOT NULL REFERENCES community,
  stage TEXT NOT NULL,
  date TEXT NOT NULL,
  document TEXT NOT NULL,
  author TEXT NOT NULL DEFAULT '',
  office TEXT NOT NULL DEFAULT '',
  role TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX step_community ON step (community);
${statementSql}`;

/** SHA-256 of every row, so that no byte of them changes unseen. Version 1 had none; up to version 2 there were no statements. */
const sealSql = 'CREATE TABLE seal (content TEXT NOT NULL) STRICT';

/**
 * Tables that version 4 added: files that steps rest on, by their SHA-256 (the files themselves stand in the folder next to the store);
 * copies that were merged into this one, with what was in conflict; facts of the whole programme, such as the datum of its coordinates.
 */
const evidenceSql = `
CREATE TABLE attachment (
  number INTEGER PRIMARY KEY,
  step INTEGER NOT NULL REFERENCES step,
  kind TEXT NOT NULL,
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL
) STRICT;
CREATE INDEX attachment_step ON attachment (step);
CREATE INDEX attachment_sha256 ON attachment (sha256);
CREATE TABLE merging (
  number INTEGER PRIMARY KEY,
  date TEXT NOT NULL,
  document TEXT NOT NULL
) STRICT;
CREATE TABLE fact (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL
) STRICT;
`;

/** Columns with what the rows say, by table, and the version since which there are more. */
const contents: readonly { since: number; columns: Record<string, readonly string[]> }[] = [
  {
    since: 1,
    columns: {
      import: ['number', 'file', 'sha256', 'date', 'added', 'updated', 'unchanged', 'judgements'],
      community: ['number', 'id', 'key', 'document', 'judgements', 'surveyed', 'import'],
      step: ['number', 'community', 'stage', 'date', 'document'],
    },
  },
  {
    since: 3,
    columns: {
      import: ['party'],
      statement: [
        ...['number', 'import', 'community', 'key', 'core', 'address'],
        ...['document', 'origin', 'judgements'],
      ],
    },
  },
  {
    since: 4,
    columns: {
      import: ['author', 'office', 'role'],
      step: ['author', 'office', 'role'],
      attachment: ['number', 'step', 'kind', 'file', 'sha256', 'bytes'],
      merging: ['number', 'date', 'document'],
      fact: ['number', 'name', 'value'],
    },
  },
];

/** Columns with what the rows say, by table, in a store of a version. */
export function contentsOf(version: number): Record<string, string[]> {
  const all: Record<string, string[]> = {};
  for (const { since, columns } of contents) {
    if (since > version) continue;
    for (const [table, names] of Object.entries(columns)) all[table] = [...(all[table] ?? []), ...names];
  }
  return all;
}

/** The version of a store's tables. */
export function versionOf(database: Database): number {
  return (database.pragma('user_version') as { user_version: number }[])[0].user_version;
}

/** Makes the tables of a new store. */
export function createTables(database: Database): void {
  database.exec(schemaSql);
  database.exec(evidenceSql);
  database.exec(sealSql);
  database.exec(`PRAGMA application_id = ${applicationId}`);
  database.exec(`PRAGMA user_version = ${schemaVersion}`);
}

/** Makes the tables of an older store those of this version, within the transaction of who writes to it. */
export function bringUpToDate(database: Database): void {
  const version = versionOf(database);
  if (version < 2) database.exec(sealSql);
  if (version < 3) addStatements(database);
  if (version < 4) {
    for (const table of ['import', 'step'])
      for (const column of ['author', 'office', 'role'])
        database.exec(`ALTER TABLE ${table} ADD COLUMN ${column} TEXT NOT NULL DEFAULT ''`);
    database.exec(evidenceSql);
  }
  if (version < schemaVersion) database.exec(`PRAGMA user_version = ${schemaVersion}`);
}
