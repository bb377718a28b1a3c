import type { Point } from '../../../core/index.ts';

/** Radii of the disks whose number of antennas is branched on, metres. */
const radiiM = [8, 14, 22, 35];
/** A disk is drawn around candidates that a solution has this much of. */
const minPart = 0.02;
/** Numbers this near to whole ones are looked at only where no other is left. */
const minDoubt = 0.02;

/** Candidates of a level whose number of antennas is branched on. */
export interface Region {
  key: string;
  candidates: Int32Array;
}

/** A region and how many antennas a solution has there. */
export interface Doubt {
  region: Region;
  value: number;
}

/** Finds regions that a solution leaves undecided: levels, disks around what it has much of, single candidates. */
export class Regions {
  readonly #positions: readonly Point[];
  readonly #levels: ArrayLike<number>;
  readonly #open: readonly number[];
  readonly #wholeLevels: Region[];
  readonly #known = new Map<string, Region>();

  /** @param open numbers of the candidates that may still be placed */
  constructor(positions: readonly Point[], levels: ArrayLike<number>, open: readonly number[]) {
    this.#positions = positions;
    this.#levels = levels;
    this.#open = open;
    const numbers = [...new Set(open.map((candidate) => levels[candidate]))];
    this.#wholeLevels =
      numbers.length < 2
        ? []
        : numbers.map((level) => ({
            key: `level ${level}`,
            candidates: Int32Array.from(open.filter((candidate) => levels[candidate] === level)),
          }));
  }

  /** The regions that a solution leaves undecided; none where it is whole. */
  undecided(columns: Float64Array): Doubt[] {
    const parts = this.#open
      .filter((candidate) => columns[candidate] > minPart)
      .sort((a, b) => columns[b] - columns[a] || a - b);
    const disks = radiiM.flatMap((radiusM) => {
      const covered = new Set<number>();
      return parts.flatMap((candidate) => {
        if (covered.has(candidate)) return [];
        const disk = this.#disk(candidate, radiusM);
        for (const inside of disk.candidates) covered.add(inside);
        return [disk];
      });
    });
    const doubts = [...this.#wholeLevels, ...disks]
      .map((region): Doubt => {
        let value = 0;
        for (const candidate of region.candidates) value += columns[candidate];
        return { region, value };
      })
      .filter(({ value }) => Math.abs(value - Math.round(value)) > minDoubt);
    if (doubts.length > 0) return doubts;
    // Whole regions, yet not whole candidates: the largest doubt decides, however small.
    const singles = this.#open
      .map((candidate) => ({ candidate, value: columns[candidate] }))
      .filter(({ value }) => Math.abs(value - Math.round(value)) > 1e-6)
      .sort((a, b) => Math.abs(a.value - 0.5) - Math.abs(b.value - 0.5) || a.candidate - b.candidate);
    return singles.slice(0, 4).map(({ candidate, value }) => ({ region: this.#disk(candidate, 0), value }));
  }

  #disk(middle: number, radiusM: number): Region {
    const key = `${middle} ${radiusM}`;
    const found = this.#known.get(key);
    if (found) return found;
    const [x, y] = this.#positions[middle];
    const candidates = this.#open.filter((candidate) => {
      if (radiusM === 0) return candidate === middle;
      if (this.#levels[candidate] !== this.#levels[middle]) return false;
      const [east, north] = this.#positions[candidate];
      return Math.hypot(east - x, north - y) <= radiusM;
    });
    const region = { key, candidates: Int32Array.from(candidates) };
    this.#known.set(key, region);
    return region;
  }
}
