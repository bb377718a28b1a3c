import type { Plan, Point } from '@diku/engine';
import { antennaLocation } from '@diku/engine/plan';
import { moveSelection } from '../store/edits/move-selection.ts';
import type { Observable } from '../store/observable.ts';
import { type RecordRef, refKey } from '../store/plan-records.ts';
import type { PlanStore } from '../store/plan-store.ts';
import type { ViewState } from '../store/view-state.ts';
import { roundCm, staysInLevel } from './stay-in-level.ts';

/** Pause that ends a burst of nudges; a burst is one undo step. */
const burstMs = 500;

const directions: Record<string, Point> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Moves what is selected by 0.1 m per arrow key, 1 m with Shift. */
export class NudgeTool {
  readonly #store: PlanStore;
  readonly #view: Observable<ViewState>;
  #burst = 0;
  #timer = 0;

  constructor(store: PlanStore, view: Observable<ViewState>) {
    this.#store = store;
    this.#view = view;
  }

  /** True if the key was an arrow and there is something to move. */
  press(key: string, withShift: boolean): boolean {
    const direction = directions[key];
    const plan = this.#store.plan;
    const { selection } = this.#view.value;
    if (!direction || !plan || selection.length === 0) return false;
    const stepM = withShift ? 1 : 0.1;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#burst++, burstMs);
    const burst = `nudge ${selection.map(refKey).join()} ${this.#burst}`;
    const by: Point = [direction[0] * stepM, direction[1] * stepM];
    const [only] = selection;
    if (selection.length === 1 && only.kind === 'antenna') this.#nudgeAntenna(plan, only, by, burst);
    else if (selection.every((ref) => staysInside(plan, ref, by))) {
      this.#store.apply(moveSelection(plan, selection, by), burst);
    }
    return true;
  }

  /** Moves an antenna to the whole centimetre, wherever it hung. */
  #nudgeAntenna(plan: Plan, { id }: RecordRef, by: Point, burst: string): void {
    const antenna = this.#store.findAntenna(id);
    if (!antenna) return;
    const [x, y] = antennaLocation(antenna);
    const position: Point = [roundCm(x + by[0]), roundCm(y + by[1])];
    if (staysInLevel(plan, antenna, position)) this.#store.moveAntenna(id, position, burst);
  }
}

function staysInside(plan: Plan, { kind, id }: RecordRef, by: Point): boolean {
  const antenna = kind === 'antenna' && plan.antennas.find((each) => each.id === id);
  if (!antenna) return true;
  const [x, y] = antennaLocation(antenna);
  return staysInLevel(plan, antenna, [x + by[0], y + by[1]]);
}
