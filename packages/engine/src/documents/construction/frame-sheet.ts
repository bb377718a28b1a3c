import {
  type Mark,
  pathMark,
  pens,
  rectangleMark,
  type Sheet,
  type SheetPoint,
  textMark,
} from '../encoders/sheet.ts';
import type { DocumentTexts } from '../wording/document-text.ts';
import { doubtColour, stampColour, uprightStampMarks } from '../wording/stale-stamp.ts';
import {
  type TitleBlock,
  type TitleCell,
  type TitleSheet,
  titleCells,
  titleMarks,
  titleSizeMm,
} from './title-block.ts';

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
const [titleMm, footMm] = titleSizeMm;

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
  /** Set of drawings that it belongs to, and which of how many there: it has the same number in every document. */
  drawing?: { set: string; index: number; count: number };
  size: SheetSize;
  marks: Mark[];
}

/** A draft with what its sheet has around it. */
export interface FramedDraft {
  draft: SheetDraft;
  frame: Mark[];
  /** Doubts and stamp at the binding. */
  binding: Mark[];
  title: TitleCell[];
}

/** Pages are counted in the sheets of a document, or those of a set of drawings, which several files have parts of. */
export type PageCount = 'document' | 'set';

/** Drafts with their frames and the fields of their title blocks. */
export function framedDrafts(
  drafts: readonly SheetDraft[],
  block: TitleBlock,
  texts: DocumentTexts,
  count: PageCount = 'set',
): FramedDraft[] {
  return drafts.map((draft, index) => ({
    draft,
    frame: [...frameMarks(draft.size), ...(block.labels ? [] : countersignMarks(draft.size, texts))],
    binding: bindingMarks(draft.size, block),
    title: titleCells(block, texts, titleSheet(drafts, index, count, texts)),
  }));
}

/** Drafts with frame, title block, drawing number and page of the document. */
export function frameSheets(drafts: readonly SheetDraft[], block: TitleBlock, texts: DocumentTexts): Sheet[] {
  return framedDrafts(drafts, block, texts, 'document').map(({ draft, frame, binding, title }) => ({
    id: draft.id,
    title: draft.title,
    widthMm: draft.size[0],
    heightMm: draft.size[1],
    marks: [...draft.marks, ...frame, ...binding, ...titleMarks(title, titleCorner(draft.size))],
  }));
}

/** Upper left corner of the title block. */
export function titleCorner(size: SheetSize): SheetPoint {
  const { title } = frameBoxes(size);
  return [title.x, title.y];
}

/**
 * Doubts and stamp in the margin at the binding, where nothing else is printed and every printer reaches, one beside the other
 * where there are both.
 */
function bindingMarks(size: SheetSize, { doubts, stamp, labels }: TitleBlock): Mark[] {
  const { frame } = frameBoxes(size);
  const texts = [
    ...(stamp ? [{ text: stamp, colour: stampColour }] : []),
    ...(doubts ? [{ text: doubts, colour: doubtColour }] : []),
  ];
  const widthMm = (bindingMm - 6) / texts.length;
  const heightMm = frame.heightMm - (labels ? 0 : countersign.lengthMm + 4);
  return texts.flatMap(({ text, colour }, index) =>
    uprightStampMarks(text, { x: 3 + index * widthMm, y: frame.y, widthMm, heightMm }, colour),
  );
}

/** The table to be countersigned by other disciplines in the binding margin (GB/T 50001), read from the right, mm. */
const countersign = { lengthMm: 100, columnMm: 25, rowMm: 4, lastMm: 22 };
const disciplines = ['building', 'structure', 'electrical', 'defence'] as const;

/** Ruled to be filled by hand: a row for each discipline, with name, signature and date. */
function countersignMarks(size: SheetSize, texts: DocumentTexts): Mark[] {
  const { frame } = frameBoxes(size);
  const { lengthMm, columnMm, rowMm, lastMm } = countersign;
  const bottom = frame.y + frame.heightMm;
  const rows = [
    (['discipline', 'name', 'signature', 'date'] as const).map((key) =>
      texts(`construction.countersign.${key}`),
    ),
    ...disciplines.map((key) => [texts(`construction.countersign.${key}`)]),
  ];
  const left = lastMm - rows.length * rowMm;
  return [
    ...Array.from({ length: rows.length + 1 }, (_, row) =>
      line([left + row * rowMm, bottom], [left + row * rowMm, bottom - lengthMm], 'thin'),
    ),
    ...Array.from({ length: lengthMm / columnMm + 1 }, (_, column) =>
      line([left, bottom - column * columnMm], [lastMm, bottom - column * columnMm], 'thin'),
    ),
    ...rows.flatMap((cells, row) =>
      cells.map((text, column) =>
        textMark(
          'FRAME',
          text,
          [left + (row + 0.5) * rowMm + 0.36 * countersignMm, bottom - (column + 0.5) * columnMm],
          { sizeMm: countersignMm, anchor: 'middle', angleDeg: 90 },
        ),
      ),
    ),
  ];
}

const countersignMm = 2.2;

function titleSheet(
  drafts: readonly SheetDraft[],
  index: number,
  pages: PageCount,
  texts: DocumentTexts,
): TitleSheet {
  const { title, scale, drawing } = drafts[index];
  const number = drawingNumber(drafts, index);
  if (pages === 'document') {
    const page = texts('construction.pageOf', { page: index + 1, pages: drafts.length });
    return { title, scale, number, page };
  }
  const here = setOf(drafts[index]);
  const others = drafts.filter((each) => setOf(each) === here);
  const [at, count] = drawing
    ? [drawing.index, drawing.count]
    : [others.indexOf(drafts[index]) + 1, others.length];
  const ofSet = texts('construction.sheetOfSetValue', { sheet: at, sheets: count });
  return { title, scale, number, page: ofSet, isPageOfSet: true };
}

/**
 * Sets of sheets that are no drawings, by the ids that their sheets begin with: initials of what they are called on site. Their numbers
 * are counted within the set, so that a sheet has the same one in every document, whatever else that holds.
 */
const sheetSets: Readonly<Record<string, string>> = {
  ...{ cover: 'FM', summary: 'ML', 'design-notes': 'SM', 'as-built': 'JG', schemes: 'BX', room: 'JF' },
  ...{ bill: 'CL', rework: 'GZ', antennas: 'TX', ports: 'GL', devices: 'QJ', units: 'CS', shift: 'YP' },
  ...{ cables: 'XL', sections: 'LL', penetrations: 'KD', rules: 'JC', estimate: 'YS', budget: 'LP' },
  ...{ handover: 'QH', leakage: 'WX', cells: 'XQ', neighbours: 'XQ', receivers: 'XQ', duplex: 'XQ' },
  ...{ capacity: 'RL', 'device-capacity': 'RL', products: 'GR', isolation: 'GR', schedule: 'JD' },
  ...{ test: 'YC', assumptions: 'JS' },
};

type Numbered = Pick<SheetDraft, 'id' | 'drawing'>;

/** The set that a sheet is counted in; empty where it is of no known one, as sheets of statistics are. */
function setOf({ id, drawing }: Numbered): string {
  if (drawing) return drawing.set;
  const named = Object.keys(sheetSets).filter((each) => id === each || id.startsWith(`${each}-`));
  return sheetSets[named.sort((a, b) => b.length - a.length)[0]] ?? '';
}

/**
 * `DK-B1-02` of the second drawing of a set, `DK-XL-01` of the first sheet of the cable schedule; `DK-07` of the seventh sheet of those
 * that are of no set.
 */
export function drawingNumber(drafts: readonly Numbered[], index: number): string {
  const digits = (at: number) => String(at).padStart(2, '0');
  const { drawing } = drafts[index];
  const set = setOf(drafts[index]);
  const at = drawing?.index ?? drafts.slice(0, index + 1).filter((each) => setOf(each) === set).length;
  return set === '' ? `DK-${digits(at)}` : `DK-${set}-${digits(at)}`;
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

function line(from: SheetPoint, to: SheetPoint, pen: keyof typeof pens = 'medium'): Mark {
  return pathMark('FRAME', [from, to], { pen: pens[pen] });
}
