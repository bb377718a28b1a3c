import type { FitSample } from './fit-model.ts';

/** The samples in an order of their own, whatever order they came in. */
export function sortSamples<Sample extends FitSample>(samples: readonly Sample[]): Sample[] {
  const text = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...samples].sort(
    (a, b) =>
      text(a.level, b.level) ||
      a.x - b.x ||
      a.y - b.y ||
      text(a.series, b.series) ||
      a.measuredDbm - b.measuredDbm ||
      Number(a.censored) - Number(b.censored),
  );
}

/**
 * Sorted samples as compact blocks of one level each, at most `max` in one unless more share a location: halved again
 * and again across the longer side of the box around them. Indices, in order.
 */
export function sampleBlocks(samples: readonly FitSample[], max: number): number[][] {
  const blocks: number[][] = [];
  const levels = new Map<string, number[]>();
  for (const [index, { level }] of samples.entries())
    levels.set(level, [...(levels.get(level) ?? []), index]);
  for (const indices of levels.values()) halve(samples, indices, max, blocks);
  return blocks;
}

function halve(samples: readonly FitSample[], indices: number[], max: number, blocks: number[][]): void {
  const extent = (axis: 'x' | 'y') => {
    const values = indices.map((index) => samples[index][axis]);
    return values.reduce((a, b) => Math.max(a, b)) - values.reduce((a, b) => Math.min(a, b));
  };
  const [width, depth] = [extent('x'), extent('y')];
  if (indices.length <= max || (width === 0 && depth === 0)) {
    blocks.push(indices);
    return;
  }
  const axis = width >= depth ? 'x' : 'y';
  const values = indices.map((index) => samples[index][axis]).sort((a, b) => a - b);
  const middle = values[values.length >> 1];
  // Samples of one location stay together.
  const cut = middle > values[0] ? middle : (values.find((value) => value > middle) as number);
  halve(
    samples,
    indices.filter((index) => samples[index][axis] < cut),
    max,
    blocks,
  );
  halve(
    samples,
    indices.filter((index) => samples[index][axis] >= cut),
    max,
    blocks,
  );
}
