/** A stretch of a line, from ≤ to. */
export type Interval = [number, number];

/** Sorted, disjoint union; stretches closer than `gap` become one. */
export function mergeIntervals(intervals: readonly Interval[], gap = 0): Interval[] {
  const sorted = [...intervals].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const merged: Interval[] = [];
  for (const [from, to] of sorted) {
    const last = merged[merged.length - 1];
    if (last && from <= last[1] + gap) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/** Parts of `whole` outside all of `taken` (any order). */
export function subtractIntervals(whole: Interval, taken: readonly Interval[]): Interval[] {
  let rest: Interval[] = [whole];
  for (const [from, to] of taken) {
    rest = rest.flatMap(([a, b]): Interval[] => {
      if (to <= a || from >= b) return [[a, b]];
      const parts: Interval[] = [];
      if (from > a) parts.push([a, from]);
      if (to < b) parts.push([to, b]);
      return parts;
    });
  }
  return rest;
}
