import { distance, pointAlong } from '../../support/points.ts';
/** Draws the walls of a truth in one of the ways offices draw walls. */
import type { TruthLevel } from '../score-import.ts';
import type { DxfPen, Point } from './dxf-pen.ts';
import type { SpoilStyle, WallStyle } from './spoil-styles.ts';

interface Wall {
  kind: string;
  a: Point;
  b: Point;
  thickness: number;
}

interface Box extends Wall {
  /** Corners, counter-clockwise, with the ends drawn out to the corners they make. */
  ring: [Point, Point, Point, Point];
}

export function drawWalls(pen: DxfPen, level: TruthLevel, style: SpoilStyle, random: () => number): void {
  const straight = level.walls.filter((wall) => !wall.curved && !isChord(wall, level));
  const walls = style.stopAtColumns ? straight.flatMap((wall) => cutAtColumns(wall, level)) : straight;
  const boxes = walls.map((wall) => boxOf(wall, walls));
  for (const [index, box] of boxes.entries()) {
    drawBox(
      pen,
      box,
      style.walls[box.kind] ?? 'lines',
      (edge) => clipEdge(edge, index, boxes, style),
      (a, b, kind) => spoiltLine(pen, kind, a, b, style, random),
    );
  }
  const arcs = level.ramps.flatMap(({ arcs: each = [] }) => each.filter(({ wall }) => wall));
  for (const arc of arcs) drawArc(pen, { ...arc, kind: 'ramp_wall', thickness: 0.3 }, style);
  for (const curve of level.curves ?? []) drawArc(pen, curve, style);
}

type Edge = readonly [Point, Point];

function drawBox(
  pen: DxfPen,
  box: Box,
  style: WallStyle,
  clip: (edge: Edge) => Edge[],
  draw: (a: Point, b: Point, kind: string) => void,
): void {
  const { kind, a, b, thickness, ring } = box;
  const edges = ring.map((point, i): Edge => [point, ring[(i + 1) % 4]]);
  const outline = () => {
    for (const edge of edges) for (const [p, q] of clip(edge)) draw(p, q, kind);
  };
  const drawers: Record<WallStyle, () => void> = {
    lines: outline,
    closed: () => pen.polyline(kind, ring),
    wide: () => pen.polyline(kind, [a, b], { closed: false, widthM: thickness }),
    mline: () => pen.mline(kind, a, b, thickness),
    hatch: () => pen.hatch(kind, ring),
    'hatch-lines': () => {
      pen.hatch(kind, ring);
      outline();
    },
    solid: () => pen.fill(kind, 'SOLID', ring),
    '3dface': () => pen.fill(kind, '3DFACE', ring),
    pieces: () => {
      for (const [p, q] of edges.flatMap(clip)) {
        const count = Math.max(1, Math.round(distance(p, q) / 1.3));
        for (let k = 0; k < count; k++)
          draw(pointAlong(p, q, k / count), pointAlong(p, q, (k + 1) / count), kind);
      }
    },
    single: () => draw(a, b, kind),
  };
  drawers[style]();
}

/** The parts of an edge that no other wall drawn as lines covers. */
function clipEdge(edge: Edge, edgeIndex: number, boxes: readonly Box[], style: SpoilStyle): Edge[] {
  const [p, q] = edge;
  const length = distance(p, q);
  const taken: [number, number][] = [];
  for (const [i, box] of boxes.entries()) {
    if (
      i === edgeIndex ||
      Math.abs(box.a[0] - p[0]) + Math.abs(box.b[0] - p[0]) > distance(box.a, box.b) + 2 * length + 3
    )
      continue;
    const other = style.walls[box.kind] ?? 'lines';
    if (other === 'single' || other === 'wide' || other === 'mline') continue;
    const inside = insideBox(edge, box, 0.002);
    if (inside) taken.push(inside);
  }
  taken.sort((s, t) => s[0] - t[0]);
  const rest: Edge[] = [];
  let from = 0;
  for (const [start, end] of [...taken, [1, 1] as [number, number]]) {
    if ((start - from) * length > 0.005) rest.push([pointAlong(p, q, from), pointAlong(p, q, start)]);
    from = Math.max(from, end);
  }
  return rest;
}

/** Parameters between which the edge runs inside the box, shrunk a little. */
function insideBox([p, q]: Edge, { a, b, ring }: Box, shrinkM: number): [number, number] | undefined {
  const length = distance(a, b);
  const u: Point = [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
  const frame = (point: Point): Point => [
    (point[0] - a[0]) * u[0] + (point[1] - a[1]) * u[1],
    (point[1] - a[1]) * u[0] - (point[0] - a[0]) * u[1],
  ];
  const corners = ring.map(frame);
  let from = 0;
  let to = 1;
  for (const axis of [0, 1] as const) {
    const low = Math.min(...corners.map((corner) => corner[axis])) + shrinkM;
    const high = Math.max(...corners.map((corner) => corner[axis])) - shrinkM;
    const start = frame(p)[axis];
    const step = frame(q)[axis] - start;
    if (Math.abs(step) < 1e-9) {
      if (start < low || start > high) return undefined;
      continue;
    }
    from = Math.max(from, Math.min((low - start) / step, (high - start) / step));
    to = Math.min(to, Math.max((low - start) / step, (high - start) / step));
  }
  return from < to ? [from, to] : undefined;
}

function spoiltLine(
  pen: DxfPen,
  kind: string,
  a: Point,
  b: Point,
  style: SpoilStyle,
  random: () => number,
): void {
  const length = distance(a, b);
  const reach = random() < style.overshootRatio ? (0.02 + 0.1 * random()) / length : 0;
  const end = pointAlong(a, b, 1 + reach);
  if (length > 1 && random() < style.gapRatio) {
    const gap = (0.005 + 0.045 * random()) / length;
    const at = 0.2 + 0.6 * random();
    pen.line(kind, a, pointAlong(a, b, at));
    pen.line(kind, pointAlong(a, b, at + gap), end);
  } else pen.line(kind, a, end);
  if (random() < style.duplicateRatio) pen.line(kind, pointAlong(a, b, 0.3 * random()), b);
}

function boxOf(wall: Wall, walls: readonly Wall[]): Box {
  const { a, b, thickness } = wall;
  const length = distance(a, b);
  const u: Point = [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
  const half = thickness / 2;
  const from = -reachAt(a, wall, walls);
  const to = length + reachAt(b, wall, walls);
  const at = (t: number, o: number): Point => [a[0] + t * u[0] - o * u[1], a[1] + t * u[1] + o * u[0]];
  return { ...wall, ring: [at(from, -half), at(to, -half), at(to, half), at(from, half)] };
}

/** Returns how far a wall's body goes beyond its end to make the corner with the walls that end there too. */
function reachAt(tip: Point, wall: Wall, walls: readonly Wall[]): number {
  const tail = distance(tip, wall.a) < 1e-9 ? wall.b : wall.a;
  let reach = 0;
  for (const other of walls) {
    if (other === wall) continue;
    const near = [other.a, other.b].find((end) => distance(end, tip) < 0.02);
    if (!near) continue;
    const far = near === other.a ? other.b : other.a;
    const turn = Math.abs(
      wrap(Math.atan2(far[1] - near[1], far[0] - near[0]) - Math.atan2(tip[1] - tail[1], tip[0] - tail[0])),
    );
    if (turn > 0.02) reach = Math.max(reach, (other.thickness / 2) * Math.min(1, Math.tan(turn / 2)));
  }
  return reach;
}

function cutAtColumns(wall: Wall, { columns }: TruthLevel): Wall[] {
  const length = distance(wall.a, wall.b);
  const taken = columns.flatMap(({ x, y, w, d }): [number, number][] => {
    const ux = (wall.b[0] - wall.a[0]) / length;
    const uy = (wall.b[1] - wall.a[1]) / length;
    const t = (x - wall.a[0]) * ux + (y - wall.a[1]) * uy;
    const aside = Math.abs((y - wall.a[1]) * ux - (x - wall.a[0]) * uy);
    const half = Math.min(w, d) / 2;
    return aside < half - wall.thickness / 2 + 0.01 ? [[t - half, t + half]] : [];
  });
  taken.sort((p, q) => p[0] - q[0]);
  const segments: Wall[] = [];
  let from = 0;
  for (const [start, end] of [...taken, [length, length] as [number, number]]) {
    if (Math.min(start, length) - from > 0.05) {
      segments.push({
        ...wall,
        a: pointAlong(wall.a, wall.b, from / length),
        b: pointAlong(wall.a, wall.b, Math.min(start, length) / length),
      });
    }
    from = Math.max(from, end);
  }
  return segments;
}

/** A chord of a ramp's curved wall: the curve itself is drawn instead. */
function isChord({ kind, a, b }: Wall, { ramps }: TruthLevel): boolean {
  if (kind !== 'ramp_wall') return false;
  return ramps.some(({ arcs }) =>
    (arcs ?? []).some(
      ({ centre, radius, wall }) =>
        wall &&
        [a, b].every((end) => Math.abs(distance(end, centre) - radius) < 0.05) &&
        distance(a, b) < 0.7 * radius,
    ),
  );
}

function drawArc(pen: DxfPen, arc: NonNullable<TruthLevel['curves']>[number], style: SpoilStyle): void {
  const half = arc.thickness / 2;
  // Counter-clockwise, past 360° where it has to.
  const sweep = (((arc.end_deg - arc.start_deg) % 360) + 360) % 360;
  const steps = Math.max(12, Math.ceil((arc.radius * sweep * Math.PI) / 180 / 3));
  for (const radius of [arc.radius - half, arc.radius + half]) {
    const at = (deg: number): Point => [
      arc.centre[0] + radius * Math.cos((deg * Math.PI) / 180),
      arc.centre[1] + radius * Math.sin((deg * Math.PI) / 180),
    ];
    if (style.curves === 'arc') pen.arc(arc.kind, arc.centre, radius, arc.start_deg, arc.end_deg);
    else if (style.curves === 'bulge') {
      pen.bulge(arc.kind, at(arc.start_deg), at(arc.start_deg + sweep), Math.tan((sweep * Math.PI) / 720));
    } else {
      pen.spline(
        arc.kind,
        Array.from({ length: steps + 1 }, (_, i) => at(arc.start_deg + (sweep * i) / steps)),
      );
    }
  }
}

function wrap(angleRad: number): number {
  return Math.atan2(Math.sin(angleRad), Math.cos(angleRad));
}
