import type { Language, Monitor, Progress } from '@diku/engine';
import { languages, type PlacingProgress, say } from '@diku/engine/core';
import { foldSentences } from '@diku/engine/documents';
import { Presets, SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import { cliList, cliText } from './cli-text.ts';
import { type ExitStatus, usageError } from './exit-status.ts';
import { help } from './help.ts';
import { localeLanguage } from './language.ts';
import type { FinishedFolder } from './output-folder.ts';
import { writeStandardOutput } from './standard-output.ts';

/** Context that all commands share: output, language, progress, clock. */
export interface Session {
  json: boolean;
  language: Language;
  /**
   * Width of the terminal that stdout is; undefined where it is a file or another program, which get a row in a line.
   */
  columns: number | undefined;
  monitor: Monitor;
  /**
   * Shows progress of work that counts by itself what is done: the ratio, from 0 to 1, and what is written beside the
   * bar.
   */
  showProgress(doneRatio: number, stage: string, detail: string): void;
  /** Seconds since the command started. */
  now(): number;
  /** The result: the document with `--json`, else the text. Nothing else goes to stdout. */
  print(document: unknown, text: string): void;
  /** A line for people, on stderr. */
  note(line: string): void;
}

const minColumns = 40;

interface CommonOptions {
  json?: boolean;
  lang?: Language;
}

/** Adds `--json` and `--lang`, and runs `work` as the command's action; what it returns is the exit status. */
export function runAs<Arguments extends unknown[], Options>(
  command: Command,
  work: (session: Session, options: Options, ...args: Arguments) => Promise<ExitStatus> | ExitStatus,
): void {
  command
    .option('--json', help('session.json'))
    .option('--lang <language>', help('session.lang'), parseLanguage)
    .action(async () => {
      const options = command.opts<Options & CommonOptions>();
      const { session, close } = openSession(options);
      try {
        process.exitCode = await work(session, options, ...(command.processedArgs as Arguments));
      } finally {
        close();
      }
    });
}

function openSession(options: CommonOptions): { session: Session; close(): void } {
  const language = options.lang ?? localeLanguage(process.env);
  const bar = openProgressBar(language);
  const startedMs = performance.now();
  const now = () => (performance.now() - startedMs) / 1000;
  const monitor: Monitor = { report: bar.show };
  // As much as any table needs at the least.
  const columns = process.stdout.isTTY ? Math.max(minColumns, process.stdout.columns) : undefined;
  const session: Session = {
    json: options.json ?? false,
    language,
    columns,
    monitor,
    showProgress: bar.showText,
    now,
    print(document, text) {
      bar.stop();
      const shown = columns === undefined ? text : foldSentences(text, columns);
      writeStandardOutput(options.json ? `${JSON.stringify(document, null, 2)}\n` : `${shown.trimEnd()}\n`);
    },
    note(line) {
      bar.stop();
      process.stderr.write(`${line}\n`);
    },
  };
  return { session, close: bar.stop };
}

function parseLanguage(text: string): Language {
  const found = languages.find((language) => language === text);
  if (found !== undefined) return found;
  throw usageError('--lang', `"${text}"`, say('a-language'));
}

/** Says which files a run wrote into its folder, and what else lies there. */
export function noteFolder(
  { language, note }: Pick<Session, 'language' | 'note'>,
  folder: string,
  { names, others }: FinishedFolder,
): void {
  note(filesInText(folder, names, language));
  if (others.length > 0) {
    const first = cliList(others.slice(0, maxOthersListed), language);
    const list = others.length > maxOthersListed ? cliText(language, 'list.cut', { list: first }) : first;
    note(cliText(language, 'left-in', { folder, list, files: others.length }));
  }
}

const maxOthersListed = 5;

/** Text on the files in a folder: documents by name, since the maps are many. */
export function filesInText(folder: string, names: readonly string[], language: Language): string {
  const documents = names.filter((name) => /\.(html|json)$/.test(name));
  const list = cliList(documents.length > 0 ? documents : names.slice(0, 3), language);
  return cliText(language, 'files-in', { folder, list, files: names.length });
}

interface ProgressBar {
  show(progress: Progress): void;
  /** `doneRatio` from 0 to 1, and what is written beside the bar. */
  showText(doneRatio: number, stage: string, detail: string): void;
  stop(): void;
}

/** Returns the text beside the bar while antennas are placed. */
function placingText({ step, antennas, lowerBound }: PlacingProgress, language: Language): string {
  const values = { step: cliText(language, `placing.${step}`), antennas: antennas.length };
  return lowerBound === undefined
    ? cliText(language, 'placing.so-far', values)
    : cliText(language, 'placing.so-far-bound', { ...values, lowerBound });
}

/** A bar on stderr for a terminal; nothing when piped or on a dumb terminal. */
function openProgressBar(language: Language): ProgressBar {
  if (!process.stderr.isTTY || process.env.TERM === 'dumb') return { show() {}, showText() {}, stop() {} };
  const bar = new SingleBar(
    {
      format: '{bar} {percentage} % {stage} {detail}',
      stream: process.stderr,
      hideCursor: true,
      clearOnComplete: true,
    },
    Presets.shades_classic,
  );
  let started = false;
  const showText = (doneRatio: number, stage: string, detail: string) => {
    const payload = { stage, detail };
    if (!started) bar.start(1000, 0, payload);
    started = true;
    bar.update(Math.round(doneRatio * 1000), payload);
  };
  return {
    show({ stage, doneRatio, detail = '', placing }) {
      const detailText = placing ? placingText(placing, language) : detail;
      showText(doneRatio, cliText(language, `stage.${stage}`), detailText);
    },
    showText,
    stop() {
      if (started) bar.stop();
      started = false;
    },
  };
}
