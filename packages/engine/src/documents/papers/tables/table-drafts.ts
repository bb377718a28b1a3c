import type { PaperTable } from '../../encoders/paper-table.ts';
import { wrapText } from '../../encoders/text-width.ts';
import type { DocumentTexts } from '../../wording/document-text.ts';
import { frameBoxes, type SheetDraft, type SheetSize } from '../frame-sheet.ts';
import { placeMarks } from '../place-marks.ts';
import {
  bodyRows,
  columnWidths,
  type LaidRow,
  lineMm,
  makeRow,
  partMarks,
  sizeMm,
  titleMark,
  titleMm,
} from './lay-table.ts';

const marginMm = 8;
/** Between the columns of a table that stands beside itself. */
const gapMm = 8;

/** A table on as many sheets as it needs, heads on each, notes under its end; `zoom` times as large as on drawings. */
export function tableDrafts(
  table: PaperTable,
  size: SheetSize,
  texts: DocumentTexts,
  zoom = 1,
): SheetDraft[] {
  const { title } = table;
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
  const roomMm = box.heightMm - titleMm - head.heightMm - 6;
  const parts: LaidRow[][] = [[]];
  let usedMm = 0;
  for (const row of rows) {
    if (usedMm + row.heightMm > roomMm) {
      parts.push([]);
      usedMm = 0;
    }
    parts[parts.length - 1].push(row);
    usedMm += row.heightMm;
  }
  // A narrow table that goes on stands beside itself.
  const tableMm = widths.reduce((sum, widthMm) => sum + widthMm, 0);
  const across = parts.length === 1 ? 1 : Math.max(1, Math.floor((box.widthMm + gapMm) / (tableMm + gapMm)));
  const partMm = across === 1 ? box.widthMm : tableMm;
  const leftMm = box.x + (box.widthMm - across * partMm - (across - 1) * gapMm) / 2;
  const notes = table.notes.flatMap((note) => wrapText(note, sizeMm, partMm));
  if (usedMm + (notes.length + 1) * lineMm > roomMm) parts.push([]);
  const pages = Array.from({ length: Math.ceil(parts.length / across) }, (_, index) =>
    parts.slice(index * across, (index + 1) * across),
  );
  return pages.map((page, index) => ({
    id: pages.length === 1 ? table.id : `${table.id}-${index + 1}`,
    title:
      pages.length === 1 ? title : texts('papers.continued', { title, part: index + 1, parts: pages.length }),
    ...{ series: title, scale: '–', size },
    marks: placeMarks(
      [
        titleMark(table, box),
        ...page.flatMap((part, column) =>
          partMarks(table, part, {
            box: { ...box, x: leftMm + column * (partMm + gapMm), widthMm: partMm },
            ...{ widths, head, notes: part === parts[parts.length - 1] ? notes : [] },
          }),
        ),
      ],
      { x: drawing.x, y: drawing.y, zoom },
    ),
  }));
}
