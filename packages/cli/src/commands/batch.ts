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
import type { Community } from '../batch/community.ts';
import { batchCountsText, damagedLines, noWorkerText, remainingText } from '../batch/describe-batch.ts';
import { addLogOption, type EventLog, type LogArguments, openLog } from '../batch/event-log.ts';
import type { JobRunner, SpentTime } from '../batch/job-order.ts';
import { addLimitOptions, type LimitArguments } from '../batch/limit-options.ts';
import { ProcessRunner } from '../batch/process-runner.ts';
import { readCommunities } from '../batch/read-communities.ts';
import { ResultSet } from '../batch/result-set.ts';
import { type BatchOutcome, type BatchProgress, runBatch } from '../batch/run-batch.ts';
import {
  checkPacks,
  describePacks,
  type PackArguments,
  type PacksOutcome,
  packSettings,
  packsDocument,
  runPacks,
  writePackTables,
} from '../batch/run-packs.ts';
import { cliText } from '../cli-text.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { help } from '../help.ts';
import { endingEarly } from '../interrupts.ts';
import { addMainJobOptions, type MainJobOptions, readMainJob } from '../main-job.ts';
import { filesInText, runAs, type Session } from '../session.ts';
import { titleFields, titleFlag, titleOption } from '../title-option.ts';

const parquetTypes: Record<BatchColumn['type'], 'STRING' | 'INT32' | 'DOUBLE' | 'BOOLEAN'> = {
  ...{ text: 'STRING', whole: 'INT32', number: 'DOUBLE', truth: 'BOOLEAN' },
};

interface BatchArguments extends LimitArguments, LogArguments, PackArguments {
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
    .option('--packs <folder>', help('batch.packs'))
    .option('--contact <text>', help('batch.contact'))
    .option('--schedule <text>', help('batch.schedule'))
    .option(titleFlag, help('batch.title', { list: titleFields.join(', ') }), titleOption)
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
    const { out, packs } = batchArguments;
    checkPacks(batchArguments);
    const { communities, without } = await readCommunities(input, packs === undefined ? [out] : [out, packs]);
    const log = openLog(batchArguments, session);
    tellWithout(without, session, log);
    // What is wrong with the options themselves is told once, not by every job.
    readMainJob(settings.options, '', undefined);
    const runner = await openRunner(batchArguments, communities.length, session, log);
    const sets: ResultSet[] = [];
    try {
      const results = new ResultSet(out);
      sets.push(results);
      const packResults = packs === undefined ? undefined : new ResultSet(packs);
      if (packResults) sets.push(packResults);
      return await runAll(
        { communities, settings, batchArguments, runner, results, packResults },
        session,
        log,
      );
    } finally {
      await runner.close();
      for (const set of sets) set.close();
    }
  });
}

/** All that a batch works with. */
interface OpenBatch {
  communities: Community[];
  settings: { options: MainJobOptions; language: Language };
  batchArguments: BatchArguments;
  runner: JobRunner;
  results: ResultSet;
  packResults: ResultSet | undefined;
}

/** Plans, makes the packs of what is planned, writes the tables and says what came of it. */
async function runAll(
  { communities, settings, batchArguments, runner, results, packResults }: OpenBatch,
  session: Session,
  log: EventLog,
): Promise<ExitStatus> {
  let isStopped = false;
  const stop = () => {
    isStopped = true;
    void runner.close();
  };
  const { resume, out } = batchArguments;
  const common = { communities, runner, resume, now: session.now, isStopped: () => isStopped };
  const outcome = await endingEarly(stop, () =>
    runBatch({
      ...{ ...common, settings, results },
      report: (progress) => showProgress(progress, 'batch.done', session),
      ended: recordEnds('community', runner, log),
    }),
  );
  const packs =
    packResults &&
    (await endingEarly(stop, () =>
      runPacks(outcome.rows, out, {
        ...{ ...common, settings: packSettings(settings, batchArguments), results: packResults },
        report: (progress) => showProgress(progress, 'batch.packs-done', session),
        ended: recordEnds('pack', runner, log),
      }),
    ));
  const rows = packs?.rows ?? outcome.rows;
  const counts = countBatch(rows);
  const names = writeTables(rows, counts, results, session.language);
  const packNames = packs && packResults ? writePackTables(packs, packResults, session.language) : [];
  tellLeftOut(rows.length, session, log);
  printBatch({ ...outcome, rows }, { counts, packs }, session, log);
  log.tell('written', filesInText(out, names, session.language));
  if (batchArguments.packs !== undefined)
    log.tell('written', filesInText(batchArguments.packs, packNames, session.language));
  if (isStopped) return tellStopped(outcome, session, log);
  return isFailed(counts, batchArguments) ? exitStatus.targetNotMet : exitStatus.done;
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
function recordEnds(event: 'community' | 'pack', runner: JobRunner, log: EventLog) {
  const spentBy = new Map<string, SpentTime>();
  if (runner instanceof ProcessRunner) runner.onSpent = (id, spent) => spentBy.set(id, spent);
  return ({ id, failure, figures }: BatchRow, seconds: number) => {
    const outcome = failure?.kind ?? 'done';
    const decidable = figures?.decidable;
    const met = figures && decidable === true && figures.met;
    log.record(event, { id, outcome, met, decidable, seconds, ...spentBy.get(id) });
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
  const { packs, contact, schedule, title, ...more } = rest;
  const { queue, workerWaitS, allowRemote, files, log, ...options } = more;
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
      packs,
      contact,
      schedule,
      title,
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

function showProgress(
  { done, total, remaining }: BatchProgress,
  key: 'batch.done' | 'batch.packs-done',
  session: Session,
): void {
  const { language } = session;
  session.showProgress(
    total === 0 ? 1 : done / total,
    cliText(language, key, { done: formatGrouped(done), total: formatGrouped(total) }),
    remainingText(remaining, language),
  );
}

function printBatch(
  { rows, waiting, kept: retained, damaged, times }: BatchOutcome,
  { counts, packs }: { counts: BatchCounts; packs: PacksOutcome | undefined },
  session: Session,
  log: EventLog,
): void {
  const timing = { totalS: session.now(), jobs: times.count, jobsS: times.sumS };
  const failures = rows.flatMap(({ id, failure }) => (failure ? [{ id, ...failure }] : []));
  const document = {
    ...{ ...counts, waiting, kept: retained, damaged, failures },
    ...(packs ? { packs: packsDocument(packs) } : {}),
    timing,
  };
  const lines = packs ? describePacks(packs, session.language) : [];
  session.print(document, [describeBatch(rows, { waiting, retained }, session), ...lines].join('\n'));
  for (const each of [damaged, packs?.outcome.damaged ?? []]) {
    for (const line of damagedLines(each, session.language)) log.tell('damaged', line);
  }
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
