import type { Routing } from './build-routing.ts';
import { longRuns } from './choose-parts.ts';
import { pruneTree } from './closure-tree.ts';
import type { FeedProblem } from './feed-problem.ts';
import { treeFrom } from './feed-tree.ts';
import { type Segment, segmentsOf } from './improve-courses.ts';
import { type Paths, pathBack, shortestPaths } from './shortest-paths.ts';

/** Courses that trees are of, and how long a feeder to one antenna alone may be. */
interface RunsTask {
  routing: Routing;
  task: Pick<FeedProblem, 'dropsM' | 'endSlackM' | 'singleRunM'>;
}

/** So many courses near an antenna are led past it, those that come nearest. */
const maxSegments = 12;

/**
 * A tree like another, from the same site to the same terminals, in which fewer feeders lead to one antenna alone and are long: courses of
 * the others come nearer to their antennas, where that costs less than elsewhere. The same edges where no such course is found.
 */
export function shortenRuns(
  search: RunsTask,
  antennas: readonly number[],
  { site, edges }: { site: number; edges: readonly number[] },
): number[] {
  const { task, routing } = search;
  const runsOf = (of: readonly number[]) => longRuns(task, treeFrom(search, site, antennas, of));
  let best = [...edges];
  let left = runsOf(best);
  const given = new Set<number>();
  for (;;) {
    const next = left.find(({ antenna }) => !given.has(antenna));
    if (!next) return best;
    given.add(next.antenna);
    const found = passingBy(search, antennas, { site, edges: best }, next)
      .map((each) => ({ edges: each, runs: runsOf(each), weight: weightOf(routing.graph, each) }))
      .filter(({ runs }) => runs.length < left.length)
      .sort((a, b) => a.runs.length - b.runs.length || a.weight - b.weight)[0];
    if (!found) continue;
    best = found.edges;
    left = found.runs;
  }
}

function weightOf({ weight }: { weight: Float64Array }, edges: readonly number[]): number {
  return edges.reduce((sum, edge) => sum + weight[edge], 0);
}

/** Trees in which a course of the others is led past an antenna, near enough for a feeder to it that is not long. */
function passingBy(
  { routing }: RunsTask,
  antennas: readonly number[],
  { site, edges }: { site: number; edges: readonly number[] },
  { antenna, maxCourseM }: { antenna: number; maxCourseM: number },
): number[][] {
  const { graph, antennaNodes, sites } = routing;
  const leaf = antennaNodes[antenna];
  const others = [sites[site].node, ...antennas.map((each) => antennaNodes[each])].filter(
    (node) => node !== leaf,
  );
  const rest = pruneTree(graph, edges, others);
  const byWeight = shortestPaths(graph, [{ node: leaf, weight: 0 }]);
  const byLength = { ...graph, weight: graph.lengthM };
  const around = shortestPaths(byLength, [{ node: leaf, weight: 0 }], (_, lengthM) => lengthM > maxCourseM);
  const near = [...around.weight.keys()].filter((node) => around.weight[node] <= maxCourseM);
  const awayCny = ({ ends, edges: run }: Segment) =>
    Math.min(
      ...[...ends, ...run.flatMap((edge) => [graph.from[edge], graph.to[edge]])].map(
        (node) => byWeight.weight[node],
      ),
    );
  const known = new Map<number, Paths>();
  const pathsFrom = (node: number) => {
    const paths = known.get(node) ?? shortestPaths(graph, [{ node, weight: 0 }]);
    known.set(node, paths);
    return paths;
  };
  return segmentsOf(graph, rest, new Set(others))
    .map((segment) => ({ segment, away: awayCny(segment) }))
    .sort((a, b) => a.away - b.away)
    .slice(0, maxSegments)
    .flatMap(({ segment: { ends, edges: passed } }) => {
      const [from, to] = ends.map(pathsFrom);
      let best = -1;
      let minCny = Number.POSITIVE_INFINITY;
      for (const node of near) {
        const sum = from.weight[node] + to.weight[node] + byWeight.weight[node];
        if (sum >= minCny) continue;
        minCny = sum;
        best = node;
      }
      if (best < 0) return [];
      const without = new Set(passed);
      const led = [
        ...rest.filter((edge) => !without.has(edge)),
        ...pathBack(graph, from, best),
        ...pathBack(graph, to, best),
        ...pathBack(byLength, around, best),
      ];
      return [pruneTree(graph, [...new Set(led)], [...others, leaf])];
    });
}
