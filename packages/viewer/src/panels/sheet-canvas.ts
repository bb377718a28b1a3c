import { drawTexts } from '../store/draw-texts.ts';
import type { LevelDrawingLines } from '../store/imported.ts';
import { apartM } from '../store/plane-geometry.ts';

/** Content of the sheet, in its own coordinates: pixels of an image, y down; units of a drawing, y up. */
export type SheetContent =
  | { kind: 'picture'; image: HTMLImageElement }
  | {
      kind: 'lines';
      lines: LevelDrawingLines;
      shownLayer: string | undefined;
      /** The scan in which the lines were traced, to lie under them. */
      image?: HTMLImageElement;
    };

type Location = [number, number];

/** Location of a pointer: on the sheet, and on the canvas in CSS pixels. */
export interface SheetPoint {
  at: Location;
  left: number;
  top: number;
  /** CSS pixels per unit of the sheet. */
  scale: number;
  shift: boolean;
}

/** Told of what a pointer does on the sheet. */
export interface SheetHands {
  click?(point: SheetPoint): void;
  /** Undefined once the pointer has left. */
  hover?(point: SheetPoint | undefined): void;
  /** @returns whether the drag that may follow is theirs; it moves the sheet otherwise */
  press?(point: SheetPoint): boolean;
  drag?(point: SheetPoint): void;
  /** The end of a drag that is theirs. */
  release?(): void;
}

/** Draws over the sheet; `place` gives the point of the canvas where a point of the sheet lies, CSS pixels. */
export type SheetOverlay = (
  context: CanvasRenderingContext2D,
  place: (point: readonly [number, number]) => [number, number],
  scale: number,
) => void;

export interface SheetColors {
  ink: string;
  shown: string;
  mark: string;
}

/** Shorter than this on the screen a line is not drawn, CSS pixels. */
const minPixels = 0.7;
const clickTravel = 4;
const zoomPerWheelUnit = 0.0015;
const markPixels = 9;
/** Opacity of a scan under what was traced in it. */
const scanRatio = 0.6;

/** An image or flat lines on a canvas, moved by dragging, enlarged by the wheel; hands hear of what a pointer does on it. */
export class SheetCanvas {
  readonly element = document.createElement('canvas');
  /** The sheet under the overlay as it was drawn last: lines by the hundred thousand are not drawn for every move. */
  readonly #under = document.createElement('canvas');
  #underOf: unknown[] = [];
  readonly #hands: SheetHands;
  #overlay: SheetOverlay | undefined;
  #content: SheetContent | undefined;
  #colors: SheetColors = { ink: '', shown: '', mark: '' };
  #marks: readonly Location[] = [];
  /** Corners of what lies on it: [minX, minY, maxX, maxY], y down. */
  #box: [number, number, number, number] = [0, 0, 1, 1];
  /** CSS pixels per unit of the sheet, and where its (0, 0) lies. */
  #scale = 1;
  #left = 0;
  #top = 0;
  #isFit = true;
  #frame = 0;

  constructor(hands: SheetHands) {
    this.#hands = hands;
    this.element.className = 'sheet';
    this.#listen();
    new ResizeObserver(() => (this.#isFit ? this.fit() : this.#request())).observe(this.element);
  }

  show(
    content: SheetContent,
    { marks = [], overlay }: { marks?: readonly Location[]; overlay?: SheetOverlay },
    colors: SheetColors,
  ): void {
    const isOther = sourceOf(content) !== (this.#content && sourceOf(this.#content));
    this.#content = content;
    this.#marks = marks;
    this.#overlay = overlay;
    this.#colors = colors;
    if (!isOther) {
      this.#request();
      return;
    }
    this.#box = boxOf(content);
    this.fit();
  }

  fit(): void {
    this.fitTo(this.#box);
    this.#isFit = true;
  }

  /** Shows a part of the sheet as large as it can be: [minX, minY, maxX, maxY], y down. */
  fitTo(box: readonly [number, number, number, number]): void {
    const { clientWidth, clientHeight } = this.element;
    const [minX, minY, maxX, maxY] = box;
    this.#isFit = false;
    this.#scale = 0.94 * Math.min(clientWidth / (maxX - minX), clientHeight / (maxY - minY));
    this.#left = clientWidth / 2 - (this.#scale * (minX + maxX)) / 2;
    this.#top = clientHeight / 2 - (this.#scale * (minY + maxY)) / 2;
    this.#request();
  }

  #listen(): void {
    /** Pointers that are down, where they are on the canvas. */
    const down = new Map<number, Location>();
    let travel = 0;
    let isHeld = false;
    this.element.addEventListener('pointerdown', (event) => {
      this.element.setPointerCapture(event.pointerId);
      down.set(event.pointerId, [event.offsetX, event.offsetY]);
      travel = down.size === 1 ? 0 : Number.POSITIVE_INFINITY;
      isHeld = down.size === 1 && event.button === 0 && (this.#hands.press?.(this.#pointOf(event)) ?? false);
    });
    this.element.addEventListener('pointerleave', () => this.#hands.hover?.(undefined));
    this.element.addEventListener('pointermove', (event) => {
      const from = down.get(event.pointerId);
      if (!from) {
        this.#hands.hover?.(this.#pointOf(event));
        return;
      }
      const to: Location = [event.offsetX, event.offsetY];
      travel = Math.max(travel, apartM(from, to));
      if (travel <= clickTravel) return;
      if (isHeld && down.size === 1) {
        this.#hands.drag?.(this.#pointOf(event));
        return;
      }
      down.set(event.pointerId, to);
      const [other] = [...down].flatMap(([id, point]) => (id === event.pointerId ? [] : [point]));
      if (other) this.#zoom(other, apartM(to, other) / Math.max(1, apartM(from, other)));
      else {
        this.#left += to[0] - from[0];
        this.#top += to[1] - from[1];
      }
      this.#isFit = false;
      this.#request();
    });
    const release = (event: PointerEvent) => {
      const isClick = down.delete(event.pointerId) && travel <= clickTravel && event.type === 'pointerup';
      if (isClick && event.button === 0) this.#hands.click?.(this.#pointOf(event));
      else if (isHeld) this.#hands.release?.();
      isHeld = false;
    };
    this.element.addEventListener('pointerup', release);
    this.element.addEventListener('pointercancel', release);
    this.element.addEventListener(
      'wheel',
      (event) => {
        event.preventDefault();
        this.#zoom([event.offsetX, event.offsetY], Math.exp(-event.deltaY * zoomPerWheelUnit));
      },
      { passive: false },
    );
  }

  /** Zooms around a point on the canvas, which stays. */
  #zoom([x, y]: Location, factor: number): void {
    this.#left = x - factor * (x - this.#left);
    this.#top = y - factor * (y - this.#top);
    this.#scale *= factor;
    this.#isFit = false;
    this.#request();
  }

  #pointOf({ offsetX: left, offsetY: top, shiftKey }: PointerEvent): SheetPoint {
    const at: Location = [(left - this.#left) / this.#scale, (top - this.#top) / this.#scale];
    return { at, left, top, scale: this.#scale, shift: shiftKey };
  }

  #request(): void {
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    this.#frame = 0;
    const { clientWidth, clientHeight } = this.element;
    const ratio = Math.min(2, window.devicePixelRatio);
    this.element.width = clientWidth * ratio;
    this.element.height = clientHeight * ratio;
    const context = this.element.getContext('2d');
    const content = this.#content;
    if (!context || !content) return;
    const now = [content, this.#colors, this.#scale, this.#left, this.#top, clientWidth, clientHeight, ratio];
    const isSame = now.length === this.#underOf.length && now.every((each, k) => each === this.#underOf[k]);
    const { width, height } = this.element;
    if (!isSame) {
      this.#underOf = now;
      this.#under.width = width;
      this.#under.height = height;
      this.#drawUnder(content, ratio);
    }
    if (width > 0 && height > 0) context.drawImage(this.#under, 0, 0);
    context.scale(ratio, ratio);
    this.#overlay?.(context, (point) => this.#placeOf(point), this.#scale);
    this.#drawMarks(context);
  }

  #placeOf([x, y]: readonly [number, number]): Location {
    return [this.#left + this.#scale * x, this.#top + this.#scale * y];
  }

  #drawUnder(content: SheetContent, ratio: number): void {
    const context = this.#under.getContext('2d');
    if (!context) return;
    context.scale(ratio, ratio);
    if (content.kind === 'picture') {
      const { image } = content;
      const [width, height] = [image.naturalWidth * this.#scale, image.naturalHeight * this.#scale];
      context.imageSmoothingEnabled = this.#scale < 2;
      context.drawImage(image, this.#left, this.#top, width, height);
    } else {
      const { segmentsM, ranges, origin: [x0, y0] = [0, 0] } = content.lines;
      if (content.image) {
        const { naturalWidth, naturalHeight } = content.image;
        const [left, top] = this.#placeOf([-x0, y0 - naturalHeight]);
        context.globalAlpha = scanRatio;
        context.drawImage(content.image, left, top, naturalWidth * this.#scale, naturalHeight * this.#scale);
        context.globalAlpha = 1;
      }
      this.#stroke(context, segmentsM, this.#colors.ink);
      const shown = ranges.find(({ layer }) => layer === content.shownLayer);
      if (shown) {
        const part = segmentsM.subarray(2 * shown.start, 2 * (shown.start + shown.count));
        context.lineWidth = 2;
        this.#stroke(context, part, this.#colors.shown);
      }
      const { clientWidth: widthPixels, clientHeight: heightPixels } = this.element;
      const [left, top, pixelsPerM] = [this.#left, this.#top, this.#scale];
      context.fillStyle = this.#colors.ink;
      drawTexts(context, content.lines.texts, { left, top, pixelsPerM, widthPixels, heightPixels, ratio });
    }
  }

  #stroke(context: CanvasRenderingContext2D, segments: Float32Array, color: string): void {
    const { clientWidth, clientHeight } = this.element;
    context.strokeStyle = color;
    context.beginPath();
    for (let at = 0; at < segments.length; at += 4) {
      const ax = this.#left + this.#scale * segments[at];
      const ay = this.#top - this.#scale * segments[at + 1];
      const bx = this.#left + this.#scale * segments[at + 2];
      const by = this.#top - this.#scale * segments[at + 3];
      if (Math.abs(bx - ax) + Math.abs(by - ay) < minPixels) continue;
      if (Math.max(ax, bx) < 0 || Math.max(ay, by) < 0) continue;
      if (Math.min(ax, bx) > clientWidth || Math.min(ay, by) > clientHeight) continue;
      context.moveTo(ax, ay);
      context.lineTo(bx, by);
    }
    context.stroke();
  }

  /** Crosses with the line between them, cased so that they show on any image. */
  #drawMarks(context: CanvasRenderingContext2D): void {
    const spots = this.#marks.map((mark) => this.#placeOf(mark));
    for (const [color, width] of [
      ['#ffffff', 5],
      [this.#colors.mark, 2],
    ] as const) {
      context.strokeStyle = color;
      context.lineWidth = width;
      context.beginPath();
      for (const [x, y] of spots) {
        context.moveTo(x - markPixels, y);
        context.lineTo(x + markPixels, y);
        context.moveTo(x, y - markPixels);
        context.lineTo(x, y + markPixels);
      }
      if (spots.length === 2) {
        context.moveTo(...spots[0]);
        context.lineTo(...spots[1]);
      }
      context.stroke();
    }
  }
}

function sourceOf(content: SheetContent): object {
  return content.kind === 'picture' ? content.image : content.lines;
}

function boxOf(content: SheetContent): [number, number, number, number] {
  if (content.kind === 'picture')
    return [0, 0, content.image.naturalWidth || 1, content.image.naturalHeight || 1];
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  const { segmentsM } = content.lines;
  for (let at = 0; at < segmentsM.length; at += 2) {
    box[0] = Math.min(box[0], segmentsM[at]);
    box[1] = Math.min(box[1], -segmentsM[at + 1]);
    box[2] = Math.max(box[2], segmentsM[at]);
    box[3] = Math.max(box[3], -segmentsM[at + 1]);
  }
  return box[0] < box[2] && box[1] < box[3] ? box : [0, 0, 1, 1];
}
