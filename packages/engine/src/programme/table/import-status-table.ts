import type { TableBytes } from '../../core/index.ts';
import type { StatusData } from '../status-data.ts';
import { readStatusTable, type StatusTableOptions } from './read-status-table.ts';
import type { StatusSummary } from './status-summary.ts';

export interface ImportedStatus extends StatusData {
  summary: StatusSummary;
}

/**
 * A status table as one clean data set with every judgement on the way to it, held whole: `readStatusTable` gives it away row by row.
 * @throws InputError with row and column, what was found and what was expected, where no table can be read
 */
export async function importStatusTable(
  bytes: Uint8Array | TableBytes,
  options: StatusTableOptions = {},
): Promise<ImportedStatus> {
  const data: StatusData = { communities: [], issues: [] };
  const summary = await readStatusTable(bytes, options, {
    community: (community) => data.communities.push(community),
    duplicate: (index, record) => data.communities[index].records.push(record),
    issue: (issue) => data.issues.push(issue),
  });
  return { ...data, summary };
}
