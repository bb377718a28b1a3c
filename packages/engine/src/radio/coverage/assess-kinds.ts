import {
  createNormalSource,
  createRandom,
  factorCholesky,
  mmToMetres,
  type Point,
} from '../../core/index.ts';
import {
  type DemandedKind,
  type FloorDemand,
  floorDemands,
  type Operator,
  openFloorKinds,
  type Plan,
  type RequirementProfile,
} from '../../plan/index.ts';
import type { Grid } from '../kernel/field-kernel.ts';
import type { FloorRoom } from '../scene/floor-rooms.ts';
import type { CarrierMap, FloorSignals } from '../signal/carrier-map.ts';
import { phoneAt } from '../signal/compute-carrier-map.ts';
import type { MarginSlopes } from '../signal/margin-slopes.ts';
import { createMarginSlopes, joinSlopes, slopesOfCells } from '../signal/margin-slopes.ts';
import { type DrawnTests, runAcceptanceTests, type WalkSpreads } from './acceptance-monte-carlo.ts';
import { combineCarriers, decidingMaps } from './operator-cells.ts';
import { type CommonErrors, passProbability } from './pass-probability.ts';

/** A room with its samples on a level's grid. */
interface SampledRoom {
  levelIndex: number;
  grid: Grid;
  /** [samples of the level]: cells of the grid */
  cells: Int32Array;
  firstSample: number;
  sampleCount: number;
  /** Floor that a sample stands for, m². */
  sampleAreaM2: number;
  /** Samples of a room outside the grid. [samples of the room] */
  points?: readonly Point[];
}

interface FloorSample {
  levelIndex: number;
  /** Index into the level's samples. */
  sample: number;
}

/** Points where a kind of floor is measured, and draws of the shadowing there. */
interface DrawnSamples {
  samples: FloorSample[];
  /** Every point is a location, of each draw; how many have to be served is up to the demand. */
  walk: DrawnTests;
}

/** More say no more of a chance: they stand within what shadowing is the same over. */
const maxSamples = 120;
const fieldCount = 192;
const noiseCount = 1 << 13;
const seed = 20230932;

const maxCached = 24;
let cached: { key: string; drawn: DrawnSamples }[] = [];

/** One kind of floor against its demand, of the operator that serves it least. Ratios are 0–1. */
export interface KindResult {
  kind: DemandedKind;
  /** 0: nothing is demanded, and the row is for information. */
  requiredRatio: number;
  thresholdDbm: number;
  areaM2: number;
  /** Fraction of the kind's floor that is served, expected over shadowing. */
  expectedCoverageRatio: number;
  /** Share whose median is at or above the thresholds. */
  medianCoverageRatio: number;
  /** Chance that a measurement all over the kind's floor finds the required fraction. */
  passProbability: number;
  /** Every room of the kind, or all of its floor where it has no rooms, is expected to be served as demanded. */
  met: boolean;
  limiting: Operator;
  /** How many rooms there are, and how many are served as demanded; of lanes and bays their levels. */
  rooms: number;
  roomsMet: number;
  /** The room that is served least. */
  weakest: RoomResult;
  /** Rooms that some operator does not serve as demanded, as the one that serves them least finds them. */
  short: RoomResult[];
}

export interface RoomResult {
  level: string;
  zone?: string;
  name?: string;
  areaM2: number;
  expectedCoverageRatio: number;
}

/** Service of an operator's phone at the samples of each level. [levels] of [samples] */
interface OperatorFloor {
  operator: Operator;
  levels: { marginDb: Float32Array; servedProbability: Float32Array; carriers: FloorSignals[] }[];
  combine: 'best' | 'worst';
  /** Numbers of the carriers that decide, in the plan. */
  numbers: number[];
}

/** Every kind of floor that the plan has, demanded or not, in the order of the demands. */
export function assessKinds(
  plan: Plan,
  operators: readonly Operator[],
  maps: readonly CarrierMap[],
  profile: RequirementProfile,
  common: { errors: CommonErrors; spreads: WalkSpreads },
): KindResult[] {
  const demands = floorDemands(plan, profile);
  if (maps.some(({ floor }) => floor === undefined)) return [];
  const sources = mapFloors(maps);
  const rooms = listRooms(plan, sources);
  const floors = operators.map((operator) => operatorFloor(plan, operator, maps, profile));
  return demands.flatMap((demand) => {
    const matching = rooms.filter(({ kind }) => kind === demand.kind);
    if (matching.length === 0) return [];
    const samples = drawFloorSamples(
      matching.flatMap((room) => room.parts.map((part) => sampledRoom(room, part, sources, plan))),
      profile.decorrelationM,
    );
    const each = floors.map((floor) => assessKind(demand, matching, floor, samples, profile, common));
    const worst = each.reduce((leading, other) => (isWorse(other, leading) ? other : leading));
    return { ...worst, short: minOfEach(each.flatMap(({ short }) => short)) };
  });
}

/** The least of the results of the same room. */
function minOfEach(results: readonly RoomResult[]): RoomResult[] {
  const byRoom = new Map<string, RoomResult>();
  for (const result of results) {
    const key = JSON.stringify([result.level, result.zone]);
    const known = byRoom.get(key);
    if (!known || result.expectedCoverageRatio < known.expectedCoverageRatio) byRoom.set(key, result);
  }
  return [...byRoom.values()];
}

function isWorse(a: KindResult, b: KindResult): boolean {
  if (a.roomsMet !== b.roomsMet) return a.roomsMet < b.roomsMet;
  return a.weakest.expectedCoverageRatio < b.weakest.expectedCoverageRatio;
}

function operatorFloor(
  plan: Plan,
  operator: Operator,
  maps: readonly CarrierMap[],
  profile: RequirementProfile,
): OperatorFloor {
  const combine = plan.requirements.everyCarrier === true ? 'worst' : 'best';
  const levels = plan.levels.map(({ id }) => {
    const matching = maps.filter(({ levelId }) => levelId === id);
    const carriers = decidingMaps(plan, operator, matching).map(({ floor }) => floor as FloorSignals);
    const { rooms, cells } = carriers[0];
    const vehicleSigmaDb = new Float32Array(cells.length);
    for (const { kind, firstSample, sampleCount } of rooms) {
      if (!phoneAt(kind).inVehicle) continue;
      vehicleSigmaDb.fill(profile.vehicleSigmaDb, firstSample, firstSample + sampleCount);
    }
    const found = {
      marginDb: new Float32Array(cells.length),
      servedProbability: new Float32Array(cells.length),
      deciding: new Int8Array(cells.length),
    };
    combineCarriers(carriers, combine, profile, found, {
      isIn: () => true,
      vehicleSigmaDb: (sample) => vehicleSigmaDb[sample],
    });
    return { ...found, carriers };
  });
  const first = maps.filter(({ levelId }) => levelId === plan.levels[0].id);
  const numbers = decidingMaps(plan, operator, first).map(({ carrierId }) =>
    plan.carriers.findIndex(({ id }) => id === carrierId),
  );
  return { operator, levels, combine, numbers };
}

function assessKind(
  { kind, requiredRatio, thresholdDbm }: FloorDemand,
  rooms: readonly AssessedRoom[],
  floor: OperatorFloor,
  samples: DrawnSamples,
  profile: RequirementProfile,
  common: { errors: CommonErrors; spreads: WalkSpreads },
): KindResult {
  let aboveM2 = 0;
  const found = rooms.map(({ level, levelIndex, zone, name, parts }): RoomResult => {
    const { marginDb, servedProbability } = floor.levels[levelIndex];
    let areaM2 = 0;
    let servedM2 = 0;
    for (const { firstSample, sampleCount, sampleAreaM2 } of parts) {
      areaM2 += sampleCount * sampleAreaM2;
      for (let sample = firstSample; sample < firstSample + sampleCount; sample += 1) {
        servedM2 += servedProbability[sample] * sampleAreaM2;
        if (marginDb[sample] >= 0) aboveM2 += sampleAreaM2;
      }
    }
    // A room without a sample is one that nothing is known of.
    const expectedCoverageRatio = areaM2 === 0 ? 0 : servedM2 / areaM2;
    return { level, ...definedNames({ zone, name }), areaM2, expectedCoverageRatio };
  });
  const isMet = ({ expectedCoverageRatio }: RoomResult) => expectedCoverageRatio >= requiredRatio;
  const roomsMet = found.filter(isMet).length;
  const areaM2 = found.reduce((sum, room) => sum + room.areaM2, 0);
  const servedM2 = found.reduce((sum, room) => sum + room.areaM2 * room.expectedCoverageRatio, 0);
  const expectedCoverageRatio = areaM2 === 0 ? 0 : servedM2 / areaM2;
  const chance = kindChance(kind, requiredRatio, floor, samples, profile, common);
  return {
    ...{ kind, requiredRatio, thresholdDbm },
    ...{ areaM2, expectedCoverageRatio },
    medianCoverageRatio: areaM2 === 0 ? 0 : aboveM2 / areaM2,
    passProbability: chance,
    met: hasRooms(kind) ? roomsMet === found.length : expectedCoverageRatio >= requiredRatio,
    limiting: floor.operator,
    rooms: found.length,
    roomsMet,
    weakest: found.reduce((min, room) =>
      room.expectedCoverageRatio < min.expectedCoverageRatio ? room : min,
    ),
    short: found.filter((room) => !isMet(room)),
  };
}

/** Returns whether each room of a kind has to be served as demanded; else all of its floor together has. */
function hasRooms(kind: DemandedKind): boolean {
  return openFloorKinds.every(({ id }) => id !== kind);
}

/** Chance that a measurement at the drawn samples finds the required fraction served. */
function kindChance(
  kind: DemandedKind,
  requiredRatio: number,
  { levels, combine, numbers }: OperatorFloor,
  { samples, walk }: DrawnSamples,
  profile: RequirementProfile,
  { errors, spreads }: { errors: CommonErrors; spreads: WalkSpreads },
): number {
  if (requiredRatio === 0) return 1;
  if (samples.length === 0) return 0;
  const vehicleDb = phoneAt(kind).inVehicle ? profile.vehicleSigmaDb : 0;
  const carriers = levels[0].carriers.map((_, index) => {
    const at = (read: (floor: FloorSignals, sample: number) => number) =>
      Float32Array.from(samples, ({ levelIndex, sample }: FloorSample) =>
        read(levels[levelIndex].carriers[index], sample),
      );
    return {
      number: numbers[index],
      marginDb: at(({ marginDb }, sample) => marginDb[sample]),
      sigmaDb: at(({ sigmaDb }, sample) => Math.sqrt(Math.max(0, sigmaDb[sample] ** 2 - vehicleDb ** 2))),
      vehicleSigmaDb: new Float32Array(samples.length).fill(vehicleDb),
      slopes: floorSlopes(
        levels.map(({ carriers: each }) => each[index]),
        samples,
      ),
    };
  });
  const needed = Math.ceil(requiredRatio * samples.length - 1e-9);
  const [draws] = runAcceptanceTests(
    { ...walk, draws: walk.draws.map(({ squares }) => ({ squares, needed })) },
    [{ carriers, combine }],
    spreads,
  );
  return passProbability(draws.criticalBiasDb, errors);
}

/** A room of a level. A ramp that crosses the outline has a part on the grid and one outside. */
interface AssessedRoom {
  level: string;
  levelIndex: number;
  kind: DemandedKind;
  zone?: string;
  name?: string;
  parts: FloorRoom[];
}

/** Slopes at samples of the levels' floors, where they were asked for. */
function floorSlopes(
  floors: readonly FloorSignals[],
  samples: readonly FloorSample[],
): MarginSlopes | undefined {
  // Samples are in the order of their levels.
  return joinSlopes(
    floors.map(({ slopes }, level) => {
      const here = samples.flatMap(({ levelIndex, sample }) => (levelIndex === level ? [sample] : []));
      return here.length === 0 ? createMarginSlopes(0) : slopes && slopesOfCells(slopes, here);
    }),
  );
}

/** The demanded kinds of floor of a level, on its grid. */
export interface SampledFloor {
  levelId: string;
  grid: Grid;
  rooms: readonly FloorRoom[];
  cells: Int32Array;
}

function mapFloors(maps: readonly CarrierMap[]): SampledFloor[] {
  return maps.flatMap(({ levelId, grid, floor }) => (floor ? [{ levelId, grid, ...floor }] : []));
}

/**
 * Samples at which the chances of the demanded kinds of floor are found: the slopes of margins are needed there.
 * [levels] of numbers among the samples of the level
 */
export function kindSamples(
  plan: Plan,
  floors: readonly SampledFloor[],
  demands: readonly FloorDemand[],
): Int32Array[] {
  const rooms = listRooms(plan, floors);
  const samples = demands.flatMap(({ kind, requiredRatio }) => {
    const matching = requiredRatio === 0 ? [] : rooms.filter((room) => room.kind === kind);
    return spread(
      matching.flatMap((room) => room.parts.map((part) => sampledRoom(room, part, floors, plan))),
    );
  });
  return plan.levels.map((_, level) =>
    Int32Array.from(samples.flatMap(({ levelIndex, sample }) => (levelIndex === level ? [sample] : []))),
  );
}

/** The rooms of all levels, each with its parts. */
function listRooms(plan: Plan, floors: readonly SampledFloor[]): AssessedRoom[] {
  return plan.levels.flatMap((level, levelIndex) => {
    const floor = floors.find(({ levelId }) => levelId === level.id);
    const rooms: AssessedRoom[] = [];
    for (const part of floor?.rooms ?? []) {
      const { kind, zone, name } = part;
      const same = zone === undefined ? undefined : rooms.find((room) => room.zone === zone);
      if (same) same.parts.push(part);
      else rooms.push({ level: level.id, levelIndex, kind, ...definedNames({ zone, name }), parts: [part] });
    }
    return rooms;
  });
}

/** The names that are there. */
function definedNames({ zone, name }: Pick<FloorRoom, 'zone' | 'name'>) {
  return { ...(zone === undefined ? {} : { zone }), ...(name === undefined ? {} : { name }) };
}

/** A part of a room, as samples are drawn from it. */
function sampledRoom(
  { levelIndex }: AssessedRoom,
  { firstSample, sampleCount, sampleAreaM2, points }: FloorRoom,
  floors: readonly SampledFloor[],
  plan: Plan,
): SampledRoom {
  const { grid, cells } = floors.find(
    ({ levelId }) => levelId === plan.levels[levelIndex].id,
  ) as SampledFloor;
  return { levelIndex, grid, cells, firstSample, sampleCount, sampleAreaM2, points };
}

/**
 * Points spread evenly over rooms, one in each at least, with draws of unit shadowing correlated by
 * e^(−Δ/decorrelationM) on a level and independent between levels. Every kind is drawn with the same seed.
 */
function drawFloorSamples(rooms: readonly SampledRoom[], decorrelationM: number): DrawnSamples {
  const samples = spread(rooms);
  const points = samples.map(({ levelIndex, sample, room }) => {
    const { grid, cells, firstSample, points: outside } = rooms[room];
    if (outside)
      return { levelIndex, x: outside[sample - firstSample][0], y: outside[sample - firstSample][1] };
    const cell = cells[sample];
    return {
      levelIndex,
      x: mmToMetres(grid.originXMm + (cell % grid.columns) * grid.cellMm),
      y: mmToMetres(grid.originYMm + Math.floor(cell / grid.columns) * grid.cellMm),
    };
  });
  const key = JSON.stringify([decorrelationM, points.map(({ levelIndex, x, y }) => [levelIndex, x, y])]);
  const known = cached.find((each) => each.key === key);
  if (known) return { ...known.drawn, samples };
  const normal = createNormalSource(createRandom(seed));
  const factor = correlationFactor(points, decorrelationM);
  const shadows = Array.from({ length: fieldCount }, () => drawField(factor, points.length, normal));
  const noise = Float32Array.from({ length: noiseCount }, normal);
  // Each sample in a bay is in a car of its own.
  const cars = Int32Array.from(points, (_, index) => index + 1);
  const walk = {
    ...{ sampleCount: points.length, locationCount: points.length, pointCount: 0 },
    draws: [{ squares: Int32Array.from(points.keys()), needed: points.length }],
    shadows: [shadows],
    ...{ cars, noise },
  };
  const drawn = { samples, walk };
  cached = [{ key, drawn }, ...cached].slice(0, maxCached);
  return drawn;
}

/** Rooms get samples by their area, one at least. */
function spread(rooms: readonly SampledRoom[]): (FloorSample & { room: number })[] {
  const total = rooms.reduce((sum, { sampleCount, sampleAreaM2 }) => sum + sampleCount * sampleAreaM2, 0);
  return rooms.flatMap(({ levelIndex, firstSample, sampleCount, sampleAreaM2 }, room) => {
    const fraction = (sampleCount * sampleAreaM2) / total;
    const count = Math.min(sampleCount, Math.max(1, Math.round(maxSamples * fraction)));
    return Array.from({ length: count }, (_, index) => ({
      levelIndex,
      room,
      sample: firstSample + Math.floor(((index + 0.5) * sampleCount) / count),
    }));
  });
}

function correlationFactor(
  points: readonly { levelIndex: number; x: number; y: number }[],
  decorrelationM: number,
): Float64Array {
  const n = points.length;
  const matrix = new Float64Array(n * n);
  for (let row = 0; row < n; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      const [a, b] = [points[row], points[column]];
      const isLevel = a.levelIndex === b.levelIndex;
      matrix[row * n + column] = isLevel ? Math.exp(-Math.hypot(a.x - b.x, a.y - b.y) / decorrelationM) : 0;
    }
    // Samples at one point have one shadowing: what keeps the matrix definite is far below a reading's error.
    matrix[row * n + row] += 1e-6;
  }
  if (!factorCholesky(matrix, n)) throw new Error('correlations of shadowing are not positive definite');
  return matrix;
}

function drawField(factor: Float64Array, n: number, normal: () => number): Float32Array {
  const independent = Float64Array.from({ length: n }, normal);
  const field = new Float32Array(n);
  for (let row = 0; row < n; row += 1) {
    let sum = 0;
    for (let column = 0; column <= row; column += 1) sum += factor[row * n + column] * independent[column];
    field[row] = sum;
  }
  return field;
}
