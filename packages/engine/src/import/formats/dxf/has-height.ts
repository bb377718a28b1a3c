import { type DxfRecord, indexOf } from './dxf-records.ts';

/** Groups that lift an entity, or a point of it, out of the plane of its block. */
const heightCodes = new Set([30, 31, 32, 33, 38]);
/** Entities that draw nothing here. */
const undrawn = new Set(['ATTDEF', 'POINT', 'DIMENSION', 'SEQEND', 'VIEWPORT']);
/** Noise of what was turned in space and back, in drawing units and as a fraction of a direction. */
const noise = 1e-6;

/** The entity's own plane is aslant: neither seen from above nor from below. */
export function isTilted(record: DxfRecord): boolean {
  const { tags } = record;
  const [x, y, z] = [210, 220, 230].map((code) => {
    const index = indexOf(record, code);
    return index < 0 ? (code === 230 ? 1 : 0) : tags.number(index);
  });
  return Math.hypot(x, y) > noise * Math.abs(z);
}

/** Something of what the entity draws is not in the x, y plane of the block it stands in. */
export function hasHeight(record: DxfRecord): boolean {
  if (undrawn.has(record.type)) return false;
  const { codes, number } = record.tags;
  for (let i = record.first + 1; i < record.end; i++) {
    if (heightCodes.has(codes[i]) && Math.abs(number(i)) > noise) return true;
  }
  return isTilted(record);
}
