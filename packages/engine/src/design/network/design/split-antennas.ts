import type { TreeSearch } from './plan-tree.ts';
import type { SourceCourses } from './source-trees.ts';
import { treeLinks } from './tree-links.ts';

/** The antennas in two parts as even as one cut of a tree makes them; without one by their places. */
export function splitAntennas(
  search: TreeSearch,
  antennas: readonly number[],
  courses: SourceCourses | undefined,
): number[][] {
  const cut = courses && evenCut(search, courses, antennas);
  if (cut && cut.length > 0 && cut.length < antennas.length) {
    const isCut = new Set(cut);
    return [cut, antennas.filter((antenna) => !isCut.has(antenna))];
  }
  const { graph, antennaNodes } = search.routing;
  const byPlace = [...antennas].sort((a, b) => {
    const [p, q] = [antennaNodes[a], antennaNodes[b]];
    return graph.levelIndex[p] - graph.levelIndex[q] || graph.x[p] - graph.x[q] || graph.y[p] - graph.y[q];
  });
  const middle = Math.ceil(byPlace.length / 2);
  return [byPlace.slice(0, middle), byPlace.slice(middle)];
}

/** The antennas behind the edge of the tree that parts them most evenly. */
function evenCut(
  { routing }: TreeSearch,
  { site, edges }: SourceCourses,
  antennas: readonly number[],
): number[] {
  const { graph, antennaNodes, sites } = routing;
  const linksAt = treeLinks(graph, edges);
  const antennasAt = new Map<number, number[]>();
  for (const antenna of antennas) {
    antennasAt.set(antennaNodes[antenna], [...(antennasAt.get(antennaNodes[antenna]) ?? []), antenna]);
  }
  let best: number[] = [];
  const off = (count: number) => Math.abs(count - antennas.length / 2);
  const visit = (node: number, cameBy: number): number[] => {
    const behind = [...(antennasAt.get(node) ?? [])];
    for (const edge of linksAt.get(node) ?? []) {
      if (edge === cameBy) continue;
      behind.push(...visit(graph.from[edge] === node ? graph.to[edge] : graph.from[edge], edge));
    }
    if (cameBy >= 0 && off(behind.length) < off(best.length)) best = behind;
    return behind;
  };
  visit(sites[site].node, -1);
  return best;
}
