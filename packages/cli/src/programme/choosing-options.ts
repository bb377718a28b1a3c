import { extname } from 'node:path';
import { say } from '@diku/engine/core';
import { parseWeights } from '@diku/engine/programme';
import { type Command, Option } from 'commander';
import { numberOption } from '../arguments.ts';
import { cliText } from '../cli-text.ts';
import { usageError } from '../exit-status.ts';
import { help } from '../help.ts';
import { blameFile, readJson } from '../read-input.ts';
import type { Session } from '../session.ts';
import { addWaitOption, type WaitOption } from '../store/wait-option.ts';
import { checkWritable, writeOutput } from '../write-output.ts';

/** Options that `rank` and `assign` share. */
export interface ChoosingOptions extends WaitOption {
  out?: string;
  weights?: string;
  weakGround?: number;
}

export function addChoosingOptions(command: Command): Command {
  command
    .option('--weights <file>', help('programme-choosing.weights'))
    .addOption(
      new Option('--weak-ground <dBm>', help('programme-choosing.weak-ground')).argParser(
        numberOption('--weak-ground', -140, -40),
      ),
    );
  addWaitOption(command);
  return command;
}

/** Rules of ranking that the options name. Status 65 for impossible weights. */
export function readRules({ weights: path, weakGround: weakGroundDbm }: ChoosingOptions) {
  const weights = path === undefined ? undefined : blameFile(path, () => parseWeights(readJson(path)));
  return { weights, weakGroundDbm };
}

/** Contents of a file by the ending of its name. */
type ListFormats = Readonly<Record<string, () => string | Uint8Array>>;

/**
 * Refuses a file that could not be written, or is of another kind (status 64), before work begins; what comes back writes it in the
 * end.
 */
export function prepareList(
  out: string | undefined,
  endings: readonly string[],
): (session: Session, formats: ListFormats) => void {
  if (out === undefined) return () => {};
  const ending = extname(out).toLowerCase();
  if (!endings.includes(ending)) {
    throw usageError('--out', `"${out}"`, say('name-ending', { list: endings.join(', ') }));
  }
  checkWritable(out);
  return (session, formats) => {
    writeOutput(out, formats[ending]());
    session.note(cliText(session.language, 'written', { path: out }));
  };
}
