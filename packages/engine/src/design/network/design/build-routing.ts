import type { Point } from '../../../core/index.ts';
import { antennaPlace, levelLinks, type NetworkDevice, type Plan } from '../../../plan/index.ts';
import { type CourseCosts, draftLevel } from './draft-level.ts';
import { GraphDraft, type RoutingGraph } from './routing-graph.ts';
import { type SourceSite, sourceSites } from './source-sites.ts';

/** Where cables can run in a plan, and where what they connect stands. */
export interface Routing {
  graph: RoutingGraph;
  /** Node of each antenna, in the plan's order; behind them of what stays of a network before. */
  antennaNodes: number[];
  /** By id of each device that stays, on a level of the plan. */
  deviceNodes: ReadonlyMap<string, number>;
  sites: (SourceSite & { node: number })[];
  /** Facilities with power besides the equipment rooms: hubs can stand there too. */
  powerPlaces: { node: number; facility: string }[];
  /** True where levels are connected by cores or ramps for want of shafts. */
  hasAssumedShafts: boolean;
}

/**
 * The graph of all courses, with nodes at antennas, equipment rooms, power and shafts.
 * @param devices that stay of a network before
 */
export function buildRouting(
  plan: Pick<Plan, 'levels' | 'antennas'>,
  costs: CourseCosts,
  devices: readonly NetworkDevice[] = [],
): Routing {
  const draft = new GraphDraft();
  const levelIndexOf = new Map(plan.levels.map(({ id }, index) => [id, index]));
  const sites = sourceSites(plan);
  const links = levelLinks(plan.levels);
  const antennas = plan.antennas.map((antenna) => ({
    levelIndex: levelIndexOf.get(antenna.level) ?? 0,
    position: antennaPlace(antenna),
  }));
  const power = plan.levels.flatMap((level, levelIndex) =>
    (level.facilities ?? []).flatMap(({ id, kind, position, path }) => {
      const place = position ?? path?.[0];
      return (kind === 'power' || kind === 'shaft') && place
        ? [{ levelIndex, position: place, facility: id }]
        : [];
    }),
  );
  const needsPower = plan.antennas.some(({ feed }) => feed === 'small-cell');
  const stays = devices.flatMap(({ id, level, position }) => {
    const levelIndex = levelIndexOf.get(level);
    return levelIndex === undefined ? [] : [{ id, levelIndex, position }];
  });
  const all = [
    ...antennas,
    ...stays,
    ...sites,
    ...links.flatMap(({ ends }) => ends),
    ...(needsPower ? power : []),
  ];
  plan.levels.forEach((level, levelIndex) => {
    const places = all.flatMap((each): Point[] => (each.levelIndex === levelIndex ? [each.position] : []));
    draftLevel(draft, level, levelIndex, places, costs);
  });
  const nodeOf = ({ levelIndex, position }: { levelIndex: number; position: Point }) =>
    draft.node(levelIndex, position[0], position[1]);
  const antennaNodes = antennas.map(nodeOf);
  const placed = sites.map((site) => ({ ...site, node: nodeOf(site) }));
  for (const { ends, heightM } of links) {
    const [from, to] = ends.map(nodeOf);
    const [a, b] = ends.map(({ position }) => position);
    const lengthM = heightM + Math.hypot(a[0] - b[0], a[1] - b[1]);
    const costCny = lengthM * costs.metreCny * costs.offTrayRatio + 2 * costs.penetrationCny;
    draft.edges.push({ from, to, lengthM, costCny, holes: 2, onTray: false });
  }
  const powerPlaces = needsPower
    ? power.map((each) => ({ node: nodeOf(each), facility: each.facility }))
    : [];
  const hasAssumedShafts = links.some(({ isShaft }) => !isShaft);
  const deviceNodes = new Map(stays.map((device) => [device.id, nodeOf(device)]));
  return { graph: draft.finish(), antennaNodes, deviceNodes, sites: placed, powerPlaces, hasAssumedShafts };
}
