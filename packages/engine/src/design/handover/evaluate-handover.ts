import {
  compareTexts,
  dbmToMw,
  degToRad,
  distance,
  metresToMm,
  mwToDbm,
  normalCdf,
  type Point,
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
  levelWalls,
  moveAntenna,
  type Plan,
  type RequirementProfile,
  radiatesAlongPath,
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
  type LanePoint,
  lawLossDb,
  loadPlanModel,
  locationMm,
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

/** The cell of the network outside in what follows; garage cells bear their own names. */
export const outdoorCellId = 'outdoor';

/** State of a handover or of leakage: `depends` where it is met for some levels outside, and nobody says which there is. */
export type HandoverStatus = 'met' | 'not-met' | 'depends' | 'same-cell' | 'no-signal';

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
  /** Every overlap that is too short is long enough then (for some level outside, where nobody states it), and none gets too short. */
  isMended: boolean;
  /** Handovers of all carriers on that lane, which leads to the nearest antenna as it does in every plan. */
  handovers: readonly LaneHandover[];
}

/** Sites along a lane, tried one by one, that may mend its overlaps where they are too short. */
export interface HandoverAdvice {
  lane: string;
  /** Carriers whose overlap is too short. */
  carriers: readonly string[];
  sitesCount: number;
  /** Sites that are tried at most, of one lane and of all together. */
  sitesAtMost: number;
  allSitesAtMost: number;
  /** The best of the sites; absent where none is better than the plan as it is. */
  best?: HandoverSite;
}

/** Handover, leakage, neighbours, frames and receiver noise of a plan. */
export interface Handover {
  lanes: readonly (Pick<DriveLane, 'id' | 'kind' | 'levels' | 'isAssumed'> & { position: Point })[];
  handovers: readonly LaneHandover[];
  /** One for each lane with an overlap that is too short. */
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
  await loadPlanModel(given, modelId);
  const powered = applyPortPowers(given);
  const plan = withSilent(powered, unfedAntennas(given));
  const model = planModel(plan, modelId);
  const findCrossing = retainCrossings(plan.levels, obstacleOptions(plan, profile, model));
  const context: LevelContext = {
    ...{ plan, profile, model, findCrossing },
    ...{ traced: new WeakMap(), outdoor: new Map() },
  };
  const carriers = plan.carriers.filter(servesPhones);
  const lanes = lanesOf(plan);
  const handovers = lanes.flatMap((lane) => laneHandovers(lane, context));
  const entrances = lanes.filter(({ kind }) => kind === 'outdoors');
  return {
    lanes: lanes.map((lane) => ({
      ...{ id: lane.id, kind: lane.kind, levels: lane.levels, isAssumed: lane.isAssumed },
      position: middlePoint(lane).position,
    })),
    handovers,
    advice: adviseLanes(lanes, handovers, context),
    leakage: entrances.flatMap((lane) => carriers.flatMap((carrier) => leakageOf(lane, carrier, context))),
    cells: cellNeighbours(plan, maps, handovers),
    duplex: plan.carriers.flatMap((carrier) => duplexOf(carrier, profile)),
    receivers: combinedReceivers(plan).map(({ cell, carrier, units, noiseFigureDb, remotesDb }) => ({
      ...{ cell, carrier, units, noiseFigureDb, combiningDb: remotesDb },
      totalDb: noiseFigureDb + remotesDb,
    })),
  };
}

function lanesOf({ levels, antennas }: Plan): DriveLane[] {
  return driveLanes(
    levels,
    antennas.filter(({ carriers }) => carriers.length > 0),
  );
}

/** Handovers of all carriers that phones use on a lane. */
function laneHandovers(lane: DriveLane, context: LevelContext): LaneHandover[] {
  return context.plan.carriers
    .filter(servesPhones)
    .flatMap((carrier) =>
      lane.kind === 'outdoors'
        ? entranceHandover(lane, carrier, context)
        : rampHandover(lane, carrier, context),
    );
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
 * @param heightM over the level's floor
 */
function cellLevels(
  sources: readonly LaneSource[],
  carrier: Carrier,
  at: { levelId: string; position: Point; heightM: number },
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
    const at = { x: position[0], y: position[1], z: source.heightM };
    const from = locationMm(at, metresToMm(source.level.elevationM));
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
    bestDbm = Math.max(bestDbm, levelDbm);
    powersMw.set(cell, (powersMw.get(cell) ?? 0) + dbmToMw(levelDbm));
  }
  return new Map([...powersMw].map(([cell, powerMw]) => [cell, mwToDbm(powerMw)]));
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
  const levels = new Map<string, Float64Array>();
  lane.points.forEach(({ levelId, position, riseM }, index) => {
    const at = { levelId, position, heightM: riseM + profile.phoneHeightM };
    for (const [cell, levelDbm] of cellLevels(sources, carrier, at, context)) {
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

function entranceHandover(lane: DriveLane, carrier: Carrier, context: LevelContext): LaneHandover[] {
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
  const longest = tried.reduce((best, each) => (each.overlapM > best.overlapM ? each : best));
  const metBetweenDbm = longestRun(tried.filter(({ overlapM }) => overlapM >= rule.requiredM));
  if (!metBetweenDbm) return [{ ...base, status: 'not-met', longest }];
  return [{ ...base, status: 'depends', metBetweenDbm, longest }];
}

/** The longest run of levels 1 dB apart; undefined of none. */
function longestRun(met: readonly { outdoorDbm: number }[]): [number, number] | undefined {
  let best: [number, number] | undefined;
  let run: [number, number] | undefined;
  for (const { outdoorDbm } of met) {
    run = run && outdoorDbm === run[1] + 1 ? [run[0], outdoorDbm] : [outdoorDbm, outdoorDbm];
    if (!best || run[1] - run[0] > best[1] - best[0]) best = run;
  }
  return best;
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

/** Antennas tried, one by one, for each lane with an overlap that is too short. */
function adviseLanes(
  lanes: readonly DriveLane[],
  handovers: readonly LaneHandover[],
  context: LevelContext,
): HandoverAdvice[] {
  let leftCount = maxSites;
  return lanes.flatMap((lane): HandoverAdvice[] => {
    const before = handovers.filter((each) => each.lane === lane.id);
    const short = before.filter(isShort);
    if (short.length === 0) return [];
    const tried = sitesOf(lane, short, context).slice(0, leftCount);
    leftCount -= tried.length;
    let best: HandoverSite | undefined;
    for (const site of tried) {
      const found = trySite(lane.id, site, before, context);
      if (found && isBetter(found.handovers, best?.handovers ?? before, before)) best = found;
    }
    return [
      {
        ...{ lane: lane.id, carriers: short.map(({ carrier }) => carrier) },
        ...{ sitesCount: tried.length, sitesAtMost: maxLaneSites, allSitesAtMost: maxSites },
        ...(best ? { best } : {}),
      },
    ];
  });
}

function trySite(
  laneId: string,
  { change, antenna }: Pick<HandoverSite, 'change' | 'antenna'>,
  before: readonly LaneHandover[],
  context: LevelContext,
): HandoverSite | undefined {
  const others = context.plan.antennas.filter(({ id }) => id !== antenna.id);
  const plan = { ...context.plan, antennas: [...others, antenna] };
  const lane = lanesOf(plan).find(({ id }) => id === laneId);
  if (!lane) return undefined;
  const handovers = laneHandovers(lane, { ...context, plan });
  const isMended = before.every((each) => {
    const after = handovers.find(({ carrier }) => carrier === each.carrier);
    return after !== undefined && (isEnough(after) || !(isEnough(each) || isShort(each)));
  });
  return { change, antenna, isMended, handovers };
}

/** Level that a street hardly exceeds, dBm: an assumption. */
export const streetDbm = -65;

/** Returns whether a handover would be met only beside a macro that is stronger than streets have it. */
export function isUnlikelyMet({ status, metBetweenDbm }: LaneHandover): boolean {
  return status === 'depends' && metBetweenDbm !== undefined && Math.min(...metBetweenDbm) > streetDbm;
}

function isShort(each: LaneHandover): boolean {
  return each.status === 'not-met' || isUnlikelyMet(each);
}

function isEnough(each: LaneHandover): boolean {
  return each.status === 'met' || (each.status === 'depends' && !isUnlikelyMet(each));
}

/** More carriers with an overlap that is long enough; as many, and the shortest of the others is longer. */
function isBetter(
  one: readonly LaneHandover[],
  other: readonly LaneHandover[],
  before: readonly LaneHandover[],
): boolean {
  const short = new Set(before.filter(isShort).map(({ carrier }) => carrier));
  const count = (all: readonly LaneHandover[]) => all.filter(isEnough).length;
  const shortestM = (all: readonly LaneHandover[]) => {
    const found = all.filter(({ carrier, status }) => short.has(carrier) && status !== 'same-cell');
    return found.length < short.size ? -1 : Math.min(...found.map(overlapOf));
  };
  const more = count(one) - count(other);
  return more > 0 || (more === 0 && shortestM(one) > shortestM(other));
}

/** Overlap of a handover, metres, with the level outside at which it is longest where nobody states that. */
export function overlapOf({ overlapM, longest }: LaneHandover): number {
  return overlapM ?? longest?.overlapM ?? 0;
}

/** Antennas to be tried along a lane: new ones of its cells, then the nearest ones moved there. */
function sitesOf(
  lane: DriveLane,
  [{ cells }]: readonly LaneHandover[],
  { plan }: LevelContext,
): Pick<HandoverSite, 'change' | 'antenna'>[] {
  const isRamp = lane.kind === 'between-levels';
  const inside = floorSites(lane, plan);
  const ofGarage = cells.filter((cell) => cell !== outdoorCellId);
  const added = evenly(inside, isRamp ? 8 : 12).flatMap(({ levelId, position }) =>
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
      (maxLaneSites - added.length) / movedAntennas,
    ).map(({ position }) => ({ change: 'moved' as const, antenna: moveAntenna(antenna, position) })),
  );
  return [...added, ...moved].slice(0, maxLaneSites);
}

/** Directions and distances around the inner end of a lane that has few sites. */
const aroundEndDeg = [0, 45, 90, 135, 180, 225, 270, 315];
const aroundEndM = [6, 12];
/** A lane with fewer sites is given those around its inner end. */
const fewSites = 8;
/** Sites are told to the decimetre. */
const stepsPerM = 10;

/** Sites on the floor along a lane, of a short one around its inner end too, where no wall is between. */
function floorSites(lane: DriveLane, { levels }: Plan): Pick<LanePoint, 'levelId' | 'position'>[] {
  const isSite = (levelId: string, position: Point) => {
    const level = levels.find(({ id }) => id === levelId);
    if (!level || !isOnFloor(level, position) || !ringContains(level.outline, position)) return false;
    const zones = (level.zones ?? []).filter(({ polygon }) => ringContains(polygon, position));
    const isOpen = zones.every(({ kind }) => {
      const { isClosed, isRoom, isExit } = zoneKindRow(kind);
      return !isClosed && !isRoom && !isExit;
    });
    return isOpen && (level.columns ?? []).every((column) => columnDistanceM(column, position) > 0);
  };
  const rounded = ([x, y]: Point): Point => [
    Math.round(x * stepsPerM) / stepsPerM,
    Math.round(y * stepsPerM) / stepsPerM,
  ];
  const along = lane.points
    .filter(({ riseM, alongM }) => riseM === 0 && (lane.kind === 'between-levels' || alongM > 0))
    .map(({ levelId, position }) => ({ levelId, position: rounded(position) }))
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
        position: rounded([x + farM * Math.cos(rad), y + farM * Math.sin(rad)]),
      };
    }),
  );
  return [
    ...along,
    ...around.filter(({ levelId, position }) => isSite(levelId, position) && isFree(position)),
  ];
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

/** Directions around the outer end of an entrance, from straight ahead, degrees. */
const aroundDeg = [-60, -40, -20, 0, 20, 40, 60];
const exceededRatio = 0.05;

/**
 * Leakage at the profile's distance from the outer end of an entrance: with no loss of body or car, and as if the ground there were level
 * with the garage's floor, so that no slope is in the way.
 */
function leakageOf(lane: DriveLane, carrier: Carrier, context: LevelContext): EntranceLeakage[] {
  const { plan, profile } = context;
  const { leakageDistanceM, leakageDbm, leakageBelowOutdoorDb } = profile.handover;
  // Points run inwards: the outer end is the last of those on open ground, beyond it the lane goes down.
  const open = lane.points.filter(({ outdoorRatio }) => outdoorRatio >= 1);
  const outerEnd = open[open.length - 1];
  const ahead = open[0];
  if (!outerEnd || !ahead || outerEnd === ahead) return [];
  const headingRad = Math.atan2(
    ahead.position[1] - outerEnd.position[1],
    ahead.position[0] - outerEnd.position[0],
  );
  const sources = sourcesOf(
    plan.antennas.filter((antenna) => radiates(antenna, carrier)),
    carrier,
    plan,
  );
  const points = aroundDeg.map((angleDeg) => {
    const rad = headingRad + degToRad(angleDeg);
    const position: Point = [
      outerEnd.position[0] + leakageDistanceM * Math.cos(rad),
      outerEnd.position[1] + leakageDistanceM * Math.sin(rad),
    ];
    const at = { levelId: outerEnd.levelId, position, heightM: profile.phoneHeightM };
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
