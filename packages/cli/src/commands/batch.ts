import type { Language } from '@diku/engine';
import {
  type BatchColumn,
  type BatchCounts,
  type BatchRow,
  batchColumns,
  batchCsv,
  batchHtml,
  batchJson,
  batchXlsx,
  countBatch,
  formatGrouped,
  formatJson,
  maxSheetRows,
} from '@diku/engine/documents';
import { type Command, Option } from 'commander';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { numberOption } from '../arguments.ts';
import {
  batchCountsText,
  damagedLines,
  doneText,
  noWorkerText,
  remainingText,
} from '../batch/describe-batch.ts';
import { addLogOption, type EventLog, type LogArguments, openLog } from '../batch/event-log.ts';
import type { JobRunner, SpentTime } from '../batch/job-order.ts';
import { addLimitOptions, type LimitArguments } from '../batch/limit-options.ts';
import { ProcessRunner } from '../batch/process-runner.ts';
import { readCommunities } from '../batch/read-communities.ts';
import { ResultSet } from '../batch/result-set.ts';
import { type BatchOutcome, type BatchProgress, runBatch } from '../batch/run-batch.ts';
import { cliText } from '../cli-text.ts';
import { exitStatus } from '../exit-status.ts';
import { help } from '../help.ts';
import { endingEarly } from '../interrupts.ts';
import { addMainJobOptions, type MainJobOptions, readMainJob } from '../main-job.ts';
import { filesInText, runAs, type Session } from '../session.ts';

const parquetTypes: Record<BatchColumn['type'], 'STRING' | 'INT32' | 'DOUBLE' | 'BOOLEAN'> = {
  ...{ text: 'STRING', whole: 'INT32', number: 'DOUBLE', truth: 'BOOLEAN' },
};

interface BatchArguments extends LimitArguments, LogArguments {
  out: string;
  workers: number;
  resume: boolean;
  failUnder?: number;
  failUndecidable?: boolean;
  queue?: string;
  workerWaitS: number;
  allowRemote?: boolean;
  files?: string;
}

/** Named on the terminal; the table has all. */
const maxFailuresShown = 20;

/**
 * `diku batch <DIR|LIST> -o DIR`: the main job on many garages; status 0 done, whatever the verdicts, 1 where fewer meet the target
 * than `--fail-under` asks or `--fail-undecidable` finds one that is not decidable, 130 interrupted: what is done stays, with tables
 * of it, and the same command goes on with the rest.
 */
export function addBatchCommand(program: Command): void {
  const command = program
    .command('batch <input>')
    .description(help('batch.about'))
    .requiredOption('-o, --out <folder>', help('batch.out'))
    .option('--resume', help('batch.resume'), true)
    .option('--no-resume', help('batch.no-resume'))
    .addOption(
      new Option('--fail-under <ratio>', help('batch.fail-under')).argParser(
        numberOption('--fail-under', 0, 1),
      ),
    )
    .option('--fail-undecidable', help('batch.fail-undecidable'))
    .option('--queue <address>', help('batch.queue'))
    .addOption(
      new Option('--worker-wait-s <seconds>', help('batch.worker-wait-s'))
        .argParser(numberOption('--worker-wait-s', 1, 1_000_000))
        .default(600),
    )
    .option('--files <folder>', help('batch.files'))
    .option('--allow-remote', help('batch.allow-remote'));
  addLogOption(command);
  addLimitOptions(command);
  addMainJobOptions(command);
  runAs<[string], BatchArguments & MainJobOptions>(command, async (session, given, input) => {
    const { settings, batchArguments } = splitOptions(given, session);
    const { communities, without } = await readCommunities(input, batchArguments.out);
    const log = openLog(batchArguments, session);
    tellWithout(without, session, log);
    // What is wrong with the options themselves is told once, not by every job.
    readMainJob(settings.options, '', undefined);
    const runner = await openRunner(batchArguments, communities.length, session, log);
    const results = new ResultSet(batchArguments.out);
    let isStopped = false;
    const stop = () => {
      isStopped = true;
      void runner.close();
    };
    try {
      const outcome = await endingEarly(stop, () =>
        runBatch({
          ...{ communities, settings, results, runner },
          ...{ resume: batchArguments.resume, now: session.now, isStopped: () => isStopped },
          report: (progress) => showProgress(progress, session),
          ended: recordEnds(runner, log),
        }),
      );
      const counts = countBatch(outcome.rows);
      const names = writeTables(outcome.rows, counts, results, session.language);
      tellLeftOut(outcome.rows.length, session, log);
      printBatch(outcome, counts, session, log);
      log.tell('written', filesInText(batchArguments.out, names, session.language));
      if (isStopped) return tellStopped(outcome, session, log);
      return isFailed(counts, batchArguments) ? exitStatus.targetNotMet : exitStatus.done;
    } finally {
      await runner.close();
      results.close();
    }
  });
}

/** A verdict that is not decidable meets nothing, and is asked for by itself. */
function isFailed(
  { metRatio, undecidable }: BatchCounts,
  { failUnder = 0, failUndecidable = false }: BatchArguments,
): boolean {
  return metRatio < failUnder || (failUndecidable && undecidable > 0);
}

function tellStopped({ waiting }: BatchOutcome, { language }: Session, log: EventLog) {
  log.tell('stopped', cliText(language, 'batch.stopped'), { waiting });
  return exitStatus.interrupted;
}

/** Records the end of each community, and where its time went: a queue does not tell. */
function recordEnds(runner: JobRunner, log: EventLog) {
  const spentBy = new Map<string, SpentTime>();
  if (runner instanceof ProcessRunner) runner.onSpent = (id, spent) => spentBy.set(id, spent);
  return ({ id, failure, figures }: BatchRow, seconds: number) => {
    const outcome = failure?.kind ?? 'done';
    const decidable = figures?.decidable;
    const met = figures && decidable === true && figures.met;
    log.record('community', { id, outcome, met, decidable, seconds, ...spentBy.get(id) });
    spentBy.delete(id);
  };
}

/** Says how many rows of the list name no file. */
function tellWithout(rows: number, { language }: Session, log: EventLog): void {
  if (rows > 0) log.tell('without', cliText(language, 'batch.without', { rows: formatGrouped(rows) }));
}

async function openRunner(
  batchArguments: BatchArguments,
  jobs: number,
  session: Session,
  log: EventLog,
): Promise<JobRunner> {
  if (batchArguments.queue !== undefined) {
    const { QueueRunner } = await import('../batch/queue-runner.ts');
    const { queue: url, files, workerWaitS, allowRemote = false } = batchArguments;
    const { language } = session;
    return QueueRunner.open(
      { url, files, allowRemote, tell: log.tellPhrase },
      {
        maxS: workerWaitS,
        tellNone: (build, others, waitedS) =>
          log.tell('no-workers', noWorkerText({ build, others, waitedS, maxS: workerWaitS }, language), {
            ...{ build, others, waitedS },
          }),
        tellWorkers: (workers, slots) =>
          log.tell('workers', cliText(language, 'batch.workers', { count: workers, slots }), {
            ...{ workers, slots },
          }),
      },
    );
  }
  const limits = { timeS: batchArguments.jobTimeS, memoryMb: batchArguments.jobMemoryMb };
  return new ProcessRunner(Math.min(batchArguments.workers, jobs), limits);
}

/** Separates the options of each job from those of the batch. */
function splitOptions(given: BatchArguments & MainJobOptions, { language }: Session) {
  const { out, workers, resume, failUnder, failUndecidable, jobTimeS, jobMemoryMb, ...rest } = given;
  const { queue, workerWaitS, allowRemote, files, log, ...options } = rest;
  const {
    json: _json,
    lang: _lang,
    ...asked
  } = options as MainJobOptions & { json?: boolean; lang?: string };
  return {
    settings: { options: asked as MainJobOptions, language },
    batchArguments: {
      out,
      workers,
      resume,
      failUnder,
      failUndecidable,
      queue,
      workerWaitS,
      allowRemote,
      files,
      log,
      jobTimeS,
      jobMemoryMb,
    },
  };
}

function showProgress({ done, total, remaining }: BatchProgress, session: Session): void {
  const { language } = session;
  session.showProgress(
    total === 0 ? 1 : done / total,
    doneText(done, total, language),
    remainingText(remaining, language),
  );
}

function printBatch(
  { rows, waiting, kept: retained, damaged, times }: BatchOutcome,
  counts: BatchCounts,
  session: Session,
  log: EventLog,
): void {
  const timing = { totalS: session.now(), jobs: times.count, jobsS: times.sumS };
  const failures = rows.flatMap(({ id, failure }) => (failure ? [{ id, ...failure }] : []));
  const document = { ...counts, waiting, kept: retained, damaged, failures, timing };
  session.print(document, describeBatch(rows, { waiting, retained }, session));
  for (const line of damagedLines(damaged, session.language)) log.tell('damaged', line);
}

function describeBatch(
  rows: readonly BatchRow[],
  { waiting, retained }: { waiting: number; retained: number },
  { language }: Session,
): string {
  const failed = rows.filter(({ failure }) => failure);
  const doubted = rows.filter(({ figures }) => figures?.decidable === false);
  return [
    batchCountsText(countBatch(rows), retained, language),
    ...(waiting > 0 ? [cliText(language, 'batch.waiting', { count: waiting })] : []),
    ...doubted
      .slice(0, maxFailuresShown)
      .map(({ id, input, figures }) => `  ${id} (${input}) ${figures?.gravestDoubts ?? ''}`),
    ...(doubted.length > maxFailuresShown
      ? [cliText(language, 'batch.more-failures', { count: doubted.length - maxFailuresShown })]
      : []),
    ...failed
      .slice(0, maxFailuresShown)
      .map(({ id, input, failure }) => `  ${id} (${input}) ${failure?.reason ?? ''}`),
    ...(failed.length > maxFailuresShown
      ? [cliText(language, 'batch.more-failures', { count: failed.length - maxFailuresShown })]
      : []),
  ].join('\n');
}

/** Says that there is no workbook of so many communities. */
function tellLeftOut(count: number, { language }: Session, log: EventLog): void {
  if (count <= maxSheetRows) return;
  const values = { count: formatGrouped(count), most: formatGrouped(maxSheetRows) };
  log.tell('no-workbook', cliText(language, 'batch.no-workbook', values));
}

/** The table of all communities (CSV, JSON, Parquet, and for people as a workbook), and what they come to as a page and as JSON. Returns the names. */
function writeTables(
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
    'communities.json': batchJson(rows),
    ...(rows.length > maxSheetRows ? {} : { 'communities.xlsx': batchXlsx(rows, language) }),
    'communities.parquet': new Uint8Array(parquetWriteBuffer({ columnData })),
  };
  results.write(files);
  return Object.keys(files);
}
