import type { Plan } from '@diku/engine';
import { levelOffsetsM } from '../scene/level-placement.ts';
import type { FloorPlace } from '../scene/pick-floor.ts';
import type { Stage } from '../scene/stage.ts';
import type { ViewState } from '../store/view-state.ts';

/** The crosshair that arrow keys move, over the canvas at its place on the floor. */
export class CrosshairLayer {
  readonly element = document.createElement('div');
  readonly #stage: Stage;
  #shown: { place: FloorPlace; z: number } | undefined;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.element.className = 'crosshair';
    this.element.hidden = true;
    this.element.setAttribute('aria-hidden', 'true');
    stage.onRender(() => this.#place());
  }

  /** @param place none without a crosshair */
  update(plan: Plan | undefined, view: ViewState, place: FloorPlace | undefined): void {
    const z = (plan && place && levelOffsetsM(plan, view).get(place.levelId)) ?? 0;
    if (place === this.#shown?.place && (!place || z === this.#shown?.z)) return;
    this.#shown = place && { place, z };
    this.#stage.requestRender('overlay');
  }

  #place(): void {
    const shown = this.#shown;
    const spot = shown && this.#stage.project(shown.place.x, shown.place.y, shown.z);
    this.element.hidden = !spot?.visible;
    if (spot) this.element.style.transform = `translate(${spot.left.toFixed(1)}px, ${spot.top.toFixed(1)}px)`;
  }
}
