import { DrawingError, type Phrase, say } from '../../../core/index.ts';
import type { Crowd } from './crowd-filter.ts';
import { hasHeight } from './has-height.ts';
import { type DxfDocument, nameKey } from './read-dxf.ts';
import { blockKeyOf, type InsertPiece, insertedName, type Piece, readPieces } from './read-pieces.ts';

const maxNesting = 16;

/** A block read once, however often it is placed. */
export interface BlockContent {
  base: readonly [number, number];
  externalFile?: string;
  pieces: readonly Piece[];
  /** What one placing adds to the drawing: points, with texts and symbols as two, through all blocks in it. */
  weight: number;
  /** Blocks in blocks below this one. */
  height: number;
  /** A whole plan, such as a bound reference, and no symbol: what is placed in it counts one by one. */
  isPlan: boolean;
}

/** A plan has more parts than a symbol, on more layers of its own, of more kinds of blocks or with more words. */
const leastOfPlan = { pieces: 25, layers: 4, blocks: 3, texts: 8 } as const;

/**
 * Blocks by key, read when first asked for. A block that holds itself or is nested too deep is refused. What is left out
 * of a block because it is one of too many in a point goes to `addCrowd`.
 */
export function createBlockLibrary(
  document: DxfDocument,
  addCrowd?: (crowd: Crowd) => void,
): {
  contentOf(key: string, placedBy: InsertPiece): BlockContent | undefined;
  /** Layers that a block's entities name, through all blocks in it. */
  layersOf(key: string): Set<string>;
  /** Something in the block, or in blocks in it, is not in its x, y plane. */
  hasHeights(key: string): boolean;
} {
  const known = new Map<string, BlockContent | undefined>();
  const open = new Set<string>();

  const contentOf = (key: string, { record, name }: InsertPiece): BlockContent | undefined => {
    if (known.has(key)) return known.get(key);
    const refuse = (found: Phrase): DrawingError => {
      const expected = say('block-nesting', { most: maxNesting });
      return new DrawingError(record.tags.placeOf(record.first), found, expected);
    };
    if (open.has(key)) throw refuse(say('block-in-itself', { name }));
    if (open.size > maxNesting) throw refuse(say('block-too-deep', { name, most: maxNesting }));
    open.add(key);
    const content = readBlock(key);
    open.delete(key);
    known.set(key, content);
    if (content && content.height + open.size > maxNesting)
      throw refuse(say('block-too-deep', { name, most: maxNesting }));
    return content;
  };

  const readBlock = (key: string): BlockContent | undefined => {
    const block = document.blocks.get(key);
    if (!block) return undefined;
    const pieces: Piece[] = [];
    let weight = 2;
    let height = 0;
    const crowd = readPieces(block.entities, document, (piece) => {
      pieces.push(piece);
      if (piece.kind === 'shapes') weight += piece.pointCount;
      else if (piece.kind === 'text') weight += 2;
      else if (piece.kind === 'insert') {
        const inner = contentOf(blockKeyOf(piece), piece);
        height = Math.max(height, (inner?.height ?? 0) + 1);
        weight += piece.copies.columns * piece.copies.rows * (inner?.weight ?? 1);
      }
    });
    if (crowd) addCrowd?.(crowd);
    return {
      base: block.base,
      externalFile: block.externalFile,
      pieces,
      weight,
      height,
      isPlan: looksLikePlan(pieces),
    };
  };

  const layersOf = (key: string, layers = new Set<string>(), seen = new Set<string>()): Set<string> => {
    const block = seen.has(key) ? undefined : document.blocks.get(key);
    seen.add(key);
    if (block) {
      readPieces(block.entities, document, (piece) => {
        layers.add(piece.layer);
        if (piece.kind === 'insert') layersOf(blockKeyOf(piece), layers, seen);
      });
    }
    return layers;
  };

  const heights = new Map<string, boolean>();
  const hasHeights = (key: string): boolean => {
    let known = heights.get(key);
    if (known === undefined) {
      // A block that holds itself is refused elsewhere.
      heights.set(key, false);
      const { entities = [] } = document.blocks.get(key) ?? {};
      known = entities.some(
        (record) =>
          hasHeight(record) || (record.type === 'INSERT' && hasHeights(nameKey(insertedName(record)))),
      );
      heights.set(key, known);
    }
    return known;
  };

  return { contentOf, layersOf: (key) => layersOf(key), hasHeights };
}

function looksLikePlan(pieces: readonly Piece[]): boolean {
  if (pieces.length < leastOfPlan.pieces) return false;
  const layers = new Set<string>();
  const blocks = new Set<string>();
  let texts = 0;
  for (const piece of pieces) {
    if (piece.layer !== '0' && piece.layer !== '') layers.add(piece.layer);
    if (piece.kind === 'insert') blocks.add(piece.name);
    if (piece.kind === 'text') texts++;
  }
  return layers.size >= leastOfPlan.layers || blocks.size >= leastOfPlan.blocks || texts >= leastOfPlan.texts;
}
