import {
  distance,
  distanceToSegment,
  midpoint,
  type Point,
  pointAlong,
  ringContains,
} from '../../core/index.ts';
import type { DrawingText } from '../drawing/drawing.ts';
import { describePlace, type ImportWarning } from '../drawing/level-drawing.ts';
import { findCivilWalls, marksCivilDefence } from './civil-walls.ts';
import type { OpeningLine } from './openings/opening-line.ts';
import type { LevelRegions, Region } from './rooms/level-graph.ts';
import type { FoundOutline } from './rooms/recognise-outline.ts';
import type { FoundRoom } from './rooms/recognise-rooms.ts';
import { type WallStretch, wallSides } from './rooms/wall-sides.ts';
import { natureOf, type WallNature } from './wall-material.ts';
import type { WallLine } from './walls/wall-line.ts';

/** What a level's walls are judged by, beside their layer, hatch and thickness. */
export interface WallSurroundings {
  outline: FoundOutline;
  regions: LevelRegions;
  rooms: readonly FoundRoom[];
  openings: readonly OpeningLine[];
  texts: readonly DrawingText[];
}

export type NaturedWall = WallLine & { nature: WallNature };

/** Ends of a wall this near to an opening in its line carry it, m. */
const carryM = 0.6;

/**
 * Kind and material of every wall. A wall on a layer for all walls that is of two kinds, such as one that parts two
 * fire compartments and goes on as the wall of a room, becomes two.
 */
export function natureOfWalls(walls: readonly WallLine[], around: WallSurroundings): NaturedWall[] {
  const { outline, regions, rooms, openings, texts } = around;
  const sides = wallSides(walls, regions);
  const coreRegions = new Set<Region['boundaries']>();
  const roomRegions = new Set<Region['boundaries']>();
  for (const { kind, boundaries } of rooms) {
    if (kind === 'core' || kind === 'lobby') coreRegions.add(boundaries);
    if (kind !== 'ramp') roomRegions.add(boundaries);
  }
  const isFloor = (region: Region | undefined): region is Region =>
    region !== undefined &&
    !roomRegions.has(region.boundaries) &&
    !outline.holes.some((hole) => ringContains(region.ring, hole[0]) || ringContains(hole, region.ring[0]));
  const civilRegions = new Set(
    texts
      .filter(({ text }) => marksCivilDefence(text))
      .flatMap(({ position }) => smallestFloor(regions, position, isFloor) ?? []),
  );
  const bounds = (region: Region | undefined) => region !== undefined && coreRegions.has(region.boundaries);
  const lengthOf = (wall: WallLine) => distance(wall.a, wall.b);
  const total = walls.reduce((sum, wall) => sum + lengthOf(wall), 0);
  const filled = walls.reduce((sum, wall) => sum + (wall.filled ? lengthOf(wall) : 0), 0);
  const hatchTells = filled > 0.1 * total;
  const onOutline = new Set(
    walls.filter((wall) => [outline.outline, ...outline.holes].some((ring) => isOnRing(wall, ring, outline))),
  );
  const civil = findCivilWalls(
    walls.filter((wall) => !onOutline.has(wall)),
    {
      openings,
      isBeside: (wall) =>
        (sides.get(wall) ?? []).some(
          ({ left, right }) => left !== right && [left, right].some((each) => each && civilRegions.has(each)),
        ),
      isAtCore: (wall) => (sides.get(wall) ?? []).some(({ left, right }) => bounds(left) || bounds(right)),
      isMarked: civilRegions.size > 0,
    },
  );
  const shutters = openings.filter(({ kind }) => kind === 'fire-shutter');
  return walls.flatMap((wall): NaturedWall[] => {
    const own = sides.get(wall) ?? [];
    const atCore = own.some(({ left, right }) => bounds(left) || bounds(right));
    const carries = shutters.some((shutter) => isInLine(wall, shutter));
    const natureAt = ({ left, right }: Pick<WallStretch, 'left' | 'right'>): WallNature =>
      natureOf(wall, {
        onOutline: onOutline.has(wall),
        atCore,
        hatchTells,
        isCivil: civil.has(wall),
        partsFloor: isFloor(left) && isFloor(right) && (left !== right || carries),
      });
    return piecesOf(wall, own, natureAt);
  });
}

/** The wall in one piece for each of its natures. */
function piecesOf(
  wall: WallLine,
  stretches: readonly WallStretch[],
  natureAt: (stretch: WallStretch) => WallNature,
): NaturedWall[] {
  const length = distance(wall.a, wall.b);
  const pieces: { from: number; to: number; nature: WallNature }[] = [];
  for (const stretch of stretches) {
    const nature = natureAt(stretch);
    const last = pieces[pieces.length - 1];
    const isAlike = last && last.nature.kind === nature.kind && last.nature.material === nature.material;
    if (isAlike) last.to = stretch.to;
    else pieces.push({ from: stretch.from, to: stretch.to, nature });
  }
  return pieces.map(({ from, to, nature }, i) => ({
    ...wall,
    a: i === 0 ? wall.a : pointAlong(wall.a, wall.b, from / length),
    b: i === pieces.length - 1 ? wall.b : pointAlong(wall.a, wall.b, to / length),
    nature,
  }));
}

function smallestFloor(
  { inner }: LevelRegions,
  point: Point,
  isFloor: (region: Region) => boolean,
): Region | undefined {
  for (let i = inner.length - 1; i >= 0; i--) {
    if (ringContains(inner[i].ring, point)) return isFloor(inner[i]) ? inner[i] : undefined;
  }
  return undefined;
}

function isOnRing(wall: WallLine, ring: readonly Point[], { isAssumed }: FoundOutline): boolean {
  const middle = midpoint(wall.a, wall.b);
  const reachM = wall.thicknessM / 2 + (isAssumed ? 0.5 : 0.1);
  return ring.some((a, i) => {
    const b = ring[(i + 1) % ring.length];
    return [wall.a, wall.b, middle].every((point) => distanceToSegment(point, a, b) < reachM);
  });
}

/** The opening goes on where the wall ends, in its line. */
export function isInLine({ a, b }: WallLine, { start, end }: OpeningLine): boolean {
  const length = distance(a, b);
  if (length === 0) return false;
  const aside = (point: Point) =>
    Math.abs((point[0] - a[0]) * (b[1] - a[1]) - (point[1] - a[1]) * (b[0] - a[0])) / length;
  if (aside(start) > 0.3 || aside(end) > 0.3) return false;
  return [start, end].some((jamb) => distance(jamb, a) < carryM || distance(jamb, b) < carryM);
}

/** What was guessed about the walls of a level, to be looked at. */
export function warnOfGuesses(walls: readonly NaturedWall[], warnings: ImportWarning[], id: string): void {
  const unsureM = walls.reduce((sum, { a, b, nature }) => sum + (nature.sure ? 0 : distance(a, b)), 0);
  if (unsureM > 1) {
    warnings.push({
      code: 'wall-material-guessed',
      message: `the material of ${unsureM.toFixed(0)} m of walls was guessed from thickness and place`,
      at: id,
    });
  }
  const single = walls.filter((wall) => wall.single);
  if (single.length > 0) {
    warnings.push({
      code: 'wall-thickness-assumed',
      message: `${single.length} walls are drawn as single lines; ${single[0].thicknessM} m thick was assumed`,
      at: `${id} ${describePlace(midpoint(single[0].a, single[0].b))}`,
    });
  }
}
