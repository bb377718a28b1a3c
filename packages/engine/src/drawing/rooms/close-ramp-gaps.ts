import { distance, type Point } from '../../geometry/points.ts';
import { lineIntersection, pointAlong, segmentsCross } from '../../geometry/segments.ts';
import type { OpeningLine } from '../openings/opening-line.ts';
import type { WallLine } from '../walls/wall-line.ts';

/** Widest break in the outer wall that a ramp can make: two lanes and their walls. */
const widestGapM = 12;

/**
 * Straight bridges over breaks between two wall ends that face each other in line, where no opening was
 * drawn: mostly where ramps leave through the outer wall. They close the outline and are not walls.
 */
export function closeRampGaps(walls: readonly WallLine[], openings: readonly OpeningLine[]): WallLine[] {
  const tips = walls.flatMap((wall, i) => [
    { wall, i, tip: wall.a, tail: wall.b },
    { wall, i, tip: wall.b, tail: wall.a },
  ]);
  const candidates: { bridge: WallLine; gap: number }[] = [];
  for (const one of tips) {
    if (one.wall.layerClass === 'ramp-wall') continue;
    for (const two of tips) {
      if (two.i <= one.i || two.wall.layerClass === 'ramp-wall') continue;
      const gap = distance(one.tip, two.tip);
      if (gap < 0.3 || gap > widestGapM) continue;
      if (Math.abs(one.wall.thicknessM - two.wall.thicknessM) > 0.06) continue;
      if (!leadsTo(one.tail, one.tip, two.tip) || !leadsTo(two.tail, two.tip, one.tip)) continue;
      candidates.push({
        gap,
        bridge: {
          a: one.tip,
          b: two.tip,
          thicknessM: Math.max(one.wall.thicknessM, two.wall.thicknessM),
          layerClass: one.wall.layerClass,
          filled: false,
        },
      });
    }
  }
  candidates.sort((p, q) => p.gap - q.gap);
  const taken: Point[] = [];
  const bridges: WallLine[] = [];
  for (const { bridge } of candidates) {
    const { a, b } = bridge;
    if (taken.some((tip) => distance(tip, a) < 0.02 || distance(tip, b) < 0.02)) continue;
    const drawn = openings.some((opening) => {
      const reach = Math.max(distance(opening.start, a), distance(opening.end, b));
      const swapped = Math.max(distance(opening.start, b), distance(opening.end, a));
      return Math.min(reach, swapped) < 0.5;
    });
    if (drawn) continue;
    // Walls that meet the bridge at its ends do not bar it.
    const trim = Math.min(0.35, 0.2 * distance(a, b)) / distance(a, b);
    const from = pointAlong(a, b, trim);
    const to = pointAlong(a, b, 1 - trim);
    const crossed = walls.some(
      (wall) =>
        wall.layerClass !== 'ramp-wall' &&
        segmentsCross(from, to, wall.a, wall.b) &&
        !nearlyParallel(a, b, wall),
    );
    if (crossed) continue;
    taken.push(a, b);
    bridges.push(bridge);
  }
  return bridges;
}

/** True when `to` lies ahead of the end `tip` within 3° or a hand's breadth aside. */
function leadsTo(tail: Point, tip: Point, to: Point): boolean {
  const length = distance(tail, tip);
  if (length < 0.3) return false;
  const dx = (tip[0] - tail[0]) / length;
  const dy = (tip[1] - tail[1]) / length;
  const ahead = (to[0] - tip[0]) * dx + (to[1] - tip[1]) * dy;
  const aside = Math.abs((to[1] - tip[1]) * dx - (to[0] - tip[0]) * dy);
  return ahead > 0 && aside < Math.min(0.12, 0.05 * ahead + 0.02);
}

function nearlyParallel(a: Point, b: Point, wall: WallLine): boolean {
  return lineIntersection(a, b, wall.a, wall.b) === undefined;
}
