import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BatchRow, formatJson } from '@diku/engine/documents';
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
}

export const recordName = 'community.json';

export function writeRecord(folder: string, hash: string, row: BatchRow): void {
  const record: JobRecord = { format: 'diku-batch-job', version: 1, hash, row };
  writeDurably(join(folder, recordName), formatJson(record));
}

/** The record of a folder; undefined where there is none that this program wrote. */
export function readRecord(folder: string): JobRecord | undefined {
  try {
    const record = JSON.parse(readFileSync(join(folder, recordName), 'utf8')) as Partial<JobRecord> | null;
    const isWhole = record?.format === 'diku-batch-job' && record.version === 1 && record.row !== undefined;
    return isWhole ? (record as JobRecord) : undefined;
  } catch {
    return undefined;
  }
}
