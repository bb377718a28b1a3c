import { type RampCourse, roadElevationM } from '../../../radio/index.ts';
import { formatPercent, formatQuantity } from '../../encoders/format-numbers.ts';
import { type Mark, type Pen, pathMark, type SheetPoint, textMark } from '../../encoders/sheet.ts';
import { textWidthMm } from '../../encoders/text-width.ts';
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
      const text = rampText(course, texts);
      return [
        pathMark('BUILDING', line, { pen: rampPen }),
        headMark(line[line.length - 2], line[line.length - 1]),
        textAlong(text, straightest(line, textWidthMm(text, sizeMm) / 2)),
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

/** The stretch of a line, as long as a text, that is straightest; of those that are as straight the nearest to the middle. */
function straightest(line: readonly SheetPoint[], halfMm: number): [SheetPoint, SheetPoint] {
  const middle = (line.length - 1) / 2;
  const stretches = line.flatMap((at, index) => {
    const isNear = (point: SheetPoint) => farMm(point, at) <= halfMm;
    const from = line.findIndex(isNear);
    const to = line.length - 1 - [...line].reverse().findIndex(isNear);
    if (from === 0 || to === line.length - 1 || from === to) return [];
    const bentMm = Math.max(
      ...line.slice(from, to + 1).map((point) => offLineMm(point, line[from], line[to])),
    );
    return [
      {
        ends: [line[from], line[to]] as [SheetPoint, SheetPoint],
        bentMm,
        offMiddle: Math.abs(index - middle),
      },
    ];
  });
  const [best] = stretches.sort((a, b) => Math.round(2 * (a.bentMm - b.bentMm)) || a.offMiddle - b.offMiddle);
  return best?.ends ?? [line[0], line[line.length - 1]];
}

function offLineMm([x, y]: SheetPoint, [ax, ay]: SheetPoint, [bx, by]: SheetPoint): number {
  return Math.abs((x - ax) * (by - ay) - (y - ay) * (bx - ax)) / (Math.hypot(bx - ax, by - ay) || 1);
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

/** The mark of a height, on its point, and the height: beside it over a ramp that runs across the sheet, else beyond the end. */
function elevationMarks([x, y]: SheetPoint, [insideX, insideY]: SheetPoint, text: string): Mark[] {
  const mark = pathMark(
    'BUILDING',
    [
      [x, y],
      [x - heightMm, y - heightMm],
      [x + heightMm, y - heightMm],
    ],
    { closed: true, pen: rampPen, fill: '#ffffff' },
  );
  const style = { sizeMm, colour: rampPen.colour };
  if (Math.abs(insideY - y) > Math.abs(insideX - x)) {
    const textY = insideY > y ? y - heightMm - 0.6 : y + sizeMm + 0.6;
    return [mark, textMark('BUILDING', text, [x, textY], { ...style, anchor: 'middle' })];
  }
  const isRight = insideX >= x;
  const at: SheetPoint = [isRight ? x - heightMm : x + heightMm, y - heightMm - 0.6];
  return [mark, textMark('BUILDING', text, at, { ...style, anchor: isRight ? 'start' : 'end' })];
}
