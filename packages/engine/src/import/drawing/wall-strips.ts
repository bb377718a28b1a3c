import {
  distance,
  type Interval,
  type Point,
  pointAlong,
  ringContains,
  signedArea,
  subtractIntervals,
} from '../../core/index.ts';
import { tuning } from '../tuning.ts';

export const { largestEdgeCount } = tuning.wallStrips;
const { minOpposition } = tuning.wallStrips;

/** A straight piece of a wall area: its centre line and width. */
export interface WallStrip {
  a: Point;
  b: Point;
  widthInUnits: number;
}

/** Describes what the strips of an area leave of its edges. */
export interface WallStrips {
  strips: WallStrip[];
  leftovers: [Point, Point][];
}

interface Edge {
  a: Point;
  b: Point;
  lengthInUnits: number;
  /** Unit vector from a to b; the area lies to its left. */
  along: Point;
  used: Interval[];
}

interface Pair {
  low: Edge;
  high: Edge;
  rank: number;
}

/**
 * Cuts a wall area into straight strips: pairs of sides that face each other through the area, slender pairs first.
 * Strips in line join where a branch leaves between them. Works in the area's own units.
 */
export function wallStrips(
  rings: readonly Point[][],
  widestInUnits: number,
  unitsPerMetre: number,
): WallStrips {
  const edges = rings.flatMap((ring, i) => edgesOf(ring, i > 0));
  const pairs: Pair[] = [];
  for (let i = 0; i < edges.length; i++) {
    for (let j = i + 1; j < edges.length; j++) {
      const strip = stripOf(edges[i], edges[j], widestInUnits);
      if (!strip) continue;
      pairs.push({ low: edges[i], high: edges[j], rank: strip.widthInUnits / (strip.to - strip.from) });
    }
  }
  pairs.sort((p, q) => p.rank - q.rank);
  const strips: WallStrip[] = [];
  for (const { low, high } of pairs) {
    const strip = stripOf(low, high, widestInUnits);
    if (!strip) continue;
    const { center, along, from, to, widthInUnits } = strip;
    const at = (t: number): Point => [center[0] + along[0] * t, center[1] + along[1] * t];
    const spanOn = (edge: Edge): Interval => {
      const ends = [at(from), at(to)].map((point) => parameterOn(edge, point));
      return [Math.min(...ends), Math.max(...ends)];
    };
    const taken = [low, high].flatMap((edge) =>
      edge.used.map(([start, end]): Interval => {
        const ends = [start, end].map((t) => {
          const point = pointAlong(edge.a, edge.b, t / edge.lengthInUnits);
          return (point[0] - center[0]) * along[0] + (point[1] - center[1]) * along[1];
        });
        return [Math.min(...ends), Math.max(...ends)];
      }),
    );
    const min = minOverlap(widthInUnits, low, high);
    const free = subtractIntervals([from, to], taken).filter(([start, end]) => end - start >= min);
    for (const [start, end] of free) strips.push({ a: at(start), b: at(end), widthInUnits });
    if (free.length === 0) continue;
    for (const edge of [low, high]) edge.used.push(spanOn(edge));
  }
  const shortest = 0.7 * unitsPerMetre;
  const leftovers = edges.flatMap(({ a, b, lengthInUnits, used }) =>
    subtractIntervals([0, lengthInUnits], used)
      .filter(([from, to]) => to - from > Math.max(shortest, widestInUnits))
      .map(([from, to]): [Point, Point] => [
        pointAlong(a, b, from / lengthInUnits),
        pointAlong(a, b, to / lengthInUnits),
      ]),
  );
  return { strips: joinInLine(strips, rings, unitsPerMetre), leftovers };
}

/** Edges with the area to their left: outer rings counter-clockwise, holes clockwise. */
function edgesOf(ring: readonly Point[], isHole: boolean): Edge[] {
  const turned = signedArea(ring) > 0 === isHole ? [...ring].reverse() : ring;
  return turned.flatMap((a, i): Edge[] => {
    const b = turned[(i + 1) % turned.length];
    const lengthInUnits = distance(a, b);
    if (lengthInUnits === 0) return [];
    const along: Point = [(b[0] - a[0]) / lengthInUnits, (b[1] - a[1]) / lengthInUnits];
    return [{ a, b, lengthInUnits, along, used: [] }];
  });
}

interface Strip {
  center: Point;
  along: Point;
  from: number;
  to: number;
  widthInUnits: number;
}

/** The strip between two sides that face each other. */
function stripOf(low: Edge, high: Edge, widestInUnits: number): Strip | undefined {
  if (low.along[0] * high.along[0] + low.along[1] * high.along[1] > -minOpposition) return undefined;
  const sum: Point = [low.along[0] - high.along[0], low.along[1] - high.along[1]];
  const length = Math.hypot(...sum);
  const along: Point = [sum[0] / length, sum[1] / length];
  const t = ([x, y]: Point) => (x - low.a[0]) * along[0] + (y - low.a[1]) * along[1];
  const from = Math.max(Math.min(t(low.a), t(low.b)), Math.min(t(high.a), t(high.b)));
  const to = Math.min(Math.max(t(low.a), t(low.b)), Math.max(t(high.a), t(high.b)));
  if (to <= from) return undefined;
  const middle = (from + to) / 2;
  const offsetOf = (edge: Edge): number => {
    const point = pointAlong(edge.a, edge.b, (middle - t(edge.a)) / (t(edge.b) - t(edge.a)));
    return (point[1] - low.a[1]) * along[0] - (point[0] - low.a[0]) * along[1];
  };
  const [near, far] = [offsetOf(low), offsetOf(high)];
  const widthInUnits = far - near;
  if (widthInUnits <= 0 || widthInUnits > widestInUnits) return undefined;
  if (to - from < minOverlap(widthInUnits, low, high)) return undefined;
  const offset = (near + far) / 2;
  const center: Point = [low.a[0] - along[1] * offset, low.a[1] + along[0] * offset];
  return { center, along, from, to, widthInUnits };
}

/** Returns an overlap as long as it is wide, or as long as its sides are: curves come in short segments. */
function minOverlap(widthInUnits: number, low: Edge, high: Edge): number {
  return (
    0.9 *
    Math.min(widthInUnits, Math.max(0.3 * widthInUnits, Math.min(low.lengthInUnits, high.lengthInUnits)))
  );
}

function parameterOn({ a, along, lengthInUnits }: Edge, [x, y]: Point): number {
  const t = (x - a[0]) * along[0] + (y - a[1]) * along[1];
  return Math.max(0, Math.min(lengthInUnits, t));
}

/** Strips of one width on one line become one where the area goes on between them. */
function joinInLine(
  strips: readonly WallStrip[],
  rings: readonly Point[][],
  unitsPerMetre: number,
): WallStrip[] {
  const reach = 1.2 * unitsPerMetre;
  const inside = (point: Point) => rings.filter((ring) => ringContains(ring, point)).length % 2 === 1;
  const rest = [...strips];
  const joined: WallStrip[] = [];
  for (let current = rest.shift(); current; current = rest.shift()) {
    for (let i = 0; i < rest.length; i++) {
      const whole = joinTwo(current, rest[i], reach, inside);
      if (!whole) continue;
      current = whole;
      rest.splice(i, 1);
      i = -1;
    }
    joined.push(current);
  }
  return joined;
}

function joinTwo(
  one: WallStrip,
  two: WallStrip,
  reach: number,
  inside: (point: Point) => boolean,
): WallStrip | undefined {
  if (Math.abs(one.widthInUnits - two.widthInUnits) > 0.15 * one.widthInUnits) return undefined;
  const length = distance(one.a, one.b);
  const dx = (one.b[0] - one.a[0]) / length;
  const dy = (one.b[1] - one.a[1]) / length;
  const ends = [two.a, two.b].map(([x, y]) => ({
    along: (x - one.a[0]) * dx + (y - one.a[1]) * dy,
    aside: Math.abs((y - one.a[1]) * dx - (x - one.a[0]) * dy),
  }));
  if (ends.some(({ aside }) => aside > 0.15 * one.widthInUnits)) return undefined;
  const from = Math.min(ends[0].along, ends[1].along);
  const to = Math.max(ends[0].along, ends[1].along);
  const gap = Math.max(from - length, -to);
  if (gap > reach) return undefined;
  const at = (t: number): Point => [one.a[0] + dx * t, one.a[1] + dy * t];
  if (gap > 0 && !inside(at(from > length ? length + gap / 2 : -gap / 2))) return undefined;
  return { ...one, a: at(Math.min(0, from)), b: at(Math.max(length, to)) };
}
