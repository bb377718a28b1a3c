import type { Level, Plan } from '@diku/engine';
import { isInRing } from '../store/plane-geometry.ts';

/**
 * Height in the view of each level's floor: 0 for one level alone. Stacked they stand apart, from their true heights (a
 * gap of 0) to so far that every floor is seen (1), or farther.
 */
export function levelOffsetsM(
  plan: Plan,
  { stacked, gapRatio }: { stacked: boolean; gapRatio: number },
): Map<string, number> {
  const offsets = new Map<string, number>();
  const rising = [...plan.levels].sort((a, b) => a.elevationM - b.elevationM);
  const apartM = Math.max(8, 0.58 * Math.max(...plan.levels.map(depthM)));
  for (const [index, level] of rising.entries()) {
    const trueM = level.elevationM - rising[0].elevationM;
    offsets.set(level.id, stacked ? trueM + gapRatio * (index * apartM - trueM) : 0);
  }
  return offsets;
}

/** Corners of the outline's bounding box: [minX, minY, maxX, maxY]. */
export function outlineBox(level: Level): [number, number, number, number] {
  let [minX, minY] = level.outline[0];
  let [maxX, maxY] = level.outline[0];
  for (const [x, y] of level.outline) {
    minX = Math.min(minX, x);
    minY = Math.min(minY, y);
    maxX = Math.max(maxX, x);
    maxY = Math.max(maxY, y);
  }
  return [minX, minY, maxX, maxY];
}

/** The outline's box grown to hold walls that leave it, such as those of ramps. */
export function contentBox(level: Level): [number, number, number, number] {
  const box = outlineBox(level);
  for (const wall of level.walls ?? []) {
    for (const [x, y] of [wall.start, wall.end]) {
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
  }
  return box;
}

/** Returns whether a point lies inside the outline and in no hole. */
export function isInsideLevel(level: Level, x: number, y: number): boolean {
  return isInRing(level.outline, [x, y]) && !(level.holes ?? []).some((hole) => isInRing(hole, [x, y]));
}

/** South to north. */
function depthM(level: Level): number {
  const [, minY, , maxY] = outlineBox(level);
  return maxY - minY;
}
