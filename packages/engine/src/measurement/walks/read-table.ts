import Papa from 'papaparse';
import { InputError, say, verbatim } from '../../core/index.ts';
import { groupColumns } from './group-columns.ts';
import type { WalkColumn } from './walk.ts';

const maxRows = 1_000_000;
const maxColumns = 2000;
/** Tools write some lines of their own above the header. */
const maxPreambleRows = 60;
const separators = [',', ';', '\t', '|'] as const;
/** How much of the text is looked at to find the header: its lines are among the first. */
const headCharacters = 256 * 1024;

export interface TableHead {
  separator: string;
  /** Line of the header; of one over several lines the last. */
  headerRow: number;
  columns: WalkColumn[];
  ignored: string[];
  /** All of them, as they stand; below titles of groups with these. */
  names: readonly string[];
  /** The header's line as it stands. */
  cells: readonly string[];
  /** Beginning of the line after the header. */
  start: TextPosition;
  /** Line of the next header, where it is known. */
  endRow?: number;
}

/** A character of a text, and the line that it stands on. */
interface TextPosition {
  offset: number;
  line: number;
}

/** Columns that a header has of different things. */
function countKnown(columns: readonly WalkColumn[]): number {
  return new Set(columns.map(({ role, operator, slot }) => `${role} ${operator} ${slot}`)).size;
}

/**
 * Finds the header: of the first lines under every separator the one in which most columns are known, alone or under a
 * line of titles of groups.
 * @throws InputError where none is known
 */
export function findHead(text: string): TableHead {
  let best: TableHead | undefined;
  let bestKnown = 0;
  for (const separator of separators) {
    let seen = 0;
    let above: readonly string[] = [];
    eachRow(text.slice(0, headCharacters), separator, firstPosition, (cells, line, start) => {
      seen += 1;
      if (cells.length <= maxColumns) {
        for (const names of [cells, underGroups(above, cells)]) {
          if (!names) continue;
          const { columns, ignored } = groupColumns(names);
          const known = countKnown(columns);
          if (known > bestKnown) {
            bestKnown = known;
            best = { separator, headerRow: line, columns, ignored, names, cells, start };
          }
        }
      }
      above = cells;
      return seen < maxPreambleRows;
    });
  }
  if (best) return best;
  const first = text.slice(0, 120).split('\n')[0].trim();
  throw new InputError([
    {
      at: say('line', { line: 1 }),
      found: first === '' ? say('nothing') : verbatim(JSON.stringify(first)),
      expected: say('walk-columns'),
    },
  ]);
}

/** Titles below titles of groups, of which each stands over the columns up to the next one. */
function underGroups(above: readonly string[], cells: readonly string[]): string[] | undefined {
  const groups = above.filter((cell) => cell.trim() !== '');
  if (groups.length < 2 || above.length * 2 < cells.length || above.length > maxColumns) return undefined;
  let group = '';
  return cells.map((cell, index) => {
    const over = (above[index] ?? '').trim();
    if (over !== '') group = over;
    return cell.trim() === '' ? over : `${group} ${cell}`.trim();
  });
}

const unitCell =
  /^[[(]?(dbm|db|mhz|khz|hz|mm|cm|m|ms|s|sec|deg|°|degrees?|px|pixels?|像素|米|%|[km]?bps|hh:mm:ss.*|yyyy.*|-+|n\/a|none|text|int|float|string)[\])]?$/i;

/** Units in the line below a header, or undefined where it is a row like others. */
function unitsOf(cells: readonly string[]): (string | undefined)[] | undefined {
  const stated = cells.map((cell) => cell.normalize('NFKC').trim());
  const filled = stated.filter((cell) => cell !== '');
  if (filled.length < 2 || !filled.every((cell) => unitCell.test(cell))) return undefined;
  if (!filled.some((cell) => /[a-z]/i.test(cell.replace(/n\/a|none/i, '')))) return undefined;
  return stated.map((cell) => cell.replace(/[[\]()]/g, '').toLowerCase() || undefined);
}

/** Returns whether a table says where its rows were measured. */
export function hasPosition({ columns }: TableHead): boolean {
  const has = (role: WalkColumn['role']) => columns.some((column) => column.role === role);
  return (has('x') && has('y')) || (has('lon') && has('lat'));
}

/** Returns whether a table says what was measured. */
export function hasReading({ columns }: TableHead): boolean {
  return columns.some(
    ({ role, name }) =>
      role === 'rsrp' ||
      role === 'result' ||
      role === 'state' ||
      (role === 'event' && /event|message|事件/i.test(name)),
  );
}

/** @throws InputError where the columns have no position or no reading */
export function checkHead(head: TableHead): void {
  if (hasPosition(head) && hasReading(head)) return;
  const list = shorten(head.names);
  const isUnplaced = hasReading(head) && !hasPosition(head);
  const found = isUnplaced ? say('walk-no-positions', { list }) : say('walk-columns-found', { list });
  throw new InputError([{ at: say('line', { line: head.headerRow }), found, expected: say('walk-columns') }]);
}

/** The header of a table of way-points above the one with the readings. */
export function findMarksHead(text: string, head: TableHead): TableHead | undefined {
  const { separator } = head;
  let found: TableHead | undefined;
  eachRow(text.slice(0, headCharacters), separator, firstPosition, (cells, line, start) => {
    if (line >= head.headerRow) return false;
    if (cells.length > maxColumns) return true;
    const { columns, ignored } = groupColumns(cells);
    const above = {
      separator,
      headerRow: line,
      columns,
      ignored,
      names: cells,
      cells,
      start,
      endRow: head.headerRow,
    };
    const hasTime = columns.some(({ role }) => role === 'time');
    if (hasTime && hasPosition(above) && !hasReading(above)) found = above;
    return found === undefined;
  });
  return found;
}

function shorten(names: readonly string[]): string {
  const list = names.slice(0, 12).map((name) => name.trim().slice(0, 30));
  return `${list.join(', ')}${names.length > list.length ? ', …' : ''}`;
}

/** A row of a table, and what of the line below the header says units. */
export interface RowReader {
  row(cells: readonly string[], line: number): void;
  /** Lines that are no rows: the header again. */
  repeatedHeader(line: number): void;
}

/** Rows that are looked at as headers of other tables in one file; the rest are rows. */
const maxHeadersTried = 200;

/**
 * Calls back with the cells of every row below the header that is not blank, and the line it begins on. Comes back with
 * the header of the next table, where another begins.
 * @throws InputError for more rows than can be held
 */
export function forEachRow(text: string, head: TableHead, reader: RowReader): TableHead | undefined {
  const { separator, columns } = head;
  const numbers = columns.filter(({ role }) =>
    ['x', 'y', 'lon', 'lat', 'rsrp', 'pci', 'sinr'].includes(role),
  );
  const known = countKnown(columns);
  let count = 0;
  let tried = 0;
  let next: TableHead | undefined;
  eachRow(text, separator, head.start, (cells, line, start) => {
    if (head.endRow !== undefined && line >= head.endRow) return false;
    count += 1;
    if (count > maxRows) {
      throw new InputError([
        {
          at: say('line', { line }),
          found: say('walk-more-rows'),
          expected: say('walk-most-rows', { most: maxRows }),
        },
      ]);
    }
    if (count === 1) {
      const units = unitsOf(cells);
      for (const column of units ? columns : []) column.unit ??= units?.[column.index];
      if (units) {
        reader.repeatedHeader(line);
        return true;
      }
    }
    if (tried < maxHeadersTried && mayBeHeader(cells, numbers)) {
      tried += 1;
      if (head.cells.every((name, index) => (cells[index] ?? '').trim() === name.trim())) {
        reader.repeatedHeader(line);
        return true;
      }
      const { columns: others, ignored } = groupColumns(cells);
      const isHeader = countKnown(others) >= Math.min(3, known) && others.length * 2 >= filledCount(cells);
      if (isHeader) {
        next = { separator, headerRow: line, columns: others, ignored, names: cells, cells, start };
        return false;
      }
    }
    reader.row(cells, line);
    return true;
  });
  return next;
}

function filledCount(cells: readonly string[]): number {
  return cells.filter((cell) => cell.trim() !== '').length;
}

/** Returns whether words stand where the table has numbers: at least two, and in no column of numbers a number. */
function mayBeHeader(cells: readonly string[], numbers: readonly WalkColumn[]): boolean {
  const inNumbers = numbers.map(({ index }) => (cells[index] ?? '').trim()).filter((cell) => cell !== '');
  if (inNumbers.some((cell) => /^[-+−.]?\d/.test(cell) || cell === '-')) return false;
  const filled = cells.filter((cell) => cell.trim() !== '');
  return (
    filled.length >= 3 &&
    filled.length <= maxColumns &&
    filled.every((cell) => !/^[-+−.]?\d/.test(cell.trim()))
  );
}

const firstPosition: TextPosition = { offset: 0, line: 1 };

/** Rows with any content, each with its line and where the next begins, until the callback returns false. */
function eachRow(
  text: string,
  separator: string,
  from: TextPosition,
  row: (cells: readonly string[], line: number, next: TextPosition) => boolean,
): void {
  const rest = from.offset === 0 ? text : text.slice(from.offset);
  let { line } = from;
  let rowStart = 0;
  Papa.parse(rest, {
    delimiter: separator,
    newline: '\n',
    step({ data, meta }, parser) {
      const recordLine = line;
      for (
        let at = rest.indexOf('\n', rowStart);
        at >= 0 && at < meta.cursor;
        at = rest.indexOf('\n', at + 1)
      ) {
        line += 1;
      }
      rowStart = meta.cursor;
      if (data.every((cell) => cell.trim() === '')) return;
      if (!row(data, recordLine, { offset: from.offset + rowStart, line })) parser.abort();
    },
  });
}
