import { InputError, type Phrase, say } from '../../../core/index.ts';
import type { Antenna, CatalogPart, NetworkBaseband, NetworkSource, Plan } from '../../../plan/index.ts';
import { feedTargetDbm, radiates, unitPowerDbm } from '../../../radio/index.ts';
import { installedCny } from './design-parts.ts';
import type { FeedTask } from './feed-task.ts';
import { type HubSite, hubSites, nodesOf } from './hub-sites.ts';
import { layBasebands, type PlacedHub } from './lay-basebands.ts';
import { wayBack } from './shortest-ways.ts';

export interface FedSmallCells {
  sources: NetworkSource[];
  basebands: NetworkBaseband[];
  portPowers: Map<string, Record<string, number>>;
  notes: Phrase[];
}

/** A small cell of the plan with its unit. */
interface SmallCell {
  /** Its place in the plan's list. */
  index: number;
  antenna: Antenna;
  part: CatalogPart;
}

/**
 * Feeds small cells from hubs by data cables, no longer than these reach, and hubs from baseband units by fibres. Operators
 * that share a network have a system of their own: no hub and no baseband unit serves two of them, nor two radio cells a hub.
 */
export function feedSmallCells(plan: Plan, task: FeedTask): FedSmallCells {
  const fed: FedSmallCells = { sources: [], basebands: [], portPowers: new Map(), notes: [] };
  const units = new Map(task.catalogue.parts.map((part) => [part.id, part]));
  const cells = plan.antennas.flatMap((antenna, index): SmallCell[] => {
    const part = units.get(String(antenna.part));
    return antenna.feed === 'small-cell' && part && task.isReached(antenna.id)
      ? [{ index, antenna, part }]
      : [];
  });
  if (cells.length === 0) return fed;
  const { hub, dataCables, longestM } = hubParts(task.catalogue.parts);
  const sites = hubSites(
    plan,
    task,
    cells.map(({ index }) => index),
    longestM,
  );
  refuseFar(cells, sites, longestM);
  const systems = grouped(cells.keys(), (place) => JSON.stringify(cells[place].part.operators ?? []));
  for (const system of systems) {
    const hubs = grouped(system, (place) => cells[place].antenna.cell).flatMap((places) =>
      feedFromHubs(plan, task, fed, { cells, places, sites, hub, dataCables }),
    );
    const { basebands, notes } = layBasebands(plan, task, hubs);
    fed.basebands.push(...basebands);
    fed.notes.push(...notes);
  }
  fed.notes.push(...loweredNotes(plan, cells, fed.portPowers));
  return fed;
}

/** One note on small cells that are asked for less than their units give. */
function loweredNotes(
  plan: Plan,
  cells: readonly SmallCell[],
  powers: FedSmallCells['portPowers'],
): Phrase[] {
  const lowered = cells.flatMap(({ antenna, part }) => {
    const set = powers.get(antenna.id) ?? {};
    const belowDb = plan.carriers.map((carrier) => {
      const ratedDbm = unitPowerDbm(part, carrier);
      return set[carrier.id] === undefined || ratedDbm === undefined ? 0 : ratedDbm - set[carrier.id];
    });
    const most = Math.max(0, ...belowDb);
    return most > 0 ? [most] : [];
  });
  if (lowered.length === 0) return [];
  const [least, most] = [Math.min(...lowered), Math.max(...lowered)].map((backDb) => backDb.toFixed(1));
  const count = lowered.length;
  return [
    least === most
      ? say('note-small-cells-lowered', { count, back: most })
      : say('note-small-cells-lowered', { count, back: `${least}–${most}` }),
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

/** @throws InputError naming small cells that no place for a hub is near enough to */
function refuseFar(cells: readonly SmallCell[], sites: readonly HubSite[], longestM: number): void {
  const far = [...cells.keys()].filter((place) =>
    sites.every(({ lengthsM }) => lengthsM[place] === Number.POSITIVE_INFINITY),
  );
  if (far.length === 0) return;
  throw new InputError(
    far.map((place) => ({
      at: `antennas[${cells[place].index}] "${cells[place].antenna.id}"`,
      found: say('network-too-far', { longest: longestM }),
      expected: say('network-reachable'),
    })),
  );
}

interface HubTask {
  cells: readonly SmallCell[];
  /** Those to be fed, by their place among the cells. */
  places: readonly number[];
  sites: readonly HubSite[];
  hub: CatalogPart;
  dataCables: readonly CatalogPart[];
}

/** As few hubs as serving the most next finds. */
function feedFromHubs(plan: Plan, task: FeedTask, fed: FedSmallCells, hubTask: HubTask): PlacedHub[] {
  const { sites, hub } = hubTask;
  const hubs: PlacedHub[] = [];
  let left = [...hubTask.places];
  while (left.length > 0) {
    const inReach = ({ lengthsM }: HubSite) =>
      left
        .filter((place) => lengthsM[place] < Number.POSITIVE_INFINITY)
        .sort((a, b) => lengthsM[a] - lengthsM[b] || a - b)
        .slice(0, hub.ways ?? 1);
    const [{ site, served }] = sites
      .map((each) => ({ site: each, served: inReach(each) }))
      .sort((a, b) => b.served.length - a.served.length || sumOf(a.site, a.served) - sumOf(b.site, b.served));
    hubs.push(layHub(plan, task, fed, { ...hubTask, site, places: served }));
    left = left.filter((place) => !served.includes(place));
  }
  return hubs;
}

function sumOf({ lengthsM }: HubSite, places: readonly number[]): number {
  return places.reduce((sum, place) => sum + lengthsM[place], 0);
}

function layHub(
  plan: Plan,
  { routing, layer }: FeedTask,
  fed: FedSmallCells,
  { hub, dataCables, site, cells, places }: HubTask & { site: HubSite },
): PlacedHub {
  const { graph } = routing;
  const id = layer.nextId('HUB');
  const { node, facility } = site;
  if (facility === undefined) fed.notes.push(say('note-hub-assumed', { hub: id }));
  else if (!routing.sites.some((each) => each.facility === facility)) {
    fed.notes.push(say('note-hub-power', { hub: id, facility }));
  }
  const units = places.map((place, index) => {
    const { antenna, part } = cells[place];
    const lengthM = site.lengthsM[place];
    const outputPowerDbm = ownPowers(plan, cells[place], fed.notes);
    fed.portPowers.set(antenna.id, { ...outputPowerDbm });
    const cable = dataCables.find(({ longestM }) => (longestM ?? 0) >= lengthM) as CatalogPart;
    const end = routing.antennaNodes[cells[place].index];
    const nodes = nodesOf(graph, end, wayBack(graph, site.ways, end));
    const to = { node: antenna.id, port: 'in' };
    layer.layCable(cable, { node: id, port: `out${index + 1}` }, to, { lengthM, nodes });
    return { id: layer.nextId('PRRU'), part: layer.use(part), outputPowerDbm };
  });
  const level = plan.levels[graph.levelIndex[node]].id;
  fed.sources.push({
    ...{ id, level, position: layer.place(node) },
    ...(facility === undefined ? {} : { facility }),
    ...{ part: layer.use(hub), cell: cells[places[0]].antenna.cell, units },
  });
  return { id, node, ...(facility === undefined ? {} : { facility }) };
}

/** What a small cell's unit sends of each carrier, and a note where more was asked for. */
function ownPowers(plan: Plan, { antenna, part }: SmallCell, notes: Phrase[]): Record<string, number> {
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
