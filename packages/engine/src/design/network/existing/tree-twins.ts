import { cleanCell, type TableRow } from '../../../core/index.ts';
import { cleanId, type PathLabel, pathLabel, readKind } from './tree-cells.ts';
import type { HeadColumn } from './tree-head.ts';
import { pathInTitle, pathLabels, sameAsFirst, type TreeColumn } from './tree-vocabulary.ts';

/** The one path that a title or the name of a sheet is of; undefined where it names none or both. */
export function titlePath(title: string): PathLabel | undefined {
  const marks = [...title.normalize('NFKC').matchAll(pathInTitle)].flatMap(([, ...groups]) =>
    groups.filter((mark) => mark !== undefined).map(pathLabel),
  );
  return new Set(marks).size === 1 ? marks[0] : undefined;
}

/** Both texts of a cell that names something of each path: `PS1A/B`, `T1A / T1B`, `7dB / B路:6dB`; undefined where it names one thing. */
export function pathPair(text: string): readonly [string, string] | undefined {
  const labelled =
    /^(?:A路?\s*[:：]?\s*)?(.*?\S)\s*[/／;；,，、\s]\s*B(?:路\s*[:：]?|\s*[:：])\s*(\S.*)$/i.exec(text);
  if (labelled) return [labelled[1], labelled[2]];
  const short = /^(.*?)[([（]?A\s*[/／&|]\s*B[)\]）]?(.*)$/.exec(text);
  if (short) return [`${short[1]}A${short[2]}`, `${short[1]}B${short[2]}`];
  const [one, other, ...more] = text.split(/\s*[/／|&、]\s*/);
  if (other === undefined || more.length > 0 || one.length !== other.length) return undefined;
  const differing = [...one].flatMap((sign, at) => (sign === other[at] ? [] : [`${sign}${other[at]}`]));
  return differing.length === 1 && /^(AB|ab|12|01)$/.test(differing[0]) && /\p{L}/u.test(one)
    ? [one, other]
    : undefined;
}

/** Rows of which some name their path and the others, below them, do not: as those above. */
export function withPaths(columns: readonly HeadColumn[], rows: readonly TableRow[]): readonly TableRow[] {
  const column = columns.find(({ role }) => role === 'path');
  if (!column || !rows.some(({ cells }) => cleanCell(cells[column.index] ?? '') === '')) return rows;
  let above = '';
  return rows.map((row) => {
    const text = cleanCell(row.cells[column.index] ?? '');
    const isData = row.cells.filter((cell) => cell.trim() !== '').length > 2;
    if (text !== '') above = text;
    if (text !== '' || above === '' || !isData) return row;
    const cells = [...row.cells];
    while (cells.length <= column.index) cells.push('');
    cells[column.index] = above;
    return { ...row, cells };
  });
}

/** Rows of each path, where a column says the path of each row and both call parts the same; else undefined. */
export function rowsByPath(
  columns: readonly HeadColumn[],
  rows: readonly TableRow[],
): [PathLabel, TableRow[]][] | undefined {
  const column = columns.find(({ role }) => role === 'path');
  if (!column) return undefined;
  const labelOf = ({ cells }: TableRow) => cleanCell(cells[column.index] ?? '');
  const rank = (label: string) => (/^主/.test(label) ? 0 : 1);
  const labels = [...new Set(rows.map(labelOf).filter((label) => pathLabels.test(label)))].sort(
    (a, b) => rank(a) - rank(b) || (a < b ? -1 : 1),
  );
  if (labels.length !== 2) return undefined;
  const [first, second] = labels.map((label) => rows.filter((row) => labelOf(row) === label));
  const ids = sharedIds(columns, first);
  const shared = [...sharedIds(columns, second)].filter((id) => ids.has(id));
  if (shared.length < 2) return undefined;
  const rest = rows.filter((row) => !labels.includes(labelOf(row)));
  return [
    ['A', [...first, ...rest].sort((a, b) => a.number - b.number)],
    ['B', second],
  ];
}

/** A head of what both paths have: `器件(A/B)`. */
const bothInHead = /[([]\s*A\s*路?\s*[/|]\s*B\s*路?\s*[)\]]/i;
const idRoles: ReadonlySet<TreeColumn | undefined> = new Set(['id', 'parent', 'from', 'to', 'node']);
/** Roles of cells that hold a text for each path behind a stroke. */
const splitRoles: ReadonlySet<TreeColumn | undefined> = new Set(['port', 'length', 'cable', 'x', 'y']);

/** True for a table that has both paths of a tree in each of its rows. */
export function hasBothPaths(columns: readonly HeadColumn[], rows: readonly TableRow[]): boolean {
  if (columns.some(({ path }) => path !== undefined)) return true;
  if (columns.some(({ name, role }) => role !== undefined && bothInHead.test(name.normalize('NFKC'))))
    return true;
  const ids = columns.filter(({ role }) => idRoles.has(role));
  const pairs = rows.filter(({ cells }) =>
    ids.some(({ index }) => pathPair(cleanCell(cells[index] ?? '')) !== undefined),
  );
  return pairs.length > 1;
}

/** Rows of one path of a table that has both in each of its rows, or that one alone; parts of the second are named apart where `isShared`. */
export function rowsOfPath(
  columns: readonly HeadColumn[],
  rows: readonly TableRow[],
  path: PathLabel,
  isShared: (id: string) => boolean,
): { rows: TableRow[]; renamed: string[] } {
  const shared = path === 'B' ? [...sharedIds(columns, rows)].filter(isShared) : [];
  const renamed = new Set(shared);
  const at = path === 'A' ? 0 : 1;
  const cellOf = (column: HeadColumn, row: TableRow): string => {
    const text = row.cells[column.index] ?? '';
    if (column.path !== undefined) {
      if (column.path !== path) return '';
      if (!sameAsFirst.test(text.trim())) return text;
      const first = columns.find((each) => each.role === column.role && each.path === 'A');
      return (first && row.cells[first.index]) ?? '';
    }
    if (idRoles.has(column.role)) {
      const antenna = isAntennaRow(columns, row) && column.role !== 'parent' && column.role !== 'from';
      const name = cleanCell(text);
      const pair = pathPair(name);
      if (pair && antenna && ['antenna', undefined].includes(readKind('', pair[0]).kind))
        return commonId(pair);
      return pair?.[at] ?? (renamed.has(cleanId(name)) ? pathId(name) : text);
    }
    if (column.role === 'kind' || column.role === 'value' || column.role === 'thing')
      return labelledPair(text)?.[at] ?? text;
    return splitRoles.has(column.role) ? (bothTexts(text)?.[at] ?? text) : text;
  };
  return {
    renamed: shared,
    rows: rows.map((row) => {
      const cells = [...row.cells];
      for (const column of columns)
        if (column.index < cells.length) cells[column.index] = cellOf(column, row);
      return { ...row, cells };
    }),
  };
}

/** Id of the part that stands beside one of the first path and is called like it, as copies of a design are. */
export function pathId(id: string): string {
  return `${id}-p2`;
}

/** Parts that both paths call the same, though each has one: all but antennas and sources. */
function sharedIds(columns: readonly HeadColumn[], rows: readonly TableRow[]): Set<string> {
  const found = new Set<string>();
  for (const row of rows) {
    for (const { index, role } of columns) {
      const text = cleanId(row.cells[index] ?? '');
      if (role !== 'id' && role !== 'to' && role !== 'node') continue;
      const words = columns.filter((each) => each.role === 'kind').map((each) => row.cells[each.index] ?? '');
      const { kind } = readKind(words.join(' '), text);
      const isOne = kind === 'antenna' || kind === 'source' || kind === 'combiner';
      if (text !== '' && /\d/.test(text) && pathPair(text) === undefined && !isOne) found.add(text);
    }
  }
  return found;
}

function isAntennaRow(columns: readonly HeadColumn[], { cells }: TableRow): boolean {
  const words = columns.filter(({ role }) => role === 'kind').map(({ index }) => cells[index] ?? '');
  const [id] = columns.filter(({ role }) => role === 'id' || role === 'to');
  return readKind(words.join(' '), cleanId(id ? (cells[id.index] ?? '') : '')).kind === 'antenna';
}

/** An antenna with two ports is one: `ANT1A/B` is ANT1. */
function commonId([one, other]: readonly [string, string]): string {
  let end = 0;
  while (end < one.length && one[end] === other[end]) end += 1;
  const rest = one.slice(end + 1);
  return `${one.slice(0, end).replace(/[-_.\s]+$/, rest === '' ? '' : '$&')}${rest}`;
}

function labelledPair(text: string): readonly [string, string] | undefined {
  return /B(?:路|\s*[:：])/i.test(text) ? pathPair(cleanCell(text)) : undefined;
}

/** `19/18.5`, `ANT0/ANT1`, `20/=`. */
function bothTexts(given: string): readonly [string, string] | undefined {
  const text = cleanCell(given);
  const pair = labelledPair(text);
  if (pair) return pair;
  const [one, other, ...more] = text.split(/\s*[/／|;；]\s*/);
  if (other === undefined || more.length > 0 || one === '' || other === '') return undefined;
  return [one, sameAsFirst.test(other) ? one : other];
}
