import { fieldJob } from '../fields/field-job.ts';
import type { FieldSolver } from '../kernel/field-kernel.ts';
import type { RequirementProfile } from '../plan/requirement-profile.ts';
import type { Antenna, Carrier } from '../plan/schema.ts';
import { cellKind, type Scene } from '../scene/scene.ts';
import type { CarrierMap } from './carrier-map.ts';
import {
  type CarrierMapOptions,
  createCarrierMap,
  listSources,
  type PlacedAntenna,
  writeSignals,
} from './compute-carrier-map.ts';
import { addSources, createPowerSums, type PowerSums, type SummedSource } from './power-sums.ts';

export interface MovingAntennaOptions extends Omit<CarrierMapOptions, 'memoryBytes'> {
  /** Solves the moving antenna's field, which is not kept. */
  solver: FieldSolver;
}

/** Received powers of all antennas but the moving one, mW, at the cells that count. */
interface FrozenPowers {
  /** The cells that are not of kind `none`. The other arrays are of these: [counted], or [counted, n]. */
  counted: Int32Array;
  /** Of the strongest of the other serving cells, and the sum of those listed before the moving antenna's. */
  bestMw: Float64Array;
  sumMw: Float64Array;
  /** Of those listed after, each. */
  laterCellsMw: Float64Array;
  /** In the moving antenna's serving cell: the sum of the antennas before it, and each after it. */
  ownCellMw: Float64Array;
  laterAntennasMw: Float64Array;
  /** Of the strongest other antenna, and its index; −1 where there is none. */
  strongestMw: Float64Array;
  strongestAntenna: Int16Array;
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

  /**
   * The map with the antenna as given: somewhere else, or with other powers, but of the same level and serving cell.
   * Undefined is the map without it.
   * @param into a map of an earlier call to be overwritten
   */
  async mapWith(antenna: Antenna | undefined, into?: CarrierMap): Promise<CarrierMap> {
    const map = into ?? createCarrierMap(this.#scene, this.#carrier);
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
    const { bestMw, sumMw } = this.#total;
    for (let index = 0; index < counted.length; index += 1) {
      const cell = counted[index];
      const alone = movingMw[cell];
      let own = frozen.ownCellMw[index] + alone;
      for (let at = laterAntennas * index; at < laterAntennas * (index + 1); at += 1) {
        own += frozen.laterAntennasMw[at];
      }
      let sum = frozen.sumMw[index] + own;
      for (let at = laterCells * index; at < laterCells * (index + 1); at += 1)
        sum += frozen.laterCellsMw[at];
      sumMw[cell] = sum;
      bestMw[cell] = Math.max(own, frozen.bestMw[index]);
      const other = frozen.strongestMw[index];
      const otherAntenna = frozen.strongestAntenna[index];
      const wins = alone > other || (alone === other && alone > 0 && movingIndex < otherAntenna);
      bestAntenna[cell] = wins ? movingIndex : otherAntenna;
    }
  }
}

/** Runs through the sources in their order, opening a new sum wherever the moving antenna changes what follows. */
async function freezeOthers(
  scene: Scene,
  sources: ReturnType<typeof listSources>,
  moving: number,
  options: MovingAntennaOptions,
): Promise<FrozenPowers> {
  const { cells } = scene;
  const counted = countedCells(cells);
  const sums = createPowerSums(cells.length);
  const strongestAntenna = new Int16Array(cells.length).fill(-1);
  const sumMw = new Float64Array(counted.length);
  const bestMw = new Float64Array(counted.length);
  const laterCells: Float64Array[] = [];
  let ownCellMw: Float64Array = new Float64Array(counted.length);
  const laterAntennas: Float64Array[] = [];
  /** Powers of consecutive antennas summed from nothing, as if they were a serving cell. [counted] */
  const sumOf = async (part: typeof sources): Promise<Float64Array> => {
    const summed: SummedSource[] = part.map((source, order) => ({
      ...source,
      endsServingCell: order === part.length - 1,
    }));
    const places = part.map(({ place }) => place);
    const { fields, model, profile } = options;
    const pathLossDb = await fields.fields(scene, places, model, profile.phoneHeightM);
    sums.sumMw.fill(0);
    addSources(sums, scene, summed, pathLossDb, strongestAntenna);
    return gather(sums.sumMw, counted, new Float64Array(counted.length));
  };
  const servingCells = split(sources, ({ endsServingCell }) => endsServingCell);
  const own = servingCells.findIndex((part) => part.some(({ antenna }) => antenna === moving));
  for (const [order, part] of servingCells.entries()) {
    if (order === own) {
      const antennas = split(part, ({ endsAntenna }) => endsAntenna);
      const at = antennas.findIndex(([{ antenna }]) => antenna === moving);
      const before = antennas.slice(0, at).flat();
      if (before.length > 0) ownCellMw = await sumOf(before);
      for (const later of antennas.slice(at + 1)) laterAntennas.push(await sumOf(later));
      continue;
    }
    const cellMw = await sumOf(part);
    if (order > own) laterCells.push(cellMw);
    for (let index = 0; index < counted.length; index += 1) {
      if (order < own) sumMw[index] += cellMw[index];
      if (cellMw[index] > bestMw[index]) bestMw[index] = cellMw[index];
    }
  }
  return {
    counted,
    bestMw,
    sumMw,
    laterCellsMw: interleave(laterCells, counted.length),
    ownCellMw,
    laterAntennasMw: interleave(laterAntennas, counted.length),
    strongestMw: gather(sums.strongestMw, counted, new Float64Array(counted.length)),
    strongestAntenna: gather(strongestAntenna, counted, new Int16Array(counted.length)),
  };
}

function countedCells(cells: Uint8Array): Int32Array {
  const counted = new Int32Array(cells.length);
  let count = 0;
  for (let cell = 0; cell < cells.length; cell += 1) {
    if (cells[cell] !== cellKind.none) counted[count++] = cell;
  }
  return counted.slice(0, count);
}

function gather<Values extends Float64Array | Int16Array>(
  values: Values,
  cells: Int32Array,
  into: Values,
): Values {
  for (let index = 0; index < cells.length; index += 1) into[index] = values[cells[index]];
  return into;
}

/** [n] of [count] as [count, n]: what one cell needs lies together. */
function interleave(lists: readonly Float64Array[], count: number): Float64Array {
  const result = new Float64Array(lists.length * count);
  lists.forEach((list, place) => {
    for (let index = 0; index < count; index += 1) result[index * lists.length + place] = list[index];
  });
  return result;
}

/** Consecutive items in groups, each up to one that ends it. */
function split<Item>(items: readonly Item[], ends: (item: Item) => boolean): Item[][] {
  const groups: Item[][] = [];
  let first = 0;
  items.forEach((item, index) => {
    if (!ends(item)) return;
    groups.push(items.slice(first, index + 1));
    first = index + 1;
  });
  return groups;
}

function clear(sums: PowerSums): void {
  for (const values of Object.values(sums)) (values as Float64Array).fill(0);
}
