import type { Point } from '../../core/index.ts';
import { type Level, type PlanPoint, type Zone, zoneKindRow } from '../../plan/index.ts';
import { estimateTextWidthPx, svgText } from '../encoders/svg-elements.ts';
import type { DocumentTexts } from '../wording/document-text.ts';
import { type HeatmapFrame, pathData } from './heatmap-frame.ts';

const sizePx = 10.5;

/** Hairlines around rooms, and their names where the room holds them and no symbol stands in the way. */
export function zoneLabels(level: Level, frame: HeatmapFrame, texts: DocumentTexts): string {
  const zones = (level.zones ?? []).filter((zone) => !zoneKindRow(zone.kind).isOpenFloor);
  const outlines = zones.map((zone) => pathData(frame, zone.polygon, true)).join('');
  const outlineShape = outlines
    ? `<path d="${outlines}" fill="none" stroke="#8a9199" stroke-width="0.6"/>`
    : '';
  return outlineShape + zones.map((zone) => zoneLabel(zone, level.points ?? [], frame, texts)).join('');
}

function zoneLabel(
  zone: Zone,
  points: readonly PlanPoint[],
  frame: HeatmapFrame,
  texts: DocumentTexts,
): string {
  const name = zone.name || texts.name('zone', zone.kind);
  const xs = zone.polygon.map((position) => position[0]);
  const ys = zone.polygon.map((position) => position[1]);
  const widthPx = (Math.max(...xs) - Math.min(...xs)) * frame.pixelsPerM;
  const heightPx = (Math.max(...ys) - Math.min(...ys)) * frame.pixelsPerM;
  if (estimateTextWidthPx(name, sizePx) > widthPx - 4 || heightPx < sizePx + 4) return '';
  const [x, y] = centreOf(zone.polygon);
  const halfWidthPx = estimateTextWidthPx(name, sizePx) / 2 + 8;
  const isTaken = points.some(
    (point) =>
      Math.abs(frame.x(point.position[0]) - frame.x(x)) < halfWidthPx &&
      Math.abs(frame.y(point.position[1]) - frame.y(y)) < sizePx + 4,
  );
  if (isTaken) return '';
  return svgText(name, frame.x(x), frame.y(y) + sizePx * 0.36, {
    sizePx,
    anchor: 'middle',
    fill: '#4a5057',
    halo: '#fff',
  });
}

/** Centroid by area, or the mean of the corners of a polygon without any. */
function centreOf(polygon: readonly Point[]): Point {
  let doubledM2 = 0;
  let x = 0;
  let y = 0;
  polygon.forEach((a, index) => {
    const b = polygon[(index + 1) % polygon.length];
    const cross = a[0] * b[1] - b[0] * a[1];
    doubledM2 += cross;
    x += (a[0] + b[0]) * cross;
    y += (a[1] + b[1]) * cross;
  });
  if (Math.abs(doubledM2) > 1e-6) return [x / (3 * doubledM2), y / (3 * doubledM2)];
  const sum = polygon.reduce((total, p) => [total[0] + p[0], total[1] + p[1]], [0, 0]);
  return [sum[0] / polygon.length, sum[1] / polygon.length];
}
