import { batchStatus } from './batch-columns.ts';
import type { BatchRow } from './batch-row.ts';

/** What some communities of a batch come to. */
export interface BatchCounts {
  communities: number;
  met: number;
  notMet: number;
  /** Of which nobody can say yet whether they meet it. */
  undecidable: number;
  failed: number;
  /** Met ÷ communities, 0–1; 1 of none. */
  metRatio: number;
  areaM2: number;
  antennas: number;
  /** Of the networks there are. */
  costCny: number;
}

/** How many communities of a batch met their target, missed it, are undecided or failed. */
export function countBatch(rows: readonly BatchRow[]): BatchCounts {
  const counts: BatchCounts = {
    ...{ communities: rows.length, met: 0, notMet: 0, undecidable: 0, failed: 0, metRatio: 1 },
    ...{ areaM2: 0, antennas: 0, costCny: 0 },
  };
  for (const row of rows) {
    const status = batchStatus(row);
    if (status === 'met') counts.met += 1;
    else if (status === 'not-met') counts.notMet += 1;
    else if (status === 'undecidable') counts.undecidable += 1;
    else counts.failed += 1;
    counts.areaM2 += row.figures?.areaM2 ?? 0;
    counts.antennas += row.figures?.antennas ?? 0;
    counts.costCny += row.figures?.costCny ?? 0;
  }
  if (rows.length > 0) counts.metRatio = counts.met / rows.length;
  return counts;
}

/** The same by district, in the order in which districts first come. */
export function countDistricts(rows: readonly BatchRow[]): { district: string; counts: BatchCounts }[] {
  const districts = new Map<string, BatchRow[]>();
  for (const row of rows) {
    const district = row.district ?? '';
    const own = districts.get(district);
    if (own) own.push(row);
    else districts.set(district, [row]);
  }
  return [...districts].map(([district, own]) => ({ district, counts: countBatch(own) }));
}
