import type { App } from '../app/app.ts';
import { isPlanning, isProgrammeShown, isReviewing } from '../commands/command.ts';
import { runKey } from '../commands/list-commands.ts';
import type { NudgeTool } from '../tools/nudge-selection.ts';
import type { Crosshair } from './crosshair.ts';

/** Every command by its key, and the arrows: they move the crosshair where there is one, else what is selected. */
export function bindCommands(app: App, nudge: NudgeTool, crosshair: Crosshair): void {
  window.addEventListener('keydown', (event) => typeAhead(app, event), true);
  bindKeys(
    (key) =>
      isForSheet(app, key) || (key === 'Escape' && isReviewing(app) && leaveField()) || runKey(app, key),
    (key, withShift) =>
      !isProgrammeShown(app) && (crosshair.press(key, withShift) || nudge.press(key, withShift)),
    (key) =>
      isPlanning(app) &&
      !app.page.value.pendingDrawing &&
      !isProgrammeShown(app) &&
      app.actions.edit.type(key),
  );
}

/** A sheet or menu that was asked for takes the keys, also before it is there. */
function isForSheet({ page }: App, key: string): boolean {
  const isOver = page.value.sheet !== undefined || page.value.menu !== undefined;
  return isOver && key !== 'Escape' && !key.startsWith('Ctrl+');
}

/** Whoever knows the palette types on at once, and its Enter as well: both wait until it is there. */
function typeAhead({ page }: App, event: KeyboardEvent): void {
  if (page.value.sheet !== 'palette' || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target instanceof Element && event.target.closest('[role="dialog"]')) return;
  const typed = page.value.typedAhead;
  if (event.key === 'Backspace') page.patch({ typedAhead: typed.slice(0, -1) });
  else if (event.key === 'Enter') page.patch({ typedAhead: `${typed}\n` });
  else if (event.key.length === 1) page.patch({ typedAhead: typed + event.key });
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Leaves the field that is typed in first, as Escape does in a review. */
function leaveField(): boolean {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || !focused.matches('.review :is(input, select)')) return false;
  focused.blur();
  return true;
}

/**
 * Runs commands by key, but not while someone types in a field or a list.
 * @param run gets the character, or `Ctrl+` before it; says whether that is a command's key
 * @param type is asked first: what is typed belongs to a drawing under way
 */
function bindKeys(
  run: (key: string) => boolean,
  arrows: (key: string, withShift: boolean) => boolean,
  type: (key: string) => boolean,
): void {
  window.addEventListener('keydown', (event) => {
    const isIn = (points: string) => event.target instanceof Element && event.target.closest(points) !== null;
    // A menu takes every key itself.
    if (isIn('[role="menu"]')) return;
    const name = keyName(event);
    const inField = isIn('input, select, textarea, [role="dialog"]');
    // Copying in a field, or words of the page, is the browser's.
    const isCopying = /^Ctrl\+[ACVX]$/.test(name);
    if (isCopying && (inField || getSelection()?.isCollapsed === false)) return;
    if (inField && !name.startsWith('Ctrl+') && name !== 'Escape') return;
    const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey;
    // Space presses a button.
    const isCharacter = event.key.length === 1 && event.key !== ' ';
    if (isPlain && (isCharacter || !isIn('button')) && type(event.key)) {
      event.preventDefault();
      return;
    }
    if (event.key.startsWith('Arrow') && !event.ctrlKey && !event.altKey && !event.metaKey) {
      if (arrows(event.key, event.shiftKey)) event.preventDefault();
      return;
    }
    if (run(name)) event.preventDefault();
  });
}

function keyName(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  if (event.ctrlKey || event.metaKey) return `Ctrl+${event.shiftKey ? 'Shift+' : ''}${key}`;
  if (event.altKey) return `Alt+${key}`;
  // Shift is part of a character, but not of a function key.
  return event.shiftKey && /^F\d/.test(key) ? `Shift+${key}` : key;
}
