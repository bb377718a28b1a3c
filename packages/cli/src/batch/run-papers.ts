import { join } from 'node:path';
import type { BatchRow, CommunityPapers } from '@diku/engine/documents';
import { cliText } from '../cli-text.ts';
import type { Community } from './community.ts';
import type { ResultSet } from './result-set.ts';
import { type BatchOptions, type BatchOutcome, runBatch } from './run-batch.ts';
import { communityRow } from './run-community.ts';

/** Rows of a batch with the state of each community's papers, and how many there are of each state. */
export interface PapersOutcome {
  rows: BatchRow[];
  counts: Record<CommunityPapers['state'], number>;
  outcome: BatchOutcome;
}

/**
 * Makes the papers of every community that is planned with a network, but of those whose papers are there already and are what their
 * plan gives now. Papers of an earlier plan go where there are none any more: they are of something else.
 * @param planned rows of the batch
 * @param from its result set
 */
export async function runPapers(
  planned: readonly BatchRow[],
  from: string,
  batch: BatchOptions,
): Promise<PapersOutcome> {
  const { communities, results, settings } = batch;
  const { language } = settings;
  const rowOf = new Map(planned.map((row) => [row.id, row]));
  const hasNetwork = ({ id }: Community) => (rowOf.get(id)?.figures?.sources ?? 0) > 0;
  const outcome = await runBatch({
    ...batch,
    communities: communities
      .filter(hasNetwork)
      .map((each) => ({ ...each, path: join(from, each.folder, 'plan.diku.json') })),
  });
  const papers = new Map(outcome.rows.map((row) => [row.id, papersOf(row)]));
  for (const community of communities) {
    const row = rowOf.get(community.id);
    if (!row || hasNetwork(community)) continue;
    const note = row.figures?.noNetwork ?? cliText(language, 'batch.papers-no-network');
    if (row.figures) papers.set(row.id, { state: 'left-out', note });
    withdraw(community, row.failure?.reason ?? note, results);
  }
  const rows = planned.map((row) => {
    const state: CommunityPapers = papers.get(row.id) ?? { state: 'waiting' };
    return row.figures ? { ...row, papers: state } : row;
  });
  return { rows, counts: countPapers(rows), outcome };
}

/** Leaves the reason in the place of papers of an earlier plan. */
function withdraw(community: Community, reason: string, results: ResultSet): void {
  const found = results.stored(community);
  if (!found || found.record.row.failure) return;
  results.commitFailure('', { ...communityRow(community), failure: { kind: 'input', reason } });
}

function papersOf({ papers, failure }: BatchRow): CommunityPapers {
  return papers ?? { state: 'failed', ...(failure ? { note: failure.reason } : {}) };
}

function countPapers(rows: readonly BatchRow[]): PapersOutcome['counts'] {
  const counts = { made: 0, draft: 0, 'left-out': 0, failed: 0, waiting: 0 };
  for (const { papers } of rows) if (papers) counts[papers.state] += 1;
  return counts;
}
