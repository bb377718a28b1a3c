/** The edges of a tree at each of its nodes. */
export function treeLinks(
  { from, to }: { from: ArrayLike<number>; to: ArrayLike<number> },
  edges: readonly number[],
): Map<number, number[]> {
  const linksAt = new Map<number, number[]>();
  for (const edge of edges) {
    for (const node of [from[edge], to[edge]]) {
      const known = linksAt.get(node);
      if (known) known.push(edge);
      else linksAt.set(node, [edge]);
    }
  }
  return linksAt;
}
