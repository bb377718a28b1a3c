/**
 * Slopes of a margin, location by location: what deviations of the garage from the model take from it. They are those of the
 * serving cell; where several of its antennas add up, powers weigh.
 */
export interface MarginSlopes {
  /** Loss per unit that the exponent is larger: 10 lg(d / 10 m), dB. [locations] */
  distanceDb: Float32Array;
  /** Loss beyond the distance law, dB: by how much the margin falls where obstacles cost twice as much. [locations] */
  obstaclesDb: Float32Array;
  /** Numbers of the two strongest antennas; −1 where there is none. [locations, 2] */
  antennas: Int16Array;
  /** Gain of the margin per dB of each of the two: its fraction of the power, 0–1. [locations, 2] */
  antennaRatios: Float32Array;
}

/** Slopes of a carrier's margin at some cells of its map. */
export interface CellSlopes {
  /** Numbers of the cells. [locations] */
  cells: Int32Array;
  slopes: MarginSlopes;
}

/** Distance at which exponent and bias of a garage are told apart best. */
const referenceM = 10;

/** Loss at a distance per unit of exponent, dB. */
export function exponentSlopeDb(distanceM: number): number {
  return 10 * Math.log10(Math.max(distanceM, 1e-3) / referenceM);
}

/** Antennas whose own deviations count at a location. */
export const slopeAntennas = 2;

export function createMarginSlopes(count: number): MarginSlopes {
  return {
    distanceDb: new Float32Array(count),
    obstaclesDb: new Float32Array(count),
    antennas: new Int16Array(slopeAntennas * count).fill(-1),
    antennaRatios: new Float32Array(slopeAntennas * count),
  };
}

/** Power of a serving cell at one location, and its parts. */
class CellLinks {
  powerMw = 0;
  distanceDbMw = 0;
  obstaclesDbMw = 0;
  first = -1;
  firstMw = 0;
  second = -1;
  secondMw = 0;

  clear(): void {
    this.powerMw = 0;
    this.distanceDbMw = 0;
    this.obstaclesDbMw = 0;
    this.first = -1;
    this.firstMw = 0;
    this.second = -1;
    this.secondMw = 0;
  }

  addAntenna(antenna: number, powerMw: number): void {
    if (powerMw > this.firstMw) {
      this.second = this.first;
      this.secondMw = this.firstMw;
      this.first = antenna;
      this.firstMw = powerMw;
    } else if (powerMw > this.secondMw) {
      this.second = antenna;
      this.secondMw = powerMw;
    }
  }
}

/** The slopes of one carrier at one location: sources are added in the order of the power sums. */
export class SlopeSums {
  #adding = new CellLinks();
  #best = new CellLinks();
  #antennaMw = 0;

  /** Begins another location. */
  clear(): void {
    this.#adding.clear();
    this.#best.clear();
    this.#antennaMw = 0;
  }

  /** @param distanceDb of `exponentSlopeDb` */
  addSource(powerMw: number, distanceDb: number, obstaclesDb: number): void {
    this.#antennaMw += powerMw;
    this.#adding.powerMw += powerMw;
    this.#adding.distanceDbMw += powerMw * distanceDb;
    this.#adding.obstaclesDbMw += powerMw * obstaclesDb;
  }

  endAntenna(antenna: number): void {
    this.#adding.addAntenna(antenna, this.#antennaMw);
    this.#antennaMw = 0;
  }

  endServingCell(): void {
    const added = this.#adding;
    if (added.powerMw > this.#best.powerMw) {
      this.#adding = this.#best;
      this.#best = added;
    }
    this.#adding.clear();
  }

  /**
   * Writes the slopes of the serving cell; all 0 where nothing serves.
   * @param ratio fraction of the deviations that is left where a walk has measured them, 0–1
   */
  write(into: MarginSlopes, at: number, ratio = 1): void {
    const { powerMw, distanceDbMw, obstaclesDbMw, first, firstMw, second, secondMw } = this.#best;
    if (powerMw === 0) return;
    into.distanceDb[at] = (ratio * distanceDbMw) / powerMw;
    into.obstaclesDb[at] = (ratio * obstaclesDbMw) / powerMw;
    into.antennas[slopeAntennas * at] = first;
    into.antennas[slopeAntennas * at + 1] = second;
    into.antennaRatios[slopeAntennas * at] = (ratio * firstMw) / powerMw;
    into.antennaRatios[slopeAntennas * at + 1] = (ratio * secondMw) / powerMw;
  }
}

/** Slopes at some locations of others, by their numbers there, side by side. */
export function slopesAt(slopes: MarginSlopes, indices: ArrayLike<number>): MarginSlopes {
  const found = createMarginSlopes(indices.length);
  for (let to = 0; to < indices.length; to += 1) copySlopes(slopes, indices[to], found, to);
  return found;
}

/** Slopes at cells of a map; undefined where one of them was not asked for. */
export function slopesOfCells(
  { cells: known, slopes }: CellSlopes,
  cells: ArrayLike<number>,
): MarginSlopes | undefined {
  const indexOf = new Map<number, number>();
  known.forEach((cell, index) => {
    indexOf.set(cell, index);
  });
  const indices = Int32Array.from(cells, (cell) => indexOf.get(cell) ?? -1);
  return indices.includes(-1) ? undefined : slopesAt(slopes, indices);
}

/** Slopes of several lists, one list after another; undefined where one of them has none. */
export function joinSlopes(lists: readonly (MarginSlopes | undefined)[]): MarginSlopes | undefined {
  const all = lists.flatMap((each) => each ?? []);
  if (all.length < lists.length) return undefined;
  const joined = createMarginSlopes(all.reduce((sum, { distanceDb }) => sum + distanceDb.length, 0));
  let to = 0;
  for (const each of all) {
    for (let from = 0; from < each.distanceDb.length; from += 1, to += 1) copySlopes(each, from, joined, to);
  }
  return joined;
}

function copySlopes(source: MarginSlopes, from: number, target: MarginSlopes, to: number): void {
  target.distanceDb[to] = source.distanceDb[from];
  target.obstaclesDb[to] = source.obstaclesDb[from];
  for (let order = 0; order < slopeAntennas; order += 1) {
    const [at, into] = [slopeAntennas * from + order, slopeAntennas * to + order];
    target.antennas[into] = source.antennas[at];
    target.antennaRatios[into] = source.antennaRatios[at];
  }
}
