import { fitColumns } from './fit-columns.ts';
import { terminalColumns, terminalSegments, wrapTerminal } from './terminal-text.ts';

/** How a figure begins: a number, a sign or bound before it, a location in brackets. */
const figure = /^[−+\-±<>≤≥(]?\s?\d/;

/** Columns between two of a table; one where there is no room for more. */
const widestGap = 2;
/** A column of hanzi is not narrower than so many of them. */
const minHanzi = 4;

/**
 * Rows of a table for a terminal, its head first: the first column and those of words to the left, figures to the right,
 * hanzi two columns wide.
 * @param room columns of the terminal; cells that do not fit side by side go on below. Default: each row is a line
 */
export function alignColumns(rows: readonly string[][], room = Number.POSITIVE_INFINITY): string[] {
  const [head, ...body] = rows;
  const widest = (measure: (cell: string) => number) =>
    head.map((_, column) => Math.max(...rows.map((row) => measure(row[column]))));
  const natural = widest(terminalColumns);
  const min = widest(minColumns);
  const gaps = head.length - 1;
  const gap = min.reduce((sum, size) => sum + size, widestGap * gaps) > room ? 1 : widestGap;
  const fitted = fitColumns(natural, min, room - gap * gaps);
  const widths = fitted.map((columns) => Math.floor(columns + 1e-6));
  const isLeft = head.map((_, column) => column === 0 || !body.some((row) => figure.test(row[column])));
  return rows.flatMap((row) => {
    const cells = row.map((cell, column) =>
      widths[column] < terminalColumns(cell) ? wrapTerminal(cell, widths[column]) : [cell],
    );
    const count = Math.max(...cells.map((lines) => lines.length));
    return Array.from({ length: count }, (_, line) =>
      cells
        .map((lines, column) => padded(lines[line] ?? '', widths[column], isLeft[column]))
        .join(' '.repeat(gap))
        .trimEnd(),
    );
  });
}

function padded(text: string, columns: number, isLeft: boolean): string {
  const padding = ' '.repeat(Math.max(0, columns - terminalColumns(text)));
  return isLeft ? text + padding : padding + text;
}

function minColumns(cell: string): number {
  // A figure with its unit stays in one line.
  if (figure.test(cell)) return terminalColumns(cell);
  const words = terminalSegments(cell).map((part) => terminalColumns(part.trimEnd()));
  return Math.min(terminalColumns(cell), Math.max(2 * minHanzi, ...words));
}
