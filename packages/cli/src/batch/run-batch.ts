import type { Language } from '@diku/engine';
import type { BatchRow } from '@diku/engine/documents';
import { cliText } from '../cli-text.ts';
import { CommandError, exitStatus } from '../exit-status.ts';
import type { Community } from './community.ts';
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

export interface DamagedResult {
  id: string;
  /** Path of the file in the result set. */
  file: string;
}

export interface BatchOutcome {
  /** The rows have the order of the communities. */
  rows: BatchRow[];
  /** Taken over from an earlier run. */
  kept: number;
  /** Results of an earlier run that were made anew since a file of them was not as it had been written. */
  damaged: DamagedResult[];
  times: JobTimes;
}

/**
 * Runs the main job on every community whose results are not there already, or are not what its input, the options and the program
 * give now. A job that fails has a row that says why, and the others go on. Rejects where nothing can be written, or when stopped.
 */
export async function runBatch(batch: BatchOptions): Promise<BatchOutcome> {
  const { communities, settings, results, runner, resume, now, report } = batch;
  const damaged: DamagedResult[] = [];
  const rows = communities.map((community) => (resume ? storedRow(community, batch, damaged) : undefined));
  const waiting = [...rows.keys()].filter((index) => rows[index] === undefined).values();
  const retained = rows.filter((row) => row !== undefined).length;
  const times: JobTimes = { count: 0, sumS: 0, sumSquaresS2: 0 };
  showProgress();
  await Promise.all(Array.from({ length: runner.slots }, serve));
  return { rows: rows as BatchRow[], kept: retained, damaged, times };

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
    if (end === 'done') return results.commit(part, community.folder);
    results.discard(part);
    return results.commitFailure('', { ...communityRow(community), failure: failureOf(end, settings) });
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

/** Row of a result that is whole and of what its input, the options and the program give now. */
function storedRow(
  community: Community,
  { results, settings }: BatchOptions,
  damaged: DamagedResult[],
): BatchRow | undefined {
  const found = results.stored(community);
  if (!found) return undefined;
  const { record, damaged: file } = found;
  if (file !== undefined) {
    damaged.push({ id: community.id, file: `${community.folder}/${file}` });
    return undefined;
  }
  try {
    return record.hash !== '' && record.hash === jobHash(community, settings) ? record.row : undefined;
  } catch (error) {
    // Its job will say what is wrong with the file.
    if (error instanceof CommandError) return undefined;
    throw error;
  }
}

function failureOf({ kind, detail = '' }: Exclude<JobEnd, 'done'>, { language }: JobSettings) {
  return { kind, reason: cliText(language, `batch.failed-${kind}`, { detail }) };
}

/** Number of jobs from which on their times say something about those to come. */
const fewestJobs = 5;
/** Half of the 90 % interval around the mean, in standard deviations. */
const spreadFactor = 1.645;

/** Times of the jobs that are done, as sums: as many as there are, in the room of three numbers. */
export interface JobTimes {
  count: number;
  sumS: number;
  sumSquaresS2: number;
}

/**
 * Seconds until the rest is done, as a range that holds it nine times in ten where jobs come in no order of size: the mean of
 * those done for each that is left, and the spread both of the rest and of that mean. Undefined while too few are done.
 */
export function estimateRemaining(
  { count, sumS, sumSquaresS2 }: JobTimes,
  left: number,
  slots: number,
): { fromS: number; toS: number } | undefined {
  if (count < fewestJobs) return undefined;
  const meanS = sumS / count;
  const varianceS2 = Math.max(0, (sumSquaresS2 - count * meanS ** 2) / (count - 1));
  const deviationS = Math.sqrt(varianceS2);
  const halfS = spreadFactor * deviationS * Math.sqrt(left + left ** 2 / count);
  // The last ones run while other slots have nothing left to do, and those that take long are told of last.
  const tailS = (meanS + 2 * deviationS) * (1 - 1 / slots);
  return {
    fromS: Math.max(0, left * meanS - halfS) / slots,
    toS: (left * meanS + halfS) / slots + tailS,
  };
}
