import {
  dbmToMw,
  InputError,
  type Monitor,
  mwToDbm,
  ratioToDb,
  reportProgress,
  requireNumberIfGiven,
  requireObject,
  requireSolver,
  say,
} from '../core/index.ts';
import {
  type Antenna,
  type Carrier,
  type Level,
  type Plan,
  planProfile,
  radiatesAlongPath,
  requirePlan,
  withRayRecord,
} from '../plan/index.ts';
import {
  airM3,
  applyPortPowers,
  buildEnergyScene,
  buildGrid,
  buildScene,
  cellKind,
  type EnergyField,
  type EnergySolver,
  elementPowerDbm,
  energyBatches,
  energyGrid,
  type FieldSolver,
  fieldJob,
  type Grid,
  loadPlanModel,
  obstacleOptions,
  type PreparedPattern,
  patternGainDbi,
  planModel,
  preparePattern,
  radiates,
  type Scene,
  tabulateGains,
  traceEnergyField,
} from '../radio/index.ts';
import { findLevel } from './parse-link-end.ts';
import { findCarrier } from './trace-link.ts';

/** The fast model is averaged over cells of this side, metres. */
const fineM = 0.5;
/** A cell with less counted floor than this part of it, or of its air (the rest is behind a wall), is not compared. */
const minFloorRatio = 0.25;
const minAirRatio = 0.7;
/** The rays are sure of a cell up to this standard error, dB. */
const maxErrorDb = 1.5;
/** All rays of a run: some hours of one core. */
const maxAllRays = 2e9;
const maxOutliers = 8;
/** Outliers are this far apart, metres. */
const outliersApartM = 8;

/** Parts of a level by what stands there. */
const rayKinds = ['lane', 'bay', 'room'] as const;
/** Part of a level: a lane, bays, or a room of its own. */
export type RayKind = (typeof rayKinds)[number];

/** Lower ends of the classes of distance from the antenna, metres. */
const distanceClassesM: readonly number[] = [0, 10, 20, 40, 80];

/** Loss of the model less loss of the rays over some cells, dB: above 0 the model is too weak. */
export interface RayDifference {
  cells: number;
  /** Undefined without cells. */
  meanDb?: number;
  /** Standard deviation over the cells. */
  spreadDb?: number;
}

/** Differences of one antenna, or of all together. */
export interface RayDifferences extends RayDifference {
  /** Classes of the distance in plan from the antenna; the last has no upper end. */
  byDistance: (RayDifference & { fromM: number; toM?: number })[];
  byKind: (RayDifference & { kind: RayKind })[];
  /** Cells left out because the rays are not sure of them, or none arrived. */
  unsureCells: number;
}

/** Bounds and usual values of what a comparison may be told. */
export const rayLimits = {
  rays: { usual: 200_000, min: 1000, max: 20_000_000 },
  cellM: { usual: 2, min: 1, max: 10 },
} as const;

/** Options of a comparison. */
export interface RayComparisonOptions {
  solver: FieldSolver;
  raySolver: EnergySolver;
  /** Default: the first level with an antenna that can be traced. */
  levelId?: string;
  /** Default: the plan's first carrier. */
  carrierId?: string;
  /** Default: the plan's own model. */
  modelId?: string;
  /** Rays of each antenna; default 200,000. */
  rays?: number;
  /** Side of the cells of the local means, metres, whole half metres; default 2. */
  cellM?: number;
  /** Amplitude that rough concrete scatters, 0–1; default 0. */
  scattering?: number;
  /** Seed of the rays and of which bays are taken; default 1. */
  seed?: number;
  monitor?: Monitor;
}

/** A location where the model is far off the rays. */
export interface RayOutlier {
  x: number;
  y: number;
  kind: RayKind;
  /** Antenna that the rays have strongest there, and its distance in plan. */
  antenna: string;
  distanceM: number;
  /** Loss of the model less loss of the rays, dB. */
  differenceDb: number;
  errorDb: number;
}

/**
 * Energy rays and a fast model of one level and carrier, both as local means at an isotropic phone that receives all
 * polarisations, without the losses of bodies and vehicles. The antennas have their patterns: for the model by the straight line,
 * for the rays by the direction in which each leaves.
 */
export interface RayComparison {
  level: string;
  carrier: string;
  frequencyMhz: number;
  model: string;
  cellM: number;
  /** Rays of each antenna. */
  rays: number;
  scattering: number;
  seed: number;
  /** Powers of all antennas together; distances from the antenna that the rays have strongest. */
  all: RayDifferences;
  antennas: ({ id: string } & RayDifferences)[];
  /** Ids of antennas of the level that rays cannot be traced from: radiating cables. */
  skipped: string[];
  /** The largest differences of all antennas together, largest first. */
  outliers: RayOutlier[];
  /** Receivers of the level. */
  grid: Grid;
  /** [rows, columns] power of a resource element by the rays of all antennas, dBm; NaN where there is no floor. */
  raysDbm: Float32Array;
  /** [rows, columns] the difference that `all` is of, dB; NaN where it is not known. */
  differenceDb: Float32Array;
}

/**
 * Traces energy rays for every antenna of a level and says how far a fast model is from them.
 * @throws InputError for an unknown level, carrier or model, a number out of its bounds, or a level without an antenna
 */
export async function compareWithRays(plan: Plan, options: RayComparisonOptions): Promise<RayComparison> {
  requirePlan(plan);
  requireSolver(options);
  requireObject('options', options, ['raySolver']);
  const { rays = rayLimits.rays.usual, cellM = rayLimits.cellM.usual, scattering = 0, seed = 1 } = options;
  checkNumbers({ rays, cellM, scattering, seed });
  const carrier = findCarrier(plan, options.carrierId);
  await loadPlanModel(plan, options.modelId);
  const model = planModel(plan, options.modelId);
  const powered = applyPortPowers(plan);
  const level = chooseLevel(powered, carrier, options.levelId);
  const { traced, skipped } = levelAntennas(powered, level, carrier);
  checkWork(level, traced.length, rays);
  const profile = planProfile(plan);
  const { frequencyMhz } = carrier;
  const fine = buildScene(level, frequencyMhz, {
    ...obstacleOptions(plan, profile, model),
    resolutionM: fineM,
  });
  const grid = buildGrid(level, cellM);
  const scene = buildEnergyScene(level, frequencyMhz, {
    ...{ materials: plan.materials, parkedCars: profile.parkedCars, scattering, seed },
  });
  const receivers = energyGrid(grid, profile.phoneHeightM, level.clearHeightM);
  const air = airM3(level, scene, receivers);
  const airM2 = air.map((each) => each / (receivers.highM - receivers.lowM));
  const floor = coarseFloor(fine, grid, airM2);
  const found: AntennaFields[] = [];
  for (const [index, antenna] of traced.entries()) {
    const report = (done: number) =>
      reportProgress(options.monitor, 'rays', (index + done / energyBatches) / traced.length, antenna.id);
    report(0);
    const [x, y] = antenna.position;
    const pattern = preparePattern(antenna, frequencyMhz, plan.antennaTypes);
    const gains = tabulateGains((east, north, up) => patternGainDbi(pattern, east, north, up));
    const [[fineDb], field] = await Promise.all([
      options.solver.solve([fieldJob(fine, antenna, model, profile.phoneHeightM)]),
      traceEnergyField(scene, receivers, air, [x, y, antenna.heightM], {
        ...{ rays, seed: seed + index, gains, solver: options.raySolver, onDone: report },
      }),
    ]);
    found.push({
      antenna,
      powerDbm: elementPowerDbm(antenna, carrier),
      field,
      modelDb: meanLossDb(fineDb, fine.grid, floor, { antenna, pattern, phoneHeightM: profile.phoneHeightM }),
    });
  }
  return {
    ...{ level: level.id, carrier: carrier.id, frequencyMhz, model: model.id, cellM, rays, scattering, seed },
    ...{ skipped, grid },
    ...compareFields(found, grid, floor),
  };
}

/**
 * The plan with a comparison with energy rays in short: `derived.rays`, with fingerprints of what it was of, in place of an
 * older one of the same level and carrier. It is information: no prediction reads it.
 * @param plan that was compared
 */
export function recordRays(plan: Plan, comparison: RayComparison): Plan {
  requirePlan(plan);
  requireObject('comparison', comparison, ['level', 'carrier', 'all']);
  const { level: levelId, carrier: carrierId, model, cellM, rays, scattering, seed, all } = comparison;
  const { meanDb, spreadDb, cells, unsureCells } = all;
  return withRayRecord(
    plan,
    { levelId, carrierId },
    { model, meanDb, spreadDb, cells, unsureCells, cellM, rays, scattering, seed },
  );
}

function checkNumbers({
  rays,
  cellM,
  scattering,
  seed,
}: Record<'rays' | 'cellM' | 'scattering' | 'seed', number>) {
  requireNumberIfGiven('rays', rays, {
    atLeast: rayLimits.rays.min,
    atMost: rayLimits.rays.max,
    isWhole: true,
  });
  requireNumberIfGiven('cellM', cellM, { atLeast: rayLimits.cellM.min, atMost: rayLimits.cellM.max });
  requireNumberIfGiven('scattering', scattering, { atLeast: 0, atMost: 1 });
  requireNumberIfGiven('seed', seed, { atLeast: 0, isWhole: true });
  if (Number.isInteger(cellM / fineM)) return;
  throw new InputError([{ at: 'cellM', found: `${cellM} m`, expected: say('rays-half-metres') }]);
}

/** The level of that id, or the first with an antenna to trace. */
function chooseLevel(plan: Plan, carrier: Carrier, levelId: string | undefined): Level {
  if (levelId !== undefined) return findLevel(plan, levelId, '--level');
  const withAntennas = plan.levels.find((level) => levelAntennas(plan, level, carrier).traced.length > 0);
  return withAntennas ?? plan.levels[0];
}

function levelAntennas(plan: Plan, level: Level, carrier: Carrier) {
  const all = plan.antennas.filter((antenna) => antenna.level === level.id && radiates(antenna, carrier));
  return {
    traced: all.filter((antenna) => !radiatesAlongPath(antenna)),
    skipped: all.filter((antenna) => radiatesAlongPath(antenna)).map(({ id }) => id),
  };
}

function checkWork(level: Level, antennas: number, rays: number): void {
  const at = say('level-named', { level: level.id });
  if (antennas === 0) {
    throw new InputError([{ at, found: say('rays-no-antenna'), expected: say('rays-an-antenna') }]);
  }
  if (antennas * rays <= maxAllRays) return;
  const found = say('rays-of-antennas', { rays, antennas });
  throw new InputError([{ at, found, expected: say('rays-at-most', { most: maxAllRays }) }]);
}

/** Fields of one antenna on the coarse grid. */
interface AntennaFields {
  antenna: Antenna;
  powerDbm: number;
  field: EnergyField;
  /** [rows, columns] loss by the model less the gain, mean of powers, dB; NaN where too little floor is counted. */
  modelDb: Float32Array;
}

/** Counted floor of the fine grid as the coarse one sees it. */
interface CoarseFloor {
  /** [fine rows, columns] coarse cell; −1 where the floor is not counted. */
  coarseOf: Int32Array;
  /** [rows, columns] fine cells that are counted; 0 where too few are to compare. */
  counts: Int32Array;
  kinds: RayKind[];
}

/** @param airM2 [rows, columns] floor with air above it, counted or not */
function coarseFloor(fine: Scene, grid: Grid, airM2: Float64Array): CoarseFloor {
  const along = grid.cellMm / fine.grid.cellMm;
  const cells = grid.rows * grid.columns;
  const coarseOf = new Int32Array(fine.cells.length).fill(-1);
  const counts = new Int32Array(cells);
  const inRoom = new Uint8Array(fine.cells.length);
  for (const { zone, firstSample, sampleCount } of fine.floor.rooms) {
    if (zone === undefined) continue;
    for (const cell of fine.floor.cells.subarray(firstSample, firstSample + sampleCount)) {
      if (cell >= 0) inRoom[cell] = 1;
    }
  }
  const votes = new Int32Array(cells * rayKinds.length);
  for (const [index, kind] of fine.floor.signalCells.entries()) {
    if (kind === cellKind.none) continue;
    const row = Math.floor(Math.floor(index / fine.grid.columns) / along);
    const cell = row * grid.columns + Math.floor((index % fine.grid.columns) / along);
    coarseOf[index] = cell;
    counts[cell] += 1;
    const name: RayKind = inRoom[index] === 1 ? 'room' : kind === cellKind.inBay ? 'bay' : 'lane';
    votes[cell * rayKinds.length + rayKinds.indexOf(name)] += 1;
  }
  for (const [cell, count] of counts.entries()) {
    if (count < minFloorRatio * along ** 2 || count * fineM ** 2 < minAirRatio * airM2[cell])
      counts[cell] = 0;
  }
  const kinds = Array.from({ length: cells }, (_, cell): RayKind => {
    const ofCell = votes.subarray(cell * rayKinds.length, (cell + 1) * rayKinds.length);
    return rayKinds[ofCell.indexOf(Math.max(...ofCell))];
  });
  return { coarseOf, counts, kinds };
}

/** An antenna as the fast model sees it from a phone. */
interface Seen {
  antenna: Antenna;
  pattern: PreparedPattern;
  phoneHeightM: number;
}

/** [rows, columns] loss less the gain along the straight line, mean of powers, dB. */
function meanLossDb(
  fineDb: Float32Array,
  { originXMm, originYMm, cellMm, columns }: Grid,
  { coarseOf, counts }: CoarseFloor,
  { antenna, pattern, phoneHeightM }: Seen,
): Float32Array {
  const sums = new Float64Array(counts.length);
  const up = phoneHeightM - antenna.heightM;
  for (const [index, cell] of coarseOf.entries()) {
    if (cell < 0) continue;
    const east = (originXMm + (index % columns) * cellMm) / 1000 - antenna.position[0];
    const north = (originYMm + Math.floor(index / columns) * cellMm) / 1000 - antenna.position[1];
    sums[cell] += 10 ** ((patternGainDbi(pattern, east, north, up) - fineDb[index]) / 10);
  }
  return Float32Array.from(sums, (sum, cell) =>
    counts[cell] === 0 ? Number.NaN : -ratioToDb(sum / counts[cell]),
  );
}

/** Difference of model and rays in a cell, and how sure the rays are. */
interface Verdict {
  differenceDb: number;
  errorDb: number;
}

function compareFields(found: readonly AntennaFields[], grid: Grid, floor: CoarseFloor) {
  const cells = grid.rows * grid.columns;
  const raysDbm = new Float32Array(cells).fill(Number.NaN);
  const differenceDb = new Float32Array(cells).fill(Number.NaN);
  const nearest: AntennaFields[] = new Array(cells);
  const errorDb = new Float32Array(cells);
  const listed = (
    differenceOf: (cell: number) => Verdict | undefined,
    antennaOf: (cell: number) => Antenna,
  ) => {
    const compared: ComparedCell[] = [];
    let unsureCells = 0;
    for (let cell = 0; cell < cells; cell += 1) {
      const verdict = differenceOf(cell);
      if (!verdict) continue;
      if (!(verdict.errorDb <= maxErrorDb) || !Number.isFinite(verdict.differenceDb)) {
        unsureCells += 1;
        continue;
      }
      const distanceM = distanceTo(grid, cell, antennaOf(cell));
      compared.push({ cell, differenceDb: verdict.differenceDb, distanceM, kind: floor.kinds[cell] });
    }
    return { compared, differences: differencesOf(compared, unsureCells) };
  };
  const antennas = found.map(({ antenna, field, modelDb }) => {
    const verdict = (cell: number): Verdict | undefined =>
      Number.isNaN(modelDb[cell]) || Number.isNaN(field.lossDb[cell])
        ? undefined
        : { differenceDb: modelDb[cell] - field.lossDb[cell], errorDb: field.errorDb[cell] };
    return { id: antenna.id, ...listed(verdict, () => antenna).differences };
  });
  const all = listed(
    (cell) => {
      const sum = sumOf(found, cell);
      if (!sum) return undefined;
      nearest[cell] = sum.strongest;
      errorDb[cell] = sum.errorDb;
      raysDbm[cell] = sum.raysDbm;
      return { differenceDb: sum.raysDbm - sum.modelDbm, errorDb: sum.errorDb };
    },
    (cell) => nearest[cell].antenna,
  );
  for (const { cell, differenceDb: value } of all.compared) differenceDb[cell] = value;
  const outliers = farthestOff(all.compared, grid).map(({ cell, ...outlier }): RayOutlier => {
    const [x, y] = centreOf(grid, cell);
    return { x, y, ...outlier, antenna: nearest[cell].antenna.id, errorDb: errorDb[cell] };
  });
  return { all: all.differences, antennas, outliers, raysDbm, differenceDb };
}

/** Power of all antennas in a cell by both; undefined where there is no floor. */
function sumOf(found: readonly AntennaFields[], cell: number) {
  let [raysMw, modelMw, varianceMw2, strongestMw] = [0, 0, 0, -1];
  let strongest = found[0];
  for (const each of found) {
    const { field, modelDb, powerDbm } = each;
    if (Number.isNaN(modelDb[cell]) || Number.isNaN(field.lossDb[cell])) return undefined;
    const antennaMw = Number.isFinite(field.lossDb[cell]) ? dbmToMw(powerDbm - field.lossDb[cell]) : 0;
    raysMw += antennaMw;
    modelMw += dbmToMw(powerDbm - modelDb[cell]);
    if (antennaMw > 0) varianceMw2 += (antennaMw * (10 ** (field.errorDb[cell] / 10) - 1)) ** 2;
    if (antennaMw > strongestMw) [strongestMw, strongest] = [antennaMw, each];
  }
  const errorDb = raysMw === 0 ? Number.NaN : ratioToDb(1 + Math.sqrt(varianceMw2) / raysMw);
  return { raysDbm: mwToDbm(raysMw), modelDbm: mwToDbm(modelMw), errorDb, strongest };
}

function farthestOff(compared: readonly ComparedCell[], grid: Grid): ComparedCell[] {
  const sorted = [...compared].sort(
    (a, b) => Math.abs(b.differenceDb) - Math.abs(a.differenceDb) || a.cell - b.cell,
  );
  const outliers: ComparedCell[] = [];
  for (const candidate of sorted) {
    if (outliers.length === maxOutliers) break;
    const [x, y] = centreOf(grid, candidate.cell);
    const isNear = outliers.some(({ cell }) => {
      const [otherX, otherY] = centreOf(grid, cell);
      return Math.hypot(x - otherX, y - otherY) < outliersApartM;
    });
    if (!isNear) outliers.push(candidate);
  }
  return outliers;
}

function centreOf({ originXMm, originYMm, cellMm, columns }: Grid, cell: number): [number, number] {
  return [
    (originXMm + (cell % columns) * cellMm) / 1000,
    (originYMm + Math.floor(cell / columns) * cellMm) / 1000,
  ];
}

function distanceTo(grid: Grid, cell: number, { position }: Antenna): number {
  const [x, y] = centreOf(grid, cell);
  return Math.hypot(x - position[0], y - position[1]);
}

/** One cell with what both say of it, dB and metres. */
interface ComparedCell {
  cell: number;
  differenceDb: number;
  distanceM: number;
  kind: RayKind;
}

function differencesOf(cells: readonly ComparedCell[], unsureCells: number): RayDifferences {
  const byDistance = distanceClassesM.map((fromM, index) => {
    const toM = distanceClassesM[index + 1];
    const within = cells.filter(
      ({ distanceM }) => distanceM >= fromM && (toM === undefined || distanceM < toM),
    );
    return { fromM, ...(toM === undefined ? {} : { toM }), ...differenceOf(within) };
  });
  const byKind = rayKinds.map((kind) => ({
    kind,
    ...differenceOf(cells.filter((each) => each.kind === kind)),
  }));
  return { ...differenceOf(cells), byDistance, byKind, unsureCells };
}

function differenceOf(cells: readonly ComparedCell[]): RayDifference {
  const count = cells.length;
  if (count === 0) return { cells: 0 };
  const meanDb = cells.reduce((sum, { differenceDb }) => sum + differenceDb, 0) / count;
  const variance = cells.reduce((sum, { differenceDb }) => sum + (differenceDb - meanDb) ** 2, 0) / count;
  return { cells: count, meanDb, spreadDb: Math.sqrt(variance) };
}
