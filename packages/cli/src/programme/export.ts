import { extname } from 'node:path';
import { type Datum, datums, say } from '@diku/engine/core';
import { progressCsv, progressXlsx } from '@diku/engine/documents';
import type { DistrictName } from '@diku/engine/programme';
import { type Command, Option } from 'commander';
import { exitStatus, usageError } from '../exit-status.ts';
import { help } from '../help.ts';
import { runAs } from '../session.ts';
import { carryAttachments } from '../store/attachments.ts';
import { readStore } from '../store/open-store.ts';
import type { ProgrammeStore } from '../store/programme-store.ts';
import { addWaitOption, type WaitOption } from '../store/wait-option.ts';
import {
  addDistrictOption,
  type DistrictOption,
  districtOutputs,
  writeDistricts,
} from './district-outputs.ts';
import { inDistrict, noteMissing, programmeJson } from './programme-copy.ts';

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
