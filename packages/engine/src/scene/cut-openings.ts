import type { Opening, Position, Wall } from '../plan/schema.ts';

/** A piece of a wall that is left beside its openings. */
export interface WallPiece {
  wall: Wall;
  start: Position;
  end: Position;
}

/** How far from a wall's centre line an opening's ends may lie beyond half the wall's thickness, metres. */
const sideToleranceM = 0.1;
/** Sine of the largest angle between a wall and an opening that lies in it (about 5°). */
const largestSine = 0.09;
/** Pieces shorter than this vanish, metres. */
const shortestPieceM = 0.005;

/** The walls less the openings that lie in them, in wall order. An opening in no wall cuts nothing. */
export function cutOpenings(walls: readonly Wall[], openings: readonly Opening[]): WallPiece[] {
  return walls.flatMap((wall) => cutWall(wall, openings));
}

function cutWall(wall: Wall, openings: readonly Opening[]): WallPiece[] {
  const deltaX = wall.end[0] - wall.start[0];
  const deltaY = wall.end[1] - wall.start[1];
  const lengthM = Math.hypot(deltaX, deltaY);
  if (lengthM === 0) return [];
  const cuts: [number, number][] = [];
  for (const opening of openings) {
    const cut = cutInterval(wall, opening, deltaX / lengthM, deltaY / lengthM, lengthM);
    if (cut) cuts.push(cut);
  }
  if (cuts.length === 0) return [{ wall, start: wall.start, end: wall.end }];
  cuts.sort((a, b) => a[0] - b[0]);
  const pieces: WallPiece[] = [];
  let fromM = 0;
  for (const [cutFromM, cutToM] of [...cuts, [lengthM, lengthM] as const]) {
    if (cutFromM - fromM > shortestPieceM) {
      pieces.push({
        wall,
        start: pointAlong(wall, fromM / lengthM, deltaX, deltaY),
        end: pointAlong(wall, cutFromM / lengthM, deltaX, deltaY),
      });
    }
    fromM = Math.max(fromM, cutToM);
  }
  return pieces;
}

function cutInterval(
  wall: Wall,
  opening: Opening,
  unitX: number,
  unitY: number,
  lengthM: number,
): [number, number] | undefined {
  const along: number[] = [];
  for (const end of [opening.start, opening.end]) {
    const offsetX = end[0] - wall.start[0];
    const offsetY = end[1] - wall.start[1];
    if (Math.abs(unitX * offsetY - unitY * offsetX) > wall.thicknessM / 2 + sideToleranceM) return undefined;
    along.push(unitX * offsetX + unitY * offsetY);
  }
  const openingX = opening.end[0] - opening.start[0];
  const openingY = opening.end[1] - opening.start[1];
  const openingM = Math.hypot(openingX, openingY);
  if (openingM === 0 || Math.abs(unitX * openingY - unitY * openingX) > largestSine * openingM)
    return undefined;
  const fromM = Math.max(0, Math.min(...along));
  const toM = Math.min(lengthM, Math.max(...along));
  return toM > fromM ? [fromM, toM] : undefined;
}

function pointAlong(wall: Wall, ratio: number, deltaX: number, deltaY: number): Position {
  return [wall.start[0] + ratio * deltaX, wall.start[1] + ratio * deltaY];
}
