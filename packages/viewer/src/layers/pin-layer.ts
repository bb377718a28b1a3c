import type { Plan } from '@diku/engine';
import { levelOffsetsM } from '../scene/level-placement.ts';
import type { Stage } from '../scene/stage.ts';
import type { Pin } from '../store/pin.ts';
import type { ViewState } from '../store/view-state.ts';

/** Pinned values over the canvas, each at its place on the floor. */
export class PinLayer {
  readonly element = document.createElement('div');
  readonly #stage: Stage;
  #drawn: unknown[] = [];
  #places: (Pin & { z: number })[] = [];
  #labels = '';

  constructor(stage: Stage) {
    this.#stage = stage;
    this.element.className = 'pins';
    stage.onRender(() => this.#place());
  }

  /** @param label what stands beside a pin */
  update(plan: Plan | undefined, view: ViewState, label: (pin: Pin) => string): void {
    const shown = view.pins.filter(({ levelId }) => view.stacked || levelId === view.levelId);
    const texts = shown.map(label);
    const now = [plan?.levels, view.stacked, view.gapRatio, view.levelId, view.pins];
    const isPlaced = now.every((value, index) => value === this.#drawn[index]);
    if (isPlaced && texts.join('\n') === this.#labels) return;
    this.#drawn = now;
    this.#labels = texts.join('\n');
    const offsets = plan ? levelOffsetsM(plan, view) : new Map<string, number>();
    this.#places = plan ? shown.map((pin) => ({ ...pin, z: offsets.get(pin.levelId) ?? 0 })) : [];
    this.element.replaceChildren(
      ...this.#places.map(({ id }, index) => {
        const pin = document.createElement('span');
        const [mark, value] = [document.createElement('i'), document.createElement('b')];
        mark.textContent = String(id);
        value.textContent = texts[index];
        pin.className = 'pin';
        pin.dataset.pin = String(id);
        pin.append(mark, value);
        return pin;
      }),
    );
    this.#stage.requestRender('overlay');
  }

  #place(): void {
    for (const [index, { x, y, z }] of this.#places.entries()) {
      const pin = this.element.children[index] as HTMLElement;
      const { left, top, visible } = this.#stage.project(x, y, z);
      pin.hidden = !visible;
      pin.style.transform = `translate(${left.toFixed(1)}px, ${top.toFixed(1)}px)`;
    }
  }
}
