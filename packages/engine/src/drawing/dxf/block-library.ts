import { DrawingError } from '../../errors.ts';
import type { DxfDocument } from './read-dxf.ts';
import { blockKeyOf, type InsertPiece, type Piece, readPieces } from './read-pieces.ts';

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
}

/** Blocks by key, read when first asked for. A block that holds itself or is nested too deep is refused. */
export function createBlockLibrary(document: DxfDocument): {
  contentOf(key: string, placedBy: InsertPiece): BlockContent | undefined;
  /** Layers that a block's entities name, through all blocks in it. */
  layersOf(key: string): Set<string>;
} {
  const known = new Map<string, BlockContent | undefined>();
  const open = new Set<string>();

  const contentOf = (key: string, { record, name }: InsertPiece): BlockContent | undefined => {
    if (known.has(key)) return known.get(key);
    const refuse = (found: string): DrawingError => {
      const expected = `blocks in blocks at most ${maxNesting} deep`;
      return new DrawingError(record.tags.placeOf(record.first), `block "${name}" ${found}`, expected);
    };
    if (open.has(key)) throw refuse('placed within itself');
    if (open.size > maxNesting) throw refuse(`nested deeper than ${maxNesting}`);
    open.add(key);
    const content = readBlock(key);
    open.delete(key);
    known.set(key, content);
    if (content && content.height + open.size > maxNesting) throw refuse(`nested deeper than ${maxNesting}`);
    return content;
  };

  const readBlock = (key: string): BlockContent | undefined => {
    const block = document.blocks.get(key);
    if (!block) return undefined;
    const pieces: Piece[] = [];
    let weight = 2;
    let height = 0;
    readPieces(block.entities, document, (piece) => {
      pieces.push(piece);
      if (piece.kind === 'shapes') weight += piece.pointCount;
      else if (piece.kind === 'text') weight += 2;
      else if (piece.kind === 'insert') {
        const inner = contentOf(blockKeyOf(piece), piece);
        height = Math.max(height, (inner?.height ?? 0) + 1);
        weight += piece.copies.columns * piece.copies.rows * (inner?.weight ?? 1);
      }
    });
    return { base: block.base, externalFile: block.externalFile, pieces, weight, height };
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

  return { contentOf, layersOf: (key) => layersOf(key) };
}
