import type { Position } from '../../plan/schema.ts';

/** Sides of the boxes whose number of antennas is branched on, metres, coarse to fine; then single candidates. */
const boxSidesM = [40, 20, 10, 5];

/** Candidates in a box of a level. */
export interface Region {
  /** 0 for the coarsest; single candidates come last. */
  rank: number;
  candidates: Int32Array;
}

/** All regions of the candidates that may still be placed, level by level; boxes with the same candidates are listed once. */
export function findRegions(
  positions: readonly Position[],
  levels: ArrayLike<number>,
  open: Int32Array,
): Region[] {
  const regions: Region[] = [];
  const known = new Set<string>();
  const add = (rank: number, candidates: readonly number[]) => {
    const key = candidates.join();
    if (known.has(key)) return;
    known.add(key);
    regions.push({ rank, candidates: Int32Array.from(candidates) });
  };
  const levelNumbers = [...new Set(open.map((candidate) => levels[candidate]))];
  if (levelNumbers.length > 1) {
    for (const level of levelNumbers)
      add(
        0,
        [...open].filter((candidate) => levels[candidate] === level),
      );
  }
  boxSidesM.forEach((sideM, index) => {
    const boxes = new Map<string, number[]>();
    for (const candidate of open) {
      const [x, y] = positions[candidate];
      const key = `${levels[candidate]} ${Math.floor(x / sideM)} ${Math.floor(y / sideM)}`;
      const box = boxes.get(key);
      if (box) box.push(candidate);
      else boxes.set(key, [candidate]);
    }
    for (const box of boxes.values()) add(index + 1, box);
  });
  for (const candidate of open) add(boxSidesM.length + 1, [candidate]);
  return regions;
}
