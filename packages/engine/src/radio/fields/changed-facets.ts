import { OBLIQUE_FIELDS, type Obstacles, type Slab } from '../kernel/field-kernel.ts';
import { obliqueStarts } from '../kernel/leakage.ts';

/** More changed facets than this are not worth patching. */
const maxChanged = 32;
const known = new WeakMap<Obstacles, WeakMap<Obstacles, Int32Array | undefined>>();

/**
 * Segments of the facets that only one of two obstacle sets has, as ax, ay, bx, by in mm; empty where both hold the
 * same facets in any order. Undefined where a patch makes no sense: a slab changed, or too many facets. Each pair of
 * sets is compared once.
 */
export function changedFacets(before: Obstacles, after: Obstacles): Int32Array | undefined {
  if (before === after) return new Int32Array(0);
  let pairs = known.get(before);
  if (!pairs) {
    pairs = new WeakMap();
    known.set(before, pairs);
  }
  if (!pairs.has(after)) pairs.set(after, compareFacets(before, after));
  return pairs.get(after);
}

function compareFacets(before: Obstacles, after: Obstacles): Int32Array | undefined {
  if (describeSlabs(before.slabs) !== describeSlabs(after.slabs)) return undefined;
  if (differsWidely(before, after)) return undefined;
  /** How many more of each facet there are before than after. */
  const surplus = new Map<string, { index: number; from: Obstacles; count: number }>();
  const { first, same } = alikeAtEnds(before, after);
  const countFacets = (from: Obstacles, step: 1 | -1) => {
    for (let index = first; index < from.lossUnits.length - same; index += 1) {
      if (from.lossUnits[index] === 0 && !from.obliqueSteps) continue;
      const key = describePanel(from, index);
      const entry = surplus.get(key);
      if (entry) entry.count += step;
      else surplus.set(key, { index, from, count: step });
    }
  };
  countFacets(before, 1);
  countFacets(after, -1);
  const changed = [...surplus.values()].filter(({ count }) => count !== 0);
  if (changed.length > maxChanged) return undefined;
  // A facet that changed its loss is one shadow, not two.
  const segments = new Map<string, Int32Array>();
  for (const { from, index } of changed) {
    const segment = from.segmentsMm.subarray(4 * index, 4 * index + 4);
    segments.set(segment.join(), segment);
  }
  return Int32Array.from([...segments.values()].flatMap((segment) => [...segment]));
}

/**
 * Number of facets at the beginning and at the end of two sets that are alike, as nearly all are beside a
 * wall that moved: they need not be compared.
 */
function alikeAtEnds(before: Obstacles, after: Obstacles): { first: number; same: number } {
  if (before.obliqueSteps || after.obliqueSteps) return { first: 0, same: 0 };
  const [countBefore, countAfter] = [before.lossUnits.length, after.lossUnits.length];
  const max = Math.min(countBefore, countAfter);
  let first = 0;
  while (first < max && isSameFacet(before, first, after, first)) first += 1;
  let same = 0;
  while (same < max - first && isSameFacet(before, countBefore - 1 - same, after, countAfter - 1 - same))
    same += 1;
  return { first, same };
}

function isSameFacet(before: Obstacles, index: number, after: Obstacles, other: number): boolean {
  const { segmentsMm: was, heightsMm: wasHigh } = before;
  const { segmentsMm: is, heightsMm: isHigh } = after;
  return (
    before.lossUnits[index] === after.lossUnits[other] &&
    was[4 * index] === is[4 * other] &&
    was[4 * index + 1] === is[4 * other + 1] &&
    was[4 * index + 2] === is[4 * other + 2] &&
    was[4 * index + 3] === is[4 * other + 3] &&
    wasHigh?.[2 * index] === isHigh?.[2 * other] &&
    wasHigh?.[2 * index + 1] === isHigh?.[2 * other + 1]
  );
}

/** Returns whether rows of cars came, went or changed: told without a look at each facet's numbers as text. */
function differsWidely(before: Obstacles, after: Obstacles): boolean {
  const { segmentsMm, lossUnits } = before;
  if (lossUnits.length !== after.lossUnits.length) {
    return Math.abs(lossUnits.length - after.lossUnits.length) > maxChanged;
  }
  if (!segmentsMm.every((valueMm, index) => valueMm === after.segmentsMm[index])) return false;
  const others = lossUnits.filter((units, index) => units !== after.lossUnits[index]);
  return others.length > maxChanged;
}

function describePanel(obstacles: Obstacles, index: number): string {
  const { segmentsMm, lossUnits, heightsMm, obliqueSteps } = obstacles;
  const at = 4 * index;
  const starts = obliqueStarts(obstacles);
  // All of a step but the number of its facet.
  const oblique =
    starts && obliqueSteps
      ? obliqueSteps
          .subarray(OBLIQUE_FIELDS * starts[index], OBLIQUE_FIELDS * starts[index + 1])
          .filter((_, field) => field % OBLIQUE_FIELDS !== 0)
          .join()
      : '';
  const heights = heightsMm ? `${heightsMm[2 * index]},${heightsMm[2 * index + 1]}` : '';
  return `${segmentsMm[at]},${segmentsMm[at + 1]},${segmentsMm[at + 2]},${segmentsMm[at + 3]},${lossUnits[index]},${heights},${oblique}`;
}

function describeSlabs(slabs: readonly Slab[] = []): string {
  return slabs
    .map(
      (slab) =>
        `${slab.elevationMm},${slab.lossUnits}:${slab.openingsMm.map((ring) => ring.join()).join(';')}`,
    )
    .join('|');
}
