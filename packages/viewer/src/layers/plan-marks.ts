import type { Level, Point } from '@diku/engine';
import { isFreeOf, type LabelBox, labelWidthPx } from './label-boxes.ts';

type Axis = NonNullable<Level['axes']>[number];
/** A point on the page, CSS pixels. */
type Spot = readonly [left: number, top: number];

/** The axis grid as it is drawn: lines as far as they are seen, and names in bubbles at their ends. */
export interface AxisMarks {
  lines: [from: Spot, to: Spot][];
  bubbles: { label: string; box: LabelBox }[];
}

/** Height of a bubble, and of one name's room at its sides. */
export const bubblePx = 20;
const asidePx = 12;
/** Shorter lines have a name at one end alone. */
const minBothPx = 160;
/** More names than these are read by nobody. */
const maxBubbles = 160;

/**
 * The axes of a level that are seen in a frame. Where an end lies outside, its bubble stands at the frame: what is looked at has
 * its names at any zoom. No bubble lies on another.
 * @param taken boxes that no bubble lies on either
 */
export function axisMarks(
  axes: readonly Axis[],
  spotOf: (point: Point) => Spot,
  frame: LabelBox,
  taken: readonly LabelBox[] = [],
): AxisMarks {
  const marks: AxisMarks = { lines: [], bubbles: [] };
  const add = (label: string, box: LabelBox) => {
    const others = [...taken, ...marks.bubbles.map((bubble) => bubble.box)];
    if (marks.bubbles.length < maxBubbles && isFreeOf(box, others)) marks.bubbles.push({ label, box });
  };
  for (const { label, start, end } of axes) {
    const halfPx = Math.max(bubblePx, labelWidthPx(label) + asidePx) / 2;
    const inner = {
      left: frame.left + halfPx,
      top: frame.top + bubblePx / 2,
      right: frame.right - halfPx,
      bottom: frame.bottom - bubblePx / 2,
    };
    const line = clipLine(spotOf(start), spotOf(end), inner);
    if (!line) continue;
    marks.lines.push(line);
    const [from, to] = line;
    add(label, around(from, halfPx));
    if (Math.hypot(to[0] - from[0], to[1] - from[1]) > minBothPx) add(label, around(to, halfPx));
  }
  return marks;
}

function around([left, top]: Spot, halfPx: number): LabelBox {
  return { left: left - halfPx, top: top - bubblePx / 2, right: left + halfPx, bottom: top + bubblePx / 2 };
}

/** The part of a line inside a box; undefined where there is none. */
function clipLine(from: Spot, to: Spot, box: LabelBox): [Spot, Spot] | undefined {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  let [first, last] = [0, 1];
  const bounds = [
    [-dx, from[0] - box.left],
    [dx, box.right - from[0]],
    [-dy, from[1] - box.top],
    [dy, box.bottom - from[1]],
  ];
  for (const [step, room] of bounds) {
    if (step === 0 && room < 0) return undefined;
    if (step < 0) first = Math.max(first, room / step);
    else if (step > 0) last = Math.min(last, room / step);
  }
  if (first >= last) return undefined;
  const at = (part: number): Spot => [from[0] + part * dx, from[1] + part * dy];
  return [at(first), at(last)];
}

/** A scale bar: a round length, and how long that is on the page. */
export interface ScaleBar {
  lengthM: number;
  lengthPx: number;
}

/** The longest bar of 1, 2 or 5 times a power of ten metres that is no longer than `maxPx`. */
export function scaleBarOf(pixelsPerM: number, maxPx: number): ScaleBar {
  const maxM = maxPx / pixelsPerM;
  const power = Math.floor(Math.log10(maxM));
  // A power of ten is not always what its logarithm says.
  const lengths = [power - 1, power, power + 1].flatMap((exponent) =>
    [1, 2, 5].map((step) => (exponent < 0 ? step / 10 ** -exponent : step * 10 ** exponent)),
  );
  const lengthM = Math.max(...lengths.filter((length) => length <= maxM));
  return { lengthM, lengthPx: lengthM * pixelsPerM };
}

/** Decimals that a length of a scale bar is written with. */
export function scaleBarDigits(lengthM: number): number {
  return Math.max(0, -Math.floor(Math.log10(lengthM) + 1e-9));
}
