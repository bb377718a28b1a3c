import { existsSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { Language } from '@diku/engine';
import { say } from '@diku/engine/core';
import {
  type BatchRow,
  batchCsv,
  batchJson,
  batchXlsx,
  type CommunityPack,
  fitsNoticeField,
  formatJson,
  maxSheetRows,
} from '@diku/engine/documents';
import { cliText } from '../cli-text.ts';
import { usageError } from '../exit-status.ts';
import type { MainJobOptions } from '../main-job.ts';
import type { Community } from './community.ts';
import type { JobSettings, PackOptions } from './job-order.ts';
import type { ResultSet } from './result-set.ts';
import { type BatchOptions, type BatchOutcome, runBatch } from './run-batch.ts';
import { communityRow } from './run-community.ts';

/** Options of the packs on the command line. */
export interface PackArguments extends Omit<PackOptions, 'model' | 'scenarios'> {
  /** The result set of the plans. */
  out: string;
  /** That of their packs; default: there are none. */
  packs?: string;
}

/** Only a result set of plans, and only one of packs, has a file of that name. */
const plansMark = 'summary.json';
const packsMark = 'packs.json';

/** Status 64 for fields of packs without packs, for what has no room, and for folders that are each other's. */
export function checkPacks({ out, packs, contact, schedule, title }: PackArguments): void {
  for (const [name, text] of Object.entries({ contact, schedule })) {
    if (text === undefined) continue;
    if (packs === undefined) throw usageError(`--${name}`, `"${text}"`, say('with-packs'));
    if (!fitsNoticeField(text)) throw usageError(`--${name}`, `"${text}"`, say('two-lines'));
  }
  if (title && packs === undefined)
    throw usageError('--title', Object.keys(title).join(', '), say('with-packs'));
  if (existsSync(join(out, packsMark))) throw usageError('--out', `"${out}"`, say('no-packs-folder'));
  if (packs === undefined) return;
  const isTaken = isAmongCommunities(packs, out) || isAmongCommunities(out, packs);
  if (isTaken || existsSync(join(packs, plansMark)))
    throw usageError('--packs', `"${packs}"`, say('packs-apart'));
}

/** Returns whether a folder is a result set itself, or where the communities of one are. */
function isAmongCommunities(folder: string, results: string): boolean {
  const path = relative(resolve(results), resolve(folder));
  return path === '' || path === 'communities' || path.startsWith(`communities${sep}`);
}

/** Settings of the jobs of packs, as far as they are not in the plans. */
export function packSettings(
  { options: { model, scenarios }, language }: { options: MainJobOptions; language: Language },
  { contact, schedule, title }: PackArguments,
): JobSettings {
  return { kind: 'pack', language, options: { model, scenarios, contact, schedule, title } };
}

/** Rows of a batch with the state of each community's packs, and how many there are of each state. */
export interface PacksOutcome {
  rows: BatchRow[];
  counts: Record<CommunityPack['state'], number>;
  outcome: BatchOutcome;
}

/**
 * Makes the packs of every community that is planned with a network, but of those whose packs are there already and are what their
 * plan gives now. Packs of an earlier plan go where there are none any more: they are of something else.
 * @param planned rows of the batch
 * @param from its result set
 */
export async function runPacks(
  planned: readonly BatchRow[],
  from: string,
  batch: BatchOptions,
): Promise<PacksOutcome> {
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
  const packs = new Map(outcome.rows.map((row) => [row.id, packOf(row)]));
  for (const community of communities) {
    const row = rowOf.get(community.id);
    if (!row || hasNetwork(community)) continue;
    const note = row.figures?.noNetwork ?? cliText(language, 'batch.packs-no-network');
    if (row.figures) packs.set(row.id, { state: 'left-out', note });
    withdraw(community, row.failure?.reason ?? note, results);
  }
  const rows = planned.map((row) => {
    const state: CommunityPack = packs.get(row.id) ?? { state: 'waiting' };
    return row.figures ? { ...row, pack: state } : row;
  });
  return { rows, counts: countPacks(rows), outcome };
}

/** Leaves the reason in the place of packs of an earlier plan. */
function withdraw(community: Community, reason: string, results: ResultSet): void {
  const found = results.stored(community);
  if (!found || found.record.row.failure) return;
  results.commitFailure('', { ...communityRow(community), failure: { kind: 'input', reason } });
}

function packOf({ pack, failure }: BatchRow): CommunityPack {
  return pack ?? { state: 'failed', ...(failure ? { note: failure.reason } : {}) };
}

function countPacks(rows: readonly BatchRow[]): PacksOutcome['counts'] {
  const counts = { made: 0, draft: 0, 'left-out': 0, failed: 0, waiting: 0 };
  for (const { pack } of rows) if (pack) counts[pack.state] += 1;
  return counts;
}

/** Counts of the packs, and what is wrong with some, for programs. */
export function packsDocument({ rows, counts, outcome }: PacksOutcome) {
  const { made, draft: drafts, 'left-out': leftOut, failed, waiting } = counts;
  const notes = rows.flatMap(({ id, pack }) => (pack?.note ? [{ id, ...pack }] : []));
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
export function describePacks(packs: PacksOutcome, language: Language): string[] {
  const { made, drafts, leftOut, failed, waiting, kept: retained, notes } = packsDocument(packs);
  const counts = cliText(language, 'batch.packs-counts', { made, drafts, leftOut, failed, waiting });
  return [
    retained > 0 ? counts + cliText(language, 'batch.counts-kept', { kept: retained }) : counts,
    ...notes
      .slice(0, maxNotesShown)
      .map(({ id, note = '' }) => cliText(language, 'batch.packs-line', { id, note })),
    ...(notes.length > maxNotesShown
      ? [cliText(language, 'batch.more-failures', { count: notes.length - maxNotesShown })]
      : []),
  ];
}

/** Tables of the communities beside their packs, and what the packs come to. Returns the names. */
export function writePackTables(packs: PacksOutcome, results: ResultSet, language: Language): string[] {
  const { rows } = packs;
  const { damaged: _, kept: __, timing: ___, notes: ____, ...counts } = packsDocument(packs);
  const files = {
    'communities.csv': batchCsv(rows),
    'communities.json': batchJson(rows),
    ...(rows.length > maxSheetRows ? {} : { 'communities.xlsx': batchXlsx(rows, language) }),
    [packsMark]: formatJson(counts),
  };
  results.write(files);
  return Object.keys(files);
}
