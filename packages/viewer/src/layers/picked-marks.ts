import type { Stage } from '../scene/stage.ts';

const namespace = 'http://www.w3.org/2000/svg';
const crossPixels = 8;

/** Two places that were picked on the floor, and the line between them, over the canvas. */
export class PickedMarks {
  readonly element = document.createElementNS(namespace, 'svg');
  readonly #path = document.createElementNS(namespace, 'path');
  readonly #stage: Stage;
  #places: readonly (readonly [number, number])[] | undefined;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.element.classList.add('picked-marks');
    this.element.append(this.#path);
    stage.onRender(() => this.#place());
  }

  update(places: readonly (readonly [number, number])[] | undefined): void {
    if (places === this.#places) return;
    this.#places = places;
    this.#stage.requestRender('overlay');
  }

  #place(): void {
    const spots = (this.#places ?? []).map(([x, y]) => this.#stage.project(x, y, 0));
    const crosses = spots.map(
      ({ left, top }) =>
        `M${left - crossPixels} ${top}h${2 * crossPixels}M${left} ${top - crossPixels}v${2 * crossPixels}`,
    );
    const line = spots.length === 2 ? `M${spots.map(({ left, top }) => `${left} ${top}`).join('L')}` : '';
    this.#path.setAttribute('d', crosses.join('') + line);
  }
}
