import { circleMark, type Mark, pathMark, type SheetPoint, textMark } from '../../encoders/sheet.ts';
import type { Area } from '../position-labels.ts';
import type { FloorPlacement } from './floor-placement.ts';

/** Lines stand on round metres of the plan, so that they are the same on every sheet and level. */
const stepM = 10;
const radiusMm = 3.4;
const sizeMm = 2.5;
const lineColour = '#b7c4d1';
export const inkColour = '#51606e';
export const bubblePen = { widthMm: 0.13, colour: inkColour };
const linePen = { widthMm: 0.1, colour: lineColour, dashMm: [6, 1, 0.8, 1] };

/**
 * Coordinate grid of a sheet whose level has no axis grid: a line every ten metres of the plan's x and y, with a bubble `X20`
 * above and `Y30` at the left.
 */
export function coordinateGrid(placement: FloorPlacement, shown: Area): Mark[] {
  const range = planRange(placement, shown);
  return (['X', 'Y'] as const).flatMap((letter, axis) => {
    const { min, max } = range[axis];
    const first = Math.ceil(min / stepM - 1e-9);
    const last = Math.floor(max / stepM + 1e-9);
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
      const atM = (first + index) * stepM;
      const onLine: SheetPoint = axis === 0 ? [atM, 0] : [0, atM];
      const [x, y] = placement.toSheet(onLine);
      const isUpright = (axis === 0) === (placement.angleDeg % 180 === 0);
      return lineMarks(`${letter}${atM}`, isUpright ? x : y, isUpright, shown);
    }).flat();
  });
}

/** Ranges of the plan's coordinates that an area of the sheet shows, m. */
function planRange(
  { toPlan }: FloorPlacement,
  { minX, minY, maxX, maxY }: Area,
): { min: number; max: number }[] {
  const ends = [toPlan([minX, minY]), toPlan([maxX, maxY])];
  return [0, 1].map((axis) => {
    const values = ends.map((end) => end[axis]);
    return { min: Math.min(...values), max: Math.max(...values) };
  });
}

function lineMarks(name: string, at: number, isUpright: boolean, shown: Area): Mark[] {
  const bubble: SheetPoint = isUpright ? [at, shown.minY - radiusMm] : [shown.minX - radiusMm, at];
  const ends: SheetPoint[] = isUpright
    ? [
        [at, shown.minY],
        [at, shown.maxY],
      ]
    : [
        [shown.minX, at],
        [shown.maxX, at],
      ];
  return [
    pathMark('GRID', ends, { pen: linePen }),
    ...bubbleMarks('GRID', name, bubble, { radiusMm, sizeMm }),
  ];
}

/** A label in a circle, of letters as large as fit. */
export function bubbleMarks(
  layer: 'GRID' | 'AXIS',
  label: string,
  [x, y]: SheetPoint,
  size: { radiusMm: number; sizeMm: number },
): Mark[] {
  const widestMm = 0.92 * 2 * size.radiusMm;
  const fittingMm = Math.min(size.sizeMm, widestMm / (0.62 * label.length));
  return [
    circleMark(layer, [x, y], size.radiusMm, { pen: bubblePen, fill: '#ffffff' }),
    textMark(layer, label, [x, y + 0.36 * fittingMm], {
      ...({ sizeMm: fittingMm, anchor: 'middle', colour: inkColour } as const),
    }),
  ];
}

/** A short line with a bubble, for the legend. */
export function gridLegendMarks([x, y]: SheetPoint): Mark[] {
  const ends: SheetPoint[] = [
    [x - 1.5, y],
    [x + 4, y],
  ];
  return [
    pathMark('FRAME', ends, { pen: linePen }),
    circleMark('FRAME', [x - 2.8, y], 1.6, { pen: bubblePen, fill: '#ffffff' }),
  ];
}
