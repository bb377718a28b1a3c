import { type RampCourse, roadElevationM } from '../../../radio/index.ts';
import { formatPercent, formatQuantity } from '../../encoders/format-numbers.ts';
import { type Mark, type Pen, pathMark, type SheetPoint, textMark } from '../../encoders/sheet.ts';
import type { DocumentTexts } from '../../wording/document-text.ts';
import { signedM } from '../antenna-mount.ts';
import type { FloorPlacement } from './floor-placement.ts';

const rampPen: Pen = { widthMm: 0.18, colour: '#5b6670' };
const sizeMm = 2.5;
/** The head of the arrow, and the mark of a height, mm. */
const headMm = { longMm: 2.4, halfMm: 0.8 };
const heightMm = 1.3;
/** The arrow ends so far before the ends of the ramp, where its heights stand, mm; texts stand so far beside it. */
const endMm = 3;
const offMm = 1.1;

/** Ramps of a level as a floor plan has them: an arrow up along the course, slope and length beside it, the heights of the road at both ends. */
export function rampMarks(
  courses: readonly RampCourse[],
  levelId: string,
  { toSheet }: Pick<FloorPlacement, 'toSheet'>,
  texts: DocumentTexts,
): Mark[] {
  return courses
    .filter(({ levels }) => levels.includes(levelId))
    .flatMap((course) => {
      const points = course.points.map(({ position }) => toSheet(position));
      const line = points.filter(
        (point) => farMm(point, points[0]) >= endMm && farMm(point, points[points.length - 1]) >= endMm,
      );
      if (line.length < 2) return [];
      const middle = Math.floor(line.length / 2);
      return [
        pathMark('BUILDING', line, { pen: rampPen }),
        headMark(line[line.length - 2], line[line.length - 1]),
        textAlong(rampText(course, texts), [line[middle - 1], line[middle]]),
        ...elevationMarks(points[0], line[0], elevationText(course, 0, texts)),
        ...elevationMarks(
          points[points.length - 1],
          line[line.length - 1],
          elevationText(course, course.lengthM, texts),
        ),
      ];
    });
}

/** `E1 坡道 i=15 %，长 37.4 m`; where the drawing has no slope the mean one, named so. */
export function rampText(
  { lane, slopeRatio, lengthM, bottomM, topM }: RampCourse,
  texts: DocumentTexts,
): string {
  const length = formatQuantity(lengthM, 'm');
  if (slopeRatio !== undefined) {
    return texts('construction.ramp.drawn', { lane, length, slope: formatPercent(slopeRatio, 0) });
  }
  return texts('construction.ramp.mean', {
    ...{ lane, length, slope: formatPercent((topM - bottomM) / lengthM, 1) },
  });
}

/** Height of the road at a location of a ramp, `−4.20` or `±0.00`; that at the ground is an assumption. */
function elevationText(course: RampCourse, atM: number, texts: DocumentTexts): string {
  const text = signedM(roadElevationM(course, atM));
  const isGround = atM > 0 && course.assumptions.includes('ground');
  return isGround ? texts('construction.ramp.assumed', { elevation: text }) : text;
}

function farMm([ax, ay]: SheetPoint, [bx, by]: SheetPoint): number {
  return Math.hypot(ax - bx, ay - by);
}

function headMark([fromX, fromY]: SheetPoint, [x, y]: SheetPoint): Mark {
  const lengthMm = Math.hypot(x - fromX, y - fromY) || 1;
  const [ux, uy] = [(x - fromX) / lengthMm, (y - fromY) / lengthMm];
  const corner = (side: 1 | -1): SheetPoint => [
    x - headMm.longMm * ux - side * headMm.halfMm * uy,
    y - headMm.longMm * uy + side * headMm.halfMm * ux,
  ];
  return pathMark('BUILDING', [[x, y], corner(1), corner(-1)], { closed: true, fill: rampPen.colour });
}

/** A text along a stretch, above it as it is read. */
function textAlong(text: string, [[ax, ay], [bx, by]]: readonly [SheetPoint, SheetPoint]): Mark {
  const deg = (Math.atan2(ay - by, bx - ax) * 180) / Math.PI;
  // Read from below or from the right.
  const angleDeg = deg > 90 + 0.5 ? deg - 180 : deg <= -90 + 0.5 ? deg + 180 : deg;
  const rad = (angleDeg * Math.PI) / 180;
  const at: SheetPoint = [(ax + bx) / 2 - offMm * Math.sin(rad), (ay + by) / 2 - offMm * Math.cos(rad)];
  return textMark('BUILDING', text, at, { sizeMm, anchor: 'middle', colour: rampPen.colour, angleDeg });
}

/** The mark of a height, on its point, and the height beside it on the side of the ramp. */
function elevationMarks([x, y]: SheetPoint, [insideX]: SheetPoint, text: string): Mark[] {
  const isRight = insideX >= x;
  const mark = pathMark(
    'BUILDING',
    [
      [x, y],
      [x - heightMm, y - heightMm],
      [x + heightMm, y - heightMm],
    ],
    { closed: true, pen: rampPen, fill: '#ffffff' },
  );
  const at: SheetPoint = [isRight ? x - heightMm : x + heightMm, y - heightMm - 0.6];
  return [
    mark,
    textMark('BUILDING', text, at, { sizeMm, anchor: isRight ? 'start' : 'end', colour: rampPen.colour }),
  ];
}
