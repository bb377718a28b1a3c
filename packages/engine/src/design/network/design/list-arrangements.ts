import type { SplitOption } from './design-parts.ts';

/** A part and which groups of a subset its outputs feed, in their order. */
export interface Arrangement {
  option: SplitOption;
  groups: number[];
}

/** Arrangements of the same parts, which every node of every tree asks for. */
const known = new WeakMap<readonly SplitOption[], Map<number, readonly Arrangement[]>>();

/** Every way to split a subset by one part. */
export function listArrangements(splits: readonly SplitOption[], subset: number): readonly Arrangement[] {
  const bySubset = known.get(splits) ?? new Map<number, readonly Arrangement[]>();
  known.set(splits, bySubset);
  const found = bySubset.get(subset) ?? arrangementsOf(splits, subset);
  bySubset.set(subset, found);
  return found;
}

function arrangementsOf(splits: readonly SplitOption[], subset: number): Arrangement[] {
  return splits.flatMap((option) =>
    partitions(subset, option.lossesDb.length, option.isEven).map((groups) => ({ option, groups })),
  );
}

/** A subset in so many groups, in every way; for equal outputs each partition once. */
function partitions(subset: number, count: number, isEven: boolean): number[][] {
  if (count === 1) return subset > 0 ? [[subset]] : [];
  const found: number[][] = [];
  const lowest = subset & -subset;
  for (let group = (subset - 1) & subset; group > 0; group = (group - 1) & subset) {
    // With equal outputs the first takes the group with the lowest item.
    if (isEven && (group & lowest) === 0) continue;
    for (const rest of partitions(subset ^ group, count - 1, isEven)) found.push([group, ...rest]);
  }
  return found;
}
