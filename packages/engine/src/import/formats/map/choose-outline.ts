import {
  boundsOf,
  distanceToBounds,
  type Point,
  ringContains,
  segmentsCross,
  signedArea,
} from '../../../core/index.ts';
import type { PlacedFeature } from './classify-feature.ts';

/** What may bound a floor; the first that holds the floor wins. */
const ranks: readonly string[] = ['level', 'outline', 'building', 'parking-area'];
/** Share of the walls' and bays' points that lie inside a floor's outline. */
const leastHeldRatio = 0.9;
const mostSamples = 4000;
/** Candidates looked at, and points of walls times corners of a candidate. */
const mostCandidates = 60;
const mostComparisons = 20_000_000;
/** Rings larger than this are not tested for crossing themselves. */
const largestTestedRing = 1500;

/** The area that bounds the level's floor: a stated one that holds what stands on it. */
export function chooseOutline(
  features: readonly PlacedFeature[],
  standing: readonly Point[],
): PlacedFeature | undefined {
  const step = Math.max(1, Math.ceil(standing.length / mostSamples));
  const samples = standing.filter((_, i) => i % step === 0);
  const middle = samples.length > 0 ? middleOf(samples) : undefined;
  const candidates = features
    .filter(({ featureClass, shape, closed }) => ranks.includes(featureClass) && (shape === 'area' || closed))
    .sort(
      (p, q) =>
        ranks.indexOf(p.featureClass) - ranks.indexOf(q.featureClass) ||
        Number(p.isShared ?? false) - Number(q.isShared ?? false) ||
        Math.abs(signedArea(q.rings[0])) - Math.abs(signedArea(p.rings[0])),
    );
  return candidates.slice(0, mostCandidates).find(({ rings: [ring] }) => {
    const [x, y] = middle ?? ring[0];
    if (ring.length < 3 || distanceToBounds([x, y], boundsOf(ring)) > 0 || crossesItself(ring)) return false;
    // Walls are drawn on the outline: their points are looked at from the middle.
    const every = Math.ceil((samples.length * ring.length) / mostComparisons) || 1;
    const looked = samples.filter((_, i) => i % every === 0);
    const held = looked.filter(([px, py]) =>
      ringContains(ring, [px + 0.02 * (x - px), py + 0.02 * (y - py)]),
    ).length;
    return held >= leastHeldRatio * looked.length;
  });
}

function middleOf(points: readonly Point[]): Point {
  let x = 0;
  let y = 0;
  for (const point of points) {
    x += point[0] / points.length;
    y += point[1] / points.length;
  }
  return [x, y];
}

function crossesItself(ring: readonly Point[]): boolean {
  const count = ring.length;
  if (count > largestTestedRing) return false;
  for (let i = 0; i < count; i++) {
    for (let j = i + 2; j < count; j++) {
      if (i === 0 && j === count - 1) continue;
      if (segmentsCross(ring[i], ring[(i + 1) % count], ring[j], ring[(j + 1) % count])) return true;
    }
  }
  return false;
}
