import type { Command } from 'commander';
import { numberOption } from '../arguments.ts';
import { help } from '../help.ts';

export interface WaitOption {
  wait: number;
}

/** `--wait`: how long a store that another process holds is waited for. */
export function addWaitOption(command: Command): void {
  command.option('--wait <seconds>', help('wait.wait'), numberOption('--wait', 0, 3600), 10);
}
