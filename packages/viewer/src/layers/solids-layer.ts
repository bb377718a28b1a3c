import type { Level } from '@diku/engine';
import { mmToMetres, type PointMm } from '@diku/engine/core';
import { levelWalls, placedOpenings } from '@diku/engine/plan';
import { BoxGeometry, CylinderGeometry, Group, type Mesh } from 'three';
import { type ThemeColors, wallColor } from '../scene/theme-colors.ts';
import { drawSolids, type Solid } from './draw-solids.ts';

/** Walls of one level without what openings take out, by material; one draw call. */
export function drawWalls(level: Level, colors: ThemeColors): Mesh | undefined {
  const boxes = wallSolids(level, colors);
  return boxes.length > 0 ? drawSolids(new BoxGeometry(1, 1, 1), boxes) : undefined;
}

/** The boxes of a level's walls: as the engine cuts them, drawn on into the corners where a wall itself ends. */
export function wallSolids(level: Level, colors: ThemeColors): Solid[] {
  const { clearHeightM } = level;
  return levelWalls(level).segments.map(({ wall, startMm, endMm, isWallStart, isWallEnd }): Solid => {
    const { thicknessM, bottomM = 0, topM, material } = wall;
    const heightM = Math.max(0.05, Math.min(topM ?? clearHeightM, clearHeightM) - bottomM);
    const solid = {
      ...standBetween(pointM(startMm), pointM(endMm), thicknessM, heightM),
      baseM: bottomM,
      color: wallColor(material, colors),
    };
    const startM = isWallStart ? thicknessM / 2 : 0;
    const endM = isWallEnd ? thicknessM / 2 : 0;
    solid.lengthM += startM + endM;
    solid.x += (Math.cos(solid.angleRad) * (endM - startM)) / 2;
    solid.y += (Math.sin(solid.angleRad) * (endM - startM)) / 2;
    return solid;
  });
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
  const boxes = openingSolids(level, colors);
  return boxes.length > 0 ? drawSolids(new BoxGeometry(1, 1, 1), boxes) : undefined;
}

/**
 * An open shutter is a roll under the ceiling, a closed one a leaf; a door is a leaf, a passage nothing. What lies in no wall
 * has a colour of its own: on the floor where it is open, as nothing is open there.
 */
export function openingSolids(level: Level, colors: ThemeColors): Solid[] {
  const { clearHeightM: heightM } = level;
  return placedOpenings(level).flatMap(({ opening: { kind, state }, start, end, seat }): Solid[] => {
    const leaf = standBetween(start, end, 0.08, Math.min(heightM, 2.2));
    if (seat === 'in-no-wall') {
      const isLeaf = state === 'closed' && kind !== 'passage';
      return [{ ...leaf, ...(isLeaf ? {} : { heightM: 0.1, widthM: 0.2 }), color: colors.stray }];
    }
    if (kind === 'passage') return [];
    const color = /shutter|steel|blast/.test(kind) ? colors.metal : colors.light;
    if (state === 'closed') return [{ ...leaf, color }];
    if (kind !== 'fire-shutter') return [];
    return [{ ...leaf, baseM: heightM - 0.4, heightM: 0.4, widthM: 0.3, color }];
  });
}

function pointM([xMm, yMm]: PointMm): [number, number] {
  return [mmToMetres(xMm), mmToMetres(yMm)];
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
