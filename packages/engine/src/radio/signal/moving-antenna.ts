import type { Antenna, Carrier, RequirementProfile } from '../../plan/index.ts';
import { fieldJob } from '../fields/field-job.ts';
import type { FieldSolver, Grid } from '../kernel/field-kernel.ts';
import type { Scene } from '../scene/scene.ts';
import type { PlacedAntenna } from './antenna-sources.ts';
import type { CarrierMap } from './carrier-map.ts';
import { type CarrierMapOptions, createCarrierMap, listSources } from './compute-carrier-map.ts';
import { type FrozenPowers, freezeOthers } from './freeze-others.ts';
import { addSources, createPowerSums, type PowerSums } from './power-sums.ts';
import { writeSignals } from './write-signals.ts';

export interface MovingAntennaOptions extends Omit<CarrierMapOptions, 'memoryBytes'> {
  /** Solves the moving antenna's field, which is not kept. */
  solver: FieldSolver;
}

/**
 * The map of one carrier on one level while one antenna moves: what the others give is frozen once, a new position
 * costs one field and one pass over the cells. Every map has the bits of `computeCarrierMap` with the antenna there:
 * powers are added in the same order, never taken off a total again.
 */
export class MovingAntennaMap {
  readonly #scene: Scene;
  readonly #carrier: Carrier;
  readonly #profile: RequirementProfile;
  readonly #options: MovingAntennaOptions;
  /** The antenna as it was when the others were frozen; undefined where the map does not hear it. */
  readonly #moving: PlacedAntenna | undefined;
  readonly #frozen: FrozenPowers;
  readonly #total: PowerSums;
  readonly #own: PowerSums;

  private constructor(
    scene: Scene,
    carrier: Carrier,
    moving: PlacedAntenna | undefined,
    options: MovingAntennaOptions,
    frozen: FrozenPowers,
  ) {
    this.#scene = scene;
    this.#carrier = carrier;
    this.#profile = options.profile;
    this.#options = options;
    this.#moving = moving;
    this.#frozen = frozen;
    this.#total = createPowerSums(scene.cells.length);
    this.#own = createPowerSums(scene.cells.length);
  }

  /**
   * Freezes what all antennas but one give.
   * @param antennas all that the map hears, in the plan's order
   * @param movingIndex index into the plan of the one that moves
   */
  static async freeze(
    scene: Scene,
    carrier: Carrier,
    antennas: readonly PlacedAntenna[],
    movingIndex: number,
    options: MovingAntennaOptions,
  ): Promise<MovingAntennaMap> {
    const sources = listSources(scene, antennas, carrier, options.profile);
    const moving = antennas.find(({ index }) => index === movingIndex);
    const frozen = await freezeOthers(scene, sources, movingIndex, options);
    return new MovingAntennaMap(scene, carrier, moving, options, frozen);
  }

  /** Whether the map depends on the moving antenna. */
  get matters(): boolean {
    return this.#moving !== undefined;
  }

  /** Of every map. */
  get grid(): Grid {
    return this.#scene.grid;
  }

  /**
   * The map with the antenna as given: somewhere else, or with other powers, but of the same level and serving cell.
   * Undefined is the map without it.
   * @param into a map of an earlier call to be overwritten
   */
  async mapWith(antenna: Antenna | undefined, into?: CarrierMap): Promise<CarrierMap> {
    const map = into ?? createCarrierMap(this.#scene, this.#carrier, this.#profile);
    const { model, solver } = this.#options;
    const placed = antenna && this.#moving ? [{ ...this.#moving, antenna }] : [];
    const sources = listSources(this.#scene, placed, this.#carrier, this.#profile);
    const jobs = sources.map(({ place }) => fieldJob(this.#scene, place, model, this.#profile.phoneHeightM));
    const pathLossDb = await solver.solve(jobs);
    clear(this.#own);
    addSources(this.#own, this.#scene, sources, pathLossDb, map.bestAntenna);
    this.#combine(map);
    writeSignals(map, 0, this.#total, this.#carrier, this.#profile);
    return map;
  }

  #combine({ bestAntenna }: CarrierMap): void {
    const { counted, ...frozen } = this.#frozen;
    const laterAntennas = frozen.laterAntennasMw.length / counted.length;
    const laterCells = frozen.laterCellsMw.length / counted.length;
    const movingIndex = this.#moving?.index ?? -1;
    // One antenna alone is its own serving cell.
    const movingMw = this.#own.sumMw;
    const { bestMw, bestSquareMw2, sumMw, strongestMw } = this.#total;
    for (let index = 0; index < counted.length; index += 1) {
      const cell = counted[index];
      const alone = movingMw[cell];
      let own = frozen.ownCellMw[index] + alone;
      let ownSquare = frozen.ownSquareMw2[index] + alone * alone;
      for (let at = laterAntennas * index; at < laterAntennas * (index + 1); at += 1) {
        const later = frozen.laterAntennasMw[at];
        own += later;
        ownSquare += later * later;
      }
      let sum = frozen.sumMw[index] + own;
      for (let at = laterCells * index; at < laterCells * (index + 1); at += 1)
        sum += frozen.laterCellsMw[at];
      sumMw[cell] = sum;
      const best = frozen.bestMw[index];
      const bestSquare = frozen.bestSquareMw2[index];
      const ownIsBest = own > best || (own === best && ownSquare > bestSquare);
      bestMw[cell] = ownIsBest ? own : best;
      bestSquareMw2[cell] = ownIsBest ? ownSquare : bestSquare;
      const other = frozen.strongestMw[index];
      const otherAntenna = frozen.strongestAntenna[index];
      const wins = alone > other || (alone === other && alone > 0 && movingIndex < otherAntenna);
      bestAntenna[cell] = wins ? movingIndex : otherAntenna;
      strongestMw[cell] = wins ? alone : other;
    }
  }
}

function clear(sums: PowerSums): void {
  for (const values of Object.values(sums)) (values as Float64Array).fill(0);
}
