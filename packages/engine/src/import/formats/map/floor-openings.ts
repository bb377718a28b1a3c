import { type Point, ringContains, segmentsCross } from '../../../core/index.ts';
import type { PlacedFeature } from './classify-feature.ts';

/** Openings of one floor that are looked at, and corners of all. */
const mostOpenings = 500;
const mostCorners = 5000;

/** The openings in a floor that lie on it, apart from its edge and from each other: its holes. */
export function floorOpenings(features: readonly PlacedFeature[], outline: PlacedFeature): PlacedFeature[] {
  const [edge, ...holes] = outline.rings;
  let corners = outline.rings.reduce((sum, ring) => sum + ring.length, 0);
  return features
    .filter(({ featureClass, shape }) => featureClass === 'floor-opening' && shape === 'area')
    .slice(0, mostOpenings)
    .filter(({ rings: [ring] }) => {
      corners += ring.length;
      if (corners > mostCorners || !ring.every((point) => ringContains(edge, point))) return false;
      if (ringsCross(ring, edge) || holes.some((hole) => ringsOverlap(ring, hole))) return false;
      holes.push(ring);
      return true;
    });
}

function ringsOverlap(p: readonly Point[], q: readonly Point[]): boolean {
  return ringContains(p, q[0]) || ringContains(q, p[0]) || ringsCross(p, q);
}

function ringsCross(p: readonly Point[], q: readonly Point[]): boolean {
  return p.some((a, i) =>
    q.some((c, j) => segmentsCross(a, p[(i + 1) % p.length], c, q[(j + 1) % q.length])),
  );
}
