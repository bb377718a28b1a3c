import type { App } from '../panels/app.ts';
import type { DragAntennaTool } from '../tools/drag-antenna.ts';
import { bindKeys, type KeyBindings } from '../tools/keyboard.ts';
import type { NudgeAntennaTool } from '../tools/nudge-antenna.ts';

/** Every command's key. Escape ends the gesture, then leaves the tool, then deselects. */
export function bindCommands(app: App, drag: DragAntennaTool, nudge: NudgeAntennaTool): void {
  const { actions, page, review, store, view } = app;
  const inReview = () => review.value.active && store.imported !== undefined;
  const bindings: KeyBindings = {
    V: () => page.patch({ tool: 'select' }),
    A: () => (inReview() ? actions.review.answerShown('accept') : page.patch({ tool: 'place' })),
    C: () => (inReview() ? actions.review.leave() : actions.review.enter()),
    J: () => inReview() && actions.review.stepDoubt(1),
    K: () => inReview() && actions.review.stepDoubt(-1),
    R: () => (inReview() ? actions.review.answerShown('reject') : actions.checkRays()),
    F: actions.fit,
    T: () =>
      view.patch(
        view.value.projection === '3d' ? { projection: '2d', stacked: false } : { projection: '3d' },
      ),
    '0': () => inReview() || view.patch({ stacked: true, projection: '3d' }),
    Escape() {
      if (drag.cancel()) return;
      if (page.value.notice && page.value.notice.kind !== 'progress') page.patch({ notice: undefined });
      else if (page.value.pendingDrawing) actions.pending.giveUp();
      else if (inReview()) leaveReview(app);
      else if (page.value.rays) page.patch({ rays: undefined });
      else if (page.value.tool !== 'select') page.patch({ tool: 'select' });
      else view.patch({ selectedId: undefined });
    },
    Delete() {
      const { selectedId } = view.value;
      if (selectedId) store.removeAntenna(selectedId);
    },
    'Ctrl+Z': actions.undo,
    'Ctrl+Y': actions.redo,
    'Ctrl+Shift+Z': actions.redo,
    'Ctrl+O': actions.chooseFile,
    'Ctrl+S': actions.save,
  };
  for (let number = 1; number <= 9; number++) {
    bindings[number] = () => {
      const level = store.plan?.levels[number - 1];
      if (level) view.patch({ levelId: level.id, stacked: false });
    };
  }
  for (const [key, run] of Object.entries(bindings)) {
    // What lies over the page is asked first.
    if (key !== 'Escape' && key !== 'Ctrl+O') bindings[key] = () => page.value.pendingDrawing || run();
  }
  bindKeys(bindings, (key, withShift) => nudge.press(view.value.selectedId, key, withShift));
}

/** Escape in a review: leaves the field that is typed in, ends the measuring, puts the object away, then leaves. */
function leaveReview({ actions, review }: App): void {
  const { picked, object } = review.value;
  const focused = document.activeElement;
  if (focused instanceof HTMLElement && focused.matches('input, select')) focused.blur();
  else if (picked) review.patch({ picked: undefined });
  else if (object !== undefined) actions.review.showObject(undefined);
  else actions.review.leave();
}
