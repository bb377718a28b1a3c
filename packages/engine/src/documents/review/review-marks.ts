import type { Point } from '../../core/index.ts';
import type { Level } from '../../plan/index.ts';
import { formatPixel } from '../encoders/format-numbers.ts';
import { svgText } from '../encoders/svg-elements.ts';
import { type HeatmapFrame, pathData } from '../maps/heatmap-frame.ts';

/** The part of a doubt that is drawn. */
export interface ReviewDoubt {
  level: string;
  target: readonly string[];
  at: Point;
}

/** Red-orange, away from every colour of the plan. */
const ink = '#b3261e';
export const doubtColour = '#ffb000';

/** Everything less than sure on a level with a glow, and the doubt's number where its first object lies. */
export function reviewMarks(level: Level, doubts: readonly ReviewDoubt[], frame: HeatmapFrame): string {
  const shapes = shapesById(level, frame);
  const taken: Point[] = [];
  const marks = doubts.map((doubt, index) => {
    const targetShapes = doubt.target.flatMap((id) => shapes.get(id) ?? []);
    if (targetShapes.length === 0 && doubt.level !== level.id) return '';
    const number = doubt.level === level.id ? numberMark(index + 1, locationOf(doubt.at, frame, taken)) : '';
    return `<g class="doubt" data-doubt="${index + 1}">${targetShapes.join('')}${number}</g>`;
  });
  return `<g class="doubts">${marks.join('')}</g>`;
}

function shapesById(level: Level, frame: HeatmapFrame): Map<string, string> {
  const shapes = new Map<string, string>();
  const line = (data: string, widthPx: number) =>
    `<path d="${data}" fill="none" stroke="${doubtColour}" stroke-opacity="0.6" stroke-width="${formatPixel(widthPx)}"/>`;
  const spot = ([x, y]: Point) =>
    `<circle cx="${formatPixel(frame.x(x))}" cy="${formatPixel(frame.y(y))}" r="9" fill="${doubtColour}" fill-opacity="0.45"/>`;
  for (const { id, start, end, thicknessM } of level.walls ?? []) {
    shapes.set(id, line(pathData(frame, [start, end], false), thicknessM * frame.pixelsPerM + 6));
  }
  for (const { id, start, end } of level.openings ?? []) {
    shapes.set(id, spot([(start[0] + end[0]) / 2, (start[1] + end[1]) / 2]));
  }
  for (const { id, center } of level.columns ?? []) shapes.set(id, spot(center));
  for (const { id, position } of level.points ?? []) shapes.set(id, spot(position));
  for (const { id, polygon } of [...(level.zones ?? []), ...(level.bays ?? [])]) {
    const data = pathData(frame, polygon, true);
    shapes.set(id, `<path d="${data}" fill="${doubtColour}" fill-opacity="0.4" stroke="${doubtColour}"/>`);
  }
  for (const { id, position, path } of level.facilities ?? []) {
    if (position) shapes.set(id, spot(position));
    else if (path) shapes.set(id, line(pathData(frame, path, false), 6));
  }
  return shapes;
}

const radiusPx = 11;

/** Inside the image, and not on a number that is there already. */
function locationOf([x, y]: Point, frame: HeatmapFrame, taken: Point[]): Point {
  const inside = (value: number, from: number, to: number) =>
    Math.min(Math.max(value, from + radiusPx), to - radiusPx);
  const top = frame.topPx;
  let location: Point = [0, 0];
  for (let step = 0; step < 40; step++) {
    const aside = step * 2 * radiusPx;
    location = [inside(frame.x(x) + aside, 0, frame.widthPx), inside(frame.y(y), top, top + frame.heightPx)];
    if (taken.every((other) => Math.hypot(other[0] - location[0], other[1] - location[1]) >= 2 * radiusPx))
      break;
  }
  taken.push(location);
  return location;
}

function numberMark(number: number, [x, y]: Point): string {
  const sizePx = number > 99 ? 9 : 12;
  const location = `cx="${formatPixel(x)}" cy="${formatPixel(y)}"`;
  return (
    `<g class="mark" style="transform-origin:${formatPixel(x)}px ${formatPixel(y)}px">` +
    `<circle ${location} r="${radiusPx}" fill="${ink}" stroke="#fff" stroke-width="1.5"/>` +
    svgText(String(number), x, y + sizePx * 0.36, { sizePx, weight: 600, fill: '#fff', anchor: 'middle' }) +
    '</g>'
  );
}
