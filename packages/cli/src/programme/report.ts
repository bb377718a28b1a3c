import { extname } from 'node:path';
import { datums, say } from '@diku/engine/core';
import { monthHtml, monthPdf, monthXlsx } from '@diku/engine/documents';
import type { MonthReport } from '@diku/engine/programme';
import { type Command, Option } from 'commander';
import { cliText } from '../cli-text.ts';
import { documentFonts } from '../document-font.ts';
import { exitStatus, usageError } from '../exit-status.ts';
import { help } from '../help.ts';
import { blameFileAsync } from '../read-input.ts';
import { runAs, type Session } from '../session.ts';
import { readStore } from '../store/open-store.ts';
import { checkWritable, writeOutput } from '../write-output.ts';
import { addMonthOptions, type MonthOptions, prepareMonth } from './month-options.ts';

interface ReportOptions extends MonthOptions {
  out: string;
  font?: string[];
}

type Render = (report: MonthReport) => string | Uint8Array;

/** `diku programme report <store> -o FILE`: the month's statistics as a document of the kind that the file's name ends in. */
export function addReportPart(group: Command): void {
  const command = group
    .command('report <store>')
    .description(help('programme-report.about'))
    .requiredOption('-o, --out <file>', help('programme-report.out'))
    .option('--font <file.ttf>', help('exposure.font'), (text: string, before: string[] = []) => [
      ...before,
      text,
    ]);
  command.addOption(
    new Option('--datum <datum>', help('programme-assign.datum')).choices(datums).default('gcj02'),
  );
  addMonthOptions(command);
  runAs<[string], ReportOptions>(command, async (session, options, path) => {
    const { out } = options;
    const format = extname(out).toLowerCase();
    if (!/^\.(html?|pdf|xlsx)$/.test(format)) {
      throw usageError('--out', `"${out}"`, say('name-ending', { list: '.xlsx, .pdf, .html' }));
    }
    const makeReport = prepareMonth(options);
    checkWritable(out);
    const render = await monthRenderer(format, session, options.font);
    const content = await blameFileAsync(path, () =>
      readStore(path, options.wait, (store) => render(makeReport(store))),
    );
    writeOutput(out, content);
    session.print({ written: out }, cliText(session.language, 'written', { path: out }));
    return exitStatus.done;
  });
}

/**
 * Makes the month's document of a kind.
 * @param format `.xlsx`, `.pdf`, or `.html`
 * @param font files with characters that the font of the program lacks
 */
export async function monthRenderer(
  format: string,
  { language, note }: Pick<Session, 'language' | 'note'>,
  font?: readonly string[],
): Promise<Render> {
  if (format === '.xlsx') return (report) => monthXlsx(report, language);
  if (format !== '.pdf') return (report) => monthHtml(report, language);
  const fonts = await documentFonts(font);
  return (report) => {
    const { bytes, missing } = monthPdf(report, language, fonts);
    if (missing.length > 0) note(cliText(language, 'missing-characters', { list: missing.join(' ') }));
    return bytes;
  };
}
