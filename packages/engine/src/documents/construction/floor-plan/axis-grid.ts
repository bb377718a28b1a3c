import { distance } from '../../../core/index.ts';
import type { Axis, Level } from '../../../plan/index.ts';
import { circleMark, type Mark, pathMark, type SheetPoint, textMark } from '../../encoders/sheet.ts';
import { type Area, clipSegment } from '../position-labels.ts';
import { bubbleMarks, bubblePen, inkColour } from './coordinate-grid.ts';
import type { FloorPlacement } from './floor-placement.ts';

/** Bubbles are 8 mm across (GB/T 50001). */
const radiusMm = 4;
const sizeMm = 3;
const lineColour = '#a9b6c4';
export const axisPen = { widthMm: 0.1, colour: lineColour, dashMm: [6, 1, 0.8, 1] };
/** Bubbles that would meet move along their axis by steps. */
const stepMm = 2;
const maxSteps = 20;
/** An end this near to an edge of the part is cut there, mm. */
const nearMm = 0.01;

/** Returns whether a level's drawing had an axis grid. */
export function hasAxes({ axes = [] }: Pick<Level, 'axes'>): boolean {
  return axes.length > 0;
}

/** The extent of axes on paper: all of them, or only the bubbles at the edges of a part where model space shows the lines. */
export type AxisExtent = 'all' | 'edges';

/**
 * The axis grid of a part: each axis as far as it goes there, with its label in a bubble at its own ends and where it leaves the
 * part upwards and to the left; where it leaves elsewhere alone, at the edge inside.
 */
export function axisGrid(
  level: Level,
  placement: FloorPlacement,
  shown: Area,
  extent: AxisExtent = 'all',
): Mark[] {
  const bubbles: SheetPoint[] = [];
  return (level.axes ?? []).flatMap((axis): Mark[] => {
    const whole = [axis.start, axis.end].map(placement.toSheet);
    const ends = clipSegment(whole[0], whole[1], shown);
    if (!ends) return [];
    const centres = bubbleCentres(whole as [SheetPoint, SheetPoint], ends, shown)
      .filter(({ isEdge }) => isEdge || extent === 'all')
      .map((wish) => freeCentre(wish, bubbles));
    bubbles.push(...centres);
    return [
      ...(extent === 'all' ? [pathMark('AXIS', ends, { pen: axisPen })] : []),
      ...centres.flatMap((at) => bubbleMarks('AXIS', axis.label, at, { radiusMm, sizeMm })),
    ];
  });
}

/** All axes from end to end with bubbles there, as in model space. */
export function wholeAxes(axes: readonly Axis[], { toSheet }: Pick<FloorPlacement, 'toSheet'>): Mark[] {
  return axes.flatMap(({ label, start, end }) => {
    const ends = [start, end].map(toSheet);
    const outwards = ends.map((each, index) => towards(each, ends[1 - index], -radiusMm));
    return [
      pathMark('AXIS', ends, { pen: axisPen }),
      ...outwards.flatMap((at) => bubbleMarks('AXIS', label, at, { radiusMm, sizeMm })),
    ];
  });
}

interface BubbleWish {
  at: SheetPoint;
  /** Unit steps towards the middle of the axis. */
  inwards: SheetPoint;
  /** It stands at an edge of the part. */
  isEdge: boolean;
}

function bubbleCentres(
  whole: readonly [SheetPoint, SheetPoint],
  ends: readonly [SheetPoint, SheetPoint],
  shown: Area,
): BubbleWish[] {
  const wishes = ends.map((end, index) => {
    const other = ends[1 - index];
    const isEdge = distance([...end], [...whole[index]]) > nearMm;
    const isUpOrLeft = end[0] <= shown.minX + nearMm || end[1] <= shown.minY + nearMm;
    const wish = (offMm: number): BubbleWish => ({
      at: towards(end, other, offMm),
      inwards: unit(end, other),
      isEdge,
    });
    return { isOutside: !isEdge || isUpOrLeft, out: wish(-radiusMm), within: wish(radiusMm) };
  });
  const outside = wishes.filter(({ isOutside }) => isOutside);
  return outside.length > 0 ? outside.map(({ out }) => out) : [wishes[0].within];
}

/** The centre, or the next one along the axis that is free of other bubbles. */
function freeCentre({ at, inwards: [dx, dy] }: BubbleWish, taken: readonly SheetPoint[]): SheetPoint {
  for (let step = 0; step <= maxSteps; step++) {
    const centre: SheetPoint = [at[0] + step * stepMm * dx, at[1] + step * stepMm * dy];
    if (taken.every((each) => distance([...each], [...centre]) >= 2 * radiusMm)) return centre;
  }
  return at;
}

function unit(from: SheetPoint, to: SheetPoint): SheetPoint {
  const lengthMm = distance([...from], [...to]) || 1;
  return [(to[0] - from[0]) / lengthMm, (to[1] - from[1]) / lengthMm];
}

function towards(from: SheetPoint, to: SheetPoint, byMm: number): SheetPoint {
  const [dx, dy] = unit(from, to);
  return [from[0] + byMm * dx, from[1] + byMm * dy];
}

/** A short axis with its bubble, for the legend. */
export function axisLegendMarks([x, y]: SheetPoint): Mark[] {
  const ends: SheetPoint[] = [
    [x - 1.5, y],
    [x + 4, y],
  ];
  return [
    pathMark('FRAME', ends, { pen: axisPen }),
    circleMark('FRAME', [x - 2.8, y], 1.7, { pen: bubblePen, fill: '#ffffff' }),
    textMark('FRAME', '1', [x - 2.8, y + 0.9], { sizeMm: 2.5, anchor: 'middle', colour: inkColour }),
  ];
}
