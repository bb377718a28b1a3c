import { type Point, pointInMetres } from '../../core/index.ts';
import {
  type Column,
  type Level,
  levelWalls,
  openingKindRow,
  type PlacedOpening,
  placedOpenings,
  type WallSegment,
  wallMaterial,
} from '../../plan/index.ts';
import { columnOutline } from '../../radio/index.ts';
import { formatPixel } from '../encoders/format-numbers.ts';
import { type HeatmapFrame, pathData } from './heatmap-frame.ts';
import { strayOpeningSymbol } from './symbols.ts';

/** Colours of what is built; the field owns hue, so these are greys. */
export interface PlanColours {
  wall: (material: string) => string;
  column: string;
  opening: string;
  bay: string;
  bayOpacity: number;
  outline: string;
}

const wallGreys = { dark: '#24282d', middle: '#4a5057', light: '#757c84' };

export const greyPlan: PlanColours = {
  wall: (material) => wallGreys[wallMaterial(material)?.grey ?? 'light'],
  column: '#24282d',
  opening: '#24282d',
  bay: '#3a4148',
  bayOpacity: 0.38,
  outline: '#24282d',
};

/** Floor inside the outline less holes, in one colour: what shows where nothing is counted. */
export function floorShape(level: Level, frame: HeatmapFrame, fill: string): string {
  return `<path d="${ringsData(level, frame)}" fill="${fill}" fill-rule="evenodd"/>`;
}

/** Bays, walls, columns, openings and outline, bottom to top. */
export function planShapes(level: Level, frame: HeatmapFrame, colours: PlanColours): string {
  const openings = placedOpenings(level);
  return [
    baysShape(level, frame, colours),
    `<path d="${ringsData(level, frame)}" fill="none" stroke="${colours.outline}" stroke-width="1"/>`,
    // Under the walls: a gap is never drawn into one that stands.
    ...openings.map((opening) => gapShape(opening, frame)),
    wallsShape(levelWalls(level).segments, frame, colours),
    columnsShape(level.columns ?? [], frame, colours.column),
    ...openings.map((opening) => leafShape(opening, frame, colours.opening)),
  ].join('');
}

function ringsData(level: Level, frame: HeatmapFrame): string {
  return [level.outline, ...(level.holes ?? [])].map((ring) => pathData(frame, ring, true)).join('');
}

function baysShape(level: Level, frame: HeatmapFrame, colours: PlanColours): string {
  const bays = level.bays ?? [];
  if (bays.length === 0) return '';
  const data = bays.map((bay) => pathData(frame, bay.polygon, true)).join('');
  return `<path d="${data}" fill="none" stroke="${colours.bay}" stroke-width="0.7" stroke-opacity="${colours.bayOpacity}"/>`;
}

function wallsShape(segments: readonly WallSegment[], frame: HeatmapFrame, colours: PlanColours): string {
  const paths = new Map<string, string>();
  for (const segment of segments) {
    const { wall, isWallStart, isWallEnd } = segment;
    const widthPx = Math.max(1, wall.thicknessM * frame.pixelsPerM);
    const stroke = `stroke="${colours.wall(wall.material)}" stroke-width="${formatPixel(widthPx)}"`;
    const isWhole = isWallStart && isWallEnd;
    const key = isWhole ? stroke : `${stroke} stroke-linecap="butt"`;
    const line = isWhole ? segmentLine(segment, 0) : segmentLine(segment, widthPx / 2 / frame.pixelsPerM);
    paths.set(key, (paths.get(key) ?? '') + pathData(frame, line, false));
  }
  const shapes = [...paths].map(([stroke, data]) => `<path d="${data}" ${stroke}/>`);
  return shapes.length === 0 ? '' : `<g fill="none" stroke-linecap="square">${shapes.join('')}</g>`;
}

/** A segment's ends, metres; into the corner where the wall itself ends and nothing opens. */
function segmentLine({ startMm, endMm, isWallStart, isWallEnd }: WallSegment, cornerM: number): Point[] {
  const [startX, startY] = pointInMetres(startMm);
  const [endX, endY] = pointInMetres(endMm);
  const lengthM = Math.hypot(endX - startX, endY - startY) || 1;
  const [alongX, alongY] = [((endX - startX) / lengthM) * cornerM, ((endY - startY) / lengthM) * cornerM];
  return [
    isWallStart ? [startX - alongX, startY - alongY] : [startX, startY],
    isWallEnd ? [endX + alongX, endY + alongY] : [endX, endY],
  ];
}

function columnsShape(columns: readonly Column[], frame: HeatmapFrame, fill: string): string {
  if (columns.length === 0) return '';
  const data = columns.map((column) => pathData(frame, columnOutline(column), true)).join('');
  return `<path d="${data}" fill="${fill}"/>`;
}

/** White gap of an opening between the walls. */
function gapShape({ start, end, seat }: PlacedOpening, frame: HeatmapFrame): string {
  if (seat === 'in-no-wall') return '';
  const gapPx = formatPixel(Math.max(2.4, 0.32 * frame.pixelsPerM));
  return `<path d="${pathData(frame, [start, end], false)}" stroke="#fff" stroke-width="${gapPx}"/>`;
}

/** Shutters dashed, doors a thin leaf, passages nothing; a mark where an opening lies in no wall. */
function leafShape(
  { opening, start, end, seat }: PlacedOpening,
  frame: HeatmapFrame,
  stroke: string,
): string {
  const { kind, state } = opening;
  if (seat === 'in-no-wall') {
    const [x, y] = [frame.x((start[0] + end[0]) / 2), frame.y((start[1] + end[1]) / 2)];
    return strayOpeningSymbol(x, y, pathData(frame, [start, end], false));
  }
  const { leaf, isShutter } = openingKindRow(kind);
  if (!leaf) return '';
  const dashes = isShutter ? ' stroke-dasharray="5 3"' : '';
  const widthPx = state === 'closed' ? 1.8 : 1;
  return `<path d="${pathData(frame, [start, end], false)}" stroke="${stroke}" stroke-width="${widthPx}"${dashes}/>`;
}
