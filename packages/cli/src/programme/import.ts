import { extname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type Language, phraseText } from '@diku/engine';
import { say } from '@diku/engine/core';
import { formatJson, statusIssueHead, statusIssueLine } from '@diku/engine/documents';
import {
  type IssueKind,
  isDay,
  issueReason,
  parseColumnAnswers,
  parseColumnMap,
  type Signature,
  type StatusSink,
  type StatusSummary,
} from '@diku/engine/programme';
import type { Command } from 'commander';
import { remainingText } from '../batch/describe-batch.ts';
import { cliText } from '../cli-text.ts';
import { type ExitStatus, exitStatus, usageError } from '../exit-status.ts';
import { help } from '../help.ts';
import { blameFile, openInput, readJson } from '../read-input.ts';
import { runAs, type Session } from '../session.ts';
import { carryAttachments } from '../store/attachments.ts';
import { writeStore } from '../store/open-store.ts';
import type { ImportCounts } from '../store/status-import.ts';
import { today } from '../store/today.ts';
import { addWaitOption, type WaitOption } from '../store/wait-option.ts';
import {
  checkWritable,
  type OutputFile,
  openOutputFile,
  type PlacedOutput,
  placeOutputs,
} from '../write-output.ts';
import { noteMissing, readCopy, storeCopy } from './programme-copy.ts';
import { rowsText, savedText } from './programme-texts.ts';
import { addSignatureOptions, readSignature } from './signature-options.ts';
import { openStatusDocument } from './status-document.ts';
import { type GivenTable, readTable, storeTable, takeBackImport } from './table-import.ts';

/** No pace is to be trusted before that. */
const minS = 2;

/** The pace of late is that of this fraction of the whole. */
const lateRatio = 0.15;

interface Moment {
  doneRatio: number;
  atS: number;
}

interface ImportOptions extends WaitOption, Signature {
  into?: string;
  date?: string;
  out?: string;
  columns?: string;
  saveColumns?: string;
  answers?: string;
  issues?: string;
  party?: string;
  dryRun?: boolean;
  undo?: boolean;
}

/** `diku programme import <table> -o FILE.json`: a status table → clean communities and every assumption on the way. */
export function addImportPart(group: Command): void {
  const command = group
    .command('import [table]')
    .description(help('programme-import.about'))
    .option('-o, --out <file>', help('programme-import.out'))
    .option('--issues <file>', help('programme-import.issues'))
    .option('--columns <file>', help('programme-import.columns'))
    .option('--save-columns <file>', help('programme-import.save-columns'))
    .option('--answers <file>', help('programme-import.answers'))
    .option('--into <store>', help('programme-import.into'))
    .option('--date <day>', help('programme-import.date'))
    .option('--party <name>', help('programme-import.party'))
    .option('--dry-run', help('programme-import.dry-run'))
    .option('--undo', help('programme-import.undo'));
  addSignatureOptions(command);
  addWaitOption(command);
  runAs<[string | undefined], ImportOptions>(command, (session, options, path) => {
    if (options.undo) return undoLast(session, options, path);
    if (path === undefined) throw usageError('table', say('nothing'), say('programme-table-file'));
    if (extname(path).toLowerCase() === '.json') return importCopy(session, options, path);
    return importTable(session, options, path);
  });
}

async function importTable(session: Session, options: ImportOptions, path: string): Promise<ExitStatus> {
  const { out, issues, saveColumns } = options;
  checkOptions(options);
  const decided = readDecided(options);
  const { bytes, close } = openInput(path);
  const isWanted = out !== undefined || session.json;
  const document = isWanted ? openStatusDocument(out) : undefined;
  try {
    const list = issues === undefined ? undefined : openOutputFile(issues);
    list?.write(statusIssueHead(session.language));
    const lines: Pick<StatusSink, 'issue'> | undefined = list && {
      issue: (issue) => list.write(statusIssueLine(issue, session.language)),
    };
    const date = options.date ?? today();
    const table = { file: path, bytes, date, ...decided, pause: createPause(session) };
    const filesOf = (summary: StatusSummary, counts?: ImportCounts) => {
      const columns = saveColumns === undefined ? undefined : openOutputFile(saveColumns);
      columns?.write(formatJson(summary.map));
      return [list, columns, document?.write(summary, counts)].filter((file) => file !== undefined);
    };
    const { summary, counts } = await persistStatus(table, options, [document?.sink, lines], filesOf);
    if (session.json) await document?.print();
    if (!session.json) session.print(undefined, describeStatus(summary, session.language));
    for (const each of [out, issues, saveColumns]) {
      if (each !== undefined) session.note(cliText(session.language, 'written', { path: each }));
    }
    if (counts) session.note(savedText(options.into ?? '', counts, session.language, options.dryRun));
  } finally {
    document?.close();
    close();
  }
  return exitStatus.done;
}

/** `diku programme import FILE.json --into STORE`: a new store of what `export` wrote, as the one that it came from. */
async function importCopy(session: Session, options: ImportOptions, path: string): Promise<ExitStatus> {
  const { into, wait, dryRun: isDryRun } = options;
  if (into === undefined) throw usageError('--into', say('nothing'), say('new-store'));
  const ofTables = ['out', 'issues', 'columns', 'saveColumns', 'answers', 'date', 'party'] as const;
  const needless = ofTables.find((name) => options[name] !== undefined);
  if (needless !== undefined)
    throw usageError(`--${needless}`, `"${options[needless]}"`, say('none-with-copy'));
  const copy = await readCopy(path, wait);
  await storeCopy(into, copy, { command: 'diku programme import', waitS: wait, isDryRun });
  if (!isDryRun) noteMissing(session, carryAttachments([path], into, copy.communities));
  const communities = copy.communities.length;
  const steps = copy.communities.reduce((sum, { history }) => sum + history.length - 1, 0);
  const counts = { communities, steps, imports: copy.imports.length };
  session.print(counts, cliText(session.language, 'programme.restored', { path: into, ...counts }));
  return exitStatus.done;
}

function checkOptions({ out, issues, saveColumns, date, into, party, dryRun }: ImportOptions): void {
  for (const each of [out, issues, saveColumns]) if (each !== undefined) checkWritable(each);
  if (date !== undefined && (!isDay(date) || date > today())) {
    throw usageError('--date', `"${date}"`, say('day-until', { day: today() }));
  }
  if (into === undefined && (party !== undefined || dryRun)) {
    throw usageError('--into', say('nothing'), say('programme-file'));
  }
}

/** Shows the progress of reading a table, and lets the bar be drawn. */
function createPause({ language, now, showProgress }: Session) {
  const estimate = createRestEstimate();
  return (rows: number, doneRatio: number) => {
    showProgress(doneRatio, rowsText(rows, language), remainingText(estimate(doneRatio, now()), language));
    return setImmediate();
  };
}

/** Reads the table, into the programme's file where there is to be one: that and the files are all there afterwards, or none is. */
async function persistStatus(
  table: GivenTable,
  { into, wait, party, dryRun: isDryRun = false, ...signed }: ImportOptions,
  sinks: readonly (Partial<StatusSink> | undefined)[],
  filesOf: (summary: StatusSummary, counts?: ImportCounts) => OutputFile[],
): Promise<{ summary: StatusSummary; counts?: ImportCounts }> {
  let placed: PlacedOutput | undefined;
  const place = <Read extends { summary: StatusSummary; counts?: ImportCounts }>(read: Read): Read => {
    placed = placeOutputs(filesOf(read.summary, read.counts));
    return read;
  };
  try {
    if (into === undefined) return place({ summary: await readTable(table, sinks) });
    const access = { command: 'diku programme import', waitS: wait, create: true, isDryRun };
    const signature = readSignature(signed);
    return await writeStore(into, access, async (store) =>
      place(await storeTable(store, table, { party, sinks, signature })),
    );
  } catch (error) {
    placed?.takeBack();
    throw error;
  } finally {
    placed?.close();
  }
}

/** `diku programme import --undo --into STORE`: takes the last import back. */
async function undoLast(
  session: Session,
  { into, wait, dryRun: isDryRun = false }: ImportOptions,
  path: string | undefined,
): Promise<ExitStatus> {
  if (path !== undefined) throw usageError('--undo', `"${path}"`, say('nothing'));
  if (into === undefined) throw usageError('--into', say('nothing'), say('programme-file'));
  const access = { command: 'diku programme import --undo', waitS: wait, isDryRun };
  const undone = await writeStore(into, access, (store) => takeBackImport(store, into));
  session.print(undone, cliText(session.language, 'programme.undone', undone));
  return exitStatus.done;
}

/** Somebody's decisions on columns. */
function readDecided({ columns, answers }: ImportOptions) {
  const read = <Result>(path: string | undefined, parse: (document: unknown) => Result) =>
    path === undefined ? undefined : blameFile(path, () => parse(readJson(path)));
  return { map: read(columns, parseColumnMap), answers: read(answers, parseColumnAnswers) };
}

/** Summary of a status table for people: counts, columns, kinds of assumptions with their reasons. */
function describeStatus(summary: StatusSummary, language: Language): string {
  const { communities, records, duplicates, issues } = summary.counts;
  const kinds = (Object.entries(summary.issueKinds) as [IssueKind, number][]).sort(([, a], [, b]) => b - a);
  const digits = String(kinds[0]?.[1] ?? 0).length;
  return [
    cliText(language, 'status.communities', { communities, records, duplicates }),
    cliText(language, 'status.columns') +
      summary.columns.map(({ name, field }) => `${oneLine(name)} → ${field}`).join(' · '),
    issues === 0
      ? cliText(language, 'status.no-judgements')
      : cliText(language, 'status.judgements', { issues }),
    ...kinds.map(
      ([kind, count]) => `  ${String(count).padStart(digits)}  ${kind}  ${issueReason(language, kind)}`,
    ),
    ...summary.questions.flatMap(({ column, samples = [], choices = [] }) => [
      cliText(language, 'status.asks', { column: oneLine(column), samples: samples.join(' | ') }),
      ...choices.map((choice) => `  ${choice.answer}  ${phraseText(choice.said, language)}`),
    ]),
    ...summary.notes.map((note) => cliText(language, 'status.note') + phraseText(note, language)),
  ].join('\n');
}

function oneLine(name: string): string {
  return name.replace(/\s+/g, ' ');
}

/**
 * Seconds until work of which the done fraction is known is over, as a range between what its pace from the beginning
 * and its pace of late come to; undefined while too little is done. To be asked again and again.
 */
function createRestEstimate(): (
  doneRatio: number,
  nowS: number,
) => { fromS: number; toS: number } | undefined {
  const moments: Moment[] = [];
  return (doneRatio, nowS) => {
    moments.push({ doneRatio, atS: nowS });
    const [first] = moments;
    const late = moments.find((moment) => moment.doneRatio >= doneRatio - lateRatio) ?? first;
    if (nowS - first.atS < minS) return undefined;
    const rests = [first, late]
      .filter((moment) => moment.doneRatio < doneRatio)
      .map((moment) => ((1 - doneRatio) * (nowS - moment.atS)) / (doneRatio - moment.doneRatio));
    if (rests.length === 0) return undefined;
    return { fromS: Math.min(...rests), toS: Math.max(...rests) };
  };
}
