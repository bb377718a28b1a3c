import { distance, type Phrase, PlanError, say } from '../../../core/index.ts';
import { joinedSources, type NetworkSource, type Plan } from '../../../plan/index.ts';
import type { Routing } from './build-routing.ts';
import { hubIds } from './held-hubs.ts';
import { heldSourceIds } from './held-sources.ts';
import { lockedProblem } from './locked-problem.ts';
import { shortestPaths } from './shortest-paths.ts';
import type { RoutedSite } from './source-sites.ts';

/** A source that a person placed, or whose units or fibres are set by hand, and its site. */
export interface LockedSite {
  source: NetworkSource;
  site: RoutedSite;
}

/** A locked source that hangs outside equipment rooms is held to the nearest site that is no farther off, metres. */
const remoteReachM = 10;

/**
 * Sites of the sources of a cell that stay: sources that are designed for it stand there and nowhere else. Empty where none is locked.
 * @throws PlanError naming a locked source whose room is gone, or from which no course leads to an antenna of its cell
 */
export function lockedSites(
  plan: Plan,
  { sites, graph, antennaNodes }: Routing,
  { cell, antennas }: { cell: string; antennas: readonly number[] },
): LockedSite[] {
  const network = plan.network ?? {};
  const besides = new Set([...hubIds(network), ...joinedSources(network)]);
  const held = heldSourceIds(network);
  const locked = (network.sources ?? []).filter(
    (each) => held.has(each.id) && each.cell === cell && !besides.has(each.id),
  );
  const refuse = (id: string, why: Phrase): never => {
    throw new PlanError([lockedProblem(plan, id, why)]);
  };
  const found = locked.map((source): LockedSite => {
    const site = siteOf(plan, source, sites);
    return site ? { source, site } : refuse(source.id, say('locked-room-gone', { node: source.id }));
  });
  if (found.length === 0) return [];
  const { weight } = shortestPaths(
    graph,
    found.map(({ site: { node } }) => ({ node, weight: 0 })),
  );
  const unreached = antennas.find((index) => weight[antennaNodes[index]] === Number.POSITIVE_INFINITY);
  if (unreached !== undefined) {
    refuse(found[0].source.id, say('locked-no-course', { antenna: plan.antennas[unreached].id }));
  }
  return found;
}

function siteOf(
  { levels }: Plan,
  { level, facility, position }: NetworkSource,
  sites: readonly RoutedSite[],
): RoutedSite | undefined {
  const onLevel = sites.filter(({ levelIndex }) => levels[levelIndex].id === level);
  if (facility !== undefined) return onLevel.find((site) => site.facility === facility);
  const farM = (site: RoutedSite) => distance(site.position, position);
  const [nearest] = onLevel
    .filter((site) => site.facility === undefined && farM(site) <= remoteReachM)
    .sort((a, b) => farM(a) - farM(b));
  return nearest;
}
