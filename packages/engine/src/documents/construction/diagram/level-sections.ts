import type { Level } from '../../../plan/index.ts';
import type { FeederNode } from './feeder-tree.ts';

/**
 * A tree in sections whose levels stand over each other, the highest first: the tree itself where its leaves run downwards level
 * by level and every part stands in a row of its level, else cut wherever a branch leads to another level. The tree that is
 * handed in stays as it is.
 */
export function levelSections(tree: FeederNode, levels: readonly Level[]): FeederNode[] {
  const elevation = new Map(levels.map(({ id, elevationM }) => [id, elevationM]));
  const of = (node: FeederNode) => elevation.get(node.level) ?? 0;
  const leaves = leavesOf(tree);
  const isDownwards = leaves.every((leaf, index) => index === 0 || of(leaf) <= of(leaves[index - 1]));
  if (isDownwards && standsOnItsLevel(tree)) return [tree];
  const sections: FeederNode[] = [];
  const cut = (node: FeederNode): FeederNode => ({
    ...node,
    branches: node.branches.map((branch) => {
      const below = cut(branch.node);
      if (below.level === node.level || below.kind === 'open') return { ...branch, node: below };
      const cutId = `${node.id} ${branch.port}`;
      sections.push({
        id: node.id,
        kind: 'from-sheet',
        level: below.level,
        cut: cutId,
        branches: [{ ...branch, node: below }],
      });
      const end: FeederNode = {
        id: below.id,
        kind: 'to-sheet',
        level: node.level,
        cut: cutId,
        branches: [],
      };
      return { ...branch, node: end };
    }),
  });
  const first = cut(tree);
  return [first, ...sections].sort((a, b) => of(b) - of(a));
}

/** A part is drawn in the row of its first leaf: that must be one of its level. */
function standsOnItsLevel(node: FeederNode): boolean {
  const [first] = leavesOf(node);
  return first.level === node.level && node.branches.every((branch) => standsOnItsLevel(branch.node));
}

function leavesOf(node: FeederNode): FeederNode[] {
  return node.branches.length === 0 ? [node] : node.branches.flatMap((branch) => leavesOf(branch.node));
}
