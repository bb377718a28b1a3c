import { type Command, Option } from 'commander';
import { numberOption } from '../arguments.ts';
import { help } from '../help.ts';

/** Limits on the time and memory of one garage. */
export interface LimitArguments {
  jobTimeS: number;
  jobMemoryMb: number;
}

export function addLimitOptions(command: Command): void {
  command
    .addOption(
      new Option('--job-time-s <seconds>', help('limit.job-time-s'))
        .argParser(numberOption('--job-time-s', 1, 1_000_000))
        .default(3600),
    )
    .addOption(
      new Option('--job-memory-mb <megabytes>', help('limit.job-memory-mb'))
        .argParser(numberOption('--job-memory-mb', 128, 1_000_000))
        .default(4096),
    );
}
