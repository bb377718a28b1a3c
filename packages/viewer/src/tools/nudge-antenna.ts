import { antennaPlace, type Position } from '@diku/engine';
import type { PlanStore } from '../store/plan-store.ts';
import { roundCm, staysInLevel } from './stay-in-level.ts';

/** Pause that ends a burst of nudges; a burst is one undo step. */
const burstMs = 500;

const directions: Record<string, Position> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Moves the selected antenna by 0.1 m per arrow key, 1 m with Shift. */
export class NudgeAntennaTool {
  readonly #store: PlanStore;
  #burst = 0;
  #timer = 0;

  constructor(store: PlanStore) {
    this.#store = store;
  }

  /** True if the key was an arrow and there is an antenna to move. */
  press(id: string | undefined, key: string, withShift: boolean): boolean {
    const direction = directions[key];
    const antenna = this.#store.findAntenna(id);
    const plan = this.#store.plan;
    if (!direction || !antenna || !plan) return false;
    const stepM = withShift ? 1 : 0.1;
    const [x, y] = antennaPlace(antenna);
    const position: Position = [roundCm(x + direction[0] * stepM), roundCm(y + direction[1] * stepM)];
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#burst++, burstMs);
    if (staysInLevel(plan, antenna, position)) {
      this.#store.moveAntenna(antenna.id, position, `nudge ${antenna.id} ${this.#burst}`);
    }
    return true;
  }
}
