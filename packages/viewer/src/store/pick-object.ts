import type { EvidenceKind, Level, Position } from '@diku/engine';

export interface PickedObject {
  kind: EvidenceKind;
  id: string;
}

/**
 * The thing of a level at a place, the smallest kind first: points before openings before columns before walls before
 * areas. `reachM` is how near counts as on it.
 */
export function pickObject(level: Level, [x, y]: Position, reachM: number): PickedObject | undefined {
  let best: PickedObject | undefined;
  let bestM = Infinity;
  const offer = (kind: EvidenceKind, id: string, awayM: number, sizeM: number) => {
    if (awayM > Math.max(reachM, sizeM) || awayM + 0.5 * sizeM >= bestM) return;
    best = { kind, id };
    bestM = awayM + 0.5 * sizeM;
  };
  for (const { id, position } of level.points ?? []) offer('point', id, apart(position, [x, y]), 0.4);
  for (const { id, position, path } of level.facilities ?? []) {
    if (position) offer('facility', id, apart(position, [x, y]), 0.4);
    else if (path) offer('facility', id, toPath(path, [x, y]), 0.15);
  }
  if (best) return best;
  for (const { id, start, end } of level.openings ?? [])
    offer('opening', id, toLine(start, end, [x, y]), 0.25);
  if (best) return best;
  for (const { id, center, sizeM, radiusM } of level.columns ?? []) {
    offer('column', id, apart(center, [x, y]), Math.max(...(sizeM ?? [2 * radiusM!])) / 2);
  }
  if (best) return best;
  for (const { id, start, end, thicknessM } of level.walls ?? []) {
    offer('wall', id, toLine(start, end, [x, y]), thicknessM / 2);
  }
  if (best) return best;
  const area = (kind: EvidenceKind, list: readonly { id: string; polygon: readonly Position[] }[]) => {
    const found = list.filter(({ polygon }) => isInside(polygon, x, y));
    const [smallest] = found.sort((p, q) => areaM2(p.polygon) - areaM2(q.polygon));
    return smallest && { kind, id: smallest.id };
  };
  return area('bay', level.bays ?? []) ?? area('zone', level.zones ?? []);
}

function apart([ax, ay]: Position, [bx, by]: Position): number {
  return Math.hypot(bx - ax, by - ay);
}

function toPath(path: readonly Position[], place: Position): number {
  let least = Infinity;
  for (let index = 1; index < path.length; index++) {
    least = Math.min(least, toLine(path[index - 1], path[index], place));
  }
  return least;
}

function toLine([ax, ay]: Position, [bx, by]: Position, [x, y]: Position): number {
  const lengthM2 = (bx - ax) ** 2 + (by - ay) ** 2;
  const along = lengthM2 === 0 ? 0 : ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / lengthM2;
  const at = Math.min(1, Math.max(0, along));
  return Math.hypot(x - ax - at * (bx - ax), y - ay - at * (by - ay));
}

function isInside(ring: readonly Position[], x: number, y: number): boolean {
  let inside = false;
  for (let index = 0, last = ring.length - 1; index < ring.length; last = index++) {
    const [ax, ay] = ring[index];
    const [bx, by] = ring[last];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

function areaM2(ring: readonly Position[]): number {
  let twice = 0;
  for (let index = 0, last = ring.length - 1; index < ring.length; last = index++) {
    twice += ring[last][0] * ring[index][1] - ring[index][0] * ring[last][1];
  }
  return Math.abs(twice) / 2;
}
