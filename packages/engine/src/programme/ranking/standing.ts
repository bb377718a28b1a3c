/** Where amounts stand among others: as many of them known as there are. */
export interface Standing {
  /** Share of the known amounts that are less, and half of those alike: 0–1. */
  shareBelow(amount: number): number;
  /** Share of the known amounts that are at least as much, above 0 and at most 1: 0.03 is the top 3 %. */
  shareFromTop(amount: number): number;
}

/** @param amounts those that are known, in any order */
export function standingAmong(amounts: readonly number[]): Standing {
  const sorted = Float64Array.from(amounts).sort();
  const countBelow = (amount: number, orAlike: boolean) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (orAlike ? sorted[middle] <= amount : sorted[middle] < amount) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    shareBelow: (amount) => (countBelow(amount, false) + countBelow(amount, true)) / (2 * sorted.length),
    shareFromTop: (amount) => (sorted.length - countBelow(amount, false)) / sorted.length,
  };
}
