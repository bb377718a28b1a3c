import { type Mark, type PaperPoint, textMark } from '../../encoders/sheet.ts';
import { textWidthMm } from '../../encoders/text-width.ts';
import type { Area } from '../place-labels.ts';
import { areaOf } from './building-marks.ts';
import type { LabelRooms } from './item-labels.ts';

const sizeMm = 1.8;
const gapMm = 0.5;
const colour = '#c21807';

/** Type and length of cables along their longest straight pieces, where there is room; the cable table has all of them. */
export function cableLabels(
  cables: readonly { text: string; points: readonly PaperPoint[] }[],
  within: Area,
  { taken, lines }: LabelRooms,
): Mark[] {
  return cables.flatMap(({ text, points }) => {
    const widthMm = textWidthMm(text, sizeMm);
    for (const [a, b] of longestFirst(points)) {
      const lengthMm = Math.hypot(b[0] - a[0], b[1] - a[1]);
      if (lengthMm < widthMm + 1) break;
      // Read from below or from the right.
      const [from, to] = isBefore(a, b) ? [a, b] : [b, a];
      const ux = (to[0] - from[0]) / lengthMm;
      const uy = (to[1] - from[1]) / lengthMm;
      for (const share of [0.5, 0.3, 0.7, 0.15, 0.85]) {
        for (const offMm of [-gapMm, gapMm + 0.75 * sizeMm]) {
          const middle = Math.min(Math.max(share * lengthMm, widthMm / 2), lengthMm - widthMm / 2);
          const at = (along: number, across: number): PaperPoint => [
            from[0] + ux * (middle + along) - uy * (offMm + across),
            from[1] + uy * (middle + along) + ux * (offMm + across),
          ];
          const corners = [-widthMm / 2, widthMm / 2].flatMap((along) => [
            at(along, 0.15 * sizeMm),
            at(along, -0.8 * sizeMm),
          ]);
          const area = areaOf(corners);
          const isInside =
            area.minX >= within.minX &&
            area.maxX <= within.maxX &&
            area.minY >= within.minY &&
            area.maxY <= within.maxY;
          if (!isInside || taken.overlapMm2(area) > 0 || lines.overlapMm2(area) > 0.02 * widthMm) continue;
          taken.add(area);
          const angleDeg = (Math.atan2(-uy, ux) * 180) / Math.PI;
          return [textMark('LABEL', text, at(0, 0), { sizeMm, anchor: 'middle', angleDeg, colour })];
        }
      }
    }
    return [];
  });
}

function isBefore(a: PaperPoint, b: PaperPoint): boolean {
  const isUpright = Math.abs(a[0] - b[0]) < 1e-6 * Math.abs(a[1] - b[1]);
  return isUpright ? a[1] > b[1] : a[0] < b[0];
}

function longestFirst(points: readonly PaperPoint[]): [PaperPoint, PaperPoint][] {
  const pieces = points.slice(1).map((point, index): [PaperPoint, PaperPoint] => [points[index], point]);
  const length = ([a, b]: [PaperPoint, PaperPoint]) => Math.hypot(b[0] - a[0], b[1] - a[1]);
  return pieces.sort((a, b) => length(b) - length(a));
}
