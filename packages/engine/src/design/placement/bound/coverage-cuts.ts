import type { Row } from '../../../core/index.ts';
import type { BoundFloor, BoundLayer } from './bound-problem.ts';
import { gainStep, gainSteps, type Majorants } from './majorants.ts';

/** Consecutive locations of a walk that share one column of the linear program. */
const locationsPerBlock = 36;
/** Gains below change nothing but the size of the program; what they could add up to is given away. */
const minGainRatio = 1e-5;
/** Parts of a candidate below are none. */
const minPart = 1e-9;
/** Majorants that a search for a low one leaps over at first; a power of two. */
const widestStride = 8;

interface CutFloor {
  candidates: Int32Array;
  kinds: Uint8Array;
  /** [carriers] of [locations × candidates]: `gainStep` of each ratio. */
  steps: Uint16Array[];
  /** [carriers] of [locations]: the same of what is there anyway; 0 for nothing. */
  outside: Uint16Array[];
  /** [carriers] of [locations]: the majorant that was taken there last. */
  taken: Uint8Array[];
  firstBlock: number;
}

/** One layer as columns of a linear program, mean service per block of locations, and the cuts that bound them. */
export class CoverageCuts {
  /** [blocks]: locations of each. */
  readonly weights: number[] = [];
  readonly neededLocations: number;
  readonly #floors: CutFloor[];
  readonly #majorants: readonly Majorants[];
  readonly #firstColumn: number;
  readonly #maxAntennas: number;

  /** @param majorants [kinds] */
  constructor(
    { floors, biasDb, neededRatio }: BoundLayer,
    majorants: readonly Majorants[],
    firstColumn: number,
    maxAntennas: number,
  ) {
    this.#firstColumn = firstColumn;
    this.#maxAntennas = maxAntennas;
    this.#majorants = majorants;
    let locations = 0;
    this.#floors = floors.map((floor) => {
      const cut = { ...stepsOf(floor, biasDb), firstBlock: this.weights.length };
      for (let first = 0; first < floor.kinds.length; first += locationsPerBlock) {
        this.weights.push(Math.min(locationsPerBlock, floor.kinds.length - first));
      }
      locations += floor.kinds.length;
      return cut;
    });
    this.neededLocations = neededRatio * locations;
  }

  /** The row that asks for enough service over all blocks. */
  neededRow(): Row {
    return {
      columns: Int32Array.from(this.weights, (_, block) => this.#firstColumn + block),
      values: Float64Array.from(this.weights),
      lower: this.neededLocations,
      upper: Number.POSITIVE_INFINITY,
    };
  }

  /**
   * Most locations served by parts of candidates, and the cuts of the blocks that claim more in the program's solution.
   * @param columns the solution: candidates first
   */
  separate(columns: Float64Array, tolerance: number): { servedLocations: number; cuts: Row[] } {
    const cuts: Row[] = [];
    let servedLocations = 0;
    for (const floor of this.#floors) {
      const support = supportOf(floor, columns);
      const locations = floor.kinds.length;
      for (let first = 0; first < locations; first += locationsPerBlock) {
        const last = Math.min(locations, first + locationsPerBlock);
        const block = floor.firstBlock + first / locationsPerBlock;
        const chosen: Int16Array[] = [];
        let served = 0;
        for (let location = first; location < last; location += 1) {
          const { value, majorants } = this.#tightest(floor, location, support);
          served += value;
          chosen.push(majorants);
        }
        servedLocations += served;
        const claimed = columns[this.#firstColumn + block] * (last - first);
        if (claimed > served + tolerance * (last - first)) cuts.push(this.#cut(floor, first, chosen, block));
      }
    }
    return { servedLocations: servedLocations, cuts };
  }

  /**
   * Low majorants of a location there, one per carrier; none where the constant 1 is lower. Any is valid: the search
   * goes downhill from the one that was taken there last.
   */
  #tightest(
    { candidates, kinds, steps, outside, taken }: CutFloor,
    location: number,
    { indices, parts }: Support,
  ): { value: number; majorants: Int16Array } {
    const { bases, gains } = this.#majorants[kinds[location]];
    const row = location * candidates.length;
    const majorants = new Int16Array(steps.length);
    let total = 0;
    for (let carrier = 0; carrier < steps.length && total < 1; carrier += 1) {
      const carrierSteps = steps[carrier];
      const there = outside[carrier][location];
      let best = taken[carrier][location];
      let min = Number.POSITIVE_INFINITY;
      const look = (majorant: number) => {
        const table = majorant * gainSteps;
        let value = bases[majorant] + gains[table + there];
        for (let index = 0; index < indices.length && value < min; index += 1) {
          value += gains[table + carrierSteps[row + indices[index]]] * parts[index];
        }
        if (value >= min) return false;
        min = value;
        best = majorant;
        return true;
      };
      look(best);
      for (let stride = widestStride; stride >= 1; stride >>= 1) {
        while (best + stride < bases.length && look(best + stride));
        while (best - stride >= 0 && look(best - stride));
      }
      taken[carrier][location] = best;
      majorants[carrier] = best;
      total += min;
    }
    return total < 1 ? { value: total, majorants } : { value: 1, majorants: none };
  }

  #cut(floor: CutFloor, first: number, chosen: readonly Int16Array[], block: number): Row {
    const { candidates, kinds, steps, outside } = floor;
    const count = candidates.length;
    const sums = new Float64Array(count);
    let constant = 0;
    chosen.forEach((majorants, offset) => {
      if (majorants.length === 0) {
        constant += 1;
        return;
      }
      const location = first + offset;
      const { bases, gains } = this.#majorants[kinds[location]];
      const row = location * count;
      majorants.forEach((majorant, carrier) => {
        const carrierSteps = steps[carrier];
        const table = majorant * gainSteps;
        constant += bases[majorant] + gains[table + outside[carrier][location]];
        for (let index = 0; index < count; index += 1)
          sums[index] += gains[table + carrierSteps[row + index]];
      });
    });
    const weight = chosen.length;
    const minSum = minGainRatio * weight;
    const dropped = sums.filter((sum) => sum < minSum).sort();
    for (const sum of dropped.subarray(Math.max(0, dropped.length - this.#maxAntennas))) constant += sum;
    const columns = new Int32Array(count - dropped.length + 1);
    const values = new Float64Array(columns.length);
    let end = 0;
    for (let index = 0; index < count; index += 1) {
      if (sums[index] < minSum) continue;
      columns[end] = candidates[index];
      values[end] = -sums[index] / weight;
      end += 1;
    }
    columns[end] = this.#firstColumn + block;
    values[end] = 1;
    return { columns, values, lower: Number.NEGATIVE_INFINITY, upper: constant / weight };
  }
}

const none = new Int16Array(0);

/** Candidates of a floor that a solution has parts of. */
interface Support {
  indices: number[];
  parts: number[];
}

function supportOf({ candidates }: CutFloor, columns: Float64Array): Support {
  const indices = [...candidates.keys()].filter((index) => columns[candidates[index]] > minPart);
  return { indices, parts: indices.map((index) => columns[candidates[index]]) };
}

function stepsOf({ candidates, carriers, kinds }: BoundFloor, biasDb: number): Omit<CutFloor, 'firstBlock'> {
  const steps = carriers.map(({ ratios }) => {
    const packedSteps = new Uint16Array(kinds.length * candidates.length);
    ratios.forEach((ratio, index) => {
      for (let location = 0; location < kinds.length; location += 1) {
        packedSteps[location * candidates.length + index] = gainStep(ratio[location], biasDb);
      }
    });
    return packedSteps;
  });
  const outside = carriers.map((carrier) =>
    Uint16Array.from(kinds, (_, location) => gainStep(carrier.outside?.[location] ?? 0, biasDb)),
  );
  const taken = carriers.map(() => new Uint8Array(kinds.length));
  return { candidates, kinds, steps, outside, taken };
}
