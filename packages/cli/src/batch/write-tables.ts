import {
  type BatchColumn,
  type BatchCounts,
  type BatchRow,
  batchColumns,
  batchCsv,
  batchHtml,
  formatJson,
} from '@diku/engine/documents';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Language } from '../texts.ts';
import type { ResultSet } from './result-set.ts';

const parquetTypes: Record<BatchColumn['type'], 'STRING' | 'INT32' | 'DOUBLE' | 'BOOLEAN'> = {
  ...{ text: 'STRING', whole: 'INT32', number: 'DOUBLE', truth: 'BOOLEAN' },
};

/** The table of all communities (CSV, Parquet), and what they come to as a page and as JSON. Returns the names. */
export function writeTables(
  rows: readonly BatchRow[],
  counts: BatchCounts,
  results: ResultSet,
  language: Language,
): string[] {
  const columnData = batchColumns.map(({ name, type, read }) => ({
    ...{ name, type: parquetTypes[type] },
    data: rows.map((row) => read(row) ?? null),
  }));
  const files = {
    'summary.html': batchHtml(rows, language),
    'summary.json': formatJson(counts),
    'communities.csv': batchCsv(rows),
    'communities.parquet': new Uint8Array(parquetWriteBuffer({ columnData })),
  };
  for (const [name, content] of Object.entries(files)) results.write(name, content);
  return Object.keys(files);
}
