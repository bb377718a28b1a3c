import { apartM } from '../store/plane-geometry.ts';
import { type MapCamera, type MapSize, panCamera, zoomCamera } from '../store/programme/map-projection.ts';

type Pixel = readonly [left: number, top: number];

export interface MapHands {
  size(): MapSize;
  camera(): MapCamera;
  move(camera: MapCamera): void;
  /** A click, or a tap. */
  pick(point: Pixel, pointerType: string): void;
  /** A second click at the same point. */
  enter(): void;
  /** The pointer is there; undefined where it left. */
  hover(point: Pixel | undefined, pointerType: string): void;
}

const clickTravelPx = 5;
const zoomPerWheelUnit = 0.0015;
/** Lines of a wheel that counts lines. */
const lineUnits = 16;
const arrowPx = 80;

/** Moves a map by dragging, wheel, two fingers and arrows. @returns what ends it */
export function bindMapGestures(element: HTMLElement, hands: MapHands): () => void {
  /** Pointers that are down, where they are. */
  const down = new Map<number, Pixel>();
  const ended = new AbortController();
  const { signal } = ended;
  let travelPx = 0;

  element.addEventListener(
    'pointerdown',
    (event) => {
      element.setPointerCapture(event.pointerId);
      down.set(event.pointerId, [event.offsetX, event.offsetY]);
      travelPx = down.size === 1 ? 0 : Number.POSITIVE_INFINITY;
    },
    { signal },
  );
  element.addEventListener(
    'pointermove',
    (event) => {
      const to: Pixel = [event.offsetX, event.offsetY];
      const from = down.get(event.pointerId);
      if (!from) {
        hands.hover(to, event.pointerType);
        return;
      }
      travelPx = Math.max(travelPx, apartM(from, to));
      if (travelPx <= clickTravelPx) return;
      down.set(event.pointerId, to);
      const [other] = [...down].flatMap(([id, point]) => (id === event.pointerId ? [] : [point]));
      hands.move(
        other
          ? zoomCamera(
              hands.camera(),
              hands.size(),
              other,
              apartM(to, other) / Math.max(1, apartM(from, other)),
            )
          : panCamera(hands.camera(), to[0] - from[0], to[1] - from[1]),
      );
    },
    { signal },
  );
  const release = (event: PointerEvent) => {
    const isClick = down.delete(event.pointerId) && travelPx <= clickTravelPx && event.type === 'pointerup';
    if (isClick) hands.pick([event.offsetX, event.offsetY], event.pointerType);
  };
  element.addEventListener('pointerup', release, { signal });
  element.addEventListener('pointercancel', release, { signal });
  element.addEventListener('pointerleave', (event) => hands.hover(undefined, event.pointerType), { signal });
  element.addEventListener('dblclick', () => hands.enter(), { signal });
  element.addEventListener('wheel', (event) => zoomByWheel(event, hands), { passive: false, signal });
  element.addEventListener('keydown', (event) => panByArrow(event, hands), { signal });
  return () => ended.abort();
}

function zoomByWheel(event: WheelEvent, hands: MapHands): void {
  event.preventDefault();
  const units = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * lineUnits : event.deltaY;
  const factor = Math.exp(-units * zoomPerWheelUnit);
  hands.move(zoomCamera(hands.camera(), hands.size(), [event.offsetX, event.offsetY], factor));
}

function panByArrow(event: KeyboardEvent, hands: MapHands): void {
  const step = arrowSteps[event.key];
  if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  event.stopPropagation();
  hands.move(panCamera(hands.camera(), arrowPx * step[0], arrowPx * step[1]));
}

const arrowSteps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

export interface ViewHands {
  /** Returns whether there is a view to be moved. */
  isOn(): boolean;
  /** So much to the right and down, CSS pixels. */
  pan(rightPx: number, downPx: number): void;
}

/** Objects that a space is typed into, or that it presses. */
const takesSpace = 'input, select, textarea, summary, a, [role="dialog"], [role="menu"], [tabindex="0"]';

/** Moves a view by a drag while Space is held, over whatever lies in it, and by a wheel that turns sideways or with Shift. */
export function bindPanning(element: HTMLElement, hands: ViewHands): void {
  let dragged: PointerEvent | undefined;
  const hold = (state: 'held' | 'dragged' | undefined) => {
    if (state) element.dataset.pan = state;
    else delete element.dataset.pan;
  };
  window.addEventListener('keydown', (event) => {
    if (event.key !== ' ' || event.ctrlKey || event.altKey || event.metaKey || !hands.isOn()) return;
    // A button that was clicked does not take it; one that keys have led to does.
    const { target } = event;
    if (target instanceof Element && target.closest(`${takesSpace}, button:focus-visible`)) return;
    event.preventDefault();
    if (!dragged) hold('held');
  });
  window.addEventListener('keyup', (event) => {
    if (event.key !== ' ' || element.dataset.pan === undefined) return;
    event.preventDefault();
    if (!dragged) hold(undefined);
  });
  window.addEventListener('blur', () => {
    dragged = undefined;
    hold(undefined);
  });
  element.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0 || element.dataset.pan === undefined) return;
      // Neither what lies there nor a tool is pressed.
      event.stopPropagation();
      event.preventDefault();
      element.setPointerCapture(event.pointerId);
      dragged = event;
      hold('dragged');
    },
    { capture: true },
  );
  element.addEventListener('pointermove', (event) => {
    if (event.pointerId !== dragged?.pointerId) return;
    hands.pan(event.clientX - dragged.clientX, event.clientY - dragged.clientY);
    dragged = event;
  });
  for (const name of ['pointerup', 'pointercancel'] as const) {
    element.addEventListener(name, (event) => {
      if (event.pointerId !== dragged?.pointerId) return;
      dragged = undefined;
      hold(undefined);
    });
  }
  element.addEventListener('wheel', (event) => panByWheel(event, hands), { capture: true, passive: false });
}

function panByWheel(event: WheelEvent, hands: ViewHands): void {
  const { deltaX, deltaY, shiftKey, ctrlKey, deltaMode } = event;
  // Two fingers that spread are a wheel with Ctrl.
  if (ctrlKey || !hands.isOn() || !(shiftKey || Math.abs(deltaX) > Math.abs(deltaY))) return;
  event.preventDefault();
  event.stopPropagation();
  const units = deltaX || deltaY;
  hands.pan(-units * (deltaMode === WheelEvent.DOM_DELTA_LINE ? lineUnits : 1), 0);
}
