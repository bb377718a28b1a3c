import type { Point } from '@diku/engine';
import type { App } from '../app/app.ts';
import type { EditActions } from '../app/edit-actions.ts';
import { EditLayer } from '../layers/edit-layer.ts';
import { isInsideLevel, levelOffsetsM } from '../scene/level-placement.ts';
import type { FloorLocation } from '../scene/pick-floor.ts';
import type { Stage } from '../scene/stage.ts';
import type { Draft, EditState } from '../store/edit-state.ts';
import { changeLevel, changeRecords } from '../store/edits/change-records.ts';
import type { Observable } from '../store/observable.ts';
import { pickRecord } from '../store/pick-record.ts';
import type { RecordRef } from '../store/plan-records.ts';
import type { PlanStore } from '../store/plan-store.ts';
import type { ViewState } from '../store/view-state.ts';
import { formatNumber } from '../texts/language.ts';
import { Clipboard } from '../tools/clipboard.ts';
import { NudgeTool } from '../tools/nudge-selection.ts';
import type { Pointed } from '../tools/tool.ts';
import { ToolBox } from '../tools/tool-box.ts';

/** How near to a thing counts as on it, CSS pixels; fingers are broader. */
const reachPixels = { mouse: 7, pen: 9, touch: 16 };
/** The same of thin lines and symbols of the network. */
const networkReachPixels: Readonly<Record<string, number>> = { mouse: 8, pen: 10, touch: 22 };

/** The part or cable of the network that is drawn at a position on the canvas, CSS pixels. */
type PickNetwork = (left: number, top: number, reachPx: number) => RecordRef | undefined;

interface Parts {
  /** Returns whether the plan is edited at all now. */
  isOn(): boolean;
  /** Position of a pointer, in the plan and on the canvas; undefined beside all floors. */
  pointed(event: MouseEvent): Pointed | undefined;
}

/** Everything that changes the plan by hand on the canvas, wired to it. */
export interface EditTools {
  box: ToolBox;
  nudge: NudgeTool;
  layer: EditLayer;
  actions: EditActions;
  /** The record under a mouse or finger. */
  pick(event: MouseEvent): RecordRef | undefined;
}

export function createEditTools(app: App, stage: Stage, pickNetwork: PickNetwork): EditTools {
  const { store, view, edit, page } = app;
  const box = new ToolBox({
    store,
    view,
    edit,
    tool: () => page.value.tool,
    choose: (tool) => page.patch({ tool }),
    changeNetwork: (changes) => void app.actions.changeNetwork(changes),
  });
  const pointed = pointerReader(app, stage, pickNetwork);
  listenToPointer(stage, box, {
    pointed,
    isOn: () => !app.review.value.active && page.value.pendingDrawing === undefined,
  });
  return {
    box,
    nudge: new NudgeTool(store, view),
    layer: new EditLayer(stage, describeDraft),
    actions: createEditActions(app, stage, box),
    pick(event) {
      const at = pointed(event);
      const plan = store.committed;
      const level = plan?.levels.find(({ id }) => id === at?.levelId);
      return at && plan && level && (at.network ?? pickRecord(plan, level, at));
    },
  };
}

function createEditActions({ store, view, edit }: App, stage: Stage, box: ToolBox): EditActions {
  const clipboard = new Clipboard(store, view);
  return {
    take: (tool) => box.take(tool, performance.now()),
    clickAt(tool, point) {
      const at = pointedOn(stage, store, view.value, point);
      if (!at) return;
      box.take(tool, performance.now());
      box.press(at);
      box.release(at);
    },
    leave: () => box.leave(),
    type: (key) => box.key(key),
    copy: () => noteCopies(edit, clipboard.copy()),
    cut: () => noteCopies(edit, clipboard.cut()),
    paste: () => clipboard.paste(),
    duplicate: () => clipboard.duplicate(),
    changeAll(refs, change) {
      const plan = store.committed;
      return plan !== undefined && store.apply(changeRecords(plan, refs, 'change', change));
    },
    changeLevel(id, values) {
      if (store.committed) store.apply(changeLevel(store.committed, id, values));
    },
  };
}

/** Something that was copied can be put elsewhere. @returns how many things that is */
function noteCopies(edit: Observable<EditState>, count: number): number {
  if (count > 0) edit.patch({ hasCopies: true });
  return count;
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

function pointerReader({ store, view }: App, stage: Stage, pickNetwork: PickNetwork): Parts['pointed'] {
  return (event) => {
    const at = pointedAt(stage, store, view.value, event);
    const reachPx = networkReachPixels[event instanceof PointerEvent ? event.pointerType : 'mouse'];
    return at && { ...at, network: pickNetwork(at.left, at.top, reachPx ?? networkReachPixels.mouse) };
  };
}

/** Hands what the pointer does on the canvas to the tools. While a tool has a drag the camera rests. */
function listenToPointer(stage: Stage, box: ToolBox, { isOn, pointed }: Parts): void {
  const { canvas } = stage;
  let held: number | undefined;

  canvas.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0 || !isOn() || !event.isPrimary) return;
      const at = pointed(event);
      if (!at) return;
      held = event.pointerId;
      if (!box.press(at)) return;
      stage.controlsEnabled = false;
      canvas.setPointerCapture(event.pointerId);
    },
    { capture: true },
  );
  canvas.addEventListener('pointermove', (event) => {
    if (!isOn() || (held !== undefined && event.pointerId !== held)) return;
    box.move(pointed(event));
  });
  canvas.addEventListener('pointerup', (event) => {
    if (event.pointerId !== held) return;
    held = undefined;
    stage.controlsEnabled = true;
    const at = pointed(event);
    if (at) box.release(at);
    else box.cancel();
  });
  canvas.addEventListener('pointercancel', () => {
    held = undefined;
    stage.controlsEnabled = true;
    box.cancel();
  });
  canvas.addEventListener('pointerleave', () => {
    if (held === undefined) box.move(undefined);
  });
  canvas.addEventListener('dblclick', (event) => {
    const at = isOn() ? pointed(event) : undefined;
    if (at) box.doubleClick(at);
  });
}

/** The location under the pointer, on the floor that is seen there; undefined beside all floors. */
function pointedAt(
  stage: Stage,
  { plan }: PlanStore,
  view: ViewState,
  event: MouseEvent,
): Omit<Pointed, 'network'> | undefined {
  if (!plan) return undefined;
  const bounds = stage.canvas.getBoundingClientRect();
  const [left, top] = [event.clientX - bounds.left, event.clientY - bounds.top];
  const { stacked, levelId } = view;
  const offsets = levelOffsetsM(plan, view);
  const falling = [...plan.levels].sort((a, b) => b.elevationM - a.elevationM);
  const onFloor = (id: string) => stage.pickPlane(left, top, offsets.get(id) ?? 0);
  const over = falling.find((level) => {
    const hit = stacked ? onFloor(level.id) : undefined;
    return hit && isInsideLevel(level, hit.x, hit.y);
  });
  const level = over ?? plan.levels.find(({ id }) => id === levelId);
  if (!level) return undefined;
  const floorM = offsets.get(level.id) ?? 0;
  const floor = onFloor(level.id);
  if (!floor) return undefined;
  const isFlat = view.projection === '2d';
  const ceiling = isFlat ? floor : (stage.pickPlane(left, top, floorM + level.clearHeightM) ?? floor);
  const kind = event instanceof PointerEvent ? event.pointerType : 'mouse';
  const pixels = reachPixels[kind as keyof typeof reachPixels] ?? reachPixels.mouse;
  return {
    levelId: level.id,
    floor: [floor.x, floor.y],
    ceiling: [ceiling.x, ceiling.y],
    reachM: pixels / stage.pixelsPerM(floor.x, floor.y, floorM),
    left,
    top,
    shift: event.shiftKey,
    alt: event.altKey,
    spot: ([x, y]: Point) => stage.project(x, y, floorM),
  };
}

/** A location of the plan as if a mouse were there; undefined where its level is not there. */
function pointedOn(
  stage: Stage,
  { plan }: PlanStore,
  view: ViewState,
  { levelId, x, y }: FloorLocation,
): Pointed | undefined {
  const floorM = plan && levelOffsetsM(plan, view).get(levelId);
  if (floorM === undefined) return undefined;
  const { left, top } = stage.project(x, y, floorM);
  return {
    ...{ levelId, floor: [x, y], ceiling: [x, y], left, top, shift: false, alt: false },
    reachM: reachPixels.mouse / stage.pixelsPerM(x, y, floorM),
    spot: ([east, north]: Point) => stage.project(east, north, floorM),
  };
}
