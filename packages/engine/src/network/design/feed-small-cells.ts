import { InputError } from '../../errors.ts';
import { type Phrase, say } from '../../phrases/phrase.ts';
import type { CatalogPart, NetworkSource } from '../../plan/network-schema.ts';
import type { Antenna, Carrier, Plan } from '../../plan/schema.ts';
import { radiates } from '../../signal/link-budget.ts';
import { roundLength } from './cable-options.ts';
import { installedCny, isRatedFor } from './design-parts.ts';
import type { FeedTask } from './feed-cells.ts';
import { shortestWays, type Ways, wayBack } from './shortest-ways.ts';

export interface FedSmallCells {
  sources: NetworkSource[];
  portPowers: Map<string, Record<string, number>>;
  notes: Phrase[];
}

interface HubSite {
  node: number;
  facility?: string;
  ways: Ways;
  /** Length with slack to each small cell, by its place among them; Infinity out of reach. */
  lengthsM: number[];
}

/** Feeds small cells from hubs by data cables, no longer than these reach: as few hubs as serving the most next finds. */
export function feedSmallCells(plan: Plan, task: FeedTask): FedSmallCells {
  const fed: FedSmallCells = { sources: [], portPowers: new Map(), notes: [] };
  const cells = plan.antennas.flatMap((antenna, index) =>
    antenna.feed === 'small-cell' && task.isReached(antenna.id) ? [index] : [],
  );
  if (cells.length === 0) return fed;
  const { hub, dataCables, longestM } = smallCellParts(task.catalogue.parts);
  const sites = hubSites(plan, task, cells, longestM);
  let left = cells.map((_, place) => place);
  const far = left.filter((place) =>
    sites.every(({ lengthsM }) => lengthsM[place] === Number.POSITIVE_INFINITY),
  );
  if (far.length > 0) {
    throw new InputError(
      far.map((place) => ({
        at: `antennas[${cells[place]}] "${plan.antennas[cells[place]].id}"`,
        found: say('network-too-far', { longest: longestM }),
        expected: say('network-reachable'),
      })),
    );
  }
  while (left.length > 0) {
    const inReach = ({ lengthsM }: HubSite) =>
      left
        .filter((place) => lengthsM[place] < Number.POSITIVE_INFINITY)
        .sort((a, b) => lengthsM[a] - lengthsM[b] || a - b)
        .slice(0, hub.ways ?? 1);
    const [best] = sites
      .map((site) => ({ site, served: inReach(site) }))
      .sort((a, b) => b.served.length - a.served.length || sumOf(a.site, a.served) - sumOf(b.site, b.served));
    const served = best.served;
    layHub(plan, task, fed, {
      ...{ hub, dataCables, site: best.site },
      cells: served.map((place) => ({
        antenna: plan.antennas[cells[place]],
        node: task.routing.antennaNodes[cells[place]],
        lengthM: best.site.lengthsM[place],
      })),
    });
    left = left.filter((place) => !served.includes(place));
  }
  return fed;
}

function sumOf({ lengthsM }: HubSite, places: readonly number[]): number {
  return places.reduce((sum, place) => sum + lengthsM[place], 0);
}

function smallCellParts(parts: readonly CatalogPart[]) {
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

function hubSites(
  plan: Plan,
  { routing, catalogue }: FeedTask,
  cells: readonly number[],
  longestM: number,
): HubSite[] {
  const { graph, sites, powerPlaces, antennaNodes } = routing;
  const byLength = { ...graph, weight: graph.lengthM };
  const { endSlackM, rackDropM } = catalogue.laying;
  const rooms = sites.map(({ node, facility }) => ({
    node,
    ...(facility === undefined ? {} : { facility }),
  }));
  // A hub needs a room, power or a shaft of the plan; only where there is none anywhere its place is assumed.
  const facilities = [...rooms.filter(({ facility }) => facility !== undefined), ...powerPlaces];
  const places = facilities.length > 0 ? facilities : rooms;
  return places.map((place) => {
    const ways = shortestWays(byLength, [{ node: place.node, weight: 0 }]);
    const lengthsM = cells.map((antenna) => {
      const { level, heightM } = plan.antennas[antenna];
      const dropM = Math.abs((plan.levels.find(({ id }) => id === level)?.clearHeightM ?? heightM) - heightM);
      const lengthM = roundLength(ways.weight[antennaNodes[antenna]] + dropM + rackDropM + 2 * endSlackM);
      return lengthM <= longestM ? lengthM : Number.POSITIVE_INFINITY;
    });
    return { ...place, ways, lengthsM };
  });
}

function layHub(
  plan: Plan,
  { catalogue, routing, layer }: FeedTask,
  fed: FedSmallCells,
  hubTask: {
    hub: CatalogPart;
    dataCables: readonly CatalogPart[];
    site: HubSite;
    cells: { antenna: Antenna; node: number; lengthM: number }[];
  },
): void {
  const { hub, dataCables, site, cells } = hubTask;
  const { graph } = routing;
  const id = layer.nextId('HUB');
  const level = plan.levels[graph.levelIndex[site.node]].id;
  const { facility } = site;
  if (facility === undefined) fed.notes.push(say('note-hub-assumed', { hub: id }));
  else if (!routing.sites.some((each) => each.facility === facility)) {
    fed.notes.push(say('note-hub-power', { hub: id, facility }));
  }
  const units = cells.map(({ antenna, node, lengthM }, index) => {
    const carriers = plan.carriers.filter((carrier) => radiates(antenna, carrier));
    const part = smallCellPart(catalogue.parts, carriers);
    const outputPowerDbm: Record<string, number> = {};
    for (const carrier of carriers) {
      const targetDbm = antenna.targetPowerDbm?.[carrier.id] ?? carrier.portPowerDbm;
      outputPowerDbm[carrier.id] = Math.min(targetDbm, part.sourcePowerDbm ?? targetDbm);
      const missing = targetDbm - outputPowerDbm[carrier.id];
      if (missing <= 0) continue;
      fed.notes.push(
        say('note-hub-short', { antenna: antenna.id, carrier: carrier.id, missing: missing.toFixed(1) }),
      );
    }
    fed.portPowers.set(antenna.id, { ...outputPowerDbm });
    const cable = dataCables.find(({ longestM }) => (longestM ?? 0) >= lengthM) as CatalogPart;
    const edges = wayBack(graph, site.ways, node);
    const nodes = [node];
    for (const edge of edges) {
      const at = nodes[nodes.length - 1];
      nodes.push(graph.from[edge] === at ? graph.to[edge] : graph.from[edge]);
    }
    const to = { node: antenna.id, port: 'in' };
    layer.layCable(cable, { node: id, port: `out${index + 1}` }, to, { lengthM, nodes: nodes.reverse() });
    return { id: layer.nextId('PRRU'), part: layer.use(part), outputPowerDbm };
  });
  fed.sources.push({
    ...{ id, level, position: [graph.x[site.node], graph.y[site.node]] },
    ...(site.facility === undefined ? {} : { facility: site.facility }),
    ...{ part: layer.use(hub), cell: cells[0].antenna.cell, units },
  });
}

function smallCellPart(parts: readonly CatalogPart[], carriers: readonly Carrier[]): CatalogPart {
  const [part] = parts
    .filter(
      ({ kind, carriersAtMost }) =>
        kind === 'small-cell' && (carriersAtMost ?? carriers.length) >= carriers.length,
    )
    .filter((each) => carriers.every(({ frequencyMhz }) => isRatedFor(each, frequencyMhz)))
    .sort((a, b) => installedCny(a) - installedCny(b) || (a.id < b.id ? -1 : 1));
  if (part) return part;
  const frequency = carriers.map(({ frequencyMhz }) => frequencyMhz).join(', ');
  const found = say('network-unrated', { kind: 'small-cell', frequency });
  throw new InputError([
    { at: 'catalogue.parts', found, expected: say('network-rated', { kind: 'small-cell' }) },
  ]);
}
