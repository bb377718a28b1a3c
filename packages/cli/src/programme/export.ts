import { mkdirSync } from 'node:fs';
import { basename, dirname, extname } from 'node:path';
import { type Datum, datums, say } from '@diku/engine/core';
import { progressCsv, progressXlsx } from '@diku/engine/documents';
import { type DistrictName, districtNames, readDistrict } from '@diku/engine/programme';
import { type Command, Option } from 'commander';
import { cliText } from '../cli-text.ts';
import { exitStatus, usageError } from '../exit-status.ts';
import { help } from '../help.ts';
import { runAs, type Session } from '../session.ts';
import { carryAttachments } from '../store/attachments.ts';
import { readStore } from '../store/open-store.ts';
import type { ProgrammeStore } from '../store/programme-store.ts';
import { addWaitOption, type WaitOption } from '../store/wait-option.ts';
import { checkWritable, writeOutputs } from '../write-output.ts';
import { inDistrict, noteMissing, programmeJson } from './programme-copy.ts';

/** Stands for the name of a district in that of a file. */
const slot = '{district}';

interface DistrictOption {
  district?: DistrictName;
}

interface ExportOptions extends WaitOption, DistrictOption {
  out: string;
  datum?: Datum;
}

/**
 * `diku programme export <store> -o FILE`: the table of progress, to be filled in and read by `advance --table`; or all of it for the planner
 * and for another store; of one district, or a file for each.
 */
export function addExportPart(group: Command): void {
  const command = group
    .command('export <store>')
    .description(help('programme-export.about'))
    .requiredOption('-o, --out <file>', help('programme-export.out'))
    .addOption(new Option('--datum <datum>', help('programme-export.datum')).choices(datums));
  addDistrictOption(command);
  addWaitOption(command);
  runAs<[string], ExportOptions>(command, async (session, options, path) => {
    const { out, datum, wait } = options;
    const { language } = session;
    type Write = (store: ProgrammeStore, district?: DistrictName | null) => string | Uint8Array;
    const formats: Readonly<Record<string, Write>> = {
      '.csv': (store, district) => progressCsv(inDistrict(store.communities(), district), language),
      '.xlsx': (store, district) => progressXlsx(inDistrict(store.communities(), district), language),
      '.json': (store, district) => programmeJson(store, { datum, district }),
    };
    const write = formats[extname(out).toLowerCase()];
    if (!write) {
      throw usageError('--out', `"${out}"`, say('name-ending', { list: Object.keys(formats).join(', ') }));
    }
    const outputs = districtOutputs(options);
    const contents = await readStore(path, wait, (store) =>
      outputs.map(({ path: file, district }) => ({ path: file, content: write(store, district) })),
    );
    writeDistricts(session, contents);
    if (extname(out).toLowerCase() === '.json') {
      const stored = await readStore(path, wait, (store) => [...store.communities()]);
      for (const { path: file, district } of outputs)
        noteMissing(session, carryAttachments([path], file, inDistrict(stored, district)));
    }
    return exitStatus.done;
  });
}

/** `--district`: what one district has. */
function addDistrictOption(command: Command): void {
  command.option('--district <name>', help('programme-district.district', { slot }), (text: string) => {
    const found = readDistrict(text).value;
    if (found) return found;
    throw usageError('--district', `"${text}"`, say('one-of', { list: districtNames.join(', ') }));
  });
}

/**
 * Files that a command writes, each with its district: one of the whole city or of the district that was asked for, or one for each of the
 * sixteen where the name has `{district}`. Their folder is made. Statuses 64 and 74.
 */
function districtOutputs({
  out,
  district,
}: DistrictOption & { out: string }): { path: string; district?: DistrictName }[] {
  if (!out.includes(slot)) {
    checkWritable(out);
    return [{ path: out, ...(district === undefined ? {} : { district }) }];
  }
  if (district !== undefined || !basename(out).includes(slot))
    throw usageError('--out', `"${out}"`, say('district-slot', { slot }));
  mkdirSync(dirname(out), { recursive: true });
  const outputs = districtNames.map((name) => ({ path: out.replaceAll(slot, name), district: name }));
  for (const { path } of outputs) checkWritable(path);
  return outputs;
}

/** Writes all of the files or none, and says so. */
function writeDistricts(
  session: Session,
  contents: readonly { path: string; content: string | Uint8Array }[],
): void {
  writeOutputs(contents);
  const written = contents.map(({ path }) => path);
  session.print(
    written.length === 1 ? { written: written[0] } : { written },
    written.map((path) => cliText(session.language, 'written', { path })).join('\n'),
  );
}
