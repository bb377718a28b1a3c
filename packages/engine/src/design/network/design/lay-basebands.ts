import { type Phrase, say } from '../../../core/index.ts';
import type { CatalogPart, NetworkBaseband, Plan } from '../../../plan/index.ts';
import { roundLength } from './carrier-cable.ts';
import { installedCny } from './design-parts.ts';
import type { FeedTask } from './feed-task.ts';
import { type HubPlace, nodesOf, roomPlaces } from './hub-sites.ts';
import { shortestWays, type Ways, wayBack } from './shortest-ways.ts';

/** A hub that stands. */
export interface PlacedHub extends HubPlace {
  id: string;
}

/**
 * Baseband units for the hubs of one system, each in an equipment room with the hubs that are nearest to it; a hub that no
 * room leads to has its own beside it.
 */
export function layBasebands(
  plan: Plan,
  task: FeedTask,
  hubs: readonly PlacedHub[],
): { basebands: NetworkBaseband[]; notes: Phrase[] } {
  const { catalogue, routing, layer } = task;
  const { graph } = routing;
  const [part, fibre] = [cheapestOf(catalogue.parts, 'baseband'), cheapestOf(catalogue.parts, 'fibre')];
  if (!part || !fibre) return { basebands: [], notes: hubs.length > 0 ? [say('note-no-baseband')] : [] };
  const { endSlackM, rackDropM } = catalogue.laying;
  const longestM = fibre.longestM ?? Number.POSITIVE_INFINITY;
  const fibreM = (ways: Ways, hub: PlacedHub) =>
    roundLength(ways.weight[hub.node] + 2 * rackDropM + 2 * endSlackM);
  const rooms = roomPlaces(task).map((place) => siteAt(task, place));
  const bySite = new Map<BasebandSite, PlacedHub[]>();
  for (const hub of hubs) {
    const [nearest] = rooms
      .filter(({ ways }) => fibreM(ways, hub) <= longestM)
      .sort((a, b) => a.ways.weight[hub.node] - b.ways.weight[hub.node]);
    const site = nearest ?? siteAt(task, hub);
    bySite.set(site, [...(bySite.get(site) ?? []), hub]);
  }
  const basebands: NetworkBaseband[] = [];
  for (const [{ place, ways }, served] of bySite) {
    served.forEach((hub, index) => {
      const port = index % (part.ways ?? 1);
      if (port === 0) {
        basebands.push({
          ...{
            id: layer.nextId('BBU'),
            part: layer.use(part),
            level: plan.levels[graph.levelIndex[place.node]].id,
          },
          position: layer.place(place.node),
          ...(place.facility === undefined ? {} : { facility: place.facility }),
        });
      }
      const from = { node: basebands[basebands.length - 1].id, port: `out${port + 1}` };
      const nodes = nodesOf(graph, hub.node, wayBack(graph, ways, hub.node));
      layer.layCable(fibre, from, { node: hub.id, port: 'in' }, { lengthM: fibreM(ways, hub), nodes });
    });
  }
  return { basebands, notes: [] };
}

interface BasebandSite {
  place: HubPlace;
  ways: Ways;
}

function siteAt({ routing: { graph } }: FeedTask, place: HubPlace): BasebandSite {
  const byLength = { ...graph, weight: graph.lengthM };
  return { place, ways: shortestWays(byLength, [{ node: place.node, weight: 0 }]) };
}

function cheapestOf(parts: readonly CatalogPart[], kind: CatalogPart['kind']): CatalogPart | undefined {
  const [part] = parts
    .filter((each) => each.kind === kind)
    .sort((a, b) => installedCny(a) - installedCny(b) || (a.id < b.id ? -1 : 1));
  return part;
}
