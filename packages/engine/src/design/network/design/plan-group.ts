import { dbmToMw, dbToRatio, type LocalizedProblem, PlanError, ratioToDb, say } from '../../../core/index.ts';
import {
  type Antenna,
  type Carrier,
  type CatalogPart,
  isSelfPowered,
  isShifted,
  joinedSources,
  type NetworkSource,
  type Plan,
  planProfile,
  type RequirementProfile,
  sharingGroups,
} from '../../../plan/index.ts';
import {
  mapService,
  raisedTargetDbm,
  resourceElementRatioDb,
  serviceThreshold,
  thermalNoiseDbmPerHz,
  uplinkBudget,
} from '../../../radio/index.ts';
import { exposureRiseDb } from '../../exposure/near-antennas.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { intermodulationProducts, productDbm } from '../intermodulation.ts';
import { portCapDbm, portWindow } from '../port-window.ts';
import type { AntennaGroup } from './antenna-groups.ts';
import { chooseParts, type PartsTask } from './choose-parts.ts';
import { type ChosenUnit, chooseUnits, type SourceParts, strongestUnitsDbm } from './choose-units.ts';
import { cheapestOf, designParts, installedCny, type SplitOption } from './design-parts.ts';
import type { FeedTask } from './feed-task.ts';
import type { FeedNode } from './feed-tree.ts';
import { hubIds } from './held-hubs.ts';
import { fixedUnits } from './held-sources.ts';
import { listJoinings, standingSources } from './joined-source.ts';
import { lockedProblem } from './locked-problem.ts';
import { lockedSites } from './locked-sites.ts';
import type { PathOffset } from './path-twins.ts';
import { type PlannedSource, planCell } from './plan-cell.ts';
import { fibreCourses, type TreeSearch } from './plan-tree.ts';
import type { PortWindows } from './port-windows.ts';
import { type PreparedRetained, prepareRetained } from './prepare-retained.ts';
import {
  antennasBehind,
  type RetainedNetwork,
  type RetainedPart,
  type RetainedStart,
  standingWithin,
} from './retained-network.ts';
import { bypassLossDb, maxFarEnds } from './shift-paths.ts';
import { shortestPaths } from './shortest-paths.ts';
import type { RoutedSite } from './source-sites.ts';

/** Sources of antennas that share cell and carriers. */
export interface PlannedGroup {
  planned: { source: PlannedSource; units: SourceParts }[];
  /** No fewer can feed them. */
  leastSources: number;
  windows: PortWindows;
  treesTried: number;
  /** Antennas to which no parts of the catalogue lead. */
  unfed: readonly number[];
  /** True where radio units give less than they have for the uplink's sake. */
  isCapped: boolean;
}

/** Width of the cells of the bounds by which parts are chosen, dB. */
const gridStepDb = 0.02;
/** So often the number of combined units may turn out larger than was reckoned with. */
const maxRounds = 4;

/**
 * Plans the sources, each with the cheapest radio units that are strong enough. No unit gives more than leaves the uplink its
 * reserve with the noise of all that are combined: where the number found lowers that power, they are planned again.
 */
export function planGroup(plan: Plan, task: FeedTask, group: AntennaGroup): PlannedGroup {
  const { routing, retained } = task;
  const locked = lockedSites(plan, routing, group);
  if (locked.length === 0) {
    const { planned, unitsFor, ...found } = planFrom(plan, task, group);
    const withUnits = planned.map((source) => ({ source, units: unitsFor(source, source.sourceId) }));
    return { ...found, planned: withUnits };
  }
  const isRetained = (site: RoutedSite) =>
    retained?.starts.some(({ source }) => source && routing.sites[source.site] === site) === true;
  const sites = routing.sites.filter((site) => isRetained(site) || locked.some((each) => each.site === site));
  const starts = retained?.starts.map(({ source, ...start }) => ({
    ...start,
    ...(source ? { source: { ...source, site: sites.indexOf(routing.sites[source.site]) } } : {}),
  }));
  const { planned, unitsFor, ...found } = planFrom(
    plan,
    { ...task, routing: { ...routing, sites }, retained: retained && starts && { ...retained, starts } },
    group,
  );
  const free = new Set(locked.filter(({ source }) => !task.claimed.has(source.id)));
  return {
    ...found,
    planned: planned.map((source) => {
      const site = sites[source.site];
      const placed = source.sourceId ? undefined : [...free].find((each) => each.site === site);
      if (placed) free.delete(placed);
      if (placed) task.claimed.add(placed.source.id);
      const sourceId = source.sourceId ?? placed?.source.id;
      return {
        units: unitsFor(source, sourceId),
        source: { ...source, site: routing.sites.indexOf(site), ...(sourceId ? { sourceId } : {}) },
      };
    }),
  };
}

interface PlannedFrom extends Omit<PlannedGroup, 'planned'> {
  planned: PlannedSource[];
  /** The radio units of a source: those that a person chose of it, else the cheapest. */
  unitsFor(source: PlannedSource, sourceId: string | undefined): SourceParts;
}

/** The same, from any of the routing's sites. */
function planFrom(plan: Plan, task: FeedTask, group: AntennaGroup): PlannedFrom {
  const { antennas, carriers, terminals, rooted } = group;
  let treesTried = 0;
  const { retained } = task;
  const prepared = retained && prepareGroup(plan, task, { ...group, retained });
  for (let units = 1, round = 1; ; round += 1) {
    const search = groupSearch(plan, task, { ...group, units, prepared });
    const sources = terminals.length > 0 ? planCell(search, terminals) : [];
    if (retained && prepared) {
      refuseUnfed(plan, retained, search.unfed);
      for (const start of rooted)
        sources.push(planRetained(plan, search, { network: retained, prepared, start }));
    }
    treesTried += search.treesTried;
    if (search.isCapped && sources.length > units && round < maxRounds) {
      units = sources.length;
      continue;
    }
    return {
      ...{
        treesTried,
        isCapped: search.isCapped,
        windows: search.task.windows,
      },
      unfed: search.unfed,
      planned: sources.map((source) =>
        retained && prepared && !source.sourceId ? withRetainedCourses(source, retained, prepared) : source,
      ),
      unitsFor: (source, sourceId) => {
        const chosen = plan.network?.sources?.find(({ id }) => id === sourceId);
        const fixed = fixedUnits(plan, task.catalogue.parts, carriers, chosen);
        const units = unitsOf(task, carriers, source, { search, fixed });
        refuseWeak(plan, fixed, { source, units, carriers });
        return units;
      },
      // Where ports are farther off than the profile allows, the bound allows it too.
      leastSources: leastSources(
        {
          ...{ ...search, ...search.task, maxDbm: search.strongestDbm },
          widestDb: Math.max(search.widestDb, ...sources.map(({ chosen }) => chosen.toleranceDb)),
        },
        antennas.filter((antenna) => !search.unfed.includes(antenna)),
      ),
    };
  }
}

/** Retained parts of a group, those behind outputs among them. */
function prepareGroup(
  plan: Plan,
  { routing, metreCny }: FeedTask,
  { carriers, starts, retained }: AntennaGroup & { retained: RetainedNetwork },
): PreparedRetained {
  const { ratedPowerMarginDb } = planProfile(plan).network;
  return prepareRetained(retained, starts, { plan, routing, carriers, ratedPowerMarginDb, metreCny });
}

interface GroupSearch extends TreeSearch {
  units: SourceParts;
  capsDbm: Float64Array;
  headroomDb: number;
  /** Units that a person chose, of one source at most. */
  fixed: readonly ChosenUnit[];
  isCapped: boolean;
  minCourseM: readonly number[];
}

function groupSearch(
  plan: Plan,
  feedTask: FeedTask,
  group: AntennaGroup & { units: number; prepared: PreparedRetained | undefined },
): GroupSearch {
  const { antennas, carriers } = group;
  const { catalogue, routing, metreCny, toleranceDb, budget, random, monitor, retained } = feedTask;
  const profile = planProfile(plan);
  const { ratedPowerMarginDb, sourceHeadroomDb, mostAntennasCount, singleRunM } = profile.network;
  const fixed = fixedOfGroup(plan, feedTask, group);
  const capsDbm = unitCapsDbm(catalogue, carriers, profile, { units: group.units, fixed });
  const headroomDb = sourceHeadroomDb;
  const units = chooseUnits(catalogue.parts, carriers, { maxDbm: capsDbm, headroomDb, fixed });
  const strongest = strongestUnitsDbm(catalogue.parts, carriers, fixed);
  const parts = designParts(catalogue.parts, carriers, {
    needsSplits: antennas.length > 1,
    ratedPowerMarginDb,
    attenuatorAversionCny: catalogue.laying.attenuatorAversionCny ?? 0,
  });
  // A device hangs where its cables run.
  const dropsM = [...antennaDropsM(plan), ...(retained?.starts ?? []).map(() => 0)];
  const behind = new Set(retained?.starts.flatMap((start) => antennasBehind(retained, start)));
  const { endSlackM, rackDropM } = catalogue.laying;
  const { maxDbm } = units;
  const remote = remoteCosts(catalogue.parts, carriers, units.units.length);
  return {
    ...{ routing, toleranceDb, metreCny, random, monitor, treesTried: 0, unfed: [], units, capsDbm },
    ...{ fixed, headroomDb, moreTrees: budget.moreTrees, searchOptions: budget.searchOptions },
    task: {
      ...{ parts, maxDbm, dropsM, endSlackM, rackDropM, gridStepDb, singleRunM },
      padNoiseCny: padNoiseCny(carriers, profile),
      windows: portWindows(plan, carriers, feedTask),
      maxOptions: budget.maxOptions,
      retained: group.prepared?.feeds ?? [],
      standing: standingOfGroup(plan, feedTask, group, { capsDbm, headroomDb }),
    },
    countOf: (terminals) =>
      terminals.reduce((sum, terminal) => {
        const start = retained?.starts[terminal - retained.first];
        return sum + (retained && start ? antennasBehind(retained, start).length : 1);
      }, 0),
    strongestDbm: strongest.map(
      (powerDbm, carrier) => Math.min(powerDbm - sourceHeadroomDb, capsDbm[carrier]) - units.lossDb[carrier],
    ),
    ratedDbm: strongest.map(
      (powerDbm, carrier) => Math.min(powerDbm, capsDbm[carrier]) - units.lossDb[carrier],
    ),
    ...{ remote, unitsCny: units.costCny, widestDb: toleranceDb },
    fibres: fibreCourses(routing, { ...remote, offTrayRatio: catalogue.laying.offTrayRatio }),
    joinings: mayJoin(plan, retained)
      ? listJoinings(catalogue.parts, carriers, {
          ...{ routing, remote, capsDbm, headroomDb: sourceHeadroomDb, unitsCny: units.costCny },
        })
      : [],
    maxAntennas: Math.min(mostAntennasCount, units.maxAntennas, maxFarEnds(plan.antennas, catalogue.parts)),
    isCapped: strongest.some((powerDbm, carrier) => powerDbm - sourceHeadroomDb > capsDbm[carrier]),
    // What stays may run where no course is.
    minCourseM: minCoursesM(routing).map((lengthM, terminal) => (behind.has(terminal) ? 0 : lengthM)),
  };
}

/** The combiner of a joined source has an input for each of its bands, and none for what is shifted. */
function mayJoin({ antennas }: Plan, retained: RetainedNetwork | undefined): boolean {
  return retained === undefined && !antennas.some(isShifted);
}

/** Sources within the trees of a group that stay, with the carriers that they send. */
function standingOfGroup(
  plan: Plan,
  { catalogue: { parts }, retained }: FeedTask,
  { carriers, starts }: AntennaGroup,
  limits: { capsDbm: Float64Array; headroomDb: number },
): ReturnType<typeof standingSources> {
  const sources = starts.flatMap((start) => (retained ? standingWithin(retained.starts[start]) : []));
  const unitsOfSource = (source: NetworkSource) => fixedUnits(plan, parts, carriers, source);
  return standingSources(sources, parts, carriers, { ...limits, fixedUnits: unitsOfSource });
}

/** Units that a person chose of the first source of a group that has some: the search reckons with their power. */
function fixedOfGroup(
  plan: Plan,
  { catalogue }: FeedTask,
  { carriers, cell }: { carriers: readonly Carrier[]; cell: string },
): ChosenUnit[] {
  const network = plan.network ?? {};
  const besides = new Set([...hubIds(network), ...joinedSources(network)]);
  const [found] = (network.sources ?? [])
    .filter((source) => source.cell === cell && !besides.has(source.id))
    .map((source) => fixedUnits(plan, catalogue.parts, carriers, source))
    .filter((units) => units.length > 0);
  return found ?? [];
}

/** @throws PlanError naming the units that a person chose and that are too weak for their tree */
function refuseWeak(
  plan: Plan,
  fixed: readonly ChosenUnit[],
  {
    source,
    units,
    carriers: of,
  }: { source: PlannedSource; units: SourceParts; carriers: readonly Carrier[] },
): void {
  const { lowDbm } = source.chosen.option;
  const isWeak = ({ carriers }: ChosenUnit) =>
    carriers.some((carrier) => {
      const index = of.indexOf(carrier);
      return lowDbm[index] > units.maxDbm[index] + 1e-6;
    });
  const weak = source.isUnderpowered ? [] : fixed.filter(isWeak);
  if (weak.length === 0) return;
  throw new PlanError(weak.map(({ id = '' }) => lockedProblem(plan, id, say('locked-no-network'))));
}

/** A decibel of a receiver's noise by the products of one attenuator weighs as much as this costs, CNY (assumption). */
const noiseCnyPerDb = 20_000;

/**
 * Weight of the noise that an attenuator's products of third order bring to the receivers of a source, by what enters it: three
 * decibels more for each of the carriers. An upper bound, since nobody knows yet what is lost on the way back.
 */
function padNoiseCny(carriers: readonly Carrier[], { uplink }: RequirementProfile): PartsTask['padNoiseCny'] {
  const at = new Map(carriers.map(({ id }, index) => [id, index]));
  // Powers in milliwatts multiply: a product of a part with a rating of 0 dBc where 1 mW enters, in the uplink's band.
  const products = intermodulationProducts(carriers).map((product) => ({
    ...{ first: at.get(product.added[0]) as number, second: at.get(product.added[1]) as number },
    ...{ taken: at.get(product.taken) as number, victim: at.get(product.victim) as number },
    unitMw: dbmToMw(productDbm(product, 0, () => 0)) * product.shareRatio,
  }));
  const noiseMw = carriers.map(({ bandwidthMhz }) =>
    dbmToMw(thermalNoiseDbmPerHz + ratioToDb(bandwidthMhz * 1e6) + uplink.noiseFigureDb),
  );
  const powersMw = new Float64Array(carriers.length);
  const sumsMw = new Float64Array(carriers.length);
  return ({ intermodulationDbc }, powersDbm) => {
    if (intermodulationDbc === undefined) return 0;
    for (let index = 0; index < powersMw.length; index++) powersMw[index] = dbmToMw(powersDbm[index]);
    sumsMw.fill(0);
    for (const { first, second, taken, victim, unitMw } of products) {
      sumsMw[victim] += unitMw * powersMw[first] * powersMw[second] * powersMw[taken];
    }
    const ratio = dbToRatio(intermodulationDbc);
    let rise = 0;
    for (let victim = 0; victim < sumsMw.length; victim++) {
      rise = Math.max(rise, (sumsMw[victim] * ratio) / noiseMw[victim]);
    }
    return noiseCnyPerDb * ratioToDb(1 + rise);
  };
}

/** The shortest course from any site to each antenna and what else is fed, metres. */
function minCoursesM({ graph, sites, antennaNodes }: FeedTask['routing']): number[] {
  const courses = shortestPaths(
    { ...graph, weight: graph.lengthM },
    sites.map(({ node }) => ({ node, weight: 0 })),
  );
  return antennaNodes.map((node) => courses.weight[node]);
}

/**
 * Costs of a source outside equipment rooms besides its own: what every site has, housing and power, and a fibre to each network that
 * shares it.
 */
function remoteCosts(
  parts: readonly CatalogPart[],
  carriers: readonly Carrier[],
  unitCount: number,
): TreeSearch['remote'] & { fibreCount: number } {
  const needed = ['remote-source', 'equipment-site', ...(unitCount > 1 ? ['power-frame'] : [])];
  const remoteParts = parts.filter(
    ({ kind, per }) => kind === 'accessory' && per !== undefined && needed.includes(per),
  );
  const fibre = cheapestOf(parts, 'fibre');
  const fibreCount = sharingGroups(carriers.map(({ operator }) => operator)).length;
  return {
    siteCny: remoteParts.reduce((sum, part) => sum + installedCny(part), 0),
    fibreMetreCny: fibre ? fibreCount * installedCny(fibre) : 0,
    fibreCount,
  };
}

/** Powers that the ports of all antennas of the plan may have. */
function portWindows(
  plan: Plan,
  carriers: readonly Carrier[],
  {
    catalogue,
    reserveDb,
    exposing,
    offsets,
    shift,
  }: Pick<FeedTask, 'catalogue' | 'reserveDb' | 'exposing' | 'offsets' | 'shift'>,
): PortWindows {
  const { portPowerCapDbm: capDbm } = planProfile(plan).network;
  const named = new Map(catalogue.parts.map((part) => [part.id, part]));
  const each = (powerDbm: (antenna: Antenna, carrier: Carrier, targetDbm: number) => number) =>
    plan.antennas.map((antenna) =>
      Float64Array.from(carriers, (carrier) => {
        const part = named.get(String(antenna.part));
        return powerDbm(antenna, carrier, raisedTargetDbm(antenna, carrier, { part, reserveDb, capDbm }));
      }),
    );
  const shifted = new Set(shift?.intermediateMhz.keys());
  const rises = new Map(
    plan.antennas
      .filter(({ id }) => exposing.has(id))
      .map((antenna) => [antenna, exposureRiseDb(plan, antenna, shifted)]),
  );
  const windowOf = (antenna: Antenna, carrier: Carrier, targetDbm: number) =>
    portWindow(plan, antenna, carrier, targetDbm, rises.get(antenna));
  // Ports of further paths are to be within their windows too.
  const none: PathOffset = { lowestDb: 0, highestDb: 0 };
  const offsetOf = ({ id }: Antenna, carrier: Carrier) =>
    offsets.get(id)?.[plan.carriers.indexOf(carrier)] ?? none;
  const { parts } = catalogue;
  const lossesDb = each((antenna, carrier) => bypassLossDb(antenna, carrier, parts));
  return beforeFarEnds(lossesDb, {
    targetsDbm: each((_antenna, _carrier, targetDbm) => targetDbm),
    lowsDbm: each((...port) => windowOf(...port).lowDbm - offsetOf(port[0], port[1]).lowestDb),
    highsDbm: each((...port) => windowOf(...port).highDbm - offsetOf(port[0], port[1]).highestDb),
    capsDbm: each((antenna, carrier, targetDbm) => {
      if (isSelfPowered(antenna)) return Number.POSITIVE_INFINITY;
      const capped = Math.max(targetDbm, portCapDbm(plan, antenna, carrier));
      const highestDbm = rises.has(antenna)
        ? Math.min(capped, windowOf(antenna, carrier, targetDbm).highDbm)
        : capped;
      return highestDbm - offsetOf(antenna, carrier).highestDb;
    }),
  });
}

/**
 * Windows at the ends of the feeders, where far ends lose some of what they pass: they stay, since a tree that stands was sized without
 * that loss, and the targets within them are by so much higher.
 */
function beforeFarEnds(
  lossesDb: readonly Float64Array[],
  windows: Omit<PortWindows, 'lossesDb'>,
): PortWindows {
  const raised = (powersDbm: readonly Float64Array[]) =>
    powersDbm.map((each, antenna) => each.map((powerDbm, carrier) => powerDbm + lossesDb[antenna][carrier]));
  return {
    lossesDb,
    targetsDbm: raised(windows.targetsDbm),
    lowsDbm: windows.lowsDbm,
    highsDbm: windows.highsDbm,
    capsDbm: raised(windows.capsDbm),
  };
}

/** Cable from the ceiling, where courses run, down to each antenna in the plan. */
function antennaDropsM({ levels, antennas }: Plan): number[] {
  const heights = new Map(levels.map(({ id, clearHeightM }) => [id, clearHeightM]));
  return antennas.map(({ level, heightM }) => Math.abs((heights.get(level) ?? heightM) - heightM));
}

/** The cheapest radio units that give what a source's tree needs. */
function unitsOf(
  { catalogue }: FeedTask,
  carriers: readonly Carrier[],
  { isStronger, isWithoutHeadroom, isUnderpowered, chosen }: PlannedSource,
  { search, fixed }: { search: GroupSearch; fixed: readonly ChosenUnit[] },
): SourceParts {
  const { units, capsDbm, headroomDb: usualDb } = search;
  const idsOf = (chosenUnits: readonly ChosenUnit[]) => chosenUnits.map(({ id }) => id).join();
  if (!isStronger && !isUnderpowered && idsOf(fixed) === idsOf(search.fixed)) return units;
  const headroomDb = isWithoutHeadroom || isUnderpowered ? 0 : usualDb;
  const minDbm = isUnderpowered
    ? strongestUnitsDbm(catalogue.parts, carriers)
    : chosen.option.lowDbm.map((powerDbm, carrier) => powerDbm + units.lossDb[carrier]);
  return chooseUnits(catalogue.parts, carriers, { minDbm, maxDbm: capsDbm, headroomDb, fixed });
}

/** Limits on the number of antennas that one source can feed. */
interface SourcesTask extends PartsTask {
  /** Ports may be off by so much, dB. */
  widestDb: number;
  /** One source feeds no more. */
  maxAntennas: number;
  /** [antenna in the plan] the shortest course from any site, metres. */
  minCourseM: readonly number[];
}

/**
 * No fewer sources feed the antennas, whatever trees and parts: by the most that one may feed, and for each carrier by its
 * power, since a cable of the least loss leads to every antenna and parts give no more than they get.
 */
function leastSources(task: SourcesTask, antennas: readonly number[]): number {
  if (antennas.length === 0) return 0;
  let min = Math.ceil(antennas.length / task.maxAntennas);
  for (let carrier = 0; carrier < task.maxDbm.length; carrier += 1) {
    const sourceMw = dbmToMw(task.maxDbm[carrier]);
    // What needs more than a source has gets one of its own all the same.
    const neededMw = antennas.map((antenna) => Math.min(sourceMw, neededAtSourceMw(task, antenna, carrier)));
    // Figures rounded to a tenth may let a part give a little more than it gets.
    const isPassive = task.parts.splits.every(({ lossesDb }) => gainRatio(lossesDb, carrier) <= 1);
    const sumMw = isPassive ? neededMw.reduce((sum, each) => sum + each, 0) : 0;
    const together = maxTogether(task.parts.splits, carrier, {
      sourceMw,
      eachMw: Math.min(...neededMw),
      count: antennas.length,
    });
    min = Math.max(min, Math.ceil(sumMw / sourceMw - 1e-9), Math.ceil(antennas.length / together));
  }
  // What even a source of its own is too weak for gets one nevertheless.
  return Math.min(antennas.length, min);
}

/** All that leaves a part over what enters it. */
function gainRatio(lossesDb: readonly Float64Array[], carrier: number): number {
  return lossesDb.reduce((sum, losses) => sum + dbToRatio(-losses[carrier]), 0);
}

/** Least power of a source that an antenna needs, splits left out. */
function neededAtSourceMw(task: SourcesTask, antenna: number, carrier: number): number {
  const { windows, widestDb, minCourseM, dropsM, rackDropM, endSlackM, parts } = task;
  // Pieces are cut to whole centimetres; their slack is more than that.
  const lengthM = endSlackM < 0.01 ? 0 : minCourseM[antenna] + dropsM[antenna] + rackDropM;
  const endsDb = Math.min(...parts.cables.map((cable) => cable.endsDb[carrier]));
  const lossDb = endsDb + lengthM * Math.min(...parts.cables.map((cable) => cable.metreDb[carrier]));
  return dbmToMw(windows.lowsDbm[antenna][carrier] - widestDb + lossDb);
}

/** Most antennas that a source's power is enough for when each needs so much, with the losses of splitters and couplers only. */
function maxTogether(
  splits: readonly SplitOption[],
  carrier: number,
  { sourceMw, eachMw, count }: { sourceMw: number; eachMw: number; count: number },
): number {
  const ratios = splits.map(({ lossesDb }) => lossesDb.map((losses) => dbToRatio(losses[carrier])));
  /** Least power at the input of what feeds so many antennas. */
  const inputMw = [0, eachMw];
  for (let together = 2; together <= count; together += 1) {
    let min = Number.POSITIVE_INFINITY;
    for (const outputs of ratios) min = Math.min(min, splitMw(outputs, together, inputMw));
    if (!(min <= sourceMw)) return together - 1;
    inputMw.push(min);
  }
  return count;
}

/** Least power into a part that feeds so many, shared out among its outputs as suits it best. */
function splitMw(ratios: readonly number[], together: number, inputMw: readonly number[]): number {
  if (ratios.length === 2) {
    let min = Number.POSITIVE_INFINITY;
    for (let first = 1; first < together; first += 1) {
      min = Math.min(min, Math.max(inputMw[first] * ratios[0], inputMw[together - first] * ratios[1]));
    }
    return min;
  }
  // More are never easier to feed: as even as can be, by the output that loses least; of few some ends stay free.
  return inputMw[Math.ceil(together / ratios.length)] * Math.min(...ratios);
}

/**
 * A source whose first cable stays: it stands where it stood, and the parts behind are the cheapest for what stays.
 * @throws PlanError where they do not bring the antennas to their power
 */
function planRetained(
  plan: Plan,
  search: TreeSearch,
  { network, prepared, start }: { network: RetainedNetwork; prepared: PreparedRetained; start: number },
): PlannedSource {
  const { node, source } = network.starts[start];
  const terminal = network.first + start;
  const tree: FeedNode = { node, antennas: [terminal], branches: [], hasCable: true };
  const { task, strongestDbm, toleranceDb, widestDb } = search;
  const isStronger = strongestDbm.some((powerDbm, carrier) => powerDbm > task.maxDbm[carrier]);
  // The narrow tolerance by itself first: what a part is rated for may bear that, and not the wide one.
  const choose = (maxDbm: Float64Array) =>
    [toleranceDb, widestDb].reduce<ReturnType<typeof chooseParts>>(
      (found, triedDb) =>
        found ?? chooseParts({ ...task, maxDbm }, tree, { toleranceDb, widestDb: triedDb, isFinal: true }),
      undefined,
    );
  const usual = choose(task.maxDbm);
  const chosen = usual ?? (isStronger ? choose(strongestDbm) : undefined);
  if (!chosen || !source) {
    throw new PlanError(unfedProblems(plan, network.starts[start]));
  }
  const { layingCny: groupLayingCny, ...courses } = prepared.courses[start];
  return {
    ...{ site: source.site, antennas: [terminal], tree, edges: [], chosen },
    totalCny: chosen.option.costCny + groupLayingCny,
    ...courses,
    isLeast: courses.courseCny <= courses.leastCourseCny * (1 + 1e-9),
    isStronger: usual === undefined,
    isUnderpowered: false,
    sourceId: source.id,
  };
}

/** The courses of a tree with those of what stays behind it. */
function withRetainedCourses(
  source: PlannedSource,
  network: RetainedNetwork,
  prepared: PreparedRetained,
): PlannedSource {
  const behind = source.antennas.filter((terminal) => terminal >= network.first);
  if (behind.length === 0) return source;
  const sum = (key: 'lengthM' | 'leastLengthM' | 'courseCny' | 'leastCourseCny') =>
    behind.reduce((total, terminal) => total + prepared.courses[terminal - network.first][key], source[key]);
  const [courseCny, leastCourseCny] = [sum('courseCny'), sum('leastCourseCny')];
  return {
    ...source,
    ...{ lengthM: sum('lengthM'), leastLengthM: sum('leastLengthM'), courseCny, leastCourseCny },
    isLeast: courseCny <= leastCourseCny * (1 + 1e-9),
  };
}

/** Refuses what stays and was left unfed. */
function refuseUnfed(plan: Plan, network: RetainedNetwork, unfed: readonly number[]): void {
  const starts = unfed.flatMap((terminal): RetainedStart[] => {
    const start = network.starts[terminal - network.first];
    return start ? [start] : [];
  });
  if (starts.length === 0) return;
  throw new PlanError(starts.flatMap((start) => unfedProblems(plan, start)));
}

/** One for each locked part of what hangs together: nobody knows which of them it is. */
function unfedProblems(plan: Plan, { top }: RetainedStart): LocalizedProblem[] {
  return lockedIn(top).map((id) => lockedProblem(plan, id, say('locked-no-network')));
}

function lockedIn(part: RetainedPart): string[] {
  if (part.kind === 'cable') {
    return [...(part.cable.locked ? [part.cable.id] : []), ...lockedIn(part.end)];
  }
  if (part.kind === 'load') return part.device.locked ? [part.device.id] : [];
  if (part.kind === 'source') {
    return [...(part.source.locked ? [part.source.id] : []), ...lockedIn(part.output)];
  }
  if (part.kind !== 'device') return [];
  return [...(part.device.locked ? [part.device.id] : []), ...part.outputs.flatMap(lockedIn)];
}

/** [carrier] the most that the cheapest radio units should give where so many are combined, dBm. */
function unitCapsDbm(
  { parts }: Catalogue,
  carriers: readonly Carrier[],
  profile: RequirementProfile,
  { units, fixed }: { units: number; fixed: readonly ChosenUnit[] },
): Float64Array {
  const cheapest = chooseUnits(parts, carriers, { headroomDb: profile.network.sourceHeadroomDb, fixed });
  return Float64Array.from(carriers, (carrier) => {
    const { noiseFigureDb } = cheapest.units.find((unit) => unit.carriers.includes(carrier))?.part ?? {};
    return unitCapDbm(carrier, profile, { units, noiseFigureDb });
  });
}

/**
 * The most that a radio unit should give of a carrier, dBm. Where the downlink just does, the uplink has the reserve
 * that the profile asks for: a passive network loses what it loses both ways, so that each decibel of power that it
 * uses up is one that the receiver lacks, and units that are combined add their noise.
 */
function unitCapDbm(
  carrier: Carrier,
  profile: RequirementProfile,
  { units, noiseFigureDb = profile.uplink.noiseFigureDb }: { units: number; noiseFigureDb?: number },
): number {
  const service = mapService(carrier);
  const budget = uplinkBudget(carrier, service, profile);
  const { rsrpDbm } = serviceThreshold(carrier, service, profile);
  const remotesDb = ratioToDb(units * profile.uplink.activeRemotes);
  const noiseDbm = budget.thermalNoiseDbm + noiseFigureDb + budget.noiseRiseDb + remotesDb;
  const sensitivityDbm = noiseDbm + budget.requiredSinrDb + profile.network.uplinkReserveDb;
  return budget.phonePowerDbm + rsrpDbm - resourceElementRatioDb(carrier) - sensitivityDbm;
}
