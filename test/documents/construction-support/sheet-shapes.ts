/** A text of an SVG sheet and the room it takes at the least, mm. */
export interface ShownText {
  text: string;
  minX: number;
  maxX: number;
  minY: number;
  maxY: number;
}

/** The sheets of an SVG, each by itself. */
export function shownSheets(svg: string): string[] {
  return svg.split('<g transform=').slice(1);
}

/** Upright texts of one sheet as an SVG, narrower than any font sets them: what overlaps here overlaps. */
export function shownTexts(svg: string): ShownText[] {
  const found = svg.matchAll(
    /<text x="([\d.-]+)" y="([\d.-]+)" font-size="([\d.]+)" fill="[^"]*"(?: text-anchor="(\w+)")?(?: font-weight="\d+")?>([^<]*)<\/text>/g,
  );
  return [...found].map(([, x, y, size, anchor, text]) => {
    const sizeMm = Number(size);
    const ems = [...text].reduce((sum, character) => sum + (character > '\u2e7f' ? 0.95 : 0.42), 0);
    const widthMm = ems * sizeMm;
    const left = Number(x) - widthMm * ({ middle: 0.5, end: 1 }[anchor ?? ''] ?? 0);
    return { text, minX: left, maxX: left + widthMm, minY: Number(y) - 0.7 * sizeMm, maxY: Number(y) };
  });
}

/** Sources of one sheet as an SVG: white boxes with an edge. */
export function shownSymbols(svg: string): ShownText[] {
  return [...svg.matchAll(/<path d="([^"]*)Z" fill="#ffffff" stroke="/g)].map(([, data]) => {
    const points = [...data.matchAll(/[ML]([\d.-]+) ([\d.-]+)/g)];
    const [xs, ys] = [points.map(([, x]) => Number(x)), points.map(([, , y]) => Number(y))];
    const [minX, maxX, minY, maxY] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    return { text: 'symbol', minX, maxX, minY, maxY };
  });
}

/** Pairs of texts that stand over each other. */
export function overlappingTexts(texts: readonly ShownText[]): string[] {
  return texts.flatMap((a, index) =>
    texts
      .slice(index + 1)
      .filter((b) => a.minX < b.maxX && b.minX < a.maxX && a.minY < b.maxY && b.minY < a.maxY)
      .map((b) => `${a.text} | ${b.text}`),
  );
}

type Segment = [x1: number, y1: number, x2: number, y2: number];

/** Straight pieces of the red lines: feeders. */
export function feederSegments(svg: string): Segment[] {
  return [...svg.matchAll(/<path d="([^"]*)" fill="none" stroke="#c21807"/g)].flatMap(([, data]) => {
    const points = [...data.matchAll(/[ML]([\d.-]+) ([\d.-]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
    return points.slice(1).map(([x, y], index): Segment => [points[index][0], points[index][1], x, y]);
  });
}

/** Pairs of upright and level pieces that cross, both well inside. */
export function crossings(segments: readonly Segment[]): number {
  const slack = 0.05;
  const level = segments.filter(([, y1, , y2]) => y1 === y2);
  const upright = segments.filter(([x1, , x2]) => x1 === x2);
  let count = 0;
  for (const [x1, y, x2] of level) {
    for (const [x, a, , b] of upright) {
      const insideX = x > Math.min(x1, x2) + slack && x < Math.max(x1, x2) - slack;
      if (insideX && y > Math.min(a, b) + slack && y < Math.max(a, b) - slack) count += 1;
    }
  }
  return count;
}
