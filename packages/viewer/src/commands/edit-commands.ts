import type { App } from '../app/app.ts';
import { type Command, hasPlan, isPlanning, isReviewing } from './command.ts';

export const editCommands: readonly Command[] = [
  {
    id: 'undo',
    group: 'edit',
    name: 'cmdUndo',
    keys: ['Ctrl+Z'],
    isEnabled: ({ store }) => store.undoName !== undefined,
    run: ({ actions }) => actions.undo(),
  },
  {
    id: 'redo',
    group: 'edit',
    name: 'cmdRedo',
    keys: ['Ctrl+Y', 'Ctrl+Shift+Z'],
    isEnabled: ({ store }) => store.redoName !== undefined,
    run: ({ actions }) => actions.redo(),
  },
  {
    id: 'remove',
    group: 'edit',
    name: 'cmdRemove',
    keys: ['Delete'],
    isEnabled: (app) => isPlanning(app) && app.store.findAntenna(app.view.value.selectedId) !== undefined,
    run({ store, view }) {
      if (view.value.selectedId) store.removeAntenna(view.value.selectedId);
    },
  },
  { id: 'cancel', group: 'edit', name: 'cmdCancel', keys: ['Escape'], isForPending: true, run: cancel },
  {
    id: 'stop',
    group: 'edit',
    name: 'cmdStop',
    isForPending: true,
    isEnabled: ({ page }) => page.value.notice?.kind === 'progress',
    run: ({ actions }) => actions.cancelWork(),
  },
];

export const toolCommands: readonly Command[] = [
  {
    id: 'tool-select',
    group: 'tool',
    name: 'cmdSelectTool',
    keys: ['V'],
    isEnabled: isPlanning,
    isOn: ({ page }) => page.value.tool === 'select',
    run: ({ page }) => page.patch({ tool: 'select' }),
  },
  {
    id: 'tool-place',
    group: 'tool',
    name: 'cmdPlaceTool',
    keys: ['A'],
    isEnabled: isPlanning,
    isOn: ({ page }) => page.value.tool === 'place',
    run: ({ page }) => page.patch({ tool: 'place' }),
  },
];

export const designCommands: readonly Command[] = [
  {
    id: 'place',
    group: 'design',
    name: 'cmdPlaceAll',
    keys: ['Ctrl+Enter'],
    isEnabled: hasPlan,
    run: ({ actions }) => actions.placeAntennas(),
  },
  {
    id: 'rays',
    group: 'design',
    name: 'cmdRays',
    keys: ['R'],
    isEnabled: isPlanning,
    run: ({ actions }) => actions.checkRays(),
  },
];

/** What lies on top goes first: sheet, gesture, message, drawing that is no plan yet, review, rays, tool, selection. */
function cancel(app: App): void {
  const { actions, page, view } = app;
  const { notice, pendingDrawing, rays, sheet, tool } = page.value;
  if (sheet) page.patch({ sheet: undefined });
  else if (actions.cancelGesture()) return;
  else if (notice && notice.kind !== 'progress') page.patch({ notice: undefined });
  else if (pendingDrawing) actions.pending.giveUp();
  else if (isReviewing(app)) leaveReview(app);
  else if (rays) page.patch({ rays: undefined });
  else if (tool !== 'select') page.patch({ tool: 'select' });
  else view.patch({ selectedId: undefined });
}

/** Ends the measuring, puts the object away, then leaves. */
function leaveReview({ actions, review }: App): void {
  const { picked, object } = review.value;
  if (picked) review.patch({ picked: undefined });
  else if (object !== undefined) actions.review.showObject(undefined);
  else actions.review.leave();
}
