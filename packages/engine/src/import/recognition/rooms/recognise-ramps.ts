import {
  distance,
  foldTraditional,
  meanPoint,
  midpoint,
  type Point,
  ringContains,
  signedArea,
  simplifyRing,
} from '../../../core/index.ts';
import type { DrawingText } from '../../drawing/drawing.ts';
import type { LevelDrawing } from '../../drawing/level-drawing.ts';
import { tuning } from '../../tuning.ts';
import type { WallLine } from '../walls/wall-line.ts';
import { rampStrips } from './ramp-strips.ts';
import { rampFacts } from './ramp-texts.ts';
import type { FoundRoom } from './recognise-rooms.ts';

const { widthRangeM, startReachM, stepReachM, mostSteps, smallestRampM2 } = tuning.roomsRecogniseRamps;

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
    ...rooms.filter(({ kind }) => kind === 'ramp'),
    ...leavingRamps(walls, bridges, outline, texts),
  ];
  const known = [...stated, ...found.filter((ramp) => !stated.some((other) => overlap(ramp, other)))];
  const others = rooms.filter(({ kind, name }) => kind !== 'ramp' && name !== undefined);
  return [...known, ...rampStrips(walls, texts, [...others, ...known])].map((ramp) => ({
    ...ramp,
    ...rampFacts(ramp.polygon, texts),
  }));
}

function statedRamps({ drawing, classOf }: LevelDrawing): FoundRoom[] {
  return drawing.paths
    .filter((path) => path.closed && classOf(path) === 'ramp-floor')
    .map(({ points }) => ({
      kind: 'ramp',
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
    if (widthM < widthRangeM.least || widthM > widthRangeM.most) return [];
    const left = sideFrom(bridge.a, outer);
    const right = sideFrom(bridge.b, outer);
    if (left.length === 0 || right.length === 0) return [];
    const mouthM = distance(left[left.length - 1], right[right.length - 1]);
    if (mouthM < widthRangeM.least || mouthM > widthRangeM.most) return [];
    const polygon = simplifyRing([bridge.a, ...left, ...right.reverse(), bridge.b]);
    const areaM2 = Math.abs(signedArea(polygon));
    if (areaM2 < smallestRampM2) return [];
    const name = texts.find(
      ({ text, position }) => rampText.test(foldTraditional(text)) && ringContains(polygon, position),
    );
    return [{ kind: 'ramp', polygon, areaM2, boundaries: [], ...(name ? { name: name.text.trim() } : {}) }];
  });
}

/** The corners of the side wall that starts at an end of the outer wall, walking away from it. */
function sideFrom(tip: Point, walls: readonly WallLine[]): Point[] {
  const used = new Set<WallLine>();
  const corners: Point[] = [];
  let from = tip;
  while (used.size < mostSteps) {
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
