import { type Level, zoneKindRow } from '../../../plan/index.ts';
import {
  greyColour,
  type Mark,
  pathMark,
  pens,
  rectangleMark,
  type SheetPoint,
  textMark,
} from '../../encoders/sheet.ts';
import { wrapText } from '../../encoders/text-width.ts';
import type { DocumentTexts } from '../../wording/document-text.ts';
import type { Box } from '../frame-sheet.ts';
import { noteSizeMm } from './floor-annotations.ts';
import { numberMark } from './floor-labels.ts';
import type { LevelPart, LevelPartition } from './floor-partition.ts';
import { fitFloor } from './floor-placement.ts';

/** Width of the panel at the right of a floor plan, mm. */
export const panelMm = 62;
const keyMm = 46;
const headMm = 7;
const sizeMm = 2.5;
const rowMm = 4.2;
const padMm = 2;
const noteLineMm = 1.45 * noteSizeMm;

/** Width of the panel's lines of notes, mm. */
export const notesMm = panelMm - 2 * padMm;

/** Rows of the list that the panel has room for over so many lines of notes. */
export function listedRows(box: Box, noteLines: number): number {
  return Math.floor((box.heightMm - keyMm - 3 * headMm - noteLines * noteLineMm - padMm) / rowMm);
}

/** A label of the list, and its number on the drawing. */
export interface ListedLabel {
  number: number;
  text: string;
}

/** The panel: which part of the level the sheet shows, and under it the labels that had no room on the drawing. */
export function sidePanel(
  level: Level,
  options: {
    box: Box;
    partition: LevelPartition;
    part: LevelPart;
    listed: readonly ListedLabel[];
    notes: readonly string[];
    texts: DocumentTexts;
  },
): Mark[] {
  const { box, partition, part, listed, notes, texts } = options;
  const edge = pathMark(
    'FRAME',
    [
      [box.x, box.y],
      [box.x, box.y + box.heightMm],
    ],
    { pen: pens.thin },
  );
  const listY = box.y + headMm + keyMm;
  const notesY = box.y + box.heightMm - headMm - notes.length * noteLineMm - padMm;
  return [
    edge,
    heading(texts('construction.keyPlan'), box.x, box.y),
    ...partKeyMarks(level, { ...box, y: box.y + headMm, heightMm: keyMm }, partition, part),
    ...(listed.length > 0
      ? [
          heading(texts('construction.listedParts'), box.x, listY),
          ...listMarks(listed, [box.x + padMm, listY + headMm], box.widthMm - 2 * padMm),
        ]
      : []),
    heading(texts('construction.notes'), box.x, notesY),
    ...notes.map((line, index) =>
      textMark('FRAME', line, [box.x + padMm, notesY + headMm + 2.5 + index * noteLineMm], {
        sizeMm: noteSizeMm,
      }),
    ),
  ];
}

function heading(text: string, x: number, y: number): Mark {
  return textMark('FRAME', text, [x + padMm, y + 5], { sizeMm: 3, bold: true });
}

/** The outline of the level with its parts: this sheet's is filled, parts without a sheet have no number. */
export function partKeyMarks(
  level: Level,
  box: Box,
  { parts, angleDeg }: LevelPartition,
  shown: LevelPart,
): Mark[] {
  const inner = { ...box, x: box.x + padMm, widthMm: box.widthMm - 2 * padMm };
  // Parts reach as far as the ramps outside do.
  const corners = parts.flatMap(({ cornersM }) => cornersM.map(([x, y]): [number, number] => [x, y]));
  const around: Level = { ...level, outline: [...level.outline, ...corners] };
  const { toSheet } = fitFloor(around, inner, angleDeg);
  const cell = (part: LevelPart, fill?: string) =>
    pathMark('FRAME', part.cornersM.map(toSheet), {
      ...{ closed: true, pen: { widthMm: 0.13, colour: greyColour, dashMm: [1.6, 0.6] } },
      ...(fill ? { fill } : {}),
    });
  const isAlone = parts.length === 1;
  return [
    cell(shown, '#dbe6f3'),
    ...(level.zones ?? [])
      .filter(({ kind }) => zoneKindRow(kind).isExit)
      .map(({ polygon }) => pathMark('FRAME', polygon.map(toSheet), { closed: true, pen: pens.thin })),
    pathMark('FRAME', level.outline.map(toSheet), { closed: true, pen: pens.medium }),
    ...(isAlone ? [] : parts.map((part) => cell(part))),
    ...parts.flatMap((part) => {
      if (part.number === undefined || isAlone) return [];
      const [x, y] = middleOf(part.cornersM.map(toSheet));
      const style = { sizeMm: 3.5, anchor: 'middle', bold: part === shown } as const;
      return [textMark('FRAME', String(part.number), [x, y + 1.3], style)];
    }),
  ];
}

function middleOf(corners: readonly SheetPoint[]): SheetPoint {
  const [[ax, ay], , [bx, by]] = corners;
  return [(ax + bx) / 2, (ay + by) / 2];
}

/** Numbers in rings as they stand on the drawing, each with the label that had no room there. */
function listMarks(listed: readonly ListedLabel[], [x, y]: SheetPoint, widthMm: number): Mark[] {
  return listed.flatMap(({ number, text }, index) => {
    const at = y + (index + 0.5) * rowMm;
    const [line] = wrapText(text, sizeMm, widthMm - 5);
    return [
      ...numberMark(number, [x + 2, at]),
      textMark('FRAME', line, [x + 5, at + 0.36 * sizeMm], { sizeMm }),
      rectangleMark('FRAME', { x, y: at + rowMm / 2, widthMm, heightMm: 0 }, { pen: pens.hair }),
    ];
  });
}
