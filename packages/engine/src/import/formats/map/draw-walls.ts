import { distance, type Point, perimeter, rectangleAround, signedArea } from '../../../core/index.ts';
import { wallMaterial } from '../../../plan/index.ts';
import type { DrawingPath } from '../../drawing/drawing.ts';
import { type LayerClass, wallClasses } from '../../drawing/layer-classes.ts';
import { largestEdgeCount, wallStrips } from '../../drawing/wall-strips.ts';
import { tuning } from '../../tuning.ts';
import { featureLayer, type PlacedFeature } from './classify-feature.ts';
import { thicknessOf } from './tag-values.ts';

const { thickestM, thickestRingM, slenderRatio, assumedPaneM, maxSidePairs } = tuning.mapDrawWalls;

/** Shape of a wall area that is a column. */
const columnSidesM = { min: 0.2, max: 1.8 } as const;

/**
 * Walls as lines of a drawing: with their width where tags or the shape of the area give it. Windows are walls of glass.
 */
export function drawWalls(features: readonly PlacedFeature[], metresPerUnit: number): DrawingPath[] {
  const walls = features.filter(
    ({ featureClass, shape }) =>
      shape !== 'point' && (featureClass === 'window' || wallClasses.has(featureClass as LayerClass)),
  );
  const corners = new Map<string, number>();
  const key = ([x, y]: Point) =>
    `${Math.round((x * metresPerUnit) / 0.05)},${Math.round((y * metresPerUnit) / 0.05)}`;
  for (const { rings } of walls) {
    for (const location of new Set(rings.flat().map(key)))
      corners.set(location, (corners.get(location) ?? 0) + 1);
  }
  let sidePairs = 0;
  return walls.flatMap((feature) => {
    const [ring] = feature.rings;
    const alone = feature.shape === 'area' && ring.every((point) => corners.get(key(point)) === 1);
    const edgeCount = feature.rings.reduce((sum, each) => sum + each.length, 0);
    const isCut = edgeCount <= largestEdgeCount && sidePairs <= maxSidePairs;
    if (isCut) sidePairs += edgeCount ** 2;
    return drawWall(feature, { alone, isCut, metresPerUnit });
  });
}

function drawWall(
  feature: PlacedFeature,
  { alone, isCut, metresPerUnit }: { alone: boolean; isCut: boolean; metresPerUnit: number },
): DrawingPath[] {
  const { featureClass, value, shape, rings, material, tags } = feature;
  if (featureClass === 'window') return drawWindow(feature, isCut, metresPerUnit);
  const layer = featureLayer(featureClass as LayerClass, value);
  const stated = material ? { material } : undefined;
  const isRing = shape === 'area' || feature.closed === true;
  const thicknessM = shape === 'line' ? thicknessOf(tags) : undefined;
  if (thicknessM !== undefined) {
    const widthInUnits = thicknessM / metresPerUnit;
    return [{ ...plainPath(layer, rings[0]), closed: isRing, widthInUnits, stated }];
  }
  if (alone && isColumn(rings, metresPerUnit)) {
    return [{ ...plainPath(featureLayer('column', value), rings[0]), closed: true }];
  }
  // Faces carry no material: the class says what is known of it.
  const faces = featureClass === 'wall' ? featureLayer(classOfMaterial(material), value) : layer;
  const isSolid = shape === 'area' || (isRing && isThin(rings[0], metresPerUnit));
  if (!isSolid || !isCut) {
    return rings.map((ring) => ({ ...plainPath(faces, ring), closed: isRing }));
  }
  const { strips, leftovers } = wallStrips(rings, thickestM / metresPerUnit, 1 / metresPerUnit);
  return [
    ...strips.map(({ a, b, widthInUnits }) => ({ ...plainPath(layer, [a, b]), widthInUnits, stated })),
    ...leftovers.map((ends) => plainPath(faces, ends)),
  ];
}

/** A window by its ground or its line; one that is no straight strip is left out. */
function drawWindow(feature: PlacedFeature, isCut: boolean, metresPerUnit: number): DrawingPath[] {
  const { value, shape, rings, tags } = feature;
  const layer = featureLayer('partition-wall', value);
  const stated = { material: 'glass' } as const;
  if (shape === 'line') {
    const widthInUnits = (thicknessOf(tags) ?? assumedPaneM) / metresPerUnit;
    return [{ ...plainPath(layer, rings[0]), closed: feature.closed === true, widthInUnits, stated }];
  }
  if (!isCut) return [];
  const { strips } = wallStrips(rings, thickestM / metresPerUnit, 1 / metresPerUnit);
  return strips.map(({ a, b, widthInUnits }) => ({ ...plainPath(layer, [a, b]), widthInUnits, stated }));
}

/** A thin polyline. */
export function plainPath(layer: string, points: Point[]): DrawingPath {
  return { layer, source: 'polyline', points, closed: false, widthInUnits: 0, symbol: -1 };
}

/** A wall's ground and not a room, by its mean thickness and its length. */
function isThin(ring: readonly Point[], metresPerUnit: number): boolean {
  const aroundM = perimeter(ring) * metresPerUnit;
  const thicknessM = (2 * Math.abs(signedArea(ring)) * metresPerUnit ** 2) / (aroundM || 1);
  return thicknessM < thickestRingM || (thicknessM < thickestM && aroundM / 2 > slenderRatio * thicknessM);
}

/** A compact block. */
function isColumn(rings: readonly Point[][], metresPerUnit: number): boolean {
  if (rings.length > 1) return false;
  const box = rectangleAround(rings[0]);
  const lengthM = box.lengthM * metresPerUnit;
  const widthM = box.widthM * metresPerUnit;
  const filledRatio = Math.abs(signedArea(rings[0])) / (box.lengthM * box.widthM || 1);
  const { min, max } = columnSidesM;
  return filledRatio > 0.75 && widthM >= min && lengthM <= max && lengthM <= 2 * widthM;
}

function classOfMaterial(material: PlacedFeature['material']): LayerClass {
  if (material === undefined) return 'wall';
  return wallMaterial(material)?.isCast ? 'shear-wall' : 'partition-wall';
}

/** The longest side of the box around an area: where a door closes. */
export function axisOf(ring: readonly Point[]): [Point, Point] {
  const box = rectangleAround(ring);
  const u: Point = [(Math.cos(box.angleRad) * box.lengthM) / 2, (Math.sin(box.angleRad) * box.lengthM) / 2];
  return [
    [box.center[0] - u[0], box.center[1] - u[1]],
    [box.center[0] + u[0], box.center[1] + u[1]],
  ];
}

/** Length of a line in its own units. */
export function lengthOf(points: readonly Point[]): number {
  return points.reduce((sum, point, i) => (i === 0 ? 0 : sum + distance(points[i - 1], point)), 0);
}
