import { basename, join, resolve } from 'node:path';
import { say, verbatim } from '@diku/engine/core';
import type { BatchRow } from '@diku/engine/documents';
import type { PlanResult } from '@diku/engine/programme';
import { type CsvError, parse } from 'csv-parse/sync';
import { readRecord } from '../batch/job-record.ts';
import { exitStatus, problemError } from '../exit-status.ts';
import { readText } from '../read-input.ts';
import { readPlanFile } from './read-evidence.ts';

/** A community of a result set, as its record has it. */
export interface BatchResult {
  row: BatchRow;
  /** What its plan promises, with the file that says so, named from the result set on. Statuses 65, 66 where that is not there. */
  readPlan(): PlanResult;
}

/**
 * What `diku batch` made, in the order of its table: folders that the table does not have are of communities that are listed no longer.
 * Status 65 where a folder is no finished result set, 66 where there is none.
 */
export function readResults(folder: string): BatchResult[] {
  const table = join(folder, 'communities.csv');
  return foldersOf(table).map((own, index) => {
    const record = own === undefined ? undefined : readRecord(join(folder, own));
    if (own === undefined || record === undefined) {
      const at = say('row-column', { row: index + 2, column: 'folder' });
      throw noResultSet(table, at, own === undefined ? say('nothing') : verbatim(JSON.stringify(own)));
    }
    const file = join(folder, own, 'verdict.json');
    const named = `${basename(resolve(folder))}/${own}/verdict.json`;
    return { row: record.row, readPlan: () => readPlanFile(file, named) };
  });
}

/** Relative to the result set; undefined in a row that has none. */
function foldersOf(table: string): (string | undefined)[] {
  try {
    const rows = parse(readText(table), { columns: true, bom: true }) as Record<string, string | undefined>[];
    return rows.map(({ folder }) => folder || undefined);
  } catch (error) {
    if (!(error as Partial<CsvError>).code?.startsWith('CSV_')) throw error;
    const at = say('csv-line', { line: Number((error as CsvError).lines ?? 1) });
    throw noResultSet(table, at, verbatim((error as Error).message));
  }
}

function noResultSet(table: string, at: ReturnType<typeof say>, found: ReturnType<typeof say>) {
  const place = say('file-place', { file: table, at });
  return problemError(exitStatus.badInput, { at: place, found, expected: say('result-set') });
}
