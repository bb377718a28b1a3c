import type { Level, Point } from '@diku/engine';
import { pointInMetres } from '@diku/engine/core';
import { levelWalls, placedOpenings, zoneKindRow } from '@diku/engine/plan';
import { ShapeUtils, Vector2 } from 'three';
import { type DrawnClass, wallClass } from '../store/class-colors.ts';

/** Flat shapes of one colour: corners of triangles, and ends of lines, x, y in metres. */
export interface FlatShapes {
  trianglesM: number[];
  linesM: number[];
}

/** Drawn wider than it is, so that it is seen. */
const openingWidthM = 0.28;
const spotM = 0.4;
const circleSides = 16;

export interface ShapeOptions {
  /** Ids to keep; all without it. */
  only?: ReadonlySet<string>;
  /** How far everything solid is enlarged on each side, m. */
  growM?: number;
}

/** Everything recognised on a level as flat shapes by class. */
export function recognisedShapes(
  level: Level,
  { only, growM = 0 }: ShapeOptions = {},
): Map<DrawnClass, FlatShapes> {
  const shapes = new Map<DrawnClass, FlatShapes>();
  const of = (drawn: DrawnClass): FlatShapes => {
    let found = shapes.get(drawn);
    if (!found) {
      found = { trianglesM: [], linesM: [] };
      shapes.set(drawn, found);
    }
    return found;
  };
  const sideM = 2 * (spotM + growM);
  const retained = <Thing extends { id: string }>(list: readonly Thing[] | undefined) =>
    (list ?? []).filter(({ id }) => !only || only.has(id));
  for (const { polygon, kind } of retained(level.zones)) {
    if (zoneKindRow(kind).isOpenFloor) addRing(of('zone'), polygon);
    else addArea(of('zone'), polygon);
  }
  for (const { polygon } of retained(level.bays)) {
    if (only) addArea(of('bay'), polygon);
    else addRing(of('bay'), polygon);
  }
  // One thing by itself is pointed at whole.
  for (const { start, end, thicknessM, material } of only ? retained(level.walls) : standingWalls(level)) {
    addBar(of(wallClass(material)), start, end, thicknessM + 2 * growM);
  }
  for (const { center, sizeM, radiusM, angleDeg } of retained(level.columns)) {
    const size = sizeM ? ([sizeM[0] + 2 * growM, sizeM[1] + 2 * growM] as Point) : radiusM! + growM;
    addRegular(of('column'), center, size, angleDeg ?? 0);
  }
  for (const { opening, start, end, seat } of placedOpenings(level)) {
    if (only && !only.has(opening.id)) continue;
    const widthM = openingWidthM + 2 * growM;
    // An outline alone where nothing is open, as the opening lies in no wall.
    if (seat === 'in-no-wall' && !only) addRing(of('opening'), barCorners(start, end, widthM));
    else addBar(of('opening'), start, end, widthM);
  }
  for (const { position, path } of retained(level.facilities)) {
    if (position) addRegular(of('facility'), position, [sideM, sideM], 45);
    else if (path) addPath(of('facility'), path);
  }
  for (const { position } of retained(level.points)) addRegular(of('point'), position, spotM + growM, 0);
  if (!only) for (const ring of [level.outline, ...(level.holes ?? [])]) addRing(of('outline'), ring);
  return shapes;
}

/** Walls without their openings, metres. */
function standingWalls(level: Level) {
  return levelWalls(level).segments.map(({ wall, startMm, endMm }) => ({
    start: pointInMetres(startMm),
    end: pointInMetres(endMm),
    thicknessM: wall.thicknessM,
    material: wall.material,
  }));
}

function addBar({ trianglesM }: FlatShapes, start: Point, end: Point, widthM: number): void {
  addFan(trianglesM, barCorners(start, end, widthM));
}

/** None for a bar without length. */
function barCorners(start: Point, end: Point, widthM: number): Point[] {
  const lengthM = Math.hypot(end[0] - start[0], end[1] - start[1]);
  if (lengthM === 0) return [];
  const across = widthM / 2 / lengthM;
  const [dx, dy] = [(start[1] - end[1]) * across, (end[0] - start[0]) * across];
  return [
    [start[0] + dx, start[1] + dy],
    [start[0] - dx, start[1] - dy],
    [end[0] - dx, end[1] - dy],
    [end[0] + dx, end[1] + dy],
  ];
}

/** A rectangle of that size, or a circle of that radius. */
function addRegular({ trianglesM }: FlatShapes, [x, y]: Point, size: Point | number, angleDeg: number): void {
  const turnRad = (angleDeg * Math.PI) / 180;
  const corners: Point[] =
    typeof size === 'number'
      ? Array.from({ length: circleSides }, (_, index) => {
          const angleRad = (2 * Math.PI * index) / circleSides;
          return [size * Math.cos(angleRad), size * Math.sin(angleRad)];
        })
      : [
          [-size[0] / 2, -size[1] / 2],
          [size[0] / 2, -size[1] / 2],
          [size[0] / 2, size[1] / 2],
          [-size[0] / 2, size[1] / 2],
        ];
  const [cos, sin] = [Math.cos(turnRad), Math.sin(turnRad)];
  addFan(
    trianglesM,
    corners.map(([u, v]): Point => [x + u * cos - v * sin, y + u * sin + v * cos]),
  );
}

function addFan(trianglesM: number[], corners: readonly Point[]): void {
  for (let index = 1; index + 1 < corners.length; index++) {
    for (const [x, y] of [corners[0], corners[index], corners[index + 1]]) trianglesM.push(x, y);
  }
}

function addArea(shapes: FlatShapes, ring: readonly Point[]): void {
  const contour = ring.map(([x, y]) => new Vector2(x, y));
  for (const face of ShapeUtils.triangulateShape(contour, [])) {
    for (const corner of face) shapes.trianglesM.push(...ring[corner]);
  }
  addRing(shapes, ring);
}

function addRing({ linesM }: FlatShapes, ring: readonly Point[]): void {
  for (const [index, from] of ring.entries()) linesM.push(...from, ...ring[(index + 1) % ring.length]);
}

function addPath({ linesM }: FlatShapes, path: readonly Point[]): void {
  for (let index = 1; index < path.length; index++) linesM.push(...path[index - 1], ...path[index]);
}
