import type { Point } from '../../geometry/points.ts';
import { counterClockwise, ringContains, signedArea, simplifyRing } from '../../geometry/polygons.ts';
import type { LevelDrawing } from '../level-drawing.ts';
import type { FoundOutline } from './recognise-outline.ts';

/**
 * The outline that the drawing itself gives as a closed line of class `outline`: the largest one; others inside it are
 * holes. Undefined where there is none. `inside` are points that must be on the floor (bays, columns).
 */
export function statedOutline(level: LevelDrawing, inside: readonly Point[]): FoundOutline | undefined {
  const rings = level.drawing.paths
    .filter((path) => path.closed && path.points.length > 2 && level.classOf(path) === 'outline')
    .map(({ points }) => counterClockwise(simplifyRing(points)))
    .sort((a, b) => Math.abs(signedArea(b)) - Math.abs(signedArea(a)));
  const [outline, ...others] = rings;
  if (!outline) return undefined;
  const holes = others.filter((ring) => ring.every((point) => ringContains(outline, point)));
  const held = inside.filter((point) => ringContains(outline, point)).length;
  return { outline, holes, heldRatio: inside.length > 0 ? held / inside.length : 1 };
}
