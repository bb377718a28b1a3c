import type { Plan } from '@diku/engine';
import type { Doubt } from '@diku/engine/import';
import type { Stage } from '../scene/stage.ts';
import type { ImportedDrawing } from '../store/imported.ts';
import { orderedDoubts, type ReviewState } from '../store/review-state.ts';
import type { ViewState } from '../store/view-state.ts';
import { text } from '../texts/language.ts';
import { DoubtPins } from './doubt-pins.ts';
import { DrawingTexts } from './drawing-texts.ts';
import { PickedMarks } from './picked-marks.ts';
import { ReviewLayer } from './review-layer.ts';
import { paper } from './review-shapes.ts';

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
  /** From the lowest to the uppermost. */
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
    this.#texts.update(lines, paper[view.theme].ink, inkRatio);
    const doubts = shown?.doubts ?? [];
    if (doubts !== this.#doubts) this.#ordered = orderedDoubts(doubts);
    this.#doubts = doubts;
    const label = text('doubtPin');
    this.#pins.update(this.#ordered, { levelId: view.levelId, chosenId: review.doubtId, label });
    this.#marks.update(shown ? review.picked : undefined);
  }
}
