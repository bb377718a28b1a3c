import { distance, midpoint } from '../../../core/index.ts';
import type { LayerClass } from '../../drawing/layer-classes.ts';
import { castRank } from './drop-duplicates.ts';
import { mergeFaces } from './merge-faces.ts';
import { pairFaces } from './pair-faces.ts';
import type { WallLine } from './wall-line.ts';

/**
 * Walls whose two faces are drawn on layers of different classes, such as a retaining wall with the wall of a room
 * built against it. `leftovers` are the faces that found none on their own layer.
 */
export function pairAcrossClasses(leftovers: readonly WallLine[]): WallLine[] {
  if (new Set(leftovers.map(({ layerClass }) => layerClass)).size < 2) return [];
  const faces = leftovers.map(({ a, b }) => ({ a, b, layerClass: 'wall' as const, filled: false }));
  return mergeFaces(faces).flatMap((group) =>
    pairFaces(group).walls.flatMap((wall): WallLine[] => {
      const sides = sidesOf(wall, leftovers);
      const [one, two] = sides;
      if (one.size === 0 || two.size === 0 || ![...one].some((each) => !two.has(each))) return [];
      const [layerClass] = [...one, ...two].sort((p, q) => castRank(p) - castRank(q));
      return [{ ...wall, layerClass }];
    }),
  );
}

/** Classes of the lines that make the left and the right face of a wall. */
function sidesOf(wall: WallLine, leftovers: readonly WallLine[]): [Set<LayerClass>, Set<LayerClass>] {
  const sides: [Set<LayerClass>, Set<LayerClass>] = [new Set(), new Set()];
  const length = distance(wall.a, wall.b);
  const [dx, dy] = [(wall.b[0] - wall.a[0]) / length, (wall.b[1] - wall.a[1]) / length];
  for (const line of leftovers) {
    const [x, y] = midpoint(line.a, line.b);
    const half = distance(line.a, line.b) / 2;
    const along = (x - wall.a[0]) * dx + (y - wall.a[1]) * dy;
    const aside = (y - wall.a[1]) * dx - (x - wall.a[0]) * dy;
    if (along < -half || along > length + half) continue;
    if (Math.abs(Math.abs(aside) - wall.thicknessM / 2) < 0.01) sides[aside > 0 ? 0 : 1].add(line.layerClass);
  }
  return sides;
}
