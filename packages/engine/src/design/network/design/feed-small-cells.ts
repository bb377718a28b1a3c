import { InputError, type Phrase, PlanError, say } from '../../../core/index.ts';
import {
  type Antenna,
  type CatalogPart,
  carrierPhrases,
  facilityKindRow,
  type NetworkBaseband,
  type NetworkSource,
  type Plan,
} from '../../../plan/index.ts';
import { feedTargetDbm, radiates, unitPowerDbm } from '../../../radio/index.ts';
import { roundLength } from './carrier-cable.ts';
import { installedCny } from './design-parts.ts';
import type { FeedTask } from './feed-task.ts';
import { fedBefore, type HeldHub, heldHubs, heldSite, refuseStrayed } from './held-hubs.ts';
import { type HeldBaseband, takeBasebands } from './held-sources.ts';
import { installBasebands, nodesOf, type RoomLocation, roomLocations } from './install-basebands.ts';
import { lockedProblem } from './locked-problem.ts';
import { type Paths, pathBack, shortestPaths } from './shortest-paths.ts';

export interface SmallCellSources {
  sources: NetworkSource[];
  basebands: NetworkBaseband[];
  portPowers: Map<string, Record<string, number>>;
  notes: Phrase[];
}

/** A small cell of the plan with its unit. */
interface SmallCell {
  /** Its index in the plan's list. */
  index: number;
  antenna: Antenna;
  part: CatalogPart;
}

/**
 * Feeds small cells from hubs by data cables, no longer than these reach, and hubs from baseband units by fibres. Operators
 * that share a network have a system of their own: no hub and no baseband unit serves two of them, nor two radio cells a hub.
 * @param basebands units that stay; those that serve hubs are taken from the list
 */
export function feedSmallCells(plan: Plan, task: FeedTask, basebands: HeldBaseband[]): SmallCellSources {
  const small: SmallCellSources = { sources: [], basebands: [], portPowers: new Map(), notes: [] };
  const units = new Map(task.catalogue.parts.map((part) => [part.id, part]));
  const cells = plan.antennas.flatMap((antenna, index): SmallCell[] => {
    const part = units.get(String(antenna.part));
    return antenna.feed === 'small-cell' && part && task.isReached(antenna.id)
      ? [{ index, antenna, part }]
      : [];
  });
  if (cells.length === 0) return small;
  const { hub, dataCables, longestM } = hubParts(task.catalogue.parts);
  const sites = hubSites(
    plan,
    task,
    cells.map(({ index }) => index),
    longestM,
  );
  refuseFar(cells, sites, longestM);
  const systems = grouped(cells.keys(), (location) => JSON.stringify(cells[location].part.operators ?? []));
  const held = heldHubs(plan);
  for (const system of systems) {
    const hubs = grouped(system, (location) => cells[location].antenna.cell).flatMap((locations) => {
      const stays = heldFor(
        plan,
        held,
        locations.map((location) => cells[location].antenna),
      );
      return feedFromHubs(plan, task, small, { cells, locations, sites, hub, dataCables, stays });
    });
    const ends = hubs.map((each) => ({ ...each, port: 'in' }));
    const staying = takeBasebands(basebands, cells[system[0]].part.operators ?? [], true);
    const installed = installBasebands(plan, task, ends, staying);
    small.basebands.push(...installed.basebands);
    small.notes.push(...installed.notes);
  }
  const feedsNothing = held.filter(({ source }) => !small.sources.some(({ id }) => id === source.id));
  if (feedsNothing.length > 0) {
    const why = say('locked-feeds-nothing');
    throw new PlanError(feedsNothing.map(({ source }) => lockedProblem(plan, source.id, why)));
  }
  small.notes.push(...loweredNotes(plan, cells, small.portPowers));
  return small;
}

/** Hubs that stay and fed small cells of a system and cell, or any of that cell where they fed none; taken from the list. */
function heldFor(plan: Plan, held: readonly HeldHub[], antennas: readonly Antenna[]): HeldHub[] {
  const ids = new Set(antennas.map(({ id }) => id));
  const found = held.filter((each) => {
    const fed = [...fedBefore(plan, each)].filter((id) => plan.antennas.some((antenna) => antenna.id === id));
    return fed.length > 0 ? fed.some((id) => ids.has(id)) : each.source.cell === antennas[0].cell;
  });
  for (const each of found) refuseStrayed(plan, each, ids);
  return found;
}

/** One note on small cells that are asked for less than their units give. */
function loweredNotes(
  plan: Plan,
  cells: readonly SmallCell[],
  powers: SmallCellSources['portPowers'],
): Phrase[] {
  const lowered = cells.flatMap(({ antenna, part }) => {
    const set = powers.get(antenna.id) ?? {};
    const belowDb = plan.carriers.map((carrier) => {
      const ratedDbm = unitPowerDbm(part, carrier);
      return set[carrier.id] === undefined || ratedDbm === undefined ? 0 : ratedDbm - set[carrier.id];
    });
    const max = Math.max(0, ...belowDb);
    return max > 0 ? [max] : [];
  });
  if (lowered.length === 0) return [];
  const [min, max] = [Math.min(...lowered), Math.max(...lowered)].map((backDb) => backDb.toFixed(1));
  const count = lowered.length;
  return [
    min === max
      ? say('note-small-cells-lowered', { count, back: max })
      : say('note-small-cells-lowered', { count, back: `${min}–${max}` }),
  ];
}

/** Items that share a key, in the order of the first of each. */
function grouped<Item>(items: Iterable<Item>, keyOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()];
}

function hubParts(parts: readonly CatalogPart[]) {
  const byCost = (a: CatalogPart, b: CatalogPart) =>
    installedCny(a) - installedCny(b) || (a.id < b.id ? -1 : 1);
  const [hub] = parts.filter(({ kind }) => kind === 'hub').sort(byCost);
  const dataCables = parts.filter(({ kind }) => kind === 'data-cable').sort(byCost);
  if (!hub || dataCables.length === 0) {
    const expected = say('network-rated', { kind: 'hub / data-cable' });
    throw new InputError([{ at: 'catalogue.parts', found: say('network-no-hub'), expected }]);
  }
  return { hub, dataCables, longestM: Math.max(...dataCables.map(({ longestM }) => longestM ?? 0)) };
}

/** @throws InputError naming small cells that no location for a hub is near enough to */
function refuseFar(cells: readonly SmallCell[], sites: readonly HubSite[], longestM: number): void {
  const far = [...cells.keys()].filter((location) =>
    sites.every(({ lengthsM }) => lengthsM[location] === Number.POSITIVE_INFINITY),
  );
  if (far.length === 0) return;
  throw new InputError(
    far.map((location) => ({
      at: `antennas[${cells[location].index}] "${cells[location].antenna.id}"`,
      found: say('network-too-far', { longest: longestM }),
      expected: say('network-reachable'),
    })),
  );
}

interface HubTask {
  cells: readonly SmallCell[];
  /** Those to be fed, by their index among the cells. */
  locations: readonly number[];
  sites: readonly HubSite[];
  hub: CatalogPart;
  dataCables: readonly CatalogPart[];
  /** Hubs that stay: they are there, so they feed what is nearest to them first. */
  stays: readonly HeldHub[];
}

/** Feeds from the hubs that stay, and from as few others as serving the most next finds. */
function feedFromHubs(plan: Plan, task: FeedTask, small: SmallCellSources, hubTask: HubTask): PlacedHub[] {
  const { sites, hub } = hubTask;
  const hubs: PlacedHub[] = [];
  const { stays, cells } = hubTask;
  const taken = new Set(stays.flatMap(({ cables }) => cables.map(({ to }) => to.node)));
  let left = hubTask.locations.filter((location) => !taken.has(cells[location].antenna.id));
  const inReach = ({ lengthsM }: HubSite, part: CatalogPart, wired: readonly number[] = []) => [
    ...wired,
    ...left
      .filter((location) => lengthsM[location] < Number.POSITIVE_INFINITY)
      .sort((a, b) => lengthsM[a] - lengthsM[b] || a - b)
      .slice(0, Math.max(0, unitsPowered(part, cells, [...left, ...wired]) - wired.length)),
  ];
  for (const each of stays) {
    const site = heldSite(plan, each, sites, ({ node }) => nodeLocation(plan, task, node));
    const wired = hubTask.locations.filter((location) =>
      each.cables.some(({ to }) => to.node === cells[location].antenna.id),
    );
    const part = task.catalogue.parts.find(({ id }) => id === each.source.part) ?? hub;
    const served = inReach(site, part, wired);
    if (served.length === 0) continue;
    hubs.push(installHub(plan, task, small, { ...hubTask, hub: part, site, locations: served, held: each }));
    left = left.filter((location) => !served.includes(location));
  }
  const powered = unitsPowered(hub, cells, left);
  const chosen: ServedFrom[] = [];
  while (left.length > 0) {
    const [best] = sites
      .map((each) => ({ site: each, served: inReach(each, hub) }))
      .filter(({ served }) => served.length > 0)
      .sort(
        (a, b) =>
          a.site.rank - b.site.rank ||
          b.served.length - a.served.length ||
          sumOf(a.site, a.served) - sumOf(b.site, b.served),
      );
    chosen.push(best);
    left = left.filter((location) => !best.served.includes(location));
  }
  for (const { site, served } of fromNearest(chosen, powered))
    hubs.push(installHub(plan, task, small, { ...hubTask, site, locations: served }));
  return hubs;
}

/** A site for a hub and the small cells that it serves, by their indices. */
interface ServedFrom {
  site: HubSite;
  served: number[];
}

/** Small cells of hubs that are chosen, each from the one that costs least and has a port left; as they were where one would have none. */
function fromNearest(chosen: readonly ServedFrom[], powered: number): readonly ServedFrom[] {
  const all = chosen.flatMap(({ served }) => served);
  const pairs = chosen
    .flatMap(({ site }, hub) =>
      all.map((location) => ({ hub, location, costCny: site.routes[location].costCny })),
    )
    .filter(({ costCny }) => costCny < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.costCny - b.costCny || a.hub - b.hub || a.location - b.location);
  const served = chosen.map((): number[] => []);
  const taken = new Set<number>();
  for (const { hub, location } of pairs) {
    if (taken.has(location) || served[hub].length >= powered) continue;
    served[hub].push(location);
    taken.add(location);
  }
  if (taken.size < all.length || served.some((each) => each.length === 0)) return chosen;
  return chosen.map(({ site }, hub) => ({ site, served: served[hub] }));
}

/** Small cells that a hub has ports and power for: of those to be fed each takes as much as the hungriest. */
function unitsPowered(hub: CatalogPart, cells: readonly SmallCell[], locations: readonly number[]): number {
  const ports = hub.ways ?? 1;
  const hungriestW = Math.max(...locations.map((location) => cells[location].part.powerW ?? 0));
  if (hub.portsPowerW === undefined || hungriestW === 0) return ports;
  return Math.max(1, Math.min(ports, Math.floor(hub.portsPowerW / hungriestW)));
}

function nodeLocation({ levels }: Plan, { routing: { graph }, layer }: FeedTask, node: number) {
  return { level: levels[graph.levelIndex[node]].id, position: layer.pointOf(node) };
}

function sumOf({ routes }: HubSite, locations: readonly number[]): number {
  return locations.reduce((sum, location) => sum + routes[location].costCny, 0);
}

function installHub(
  plan: Plan,
  task: FeedTask,
  small: SmallCellSources,
  hubTask: HubTask & { site: HubSite; held?: HeldHub },
): PlacedHub {
  const { routing, layer } = task;
  const { hub, site, cells, held } = hubTask;
  const { node, facility } = site;
  const id = held?.source.id ?? layer.nextId('HUB');
  if (facility === undefined) {
    small.notes.push(say(site.rank === 1 ? 'note-hub-outside' : 'note-hub-assumed', { hub: id }));
  } else if (site.rank === 2) small.notes.push(say('note-hub-supply-room', { hub: id, facility }));
  else if (!routing.sites.some((each) => each.facility === facility)) {
    small.notes.push(say('note-hub-power', { hub: id, facility }));
  }
  const locations = byPort(hubTask);
  const units = locations.map((location, index) => {
    const { antenna, part } = cells[location];
    const outputPowerDbm = smallCellPowers(plan, cells[location], small.notes);
    small.portPowers.set(antenna.id, { ...outputPowerDbm });
    wireUnit(task, hubTask, { hub: id, location, port: `out${index + 1}` });
    // The unit is the small cell: one number for both.
    return { id: antenna.id, part: layer.use(part), outputPowerDbm };
  });
  small.sources.push({
    ...{ id, ...nodeLocation(plan, task, node) },
    ...(facility === undefined ? {} : { facility }),
    ...{ part: layer.use(hub), cell: cells[locations[0]].antenna.cell, units },
    ...(held?.source.locked ? { locked: true } : {}),
  });
  return { id, node, ...(facility === undefined ? {} : { facility }) };
}

/** Small cells of a hub in the order of its outputs: those of cables that stay in their order, the others behind them. */
function byPort({ cells, locations, held }: HubTask & { held?: HeldHub }): number[] {
  const port = (location: number) => {
    const cable = held?.cables.find(({ to }) => to.node === cells[location].antenna.id);
    return cable ? Number(/\d+$/.exec(cable.from.port)?.[0] ?? 0) : Number.POSITIVE_INFINITY;
  };
  return [...locations].sort((a, b) => (port(a) === port(b) ? 0 : port(a) - port(b)));
}

/** Lays the data cable to a small cell, or leaves the one that stays; its output follows the order of all. */
function wireUnit(
  { routing: { graph, antennaNodes }, layer, catalogue }: FeedTask,
  { cells, site, held }: HubTask & { site: HubSite; held?: HeldHub },
  { hub, location, port }: { hub: string; location: number; port: string },
): void {
  const { antenna, index } = cells[location];
  const stays = held?.cables.find(({ to }) => to.node === antenna.id);
  if (stays && !stays.courseAssumed) {
    const known = catalogue.parts.find(({ id }) => id === stays.part);
    layer.retainCable(stays.from.port === port ? stays : { ...stays, from: { ...stays.from, port } }, known);
    return;
  }
  const { paths, lengthM, cable } = site.routes[location];
  if (!cable) throw new Error(`no data cable reaches ${antenna.id}`);
  const end = antennaNodes[index];
  const nodes = nodesOf(graph, end, pathBack(graph, paths, end));
  const to = { node: antenna.id, port: 'in' };
  const installed = layer.installCable(cable, { node: hub, port }, to, { lengthM, nodes });
  // Set to come from this hub by hand, and nobody said which way.
  if (stays) Object.assign(installed, { id: stays.id, locked: true });
}

/** Power of each carrier of a small cell's unit, with a note where more was asked for. */
function smallCellPowers(plan: Plan, { antenna, part }: SmallCell, notes: Phrase[]): Record<string, number> {
  const powers: Record<string, number> = {};
  for (const carrier of plan.carriers.filter((each) => radiates(antenna, each))) {
    powers[carrier.id] = feedTargetDbm(antenna, carrier, part);
    const missing = (antenna.targetPowerDbm?.[carrier.id] ?? powers[carrier.id]) - powers[carrier.id];
    if (missing <= 0) continue;
    notes.push(
      say('note-hub-short', {
        ...{ antenna: antenna.id, missing: missing.toFixed(1) },
        carrier: carrierPhrases([carrier]),
      }),
    );
  }
  return powers;
}

/** A hub that stands. */
interface PlacedHub extends RoomLocation {
  id: string;
}

/** A location for a hub; one of a lower rank is taken first. */
interface HubLocation extends RoomLocation {
  rank: number;
}

/** A location for a hub with what data cables from it would measure and cost. */
interface HubSite extends HubLocation {
  /** Course to each small cell, by its index among them. */
  routes: HubRoute[];
  /** Length with slack to each small cell; Infinity out of reach. */
  lengthsM: number[];
}

interface HubRoute {
  paths: Paths;
  lengthM: number;
  cable: CatalogPart | undefined;
  /** Cable and ways through walls, CNY. */
  costCny: number;
}

/** Sites for hubs, with the courses of data cables to the antennas at these indices of the plan's list. */
function hubSites(plan: Plan, task: FeedTask, antennas: readonly number[], longestM: number): HubSite[] {
  const { routing, catalogue } = task;
  const { graph } = routing;
  const { dataCables } = hubParts(catalogue.parts);
  const byLength = { ...graph, weight: graph.lengthM };
  const siteAt = (location: HubLocation): HubSite => {
    const starts = [{ node: location.node, weight: 0 }];
    const searches = [shortestPaths(byLength, starts), shortestPaths(graph, starts)];
    const routes = antennas.map((antenna) => {
      // Through fewer walls where that is cheaper, although longer.
      const [shortest, cheapest] = searches.map((paths) =>
        hubRoute(plan, task, { antenna, paths, dataCables }),
      );
      return cheapest.costCny < shortest.costCny ? cheapest : shortest;
    });
    const lengthsM = routes.map(({ lengthM }) => (lengthM <= longestM ? lengthM : Number.POSITIVE_INFINITY));
    return { ...location, routes, lengthsM };
  };
  const isReached = (sites: readonly HubSite[]) =>
    antennas.every((_, index) => sites.some(({ lengthsM }) => lengthsM[index] < Number.POSITIVE_INFINITY));
  const stays = heldHubs(plan).length > 0;
  const sites: HubSite[] = [];
  for (const group of hubLocations(plan, task)) {
    if (!stays && sites.length > 0 && isReached(sites)) break;
    sites.push(...group.map(siteAt));
  }
  return sites;
}

/**
 * Locations for hubs, those first that are asked for first: equipment rooms and shafts; where these are too far from some small cells, walls
 * and columns beside trays; and only then a room of the power supply, in which nobody wants anything of a network. Where the plan has
 * none of these the location is assumed.
 */
function hubLocations(plan: Plan, task: FeedTask): HubLocation[][] {
  const { powerLocations, sites } = task.routing;
  const isPowerOnly = ({ facility }: RoomLocation) =>
    plan.levels.some(({ facilities = [] }) =>
      facilities.some(({ id, kind }) => id === facility && facilityKindRow(kind).isPowerOnly),
    );
  const rooms = roomLocations(task);
  const weak = [...rooms.filter(({ facility }) => facility !== undefined), ...powerLocations].filter(
    (each) => !isPowerOnly(each),
  );
  const power = powerLocations.filter(isPowerOnly);
  if (weak.length + power.length === 0) return [rooms.map((each) => ({ ...each, rank: 0 }))];
  const walls = sites.filter(({ remoteFibreM, isBetween }) => remoteFibreM !== undefined && !isBetween);
  return [
    weak.map((each) => ({ ...each, rank: 0 })),
    walls.map(({ node }) => ({ node, rank: 1 })),
    power.map((each) => ({ ...each, rank: 2 })),
  ];
}

/** Data cables may be laid so much longer than they are drawn, and still reach (assumption, as feeders may by the rules of installation). */
export const dataCableSpareRatio = 0.1;

/** A course to an antenna with the cable that it takes, which reaches farther by what lengths may differ when it is laid. */
function hubRoute(
  plan: Plan,
  { routing: { graph, antennaNodes }, catalogue: { laying } }: FeedTask,
  { antenna, paths, dataCables }: { antenna: number; paths: Paths; dataCables: readonly CatalogPart[] },
): HubRoute {
  const { level, heightM } = plan.antennas[antenna];
  const dropM = Math.abs((plan.levels.find(({ id }) => id === level)?.clearHeightM ?? heightM) - heightM);
  const node = antennaNodes[antenna];
  if (paths.weight[node] === Number.POSITIVE_INFINITY)
    return { paths, lengthM: Number.POSITIVE_INFINITY, cable: undefined, costCny: Number.POSITIVE_INFINITY };
  let [courseM, passingCny] = [0, 0];
  for (const edge of pathBack(graph, paths, node)) {
    courseM += graph.lengthM[edge];
    passingCny += graph.passingCny[edge];
  }
  const lengthM = roundLength(courseM + dropM + laying.rackDropM + 2 * laying.endSlackM);
  const longerM = lengthM * (1 + dataCableSpareRatio);
  const cable =
    dataCables.find(({ longestM = 0 }) => longestM >= longerM) ??
    dataCables.find(({ longestM = 0 }) => longestM >= lengthM);
  const costCny = cable ? lengthM * installedCny(cable) + passingCny : Number.POSITIVE_INFINITY;
  return { paths, lengthM, cable, costCny };
}
