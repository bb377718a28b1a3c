import { type Point, signedArea } from '../../../core/index.ts';
import type { Operator } from '../../../plan/index.ts';
import { operatorCells, type Prediction } from '../../../radio/index.ts';
import { type Mark, type Pen, pathMark, type SheetPoint } from '../../encoders/sheet.ts';
import { contourLines } from '../../maps/contour-lines.ts';
import type { FloorPlacement } from './floor-placement.ts';

const coverageColour = '#c26a00';
export const coveragePen: Pen = { widthMm: 0.3, colour: coverageColour };
const tickPen: Pen = { widthMm: 0.15, colour: coverageColour };
/** Pieces around less than this are left out: a cell or two say nothing on a floor plan. */
const minAreaM2 = 4;
const tickEveryMm = 3;
const tickMm = 0.9;

/** The operator that decides the verdict, whose coverage is drawn. */
export function drawnOperator({ assessment }: Prediction): Operator {
  return assessment.target.limiting.operator;
}

/**
 * Line on a level along which the operator that decides is just served: its median meets the threshold of its
 * service, with ticks towards the floor that is not served. Empty where all of the level is on one side.
 */
export function coverageMarks(prediction: Prediction, levelId: string, { toSheet }: FloorPlacement): Mark[] {
  const { plan, profile, maps } = prediction;
  const matching = maps.filter((map) => map.levelId === levelId);
  if (matching.length === 0) return [];
  const { marginDb } = operatorCells(plan, drawnOperator(prediction), matching, profile);
  return contourLines(marginDb, matching[0].grid, 0)
    .filter(isWorthDrawing)
    .flatMap((line) => {
      const points = line.map(toSheet);
      return [
        pathMark('COVERAGE', points, { pen: coveragePen }),
        ...ticks(points).map((tick) => pathMark('COVERAGE', tick, { pen: tickPen })),
      ];
    });
}

function isWorthDrawing(line: readonly Point[]): boolean {
  const last = line[line.length - 1];
  const isClosed = line[0][0] === last[0] && line[0][1] === last[1];
  return !isClosed || Math.abs(signedArea(line)) >= minAreaM2;
}

/** Short lines to the right of a line as it runs in the plan: on a sheet, whose y runs down, that is (−y, x) of its direction. */
function ticks(points: readonly SheetPoint[]): [SheetPoint, SheetPoint][] {
  const found: [SheetPoint, SheetPoint][] = [];
  let toNextMm = tickEveryMm / 2;
  for (let index = 1; index < points.length; index += 1) {
    const [[ax, ay], [bx, by]] = [points[index - 1], points[index]];
    const lengthMm = Math.hypot(bx - ax, by - ay);
    if (lengthMm === 0) continue;
    const [ux, uy] = [(bx - ax) / lengthMm, (by - ay) / lengthMm];
    for (; toNextMm <= lengthMm; toNextMm += tickEveryMm) {
      const from: SheetPoint = [ax + ux * toNextMm, ay + uy * toNextMm];
      found.push([from, [from[0] - uy * tickMm, from[1] + ux * tickMm]]);
    }
    toNextMm -= lengthMm;
  }
  return found;
}
