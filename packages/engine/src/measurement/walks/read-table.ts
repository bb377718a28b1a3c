import Papa from 'papaparse';
import { InputError, say, verbatim } from '../../core/index.ts';
import { classifyHeader } from './classify-header.ts';
import type { WalkColumn } from './walk.ts';

const mostRows = 1_000_000;
const mostColumns = 2000;
/** Tools write some lines of their own above the header. */
const mostPreambleRows = 40;
const separators = [',', ';', '\t', '|'] as const;
/** Of the text, looked at to find the header: its lines are among the first. */
const headCharacters = 256 * 1024;

export interface TableHead {
  separator: string;
  /** Line of the header. */
  headerRow: number;
  columns: WalkColumn[];
  ignored: string[];
  /** All of them, as they stand. */
  names: readonly string[];
}

/**
 * Finds the header: of the first lines under every separator the one in which most columns are known.
 * @throws InputError where none is known
 */
export function findHead(text: string): TableHead {
  let best: TableHead | undefined;
  for (const separator of separators) {
    let seen = 0;
    eachRow(text.slice(0, headCharacters), separator, (cells, line) => {
      seen += 1;
      if (cells.length <= mostColumns) {
        const { columns, ignored } = classifyHeader(cells);
        const known = new Set(columns.map(({ role, operator }) => `${role} ${operator}`)).size;
        const bestKnown = best
          ? new Set(best.columns.map(({ role, operator }) => `${role} ${operator}`)).size
          : 0;
        if (known > bestKnown) {
          best = { separator, headerRow: line, columns, ignored, names: cells };
        }
      }
      return seen < mostPreambleRows;
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

/** @throws InputError where the columns have no place or no reading */
export function checkHead({ columns, headerRow, names }: TableHead): void {
  const has = (role: WalkColumn['role']) => columns.some((column) => column.role === role);
  const placed = (has('x') && has('y')) || (has('lon') && has('lat'));
  if (placed && (has('rsrp') || has('result') || has('state'))) return;
  const found = say('walk-columns-found', { list: shorten(names) });
  throw new InputError([{ at: say('line', { line: headerRow }), found, expected: say('walk-columns') }]);
}

function shorten(names: readonly string[]): string {
  const list = names.slice(0, 12).map((name) => name.trim().slice(0, 30));
  return `${list.join(', ')}${names.length > list.length ? ', …' : ''}`;
}

/**
 * Calls back with the cells of every row below the header that is not blank, and the line it begins on.
 * @throws InputError for more rows than can be held
 */
export function forEachRow(
  text: string,
  { separator, headerRow }: TableHead,
  row: (cells: readonly string[], line: number) => void,
): void {
  let count = 0;
  eachRow(text, separator, (cells, line) => {
    if (line <= headerRow) return true;
    count += 1;
    if (count > mostRows) {
      throw new InputError([
        {
          at: say('line', { line }),
          found: say('walk-more-rows'),
          expected: say('walk-most-rows', { most: mostRows }),
        },
      ]);
    }
    row(cells, line);
    return true;
  });
}

/** Rows with any content, until the callback returns false. */
function eachRow(
  text: string,
  separator: string,
  row: (cells: readonly string[], line: number) => boolean,
): void {
  let line = 1;
  let rowStart = 0;
  Papa.parse(text, {
    delimiter: separator,
    newline: '\n',
    step({ data, meta }, parser) {
      const ownLine = line;
      for (
        let at = text.indexOf('\n', rowStart);
        at >= 0 && at < meta.cursor;
        at = text.indexOf('\n', at + 1)
      ) {
        line += 1;
      }
      rowStart = meta.cursor;
      if (data.every((cell) => cell.trim() === '')) return;
      if (!row(data, ownLine)) parser.abort();
    },
  });
}
