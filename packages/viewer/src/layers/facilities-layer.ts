import type { Facility, Level, PlanPoint } from '@diku/engine';
import { BoxGeometry, Group, type Mesh, MeshBasicMaterial } from 'three';
import type { ThemeColors } from '../scene/theme-colors.ts';
import { drawSolids, type Solid } from './draw-solids.ts';
import { drawSegments } from './floor-layer.ts';

const cabinet = { lengthM: 0.8, widthM: 0.8, heightM: 2, baseM: 0, angleRad: 0 };
const post = { lengthM: 0.45, widthM: 0.45, baseM: 0, angleRad: 0 };
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
  if (cabinets.length > 0) group.add(drawSolids(new BoxGeometry(1, 1, 1), cabinets));
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
export function drawPoints(points: readonly PlanPoint[], { contour }: ThemeColors): Mesh | undefined {
  if (points.length === 0) return undefined;
  const posts = points.map(
    ({ position: [x, y], heightM = 1.2 }): Solid => ({ ...post, x, y, heightM, color: contour }),
  );
  return drawSolids(new BoxGeometry(1, 1, 1), posts, new MeshBasicMaterial({ color: contour }));
}
