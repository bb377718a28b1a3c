import type { Facility, Level, PlanPoint } from '@diku/engine';
import { BoxGeometry, Group, InstancedMesh, Matrix4, MeshBasicMaterial } from 'three';
import type { ThemeColors } from '../scene/theme-colors.ts';
import { drawSegments } from './floor-layer.ts';
import { drawInstances, type Solid } from './solids-layer.ts';

const cabinet = { lengthM: 0.8, widthM: 0.8, heightM: 2, baseM: 0, angleRad: 0 };
/** Trays hang so far under the ceiling, metres. */
const trayUnderM = 0.3;

/** Equipment rooms, power and shafts as cabinets, trays as lines under the ceiling. */
export function drawFacilities(
  { facilities = [], clearHeightM }: Level,
  colors: ThemeColors,
): Group | undefined {
  if (facilities.length === 0) return undefined;
  const group = new Group();
  const cabinets = facilities.flatMap(({ kind, position }): Solid[] =>
    position ? [{ ...cabinet, x: position[0], y: position[1], color: facilityColor(kind, colors) }] : [],
  );
  if (cabinets.length > 0) group.add(drawInstances(new BoxGeometry(1, 1, 1), cabinets));
  const z = clearHeightM - trayUnderM;
  const lines = facilities.flatMap(({ path = [] }) =>
    path.slice(1).flatMap(([x, y], index) => [path[index][0], path[index][1], z, x, y, z]),
  );
  if (lines.length > 0) group.add(drawSegments(lines, colors.metal));
  return group;
}

function facilityColor(kind: Facility['kind'], { metal, concrete, contour }: ThemeColors): string {
  if (kind === 'shaft') return concrete;
  return kind === 'power' ? metal : contour;
}

/** Chargers, gates and payment points as small posts. */
export function drawPoints(
  points: readonly PlanPoint[],
  { contour }: ThemeColors,
): InstancedMesh | undefined {
  if (points.length === 0) return undefined;
  const material = new MeshBasicMaterial({ color: contour });
  const mesh = new InstancedMesh(new BoxGeometry(0.45, 0.45, 1), material, points.length);
  for (const [index, point] of points.entries()) {
    const heightM = point.heightM ?? 1.2;
    const [x, y] = point.position;
    mesh.setMatrixAt(index, new Matrix4().makeScale(1, 1, heightM).setPosition(x, y, heightM / 2));
  }
  return mesh;
}
