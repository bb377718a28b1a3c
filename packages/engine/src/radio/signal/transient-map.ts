import type { Carrier } from '../../plan/index.ts';
import { isSameGrid } from '../kernel/grouped-grid.ts';
import { cellKind } from '../scene/build-grid.ts';
import type { Scene } from '../scene/build-scene.ts';
import type { CarrierMap } from './carrier-map.ts';
import {
  type CarrierMapOptions,
  createCarrierMap,
  listSources,
  writeSignals,
} from './compute-carrier-map.ts';
import type { PlacedAntenna } from './detectable-antennas.ts';
import { addSources, createPowerSums, type PowerSums } from './power-sums.ts';

/** The map made last, and what it was made of. */
interface Last {
  /** Antennas, carrier and profile, as text. */
  context: string;
  cells: Uint8Array;
  pathLossDb: readonly Float32Array[];
  sums: PowerSums;
  map: CarrierMap;
}

/**
 * The map of one carrier on one level, again and again while walls are elsewhere each time: cells that hear every antenna as
 * before keep what they had. Every map has the bits of `computeCarrierMap` of the same fields.
 */
export class TransientMap {
  #last: Last | undefined;

  async next(
    scene: Scene,
    carrier: Carrier,
    antennas: readonly PlacedAntenna[],
    { model, profile, fields }: Omit<CarrierMapOptions, 'memoryBytes'>,
    into?: CarrierMap,
  ): Promise<CarrierMap> {
    const sources = listSources(scene, antennas, carrier, profile);
    const locations = sources.map(({ transmitter: location }) => location);
    const pathLossDb = await fields.fields(scene, locations, model, profile.phoneHeightM);
    const placed = antennas.map(({ antenna, index }) => [antenna, index]);
    const context = JSON.stringify([scene.levelId, placed, carrier, profile]);
    const known = this.#last;
    const isSame = known?.context === context && isSameGrid(known.map.grid, scene.grid);
    const { sums, map } = isSame
      ? known
      : { sums: createPowerSums(scene.cells.length), map: createCarrierMap(scene, carrier, profile) };
    const cells = isSame ? changedCells(known, scene.cells, pathLossDb) : scene.cells;
    if (isSame) uncount(map, known.cells, scene.cells);
    map.cells = scene.cells;
    clear(sums, map, cells);
    addSources(sums, { grid: scene.grid, cells }, sources, pathLossDb, map.bestAntenna);
    writeSignals({ ...map, cells }, 0, sums, carrier, profile);
    this.#last = { context, cells: scene.cells, pathLossDb, sums, map };
    return copyOf(map, into);
  }
}

/** The kinds of the cells that are another or where some field is another than before; all others as if they did not count. */
function changedCells(before: Last, cells: Uint8Array, pathLossDb: readonly Float32Array[]): Uint8Array {
  const changed = cells.map((kind, cell) => (kind === before.cells[cell] ? cellKind.none : kind));
  pathLossDb.forEach((field, source) => {
    const old = before.pathLossDb[source];
    if (field === old) return;
    for (let cell = 0; cell < cells.length; cell += 1) {
      if (field[cell] !== old[cell]) changed[cell] = cells[cell];
    }
  });
  return changed;
}

/** Cells on which a wall came to stand. */
function uncount(map: CarrierMap, before: Uint8Array, after: Uint8Array): void {
  const { rsrpDbm, sinrDb, marginDb, sigmaDb, servedProbability } = map;
  for (let cell = 0; cell < after.length; cell += 1) {
    if (after[cell] !== cellKind.none || before[cell] === cellKind.none) continue;
    for (const values of [rsrpDbm, sinrDb, marginDb, sigmaDb, servedProbability]) values[cell] = Number.NaN;
    map.limiting[cell] = 0;
    map.bestAntenna[cell] = -1;
  }
}

function clear(sums: PowerSums, { bestAntenna }: CarrierMap, cells: Uint8Array): void {
  const arrays = Object.values(sums) as Float64Array[];
  for (let cell = 0; cell < cells.length; cell += 1) {
    if (cells[cell] === cellKind.none) continue;
    for (const values of arrays) values[cell] = 0;
    bestAntenna[cell] = -1;
  }
}

/** Copies a map for whoever gives it away, in the arrays of an earlier one where they fit. */
function copyOf(map: CarrierMap, into: CarrierMap | undefined): CarrierMap {
  const used = into && isSameGrid(into.grid, map.grid) ? into : undefined;
  return {
    ...map,
    rsrpDbm: copied(map.rsrpDbm, used?.rsrpDbm),
    sinrDb: copied(map.sinrDb, used?.sinrDb),
    marginDb: copied(map.marginDb, used?.marginDb),
    sigmaDb: copied(map.sigmaDb, used?.sigmaDb),
    limiting: copied(map.limiting, used?.limiting),
    bestAntenna: copied(map.bestAntenna, used?.bestAntenna),
    servedProbability: copied(map.servedProbability, used?.servedProbability),
  };
}

function copied<Values extends Float32Array | Int16Array | Uint8Array>(
  values: Values,
  into: Values | undefined,
): Values {
  if (!into) return values.slice() as Values;
  into.set(values);
  return into;
}
