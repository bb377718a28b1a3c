import { extname } from 'node:path';
import { evaluateExposure, type Plan } from '@diku/engine';
import { say } from '@diku/engine/core';
import type { Exposure } from '@diku/engine/design';
import {
  exposureTable,
  fitsNoticeField,
  type NoticeFields,
  noticeHtml,
  noticePdf,
  readFloorSentence,
} from '@diku/engine/documents';
import type { Command } from 'commander';
import { addOptions, severalOption } from '../arguments.ts';
import { cliText } from '../cli-text.ts';
import {
  allowStaleOption,
  noteStalePowers,
  powerFields,
  refuseStale,
  type StaleArguments,
} from '../derived-parts.ts';
import { documentFonts } from '../document-font.ts';
import { exitStatus, usageError } from '../exit-status.ts';
import { help } from '../help.ts';
import { blameFile } from '../read-input.ts';
import { type RequirementOptions, readPlanFor } from '../read-requirements.ts';
import { runAs, type Session } from '../session.ts';
import { checkWritable, writeOutput } from '../write-output.ts';

interface ExposureOptions extends RequirementOptions, NoticeFields, StaleArguments {
  out?: string;
  font?: string[];
}

/** `diku exposure <plan.json>`: fields at people's heads against GB 8702-2014, and the resident notice; status 0 within the limit, 1 not. */
export function addExposureCommand(program: Command): void {
  const command = program
    .command('exposure <plan>')
    .description(help('exposure.about'))
    .option('-o, --out <file>', help('exposure.out'))
    .option('--contact <text>', help('exposure.contact'))
    .option('--schedule <text>', help('exposure.schedule'))
    .option('--date <date>', help('exposure.date'))
    .option('--font <file.ttf>', help('exposure.font'), severalOption);
  command.addOption(allowStaleOption());
  addOptions(command, 'profile');
  runAs<[string], ExposureOptions>(command, async (session, options, path) => {
    const format = checkNotice(options);
    const plan = await readPlanFor(path, options);
    if (options.out !== undefined) refuseStale(path, plan, options, session);
    const { decidable, ...fields } = powerFields(plan);
    const found = blameFile(path, () => evaluateExposure(plan));
    // Powers that nobody knows keep no limit.
    const exposure = { ...found, met: found.met && decidable };
    if (options.out !== undefined) {
      const content = await makeNotice(path, plan, found, { ...options, format }, session);
      writeOutput(options.out, content);
    }
    const document = { exposure, decidable, ...fields, timing: { totalS: session.now() } };
    noteStalePowers(path, plan, session);
    const { language, columns } = session;
    const readFloor = readFloorSentence(plan, language);
    session.print(document, exposureTable(found, language, { isDecidable: decidable, readFloor, columns }));
    if (options.out !== undefined) session.note(cliText(session.language, 'written', { path: options.out }));
    return exposure.met ? exitStatus.done : exitStatus.targetNotMet;
  });
}

/** The notice's format; status 64 for another one, for a field that is too long, and for fields without a notice. */
function checkNotice(options: ExposureOptions): string {
  const { out } = options;
  const format = extname(out ?? '').toLowerCase();
  for (const name of ['contact', 'schedule', 'date'] as const) {
    const text = options[name];
    if (text === undefined) continue;
    if (out === undefined) throw usageError(`--${name}`, `"${text}"`, say('notice-file'));
    if (!fitsNoticeField(text)) throw usageError(`--${name}`, `"${text}"`, say('two-lines'));
  }
  if (out === undefined) return format;
  if (!['.pdf', '.html', '.htm'].includes(format)) {
    throw usageError('--out', `"${out}"`, say('name-ending', { list: '.pdf, .html' }));
  }
  checkWritable(out);
  return format;
}

async function makeNotice(
  path: string,
  plan: Plan,
  exposure: Exposure,
  { format, font, contact, schedule, date, allowStale }: ExposureOptions & { format: string },
  session: Session,
): Promise<string | Uint8Array> {
  const options = { lang: session.language, contact, schedule, date, allowStale };
  if (format !== '.pdf') return blameFile(path, () => noticeHtml(plan, exposure, options));
  const fonts = await documentFonts(font);
  const { bytes, missing } = blameFile(path, () => noticePdf(plan, exposure, { ...options, fonts }));
  if (missing.length > 0)
    session.note(cliText(session.language, 'missing-characters', { list: missing.join(' ') }));
  return bytes;
}
