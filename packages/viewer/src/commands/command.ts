import type { App } from '../app/app.ts';
import { type Language, type TextKey, text, textIn } from '../texts/language.ts';

export const commandGroups = [
  'file',
  'edit',
  'tool',
  'design',
  'view',
  'review',
  'programme',
  'help',
] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** One thing that can be done. Buttons, menus, keys, palette and help sheet all come from it. */
export interface Command {
  id: string;
  group: CommandGroup;
  name: TextKey;
  /** Filled into the name; texts of their own come as functions, for they change with the language. */
  values?: Readonly<Record<string, string | (() => string)>>;
  /** The character, or `Ctrl+` before it. A key may stand at several commands of which one is enabled at a time. */
  keys?: readonly string[];
  /** Returns whether it can be done now; always without one. */
  isEnabled?(app: App): boolean;
  /** Returns whether it is on, for what is switched. */
  isOn?(app: App): boolean;
  /** Also while a drawing that is no plan yet, or the programme, lies over the page. */
  isForPending?: true;
  run(app: App): unknown;
}

/** Name of a command, in the language of the page unless another is asked for. */
export function commandName(command: Command, language?: Language): string {
  const { name, values = {} } = command;
  const entries = Object.entries(values);
  const filled = Object.fromEntries(
    entries.map(([key, value]) => [key, typeof value === 'function' ? value() : value]),
  );
  return language ? textIn(language, name, filled) : text(name, filled);
}

export function isEnabled(command: Command, app: App): boolean {
  const isCovered = isProgrammeShown(app) ? command.group !== 'programme' : hasPending(app);
  if (isCovered && !command.isForPending) return false;
  return command.isEnabled?.(app) ?? true;
}

/** Does it if it can be done now. @returns whether it could */
export function runCommand(command: Command, app: App): boolean {
  if (!isEnabled(command, app)) return false;
  command.run(app);
  return true;
}

/** A drawing that is no plan yet lies over the page. */
const hasPending = (app: App) => app.page.value.pendingDrawing !== undefined;
/** The programme of a city lies over the page. */
export const isProgrammeShown = ({ page, programme }: App) =>
  programme.value.isShown && page.value.pendingDrawing === undefined;
/** The programme on screen is a file that can be written to. */
export const isDeskOpen = ({ programme, desk }: App) =>
  desk.value.served !== undefined && programme.value.open?.name === desk.value.served.name;
export const hasPlan = (app: App) => app.store.plan !== undefined;
export const isReviewing = (app: App) => app.review.value.active && app.store.imported !== undefined;
/** Antennas or a network could be taken over. */
export const hasProposal = ({ design: { value } }: App) =>
  value.placement !== undefined || value.network !== undefined;
/** Antennas or a network are being designed. */
export const isDesigning = ({ design: { value } }: App) =>
  value.placing !== undefined || value.feeding !== undefined;
/** A plan is on screen as itself. */
export const isPlanning = (app: App) => hasPlan(app) && !isReviewing(app);
