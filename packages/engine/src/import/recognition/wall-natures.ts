import {
  boundsOf,
  distance,
  distanceToBounds,
  distanceToRing,
  distanceToSegment,
  foldTraditional,
  midpoint,
  type Point,
  PointGrid,
  pointAlong,
  ringContains,
  say,
} from '../../core/index.ts';
import {
  isInCivilDefence,
  type MaterialName,
  openingKindRow,
  type WallKind,
  wallMaterial,
  zoneKindRow,
} from '../../plan/index.ts';
import type { DrawingText } from '../drawing/drawing.ts';
import type { LayerClass } from '../drawing/layer-classes.ts';
import { describeLocation, type ImportWarning, importWarning } from '../drawing/level-drawing.ts';
import { tuning } from '../tuning.ts';
import type { OpeningLine } from './openings/opening-line.ts';
import type { LevelRegions, Region } from './rooms/level-graph.ts';
import type { FoundOutline } from './rooms/recognise-outline.ts';
import type { FoundRoom } from './rooms/recognise-rooms.ts';
import type { WallLine } from './walls/wall-line.ts';

const { minThicknessM, alikeM, touchM, carryM: civilCarryM } = tuning.civilWalls;

/** Describes what says where civil-defence units are. */
interface CivilSigns {
  openings: readonly OpeningLine[];
  /** A region marked as a unit begins at this wall. */
  isAdjacent: (wall: WallLine) => boolean;
  /** It bounds a stair, a lift or a lobby. */
  isAtCore: (wall: WallLine) => boolean;
  /** The drawing marks units at all. */
  isMarked: boolean;
}

const { shortestM, carryM } = tuning.wallNatures;

/** A stretch of one wall with the regions on its two sides; undefined is outside. Metres along the wall from `a`. */
interface WallStretch {
  from: number;
  to: number;
  left: Region | undefined;
  right: Region | undefined;
}

interface Side {
  from: number;
  to: number;
  isLeft: boolean;
  region: Region | undefined;
}

/**
 * Returns for each wall the regions on its two sides, stretch by stretch. Walls that bound nothing (stubs, ramps) have
 * one stretch with the region they stand in on both sides.
 */
function wallSides(walls: readonly WallLine[], { inner, outer }: LevelRegions): Map<WallLine, WallStretch[]> {
  const bounds = inner.map(({ ring }) => boundsOf(ring));
  const holder = (point: Point, largerThanM2 = 0): Region | undefined => {
    // Largest first: the last one that holds the point is the smallest.
    for (let i = inner.length - 1; i >= 0; i--) {
      if (inner[i].areaM2 <= largerThanM2 || distanceToBounds(point, bounds[i]) > 0) continue;
      if (ringContains(inner[i].ring, point)) return inner[i];
    }
    return undefined;
  };
  const sides = new Map<WallLine, Side[]>();
  const addRing = (
    { ring, boundaries }: Region,
    { region, isInside }: { region: Region | undefined; isInside: boolean },
  ) => {
    boundaries.forEach(({ wall }, i) => {
      if (!wall) return;
      const length = distance(wall.a, wall.b);
      const along = ([x, y]: Point) =>
        ((x - wall.a[0]) * (wall.b[0] - wall.a[0]) + (y - wall.a[1]) * (wall.b[1] - wall.a[1])) / length;
      const [start, end] = [along(ring[i]), along(ring[(i + 1) % ring.length])];
      // Rings run counter-clockwise: their inside is on the left of each edge.
      const isLeft = end > start === isInside;
      const side = { from: Math.min(start, end), to: Math.max(start, end), isLeft, region };
      const list = sides.get(wall);
      if (list) list.push(side);
      else sides.set(wall, [side]);
    });
  };
  for (const region of inner) addRing(region, { region, isInside: true });
  outer.forEach((wall, i) => {
    // What is connected to nothing else stands in a larger region; the outermost stands outside.
    const region = i === 0 ? undefined : holder(wall.ring[0], wall.areaM2);
    addRing(wall, { region, isInside: false });
  });
  return new Map(
    walls.map((wall): [WallLine, WallStretch[]] => {
      const length = distance(wall.a, wall.b);
      const known = sides.get(wall);
      if (known) return [wall, stretchesOf(known, length)];
      const region = holder(midpoint(wall.a, wall.b));
      return [wall, [{ from: 0, to: length, left: region, right: region }]];
    }),
  );
}

function stretchesOf(sides: readonly Side[], length: number): WallStretch[] {
  const cuts = [...new Set([0, length, ...sides.flatMap(({ from, to }) => [from, to])])]
    .filter((cut) => cut >= 0 && cut <= length)
    .sort((p, q) => p - q);
  const stretches: WallStretch[] = [];
  for (let k = 1; k < cuts.length; k++) {
    const [from, to] = [cuts[k - 1], cuts[k]];
    const at = (from + to) / 2;
    const on = (isLeft: boolean) =>
      sides.find((side) => side.isLeft === isLeft && side.from <= at && side.to >= at)?.region;
    const [left, right] = [on(true), on(false)];
    const last = stretches[stretches.length - 1];
    if (last && (to - from < shortestM || (last.left === left && last.right === right))) last.to = to;
    else if (last && last.to - last.from < shortestM) Object.assign(last, { to, left, right });
    else stretches.push({ from, to, left, right });
  }
  return stretches;
}

interface WallNature {
  kind: WallKind;
  material: MaterialName;
  /** False when neither format nor layer nor hatch nor thickness settles the material. */
  sure: boolean;
}

const byClass: Partial<Record<LayerClass, WallKind>> = {
  'retaining-wall': 'retaining',
  'shear-wall': 'shear',
  'civil-defence-wall': 'civil-defence',
  'fire-wall': 'fire',
  'partition-wall': 'partition',
  'ramp-wall': 'ramp',
};

/** Describes what stands around a wall, or a stretch of one. */
interface WallLocation {
  onOutline: boolean;
  /** It bounds a stair, a lift or a lobby. */
  atCore: boolean;
  /** Enough of the drawing is hatched that what is not hatched is not concrete. */
  hatchTells: boolean;
  /** It carries blast doors or bounds a civil-defence unit. */
  isCivil: boolean;
  /** Two parts of the garage's floor lie on its sides: fire compartments. */
  partsFloor: boolean;
  /** It stands beyond the floor's edge, where ramps go up. */
  isBeyond: boolean;
}

/**
 * Kind and material of a wall. A stated material stays. The layer decides where it names a kind; on a layer for all
 * walls it is the location, the hatch and the thickness: 0.25 m and more is cast concrete.
 */
function natureOf(wall: WallLine, location: WallLocation): WallNature {
  const named = byClass[wall.layerClass];
  if (wall.material) {
    const kind = wallMaterial(wall.material)?.isCast
      ? location.onOutline
        ? 'retaining'
        : 'shear'
      : 'partition';
    return { kind: named ?? kind, material: wall.material, sure: true };
  }
  if (named) {
    const block = named === 'fire' || named === 'partition';
    return { kind: named, material: block ? 'concrete-block' : 'reinforced-concrete', sure: true };
  }
  const concrete = (kind: WallKind, sure: boolean): WallNature => ({
    kind,
    material: 'reinforced-concrete',
    sure,
  });
  if (location.onOutline && wall.thicknessM > 0.18) return concrete('retaining', wall.thicknessM > 0.22);
  if (wall.filled || wall.thicknessM > 0.23) {
    if (location.isBeyond) return concrete('ramp', true);
    return concrete(location.isCivil ? 'civil-defence' : 'shear', true);
  }
  if (location.partsFloor) return { kind: 'fire', material: 'concrete-block', sure: true };
  // Where concrete is hatched, what is not hatched is not concrete.
  if (location.hatchTells) return { kind: 'partition', material: 'concrete-block', sure: true };
  if (location.atCore && wall.thicknessM > 0.15 && !wall.single) return concrete('shear', false);
  return { kind: 'partition', material: 'concrete-block', sure: wall.thicknessM < 0.15 };
}

/** Describes what a level's walls are classified by, beside their layer, hatch and thickness. */
export interface WallSurroundings {
  outline: FoundOutline;
  regions: LevelRegions;
  rooms: readonly FoundRoom[];
  openings: readonly OpeningLine[];
  texts: readonly DrawingText[];
}

export type NaturedWall = WallLine & { nature: WallNature };

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
    const { isCore, isLobby, isRamp } = zoneKindRow(kind);
    if (isCore || isLobby) coreRegions.add(boundaries);
    if (!isRamp) roomRegions.add(boundaries);
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
  const beyond = new Set(walls.filter((wall) => !onOutline.has(wall) && !isOnFloor(wall, outline)));
  const civil = findCivilWalls(
    walls.filter((wall) => !onOutline.has(wall) && !beyond.has(wall)),
    {
      openings,
      isAdjacent: (wall) =>
        (sides.get(wall) ?? []).some(
          ({ left, right }) => left !== right && [left, right].some((each) => each && civilRegions.has(each)),
        ),
      isAtCore: (wall) => (sides.get(wall) ?? []).some(({ left, right }) => bounds(left) || bounds(right)),
      isMarked: civilRegions.size > 0,
    },
  );
  const shutters = openings.filter(({ kind }) => openingKindRow(kind).isShutter);
  return walls.flatMap((wall): NaturedWall[] => {
    const wallSides = sides.get(wall) ?? [];
    const atCore = wallSides.some(({ left, right }) => bounds(left) || bounds(right));
    const carries = shutters.some((shutter) => isInLine(wall, shutter));
    const natureAt = ({ left, right }: Pick<WallStretch, 'left' | 'right'>): WallNature =>
      natureOf(wall, {
        onOutline: onOutline.has(wall),
        atCore,
        hatchTells,
        isCivil: civil.has(wall),
        isBeyond: beyond.has(wall),
        partsFloor: isFloor(left) && isFloor(right) && (left !== right || carries),
      });
    return natureStretches(wall, wallSides, natureAt);
  });
}

/** The wall in one piece for each of its natures. */
function natureStretches(
  wall: WallLine,
  stretches: readonly WallStretch[],
  natureAt: (stretch: WallStretch) => WallNature,
): NaturedWall[] {
  const length = distance(wall.a, wall.b);
  const natures: { from: number; to: number; nature: WallNature }[] = [];
  for (const stretch of stretches) {
    const nature = natureAt(stretch);
    const last = natures[natures.length - 1];
    const isAlike = last && last.nature.kind === nature.kind && last.nature.material === nature.material;
    if (isAlike) last.to = stretch.to;
    else natures.push({ from: stretch.from, to: stretch.to, nature });
  }
  return natures.map(({ from, to, nature }, i) => ({
    ...wall,
    a: i === 0 ? wall.a : pointAlong(wall.a, wall.b, from / length),
    b: i === natures.length - 1 ? wall.b : pointAlong(wall.a, wall.b, to / length),
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

/** Any of it lies within the floor's edge, away from the edge itself. */
function isOnFloor({ a, b, thicknessM }: WallLine, { outline }: FoundOutline): boolean {
  return [0.1, 0.5, 0.9].some((t) => {
    const point = pointAlong(a, b, t);
    return ringContains(outline, point) && distanceToRing(outline, point) > thicknessM / 2;
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

/** Warns of guesses about the walls of a level, to be looked at. */
export function warnOfGuesses(walls: readonly NaturedWall[], warnings: ImportWarning[], id: string): void {
  const unsureM = walls.reduce((sum, { a, b, nature }) => sum + (nature.sure ? 0 : distance(a, b)), 0);
  if (unsureM > 1) {
    warnings.push(
      importWarning(
        'wall-material-guessed',
        id,
        say('warning-wall-material-guessed', { length: unsureM.toFixed(0) }),
      ),
    );
  }
  const single = walls.filter((wall) => wall.single);
  if (single.length > 0) {
    warnings.push(
      importWarning(
        'wall-thickness-assumed',
        `${id} ${describeLocation(midpoint(single[0].a, single[0].b))}`,
        say('warning-wall-thickness-assumed', { count: single.length, thickness: single[0].thicknessM }),
      ),
    );
  }
}

/** True for texts that mark a civil-defence unit (`人防防火分区2`, `防护单元一`), false for what is outside of them. */
function marksCivilDefence(text: string): boolean {
  return text.length < 60 && isInCivilDefence({ kind: 'fire', name: foldTraditional(text) });
}

/**
 * The walls around civil-defence units: thick ones that carry blast doors or bound a marked unit, what is built on
 * with them in the same thickness, and other walls of that thickness away from stairs and lifts. None where the
 * drawing shows neither.
 */
function findCivilWalls(walls: readonly WallLine[], signs: CivilSigns): Set<WallLine> {
  const thick = walls.filter(({ thicknessM }) => thicknessM >= minThicknessM);
  const blastDoors = signs.openings.filter(({ kind }) => openingKindRow(kind).isCivilDefence);
  if (blastDoors.length === 0 && !signs.isMarked) return new Set();
  const grid = new PointGrid(4);
  thick.forEach(({ a, b }, i) => {
    grid.addAlong(i, a, b, touchM);
  });
  const carries = (wall: WallLine): boolean =>
    blastDoors.some(({ start, end }) =>
      [start, end].some(
        (jamb) => distance(jamb, wall.a) < civilCarryM || distance(jamb, wall.b) < civilCarryM,
      ),
    );
  const found = new Set<WallLine>(thick.filter((wall) => carries(wall) || signs.isAdjacent(wall)));
  const queue = [...found];
  while (queue.length > 0) {
    const wall = queue.pop()!;
    for (const i of touching(wall, thick, grid)) {
      const other = thick[i];
      if (found.has(other) || Math.abs(other.thicknessM - wall.thicknessM) > alikeM) continue;
      found.add(other);
      queue.push(other);
    }
  }
  const thicknesses = new Set([...found].map(({ thicknessM }) => Math.round(thicknessM / alikeM)));
  for (const wall of thick) {
    if (thicknesses.has(Math.round(wall.thicknessM / alikeM)) && !signs.isAtCore(wall)) found.add(wall);
  }
  return found;
}

function touching(wall: WallLine, walls: readonly WallLine[], grid: PointGrid): number[] {
  const meets = (other: WallLine) => {
    const ends = (line: WallLine): Point[] => [line.a, line.b];
    return (
      ends(wall).some((end) => distanceToSegment(end, other.a, other.b) < touchM) ||
      ends(other).some((end) => distanceToSegment(end, wall.a, wall.b) < touchM)
    );
  };
  return [...new Set(grid.nearAlong(wall.a, wall.b))].filter((i) => walls[i] !== wall && meets(walls[i]));
}
