import { decodeTextCodes } from './decode-text-codes.ts';
import type { DxfRecord } from './dxf-records.ts';

/** By block: the colour of whatever places the block. */
export type PieceColor = number | 'by-block';

export interface EntityCommon {
  layer: string;
  color?: PieceColor;
  isHidden: boolean;
}

/** What all entities may have, in one pass over their groups. */
export function readCommon(record: DxfRecord): EntityCommon {
  const { codes } = record.tags;
  let layer: number | undefined;
  let colorIndex = 256;
  let trueColor: number | undefined;
  let isHidden = false;
  for (let i = record.first + 1; i < record.end; i++) {
    const code = codes[i];
    if (code === 8) layer ??= i;
    else if (code === 62) colorIndex = record.tags.number(i);
    else if (code === 420) trueColor = record.tags.number(i);
    else if (code === 60 || code === 67) isHidden ||= record.tags.number(i) === 1;
    // Behind the layer the next subclass begins what this kind of entity has for itself.
    else if (code === 100 && layer !== undefined) break;
  }
  return {
    layer: layer === undefined ? '' : decodeTextCodes(record.tags.text(layer)).trim(),
    isHidden,
    ...colorOf(colorIndex, trueColor),
  };
}

/** The entity's own colour; nothing when it is the layer's. True colours are numbered beyond the indexed ones. */
function colorOf(index: number, trueColor: number | undefined): { color?: PieceColor } {
  if (trueColor !== undefined && Number.isFinite(trueColor)) return { color: 0x1000 + trueColor };
  if (index === 256 || !Number.isFinite(index)) return {};
  return { color: index === 0 ? 'by-block' : index };
}
