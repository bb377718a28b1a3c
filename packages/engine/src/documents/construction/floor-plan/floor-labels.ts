import {
  circleMark,
  greyColour,
  type LabelLine,
  labelMark,
  lineText,
  type Mark,
  type PartAnchor,
  pathMark,
  type SheetLayer,
  type SheetPoint,
  textMark,
} from '../../encoders/sheet.ts';
import { textWidthMm } from '../../encoders/text-width.ts';
import { boxHalfMm } from '../device-symbols.ts';
import type { Area, TakenAreas } from '../position-labels.ts';
import { along, around, type LabelCandidate, nearestPoint, placeLabels } from './place-labels.ts';

/** Something with a symbol and a label of one or more lines. */
export interface FloorItem {
  part: PartAnchor;
  label: readonly LabelLine[];
  layer: SheetLayer;
  at: SheetPoint;
  marks: readonly Mark[];
  /** Room around its middle that its label leaves free, mm; default that of a symbol. */
  clearMm?: number;
}

/** A line with a label. */
export interface FloorLine {
  part: PartAnchor;
  label: LabelLine;
  /** Default: that of feeders. */
  colour?: string;
  /** Its straight parts, the longest first; of a line without length the point alone. */
  parts: readonly (readonly [SheetPoint, SheetPoint])[];
}

/** Size of the hanzi of labels on floor plans, mm. */
export const labelSizeMm = 2.5;
const lineRatio = 1.2;
const lineColour = '#c21807';
const numberRadiusMm = 2;

/** Occupied areas: `taken` must stay free, `lines` should. */
export interface LabelRooms {
  taken: TakenAreas;
  lines: TakenAreas;
}

/** A label without room, and what it belongs to on the sheet. */
export interface UnplacedLabel {
  text: string;
  at: SheetPoint;
}

/** Labels as drawn, and what stands in the sheet's list instead, by its number from 1. */
export interface FloorLabels {
  marks: Mark[];
  listed: UnplacedLabel[];
}

interface Request {
  part: PartAnchor;
  lines: readonly LabelLine[];
  at: SheetPoint;
  /** Middle of the symbol; a line has none. */
  symbol?: SheetPoint;
  colour?: string;
  candidates: LabelCandidate[];
}

/**
 * Labels of items, lines and holes, none over another, over a symbol or crossed by a leader, off lines where there is room. What has
 * no room has a number in a ring at its location, and its label is returned for the list.
 */
export function floorLabels(
  {
    items,
    lines,
    holes,
  }: { items: readonly FloorItem[]; lines: readonly FloorLine[]; holes: readonly FloorItem[] },
  within: Area,
  rooms: LabelRooms,
): FloorLabels {
  const itemRequest = ({ part, label, at, clearMm = boxHalfMm + 0.8 }: FloorItem): Request => ({
    ...{ part, lines: label, at, symbol: at },
    candidates: around(at, sizeOf(label), clearMm),
  });
  const requests = [
    ...items.map(itemRequest),
    ...lines.map(({ part, label, parts, colour = lineColour }): Request => {
      const [[a, b]] = parts;
      const at: SheetPoint = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
      return { part, lines: [label], at, colour, candidates: along(parts, sizeOf([label])) };
    }),
    ...holes.map(itemRequest),
  ];
  const found = placeLabels(
    requests.map(({ candidates }) => candidates),
    { within, ...rooms, symbols: requests.map(({ symbol }) => symbol) },
  );
  const marks: Mark[] = [];
  const without: Request[] = [];
  requests.forEach((request, index) => {
    const candidate = found[index];
    if (candidate) marks.push(...labelMarks(request, candidate));
    else without.push(request);
  });
  for (const candidate of found) if (candidate) rooms.taken.add(candidate.area);
  return {
    marks: [...marks, ...numberMarks(without, within, rooms)],
    listed: without.map(({ lines: texts, at }) => ({ text: texts.map(lineText).join(' '), at })),
  };
}

function sizeOf(texts: readonly LabelLine[]): { widthMm: number; heightMm: number } {
  return {
    widthMm: Math.max(...texts.map((text) => textWidthMm(lineText(text), labelSizeMm))),
    heightMm: texts.length * labelSizeMm * lineRatio,
  };
}

function labelMarks({ part, lines, colour }: Request, { area, leaderTo }: LabelCandidate): Mark[] {
  const texts = lines.map((line, row) =>
    labelMark(part, 'LABEL', line, [area.minX, area.minY + (0.95 + row * lineRatio) * labelSizeMm], {
      sizeMm: labelSizeMm,
      ...(colour ? { colour } : {}),
    }),
  );
  if (!leaderTo) return texts;
  const pen = { widthMm: 0.1, colour: greyColour };
  return [pathMark('LABEL', [leaderTo, nearestPoint(leaderTo, area)], { pen }), ...texts];
}

/** Numbers in rings, off each other where there is room for that; else where they belong. */
function numberMarks(requests: readonly Request[], within: Area, rooms: LabelRooms): Mark[] {
  const size = { widthMm: 2 * numberRadiusMm, heightMm: 2 * numberRadiusMm };
  const found = placeLabels(
    requests.map(({ at }) => around(at, size, 0.5)),
    { within, ...rooms },
  );
  return requests.flatMap(({ at }, index) => {
    const area = found[index]?.area;
    const centre: SheetPoint = area ? [(area.minX + area.maxX) / 2, (area.minY + area.maxY) / 2] : at;
    const leaderTo = found[index]?.leaderTo;
    return [
      ...(leaderTo
        ? [pathMark('LABEL', [leaderTo, centre], { pen: { widthMm: 0.1, colour: greyColour } })]
        : []),
      ...numberMark(index + 1, centre),
    ];
  });
}

/** A number of the sheet's list, in its ring. */
export function numberMark(number: number, [x, y]: SheetPoint): Mark[] {
  const pen = { widthMm: 0.13, colour: lineColour };
  return [
    circleMark('LABEL', [x, y], numberRadiusMm, { pen, fill: '#ffffff' }),
    textMark('LABEL', String(number), [x, y + 0.9], {
      sizeMm: labelSizeMm,
      anchor: 'middle',
      colour: lineColour,
    }),
  ];
}
