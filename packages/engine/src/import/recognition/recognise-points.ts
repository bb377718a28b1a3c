import {
  type Bounds,
  boundsOf,
  distance,
  foldTraditional,
  type Point,
  PointGrid,
  ringContains,
} from '../../core/index.ts';
import { type PointKind, pointKindRow, pointKindRows } from '../../plan/index.ts';
import type { LevelDrawing } from '../drawing/level-drawing.ts';
import { tuning } from '../tuning.ts';
import type { NamedLocation } from './rooms/recognise-rooms.ts';

const { gridM } = tuning.recognisePoints;

export interface FoundPoint {
  kind: PointKind;
  position: Point;
  heightM: number;
  name?: string;
}

/** Kinds that texts say, in the order in which they are tried. */
const writtenKinds = pointKindRows
  .flatMap(({ id, written }) => (written ? [{ kind: id, ...written }] : []))
  .sort((a, b) => a.order - b.order);
const lobbyKind = pointKindRows.find(({ isLobby }) => isLobby)!.id;

/** Chargers, gates, payment points and lift lobbies: where the acceptance test looks closely. */
export function recognisePoints(
  { drawing, classOf }: LevelDrawing,
  locations: readonly NamedLocation[],
  bays: readonly (readonly Point[])[] = [],
): FoundPoint[] {
  const found: FoundPoint[] = [];
  const grid = new PointGrid(gridM);
  const isNear = (kind: PointKind, [x, y]: Point, reachM: number): boolean =>
    grid.near(x - reachM, y - reachM, x + reachM, y + reachM).some((i) => {
      const other = found[i];
      return other.kind === kind && distance(other.position, [x, y]) < reachM;
    });
  const add = (kind: PointKind, position: Point, reachM: number, name?: string): void => {
    if (isNear(kind, position, reachM)) return;
    grid.add(found.length, position[0], position[1]);
    const { heightM } = pointKindRow(kind);
    found.push(name ? { kind, position, heightM, name } : { kind, position, heightM });
  };
  for (const symbol of drawing.symbols) {
    const layerClass = classOf(symbol);
    const row = pointKindRows.find(({ drawn }) => drawn?.layerClass === layerClass);
    if (row?.drawn) add(row.id, symbol.position, row.drawn.reachM);
  }
  const drawnCount = found.length;
  const bayAt = ringFinder(bays);
  const isDrawn = (kind: PointKind, position: Point, reachM: number): boolean => {
    const bay = bayAt(position);
    const { minX, minY, maxX, maxY } = boundsAround(position, bay, reachM);
    return grid.near(minX, minY, maxX, maxY).some((i) => {
      const other = found[i];
      if (other.kind !== kind) return false;
      if (bay) return ringContains(bay, other.position);
      return i < drawnCount && distance(other.position, position) < reachM;
    });
  };
  for (const { text, position, symbol } of drawing.texts) {
    if (symbol >= 0) continue;
    const label = foldTraditional(text).trim().toUpperCase();
    const said = writtenKinds.find(
      ({ pattern, maxLength = Infinity }) => pattern.test(label) && label.length <= maxLength,
    );
    if (!said) continue;
    const { kind, reachM, isName, aboutDrawnM } = said;
    if (aboutDrawnM !== undefined && isDrawn(kind, position, aboutDrawnM)) continue;
    add(kind, position, reachM, isName && text.trim());
  }
  const towers = drawing.texts.filter(({ text }) =>
    /^\s*[\dA-Z一二三四五六七八九十]+\s*(号楼|#楼|栋|幢|#)\s*$/.test(foldTraditional(text)),
  );
  for (const location of locations) {
    if (!location.meaning.liftLobby) continue;
    const tower = towers
      .map((text) => ({ name: text.text.trim(), gap: distance(text.position, location.position) }))
      .filter(({ gap }) => gap < 12)
      .sort((p, q) => p.gap - q.gap)[0];
    add(lobbyKind, location.position, 2, tower ? `${tower.name}${location.name}` : location.name);
  }
  return found;
}

/** The first of the rings that a location lies in. */
function ringFinder(rings: readonly (readonly Point[])[]): (point: Point) => readonly Point[] | undefined {
  const grid = new PointGrid(gridM);
  rings.forEach((ring, i) => {
    const { minX, minY, maxX, maxY } = boundsOf(ring);
    grid.add(i, minX, minY, maxX, maxY);
  });
  return (point) => {
    const at = grid.near(point[0], point[1], point[0], point[1]).find((i) => ringContains(rings[i], point));
    return at === undefined ? undefined : rings[at];
  };
}

/** Bounds of the bay that a word stands in, else around the word. */
function boundsAround([x, y]: Point, bay: readonly Point[] | undefined, reachM: number): Bounds {
  return bay ? boundsOf(bay) : { minX: x - reachM, minY: y - reachM, maxX: x + reachM, maxY: y + reachM };
}
