import { depthOf, type FeederNode, leafCount } from './feeder-tree.ts';

/** What one sheet holds. */
export interface SheetCapacity {
  rows: number;
  depth: number;
}

/**
 * A tree in pieces that each fit a sheet. Where a branch was cut, the one piece ends in a node `to-sheet` and the other begins
 * with one `from-sheet`. The tree that is handed in stays as it is.
 */
export function splitTree(tree: FeederNode, capacity: SheetCapacity): FeederNode[] {
  const pieces: FeederNode[] = [];
  const waiting = [copy(tree)];
  for (let piece = waiting.shift(); piece; piece = waiting.shift()) {
    const cut: FeederNode[] = [];
    for (let part = cutOnce(piece, capacity); part; part = cutOnce(piece, capacity)) cut.push(part);
    pieces.push(piece);
    waiting.unshift(...cut.reverse());
  }
  return pieces;
}

/** Takes off the largest part that fits beyond the first node, along the way that is too long or too full. */
function cutOnce(piece: FeederNode, { rows, depth }: SheetCapacity): FeederNode | undefined {
  const isTooFull = leafCount(piece) > rows;
  if (!isTooFull && depthOf(piece) <= depth) return undefined;
  const weight = isTooFull ? leafCount : depthOf;
  const fits = (node: FeederNode, at: number) => (isTooFull ? leafCount(node) <= rows : at >= depth - 1);
  let parent = piece;
  for (let at = 1; ; at++) {
    const branches = parent.branches.filter(({ node }) => node.branches.length > 0);
    if (branches.length === 0) return undefined;
    const heaviest = branches.reduce((best, each) => (weight(each.node) > weight(best.node) ? each : best));
    const { node } = heaviest;
    if (fits(node, at) && at > 1) {
      heaviest.node = { id: node.id, kind: 'to-sheet', level: node.level, root: node, branches: [] };
      const { port, cable, cablePart } = heaviest;
      const branch = { port, cable, cablePart, node };
      return { id: parent.id, kind: 'from-sheet', level: node.level, branches: [branch] };
    }
    parent = node;
  }
}

function copy(node: FeederNode): FeederNode {
  return { ...node, branches: node.branches.map((branch) => ({ ...branch, node: copy(branch.node) })) };
}
