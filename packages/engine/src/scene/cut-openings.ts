import type { PointMm } from '../kernel/crosses-wall.ts';
import type { Opening, Position, Wall } from '../plan/schema.ts';
import { metresToMm } from '../units.ts';

/** A piece of a wall that is left beside its openings. */
export interface WallPiece {
  wall: Wall;
  startMm: PointMm;
  endMm: PointMm;
}

/** A stretch of a wall that an opening takes, from its start; the ends are those of the opening where it lies on the wall. */
interface Cut {
  fromM: number;
  toM: number;
  fromMm: PointMm;
  toMm: PointMm;
}

/** A wall's centre line. */
interface Line {
  wall: Wall;
  unitX: number;
  unitY: number;
  lengthM: number;
}

/** How far from a wall's centre line an opening's ends may lie beyond half the wall's thickness, metres. */
const sideToleranceM = 0.1;
/** An end this near to the centre line lies on it: whole millimetres are up to 0.71 mm off an oblique line. */
const onLineM = 0.001;
/** Sine of the largest angle between a wall and an opening that lies in it (about 5°). */
const largestSine = 0.09;
/** Pieces shorter than this vanish, metres. */
const shortestPieceM = 0.005;

interface KeptPieces {
  openings: readonly Opening[];
  pieces: WallPiece[];
}

const kept = new WeakMap<readonly Wall[], KeptPieces>();
/** Of the walls of a level that is edited most stay where they are. */
const keptOfWall = new WeakMap<Wall, KeptPieces>();

/**
 * The walls less the openings that lie in them, in wall order. An opening in no wall cuts nothing. A piece ends in
 * exactly the opening's own end where that lies on the centre line, so that no link slips between the two. The last cut of
 * an array is kept: all bands have the same.
 */
export function cutOpenings(walls: readonly Wall[], openings: readonly Opening[]): readonly WallPiece[] {
  const known = kept.get(walls);
  if (known?.openings === openings) return known.pieces;
  const pieces = walls.flatMap((wall) => {
    const cut = keptOfWall.get(wall);
    if (cut?.openings === openings) return cut.pieces;
    const fresh = { openings, pieces: cutWall(wall, openings) };
    keptOfWall.set(wall, fresh);
    return fresh.pieces;
  });
  kept.set(walls, { openings, pieces });
  return pieces;
}

function cutWall(wall: Wall, openings: readonly Opening[]): WallPiece[] {
  const deltaX = wall.end[0] - wall.start[0];
  const deltaY = wall.end[1] - wall.start[1];
  const lengthM = Math.hypot(deltaX, deltaY);
  if (lengthM === 0) return [];
  const line: Line = { wall, unitX: deltaX / lengthM, unitY: deltaY / lengthM, lengthM };
  const startMm = pointMm(wall.start);
  const endMm = pointMm(wall.end);
  const cuts: Cut[] = [];
  for (const opening of openings) {
    const cut = isNear(wall, opening) ? findCut(line, opening) : undefined;
    if (cut) cuts.push(cut);
  }
  if (cuts.length === 0) return [{ wall, startMm, endMm }];
  cuts.sort((a, b) => a.fromM - b.fromM);
  cuts.push({ fromM: lengthM, toM: lengthM, fromMm: endMm, toMm: endMm });
  const pieces: WallPiece[] = [];
  let doneM = 0;
  let doneMm = startMm;
  for (const { fromM, toM, fromMm, toMm } of cuts) {
    if (fromM - doneM > shortestPieceM) pieces.push({ wall, startMm: doneMm, endMm: fromMm });
    if (toM > doneM) {
      doneM = toM;
      doneMm = toMm;
    }
  }
  return pieces;
}

/** Whether the boxes around both come close; most openings of a level are far from most walls. */
function isNear({ start, end, thicknessM }: Wall, opening: Opening): boolean {
  const reachM = thicknessM / 2 + sideToleranceM;
  const [ax, ay] = opening.start;
  const [bx, by] = opening.end;
  return (
    Math.max(ax, bx) >= Math.min(start[0], end[0]) - reachM &&
    Math.min(ax, bx) <= Math.max(start[0], end[0]) + reachM &&
    Math.max(ay, by) >= Math.min(start[1], end[1]) - reachM &&
    Math.min(ay, by) <= Math.max(start[1], end[1]) + reachM
  );
}

function findCut(line: Line, opening: Opening): Cut | undefined {
  const { wall, unitX, unitY, lengthM } = line;
  const openingX = opening.end[0] - opening.start[0];
  const openingY = opening.end[1] - opening.start[1];
  const openingM = Math.hypot(openingX, openingY);
  if (openingM === 0 || Math.abs(unitX * openingY - unitY * openingX) > largestSine * openingM) {
    return undefined;
  }
  const ends = [opening.start, opening.end].map((at) => {
    const offsetX = at[0] - wall.start[0];
    const offsetY = at[1] - wall.start[1];
    const sideM = Math.abs(unitX * offsetY - unitY * offsetX);
    return { at, alongM: unitX * offsetX + unitY * offsetY, sideM };
  });
  if (ends.some((end) => end.sideM > wall.thicknessM / 2 + sideToleranceM)) return undefined;
  const [low, high] = ends.sort((a, b) => a.alongM - b.alongM);
  const fromM = Math.max(0, low.alongM);
  const toM = Math.min(lengthM, high.alongM);
  if (toM <= fromM) return undefined;
  return { fromM, toM, fromMm: cutPoint(line, low, fromM), toMm: cutPoint(line, high, toM) };
}

function cutPoint(line: Line, end: { at: Position; alongM: number; sideM: number }, cutM: number): PointMm {
  const { wall, unitX, unitY } = line;
  if (end.sideM <= onLineM && end.alongM === cutM) return pointMm(end.at);
  return pointMm([wall.start[0] + cutM * unitX, wall.start[1] + cutM * unitY]);
}

function pointMm(position: Position): PointMm {
  return [metresToMm(position[0]), metresToMm(position[1])];
}
