import { lineIntersection, mmToMetres, type Point, ringContains } from '../../../core/index.ts';
import { type Level, levelWalls, placedOpenings, waysOutWith } from '../../../plan/index.ts';

/** A stretch of a line, metres from its start. */
export interface Stretch {
  fromM: number;
  toM: number;
}

/** What stands in the way of a straight course along the ceiling. */
export interface LineObstacles {
  /** Bodies of walls, lift doors and what is not floor, by their starts. */
  blocked: (Stretch & { isWall: boolean })[];
  /** Where the course passes over a door or shutter, metres from its start: one hole in what closes it. */
  lintelsM: number[];
}

/** The parts of a level that a course along the ceiling meets. */
export interface CeilingPlan {
  walls: { start: Point; end: Point; thicknessM: number }[];
  doors: { start: Point; end: Point; isClosedOff: boolean }[];
  outline: readonly Point[];
  holes: readonly (readonly Point[])[];
  /** Ramps and entrances that a course may follow out of the outline. */
  waysOut: readonly (readonly Point[])[];
}

/** A wall that ends so far below the ceiling lets a cable pass over it, metres. */
const gapOverWallM = 0.3;

/** @param places what has to be reached: a course leaves the outline only by a ramp or entrance with one of them */
export function ceilingPlan(level: Level, places: readonly Point[]): CeilingPlan {
  const tall = levelWalls(level).segments.filter(
    ({ wall: { topM } }) => topM === undefined || topM > level.clearHeightM - gapOverWallM,
  );
  return {
    walls: tall.map(({ wall, startMm, endMm }) => ({
      start: [mmToMetres(startMm[0]), mmToMetres(startMm[1])],
      end: [mmToMetres(endMm[0]), mmToMetres(endMm[1])],
      thicknessM: wall.thicknessM,
    })),
    doors: placedOpenings(level)
      .filter(({ opening: { kind }, seat }) => {
        // Over what stands in no wall there is nothing to drill through.
        return kind === 'lift-door' || (kind !== 'passage' && seat !== 'in-no-wall');
      })
      .map(({ opening: { kind }, start, end }) => ({ start, end, isClosedOff: kind === 'lift-door' })),
    outline: level.outline,
    holes: level.holes ?? [],
    waysOut: waysOutWith(level, places).map(({ polygon }) => polygon),
  };
}

/** What a straight line from `a` to `b` meets on a level. */
export function lineObstacles(plan: CeilingPlan, a: Point, b: Point): LineObstacles {
  const lengthM = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const blocked: LineObstacles['blocked'] = [];
  for (const { start, end, thicknessM } of plan.walls) {
    const stretch = stretchInBody(a, b, lengthM, { start, end, halfM: thicknessM / 2 });
    if (stretch) blocked.push({ ...stretch, isWall: true });
  }
  const lintelsM: number[] = [];
  for (const { start, end, isClosedOff } of plan.doors) {
    const hit = lineIntersection(a, b, start, end);
    if (!hit || hit.t < 0 || hit.t > 1 || hit.u < 0 || hit.u > 1) continue;
    const atM = hit.t * lengthM;
    if (isClosedOff) blocked.push({ fromM: atM - 0.05, toM: atM + 0.05, isWall: true });
    else lintelsM.push(atM);
  }
  for (const stretch of outsideStretches(plan, a, b, lengthM)) blocked.push({ ...stretch, isWall: false });
  blocked.sort((p, q) => p.fromM - q.fromM);
  return { blocked, lintelsM: lintelsM.sort((p, q) => p - q) };
}

/** Where the line runs in the rectangle around a wall's piece. */
function stretchInBody(
  a: Point,
  b: Point,
  lengthM: number,
  body: { start: Point; end: Point; halfM: number },
): Stretch | undefined {
  const bodyM = Math.hypot(body.end[0] - body.start[0], body.end[1] - body.start[1]);
  const ux = (body.end[0] - body.start[0]) / bodyM;
  const uy = (body.end[1] - body.start[1]) / bodyM;
  const dx = (b[0] - a[0]) / lengthM;
  const dy = (b[1] - a[1]) / lengthM;
  const along = clip((a[0] - body.start[0]) * ux + (a[1] - body.start[1]) * uy, dx * ux + dy * uy, 0, bodyM);
  if (!along) return undefined;
  const offset = (a[1] - body.start[1]) * ux - (a[0] - body.start[0]) * uy;
  const across = clip(offset, dy * ux - dx * uy, -body.halfM, body.halfM);
  if (!across) return undefined;
  const fromM = Math.max(along[0], across[0], 0);
  const toM = Math.min(along[1], across[1], lengthM);
  return toM > fromM ? { fromM, toM } : undefined;
}

/** Parameters at which `at + t·slope` is in [low, high]. */
function clip(at: number, slope: number, low: number, high: number): [number, number] | undefined {
  if (Math.abs(slope) < 1e-12) {
    return at >= low && at <= high ? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] : undefined;
  }
  const first = (low - at) / slope;
  const second = (high - at) / slope;
  return first < second ? [first, second] : [second, first];
}

function outsideStretches(
  { outline, holes, waysOut }: CeilingPlan,
  a: Point,
  b: Point,
  lengthM: number,
): Stretch[] {
  const cuts = [0, lengthM];
  for (const ring of [outline, ...holes, ...waysOut]) {
    ring.forEach((corner, index) => {
      const hit = lineIntersection(a, b, corner, ring[(index + 1) % ring.length]);
      if (hit && hit.t > 0 && hit.t < 1 && hit.u >= 0 && hit.u <= 1) cuts.push(hit.t * lengthM);
    });
  }
  cuts.sort((p, q) => p - q);
  const stretches: Stretch[] = [];
  for (let index = 0; index + 1 < cuts.length; index += 1) {
    const [fromM, toM] = [cuts[index], cuts[index + 1]];
    if (toM - fromM < 1e-6) continue;
    const ratio = (fromM + toM) / 2 / lengthM;
    const middle: Point = [a[0] + ratio * (b[0] - a[0]), a[1] + ratio * (b[1] - a[1])];
    const isFloor = ringContains(outline, middle)
      ? !holes.some((hole) => ringContains(hole, middle))
      : waysOut.some((ring) => ringContains(ring, middle));
    if (isFloor) continue;
    stretches.push({ fromM, toM });
  }
  return stretches;
}
