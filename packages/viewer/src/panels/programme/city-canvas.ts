import type { DistrictName } from '@diku/engine';
import type { CityRow } from '../../store/programme/city-row.ts';
import { type MapCamera, type MapSize, toPixel, toPlace } from '../../store/programme/map-projection.ts';
import { mapColors } from '../../store/programme/stage-marks.ts';
import { drawDistricts, drawLabels } from './city-districts.ts';
import { drawStageSprites, type StageSprites } from './stage-sprites.ts';

/** Everything that the map shows. */
export interface CityPicture {
  theme: 'light' | 'dark';
  camera: MapCamera;
  rows: readonly CityRow[];
  /** Of districts by name: two lines. */
  labels: ReadonlyMap<DistrictName, readonly [string, string]>;
  /** The one that is filtered by: the others are quieter. */
  district: string;
  selected: CityRow | undefined;
  hovered: CityRow | undefined;
}

/** A finger is wider than a mark. */
const reachPx = { mouse: 10, touch: 22 };
const mostRatio = 2;

/** Districts and communities on a canvas: thousands of marks in one go, nothing drawn that is not seen. */
export class CityCanvas {
  readonly element = document.createElement('canvas');
  #picture: CityPicture | undefined;
  #sprites: StageSprites | undefined;
  #frame = 0;

  show(picture: CityPicture): void {
    this.#picture = picture;
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  get size(): MapSize {
    return { widthPx: this.element.clientWidth, heightPx: this.element.clientHeight };
  }

  /** The community drawn nearest to a place of the canvas, within reach of a pointer. */
  find(left: number, top: number, pointerType: string): CityRow | undefined {
    const picture = this.#picture;
    if (!picture) return undefined;
    const [eastKm, northKm] = toPlace(picture.camera, this.size, [left, top]);
    const reach = (pointerType === 'mouse' ? reachPx.mouse : reachPx.touch) / picture.camera.pixelsPerKm;
    let nearest = reach;
    let found: CityRow | undefined;
    for (const row of picture.rows) {
      if (!row.place) continue;
      const distanceKm = Math.hypot(row.place[0] - eastKm, row.place[1] - northKm);
      if (distanceKm > nearest) continue;
      nearest = distanceKm;
      found = row;
    }
    return found;
  }

  #draw(): void {
    this.#frame = 0;
    const picture = this.#picture;
    const context = this.element.getContext('2d');
    const size = this.size;
    if (!picture || !context || size.widthPx === 0) return;
    const ratio = Math.min(mostRatio, window.devicePixelRatio);
    const [width, height] = [Math.round(size.widthPx * ratio), Math.round(size.heightPx * ratio)];
    if (this.element.width !== width || this.element.height !== height) {
      this.element.width = width;
      this.element.height = height;
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const colors = mapColors[picture.theme];
    context.fillStyle = colors.water;
    context.fillRect(0, 0, size.widthPx, size.heightPx);
    drawDistricts(context, picture, size);
    const radiusPx = markRadiusPx(picture.camera.pixelsPerKm);
    const isStale =
      this.#sprites?.theme !== picture.theme ||
      this.#sprites.radiusPx !== radiusPx ||
      this.#sprites.ratio !== ratio;
    if (!this.#sprites || isStale) this.#sprites = drawStageSprites(picture.theme, radiusPx, ratio);
    drawMarks(context, picture, size, this.#sprites);
    drawLabels(context, picture, size);
    for (const row of [picture.hovered, picture.selected])
      if (row?.place)
        drawRing(context, toPixel(picture.camera, size, row.place), radiusPx, colors.text, colors.land);
    this.element.dataset.drawn = String(Number(this.element.dataset.drawn ?? 0) + 1);
  }
}

/** Larger where there is more room. */
function markRadiusPx(pixelsPerKm: number): number {
  return Math.round(2 * Math.min(7, Math.max(2.5, 0.7 + Math.log2(pixelsPerKm)))) / 2;
}

/** From the last to the first, so that those that are late lie on top; those that are only surveyed below all others. */
function drawMarks(
  context: CanvasRenderingContext2D,
  { camera, rows }: CityPicture,
  size: MapSize,
  { sizePx, spriteOf }: StageSprites,
): void {
  const half = sizePx / 2;
  for (const isSurveyed of [true, false]) {
    for (let index = rows.length - 1; index >= 0; index--) {
      const { place, state, late } = rows[index];
      if (!place || (state.stage === 'surveyed') !== isSurveyed) continue;
      const [x, y] = toPixel(camera, size, place);
      if (x < -half || y < -half || x > size.widthPx + half || y > size.heightPx + half) continue;
      context.drawImage(spriteOf(state.stage, late !== undefined), x - half, y - half, sizePx, sizePx);
    }
  }
}

/** Two tones, so that it shows on any ground. */
function drawRing(
  context: CanvasRenderingContext2D,
  [x, y]: readonly [number, number],
  radiusPx: number,
  color: string,
  casing: string,
): void {
  for (const [width, style] of [
    [5, casing],
    [2.2, color],
  ] as const) {
    context.lineWidth = width;
    context.strokeStyle = style;
    context.beginPath();
    context.arc(x, y, radiusPx + 5, 0, 2 * Math.PI);
    context.stroke();
  }
}
