import type { Point } from '@diku/engine';
import { isInsideLevel, levelOffsetsM } from '../scene/level-placement.ts';
import type { Stage } from '../scene/stage.ts';
import type { Observable } from '../store/observable.ts';
import type { PlanStore } from '../store/plan-store.ts';
import type { ViewState } from '../store/view-state.ts';
import type { Pointed } from './tool.ts';
import type { ToolBox } from './tool-box.ts';

/** How near to a thing counts as on it, CSS pixels; fingers are broader. */
const reachPixels = { mouse: 7, pen: 9, touch: 16 };

interface Parts {
  store: PlanStore;
  view: Observable<ViewState>;
  /** Whether the plan is edited at all now. */
  isOn(): boolean;
}

/** Hands what the pointer does on the canvas to the tools. While a tool has a drag the camera rests. */
export function listenToPointer(stage: Stage, box: ToolBox, { store, view, isOn }: Parts): void {
  const { canvas } = stage;
  const pointed = (event: MouseEvent) => pointedAt(stage, store, view.value, event);
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

/** The place under the pointer, on the floor that is seen there; undefined beside all floors. */
function pointedAt(
  stage: Stage,
  { plan }: PlanStore,
  view: ViewState,
  event: MouseEvent,
): Pointed | undefined {
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
