import { degToRad, type Point, radToDeg } from '../../../core/index.ts';
import type { Level } from '../../../plan/index.ts';
import { barsAt, type MountMask } from './mount-bars.ts';

/** A straight stretch of free ceiling over a lane, from one of its ends. */
export interface Run {
  start: Point;
  angleDeg: number;
  lengthM: number;
}

const stepM = 0.5;
/** A run has no more free ceiling than this behind its beginning, metres: else it begins elsewhere. */
const maxBehindM = 4;
/** Two runs in one direction whose beginnings are this near are one, metres. */
const sameRunM = 6;

/**
 * The long straight lanes of a level, longest first, each from both of its ends: as far as nothing is barred, along and
 * across the direction that most of the walls have.
 */
export function straightRuns(
  level: Level,
  mask: MountMask,
  points: readonly Point[],
  minM: number,
  maxRuns: number,
): Run[] {
  const axisDeg = mainAngleDeg(level);
  const runs: Run[] = [];
  for (const angleDeg of [axisDeg, axisDeg + 90, axisDeg + 180, axisDeg + 270]) {
    for (const start of points) {
      if (freeM(mask, start, angleDeg + 180, maxBehindM + stepM) > maxBehindM) continue;
      const lengthM = freeM(mask, start, angleDeg, 200);
      if (lengthM >= minM) runs.push({ start, angleDeg: ((angleDeg + 180) % 360) - 180, lengthM });
    }
  }
  runs.sort((a, b) => b.lengthM - a.lengthM);
  const retained: Run[] = [];
  for (const run of runs) {
    if (retained.length === maxRuns) break;
    const known = retained.some(
      ({ start, angleDeg }) =>
        angleDeg === run.angleDeg && Math.hypot(start[0] - run.start[0], start[1] - run.start[1]) < sameRunM,
    );
    if (!known) retained.push(run);
  }
  return retained;
}

/**
 * Distance from a point in a direction in which nothing is barred, at most `maxM`, metres.
 * @param allowed bars that do not count
 */
export function freeM(mask: MountMask, from: Point, angleDeg: number, maxM: number, allowed = 0): number {
  for (let alongM = stepM; alongM <= maxM; alongM += stepM) {
    if ((barsAt(mask, alongDirection(from, angleDeg, alongM)) & ~allowed) !== 0) return alongM - stepM;
  }
  return maxM;
}

/** The point `lengthM` from another in a direction, on whole millimetres. */
export function alongDirection(from: Point, angleDeg: number, lengthM: number): Point {
  const angleRad = degToRad(angleDeg);
  return [
    Math.round(1000 * (from[0] + lengthM * Math.cos(angleRad))) / 1000,
    Math.round(1000 * (from[1] + lengthM * Math.sin(angleRad))) / 1000,
  ];
}

/** The direction of most metres of wall, right angles taken together, whole degrees in [0, 90). */
function mainAngleDeg(level: Level): number {
  const metres = new Float64Array(90);
  for (const { start, end } of level.walls ?? []) {
    const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
    const angleDeg = Math.round(radToDeg(Math.atan2(dy, dx)));
    metres[(angleDeg + 360) % 90] += Math.hypot(dx, dy);
  }
  return metres.indexOf(metres.reduce((max, each) => Math.max(max, each), 0));
}
