import type { Carrier } from '../../../plan/index.ts';
import type { AntennaFeed } from '../../../radio/index.ts';
import { formatFixed } from '../../encoders/format-numbers.ts';
import { greyColour, type Mark, type PaperPoint, pathMark, pens, textMark } from '../../encoders/sheet.ts';
import { textWidthMm } from '../../encoders/text-width.ts';
import type { Lang } from '../../wording/texts.ts';
import { carrierHead } from '../carrier-names.ts';
import { idSizeMm, type PlacedNode } from './tree-layout.ts';

const headMm = 1.8;
const valueMm = 2;

/** Width of a column per carrier, mm. */
export function portColumns(carriers: readonly Carrier[], lang: Lang): number[] {
  return carriers.map((carrier) =>
    Math.max(8.5, ...carrierHead(carrier, lang).map((line) => textWidthMm(line, headMm) + 1.6)),
  );
}

export const tableHeadMm = 9;

/** Port powers beside the leaves, a column per carrier, with a hairline from each antenna. */
export function portTable(
  leaves: readonly PlacedNode[],
  feeds: ReadonlyMap<string, AntennaFeed>,
  options: { carriers: readonly Carrier[]; lang: Lang; origin: PaperPoint; left: number; hasHead: boolean },
): Mark[] {
  const { carriers, lang, origin, left, hasHead } = options;
  const [, oy] = origin;
  const antennas = leaves.filter(({ node }) => node.kind === 'antenna');
  const [first] = antennas;
  if (!first || carriers.length === 0) return [];
  const widths = portColumns(carriers, lang);
  const headY = oy + leaves[0].y - 4;
  const right = left + widths.reduce((sum, widthMm) => sum + widthMm, 0);
  const marks: Mark[] = [];
  let x = left;
  carriers.forEach((carrier, index) => {
    const middle = x + widths[index] / 2;
    carrierHead(carrier, lang).forEach((line, row) => {
      if (!hasHead) return;
      marks.push(
        textMark('POWER', line, [middle, headY - 4 + 2.4 * row], { sizeMm: headMm, anchor: 'middle' }),
      );
    });
    for (const { node, y } of antennas) {
      const fed = feeds.get(node.id)?.carriers.find((each) => each.carrier === carrier.id);
      const text = fed ? formatFixed(fed.powerDbm, 1) : '–';
      marks.push(
        textMark('POWER', text, [middle, oy + y + 0.36 * valueMm], { sizeMm: valueMm, anchor: 'middle' }),
      );
    }
    x += widths[index];
  });
  if (hasHead) marks.push(...headLine(left, right, headY));
  return [...marks, ...hairlines(antennas, origin, left)];
}

/** The unit, and the line under the names of the carriers. */
function headLine(left: number, right: number, y: number): Mark[] {
  const unit = { sizeMm: headMm, anchor: 'end', colour: greyColour } as const;
  const ends: PaperPoint[] = [
    [left, y],
    [right, y],
  ];
  return [textMark('POWER', 'dBm', [left - 1, y - 1.6], unit), pathMark('POWER', ends, { pen: pens.thin })];
}

/** From each antenna's name to its powers, where there is room for a line. */
function hairlines(antennas: readonly PlacedNode[], [ox, oy]: PaperPoint, left: number): Mark[] {
  return antennas.flatMap(({ node, x, y }): Mark[] => {
    const from = ox + x + 3.2 + textWidthMm(node.id, idSizeMm) + 1;
    if (from >= left - 1) return [];
    const ends: PaperPoint[] = [
      [from, oy + y],
      [left, oy + y],
    ];
    return [pathMark('POWER', ends, { pen: { widthMm: 0.1, colour: '#aab1b8', dashMm: [0.6, 0.8] } })];
  });
}
