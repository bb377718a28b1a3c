import { existsSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { Language } from '@diku/engine';
import { say } from '@diku/engine/core';
import {
  type BatchRow,
  batchCsv,
  batchJson,
  batchXlsx,
  type CommunityPapers,
  fitsNoticeField,
  formatJson,
  maxSheetRows,
} from '@diku/engine/documents';
import { cliText } from '../cli-text.ts';
import { usageError } from '../exit-status.ts';
import type { MainJobOptions } from '../main-job.ts';
import type { Community } from './community.ts';
import type { JobSettings, PaperOptions } from './job-order.ts';
import type { ResultSet } from './result-set.ts';
import { type BatchOptions, type BatchOutcome, runBatch } from './run-batch.ts';
import { communityRow } from './run-community.ts';

/** Options of the papers on the command line. */
export interface PaperArguments extends Omit<PaperOptions, 'model' | 'scenarios'> {
  /** The result set of the plans. */
  out: string;
  /** That of their papers; default: there are none. */
  papers?: string;
}

/** Only a result set of plans, and only one of papers, has a file of that name. */
const plansMark = 'summary.json';
const papersMark = 'papers.json';

/** Status 64 for fields of papers without papers, for what has no room, and for folders that are each other's. */
export function checkPapers({ out, papers, contact, schedule, title }: PaperArguments): void {
  for (const [name, text] of Object.entries({ contact, schedule })) {
    if (text === undefined) continue;
    if (papers === undefined) throw usageError(`--${name}`, `"${text}"`, say('with-papers'));
    if (!fitsNoticeField(text)) throw usageError(`--${name}`, `"${text}"`, say('two-lines'));
  }
  if (title && papers === undefined)
    throw usageError('--title', Object.keys(title).join(', '), say('with-papers'));
  if (existsSync(join(out, papersMark))) throw usageError('--out', `"${out}"`, say('no-papers-folder'));
  if (papers === undefined) return;
  const isTaken = isAmongCommunities(papers, out) || isAmongCommunities(out, papers);
  if (isTaken || existsSync(join(papers, plansMark)))
    throw usageError('--papers', `"${papers}"`, say('papers-apart'));
}

/** Returns whether a folder is a result set itself, or where the communities of one are. */
function isAmongCommunities(folder: string, results: string): boolean {
  const path = relative(resolve(results), resolve(folder));
  return path === '' || path === 'communities' || path.startsWith(`communities${sep}`);
}

/** Settings of the jobs of papers, as far as they are not in the plans. */
export function paperSettings(
  { options: { model, scenarios }, language }: { options: MainJobOptions; language: Language },
  { contact, schedule, title }: PaperArguments,
): JobSettings {
  return { kind: 'papers', language, options: { model, scenarios, contact, schedule, title } };
}

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

/** Counts of the papers, and what is wrong with some, for programs. */
export function papersDocument({ rows, counts, outcome }: PapersOutcome) {
  const { made, draft: drafts, 'left-out': leftOut, failed, waiting } = counts;
  const notes = rows.flatMap(({ id, papers }) => (papers?.note ? [{ id, ...papers }] : []));
  const timing = { jobs: outcome.times.count, jobsS: outcome.times.sumS };
  return {
    made: made + drafts,
    drafts,
    leftOut,
    failed,
    waiting,
    kept: outcome.kept,
    damaged: outcome.damaged,
    notes,
    timing,
  };
}

/** Named on the terminal; the tables have all. */
const maxNotesShown = 20;

/** The same for people. */
export function describePapers(papers: PapersOutcome, language: Language): string[] {
  const { made, drafts, leftOut, failed, waiting, kept: retained, notes } = papersDocument(papers);
  const counts = cliText(language, 'batch.papers-counts', { made, drafts, leftOut, failed, waiting });
  return [
    retained > 0 ? counts + cliText(language, 'batch.counts-kept', { kept: retained }) : counts,
    ...notes
      .slice(0, maxNotesShown)
      .map(({ id, note = '' }) => cliText(language, 'batch.papers-line', { id, note })),
    ...(notes.length > maxNotesShown
      ? [cliText(language, 'batch.more-failures', { count: notes.length - maxNotesShown })]
      : []),
  ];
}

/** Tables of the communities beside their papers, and what the papers come to. Returns the names. */
export function writePaperTables(papers: PapersOutcome, results: ResultSet, language: Language): string[] {
  const { rows } = papers;
  const { damaged: _, kept: __, timing: ___, notes: ____, ...counts } = papersDocument(papers);
  const files = {
    'communities.csv': batchCsv(rows),
    'communities.json': batchJson(rows),
    ...(rows.length > maxSheetRows ? {} : { 'communities.xlsx': batchXlsx(rows, language) }),
    [papersMark]: formatJson(counts),
  };
  results.write(files);
  return Object.keys(files);
}
