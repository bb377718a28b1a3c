import type { Doubt } from '@diku/engine/import';
import type { Stage } from '../scene/stage.ts';
import { isAboutLevel } from '../store/review-state.ts';

/** More pins than this hide the plan. */
const mostPins = 60;
const apartPixels = 24;

/** A numbered pin at each doubt of the level on screen that has a place; a click asks for it. */
export class DoubtPins {
  readonly element = document.createElement('div');
  readonly #stage: Stage;
  #pins: { doubt: Doubt; button: HTMLButtonElement }[] = [];
  #seen: unknown[] = [];

  constructor(stage: Stage, onChoose: (doubt: Doubt) => void) {
    this.#stage = stage;
    this.element.className = 'doubt-pins';
    this.element.addEventListener('click', (event) => {
      const button = event.target instanceof Element && event.target.closest('button');
      const pin = this.#pins.find((candidate) => candidate.button === button);
      if (pin) onChoose(pin.doubt);
    });
    stage.onRender(() => this.#place());
  }

  /**
   * @param doubts in the order of their numbers
   * @param label what a pin is called, with `{number}` in it
   */
  update(
    doubts: readonly Doubt[],
    { levelId, chosenId, label }: { levelId: string; chosenId: string | undefined; label: string },
  ): void {
    const now = [doubts, levelId, chosenId, label];
    if (now.every((value, index) => value === this.#seen[index])) return;
    this.#seen = now;
    const numbered = doubts.map((doubt, index) => ({ doubt, number: index + 1 }));
    this.#pins = numbered
      .filter(({ doubt }) => doubt.level === levelId && !isAboutLevel(doubt))
      .slice(0, mostPins)
      .map(({ doubt, number }) => {
        const button = document.createElement('button');
        button.type = 'button';
        button.textContent = String(number);
        button.title = label.replace('{number}', String(number));
        button.setAttribute('aria-pressed', String(doubt.id === chosenId));
        return { doubt, button };
      });
    this.element.replaceChildren(...this.#pins.map(({ button }) => button));
    this.#stage.requestRender('overlay');
  }

  #place(): void {
    const taken: { left: number; top: number }[] = [];
    for (const { doubt, button } of this.#pins) {
      const spot = this.#stage.project(doubt.at[0], doubt.at[1], 0);
      button.hidden = !spot.visible;
      let { left } = spot;
      while (taken.some((other) => Math.hypot(other.left - left, other.top - spot.top) < apartPixels)) {
        left += apartPixels;
      }
      taken.push({ left, top: spot.top });
      button.style.transform = `translate(${left.toFixed(1)}px, ${spot.top.toFixed(1)}px)`;
    }
  }
}
