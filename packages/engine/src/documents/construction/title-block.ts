import type { TitleFields } from '../../plan/index.ts';
import { type Mark, pathMark, pens, type SheetPoint, textMark } from '../encoders/sheet.ts';
import { cutText, fittingSizeMm } from '../encoders/text-width.ts';
import type { DocumentTexts } from '../wording/document-text.ts';

/** Fields of the title block of every sheet. */
export interface TitleBlock {
  project: string;
  address: string;
  /** Written as it stands; blank where nobody says. */
  date: string;
  /** Fields that the plan states; the rest is ruled to be filled by hand. */
  fields?: TitleFields;
  /** Doubts about how the plan was read, in a sentence: it stands along the edge of every sheet. */
  doubts?: string;
  /** Fields of statistics where those are not of a drawing. */
  labels?: 'month.titleBlock';
  /** Stamp for documents of a stale plan: along the edge of every sheet. */
  stamp?: string;
}

/** Statements of the title block about its sheet. */
export interface TitleSheet {
  title: string;
  scale: string;
  number: string;
  page: string;
  /** The page is counted in the sheet's set of drawings, not in a document: the set is what a file of CAD has. */
  isPageOfSet?: true;
}

/** A field: its label, and behind it what it states. */
interface Field {
  /** Name that it has in CAD. */
  tag: string;
  label: string;
  value: string;
  isTitle?: true;
}

/** A field in its box, mm from the upper left corner of the title block. */
export interface TitleCell extends Field {
  x: number;
  y: number;
  heightMm: number;
  labelMm: number;
  valueMm: number;
}

/** Statements of a title block that are not signed: who has to make those that are missing. */
export function titleStatements(
  { fields = {}, address, date }: TitleBlock,
  texts: DocumentTexts,
): Record<'projectNumber' | 'stage' | 'revision' | 'owner' | 'designUnit' | 'address' | 'date', string> {
  return {
    projectNumber: fields.projectNumber || texts('construction.unstated.projectNumber'),
    stage: texts(`construction.stages.${fields.stage ?? 'construction'}`),
    revision: fields.revision || texts('construction.unstated.revision'),
    owner: fields.owner || texts('construction.unstated.owner'),
    designUnit: fields.designUnit || texts('construction.unstated.designUnit'),
    address: address || texts('construction.unstated.address'),
    date: date || texts('construction.unstated.date'),
  };
}

/** Width and height, mm. */
export const titleSizeMm = [180, 32] as const;

/** Fields beside each other in a column, under each other in their rows. */
interface Column {
  labelMm: number;
  valueMm: number;
  rows: readonly { fields: readonly Field[]; lines?: number }[];
}

/** The fields of a title block with their boxes. */
export function titleCells(block: TitleBlock, texts: DocumentTexts, sheet: TitleSheet): TitleCell[] {
  const columns = block.labels ? statisticsColumns(block, texts, sheet) : drawingColumns(block, texts, sheet);
  let left = 0;
  return columns.flatMap(({ labelMm, valueMm, rows }) => {
    const lineMm = titleSizeMm[1] / rows.reduce((sum, { lines = 1 }) => sum + lines, 0);
    const [x, columnMm] = [left, labelMm + valueMm];
    let y = 0;
    left += columnMm;
    return rows.flatMap(({ fields, lines = 1 }) => {
      const heightMm = lines * lineMm;
      const widthMm = columnMm / fields.length;
      const shownMm = fields.length === 1 ? labelMm : Math.min(labelMm, halfLabelMm);
      const cells = fields.map((field, index) => ({
        ...field,
        ...{ x: x + index * widthMm, y, heightMm, labelMm: shownMm, valueMm: widthMm - shownMm },
      }));
      y += heightMm;
      return cells;
    });
  });
}

/** Width of labels of which two share a row, mm. */
const halfLabelMm = 11;

function drawingColumns(block: TitleBlock, texts: DocumentTexts, sheet: TitleSheet): Column[] {
  const { fields = {} } = block;
  const stated = titleStatements(block, texts);
  const one = (tag: string, label: string, value = '') => ({ fields: [{ tag, label, value }] });
  const two = (...pair: Field[]) => ({ fields: pair });
  return [
    {
      ...{ labelMm: 17, valueMm: 25 },
      rows: [
        one('DESIGNER', texts('construction.design'), fields.designer),
        one('CHECKER', texts('construction.check'), fields.checker),
        one('REVIEWER', texts('construction.review'), fields.reviewer),
        one('APPROVER', texts('construction.approve'), fields.approver),
        one('DISCIPLINE_LEAD', texts('construction.disciplineLead'), fields.disciplineLead),
        one('PROJECT_LEAD', texts('construction.projectLead'), fields.projectLead),
      ],
    },
    {
      ...{ labelMm: 17, valueMm: 71 },
      rows: [
        one('DESIGN_UNIT', texts('construction.designUnit'), stated.designUnit),
        one('OWNER', texts('construction.owner'), stated.owner),
        one('PROJECT', texts('construction.project'), block.project),
        one('ADDRESS', texts('construction.address'), stated.address),
        {
          fields: [
            { tag: 'TITLE', label: texts('construction.drawingName'), value: sheet.title, isTitle: true },
          ],
          lines: 2,
        },
      ],
    },
    {
      ...{ labelMm: 15, valueMm: 35 },
      rows: [
        one('PROJECT_NUMBER', texts('construction.projectNumber'), stated.projectNumber),
        two(
          { tag: 'STAGE', label: texts('construction.stage'), value: stated.stage },
          { tag: 'REVISION', label: texts('construction.revision'), value: stated.revision },
        ),
        two(
          { tag: 'SCALE', label: texts('construction.scale'), value: sheet.scale },
          { tag: 'UNIT', label: texts('construction.unit'), value: 'm' },
        ),
        one('DRAWING_NUMBER', texts('construction.drawingNumber'), sheet.number),
        one('DATE', texts('construction.date'), stated.date),
        sheet.isPageOfSet
          ? one('SHEET_OF_SET', texts('construction.sheetOfSet'), sheet.page)
          : one('PAGE', texts('construction.page'), sheet.page),
      ],
    },
  ];
}

function statisticsColumns(block: TitleBlock, texts: DocumentTexts, sheet: TitleSheet): Column[] {
  const label = (
    name: 'design' | 'check' | 'project' | 'address' | 'drawingName' | 'owner' | 'drawingNumber' | 'scale',
  ) => texts(`month.titleBlock.${name}`);
  const one = (tag: string, name: string, value = '') => ({ fields: [{ tag, label: name, value }] });
  return [
    {
      ...{ labelMm: 15, valueMm: 25 },
      rows: [
        one('DESIGNER', label('design')),
        one('CHECKER', label('check')),
        one('REVIEWER', texts('construction.review')),
        one('APPROVER', texts('construction.approve')),
      ],
    },
    {
      ...{ labelMm: 17, valueMm: 75 },
      rows: [
        one('PROJECT', label('project'), block.project),
        one('ADDRESS', label('address'), block.address),
        { fields: [{ tag: 'TITLE', label: label('drawingName'), value: sheet.title, isTitle: true }] },
        one('OWNER', label('owner')),
      ],
    },
    {
      ...{ labelMm: 13, valueMm: 35 },
      rows: [
        one('DRAWING_NUMBER', label('drawingNumber'), sheet.number),
        one('SCALE', label('scale'), sheet.scale),
        one('DATE', texts('construction.date'), block.date),
        one('PAGE', texts('construction.page'), sheet.page),
      ],
    },
  ];
}

/** Sizes of hanzi, mm. */
const sizesMm = { label: 2.6, value: 3.2, title: 3.8, min: 2 };

/** The lines between the fields, and their labels. */
export function titleRulings(cells: readonly TitleCell[], [left, top]: SheetPoint): Mark[] {
  return cells.flatMap((cell): Mark[] => {
    const { heightMm, labelMm, valueMm } = cell;
    const [x, y] = [left + cell.x, top + cell.y];
    const line = (from: SheetPoint, to: SheetPoint, pen: keyof typeof pens = 'thin') =>
      pathMark('FRAME', [from, to], { pen: pens[pen] });
    const sizeMm = fittingSizeMm(cell.label, labelMm - 1, sizesMm.label, sizesMm.min);
    return [
      line([x, y], [x, y + heightMm], cell.x === 0 ? 'medium' : 'thin'),
      line([x + labelMm, y], [x + labelMm, y + heightMm]),
      ...(cell.y > 0 ? [line([x, y], [x + labelMm + valueMm, y])] : []),
      textMark('FRAME', cell.label, [x + labelMm / 2, y + heightMm / 2 + 0.36 * sizeMm], {
        ...{ sizeMm, anchor: 'middle' },
      }),
    ];
  });
}

/** Size and baseline of what a field states, and as much of it as there is room for. */
export function titleValue(
  cell: TitleCell,
  [left, top]: SheetPoint,
): { at: SheetPoint; sizeMm: number; text: string } {
  const { x, y, heightMm, labelMm, valueMm, value, isTitle } = cell;
  const sizeMm = fittingSizeMm(value, valueMm - 3, isTitle ? sizesMm.title : sizesMm.value, sizesMm.min);
  return {
    at: [left + x + labelMm + 1.5, top + y + heightMm / 2 + 0.36 * sizeMm],
    sizeMm,
    text: cutText(value, sizeMm, valueMm - 2),
  };
}

/** A title block with its upper left corner there. */
export function titleMarks(cells: readonly TitleCell[], at: SheetPoint): Mark[] {
  return cells.flatMap((cell): Mark[] => {
    const { text, at: point, sizeMm } = titleValue(cell, at);
    const value = text ? [textMark('FRAME', text, point, { sizeMm, bold: cell.isTitle === true })] : [];
    return [...titleRulings([cell], at), ...value];
  });
}
