import type { Point } from '../../core/index.ts';
import { tuning } from '../tuning.ts';
import type { Drawing, DrawingPath, DrawingText } from './drawing.ts';

const { barRatio, maxMarks, rowHeights, unitReachHeights, barReachHeights } = tuning.scaleBars;

/** Describes a bar that says how long its parts are. */
export interface ScaleBar {
  metresPerUnit: number;
  /** Its marks as they are written: `0 5 10 m`. */
  text: string;
  /** The bar itself was measured, not how far apart its texts are. */
  isDrawn: boolean;
}

const unitWord = String.raw`(m|mts?|mtrs?|met(?:er|re|ro)s?|м|米|公尺|ft|feet|foot|['’′]|英尺)\.?`;
const mark = new RegExp(String.raw`^(\d{1,4}(?:[.,]\d+)?)\s*(?:${unitWord})?$`, 'i');
const unitAlone = new RegExp(String.raw`^\(?${unitWord}\)?$`, 'i');
const ofFeet = /^(?:ft|feet|foot|['’′]|英尺)/i;

interface Mark {
  value: number;
  unit?: string;
  /** Middle of its text along the row. */
  along: number;
  text: string;
}

/** Bars of rows of numbers that rise along a line as far apart as they say, one of them with a unit of length. */
export function findScaleBars({ paths, texts }: Pick<Drawing, 'paths' | 'texts'>): ScaleBar[] {
  const numbers = texts.flatMap((text) => {
    const [, digits, unit] = mark.exec(text.text.trim()) ?? [];
    if (digits === undefined || !(text.heightInUnits > 0)) return [];
    return [{ of: text, value: Number(digits.replace(',', '.')), ...(unit ? { unit } : {}) }];
  });
  const units = texts.filter(({ text }) => unitAlone.test(text.trim()));
  const found: ScaleBar[] = [];
  for (const first of numbers) {
    const place = placer(first.of);
    const heightInUnits = first.of.heightInUnits;
    const isNear = (text: DrawingText, heights: number) =>
      Math.abs(place(text.position).across) <= heights * heightInUnits;
    const row = numbers
      .filter(({ of: text }) => isNear(text, rowHeights))
      .map(({ of: text, ...rest }): Mark => {
        const along = place(text.position).along + middleOf(text) - middleOf(first.of);
        return { ...rest, along, text: text.text.trim() };
      })
      .filter(({ along }) => along >= 0)
      .sort((p, q) => p.along - q.along)
      .slice(0, maxMarks);
    const aside = units.find((text) => isNear(text, unitReachHeights))?.text.trim();
    const bar = barOf(rising(row), aside, heightInUnits);
    // A bar without its first mark is a part of the one that has it.
    if (!bar || found.some(({ text }) => text.endsWith(bar.text))) continue;
    const offset = middleOf(first.of);
    const drawn = drawnLength(bar, paths, ([x, y]) => {
      const { along, across } = place([x, y]);
      return { along: along - offset, across };
    });
    const stated = (drawn === undefined ? bar.perUnit : bar.spanned / drawn) * bar.metres;
    const others = found.filter(({ text }) => !bar.text.endsWith(text));
    found.splice(0, found.length, ...others, {
      metresPerUnit: stated,
      text: bar.text,
      isDrawn: drawn !== undefined,
    });
  }
  return found;
}

interface MarkedBar {
  /** Metres or feet per unit of the drawing, by the marks; metres of one of them. */
  perUnit: number;
  metres: number;
  /** Metres or feet from the first mark to the last; distance between these in the drawing. */
  spanned: number;
  length: number;
  heightInUnits: number;
  text: string;
}

/** The bar of marks that rise, as many of them as are evenly spaced. */
function barOf(
  marks: readonly Mark[],
  unitAside: string | undefined,
  heightInUnits: number,
): MarkedBar | undefined {
  const [first] = marks;
  for (let count = marks.length; count >= (first?.value === 0 ? 3 : 4); count--) {
    const row = marks.slice(0, count);
    const unit = row.find((each) => each.unit)?.unit ?? unitAside;
    if (unit === undefined) continue;
    const last = row[count - 1];
    // The last number may stand to one side for its unit: the one before it counts.
    const sure = row[count - 2];
    const perUnit = (sure.value - first.value) / (sure.along - first.along);
    const reach = barRatio * (last.along - first.along) + heightInUnits;
    const isEven = row.every(
      ({ value, along }) => Math.abs((value - first.value) / perUnit - (along - first.along)) <= reach,
    );
    if (!isEven || !(sure.along - first.along > 2 * heightInUnits)) continue;
    const spanned = last.value - first.value;
    return {
      ...{ perUnit, spanned, length: spanned / perUnit, heightInUnits },
      metres: ofFeet.test(unit) ? 0.3048 : 1,
      text: row.map(({ text }) => text).join(' '),
    };
  }
  return undefined;
}

/**
 * Length of the bar as it is drawn under or over its marks: by the line, or the row of strokes, that begins near the first mark
 * and ends near the last; undefined where none does.
 */
function drawnLength(
  { length, heightInUnits }: MarkedBar,
  paths: readonly DrawingPath[],
  place: (point: Readonly<Point>) => { along: number; across: number },
): number | undefined {
  const ends: number[] = [];
  for (const { points } of paths) {
    // Bars are made of a few short lines and filled shapes.
    if (points.length > 8) continue;
    const placed = points.map(place);
    const isNear = placed.every(
      ({ along, across }) =>
        Math.abs(across) <= barReachHeights * heightInUnits &&
        along >= -2 * heightInUnits &&
        along <= length + 2 * heightInUnits,
    );
    if (isNear) ends.push(...placed.map(({ along }) => along));
  }
  const [from, to] = [Math.min(...ends), Math.max(...ends)];
  const isWhole =
    Math.abs(from) <= heightInUnits && Math.abs(to - length) <= heightInUnits + barRatio * length;
  return isWhole ? to - from : undefined;
}

function rising(row: readonly Mark[]): Mark[] {
  const end = row.findIndex(({ value }, k) => k > 0 && value <= row[k - 1].value);
  return row.slice(0, end < 0 ? row.length : end);
}

/** Places points along and across the direction of a text, from its position. */
function placer({ position, setting }: DrawingText) {
  const angleRad = setting?.angleRad ?? 0;
  const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
  return ([x, y]: Readonly<Point>) => {
    const [dx, dy] = [x - position[0], y - position[1]];
    return { along: dx * cos + dy * sin, across: dy * cos - dx * sin };
  };
}

/** Distance along a text from its position to its middle. */
function middleOf({ text, heightInUnits, setting }: DrawingText): number {
  const length = setting?.lengthInUnits ?? 0.6 * heightInUnits * text.trim().length;
  return (0.5 - (setting?.acrossRatio ?? 0)) * length;
}
