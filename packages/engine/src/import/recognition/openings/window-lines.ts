import {
  distance,
  distanceToSegment,
  foldTraditional,
  midpoint,
  type Point,
  rectangleAround,
} from '../../../core/index.ts';
import { openingKindFor } from '../../../plan/index.ts';
import { isStatedLayer, plainLayerName } from '../../drawing/classify-layer.ts';
import type { DrawingPath, DrawingSymbol } from '../../drawing/drawing.ts';
import { openingClasses, wallClasses } from '../../drawing/layer-classes.ts';
import type { LevelDrawing } from '../../drawing/level-drawing.ts';
import { tuning } from '../../tuning.ts';
import { type WallLine, wallThicknessRangeM } from '../walls/wall-line.ts';
import { barsOf } from './line-openings.ts';
import { type OpeningLine, openingWidthRangeM } from './opening-line.ts';
import { createWallIndex } from './wall-index.ts';

const { paneM, longestM, largestCount, minPaneLines, maxPaneLines, paneEndM } = tuning.openingsWindowLines;

/** Swing arcs on a layer say that doors are drawn there too, whatever it is called, m. */
const leafRangeM = { min: 0.45, max: 3.2 } as const;

/** Windows as walls of glass from jamb to jamb. Those drawn within a wall that goes on behind them are left out. */
export function windowLines(level: LevelDrawing, walls: readonly WallLine[]): WallLine[] {
  const paths = [...windowPaths(level)].flatMap(straightParts);
  if (paths.length === 0 || paths.filter(({ symbol }) => symbol < 0).length > largestCount) return [];
  const bars = barsOf(paths, longestM);
  if (bars.length > largestCount) return [];
  const index = createWallIndex(walls);
  return bars
    .filter(
      ({ start, end }) =>
        !index.near([start], index.halfThickestM + 0.05).some((wall) => holds(wall, start, end)),
    )
    .map(({ start, end }) => ({
      a: start,
      b: end,
      thicknessM: paneM,
      layerClass: 'partition-wall',
      filled: false,
      material: 'glass',
      isWindow: true,
    }));
}

/** A window as what closes the wall it is in. */
export function paneLine({ a, b }: WallLine): OpeningLine {
  return { start: a, end: b, kind: openingKindFor('gap') };
}

/** A line that bends is one window on each side of the bend. */
function straightParts(path: DrawingPath): DrawingPath[] {
  if (path.symbol >= 0 || path.closed || path.points.length < 3) return [path];
  if (path.source !== 'line' && path.source !== 'polyline') return [];
  return path.points
    .slice(1)
    .map((point, i): DrawingPath => ({ ...path, points: [path.points[i], point] }))
    .filter(({ points: [a, b] }) => distance(a, b) >= openingWidthRangeM.min);
}

function holds(wall: WallLine, start: Point, end: Point): boolean {
  return [start, midpoint(start, end), end].every(
    (point) => distanceToSegment(point, wall.a, wall.b) < wall.thicknessM / 2 + 0.05,
  );
}

/** A block that is a window by its name: 窗, WIND…, C1518, and Tianzheng's library of windows. */
export function isWindowSymbol(symbol: Pick<DrawingSymbol, 'names'> | undefined): boolean {
  return (
    symbol?.names.some((name) => /窗|^WIND|WINLIB|[-_ ]WINDOW|^C\d{3,4}/i.test(foldTraditional(name))) ??
    false
  );
}

/**
 * A layer of windows alone, by its name. Tianzheng and those who follow it draw doors on `WINDOW` and 门窗 too: such a
 * layer is one of doors.
 */
export function isWindowLayer(layer: string): boolean {
  if (isStatedLayer(layer)) return false;
  const name = foldTraditional(plainLayerName(layer)).toUpperCase();
  return /窗|GLAZ|WINDOWS|(^|[-_ ])CHUANG/.test(name) && !/门|DOOR|MEN/.test(name);
}

/** Returns what of a level is drawn as windows: by block, or on a layer of windows that shows no door leaves. */
export function windowPaths({ drawing, classOf }: LevelDrawing): Set<DrawingPath> {
  const named = drawing.paths.filter(
    (path) =>
      isWindowLayer(path.layer) &&
      !wallClasses.has(classOf(path)) &&
      !isWindowSymbol(drawing.symbols[path.symbol]),
  );
  const withLeaves = new Set(
    named
      .filter(({ source, arc }) => {
        const radiusM = arc?.radiusInUnits ?? 0;
        return source === 'arc' && radiusM >= leafRangeM.min && radiusM <= leafRangeM.max;
      })
      .map(({ layer }) => layer),
  );
  const found = new Set(named.filter(({ layer }) => !withLeaves.has(layer)));
  const bySymbol = new Map<number, DrawingPath[]>();
  for (const path of drawing.paths) {
    const isOpening = openingClasses.has(classOf(path)) || classOf(path) === 'unknown';
    if (isOpening && isWindowSymbol(drawing.symbols[path.symbol])) found.add(path);
    else if (path.symbol >= 0) bySymbol.set(path.symbol, [...(bySymbol.get(path.symbol) ?? []), path]);
  }
  for (const paths of bySymbol.values()) {
    if (paths.every((path) => openingClasses.has(classOf(path))) && isWindowShape(paths))
      for (const path of paths) found.add(path);
  }
  return found;
}

/**
 * A block of nothing but lines across the gap, two along the faces of the wall and panes between them: a window, whatever it
 * is called. Doors have leaves, shutters no more than two lines.
 */
function isWindowShape(paths: readonly DrawingPath[]): boolean {
  if (paths.length < minPaneLines || paths.length > maxPaneLines) return false;
  if (paths.some(({ points, closed }) => points.length !== 2 || closed)) return false;
  const [{ points: first }] = paths;
  const lengthM = distance(first[0], first[1]);
  const { widthM } = rectangleAround(paths.flatMap(({ points }) => points));
  if (
    lengthM < openingWidthRangeM.min ||
    widthM < wallThicknessRangeM.min ||
    widthM > wallThicknessRangeM.max
  )
    return false;
  return paths.every(({ points: [a, b] }) =>
    [a, b].every((end) => first.some((other) => distance(end, other) < widthM + paneEndM)),
  );
}
