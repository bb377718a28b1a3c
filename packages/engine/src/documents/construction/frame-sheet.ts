import {
  type Mark,
  pathMark,
  pens,
  rectangleMark,
  type Sheet,
  type SheetPoint,
  textMark,
} from '../encoders/sheet.ts';
import { cutText, textWidthMm } from '../encoders/text-width.ts';
import type { DocumentTexts } from '../wording/document-text.ts';
import { doubtColour, stampColour, uprightStampMarks } from '../wording/stale-stamp.ts';

/** Fields of the title block of every sheet. */
export interface TitleBlock {
  project: string;
  address: string;
  /** Written as it stands; blank where nobody says. */
  date: string;
  /** Doubts about how the plan was read, in a sentence: it stands along the edge of every sheet. */
  doubts?: string;
  /** Headings of the fields where they differ from those of drawings. */
  labels?: 'month.titleBlock';
  /** Stamp for documents of a stale plan: along the edge of every sheet. */
  stamp?: string;
}

/** Widths and heights of paper, mm. */
export const sheetSizes = { A3: [420, 297], A2: [594, 420], A1: [841, 594], A0: [1189, 841] } as const;
/** A size of paper by its ISO name. */
export type PaperSize = keyof typeof sheetSizes;
/** Width and height, mm. */
export type SheetSize = readonly [number, number];

export interface Box {
  x: number;
  y: number;
  widthMm: number;
  heightMm: number;
}

/** Edges of the frame, mm (GB/T 50001: 25 at the binding, 5 elsewhere on A3 and smaller, 10 above). */
const bindingMm = 25;
const footMm = 32;
const titleMm = 180;

/** Inner parts of a sheet: where the drawing goes, and where legend and notes beside the title block. */
export function frameBoxes([widthMm, heightMm]: SheetSize): {
  frame: Box;
  drawing: Box;
  legend: Box;
  title: Box;
} {
  const edgeMm = widthMm <= sheetSizes.A3[0] ? 5 : 10;
  const frame = {
    x: bindingMm,
    y: edgeMm,
    widthMm: widthMm - bindingMm - edgeMm,
    heightMm: heightMm - 2 * edgeMm,
  };
  const footY = frame.y + frame.heightMm - footMm;
  const titleX = frame.x + frame.widthMm - titleMm;
  return {
    frame,
    drawing: { ...frame, heightMm: frame.heightMm - footMm },
    legend: { x: frame.x, y: footY, widthMm: frame.widthMm - titleMm, heightMm: footMm },
    title: { x: titleX, y: footY, widthMm: titleMm, heightMm: footMm },
  };
}

/** A sheet before it knows its number among the others. */
export interface SheetDraft {
  id: string;
  title: string;
  /** Title of a table on several sheets without the part: one line of the contents. */
  series?: string;
  /** `1:300`. */
  scale: string;
  size: SheetSize;
  marks: Mark[];
}

/** Drafts with frame, title block, drawing number and page. */
export function frameSheets(drafts: readonly SheetDraft[], block: TitleBlock, texts: DocumentTexts): Sheet[] {
  return drafts.map((draft, index) => ({
    id: draft.id,
    title: draft.title,
    widthMm: draft.size[0],
    heightMm: draft.size[1],
    marks: [
      ...draft.marks,
      ...frameMarks(draft.size),
      ...bindingMarks(draft.size, block),
      ...titleMarks(draft.size, block, texts, {
        title: draft.title,
        scale: draft.scale,
        number: drawingNumber(index),
        page: `${index + 1} / ${drafts.length}`,
      }),
    ],
  }));
}

/**
 * Doubts and stamp in the margin at the binding, where nothing else is printed and every printer reaches, one beside the other
 * where there are both.
 */
function bindingMarks(size: SheetSize, { doubts, stamp }: TitleBlock): Mark[] {
  const { frame } = frameBoxes(size);
  const texts = [
    ...(stamp ? [{ text: stamp, colour: stampColour }] : []),
    ...(doubts ? [{ text: doubts, colour: doubtColour }] : []),
  ];
  const widthMm = (bindingMm - 6) / texts.length;
  return texts.flatMap(({ text, colour }, index) =>
    uprightStampMarks(
      text,
      { x: 3 + index * widthMm, y: frame.y, widthMm, heightMm: frame.heightMm },
      colour,
    ),
  );
}

/** `DK-01` of the first sheet. */
export function drawingNumber(index: number): string {
  return `DK-${String(index + 1).padStart(2, '0')}`;
}

function frameMarks(size: SheetSize): Mark[] {
  const { frame, legend } = frameBoxes(size);
  const [widthMm, heightMm] = size;
  return [
    rectangleMark('FRAME', { x: 0, y: 0, widthMm, heightMm }, { pen: pens.hair }),
    rectangleMark('FRAME', frame, { pen: pens.thick }),
    line([frame.x, legend.y], [frame.x + frame.widthMm, legend.y]),
  ];
}

function titleMarks(
  size: SheetSize,
  block: TitleBlock,
  texts: DocumentTexts,
  sheet: { title: string; scale: string; number: string; page: string },
): Mark[] {
  const { title } = frameBoxes(size);
  const { labels = 'construction' } = block;
  /** Widths of label and value, three times. */
  const columns = [15, 25, 17, 75, 13, 35];
  const [number, scale] = [texts(`${labels}.drawingNumber`), texts(`${labels}.scale`)];
  const rows = [
    [texts(`${labels}.design`), '', texts(`${labels}.project`), block.project, number, sheet.number],
    [texts(`${labels}.check`), '', texts(`${labels}.address`), block.address, scale, sheet.scale],
    [
      texts('construction.review'),
      '',
      texts(`${labels}.drawingName`),
      sheet.title,
      texts('construction.date'),
      block.date,
    ],
    [texts('construction.approve'), '', texts(`${labels}.owner`), '', texts('construction.page'), sheet.page],
  ];
  const rowMm = title.heightMm / rows.length;
  const marks: Mark[] = [line([title.x, title.y], [title.x, title.y + title.heightMm])];
  let x = title.x;
  columns.forEach((widthMm, column) => {
    if (column > 0) marks.push(line([x, title.y], [x, title.y + title.heightMm], 'thin'));
    rows.forEach((row, index) => {
      const isLabel = column % 2 === 0;
      const y = title.y + index * rowMm;
      const sizeMm = isLabel
        ? 2.6
        : fittingSize(row[column], widthMm - 3, index === 2 && column === 3 ? 3.8 : 3.2);
      const text = cutText(row[column], sizeMm, widthMm - 2);
      if (text) {
        const at: SheetPoint = isLabel
          ? [x + widthMm / 2, y + rowMm / 2 + 0.36 * sizeMm]
          : [x + 2, y + rowMm / 2 + 0.36 * sizeMm];
        marks.push(
          textMark('FRAME', text, at, {
            sizeMm,
            anchor: isLabel ? 'middle' : 'start',
            bold: index === 2 && column === 3,
          }),
        );
      }
    });
    x += widthMm;
  });
  for (let index = 1; index < rows.length; index++) {
    const y = title.y + index * rowMm;
    marks.push(line([title.x, y], [title.x + title.widthMm, y], 'thin'));
  }
  return marks;
}

function fittingSize(text: string, widthMm: number, sizeMm: number): number {
  const minMm = 2.2;
  return Math.max(minMm, Math.min(sizeMm, (sizeMm * widthMm) / Math.max(textWidthMm(text, sizeMm), 0.1)));
}

function line(from: SheetPoint, to: SheetPoint, pen: keyof typeof pens = 'medium'): Mark {
  return pathMark('FRAME', [from, to], { pen: pens[pen] });
}
