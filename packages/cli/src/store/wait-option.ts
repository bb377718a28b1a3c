import type { Command } from 'commander';
import { numberOption } from '../arguments.ts';

export interface WaitOption {
  wait: number;
}

/** `--wait`: how long a store that another process holds is waited for. */
export function addWaitOption(command: Command): void {
  command.option(
    '--wait <seconds>',
    'so long for another process at work on the file',
    numberOption('--wait', 0, 3600),
    10,
  );
}
