import type { Plan } from '@diku/engine';
import type { App } from '../app/app.ts';
import type { ToolName } from '../store/edit-state.ts';
import { changeRecords, findRecords } from '../store/edits/change-records.ts';
import { canCopy } from '../store/edits/copy-selection.ts';
import { removeSelection } from '../store/edits/remove-selection.ts';
import { everythingOn } from '../store/pick-record.ts';
import type { PlanChange } from '../store/plan-change.ts';
import type { PlanRecord } from '../store/plan-records.ts';
import { select } from '../store/selection.ts';
import type { TextKey } from '../texts/language.ts';
import { type Command, isPlanning, isProgrammeShown, isReviewing } from './command.ts';

const hasSelection = (app: App) => isPlanning(app) && app.view.value.selection.length > 0;
/** The plan on screen may be changed here. */
const canEdit = (app: App) => isPlanning(app) && !app.store.isReadOnly;
const hasCopyable = (app: App) =>
  isPlanning(app) && app.view.value.selection.some(({ kind }) => canCopy(kind));
const isPointing = (app: App) => isPlanning(app) && app.page.value.pointer !== undefined;

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
    isEnabled: (app) => canEdit(app) && hasSelection(app),
    run({ store, view }) {
      if (store.committed) store.apply(removeSelection(store.committed, view.value.selection));
    },
  },
  {
    id: 'lock',
    group: 'edit',
    name: 'cmdLock',
    isEnabled: (app) => canEdit(app) && lockable(app).length > 0,
    isOn: (app) => lockable(app).length > 0 && lockable(app).every(({ record }) => isLocked(record)),
    run(app) {
      const { committed } = app.store;
      const found = lockable(app);
      if (!committed) return;
      const isOn = found.every(({ record }) => isLocked(record));
      const refs = found.map(({ ref }) => ref);
      app.store.apply(changeRecords(committed, refs, 'lock', (record) => withLock(record, !isOn)));
    },
  },
  {
    id: 'forbid',
    group: 'edit',
    name: 'cmdForbid',
    isEnabled: (app) => canEdit(app) && selectedAreas(app).length > 0,
    run(app) {
      const { placement } = app.store.committed ?? {};
      const forbidden = [...(placement?.forbidden ?? []), ...selectedAreas(app)];
      app.store.apply(placementChange(placement, { forbidden }));
    },
  },
  {
    id: 'refuse',
    group: 'edit',
    name: 'cmdRefuse',
    isEnabled: (app) => canEdit(app) && refusable(app).length > 0,
    run(app) {
      const { placement } = app.store.committed ?? {};
      const refused = [...(placement?.refused ?? []), ...refusable(app)];
      app.store.apply(placementChange(placement, { refused }));
    },
  },
  {
    id: 'copy',
    group: 'edit',
    name: 'cmdCopy',
    keys: ['Ctrl+C'],
    isEnabled: hasCopyable,
    run: ({ actions }) => actions.edit.copy(),
  },
  {
    id: 'cut',
    group: 'edit',
    name: 'cmdCut',
    keys: ['Ctrl+X'],
    isEnabled: (app) => canEdit(app) && hasCopyable(app),
    run: ({ actions }) => actions.edit.cut(),
  },
  {
    id: 'paste',
    group: 'edit',
    name: 'cmdPaste',
    keys: ['Ctrl+V'],
    isEnabled: (app) => canEdit(app) && app.edit.value.hasCopies,
    run: ({ actions }) => actions.edit.paste(),
  },
  {
    id: 'duplicate',
    group: 'edit',
    name: 'cmdDuplicate',
    keys: ['Ctrl+D'],
    isEnabled: (app) => canEdit(app) && hasCopyable(app),
    run: ({ actions }) => actions.edit.duplicate(),
  },
  {
    id: 'select-all',
    group: 'edit',
    name: 'cmdSelectAll',
    keys: ['Ctrl+A'],
    isEnabled: isPlanning,
    run: ({ store, view }) => view.patch(select(everythingOn(store.plan, view.value))),
  },
  {
    id: 'edit-selected',
    group: 'edit',
    name: 'cmdEditSelected',
    keys: ['F2'],
    isEnabled: hasSelection,
    run({ page }) {
      page.patch({ side: 'inspector', isPanelOpen: true });
      const focus = () => document.querySelector<HTMLElement>('.inspector :is(input, select)')?.focus();
      requestAnimationFrame(() => requestAnimationFrame(focus));
    },
  },
  {
    id: 'context-menu',
    group: 'edit',
    name: 'cmdContextMenu',
    keys: ['Shift+F10', 'ContextMenu'],
    isEnabled: isPlanning,
    run: ({ actions }) => actions.openMenu(),
  },
  { id: 'cancel', group: 'edit', name: 'cmdCancel', keys: ['Escape'], isForPending: true, run: cancel },
  {
    id: 'stop',
    group: 'edit',
    name: 'cmdStop',
    keys: ['Ctrl+.'],
    isForPending: true,
    isEnabled: ({ page, reference, design: { value } }) =>
      reference.value.tracing !== undefined ||
      page.value.notice?.kind === 'progress' ||
      value.placing?.isEnding === false ||
      value.feeding !== undefined,
    run: ({ actions }) => actions.cancelWork(),
  },
];

const lockableKinds = ['antenna', 'source', 'device', 'cable'];

/** Selected records that can be locked. */
function lockable({ store, view }: App) {
  const { committed } = store;
  const refs = view.value.selection.filter(({ kind }) => lockableKinds.includes(kind));
  return committed ? findRecords(committed, refs) : [];
}

const isLocked = (record: PlanRecord) => 'locked' in record && record.locked === true;

function withLock(record: PlanRecord, isOn: boolean): PlanRecord {
  const { locked: _, ...others } = record as PlanRecord & { locked?: boolean };
  return (isOn ? { ...others, locked: true } : others) as PlanRecord;
}

/** Floor of the zones and bays that are selected. */
function selectedAreas({ store, view }: App) {
  const { committed } = store;
  const refs = view.value.selection.filter(({ kind }) => kind === 'zone' || kind === 'bay');
  return (committed ? findRecords(committed, refs) : []).flatMap(({ ref: { level }, record }) =>
    'polygon' in record && level !== undefined
      ? [{ level, polygon: record.polygon as [number, number][] }]
      : [],
  );
}

/** Selected antennas that nobody refused yet. */
function refusable({ store, view }: App): string[] {
  const refused = store.committed?.placement?.refused ?? [];
  return view.value.selection
    .filter(({ kind, id }) => kind === 'antenna' && !refused.includes(id))
    .map(({ id }) => id);
}

type Rules = Plan['placement'];

function placementChange(before: Rules, values: NonNullable<Rules>): PlanChange {
  const after = { ...before, ...values };
  return { name: 'forbid', records: [{ kind: 'part', part: 'placement', before, after }] };
}

const tools: readonly [ToolName, TextKey, string][] = [
  ['select', 'cmdSelectTool', 'V'],
  ['place', 'cmdPlaceTool', 'A'],
  ['wall', 'cmdWallTool', 'W'],
  ['opening', 'cmdOpeningTool', 'D'],
  ['column', 'cmdColumnTool', 'O'],
  ['bay', 'cmdBayTool', 'B'],
  ['zone', 'cmdZoneTool', 'Z'],
  ['ramp', 'cmdRampTool', 'G'],
  ['point', 'cmdPointTool', 'P'],
  ['room', 'cmdRoomTool', 'E'],
  ['tray', 'cmdTrayTool', 'Y'],
  ['outline', 'cmdOutlineTool', 'U'],
  ['measure', 'cmdMeasureTool', 'M'],
];

/** A tool twice in a row stays in the hand. */
const takingCommands: readonly Command[] = tools.map(([tool, name, key]) => ({
  id: `tool-${tool}`,
  group: 'tool',
  name,
  keys: [key],
  isEnabled: isPlanning,
  isOn: ({ page }) => page.value.tool === tool,
  run: ({ actions }) => actions.edit.take(tool),
}));

/** Tools, and what is done with them where the pointer is. */
export const toolCommands: readonly Command[] = [
  ...takingCommands,
  {
    id: 'place-here',
    group: 'tool',
    name: 'cmdPlaceHere',
    isEnabled: (app) => canEdit(app) && isPointing(app),
    run: (app) => clickHere(app, 'place'),
  },
  {
    id: 'measure-here',
    group: 'tool',
    name: 'cmdMeasureHere',
    isEnabled: isPointing,
    run: (app) => clickHere(app, 'measure'),
  },
];

function clickHere({ actions, page }: App, tool: ToolName): void {
  const { pointer } = page.value;
  if (pointer) actions.edit.clickAt(tool, pointer);
}

/** Cancels the topmost thing: menu, sheet, gesture, message, drawing that is no plan yet, review, rays, crosshair, tool, selection, diagram. */
function cancel(app: App): void {
  const { actions, page } = app;
  const { menu, notice, pendingDrawing, rays, sheet } = page.value;
  if (menu) page.patch({ menu: undefined });
  else if (sheet) page.patch({ sheet: undefined });
  else if (actions.cancelGesture()) return;
  else if (notice && notice.kind !== 'progress') page.patch({ notice: undefined });
  else if (pendingDrawing) actions.pending.giveUp();
  else if (isProgrammeShown(app)) app.programme.patch({ selectedId: undefined });
  else if (isReviewing(app)) leaveReview(app);
  else if (rays) page.patch({ rays: undefined });
  else if (page.value.isCrosshair) actions.toggleCrosshair();
  else if (!actions.edit.leave()) page.patch({ schematic: 'closed' });
}

/** Ends the measuring, puts the object away, then leaves. */
function leaveReview({ actions, review }: App): void {
  const { picked, object } = review.value;
  if (picked) review.patch({ picked: undefined });
  else if (object !== undefined) actions.review.showObject(undefined);
  else actions.review.leave();
}
