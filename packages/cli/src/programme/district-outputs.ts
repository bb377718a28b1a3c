import { mkdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { say } from '@diku/engine/core';
import { type DistrictName, districtNames, readDistrict } from '@diku/engine/programme';
import type { Command } from 'commander';
import { cliText } from '../cli-text.ts';
import { usageError } from '../exit-status.ts';
import { help } from '../help.ts';
import type { Session } from '../session.ts';
import { checkWritable, writeOutputs } from '../write-output.ts';

/** Stands for the name of a district in that of a file. */
const slot = '{district}';

export interface DistrictOption {
  district?: DistrictName;
}

/** `--district`: what one district has. */
export function addDistrictOption(command: Command): void {
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
export function districtOutputs({
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
export function writeDistricts(
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
