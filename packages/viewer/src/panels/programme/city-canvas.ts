import type { DistrictName } from '@diku/engine/programme';
import type { CityRow } from '../../store/programme/city-row.ts';
import { mapColors } from '../../store/programme/map-colors.ts';
import { type MapCamera, type MapSize, toPixel, toPlace } from '../../store/programme/map-projection.ts';
import { drawDistricts, drawLabels } from './city-districts.ts';
import { MarksPicture, markRadiusPx } from './marks-picture.ts';

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
/** So many communities are drawn anew in every frame of a map that moves; more once it rests. */
const mostAtOnce = 500;
const restMs = 150;

/** Districts and communities on a canvas: thousands of marks in one go, nothing drawn that is not seen. */
export class CityCanvas {
  readonly element = document.createElement('canvas');
  #picture: CityPicture | undefined;
  readonly #marks = new MarksPicture();
  #frame = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;

  show(picture: CityPicture): void {
    this.#picture = picture;
    this.#frame ||= requestAnimationFrame(() => this.#draw(false));
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

  /** Anew where something else is to be seen; of a map that moves, once it rests. */
  #drawMarks(
    picture: CityPicture,
    size: MapSize,
    { ratio, isResting }: { ratio: number; isResting: boolean },
  ) {
    clearTimeout(this.#rest);
    const isMoved = this.#marks.isOf(picture, size, ratio);
    if (isMoved && this.#marks.isAt(picture.camera)) return;
    if (isMoved && !isResting && picture.rows.length > mostAtOnce) {
      this.#rest = setTimeout(() => this.#draw(true), restMs);
      return;
    }
    this.#marks.draw(picture, size, ratio);
  }

  #draw(isResting: boolean): void {
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
    this.#drawMarks(picture, size, { ratio, isResting });
    this.#marks.show(context, picture.camera, size);
    const radiusPx = markRadiusPx(picture.camera.pixelsPerKm);
    drawLabels(context, picture, size);
    for (const row of [picture.hovered, picture.selected])
      if (row?.place)
        drawRing(context, toPixel(picture.camera, size, row.place), radiusPx, colors.text, colors.land);
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
