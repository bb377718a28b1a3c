import { featureCollection, polygon } from '@turf/helpers';
import { intersect } from '@turf/intersect';
import { union } from '@turf/union';
import {
  counterClockwise,
  dbToLossUnits,
  InputError,
  metresToMm,
  type Point,
  say,
  signedArea,
} from '../../core/index.ts';
import { type Level, type ZoneKindRow, zoneKindRow } from '../../plan/index.ts';
import type { Slab } from '../kernel/field-kernel.ts';
import { slabLossDb } from '../materials/obstacle-loss.ts';
import { buildObstacles } from './build-scene.ts';
import {
  endlessMm,
  levelFacets,
  type ObstacleOptions,
  type PackedFacets,
  packFacets,
} from './level-facets.ts';

/** A closed outline without its repeated end, millimetres. */
type RingMm = [number, number][];

/** An outline followed by its holes. */
type Rings = RingMm[];

/** Rounding to whole millimetres can make neighbours overlap again; it settles in one or two rounds. */
const maxRounds = 4;
/** Square millimetres that an exact union may be off by: numbers have 53 bits. */
const areaToleranceMm2 = 0.25;

/** Ramps and lift shafts of a level, and corners of one, beyond which nobody looks for overlaps. */
const maxRamps = 30;
const maxShafts = 100;
const maxCorners = 200;

interface KnownRings {
  levels: readonly Level[];
  rings: Int32Array[];
}

/** Rings by the first level above: every band asks for the same floor. */
const known = new WeakMap<Level, KnownRings>();

/** Obstacles between the points of two levels, with their origin. */
export interface LevelCrossing extends PackedFacets {
  /** [slab count]: the level whose floor each slab is. */
  slabIds: string[];
}

/** Thickness of a floor where the plan gives none, metres. */
export const usualSlabM = 0.25;

/**
 * Obstacles that links between two levels can meet, either way: the facets of both and of every level
 * between, each from its own floor up to the floor above, and the floors between, with their openings. Of
 * several levels at one elevation the floor is that of a link's own end, else the one that loses most. Links
 * within one level get that level's obstacles alone.
 */
export function buildLevelCrossing(
  levels: readonly Level[],
  from: Level,
  to: Level,
  frequencyMhz: number,
  options: ObstacleOptions,
): LevelCrossing {
  if (from === to) return { ...buildObstacles(from, frequencyMhz, options), slabIds: [] };
  const floors = [...new Set(levels.map(floorMm))].sort((a, b) => a - b);
  const bottomMm = Math.min(floorMm(from), floorMm(to));
  const topMm = Math.max(floorMm(from), floorMm(to));
  const storeys = levels
    .filter((level) => floorMm(level) >= bottomMm && floorMm(level) <= topMm)
    .map((level) => {
      const floorIndex = floors.indexOf(floorMm(level));
      return {
        facets: levelFacets(level, frequencyMhz, { ...options, addsSquares: undefined }),
        floorMm: floorMm(level),
        lowestMm: floorIndex === 0 ? endlessMm.lowestMm : floorMm(level),
        highestMm: floors[floorIndex + 1] ?? endlessMm.highestMm,
      };
    });
  const { obstacles, sources } = packFacets(storeys);
  const slabs: Slab[] = [];
  const slabIds: string[] = [];
  for (const elevationMm of floors.filter((floor) => floor > bottomMm && floor <= topMm)) {
    const below = levels.filter((level) => floorMm(level) === floors[floors.indexOf(elevationMm) - 1]);
    const above = levels.filter((level) => floorMm(level) === elevationMm);
    const slabDb = (level: Level) =>
      slabLossDb(level.slabThicknessM ?? usualSlabM, frequencyMhz, options.materials);
    const end = above.find((level) => level === from || level === to);
    const owner = end ?? above.reduce((max, level) => (slabDb(level) > slabDb(max) ? level : max));
    slabs.push({
      elevationMm,
      lossUnits: dbToLossUnits(slabDb(owner)),
      openingsMm: slabOpeningRings(above, below),
    });
    slabIds.push(owner.id);
  }
  return { obstacles: slabs.length > 0 ? { ...obstacles, slabs } : obstacles, sources, slabIds };
}

function floorMm(level: Level): number {
  return metresToMm(level.elevationM);
}

/**
 * The area covered by any of the rings, as simple rings on whole millimetres, counter-clockwise, that do not overlap;
 * an island in it is left out by cutting the ring around it in two. Undefined where rounding does not settle.
 */
function uniteRingsMm(rings: readonly RingMm[]): RingMm[] | undefined {
  let current = tidyRings(rings);
  for (let round = 0; round < maxRounds; round++) {
    if (current.length === 0) return [];
    const united = uniteOnce(current);
    const apart = current.reduce((sum, ring) => sum + signedArea(ring), 0);
    const covered = united.reduce((sum, shape) => sum + shapeAreaMm2(shape), 0);
    if (Math.abs(apart - covered) <= areaToleranceMm2) return current;
    current = tidyRings(united.flatMap((shape) => openIslands(shape)));
  }
  return undefined;
}

/** Returns where two rings overlap, not yet on whole millimetres. */
function intersectRingsMm(a: RingMm, b: RingMm): RingMm[] {
  if (!boxesMeet(a, b)) return [];
  return shapesOf(intersect(featureCollection([shape([a]), shape([b])]))).flatMap((found) =>
    openIslands(found),
  );
}

function uniteOnce(rings: readonly RingMm[]): Rings[] {
  // A union wants two shapes or more; one twice is itself.
  const shapes = rings.map((ring) => shape([ring]));
  return shapesOf(union(featureCollection([...shapes, shapes[0]])));
}

/** The shape as rings without holes: cut along a line through its first hole, until none is left. */
function openIslands([outline, ...islands]: Rings): RingMm[] {
  const rings = [outline, ...islands.filter(hasWidth)];
  if (rings.length === 1) return rings;
  const xs = rings[0].map(([x]) => x);
  const ys = rings[0].map(([, y]) => y);
  const holeXs = rings[1].map(([x]) => x);
  const cut = (Math.min(...holeXs) + Math.max(...holeXs)) / 2;
  const [bottom, top] = [Math.min(...ys) - 1, Math.max(...ys) + 1];
  const sides = [
    [Math.min(...xs) - 1, cut],
    [cut, Math.max(...xs) + 1],
  ];
  return sides.flatMap(([left, right]) => {
    const box: RingMm = [
      [left, bottom],
      [right, bottom],
      [right, top],
      [left, top],
    ];
    return shapesOf(intersect(featureCollection([shape(rings), shape([box])]))).flatMap(openIslands);
  });
}

/** Returns whether something of an island is left on whole millimetres. */
function hasWidth(island: RingMm): boolean {
  const xs = island.map(([x]) => x);
  return Math.max(...xs) - Math.min(...xs) >= 1;
}

/** Returns rings on whole millimetres, counter-clockwise, without repeated corners and rings of no area. */
function tidyRings(rings: readonly RingMm[]): RingMm[] {
  return rings.flatMap((ring) => {
    const rounded = ring.map(([x, y]): [number, number] => [Math.round(x), Math.round(y)]);
    const corners = rounded.filter(([x, y], index) => {
      const [beforeX, beforeY] = rounded[(index + rounded.length - 1) % rounded.length];
      return x !== beforeX || y !== beforeY;
    });
    return corners.length < 3 || signedArea(corners) === 0 ? [] : [counterClockwise(corners)];
  });
}

function shapeAreaMm2([outline, ...holes]: Rings): number {
  const holesMm2 = holes.reduce((sum, hole) => sum + Math.abs(signedArea(hole)), 0);
  return Math.abs(signedArea(outline)) - holesMm2;
}

function shape(rings: Rings): ReturnType<typeof polygon> {
  return polygon(rings.map((ring) => [...ring, ring[0]]));
}

function shapesOf(feature: ReturnType<typeof union>): Rings[] {
  if (!feature) return [];
  const { geometry } = feature;
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return polygons.map((rings) =>
    rings.map((ring) => ring.slice(0, -1).map(([x, y]): [number, number] => [x, y])),
  );
}

function boxesMeet(a: RingMm, b: RingMm): boolean {
  return [0, 1].every((axis) => {
    const [as, bs] = [a, b].map((ring) => ring.map((point) => point[axis]));
    return Math.min(...as) < Math.max(...bs) && Math.min(...bs) < Math.max(...as);
  });
}

/**
 * The holes in the floor between two elevations, as the kernel wants them: simple rings on whole millimetres,
 * counter-clockwise, that do not overlap. They are the `slabOpenings` of the levels above; where a level has none
 * written, the points where its ramps overlap ramps of the levels below, and its lift shafts lift shafts.
 * @throws InputError where openings meet so closely that whole millimetres cannot keep them apart
 */
function slabOpeningRings(above: readonly Level[], below: readonly Level[]): Int32Array[] {
  const levels = [...above, ...below];
  const cached = known.get(above[0]);
  if (
    cached?.levels.length === levels.length &&
    cached.levels.every((level, index) => level === levels[index])
  ) {
    return cached.rings;
  }
  const rings = findRings(above, below);
  known.set(above[0], { levels, rings });
  return rings;
}

function findRings(above: readonly Level[], below: readonly Level[]): Int32Array[] {
  const rings = above.flatMap(
    (level) => level.slabOpenings?.map(({ polygon }) => ringMm(polygon)) ?? shared(level, below),
  );
  const united = uniteRingsMm(rings);
  if (united) return united.map((ring) => Int32Array.from(ring.flat()));
  throw new InputError([
    {
      at: say('slab-openings-of', { list: above.map((level) => level.id).join(', ') }),
      found: say('slab-openings-touch'),
      expected: say('slab-openings-apart'),
    },
  ]);
}

function shared(level: Level, below: readonly Level[]): RingMm[] {
  return openKinds.flatMap(({ isOpen, max }) => {
    const lower = below.flatMap((each) => zoneRings(each, isOpen, max));
    return zoneRings(level, isOpen, max).flatMap((upper) =>
      lower.flatMap((ring) => intersectRingsMm(upper, ring)),
    );
  });
}

/** Zones that have no slab where they lie over zones of their kind. */
const openKinds: { isOpen: (row: ZoneKindRow) => boolean; max: number }[] = [
  { isOpen: ({ isRamp }) => isRamp === true, max: maxRamps },
  { isOpen: ({ isLiftShaft }) => isLiftShaft === true, max: maxShafts },
];

function zoneRings(level: Level, isOpen: (row: ZoneKindRow) => boolean, max: number): RingMm[] {
  return (level.zones ?? [])
    .filter(({ kind, polygon }) => isOpen(zoneKindRow(kind)) && polygon.length <= maxCorners)
    .slice(0, max)
    .map((zone) => ringMm(zone.polygon));
}

function ringMm(polygon: readonly Point[]): RingMm {
  return polygon.map(([x, y]): [number, number] => [metresToMm(x), metresToMm(y)]);
}
