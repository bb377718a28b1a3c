import type { Level, Opening } from '@diku/engine';
import { BoxGeometry, CylinderGeometry, Group, type Mesh } from 'three';
import { cutWalls } from '../scene/cut-wall.ts';
import { type ThemeColors, wallColor } from '../scene/theme-colors.ts';
import { drawSolids, type Solid } from './draw-solids.ts';

/** Walls of one level without what openings take out, by material; one draw call. */
export function drawWalls(level: Level, colors: ThemeColors): Mesh | undefined {
  const { walls = [], openings = [], clearHeightM } = level;
  const boxes = cutWalls(walls, openings).map((piece): Solid => {
    const { thicknessM, bottomM = 0, topM, material } = piece.wall;
    const heightM = Math.max(0.05, Math.min(topM ?? clearHeightM, clearHeightM) - bottomM);
    const solid = { ...standBetween(piece.start, piece.end, thicknessM, heightM), baseM: bottomM };
    const startM = piece.joinedStart ? thicknessM / 2 : 0;
    const endM = piece.joinedEnd ? thicknessM / 2 : 0;
    solid.lengthM += startM + endM;
    solid.x += (Math.cos(solid.angleRad) * (endM - startM)) / 2;
    solid.y += (Math.sin(solid.angleRad) * (endM - startM)) / 2;
    return { ...solid, color: wallColor(material, colors) };
  });
  return boxes.length > 0 ? drawSolids(new BoxGeometry(1, 1, 1), boxes) : undefined;
}

export function drawColumns({ columns = [], clearHeightM }: Level, colors: ThemeColors): Group | undefined {
  if (columns.length === 0) return undefined;
  const boxes: Solid[] = [];
  const cylinders: Solid[] = [];
  for (const column of columns) {
    const [x, y] = column.center;
    const [lengthM, widthM] = column.sizeM ?? [2 * column.radiusM!, 2 * column.radiusM!];
    const angleRad = ((column.angleDeg ?? 0) * Math.PI) / 180;
    const solid = {
      x,
      y,
      baseM: 0,
      lengthM,
      widthM,
      heightM: clearHeightM,
      angleRad,
      color: colors.concrete,
    };
    (column.sizeM ? boxes : cylinders).push(solid);
  }
  const group = new Group();
  if (boxes.length > 0) group.add(drawSolids(new BoxGeometry(1, 1, 1), boxes));
  if (cylinders.length > 0) {
    group.add(drawSolids(new CylinderGeometry(0.5, 0.5, 1, 24).rotateX(Math.PI / 2), cylinders));
  }
  return group;
}

export function drawOpenings(level: Level, colors: ThemeColors): Mesh | undefined {
  const { openings = [], clearHeightM } = level;
  const boxes = openings.flatMap((opening) => openingSolids(opening, clearHeightM, colors));
  return boxes.length > 0 ? drawSolids(new BoxGeometry(1, 1, 1), boxes) : undefined;
}

/** An open shutter is a roll under the ceiling, a closed one a leaf; a door is a leaf, a passage nothing. */
function openingSolids(opening: Opening, heightM: number, colors: ThemeColors): Solid[] {
  if (opening.kind === 'passage') return [];
  const leaf = standBetween(opening.start, opening.end, 0.08, Math.min(heightM, 2.2));
  const color = /shutter|steel|blast/.test(opening.kind) ? colors.metal : colors.light;
  if (opening.state === 'closed') return [{ ...leaf, color }];
  if (opening.kind !== 'fire-shutter') return [];
  return [{ ...leaf, baseM: heightM - 0.4, heightM: 0.4, widthM: 0.3, color }];
}

function standBetween(
  start: readonly [number, number],
  end: readonly [number, number],
  widthM: number,
  heightM: number,
): Solid {
  const dx = end[0] - start[0];
  const dy = end[1] - start[1];
  return {
    x: (start[0] + end[0]) / 2,
    y: (start[1] + end[1]) / 2,
    baseM: 0,
    lengthM: Math.hypot(dx, dy),
    widthM,
    heightM,
    angleRad: Math.atan2(dy, dx),
    color: '',
  };
}
