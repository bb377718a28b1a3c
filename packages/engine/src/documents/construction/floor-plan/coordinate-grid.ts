import { circleMark, type Mark, pathMark, type SheetPoint, textMark } from '../../encoders/sheet.ts';
import type { Area } from '../position-labels.ts';
import type { FloorPlacement } from './floor-placement.ts';

/** Lines stand on round metres of the plan, so that they are the same on every sheet and level. */
const stepM = 10;
const radiusMm = 3.4;
const sizeMm = 2.5;
const lineColour = '#b7c4d1';
const inkColour = '#51606e';
const linePen = { widthMm: 0.1, colour: lineColour, dashMm: [6, 1, 0.8, 1] };

/**
 * Coordinate grid of a sheet: a line every ten metres of the plan's x and y, with a bubble `X20` above and `Y30` at the left.
 * The plan keeps no axes of the architect, so these are named by their coordinate.
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
  const widest = 0.92 * 2 * radiusMm;
  const fitting = Math.min(sizeMm, widest / (0.62 * name.length));
  return [
    pathMark('GRID', ends, { pen: linePen }),
    circleMark('GRID', bubble, radiusMm, { pen: { widthMm: 0.13, colour: inkColour }, fill: '#ffffff' }),
    textMark('GRID', name, [bubble[0], bubble[1] + 0.36 * fitting], {
      ...({ sizeMm: fitting, anchor: 'middle', colour: inkColour } as const),
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
    circleMark('FRAME', [x - 2.8, y], 1.6, { pen: { widthMm: 0.13, colour: inkColour }, fill: '#ffffff' }),
  ];
}
