import {
  createDisjointSets,
  degToRad,
  distance,
  type OrientedRectangle,
  type Point,
  PointGrid,
  radToDeg,
  rectangleAround,
  rectangleCorners,
} from '../../core/index.ts';
import { isStatedLayer } from '../drawing/classify-layer.ts';
import type { DrawingPath } from '../drawing/drawing.ts';
import type { LevelDrawing } from '../drawing/level-drawing.ts';
import { tuning } from '../tuning.ts';
import type { ColumnShape } from './columns-among-walls.ts';
import { isOpenBox } from './layer-evidence.ts';

/** A column as found: a rectangle, or a circle where `radiusM` is set. */
export interface FoundColumn {
  center: Point;
  sizeM: [number, number];
  angleDeg: number;
  radiusM?: number;
  /** Drawn on the layer of the walls: told by its shape alone. */
  isAmongWalls?: boolean;
}

const { thinnestM, fewestThin } = tuning.recogniseColumns;

const drawnSidesM = { min: 0.2, max: 1.8 } as const;
/** Sides of what a format states to be a column. */
const statedSidesM = { min: 0.03, max: 10 } as const;

/** Columns from small closed shapes on column layers or in column blocks, and those found among the walls, each once. */
export function recogniseColumns(
  { drawing, classOf }: LevelDrawing,
  amongWalls: readonly ColumnShape[] = [],
): FoundColumn[] {
  const found: FoundColumn[] = amongWalls.map(({ points, circle }) => ({
    ...(circle ? roundColumn(circle) : fromBox(rectangleAround(points))),
    isAmongWalls: true,
  }));
  const loose: DrawingPath[] = [];
  const rings: Point[][] = [];
  // What is filled within furniture is furniture.
  const useless = drawing.symbols.map(({ layer }) => classOf({ layer }) === 'other');
  const isOfNoUse = ({ symbol }: DrawingPath) => symbol >= 0 && useless[symbol];
  for (const path of drawing.paths) {
    const layerClass = classOf(path);
    const compactHatch =
      path.source === 'hatch' && (layerClass === 'hatch' || layerClass === 'unknown') && !isOfNoUse(path);
    if (layerClass !== 'column' && !compactHatch) continue;
    const isBox = path.closed || isOpenBox(path);
    if (layerClass === 'column' && isBox) rings.push(path.points);
    const sides = isStatedLayer(path.layer) ? statedSidesM : drawnSidesM;
    if (path.source === 'circle' && path.arc) {
      const widthM = 2 * path.arc.radiusInUnits;
      if (widthM >= sides.min && widthM <= sides.max) found.push(roundColumn(path.arc));
    } else if (isBox) addBox(path.points, found, { sides, strict: compactHatch });
    else if (!compactHatch) loose.push(path);
  }
  for (const points of joinLoose(loose)) addBox(points, found, { sides: drawnSidesM, strict: false });
  if (found.length === 0) found.push(...thinColumns([...rings, ...joinLoose(loose)]));
  return dropRepeated(found);
}

/** Columns of steel, thinner than others: several of one size, where a drawing has no others. */
function thinColumns(rings: readonly (readonly Point[])[]): FoundColumn[] {
  const thin = rings
    .map((points) => rectangleAround(points))
    .filter(({ lengthM, widthM }) => widthM >= thinnestM && lengthM <= 3 * drawnSidesM.min);
  const alike = (box: OrientedRectangle) =>
    thin.filter(
      ({ lengthM, widthM }) => Math.abs(lengthM - box.lengthM) < 0.01 && Math.abs(widthM - box.widthM) < 0.01,
    );
  return thin.filter((box) => alike(box).length >= fewestThin).map(fromBox);
}

function addBox(
  points: readonly Point[],
  found: FoundColumn[],
  { sides, strict }: { sides: { min: number; max: number }; strict: boolean },
): void {
  const box = rectangleAround(points);
  if (box.widthM < sides.min || box.lengthM > sides.max) return;
  // Hatches on other layers count only when they look like nothing but a column.
  if (strict && (box.widthM < 0.35 || box.lengthM > 2.2 * box.widthM || points.length > 5)) return;
  found.push(fromBox(box));
}

/** Corners of the column, or of the box around a round one. */
export function columnCorners({ center, sizeM, angleDeg }: FoundColumn): Point[] {
  return rectangleCorners({ center, lengthM: sizeM[0], widthM: sizeM[1], angleRad: degToRad(angleDeg) });
}

function roundColumn({ center, radiusInUnits: radiusM }: NonNullable<DrawingPath['arc']>): FoundColumn {
  return { center, sizeM: [2 * radiusM, 2 * radiusM], angleDeg: 0, radiusM };
}

function fromBox({ center, lengthM, widthM, angleRad }: OrientedRectangle): FoundColumn {
  let angleDeg = radToDeg(angleRad);
  let sizeM: [number, number] = [lengthM, widthM];
  if (Math.abs(lengthM - widthM) < 0.002)
    angleDeg = angleDeg > 45 ? angleDeg - 90 : angleDeg <= -45 ? angleDeg + 90 : angleDeg;
  if (angleDeg > 89.99) {
    angleDeg -= 90;
    sizeM = [widthM, lengthM];
  }
  return { center, sizeM, angleDeg: Math.round(angleDeg * 1000) / 1000 + 0 };
}

/** Point sets of separate lines that touch each other end to end and stay small. */
function joinLoose(paths: readonly DrawingPath[]): Point[][] {
  const grid = new PointGrid(0.5);
  const { root, join } = createDisjointSets(paths.length);
  const ends = paths.map((path) => [path.points[0], path.points[path.points.length - 1]]);
  paths.forEach((path, i) => {
    if (distance(ends[i][0], ends[i][1]) > drawnSidesM.max * 1.5 || path.points.length > 200) return;
    for (const end of ends[i]) {
      for (const j of grid.near(end[0] - 0.06, end[1] - 0.06, end[0] + 0.06, end[1] + 0.06)) {
        if (ends[j].some((other) => distance(other, end) < 0.06)) join(j, i);
      }
      grid.add(i, end[0], end[1]);
    }
  });
  const groups = new Map<number, number[]>();
  paths.forEach((_, i) => {
    const group = groups.get(root(i));
    if (group) group.push(i);
    else groups.set(root(i), [i]);
  });
  return [...groups.values()]
    .filter((members) => members.length >= 3)
    .map((members) => members.flatMap((i) => paths[i].points));
}

function dropRepeated(columns: readonly FoundColumn[]): FoundColumn[] {
  const order = [...columns].sort(
    (p, q) =>
      q.sizeM[0] * q.sizeM[1] - p.sizeM[0] * p.sizeM[1] ||
      p.center[0] - q.center[0] ||
      p.center[1] - q.center[1],
  );
  const grid = new PointGrid(1);
  const retained: FoundColumn[] = [];
  for (const column of order) {
    const [x, y] = column.center;
    const near = grid.near(x - 1, y - 1, x + 1, y + 1);
    const repeated = near.some(
      (k) => distance(retained[k].center, column.center) < Math.max(0.15, Math.min(...retained[k].sizeM) / 2),
    );
    if (repeated) continue;
    grid.add(retained.length, x, y);
    retained.push(column);
  }
  return retained.sort((p, q) => p.center[1] - q.center[1] || p.center[0] - q.center[0]);
}
