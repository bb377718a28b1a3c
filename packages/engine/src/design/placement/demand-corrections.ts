import { dbToRatio, metresToMm } from '../../core/index.ts';
import type { Antenna, Carrier } from '../../plan/index.ts';
import {
  correctionAt,
  correctionLength,
  type FindCorrections,
  leftRatio,
  type PlacedAntenna,
} from '../../radio/index.ts';

/** Factor on what an antenna gives at a location of a level, metres. */
export type PowerFactor = (x: number, y: number) => number;

/** More than a garage is long, millimetres: a location as one number. */
const rowMm = 2 ** 24;

/** Corrections of candidates by a walk test: those of antennas that hang as measured, and of candidates near one that is gone. */
export class DemandCorrections {
  readonly #find: FindCorrections;
  readonly #known = new Map<string, Map<number, number>>();
  #minSigmaRatio = 1;

  /** @param find corrections of the plan with the antennas that stay and no others */
  constructor(find: FindCorrections) {
    this.#find = find;
  }

  /** Least fraction of its deviation that a level has left where it was corrected so far, 0–1. */
  get minSigmaRatio(): number {
    return this.#minSigmaRatio;
  }

  /** The factors on what antennas give on a level, by their numbers; none where a walk test tells nothing of one. */
  factorsOf(
    levelId: string,
    carrier: Carrier,
    placed: readonly PlacedAntenna[],
  ): Map<number, PowerFactor | undefined> {
    return new Map(
      placed.map(({ antenna, index }) => [index, this.#factorOf(levelId, carrier, antenna)] as const),
    );
  }

  #factorOf(levelId: string, carrier: Carrier, antenna: Antenna): PowerFactor | undefined {
    const correct = this.#find(levelId, carrier);
    const known = correct?.partOf(antenna);
    if (!correct || !known) return undefined;
    const { part, ratio } = known;
    const key = JSON.stringify([levelId, carrier.id, antenna.cell, part]);
    const levelsDb = this.#known.get(key) ?? new Map<number, number>();
    this.#known.set(key, levelsDb);
    const correction = new Float64Array(correctionLength);
    return (x, y) => {
      const at = Math.round(metresToMm(y)) * rowMm + Math.round(metresToMm(x));
      let levelDb = levelsDb.get(at);
      if (levelDb === undefined) {
        correct.correct(x, y, antenna.cell, part, correction);
        levelDb = correction[correctionAt.levelDb];
        levelsDb.set(at, levelDb);
        this.#minSigmaRatio = Math.min(this.#minSigmaRatio, leftRatio(correction));
      }
      return dbToRatio(ratio * levelDb);
    };
  }
}
