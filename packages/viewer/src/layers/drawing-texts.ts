import type { Stage } from '../scene/stage.ts';
import type { LevelDrawingLines } from '../store/imported.ts';

/** Smaller than this nothing can be read, CSS pixels. */
const leastPixels = 5;
const mostPixels = 40;
/** Drawn in one frame. */
const mostTexts = 1500;

/** The texts of the original drawing over the canvas, in plan view, where they are large enough to read. */
export class DrawingTexts {
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
    context.scale(ratio, ratio);
    context.globalAlpha = this.#opacity;
    context.fillStyle = this.#color;
    const origin = this.#stage.project(0, 0, 0);
    const pixelsPerM = this.#stage.pixelsPerM(0, 0, 0);
    let drawn = 0;
    let size = '';
    for (const { text, x, y, heightM } of texts) {
      const heightPixels = Math.min(mostPixels, heightM * pixelsPerM);
      if (heightPixels < leastPixels || drawn >= mostTexts) continue;
      const left = origin.left + x * pixelsPerM;
      const top = origin.top - y * pixelsPerM;
      if (left < -200 || top < -20 || left > clientWidth || top > clientHeight + 20) continue;
      const wanted = `${Math.round(heightPixels * 1.3)}px sans-serif`;
      if (wanted !== size) context.font = wanted;
      size = wanted;
      context.fillText(text, left, top);
      drawn++;
    }
  }
}
