import { distance, lineIntersection, type Point, pointAlong } from '../../core/index.ts';
import type { Axis, Level } from '../../plan/index.ts';
import type { SheetPoint } from '../encoders/sheet.ts';
import type { DocumentTexts } from './document-text.ts';

/**
 * Labels of the axes between which a point lies, in their order: twice the same where it lies on one, and beyond the outermost
 * one that alone.
 */
interface AxisSpan {
  from: string;
  to?: string;
}

/** Axes of one direction, in the order of their offsets. */
interface AxisFamily {
  /** Direction of its lines, 0 to π. */
  angleRad: number;
  lines: { axis: Axis; offsetM: number }[];
  /** Most of its labels are numbers. */
  isNumbered: boolean;
}

/** Axes of one family are no farther apart in their direction. */
const sameDirectionRad = 0.01;
/** Families of a grid cross at least at this angle. */
const minCrossingRad = 0.5;
/** A point so near to an axis lies on it, m. */
const onAxisM = 0.1;
/** An axis holds a little beyond its ends, m. */
const beyondM = 3;

/** The place of a point in the axis grid of its level: `3–4/B–C`, `3/B` on a crossing; empty where the level has no grid. */
export function axisLocationText(
  level: Pick<Level, 'axes'> | undefined,
  at: SheetPoint,
  texts: DocumentTexts,
): string {
  const place = level && axisLocation(level, [...at]);
  if (!place) return '';
  const spans = place.map((span) => spanText(span, texts));
  // A label of an axis between two others has a stroke itself.
  return spans.join(spans.some((span) => span.includes('/')) ? ' × ' : '/');
}

function spanText({ from, to }: AxisSpan, texts: DocumentTexts): string {
  if (to === undefined) return texts('tables.beyondAxis', { axis: from });
  return from === to ? from : `${from}–${to}`;
}

/**
 * The place of a point in a level's axis grid, numbered axes first: `[{ from: '3', to: '4' }, { from: 'B', to: 'C' }]`.
 * Undefined where the level has no axes of two directions.
 */
function axisLocation(
  { axes = [] }: Pick<Level, 'axes'>,
  point: Readonly<Point>,
): [AxisSpan, AxisSpan] | undefined {
  const families = axisFamilies(axes);
  const located = families.map((family) => ({ family, ...spanIn(family, point) }));
  let best: { spans: [AxisSpan, AxisSpan]; ranks: [number, number] } | undefined;
  for (const [index, one] of located.entries()) {
    for (const other of located.slice(index + 1)) {
      if (!areCrossing(one.family, other.family)) continue;
      const ranks: [number, number] = [one.rank + other.rank, one.widthM * other.widthM];
      if (best && (best.ranks[0] > ranks[0] || (best.ranks[0] === ranks[0] && best.ranks[1] <= ranks[1])))
        continue;
      const isTurned = !one.family.isNumbered && other.family.isNumbered;
      best = { ranks, spans: isTurned ? [other.span, one.span] : [one.span, other.span] };
    }
  }
  return best?.spans;
}

/** Points at which axes cross, with both labels: the first of the largest grid, and the one farthest along each of its axes. */
export function axisCrossings({ axes = [] }: Pick<Level, 'axes'>): { labels: [string, string]; at: Point }[] {
  const [one, other] = axisFamilies(axes)
    .sort((p, q) => q.lines.length - p.lines.length)
    .flatMap((family, index, all) => {
      const partner = all.slice(index + 1).find((each) => areCrossing(family, each));
      return partner
        ? [family.isNumbered || !partner.isNumbered ? [family, partner] : [partner, family]]
        : [];
    })[0] ?? [undefined, undefined];
  if (!one || !other) return [];
  const crossing = (p: Axis, q: Axis) => {
    const hit = lineIntersection(p.start, p.end, q.start, q.end);
    return hit && [hit.t, hit.u].every((at) => at >= 0 && at <= 1)
      ? [{ labels: [p.label, q.label] as [string, string], at: pointAlong(p.start, p.end, hit.t) }]
      : [];
  };
  const inOrder = ({ lines }: AxisFamily) =>
    lines.map(({ axis }) => axis).sort((p, q) => compareLabels(p.label, q.label));
  const [first] = inOrder(other);
  const along = inOrder(one).flatMap((axis) => crossing(axis, first));
  const farthest = along[along.length - 1];
  return along.length < 2 ? along : [along[0], farthest];
}

function areCrossing(p: AxisFamily, q: AxisFamily): boolean {
  const betweenRad = Math.abs(p.angleRad - q.angleRad);
  return Math.min(betweenRad, Math.PI - betweenRad) >= minCrossingRad;
}

function axisFamilies(axes: readonly Axis[]): AxisFamily[] {
  const families: AxisFamily[] = [];
  for (const axis of axes) {
    const { start, end } = axis;
    if (distance(start, end) === 0) continue;
    const angleRad = (Math.atan2(end[1] - start[1], end[0] - start[0]) + 2 * Math.PI) % Math.PI;
    const isAlike = (family: AxisFamily) => {
      const betweenRad = Math.abs(family.angleRad - angleRad);
      return Math.min(betweenRad, Math.PI - betweenRad) <= sameDirectionRad;
    };
    const known = families.find(isAlike);
    const family = known ?? { angleRad, lines: [], isNumbered: false };
    if (!known) families.push(family);
    family.lines.push({ axis, offsetM: offsetOf(family, start) });
  }
  for (const family of families) {
    family.lines.sort((p, q) => p.offsetM - q.offsetM);
    const numbered = family.lines.filter(({ axis }) => /(^|[-/])\d+[A-Z]?['′]?$/i.test(axis.label));
    family.isNumbered = 2 * numbered.length > family.lines.length;
  }
  return families;
}

/** Distance to the right of the family's direction, m. */
function offsetOf({ angleRad }: Pick<AxisFamily, 'angleRad'>, [x, y]: Readonly<Point>): number {
  return Math.sin(angleRad) * x - Math.cos(angleRad) * y;
}

/** The axes of a family around a point. `rank` 2 between two, 1 beyond the outermost, 0 where no axis runs past the point. */
function spanIn(
  family: AxisFamily,
  point: Readonly<Point>,
): { span: AxisSpan; rank: number; widthM: number } {
  const alongM = ([x, y]: Readonly<Point>) => Math.cos(family.angleRad) * x + Math.sin(family.angleRad) * y;
  const atM = alongM(point);
  const passing = family.lines.filter(({ axis: { start, end } }) => {
    const ends = [alongM(start), alongM(end)];
    return atM >= Math.min(...ends) - beyondM && atM <= Math.max(...ends) + beyondM;
  });
  const lines = (passing.length > 0 ? passing : family.lines).map(({ axis }) => ({
    label: axis.label,
    asideM: asideM(axis, family, point),
  }));
  const nearest = (isOnSide: (asideM: number) => boolean) =>
    lines
      .filter((line) => isOnSide(line.asideM))
      .sort((p, q) => Math.abs(p.asideM) - Math.abs(q.asideM))
      .slice(0, 1);
  const [on] = nearest((each) => Math.abs(each) <= onAxisM);
  if (on) return { span: { from: on.label, to: on.label }, rank: passing.length > 0 ? 2 : 0, widthM: 0 };
  const around = [...nearest((each) => each > 0), ...nearest((each) => each < 0)];
  const labels = around.map(({ label }) => label).sort(compareLabels);
  return {
    span: { from: labels[0], ...(labels[1] === undefined ? {} : { to: labels[1] }) },
    rank: passing.length === 0 ? 0 : labels.length,
    widthM: around.reduce((sum, each) => sum + Math.abs(each.asideM), around.length < 2 ? 1e6 : 0),
  };
}

/** Distance of a point from an axis, to one side of its family positive, m. */
function asideM({ start, end }: Axis, { angleRad }: AxisFamily, [x, y]: Readonly<Point>): number {
  const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
  const lengthM = Math.hypot(dx, dy);
  const sign = dx * Math.cos(angleRad) + dy * Math.sin(angleRad) < 0 ? -1 : 1;
  return (sign * (dx * (y - start[1]) - dy * (x - start[0]))) / lengthM;
}

/** Numbers in labels count as numbers: 2-9 stands before 2-10. */
function compareLabels(p: string, q: string): number {
  return p.localeCompare(q, 'en', { numeric: true });
}
