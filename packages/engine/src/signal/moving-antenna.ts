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

/** Received powers of all antennas but the moving one. Each array is [rows, columns], mW. */
interface FrozenPowers {
  /** Of the strongest of the other serving cells, and the sum of those listed before the moving antenna's. */
  bestMw: Float64Array;
  sumMw: Float64Array;
  /** Of those listed after, each. */
  laterCellsMw: Float64Array[];
  /** In the moving antenna's serving cell: the sum of the antennas before it, and each after it. */
  ownCellMw: Float64Array;
  laterAntennasMw: Float64Array[];
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
    const { cells } = this.#scene;
    const frozen = this.#frozen;
    const movingIndex = this.#moving?.index ?? -1;
    const { bestMw, sumMw } = this.#total;
    // One antenna alone is its own serving cell and the strongest.
    const movingMw = this.#own.sumMw;
    bestMw.set(frozen.ownCellMw);
    add(bestMw, movingMw);
    for (const laterMw of frozen.laterAntennasMw) add(bestMw, laterMw);
    sumMw.set(frozen.sumMw);
    add(sumMw, bestMw);
    for (const laterMw of frozen.laterCellsMw) add(sumMw, laterMw);
    for (let cell = 0; cell < cells.length; cell += 1) {
      if (cells[cell] === cellKind.none) continue;
      bestMw[cell] = Math.max(bestMw[cell], frozen.bestMw[cell]);
      const ownMw = movingMw[cell];
      const other = frozen.strongestMw[cell];
      const otherAntenna = frozen.strongestAntenna[cell];
      const wins = ownMw > other || (ownMw === other && ownMw > 0 && movingIndex < otherAntenna);
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
  const count = scene.cells.length;
  const total = createPowerSums(count);
  const strongestAntenna = new Int16Array(count).fill(-1);
  const frozen: FrozenPowers = {
    bestMw: new Float64Array(count),
    sumMw: new Float64Array(count),
    laterCellsMw: [],
    ownCellMw: new Float64Array(count),
    laterAntennasMw: [],
    strongestMw: total.strongestMw,
    strongestAntenna,
  };
  /** Powers of consecutive antennas summed from nothing, as if they were a serving cell. */
  const sumOf = async (part: typeof sources): Promise<Float64Array> => {
    const summed: SummedSource[] = part.map((source, order) => ({
      ...source,
      endsServingCell: order === part.length - 1,
    }));
    const places = part.map(({ place }) => place);
    const { fields, model, profile } = options;
    const pathLossDb = await fields.fields(scene, places, model, profile.phoneHeightM);
    total.bestMw = new Float64Array(count);
    total.sumMw.fill(0);
    addSources(total, scene, summed, pathLossDb, strongestAntenna);
    return total.bestMw;
  };
  const servingCells = split(sources, ({ endsServingCell }) => endsServingCell);
  const own = servingCells.findIndex((part) => part.some(({ antenna }) => antenna === moving));
  for (const [index, part] of servingCells.entries()) {
    if (index === own) {
      const antennas = split(part, ({ endsAntenna }) => endsAntenna);
      const at = antennas.findIndex(([{ antenna }]) => antenna === moving);
      const before = antennas.slice(0, at).flat();
      if (before.length > 0) frozen.ownCellMw = await sumOf(before);
      for (const later of antennas.slice(at + 1)) frozen.laterAntennasMw.push(await sumOf(later));
      continue;
    }
    const cellMw = await sumOf(part);
    if (index < own) add(frozen.sumMw, cellMw);
    else frozen.laterCellsMw.push(cellMw);
    for (let cell = 0; cell < count; cell += 1) {
      if (cellMw[cell] > frozen.bestMw[cell]) frozen.bestMw[cell] = cellMw[cell];
    }
  }
  return frozen;
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

function add(sum: Float64Array, powers: Float64Array): void {
  for (let cell = 0; cell < sum.length; cell += 1) sum[cell] += powers[cell];
}

function clear(sums: PowerSums): void {
  for (const values of Object.values(sums)) (values as Float64Array).fill(0);
}
