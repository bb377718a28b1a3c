import type { Column, Level, Opening, Position, Wall } from '../plan/schema.ts';
import { columnOutline } from '../scene/column-outline.ts';
import { formatPixel } from './format-numbers.ts';
import { type PictureFrame, pathData } from './picture-frame.ts';

/** Colours of what is built; the field owns hue, so these are greys. */
export interface PlanColours {
  wall: (material: string) => string;
  column: string;
  opening: string;
  bay: string;
  bayOpacity: number;
  outline: string;
}

const wallGreys: Record<string, string> = {
  'reinforced-concrete': '#24282d',
  metal: '#24282d',
  'concrete-block': '#4a5057',
  brick: '#4a5057',
};

export const greyPlan: PlanColours = {
  wall: (material) => wallGreys[material] ?? '#757c84',
  column: '#24282d',
  opening: '#24282d',
  bay: '#3a4148',
  bayOpacity: 0.38,
  outline: '#24282d',
};

/** Floor inside the outline less holes, in one colour: what shows where nothing is counted. */
export function floorShape(level: Level, frame: PictureFrame, fill: string): string {
  return `<path d="${ringsData(level, frame)}" fill="${fill}" fill-rule="evenodd"/>`;
}

/** Bays, walls, columns, openings and outline, bottom to top. */
export function planShapes(level: Level, frame: PictureFrame, colours: PlanColours): string {
  return [
    baysShape(level, frame, colours),
    `<path d="${ringsData(level, frame)}" fill="none" stroke="${colours.outline}" stroke-width="1"/>`,
    wallsShape(level.walls ?? [], frame, colours),
    columnsShape(level.columns ?? [], frame, colours.column),
    ...(level.openings ?? []).map((opening) => openingShape(opening, frame, colours.opening)),
  ].join('');
}

function ringsData(level: Level, frame: PictureFrame): string {
  return [level.outline, ...(level.holes ?? [])].map((ring) => pathData(frame, ring, true)).join('');
}

function baysShape(level: Level, frame: PictureFrame, colours: PlanColours): string {
  const bays = level.bays ?? [];
  if (bays.length === 0) return '';
  const data = bays.map((bay) => pathData(frame, bay.polygon, true)).join('');
  return `<path d="${data}" fill="none" stroke="${colours.bay}" stroke-width="0.7" stroke-opacity="${colours.bayOpacity}"/>`;
}

function wallsShape(walls: readonly Wall[], frame: PictureFrame, colours: PlanColours): string {
  const paths = new Map<string, string>();
  for (const wall of walls) {
    const widthPx = formatPixel(Math.max(1, wall.thicknessM * frame.pixelsPerM));
    const key = `stroke="${colours.wall(wall.material)}" stroke-width="${widthPx}"`;
    paths.set(key, (paths.get(key) ?? '') + pathData(frame, [wall.start, wall.end], false));
  }
  const shapes = [...paths].map(([stroke, data]) => `<path d="${data}" ${stroke}/>`);
  return shapes.length === 0 ? '' : `<g fill="none" stroke-linecap="square">${shapes.join('')}</g>`;
}

function columnsShape(columns: readonly Column[], frame: PictureFrame, fill: string): string {
  if (columns.length === 0) return '';
  const data = columns.map((column) => pathData(frame, columnOutline(column), true)).join('');
  return `<path d="${data}" fill="${fill}"/>`;
}

/** Shutters dashed, doors a thin leaf, passages a plain gap; an open one leaves its gap white. */
function openingShape(opening: Opening, frame: PictureFrame, stroke: string): string {
  const data = pathData(frame, [opening.start, opening.end] as Position[], false);
  const gapPx = formatPixel(Math.max(2.4, 0.32 * frame.pixelsPerM));
  const gap = `<path d="${data}" stroke="#fff" stroke-width="${gapPx}"/>`;
  if (opening.kind === 'passage') return gap;
  const dashes = opening.kind === 'fire-shutter' ? ' stroke-dasharray="5 3"' : '';
  const widthPx = opening.state === 'closed' ? 1.8 : 1;
  return `${gap}<path d="${data}" stroke="${stroke}" stroke-width="${widthPx}"${dashes}/>`;
}
