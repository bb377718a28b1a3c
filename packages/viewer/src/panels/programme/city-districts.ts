import { type DistrictName, districtNames, districtOutline } from '@diku/engine/programme';
import { mapColors } from '../../store/programme/map-colors.ts';
import {
  type MapCamera,
  type MapPlace,
  type MapSize,
  projectPlace,
  toPixel,
} from '../../store/programme/map-projection.ts';

/** What of the map's picture districts are drawn from. */
interface DistrictPicture {
  theme: 'light' | 'dark';
  camera: MapCamera;
  /** By name: two lines. */
  labels: ReadonlyMap<DistrictName, readonly [string, string]>;
  /** The one that is filtered by: the others are quieter. */
  district: string;
}

type Pixel = readonly [left: number, top: number];

const labelLinePx = 14;
const districts = districtNames.map((name) => ({
  name,
  rings: districtOutline(name).map((ring) => ring.map((place) => projectPlace([place[0], place[1]]))),
}));

export function drawDistricts(
  context: CanvasRenderingContext2D,
  { theme, camera, district }: DistrictPicture,
  size: MapSize,
): void {
  const colors = mapColors[theme];
  context.strokeStyle = colors.border;
  context.fillStyle = colors.land;
  for (const { name, rings } of districts) {
    context.beginPath();
    for (const ring of rings) {
      for (const [index, place] of ring.entries()) {
        const [x, y] = toPixel(camera, size, place);
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
export function drawLabels(
  context: CanvasRenderingContext2D,
  { theme, camera, labels }: DistrictPicture,
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
function middleOfSeen(ring: readonly MapPlace[], camera: MapCamera, size: MapSize) {
  let seen: Pixel[] = ring.map((place) => toPixel(camera, size, place));
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
