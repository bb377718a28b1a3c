/**
 * Widths of a table's columns that fit into some room: the widest give way first, none below what cannot be broken.
 * @param natural widths of the widest cells
 * @param least widths of the longest words
 * @returns as wide as they are where all fit; together wider than the room where even the least do not
 */
export function fitColumns(natural: readonly number[], least: readonly number[], room: number): number[] {
  const widths = [...natural];
  for (;;) {
    const over = widths.reduce((sum, width) => sum + width, 0) - room;
    if (over <= 0) return widths;
    const yielding = widths.map((width, column) => (width > least[column] ? width : 0));
    const widest = Math.max(...yielding);
    if (widest === 0) return widths;
    // As far as the next in width, or as its words allow.
    const next = Math.max(0, ...yielding.filter((width) => width < widest));
    const columns = yielding.flatMap((width, column) => (width === widest ? [column] : []));
    for (const column of columns) {
      widths[column] = Math.max(next, least[column], widest - over / columns.length);
    }
  }
}
