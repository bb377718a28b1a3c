import { frameBoxes, type SheetDraft, type SheetSize } from '../frame-sheet.ts';
import type { PaperTexts } from '../paper-texts.ts';
import { placeMarks } from '../place-marks.ts';
import { wrapText } from '../text-width.ts';
import {
  bodyRows,
  columnWidths,
  type LaidRow,
  lineMm,
  makeRow,
  pageMarks,
  sizeMm,
  titleMm,
} from './lay-table.ts';
import type { PaperTable } from './paper-table.ts';

const marginMm = 8;

/** A table on as many sheets as it needs, heads on each, notes under its end; `zoom` times as large as on drawings. */
export function tableDrafts(table: PaperTable, size: SheetSize, texts: PaperTexts, zoom = 1): SheetDraft[] {
  const { drawing } = frameBoxes(size);
  const box = {
    ...{ x: marginMm, y: 0 },
    widthMm: drawing.widthMm / zoom - 2 * marginMm,
    heightMm: drawing.heightMm / zoom,
  };
  const widths = columnWidths(table, box.widthMm);
  const head = makeRow(
    table.columns.map((column) => column.head),
    widths,
    true,
  );
  const rows = bodyRows(table, widths);
  const notes = table.notes.flatMap((note) => wrapText(note, sizeMm, box.widthMm));
  const roomMm = box.heightMm - titleMm - head.heightMm - 6;
  const pages: LaidRow[][] = [[]];
  let usedMm = 0;
  for (const row of rows) {
    if (usedMm + row.heightMm > roomMm) {
      pages.push([]);
      usedMm = 0;
    }
    pages[pages.length - 1].push(row);
    usedMm += row.heightMm;
  }
  if (usedMm + (notes.length + 1) * lineMm > roomMm) pages.push([]);
  return pages.map((page, index) => ({
    id: pages.length === 1 ? table.id : `${table.id}-${index + 1}`,
    title: pages.length === 1 ? table.title : texts.continued(table.title, index + 1, pages.length),
    series: table.title,
    scale: '–',
    size,
    marks: placeMarks(
      pageMarks(table, page, { ...{ box, widths, head }, notes: index === pages.length - 1 ? notes : [] }),
      { x: drawing.x, y: drawing.y, zoom },
    ),
  }));
}
