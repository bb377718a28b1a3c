import { DrawingError } from '../../errors.ts';
import { distance, type Point } from '../../geometry/points.ts';
import { distanceToSegment, orientation } from '../../geometry/segments.ts';
import type { Opening } from '../../plan/schema.ts';
import type { DrawingPath } from '../drawing.ts';
import { type LayerClass, openingClasses } from '../layer-classes.ts';
import type { LevelDrawing } from '../level-drawing.ts';
import type { WallLine } from '../walls/wall-line.ts';
import { kindOfTag } from './door-tags.ts';
import { joinLeaves, leavesOf } from './leaf-openings.ts';
import { barsOf } from './line-openings.ts';
import { openLeafPairs } from './open-leaves.ts';
import { type OpeningLine, openingWidthRangeM } from './opening-line.ts';
import { addSharedDoors } from './shared-doors.ts';
import { taggedGaps } from './tagged-gaps.ts';
import { windowPaths } from './window-lines.ts';

const kindOfClass: Partial<Record<LayerClass, Opening['kind']>> = {
  shutter: 'fire-shutter',
  'blast-door': 'blast-door',
  'fire-door': 'fire-door',
  door: 'steel-door',
};

const largestLooseCount = 5000;

/** Doors, shutters and blast doors, moved onto the centre line of the wall they are in. */
export function recogniseOpenings(level: LevelDrawing, walls: readonly WallLine[]): OpeningLine[] {
  const { drawing, classOf } = level;
  const byClass = new Map<LayerClass, DrawingPath[]>();
  const stated: OpeningLine[] = [];
  const windows = windowPaths(level);
  for (const path of drawing.paths) {
    const layerClass = classOf(path);
    if (!openingClasses.has(layerClass) || windows.has(path)) continue;
    if (path.stated?.opening) {
      stated.push({ start: path.points[0], end: path.points[1], kind: path.stated.opening });
      continue;
    }
    const list = byClass.get(layerClass);
    if (list) list.push(path);
    else byClass.set(layerClass, [path]);
  }
  const tags = drawing.texts.map((text) => ({ kind: kindOfTag(text.text), position: text.position }));
  const wallDistanceM = (point: Point): number =>
    walls.reduce((best, wall) => Math.min(best, distanceToSegment(point, wall.a, wall.b)), Infinity);
  const found = [...stated];
  for (const layerClass of [...byClass.keys()].sort()) {
    const paths = byClass.get(layerClass)!;
    checkCount(paths);
    const kind = kindOfClass[layerClass] ?? 'door';
    const leaves = leavesOf(paths, walls);
    const swung = new Set(leaves.map((leaf) => leaf.item.symbol).filter((symbol) => symbol >= 0));
    for (const { start, end } of joinLeaves(leaves)) found.push({ start, end, kind });
    const hinges = leaves.map((leaf) => leaf.hinge);
    const straight = paths.filter(
      (path) =>
        !swung.has(path.symbol) &&
        !(
          path.symbol < 0 && hinges.some((hinge) => path.points.some((point) => distance(point, hinge) < 0.1))
        ),
    );
    const { openings, rest } = openLeafPairs(straight, wallDistanceM);
    const tagged = (point: Point) => nearestTag(tags, point);
    for (const { start, end } of openings) found.push({ start, end, kind: 'blast-door' });
    for (const { start, end } of barsOf(rest)) {
      // Lines far from any wall are legends and notes on the door layer.
      if (Math.min(wallDistanceM(start), wallDistanceM(end)) > 0.7) continue;
      found.push({ start, end, kind: layerClass === 'door' ? barKind(start, end, tagged) : kind });
    }
  }
  const snapped = found.map((opening) => snapToWall(opening, walls));
  return addSharedDoors(
    dropRepeated([...snapped, ...taggedGaps(drawing.texts, walls, snapped)]),
    drawing.texts,
  );
}

/** Detailed symbols are blocks and count little; this many loose lines are not doors. */
function checkCount(paths: readonly DrawingPath[]): void {
  const loose = paths.filter((path) => path.symbol < 0).length;
  const arcs = paths.filter((path) => path.source === 'arc').length;
  if (loose <= largestLooseCount && arcs <= largestLooseCount) return;
  throw new DrawingError('door layers', `${Math.max(loose, arcs)} lines`, `at most ${largestLooseCount}`);
}

/** A bar on a general door layer: a lift's sliding door when nothing says otherwise, a shutter when wide. */
function barKind(
  start: Point,
  end: Point,
  tagged: (point: Point) => Opening['kind'] | undefined,
): Opening['kind'] {
  const widthM = distance(start, end);
  const tag = tagged([(start[0] + end[0]) / 2, (start[1] + end[1]) / 2]);
  if (widthM >= 2.6) return tag === 'blast-door' ? tag : 'fire-shutter';
  return widthM <= 1.6 ? 'lift-door' : (tag ?? 'door');
}

function nearestTag(
  tags: readonly { kind: Opening['kind'] | undefined; position: Point }[],
  point: Point,
): Opening['kind'] | undefined {
  let best: Opening['kind'] | undefined;
  let reach = 3.5;
  for (const tag of tags) {
    if (!tag.kind || distance(tag.position, point) >= reach) continue;
    reach = distance(tag.position, point);
    best = tag.kind;
  }
  return best;
}

/** Moves an opening sideways onto the line of a wall that ends beside it, and its ends to the jambs. */
function snapToWall(opening: OpeningLine, walls: readonly WallLine[]): OpeningLine {
  const { start, end } = opening;
  const widthM = distance(start, end);
  let best: { wall: WallLine; aside: number } | undefined;
  for (const wall of walls) {
    const length = distance(wall.a, wall.b);
    const sine =
      ((end[0] - start[0]) * (wall.b[1] - wall.a[1]) - (end[1] - start[1]) * (wall.b[0] - wall.a[0])) /
      (widthM * length || 1);
    if (Math.abs(sine) > 0.06) continue;
    const tips = [wall.a, wall.b];
    if (!tips.some((tip) => distance(tip, start) < 0.6 || distance(tip, end) < 0.6)) continue;
    const aside = Math.abs(orientation(wall.a, wall.b, start)) / (length || 1);
    if (aside < wall.thicknessM / 2 + 0.15 && (!best || aside < best.aside - 1e-9)) best = { wall, aside };
  }
  if (!best) return opening;
  const { a, b } = best.wall;
  const onto = (point: Point): Point => {
    const length = distance(a, b);
    const t = ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / length;
    return [a[0] + (t * (b[0] - a[0])) / length, a[1] + (t * (b[1] - a[1])) / length];
  };
  return { ...opening, start: onto(start), end: onto(end) };
}

/** One opening per place and kind; a blast door and a shutter may share a place. */
function dropRepeated(openings: readonly OpeningLine[]): OpeningLine[] {
  const kept: OpeningLine[] = [];
  const middle = ({ start, end }: OpeningLine): Point => [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2];
  for (const opening of openings) {
    const widthM = distance(opening.start, opening.end);
    if (widthM < openingWidthRangeM.min || widthM > openingWidthRangeM.max) continue;
    const at = middle(opening);
    const repeated = kept.some((other) => {
      const shared = new Set([other.kind, opening.kind]);
      if (shared.has('fire-shutter') && shared.has('blast-door')) return false;
      return distance(middle(other), at) < 0.3;
    });
    if (!repeated) kept.push(opening);
  }
  return kept.sort((p, q) => {
    const [px, py] = middle(p);
    const [qx, qy] = middle(q);
    return py - qy || px - qx;
  });
}
