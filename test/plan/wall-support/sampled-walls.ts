/**
 * How openings cut walls, as docs/plan-format.md says it, by brute force: points along the wall and along the opening, angles
 * by the arc tangent, bodies by the nearest of many points. Nothing here is shared with the engine.
 */
import type { Level, Opening, Wall } from '@diku/engine';
import { distance, pointAlong } from '../../support/points.ts';

type Point = readonly [number, number];

const sure = { offsetM: 0.1, obliqueDeg: (Math.asin(0.09) * 180) / Math.PI };
const possible = { offsetM: 0.15, obliqueDeg: 15 };
const sliverM = 0.005;
const samples = 400;

const lengthOf = ({ start, end }: Wall | Opening) => distance(start, end);

/** A sampled answer is no arbiter near a threshold, where rounding decides. */
export interface Sampled {
  isOpen(wall: Wall, point: Point): boolean;
  /** Openings that take more than a sliver of some wall. */
  takesSomething(opening: Opening): boolean;
  /** Openings and walls of which nothing should be asked. */
  isUnsure(opening: Opening): boolean;
}

export function sampleWalls(level: Level): Sampled {
  const walls = (level.walls ?? []).filter((wall) => lengthOf(wall) > 0);
  const openings = level.openings ?? [];
  const belongs = new Map<Opening, Wall[]>();
  const unsure = new Set<Opening>();
  for (const opening of openings) {
    const mark = () => unsure.add(opening);
    const surely = walls.filter((wall) => fits(wall, opening, sure, mark));
    const maybe = walls.filter((wall) => !surely.includes(wall) && fits(wall, opening, possible, mark));
    const held = [opening.start, opening.end].map((end) => wallsAt(end, opening, walls, mark));
    const isInLine = held.every((list) => list.length > 0) && held.flat().some(({ inLine }) => inLine);
    const covered = coveredRatio(opening, surely);
    if (maybe.length > 0 && Math.abs(covered - 0.5) < 0.03) mark();
    belongs.set(opening, covered < 0.5 && !isInLine ? [...surely, ...maybe] : surely);
  }
  const isIn = (wall: Wall, point: Point, opening: Opening) =>
    belongs.get(opening)!.includes(wall) && isBetween(wall, point, opening);
  return {
    isOpen: (wall, point) => openings.some((opening) => isIn(wall, point, opening)),
    takesSomething: (opening) => belongs.get(opening)!.some((wall) => overlapM(wall, opening) > sliverM),
    isUnsure: (opening) => unsure.has(opening),
  };
}

/** Returns whether a point on a wall's centre line lies between the feet of an opening's ends. */
function isBetween(wall: Wall, point: Point, { start, end }: Opening): boolean {
  const [ux, uy] = [wall.end[0] - wall.start[0], wall.end[1] - wall.start[1]];
  const ahead = ([x, y]: Point) => (x - point[0]) * ux + (y - point[1]) * uy > 0;
  return ahead(start) !== ahead(end);
}

/** Metres of the wall that lie between the feet, counted in small steps and refined at the ends. */
function overlapM(wall: Wall, opening: Opening): number {
  const [ux, uy] = [wall.end[0] - wall.start[0], wall.end[1] - wall.start[1]].map((v) => v / lengthOf(wall));
  const foot = ([x, y]: Point) => (x - wall.start[0]) * ux + (y - wall.start[1]) * uy;
  const feet = [foot(opening.start), foot(opening.end)].sort((a, b) => a - b);
  return Math.min(feet[1], lengthOf(wall)) - Math.max(feet[0], 0);
}

function angleDeg(wall: Wall, opening: Opening): number {
  const direction = ({ start, end }: Wall | Opening) => Math.atan2(end[1] - start[1], end[0] - start[0]);
  const turnDeg = ((((direction(wall) - direction(opening)) * 180) / Math.PI) % 180) + 180;
  return Math.min(turnDeg % 180, 180 - (turnDeg % 180));
}

/** Height of the triangle over the wall, by Heron's formula: how far a point is from the wall's line. */
function fromLineM(wall: Wall, point: Point): number {
  const [ux, uy] = [wall.end[0] - wall.start[0], wall.end[1] - wall.start[1]];
  const areaM2 = Math.abs(ux * (point[1] - wall.start[1]) - uy * (point[0] - wall.start[0]));
  return areaM2 / lengthOf(wall);
}

function fits(
  wall: Wall,
  opening: Opening,
  { offsetM, obliqueDeg }: typeof sure,
  markUnsure: () => void,
): boolean {
  if (lengthOf(opening) <= sliverM) return false;
  const turnedDeg = angleDeg(wall, opening);
  const besidesM = [opening.start, opening.end].map((end) => fromLineM(wall, end) - wall.thicknessM / 2);
  const furthestM = Math.max(...besidesM);
  const isNear = wallDistanceM(wall, pointAlong(opening.start, opening.end, 0.5)) < lengthOf(opening) + 1;
  if (isNear && (Math.abs(turnedDeg - obliqueDeg) < 1e-6 || Math.abs(furthestM - offsetM) < 1e-6))
    markUnsure();
  return turnedDeg <= obliqueDeg && furthestM <= offsetM && overlapM(wall, opening) > 0;
}

/** The walls whose bodies an opening's end is at, and whether the opening goes on where that wall ends. */
function wallsAt(end: Point, opening: Opening, walls: readonly Wall[], markUnsure: () => void) {
  if (lengthOf(opening) <= sliverM) return [];
  return walls.flatMap((wall) => {
    const awayM = wallDistanceM(wall, end) - wall.thicknessM / 2;
    if (Math.abs(awayM - possible.offsetM) < 0.002) markUnsure();
    if (awayM > possible.offsetM) return [];
    const ignore = () => {};
    const overlap = overlapM(wall, opening);
    const isSure =
      angleDeg(wall, opening) <= sure.obliqueDeg &&
      [opening.start, opening.end].every((at) => fromLineM(wall, at) - wall.thicknessM / 2 <= sure.offsetM);
    if (!isSure && fits(wall, opening, possible, ignore) && overlap > sliverM) return [];
    if (Math.abs(overlap - sliverM) < 1e-6) markUnsure();
    return [{ wall, inLine: isSure && overlap <= sliverM }];
  });
}

/** Returns the distance from a point to the nearest of many points of a wall's centre line. */
function wallDistanceM(wall: Wall, point: Point): number {
  let [low, high] = [0, 1];
  for (let round = 0; round < 6; round += 1) {
    const step = (high - low) / 20;
    let best = low;
    for (let index = 0; index <= 20; index += 1) {
      const t = low + index * step;
      if (
        distance(pointAlong(wall.start, wall.end, t), point) <
        distance(pointAlong(wall.start, wall.end, best), point)
      )
        best = t;
    }
    [low, high] = [Math.max(0, best - step), Math.min(1, best + step)];
  }
  return distance(pointAlong(wall.start, wall.end, (low + high) / 2), point);
}

/** Returns how much of an opening lies along walls: of many points on it those whose foot is on one. */
function coveredRatio({ start, end }: Opening, walls: readonly Wall[]): number {
  let found = 0;
  for (let index = 0; index < samples; index += 1) {
    const point = pointAlong(start, end, (index + 0.5) / samples);
    if (
      walls.some((wall) => {
        const [ux, uy] = [wall.end[0] - wall.start[0], wall.end[1] - wall.start[1]];
        const foot = (point[0] - wall.start[0]) * ux + (point[1] - wall.start[1]) * uy;
        return foot > 0 && foot < ux * ux + uy * uy;
      })
    ) {
      found += 1;
    }
  }
  return found / samples;
}
