import { createMessages, type SayMessage } from '@diku/engine/core';
import { type CliSlots, cliMessages } from './cli.generated.ts';

/** What the command line says of its own, in a language: `cliText('en', 'ray.others')`. */
export const cliText: SayMessage<CliSlots> = createMessages<CliSlots>(cliMessages);

/** Whether the command line has a text of that name. */
export function isCliKey(name: string): name is keyof CliSlots {
  return Object.values(cliMessages).some((messages) => Object.hasOwn(messages, name));
}
