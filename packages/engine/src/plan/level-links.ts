import { meanPoint, type Point, ringContains } from '../core/index.ts';
import type { Level } from './schema.ts';

/** A way for cables from one level to another. */
export interface LevelLink {
  /** Indices of the levels and the places where the riser stands on each. */
  ends: [{ levelIndex: number; position: Point }, { levelIndex: number; position: Point }];
  heightM: number;
  /** False where a core or ramp stands in for a shaft that the plan does not have. */
  isShaft: boolean;
}

/** Shafts of two levels whose places are no farther apart are one, metres. */
const sameShaftM = 3;

/**
 * Ways between levels: shafts that stand above each other; between two levels without such a pair the cores and ramps
 * that do.
 */
export function levelLinks(levels: readonly Level[]): LevelLink[] {
  const links: LevelLink[] = [];
  for (let upper = 0; upper < levels.length; upper += 1) {
    for (let lower = upper + 1; lower < levels.length; lower += 1) {
      const heightM = Math.abs(levels[upper].elevationM - levels[lower].elevationM);
      const shafts = stackedShafts(levels[upper], levels[lower]);
      const pairs = shafts.length > 0 ? shafts : stackedZones(levels[upper], levels[lower]);
      for (const [above, below] of pairs) {
        const ends: LevelLink['ends'] = [
          { levelIndex: upper, position: above },
          { levelIndex: lower, position: below },
        ];
        links.push({ ends, heightM, isShaft: shafts.length > 0 });
      }
    }
  }
  return links;
}

function stackedShafts(a: Level, b: Level): [Point, Point][] {
  const below = shaftPlaces(b);
  return shaftPlaces(a).flatMap((place): [Point, Point][] => {
    const farM = (other: Point) => Math.hypot(other[0] - place[0], other[1] - place[1]);
    const near = below.filter((other) => farM(other) <= sameShaftM).sort((p, q) => farM(p) - farM(q));
    return near.length > 0 ? [[place, near[0]]] : [];
  });
}

function shaftPlaces(level: Level): Point[] {
  return (level.facilities ?? []).flatMap(({ kind, position, path }): Point[] => {
    const place = position ?? path?.[0];
    return kind === 'shaft' && place ? [place] : [];
  });
}

function stackedZones(a: Level, b: Level): [Point, Point][] {
  return (['core', 'lift-car', 'stair', 'ramp'] as const).flatMap((kind) => {
    const below = (b.zones ?? []).filter((zone) => zone.kind === kind);
    return (a.zones ?? []).flatMap((zone): [Point, Point][] => {
      if (zone.kind !== kind) return [];
      const place = meanPoint(zone.polygon);
      const isStacked = below.some(({ polygon }) => ringContains(polygon, place));
      return isStacked && ringContains(zone.polygon, place) ? [[place, place]] : [];
    });
  });
}
