import { type Point, perimeter, rectangleAround, signedArea } from '../../../core/index.ts';
import type { DrawingPath } from '../../drawing/drawing.ts';
import type { LayerClass } from '../../drawing/layer-classes.ts';
import { wallThicknessRangeM } from './wall-line.ts';

/** Around a hatch that can only be a wall, m; shorter ones need others on their layer. */
const longestSmallM = 4;
/** Pieces of walls between doors and corners: columns are wider or more compact. */
const small = { leastM: 0.1, mostM: 0.42, leastRatio: 2.5 } as const;
/** So many hatched walls make a layer one of hatched walls. */
const leastLong = 3;

/** Hatches on layers that are not walls by name, but have the shape of walls: long and thin. Rings by hatch. */
export function wallHatches(
  paths: readonly DrawingPath[],
  classOf: (path: DrawingPath) => LayerClass,
): DrawingPath[][] {
  const groups = new Map<number, DrawingPath[]>();
  for (const path of paths) {
    if (path.source !== 'hatch' || path.group === undefined) continue;
    const layerClass = classOf(path);
    if (layerClass !== 'hatch' && layerClass !== 'unknown') continue;
    const group = groups.get(path.group);
    if (group) group.push(path);
    else groups.set(path.group, [path]);
  }
  const hatches = [...groups.values()];
  const long = new Set(hatches.filter(isLong));
  const counts = new Map<string, number>();
  for (const [{ layer }] of long) counts.set(layer, (counts.get(layer) ?? 0) + 1);
  return hatches.filter(
    (rings) => long.has(rings) || ((counts.get(rings[0].layer) ?? 0) >= leastLong && isSmall(rings)),
  );
}

function isLong(rings: readonly DrawingPath[]): boolean {
  const areas = rings.map((ring) => Math.abs(signedArea(ring.points as Point[])));
  const largest = Math.max(...areas);
  const solid = 2 * largest - areas.reduce((sum, areaM2) => sum + areaM2, 0);
  const around = rings.reduce((sum, ring) => sum + perimeter(ring.points), 0);
  const thicknessM = (2 * solid) / around;
  return thicknessM > wallThicknessRangeM.min && thicknessM < 0.5 && around > longestSmallM;
}

function isSmall(rings: readonly DrawingPath[]): boolean {
  if (rings.length > 1 || rings[0].points.length > 5) return false;
  const { lengthM, widthM } = rectangleAround(rings[0].points);
  return widthM >= small.leastM && widthM <= small.mostM && lengthM >= small.leastRatio * widthM;
}
