import { symbolHalfMm } from '../device-symbols.ts';
import { type Area, placeLabel, type TakenAreas } from '../place-labels.ts';
import { greyColour, type Mark, type PaperLayer, type PaperPoint, pathMark, textMark } from '../sheet.ts';
import { textWidthMm } from '../text-width.ts';

/** Something with a symbol and a name. */
export interface FloorItem {
  label: string;
  layer: PaperLayer;
  at: PaperPoint;
  marks: readonly Mark[];
}

export const labelSizeMm = 2.2;
const lineRatio = 1.25;

/** What is taken: `taken` must stay free, `lines` better does. */
export interface LabelRooms {
  taken: TakenAreas;
  lines: TakenAreas;
}

/** The names of items, none over another or over a symbol, off lines where there is room, with a line where far off. */
export function itemLabels(items: readonly FloorItem[], within: Area, { taken, lines }: LabelRooms): Mark[] {
  const both: TakenAreas = {
    add: (area) => taken.add(area),
    overlapMm2: (area) => taken.overlapMm2(area) + lines.overlapMm2(area),
  };
  return items.flatMap(({ label, at }) => {
    const wish = {
      at,
      widthMm: textWidthMm(label, labelSizeMm),
      heightMm: labelSizeMm * lineRatio,
      clearMm: symbolHalfMm + 0.7,
    };
    const found = placeLabel(wish, within, both) ?? placeLabel(wish, within, taken);
    if (!found) return [];
    const { area, isFar } = found;
    const text = textMark('LABEL', label, [area.minX, area.minY + 0.95 * labelSizeMm], {
      sizeMm: labelSizeMm,
    });
    if (!isFar) return [text];
    const nearest: PaperPoint = [
      Math.min(Math.max(at[0], area.minX), area.maxX),
      Math.min(Math.max(at[1], area.minY), area.maxY),
    ];
    return [pathMark('LABEL', [at, nearest], { pen: { widthMm: 0.1, colour: greyColour } }), text];
  });
}
