import type { App } from '../app/app.ts';
import type { EditActions } from '../app/edit-actions.ts';
import { EditLayer } from '../layers/edit-layer.ts';
import type { Stage } from '../scene/stage.ts';
import type { Draft, EditState } from '../store/edit-state.ts';
import { changeLevel, changeRecords } from '../store/edits/change-records.ts';
import { formatNumber } from '../texts/language.ts';
import { Clipboard } from '../tools/clipboard.ts';
import { NudgeTool } from '../tools/nudge-selection.ts';
import { listenToPointer } from '../tools/pointer-input.ts';
import { ToolBox } from '../tools/tool-box.ts';

/** Everything that changes the plan by hand on the canvas, wired to it. */
export interface EditTools {
  box: ToolBox;
  nudge: NudgeTool;
  layer: EditLayer;
  actions: EditActions;
}

export function createEditTools(app: App, stage: Stage): EditTools {
  const { store, view, edit, page } = app;
  const box = new ToolBox({
    store,
    view,
    edit,
    tool: () => page.value.tool,
    choose: (tool) => page.patch({ tool }),
  });
  listenToPointer(stage, box, {
    store,
    view,
    isOn: () => !app.review.value.active && page.value.pendingDrawing === undefined,
  });
  const layer = new EditLayer(stage, describeDraft);
  const clipboard = new Clipboard(store, view);
  const actions: EditActions = {
    take: (tool) => box.take(tool, performance.now()),
    leave: () => box.leave(),
    type: (key) => box.key(key),
    copy: () => clipboard.copy(),
    cut: () => clipboard.cut(),
    paste: () => clipboard.paste(),
    duplicate: () => clipboard.duplicate(),
    changeAll(refs, edit) {
      const plan = store.committed;
      return plan !== undefined && store.apply(changeRecords(plan, refs, 'change', edit));
    },
    changeLevel(id, values) {
      if (store.committed) store.apply(changeLevel(store.committed, id, values));
    },
  };
  return { box, nudge: new NudgeTool(store, view), layer, actions };
}

/** `3.50 m  ∠ 90°  12.0 m²`, or what is being typed. */
function describeDraft({ lengthM, angleDeg, areaM2 }: Draft, { typed }: EditState): string {
  if (typed !== '') return `${typed}▏`;
  const parts = [];
  if (lengthM !== undefined) parts.push(`${formatNumber(lengthM, 2)} m`);
  if (angleDeg !== undefined && lengthM) parts.push(`∠ ${formatNumber((angleDeg + 360) % 360, 1)}°`);
  if (areaM2 !== undefined) parts.push(`${formatNumber(areaM2, 1)} m²`);
  return parts.join('  ');
}
