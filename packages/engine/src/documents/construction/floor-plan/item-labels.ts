import {
  greyColour,
  type Mark,
  pathMark,
  type SheetLayer,
  type SheetPoint,
  textMark,
} from '../../encoders/sheet.ts';
import { textWidthMm } from '../../encoders/text-width.ts';
import { symbolHalfMm } from '../device-symbols.ts';
import { type Area, positionLabel, type TakenAreas } from '../position-labels.ts';

/** Something with a symbol and a name. */
export interface FloorItem {
  label: string;
  layer: SheetLayer;
  at: SheetPoint;
  marks: readonly Mark[];
}

export const labelSizeMm = 2.2;
const lineRatio = 1.25;

/** Occupied areas: `taken` must stay free, `lines` should; no label's line crosses what is `written`. */
export interface LabelRooms {
  taken: TakenAreas;
  lines: TakenAreas;
  written?: TakenAreas;
}

/** The names of items, none over another or over a symbol, off lines where there is room, with a line where far off. */
export function itemLabels(
  items: readonly FloorItem[],
  within: Area,
  { taken, lines, written }: LabelRooms,
): Mark[] {
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
    const isClear = (area: Area) => !written || isLineClear(at, nearestLocation(at, area), written);
    const found =
      positionLabel(wish, within, both, isClear) ??
      positionLabel(wish, within, taken, isClear) ??
      positionLabel(wish, within, taken);
    if (!found) return [];
    const { area, isFar } = found;
    const text = textMark('LABEL', label, [area.minX, area.minY + 0.95 * labelSizeMm], {
      sizeMm: labelSizeMm,
    });
    if (!isFar) return [text];
    return [
      pathMark('LABEL', [at, nearestLocation(at, area)], { pen: { widthMm: 0.1, colour: greyColour } }),
      text,
    ];
  });
}

/** The nearest location of an area, seen from a point. */
export function nearestLocation([x, y]: SheetPoint, { minX, minY, maxX, maxY }: Area): SheetPoint {
  return [Math.min(Math.max(x, minX), maxX), Math.min(Math.max(y, minY), maxY)];
}

/** Looked at every half millimetre: no text is smaller. */
function isLineClear(from: SheetPoint, to: SheetPoint, written: TakenAreas): boolean {
  const steps = Math.ceil(2 * Math.hypot(to[0] - from[0], to[1] - from[1]));
  for (let step = 0; step <= steps; step++) {
    const [x, y] = [0, 1].map((axis) => from[axis] + ((to[axis] - from[axis]) * step) / Math.max(1, steps));
    const around = { minX: x - 0.1, minY: y - 0.1, maxX: x + 0.1, maxY: y + 0.1 };
    if (written.overlapMm2(around) > 0) return false;
  }
  return true;
}
