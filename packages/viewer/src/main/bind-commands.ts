import type { App } from '../app/app.ts';
import { isPlanning, isProgrammeShown, isReviewing } from '../commands/command.ts';
import { runKey } from '../commands/list-commands.ts';
import { bindKeys } from '../tools/keyboard.ts';
import type { NudgeTool } from '../tools/nudge-selection.ts';
import type { Crosshair } from './crosshair.ts';

/** Every command by its key, and the arrows: they move the crosshair where there is one, else what is selected. */
export function bindCommands(app: App, nudge: NudgeTool, crosshair: Crosshair): void {
  bindKeys(
    (key) =>
      isForSheet(app, key) || (key === 'Escape' && isReviewing(app) && leaveField()) || runKey(app, key),
    (key, withShift) =>
      !isProgrammeShown(app) && (crosshair.press(key, withShift) || nudge.press(key, withShift)),
    (key) =>
      typeAhead(app, key) ||
      (isPlanning(app) &&
        !app.page.value.pendingDrawing &&
        !isProgrammeShown(app) &&
        app.actions.edit.type(key)),
  );
}

/** A sheet that was asked for takes the keys, also before it is there. */
function isForSheet({ page }: App, key: string): boolean {
  return page.value.sheet !== undefined && key !== 'Escape' && !key.startsWith('Ctrl+');
}

/** Whoever knows the palette types on at once. */
function typeAhead({ page }: App, key: string): boolean {
  if (page.value.sheet !== 'palette' || key.length !== 1) return false;
  page.patch({ typedAhead: page.value.typedAhead + key });
  return true;
}

/** In a review Escape first leaves the field that is typed in. */
function leaveField(): boolean {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || !focused.matches('.review :is(input, select)')) return false;
  focused.blur();
  return true;
}
