import {
  type CellMark,
  cleanCell,
  columnLetters,
  isNumberCell,
  type OpenTable,
  type TableRow,
} from '../../core/index.ts';
import { classifyColumn } from './classify-column.ts';

/** A value with its label, and the cell that it stands in. */
interface Entry {
  label: string;
  value: string;
  row: number;
  column: number;
}

/** Communities of a sheet of cards: a row for each, below a row of their labels. */
export interface Cards {
  rows: TableRow[];
  titles: string[];
  /** Name of the cell in which a value of a card stands. */
  cellName(row: number, column: number): string;
}

/** Labels that most cards have are columns. */
const commonRatio = 0.6;
const minLabels = 4;

/** A cell that neither a header nor a label is: a number, a day, a number of a form, a sentence. */
export function isData(cell: string): boolean {
  return (
    isNumberCell(cell) ||
    /^\s*20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}|^\s*[A-Za-z]{0,4}\d{6,}\s*$|[。！]\s*$/.test(cell)
  );
}

function isLabel(cell: string): boolean {
  return cell !== '' && cell.length < 40 && !isData(cell) && classifyColumn(cleanCell(cell)) !== undefined;
}

const isName = (cell: string) => classifyColumn(cleanCell(cell))?.field === 'name';

/** Labels of a row with the cells behind them: `小区名称 | 甲苑 | 户数 | 500`, and `户数：500` in one cell. */
function entriesOf({ number, cells }: TableRow, nameLabel: string): Entry[] {
  const found: Entry[] = [];
  for (let column = 0; column < cells.length; column += 1) {
    const cell = cells[column].trim();
    const { label: inside, said } = withinCell(cell);
    if (inside !== undefined) {
      found.push({ label: inside, value: said, row: number, column });
      continue;
    }
    const next = (cells[column + 1] ?? '').trim();
    const label = labelOf(cell);
    // A label that is merged over cells has its text in each.
    if (!isLabel(cell) || next === cell || labelOf(next) === nameLabel) continue;
    found.push({ label, value: next, row: number, column: column + 1 });
    column += 1;
  }
  return found;
}

function withinCell(cell: string): { label?: string; said: string } {
  const [, label, said = ''] = /^([^:：]{2,20})[:：]\s*(\S.*)$/s.exec(cell) ?? [];
  return label !== undefined && isLabel(label) ? { label: labelOf(label), said } : { said: '' };
}

function labelOf(cell: string): string {
  return cleanCell(cell).replace(/[:：]$/, '');
}

const filledOf = ({ cells }: TableRow) => cells.filter((cell) => cell.trim() !== '');

/** The label of names that stands on a sheet again and again, each time with a name behind it; undefined where a header has it. */
function nameLabelIn(rows: readonly TableRow[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { cells } of rows)
    for (const [column, cell] of cells.entries()) {
      const label = withinCell(cell.trim()).label ?? (isLabel(cell.trim()) ? labelOf(cell) : '');
      if (label === '' || !isName(label)) continue;
      const next = (cells[column + 1] ?? '').trim();
      // Labels beside one another are a header.
      const isHeader = label === labelOf(cell) && isLabel(next) && !isName(next);
      counts.set(label, (counts.get(label) ?? 0) + (isHeader ? Number.NEGATIVE_INFINITY : 1));
    }
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  const isInHeader = [...counts.values()].some((count) => count < 0);
  return best !== undefined && best[1] > 1 && !isInHeader ? best[0] : undefined;
}

/** Every label and value of a sheet, card by card: a card begins with a title, or anew with the name of a community. */
function cardsIn(rows: readonly TableRow[], nameLabel: string): Entry[][] {
  const cards: Entry[][] = [[]];
  for (const row of rows) {
    const isTitle = filledOf(row).length === 1 && filledOf(row).every((cell) => !/[:：]/.test(cell));
    if (isTitle) {
      cards.push([]);
      continue;
    }
    for (const entry of entriesOf(row, nameLabel)) {
      const current = cards[cards.length - 1];
      const isNew = entry.label === nameLabel && current.some(({ label }) => label === nameLabel);
      if (isNew) cards.push([entry]);
      else current.push(entry);
    }
  }
  return cards.filter((card) => card.some(({ label, value }) => value !== '' && label === nameLabel));
}

/** A sheet with a form for each community, one below the other, as a table; undefined for any other sheet. */
export function cardsAsTable(table: OpenTable, rows: readonly TableRow[]): Cards | undefined {
  const nameLabel = nameLabelIn(rows);
  const cards = nameLabel === undefined ? [] : cardsIn(rows, nameLabel);
  if (cards.length < 2) return undefined;
  const counts = new Map<string, number>();
  for (const card of cards)
    for (const label of new Set(card.map((entry) => entry.label)))
      counts.set(label, (counts.get(label) ?? 0) + 1);
  const labels = [...counts].flatMap(([label, count]) =>
    count >= commonRatio * cards.length ? [label] : [],
  );
  const fields = new Set(labels.map((label) => classifyColumn(label)?.field));
  const isOfSignals = [...fields].some((field) => /^covered|Rsrp/.test(field ?? ''));
  // Cards take several rows each: a row for each community is a table.
  const perCard = rows.length / cards.length;
  if (!isOfSignals || labels.length < minLabels || perCard < 2) return undefined;
  const byLabel = cards.map((card) => new Map(card.map((entry) => [entry.label, entry] as const).reverse()));
  const marksOf = (card: ReadonlyMap<string, Entry>) =>
    labels.flatMap((label, index): CellMark[] => {
      const entry = card.get(label);
      const marks = rows.find(({ number }) => number === entry?.row)?.marks ?? [];
      return marks.flatMap((mark) => (mark.column === entry?.column ? [{ ...mark, column: index }] : []));
    });
  const numbers = cards.map(([first]) => first.row);
  const asRows = byLabel.map((card, at): TableRow => {
    const marks = marksOf(card);
    const cells = labels.map((label) => card.get(label)?.value ?? '');
    return { number: numbers[at], cells, ...(marks.length > 0 ? { marks } : {}) };
  });
  const titles = rows
    .filter((row) => row.number < numbers[0])
    .flatMap(({ cells }) => cells.filter((cell) => cell.trim() !== ''));
  const head: TableRow = { number: Math.max(0, numbers[0] - 1), cells: labels };
  const cellName = (row: number, column: number) => {
    const entry = byLabel[numbers.indexOf(row)]?.get(labels[column]);
    return `${columnLetters(entry?.column ?? column)}${entry?.row ?? row}`;
  };
  return { rows: [head, ...asRows], titles: [...titles, table.sheet ?? ''], cellName };
}
