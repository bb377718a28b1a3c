import type { Plan } from '@diku/engine';
import type { Doubt } from '@diku/engine/import';
import type { Stage } from '../scene/stage.ts';
import { drawTexts } from '../store/draw-texts.ts';
import type { ImportedDrawing, LevelDrawingLines } from '../store/imported.ts';
import { isAboutLevel, orderedDoubts, type ReviewState } from '../store/review-state.ts';
import type { ViewState } from '../store/view-state.ts';
import { text } from '../texts/language.ts';
import { ReviewLayer } from './review-layer.ts';
import { sheet } from './review-shapes.ts';

/** More pins than this hide the plan. */
const maxPins = 60;
const apartPixels = 24;

const namespace = 'http://www.w3.org/2000/svg';
const crossPixels = 8;

export interface Reviewed {
  view: ViewState;
  review: ReviewState;
  imported: ImportedDrawing | undefined;
}

/** Everything a review draws: lines and shapes by three, texts, pins and marks of the page over them. */
export class ReviewLayers {
  readonly #shapes: ReviewLayer;
  readonly #texts: DrawingTexts;
  readonly #pins: DoubtPins;
  readonly #marks: PickedMarks;
  /** Elements from the lowest to the uppermost. */
  readonly elements: readonly Element[];
  #doubts: readonly Doubt[] = [];
  #ordered: readonly Doubt[] = [];

  constructor(stage: Stage, { onChoose, onLoad }: { onChoose: (doubt: Doubt) => void; onLoad: () => void }) {
    this.#shapes = new ReviewLayer(stage, onLoad);
    this.#texts = new DrawingTexts(stage);
    this.#pins = new DoubtPins(stage, onChoose);
    this.#marks = new PickedMarks(stage);
    this.elements = [this.#texts.element, this.#pins.element, this.#marks.element];
  }

  update(plan: Plan | undefined, { view, review, imported }: Reviewed): void {
    const shown = review.active ? imported : undefined;
    this.#shapes.update(plan, { view, review, imported: shown });
    const lines = shown?.drawings.find(({ levelId }) => levelId === view.levelId);
    const inkRatio = Math.min(1, 2 - 2 * review.blendRatio);
    this.#texts.update(lines, sheet[view.theme].ink, inkRatio);
    const doubts = shown?.doubts ?? [];
    if (doubts !== this.#doubts) this.#ordered = orderedDoubts(doubts);
    this.#doubts = doubts;
    const label = text('doubtPin');
    this.#pins.update(this.#ordered, { levelId: view.levelId, chosenId: review.doubtId, label });
    this.#marks.update(shown ? review.picked : undefined);
  }
}

/** The texts of the original drawing over the canvas, in plan view, where they are large enough to read. */
class DrawingTexts {
  readonly element = document.createElement('canvas');
  readonly #stage: Stage;
  #texts: LevelDrawingLines['texts'] | undefined;
  #color = '';
  #opacity = 1;
  #isClear = true;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.element.className = 'drawing-texts';
    stage.onRender(() => this.#draw());
  }

  /** @param lines undefined to show none */
  update(lines: LevelDrawingLines | undefined, color: string, opacity: number): void {
    if (lines?.texts === this.#texts && color === this.#color && opacity === this.#opacity) return;
    this.#texts = lines?.texts;
    this.#color = color;
    this.#opacity = opacity;
    this.#stage.requestRender('overlay');
  }

  #draw(): void {
    const { clientWidth, clientHeight } = this.#stage.canvas;
    const texts = this.#texts;
    if (!texts && this.#isClear) return;
    const ratio = Math.min(2, window.devicePixelRatio);
    this.element.width = clientWidth * ratio;
    this.element.height = clientHeight * ratio;
    this.#isClear = !texts;
    const context = this.element.getContext('2d');
    if (!context || !texts || this.#stage.projection !== '2d') return;
    context.globalAlpha = this.#opacity;
    context.fillStyle = this.#color;
    const origin = this.#stage.project(0, 0, 0);
    const pixelsPerM = this.#stage.pixelsPerM(0, 0, 0);
    drawTexts(context, texts, {
      ...origin,
      pixelsPerM,
      widthPixels: clientWidth,
      heightPixels: clientHeight,
      ratio,
    });
  }
}

/** A numbered pin at each doubt of the level on screen that has a point; a click asks for it. */
class DoubtPins {
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
      .slice(0, maxPins)
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

/** Two points that were picked on the floor, and the line between them, over the canvas. */
class PickedMarks {
  readonly element = document.createElementNS(namespace, 'svg');
  readonly #path = document.createElementNS(namespace, 'path');
  readonly #stage: Stage;
  #points: readonly (readonly [number, number])[] | undefined;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.element.classList.add('picked-marks');
    this.element.append(this.#path);
    stage.onRender(() => this.#place());
  }

  update(points: readonly (readonly [number, number])[] | undefined): void {
    if (points === this.#points) return;
    this.#points = points;
    this.#stage.requestRender('overlay');
  }

  #place(): void {
    const spots = (this.#points ?? []).map(([x, y]) => this.#stage.project(x, y, 0));
    const crosses = spots.map(
      ({ left, top }) =>
        `M${left - crossPixels} ${top}h${2 * crossPixels}M${left} ${top - crossPixels}v${2 * crossPixels}`,
    );
    const line = spots.length === 2 ? `M${spots.map(({ left, top }) => `${left} ${top}`).join('L')}` : '';
    this.#path.setAttribute('d', crosses.join('') + line);
  }
}
