import { type DistrictName, districtNames, districtOutline } from '@diku/engine/programme';
import type { CityRow } from '../../store/programme/city-row.ts';
import { mapColors } from '../../store/programme/map-colors.ts';
import {
  type MapCamera,
  type MapLocation,
  type MapSize,
  projectLocation,
  toLocation,
  toPixel,
} from '../../store/programme/map-projection.ts';
import { MarksImage, markRadiusPx } from './marks-image.ts';

/** Inputs of the map's image of districts. */
interface DistrictImage {
  theme: 'light' | 'dark';
  camera: MapCamera;
  /** Labels by name: two lines. */
  labels: ReadonlyMap<DistrictName, readonly [string, string]>;
  /** The one that is filtered by: the others are quieter. */
  district: string;
}

type Pixel = readonly [left: number, top: number];

const labelLinePx = 14;
const districts = districtNames.map((name) => ({
  name,
  rings: districtOutline(name).map((ring) => ring.map((point) => projectLocation([point[0], point[1]]))),
}));

/** Districts and communities on a canvas: thousands of marks in one go, nothing drawn that is not seen. */
export class CityCanvas {
  readonly element = document.createElement('canvas');
  #image: CityImage | undefined;
  readonly #marks = new MarksImage();
  #frame = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;

  show(view: CityImage): void {
    this.#image = view;
    this.#frame ||= requestAnimationFrame(() => this.#draw(false));
  }

  get size(): MapSize {
    return { widthPx: this.element.clientWidth, heightPx: this.element.clientHeight };
  }

  /** The community drawn nearest to a point of the canvas, within reach of a pointer. */
  find(left: number, top: number, pointerType: string): CityRow | undefined {
    const view = this.#image;
    if (!view) return undefined;
    const [eastKm, northKm] = toLocation(view.camera, this.size, [left, top]);
    const reach = (pointerType === 'mouse' ? reachPx.mouse : reachPx.touch) / view.camera.pixelsPerKm;
    let nearest = reach;
    let found: CityRow | undefined;
    for (const row of view.rows) {
      if (!row.location) continue;
      const distanceKm = Math.hypot(row.location[0] - eastKm, row.location[1] - northKm);
      if (distanceKm > nearest) continue;
      nearest = distanceKm;
      found = row;
    }
    return found;
  }

  /** Anew where something else is to be seen; of a map that moves, once it rests. */
  #drawMarks(view: CityImage, size: MapSize, { ratio, isResting }: { ratio: number; isResting: boolean }) {
    clearTimeout(this.#rest);
    const isMoved = this.#marks.isOf(view, size, ratio);
    if (isMoved && this.#marks.isAt(view.camera)) return;
    if (isMoved && !isResting && view.rows.length > maxAtOnce) {
      this.#rest = setTimeout(() => this.#draw(true), restMs);
      return;
    }
    this.#marks.draw(view, size, ratio);
  }

  #draw(isResting: boolean): void {
    this.#frame = 0;
    const view = this.#image;
    const context = this.element.getContext('2d');
    const size = this.size;
    if (!view || !context || size.widthPx === 0) return;
    const ratio = Math.min(maxRatio, window.devicePixelRatio);
    const [width, height] = [Math.round(size.widthPx * ratio), Math.round(size.heightPx * ratio)];
    if (this.element.width !== width || this.element.height !== height) {
      this.element.width = width;
      this.element.height = height;
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const colors = mapColors[view.theme];
    context.fillStyle = colors.water;
    context.fillRect(0, 0, size.widthPx, size.heightPx);
    drawDistricts(context, view, size);
    this.#drawMarks(view, size, { ratio, isResting });
    this.#marks.show(context, view.camera, size);
    const radiusPx = markRadiusPx(view.camera.pixelsPerKm);
    drawLabels(context, view, size);
    for (const row of [view.hovered, view.selected])
      if (row?.location)
        drawRing(context, toPixel(view.camera, size, row.location), radiusPx, colors.text, colors.land);
  }
}

function drawDistricts(
  context: CanvasRenderingContext2D,
  { theme, camera, district }: DistrictImage,
  size: MapSize,
): void {
  const colors = mapColors[theme];
  context.strokeStyle = colors.border;
  context.fillStyle = colors.land;
  for (const { name, rings } of districts) {
    context.beginPath();
    for (const ring of rings) {
      for (const [index, point] of ring.entries()) {
        const [x, y] = toPixel(camera, size, point);
        if (index === 0) context.moveTo(x, y);
        else context.lineTo(x, y);
      }
      context.closePath();
    }
    context.globalAlpha = district === '' || district === name ? 1 : 0.45;
    context.fill();
    context.globalAlpha = 1;
    context.lineWidth = district === name ? 2.5 : 1;
    context.stroke();
  }
}

/**
 * Names in the middle of what is seen of each district, the larger that is the earlier; one that would lie over another is left out
 * until there is room.
 */
function drawLabels(
  context: CanvasRenderingContext2D,
  { theme, camera, labels }: DistrictImage,
  size: MapSize,
): void {
  const colors = mapColors[theme];
  const font = getComputedStyle(context.canvas).fontFamily;
  const taken: { x: number; y: number; halfWidth: number }[] = [];
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  const seen = districts
    .map(({ name, rings }) => ({ name, ...middleOfSeen(rings[0], camera, size) }))
    .filter(({ area }) => area > 0)
    .sort((a, b) => b.area - a.area);
  for (const { name, x, y } of seen) {
    const lines = labels.get(name);
    if (!lines) continue;
    context.font = `600 13px ${font}`;
    const halfWidth = Math.max(...lines.map((line) => context.measureText(line).width)) / 2 + 3;
    const isOut =
      x < halfWidth || y < labelLinePx || x > size.widthPx - halfWidth || y > size.heightPx - labelLinePx;
    const isOver = taken.some(
      (other) =>
        Math.abs(other.x - x) < other.halfWidth + halfWidth && Math.abs(other.y - y) < 2 * labelLinePx + 4,
    );
    if (isOut || isOver) continue;
    taken.push({ x, y, halfWidth });
    for (const [index, line] of lines.entries()) {
      context.font = index === 0 ? `600 13px ${font}` : `400 12px ${font}`;
      const lineY = y + (index - 0.5) * labelLinePx;
      context.lineWidth = 3.5;
      context.strokeStyle = colors.land;
      context.strokeText(line, x, lineY);
      context.fillStyle = colors.text;
      context.fillText(line, x, lineY);
    }
  }
}

/** Centre of gravity of the part of a ring that is on the screen, and its area, pixels². */
function middleOfSeen(ring: readonly MapLocation[], camera: MapCamera, size: MapSize) {
  let seen: Pixel[] = ring.map((point) => toPixel(camera, size, point));
  for (const [axis, limit, sign] of [
    [0, 0, 1],
    [0, size.widthPx, -1],
    [1, 0, 1],
    [1, size.heightPx, -1],
  ] as const) {
    seen = clip(seen, axis, limit, sign);
  }
  let [area, x, y] = [0, 0, 0];
  for (const [index, [ax, ay]] of seen.entries()) {
    const [bx, by] = seen[(index + 1) % seen.length];
    const cross = ax * by - bx * ay;
    area += cross / 2;
    x += ((ax + bx) * cross) / 6;
    y += ((ay + by) * cross) / 6;
  }
  return { x: x / area, y: y / area, area: Math.abs(area) };
}

/** A ring without what lies beyond one edge of the screen (Sutherland and Hodgman). */
function clip(ring: readonly Pixel[], axis: 0 | 1, limit: number, sign: 1 | -1): Pixel[] {
  const inside = (point: Pixel) => sign * (point[axis] - limit) >= 0;
  return ring.flatMap((to, index) => {
    const from = ring[(index + ring.length - 1) % ring.length];
    if (inside(from) === inside(to)) return inside(to) ? [to] : [];
    const ratio = (limit - from[axis]) / (to[axis] - from[axis]);
    const edge: Pixel = [from[0] + ratio * (to[0] - from[0]), from[1] + ratio * (to[1] - from[1])];
    return inside(to) ? [edge, to] : [edge];
  });
}

/** Everything that the map shows. */
export interface CityImage {
  theme: 'light' | 'dark';
  camera: MapCamera;
  rows: readonly CityRow[];
  /** Labels of districts by name: two lines. */
  labels: ReadonlyMap<DistrictName, readonly [string, string]>;
  /** The one that is filtered by: the others are quieter. */
  district: string;
  selected: CityRow | undefined;
  hovered: CityRow | undefined;
}

/** A finger is wider than a mark. */
const reachPx = { mouse: 10, touch: 22 };
const maxRatio = 2;
/** So many communities are drawn anew in every frame of a map that moves; more once it rests. */
const maxAtOnce = 500;
const restMs = 150;

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
