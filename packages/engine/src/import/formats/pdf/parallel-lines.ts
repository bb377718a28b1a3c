import { distance, type Point } from '../../../core/index.ts';
import { statedLayer } from '../../drawing/classify-layer.ts';
import type { DrawingPath } from '../../drawing/drawing.ts';
import { tuning } from '../../tuning.ts';

const {
  widestSpacingPt,
  evenRatio,
  evenPt,
  minLines,
  minLinesAlong,
  minOverlapRatio,
  sameAngleRad,
  largestLook,
} = tuning.pdfFindHatching;

/** A segment by where it lies across and along its direction. */
interface Ruling {
  index: number;
  offset: number;
  from: number;
  to: number;
}

function rulingOf(index: number, a: Point, b: Point, angleRad: number): Ruling {
  const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
  const along = ([x, y]: Point) => cos * x + sin * y;
  const [from, to] = [along(a), along(b)];
  const middle: Point = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const offset = cos * middle[1] - sin * middle[0];
  return { index, offset, from: Math.min(from, to), to: Math.max(from, to) };
}

/** The direction of a segment in steps of half a turn. */
function directionStep(a: Point, b: Point, stepRad: number): number {
  const half = Math.round(Math.PI / stepRad);
  return (Math.round(Math.atan2(b[1] - a[1], b[0] - a[0]) / stepRad) + 2 * half) % half;
}

const stepRad = Math.PI / 360;
/** Walls are this thick on paper, points: 100 mm at 1:200, 400 mm at 1:80. */
const thickness = { min: 1.2, max: 14 } as const;
const shortestPt = 10;
const maxLook = 40;

/** Length of lines with another beside them as the faces of walls have, points: what tells plans from other pages. */
export function wallLikeLength(paths: readonly DrawingPath[]): number {
  const byDirection = new Map<number, Ruling[]>();
  for (const { points, closed, arc, layer } of paths) {
    if (arc || layer.startsWith('diku:')) continue;
    const count = closed ? points.length : points.length - 1;
    for (let i = 0; i < count; i++) {
      const [a, b] = [points[i], points[(i + 1) % points.length]];
      if (distance(a, b) < shortestPt) continue;
      const step = directionStep(a, b, stepRad);
      const ruling = rulingOf(0, a, b, step * stepRad);
      const list = byDirection.get(step);
      if (list) list.push(ruling);
      else byDirection.set(step, [ruling]);
    }
  }
  let length = 0;
  for (const rulings of byDirection.values()) {
    rulings.sort((p, q) => p.offset - q.offset);
    rulings.forEach((ruling, k) => {
      length += facedLength(rulings, ruling, k);
    });
  }
  return length;
}

/** How far the nearest line beyond that could be the other face runs beside a line. */
function facedLength(rulings: readonly Ruling[], { offset, from, to }: Ruling, k: number): number {
  for (let other = k + 1; other < rulings.length && other <= k + maxLook; other++) {
    const apart = rulings[other].offset - offset;
    if (apart > thickness.max) return 0;
    if (apart < thickness.min) continue;
    const overlap = Math.min(to, rulings[other].to) - Math.max(from, rulings[other].from);
    if (overlap >= 0.5 * (to - from)) return overlap;
  }
  return 0;
}

/**
 * The paths with hatchings on a layer of their own: lines of one pen and direction, each at the same small distance from
 * the next. Along the walls more of them are asked for: treads of stairs and sides of bays run so too.
 */
export function findHatching(paths: DrawingPath[]): DrawingPath[] {
  const mainRad = mainDirection(paths);
  const hatched = new Set<number>();
  for (const [key, rulings] of rulingsByPen(paths)) {
    const angleRad = Number(key.slice(key.lastIndexOf('\n') + 1)) * sameAngleRad;
    const off = Math.abs(((angleRad - mainRad + Math.PI / 4) % (Math.PI / 2)) - Math.PI / 4);
    const wanted = off < 2 * sameAngleRad ? minLinesAlong : minLines;
    if (rulings.length >= wanted) for (const index of evenRulings(rulings, wanted)) hatched.add(index);
  }
  if (hatched.size === 0) return paths;
  return paths.map((path, i) =>
    hatched.has(i) ? { ...path, layer: `${statedLayer('hatch')}|${path.layer}` } : path,
  );
}

/** The direction in a quarter turn that most is drawn along, by length. */
function mainDirection(paths: readonly DrawingPath[]): number {
  const count = Math.round(Math.PI / 2 / sameAngleRad);
  const lengths = new Float64Array(count);
  for (const { points } of paths) {
    if (points.length !== 2) continue;
    const angle = Math.atan2(points[1][1] - points[0][1], points[1][0] - points[0][0]);
    // Long lines count more than many short ones: a hatching has those.
    const length = distance(points[0], points[1]);
    lengths[(Math.round(angle / sameAngleRad) + 4 * count) % count] += length * length;
  }
  return lengths.indexOf(Math.max(...lengths)) * sameAngleRad;
}

/** Lines by pen and direction. */
function rulingsByPen(paths: readonly DrawingPath[]): Map<string, Ruling[]> {
  const found = new Map<string, Ruling[]>();
  paths.forEach(({ layer, color, points }, index) => {
    if (points.length !== 2) return;
    const [a, b] = points;
    const step = directionStep(a, b, sameAngleRad);
    const key = `${layer}\n${color}\n${step}`;
    const ruling = rulingOf(index, a, b, step * sameAngleRad);
    const list = found.get(key);
    if (list) list.push(ruling);
    else found.set(key, [ruling]);
  });
  return found;
}

/** The lines of runs of at least so many with one spacing. */
function evenRulings(rulings: Ruling[], wanted: number): number[] {
  rulings.sort((p, q) => p.offset - q.offset);
  const next = rulings.map((_, k) => nextOf(rulings, k));
  const spacing = rulings.map(({ offset }, k) => (next[k] < 0 ? 0 : rulings[next[k]].offset - offset));
  /** Lines of the longest run with one spacing that ends at each, and the line before it. */
  const lengths = new Int32Array(rulings.length).fill(1);
  const before = new Int32Array(rulings.length).fill(-1);
  rulings.forEach((_, k) => {
    const following = next[k];
    if (following < 0) return;
    const isEven =
      before[k] < 0 || Math.abs(spacing[k] - spacing[before[k]]) <= Math.max(evenPt, evenRatio * spacing[k]);
    const length = isEven ? lengths[k] + 1 : 2;
    if (length <= lengths[following]) return;
    lengths[following] = length;
    before[following] = k;
  });
  const found = new Set<number>();
  for (let k = rulings.length - 1; k >= 0; k--) {
    if (lengths[k] < wanted || found.has(rulings[k].index)) continue;
    for (let at = k, left = lengths[k]; at >= 0 && left > 0; at = before[at], left--)
      found.add(rulings[at].index);
  }
  return [...found];
}

/** The nearest line beyond one, that runs beside it; −1 for none. */
function nextOf(rulings: readonly Ruling[], k: number): number {
  const { offset, from, to } = rulings[k];
  for (let other = k + 1; other < rulings.length && other <= k + largestLook; other++) {
    const apart = rulings[other].offset - offset;
    if (apart > widestSpacingPt) return -1;
    // On the same line.
    if (apart < 0.2) continue;
    const overlap = Math.min(to, rulings[other].to) - Math.max(from, rulings[other].from);
    if (overlap >= minOverlapRatio * Math.min(to - from, rulings[other].to - rulings[other].from))
      return other;
  }
  return -1;
}
