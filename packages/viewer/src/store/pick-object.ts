import type { Level, Point } from '@diku/engine';
import type { EvidenceKind } from '@diku/engine/import';
import { apartM, isInRing, ringAreaM2, toPathM, toSegmentM } from './plane-geometry.ts';

export interface PickedObject {
  kind: EvidenceKind;
  id: string;
}

/**
 * The thing of a level at a point, the smallest kind first: points before openings before columns before walls before
 * areas. `reachM` is how near counts as on it.
 */
export function pickObject(level: Level, [x, y]: Point, reachM: number): PickedObject | undefined {
  let best: PickedObject | undefined;
  let bestM = Infinity;
  const offer = (kind: EvidenceKind, id: string, awayM: number, sizeM: number) => {
    if (awayM > Math.max(reachM, sizeM) || awayM + 0.5 * sizeM >= bestM) return;
    best = { kind, id };
    bestM = awayM + 0.5 * sizeM;
  };
  for (const { id, position } of level.points ?? []) offer('point', id, apartM(position, [x, y]), 0.4);
  for (const { id, position, path } of level.facilities ?? []) {
    if (position) offer('facility', id, apartM(position, [x, y]), 0.4);
    else if (path) offer('facility', id, toPathM(path, [x, y]), 0.15);
  }
  if (best) return best;
  for (const { id, start, end } of level.openings ?? [])
    offer('opening', id, toSegmentM(start, end, [x, y]), 0.25);
  if (best) return best;
  for (const { id, center, sizeM, radiusM } of level.columns ?? []) {
    offer('column', id, apartM(center, [x, y]), Math.max(...(sizeM ?? [2 * radiusM!])) / 2);
  }
  if (best) return best;
  for (const { id, start, end, thicknessM } of level.walls ?? []) {
    offer('wall', id, toSegmentM(start, end, [x, y]), thicknessM / 2);
  }
  if (best) return best;
  const area = (kind: EvidenceKind, list: readonly { id: string; polygon: readonly Point[] }[]) => {
    const found = list.filter(({ polygon }) => isInRing(polygon, [x, y]));
    const [smallest] = found.sort((p, q) => ringAreaM2(p.polygon) - ringAreaM2(q.polygon));
    return smallest && { kind, id: smallest.id };
  };
  return area('bay', level.bays ?? []) ?? area('zone', level.zones ?? []);
}
