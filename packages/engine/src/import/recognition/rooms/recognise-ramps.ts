import {
  distance,
  foldTraditional,
  type Interval,
  meanPoint,
  mergeIntervals,
  midpoint,
  type Point,
  ringContains,
  signedArea,
  simplifyRing,
} from '../../../core/index.ts';
import { rampKind, zoneKindRow } from '../../../plan/index.ts';
import type { DrawingText } from '../../drawing/drawing.ts';
import type { LevelDrawing } from '../../drawing/level-drawing.ts';
import { tuning } from '../../tuning.ts';
import type { WallLine } from '../walls/wall-line.ts';
import { namesRamp, rampFacts } from './ramp-texts.ts';
import type { FoundRoom } from './recognise-rooms.ts';

const { shortestM, sameSideM, breakM, markStepM, largestMarkCount } = tuning.roomsRampStrips;

const stripWidthRangeM = { min: 2.5, max: 14 } as const;

const { widthRangeM, startReachM, stepReachM, maxSteps, smallestRampM2 } = tuning.roomsRecogniseRamps;

const rampText = /坡道|汽车坡|RAMP|出入口/i;

/**
 * Ramps whose floor is stated, ramps that leave the outline, ramps between walls with a slope between them, and rooms
 * called ramp, with what is written on them.
 */
export function allRamps(
  walls: readonly WallLine[],
  bridges: readonly WallLine[],
  outline: readonly Point[],
  rooms: readonly FoundRoom[],
  level: LevelDrawing,
): FoundRoom[] {
  const { texts } = level.drawing;
  const stated = statedRamps(level);
  const found = [
    ...rooms.filter(({ kind }) => zoneKindRow(kind).isRamp),
    ...leavingRamps(walls, bridges, outline, texts),
  ];
  const known = [...stated, ...found.filter((ramp) => !stated.some((other) => overlap(ramp, other)))];
  const others = rooms.filter(({ kind, name }) => !zoneKindRow(kind).isRamp && name !== undefined);
  return [...known, ...rampStrips(walls, texts, [...others, ...known])].map((ramp) => ({
    ...ramp,
    ...rampFacts(ramp.polygon, texts),
  }));
}

function statedRamps({ drawing, classOf }: LevelDrawing): FoundRoom[] {
  return drawing.paths
    .filter((path) => path.closed && classOf(path) === 'ramp-floor')
    .map(({ points }) => ({
      kind: rampKind,
      polygon: points,
      areaM2: Math.abs(signedArea(points)),
      boundaries: [],
    }));
}

function overlap({ polygon: p }: FoundRoom, { polygon: q }: FoundRoom): boolean {
  return ringContains(q, meanPoint(p)) || ringContains(p, meanPoint(q));
}

/**
 * Ramps that leave through a break in the outer wall: the floor between the two side walls that go out from its
 * ends. A break without two side walls gives none.
 */
function leavingRamps(
  walls: readonly WallLine[],
  bridges: readonly WallLine[],
  outline: readonly Point[],
  texts: readonly DrawingText[],
): FoundRoom[] {
  const outer = walls.filter((wall) => !ringContains(outline, midpoint(wall.a, wall.b)));
  return bridges.flatMap((bridge): FoundRoom[] => {
    const widthM = distance(bridge.a, bridge.b);
    if (widthM < widthRangeM.min || widthM > widthRangeM.max) return [];
    const left = sideFrom(bridge.a, outer);
    const right = sideFrom(bridge.b, outer);
    if (left.length === 0 || right.length === 0) return [];
    const portalM = distance(left[left.length - 1], right[right.length - 1]);
    if (portalM < widthRangeM.min || portalM > widthRangeM.max) return [];
    const polygon = simplifyRing([bridge.a, ...left, ...right.reverse(), bridge.b]);
    const areaM2 = Math.abs(signedArea(polygon));
    if (areaM2 < smallestRampM2) return [];
    const name = texts.find(
      ({ text, position }) => rampText.test(foldTraditional(text)) && ringContains(polygon, position),
    );
    return [{ kind: rampKind, polygon, areaM2, boundaries: [], ...(name ? { name: name.text.trim() } : {}) }];
  });
}

/** The corners of the side wall that starts at an end of the outer wall, walking away from it. */
function sideFrom(tip: Point, walls: readonly WallLine[]): Point[] {
  const used = new Set<WallLine>();
  const corners: Point[] = [];
  let from = tip;
  while (used.size < maxSteps) {
    const reachM = corners.length === 0 ? startReachM : stepReachM;
    const next = nearestWall(from, walls, used, reachM);
    if (!next) break;
    used.add(next.wall);
    corners.push(next.start, next.end);
    from = next.end;
  }
  return corners;
}

function nearestWall(
  from: Point,
  walls: readonly WallLine[],
  used: ReadonlySet<WallLine>,
  reachM: number,
): { wall: WallLine; start: Point; end: Point } | undefined {
  let best: { wall: WallLine; start: Point; end: Point } | undefined;
  let bestM = reachM;
  for (const wall of walls) {
    if (used.has(wall)) continue;
    for (const [start, end] of [
      [wall.a, wall.b],
      [wall.b, wall.a],
    ] as const) {
      const gapM = distance(from, start);
      if (gapM < bestM) {
        bestM = gapM;
        best = { wall, start, end };
      }
    }
  }
  return best;
}

/**
 * Ramps between two parallel walls with a slope or the word ramp written between them: from level to level inside the
 * outline, or out of it. `taken` are rooms and ramps already known.
 */
function rampStrips(
  walls: readonly WallLine[],
  texts: readonly DrawingText[],
  taken: readonly FoundRoom[],
): FoundRoom[] {
  const strips: FoundRoom[] = [];
  const marks = texts.filter(({ text }) => namesRamp(text)).slice(0, largestMarkCount);
  const hints = texts.filter(({ text }) => namesRamp(text) || /^\s*(上|下|UP|DN|DOWN)\s*$/i.test(text));
  for (const { position } of marks) {
    if ([...taken, ...strips].some(({ polygon }) => ringContains(polygon, position))) continue;
    const polygon = stripAround(position, walls, hints);
    if (!polygon) continue;
    const areaM2 = distance(polygon[0], polygon[1]) * distance(polygon[1], polygon[2]);
    strips.push({ kind: rampKind, polygon, areaM2, boundaries: [] });
  }
  return strips;
}

function stripAround(
  at: Point,
  walls: readonly WallLine[],
  hints: readonly DrawingText[],
): Point[] | undefined {
  let best: { widthM: number; polygon: Point[] } | undefined;
  for (const angleRad of directionsNear(at, walls)) {
    const u: Point = [Math.cos(angleRad), Math.sin(angleRad)];
    const frame = ([x, y]: Point): Point => [
      (x - at[0]) * u[0] + (y - at[1]) * u[1],
      (y - at[1]) * u[0] - (x - at[0]) * u[1],
    ];
    const left = sideOf(walls, frame, 1);
    const right = sideOf(walls, frame, -1);
    if (!left || !right) continue;
    const widthM = left.offsetM - right.offsetM;
    if (widthM < stripWidthRangeM.min || widthM > stripWidthRangeM.max || (best && widthM >= best.widthM))
      continue;
    const span: Interval = [Math.max(left.span[0], right.span[0]), Math.min(left.span[1], right.span[1])];
    if (span[1] - span[0] < Math.max(shortestM, 1.2 * widthM)) continue;
    const [from, to] = reachHints(span, hints, frame, [right.offsetM, left.offsetM]);
    const location = (t: number, offset: number): Point => [
      at[0] + t * u[0] - offset * u[1],
      at[1] + t * u[1] + offset * u[0],
    ];
    const polygon = [
      location(from, right.offsetM),
      location(to, right.offsetM),
      location(to, left.offsetM),
      location(from, left.offsetM),
    ];
    best = { widthM, polygon };
  }
  return best?.polygon;
}

/** Directions of the longer walls that pass near, each once. */
function directionsNear(at: Point, walls: readonly WallLine[]): number[] {
  const found: number[] = [];
  for (const { a, b } of walls) {
    const length = distance(a, b);
    if (length < 3) continue;
    const along = ((at[0] - a[0]) * (b[0] - a[0]) + (at[1] - a[1]) * (b[1] - a[1])) / length;
    const aside = Math.abs((at[0] - a[0]) * (b[1] - a[1]) - (at[1] - a[1]) * (b[0] - a[0])) / length;
    if (aside > stripWidthRangeM.max || along < -breakM || along > length + breakM) continue;
    const angleRad = Math.atan2(b[1] - a[1], b[0] - a[0]);
    if (!found.some((other) => Math.abs(Math.sin(other - angleRad)) < 0.03)) found.push(angleRad);
  }
  return found;
}

/** The nearest wall on one side of the origin that runs past it, along the frame's first axis. */
function sideOf(
  walls: readonly WallLine[],
  frame: (point: Point) => Point,
  sign: 1 | -1,
): { offsetM: number; span: Interval } | undefined {
  const edges = walls.flatMap((wall) => {
    const [ta, oa] = frame(wall.a);
    const [tb, ob] = frame(wall.b);
    const offsetM = (oa + ob) / 2;
    const parallel = Math.abs(oa - ob) < 0.03 * Math.abs(ta - tb) + 0.02;
    if (!parallel || sign * offsetM < 0.5 || sign * offsetM > stripWidthRangeM.max) return [];
    return [{ offsetM, span: [Math.min(ta, tb), Math.max(ta, tb)] as Interval }];
  });
  edges.sort((p, q) => sign * (p.offsetM - q.offsetM));
  for (const { offsetM } of edges) {
    const line = edges.filter((edge) => Math.abs(edge.offsetM - offsetM) < sameSideM);
    const span = mergeIntervals(
      line.map((edge) => edge.span),
      breakM,
    ).find(([from, to]) => from < breakM && to > -breakM && to - from > 3);
    if (span) return { offsetM, span };
  }
  return undefined;
}

/** The span and the marks ahead and behind in the strip: a ramp goes on where only one of its levels shows walls. */
function reachHints(
  [from, to]: Interval,
  hints: readonly DrawingText[],
  frame: (point: Point) => Point,
  [low, high]: Interval,
): Interval {
  const inStrip = hints
    .map(({ position }) => frame(position))
    .filter(([, offset]) => offset > low + 0.3 && offset < high - 0.3)
    .map(([t]) => t);
  const ahead = inStrip.filter((t) => t > to).sort((p, q) => p - q);
  const behind = inStrip.filter((t) => t < from).sort((p, q) => q - p);
  let end = to;
  for (const t of ahead) if (t - end < markStepM) end = t;
  let start = from;
  for (const t of behind) if (start - t < markStepM) start = t;
  return [start, end];
}
