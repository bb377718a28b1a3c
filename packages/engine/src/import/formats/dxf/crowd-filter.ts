import { type DxfRecord, indexOf } from './dxf-records.ts';

/** Things of one kind in one point: nobody draws, or sees, more. */
const maxInOnePoint = 1000;
const slotCount = 1 << 16;
/** Kinds that begin where they are drawn; of others the first point says nothing. */
const beginsAtPoint = new Set([
  ...['LINE', 'ARC', 'CIRCLE', 'ELLIPSE', 'LWPOLYLINE', 'SPLINE', 'MLINE', 'SOLID', 'TRACE', '3DFACE'],
  ...['TEXT', 'MTEXT', 'INSERT'],
]);

/** Entities that were left out because a thousand of their kind begin in the same point. */
export interface Crowd {
  count: number;
  first: DxfRecord;
}

/** Counts entities by kind and first point, of placed blocks by name too; says of each whether it is one too many. */
export function createCrowdFilter(): { isTooMany(record: DxfRecord): boolean; crowd(): Crowd | undefined } {
  // [slotCount]: of all points with one hash
  const counts = new Uint32Array(slotCount);
  const countByPoint = new Map<string, number>();
  let crowd: Crowd | undefined;
  return {
    isTooMany(record) {
      if (!beginsAtPoint.has(record.type)) return false;
      const { tags } = record;
      const keys = [indexOf(record, 10), indexOf(record, 20)];
      if (record.type === 'INSERT') keys.push(indexOf(record, 2));
      if (keys.includes(-1)) return false;
      let hash = record.type.length;
      for (const index of keys) hash = tags.hash(index, hash);
      if (++counts[(hash ^ (hash >>> 16)) & (slotCount - 1)] <= maxInOnePoint) return false;
      // Others may have the same hash: from here on each point is counted by itself.
      const key = `${record.type}\n${keys.map(tags.text).join('\n')}`;
      const count = (countByPoint.get(key) ?? 0) + 1;
      countByPoint.set(key, count);
      if (count <= maxInOnePoint) return false;
      crowd ??= { count: 0, first: record };
      crowd.count++;
      return true;
    },
    crowd: () => crowd,
  };
}
