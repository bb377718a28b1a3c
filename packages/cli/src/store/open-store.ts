import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { LocalizedProblem, Phrase } from '@diku/engine';
import { say } from '@diku/engine/core';
import type { Database } from 'libsql';
import { CommandError, type ExitStatus, exitStatus, problemError } from '../exit-status.ts';
import { isRunning } from '../file-owner.ts';
import { sha256Of } from '../sha256.ts';
import { ProgrammeStore } from './programme-store.ts';
import { applicationId, bringUpToDate, contentsOf, createTables, schemaVersion } from './schema.ts';

export interface StoreAccess {
  /** Who writes, for those who wait. */
  command: string;
  /** So long it waits for another process, seconds. */
  waitS: number;
  /** Makes the store where there is none. */
  create?: boolean;
  /** Everything is done but nothing is stored. */
  isDryRun?: boolean;
}

/**
 * Runs `work` on a programme's file in one transaction: all that it writes is there afterwards, on the disk, or nothing, whenever the
 * process or the machine ends. One process writes at a time.
 *
 * Statuses: 66 no such file; 65 no programme's file, damaged, or of a newer version; 74 it cannot be written, or another process
 * holds it for longer than `waitS`.
 */
export async function writeStore<Result>(
  path: string,
  access: StoreAccess,
  work: (store: ProgrammeStore) => Promise<Result> | Result,
): Promise<Result> {
  const { command, create = false, isDryRun = false } = access;
  return withDatabase(path, { ...access, create, isDryRun }, exitStatus.cannotWrite, async (database) => {
    database.exec('BEGIN IMMEDIATE');
    noteHolder(path, command);
    try {
      prepareTables(path, database, create);
      bringUpToDate(database);
      const result = await work(new ProgrammeStore(database));
      // What is not committed is rolled back when the file is closed.
      if (isDryRun) return result;
      sealContent(path, database);
      database.exec('COMMIT');
      return result;
    } finally {
      forgetHolder(path);
    }
  });
}

/** Runs `work` on one state of the file, whatever others write meanwhile. Statuses as `writeStore`; 66 where it waits in vain. */
export async function readStore<Result>(
  path: string,
  waitS: number,
  work: (store: ProgrammeStore) => Promise<Result> | Result,
): Promise<Result> {
  return withDatabase(
    path,
    { command: '', waitS, create: false, isDryRun: true },
    exitStatus.inputNotFound,
    (database) => {
      database.exec('BEGIN');
      prepareTables(path, database, false);
      return work(new ProgrammeStore(database));
    },
  );
}

async function withDatabase<Result>(
  path: string,
  { waitS, create }: Required<StoreAccess>,
  whenHeld: ExitStatus,
  work: (database: Database) => Promise<Result> | Result,
): Promise<Result> {
  checkFile(path, create);
  const isNew = !existsSync(path);
  const Database = await loadDatabase();
  let database: Database | undefined;
  try {
    database = new Database(resolve(path), { timeout: 1000 * waitS });
    // Each commit is on the disk before it counts, the folder's entry of the journal too.
    database.exec('PRAGMA synchronous = EXTRA');
    return await work(database);
  } catch (error) {
    throw storeError(path, error, waitS, whenHeld);
  } finally {
    // What was not committed must not wait for the library to let go of the file.
    if (database?.inTransaction) database.exec('ROLLBACK');
    database?.close();
    if (isNew && existsSync(path) && statSync(path).size === 0) rmSync(path);
  }
}

async function loadDatabase() {
  try {
    return (await import('libsql')).default;
  } catch (error) {
    const reason = (error as Error).message.split('\n')[0];
    throw problemError(exitStatus.cannotWrite, {
      at: 'libsql',
      found: reason,
      expected: say('store-library', { platform: `${process.platform} ${process.arch}` }),
    });
  }
}

/** Refuses what is no database before the library makes an error of its own of it. */
function checkFile(path: string, create: boolean): void {
  if (!existsSync(path)) {
    if (create) return;
    const problem = { at: path, found: say('nothing'), expected: say('programme-file') };
    throw problemError(exitStatus.inputNotFound, problem);
  }
  if (statSync(path).isDirectory()) throw badStore(path, say('a-folder'));
  if (statSync(path).size > 0 && !isDatabase(path)) throw badStore(path, say('other-file'));
}

/** Returns whether a file begins as the programme's file does. */
export function isDatabase(path: string): boolean {
  const start = Buffer.alloc(16);
  const file = openSync(path, 'r');
  readSync(file, start);
  closeSync(file);
  return start.toString('latin1') === 'SQLite format 3\0';
}

/** A new file gets its tables, with the rest in one transaction; one of another kind or version is refused. */
function prepareTables(path: string, database: Database, create: boolean): void {
  const pragma = (name: string) => (database.pragma(name) as Record<string, number>[])[0][name];
  const tables = database.prepare('SELECT count(*) AS count FROM sqlite_schema').get() as { count: number };
  if (tables.count === 0 && create) {
    createTables(database);
    return;
  }
  if (tables.count === 0) throw badStore(path, say('zero-bytes'));
  if (pragma('application_id') !== applicationId) throw badStore(path, say('other-database'));
  const version = pragma('user_version');
  if (version > schemaVersion) throw badStore(path, say('store-version', { version }));
  checkContent(path, database, version);
}

/**
 * Refuses a file of which anything is not as it was written. Nothing of it may be read before: the library ends the process over a text
 * that is none.
 */
function checkContent(path: string, database: Database, version: number): void {
  const [{ quick_check: found }] = database.pragma('quick_check(1)') as { quick_check: string }[];
  if (found !== 'ok') throw badStore(path, say('damaged-store'));
  const content = contentHash(path, database, version);
  if (version === 1) return;
  const seals = database.prepare('SELECT CAST(content AS BLOB) AS content FROM seal').all() as {
    content: Uint8Array;
  }[];
  const isSealed = seals.length === 1 && Buffer.from(seals[0].content).toString('latin1') === content;
  if (!isSealed) throw badStore(path, say('damaged-store'));
}

function contentHash(path: string, database: Database, version = schemaVersion): string {
  return sha256Of(contentRows(path, database, version));
}

function* contentRows(path: string, database: Database, version: number): Generator<Uint8Array> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (const [table, columns] of Object.entries(contentsOf(version))) {
    const row = columns.join(' || char(31) || ');
    const rows = database.prepare(`SELECT CAST(${row} AS BLOB) AS content FROM ${table} ORDER BY number`);
    for (const { content } of rows.iterate() as IterableIterator<{ content: ArrayBuffer | null }>) {
      const bytes = content === null ? undefined : new Uint8Array(content);
      if (bytes === undefined || !isText(bytes, decoder)) throw badStore(path, say('damaged-store'));
      yield bytes;
      yield rowEnd;
    }
  }
}

const rowEnd = Uint8Array.of(30);

function isText(bytes: Uint8Array, decoder: InstanceType<typeof TextDecoder>): boolean {
  try {
    decoder.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function sealContent(path: string, database: Database): void {
  database.exec('DELETE FROM seal');
  database.prepare('INSERT INTO seal (content) VALUES (?)').run(contentHash(path, database));
}

function storeError(path: string, error: unknown, waitS: number, whenHeld: ExitStatus): unknown {
  const { code, message } = error as { code?: unknown; message: string };
  if (error instanceof CommandError || (typeof code === 'string' && !code.startsWith('SQLITE_')))
    return error;
  const unopened = /^ConnectionFailed\(/.test(message);
  if (code === undefined && !unopened) return error;
  const kind = String(code);
  if (kind.startsWith('SQLITE_BUSY') || kind.startsWith('SQLITE_LOCKED')) {
    const holder = readHolder(path);
    const found = holder
      ? say('held-by', { pid: holder.pid, host: holder.host, command: holder.command, since: holder.since })
      : say('held');
    return problemError(whenHeld, { at: path, found, expected: say('free-within', { seconds: waitS }) });
  }
  if (kind.startsWith('SQLITE_CORRUPT') || kind.startsWith('SQLITE_NOTADB'))
    return badStore(path, say('damaged-store'));
  if (unopened || /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|PERM)/.test(kind)) {
    return problemError(exitStatus.cannotWrite, {
      at: path,
      found: message,
      expected: say('writable-store'),
    });
  }
  return error;
}

function badStore(path: string, found: Phrase): CommandError {
  const problem: LocalizedProblem = { at: path, found, expected: say('programme-file') };
  return problemError(exitStatus.badInput, problem);
}

/**
 * The process that writes to a store. The lock is the operating system's and ends with its process; this only
 * names its holder.
 */
interface Holder {
  pid: number;
  host: string;
  command: string;
  since: string;
}

/** Says beside the store that this process holds it. */
function noteHolder(storePath: string, command: string): void {
  const holder: Holder = { pid: process.pid, host: hostname(), command, since: new Date().toISOString() };
  try {
    writeFileSync(holderPath(storePath), `${JSON.stringify(holder)}\n`);
  } catch {
    // It is for people; the lock holds without it.
  }
}

function forgetHolder(storePath: string): void {
  rmSync(holderPath(storePath), { force: true });
}

/** The process that holds a store that is locked; undefined where it did not say. */
function readHolder(storePath: string): Holder | undefined {
  try {
    const holder = JSON.parse(readFileSync(holderPath(storePath), 'utf8')) as Holder;
    // One that was killed left its note; the lock is somebody else's.
    if (holder.host === hostname() && !isRunning(holder.pid)) return undefined;
    return holder;
  } catch {
    return undefined;
  }
}

function holderPath(storePath: string): string {
  return join(dirname(storePath), `.${basename(storePath)}.holder`);
}
