import { basename } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { byteChunks, type Inflater, say, type TableBytes } from '@diku/engine/core';
import {
  type parseColumnAnswers,
  type parseColumnMap,
  readStatusTable,
  type Signature,
  type StatusSink,
  type StatusSummary,
} from '@diku/engine/programme';
import { exitStatus, problemError } from '../exit-status.ts';
import { blameFileAsync } from '../read-input.ts';
import { sha256Of } from '../sha256.ts';
import type { ProgrammeStore } from '../store/programme-store.ts';
import type { UndoneImport } from '../store/statements.ts';
import type { ImportCounts } from '../store/status-import.ts';

/** Unpacked at a time, and ahead. */
const chunkSize = 128 * 1024;
const lengths = { chunkSize, highWaterMark: 8 * chunkSize };

/** Unpacks with Node's own library in a thread of its own, some pieces ahead of what is read of it. */
const inflateAhead: Inflater = (packed) => {
  const inflated = createInflateRaw(lengths);
  // What goes wrong in either comes to who reads the pieces.
  pipeline(Readable.from(packed), inflated, () => {});
  return inflated;
};

/** A status table that is to be read. */
export interface GivenTable {
  /** Path or name of its file. */
  file: string;
  bytes: TableBytes;
  /** Day of the import. */
  date: string;
  /** Somebody's decisions on columns. */
  map?: ReturnType<typeof parseColumnMap>;
  answers?: ReturnType<typeof parseColumnAnswers>;
  pause(rows: number, doneRatio: number): Promise<void>;
}

/** Reads a status table for each of those that take what is told of it, in their order. Status 65 where it is none. */
export function readTable(
  { file, bytes, date, map, answers, pause }: GivenTable,
  sinks: readonly (Partial<StatusSink> | undefined)[],
): Promise<StatusSummary> {
  const options = { fileName: basename(file), map, answers, inflate: inflateAhead, asOf: date, pause };
  return blameFileAsync(file, () => readStatusTable(bytes, options, sharedSink(sinks)));
}

interface StoreTableOptions {
  /** Whose table it is; by default the one operator of whom it speaks, else an office. */
  party?: string;
  sinks?: readonly (Partial<StatusSink> | undefined)[];
  /** Who imports it. */
  signature?: Signature;
}

/**
 * Reads a status table into the programme's file, and for others.
 */
export async function storeTable(
  store: ProgrammeStore,
  table: GivenTable,
  { party, sinks = [], signature = {} }: StoreTableOptions,
): Promise<{ summary: StatusSummary; counts: ImportCounts }> {
  const { file, bytes, date } = table;
  const sha256 = sha256Of(byteChunks(bytes));
  const stored = store.beginImport({ file: basename(file), sha256, date, ...signature });
  const summary = await readTable(table, [...sinks, stored]);
  const counts = stored.finish(party ?? partyOf(summary));
  summary.notes.push(...storedNotes(counts));
  return { summary, counts };
}

/** Takes the last import back. Status 65 where there is none, or where communities of it alone took steps. */
export function takeBackImport(store: ProgrammeStore, path: string): Omit<UndoneImport, 'held'> {
  const result = store.undoImport();
  if (!result || result.held.length > 0) {
    const found = result
      ? say('import-with-steps', { list: result.held.slice(0, maxNoted).join(', ') })
      : say('nothing');
    throw problemError(exitStatus.badInput, { at: path, found, expected: say('import-to-undo') });
  }
  const { held: _, ...undone } = result;
  return undone;
}

/** Hands on what is read to each of those that are there, in their order. */
function sharedSink(sinks: readonly (Partial<StatusSink> | undefined)[]): StatusSink {
  return {
    community(community, origin) {
      for (const sink of sinks) sink?.community?.(community, origin);
    },
    duplicate(index, record) {
      for (const sink of sinks) sink?.duplicate?.(index, record);
    },
    issue(issue) {
      for (const sink of sinks) sink?.issue?.(issue);
    },
  };
}

/** Whose table it is: an operator's where it speaks of one operator alone, else an office's. */
function partyOf({ columns }: StatusSummary): string {
  const operators = new Set(columns.flatMap(({ field }) => field.split('.')[1] ?? []));
  const isOfAll = columns.some(({ field }) => field === 'covered');
  return operators.size === 1 && !isOfAll ? [...operators][0] : 'office';
}

const maxNoted = 40;

/** Notes on values that the store has otherwise, and communities that may be the same. */
function storedNotes({ conflicts, suspected }: ImportCounts): StatusSummary['notes'] {
  const cut = (list: readonly string[]) =>
    list.slice(0, maxNoted).join('; ') + (list.length > maxNoted ? ` … (${list.length})` : '');
  const ofConflicts = conflicts.map(({ name, field, values, taken }) => {
    const stated = values.map(({ party, value }) => `${party} ${value}`).join(' / ');
    return `${name} ${field}: ${stated} → ${taken}`;
  });
  const pairs = suspected.map(({ name, other }) => `${name} ≟ ${other}`);
  return [
    ...(conflicts.length > 0 ? [say('import-conflicts', { list: cut(ofConflicts) })] : []),
    ...(suspected.length > 0 ? [say('import-suspected', { list: cut(pairs) })] : []),
  ];
}
