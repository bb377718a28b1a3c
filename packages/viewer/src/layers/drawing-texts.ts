import type { Stage } from '../scene/stage.ts';
import type { DrawnText, LevelDrawingLines } from '../store/imported.ts';

/** Heights of texts in drawings are those of capital letters; a font is so much larger. */
const fontPerHeight = 1.35;
const textFont = 'system-ui, "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif';
/** Lines of one text are this many heights apart, as CAD programs set them. */
const lineHeights = 5 / 3;
/** From the baseline down to what counts as the bottom, heights of capitals. */
const descentHeights = 0.25;

/**
 * Draws a text about the origin of the context: turned, aligned and as wide as the drawing says.
 * @param heightPixels of its capitals, on the canvas; the font is set already
 */
function drawText(
  context: CanvasRenderingContext2D,
  { text, angleRad, acrossRatio, row, widthRatio, lengthM }: DrawnText,
  { heightPixels, pixelsPerM }: { heightPixels: number; pixelsPerM: number },
): void {
  const lines = text.split('\n');
  const widths = lines.map((line) => context.measureText(line).width);
  const widest = Math.max(1, ...widths);
  const stretch = lengthM === undefined ? widthRatio : (lengthM * pixelsPerM) / widest;
  if (!(stretch > 0) || !Number.isFinite(stretch)) return;
  context.rotate(-angleRad);
  context.scale(stretch, 1);
  const below = (lines.length - 1) * lineHeights * heightPixels;
  const first = firstBaseline(row, heightPixels, below);
  for (const [index, line] of lines.entries()) {
    context.fillText(line, -acrossRatio * widths[index], first + index * lineHeights * heightPixels);
  }
}

/** Where the baseline of the first line is, downwards from the position. @param below length of the lines after it */
function firstBaseline(row: DrawnText['row'], heightPixels: number, below: number): number {
  switch (row) {
    case 'top':
      return heightPixels;
    case 'middle':
      return (heightPixels - below) / 2;
    case 'bottom':
      return -below - descentHeights * heightPixels;
    default:
      return 0;
  }
}

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
    context.globalAlpha = this.#opacity;
    context.fillStyle = this.#color;
    const origin = this.#stage.project(0, 0, 0);
    const pixelsPerM = this.#stage.pixelsPerM(0, 0, 0);
    let drawn = 0;
    let size = '';
    for (const text of texts) {
      const heightPixels = Math.min(mostPixels, text.heightM * pixelsPerM);
      if (heightPixels < leastPixels || drawn >= mostTexts) continue;
      const left = origin.left + text.x * pixelsPerM;
      const top = origin.top - text.y * pixelsPerM;
      const reach = Math.max((text.lengthM ?? 0) * pixelsPerM, text.text.length * 1.5 * heightPixels) + 20;
      if (left < -reach || top < -reach || left > clientWidth + reach || top > clientHeight + reach) continue;
      const wanted = `${Math.round(heightPixels * fontPerHeight)}px ${textFont}`;
      if (wanted !== size) context.font = wanted;
      size = wanted;
      context.setTransform(ratio, 0, 0, ratio, left * ratio, top * ratio);
      drawText(context, text, { heightPixels, pixelsPerM });
      drawn++;
    }
  }
}
