import { dbmToMw, dbToRatio, metresToMm, mmToMetres, type Point } from '../../core/index.ts';
import {
  type Carrier,
  type DemandedKind,
  type FloorDemand,
  openFloorKinds,
  type PlanPoint,
  type RequirementProfile,
} from '../../plan/index.ts';
import type { FieldStack } from '../fields/field-stack.ts';
import {
  type FieldOrigin,
  type Location,
  listedLosses,
  locationMm,
  type PlaceList,
  type Transmitter,
} from '../fields/trace-path-loss.ts';
import type { Grid } from '../kernel/field-kernel.ts';
import type { SpaceMm } from '../kernel/obstacle-crossings.ts';
import { lawLossDb, squaredMmToM } from '../kernel/path-loss-law.ts';
import type { PropagationModel } from '../propagation/propagation-model.ts';
import { cellKind } from '../scene/build-grid.ts';
import type { Scene } from '../scene/build-scene.ts';
import type { FloorRooms } from '../scene/floor-rooms.ts';
import { type PreparedPattern, patternGainDbi, preparePattern } from './antenna-gain.ts';
import type { CarrierMap, FloorSignals } from './carrier-map.ts';
import {
  antennaSources,
  type PlacedAntenna,
  type RadiatingSource,
  sourceTransmitter,
} from './detectable-antennas.ts';
import { elementPowerDbm, mapService, uplinkOverRsrpDb } from './link-budget.ts';
import { type CellSlopes, createMarginSlopes, exponentSlopeDb, type MarginSlopes } from './margin-slopes.ts';
import {
  addSources,
  CellSums,
  type CorrectServing,
  createPowerSums,
  joinedSlopes,
  MapSlopes,
  type PowerSums,
  powerSumBytes,
  type SimdSums,
  type SlopeLocations,
  type SummedSource,
  simdSums,
  stretchRows,
} from './power-sums.ts';
import {
  correctionLength,
  correctSignal,
  leftRatio,
  type PreparedService,
  prepareService,
  type ServiceSignal,
  servedProbability,
  serviceSignal,
  signalAt,
  signalLength,
} from './service-signal.ts';
import { CorrectionSums, correctSum, type KnownPart, type LevelCorrection } from './walk-residuals.ts';

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
  /** Locations at which the map has its slopes too; default none. */
  slopesAt?: SlopeLocations;
  /** Correction of the levels here by a walk test; default none. */
  correct?: LevelCorrection;
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
  const { correct } = options;
  const map = createCarrierMap(scene, carrier, options.profile);
  const floorWriter =
    options.demands && new FloorSignalWriter(floor, carrier, options.profile, options.demands);
  const cells = floorWriter ? floor.signalCells : scene.cells;
  const sources = listSources(scene, antennas, carrier, options.profile);
  const corrector = correct && new GridCorrector(grid, map.bestAntenna, antennas, correct);
  const slopes = options.slopesAt && mapSlopes(scene, options.slopesAt, options.model, carrier);
  const maxTileCells = options.memoryBytes / 2 / powerSumBytes;
  const tileRows = Math.min(grid.rows, Math.max(1, Math.floor(maxTileCells / grid.columns)));
  const maxFields = options.memoryBytes / 2 / (tileRows * grid.columns * Float32Array.BYTES_PER_ELEMENT);
  const batchSize = Math.max(1, Math.floor(maxFields));
  for (const { tile, firstRow, from, to } of tilesOf({ ...scene, cells }, tileRows)) {
    const isOneBatch = sources.length <= batchSize;
    const target = { map, from, to, floorWriter, carrier, profile: options.profile };
    const sums = isOneBatch && !corrector ? undefined : createPowerSums(to - from);
    for (let first = 0; first < sources.length || first === 0; first += batchSize) {
      options.report?.((firstRow + (tile.grid.rows * first) / Math.max(1, sources.length)) / grid.rows);
      const batch = sources.slice(first, first + batchSize);
      const pathLossDb = await options.fields.fields(
        tile,
        batch.map(({ transmitter: location }) => location),
        options.model,
        options.profile.phoneHeightM,
      );
      slopes?.writer.add(from, batch, pathLossDb);
      if (sums) addSources(sums, tile, batch, pathLossDb, map.bestAntenna.subarray(from, to));
      else writeStretches(tile, firstRow, batch, pathLossDb, target);
    }
    if (!sums) continue;
    const split = await splitSums(tile, from, sums, { sources, antennas }, options);
    const correctCell = corrector?.of(split);
    writeSignals(map, from, sums, carrier, options.profile, correctCell);
    floorWriter?.write(from, sums, correctCell);
    if (correctCell) slopes?.writer.leave(from, to, (cell) => leftRatio(correctCell(cell)));
  }
  const written = slopes?.write();
  map.slopes = written?.cells;
  if (!floorWriter) return map;
  const { phoneHeightM } = options.profile;
  floorWriter.writeOutside(phoneHeightM, correct, (list) => {
    const places = { list, count: list.length, heightKey: `${scene.floorMm} ${phoneHeightM}` };
    return locationSums(scene, carrier, antennas, { model: options.model, correct, places });
  });
  floorWriter.signals.slopes = written && joinedSlopes(written.samples, floorWriter.outsideSlopes);
  clearUncounted(map.bestAntenna, scene.cells);
  return { ...map, floor: floorWriter.signals };
}

/** Tiles of whole rows of a grid, and the cells of the grid that each has, [from, to). */
function tilesOf(scene: Scene, tileRows: number) {
  const { grid, cells } = scene;
  return Array.from({ length: Math.ceil(grid.rows / tileRows) }, (_, index) => {
    const firstRow = index * tileRows;
    const rows = Math.min(tileRows, grid.rows - firstRow);
    const from = firstRow * grid.columns;
    const to = from + rows * grid.columns;
    const tile: Scene =
      rows === grid.rows
        ? scene
        : {
            ...scene,
            grid: { ...grid, originYMm: grid.originYMm + firstRow * grid.cellMm, rows },
            cells: cells.subarray(from, to),
          };
    return { tile, firstRow, from, to };
  });
}

/** Target of the signals of a tile's cells, [from, to) of the map. */
interface TileTarget {
  map: CarrierMap;
  from: number;
  to: number;
  floorWriter?: FloorSignalWriter;
  carrier: Carrier;
  profile: RequirementProfile;
}

/**
 * Sums and signals of a tile in WebAssembly, a few rows at a time; rows with powers that its tables do not have by
 * `addSources` and `writeSignals`.
 */
function writeStretches(
  tile: Scene,
  tileRow: number,
  sources: readonly SummedSource[],
  pathLossDb: readonly Float32Array[],
  { map, from, floorWriter, carrier, profile }: TileTarget,
): void {
  const { rows, columns, cellMm } = tile.grid;
  const simd = simdSums();
  const { onFoot, inBay } = mapServices(carrier, profile);
  const rowsOfStretch = stretchRows(columns);
  for (let row = 0; row < rows; row += rowsOfStretch) {
    const count = Math.min(rowsOfStretch, rows - row);
    const [first, last] = [row * columns, (row + count) * columns];
    const kinds = tile.cells.subarray(first, last);
    const mapKinds = map.cells.subarray(from + first, from + last);
    simd.begin({ grid: map.grid, firstRow: tileRow + row, rows: count, kinds, mapKinds });
    sources.forEach((source, index) => {
      simd.add(source, pathLossDb[index].subarray(first, last));
    });
    const isWritten =
      simd.writeSignals(map, onFoot, inBay) &&
      floorWriter?.writeStretch(simd, from + first, from + last) !== false;
    if (isWritten) continue;
    const grid = { ...tile.grid, originYMm: tile.grid.originYMm + row * cellMm, rows: count };
    const sums = createPowerSums(last - first);
    const lossesDb = pathLossDb.map((field) => field.subarray(first, last));
    const bestAntenna = map.bestAntenna.subarray(from + first, from + last).fill(-1);
    addSources(sums, { grid, cells: kinds }, sources, lossesDb, bestAntenna);
    writeSignals(map, from + first, sums, carrier, profile);
    floorWriter?.write(from + first, sums);
  }
}

function mapSlopes(
  { grid, floor }: Scene,
  locations: SlopeLocations,
  model: PropagationModel,
  { frequencyMhz }: Carrier,
): MapSlopes {
  return new MapSlopes(grid, floor.cells, locations, model.distanceLaw(frequencyMhz));
}

/** The map itself is of the count alone. */
function clearUncounted(bestAntenna: Int16Array, cells: Uint8Array): void {
  for (let cell = 0; cell < cells.length; cell += 1) {
    if (cells[cell] === cellKind.none) bestAntenna[cell] = -1;
  }
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
): (SummedSource & { transmitter: Transmitter })[] {
  const servingCells = new Map<string, PlacedAntenna[]>();
  for (const placed of antennas) {
    const found = servingCells.get(placed.antenna.cell);
    if (found) found.push(placed);
    else servingCells.set(placed.antenna.cell, [placed]);
  }
  return [...servingCells.values()].flatMap((cell) =>
    cell.flatMap((placed, position) => {
      const { antenna, index, custom } = placed;
      const sources = antennaSources(antenna, carrier.frequencyMhz);
      const pattern = preparePattern(antenna, carrier.frequencyMhz, custom);
      const portPowerDbm = elementPowerDbm(antenna, carrier);
      return sources.map((source: RadiatingSource, order) => {
        const transmitter = sourceTransmitter(placed, source, scene);
        const { floorMm } = transmitter.origin;
        return {
          transmitter,
          pattern,
          powerDbm: portPowerDbm + source.feedDb,
          xMm: metresToMm(source.position[0]),
          yMm: metresToMm(source.position[1]),
          upMm: scene.floorMm + metresToMm(profile.phoneHeightM) - floorMm - metresToMm(transmitter.heightM),
          antenna: index,
          isAlone: sources.length === 1,
          endsAntenna: order === sources.length - 1,
          endsServingCell: order === sources.length - 1 && position === cell.length - 1,
        };
      });
    }),
  );
}

/** Height of a phone that scans a code where the plan gives none, metres. */
const defaultPointHeightM = 1.2;

/** Location of a point of interest, metres in the level's frame. */
export function pointLocation(point: PlanPoint): Location {
  return { x: point.position[0], y: point.position[1], z: point.heightM ?? defaultPointHeightM };
}

/** Signals of one carrier at points, and the slopes of their margins. [points] */
interface SignalsAtPoints {
  signals: ServiceSignal[];
  slopes: MarginSlopes;
}

/**
 * Signal of one carrier at each point of a level for a code scan, the phone as the profile says for the kind of point, or for
 * the modem of a device.
 */
export function computePointSignals(
  level: FieldOrigin,
  carrier: Carrier,
  service: 'data' | 'iot',
  points: readonly PlanPoint[],
  {
    antennas,
    model,
    profile,
    correct,
  }: {
    antennas: readonly PlacedAntenna[];
    model: PropagationModel;
    profile: RequirementProfile;
    correct?: LevelCorrection;
  },
): SignalsAtPoints {
  const places = { list: points, count: points.length, heightKey: `${level.floorMm}` };
  const sumsAt = locationSums(level, carrier, antennas, { model, correct, places });
  const slopes = createMarginSlopes(points.length);
  const signals = points.map((point, index) => {
    const at = pointLocation(point);
    const prepared = prepareService(carrier, service, point.kind, profile);
    const sums = sumsAt(index, at);
    const correction = correct && correctAt(correct, at);
    sums.writeSlopes(slopes, index, correction);
    return sums.signal(prepared, correction);
  });
  return { signals, slopes };
}

/** The correction at one location, by the cell that serves and what its antennas give. */
export function correctAt(correct: LevelCorrection, at: { x: number; y: number }): CorrectServing {
  return (servingCell, powers) => {
    const correction = new Float64Array(correctionLength);
    correctSum(correct, at, servingCell, powers, correction);
    return correction;
  };
}

/**
 * Finds the correction at a cell of a grid. What serves there is the cell of its strongest antenna: the one that most of the
 * level is of.
 */
export type CorrectCell = (cell: number) => Float64Array;

/** Power of the antennas of a serving cell of which a walk tells the same, at cells of a grid from one on. */
export interface PartPowers {
  known: KnownPart;
  servingCell: string;
  /** [cells] */
  powerMw: Float64Array;
}

/** Powers of a stretch of a grid's cells, part by part. */
export interface SplitPowers {
  /** Number of the first cell. */
  from: number;
  parts: readonly PartPowers[];
  /** Power of the strongest serving cell: what is of no part is of antennas of which a walk tells nothing. [cells] */
  bestMw: Float64Array;
}

/** Corrections found before, by grid, serving cell and part: states of a garage share them. NaN where there is none yet. [cells, 2] */
const foundCorrections = new WeakMap<LevelCorrection, Map<string, Float32Array>>();

/** Corrections at the cells of a grid, each found once. */
export class GridCorrector {
  readonly #grid: Grid;
  readonly #bestAntenna: Int16Array;
  readonly #servingCells: Map<number, string>;
  readonly #correct: LevelCorrection;
  readonly #byGrid: Map<string, Float32Array>;
  readonly #founds = new Map<string | undefined, Float32Array[]>();
  readonly #correction = new Float64Array(correctionLength);
  readonly #sums = new CorrectionSums();

  constructor(
    grid: Grid,
    bestAntenna: Int16Array,
    antennas: readonly PlacedAntenna[],
    correct: LevelCorrection,
  ) {
    this.#grid = grid;
    this.#bestAntenna = bestAntenna;
    this.#correct = correct;
    this.#servingCells = new Map(antennas.map(({ index, antenna }) => [index, antenna.cell]));
    this.#byGrid = foundCorrections.get(correct) ?? new Map<string, Float32Array>();
    foundCorrections.set(correct, this.#byGrid);
  }

  /**
   * Corrections of the sums at cells; what is returned is overwritten by the next one.
   * @param split needed where the correction is not of the whole
   */
  of(split: SplitPowers | undefined): CorrectCell {
    return (cell) => {
      const servingCell = this.#servingCells.get(this.#bestAntenna[cell]);
      if (!split) return this.#partAt(cell, servingCell, 0);
      const { from, parts, bestMw } = split;
      this.#sums.clear();
      let restMw = bestMw[cell - from];
      for (const part of parts) {
        if (part.servingCell !== servingCell) continue;
        const powerMw = part.powerMw[cell - from];
        restMw -= powerMw;
        this.#sums.add(part.known, powerMw, this.#partAt(cell, servingCell, part.known.part));
      }
      // What is left by rounding is nothing.
      if (restMw > 1e-9 * bestMw[cell - from]) this.#sums.add(undefined, restMw, this.#correction);
      this.#sums.write(this.#correction);
      return this.#correction;
    };
  }

  #partAt(cell: number, servingCell: string | undefined, part: number): Float64Array {
    const correction = this.#correction;
    const found = this.#founds.get(servingCell)?.[part] ?? this.#foundOf(servingCell, part);
    if (Number.isNaN(found[2 * cell])) {
      const { originXMm, originYMm, cellMm, columns } = this.#grid;
      const x = mmToMetres(originXMm + (cell % columns) * cellMm);
      const y = mmToMetres(originYMm + Math.floor(cell / columns) * cellMm);
      this.#correct.correct(x, y, servingCell, part, correction);
      found.set(correction, 2 * cell);
    }
    correction[0] = found[2 * cell];
    correction[1] = found[2 * cell + 1];
    return correction;
  }

  #foundOf(servingCell: string | undefined, part: number): Float32Array {
    const key = JSON.stringify([this.#grid, servingCell, part]);
    const { rows, columns } = this.#grid;
    const found = this.#byGrid.get(key) ?? new Float32Array(2 * rows * columns).fill(Number.NaN);
    this.#byGrid.set(key, found);
    const parts = this.#founds.get(servingCell) ?? [];
    parts[part] = found;
    this.#founds.set(servingCell, parts);
    return found;
  }
}

/** Order in which parts are added up: the same bits whichever antenna comes first. */
export function comparePart(a: KnownPart, b: KnownPart): number {
  return a.part - b.part || b.ratio - a.ratio;
}

/** The parts of the sums of a tile where a correction is not of the whole. */
async function splitSums(
  tile: Scene,
  from: number,
  { bestMw }: PowerSums,
  { sources, antennas }: { sources: ReturnType<typeof listSources>; antennas: readonly PlacedAntenna[] },
  options: CarrierMapOptions,
): Promise<SplitPowers | undefined> {
  const { correct } = options;
  if (!correct || correct.isWhole) return undefined;
  return { from, bestMw, parts: await splitPowers(tile, sources, antennas, correct, options) };
}

/**
 * Powers of antennas by what a walk tells of them, at the cells of a tile.
 * @param antennas those of the sources
 */
export async function splitPowers(
  tile: Scene,
  sources: readonly (SummedSource & { transmitter: Transmitter })[],
  antennas: readonly PlacedAntenna[],
  correct: LevelCorrection,
  { fields, model, profile }: Pick<CarrierMapOptions, 'fields' | 'model' | 'profile'>,
): Promise<PartPowers[]> {
  const parts: { known: KnownPart; servingCell: string; antennas: Set<number> }[] = [];
  for (const { antenna, index } of antennas) {
    const known = correct.partOf(antenna);
    if (!known) continue;
    const alike = parts.find(
      (part) =>
        part.servingCell === antenna.cell &&
        part.known.part === known.part &&
        part.known.ratio === known.ratio,
    );
    if (alike) alike.antennas.add(index);
    else parts.push({ known, servingCell: antenna.cell, antennas: new Set([index]) });
  }
  parts.sort((a, b) => comparePart(a.known, b.known));
  const bestAntenna = new Int16Array(tile.cells.length);
  const found: PartPowers[] = [];
  for (const { known, servingCell, antennas: some } of parts) {
    const sums = createPowerSums(tile.cells.length);
    const ofPart = sources.filter(({ antenna }) => some.has(antenna));
    for (const [order, source] of ofPart.entries()) {
      const one = { ...source, endsServingCell: order === ofPart.length - 1 };
      const pathLossDb = await fields.fields(tile, [source.transmitter], model, profile.phoneHeightM);
      addSources(sums, tile, [one], pathLossDb, bestAntenna);
    }
    found.push({ known, servingCell, powerMw: sums.sumMw });
  }
  return found;
}

/**
 * Power sums of all antennas of a carrier at the places of a list, link by link.
 * @returns finds the sums at the place of that number, which lies at `location`
 */
export function locationSums(
  level: FieldOrigin,
  carrier: Carrier,
  antennas: readonly PlacedAntenna[],
  { model, correct, places }: { model: PropagationModel; correct?: LevelCorrection; places: PlaceList },
): (place: number, location: Location) => CellSums {
  const law = model.distanceLaw(carrier.frequencyMhz);
  const transmitters = antennas.map((placed) =>
    transmittersOf(level, placed, carrier).map((transmitter) => ({
      ...transmitter,
      lossTo: listedLosses(transmitter.obstacles, model, law, transmitter.from, places),
    })),
  );
  const known = antennas.map(({ antenna }) => correct?.partOf(antenna));
  return (place, location) => {
    const to = locationMm(location, level.floorMm);
    const sums = new CellSums();
    antennas.forEach(({ antenna, index: number }, index) => {
      let powerMw = 0;
      let distanceDbMw = 0;
      let obstaclesDbMw = 0;
      for (const { from, powerDbm, pattern, lossTo } of transmitters[index]) {
        const pathLossDb = lossTo(place, to);
        const sourceMw = dbmToMw(powerDbm + gainTowards(pattern, from, to) - pathLossDb);
        const distanceM = distanceBetweenM(from, to);
        powerMw += sourceMw;
        distanceDbMw += sourceMw * exponentSlopeDb(distanceM);
        obstaclesDbMw += sourceMw * (pathLossDb - lawLossDb(law, distanceM));
      }
      sums.add(antenna.cell, powerMw, known[index], {
        antenna: number,
        distanceDb: powerMw > 0 ? distanceDbMw / powerMw : 0,
        obstaclesDb: powerMw > 0 ? obstaclesDbMw / powerMw : 0,
      });
    });
    return sums;
  };
}

function distanceBetweenM(from: SpaceMm, to: SpaceMm): number {
  const [eastMm, northMm, upMm] = [to.at[0] - from.at[0], to.at[1] - from.at[1], to.zMm - from.zMm];
  return squaredMmToM(eastMm * eastMm + northMm * northMm + upMm * upMm);
}

/** Gain of an antenna at one location towards another, dBi. */
export function gainTowards(pattern: PreparedPattern, from: SpaceMm, to: SpaceMm): number {
  return patternGainDbi(pattern, to.at[0] - from.at[0], to.at[1] - from.at[1], to.zMm - from.zMm);
}

function transmittersOf(level: FieldOrigin, placed: PlacedAntenna, carrier: Carrier) {
  const { antenna, custom } = placed;
  const pattern = preparePattern(antenna, carrier.frequencyMhz, custom);
  return antennaSources(antenna, carrier.frequencyMhz).map((source) => {
    const powerDbm = elementPowerDbm(antenna, carrier) + source.feedDb;
    const { position, heightM, origin } = sourceTransmitter(placed, source, level);
    const [x, y] = position;
    const from = locationMm({ x, y, z: heightM }, origin.floorMm);
    return { from, powerDbm, pattern, obstacles: origin.obstacles };
  });
}

/** Writes what power sums mean to a phone at the samples of the demanded kinds of floor. */
export class FloorSignalWriter {
  readonly signals: FloorSignals;
  /** Slopes at the samples outside the grid, once they are written. */
  outsideSlopes: CellSlopes = { cells: new Int32Array(0), slopes: createMarginSlopes(0) };
  /** [rooms] */
  readonly #services: PreparedService[];
  readonly #signal = new Float64Array(signalLength);

  constructor(
    { rooms, cells }: FloorRooms,
    carrier: Carrier,
    profile: RequirementProfile,
    demands: readonly FloorDemand[],
  ) {
    const empty = () => new Float32Array(cells.length).fill(Number.NaN);
    this.signals = { rooms, cells, marginDb: empty(), sigmaDb: empty(), servedProbability: empty() };
    const byKind = new Map(
      demands.map((demand) => [demand.kind, prepareFloorService(carrier, profile, demand)]),
    );
    this.#services = rooms.map(({ kind }) => byKind.get(kind) as PreparedService);
  }

  /** The samples outside the grid, link by link. */
  writeOutside(
    phoneHeightM: number,
    correct: LevelCorrection | undefined,
    sumsOf: (places: readonly Point[]) => (place: number, location: Location) => CellSums,
  ): void {
    const { rooms, marginDb, sigmaDb, servedProbability: served } = this.signals;
    const outside = rooms.flatMap(({ points: locations = [], firstSample }) =>
      locations.map((_, index) => firstSample + index),
    );
    const slopes = createMarginSlopes(outside.length);
    this.outsideSlopes = { cells: Int32Array.from(outside), slopes };
    let at = 0;
    rooms.forEach(({ points: locations, firstSample }, room) => {
      const sumsAt = locations && sumsOf(locations);
      locations?.forEach(([x, y], index) => {
        const sums = (sumsAt as NonNullable<typeof sumsAt>)(index, { x, y, z: phoneHeightM });
        const correction = correct && correctAt(correct, { x, y });
        sums.writeSlopes(slopes, at, correction);
        at += 1;
        const signal = sums.signal(this.#services[room], correction);
        marginDb[firstSample + index] = signal.marginDb;
        sigmaDb[firstSample + index] = signal.sigmaDb;
        served[firstSample + index] = servedProbability(signal.marginDb, signal.sigmaDb);
      });
    });
  }

  /**
   * The samples among the cells of a stretch, [from, to) of the grid.
   * @returns false where they are not written: `SimdSums`
   */
  writeStretch(simd: SimdSums, from: number, to: number): boolean {
    const { rooms, cells } = this.signals;
    return rooms.every(({ firstSample, sampleCount, points }, room) => {
      if (points) return true;
      const end = firstSample + sampleCount;
      const first = lowerBound(cells, from, firstSample, end);
      const count = lowerBound(cells, to, first, end) - first;
      return count === 0 || simd.writeSamples(this.signals, this.#services[room], first, count);
    });
  }

  /** The samples among the cells that the sums are of, `from` being the first one's number. */
  write(
    from: number,
    { bestMw, bestSquareMw2, sumMw, strongestMw }: PowerSums,
    correctCell?: CorrectCell,
  ): void {
    const { rooms, cells, marginDb, sigmaDb, servedProbability: served } = this.signals;
    const signal = this.#signal;
    rooms.forEach(({ firstSample, sampleCount }, room) => {
      const service = this.#services[room];
      for (let sample = firstSample; sample < firstSample + sampleCount; sample += 1) {
        const at = cells[sample] - from;
        if (at < 0 || at >= bestMw.length) continue;
        serviceSignal(service, bestMw[at], bestSquareMw2[at], sumMw[at], strongestMw[at], signal);
        if (correctCell) correctSignal(service, bestMw[at], sumMw[at], correctCell(cells[sample]), signal);
        marginDb[sample] = signal[signalAt.marginDb];
        sigmaDb[sample] = signal[signalAt.sigmaDb];
        served[sample] = servedProbability(marginDb[sample], sigmaDb[sample]);
      }
    });
  }
}

/** The first of numbers in rising order, from `first` to before `end`, that is not below a value; else `end`. */
function lowerBound(numbers: Int32Array, value: number, first: number, end: number): number {
  let [low, high] = [first, end];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The service of a carrier's map at a kind of floor. */
export function prepareFloorService(
  carrier: Carrier,
  profile: RequirementProfile,
  demand: FloorDemand,
): PreparedService {
  const service = mapService(carrier);
  const { place: location, inVehicle } = phoneAt(demand.kind);
  const there: RequirementProfile = {
    ...profile,
    phonePlaces: { ...profile.phonePlaces, [location]: { ...profile.phonePlaces[location], inVehicle } },
  };
  const prepared = prepareService(carrier, service, location, there);
  return {
    ...prepared,
    rsrpThresholdDbm: prepared.rsrpThresholdDbm + demand.thresholdDbm - profile.voice.lte.rsrpDbm,
    passedRatio: prepared.passedRatio * dbToRatio(-demand.enclosureLossDb),
  };
}

/** Position of a phone at a kind of floor, and whether a parked car is around it. */
export function phoneAt(kind: DemandedKind): { place: 'bay' | 'open'; inVehicle: boolean } {
  const { place, inVehicle } = openFloorKinds.find(({ id }) => id === kind) ?? {
    place: 'open',
    inVehicle: false,
  };
  return { place, inVehicle };
}

/** The map's service for phones on foot and in bays. */
function mapServices(carrier: Carrier, profile: RequirementProfile) {
  const service = mapService(carrier);
  return {
    onFoot: prepareService(carrier, service, 'open', profile),
    inBay: prepareService(carrier, service, 'bay', profile),
  };
}

/** Turns the sums into a phone's signals, from cell `from` of the map on. */
export function writeSignals(
  map: CarrierMap,
  from: number,
  { bestMw, bestSquareMw2, sumMw, strongestMw }: PowerSums,
  carrier: Carrier,
  profile: RequirementProfile,
  correctCell?: CorrectCell,
): void {
  const { onFoot, inBay } = mapServices(carrier, profile);
  const signal = new Float64Array(signalLength);
  for (let index = 0; index < bestMw.length; index += 1) {
    const cell = from + index;
    const kind = map.cells[cell];
    if (kind === cellKind.none) continue;
    const prepared = kind === cellKind.inBay ? inBay : onFoot;
    serviceSignal(prepared, bestMw[index], bestSquareMw2[index], sumMw[index], strongestMw[index], signal);
    if (correctCell) correctSignal(prepared, bestMw[index], sumMw[index], correctCell(cell), signal);
    const marginDb = signal[signalAt.marginDb];
    const sigmaDb = signal[signalAt.sigmaDb];
    map.rsrpDbm[cell] = signal[signalAt.rsrpDbm];
    map.sinrDb[cell] = signal[signalAt.sinrDb];
    map.marginDb[cell] = marginDb;
    map.sigmaDb[cell] = sigmaDb;
    map.limiting[cell] = signal[signalAt.limiting];
    map.servedProbability[cell] = servedProbability(marginDb, sigmaDb);
  }
}
