/** Remainder left by rounding, which no further step would take away. */
const slack = 1e-6;

/**
 * Widths of a table's columns that fit into some room: the widest give way first, none below what cannot be broken.
 * @param natural widths of the widest cells
 * @param min widths of the longest words
 * @returns as wide as they are where all fit; together wider than the room where even the least do not
 */
export function fitColumns(natural: readonly number[], min: readonly number[], room: number): number[] {
  const widths = [...natural];
  for (;;) {
    const over = widths.reduce((sum, size) => sum + size, 0) - room;
    if (over <= slack) return widths;
    const yielding = widths.map((size, column) => (size > min[column] ? size : 0));
    const widest = Math.max(...yielding);
    if (widest === 0) return widths;
    // As far as the next in size, or as its words allow.
    const next = Math.max(0, ...yielding.filter((size) => size < widest));
    const columns = yielding.flatMap((size, column) => (size === widest ? [column] : []));
    for (const column of columns) {
      widths[column] = Math.max(next, min[column], widest - over / columns.length);
    }
  }
}
