import {
  createRandom,
  distanceToSegment,
  InputError,
  type LocalizedProblem,
  type Monitor,
  type Phrase,
  PlanError,
  type Point,
  ringContains,
  say,
  segmentsCross,
} from '../../core/index.ts';
import {
  type Antenna,
  antennaLocation,
  type Carrier,
  type CatalogPart,
  carrierPhrases,
  facilityKindRow,
  type Level,
  type NetworkCivilUnit,
  type Plan,
  planProfile,
  type RequirementProfile,
  radiatesAlongPath,
  withNetworkBasis,
  withoutNetworkPower,
} from '../../plan/index.ts';
import {
  antennaPartId,
  columnOutline,
  evaluateNetwork,
  type NetworkEvaluation,
  radiates,
  supportsCarrier,
} from '../../radio/index.ts';
import { exposingAntennas } from '../exposure/near-antennas.ts';
import { hangApart } from '../placement/candidates/self-powers.ts';
import type { Catalogue } from './catalogue/catalogue.ts';
import { defaultCatalogue } from './catalogue/default-catalogue.ts';
import { buildRouting, type Routing } from './design/build-routing.ts';
import { ceilingPlan, type PassedObstacle } from './design/ceiling-plan.ts';
import { sourceUnits } from './design/choose-units.ts';
import type { CivilUnit, UnitAccess } from './design/civil-units.ts';
import { cheapestOf, installedCny, isRatedFor } from './design/design-parts.ts';
import { type CellFeeders, feedCells } from './design/feed-cells.ts';
import {
  askedPaths,
  firstPath,
  pricedForPaths,
  type StandingPaths,
  withFurtherPaths,
} from './design/further-paths.ts';
import { type HeldHub, heldHubs, hubIds } from './design/held-hubs.ts';
import { heldBasebands, heldSourceIds } from './design/held-sources.ts';
import { lockable, lockedProblem } from './design/locked-problem.ts';
import type { NetworkDesign } from './design/network-design.ts';
import { pathOffsets, standingPaths } from './design/path-twins.ts';
import { readRetained } from './design/read-retained.ts';
import type { RetainedNetwork } from './design/retained-network.ts';
import { type RetainedParts, retainedParts } from './design/retained-parts.ts';
import { NetworkLayer } from './design/route-network.ts';
import { planShift, type ShiftPlan, shiftNotes, withNearEnds } from './design/shift-paths.ts';
import { shortestPaths } from './design/shortest-paths.ts';
import { cableEndPartId, networkNeeds } from './network-needs.ts';
import { listPassages, sleeveLoads } from './penetrations.ts';
import { checkRules } from './rules/check-rules.ts';
import type { RuleFinding, RuleResult } from './rules/rule.ts';
import { chooseSmallCells } from './self-powered/choose-small-cells.ts';
import { cableTables, chooseRadiatingCable } from './self-powered/radiating-cables.ts';

export interface NetworkOptions {
  /** Default: the built-in one. */
  catalogue?: Catalogue;
  /** Default 1. */
  seed?: number;
  /** How many trees are tried and how many arrangements of parts are retained; default `normal`. */
  effort?: 'low' | 'normal' | 'high';
  /** A port may be outside its window by so much, no higher than the cap, dB; default 0. */
  toleranceDb?: number;
  /** How far ports aim above what the plan asks for, dB, no higher than the port power cap; default 0. */
  portReserveDb?: number;
  /** True: antennas that no cable reaches are left out and listed; default: an error. */
  partial?: boolean;
  /** Ids of antennas near which heads would get more than the limit for the public where ports rise: these rise less; default none. */
  exposing?: readonly string[];
  monitor?: Monitor;
}

/** More are a mistake, and a search without end. */
const maxAntennas = 1000;

const budgets = {
  low: { moreTrees: 400, searchOptions: 48, maxOptions: 48 },
  normal: { moreTrees: 2500, searchOptions: 32, maxOptions: 128 },
  high: { moreTrees: 5000, searchOptions: 64, maxOptions: 512 },
} as const;

/**
 * The network that feeds a plan's antennas: sources in its equipment rooms, trees of cables along trays and lanes with the
 * cheapest splitters, couplers and attenuators that bring every port to its target. Replaces the plan's network, writes
 * what every port gets into `portPowerDbm`, and into `derived` what both were computed from.
 * Locked devices and cables of the plan's network stay as they are, and all else is designed around them.
 * @throws PlanError naming antennas that no cable reaches and locked parts that cannot stay, InputError where the catalogue lacks what is needed
 */
export function designNetwork(
  given: Plan,
  options: NetworkOptions = {},
): { plan: Plan; design: NetworkDesign } {
  const { plan, design } = withinSleeves(designOnce(given, options, new Map()), (access) =>
    designOnce(given, options, access),
  );
  return { plan, design };
}

/**
 * The same, but rules that locked parts break are not held against them: whoever compares designs looks at these, and need not have
 * the network designed without locks for each.
 */
export function designAround(given: Plan, options: NetworkOptions): { plan: Plan; design: NetworkDesign } {
  const each = { ...options, allowsBroken: true };
  const { plan, design } = withinSleeves(designOnce(given, each, new Map()), (access) =>
    designOnce(given, each, access),
  );
  return { plan, design };
}

interface DesignOptions extends NetworkOptions {
  /** True: locked parts with which rules are broken are no error. */
  allowsBroken?: boolean;
}

/** A design with the units of civil defence that its courses found. */
interface Designed {
  plan: Plan;
  design: NetworkDesign;
  routing: Routing;
  /** True where parts or sources are locked: then all is designed around them. */
  isHeld: boolean;
}

/** @param access how units of civil defence are fed, by the parts of the courses that they are */
function designOnce(given: Plan, options: DesignOptions, access: ReadonlyMap<number, UnitAccess>): Designed {
  const { catalogue: listed = defaultCatalogue(), seed = 1, effort = 'normal' } = options;
  const { toleranceDb = 0, portReserveDb: reserveDb = 0, monitor } = options;
  const { plan, split } = completePlan(given, listed.parts);
  const standing = standingPaths(given);
  const catalogue = pricedForPaths(listed, askedPaths(plan.antennas));
  const shift = planShift(plan, listed.parts);
  const feeder = cheapestOf(catalogue.parts, 'cable');
  const metreCny = feeder ? installedCny(feeder) : 1;
  const stays = retainedParts(plan, standing?.twins);
  const held = heldHubs(plan);
  const built = buildRouting(
    plan,
    { metreCny, offTrayRatio: catalogue.laying.offTrayRatio, passingCny: passingCosts(catalogue) },
    {
      devices: stays && [...stays.devices, ...stays.sources],
      access,
      hasFibre: (['baseband', 'fibre'] as const).every((kind) => cheapestOf(catalogue.parts, kind)),
    },
  );
  const retained = stays && readRetained(plan, stays, { catalogue, routing: built });
  const shutOff = findUnreached(plan, built).filter(
    ({ antenna }) => !retained?.cabled.has(plan.antennas.findIndex(({ id }) => id === antenna)),
  );
  refuseUnreached(plan, shutOff, options.partial);
  const routing = {
    ...built,
    antennaNodes: [...built.antennaNodes, ...(retained?.starts ?? []).map(({ node }) => node)],
  };
  const layer = new NetworkLayer(plan, routing.graph, idsOf(plan, { stays, held, retained, standing }));
  const feeders = feedCells(plan, {
    ...{ catalogue, routing, layer, metreCny, toleranceDb, reserveDb, monitor, retained, shift },
    ...{ budget: budgets[effort], claimed: new Set(), exposing: new Set(options.exposing) },
    offsets: pathOffsets(given, standing),
    random: createRandom(seed),
    isReached: (id) => !shutOff.some(({ antenna }) => antenna === id),
  });
  const unreached = [...shutOff, ...feeders.unfed.map((index) => withoutParts(plan.antennas[index]))];
  refuseUnreached(plan, unreached, options.partial);
  const pathNotes = buildFurtherPaths(plan, listed.parts, { layer, feeders, standing, shift });
  useOtherParts(plan, listed, layer);
  const network = writtenNetwork(plan, layer, { feeders, reserveDb, unreached });
  const antennas = withPortPowers(plan.antennas, withoutNetworkPower(given), feeders.portPowers);
  const notes = [...feeders.design.notes, ...pathNotes, ...splitNotes(split)];
  const designed = withNetworkBasis({ ...plan, antennas, network });
  const exposing = withNewlyExposing(designed, options.exposing);
  if (exposing) return designOnce(given, { ...options, exposing }, access);
  refuseLost(given, designed);
  const all = setByHand(plan, { stays, hubs: held, standing });
  const isAnyHeld = all.devices.length + all.cables.length > 0;
  if (isAnyHeld) refuseChanged(given, designed, all);
  const anew = (unlocked: Plan) => designOnce(unlocked, options, access).plan;
  if (isAnyHeld && !options.allowsBroken) refuseBroken(given, designed, all, anew);
  return {
    plan: designed,
    design: { ...feeders.design, notes, toleranceDb, unreached },
    routing: built,
    isHeld: isAnyHeld || lockable(plan.network ?? {}).some(({ locked }) => locked === true),
  };
}

function withoutParts({ id: antenna, level }: Antenna): NetworkDesign['unreached'][number] {
  return { antenna, level, reason: say('network-no-parts') };
}

const unitAccesses = ['feeder', 'source', 'fibre'] as const satisfies readonly UnitAccess[];

/**
 * A design no sleeve of civil defence in which has more cables than it takes, where there is one: units behind those that have are fed
 * in each other way, and the cheapest that fits is taken. What was chosen, and what nothing leads into, is noted in plan and design.
 */
function withinSleeves(
  first: Designed,
  design: (access: ReadonlyMap<number, UnitAccess>) => Designed,
): Designed {
  const crowded = crowdedUnits(first);
  let best = first;
  if (!first.isHeld) {
    for (const { part, hasRoom } of crowded) {
      if (excessCables(best.plan) === 0) break;
      for (const mode of unitAccesses) {
        if (hasRoom && mode !== 'fibre') continue;
        const tried = attempt(() => design(new Map([...best.routing.access, [part, mode]])));
        if (tried && isFitter(tried, best)) best = tried;
      }
    }
  }
  const units = [...crowded.map((unit) => crowdedEntry(unit, first, best)), ...shutUnits(best)];
  if (units.length === 0) return best;
  const plan = { ...best.plan, network: { ...best.plan.network, civilUnits: units } };
  const notes = [...best.design.notes, ...civilUnitNotes(plan)];
  return { ...best, plan, design: { ...best.design, notes } };
}

/** Another way to feed a unit may be none at all: undefined. */
function attempt(design: () => Designed): Designed | undefined {
  try {
    return design();
  } catch (error) {
    if (error instanceof PlanError || error instanceof InputError) return undefined;
    throw error;
  }
}

/** Cables in sleeves beyond what these take. */
function excessCables(plan: Plan): number {
  return sleeveLoads(plan, listPassages(plan).penetrations).reduce(
    (sum, { cables, cablesAtMost }) => sum + Math.max(0, cables - cablesAtMost),
    0,
  );
}

/** Fewer cables too many in sleeves, then fewer antennas without a feeder, then ports nearer to their windows, then a lower cost. */
function isFitter(a: Designed, b: Designed): boolean {
  const [one, other] = [a, b].map(({ plan, design }) => [
    excessCables(plan),
    design.unreached.length,
    design.reachedToleranceDb,
    networkNeeds(plan).reduce(
      (sum, { quantity, part }) => sum + quantity * (part ? installedCny(part) : 0),
      0,
    ),
  ]);
  const at = one.findIndex((value, index) => value !== other[index]);
  return at >= 0 && one[at] < other[at];
}

/** Units with antennas behind sleeves that have more cables than they take, those without an equipment room first. */
function crowdedUnits({ plan, routing }: Designed): CivilUnit[] {
  const over = new Set(
    sleeveLoads(plan, listPassages(plan).penetrations)
      .filter(({ cables, cablesAtMost }) => cables > cablesAtMost)
      .map(({ facility, level }) => JSON.stringify([level, facility])),
  );
  if (over.size === 0) return [];
  const found = routing.units.filter(
    ({ sleeves, entries, part }) =>
      routing.antennaNodes.some((node) => routing.partOf[node] === part) &&
      sleeves.some(({ facility }) =>
        over.has(JSON.stringify([plan.levels[routing.graph.levelIndex[entries[0]]].id, facility])),
      ),
  );
  const closed = found.filter(({ hasRoom }) => !hasRoom);
  return closed.length > 0 ? closed : found;
}

/** Entry of the plan on a unit whose sleeves were too few for the cheapest network. */
function crowdedEntry(unit: CivilUnit, first: Designed, chosen: Designed): NetworkCivilUnit {
  const { plan, routing } = chosen;
  const level = plan.levels[routing.graph.levelIndex[unit.entries[0]]];
  const inside = plan.antennas.filter(
    (_, index) => routing.partOf[routing.antennaNodes[index]] === unit.part,
  );
  const sleeves = unit.sleeves.flatMap(({ facility }) => facility ?? []);
  const loadsOf = (of: Plan) =>
    sleeveLoads(of, listPassages(of).penetrations).filter(
      (each) => each.level === level.id && sleeves.includes(each.facility),
    );
  const sum = (values: readonly number[]) => values.reduce((all, each) => all + each, 0);
  const mode = routing.access.get(unit.part);
  const isOver = loadsOf(plan).some(({ cables, cablesAtMost }) => cables > cablesAtMost);
  const ids = inside.map(({ id }) => id);
  const sources = new Set(
    (evaluateNetwork(plan)?.antennas ?? [])
      .filter(({ antenna }) => ids.includes(antenna))
      .flatMap(({ carriers }) => carriers.map(({ source }) => source)),
  );
  return {
    ...{ level: level.id, ...compartmentOf(level, inside) },
    ...{ antennas: ids, sleeves },
    cablesAtMost: sum(loadsOf(plan).map(({ cablesAtMost }) => cablesAtMost)),
    cables: sum(loadsOf(first.plan).map(({ cables }) => cables)),
    fedBy: isOver ? 'overfull' : mode === 'fibre' && unit.hasRoom ? 'room' : (mode ?? 'feeder'),
    sources: [...sources],
  };
}

/** The unit of civil defence of a level that these antennas are in, all of them or more than in any other. */
function compartmentOf(
  { compartments = [] }: Level,
  antennas: readonly Antenna[],
): Pick<NetworkCivilUnit, 'compartment'> {
  const counted = compartments
    .filter(({ kind }) => kind === 'civil-defence')
    .map(({ id, polygon }) => ({
      id,
      count: antennas.filter((each) => ringContains(polygon, antennaLocation(each))).length,
    }))
    .sort((a, b) => b.count - a.count);
  return counted[0]?.count > 0 ? { compartment: counted[0].id } : {};
}

/** Units of civil defence that neither feeders nor fibres lead into, with the antennas inside. */
function shutUnits({ plan, design, routing }: Designed): NetworkCivilUnit[] {
  const shut = design.unreached.filter(({ reason }) => reason.code === 'network-no-sleeve');
  const parts = new Map<number, Antenna[]>();
  plan.antennas.forEach((antenna, index) => {
    if (!shut.some((each) => each.antenna === antenna.id)) return;
    const part = routing.partOf[routing.antennaNodes[index]];
    parts.set(part, [...(parts.get(part) ?? []), antenna]);
  });
  return [...parts.values()].map((antennas) => {
    const level = plan.levels.find(({ id }) => id === antennas[0].level) as Level;
    return {
      ...{ level: level.id, ...compartmentOf(level, antennas), antennas: antennas.map(({ id }) => id) },
      ...{ sleeves: [], cablesAtMost: 0, cables: 0, fedBy: 'none' as const },
    };
  });
}

/** Sentences on units of civil defence of a network: why each is fed as it is, or that nothing leads in. */
export function civilUnitNotes({ levels, network }: Pick<Plan, 'levels' | 'network'>): Phrase[] {
  const list = (ids: readonly string[]) => ids.join(', ');
  return (network?.civilUnits ?? []).map((unit) => {
    const { level, compartment, antennas, sleeves, sources = [], cables, cablesAtMost, fedBy } = unit;
    const known = levels.find(({ id }) => id === level)?.compartments ?? [];
    return say(`note-unit-${fedBy}`, {
      unit: unitName(
        level,
        known.find(({ id }) => id === compartment),
      ),
      ...{ antennas: list(antennas), sleeves: list(sleeves), sources: list(sources) },
      ...{ cables, most: cablesAtMost },
    });
  });
}

function unitName(
  level: string,
  compartment: NonNullable<Level['compartments']>[number] | undefined,
): Phrase {
  if (!compartment) return say('unit-of-level', { level });
  return say('unit-named', { name: compartment.name ?? compartment.id, level });
}

/** Devices and cables that stay: feeders, data cables and fibres. */
function setByHand(
  plan: Plan,
  {
    stays,
    hubs,
    standing,
  }: { stays: RetainedParts | undefined; hubs: readonly HeldHub[]; standing: StandingPaths | undefined },
): Pick<RetainedParts, 'devices' | 'cables'> {
  const { devices = [], cables = [] } = stays ?? {};
  const fibres = heldBasebands(plan).flatMap((each) => each.fibres);
  const further = [...(standing?.devices.values() ?? [])].flatMap((each) => [...each.values()]);
  const feeders = [...(standing?.cables.values() ?? [])].flatMap((each) => [...each.values()]);
  return {
    devices: [...devices, ...further],
    cables: [...cables, ...feeders, ...hubs.flatMap((each) => each.cables), ...fibres],
  };
}

/** Ids of the parts of further paths that stay. */
function standingIds(standing: StandingPaths | undefined): string[] {
  if (!standing) return [];
  const { devices, cables, loads } = standing;
  const byTwin = [...devices.values(), ...cables.values()];
  return [
    ...byTwin.flatMap((each) => [...each.values()].map(({ id }) => id)),
    ...[...loads.devices, ...loads.cables].map(({ id }) => id),
  ];
}

/**
 * Antennas near which heads get more than the limit for the public, with those that are known: a design anew lets them rise less.
 * Undefined where there are none besides, or where a reserve asks for the power.
 */
function withNewlyExposing(designed: Plan, known: readonly string[] = []): string[] | undefined {
  const found = exposingAntennas(designed).filter((id) => !known.includes(id));
  return found.length > 0 ? [...known, ...found] : undefined;
}

/** The plan whose first path is designed: its antennas with their parts. */
function completePlan(given: Plan, listed: readonly CatalogPart[]): CompletedAntennas {
  checkAntennaCount(given);
  refuseLockedAnew(given);
  const { network } = given;
  const completed = completeAntennas(network ? { ...given, network: firstPath(network) } : given, listed);
  checkAntennaCount(completed.plan);
  return completed;
}

function idsOf(
  { network, carriers }: Plan,
  {
    stays,
    held,
    retained,
    standing,
  }: {
    stays: RetainedParts | undefined;
    held: readonly HeldHub[];
    retained: RetainedNetwork | undefined;
    standing: StandingPaths | undefined;
  },
): string[] {
  const locked = lockable(network ?? {}).flatMap((each) => (each.locked ? [each.id] : []));
  const heldSources = heldSourceIds(network ?? {});
  const fibred = heldBasebands({ carriers, ...(network ? { network } : {}) }).map(
    ({ baseband }) => baseband.id,
  );
  const sources = (retained?.starts ?? []).flatMap(({ source }) => (source ? [source.id] : []));
  return [
    ...locked,
    ...sources,
    ...heldSources,
    ...fibred,
    ...standingIds(standing),
    ...held.flatMap(({ source, cables }) => [source.id, ...cables.map(({ id }) => id)]),
    ...[...(stays?.devices ?? []), ...(stays?.cables ?? []), ...(stays?.sources ?? [])].map(({ id }) => id),
  ];
}

/** @throws PlanError naming the antennas that nothing leads to, where none may be left out or all would be */
function refuseUnreached(
  { antennas }: Plan,
  unreached: NetworkDesign['unreached'],
  isPartial: boolean | undefined,
): void {
  if (unreached.length === 0 || (isPartial && unreached.length < antennas.length)) return;
  throw new PlanError(
    unreached.map(
      ({ antenna, reason }): LocalizedProblem => ({
        at: `antennas[${antennas.findIndex(({ id }) => id === antenna)}] "${antenna}"`,
        found: reason,
        expected: say('network-reachable'),
      }),
    ),
  );
}

function splitNotes(split: CompletedAntennas['split']): Phrase[] {
  return split.map(({ antenna, into }) =>
    say('note-small-cell-split', { antenna, units: into.length, list: into.join(', ') }),
  );
}

function shortNotes(carriers: readonly Carrier[]): Phrase[] {
  if (carriers.length === 0) return [];
  return [say('note-paths-short', { carriers: carrierPhrases(carriers) })];
}

/** @throws PlanError naming units of small cells that are locked: these are the plan's */
function refuseLockedAnew(given: Plan): void {
  const { sources = [] } = given.network ?? {};
  const hubs = hubIds(given.network ?? {});
  const problems = sources
    .flatMap(({ id, units }) => (hubs.has(id) ? units : []))
    .filter(({ locked }) => locked === true)
    .map(({ id }) => lockedProblem(given, id, say('locked-small-cell')));
  if (problems.length > 0) throw new PlanError(problems);
}

/**
 * Builds the trees of the further paths that antennas ask for, from parts at their price, and the near ends of those that are shifted.
 * @returns notes on them
 */
function buildFurtherPaths(
  { antennas, carriers }: Plan,
  listed: readonly CatalogPart[],
  {
    layer,
    feeders,
    standing,
    shift,
  }: {
    layer: NetworkLayer;
    feeders: CellFeeders;
    standing: StandingPaths | undefined;
    shift: ShiftPlan | undefined;
  },
): Phrase[] {
  const { routed: installed } = layer;
  for (const part of listed) if (installed.parts.has(part.id)) installed.parts.set(part.id, part);
  const rated = listed.filter((part) => carriers.every(({ frequencyMhz }) => isRatedFor(part, frequencyMhz)));
  const [load, jumper] = [cheapestOf(rated, 'load'), cheapestOf(rated, 'cable')];
  const parts = [...installed.parts.values()];
  const { sources, devices, cables, short } = withFurtherPaths(
    { antennas, carriers },
    { ...installed, parts, sources: feeders.sources },
    load && jumper && { load, jumper },
    standing,
  );
  for (const part of listed) {
    if ([...devices, ...cables].some((each) => each.part === part.id)) installed.parts.set(part.id, part);
  }
  for (const end of [load, jumper]) {
    const isUsed = end && [...devices, ...cables].some(({ part }) => part === end.id);
    if (isUsed) installed.parts.set(end.id, end);
  }
  Object.assign(installed, { devices, cables });
  feeders.sources = shift
    ? withNearEnds({ antennas, carriers }, { ...installed, sources }, shift, layer)
    : sources;
  return [...shiftNotes(shift, feeders.sources, carriers), ...shortNotes(short)];
}

/** The network that was installed, with what the plan's network before it says of no device. */
function writtenNetwork(
  { network = {} }: Plan,
  { routed: installed }: NetworkLayer,
  {
    feeders,
    reserveDb,
    unreached,
  }: { feeders: CellFeeders; reserveDb: number; unreached: NetworkDesign['unreached'] },
): NonNullable<Plan['network']> {
  const {
    unfed: _unfed,
    basebands: _basebands,
    portReserveDb: _reserve,
    civilUnits: _units,
    ...known
  } = network;
  return {
    ...known,
    ...(reserveDb > 0 ? { portReserveDb: reserveDb } : {}),
    parts: [...installed.parts.values()],
    sources: feeders.sources,
    ...(feeders.basebands.length > 0 ? { basebands: feeders.basebands } : {}),
    devices: installed.devices,
    cables: installed.cables,
    ...(unreached.length > 0 ? { unfed: unreached.map(({ antenna }) => antenna) } : {}),
  };
}

function withPortPowers(
  antennas: readonly Antenna[],
  withoutEarlier: (antenna: Antenna) => Antenna,
  portPowers: CellFeeders['portPowers'],
): Antenna[] {
  return antennas.map((antenna) => {
    const reached = portPowers.get(antenna.id);
    // What a network before this one brought to an antenna that is unfed now is nobody's.
    if (!reached) return withoutEarlier(antenna);
    return { ...antenna, portPowerDbm: { ...antenna.portPowerDbm, ...reached } };
  });
}

/** Names the parts of antennas and of ways through walls, and the accessories. */
function useOtherParts(plan: Plan, listed: Catalogue, layer: NetworkLayer): void {
  useAntennaParts(plan, listed, layer);
  usePenetrations(plan, listed, layer);
  for (const part of usedAccessories(plan, listed.parts)) layer.use(part);
}

/** The cheapest part of the catalogue for every type of antenna in the plan, of its paths, that names none itself. */
function useAntennaParts(plan: Plan, { parts }: Catalogue, layer: NetworkLayer): void {
  const sorted = parts
    .filter(({ kind, antennaType }) => kind === 'antenna' && antennaType !== undefined)
    .sort((a, b) => installedCny(a) - installedCny(b) || (a.id < b.id ? -1 : 1));
  for (const antenna of plan.antennas) {
    const { part: _, ...unnamed } = antenna;
    const part = sorted.find(({ id }) => id === antennaPartId(unnamed, sorted));
    if (part) layer.use(part);
  }
  for (const { part: name } of plan.antennas) {
    const part = parts.find(({ id }) => id === name);
    if (part) layer.use(part);
  }
}

/** Names what the courses' ways through walls and slabs are made of. */
function usePenetrations(plan: Plan, { parts }: Catalogue, layer: NetworkLayer): void {
  const { cables } = layer.routed;
  const passed = new Set(
    listPassages({ ...plan, network: { ...plan.network, cables } }).penetrations.map(
      ({ passing }) => passing,
    ),
  );
  for (const part of parts) if (part.passing && passed.has(part.passing)) layer.use(part);
}

/**
 * Costs of ways through walls, by their parts; a sleeve that nobody has seen costs four times as much, and one in a frame wall so much
 * that any other way is taken first.
 */
function passingCosts({ parts, laying }: Catalogue): (way: PassedObstacle) => number {
  const costs = new Map(parts.map((part) => [part.passing, installedCny(part)]));
  return ({ passing, sleeve, isAssumed = sleeve !== undefined && sleeve.facility === undefined }) => {
    const costCny = costs.get(passing) ?? laying.penetrationCny;
    if (sleeve?.isInFrame) return frameSleeveRatio * costCny;
    return isAssumed ? assumedSleeveRatio * costCny : costCny;
  };
}

const assumedSleeveRatio = 4;
const frameSleeveRatio = 1000;

/** Accessories of a catalogue; those of repeaters and of radiating cables, and the load at their ends, only where there are some. */
function usedAccessories({ antennas }: Plan, parts: readonly CatalogPart[]): CatalogPart[] {
  const hasRepeaters = sourceUnits(parts).some(({ kind }) => kind === 'repeater');
  const isRadiating = antennas.some(radiatesAlongPath);
  const end = isRadiating ? parts.find(({ id }) => id === cableEndPartId(parts)) : undefined;
  const accessories = parts.filter(
    ({ kind, per }) =>
      kind === 'accessory' &&
      (per !== 'repeater' || hasRepeaters) &&
      (isRadiating || (per !== 'radiating-cable' && per !== 'radiating-metre')),
  );
  return [...accessories, ...(end ? [end] : [])];
}

function checkAntennaCount({ antennas }: Plan): void {
  if (antennas.length === 0) {
    throw new PlanError([
      { at: 'antennas', found: say('network-no-antennas'), expected: say('network-antennas') },
    ]);
  }
  if (antennas.length > maxAntennas) {
    const expected = say('network-most-antennas', { most: maxAntennas });
    throw new PlanError([{ at: 'antennas', found: String(antennas.length), expected }]);
  }
}

/** Antennas to which no course leads from any site, and why. */
function findUnreached(
  plan: Pick<Plan, 'levels' | 'antennas' | 'requirements'>,
  { graph, sites, antennaNodes }: Routing,
): { antenna: string; level: string; reason: Phrase }[] {
  const { weight } = shortestPaths(
    graph,
    sites.map(({ node }) => ({ node, weight: 0 })),
  );
  const reachedLevels = new Set(sites.map(({ levelIndex }) => levelIndex));
  for (let node = 0; node < graph.nodeCount; node += 1) {
    if (weight[node] < Number.POSITIVE_INFINITY) reachedLevels.add(graph.levelIndex[node]);
  }
  return plan.antennas.flatMap(({ id, level }, index) => {
    const node = antennaNodes[index];
    if (weight[node] < Number.POSITIVE_INFINITY) return [];
    const isCutOff = !reachedLevels.has(graph.levelIndex[node]);
    const other = [...new Set(sites.map(({ levelIndex }) => plan.levels[levelIndex].id))].join(', ');
    return [
      {
        ...{ antenna: id, level },
        reason: isCutOff
          ? say('network-no-shaft', { level, other })
          : shutIn(plan.levels[graph.levelIndex[node]], plan.antennas[index], planProfile(plan).network),
      },
    ];
  });
}

/**
 * Ids of a plan's antennas to which no course leads from where sources can stand, whatever it costs. Empty where it
 * leads to none of those `hung`: such a plan has no network to join.
 */
export function unreachedAntennas(
  plan: Pick<Plan, 'levels' | 'antennas' | 'requirements'>,
  hung: ReadonlySet<string>,
): ReadonlySet<string> {
  const costs = { metreCny: 1, offTrayRatio: 1, passingCny: () => 1 };
  const found = findUnreached(plan, buildRouting(plan, costs, { hasFibre: true }));
  const unreached = new Set(found.map(({ antenna }) => antenna));
  return [...hung].every((id) => unreached.has(id)) ? new Set() : unreached;
}

/** Reason why no course reaches an antenna on a level that others reach. */
function shutIn(level: Level, antenna: Antenna, limits: RequirementProfile['network']): Phrase {
  const { compartment } = compartmentOf(level, [antenna]);
  const unit = unitName(
    level.id,
    level.compartments?.find(({ id }) => id === compartment),
  );
  const hasSleeves = (level.facilities ?? []).some(({ kind }) => facilityKindRow(kind).isSleeve);
  return (hasSleeves || !limits.sleevesAssumed) && ceilingPlan(level, [], limits).civil.size > 0
    ? say('network-no-sleeve', { unit })
    : say('network-shut-in');
}

interface CompletedAntennas {
  plan: Plan;
  /** Small cells that no one unit could be, each with those that hang in its place now. */
  split: { antenna: string; into: string[] }[];
}

/**
 * A plan whose small cells and radiating cables name a part of the catalogue that can be what they are. A small cell that
 * is to send what no one unit sends becomes several side by side; the first keeps its id.
 * @throws InputError naming the carriers for which the catalogue has nothing
 */
function completeAntennas(plan: Plan, parts: readonly CatalogPart[]): CompletedAntennas {
  const split: CompletedAntennas['split'] = [];
  const taken = new Set(plan.antennas.map(({ id }) => id));
  const antennas = plan.antennas.flatMap((antenna): Antenna[] => {
    const carriers = plan.carriers.filter((carrier) => radiates(antenna, carrier));
    if (carriers.length === 0) return [antenna];
    const named = parts.find(({ id }) => id === antenna.part);
    if (antenna.feed === 'small-cell') {
      const isAble =
        named?.kind === 'small-cell' &&
        carriers.length <= (named.carriersAtMost ?? carriers.length) &&
        carriers.every((carrier) => supportsCarrier(named, carrier));
      if (isAble) return [antenna];
      const units = chooseSmallCells(parts, carriers);
      if (units.length === 1) return [{ ...antenna, part: units[0].part.id }];
      const smallCells = units.map(({ part, carriers: unitCarriers }, index): Antenna => {
        const { targetPowerDbm, portPowerDbm, ...rest } = antenna;
        const sent = unitCarriers.map(({ id }) => id);
        return {
          ...{ ...rest, id: index === 0 ? antenna.id : freeId(antenna.id, taken) },
          ...{ part: part.id, carriers: sent },
          ...(targetPowerDbm ? { targetPowerDbm: ofCarriers(targetPowerDbm, sent) } : {}),
          ...(portPowerDbm ? { portPowerDbm: ofCarriers(portPowerDbm, sent) } : {}),
        };
      });
      split.push({ antenna: antenna.id, into: smallCells.map(({ id }) => id) });
      return smallCells;
    }
    if (!radiatesAlongPath(antenna) || named) return [antenna];
    const part = chooseRadiatingCable(parts, carriers);
    const cable = antenna.cable ?? cableTables(part);
    return [{ ...antenna, part: part.id, ...(cable ? { cable } : {}) }];
  });
  return { plan: { ...plan, antennas: apartFromFirst(plan, antennas, split) }, split };
}

/** Small cells in the place of another one hang apart from it, where there is open floor for them. */
function apartFromFirst(
  { levels }: Plan,
  antennas: readonly Antenna[],
  split: CompletedAntennas['split'],
): Antenna[] {
  const added = new Set(split.flatMap(({ into }) => into.slice(1)));
  const moved = hangApart(
    antennas.filter(({ id }) => added.has(id)),
    antennas.filter(({ id }) => !added.has(id)),
    (antenna, position) => {
      const level = levels.find(({ id }) => id === antenna.level);
      return level && isOpenBetween(level, antenna.position, position) ? { ...antenna, position } : undefined;
    },
  );
  const movedById = new Map(moved.map((antenna) => [antenna.id, antenna]));
  return antennas.map((antenna) => movedById.get(antenna.id) ?? antenna);
}

/** A small cell is moved no nearer to a wall, m. */
const offWallM = 0.3;

/** Returns whether a small cell may hang at a location instead of another: on the same side of all walls, clear of columns and holes. */
function isOpenBetween(level: Level, from: Point, to: Point): boolean {
  const { outline, holes = [], walls = [], columns = [] } = level;
  if (!ringContains(outline, to) || holes.some((hole) => ringContains(hole, to))) return false;
  if (columns.some((column) => ringContains(columnOutline(column), to))) return false;
  return walls.every(
    ({ start, end, thicknessM }) =>
      !segmentsCross(from, to, start, end) &&
      distanceToSegment(to, start, end) >=
        Math.min(distanceToSegment(from, start, end), offWallM + thicknessM / 2),
  );
}

function ofCarriers(
  powers: Readonly<Record<string, number>>,
  ids: readonly string[],
): Record<string, number> {
  return Object.fromEntries(Object.entries(powers).filter(([id]) => ids.includes(id)));
}

/** `ANT3-B1-2` and so on. */
function freeId(id: string, taken: Set<string>): string {
  for (let number = 2; ; number += 1) {
    const free = `${id}-${number}`;
    if (taken.has(free)) continue;
    taken.add(free);
    return free;
  }
}

/** @throws PlanError naming sources, units and baseband units that are locked and have nothing to do in the network */
function refuseLost(given: Plan, { network = {} }: Plan): void {
  const there = new Set(lockable(network).map(({ id }) => id));
  const { sources = [], basebands = [] } = given.network ?? {};
  const wanted = [...sources, ...sources.flatMap(({ units }) => units), ...basebands];
  const lost = wanted.filter(({ id, locked }) => locked === true && !there.has(id));
  if (lost.length === 0) return;
  throw new PlanError(lost.map(({ id }) => lockedProblem(given, id, say('locked-unused'))));
}

/** @throws PlanError naming locked parts that are not in a network as they were */
function refuseChanged(
  given: Plan,
  { network = {} }: Plan,
  stays: Pick<RetainedParts, 'devices' | 'cables'>,
): void {
  const { devices = [], cables = [] } = network;
  const lost = [
    ...stays.devices.filter((device) => !devices.includes(device)),
    // A data cable may have come to another output of its hub: these are all alike.
    ...stays.cables.filter(({ id, to, course, courseAssumed }) => {
      const found = cables.find((cable) => cable.id === id);
      return found?.to.node !== to.node || (found.course !== course && !courseAssumed);
    }),
  ];
  if (lost.length === 0) return;
  throw new PlanError(lost.map(({ id }) => lockedProblem(given, id, say('locked-leads-nowhere'))));
}

/**
 * Refuses locked parts with which a network breaks rules that it keeps without them.
 * @param design the network of the plan without locks: looked at only where a rule is broken
 * @throws PlanError naming the locked part, the rule and where it is broken
 */
function refuseBroken(
  given: Plan,
  designed: Plan,
  stays: Pick<RetainedParts, 'devices' | 'cables'>,
  design: (unlocked: Plan) => Plan,
): void {
  const { evaluation, broken } = brokenRules(designed);
  if (broken.length === 0) return;
  const ids = [...stays.devices, ...stays.cables].map(({ id }) => id);
  const without = new Set(brokenRules(design(unlocked(given))).broken.map(({ id }) => id));
  const caused = broken.filter(
    ({ id, failures }) => !without.has(id) || failures.some((failure) => ids.includes(locationOf(failure))),
  );
  if (caused.length === 0) return;
  const named = new Set<string>();
  throw new PlanError(
    caused.flatMap(({ id: rule, failures }) => {
      const meant = failures.filter((each) => ids.includes(locationOf(each)) || !without.has(rule));
      return (meant.length > 0 ? meant : failures.slice(0, 1)).flatMap((failure) => {
        const part = nearestPart(ids, failure, evaluation);
        if (named.has(part)) return [];
        named.add(part);
        const at = [failure.at.id, failure.at.carrier].filter((text) => text !== undefined).join(' ');
        return [lockedProblem(given, part, say('locked-breaks-rule', { rule, at }))];
      });
    }),
  );
}

function brokenRules(plan: Plan): { evaluation: NetworkEvaluation | undefined; broken: RuleResult[] } {
  const evaluation = evaluateNetwork(plan);
  const broken = evaluation
    ? checkRules(plan, evaluation).filter(({ passed, isWarning }) => !passed && !isWarning)
    : [];
  return { evaluation, broken };
}

/** The device or cable that a finding is about: of a cable's end the cable. */
function locationOf({ at, detail }: RuleFinding): string {
  const cable = detail?.cable;
  return typeof cable === 'string' ? cable : at.id;
}

/** The locked part that a finding is about, else the last one on the way to its antenna, else the first. */
function nearestPart(
  ids: readonly string[],
  finding: RuleFinding,
  evaluation: NetworkEvaluation | undefined,
): string {
  const location = locationOf(finding);
  if (ids.includes(location)) return location;
  const path = evaluation?.antennas.find(({ antenna }) => antenna === finding.at.id)?.path ?? [];
  return [...path].reverse().find((id) => ids.includes(id)) ?? ids[0];
}

function unlocked(plan: Plan): Plan {
  const { network } = plan;
  const free = <Item extends { locked?: boolean }>(items: readonly Item[] = []) =>
    items.map((item) => ({ ...item, locked: false }));
  return {
    ...plan,
    network: {
      ...network,
      sources: free(network?.sources).map((source) => ({ ...source, units: free(source.units) })),
      basebands: free(network?.basebands),
      devices: free(network?.devices),
      cables: free(network?.cables),
    },
  };
}
