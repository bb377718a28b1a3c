import type { Bay, Facility, Level, PlanPoint } from '@diku/engine';
import { pointInMetres } from '@diku/engine/core';
import { facilityKindRow, levelWalls, openingKindRow, placedOpenings } from '@diku/engine/plan';
import {
  BoxGeometry,
  BufferAttribute,
  BufferGeometry,
  Color,
  CylinderGeometry,
  Group,
  type Material,
  Matrix4,
  Mesh,
  MeshBasicMaterial,
  type Object3D,
  Quaternion,
  Vector3,
} from 'three';
import { type ThemeColors, wallColor } from '../scene/theme-colors.ts';
import { flatLitMaterial } from './flat-lit-material.ts';
import { drawBays, drawFloor, drawRamps, drawSegments, drawSlabOpenings } from './floor-layer.ts';

/** A box or cylinder standing on the floor (or hanging at `baseM`). */
export interface Solid {
  x: number;
  y: number;
  baseM: number;
  lengthM: number;
  widthM: number;
  heightM: number;
  angleRad: number;
  color: string;
}

const up = new Vector3(0, 0, 1);

/** A car as two boxes, metres. */
const body = { lengthM: 4.5, widthM: 1.8, heightM: 0.75, baseM: 0.25 };
const cabin = { lengthM: 2.3, widthM: 1.6, heightM: 0.5, baseM: 1 };
/** Room that a car leaves on each side of its bay, metres. */
const marginM = 0.25;

/** Cars on that fraction of the bays, the same ones every time: two meshes, however many there are. */
function drawCars(bays: readonly Bay[], carRatio: number, { metal, glass }: ThemeColors): Group | undefined {
  const taken = bays.filter((_, index) => isTaken(index, carRatio));
  if (taken.length === 0) return undefined;
  const group = new Group();
  for (const [part, color] of [
    [body, metal],
    [cabin, glass],
  ] as const) {
    const solids = taken.map((bay): Solid => ({ ...part, ...fit(bay, part), color }));
    group.add(drawSolids(new BoxGeometry(1, 1, 1), solids));
  }
  return group;
}

/** Spread evenly: by the golden ratio no fraction of them lies together. */
function isTaken(index: number, ratio: number): boolean {
  return ((index + 0.5) * 0.618033988749895) % 1 < ratio;
}

/** Fits a part into the middle of a bay along its longer side, smaller where it is. */
function fit({ polygon }: Bay, part: { lengthM: number; widthM: number }) {
  const [a, b, c] = polygon;
  const sides = [
    [b[0] - a[0], b[1] - a[1]],
    [c[0] - b[0], c[1] - b[1]],
  ];
  const lengths = sides.map(([x, y]) => Math.hypot(x, y));
  const longer = lengths[0] >= lengths[1] ? 0 : 1;
  const [x, y] = [0, 1].map((axis) => polygon.reduce((sum, point) => sum + point[axis], 0) / polygon.length);
  const roomM = (lengthM: number) => Math.max(0.5, lengthM - 2 * marginM);
  return {
    x,
    y,
    angleRad: Math.atan2(sides[longer][1], sides[longer][0]),
    lengthM: Math.min(part.lengthM, roomM(lengths[longer])),
    widthM: Math.min(part.widthM, roomM(lengths[1 - longer])),
  };
}

const cabinet = { lengthM: 0.8, widthM: 0.8, heightM: 2, baseM: 0, angleRad: 0 };
const post = { lengthM: 0.45, widthM: 0.45, baseM: 0, angleRad: 0 };
/** Trays hang so far under the ceiling, metres. */
const trayUnderM = 0.3;

/** Equipment rooms, power and shafts as cabinets, trays as lines under the ceiling. */
function drawFacilities({ facilities = [], clearHeightM }: Level, colors: ThemeColors): Group | undefined {
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
  const { shade } = facilityKindRow(kind);
  return shade ? { concrete, metal }[shade] : contour;
}

/** Chargers, gates and payment points as small posts. */
function drawPoints(points: readonly PlanPoint[], { contour }: ThemeColors): Mesh | undefined {
  if (points.length === 0) return undefined;
  const posts = points.map(
    ({ position: [x, y], heightM = 1.2 }): Solid => ({ ...post, x, y, heightM, color: contour }),
  );
  return drawSolids(new BoxGeometry(1, 1, 1), posts, new MeshBasicMaterial({ color: contour }));
}

/** Look of a level besides the plan's own things. */
export interface LevelLook {
  colors: ThemeColors;
  /** Fraction of the bays with a car; 0 shows none. */
  carRatio: number;
}

/** One part of a level's drawing: drawn anew only when what it is drawn from is another object. */
export interface LevelPart {
  name: string;
  /** Stands on the floor: cut low in the stacked view. */
  stands: boolean;
  from(level: Level, look: LevelLook): readonly unknown[];
  draw(level: Level, look: LevelLook): Object3D | undefined;
}

export const levelParts: readonly LevelPart[] = [
  {
    name: 'floor',
    stands: false,
    from: ({ outline, holes, slabThicknessM }) => [outline, holes, slabThicknessM],
    draw: (level, { colors }) => drawFloor(level, colors),
  },
  {
    name: 'bays',
    stands: false,
    from: ({ bays }) => [bays],
    draw: ({ bays = [] }, { colors }) => drawBays(bays, colors),
  },
  {
    name: 'ramps',
    stands: false,
    from: ({ zones }) => [zones],
    draw: ({ zones = [] }, { colors }) => drawRamps(zones, colors),
  },
  {
    name: 'slab openings',
    stands: false,
    from: ({ slabOpenings }) => [slabOpenings],
    draw: ({ slabOpenings = [] }, { colors }) => drawSlabOpenings(slabOpenings, colors),
  },
  {
    name: 'walls',
    stands: true,
    from: ({ walls, openings, clearHeightM }) => [walls, openings, clearHeightM],
    draw: (level, { colors }) => drawWalls(level, colors),
  },
  {
    name: 'columns',
    stands: true,
    from: ({ columns, clearHeightM }) => [columns, clearHeightM],
    draw: (level, { colors }) => drawColumns(level, colors),
  },
  {
    name: 'openings',
    stands: true,
    // A wall that is dragged draws only those anew that it holds.
    from: (level) => [
      level.clearHeightM,
      ...placedOpenings(level).flatMap(({ opening, start, end, seat }) => [opening, ...start, ...end, seat]),
    ],
    draw: (level, { colors }) => drawOpenings(level, colors),
  },
  {
    name: 'points',
    stands: false,
    from: ({ points }) => [points],
    draw: ({ points = [] }, { colors }) => drawPoints(points, colors),
  },
  {
    name: 'facilities',
    stands: false,
    from: ({ facilities, clearHeightM }) => [facilities, clearHeightM],
    draw: (level, { colors }) => drawFacilities(level, colors),
  },
  {
    name: 'cars',
    stands: true,
    from: ({ bays }, { carRatio }) => [carRatio === 0 ? undefined : bays, carRatio],
    draw: ({ bays = [] }, { colors, carRatio }) => drawCars(bays, carRatio, colors),
  },
];

/** Walls of one level without what openings take out, by material; one draw call. */
function drawWalls(level: Level, colors: ThemeColors): Mesh | undefined {
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
      ...standBetween(pointInMetres(startMm), pointInMetres(endMm), thicknessM, heightM),
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

function drawColumns({ columns = [], clearHeightM }: Level, colors: ThemeColors): Group | undefined {
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

function drawOpenings(level: Level, colors: ThemeColors): Mesh | undefined {
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
    const { leaf: panel, isShutter } = openingKindRow(kind);
    const leaf = standBetween(start, end, 0.08, Math.min(heightM, 2.2));
    if (seat === 'in-no-wall') {
      const isLeaf = state === 'closed' && panel !== undefined;
      return [{ ...leaf, ...(isLeaf ? {} : { heightM: 0.1, widthM: 0.2 }), color: colors.stray }];
    }
    if (!panel) return [];
    const color = panel.isBareMetal ? colors.metal : colors.light;
    if (state === 'closed') return [{ ...leaf, color }];
    if (!isShutter) return [];
    return [{ ...leaf, baseM: heightM - 0.4, heightM: 0.4, widthM: 0.3, color }];
  });
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

/**
 * Any number of solids as one mesh, in one draw call. Where WebGL is a program on the processor every instance of an instanced
 * mesh costs as much as a mesh of its own, so each has its corners here.
 * @param form of each, between −0.5 and 0.5 along every axis
 */
function drawSolids(
  form: BufferGeometry,
  solids: readonly Solid[],
  material: Material = flatLitMaterial(),
): Mesh {
  const [points, facings, corners] = [
    form.getAttribute('position'),
    form.getAttribute('normal'),
    form.index!,
  ];
  const { count } = points;
  const positions = new Float32Array(3 * count * solids.length);
  const normals = new Float32Array(positions.length);
  const colors = new Float32Array(positions.length);
  const indices = new Uint32Array(corners.count * solids.length);
  const [matrix, turn, color, vector] = [new Matrix4(), new Quaternion(), new Color(), new Vector3()];
  for (const [order, solid] of solids.entries()) {
    const { x, y, baseM, lengthM, widthM, heightM, angleRad } = solid;
    turn.setFromAxisAngle(up, angleRad);
    matrix.compose(new Vector3(x, y, baseM + heightM / 2), turn, new Vector3(lengthM, widthM, heightM));
    color.set(solid.color);
    for (let corner = 0; corner < count; corner++) {
      const at = 3 * (order * count + corner);
      vector.fromBufferAttribute(points, corner).applyMatrix4(matrix).toArray(positions, at);
      vector.fromBufferAttribute(facings, corner).applyQuaternion(turn).toArray(normals, at);
      color.toArray(colors, at);
    }
    for (let index = 0; index < corners.count; index++) {
      indices[order * corners.count + index] = order * count + corners.getX(index);
    }
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(positions, 3));
  geometry.setAttribute('normal', new BufferAttribute(normals, 3));
  geometry.setAttribute('color', new BufferAttribute(colors, 3));
  geometry.setIndex(new BufferAttribute(indices, 1));
  return new Mesh(geometry, material);
}
