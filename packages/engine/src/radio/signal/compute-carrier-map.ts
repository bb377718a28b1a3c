import { metresToMm } from '../../core/index.ts';
import type { Carrier, FloorDemand, RequirementProfile } from '../../plan/index.ts';
import type { Transmitter } from '../fields/field-job.ts';
import type { FieldStack } from '../fields/field-stack.ts';
import type { PropagationModel } from '../propagation/propagation-model.ts';
import { cellKind } from '../scene/cell-kinds.ts';
import type { Scene } from '../scene/scene.ts';
import { preparePattern } from './antenna-gain.ts';
import { antennaSources, type PlacedAntenna, type RadiatingSource } from './antenna-sources.ts';
import type { CarrierMap } from './carrier-map.ts';
import { placeSums } from './compute-point-signals.ts';
import { FloorSignalWriter } from './floor-signals.ts';
import { elementPowerDbm, mapService } from './link-budget.ts';
import { addSources, createPowerSums, powerSumBytes, type SummedSource } from './power-sums.ts';
import { uplinkOverRsrpDb } from './uplink-budget.ts';
import { writeSignals } from './write-signals.ts';

export interface CarrierMapOptions {
  model: PropagationModel;
  profile: RequirementProfile;
  fields: FieldStack;
  /**
   * Bytes of fields and sums at once, besides the map itself and what `fields` keeps; one row of the grid with one
   * field is the least. The map has the same bits whatever it is.
   */
  memoryBytes: number;
  /** Demands of the kinds of floor: given, the map has their signals too. */
  demands?: readonly FloorDemand[];
  /** Hears before each batch of fields how much is done, 0 to 1; may throw to stop. */
  report?: (doneRatio: number) => void;
}

/**
 * RSRP, SINR, best antenna and the probability of service of one carrier on one level: tile by tile of whole rows,
 * in each tile some fields at a time, added to sums that do not grow with the antennas.
 */
export async function computeCarrierMap(
  scene: Scene,
  carrier: Carrier,
  antennas: readonly PlacedAntenna[],
  options: CarrierMapOptions,
): Promise<CarrierMap> {
  const { grid, floor } = scene;
  const map = createCarrierMap(scene, carrier, options.profile);
  const floorWriter =
    options.demands && new FloorSignalWriter(floor, carrier, options.profile, options.demands);
  const cells = floorWriter ? floor.signalCells : scene.cells;
  const sources = listSources(scene, antennas, carrier, options.profile);
  const maxTileCells = options.memoryBytes / 2 / powerSumBytes;
  const tileRows = Math.min(grid.rows, Math.max(1, Math.floor(maxTileCells / grid.columns)));
  const maxFields = options.memoryBytes / 2 / (tileRows * grid.columns * Float32Array.BYTES_PER_ELEMENT);
  const batchSize = Math.max(1, Math.floor(maxFields));
  for (let firstRow = 0; firstRow < grid.rows; firstRow += tileRows) {
    const rows = Math.min(tileRows, grid.rows - firstRow);
    const from = firstRow * grid.columns;
    const to = from + rows * grid.columns;
    const tile: Scene =
      rows === grid.rows
        ? { ...scene, cells }
        : {
            ...scene,
            grid: { ...grid, originYMm: grid.originYMm + firstRow * grid.cellMm, rows },
            cells: cells.subarray(from, to),
          };
    const sums = createPowerSums(to - from);
    for (let first = 0; first < sources.length; first += batchSize) {
      options.report?.((firstRow + (rows * first) / sources.length) / grid.rows);
      const batch = sources.slice(first, first + batchSize);
      const locations = batch.map(({ place: location }) => location);
      const pathLossDb = await options.fields.fields(
        tile,
        locations,
        options.model,
        options.profile.phoneHeightM,
      );
      addSources(sums, tile, batch, pathLossDb, map.bestAntenna.subarray(from, to));
    }
    writeSignals(map, from, sums, carrier, options.profile);
    floorWriter?.write(from, sums);
  }
  if (!floorWriter) return map;
  floorWriter.writeOutside(placeSums(scene, carrier, antennas, options.model), options.profile.phoneHeightM);
  // The map itself is of the count alone.
  for (let cell = 0; cell < cells.length; cell += 1) {
    if (scene.cells[cell] === cellKind.none) map.bestAntenna[cell] = -1;
  }
  return { ...map, floor: floorWriter.signals };
}

export function createCarrierMap(
  { levelId, grid, cells }: Scene,
  carrier: Carrier,
  profile: RequirementProfile,
): CarrierMap {
  const count = grid.rows * grid.columns;
  return {
    carrierId: carrier.id,
    levelId,
    grid,
    cells,
    rsrpDbm: new Float32Array(count).fill(Number.NaN),
    sinrDb: new Float32Array(count).fill(Number.NaN),
    marginDb: new Float32Array(count).fill(Number.NaN),
    sigmaDb: new Float32Array(count).fill(Number.NaN),
    uplinkOverRsrpDb: uplinkOverRsrpDb(carrier, mapService(carrier), profile),
    limiting: new Uint8Array(count),
    bestAntenna: new Int16Array(count).fill(-1),
    servedProbability: new Float32Array(count).fill(Number.NaN),
  };
}

/** The sources of all antennas with what the sums need, serving cell by serving cell. */
export function listSources(
  scene: Scene,
  antennas: readonly PlacedAntenna[],
  carrier: Carrier,
  profile: RequirementProfile,
): (SummedSource & { place: Transmitter })[] {
  const servingCells = new Map<string, PlacedAntenna[]>();
  for (const placed of antennas) {
    const found = servingCells.get(placed.antenna.cell);
    if (found) found.push(placed);
    else servingCells.set(placed.antenna.cell, [placed]);
  }
  return [...servingCells.values()].flatMap((own) =>
    own.flatMap(({ antenna, index, origin = scene, custom }, position) => {
      const sources = antennaSources(antenna, carrier.frequencyMhz);
      const pattern = preparePattern(antenna, carrier.frequencyMhz, custom);
      const portPowerDbm = elementPowerDbm(antenna, carrier);
      return sources.map((source: RadiatingSource, order) => ({
        place: { position: source.position, heightM: source.heightM, origin },
        pattern,
        powerDbm: portPowerDbm + source.feedDb,
        xMm: metresToMm(source.position[0]),
        yMm: metresToMm(source.position[1]),
        upMm: scene.floorMm + metresToMm(profile.phoneHeightM) - origin.floorMm - metresToMm(source.heightM),
        antenna: index,
        isAlone: sources.length === 1,
        endsAntenna: order === sources.length - 1,
        endsServingCell: order === sources.length - 1 && position === own.length - 1,
      }));
    }),
  );
}
