/** Each column's cells in the rows of a header, a group's name over all its columns: it stands in the first only. */
export function headParts(rows: readonly (readonly string[])[]): string[][] {
  const columnCount = Math.max(...rows.map((cells) => cells.length));
  const parts: string[][] = Array.from({ length: columnCount }, () => []);
  rows.forEach((cells, depth) => {
    let group = '';
    for (let index = 0; index < columnCount; index += 1) {
      const heading = cleanCell(cells[index] ?? '');
      const below = rows.slice(depth + 1).some((later) => cleanCell(later[index] ?? '') !== '');
      if (heading !== '') group = heading;
      else if (!below) group = '';
      // A blank cell with something below it belongs to the group that began left of it.
      const text = heading === '' && depth < rows.length - 1 && below ? group : heading;
      if (text !== '' && !parts[index].includes(text)) parts[index].push(text);
    }
  });
  return parts;
}

/** A name on one line, without what is not seen. */
export function cleanCell(cell: string): string {
  return cell
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

export function isNumberCell(cell: string): boolean {
  return /^\s*[-－]?[\d０-９][\d０-９.,．]*\s*$/.test(cell);
}
