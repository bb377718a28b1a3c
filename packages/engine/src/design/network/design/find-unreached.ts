import { type Phrase, say } from '../../../core/index.ts';
import type { Plan } from '../../../plan/index.ts';
import type { Routing } from './build-routing.ts';
import { shortestWays } from './shortest-ways.ts';

/** Antennas to which no course leads from any site, and why. */
export function findUnreached(
  plan: Pick<Plan, 'levels' | 'antennas'>,
  { graph, sites, antennaNodes }: Routing,
): { antenna: string; level: string; reason: Phrase }[] {
  const { weight } = shortestWays(
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
        reason: isCutOff ? say('network-no-shaft', { level, other }) : say('network-shut-in'),
      },
    ];
  });
}
