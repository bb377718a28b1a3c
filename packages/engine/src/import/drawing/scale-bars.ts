import type { Point } from '../../core/index.ts';
import { tuning } from '../tuning.ts';
import type { Drawing, DrawingPath, DrawingText } from './drawing.ts';

const {
  barRatio,
  maxMarks,
  maxUnits,
  maxRowNumbers,
  maxBars,
  rowHeights,
  unitReachHeights,
  unitAsideHeights,
  barReachHeights,
} = tuning.scaleBars;

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

interface NumberText {
  of: DrawingText;
  value: number;
  unit?: string;
}

/** Bars of rows of numbers that rise along a line as far apart as they say, one of them with a unit of length. */
export function findScaleBars({ paths, texts }: Pick<Drawing, 'paths' | 'texts'>): ScaleBar[] {
  const numbers = texts.flatMap((text): NumberText[] => {
    const [, digits, unit] = mark.exec(text.text.trim()) ?? [];
    if (digits === undefined || !(text.heightInUnits > 0)) return [];
    return [{ of: text, value: Number(digits.replace(',', '.')), ...(unit ? { unit } : {}) }];
  });
  const units = texts.filter(({ text, heightInUnits }) => heightInUnits > 0 && unitAlone.test(text.trim()));
  const bearers = [...numbers.flatMap(({ of: text, unit }) => (unit ? [text] : [])), ...units];
  const found: (ScaleBar & { perUnit: number })[] = [];
  for (const bearer of bearers.slice(0, maxUnits)) {
    const row = numbersAround(bearer, numbers);
    for (const first of row) {
      const bar = barFrom(first, row, units);
      // A bar without its first mark is a part of the one that has it.
      const isKnown = ({ text, perUnit }: (typeof found)[0]) =>
        text.endsWith(bar!.text) && Math.abs(perUnit - bar!.perUnit) <= 2 * barRatio * perUnit;
      if (!bar || found.some(isKnown)) continue;
      const drawn = drawnLength(bar, paths, alongRow(first.of));
      const metresPerUnit = (drawn === undefined ? bar.perUnit : bar.spanned / drawn) * bar.metres;
      found.push({ metresPerUnit, text: bar.text, isDrawn: drawn !== undefined, perUnit: bar.perUnit });
      if (found.length >= maxBars) break;
    }
    if (found.length >= maxBars) break;
  }
  return found.map(({ perUnit: _, ...bar }) => bar);
}

/** The nearest numbers in a row with a text that has a unit, along it. */
function numbersAround(bearer: DrawingText, numbers: readonly NumberText[]): NumberText[] {
  const place = alongRow(bearer);
  return numbers
    .map((number) => ({ number, at: place(number.of.position) }))
    .filter(({ at }) => Math.abs(at.across) <= unitReachHeights * bearer.heightInUnits)
    .sort((p, q) => Math.abs(p.at.along) - Math.abs(q.at.along))
    .slice(0, maxRowNumbers)
    .sort((p, q) => p.at.along - q.at.along)
    .map(({ number }) => number);
}

/** The bar that begins at a number; undefined where none does. */
function barFrom(
  first: NumberText,
  numbers: readonly NumberText[],
  units: readonly DrawingText[],
): MarkedBar | undefined {
  const place = alongRow(first.of);
  const { heightInUnits } = first.of;
  const row = numbers
    .map(({ of: text, ...rest }) => {
      const { along, across } = place(text.position);
      return { ...rest, along: along + middleOf(text), across, text: text.text.trim() };
    })
    .filter(({ along, across }) => along >= 0 && Math.abs(across) <= rowHeights * heightInUnits)
    .sort((p, q) => p.along - q.along)
    .slice(0, maxMarks);
  // A letter alone is of a bar from zero alone, and stands at it: axes are called M too.
  const last = row[row.length - 1]?.along ?? 0;
  const aside = units.find(({ position }) => {
    const { along, across } = place(position);
    const reach = unitAsideHeights * heightInUnits;
    const isBy = along >= -reach && along <= last + reach;
    return isBy && Math.abs(across) <= unitReachHeights * heightInUnits;
  });
  return barOf(rising(row), first.value === 0 ? aside?.text.trim() : undefined, heightInUnits);
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
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
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
    if (!isNear) continue;
    from = Math.min(from, ...placed.map(({ along }) => along));
    to = Math.max(to, ...placed.map(({ along }) => along));
  }
  const isWhole =
    Math.abs(from) <= heightInUnits && Math.abs(to - length) <= heightInUnits + barRatio * length;
  return isWhole ? to - from : undefined;
}

function rising(row: readonly Mark[]): Mark[] {
  const end = row.findIndex(({ value }, k) => k > 0 && value <= row[k - 1].value);
  return row.slice(0, end < 0 ? row.length : end);
}

/** Places points along and across the direction of a text, from its middle. */
function alongRow(text: DrawingText) {
  const { position, setting } = text;
  const angleRad = setting?.angleRad ?? 0;
  const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
  const offset = middleOf(text);
  return ([x, y]: Readonly<Point>) => {
    const [dx, dy] = [x - position[0], y - position[1]];
    return { along: dx * cos + dy * sin - offset, across: dy * cos - dx * sin };
  };
}

/** Distance along a text from its position to its middle. */
function middleOf({ text, heightInUnits, setting }: DrawingText): number {
  const length = setting?.lengthInUnits ?? 0.6 * heightInUnits * text.trim().length;
  return (0.5 - (setting?.acrossRatio ?? 0)) * length;
}
