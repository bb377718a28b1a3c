import { InputError, type Phrase, say } from '../../core/index.ts';
import type { Level } from '../../plan/index.ts';
import type { Corner, Preamble } from './read-preamble.ts';
import type { TableHead } from './read-table.ts';
import type { WalkOptions } from './walk.ts';
import type { WalkRows } from './walk-rows.ts';

/** An image is taken as that of a level's outline where its sides differ by less. */
const sizeTolerance = 0.05;

/** Size of an image in pixels and in metres, as columns say it. */
interface ImageSize {
  widthPx: number;
  heightPx: number;
  widthM: number;
  heightM: number;
}

/**
 * Turns positions in pixels of a floor plan's image, and positions that count down from an upper corner, into the
 * plan's metres. The image is taken to end where the level's outline does.
 * @returns true where the positions of `rows` are metres of the plan now
 * @throws InputError for pixels without a scale, for an image of another size, and for corners that mirror the plan
 */
export function placePixels(
  rows: WalkRows,
  levels: readonly (Level | undefined)[],
  head: TableHead,
  preamble: Preamble,
  { pixelsPerM }: WalkOptions,
  assumptions: Phrase[],
): boolean {
  const { first, second, kind } = rows;
  if (kind !== 'plane' || !first.column || !second.column) return false;
  const columns = `${first.column.name}, ${second.column.name}`;
  const unit = first.column.unit ?? preamble.unit;
  const image = imageReader(head);
  const isPixels =
    /^(px|pixels?|像素)$/.test(unit ?? '') ||
    (unit === undefined && (pixelsPerM !== undefined || image !== undefined));
  const { corner } = preamble;
  if (corner && corner !== 'lower-left' && corner !== 'upper-left') throw mirrored(columns, corner);
  if (!isPixels) {
    first.column.unit ??= unit;
    return corner === 'upper-left' && turnDown(rows, levels, columns, assumptions);
  }
  const stated = pixelsPerM ?? preamble.pixelsPerM;
  const boxes = new Map<Level, Box>();
  let said: string | undefined;
  rows.lines.forEach((_, index) => {
    const level = levels[index];
    if (!level || !Number.isFinite(first.values[index]) || !Number.isFinite(second.values[index])) return;
    const box = boxes.get(level) ?? boxOf(level);
    boxes.set(level, box);
    const size = image?.(rows.imageSizes[index]);
    if (size) checkSize(size, box, level, columns);
    const perMX = size ? size.widthPx / size.widthM : stated;
    const perMY = size ? size.heightPx / size.heightM : stated;
    if (!perMX || !perMY) throw withoutScale(columns);
    said ??= perMX.toFixed(perMX < 10 ? 2 : 1);
    const downM = second.values[index] / perMY;
    first.values[index] = box.minX + first.values[index] / perMX;
    second.values[index] = corner === 'lower-left' ? box.minY + downM : box.maxY - downM;
  });
  if (said === undefined) return true;
  assumptions.push(say('walk-pixels-taken', { columns, scale: said }));
  if (corner === undefined) assumptions.push(say('walk-pixels-down', { columns }));
  return true;
}

interface Box {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
}

/** Smallest rectangle around a level's outline, metres. */
function boxOf({ outline }: Level): Box {
  const box: Box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  for (const [x, y] of outline) {
    box.minX = Math.min(box.minX, x);
    box.minY = Math.min(box.minY, y);
    box.maxX = Math.max(box.maxX, x);
    box.maxY = Math.max(box.maxY, y);
  }
  return box;
}

/** Positions in metres that are counted down from the upper left corner. */
function turnDown(
  rows: WalkRows,
  levels: readonly (Level | undefined)[],
  columns: string,
  assumptions: Phrase[],
): boolean {
  const metres =
    { m: 1, 米: 1, cm: 0.01, 厘米: 0.01, mm: 0.001, 毫米: 0.001 }[rows.first.column?.unit ?? 'm'] ?? 1;
  rows.lines.forEach((_, index) => {
    const level = levels[index];
    if (!level) return;
    const box = boxOf(level);
    rows.first.values[index] = box.minX + rows.first.values[index] * metres;
    rows.second.values[index] = box.maxY - rows.second.values[index] * metres;
  });
  assumptions.push(say('walk-corner-upper', { columns }));
  return true;
}

/** How a row's columns about the image are read; undefined where they do not say both of its sizes. */
function imageReader({
  columns,
}: TableHead): ((numbers: readonly number[] | undefined) => ImageSize | undefined) | undefined {
  const titled = columns.filter(({ role }) => role === 'image');
  const at = (isWidth: boolean, isPixels: boolean) =>
    titled.findIndex(
      ({ name }) => /width|宽/i.test(name) === isWidth && /pixel|px|像素/i.test(name) === isPixels,
    );
  const [widthPx, heightPx, width, height] = [
    at(true, true),
    at(false, true),
    at(true, false),
    at(false, false),
  ];
  if (Math.min(widthPx, heightPx, width, height) < 0) return undefined;
  const metres = { cm: 0.01, mm: 0.001 }[titled[width].unit ?? ''] ?? 1;
  return (numbers) => {
    if (!numbers || ![widthPx, heightPx, width, height].every((index) => numbers[index] > 0))
      return undefined;
    return {
      widthPx: numbers[widthPx],
      heightPx: numbers[heightPx],
      widthM: numbers[width] * metres,
      heightM: numbers[height] * metres,
    };
  };
}

function checkSize({ widthM, heightM }: ImageSize, box: Box, level: Level, columns: string): void {
  const [boxWidthM, boxHeightM] = [box.maxX - box.minX, box.maxY - box.minY];
  const off = Math.max(Math.abs(widthM / boxWidthM - 1), Math.abs(heightM / boxHeightM - 1));
  if (off <= sizeTolerance) return;
  const size = (alongM: number, acrossM: number) => `${alongM.toFixed(1)} × ${acrossM.toFixed(1)} m`;
  throw new InputError([
    {
      at: say('walk-column', { column: columns }),
      found: say('walk-picture-size', { size: size(widthM, heightM) }),
      expected: say('walk-picture-of-level', { level: level.id, size: size(boxWidthM, boxHeightM) }),
    },
  ]);
}

function withoutScale(columns: string): InputError {
  return new InputError([
    {
      at: say('walk-column', { column: columns }),
      found: say('walk-pixels'),
      expected: say('walk-pixels-scale'),
    },
  ]);
}

function mirrored(columns: string, corner: Corner): InputError {
  return new InputError([
    {
      at: say('walk-column', { column: columns }),
      found: say('walk-corner', { corner }),
      expected: say('walk-corner-left'),
    },
  ]);
}
