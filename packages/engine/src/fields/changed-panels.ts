import { OBLIQUE_FIELDS, type Obstacles, type Slab } from '../kernel/field-kernel.ts';
import { obliqueStarts } from '../kernel/oblique-steps.ts';

/** More changed panels than this are not worth patching. */
const mostChanged = 32;
const known = new WeakMap<Obstacles, WeakMap<Obstacles, Int32Array | undefined>>();

/**
 * Segments of the panels that only one of two obstacle sets has, as ax, ay, bx, by in mm; empty where both hold the
 * same panels in any order. Undefined where a patch makes no sense: a slab changed, or too many panels. Each pair of
 * sets is compared once.
 */
export function changedPanels(before: Obstacles, after: Obstacles): Int32Array | undefined {
  if (before === after) return new Int32Array(0);
  let pairs = known.get(before);
  if (!pairs) {
    pairs = new WeakMap();
    known.set(before, pairs);
  }
  if (!pairs.has(after)) pairs.set(after, comparePanels(before, after));
  return pairs.get(after);
}

function comparePanels(before: Obstacles, after: Obstacles): Int32Array | undefined {
  if (describeSlabs(before.slabs) !== describeSlabs(after.slabs)) return undefined;
  if (differsWidely(before, after)) return undefined;
  /** Per panel how many more of it there are before than after. */
  const surplus = new Map<string, { index: number; from: Obstacles; count: number }>();
  const places = differentPlaces(before, after);
  const countPanels = (from: Obstacles, step: 1 | -1) => {
    for (const index of places ?? from.lossUnits.keys()) {
      if (from.lossUnits[index] === 0 && !from.obliqueSteps) continue;
      const key = describePanel(from, index);
      const entry = surplus.get(key);
      if (entry) entry.count += step;
      else surplus.set(key, { index, from, count: step });
    }
  };
  countPanels(before, 1);
  countPanels(after, -1);
  const changed = [...surplus.values()].filter(({ count }) => count !== 0);
  if (changed.length > mostChanged) return undefined;
  // A panel that changed its loss is one shadow, not two.
  const segments = new Map<string, Int32Array>();
  for (const { from, index } of changed) {
    const segment = from.segmentsMm.subarray(4 * index, 4 * index + 4);
    segments.set(segment.join(), segment);
  }
  return Int32Array.from([...segments.values()].flatMap((segment) => [...segment]));
}

/**
 * Where two sets of as many panels have others: what is alike in its place, as nearly all is beside a wall that moved, need
 * not be counted. Undefined where places say nothing.
 */
function differentPlaces(before: Obstacles, after: Obstacles): number[] | undefined {
  const count = before.lossUnits.length;
  if (count !== after.lossUnits.length || before.obliqueSteps || after.obliqueSteps) return undefined;
  const places: number[] = [];
  for (let index = 0; index < count; index += 1) {
    if (!isSamePanel(before, after, index)) places.push(index);
  }
  return places;
}

function isSamePanel(before: Obstacles, after: Obstacles, index: number): boolean {
  const { segmentsMm, lossUnits, heightsMm } = before;
  const at = 4 * index;
  return (
    lossUnits[index] === after.lossUnits[index] &&
    segmentsMm[at] === after.segmentsMm[at] &&
    segmentsMm[at + 1] === after.segmentsMm[at + 1] &&
    segmentsMm[at + 2] === after.segmentsMm[at + 2] &&
    segmentsMm[at + 3] === after.segmentsMm[at + 3] &&
    heightsMm?.[2 * index] === after.heightsMm?.[2 * index] &&
    heightsMm?.[2 * index + 1] === after.heightsMm?.[2 * index + 1]
  );
}

/** Whether rows of cars came, went or changed: told without a look at each panel's numbers as text. */
function differsWidely(before: Obstacles, after: Obstacles): boolean {
  const { segmentsMm, lossUnits } = before;
  if (lossUnits.length !== after.lossUnits.length) {
    return Math.abs(lossUnits.length - after.lossUnits.length) > mostChanged;
  }
  if (!segmentsMm.every((valueMm, index) => valueMm === after.segmentsMm[index])) return false;
  const others = lossUnits.filter((units, index) => units !== after.lossUnits[index]);
  return others.length > mostChanged;
}

function describePanel(obstacles: Obstacles, index: number): string {
  const { segmentsMm, lossUnits, heightsMm, obliqueSteps } = obstacles;
  const at = 4 * index;
  const starts = obliqueStarts(obstacles);
  // All of a step but the number of its panel.
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
