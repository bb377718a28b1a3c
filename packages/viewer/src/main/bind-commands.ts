import type { App } from '../app/app.ts';
import { isPlanning, isReviewing } from '../commands/command.ts';
import { runKey } from '../commands/list-commands.ts';
import { bindKeys } from '../tools/keyboard.ts';
import type { NudgeTool } from '../tools/nudge-selection.ts';

/** Every command by its key, and the arrows. */
export function bindCommands(app: App, nudge: NudgeTool): void {
  bindKeys(
    (key) => (key === 'Escape' && isReviewing(app) && leaveField()) || runKey(app, key),
    (key, withShift) => nudge.press(key, withShift),
    (key) => isPlanning(app) && !app.page.value.pendingDrawing && app.actions.edit.type(key),
  );
}

/** In a review Escape first leaves the field that is typed in. */
function leaveField(): boolean {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || !focused.matches('.review :is(input, select)')) return false;
  focused.blur();
  return true;
}
