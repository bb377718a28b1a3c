import { phraseText } from '@diku/engine';
import type { BatchRow } from '@diku/engine/documents';
import { cliText } from '../cli-text.ts';
import { CommandError } from '../exit-status.ts';
import { answerSignals } from '../interrupts.ts';
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
  /** Told of each community whose job has ended, with what came of it and how long it took. */
  ended(row: BatchRow, seconds: number): void;
  /** Asked before each job: whether an interruption has ended the runner's jobs. */
  isStopped(): boolean;
}

export interface DamagedResult {
  id: string;
  /** Path of the file in the result set. */
  file: string;
}

export interface BatchOutcome {
  /** The rows of those that are done, in the order of the communities. */
  rows: BatchRow[];
  /** Communities that an interruption left to do. */
  waiting: number;
  /** Taken over from an earlier run. */
  kept: number;
  /** Results of an earlier run that were made anew since a file of them was not as it had been written. */
  damaged: DamagedResult[];
  times: JobTimes;
}

/**
 * Runs the main job on every community whose results are not there already, or are not what its input, the options and the program
 * give now. A job that fails has a row that says why, and the others go on. Rejects where nothing can be written.
 */
export async function runBatch(batch: BatchOptions): Promise<BatchOutcome> {
  const { communities, settings, results, runner, resume, now, report } = batch;
  const damaged: DamagedResult[] = [];
  const rows: (BatchRow | undefined)[] = [];
  for (const community of communities) {
    rows.push(resume ? storedRow(community, batch, damaged) : undefined);
    await answerSignals();
  }
  const waiting = [...rows.keys()].filter((index) => rows[index] === undefined);
  const retained = rows.length - waiting.length;
  const times: JobTimes = { count: 0, sumS: 0, sumSquaresS2: 0 };
  showProgress();
  await runAll(waiting.values(), runner, batch.isStopped, serve);
  const finished = rows.filter((row) => row !== undefined);
  return { rows: finished, waiting: rows.length - finished.length, kept: retained, damaged, times };

  async function serve(index: number): Promise<void> {
    const startS = now();
    const row = await runOne(communities[index]);
    if (!row) return;
    rows[index] = row;
    const tookS = now() - startS;
    times.count += 1;
    times.sumS += tookS;
    times.sumSquaresS2 += tookS ** 2;
    batch.ended(row, tookS);
    showProgress();
  }

  /** Undefined for a job that an interruption has ended. */
  async function runOne(community: Community): Promise<BatchRow | undefined> {
    const part = results.createPart();
    const end = await runner.run({ community, settings, part });
    if (end === 'done') return results.commit(part, community.folder);
    results.discard(part);
    if (batch.isStopped()) return undefined;
    return results.commitFailure('', { ...communityRow(community), failure: failureOf(end, settings) });
  }

  function showProgress(): void {
    const done = retained + times.count;
    const remaining = estimateRemaining(times, communities.length - done, runner.slots);
    report({ done, total: communities.length, remaining });
  }
}

/** Runs jobs, as many at a time as the runner has slots just then; settles when all that began have ended, or one rejects. */
function runAll(
  waiting: IterableIterator<number>,
  runner: JobRunner,
  isStopped: () => boolean,
  serve: (index: number) => Promise<void>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let running = 0;
    let isOver = false;
    const end = (error?: unknown) => {
      isOver = true;
      runner.onMoreSlots = undefined;
      if (error === undefined) resolve();
      else reject(error);
    };
    const fill = () => {
      while (running < runner.slots && !isOver && !isStopped()) {
        const { value, done } = waiting.next();
        if (done) break;
        running += 1;
        serve(value).then(() => {
          running -= 1;
          fill();
        }, end);
      }
      if (running === 0) end();
    };
    runner.onMoreSlots = fill;
    fill();
  });
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

function failureOf({ kind, detail = '', phrase }: Exclude<JobEnd, 'done'>, { language }: JobSettings) {
  const found = phrase ? phraseText(phrase, language) : detail;
  return { kind, reason: cliText(language, `batch.failed-${kind}`, { detail: found }) };
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
