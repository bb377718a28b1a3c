import type { Point } from '@diku/engine';
import { antennaLocation } from '@diku/engine/plan';
import { levelOffsetsM } from '../scene/level-placement.ts';
import type { Stage } from '../scene/stage.ts';
import { moveSelection } from '../store/edits/move-selection.ts';
import type { Observable } from '../store/observable.ts';
import type { PlanChange } from '../store/plan-change.ts';
import type { RecordRef } from '../store/plan-records.ts';
import type { PlanStore } from '../store/plan-store.ts';
import { isSelected, select, selectAntenna, toggle } from '../store/selection.ts';
import type { ViewState } from '../store/view-state.ts';
import { roundCm, staysInLevel } from './stay-in-level.ts';

/** Pointer travel before a press becomes a drag, CSS pixels. */
const dragThreshold = 3;

interface Drag {
  id: string;
  pointerId: number;
  startX: number;
  startY: number;
  /** Distance from the pointer to the antenna in the plane, metres. */
  grabX: number;
  grabY: number;
  planeM: number;
  moved: boolean;
  /** Selected together with it. */
  others: readonly RecordRef[];
}

/**
 * Moves antennas by their markers or shapes in the plane they hang in, with all that is selected together with them; with Shift a press
 * adds an antenna to the selection or takes it away. Escape puts back what was dragged.
 */
export class DragAntennaTool {
  readonly #store: PlanStore;
  readonly #view: Observable<ViewState>;
  readonly #stage: Stage;
  readonly #onGrab: (id: string) => void;
  #drag: Drag | undefined;

  constructor(
    layer: HTMLElement,
    store: PlanStore,
    view: Observable<ViewState>,
    stage: Stage,
    onGrab: (id: string) => void,
  ) {
    this.#store = store;
    this.#view = view;
    this.#stage = stage;
    this.#onGrab = onGrab;
    layer.addEventListener('pointerdown', (event) => this.#down(event));
    layer.addEventListener('pointermove', (event) => this.#move(event));
    layer.addEventListener('pointerup', (event) => this.#up(event));
    layer.addEventListener('pointercancel', () => this.cancel());
    layer.addEventListener('focusin', (event) => {
      const id = antennaOf(event.target);
      if (id) this.#selectAlone(id);
    });
    // The focus that a press brings selects one alone; a menu is asked for of all.
    layer.addEventListener('mousedown', (event) => {
      if ((event.shiftKey || event.button === 2) && antennaOf(event.target)) event.preventDefault();
    });
  }

  get dragging(): boolean {
    return this.#drag?.moved === true;
  }

  /** Ends the gesture and puts the antenna back. True if there was one. */
  cancel(): boolean {
    const active = this.#drag !== undefined;
    this.#end();
    this.#store.cancelPreview();
    return active;
  }

  #down(event: PointerEvent): void {
    const id = antennaOf(event.target);
    const antenna = this.#store.findAntenna(id);
    const plan = this.#store.plan;
    if (!id || !antenna || !plan || event.button !== 0) return;
    if (event.shiftKey) {
      this.#view.patch(select(toggle(this.#view.value.selection, [antennaRef(id)])));
      return;
    }
    const { selection } = this.#view.value;
    const isOneOfMany = selection.length > 1 && isSelected(selection, antennaRef(id));
    if (!isOneOfMany) this.#selectAlone(id);
    const planeM = (levelOffsetsM(plan, this.#view.value).get(antenna.level) ?? 0) + antenna.heightM;
    const [pointX, pointY] = antennaLocation(antenna);
    const grab = this.#pick(event, planeM);
    if (!grab) return;
    (event.target as Element).closest('button')?.setPointerCapture(event.pointerId);
    this.#stage.controlsEnabled = false;
    this.#drag = {
      id,
      pointerId: event.pointerId,
      startX: event.clientX,
      startY: event.clientY,
      grabX: pointX - grab.x,
      grabY: pointY - grab.y,
      planeM,
      moved: false,
      others: isOneOfMany ? selection : [],
    };
    this.#onGrab(id);
  }

  #move(event: PointerEvent): void {
    const drag = this.#drag;
    if (!drag || event.pointerId !== drag.pointerId) return;
    const travel = Math.hypot(event.clientX - drag.startX, event.clientY - drag.startY);
    if (!drag.moved && travel < dragThreshold) return;
    drag.moved = true;
    const position = this.#positionUnder(event, drag);
    if (!position) return;
    if (drag.others.length > 0) this.#store.preview(this.#moveAll(drag, position));
    else this.#store.previewMove(drag.id, position);
  }

  #up(event: PointerEvent): void {
    const drag = this.#drag;
    if (!drag || event.pointerId !== drag.pointerId) return;
    this.#end();
    const antenna = this.#store.findAntenna(drag.id);
    if (!drag.moved) this.#selectAlone(drag.id);
    else if (antenna && drag.others.length > 0)
      this.#store.apply(this.#moveAll(drag, antennaLocation(antenna)));
    else if (antenna) this.#store.moveAntenna(drag.id, antennaLocation(antenna));
  }

  #selectAlone(id: string): void {
    const { selectedId } = this.#view.value;
    if (selectedId !== id) this.#view.patch(selectAntenna(id));
  }

  /** All that is selected, moved as far as the antenna that is held. */
  #moveAll({ id, others }: Drag, [x, y]: Point): PlanChange | undefined {
    const plan = this.#store.committed;
    const held = plan?.antennas.find((antenna) => antenna.id === id);
    if (!plan || !held) return undefined;
    const [fromX, fromY] = antennaLocation(held);
    return moveSelection(plan, others, [roundCm(x - fromX), roundCm(y - fromY)]);
  }

  #end(): void {
    if (this.#drag) this.#stage.controlsEnabled = true;
    this.#drag = undefined;
  }

  #pick(event: PointerEvent, planeM: number): { x: number; y: number } | undefined {
    const box = this.#stage.canvas.getBoundingClientRect();
    return this.#stage.pickPlane(event.clientX - box.left, event.clientY - box.top, planeM);
  }

  /** Returns the position to the centimetre; undefined outside the garage, where no antenna can hang. */
  #positionUnder(event: PointerEvent, drag: Drag): Point | undefined {
    const hit = this.#pick(event, drag.planeM);
    const plan = this.#store.plan;
    const antenna = this.#store.findAntenna(drag.id);
    if (!hit || !plan || !antenna) return undefined;
    const position: Point = [roundCm(hit.x + drag.grabX), roundCm(hit.y + drag.grabY)];
    return staysInLevel(plan, antenna, position) ? position : undefined;
  }
}

function antennaRef(id: string): RecordRef {
  return { kind: 'antenna', id };
}

function antennaOf(target: EventTarget | null): string | undefined {
  return target instanceof Element
    ? target.closest<HTMLElement>('[data-antenna]')?.dataset.antenna
    : undefined;
}
