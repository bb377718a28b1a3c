import { ringContains } from '../../../core/index.ts';
import type { Level } from '../../../plan/index.ts';
import { type Mark, pathMark, type SheetPoint, textMark } from '../../encoders/sheet.ts';
import { textWidthMm, wrapText } from '../../encoders/text-width.ts';
import type { DocumentTexts } from '../../wording/document-text.ts';
import { symbolHalfMm } from '../device-symbols.ts';
import { type Area, isWithin, positionLabel } from '../position-labels.ts';
import { areaOf, namedRooms } from './building-marks.ts';
import { type NamedArea, namedCompartments } from './compartment-marks.ts';
import type { LabelRooms } from './floor-labels.ts';
import type { FloorPlacement } from './floor-placement.ts';
import { nearestPoint } from './place-labels.ts';

const sizeMm = 2.5;
/** Lines of a name stand so far under each other, mm. */
const lineMm = 1.2 * sizeMm;
const roomColour = '#7a828a';
/** Free around a name, mm. */
const clearMm = 0.3;
/** Steps away from the middle of a room that are tried, mm. */
const stepMm = 1.2;
/** Distance from the middle of a room that is full to its name, mm. */
const offsetMm = symbolHalfMm + 1.5;

/** A room's name as it stands on a sheet, and the room that it takes. */
export interface RoomName {
  marks: Mark[];
  area: Area;
}

/**
 * Names of compartments and of the rooms that are large enough for them, each in its room as near to the middle as there is room off what is
 * taken, and better off `lines`; beside it with a line to it where the room is full. What
 * they take is theirs.
 */
export function roomNames(
  level: Level,
  { toSheet, within, cell }: FloorPlacement,
  words: DocumentTexts,
  free: LabelRooms & { labelled?: readonly (readonly SheetPoint[])[] },
): RoomName[] {
  const shown = cell ?? within;
  const both = (area: Area) => free.taken.overlapMm2(area) + free.lines.overlapMm2(area);
  const rooms: NamedArea[] = namedRooms(level)
    .filter(({ polygon }) => !free.labelled?.includes(polygon))
    .map(({ name, kind, polygon }) => ({
      ...{ name: name || words.name('zone', kind), polygon, colour: roomColour },
    }));
  const areas = [...namedCompartments(level, words), ...rooms];
  return areas.flatMap(({ name, polygon, colour }) => {
    const ring = polygon.map(toSheet);
    const { minX, minY, maxX, maxY } = commonArea(areaOf(ring), shown);
    const lines = fittingLines(name, maxX - minX - 2 * clearMm, maxY - minY - 2 * clearMm);
    // A strip of a room at the edge is no room for its name letter by letter.
    const isStrip = !isWithin(areaOf(ring), shown) && lines.length > 2;
    if (lines.length === 0 || isStrip) return [];
    const widthMm = Math.max(...lines.map((line) => textWidthMm(line, sizeMm)));
    const heightMm = lines.length * lineMm;
    const box = { minX, minY, maxX, maxY };
    const middle: SheetPoint = [(minX + maxX) / 2, (minY + maxY) / 2];
    const around = [...nearLocations(middle, box), ...spreadLocations(middle, box)].map((at) =>
      nameArea(at, { widthMm, heightMm }),
    );
    const isInside = (area: Area) =>
      isWithin(area, shown) && corners(area).every((corner) => ringContains(ring, corner));
    const inside =
      around.find((each) => both(each) === 0 && isInside(each)) ??
      around.find((each) => free.taken.overlapMm2(each) === 0 && isInside(each));
    // A bent area has its middle outside: a line leads to floor of it.
    const anchor = [middle, ...spreadLocations(middle, box)].find((at) => ringContains(ring, at));
    if (!anchor) return [];
    const found =
      inside ?? positionLabel({ at: anchor, widthMm, heightMm, clearMm: offsetMm }, shown, free.taken)?.area;
    if (!found) return [];
    free.taken.add(found);
    const [x, y] = [(found.minX + found.maxX) / 2, (found.minY + found.maxY) / 2];
    const texts = lines.map((line, row) =>
      textMark('BUILDING', line, [x, y + (row - (lines.length - 1) / 2) * lineMm + 0.36 * sizeMm], {
        ...{ sizeMm, anchor: 'middle', colour },
      }),
    );
    if (inside) return [{ marks: texts, area: found }];
    const line = pathMark('BUILDING', [anchor, nearestPoint(anchor, found)], {
      pen: { widthMm: 0.1, colour },
    });
    return [{ marks: [line, ...texts], area: found }];
  });
}

/** Steps either side of the middle of a box that are tried. */
const maxSteps = 24;
const steps = Array.from({ length: 2 * maxSteps + 1 }, (_, index) => index - maxSteps);
/** Columns and rows of the whole lattice around a middle, the nearest first. */
const lattice = steps
  .flatMap((row) => steps.map((column) => [column, row] as const))
  .sort((a, b) => latticeOffMm(a) - latticeOffMm(b));

function latticeOffMm([column, row]: readonly [number, number]): number {
  return Math.hypot(column * stepMm, row * stepMm);
}

/** Points of a lattice in a box around its middle, the nearest first. */
function nearLocations([x, y]: SheetPoint, { minX, minY, maxX, maxY }: Area): SheetPoint[] {
  const [across, down] = [(maxX - minX) / 2, (maxY - minY) / 2].map((halfMm) => Math.floor(halfMm / stepMm));
  return lattice
    .filter(([column, row]) => Math.abs(column) <= across && Math.abs(row) <= down)
    .map(([column, row]): SheetPoint => [x + column * stepMm, y + row * stepMm]);
}

/** Points all over a box, those near its middle first. */
function spreadLocations([x, y]: SheetPoint, { minX, minY, maxX, maxY }: Area): SheetPoint[] {
  const [stepX, stepY] = [(maxX - minX) / (2 * maxSteps + 2), (maxY - minY) / (2 * maxSteps + 2)];
  return lattice.map(([column, row]): SheetPoint => [x + column * stepX, y + row * stepY]);
}

/** A name in one line, or in as many as a room of this width takes; none where it is too small for its name. */
function fittingLines(name: string, widthMm: number, heightMm: number): string[] {
  const lines = wrapText(name, sizeMm, Math.max(widthMm, sizeMm));
  const isFitting = lines.every((line) => textWidthMm(line, sizeMm) <= widthMm);
  return isFitting && lines.length * lineMm <= heightMm ? lines : [];
}

function nameArea([x, y]: SheetPoint, { widthMm, heightMm }: { widthMm: number; heightMm: number }): Area {
  const halfMm = widthMm / 2 + clearMm;
  const upMm = heightMm / 2 + clearMm / 2;
  return { minX: x - halfMm, maxX: x + halfMm, minY: y - upMm, maxY: y + upMm };
}

function corners({ minX, minY, maxX, maxY }: Area): SheetPoint[] {
  return [
    [minX, minY],
    [maxX, minY],
    [maxX, maxY],
    [minX, maxY],
  ];
}

function commonArea(a: Area, b: Area): Area {
  return {
    minX: Math.max(a.minX, b.minX),
    minY: Math.max(a.minY, b.minY),
    maxX: Math.min(a.maxX, b.maxX),
    maxY: Math.min(a.maxY, b.maxY),
  };
}
