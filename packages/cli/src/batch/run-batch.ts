import type { Language } from '@diku/engine';
import type { BatchRow } from '@diku/engine/documents';
import { cliText } from '../cli-text.ts';
import { CommandError, exitStatus } from '../exit-status.ts';
import type { Community } from './community.ts';
import { estimateRemaining, type JobTimes } from './estimate-remaining.ts';
import { jobHash } from './job-hash.ts';
import type { JobEnd, JobRunner, JobSettings } from './job-order.ts';
import type { ResultSet } from './result-set.ts';
import { communityRow } from './run-community.ts';

export interface BatchProgress {
  done: number;
  total: number;
  remaining?: { fromS: number; toS: number };
}

export interface BatchOptions {
  communities: readonly Community[];
  settings: JobSettings;
  results: ResultSet;
  runner: JobRunner;
  /** False: what is there already is made anew. */
  resume: boolean;
  /** Seconds. */
  now(): number;
  report(progress: BatchProgress): void;
  /** Asked before each job. */
  isStopped(): boolean;
}

export interface BatchOutcome {
  /** In the order of the communities. */
  rows: BatchRow[];
  /** Taken over from an earlier run. */
  kept: number;
  times: JobTimes;
}

/**
 * Runs the main job on every community whose results are not there already, or are not what its input, the options and the program
 * give now. A job that fails has a row that says why, and the others go on. Rejects where nothing can be written, or when stopped.
 */
export async function runBatch(batch: BatchOptions): Promise<BatchOutcome> {
  const { communities, settings, results, runner, resume, now, report } = batch;
  const rows = communities.map((community) => (resume ? keptRow(community) : undefined));
  const waiting = [...rows.keys()].filter((index) => rows[index] === undefined).values();
  const retained = rows.filter((row) => row !== undefined).length;
  const times: JobTimes = { count: 0, sumS: 0, sumSquaresS2: 0 };
  showProgress();
  await Promise.all(Array.from({ length: runner.slots }, serve));
  return { rows: rows as BatchRow[], kept: retained, times };

  /** One after the other of what is waiting. */
  async function serve(): Promise<void> {
    for (const index of waiting) {
      stopWhereAsked();
      const startS = now();
      rows[index] = await runOne(communities[index]);
      const tookS = now() - startS;
      times.count += 1;
      times.sumS += tookS;
      times.sumSquaresS2 += tookS ** 2;
      showProgress();
    }
  }

  async function runOne(community: Community): Promise<BatchRow> {
    const part = results.createPart();
    const end = await runner.run({ community, settings, part });
    stopWhereAsked();
    if (end === 'done') return results.commit(part);
    results.discard(part);
    return results.commitFailure('', { ...communityRow(community), failure: failureOf(end, settings) });
  }

  function keptRow(community: Community): BatchRow | undefined {
    const record = results.record(community);
    if (!record?.hash) return undefined;
    try {
      return record.hash === jobHash(community, settings) ? record.row : undefined;
    } catch (error) {
      // Its job will say what is wrong with the file.
      if (error instanceof CommandError) return undefined;
      throw error;
    }
  }

  function showProgress(): void {
    const done = retained + times.count;
    const remaining = estimateRemaining(times, communities.length - done, runner.slots);
    report({ done, total: communities.length, remaining });
  }

  function stopWhereAsked(): void {
    if (!batch.isStopped()) return;
    const message = (language: Language) => cliText(language, 'batch.stopped');
    throw new CommandError(exitStatus.interrupted, message('en'), message);
  }
}

function failureOf({ kind, detail = '' }: Exclude<JobEnd, 'done'>, { language }: JobSettings) {
  return { kind, reason: cliText(language, `batch.failed-${kind}`, { detail }) };
}
