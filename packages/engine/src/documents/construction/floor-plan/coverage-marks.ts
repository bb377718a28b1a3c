import { mmToMetres, type Point, signedArea } from '../../../core/index.ts';
import type { Operator } from '../../../plan/index.ts';
import { type Grid, operatorCells, type Prediction } from '../../../radio/index.ts';
import { type Mark, type Pen, pathMark, type SheetPoint } from '../../encoders/sheet.ts';
import { contourLines } from '../../maps/contour-lines.ts';
import type { DocumentTexts } from '../../wording/document-text.ts';
import { type Area, isIn } from '../position-labels.ts';
import type { FloorPlacement } from './floor-placement.ts';

/** Unlike borders of compartments, cables and facilities, and whole with ticks where those are dashed. */
const coverageColour = '#008b95';
const coveragePen: Pen = { widthMm: 0.3, colour: coverageColour };
const tickPen: Pen = { widthMm: 0.15, colour: coverageColour };
/** Pieces around less than this are left out: a cell or two say nothing on a floor plan. */
export const minAreaM2 = 4;
const tickEveryMm = 3;
const tickMm = 0.9;

/** The operator that decides the verdict, whose coverage is drawn. */
function drawnOperator({ assessment }: Prediction): Operator {
  return assessment.target.limiting.operator;
}

/**
 * Line on a level along which the operator that decides is just served: its median meets the threshold of its
 * service, with ticks towards the floor that is not served. Empty where all of the level is on one side.
 */
export function coverageMarks(prediction: Prediction, levelId: string, { toSheet }: FloorPlacement): Mark[] {
  const margins = levelMargins(prediction, levelId);
  if (!margins) return [];
  return contourLines(margins.marginDb, margins.grid, 0)
    .filter(isWorthDrawing)
    .flatMap((line) => {
      const points = line.map(toSheet);
      return [
        pathMark('COVERAGE', points, { pen: coveragePen }),
        ...ticks(points).map((tick) => pathMark('COVERAGE', tick, { pen: tickPen })),
      ];
    });
}

/** The line with its ticks in a legend. */
export function coverageLegendMarks([x, y]: SheetPoint): Mark[] {
  const points: SheetPoint[] = [
    [x - 4, y],
    [x + 4, y],
  ];
  return [
    pathMark('FRAME', points, { pen: coveragePen }),
    ...ticks(points).map((tick) => pathMark('FRAME', tick, { pen: tickPen })),
  ];
}

/** Counted floor of each level, and what of it the operator that decides does not serve in the median, m². */
export function unservedAreas(
  prediction: Prediction,
): { level: string; countedM2: number; unservedM2: number }[] {
  const everywhere = { minX: -1e9, minY: -1e9, maxX: 1e9, maxY: 1e9 };
  return prediction.plan.levels.map(({ id }) => ({
    level: id,
    ...coverageAreas(prediction, id)({ toSheet: (atM) => atM }, everywhere),
  }));
}

/** Coverage of the operator that decides, as it is drawn on a level. */
export interface DrawnCoverage {
  operator: string;
  marks: readonly Mark[];
  /** Floor that is counted on a part of the level, and what of it the operator does not serve in the median, m². */
  areasOn(placement: Pick<FloorPlacement, 'toSheet'>, shown: Area): { countedM2: number; unservedM2: number };
}

/** The coverage of a level with its marks as they were placed. */
export function drawnCoverage(
  prediction: Prediction,
  levelId: string,
  marks: readonly Mark[],
  texts: DocumentTexts,
): DrawnCoverage {
  const operator = texts.name('operator', drawnOperator(prediction));
  return { operator, marks, areasOn: coverageAreas(prediction, levelId) };
}

/** The coverage on a part of a level, without lines where too little of it is on the other side: the note says so instead. */
export function coverageOnPart(
  coverage: DrawnCoverage,
  placement: Pick<FloorPlacement, 'toSheet'>,
  shown: Area,
): DrawnCoverage {
  const { countedM2, unservedM2 } = coverage.areasOn(placement, shown);
  const isOneSided = unservedM2 < minAreaM2 || unservedM2 >= countedM2;
  return isOneSided ? { ...coverage, marks: [] } : coverage;
}

/** The areas of a level, cell by cell of the prediction. */
function coverageAreas(prediction: Prediction, levelId: string): DrawnCoverage['areasOn'] {
  const margins = levelMargins(prediction, levelId);
  return ({ toSheet }, shown) => {
    const areas = { countedM2: 0, unservedM2: 0 };
    if (!margins) return areas;
    const { marginDb, grid } = margins;
    const cellM2 = mmToMetres(grid.cellMm) ** 2;
    marginDb.forEach((atCellDb, cell) => {
      if (Number.isNaN(atCellDb)) return;
      const [row, column] = [Math.floor(cell / grid.columns), cell % grid.columns];
      const atM: Point = [
        mmToMetres(grid.originXMm + column * grid.cellMm),
        mmToMetres(grid.originYMm + row * grid.cellMm),
      ];
      if (!isIn(toSheet(atM), shown)) return;
      areas.countedM2 += cellM2;
      if (atCellDb < 0) areas.unservedM2 += cellM2;
    });
    return areas;
  };
}

/** Margins of the operator that decides over the thresholds of its service on a level; undefined where nothing was predicted there. */
function levelMargins(
  prediction: Prediction,
  levelId: string,
): { marginDb: Float32Array; grid: Grid } | undefined {
  const { plan, profile, maps } = prediction;
  const matching = maps.filter((map) => map.levelId === levelId);
  if (matching.length === 0) return undefined;
  const { marginDb } = operatorCells(plan, drawnOperator(prediction), matching, profile);
  return { marginDb, grid: matching[0].grid };
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
