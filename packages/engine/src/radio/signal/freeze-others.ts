import { cellKind } from '../scene/cell-kinds.ts';
import type { Scene } from '../scene/scene.ts';
import type { CarrierMapOptions, listSources } from './compute-carrier-map.ts';
import { addSources, createPowerSums, type SummedSource } from './power-sums.ts';

/** Received powers of all antennas but the moving one, mW, at the cells that count. */
export interface FrozenPowers {
  /** The cells that are not of kind `none`. The other arrays are of these: [counted], or [counted, n]. */
  counted: Int32Array;
  /** Of the strongest of the other serving cells, its antennas' squares, and the sum of those listed before the own. */
  bestMw: Float64Array;
  bestSquareMw2: Float64Array;
  sumMw: Float64Array;
  /** Of those listed after, each. */
  laterCellsMw: Float64Array;
  /** In the moving antenna's serving cell: the sums of the antennas before it, and each after it. */
  ownCellMw: Float64Array;
  ownSquareMw2: Float64Array;
  laterAntennasMw: Float64Array;
  /** Of the strongest other antenna, and its index; −1 where there is none. */
  strongestMw: Float64Array;
  strongestAntenna: Int16Array;
}

/** Runs through the sources in their order, opening a new sum wherever the moving antenna changes what follows. */
export async function freezeOthers(
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
  let ownCellMw: Float64Array = new Float64Array(counted.length);
  let ownSquareMw2: Float64Array = new Float64Array(counted.length);
  const laterAntennas: Float64Array[] = [];
  const sumOf = async (part: typeof sources): Promise<ServingCellPowers> => {
    await sumAlone(part, { scene, sums, strongestAntenna }, options);
    return {
      cellMw: gather(sums.sumMw, counted, new Float64Array(counted.length)),
      squareMw2: gather(sums.bestSquareMw2, counted, new Float64Array(counted.length)),
    };
  };
  const servingCells = split(sources, ({ endsServingCell }) => endsServingCell);
  const own = servingCells.findIndex((part) => part.some(({ antenna }) => antenna === moving));
  for (const [order, part] of servingCells.entries()) {
    if (order === own) {
      const antennas = split(part, ({ endsAntenna }) => endsAntenna);
      const at = antennas.findIndex(([{ antenna }]) => antenna === moving);
      const before = antennas.slice(0, at).flat();
      if (before.length > 0) ({ cellMw: ownCellMw, squareMw2: ownSquareMw2 } = await sumOf(before));
      for (const later of antennas.slice(at + 1)) laterAntennas.push((await sumOf(later)).cellMw);
      continue;
    }
    const { cellMw, squareMw2 } = await sumOf(part);
    if (order > own) laterCells.push(cellMw);
    for (let index = 0; index < counted.length; index += 1) {
      if (order < own) sumMw[index] += cellMw[index];
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
    ownCellMw,
    ownSquareMw2,
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
  const places = part.map(({ place }) => place);
  const pathLossDb = await fields.fields(scene, places, model, profile.phoneHeightM);
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
