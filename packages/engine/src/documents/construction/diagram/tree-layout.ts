import type { Language } from '../../../core/index.ts';
import { textWidthMm } from '../../encoders/text-width.ts';
import { symbolHalfMm } from '../device-symbols.ts';
import { cableLabel, deviceLabel } from '../part-names.ts';
import type { FeederBranch, FeederNode } from './feeder-tree.ts';

/** Position of a node in the drawing: its column from the source on, and the row of its first leaf. */
export interface PlacedNode {
  node: FeederNode;
  x: number;
  y: number;
  branches: PlacedBranch[];
}

export interface PlacedBranch {
  branch: FeederBranch;
  label: string;
  node: PlacedNode;
}

/** Rows of one level that stand together. */
export interface LevelBand {
  level: string;
  top: number;
  bottom: number;
}

export interface TreeLayout {
  root: PlacedNode;
  leaves: PlacedNode[];
  bands: LevelBand[];
  /** Right end of what is drawn, with the names of antennas, mm. */
  widthMm: number;
  heightMm: number;
}

export const rowMm = 9.5;
export const idSizeMm = 2.2;
export const cableSizeMm = 1.9;
const bandGapMm = 4;
const topMm = 9;

/**
 * A tree from left to right: every leaf has a row, every node stands in the row of its first branch, which so runs straight, and
 * columns are as wide as their labels. Nothing can cross: what branches off leads down, past rows of the branches before it.
 */
export function layoutTree(tree: FeederNode, rootWidthMm: number, lang: Language): TreeLayout {
  const columns = columnWidths(tree, lang);
  const starts = [rootWidthMm];
  for (const widthMm of columns) starts.push(starts[starts.length - 1] + widthMm);
  const leaves: PlacedNode[] = [];
  const bands: LevelBand[] = [];
  let y = topMm;
  const location = (node: FeederNode, depth: number): PlacedNode => {
    const x = starts[depth];
    if (node.branches.length === 0) {
      const band = bands.at(-1);
      if (band && band.level !== node.level) y += bandGapMm;
      if (band && band.level === node.level) band.bottom = y + rowMm / 2;
      else bands.push({ level: node.level, top: y - rowMm + 1.5, bottom: y + rowMm / 2 });
      const leaf = { node, x, y, branches: [] };
      leaves.push(leaf);
      y += rowMm;
      return leaf;
    }
    const branches = node.branches.map((branch) => ({
      branch,
      label: branchLabel(branch, lang),
      node: location(branch.node, depth + 1),
    }));
    return { node, x, y: branches[0].node.y, branches };
  };
  const root = location(tree, 0);
  const right = leaves.map(({ node, x }) => x + symbolHalfMm + 2 + textWidthMm(leafText(node), idSizeMm));
  return { root, leaves, bands, widthMm: Math.max(...right) + 3, heightMm: y + 2 };
}

function leafText(node: FeederNode): string {
  return node.kind === 'open' ? '' : node.id;
}

function branchLabel({ cable, cablePart }: FeederBranch, lang: Language): string {
  return cable ? cableLabel(cable, cablePart, lang) : '';
}

/** Room from one column to the next: the cable's label, and half of the names at both ends. */
function columnWidths(tree: FeederNode, lang: Language): number[] {
  const widths: number[] = [];
  const visit = (node: FeederNode, depth: number): number => {
    const nodeMm =
      node.branches.length === 0 || node.kind === 'source'
        ? 0
        : textWidthMm(deviceLabel(node.id, node.part, lang), idSizeMm);
    for (const branch of node.branches) {
      const belowMm = visit(branch.node, depth + 1);
      const labelMm = textWidthMm(branchLabel(branch, lang), cableSizeMm) + 2 * symbolHalfMm + 5;
      widths[depth] = Math.max(widths[depth] ?? 0, labelMm, (nodeMm + belowMm) / 2 + 2.5, belowMm + 2.5);
    }
    return nodeMm;
  };
  visit(tree, 0);
  return widths;
}
