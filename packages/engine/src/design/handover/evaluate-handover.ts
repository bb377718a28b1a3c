import {
  compareTexts,
  dbmToMw,
  degToRad,
  distance,
  metresToMm,
  mwToDbm,
  nearestParameter,
  normalCdf,
  type Point,
  pointAlong,
  radToDeg,
  ringContains,
  segmentsCross,
} from '../../core/index.ts';
import {
  type Antenna,
  antennaLocation,
  type Carrier,
  columnDistanceM,
  isOnFloor,
  isTimeDivision,
  type Level,
  levelWalls,
  moveAntenna,
  type Plan,
  planProfile,
  type RequirementProfile,
  radiatesAlongPath,
  requirePlan,
  servesPhones,
  technologyRow,
  zoneKindRow,
} from '../../plan/index.ts';
import {
  antennaSources,
  applyPortPowers,
  type CarrierMap,
  combinedReceivers,
  type DriveLane,
  driveLanes,
  elementPowerDbm,
  type FindCrossing,
  gainTowards,
  isDetectable,
  isOutdoorsKnown,
  type LaneDoubt,
  type LanePoint,
  lawLossDb,
  loadPlanModel,
  locationMm,
  locationsOutdoors,
  mapService,
  obstacleOptions,
  outdoorAntennas,
  type Prediction,
  type PreparedPattern,
  type PropagationModel,
  phoneLoss,
  planModel,
  preparePattern,
  radiates,
  requirePrediction,
  retainCrossings,
  serviceThreshold,
  sourceLevel,
  squaredMmToM,
  traceLossDb,
  unfedAntennas,
  withSilent,
} from '../../radio/index.ts';
import { unreachedAntennas } from '../network/design-network.ts';

/** The cell of the network outside in what follows; garage cells bear their own names. */
export const outdoorCellId = 'outdoor';

/** Doubt about an entrance: that of its lane, or that too few locations at the distance of the leakage test lie outdoors. */
export type EntranceDoubt = LaneDoubt | 'no-outdoor-point';

/**
 * State of a handover or of leakage: `depends` where it is met for some levels outside, and nobody says which there is;
 * `conflicting` where some levels meet the handover and others the leakage, and none meets both.
 */
export type HandoverStatus = 'met' | 'not-met' | 'depends' | 'conflicting' | 'same-cell' | 'no-signal';

/** Levels at ground from one to another, dBm. */
export type LevelRange = readonly [fromDbm: number, toDbm: number];

/** Levels at ground outside an entrance that would do for a carrier, of which the plan states none. */
export interface EntranceWindow {
  /** All levels with an overlap that is long enough, rising. */
  overlapDbm: readonly LevelRange[];
  /** Level from which the garage is far enough below it outdoors; absent where the limit alone is met, or nothing leaks. */
  leakageFromDbm?: number;
  /** Levels that meet both. */
  bothDbm: readonly LevelRange[];
  /** Longest overlap of all levels that meet the leakage and that streets have, and the level. */
  longest?: { overlapM: number; outdoorDbm: number };
}

/** Handover of a carrier on one lane. */
export interface LaneHandover {
  lane: string;
  carrier: string;
  /** Cells that meet: the garage's and `outdoor` at an entrance, those above and below on a ramp. */
  cells: readonly [string, string];
  status: HandoverStatus;
  /** Stretch on which both cells are usable and their levels no further apart than the profile says, metres and seconds. */
  overlapM?: number;
  overlapS?: number;
  /** Location at which both are equal, from the portal or the middle of the ramp inwards (down), and the level there. */
  crossingM?: number;
  levelDbm?: number;
  /** RSRP at ground level that the plan states. */
  outdoorDbm?: number;
  /** Levels at ground between which the overlap is long enough, where the plan states none. */
  metBetweenDbm?: readonly [number, number];
  /** Longest overlap of all levels at ground that were tried, and the level, where the plan states none. */
  longest?: { overlapM: number; outdoorDbm: number };
  /** Levels at ground that meet handover and leakage, where the plan states none. */
  window?: EntranceWindow;
}

/** Level of the garage outside an entrance. */
export interface EntranceLeakage {
  lane: string;
  carrier: string;
  status: HandoverStatus;
  /** Mean of the medians around the outer end of the entrance, and the level that is not exceeded with a probability of 95 %. */
  meanDbm: number;
  p95Dbm: number;
  limitDbm: number;
  outdoorDbm?: number;
  /** Level at ground from which the garage is far enough below it, where the limit alone is not met. */
  neededOutdoorDbm?: number;
  /** The same as of the handover there. */
  window?: EntranceWindow;
  /** Level that the outer end of the entrance is computed on, and its location. */
  level: string;
  outerEnd: Point;
  /** Locations around that end, at the profile's distance, with the median of the garage's level at each. */
  points: readonly { position: Point; medianDbm: number }[];
}

/** A cell on a carrier, and whom it hands over to. */
export interface CellNeighbours {
  cell: string;
  carrier: string;
  /** Physical cell identity, where the plan has it; for GSM there is none. */
  pci?: number;
  /** Garage cells whose areas touch its own, or meet it on a ramp. */
  neighbours: readonly string[];
  /** True: the macro outside is one too. */
  meetsOutdoor: boolean;
  /** Garage cells with the same identity, or with one that is the same modulo 3 or 30. */
  collisions: readonly { cell: string; modulo: 'same' | 3 | 30 }[];
}

/** Noise of all remote units that end in one receiver. */
export interface ReceiverNoise {
  cell: string;
  carrier: string;
  units: number;
  noiseFigureDb: number;
  /** 10 lg of the units. */
  combiningDb: number;
  /** Noise figure of all of them together. */
  totalDb: number;
}

/** A carrier that sends and receives in turns. */
export interface DuplexCarrier {
  carrier: string;
  downRatio: number;
  upRatio: number;
}

/** An antenna that was tried for the handover of a lane, and the handovers there with it. */
export interface HandoverSite {
  change: 'added' | 'moved';
  /** The antenna, hanging as tried, with the powers that it was computed with where they are not the nominal ones. */
  antenna: Antenna;
  /**
   * Every carrier that failed handover or leakage, or met them at no level in common, meets both then (for some level outside, where
   * nobody states it), and none fails that did not.
   */
  isMended: boolean;
  /** Handovers of all carriers on that lane, which leads to the nearest antenna as it does in every plan, and leakage there. */
  handovers: readonly LaneHandover[];
  leakage: readonly EntranceLeakage[];
}

/** Sites along a lane, tried one by one, that may mend its handovers and leakage where they fail or exclude each other. */
export interface HandoverAdvice {
  lane: string;
  /** Carriers that fail handover or leakage there, or meet them at no level in common. */
  carriers: readonly string[];
  sitesCount: number;
  /** Sites that are tried at most, of one lane and of all together. */
  sitesAtMost: number;
  allSitesAtMost: number;
  /** Sites that are no advice, since no cable of the network reaches them, or an antenna that was added there was withdrawn for that. */
  unfedCount: number;
  /** Antennas that were added for the lane and withdrawn, since nothing could feed them. */
  withdrawn: readonly Pick<Antenna, 'id' | 'level' | 'position'>[];
  /** The best of the sites; absent where none is better than the plan as it is. */
  best?: HandoverSite;
}

/** Handover, leakage, neighbours, frames and receiver noise of a plan. */
export interface Handover {
  lanes: readonly (Pick<DriveLane, 'id' | 'kind' | 'levels' | 'isAssumed'> & {
    position: Point;
    /** Doubts that the drawing leaves about an entrance; with `no-outdoor-point` its leakage is not evaluated, with unknown outdoors nothing is. */
    doubts: readonly EntranceDoubt[];
  })[];
  handovers: readonly LaneHandover[];
  /** One for each lane with a carrier that fails, or that meets handover and leakage at no level in common. */
  advice: readonly HandoverAdvice[];
  leakage: readonly EntranceLeakage[];
  cells: readonly CellNeighbours[];
  duplex: readonly DuplexCarrier[];
  receivers: readonly ReceiverNoise[];
}

/**
 * Evaluates handover and leakage of a predicted plan, of the carriers that phones use: devices stay where they are, and limits of
 * leakage are of phones. @throws InputError for a model that cannot be loaded */
export async function evaluateHandover(prediction: Prediction): Promise<Handover> {
  requirePrediction(prediction);
  const { plan: given, profile, modelId, maps } = prediction;
  const context = await levelContext(given, modelId);
  const { plan } = context;
  const lanes = lanesOf(plan);
  const found = lanes.map((lane) => evaluateLane(lane, context));
  const handovers = found.flatMap((each) => each.handovers);
  return {
    lanes: lanes.map((lane) => ({
      ...{ id: lane.id, kind: lane.kind, levels: lane.levels, isAssumed: lane.isAssumed },
      position: middlePoint(lane).position,
      doubts: [...lane.doubts, ...(isLeakageUnknown(lane, context) ? (['no-outdoor-point'] as const) : [])],
    })),
    handovers,
    advice: adviseLanes(lanes, found, context),
    leakage: found.flatMap((each) => each.leakage),
    cells: cellNeighbours(plan, maps, handovers),
    duplex: plan.carriers.flatMap((carrier) => duplexOf(carrier, profile)),
    receivers: combinedReceivers(plan).map(({ cell, carrier, units, noiseFigureDb, remotesDb }) => ({
      ...{ cell, carrier, units, noiseFigureDb, combiningDb: remotesDb },
      totalDb: noiseFigureDb + remotesDb,
    })),
  };
}

function isLeakageUnknown(lane: DriveLane, { plan, profile }: LevelContext): boolean {
  if (lane.kind !== 'outdoors' || !isOutdoorsKnown(lane)) return false;
  return locationsOutdoors(lane, plan.levels, profile.handover.leakageDistanceM) === undefined;
}

async function levelContext(given: Plan, modelId: string | undefined): Promise<LevelContext> {
  await loadPlanModel(given, modelId);
  const plan = withSilent(applyPortPowers(given), unfedAntennas(given));
  const profile = planProfile(plan);
  const model = planModel(plan, modelId);
  const findCrossing = retainCrossings(plan.levels, obstacleOptions(plan, profile, model));
  return { plan, profile, model, findCrossing, traced: new WeakMap(), outdoor: new Map() };
}

/** Lanes for which an antenna was added to a plan, with its id, and the carriers that it mends there. */
export interface MendedLane {
  lane: string;
  antenna: string;
  carriers: readonly string[];
  /** Nothing could feed the antenna, so that the plan is without it. */
  withdrawn?: true;
}

/**
 * The plan with an antenna added for each lane that fails its handover or leakage, or meets them at no level in common, where one of the sites
 * that are tried for the advice mends all carriers of it: what the advice says, carried out before a network is designed. Antennas that
 * hang stay as they are. A lane that nothing mends, or whose antennas have feeds of their own, stays as it is.
 * @throws InputError for a model that cannot be loaded
 */
export async function mendLanes(
  given: Plan,
  modelId?: string,
): Promise<{ plan: Plan; mended: readonly MendedLane[] }> {
  requirePlan(given);
  const start = await levelContext(given, modelId);
  const mended: MendedLane[] = [];
  const added: Antenna[] = [];
  let leftCount = maxSites;
  for (const { id } of lanesOf(start.plan)) {
    const plan = { ...start.plan, antennas: [...start.plan.antennas, ...added] };
    const context = { ...start, plan };
    const lane = lanesOf(plan).find((each) => each.id === id);
    if (!lane) continue;
    const before = evaluateLane(lane, context);
    const carriers = shortCarriers(before);
    if (carriers.length === 0) continue;
    const isPassive = ({ feed, carriers: sent }: Antenna) => feed === undefined && sent.length > 0;
    const isFed = (levelId: string) =>
      plan.antennas.some((each) => each.level === levelId && isPassive(each) && !radiatesAlongPath(each));
    const sites = sitesOf(lane, before.handovers, context).filter(
      ({ change, antenna }) => change === 'added' && isFed(antenna.level),
    );
    const tried = withoutWithdrawn(lane.id, sites, plan).slice(0, leftCount);
    leftCount -= tried.length;
    const { best } = bestSite(lane.id, tried, before, context);
    if (!best?.isMended) continue;
    const antenna = { ...best.antenna, id: freeId(best.antenna.level, plan.antennas) };
    added.push(antenna);
    mended.push({ lane: id, antenna: antenna.id, carriers });
  }
  return { plan: added.length === 0 ? given : { ...given, antennas: [...given.antennas, ...added] }, mended };
}

/** The first number of a level that no antenna has: `ANT7-B1`. */
function freeId(levelId: string, antennas: readonly Antenna[]): string {
  const taken = new Set(antennas.map(({ id }) => id));
  let number = 1;
  while (taken.has(`ANT${number}-${levelId}`)) number += 1;
  return `ANT${number}-${levelId}`;
}

function lanesOf({ levels, antennas }: Plan): DriveLane[] {
  return driveLanes(
    levels,
    antennas.filter(({ carriers }) => carriers.length > 0),
  );
}

/** Handovers and leakage of all carriers that phones use on a lane. */
interface LaneResult {
  handovers: readonly LaneHandover[];
  leakage: readonly EntranceLeakage[];
}

function evaluateLane(lane: DriveLane, context: LevelContext): LaneResult {
  const carriers = context.plan.carriers.filter(servesPhones);
  if (lane.kind !== 'outdoors') {
    return { handovers: carriers.flatMap((carrier) => rampHandover(lane, carrier, context)), leakage: [] };
  }
  if (!isOutdoorsKnown(lane)) return { handovers: [], leakage: [] };
  const rows = carriers.map((carrier) => {
    const [leakage] = leakageOf(lane, carrier, context);
    const [handover] = entranceHandover(lane, carrier, leakage, context);
    return withWindow(handover, leakage);
  });
  return {
    handovers: rows.flatMap(({ handover }) => handover ?? []),
    leakage: rows.flatMap(({ leakage }) => leakage ?? []),
  };
}

/** Both of an entrance and carrier, `conflicting` where each is met for some levels outside and no level meets both. */
function withWindow(handover: LaneHandover | undefined, leakage: EntranceLeakage | undefined) {
  const window = handover?.window;
  if (!handover || !window || !leakage) return { handover, leakage };
  const isExcluded = window.overlapDbm.length > 0 && window.bothDbm.length === 0;
  if (!isExcluded) return { handover, leakage: { ...leakage, window } };
  const status = 'conflicting' as const;
  return { handover: { ...handover, status }, leakage: { ...leakage, window, status } };
}

function middlePoint({ points }: DriveLane): LanePoint {
  return points.reduce((best, point) => (Math.abs(point.alongM) < Math.abs(best.alongM) ? point : best));
}

interface LevelContext {
  plan: Plan;
  profile: RequirementProfile;
  model: PropagationModel;
  findCrossing: FindCrossing;
  /** Levels of links that were traced before, by antenna: sites are tried on lanes that are mostly the same. */
  traced: WeakMap<Antenna, Map<string, number>>;
  /** Sources of the network outside for 0 dBm at ground, by carrier. */
  outdoor: Map<string, LaneSource[]>;
}

/** Sources weaker than the strongest by so much even in front of no obstacle are left out, dB: together they add less than 0.2. */
const negligibleDb = 30;

interface LaneSource {
  antenna: Antenna;
  position: Point;
  heightM: number;
  powerDbm: number;
  pattern: PreparedPattern;
}

function sourcesOf(antennas: readonly Antenna[], carrier: Carrier, plan: Plan): LaneSource[] {
  return antennas.flatMap((antenna) => {
    const pattern = preparePattern(antenna, carrier.frequencyMhz, plan.antennaTypes);
    return antennaSources(antenna, carrier.frequencyMhz).map(({ position, heightM, feedDb }) => ({
      ...{ antenna, position, heightM, pattern, powerDbm: elementPowerDbm(antenna, carrier) + feedDb },
    }));
  });
}

/**
 * Levels of the cells at a location, dBm: the sum of the medians of each cell's antennas, before the losses of a phone.
 * @param at height over the level's floor; what the ramp takes from an antenna on its path there
 */
function cellLevels(
  sources: readonly LaneSource[],
  carrier: Carrier,
  at: {
    levelId: string;
    position: Point;
    heightM: number;
    rampLossDb?: (antenna: Antenna) => number;
  },
  { plan, model, findCrossing, traced }: LevelContext,
): Map<string, number> {
  const level = plan.levels.find(({ id }) => id === at.levelId);
  const powersMw = new Map<string, number>();
  if (!level) return powersMw;
  const law = model.distanceLaw(carrier.frequencyMhz);
  const [x, y] = at.position;
  const to = locationMm({ x, y, z: at.heightM }, metresToMm(level.elevationM));
  const links = sources.flatMap(({ antenna, position, heightM, powerDbm, pattern }) => {
    const found = plan.levels.find(({ id }) => id === antenna.level);
    if (!found || (found !== level && !(model.usesObstacles && isDetectable(plan.levels, found, level))))
      return [];
    const source = sourceLevel(plan.levels, antenna, found, heightM);
    const mount = { x: position[0], y: position[1], z: source.heightM };
    const from = locationMm(mount, metresToMm(source.level.elevationM));
    const [dx, dy, dz] = [from.at[0] - to.at[0], from.at[1] - to.at[1], from.zMm - to.zMm];
    const sentDbm = powerDbm + gainTowards(pattern, from, to);
    const boundDbm = sentDbm - lawLossDb(law, squaredMmToM(dx ** 2 + dy ** 2 + dz ** 2));
    return [{ antenna, found: source.level, from, sentDbm, boundDbm }];
  });
  links.sort((a, b) => b.boundDbm - a.boundDbm);
  let bestDbm = Number.NEGATIVE_INFINITY;
  for (const { antenna, found, from, sentDbm, boundDbm } of links) {
    if (boundDbm < bestDbm - negligibleDb) break;
    const { cell } = antenna;
    const known = traced.get(antenna) ?? new Map<string, number>();
    traced.set(antenna, known);
    const key = [carrier.id, level.id, ...from.at, from.zMm, ...to.at, to.zMm].join(' ');
    let levelDbm = known.get(key);
    if (levelDbm === undefined) {
      const { obstacles } = findCrossing(found, level, carrier.frequencyMhz);
      levelDbm = sentDbm - traceLossDb(obstacles, model, law, from, to);
      known.set(key, levelDbm);
    }
    levelDbm -= at.rampLossDb?.(antenna) ?? 0;
    bestDbm = Math.max(bestDbm, levelDbm);
    powersMw.set(cell, (powersMw.get(cell) ?? 0) + dbmToMw(levelDbm));
  }
  return new Map([...powersMw].map(([cell, powerMw]) => [cell, mwToDbm(powerMw)]));
}

/** An antenna so near to the course of a ramp outside the outline hangs on it, metres. */
const onRampM = 8;

/**
 * Loss on the ramp of an entrance, dB, of an antenna’s signal at a point with a ratio of the way out: as much a metre as the
 * network outside loses on it inwards, since it is the same ramp in both directions. An antenna inside pays it from the portal on, one
 * that hangs on the ramp from where it hangs.
 */
function rampLossOf(lane: DriveLane, { plan, profile }: LevelContext) {
  const { entryLossDb } = profile.outdoor;
  const ratios = new Map<Antenna, number>();
  const ratioOf = (antenna: Antenna): number => {
    const level = plan.levels.find(({ id }) => id === antenna.level);
    const position = antennaLocation(antenna);
    if (!level || !lane.levels.includes(level.id) || ringContains(level.outline, position)) return 0;
    const near = lane.points.reduce((best, point) =>
      distance(point.position, position) < distance(best.position, position) ? point : best,
    );
    return distance(near.position, position) <= onRampM ? near.outdoorRatio : 0;
  };
  return (outdoorRatio: number) =>
    (antenna: Antenna): number => {
      const ratio = ratios.get(antenna) ?? ratioOf(antenna);
      ratios.set(antenna, ratio);
      return entryLossDb * Math.abs(outdoorRatio - ratio);
    };
}

/** Loss of a phone in a car that drives, dB. */
function drivingLossDb(carrier: Carrier, profile: RequirementProfile): number {
  const { bodyLossDb } = phoneLoss(profile, 'open', mapService(carrier), carrier.frequencyMhz);
  return bodyLossDb + profile.vehicleLossDb;
}

/** Levels of all garage cells along a lane, in a car, dBm. [points] each */
function laneLevels(lane: DriveLane, carrier: Carrier, context: LevelContext): Map<string, Float64Array> {
  const { plan, profile } = context;
  const sources = sourcesOf(
    plan.antennas.filter((antenna) => radiates(antenna, carrier)),
    carrier,
    plan,
  );
  const lossDb = drivingLossDb(carrier, profile);
  const rampLoss = rampLossOf(lane, context);
  const levels = new Map<string, Float64Array>();
  lane.points.forEach(({ levelId, position, riseM, outdoorRatio }, index) => {
    const at = { levelId, position, heightM: riseM + profile.phoneHeightM };
    const rampLossDb = rampLoss(outdoorRatio);
    for (const [cell, levelDbm] of cellLevels(sources, carrier, { ...at, rampLossDb }, context)) {
      const found = levels.get(cell) ?? new Float64Array(lane.points.length).fill(Number.NEGATIVE_INFINITY);
      found[index] = levelDbm - lossDb;
      levels.set(cell, found);
    }
  });
  return levels;
}

/** Level that the network outside has along an entrance's lane for 0 dBm at ground, in a car, dB. [points] */
function outdoorLevels(lane: DriveLane, carrier: Carrier, context: LevelContext): Float64Array {
  const { profile } = context;
  const lossDb = drivingLossDb(carrier, profile);
  const { entryLossDb } = profile.outdoor;
  const sources = context.outdoor.get(carrier.id) ?? outdoorSources(carrier, context);
  context.outdoor.set(carrier.id, sources);
  return Float64Array.from(lane.points, ({ levelId, position, outdoorRatio, alongM }) => {
    const onRampDb = entryLossDb * (outdoorRatio - 1) - lossDb;
    if (alongM <= 0) return onRampDb;
    const at = { levelId, position, heightM: profile.phoneHeightM };
    const [insideDb = Number.NEGATIVE_INFINITY] = cellLevels(sources, carrier, at, context).values();
    // At its own source a line is endlessly strong: nothing inside is over the portal.
    return Math.min(onRampDb, insideDb - lossDb);
  });
}

function outdoorSources(carrier: Carrier, { plan, profile }: LevelContext): LaneSource[] {
  const reference = { ...plan, outdoor: { groundRsrpDbm: { [carrier.id]: 0 } } };
  const antennas = outdoorAntennas(reference, carrier, profile).map(({ antenna }) => antenna);
  return sourcesOf(antennas, carrier, plan);
}

/** The longest stretch on which two levels are usable and near each other, and where they are equal. */
interface Overlap {
  lengthM: number;
  crossingM?: number;
  levelDbm?: number;
}

/**
 * Overlap of two cells whose levels are known at points along a lane, straight lines between them.
 * @param alongM rising
 */
export function findOverlap(
  alongM: ArrayLike<number>,
  aDbm: ArrayLike<number>,
  bDbm: ArrayLike<number>,
  { apartDb, usableDbm }: { apartDb: number; usableDbm: number },
): Overlap {
  let lengthM = 0;
  let stretchM = 0;
  let crossing: Pick<Overlap, 'crossingM' | 'levelDbm'> = {};
  for (let index = 1; index < alongM.length; index += 1) {
    const stepM = alongM[index] - alongM[index - 1];
    const [a0, a1, b0, b1] = [aDbm[index - 1], aDbm[index], bDbm[index - 1], bDbm[index]];
    // Each condition is a line over the step that has to be 0 or more.
    const conditions = [
      [apartDb - a0 + b0, apartDb - a1 + b1],
      [apartDb - b0 + a0, apartDb - b1 + a1],
      [a0 - usableDbm, a1 - usableDbm],
      [b0 - usableDbm, b1 - usableDbm],
    ];
    const [from, to] = positiveStretch(conditions);
    if (from > 0) stretchM = 0;
    stretchM += Math.max(0, to - from) * stepM;
    lengthM = Math.max(lengthM, stretchM);
    if (to < 1) stretchM = 0;
    const [before, after] = [a0 - b0, a1 - b1];
    if (crossing.crossingM === undefined && before !== after && before * after <= 0) {
      const at = before / (before - after);
      crossing = { crossingM: alongM[index - 1] + at * stepM, levelDbm: a0 + at * (a1 - a0) };
    }
  }
  return { lengthM, ...crossing };
}

/** The part of a step, 0 to 1, on which lines with these values at its ends are all 0 or more. */
function positiveStretch(lines: readonly (readonly number[])[]): [number, number] {
  let [from, to] = [0, 1];
  for (const [before, after] of lines) {
    if (!Number.isFinite(before) || !Number.isFinite(after)) return [1, 0];
    if (before < 0 && after < 0) return [1, 0];
    if (before < 0) from = Math.max(from, before / (before - after));
    if (after < 0) to = Math.min(to, before / (before - after));
  }
  return from <= to ? [from, to] : [1, 0];
}

function overlapRule(carrier: Carrier, profile: RequirementProfile) {
  const { overlapDb, overlapS, speedKmh } = profile.handover;
  const { rsrpDbm } = serviceThreshold(carrier, mapService(carrier), profile);
  return {
    apartDb: overlapDb,
    usableDbm: rsrpDbm,
    requiredM: (overlapS * speedKmh) / 3.6,
    metresPerS: speedKmh / 3.6,
  };
}

/** Levels at ground that are tried where the plan states none, dBm. */
const triedDbm = { from: -130, to: -40 };
/** Ends of ranges of levels are bisected to this, dB. */
const rangeEndDb = 0.01;

function entranceHandover(
  lane: DriveLane,
  carrier: Carrier,
  leakage: EntranceLeakage | undefined,
  context: LevelContext,
): LaneHandover[] {
  const { plan, profile } = context;
  const garage = strongestAlong(laneLevels(lane, carrier, context));
  if (!garage) return [];
  const rule = overlapRule(carrier, profile);
  const alongM = lane.points.map((point) => point.alongM);
  const outdoorDb = outdoorLevels(lane, carrier, context);
  const overlapAt = (groundDbm: number) =>
    findOverlap(
      alongM,
      garage.levelDbm,
      outdoorDb.map((each) => each + groundDbm),
      rule,
    );
  const base = { lane: lane.id, carrier: carrier.id, cells: [garage.cell, outdoorCellId] as const };
  const stated = plan.outdoor?.groundRsrpDbm;
  const outdoorDbm = stated?.[carrier.id] ?? stated?.[carrier.operator];
  if (outdoorDbm !== undefined) {
    return [{ ...base, ...overlapResult(overlapAt(outdoorDbm), rule), outdoorDbm }];
  }
  const tried = Array.from({ length: triedDbm.to - triedDbm.from + 1 }, (_, index) => {
    const groundDbm = triedDbm.from + index;
    return { outdoorDbm: groundDbm, overlapM: overlapAt(groundDbm).lengthM };
  });
  const longest = longestOverlap(tried);
  const overlapDbm = metRanges(tried, (groundDbm) => overlapAt(groundDbm).lengthM >= rule.requiredM, rule);
  const window = entranceWindow(overlapDbm, tried, leakage?.neededOutdoorDbm);
  if (overlapDbm.length === 0 || !longest) return [{ ...base, status: 'not-met', longest, window }];
  const metBetweenDbm = overlapDbm.reduce((best, each) =>
    each[1] - each[0] > best[1] - best[0] ? each : best,
  );
  return [{ ...base, status: 'depends', metBetweenDbm, longest, window }];
}

/** A level outside, and the overlap that it gives. */
interface TriedLevel {
  outdoorDbm: number;
  overlapM: number;
}

function longestOverlap(tried: readonly TriedLevel[]): TriedLevel | undefined {
  return tried.reduce<TriedLevel | undefined>(
    (best, each) => (best && best.overlapM >= each.overlapM ? best : each),
    undefined,
  );
}

/** The ranges of levels that meet a condition, of levels 1 dB apart that were tried, their ends bisected. */
function metRanges(
  tried: readonly TriedLevel[],
  isMet: (outdoorDbm: number) => boolean,
  { requiredM }: { requiredM: number },
): LevelRange[] {
  const endOf = (metDbm: number, missedDbm: number): number => {
    let [met, missed] = [metDbm, missedDbm];
    while (Math.abs(met - missed) > rangeEndDb) {
      const middle = (met + missed) / 2;
      if (isMet(middle)) met = middle;
      else missed = middle;
    }
    return met;
  };
  const found: LevelRange[] = [];
  let fromDbm: number | undefined;
  tried.forEach(({ outdoorDbm, overlapM }, index) => {
    if (overlapM < requiredM) return;
    const [before, after] = [tried[index - 1], tried[index + 1]];
    if (fromDbm === undefined) {
      fromDbm = before ? endOf(outdoorDbm, before.outdoorDbm) : outdoorDbm;
    }
    if (after && after.overlapM >= requiredM) return;
    found.push([fromDbm, after ? endOf(outdoorDbm, after.outdoorDbm) : outdoorDbm]);
    fromDbm = undefined;
  });
  return found;
}

/**
 * Levels outside that meet handover and leakage of an entrance: ranges that meet the first, cut at the level from which the second is met.
 * Both are of the same place: levels at ground, that fall along the ramp alike.
 */
function entranceWindow(
  overlapDbm: readonly LevelRange[],
  tried: readonly TriedLevel[],
  leakageFromDbm: number | undefined,
): EntranceWindow {
  const fromDbm = leakageFromDbm ?? Number.NEGATIVE_INFINITY;
  const longest = longestOverlap(
    tried.filter(({ outdoorDbm }) => outdoorDbm >= fromDbm && outdoorDbm <= streetDbm),
  );
  return {
    overlapDbm,
    ...(leakageFromDbm === undefined ? {} : { leakageFromDbm }),
    bothDbm: overlapDbm
      .filter(([, toDbm]) => toDbm >= fromDbm)
      .map(([from, to]) => [Math.max(from, fromDbm), to]),
    ...(longest ? { longest } : {}),
  };
}

function overlapResult(
  { lengthM, crossingM, levelDbm }: Overlap,
  { requiredM, metresPerS }: ReturnType<typeof overlapRule>,
): Pick<LaneHandover, 'status' | 'overlapM' | 'overlapS' | 'crossingM' | 'levelDbm'> {
  return {
    status: lengthM >= requiredM ? 'met' : 'not-met',
    ...{ overlapM: lengthM, overlapS: lengthM / metresPerS },
    ...(crossingM === undefined ? {} : { crossingM, levelDbm }),
  };
}

/** The strongest garage cell along a lane: that which is strongest at its inner end, with the levels of the best cell everywhere. */
function strongestAlong(levels: ReadonlyMap<string, Float64Array>) {
  const cells = [...levels];
  if (cells.length === 0) return undefined;
  const levelDbm = cells[0][1].map((_, index) => Math.max(...cells.map(([, each]) => each[index])));
  return { cell: strongestAt(cells, levelDbm.length - 1), levelDbm };
}

function strongestAt(cells: readonly (readonly [string, Float64Array])[], index: number): string {
  return cells.reduce((best, each) => (each[1][index] > best[1][index] ? each : best))[0];
}

function rampHandover(lane: DriveLane, carrier: Carrier, context: LevelContext): LaneHandover[] {
  const levels = laneLevels(lane, carrier, context);
  const cells = [...levels];
  if (cells.length === 0) return [];
  const [upper, lower] = [strongestAt(cells, 0), strongestAt(cells, lane.points.length - 1)];
  const base = { lane: lane.id, carrier: carrier.id, cells: [upper, lower] as const };
  const [above, below] = [levels.get(upper), levels.get(lower)];
  if (upper === lower || !above || !below) return [{ ...base, status: 'same-cell' }];
  const rule = overlapRule(carrier, context.profile);
  const alongM = lane.points.map((point) => point.alongM);
  return [{ ...base, ...overlapResult(findOverlap(alongM, above, below, rule), rule) }];
}

/** Sites that are tried of one lane, and of all lanes together: what bounds the time. */
const maxLaneSites = 24;
const maxSites = 96;
/** Antennas of which moving is tried, the nearest ones. */
const movedAntennas = 2;

type TriedSite = Pick<HandoverSite, 'change' | 'antenna'>;

/** Antennas tried, one by one, for each lane with a handover or leakage that fails, or that exclude each other. */
function adviseLanes(
  lanes: readonly DriveLane[],
  found: readonly LaneResult[],
  context: LevelContext,
): HandoverAdvice[] {
  let leftCount = maxSites;
  return lanes.flatMap((lane, index): HandoverAdvice[] => {
    const before = found[index];
    const short = shortCarriers(before);
    if (short.length === 0) return [];
    const sites = sitesOf(lane, before.handovers, context);
    const hangable = withoutWithdrawn(lane.id, sites, context.plan);
    const tried = hangable.slice(0, leftCount);
    leftCount -= tried.length;
    const { best, unfedCount } = bestSite(lane.id, tried, before, context);
    return [
      {
        ...{ lane: lane.id, carriers: short },
        ...{ sitesCount: tried.length - unfedCount, sitesAtMost: maxLaneSites, allSitesAtMost: maxSites },
        unfedCount: sites.length - hangable.length + unfedCount,
        withdrawn: withdrawnOf(lane.id, context.plan).map(({ antenna, level, position }) => ({
          ...{ id: antenna, level, position },
        })),
        ...(best ? { best } : {}),
      },
    ];
  });
}

/** Antennas that were added for a lane of a plan and withdrawn. */
function withdrawnOf(laneId: string, { network }: Plan) {
  return (network?.withdrawn ?? []).filter(({ lane }) => lane === laneId);
}

/** Sites so near to one that nothing could feed have no feed either, metres, and on the same ramp outside all: an assumption. */
const unfedRadiusM = 5;

/** Sites of a lane but those where an antenna was withdrawn. */
function withoutWithdrawn(laneId: string, sites: readonly TriedSite[], plan: Plan): readonly TriedSite[] {
  const isOutside = ({ level, position }: { level: string; position: Point }) =>
    plan.levels.some(({ id, outline }) => id === level && !ringContains(outline, position));
  const gone = withdrawnOf(laneId, plan);
  return sites.filter(
    ({ antenna }) =>
      !gone.some(
        (each) =>
          each.level === antenna.level &&
          (distance(each.position, antenna.position) <= unfedRadiusM ||
            (isOutside(each) && isOutside(antenna))),
      ),
  );
}

/** Returns whether no course of a network leads to an antenna, while one leads to antennas that hang. */
function isUnreached(antenna: Antenna, plan: Plan): boolean {
  const hung = plan.antennas.filter(({ carriers }) => carriers.length > 0);
  const tried = { ...antenna, id: `${antenna.id} tried` };
  const ids = new Set(hung.map(({ id }) => id));
  return unreachedAntennas({ ...plan, antennas: [...hung, tried] }, ids).has(tried.id);
}

/** The best of the sites that a network can feed, and how many better ones it cannot. */
function bestSite(
  laneId: string,
  tried: readonly TriedSite[],
  before: LaneResult,
  context: LevelContext,
): { best?: HandoverSite; unfedCount: number } {
  const short = shortCarriers(before);
  const all = tried.flatMap((site) => trySite(laneId, site, before, context) ?? []);
  let left = all;
  for (;;) {
    const best = left.reduce<HandoverSite | undefined>(
      (found, each) => (isBetter(each, found ?? before, short) ? each : found),
      undefined,
    );
    const unfedCount = all.length - left.length;
    if (!best) return { unfedCount };
    if (!isUnreached(best.antenna, context.plan)) return { best, unfedCount };
    left = left.filter(({ antenna }) => distance(antenna.position, best.antenna.position) > 0);
  }
}

function trySite(
  laneId: string,
  { change, antenna }: TriedSite,
  before: LaneResult,
  context: LevelContext,
): HandoverSite | undefined {
  const others = context.plan.antennas.filter(({ id }) => id !== antenna.id);
  const plan = { ...context.plan, antennas: [...others, antenna] };
  const lane = lanesOf(plan).find(({ id }) => id === laneId);
  if (!lane) return undefined;
  const found = evaluateLane(lane, { ...context, plan });
  const short = new Set(shortCarriers(before));
  const isMended = before.handovers.every(({ carrier }) => {
    const isServed = short.has(carrier) || isEnough(before, carrier);
    return !isServed || isEnough(found, carrier);
  });
  return { change, antenna, isMended, ...found };
}

/** Level that a street hardly exceeds, dBm: an assumption. */
export const streetDbm = -65;

/** Returns whether a handover, and leakage with it, would be met only beside a macro that is stronger than streets have it. */
export function isUnlikelyMet({ status, metBetweenDbm, window }: LaneHandover): boolean {
  if (status !== 'depends' || metBetweenDbm === undefined) return false;
  return (window?.bothDbm ?? [metBetweenDbm]).every(([fromDbm]) => fromDbm > streetDbm);
}

/** Carriers of a lane that fail its handover or, beside a stated level, its leakage, or meet none of them at one level outside. */
function shortCarriers({ handovers, leakage }: LaneResult): string[] {
  return handovers
    .filter((each) => {
      const leaks = leakage.some(({ carrier, status }) => carrier === each.carrier && status === 'not-met');
      return each.status === 'not-met' || each.status === 'conflicting' || isUnlikelyMet(each) || leaks;
    })
    .map(({ carrier }) => carrier);
}

/** Returns whether a carrier meets handover and leakage of a lane, for some level outside that streets have where none is stated. */
function isEnough({ handovers, leakage }: LaneResult, carrier: string): boolean {
  const handover = handovers.find((each) => each.carrier === carrier);
  const leaks = leakage.some((each) => each.carrier === carrier && each.status === 'not-met');
  if (!handover || leaks) return false;
  return handover.status === 'met' || (handover.status === 'depends' && !isUnlikelyMet(handover));
}

/** More carriers that meet both; as many, and the worst of those that did not is nearer to it, or has more levels outside that do. */
function isBetter(one: LaneResult, other: LaneResult, short: readonly string[]): boolean {
  const count = (all: LaneResult) => all.handovers.filter(({ carrier }) => isEnough(all, carrier)).length;
  const more = count(one) - count(other);
  if (more !== 0) return more > 0;
  const worst = (all: LaneResult) => Math.min(...short.map((carrier) => meritOf(all, carrier)));
  return worst(one) > worst(other);
}

/** More than any overlap, metres: what meets both is better than what does not. */
const metMerit = 1000;

/** Merit of a carrier on a lane: the longest overlap that leaks no more than it may, or, where that is enough, the width of its levels outside. */
function meritOf(all: LaneResult, carrier: string): number {
  const handover = all.handovers.find((each) => each.carrier === carrier);
  if (!handover || handover.status === 'same-cell') return -1;
  const { window } = handover;
  if (!isEnough(all, carrier)) return window ? (window.longest?.overlapM ?? 0) : overlapOf(handover);
  const widthsDb = (window?.bothDbm ?? []).map(([from, to]) => Math.min(to, streetDbm) - from);
  return metMerit + Math.max(0, ...widthsDb);
}

/** Overlap of a handover, metres, with the level outside at which it is longest where nobody states that. */
export function overlapOf({ overlapM, longest }: LaneHandover): number {
  return overlapM ?? longest?.overlapM ?? 0;
}

/** Antennas to be tried along a lane: panels on its ramp outside, new ones of its cells inside, then the nearest ones moved there. */
function sitesOf(lane: DriveLane, [{ cells }]: readonly LaneHandover[], { plan }: LevelContext): TriedSite[] {
  const isRamp = lane.kind === 'between-levels';
  const inside = floorSites(lane, plan);
  const ofGarage = cells.filter((cell) => cell !== outdoorCellId);
  const panels = ofGarage.flatMap((cell) => rampPanels(lane, cell, plan));
  const added = evenly(inside, isRamp ? 8 : panels.length > 0 ? 6 : 12).flatMap(({ levelId, position }) =>
    ofGarage.map((cell) => ({
      change: 'added' as const,
      antenna: newAntenna(plan, { id: `NEW-${lane.id}`, level: levelId, position, cell }),
    })),
  );
  const farM = (antenna: Antenna) =>
    Math.min(
      ...inside
        .filter(({ levelId }) => levelId === antenna.level)
        .map(({ position }) => distance(position, antennaLocation(antenna))),
    );
  const movable = plan.antennas
    .filter((each) => each.carriers.length > 0 && !each.locked && !radiatesAlongPath(each))
    .filter((each) => Number.isFinite(farM(each)))
    .sort((a, b) => farM(a) - farM(b))
    .slice(0, movedAntennas);
  const moved = movable.flatMap((antenna) =>
    evenly(
      inside.filter(({ levelId }) => levelId === antenna.level),
      Math.max(1, (maxLaneSites - added.length - panels.length) / movedAntennas),
    ).map(({ position }) => ({ change: 'moved' as const, antenna: moveAntenna(antenna, position) })),
  );
  return [...panels, ...added, ...moved].slice(0, maxLaneSites);
}

/** Panels on a ramp outside hang so far inside its outer end, metres, and their ports have so much less than the nominal power, dB. */
const panelInsideM = [6, 9, 12, 16, 20];
const panelBackoffDb = [0, 10];
/** Distance of a panel from the wall of the ramp that it is mounted on, and the farthest wall that is looked at, metres. */
const offWallM = 0.3;
const rampHalfWidthM = 6;
const panelDowntiltDeg = 4;
/** A panel looks at the lane so far ahead of it, metres. */
const aimAheadM = 12;

/**
 * Panels at the wall of an entrance's ramp outside the outline that look down it, inwards: the car is in front of them while the ground
 * outdoors is behind them. Ramps are as high as the level's ceiling there (assumption: no plan says what is over them).
 */
function rampPanels(lane: DriveLane, cell: string, plan: Plan): TriedSite[] {
  const level = plan.levels.find(({ id }) => id === lane.levels[0]);
  const onRamp = lane.points.filter(({ outdoorRatio }) => outdoorRatio > 0 && outdoorRatio < 1);
  const [outer] = onRamp;
  if (lane.kind !== 'outdoors' || !level || !outer) return [];
  return panelInsideM.flatMap((insideM) => {
    const point = onRamp.find(({ alongM }) => alongM - outer.alongM >= insideM);
    if (!point || ringContains(level.outline, point.position)) return [];
    const aim = lane.points.find(({ alongM }) => alongM - point.alongM >= aimAheadM);
    if (!aim) return [];
    const position = roundedPoint(atWall(point.position, level));
    if (isForbidden(plan, level.id, position)) return [];
    const [dx, dy] = [aim.position[0] - position[0], aim.position[1] - position[1]];
    const at = { id: `NEW-${lane.id}`, level: level.id, position, cell };
    return panelBackoffDb.map((backoffDb) => ({
      change: 'added' as const,
      antenna: lowered(
        {
          ...newAntenna(plan, at),
          ...{ type: 'directional', downtiltDeg: panelDowntiltDeg },
          azimuthDeg: Math.round(radToDeg(Math.atan2(dy, dx))),
        },
        backoffDb,
        plan,
      ),
    }));
  });
}

/** The antenna with so much less at its port on every carrier, as a target that a network is designed for. */
function lowered(antenna: Antenna, backoffDb: number, { carriers }: Plan): Antenna {
  if (backoffDb === 0) return antenna;
  const targetPowerDbm = Object.fromEntries(
    carriers.map(({ id, portPowerDbm }) => [id, (antenna.portPowerDbm?.[id] ?? portPowerDbm) - backoffDb]),
  );
  return { ...antenna, targetPowerDbm, portPowerDbm: targetPowerDbm };
}

/** The point moved to in front of the nearest wall of a ramp; as it is where none is near. */
function atWall(point: Point, { walls = [] }: Level): Point {
  const faces = walls.map(({ start, end, thicknessM }) => {
    const at = pointAlong(start, end, nearestParameter(point, start, end));
    return { at, offM: distance(at, point) - thicknessM / 2 - offWallM, farM: distance(at, point) };
  });
  const nearest = faces.filter(({ farM }) => farM <= rampHalfWidthM).sort((a, b) => a.farM - b.farM)[0];
  if (!nearest || nearest.offM <= 0) return point;
  return pointAlong(point, nearest.at, nearest.offM / nearest.farM);
}

/** Returns whether the planner allows no antenna at a point, or an owner refused one there. */
function isForbidden({ placement }: Plan, levelId: string, point: Point): boolean {
  const refused = (placement?.refused ?? []).filter((area) => typeof area !== 'string');
  const isAround = ({ position, radiusM = defaultForbiddenM }: { position?: Point; radiusM?: number }) =>
    position !== undefined && distance(position, point) <= radiusM;
  return [...(placement?.forbidden ?? []), ...refused].some((area) => {
    if (area.level !== levelId) return false;
    const polygon = 'polygon' in area ? (area.polygon as readonly Point[] | undefined) : undefined;
    return polygon ? ringContains(polygon, point) : isAround(area);
  });
}

/** Directions and distances around the inner end of a lane that has few sites. */
const aroundEndDeg = [0, 45, 90, 135, 180, 225, 270, 315];
const aroundEndM = [6, 12];
/** A lane with fewer sites is given those around its inner end. */
const fewSites = 8;
/** Nothing hangs nearer to a point that is forbidden or was refused, metres, where the plan does not say how near. */
const defaultForbiddenM = 5;
/** Sites are told to the decimetre. */
const stepsPerM = 10;

/** Sites on the floor along a lane, of a short one around its inner end too, where no wall is between. */
function floorSites(lane: DriveLane, plan: Plan): Pick<LanePoint, 'levelId' | 'position'>[] {
  const { levels } = plan;
  const isSite = (levelId: string, position: Point) => {
    const level = levels.find(({ id }) => id === levelId);
    if (!level || !isOnFloor(level, position) || !ringContains(level.outline, position)) return false;
    if (isForbidden(plan, levelId, position)) return false;
    const zones = (level.zones ?? []).filter(({ polygon }) => ringContains(polygon, position));
    const isOpen = zones.every(({ kind }) => {
      const { isClosed, isRoom, isExit } = zoneKindRow(kind);
      return !isClosed && !isRoom && !isExit;
    });
    return isOpen && (level.columns ?? []).every((column) => columnDistanceM(column, position) > 0);
  };
  const along = lane.points
    .filter(({ riseM, alongM }) => riseM === 0 && (lane.kind === 'between-levels' || alongM > 0))
    .map(({ levelId, position }) => ({ levelId, position: roundedPoint(position) }))
    .filter(({ levelId, position }) => isSite(levelId, position));
  const end = lane.points[lane.points.length - 1];
  const level = levels.find(({ id }) => id === end.levelId);
  if (along.length >= fewSites || !level) return along;
  const { segments } = levelWalls(level);
  const mm = ([x, y]: Point): Point => [metresToMm(x), metresToMm(y)];
  const isFree = (to: Point) =>
    segments.every(({ startMm, endMm }) => !segmentsCross(mm(end.position), mm(to), startMm, endMm));
  const around = aroundEndM.flatMap((farM) =>
    aroundEndDeg.map((angleDeg) => {
      const rad = degToRad(angleDeg);
      const [x, y] = end.position;
      return {
        levelId: end.levelId,
        position: roundedPoint([x + farM * Math.cos(rad), y + farM * Math.sin(rad)]),
      };
    }),
  );
  return [
    ...along,
    ...around.filter(({ levelId, position }) => isSite(levelId, position) && isFree(position)),
  ];
}

function roundedPoint([x, y]: Point): Point {
  return [Math.round(x * stepsPerM) / stepsPerM, Math.round(y * stepsPerM) / stepsPerM];
}

/** Some of a list, evenly apart, the first and the last among them; all where it has no more than that. */
function evenly<Item>(items: readonly Item[], count: number): Item[] {
  const limit = Math.floor(count);
  if (items.length <= limit) return [...items];
  return Array.from({ length: limit }, (_, at) => items[Math.round((at * (items.length - 1)) / (limit - 1))]);
}

/** A ceiling antenna as high as the nearest of its level, with nominal powers; where small cells hang, as strong as the nearest of each carrier. */
function newAntenna(
  { antennas, levels, carriers }: Plan,
  at: Pick<Antenna, 'id' | 'level' | 'position' | 'cell'>,
): Antenna {
  const nearest = antennas
    .filter(({ level }) => level === at.level)
    .sort((a, b) => distance(antennaLocation(a), at.position) - distance(antennaLocation(b), at.position));
  const clearM = levels.find(({ id }) => id === at.level)?.clearHeightM ?? 2.5;
  const portPowerDbm = Object.fromEntries(
    carriers.flatMap((carrier) => {
      const near = nearest.find((each) => radiates(each, carrier));
      const powerDbm = near?.feed === 'small-cell' ? near.portPowerDbm?.[carrier.id] : undefined;
      return powerDbm === undefined ? [] : [[carrier.id, powerDbm]];
    }),
  );
  const taken = new Set(antennas.map(({ id }) => id));
  let id = at.id;
  while (taken.has(id)) id = `${id}+`;
  return {
    ...{ ...at, id, heightM: nearest[0]?.heightM ?? clearM - 0.1, type: 'ceiling-omni', carriers: ['*'] },
    ...(Object.keys(portPowerDbm).length > 0 ? { portPowerDbm } : {}),
  };
}

const exceededRatio = 0.05;

/**
 * Leakage at the profile's distance from the outer end of an entrance: with no loss of body or car, and as if the ground there were level
 * with the garage's floor, so that no slope is in the way.
 */
function leakageOf(lane: DriveLane, carrier: Carrier, context: LevelContext): EntranceLeakage[] {
  const { plan, profile } = context;
  const { leakageDistanceM, leakageDbm, leakageBelowOutdoorDb } = profile.handover;
  const outdoors = locationsOutdoors(lane, plan.levels, leakageDistanceM);
  if (!outdoors) return [];
  const { outerEnd, locations } = outdoors;
  const sources = sourcesOf(
    plan.antennas.filter((antenna) => radiates(antenna, carrier)),
    carrier,
    plan,
  );
  const rampLossDb = rampLossOf(lane, context)(1);
  const points = locations.map((position) => {
    const at = { levelId: outerEnd.levelId, position, heightM: profile.phoneHeightM, rampLossDb };
    const cells = [...cellLevels(sources, carrier, at, context).values()];
    return { position, medianDbm: mwToDbm(cells.reduce((sum, levelDbm) => sum + dbmToMw(levelDbm), 0)) };
  });
  const levels = points.map(({ medianDbm }) => medianDbm);
  if (levels.some((levelDbm) => !Number.isFinite(levelDbm))) return [];
  const meanDbm = levels.reduce((sum, levelDbm) => sum + levelDbm, 0) / levels.length;
  const p95Dbm = levelExceeded(levels, profile.shadowingSigmaDb, exceededRatio);
  const stated = plan.outdoor?.groundRsrpDbm;
  const outdoorDbm = stated?.[carrier.id] ?? stated?.[carrier.operator];
  const isMet =
    p95Dbm <= leakageDbm || (outdoorDbm !== undefined && p95Dbm <= outdoorDbm - leakageBelowOutdoorDb);
  const neededOutdoorDbm = p95Dbm + leakageBelowOutdoorDb;
  return [
    {
      ...{ lane: lane.id, carrier: carrier.id, meanDbm, p95Dbm, limitDbm: leakageDbm },
      status: isMet ? 'met' : outdoorDbm === undefined ? 'depends' : 'not-met',
      ...(outdoorDbm === undefined ? {} : { outdoorDbm }),
      ...(p95Dbm <= leakageDbm ? {} : { neededOutdoorDbm }),
      ...{ level: outerEnd.levelId, outerEnd: outerEnd.position, points },
    },
  ];
}

/** Level that log-normal levels around these medians exceed with a probability, all medians as likely, dBm; bisected to 0.001 dB. */
export function levelExceeded(mediansDbm: readonly number[], sigmaDb: number, ratio: number): number {
  let low = Math.min(...mediansDbm) - 6 * sigmaDb;
  let high = Math.max(...mediansDbm) + 6 * sigmaDb;
  while (high - low > 1e-3) {
    const middle = (low + high) / 2;
    const exceeded = mediansDbm.reduce(
      (sum, medianDbm) => sum + normalCdf((medianDbm - middle) / sigmaDb),
      0,
    );
    if (exceeded / mediansDbm.length > ratio) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function duplexOf(carrier: Carrier, profile: RequirementProfile): DuplexCarrier[] {
  const { throughput } = technologyRow(carrier.technology);
  if (!throughput || !isTimeDivision(carrier)) return [];
  const { downRatio, upRatio } = profile.throughput.duplex[throughput.duplexFrame(carrier.frequencyMhz)];
  return [{ carrier: carrier.id, downRatio, upRatio }];
}

/** Every garage cell on every carrier with its neighbours. */
function cellNeighbours(
  plan: Plan,
  maps: readonly CarrierMap[],
  handovers: readonly LaneHandover[],
): CellNeighbours[] {
  return plan.carriers.filter(servesPhones).flatMap((carrier) => {
    const cells = [
      ...new Set(plan.antennas.filter((each) => radiates(each, carrier)).map(({ cell }) => cell)),
    ];
    const touching = touchingCells(
      plan,
      maps.filter(({ carrierId }) => carrierId === carrier.id),
    );
    const onLanes = handovers.filter((each) => each.carrier === carrier.id);
    const pciOf = (cell: string) =>
      plan.cells?.find((each) => each.cell === cell && each.carrier === carrier.id)?.pci;
    return cells.map((cell) => {
      const met = onLanes.flatMap(({ cells: pair }) =>
        pair.includes(cell) ? pair.filter((other) => other !== cell) : [],
      );
      const neighbours = [...new Set([...(touching.get(cell) ?? []), ...met])];
      const pci = pciOf(cell);
      return {
        ...{ cell, carrier: carrier.id },
        ...(pci === undefined ? {} : { pci }),
        neighbours: neighbours.filter((other) => other !== outdoorCellId).sort(compareTexts),
        meetsOutdoor: neighbours.includes(outdoorCellId),
        collisions: cells.flatMap((other) => {
          const otherPci = pciOf(other);
          if (other === cell || pci === undefined || otherPci === undefined) return [];
          const modulo =
            pci === otherPci ? 'same' : pci % 30 === otherPci % 30 ? 30 : pci % 3 === otherPci % 3 ? 3 : 0;
          return modulo === 0 ? [] : [{ cell: other, modulo } as const];
        }),
      };
    });
  });
}

/** Cells whose areas as best server touch on a map. */
function touchingCells({ antennas }: Plan, maps: readonly CarrierMap[]): Map<string, Set<string>> {
  const touching = new Map<string, Set<string>>();
  const meet = (a: string | undefined, b: string | undefined) => {
    if (a === undefined || b === undefined || a === b) return;
    touching.set(a, (touching.get(a) ?? new Set()).add(b));
    touching.set(b, (touching.get(b) ?? new Set()).add(a));
  };
  for (const { bestAntenna, grid } of maps) {
    const cellOf = (index: number) => antennas[bestAntenna[index]]?.cell;
    for (let index = 0; index < bestAntenna.length; index += 1) {
      if (index % grid.columns > 0) meet(cellOf(index), cellOf(index - 1));
      if (index >= grid.columns) meet(cellOf(index), cellOf(index - grid.columns));
    }
  }
  return touching;
}
