import { counterClockwise, type Point, ringContains, signedArea, simplifyRing } from '../../../core/index.ts';
import type { LevelDrawing } from '../../drawing/level-drawing.ts';
import type { FoundOutline } from './recognise-outline.ts';

/**
 * The outline that the drawing itself gives as closed lines of a class: the largest one; others inside it are holes.
 * Undefined where there is none. `inside` are points that must be on the floor (bays, columns). `outline` bounds the
 * level; `floor-edge` is a guess for where outer walls do not close.
 */
export function statedOutline(
  level: LevelDrawing,
  inside: readonly Point[],
  layerClass: 'outline' | 'floor-edge' = 'outline',
): FoundOutline | undefined {
  const paths = level.drawing.paths.filter(
    (path) => path.closed && path.points.length > 2 && level.classOf(path) === layerClass,
  );
  const rings = paths
    .map(({ points }) => counterClockwise(simplifyRing(points)))
    .sort((a, b) => Math.abs(signedArea(b)) - Math.abs(signedArea(a)));
  const [outline, ...others] = rings;
  if (!outline) return undefined;
  const holes = others.filter((ring) => ring.every((point) => ringContains(outline, point)));
  const held = inside.filter((point) => ringContains(outline, point)).length;
  const heldRatio = inside.length > 0 ? held / inside.length : 1;
  const { floor } = paths.find(({ stated }) => stated?.floor)?.stated ?? {};
  const isGuess = layerClass === 'floor-edge';
  return { outline, holes, by: isGuess ? 'floor-edge' : 'stated', heldRatio, isAssumed: isGuess, floor };
}
