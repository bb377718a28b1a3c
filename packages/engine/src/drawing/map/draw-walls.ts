import { rectangleAround } from '../../geometry/oriented-rectangle.ts';
import { distance, type Point } from '../../geometry/points.ts';
import { signedArea } from '../../geometry/polygons.ts';
import type { DrawingPath } from '../drawing.ts';
import { type LayerClass, wallClasses } from '../layer-classes.ts';
import { featureLayer, type PlacedFeature } from './classify-feature.ts';
import { thicknessOf } from './tag-values.ts';

/** Widest rectangle that is one straight wall: of an area, and of a line around it. */
const thickestAreaM = 1;
const thickestRingM = 0.62;
/** Shape of a wall area that is a column. */
const columnSidesM = { least: 0.2, most: 1.8 } as const;

/** Walls as lines of a drawing: with their width where tags or the shape of the area give it. */
export function drawWalls(features: readonly PlacedFeature[], metresPerUnit: number): DrawingPath[] {
  const walls = features.filter(({ featureClass }) => wallClasses.has(featureClass as LayerClass));
  const corners = new Map<string, number>();
  const key = ([x, y]: Point) =>
    `${Math.round((x * metresPerUnit) / 0.05)},${Math.round((y * metresPerUnit) / 0.05)}`;
  for (const { rings } of walls) {
    for (const place of new Set(rings.flat().map(key))) corners.set(place, (corners.get(place) ?? 0) + 1);
  }
  return walls.flatMap((feature) => {
    const [ring] = feature.rings;
    const alone = feature.shape === 'area' && ring.every((point) => corners.get(key(point)) === 1);
    return drawWall(feature, alone, metresPerUnit);
  });
}

function drawWall(feature: PlacedFeature, alone: boolean, metresPerUnit: number): DrawingPath[] {
  const { featureClass, value, shape, rings, material, tags } = feature;
  const layer = featureLayer(featureClass as LayerClass, value);
  const stated = material ? { material } : undefined;
  const isRing = shape === 'area' || feature.closed === true;
  const box = isRing && rings.length === 1 ? boxOf(rings[0], metresPerUnit) : undefined;
  if (box && shape === 'area' && alone && isColumn(box)) {
    return [{ ...plainPath(featureLayer('column', value), rings[0]), closed: true }];
  }
  const thickestM = shape === 'area' ? thickestAreaM : thickestRingM;
  if (box?.filled && box.widthM <= thickestM && box.lengthM > 1.2 * box.widthM) {
    return [{ ...plainPath(layer, box.axis), widthInUnits: box.widthM / metresPerUnit, stated }];
  }
  const thicknessM = shape === 'line' ? thicknessOf(tags) : undefined;
  if (thicknessM !== undefined) {
    const widthInUnits = thicknessM / metresPerUnit;
    return [{ ...plainPath(layer, rings[0]), closed: isRing, widthInUnits, stated }];
  }
  // Faces carry no material: the class says what is known of it.
  const faces = featureClass === 'wall' ? featureLayer(classOfMaterial(material), value) : layer;
  return rings.map((ring) => ({ ...plainPath(faces, ring), closed: isRing }));
}

/** A thin polyline. */
export function plainPath(layer: string, points: Point[]): DrawingPath {
  return { layer, source: 'polyline', points, closed: false, widthInUnits: 0, symbol: -1 };
}

interface WallBox {
  lengthM: number;
  widthM: number;
  /** The ring fills the box. */
  filled: boolean;
  axis: Point[];
}

function boxOf(ring: readonly Point[], metresPerUnit: number): WallBox | undefined {
  if (ring.length < 4) return undefined;
  const box = rectangleAround(ring);
  const lengthM = box.lengthM * metresPerUnit;
  const widthM = box.widthM * metresPerUnit;
  if (widthM <= 0.02) return undefined;
  const u: Point = [(Math.cos(box.angleRad) * box.lengthM) / 2, (Math.sin(box.angleRad) * box.lengthM) / 2];
  const filledRatio = Math.abs(signedArea(ring)) / (box.lengthM * box.widthM);
  // A wall a metre long may be cut 20 mm askew, one of ten metres as much.
  const filled = 1 - filledRatio < Math.min(0.12, 0.02 + 0.02 / widthM);
  return {
    lengthM,
    widthM,
    filled,
    axis: [
      [box.center[0] - u[0], box.center[1] - u[1]],
      [box.center[0] + u[0], box.center[1] + u[1]],
    ],
  };
}

function isColumn({ lengthM, widthM, filled }: WallBox): boolean {
  return filled && widthM >= columnSidesM.least && lengthM <= columnSidesM.most && lengthM <= 2 * widthM;
}

function classOfMaterial(material: PlacedFeature['material']): LayerClass {
  if (material === undefined) return 'wall';
  return material === 'reinforced-concrete' || material === 'concrete' ? 'shear-wall' : 'partition-wall';
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
