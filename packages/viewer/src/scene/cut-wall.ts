import type { Opening, Wall } from '@diku/engine';

/** A straight piece of wall to draw; `joined` ends meet another wall and are drawn a little longer. */
export interface WallPiece {
  wall: Wall;
  start: [number, number];
  end: [number, number];
  joinedStart: boolean;
  joinedEnd: boolean;
}

const bucketM = 8;

/** The walls without the stretches that openings take out. For drawing only; the engine cuts its own, exactly. */
export function cutWalls(walls: readonly Wall[], openings: readonly Opening[]): WallPiece[] {
  const buckets = bucketOpenings(openings);
  return walls.flatMap((wall) => cutWall(wall, nearbyOpenings(wall, buckets)));
}

function cutWall(wall: Wall, openings: Iterable<Opening>): WallPiece[] {
  const [ax, ay] = wall.start;
  const dx = wall.end[0] - ax;
  const dy = wall.end[1] - ay;
  const lengthM = Math.hypot(dx, dy);
  if (lengthM === 0) return [];
  const toleranceM = wall.thicknessM / 2 + 0.15;
  const gaps: [number, number][] = [];
  for (const opening of openings) {
    const along: number[] = [];
    for (const [x, y] of [opening.start, opening.end]) {
      const offsetM = Math.abs((x - ax) * dy - (y - ay) * dx) / lengthM;
      if (offsetM <= toleranceM) along.push(((x - ax) * dx + (y - ay) * dy) / lengthM);
    }
    if (along.length === 2) gaps.push([Math.min(...along), Math.max(...along)]);
  }
  gaps.sort((a, b) => a[0] - b[0]);
  const at = (distanceM: number): [number, number] => [
    ax + (dx * distanceM) / lengthM,
    ay + (dy * distanceM) / lengthM,
  ];
  const pieces: WallPiece[] = [];
  let fromM = 0;
  for (const [gapStartM, gapEndM] of [...gaps, [lengthM, lengthM] as [number, number]]) {
    const toM = Math.min(gapStartM, lengthM);
    if (toM - fromM > 0.02) {
      pieces.push({
        wall,
        start: at(fromM),
        end: at(toM),
        joinedStart: fromM === 0,
        joinedEnd: toM === lengthM,
      });
    }
    fromM = Math.max(fromM, gapEndM);
  }
  return pieces;
}

function bucketOpenings(openings: readonly Opening[]): Map<string, Opening[]> {
  const buckets = new Map<string, Opening[]>();
  for (const opening of openings) {
    const x = Math.floor((opening.start[0] + opening.end[0]) / 2 / bucketM);
    const y = Math.floor((opening.start[1] + opening.end[1]) / 2 / bucketM);
    const key = `${x},${y}`;
    const list = buckets.get(key);
    if (list) list.push(opening);
    else buckets.set(key, [opening]);
  }
  return buckets;
}

/** Openings whose middle is in or beside a bucket that the wall runs through. */
function nearbyOpenings(wall: Wall, buckets: Map<string, Opening[]>): Set<Opening> {
  const found = new Set<Opening>();
  const lengthM = Math.hypot(wall.end[0] - wall.start[0], wall.end[1] - wall.start[1]);
  const steps = Math.min(4000, Math.ceil(lengthM / bucketM));
  for (let step = 0; step <= steps; step++) {
    const ratio = steps === 0 ? 0 : step / steps;
    const x = Math.floor((wall.start[0] + (wall.end[0] - wall.start[0]) * ratio) / bucketM);
    const y = Math.floor((wall.start[1] + (wall.end[1] - wall.start[1]) * ratio) / bucketM);
    for (let column = x - 1; column <= x + 1; column++)
      for (let row = y - 1; row <= y + 1; row++)
        for (const opening of buckets.get(`${column},${row}`) ?? []) found.add(opening);
  }
  return found;
}
