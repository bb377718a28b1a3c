import type { Level } from '@diku/engine';
import { BufferAttribute, BufferGeometry, LineSegments, Mesh, Sphere, Vector3 } from 'three';
import { type FlatShapes, recognisedShapes } from '../scene/recognised-shapes.ts';
import { type DrawnClass, recognisedColors } from '../store/class-colors.ts';
import type { LevelDrawingLines } from '../store/imported.ts';
import type { ViewState } from '../store/view-state.ts';
import { type SwipeEdge, swipedLine, swipedMesh } from './swipe-material.ts';

export const sheet = {
  light: { ground: '#ffffff', ink: '#6f777e', layer: '#0b6b84' },
  dark: { ground: '#1d2125', ink: '#8f99a1', layer: '#58c4e0' },
};
export const uncut: SwipeEdge = { ratio: 0 };
/** Areas let the drawing through. */
const fillOpacity: Partial<Record<DrawnClass, number>> = { zone: 0.22, bay: 0.35 };

export function drawGround(level: Level, theme: ViewState['theme']): Mesh[] {
  const flat: FlatShapes = { trianglesM: [], linesM: [] };
  const zone = { id: 'outline', kind: 'core', polygon: level.outline } as const;
  const shape =
    recognisedShapes({ ...level, zones: [zone] }, { only: new Set(['outline']) }).get('zone') ?? flat;
  return [mesh(shape.trianglesM, swipedMesh(sheet[theme].ground, 1, uncut))];
}

export function drawLines(
  { segmentsM, ranges }: LevelDrawingLines,
  layer: string | undefined,
  theme: ViewState['theme'],
): LineSegments[] {
  const ink = new LineSegments(geometryOf(segmentsM), swipedLine(sheet[theme].ink, 0.9, uncut));
  const range = ranges.find((each) => each.layer === layer);
  if (!range) return [ink];
  const part = segmentsM.subarray(2 * range.start, 2 * (range.start + range.count));
  return [ink, new LineSegments(geometryOf(part), swipedLine(sheet[theme].layer, 1, uncut))];
}

export function drawRecognised(
  level: Level,
  theme: ViewState['theme'],
  edge: SwipeEdge,
): (Mesh | LineSegments)[] {
  return [...recognisedShapes(level)].flatMap(([drawn, { trianglesM, linesM }]) => {
    const color = recognisedColors[theme][drawn];
    return [
      ...(trianglesM.length > 0
        ? [mesh(trianglesM, swipedMesh(color, fillOpacity[drawn] ?? 0.78, edge))]
        : []),
      ...(linesM.length > 0
        ? [new LineSegments(geometryOf(new Float32Array(linesM)), swipedLine(color, 0.9, edge))]
        : []),
    ];
  });
}

export function drawGlow(
  level: Level,
  ids: ReadonlySet<string>,
  { color, growM, edge }: { color: string; growM: number; edge: SwipeEdge },
): (Mesh | LineSegments)[] {
  if (ids.size === 0) return [];
  const shapes = [...recognisedShapes(level, { only: ids, growM }).values()];
  const triangles = shapes.flatMap(({ trianglesM }) => trianglesM);
  const lines = shapes.flatMap(({ linesM }) => linesM);
  return [
    mesh(triangles, swipedMesh(color, 0.7, edge)),
    new LineSegments(geometryOf(new Float32Array(lines)), swipedLine(color, 1, edge)),
  ];
}

function mesh(trianglesM: readonly number[], material: ReturnType<typeof swipedMesh>): Mesh {
  return new Mesh(geometryOf(new Float32Array(trianglesM)), material);
}

function geometryOf(pointsM: Float32Array): BufferGeometry {
  const geometry = new BufferGeometry();
  // Height 0 comes by itself; nobody needs the extent.
  geometry.setAttribute('position', new BufferAttribute(pointsM, 2));
  geometry.boundingSphere = new Sphere(new Vector3(), Number.POSITIVE_INFINITY);
  return geometry;
}
