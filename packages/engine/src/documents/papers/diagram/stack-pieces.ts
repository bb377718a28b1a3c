import type { DocumentTexts } from '../../wording/document-text.ts';
import type { FeederNode } from './feeder-tree.ts';
import type { TreeLayout } from './tree-layout.ts';

/** A piece of a tree on a sheet, so far below its top. */
export interface StackedPiece {
  piece: FeederNode;
  layout: TreeLayout;
  offsetMm: number;
}

/** Pieces in their order on as few sheets as take them, one under the other. */
export function stackPieces(
  pieces: readonly FeederNode[],
  layouts: readonly TreeLayout[],
  roomMm: number,
): StackedPiece[][] {
  const sheets: StackedPiece[][] = [];
  let usedMm = Infinity;
  pieces.forEach((piece, index) => {
    const layout = layouts[index];
    if (usedMm + layout.heightMm > roomMm) {
      sheets.push([]);
      usedMm = 0;
    }
    sheets[sheets.length - 1].push({ piece, layout, offsetMm: usedMm });
    usedMm += layout.heightMm;
  });
  return sheets;
}

interface CutPlace {
  name: string;
  /** Sheets of both ends, from 0. */
  from: number;
  to: number;
}

/** Where each cut is, by the node that was cut off: A, B, … in the order of the sheets. */
export function nameCuts(sheets: readonly (readonly StackedPiece[])[]): Map<FeederNode, CutPlace> {
  const places = new Map<FeederNode, CutPlace>();
  const beginsOn = new Map<FeederNode, number>();
  sheets.forEach((stacked, sheet) => {
    for (const { piece } of stacked) {
      if (piece.kind === 'from-sheet') beginsOn.set(piece.branches[0].node, sheet);
    }
  });
  const visit = (node: FeederNode, sheet: number): void => {
    if (node.root) {
      places.set(node.root, {
        name: letters(places.size),
        from: sheet,
        to: beginsOn.get(node.root) ?? sheet,
      });
    }
    for (const branch of node.branches) visit(branch.node, sheet);
  };
  sheets.forEach((stacked, sheet) => {
    for (const { piece } of stacked) visit(piece, sheet);
  });
  return places;
}

/** What stands at a cut: its letter, and the sheet of the other end where that is another one. */
export function cutName(
  node: FeederNode,
  places: ReadonlyMap<FeederNode, CutPlace>,
  sheet: number,
  texts: DocumentTexts,
): string {
  const isEnd = node.root !== undefined;
  const place = places.get(node.root ?? node.branches[0].node);
  if (!place) return '';
  const other = isEnd ? place.to : place.from;
  const { name } = place;
  if (other === sheet) return isEnd ? texts('papers.goesOn', { name }) : name;
  return texts(isEnd ? 'papers.goesOnSheet' : 'papers.comesFromSheet', { name, sheet: other + 1 });
}

/** A … Z, AA, AB, … */
function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}
