import { InputError, type Phrase, say } from '../../../core/index.ts';
import type { Antenna, CatalogPart, NetworkBaseband, NetworkSource, Plan } from '../../../plan/index.ts';
import { feedTargetDbm, radiates, unitPowerDbm } from '../../../radio/index.ts';
import { roundLength } from './carrier-cable.ts';
import { installedCny } from './design-parts.ts';
import type { FeedTask } from './feed-task.ts';
import { installBasebands, nodesOf, type RoomLocation, roomLocations } from './install-basebands.ts';
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
 */
export function feedSmallCells(plan: Plan, task: FeedTask): SmallCellSources {
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
  for (const system of systems) {
    const hubs = grouped(system, (location) => cells[location].antenna.cell).flatMap((locations) =>
      feedFromHubs(plan, task, small, { cells, locations, sites, hub, dataCables }),
    );
    const ends = hubs.map((each) => ({ ...each, port: 'in' }));
    const { basebands, notes } = installBasebands(plan, task, ends);
    small.basebands.push(...basebands);
    small.notes.push(...notes);
  }
  small.notes.push(...loweredNotes(plan, cells, small.portPowers));
  return small;
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
}

/** Feeds from as few hubs as serving the most next finds. */
function feedFromHubs(plan: Plan, task: FeedTask, small: SmallCellSources, hubTask: HubTask): PlacedHub[] {
  const { sites, hub } = hubTask;
  const hubs: PlacedHub[] = [];
  let left = [...hubTask.locations];
  while (left.length > 0) {
    const inReach = ({ lengthsM }: HubSite) =>
      left
        .filter((location) => lengthsM[location] < Number.POSITIVE_INFINITY)
        .sort((a, b) => lengthsM[a] - lengthsM[b] || a - b)
        .slice(0, unitsPowered(hub, hubTask.cells, left));
    const [{ site, served }] = sites
      .map((each) => ({ site: each, served: inReach(each) }))
      .sort((a, b) => b.served.length - a.served.length || sumOf(a.site, a.served) - sumOf(b.site, b.served));
    hubs.push(installHub(plan, task, small, { ...hubTask, site, locations: served }));
    left = left.filter((location) => !served.includes(location));
  }
  return hubs;
}

/** Small cells that a hub has ports and power for: of those to be fed each takes as much as the hungriest. */
function unitsPowered(hub: CatalogPart, cells: readonly SmallCell[], locations: readonly number[]): number {
  const ports = hub.ways ?? 1;
  const hungriestW = Math.max(...locations.map((location) => cells[location].part.powerW ?? 0));
  if (hub.portsPowerW === undefined || hungriestW === 0) return ports;
  return Math.max(1, Math.min(ports, Math.floor(hub.portsPowerW / hungriestW)));
}

function sumOf({ lengthsM }: HubSite, locations: readonly number[]): number {
  return locations.reduce((sum, location) => sum + lengthsM[location], 0);
}

function installHub(
  plan: Plan,
  { routing, layer }: FeedTask,
  small: SmallCellSources,
  { hub, dataCables, site, cells, locations }: HubTask & { site: HubSite },
): PlacedHub {
  const { graph } = routing;
  const id = layer.nextId('HUB');
  const { node, facility } = site;
  if (facility === undefined) small.notes.push(say('note-hub-assumed', { hub: id }));
  else if (!routing.sites.some((each) => each.facility === facility)) {
    small.notes.push(say('note-hub-power', { hub: id, facility }));
  }
  const units = locations.map((location, index) => {
    const { antenna, part } = cells[location];
    const lengthM = site.lengthsM[location];
    const outputPowerDbm = smallCellPowers(plan, cells[location], small.notes);
    small.portPowers.set(antenna.id, { ...outputPowerDbm });
    const cable = dataCables.find(({ longestM }) => (longestM ?? 0) >= lengthM) as CatalogPart;
    const end = routing.antennaNodes[cells[location].index];
    const nodes = nodesOf(graph, end, pathBack(graph, site.paths, end));
    const to = { node: antenna.id, port: 'in' };
    layer.installCable(cable, { node: id, port: `out${index + 1}` }, to, { lengthM, nodes });
    return { id: layer.nextId('PRRU'), part: layer.use(part), outputPowerDbm };
  });
  const level = plan.levels[graph.levelIndex[node]].id;
  small.sources.push({
    ...{ id, level, position: layer.pointOf(node) },
    ...(facility === undefined ? {} : { facility }),
    ...{ part: layer.use(hub), cell: cells[locations[0]].antenna.cell, units },
  });
  return { id, node, ...(facility === undefined ? {} : { facility }) };
}

/** Power of each carrier of a small cell's unit, with a note where more was asked for. */
function smallCellPowers(plan: Plan, { antenna, part }: SmallCell, notes: Phrase[]): Record<string, number> {
  const powers: Record<string, number> = {};
  for (const carrier of plan.carriers.filter((each) => radiates(antenna, each))) {
    powers[carrier.id] = feedTargetDbm(antenna, carrier, part);
    const missing = (antenna.targetPowerDbm?.[carrier.id] ?? powers[carrier.id]) - powers[carrier.id];
    if (missing <= 0) continue;
    notes.push(
      say('note-hub-short', { antenna: antenna.id, carrier: carrier.id, missing: missing.toFixed(1) }),
    );
  }
  return powers;
}

/** A hub that stands. */
interface PlacedHub extends RoomLocation {
  id: string;
}

/** A location for a hub with what data cables from it would measure. */
interface HubSite extends RoomLocation {
  paths: Paths;
  /** Length with slack to each small cell, by its index among them; Infinity out of reach. */
  lengthsM: number[];
}

/** Sites for hubs, with the lengths of data cables to the antennas at these indices of the plan's list. */
function hubSites(plan: Plan, task: FeedTask, antennas: readonly number[], longestM: number): HubSite[] {
  const { routing, catalogue } = task;
  const { graph, powerLocations, antennaNodes } = routing;
  const byLength = { ...graph, weight: graph.lengthM };
  const { endSlackM, rackDropM } = catalogue.laying;
  const rooms = roomLocations(task);
  // A hub needs a room, power or a shaft of the plan; only where there is none anywhere its location is assumed.
  const facilities = [...rooms.filter(({ facility }) => facility !== undefined), ...powerLocations];
  const locations = facilities.length > 0 ? facilities : rooms;
  return locations.map((location) => {
    const paths = shortestPaths(byLength, [{ node: location.node, weight: 0 }]);
    const lengthsM = antennas.map((antenna) => {
      const { level, heightM } = plan.antennas[antenna];
      const dropM = Math.abs((plan.levels.find(({ id }) => id === level)?.clearHeightM ?? heightM) - heightM);
      const lengthM = roundLength(paths.weight[antennaNodes[antenna]] + dropM + rackDropM + 2 * endSlackM);
      return lengthM <= longestM ? lengthM : Number.POSITIVE_INFINITY;
    });
    return { ...location, paths, lengthsM };
  });
}
