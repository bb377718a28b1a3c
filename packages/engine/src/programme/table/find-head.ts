import { InputError, type OpenTable, say, type TableRow, takeRows, verbatim } from '../../core/index.ts';
import { classifyColumn } from './classify-column.ts';
import { fieldIn, type SheetMap, type TableHead } from './column-map.ts';
import type { TableColumn } from './table-column.ts';

/** Titles and explanations stand above the header. */
const mostRowsAbove = 40;
const mostHeadRows = 3;

/** The first rows of a table, in which its header is. */
export function firstRows(table: OpenTable, count = mostRowsAbove + mostHeadRows): Promise<TableRow[]> {
  return takeRows(table, count);
}

/** How much of a header was found: more is surer. */
export function headScore(head: TableHead | undefined): number {
  return head ? new Set(head.columns.map(({ field }) => field)).size : 0;
}

/**
 * The one to three rows among the first in which most columns are known; of equals the fewest. Undefined where nothing names a community.
 * @param map what somebody decided on columns, by their names
 */
export function findHead(rows: readonly TableRow[], map: SheetMap['columns'] = {}): TableHead | undefined {
  let best: { head: TableHead; score: number } | undefined;
  for (let span = 1; span <= mostHeadRows; span += 1) {
    for (let start = 0; start + span <= rows.length; start += 1) {
      const taken = rows.slice(start, start + span);
      if (taken.some(({ cells }) => cells.some(isNumber))) continue;
      const head = headOf(taken, rows.slice(0, start));
      const mapped = head.names.filter((name) => Object.hasOwn(map, name));
      const isNamed =
        head.columns.some(({ field }) => field === 'name') ||
        mapped.some((name) => fieldIn(map[name]) === 'name');
      const score = headScore(head) + mapped.length;
      if (isNamed && score > (best?.score ?? 1)) best = { head, score };
    }
  }
  return best?.head;
}

/** The header in rows that are known to be it. */
export function headOf(taken: readonly TableRow[], above: readonly TableRow[]): TableHead {
  const parts = columnParts(taken.map(({ cells }) => cells));
  const names = parts.map(joinParts);
  return {
    first: taken[0].number,
    last: taken[taken.length - 1].number,
    names,
    parts,
    rows: taken.map(({ cells }) => cells),
    columns: classifyColumns(names, parts),
    above: above.flatMap(({ cells }) => cells.filter((cell) => cell.trim() !== '')),
  };
}

/** Of several columns for one thing the surest, of equals the first. */
function classifyColumns(names: readonly string[], parts: readonly (readonly string[])[]): TableColumn[] {
  const found = new Map<string, { column: TableColumn; sureness: number }>();
  names.forEach((name, index) => {
    const guess = classifyColumn(name, parts[index]);
    if (!guess) return;
    const { field, sureness, factor } = guess;
    const column = factor === undefined ? { index, name, field } : { index, name, field, factor };
    // Persons may be in any number of columns.
    const key = field === 'personal' ? `${field} ${index}` : field;
    const taken = found.get(key);
    if (!taken || taken.sureness < sureness) found.set(key, { column, sureness });
  });
  return [...found.values()].map(({ column }) => column).sort((a, b) => a.index - b.index);
}

/** Each column's cells in the rows of a header, a group's name over all its columns: it stands in the first only. */
function columnParts(rows: readonly (readonly string[])[]): string[][] {
  const columnCount = Math.max(...rows.map((cells) => cells.length));
  const parts: string[][] = Array.from({ length: columnCount }, () => []);
  rows.forEach((cells, depth) => {
    let group = '';
    for (let index = 0; index < columnCount; index += 1) {
      const own = clean(cells[index] ?? '');
      const below = rows.slice(depth + 1).some((later) => clean(later[index] ?? '') !== '');
      if (own !== '') group = own;
      else if (!below) group = '';
      // A blank cell with something below it belongs to the group that began left of it.
      const text = own === '' && depth < rows.length - 1 && below ? group : own;
      if (text !== '' && !parts[index].includes(text)) parts[index].push(text);
    }
  });
  return parts;
}

const operatorAlone = /^(中国)?(电信|移动|联通|telecom|(china )?mobile|unicom|ctcc|cmcc|cucc|ct|cm|cu)$/i;

/** The operator first, as tables with one header row have it. */
function joinParts(parts: readonly string[]): string {
  const operator = parts.filter((part) => operatorAlone.test(part));
  const rest = parts.filter((part) => !operatorAlone.test(part));
  const ordered = [...operator, ...rest];
  return ordered.some((part) => /[a-z]$/i.test(part)) &&
    ordered.every((part) => !/\p{Script=Han}/u.test(part))
    ? ordered.join(' ')
    : ordered.join('');
}

/** A name on one line, without what is not seen. */
function clean(cell: string): string {
  return cell
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function isNumber(cell: string): boolean {
  return /^\s*[-－]?[\d０-９][\d０-９.,．]*\s*$/.test(cell);
}

/** @throws InputError with what stands in the first rows */
export function noHead(rows: readonly TableRow[]): InputError {
  const first = rows.find(({ cells }) => cells.filter((cell) => cell.trim() !== '').length > 1) ?? rows[0];
  const list = first?.cells.slice(0, 12).map((cell) => clean(cell).slice(0, 30));
  const found = list ? verbatim(JSON.stringify(list.join(', '))) : say('nothing');
  return new InputError([
    { at: say('table-row', { row: first?.number ?? 1 }), found, expected: say('table-head') },
  ]);
}
