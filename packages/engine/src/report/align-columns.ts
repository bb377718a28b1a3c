/** How a figure begins: a number, a sign or bound before it, a place in brackets. */
const figure = /^[−+\-±<>≤≥(]?\s?\d/;

/**
 * Rows of a table for a terminal, its head first: the first column and those of words to the left, figures to the right,
 * hanzi two columns wide.
 */
export function alignColumns(rows: readonly string[][]): string[] {
  const [head, ...body] = rows;
  const widths = head.map((_, column) => Math.max(...rows.map((row) => terminalColumns(row[column]))));
  const isLeft = head.map((_, column) => column === 0 || !body.some((row) => figure.test(row[column])));
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const padding = ' '.repeat(widths[column] - terminalColumns(cell));
        return isLeft[column] ? cell + padding : padding + cell;
      })
      .join('  ')
      .trimEnd(),
  );
}

/** Terminal columns: a hanzi or full-width character takes two. */
function terminalColumns(text: string): number {
  let columns = 0;
  for (const character of text) columns += character > '\u2e7f' ? 2 : 1;
  return columns;
}
