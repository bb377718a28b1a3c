import { antennaLocation } from '@diku/engine/plan';
import type { App } from '../app/app.ts';
import { isPlanning, isProgrammeShown } from '../commands/command.ts';
import { levelOffsetsM } from '../scene/level-placement.ts';
import { type FloorLocation, pickFloor, pickFloorAt } from '../scene/pick-floor.ts';
import type { Stage } from '../scene/stage.ts';
import { findFootprint } from '../store/footprint.ts';
import { findRecord, type RecordRef } from '../store/plan-records.ts';
import { isSelected, select } from '../store/selection.ts';
import type { EditTools } from './edit-tools.ts';
import { holdWithFinger, type PointerFollower } from './follow-pointer.ts';

/** So long a finger rests before it asks for the menu; half of it reads the value. */
const holdMs = 900;
/** A mouse that moves farther between press and release turns or pans, CSS pixels. */
const restPixels = 4;

interface Parts {
  stage: Stage;
  /** Element that layers draw in. */
  view: HTMLElement;
  tools: EditTools;
  pointer: PointerFollower;
}

/**
 * Opens the menu of what is under a right click or a resting finger: that is selected, unless it is one of several that are.
 * @returns what opens it by keys
 */
export function createContextMenu(app: App, { stage, view, tools, pointer }: Parts): () => void {
  const { page, store } = app;
  const openUnder = (event: PointerEvent) => {
    // A right click in the middle of a drawing is none of it.
    if (!canOpen(app) || isDrawing(app)) return;
    app.actions.cancelGesture();
    const found = antennaUnder(event) ?? tools.pick(event);
    const { selection } = app.view.value;
    if (!found || !isSelected(selection, found)) app.view.patch(select(found ? [found] : []));
    const { clientX: x, clientY: y } = event;
    if (store.plan) pointer.pointAt(pickFloor(stage, store.plan, app.view.value, x, y));
    page.patch({ menu: { x, y, byKey: false } });
  };

  view.addEventListener('wheel', () => page.value.menu && page.patch({ menu: undefined }), { passive: true });
  listenForClicks(view, openUnder);
  holdWithFinger(view, {
    ms: holdMs,
    onHold(event) {
      openUnder(event);
      // The finger that leaves is no press beside the menu.
      view.addEventListener('touchend', (end) => end.preventDefault(), { once: true, passive: false });
    },
  });

  return () => {
    if (!canOpen(app) || !store.plan) return;
    const at = locationOf(app, stage);
    if (at) pointer.pointAt(at);
    const floorM = (at && levelOffsetsM(store.plan, app.view.value).get(at.levelId)) ?? 0;
    const box = stage.canvas.getBoundingClientRect();
    const spot = at ? stage.project(at.x, at.y, floorM) : { left: box.width / 2, top: box.height / 2 };
    const clamp = (value: number, max: number) => Math.max(0, Math.min(max, value));
    page.patch({
      menu: {
        x: box.left + clamp(spot.left, box.width),
        y: box.top + clamp(spot.top, box.height),
        byKey: true,
      },
    });
  };
}

/** Tells of right clicks: a mouse that moves in between turns or pans. */
function listenForClicks(view: HTMLElement, onClick: (event: PointerEvent) => void): void {
  let pressed: PointerEvent | undefined;
  view.addEventListener(
    'pointerdown',
    (event) => {
      pressed = event.button === 2 && event.pointerType !== 'touch' ? event : undefined;
    },
    { capture: true },
  );
  view.addEventListener('pointerup', (event) => {
    const from = pressed;
    pressed = undefined;
    if (!from || event.button !== 2) return;
    const travelPx = Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY);
    if (travelPx <= restPixels) onClick(from);
  });
  view.addEventListener('contextmenu', (event) => {
    event.preventDefault();
    // The right click of a mouse with one button.
    if (event.button === 0 && event.ctrlKey && event instanceof PointerEvent) onClick(event);
  });
}

function canOpen(app: App): boolean {
  return isPlanning(app) && !isProgrammeShown(app) && app.page.value.pendingDrawing === undefined;
}

/** The first point of something is drawn. */
function isDrawing({ edit, page }: App): boolean {
  return page.value.tool !== 'select' && (edit.value.draft?.points.length ?? 0) > 1;
}

function antennaUnder({ target }: Event): RecordRef | undefined {
  const mark = target instanceof Element ? target.closest<HTMLElement>('[data-antenna]') : null;
  return mark ? { kind: 'antenna', id: mark.dataset.antenna as string } : undefined;
}

/** Location of the menu that keys open: at the crosshair, at what is selected, at the pointer, or in the middle. */
function locationOf({ store, view, page }: App, stage: Stage): FloorLocation | undefined {
  const { plan } = store;
  if (!plan) return undefined;
  if (page.value.isCrosshair && page.value.pointer) return page.value.pointer;
  const [first] = view.value.selection;
  const antenna = first?.kind === 'antenna' ? findRecord(plan, { ...first, kind: 'antenna' }) : undefined;
  if (antenna) {
    const [x, y] = antennaLocation(antenna);
    return { levelId: antenna.level, x, y };
  }
  const found = first && findFootprint(plan, first);
  if (found) {
    const [minX, maxX, minY, maxY] = found.footprint.box;
    return { levelId: found.levelId, x: (minX + maxX) / 2, y: (minY + maxY) / 2 };
  }
  const { clientWidth, clientHeight } = stage.canvas;
  return page.value.pointer ?? pickFloorAt(stage, plan, view.value, clientWidth / 2, clientHeight / 2);
}
