/** Draws a garage of a known truth anew, in another way than it came: the same seed gives the same file. */
import { createRandom } from '../../../packages/engine/src/core/index.ts';
import { dxfText, insert, type Tag } from '../drawing-support.ts';
import type { GarageTruth } from '../score-import.ts';
import { DxfPen, type Point } from './dxf-pen.ts';
import {
  chooseExtras,
  drawCompartments,
  drawDetails,
  drawGroundFloor,
  drawStackers,
  type SpoilExtras,
} from './spoil-extras.ts';
import { drawAxes, drawNoise } from './spoil-noise.ts';
import { layersOf, type SpoilStyle, spoilStyle } from './spoil-styles.ts';
import {
  drawBays,
  drawColumns,
  drawDoors,
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
  extras: SpoilExtras;
}

const unitsPerMetre = { mm: 1000, cm: 100, m: 1, in: 1 / 0.0254, ft: 1 / 0.3048 };
const headerCodes = { in: 1, ft: 2, mm: 4, cm: 5, m: 6 };

export interface SpoilOptions {
  style?: Partial<SpoilStyle>;
  extras?: Partial<SpoilExtras>;
}

export function spoilGarage(given: GarageTruth, seed: number, only: SpoilOptions = {}): SpoiledGarage {
  const random = createRandom(seed);
  const chosen = chooseExtras(createRandom(seed + 40_000), only.extras);
  // Without titles the order of several levels is anybody's guess.
  const titles = given.levels.length > 1 && chosen.titles === 'missing' ? 'chinese' : chosen.titles;
  const extras: SpoilExtras = { ...chosen, titles };
  const style = spoilStyle(random, only.style);
  const isBare = extras.columnLayer === 'none';
  const truth = isBare
    ? { ...given, levels: given.levels.map((level) => ({ ...level, columns: [] })) }
    : given;
  const shifts = levelShifts(truth, style);
  const unit = unitsPerMetre[style.unit];
  const offset: Point = extras.far
    ? [style.offset[0] * 20 + 7e6 * unit * 0.01, style.offset[1] * 20 - 9e6 * unit * 0.01]
    : style.offset;
  const transform = {
    rotation_deg: style.rotationDeg,
    units_per_metre: unit,
    offset,
    level_offset: shifts,
  };
  const entities: Tag[] = [];
  const wholes: { name: string; entities: Tag[] }[] = [];
  for (const level of truth.levels) {
    const isWhole = extras.whole !== 'none';
    const isMirrored = extras.whole === 'mirrored';
    const pen = new DxfPen(
      {
        rotationDeg: isWhole ? 0 : style.rotationDeg,
        unitsPerMetre: unit,
        offset: isWhole ? [0, 0] : offset,
        shift: shifts[level.name],
        isMirrored,
      },
      layersOf(style.layers),
    );
    drawLevel(pen, level, { style, extras, random });
    if (!isWhole) {
      for (const tag of pen.entities) entities.push(tag);
      continue;
    }
    const name = `${level.name}平面`;
    wholes.push({ name, entities: pen.entities });
    const point: Tag[] = [
      [41, isMirrored ? -1 : 1],
      [50, style.rotationDeg],
    ];
    for (const tag of insert('0', name, ...offset, point)) entities.push(tag);
  }
  const text = dxfText({
    header: headerOf(style),
    layers: [],
    blocks: [...spoilBlocks(truth.levels[0].bay_size), ...wholes],
    entities,
  });
  return {
    bytes: new TextEncoder().encode(text),
    truth: { ...truth, dxf: { ...truth.dxf, transform } },
    style,
    extras,
  };
}

function drawLevel(
  pen: DxfPen,
  level: GarageTruth['levels'][number],
  { style, extras, random }: { style: SpoilStyle; extras: SpoilExtras; random: () => number },
): void {
  drawWalls(pen, level, style, random);
  drawColumns(pen, level, style, extras);
  drawBays(pen, level, style, style.noise, random);
  drawDoors(pen, level, style);
  drawPoints(pen, level, extras);
  drawRooms(pen, level, extras);
  drawRamps(pen, level);
  if (style.axes) drawAxes(pen, level);
  if (style.noise) drawNoise(pen, level);
  if (extras.compartments) drawCompartments(pen, level);
  if (extras.stackers) drawStackers(pen, level);
  if (extras.groundFloor && level.name === 'B1') drawGroundFloor(pen, level);
  if (extras.details) drawDetails(pen, level);
  drawTitle(pen, level, extras);
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

function drawTitle(pen: DxfPen, level: GarageTruth['levels'][number], { titles }: SpoilExtras): void {
  const ring = level.outline[0].exterior;
  const left = Math.min(...ring.map((point) => point[0]));
  const right = Math.max(...ring.map((point) => point[0]));
  const bottom = Math.min(...ring.map((point) => point[1]), ...level.walls.map(({ a }) => a[1]));
  const digit = '一二三'[Number(level.name.slice(1)) - 1];
  const title = titles === 'english' ? `BASEMENT ${level.name} FLOOR PLAN` : `地下${digit}层平面图 1:150`;
  if (titles !== 'missing') pen.text('text', title, [(left + right) / 2, bottom - 14], 2);
  const [{ x, y }] = level.bays;
  pen.text('text', level.elevation.toFixed(3), [x, y + 5], 0.6);
  pen.text('text', `净高${level.clear_height.toFixed(2)}`, [x + 3, y + 5], 0.5);
}
