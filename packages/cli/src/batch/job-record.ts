import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type BatchRow, formatJson } from '@diku/engine/documents';
import { machineFault } from '../exit-status.ts';
import { isAsWritten, manifestName, readManifest } from '../folder-manifest.ts';
import { sha256 } from '../sha256.ts';
import { writeDurably } from './durable-files.ts';

/**
 * Last file that a finished job writes into its folder: with it, and only with it, the folder is complete.
 */
export interface JobRecord {
  format: 'diku-batch-job';
  version: 1;
  /** Hash of all that the files follow from. */
  hash: string;
  row: BatchRow;
  /** SHA-256 of the rest of this record and of the folder's list of files, which has one of each file. */
  check: string;
}

export const recordName = 'community.json';

export function writeRecord(folder: string, hash: string, row: BatchRow): void {
  const record: JobRecord = { format: 'diku-batch-job', version: 1, hash, row, check: '' };
  const check = checkOf(folder, record);
  writeDurably(join(folder, recordName), formatJson({ ...record, check } satisfies JobRecord));
}

/** The record of a folder; undefined where there is none that this program wrote. */
export function readRecord(folder: string): JobRecord | undefined {
  try {
    const record = JSON.parse(readFileSync(join(folder, recordName), 'utf8')) as Partial<JobRecord> | null;
    const isWhole = record?.format === 'diku-batch-job' && record.version === 1 && isRow(record.row);
    return isWhole ? (record as JobRecord) : undefined;
  } catch (error) {
    if (machineFault(error)) throw error;
    return undefined;
  }
}

/** Paths of results, as they are made of ids of communities. */
const resultFolder = /^communities\/[^/\\]+$/;

/** Somebody may have written the record: what it names lies among the results. */
function isRow(row: Partial<BatchRow> | undefined): boolean {
  const { id, input, folder = '' } = row ?? {};
  const isInside = resultFolder.test(folder) && !/\/\.{0,2}$/.test(folder);
  return typeof id === 'string' && typeof input === 'string' && isInside;
}

/**
 * Name of the first file of a community that is not as its job has written it, its record among them; undefined where all are.
 */
export function findDamage(folder: string, record: JobRecord): string | undefined {
  const isWritten = record.check === checkOf(folder, record) && recordText(folder) === formatJson(record);
  if (!isWritten) return recordName;
  const files = readManifest(folder);
  // A garage that was planned has files, and so has a pack.
  if ((record.row.figures ?? record.row.pack) && files.length === 0) return manifestName;
  return files.find((file) => !isAsWritten(folder, file))?.name;
}

/** Returns whether a part is a whole result for a folder; what comes over a network may be anything. */
export function isCompletePart(part: string, folder: string): boolean {
  const record = readRecord(part);
  return record?.row.folder === folder && findDamage(part, record) === undefined;
}

function recordText(folder: string): string {
  return readFileSync(join(folder, recordName), 'utf8');
}

function checkOf(folder: string, { hash, row }: JobRecord): string {
  const list = join(folder, manifestName);
  return sha256(
    JSON.stringify([hash, row]),
    statSync(list, { throwIfNoEntry: false })?.isFile() ? readFileSync(list) : '',
  );
}
