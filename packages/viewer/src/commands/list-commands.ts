import type { App } from '../app/app.ts';
import { type Command, isEnabled, runCommand } from './command.ts';
import { compareCommands, variantCommands } from './compare-commands.ts';
import { designCommands } from './design-commands.ts';
import { editCommands, toolCommands } from './edit-commands.ts';
import { fileCommands } from './file-commands.ts';
import { pinCommands } from './pin-commands.ts';
import { filterCommands, programmeCommands } from './programme-commands.ts';
import { reviewCommands } from './review-commands.ts';
import { planCommands, viewCommands } from './view-commands.ts';

const helpCommands: readonly Command[] = [
  {
    id: 'palette',
    group: 'help',
    name: 'cmdPalette',
    keys: ['Ctrl+K'],
    isForPending: true,
    run: ({ page }) =>
      page.patch({ sheet: page.value.sheet === 'palette' ? undefined : 'palette', typedAhead: '' }),
  },
  {
    id: 'help',
    group: 'help',
    name: 'cmdHelp',
    keys: ['?'],
    isForPending: true,
    run: ({ page }) => page.patch({ sheet: page.value.sheet === 'help' ? undefined : 'help' }),
  },
];

const fixedCommands: readonly Command[] = [
  ...fileCommands,
  ...editCommands,
  ...toolCommands,
  ...designCommands,
  ...compareCommands,
  ...viewCommands,
  ...pinCommands,
  ...reviewCommands,
  ...programmeCommands,
  ...helpCommands,
];

/** Every command there is, with those of the plan on screen. */
export function listCommands(app: App): Command[] {
  return [...fixedCommands, ...planCommands(app), ...variantCommands(app), ...filterCommands(app)];
}

/** @throws RangeError if there is none of that name: a mistake of the program */
export function findCommand(app: App, id: string): Command {
  const command =
    fixedCommands.find((each) => each.id === id) ?? listCommands(app).find((each) => each.id === id);
  if (!command) throw new RangeError(`no command ${id}`);
  return command;
}

/** Does what a key asks for now. @returns whether the key belongs to a command, enabled or not */
export function runKey(app: App, key: string): boolean {
  const bound = listCommands(app).filter(({ keys }) => keys?.includes(key));
  const command = bound.find((each) => isEnabled(each, app));
  if (command) runCommand(command, app);
  return bound.length > 0;
}
