import { counterClockwise, offsetRing, type Point, ringContains, simplifyRing } from '../../../core/index.ts';
import type { LevelSummary } from '../../../plan/index.ts';
import type { FloorFacts } from '../../drawing/drawing.ts';
import { touchesItself, untangleRing } from '../../drawing/untangle-ring.ts';
import { tuning } from '../../tuning.ts';
import type { LevelRegions, Region } from './level-graph.ts';

const { smallestHoleM2, largestHoleRatio, largestHolesRatio } = tuning.roomsRecogniseOutline;

/** The level's outer boundary (outer face of the outer wall) and the courtyards or earth inside it. */
export interface FoundOutline {
  outline: Point[];
  holes: Point[][];
  /** Source of the outline. */
  by: LevelSummary['outline']['by'];
  /** Fraction of `inside` points that the outline holds. */
  heldRatio: number;
  /** Area of holes that nothing but closed walls speaks for, m². */
  doubtedHolesM2?: number;
  /** Drawn around what stands there, because the outer walls do not close. */
  isAssumed?: boolean;
  /** A line of the drawing runs along all of it. */
  isDrawn?: boolean;
  /** It is the cheapest edge of all. */
  isCheapest?: boolean;
  /** Widest gap that was closed around what stands there, m. */
  closedGapM?: number;
  /** Facts about the floor that the format states. */
  floor?: FloorFacts;
}

/**
 * Outline from the largest connected piece. `inside` are points that must be on the floor (bays, columns);
 * a large region with outer walls around it, no opening and none of these points is a hole, but not where it is most of
 * the level.
 */
export function recogniseOutline(
  regions: LevelRegions,
  inside: readonly Point[],
  isNamed: (ring: readonly Point[]) => boolean,
): FoundOutline | undefined {
  const [largest] = regions.outer;
  if (!largest) return undefined;
  const outline = outward(largest, 1);
  const held = inside.filter((point) => ringContains(outline, point)).length;
  const found: { hole: Point[]; areaM2: number; isDoubted: boolean }[] = [];
  for (const region of regions.inner) {
    if (region.areaM2 < smallestHoleM2 || region.areaM2 > largestHoleRatio * largest.areaM2) continue;
    if (!isEnclosed(region)) continue;
    const ring = simplifyRing(region.ring);
    if (inside.some((point) => ringContains(ring, point)) || isNamed(ring)) continue;
    if (!ringContains(outline, ring[0])) continue;
    const inner = outward(region, -1);
    // Many short edges close together cannot be moved apart.
    const hole = touchesItself(inner) ? ring : inner;
    if (touchesItself(hole)) continue;
    found.push({ hole, areaM2: region.areaM2, isDoubted: !holdsEarth(region) });
  }
  const doubted = found.filter(({ isDoubted }) => isDoubted);
  const doubtedM2 = doubted.reduce((sum, { areaM2 }) => sum + areaM2, 0);
  // Several that leave less than they take are the floor itself, divided by walls whose doors are not drawn.
  const largestDoubtedM2 = Math.max(0, ...doubted.map(({ areaM2 }) => areaM2));
  const areFloor =
    doubtedM2 > largestHolesRatio * largest.areaM2 && largestDoubtedM2 < largestHolesRatio * doubtedM2;
  const holes = found.flatMap(({ hole, isDoubted }) => (areFloor && isDoubted ? [] : [hole]));
  const doubtedHolesM2 = areFloor ? 0 : doubtedM2;
  const heldRatio = inside.length > 0 ? held / inside.length : 1;
  return { outline, holes, by: 'walls', heldRatio, ...(doubtedHolesM2 > 0 ? { doubtedHolesM2 } : {}) };
}

/** Thick walls all around and no way in. */
function isEnclosed(region: Region): boolean {
  return region.boundaries.every((boundary) => boundary.kind === 'wall' && boundary.thicknessM >= 0.24);
}

/** All around on a layer of retaining walls. */
function holdsEarth(region: Region): boolean {
  return region.boundaries.every(({ wall }) => wall?.layerClass === 'retaining-wall');
}

/** The ring moved by half the thickness of each wall: outward (1) or inward (−1). */
function outward(region: Region, sign: 1 | -1): Point[] {
  // Joined by direction first, so that every edge keeps one thickness.
  const ring: Point[] = [];
  const offsets: number[] = [];
  const count = region.ring.length;
  for (let i = 0; i < count; i++) {
    ring.push(region.ring[i]);
    const { kind, thicknessM } = region.boundaries[i];
    offsets.push(kind === 'opening' ? neighbourThicknessM(region, i) / 2 : thicknessM / 2);
  }
  const moved = simplifyRing(
    offsetRing(
      ring,
      offsets.map((offset) => sign * offset),
    ),
    0.003,
  );
  return counterClockwise(untangleRing(moved));
}

function neighbourThicknessM(region: Region, index: number): number {
  const count = region.boundaries.length;
  for (let step = 1; step < count; step++) {
    const { kind, thicknessM } = region.boundaries[(index + step) % count];
    if (kind !== 'opening') return thicknessM;
  }
  return 0;
}
