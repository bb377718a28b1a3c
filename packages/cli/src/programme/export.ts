import { extname } from 'node:path';
import { type Datum, datums, say } from '@diku/engine/core';
import { progressCsv, progressXlsx } from '@diku/engine/documents';
import { formatProgrammeDocument, type StoredCommunity } from '@diku/engine/programme';
import { type Command, Option } from 'commander';
import { cliText } from '../cli-text.ts';
import { exitStatus, usageError } from '../exit-status.ts';
import { help } from '../help.ts';
import { runAs } from '../session.ts';
import { readStore } from '../store/open-store.ts';
import { today } from '../store/today.ts';
import { addWaitOption, type WaitOption } from '../store/wait-option.ts';
import { checkWritable, writeOutput } from '../write-output.ts';

interface ExportOptions extends WaitOption {
  out: string;
  datum?: Datum;
}

type Communities = Iterable<StoredCommunity>;

/** `diku programme export <store> -o FILE`: the table of progress, to be filled in and read by `advance --table`; or all of it for the planner. */
export function addExportPart(group: Command): void {
  const command = group
    .command('export <store>')
    .description(help('programme-export.about'))
    .requiredOption('-o, --out <file>', help('programme-export.out'))
    .addOption(new Option('--datum <datum>', help('programme-export.datum')).choices(datums));
  addWaitOption(command);
  runAs<[string], ExportOptions>(command, async (session, { out, datum = null, wait }, path) => {
    const formats: Readonly<Record<string, (communities: Communities) => string | Uint8Array>> = {
      '.csv': (communities) => progressCsv(communities, session.language),
      '.xlsx': (communities) => progressXlsx(communities, session.language),
      '.json': (communities) => formatProgrammeDocument(communities, { asOf: today(), datum }),
    };
    const write = formats[extname(out).toLowerCase()];
    if (!write) {
      throw usageError('--out', `"${out}"`, say('name-ending', { list: Object.keys(formats).join(', ') }));
    }
    checkWritable(out);
    writeOutput(out, await readStore(path, wait, (store) => write(store.communities())));
    session.print({ written: out }, cliText(session.language, 'written', { path: out }));
    return exitStatus.done;
  });
}
