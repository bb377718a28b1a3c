import type { Position } from '@diku/engine';
import type { PlanStore } from '../store/plan-store.ts';
import { isInAntennaLevel, roundCm } from './drag-antenna.ts';

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
    const position: Position = [
      roundCm(antenna.position[0] + direction[0] * stepM),
      roundCm(antenna.position[1] + direction[1] * stepM),
    ];
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#burst++, burstMs);
    if (isInAntennaLevel(plan, antenna.id, position)) {
      this.#store.moveAntenna(antenna.id, position, `nudge ${antenna.id} ${this.#burst}`);
    }
    return true;
  }
}
