import type { Plan, Point } from '@diku/engine';
import type { NetworkChange } from '@diku/engine/design';
import type { NetworkCable } from '@diku/engine/plan';
import type { Draft, Handle } from '../store/edit-state.ts';
import { changeRecord } from '../store/edits/change-records.ts';
import { moveDevice, moveSelection } from '../store/edits/move-selection.ts';
import { findFootprint } from '../store/footprint.ts';
import { pickRecord, pickRectangle } from '../store/pick-record.ts';
import { isListed, type PlanChange } from '../store/plan-change.ts';
import { findRecord, type RecordRef, refKey } from '../store/plan-records.ts';
import { apartM } from '../store/plane-geometry.ts';
import { isSelected, select, toggle } from '../store/selection.ts';
import { courseHandles, moveHandle, outlineHandles, recordHandles, removeCorner } from './handles.ts';
import { snapLocation } from './snap.ts';
import { collectSnapLines } from './snap-lines.ts';
import { gridM, type Hands, levelAt, type Pointed, type Tool } from './tool.ts';

type Gesture =
  | { kind: 'move'; from: Point; grabbed: Point; refs: readonly RecordRef[] }
  /** `sound`: the last change of it that a plan can hold. */
  | { kind: 'handle'; handle: Handle; moving: readonly RecordRef[]; sound?: PlanChange }
  | { kind: 'rectangle'; left: number; top: number };

/**
 * Selects by clicks, Shift adds; Shift and a drag from bare floor takes a rectangle: to the right what is whole in it,
 * to the left what it touches. What is selected is dragged, or by its handles changed. Bare floor belongs to the camera.
 */
export class SelectTool implements Tool {
  readonly #hands: Hands;
  #gesture: Gesture | undefined;

  constructor(hands: Hands) {
    this.#hands = hands;
  }

  /** Brings the handles up with the selection. */
  showHandles(): void {
    const { store, edit } = this.#hands;
    const plan = store.plan;
    const handles = plan ? this.#handles(plan) : [];
    const isSame =
      handles.length === edit.value.handles.length &&
      handles.every((handle, index) => isSameHandle(handle, edit.value.handles[index]));
    if (!isSame) edit.patch({ handles });
    const { hovered } = edit.value;
    if (hovered && plan && !findRecord(plan, hovered)) edit.patch({ hovered: undefined });
  }

  press(at: Pointed): boolean {
    const { store, view, edit } = this.#hands;
    const plan = store.committed;
    if (!plan) return false;
    const handle = nearestHandle(edit.value.handles, at);
    if (handle) {
      const moving = handle.ref.kind === 'outline' ? [] : [handle.ref];
      this.#gesture = { kind: 'handle', handle, moving };
      edit.patch({ heldHandle: handle });
      return true;
    }
    const found = this.#pick(at);
    const { selection } = view.value;
    if (at.shift) {
      this.#gesture = { kind: 'rectangle', left: at.left, top: at.top };
      return true;
    }
    if (!found || !isSelected(selection, found) || found.kind === 'cable') return false;
    const grabbed = draggedLocation(plan, found, at);
    this.#gesture = { kind: 'move', from: at.floor, grabbed, refs: selection };
    return true;
  }

  drag(at: Pointed): void {
    const { store, edit } = this.#hands;
    const plan = store.committed;
    if (!plan || !this.#gesture) return;
    if (this.#gesture.kind === 'rectangle') {
      const { left, top } = this.#gesture;
      const marquee = {
        left: Math.min(left, at.left),
        right: Math.max(left, at.left),
        top: Math.min(top, at.top),
        bottom: Math.max(top, at.top),
        crossing: at.left < left,
      };
      edit.patch({ marquee });
    } else if (this.#gesture.kind === 'move') this.#previewMove(plan, this.#gesture, at);
    else this.#previewHandle(plan, this.#gesture, at);
  }

  release(at: Pointed): void {
    const gesture = this.#gesture;
    const { store, view } = this.#hands;
    const plan = store.committed;
    if (!gesture || !plan) return;
    if (gesture.kind === 'rectangle') {
      const marquee = this.#hands.edit.value.marquee;
      const level = levelAt(this.#hands, at.levelId)?.level;
      if (marquee && level) {
        const found = pickRectangle(plan, level, marquee, at.spot);
        const known = new Set(view.value.selection.map(refKey));
        const fresh = found.filter((ref) => !known.has(refKey(ref)));
        view.patch(select([...view.value.selection, ...fresh]));
      }
      this.#end();
      return;
    }
    const change =
      gesture.kind === 'move'
        ? movedBy(plan, gesture.refs, this.#shift(plan, gesture, at))
        : (moveHandle(plan, gesture.handle, this.#handleLocation(gesture, at)) ?? gesture.sound);
    this.#end();
    this.#take(change);
  }

  /** Makes a change a step: of the network one that the rest of it is designed around. */
  #take(change: PlanChange | undefined): void {
    const { store, changeNetwork } = this.#hands;
    const set = changeNetwork && change && networkChange(change);
    if (!set) {
      store.apply(change);
      return;
    }
    store.cancelPreview();
    changeNetwork([set]);
  }

  click(at: Pointed): void {
    const { view } = this.#hands;
    this.#end();
    this.#hands.store.cancelPreview();
    const found = this.#pick(at);
    const { selection } = view.value;
    if (at.shift) {
      if (found) view.patch(select(toggle(selection, [found])));
    } else view.patch(select(found ? [found] : []));
  }

  /** Takes a corner away; opens or closes a shutter or door. */
  doubleClick(at: Pointed): void {
    const { store, edit } = this.#hands;
    const plan = store.committed;
    if (!plan) return;
    const handle = nearestHandle(edit.value.handles, at);
    if (handle) {
      this.#take(removeCorner(plan, handle));
      return;
    }
    const found = this.#pick(at);
    if (found?.kind !== 'opening') return;
    const opening = findRecord(plan, { ...found, kind: 'opening' });
    if (!opening) return;
    const state: typeof opening.state = opening.state === 'open' ? 'closed' : 'open';
    store.apply(changeRecord(plan, found, { ...opening, state }));
  }

  hover(at: Pointed | undefined): void {
    const { edit } = this.#hands;
    const found = at && this.#pick(at);
    const heldHandle = at && nearestHandle(edit.value.handles, at);
    const { hovered } = edit.value;
    const isSame = found && hovered && refKey(found) === refKey(hovered);
    edit.patch({ hovered: isSame ? hovered : found, heldHandle });
  }

  cancel(): boolean {
    const isActive = this.#gesture !== undefined;
    this.#end();
    if (isActive) this.#hands.store.cancelPreview();
    return isActive;
  }

  #end(): void {
    this.#gesture = undefined;
    this.#hands.edit.patch({ marquee: undefined, draft: undefined, heldHandle: undefined });
  }

  #pick(at: Pointed): RecordRef | undefined {
    if (at.network) return at.network;
    const found = levelAt(this.#hands, at.levelId);
    return found && pickRecord(found.plan, found.level, at);
  }

  #handles(plan: Plan): Handle[] {
    const { view } = this.#hands;
    const { selection, levelId, stacked } = view.value;
    if (this.#hands.tool() === 'outline') {
      const level = plan.levels.find(({ id }) => id === levelId);
      return level ? outlineHandles(level) : [];
    }
    const [only] = selection;
    if (selection.length !== 1) return [];
    // Courses hang under the ceiling: they are bent where they are seen from above.
    if (only.kind === 'cable')
      return view.value.projection === '2d' ? courseHandles(plan, only.id, levelId) : [];
    const footprint = findFootprint(plan, only);
    return footprint && (stacked || footprint.levelId === levelId) ? recordHandles(plan, only) : [];
  }

  #previewMove(plan: Plan, gesture: Gesture & { kind: 'move' }, at: Pointed): void {
    const by = this.#shift(plan, gesture, at);
    this.#hands.store.preview(movedBy(plan, gesture.refs, by));
  }

  /** Shift of the grabbed point, and the draft that shows it. */
  #shift(plan: Plan, { from, grabbed, refs }: Gesture & { kind: 'move' }, at: Pointed): Point {
    const { by, draft } = dragShift(plan, { from, grabbed, refs }, at);
    this.#hands.edit.patch({ draft });
    return by;
  }

  /**
   * Previews a dragged handle. Where the plan could not be read with it, the last valid point stays on
   * screen.
   */
  #previewHandle(plan: Plan, gesture: Gesture & { kind: 'handle' }, at: Pointed): void {
    const change = moveHandle(plan, gesture.handle, this.#handleLocation(gesture, at));
    if (!change) return;
    gesture.sound = change;
    this.#hands.store.preview(change);
  }

  #handleLocation({ handle, moving }: Gesture & { kind: 'handle' }, at: Pointed): Point {
    const level = levelAt(this.#hands, at.levelId)?.level;
    if (!level || handle.kind === 'aim') return at.floor;
    const options = { reachM: at.reachM, from: handle.point, straight: at.shift, gridM, free: at.alt };
    const { point, kind, line } = snapLocation(collectSnapLines(level, moving), at.floor, options);
    const points = [handle.point, point];
    const [dx, dy] = [point[0] - handle.point[0], point[1] - handle.point[1]];
    const draft = { levelId: at.levelId, points, closed: false, at: point, snap: kind, line };
    const angleDeg = (Math.atan2(dy, dx) * 180) / Math.PI;
    this.#hands.edit.patch({ draft: { ...draft, lengthM: Math.hypot(dx, dy), angleDeg } });
    return point;
  }
}

/** A selection moved; a device alone takes the ends of its cables along. */
function movedBy(plan: Plan, refs: readonly RecordRef[], by: Point): PlanChange | undefined {
  const [only] = refs;
  if (refs.length !== 1 || only.kind !== 'device') return moveSelection(plan, refs, by);
  return by[0] === 0 && by[1] === 0 ? undefined : moveDevice(plan, only.id, by);
}

/** The change of the network that a bent course or a moved device is; undefined of any other. */
function networkChange({ records }: PlanChange): NetworkChange | undefined {
  const listed = records.filter(isListed);
  const device = listed.find(({ kind }) => kind === 'device');
  const isOfDevice = listed.every(({ kind }) => kind === 'device' || kind === 'cable');
  if (!isOfDevice || listed.length !== records.length) return undefined;
  if (device?.after && 'position' in device.after)
    return { change: 'position', id: device.id, position: device.after.position as Point };
  const [cable] = listed;
  if (device || !cable?.after || !('course' in cable.after)) return undefined;
  return { change: 'course', id: cable.id, course: (cable.after as NetworkCable).course };
}

function nearestHandle(handles: readonly Handle[], { floor, reachM }: Pointed): Handle | undefined {
  let best: Handle | undefined;
  let bestM = 1.4 * reachM;
  for (const handle of handles) {
    // A corner under the middle of a short edge is meant first.
    const awayM = apartM(handle.point, floor) + (handle.kind === 'edge' ? 0.3 * reachM : 0);
    if (awayM >= bestM) continue;
    best = handle;
    bestM = awayM;
  }
  return best;
}

function isSameHandle(a: Handle, b: Handle): boolean {
  const isSameLocation = a.point[0] === b.point[0] && a.point[1] === b.point[1];
  return (
    isSameLocation &&
    a.kind === b.kind &&
    a.index === b.index &&
    a.ref.id === b.ref.id &&
    a.ref.kind === b.ref.kind
  );
}

/** Dragged things: where the pointer took them, and which point of them is put onto others. */
interface Dragged {
  from: Point;
  grabbed: Point;
  refs: readonly RecordRef[];
}

/**
 * Shift of dragged things: until the grabbed point meets what it snaps to, else in whole steps, wherever they
 * stood.
 * @returns metres east and north, and what is drawn of it
 */
function dragShift(plan: Plan, { from, grabbed, refs }: Dragged, at: Pointed): { by: Point; draft: Draft } {
  const pointer: Point = [grabbed[0] + at.floor[0] - from[0], grabbed[1] + at.floor[1] - from[1]];
  const level = plan.levels.find(({ id }) => id === at.levelId);
  const options = { reachM: at.reachM, from: grabbed, straight: at.shift, gridM, free: at.alt };
  const snapped = level && snapLocation(collectSnapLines(level, refs), pointer, options);
  const isMet = snapped && !['grid', 'free'].includes(snapped.kind) && (!at.shift || snapped.line);
  const target = at.shift && snapped ? snapped.point : pointer;
  const stepM = at.alt ? 0.001 : gridM;
  const alongAxis = (axis: 0 | 1) =>
    isMet ? snapped.point[axis] - grabbed[axis] : Math.round((target[axis] - grabbed[axis]) / stepM) * stepM;
  const by: Point = [roundStep(alongAxis(0)), roundStep(alongAxis(1))];
  const point: Point = [grabbed[0] + by[0], grabbed[1] + by[1]];
  return {
    by,
    draft: {
      levelId: at.levelId,
      points: [grabbed, point],
      closed: false,
      at: point,
      snap: isMet ? snapped.kind : 'grid',
      line: isMet ? snapped.line : undefined,
      lengthM: Math.hypot(...by),
      angleDeg: (Math.atan2(by[1], by[0]) * 180) / Math.PI,
    },
  };
}

function roundStep(valueM: number): number {
  return Math.round(valueM * 1e6) / 1e6;
}

/** The corner of the grabbed thing that is near the pointer, so that corners meet corners; else the pointer's point. */
function draggedLocation(plan: Plan, ref: RecordRef, { floor, reachM }: Pointed): Point {
  const record = findRecord(plan, ref);
  const ends = recordHandles(plan, ref).filter(({ kind }) => kind === 'corner');
  const near = ends.find(({ point }) => apartM(point, floor) <= 2 * reachM);
  if (near) return near.point;
  if (record && 'center' in record) return record.center as Point;
  if (record && 'position' in record && record.position) return record.position as Point;
  return floor;
}
