import { acceptReasons, type Plan } from '@diku/engine';
import { say } from '@diku/engine/core';
import { type DecidedBy, reasonCodes } from '@diku/engine/plan';
import { type Command, Option } from 'commander';
import { usageError } from './exit-status.ts';
import { help } from './help.ts';

/** Doubts of an import that a person accepts, by their names, and who and when. */
export interface AcceptOptions extends DecidedBy {
  accept?: string[];
}

export function addAcceptOptions(command: Command): void {
  command
    .addOption(new Option('--accept <codes...>', help('accept.accept')).argParser(acceptOption))
    .option('--by <name>', help('accept.by'))
    .addOption(new Option('--date <date>', help('accept.date')).argParser(dateOption));
}

/** The plan with what the options accept; the same plan where they accept nothing that it has. */
export function acceptedPlan(plan: Plan, { accept = [], by, date }: AcceptOptions): Plan {
  return acceptReasons(plan, accept, { by, date });
}

function acceptOption(text: string, before: string[] = []): string[] {
  const known: readonly string[] = reasonCodes;
  const codes = text.split(',').map((code) => code.trim());
  for (const code of codes) {
    if (known.includes(code.split(':')[0])) continue;
    throw usageError('--accept', `"${code}"`, say('one-of', { list: known.join(', ') }));
  }
  return [...before, ...codes];
}

function dateOption(text: string): string {
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
  if (isDate && new Date(text).toISOString().startsWith(text)) return text;
  throw usageError('--date', `"${text}"`, say('iso-date'));
}
