import { extname } from 'node:path';
import { progressCsv, progressXlsx, say } from '@diku/engine';
import type { Command } from 'commander';
import { exitStatus, usageError } from '../exit-status.ts';
import { runAs } from '../session.ts';
import { readStore } from '../store/open-store.ts';
import { addWaitOption, type WaitOption } from '../store/wait-option.ts';
import { texts } from '../texts.ts';
import { checkWritable, writeOutput } from '../write-output.ts';

interface ExportOptions extends WaitOption {
  out: string;
}

/** `diku programme export <store> -o FILE`: the table of progress, to be filled in and read by `advance --table`. */
export function addExportPart(group: Command): void {
  const command = group
    .command('export <store>')
    .description('the table of progress, to be filled in and read again by "advance --table"')
    .requiredOption('-o, --out <file>', '.csv or .xlsx');
  addWaitOption(command);
  runAs<[string], ExportOptions>(command, async (session, { out, wait }, path) => {
    const format = extname(out).toLowerCase();
    if (format !== '.csv' && format !== '.xlsx') {
      throw usageError('--out', `"${out}"`, say('name-ending', { list: '.csv, .xlsx' }));
    }
    checkWritable(out);
    const write = format === '.csv' ? progressCsv : progressXlsx;
    writeOutput(out, await readStore(path, wait, (store) => write(store.communities(), session.language)));
    session.print({ written: out }, texts[session.language].written(out));
    return exitStatus.done;
  });
}
