import { type Command, Option } from 'commander';
import { numberOption } from '../arguments.ts';

/** What one garage may take. */
export interface LimitArguments {
  jobTimeS: number;
  jobMemoryMb: number;
}

export function addLimitOptions(command: Command): void {
  command
    .addOption(
      new Option('--job-time-s <seconds>', 'longest time of one garage')
        .argParser(numberOption('--job-time-s', 1, 1_000_000))
        .default(3600),
    )
    .addOption(
      new Option('--job-memory-mb <megabytes>', 'largest memory of one worker process')
        .argParser(numberOption('--job-memory-mb', 128, 1_000_000))
        .default(4096),
    );
}
