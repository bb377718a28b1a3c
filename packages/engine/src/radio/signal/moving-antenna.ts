import type { Antenna, Carrier, RequirementProfile } from '../../plan/index.ts';
import { fieldJob } from '../fields/trace-path-loss.ts';
import type { FieldSolver, Grid } from '../kernel/field-kernel.ts';
import { cellKind } from '../scene/build-grid.ts';
import type { Scene } from '../scene/build-scene.ts';
import type { CarrierMap } from './carrier-map.ts';
import {
  type CarrierMapOptions,
  comparePart,
  createCarrierMap,
  GridCorrector,
  listSources,
  type PartPowers,
  splitPowers,
  writeSignals,
} from './compute-carrier-map.ts';
import type { PlacedAntenna } from './detectable-antennas.ts';
import { addSources, createPowerSums, type PowerSums, type SummedSource } from './power-sums.ts';
import type { LevelCorrection } from './walk-residuals.ts';

export interface MovingAntennaOptions extends Omit<CarrierMapOptions, 'memoryBytes' | 'correct'> {
  /** Solves the moving antenna's field, which is not cached. */
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
  readonly #antennas: readonly PlacedAntenna[];
  readonly #frozen: FrozenPowers;
  /** Powers of the others by what a walk tells of them. */
  readonly #parts = new WeakMap<LevelCorrection, readonly PartPowers[]>();
  readonly #total: PowerSums;
  readonly #own: PowerSums;

  private constructor(
    scene: Scene,
    carrier: Carrier,
    antennas: readonly PlacedAntenna[],
    movingIndex: number,
    options: MovingAntennaOptions,
    frozen: FrozenPowers,
  ) {
    this.#scene = scene;
    this.#carrier = carrier;
    this.#profile = options.profile;
    this.#options = options;
    this.#moving = antennas.find(({ index }) => index === movingIndex);
    this.#antennas = antennas;
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
    const frozen = await freezeOthers(scene, sources, movingIndex, options);
    return new MovingAntennaMap(scene, carrier, antennas, movingIndex, options, frozen);
  }

  /** True when the map depends on the moving antenna. */
  get matters(): boolean {
    return this.#moving !== undefined;
  }

  /** The grid of every map. */
  get grid(): Grid {
    return this.#scene.grid;
  }

  /**
   * The map with the antenna as given: somewhere else, or with other powers, but of the same level and serving cell.
   * Undefined is the map without it.
   * @param into a map of an earlier call to be overwritten
   * @param correct what a walk test says with the antenna there; default nothing
   */
  async mapWith(
    antenna: Antenna | undefined,
    into?: CarrierMap,
    correct?: LevelCorrection,
  ): Promise<CarrierMap> {
    const map = into ?? createCarrierMap(this.#scene, this.#carrier, this.#profile);
    const { model, solver } = this.#options;
    const placed = antenna && this.#moving ? [{ ...this.#moving, antenna }] : [];
    const sources = listSources(this.#scene, placed, this.#carrier, this.#profile);
    const jobs = sources.map(({ transmitter: location }) =>
      fieldJob(this.#scene, location, model, this.#profile.phoneHeightM),
    );
    const pathLossDb = await solver.solve(jobs);
    clear(this.#own);
    addSources(this.#own, this.#scene, sources, pathLossDb, map.bestAntenna);
    this.#combine(map);
    const correctCell = correct && (await this.#corrector(map, correct, placed));
    writeSignals(map, 0, this.#total, this.#carrier, this.#profile, correctCell);
    return map;
  }

  async #corrector(map: CarrierMap, correct: LevelCorrection, placed: readonly PlacedAntenna[]) {
    const corrector = new GridCorrector(this.#scene.grid, map.bestAntenna, this.#antennas, correct);
    if (correct.isWhole) return corrector.of(undefined);
    const others = this.#parts.get(correct) ?? (await this.#splitOthers(correct));
    this.#parts.set(correct, others);
    const moving = placed.flatMap(({ antenna }): PartPowers[] => {
      const known = correct.partOf(antenna);
      return known ? [{ known, servingCell: antenna.cell, powerMw: this.#own.sumMw }] : [];
    });
    const parts = [...others, ...moving].sort((a, b) => comparePart(a.known, b.known));
    return corrector.of({ from: 0, bestMw: this.#total.bestMw, parts });
  }

  #splitOthers(correct: LevelCorrection): Promise<PartPowers[]> {
    const others = this.#antennas.filter((each) => each !== this.#moving);
    const sources = listSources(this.#scene, others, this.#carrier, this.#profile);
    return splitPowers(this.#scene, sources, others, correct, this.#options);
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
      let servingMw = frozen.cellMw[index] + alone;
      let servingSquareMw2 = frozen.cellSquareMw2[index] + alone * alone;
      for (let at = laterAntennas * index; at < laterAntennas * (index + 1); at += 1) {
        const later = frozen.laterAntennasMw[at];
        servingMw += later;
        servingSquareMw2 += later * later;
      }
      let sum = frozen.sumMw[index] + servingMw;
      for (let at = laterCells * index; at < laterCells * (index + 1); at += 1)
        sum += frozen.laterCellsMw[at];
      sumMw[cell] = sum;
      const best = frozen.bestMw[index];
      const bestSquare = frozen.bestSquareMw2[index];
      const isMovingBest = servingMw > best || (servingMw === best && servingSquareMw2 > bestSquare);
      bestMw[cell] = isMovingBest ? servingMw : best;
      bestSquareMw2[cell] = isMovingBest ? servingSquareMw2 : bestSquare;
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

/** Received powers of all antennas but the moving one, mW, at the cells that count. */
interface FrozenPowers {
  /** The cells that are not of kind `none`. The other arrays are of these: [counted], or [counted, n]. */
  counted: Int32Array;
  /** The strongest of the other serving cells, its antennas' squares, and the sum of those listed before the own. */
  bestMw: Float64Array;
  bestSquareMw2: Float64Array;
  sumMw: Float64Array;
  /** Each of those listed after. */
  laterCellsMw: Float64Array;
  /** Sums in the moving antenna's serving cell: those of the antennas before it, and each after it. */
  cellMw: Float64Array;
  cellSquareMw2: Float64Array;
  laterAntennasMw: Float64Array;
  /** The strongest other antenna, and its index; −1 where there is none. */
  strongestMw: Float64Array;
  strongestAntenna: Int16Array;
}

/** Runs through the sources in their order, opening a new sum wherever the moving antenna changes what follows. */
async function freezeOthers(
  scene: Scene,
  sources: ReturnType<typeof listSources>,
  moving: number,
  options: Pick<CarrierMapOptions, 'fields' | 'model' | 'profile'>,
): Promise<FrozenPowers> {
  const { cells } = scene;
  const counted = countedCells(cells);
  const sums = createPowerSums(cells.length);
  const strongestAntenna = new Int16Array(cells.length).fill(-1);
  const sumMw = new Float64Array(counted.length);
  const bestMw = new Float64Array(counted.length);
  const bestSquareMw2 = new Float64Array(counted.length);
  const laterCells: Float64Array[] = [];
  let servingMw: Float64Array = new Float64Array(counted.length);
  let servingSquareMw2: Float64Array = new Float64Array(counted.length);
  const laterAntennas: Float64Array[] = [];
  const sumOf = async (part: typeof sources): Promise<ServingCellPowers> => {
    await sumAlone(part, { scene, sums, strongestAntenna }, options);
    return {
      cellMw: gather(sums.sumMw, counted, new Float64Array(counted.length)),
      squareMw2: gather(sums.bestSquareMw2, counted, new Float64Array(counted.length)),
    };
  };
  const servingCells = split(sources, ({ endsServingCell }) => endsServingCell);
  const cellIndex = servingCells.findIndex((part) => part.some(({ antenna }) => antenna === moving));
  for (const [order, part] of servingCells.entries()) {
    if (order === cellIndex) {
      const antennas = split(part, ({ endsAntenna }) => endsAntenna);
      const at = antennas.findIndex(([{ antenna }]) => antenna === moving);
      const before = antennas.slice(0, at).flat();
      if (before.length > 0) ({ cellMw: servingMw, squareMw2: servingSquareMw2 } = await sumOf(before));
      for (const later of antennas.slice(at + 1)) laterAntennas.push((await sumOf(later)).cellMw);
      continue;
    }
    const { cellMw, squareMw2 } = await sumOf(part);
    if (order > cellIndex) laterCells.push(cellMw);
    for (let index = 0; index < counted.length; index += 1) {
      if (order < cellIndex) sumMw[index] += cellMw[index];
      const best = bestMw[index];
      if (cellMw[index] > best || (cellMw[index] === best && squareMw2[index] > bestSquareMw2[index])) {
        bestMw[index] = cellMw[index];
        bestSquareMw2[index] = squareMw2[index];
      }
    }
  }
  return {
    counted,
    bestMw,
    bestSquareMw2,
    sumMw,
    laterCellsMw: interleave(laterCells, counted.length),
    cellMw: servingMw,
    cellSquareMw2: servingSquareMw2,
    laterAntennasMw: interleave(laterAntennas, counted.length),
    strongestMw: gather(sums.strongestMw, counted, new Float64Array(counted.length)),
    strongestAntenna: gather(strongestAntenna, counted, new Int16Array(counted.length)),
  };
}

/** Powers of a serving cell, and the squares of its antennas' powers added up. [counted] each */
interface ServingCellPowers {
  cellMw: Float64Array;
  squareMw2: Float64Array;
}

/** Sums consecutive antennas from nothing, as if they were a serving cell, and goes on with the strongest antenna. */
async function sumAlone(
  part: ReturnType<typeof listSources>,
  {
    scene,
    sums,
    strongestAntenna,
  }: { scene: Scene; sums: ReturnType<typeof createPowerSums>; strongestAntenna: Int16Array },
  { fields, model, profile }: Pick<CarrierMapOptions, 'fields' | 'model' | 'profile'>,
): Promise<void> {
  const summed: SummedSource[] = part.map((source, order) => ({
    ...source,
    endsServingCell: order === part.length - 1,
  }));
  const locations = part.map(({ transmitter: location }) => location);
  const pathLossDb = await fields.fields(scene, locations, model, profile.phoneHeightM);
  for (const values of [sums.sumMw, sums.bestMw, sums.bestSquareMw2]) values.fill(0);
  addSources(sums, scene, summed, pathLossDb, strongestAntenna);
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
  lists.forEach((list, location) => {
    for (let index = 0; index < count; index += 1) result[index * lists.length + location] = list[index];
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
