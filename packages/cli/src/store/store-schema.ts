/** Marks the file as a programme's, in its header: `DIKU`. */
export const applicationId = 0x44494b55;
/** Raised with every change of the tables; a newer file is refused, an older one is brought up to date. */
export const schemaVersion = 1;

/**
 * The tables. What a community is, is the last status table's word; what was done is steps, added and never changed. Its first step,
 * that it was surveyed, stands with it. Days are `2026-11-27`, everything else with a shape is JSON.
 */
export const schemaSql = `
CREATE TABLE import (
  number INTEGER PRIMARY KEY,
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  date TEXT NOT NULL,
  added INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  judgements TEXT NOT NULL
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
  document TEXT NOT NULL
) STRICT;
CREATE INDEX step_community ON step (community);
`;
