import type { Region } from './regions.ts';

/** Numbers this near to whole ones are looked at only where no other is left. */
const leastDoubt = 0.02;

/** The region of the coarsest rank whose number of antennas is most undecided, and that number; undefined where all are whole. */
export function chooseBranch(
  regions: readonly Region[],
  columns: Float64Array,
): { region: number; value: number } | undefined {
  const doubts = regions.map(({ rank, candidates }, region) => {
    let value = 0;
    for (const candidate of candidates) value += columns[candidate];
    return { region, rank, value, doubt: Math.abs(value - Math.round(value)) };
  });
  const clear = doubts.filter(({ doubt }) => doubt > leastDoubt);
  // Whole regions, yet not whole candidates: the largest doubt decides, however small.
  const open = clear.length > 0 ? clear : doubts.filter(({ doubt }) => doubt > 1e-6);
  const rank = clear.length > 0 ? clear[0].rank : undefined;
  let best: (typeof doubts)[number] | undefined;
  for (const candidate of open) {
    if (rank !== undefined && candidate.rank !== rank) break;
    if (!best || candidate.doubt > best.doubt) best = candidate;
  }
  return best;
}
