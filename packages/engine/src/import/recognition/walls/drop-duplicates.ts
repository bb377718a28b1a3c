import {
  distance,
  type Interval,
  mergeIntervals,
  PointGrid,
  pointAlong,
  subtractIntervals,
} from '../../../core/index.ts';
import type { LayerClass } from '../../drawing/layer-classes.ts';
import type { WallLine } from './wall-line.ts';

/**
 * Cuts away what another wall already stands for: the same wall drawn on two layers or in two ways. A
 * filled wall stays before others, then the thicker, the cast, the longer.
 */
export function dropDuplicates(walls: readonly WallLine[]): WallLine[] {
  const order = walls
    .map((wall, i) => ({
      i,
      length: distance(wall.a, wall.b),
      single: wall.single ? 1 : 0,
      filled: wall.filled ? 0 : 1,
    }))
    .sort(
      (p, q) =>
        p.single - q.single ||
        p.filled - q.filled ||
        walls[q.i].thicknessM - walls[p.i].thicknessM ||
        castRank(walls[p.i].layerClass) - castRank(walls[q.i].layerClass) ||
        q.length - p.length ||
        p.i - q.i,
    );
  const kept: WallLine[] = [];
  const grid = new PointGrid(4);
  for (const { i, length } of order) {
    const wall = walls[i];
    const dx = (wall.b[0] - wall.a[0]) / length;
    const dy = (wall.b[1] - wall.a[1]) / length;
    const taken: Interval[] = [];
    for (const j of grid.nearAlong(wall.a, wall.b, 0.35)) {
      const other = kept[j];
      const otherLength = distance(other.a, other.b);
      const cross = Math.abs(dx * (other.b[1] - other.a[1]) - dy * (other.b[0] - other.a[0])) / otherLength;
      if (cross > 0.03) continue;
      const project = (x: number, y: number) => [
        (x - wall.a[0]) * dx + (y - wall.a[1]) * dy,
        (y - wall.a[1]) * dx - (x - wall.a[0]) * dy,
      ];
      const [ta, oa] = project(other.a[0], other.a[1]);
      const [tb, ob] = project(other.b[0], other.b[1]);
      const aside = Math.abs(oa + ob) / 2;
      const allowed = wall.single
        ? other.thicknessM / 2 + 0.03
        : Math.max(0.06, (other.thicknessM - wall.thicknessM) / 2 + 0.03, 0.3 * wall.thicknessM);
      if (aside > allowed) continue;
      taken.push([Math.min(ta, tb), Math.max(ta, tb)]);
    }
    for (const [from, to] of subtractIntervals([0, length], mergeIntervals(taken, 0.3))) {
      if (to - from < (taken.length > 0 ? 0.3 : 0.05)) continue;
      const piece = {
        ...wall,
        a: from === 0 ? wall.a : pointAlong(wall.a, wall.b, from / length),
        b: to === length ? wall.b : pointAlong(wall.a, wall.b, to / length),
      };
      grid.addAlong(kept.length, piece.a, piece.b, 0.35);
      kept.push(piece);
    }
  }
  return kept;
}

/** Of two walls in one place the cast one is there; the other was drawn against it. */
export function castRank(layerClass: LayerClass): number {
  if (layerClass === 'fire-wall' || layerClass === 'partition-wall') return 2;
  return layerClass === 'wall' ? 1 : 0;
}
