import type { Language } from '../../../core/index.ts';
import { type LabelLine, lineText, type TextRun } from '../../encoders/sheet.ts';
import { textWidthMm } from '../../encoders/text-width.ts';
import { textsIn } from '../../wording/document-text.ts';
import { portName } from '../../wording/part-name.ts';
import { symbolHalfMm } from '../device-symbols.ts';
import { cableLabel, deviceLabel } from '../part-names.ts';
import type { DiagramRedlines } from './diagram-redlines.ts';
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
  label: LabelLine;
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

export const idSizeMm = 2.5;
export const cableSizeMm = 2.5;
export const powerSizeMm = 2.5;
/** Lines of powers stand so far under each other, mm. */
export const powerLineMm = 2.9;
/** Room under a line for the cable's label, and below it the device's, mm. */
const belowMm = 8.2;
const bandGapMm = 4;
/** Room for a power at each end of a cable, mm. */
const powerMm = 8;
/** Start of a label behind a symbol and the bus of its branches, mm. */
export const labelFromMm = symbolHalfMm + 2.5;

/** Height of a row with so many lines of powers over its line, mm. */
export function rowHeightMm(powerLines: number): number {
  return aboveMm(powerLines) + belowMm;
}

function aboveMm(powerLines: number): number {
  return Math.max(4, powerLines * powerLineMm + 1.5);
}

/**
 * A tree from left to right: every leaf has a row, every node stands in the row of its first branch, which so runs straight, and
 * columns are as wide as their labels. Nothing can cross: what branches off leads down, past rows of the branches before it.
 * Rows of another level begin below the box at the root.
 */
export function layoutTree(
  tree: FeederNode,
  {
    rootWidthMm,
    rootHeightMm,
    powerLines,
    lang,
    redlines,
  }: {
    rootWidthMm: number;
    rootHeightMm: number;
    powerLines: number;
    lang: Language;
    redlines?: DiagramRedlines | undefined;
  },
): TreeLayout {
  const rowMm = rowHeightMm(powerLines);
  const aboveLineMm = aboveMm(powerLines);
  const columns = columnWidths(tree, lang, redlines);
  const starts = [rootWidthMm];
  for (const widthMm of columns) starts.push(starts[starts.length - 1] + widthMm);
  const leaves: PlacedNode[] = [];
  const bands: LevelBand[] = [];
  let y = aboveLineMm + 1;
  const location = (node: FeederNode, depth: number): PlacedNode => {
    const x = starts[depth];
    if (node.branches.length === 0) {
      const band = bands.at(-1);
      if (band && band.level !== node.level) {
        // The box at the root stands on its level as a whole.
        if (bands.length === 1) {
          y = Math.max(y, rootHeightMm + aboveLineMm);
          band.bottom = Math.max(band.bottom, rootHeightMm);
        }
        y += bandGapMm;
      }
      if (band && band.level === node.level) band.bottom = y + belowMm;
      else bands.push({ level: node.level, top: y - aboveLineMm, bottom: y + belowMm });
      const leaf = { node, x, y, branches: [] };
      leaves.push(leaf);
      y += rowMm;
      return leaf;
    }
    const branches = node.branches.map((branch) => ({
      branch,
      label: branchLabel(node, branch, lang, redlines),
      node: location(branch.node, depth + 1),
    }));
    return { node, x, y: branches[0].node.y, branches };
  };
  const root = location(tree, 0);
  const right = leaves.map(({ node, x }) => {
    const text = `${leafText(node, lang)} ${redlines?.node(node.id) ?? ''}`.trim();
    return x + symbolHalfMm + 2 + textWidthMm(text, idSizeMm);
  });
  return { root, leaves, bands, widthMm: Math.max(...right) + 3, heightMm: y - rowMm + belowMm + 2 };
}

/** A leaf's text, or one as wide. */
function leafText({ id, kind }: FeederNode, lang: Language): string {
  if (kind === 'open') return '';
  if (kind !== 'to-sheet') return id;
  return textsIn(lang)('construction.goesOnSheet', { name: 'AA', sheet: 99, drawing: `DK-${'0'.repeat(9)}` });
}

/** Number, kind and length of a cable; of one that comes from a source or hub its output too, which the symbol does not show. */
function branchLabel(
  { kind }: Pick<FeederNode, 'kind'>,
  { port, cable, cablePart }: FeederBranch,
  lang: Language,
  redlines: DiagramRedlines | undefined,
): LabelLine {
  if (!cable) return '';
  const note = redlines?.cable(cable).note ?? '';
  const output = kind === 'source' ? [{ text: ` · ${portName(port, lang)}` }] : [];
  return [...cableLabel(cable, cablePart, lang), ...output, ...(note === '' ? [] : [{ text: note }])];
}

/** Number and value of a device, and what of it is not as designed. */
function redlinedLabel(
  { id, part }: FeederNode,
  lang: Language,
  redlines: DiagramRedlines | undefined,
): TextRun[] {
  const note = redlines?.node(id) ?? '';
  return [...deviceLabel(id, part, lang), ...(note === '' ? [] : [{ text: ` ${note}` }])];
}

/** Room from one column to the next: the cable's label or the powers at its ends, and the name of the device behind it. */
function columnWidths(tree: FeederNode, lang: Language, redlines: DiagramRedlines | undefined): number[] {
  const widths: number[] = [];
  const visit = (node: FeederNode, depth: number): void => {
    for (const { node: below, ...branch } of node.branches) {
      visit(below, depth + 1);
      const labelMm = textWidthMm(
        lineText(branchLabel(node, { ...branch, node: below }, lang, redlines)),
        cableSizeMm,
      );
      const nameMm =
        below.kind === 'device' ? textWidthMm(lineText(redlinedLabel(below, lang, redlines)), idSizeMm) : 0;
      widths[depth] = Math.max(
        widths[depth] ?? 0,
        labelFromMm + Math.max(labelMm, 2 * powerMm) + symbolHalfMm + 1,
        labelFromMm + nameMm + 1.5,
      );
    }
  };
  visit(tree, 0);
  return widths;
}
