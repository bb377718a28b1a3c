import {
  boundsOf,
  dbmToMw,
  dbmToW,
  dbToRatio,
  distanceToBounds,
  mmToMetres,
  percentiles,
  provenance,
  ratioToDb,
  ringContains,
  wPerM2ToUwPerCm2,
  wToDbm,
} from '../../core/index.ts';
import {
  type Antenna,
  type Carrier,
  type ExposureLimits,
  type Level,
  liftZones,
  type Plan,
  planProfile,
  portPowerState,
  requirePlan,
  withoutNetwork,
} from '../../plan/index.ts';
import {
  antennaPaths,
  antennaSources,
  buildGrid,
  cellKind,
  evaluateNetwork,
  markCells,
  type NetworkEvaluation,
  type PreparedPattern,
  portPowerDbm,
  preparePattern,
  radiates,
  withSilent,
} from '../../radio/index.ts';
import { cellAt } from './cell-at.ts';
import {
  type AntennaExposure,
  type Exposure,
  type ExposureComparison,
  type ExposureLocation,
  type HeadLimits,
  type HeadLocation,
  type LevelExposure,
  type PowerComparison,
  type StandingExposure,
  standingKinds,
} from './exposure.ts';
import { densityAt, exposureTerms, fractionAt } from './exposure-field.ts';
import { publicExposureLimit } from './gb8702-limits.ts';
import { type EmittedCarrier, type Emitter, levelEmitters } from './level-emitters.ts';
import { type FoundLocation, improve, searchNear } from './search-worst.ts';
import { byFraction, worstStanding } from './standing-locations.ts';

/** A radiating cable is taken as at most so many locations. */
const maxCableLocations = 200;

/** Frequency at which both parts of the table meet; the lower value is used there. */
const usualMhz = 3000;

/** Most power that a phone of the usual class may send, dBm. */
const phonePowerDbm = 23;

/** Locations of a level's floor times emitters that the map may cost. */
const maxMapEvaluations = 5e6;
const finestCellM = 0.5;
const coarsestCellM = 16;
const maxTerms = 24;

/** The last evaluation of a plan, with the powers it was done for: its verdict and each of its documents ask for it. */
const cached = new WeakMap<Plan, { powers: string; exposure: Exposure }>();

/**
 * Fields at people's heads from all antennas of a plan against GB 8702-2014, worst location first: wherever somebody
 * can stand on a level, heads between the profile's heights. Every carrier counts with all of its power, all of the
 * time.
 * @param evaluation powers at the ports; default: those of the plan's own feeder network, else the plan's. Of a stale
 * network nobody knows them: then the nominal ones count
 */
export function evaluateExposure(given: Plan, evaluation?: NetworkEvaluation): Exposure {
  requirePlan(given);
  const isStale = portPowerState(given).state === 'stale';
  const known = isStale && !evaluation ? withoutNetwork(given) : given;
  const network = evaluation ?? evaluateNetwork(known);
  const powers = JSON.stringify({ isStale, network });
  const last = cached.get(given);
  if (last?.powers === powers) return last.exposure;
  const exposure = exposureWith(known, network, isStale);
  cached.set(given, { powers, exposure });
  return exposure;
}

function exposureWith(known: Plan, network: NetworkEvaluation | undefined, isStale: boolean): Exposure {
  // A stale network does not say either that nothing comes out of an antenna.
  const plan = isStale || !network ? known : withSilent(known, network.unfed);
  const limits = planProfile(plan).exposure;
  const emitters = listEmitters(plan, network);
  const found = plan.levels.map((level) => evaluateLevel(plan, level, emitters, limits));
  const levels = found.flatMap(({ result }) => (result ? [result] : []));
  const worst = levels.map((level) => level.worst).sort((a, b) => b.shareRatio - a.shareRatio)[0];
  const worstRatio = worst?.shareRatio ?? 0;
  const antennas = found.flatMap((level) => level.antennas);
  const locations = found.flatMap((level) => level.places).sort(byFraction);
  return {
    met: worstRatio <= 1,
    ...(worst ? { worst: { ...worst, ...describeTerms(plan, worst, emitters, limits) } } : {}),
    levels,
    antennas,
    places: standingKinds.flatMap((kind) => locations.find((location) => location.kind === kind) ?? []),
    management: { ratio: limits.managementRatio, met: worstRatio <= limits.managementRatio },
    comparisons: comparisons(limits),
    powers: powerComparisons(antennas),
    assumptions: {
      headM: [limits.lowestHeadM, limits.highestHeadM],
      reflectionDb: limits.reflectionDb,
      leastGainDbi: limits.leastGainDbi,
      nearestM: limits.nearestM,
    },
  };
}

function evaluateLevel(
  plan: Plan,
  level: Level,
  all: readonly Emitter[],
  exposureLimits: ExposureLimits,
): { result?: LevelExposure; antennas: AntennaExposure[]; places: StandingExposure[] } {
  const emitters = levelEmitters(plan, level, all);
  if (emitters.length === 0) return { antennas: [], places: [] };
  const limits = headLimits(level, exposureLimits);
  const floor = mapFloor(level, emitters.length);
  const net = mapFractions(floor, emitters, limits);
  const highest = net.reduce<FoundLocation | undefined>(
    (best, location) => (best && best.shareRatio >= location.shareRatio ? best : location),
    undefined,
  );
  let worst = highest && improve(highest, emitters, floor.isFloor, limits);
  const nearest: { emitter: Emitter; worst: FoundLocation }[] = [];
  const byAntenna = new Map<number, { emitters: Emitter[]; worst?: FoundLocation }>();
  for (const emitter of emitters) {
    if (emitter.floors) continue;
    const known = byAntenna.get(emitter.antenna) ?? { emitters: [] };
    const near = searchNear(emitter, emitters, floor.isFloor, limits);
    known.emitters.push(emitter);
    if (near) nearest.push({ emitter, worst: near });
    if (near && near.shareRatio > (known.worst?.shareRatio ?? 0)) known.worst = near;
    if (near && near.shareRatio > (worst?.shareRatio ?? 0)) worst = near;
    byAntenna.set(emitter.antenna, known);
  }
  if (!worst) return { antennas: [], places: [] };
  const location = (found: FoundLocation) => describeLocation(level, found, emitters, limits);
  const levelWorst = location(worst);
  const { p50, p95 } = percentiles([Float32Array.from(net, ({ shareRatio }) => shareRatio)]);
  nearest.sort((a, b) => byFraction(a.worst, b.worst));
  const standing = worstStanding(level, { emitters, limits, isFloor: floor.isFloor, net, near: nearest });
  return {
    result: {
      ...{ level: level.id, antennas: byAntenna.size, worst: levelWorst },
      ...{ medianRatio: p50, p95Ratio: p95 },
    },
    antennas: [...byAntenna].map(([index, { emitters: antennaEmitters, worst: near }]) => ({
      ...{ antenna: plan.antennas[index].id, level: level.id, ...distances(antennaEmitters, limits) },
      worst: near ? location(near) : levelWorst,
    })),
    places: [...standing].map(([kind, found]) => ({
      kind,
      ...location(found),
      ...nearestAntenna(plan, emitters, found),
    })),
  };
}

/** The limits of a level's heads: whoever is in a lift's shaft is in its car. */
function headLimits(level: Level, limits: ExposureLimits): HeadLimits {
  const shafts = liftZones(level).map(({ polygon }) => ({ polygon, bounds: boundsOf(polygon) }));
  if (shafts.length === 0) return limits;
  const isInCar = (x: number, y: number) =>
    shafts.some(
      ({ polygon, bounds }) => distanceToBounds([x, y], bounds) === 0 && ringContains(polygon, [x, y]),
    );
  return { ...limits, isInCar };
}

/** The nearest antenna of all that reach a head. */
function nearestAntenna(plan: Plan, emitters: readonly Emitter[], { x, y, heightM }: HeadLocation) {
  let best = { antenna: '', distanceM: Number.POSITIVE_INFINITY };
  for (const emitter of emitters) {
    const distanceM = Math.hypot(x - emitter.x, y - emitter.y, heightM - emitter.heightM);
    if (distanceM < best.distanceM) best = { antenna: plan.antennas[emitter.antenna].id, distanceM };
  }
  return best;
}

interface Floor {
  grid: ReturnType<typeof buildGrid>;
  cells: Uint8Array;
  isFloor(x: number, y: number): boolean;
}

/**
 * Floor where somebody can stand: inside the outline, in rooms and on ramps too, but not in walls, columns or
 * holes.
 */
function mapFloor(level: Level, emitterCount: number): Floor {
  let cellM = finestCellM;
  let grid = buildGrid(level, cellM);
  while (grid.rows * grid.columns * emitterCount > maxMapEvaluations && cellM < coarsestCellM) {
    cellM *= 2;
    grid = buildGrid(level, cellM);
  }
  const cells = markCells({ ...level, zones: [] }, grid);
  const isFloor = (x: number, y: number): boolean => {
    const cell = cellAt(grid, x, y);
    return cell !== undefined && cells[cell] !== cellKind.none;
  };
  return { grid, cells, isFloor };
}

/** Fractions on all of the floor, heads at their highest. */
function mapFractions(
  { grid, cells }: Floor,
  emitters: readonly Emitter[],
  limits: HeadLimits,
): FoundLocation[] {
  const net: FoundLocation[] = [];
  for (let index = 0; index < cells.length; index += 1) {
    if (cells[index] === cellKind.none) continue;
    const location: HeadLocation = {
      x: mmToMetres(grid.originXMm + (index % grid.columns) * grid.cellMm),
      y: mmToMetres(grid.originYMm + Math.floor(index / grid.columns) * grid.cellMm),
      heightM: limits.highestHeadM,
    };
    net.push({ ...location, shareRatio: fractionAt(emitters, location, limits) });
  }
  return net;
}

function describeLocation(
  level: Level,
  { x, y, heightM, shareRatio }: FoundLocation,
  emitters: readonly Emitter[],
  limits: HeadLimits,
): ExposureLocation {
  const powerDensityWPerM2 = densityAt(emitters, { x, y, heightM }, limits);
  return {
    ...{ level: level.id, position: [x, y], heightM, powerDensityWPerM2 },
    powerDensityUwPerCm2: wPerM2ToUwPerCm2(powerDensityWPerM2),
    shareRatio,
  };
}

function describeTerms(
  plan: Plan,
  { level, position: [x, y], heightM }: ExposureLocation,
  emitters: readonly Emitter[],
  limits: ExposureLimits,
) {
  const at = plan.levels.find(({ id }) => id === level) as Level;
  const found = levelEmitters(plan, at, emitters);
  const terms = exposureTerms(plan, found, { x, y, heightM }, headLimits(at, limits));
  const rest = terms.slice(maxTerms);
  return {
    terms: terms.slice(0, maxTerms),
    rest: {
      terms: rest.length,
      powerDensityWPerM2: rest.reduce((sum, term) => sum + term.powerDensityWPerM2, 0),
      shareRatio: rest.reduce((sum, term) => sum + term.shareRatio, 0),
    },
  };
}

/**
 * Distance to an antenna alone, in its main direction, at which the limit is reached; for a cable at its
 * strongest location.
 */
function distances(emitters: readonly Emitter[], limits: ExposureLimits) {
  const strongest = emitters.reduce((a, b) => (b.shareRatio > a.shareRatio ? b : a));
  const gainRatio = dbToRatio(Math.max(limits.leastGainDbi, strongest.pattern.peakDbi));
  const atOneMetre = strongest.shareRatio * gainRatio * dbToRatio(limits.reflectionDb);
  const powerW = strongest.carriers.reduce((sum, each) => sum + each.powerW, 0);
  return {
    powerDbm: wToDbm(powerW),
    eirpDbm: wToDbm(powerW * gainRatio),
    limitDistanceM: Math.sqrt(atOneMetre),
    managementDistanceM: Math.sqrt(atOneMetre / limits.managementRatio),
  };
}

/**
 * Everything of a plan that radiates. Powers are what the feeder network brings, where it does, else those of the plan:
 * all of a carrier's power, as if it sent at full load all the time.
 */
function listEmitters(
  plan: Pick<Plan, 'antennas' | 'antennaTypes' | 'carriers' | 'network'>,
  network: NetworkEvaluation | undefined,
): Emitter[] {
  const feedsOf = new Map(network?.antennas.map((feed) => [feed.antenna, feed.carriers]));
  const pathsOf = antennaPaths(plan, network);
  return plan.antennas.flatMap((antenna, index) => {
    const feeds = new Map(feedsOf.get(antenna.id)?.map((each) => [each.carrier, each.powerDbm]));
    const radiated = plan.carriers.filter((carrier) => radiates(antenna, carrier));
    return byPattern(plan, antenna, radiated).flatMap(({ pattern, carriers }) => {
      const powers = carriers.map((carrier) => ({
        carrier,
        portPowerDbm:
          (feeds.get(carrier.id) ?? portPowerDbm(antenna, carrier)) + ratioToDb(pathsOf(antenna, carrier)),
        limitWPerM2: publicExposureLimit(carrier.frequencyMhz).powerDensityWPerM2,
        sources: mergeSources(antennaSources(antenna, carrier.frequencyMhz)),
      }));
      return powers[0].sources.map(({ position: [x, y], heightM }, location): Emitter => {
        const emitted = powers.map(({ sources, ...power }): EmittedCarrier => {
          const { feedDb } = sources[location];
          return { ...power, powerW: dbmToW(power.portPowerDbm) * dbToRatio(feedDb) };
        });
        return { antenna: index, x, y, heightM, pattern, ...atOneMetre(emitted), carriers: emitted };
      });
    });
  });
}

/** Carriers that one pattern of the antenna is for: all of them, unless it has tables of several bands. */
function byPattern(
  { antennaTypes }: Pick<Plan, 'antennaTypes'>,
  antenna: Antenna,
  carriers: readonly Carrier[],
): { pattern: PreparedPattern; carriers: Carrier[] }[] {
  const groups = new Map<unknown, { pattern: PreparedPattern; carriers: Carrier[] }>();
  for (const carrier of carriers) {
    const pattern = preparePattern(antenna, carrier.frequencyMhz, antennaTypes);
    const table = pattern.cuts?.horizontalLossDb;
    const known = groups.get(table);
    if (known) known.carriers.push(carrier);
    else groups.set(table, { pattern, carriers: [carrier] });
  }
  return [...groups.values()];
}

function atOneMetre(carriers: readonly EmittedCarrier[]) {
  let densityWPerM2 = 0;
  let shareRatio = 0;
  for (const { powerW, limitWPerM2 } of carriers) {
    densityWPerM2 += powerW / (4 * Math.PI);
    shareRatio += powerW / (4 * Math.PI * limitWPerM2);
  }
  return { densityWPerM2, shareRatio };
}

/** Takes every so many of a cable's many locations, each with the power of those that it stands for. */
function mergeSources<Source extends { feedDb: number }>(sources: readonly Source[]): Source[] {
  const step = Math.ceil(sources.length / maxCableLocations);
  if (step === 1) return [...sources];
  return sources
    .filter((_, index) => index % step === 0)
    .map((source) => ({ ...source, feedDb: source.feedDb + ratioToDb(step) }));
}

/** Figures to compare a density with: limits, and published measurements. None without a source. */
function comparisons({ managementRatio }: ExposureLimits): ExposureComparison[] {
  const limitUwPerCm2 = wPerM2ToUwPerCm2(publicExposureLimit(usualMhz).powerDensityWPerM2);
  return [
    {
      id: 'limit',
      powerDensityUwPerCm2: limitUwPerCm2,
      source: provenance('source.gb-8702-2014-30-3000-mhz'),
    },
    {
      id: 'management',
      powerDensityUwPerCm2: limitUwPerCm2 * managementRatio,
      source: provenance('source.hj-t-10-3-1996-one-project-mtoou-info-current'),
    },
    {
      id: 'icnirp',
      powerDensityUwPerCm2: wPerM2ToUwPerCm2(5),
      source: provenance('source.icnirp-1998-public-1000-mhz-as-in-mazar-emc'),
    },
    ...(['measured-low', 'measured-high'] as const).map((id) => ({
      id,
      powerDensityUwPerCm2: id === 'measured-low' ? 0.1 : 1.3,
      source: provenance('source.measured-near-base-stations-in-putian-press'),
    })),
  ];
}

/** The antenna with most power at its port, all carriers together, beside a phone. */
function powerComparisons(antennas: readonly AntennaExposure[]): PowerComparison[] {
  const strongest = [...antennas].sort((a, b) => b.powerDbm - a.powerDbm)[0];
  if (!strongest) return [];
  return [
    { id: 'strongest-antenna', powerMw: dbmToMw(strongest.powerDbm), antenna: strongest.antenna },
    {
      id: 'phone',
      powerMw: dbmToMw(phonePowerDbm),
      source: provenance('source.3gpp-ts-38-101-power-class-3-23-dbm'),
    },
  ];
}
