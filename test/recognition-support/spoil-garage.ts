/** Draws a garage of a known truth anew, in another way than it came: the same seed gives the same file. */
import { createRandom } from '@diku/engine';
import { dxfText, type Tag } from '../drawing-support.ts';
import type { GarageTruth } from '../score-import.ts';
import { DxfPen, type Point } from './dxf-pen.ts';
import { layersOf, type SpoilStyle, spoilStyle } from './spoil-styles.ts';
import {
  drawAxes,
  drawBays,
  drawColumns,
  drawDoors,
  drawNoise,
  drawPoints,
  drawRamps,
  drawRooms,
  spoilBlocks,
} from './spoil-things.ts';
import { drawWalls } from './spoil-walls.ts';

export interface SpoiledGarage {
  bytes: Uint8Array;
  /** The truth with the transform of the new file. */
  truth: GarageTruth;
  style: SpoilStyle;
}

const unitsPerMetre = { mm: 1000, cm: 100, m: 1, in: 1 / 0.0254, ft: 1 / 0.3048 };
const headerCodes = { in: 1, ft: 2, mm: 4, cm: 5, m: 6 };

export function spoilGarage(truth: GarageTruth, seed: number, only: Partial<SpoilStyle> = {}): SpoiledGarage {
  const random = createRandom(seed);
  const style = spoilStyle(random, only);
  const shifts = levelShifts(truth, style);
  const transform = {
    rotation_deg: style.rotationDeg,
    units_per_metre: unitsPerMetre[style.unit],
    offset: style.offset,
    level_offset: shifts,
  };
  const entities: Tag[] = [];
  for (const level of truth.levels) {
    const pen = new DxfPen(
      {
        rotationDeg: style.rotationDeg,
        unitsPerMetre: transform.units_per_metre,
        offset: style.offset,
        shift: shifts[level.name],
      },
      layersOf(style.layers),
    );
    drawWalls(pen, level, style, random);
    drawColumns(pen, level, style);
    drawBays(pen, level, style, style.noise, random);
    drawDoors(pen, level, style);
    drawPoints(pen, level);
    drawRooms(pen, level);
    drawRamps(pen, level);
    if (style.axes) drawAxes(pen, level);
    if (style.noise) drawNoise(pen, level);
    drawTitle(pen, level);
    for (const tag of pen.entities) entities.push(tag);
  }
  const text = dxfText({
    header: headerOf(style),
    layers: [],
    blocks: spoilBlocks(truth.levels[0].bay_size),
    entities,
  });
  return {
    bytes: new TextEncoder().encode(text),
    truth: { ...truth, dxf: { ...truth.dxf, transform } },
    style,
  };
}

function headerOf({ header, unit }: SpoilStyle): Tag[] {
  const version: Tag[] = [
    [9, '$ACADVER'],
    [1, 'AC1027'],
  ];
  if (header === 'missing') return version;
  const wrong = unit === 'mm' ? 1 : 4;
  const code = header === 'right' ? headerCodes[unit] : header === 'zero' ? 0 : wrong;
  return [...version, [9, '$INSUNITS'], [70, code]];
}

function levelShifts(truth: GarageTruth, { levels }: SpoilStyle): Record<string, Point> {
  const points = truth.levels.flatMap(({ walls }) => walls.flatMap(({ a, b }) => [a, b]));
  const width = Math.max(...points.map(([x]) => x)) - Math.min(...points.map(([x]) => x));
  const depth = Math.max(...points.map(([, y]) => y)) - Math.min(...points.map(([, y]) => y));
  return Object.fromEntries(
    truth.levels.map(({ name }, i): [string, Point] => {
      if (levels === 'beside') return [name, [i * (width + 150), 0]];
      if (levels === 'below') return [name, [0, -i * (depth + 100)]];
      return [name, [i * 1500, i * 700]];
    }),
  );
}

function drawTitle(pen: DxfPen, level: GarageTruth['levels'][number]): void {
  const ring = level.outline[0].exterior;
  const left = Math.min(...ring.map((point) => point[0]));
  const right = Math.max(...ring.map((point) => point[0]));
  const bottom = Math.min(...ring.map((point) => point[1]), ...level.walls.map(({ a }) => a[1]));
  pen.text(
    'text',
    `地下${level.name === 'B1' ? '一' : '二'}层平面图 1:150`,
    [(left + right) / 2, bottom - 14],
    2,
  );
  const [{ x, y }] = level.bays;
  pen.text('text', level.elevation.toFixed(3), [x, y + 5], 0.6);
  pen.text('text', `净高${level.clear_height.toFixed(2)}`, [x + 3, y + 5], 0.5);
}
