import {
  type Bounds,
  boundsOf,
  distance,
  distanceToBounds,
  emptyBounds,
  extendBounds,
  type Point,
} from '../geometry/points.ts';
import type { Drawing, DrawingPath, DrawingSymbol } from './drawing.ts';
import { openingClasses, wallClasses } from './layer-classes.ts';
import { describePlace, type ImportWarning, type LevelDrawing } from './level-drawing.ts';
import { levelIdOf, titleWeight } from './level-names.ts';

/** A part of model space that shows one level, in metres of the drawing's own frame. */
export interface LevelPart {
  id: string;
  name: string;
  bounds: Bounds;
  drawing: Drawing;
}

/** Parts of a plan are nearer to each other than this; levels drawn side by side are not. */
const cellM = 5;
const reachCells = 2;
/** Longer single lines are strays and would join everything. */
const longestLineM = 600;
const maxCells = 400_000;

/**
 * Groups what is drawn into levels by the distance between walls, columns and bays. Groups too small for a
 * garage (details, sections, stray lines) are dropped with a warning. Levels are named by the titles nearest
 * to them; parts with the same title are one level.
 */
export function splitLevels(
  drawing: Drawing,
  classOf: LevelDrawing['classOf'],
  warnings: ImportWarning[],
): LevelPart[] {
  const pieces = clusterPaths(drawing, classOf);
  const titled = nameClusters(pieces, drawing);
  const large = titled.filter((piece) => piece.isGarage);
  for (const piece of titled) {
    if (piece.isGarage || piece.wallM < 1) continue;
    const { bounds } = piece;
    warnings.push({
      code: 'part-dropped',
      message: `a drawing part of ${(bounds.maxX - bounds.minX).toFixed(0)} × ${(bounds.maxY - bounds.minY).toFixed(0)} m with ${piece.wallM.toFixed(0)} m of wall lines is no garage level and was left out`,
      at: describePlace([(bounds.minX + bounds.maxX) / 2, (bounds.minY + bounds.maxY) / 2]),
    });
  }
  const groups = new Map<string, Cluster[]>();
  let unnamed = 0;
  for (const piece of large.sort((p, q) => p.bounds.minX - q.bounds.minX || q.bounds.maxY - p.bounds.maxY)) {
    const id = piece.title ? levelIdOf(piece.title)! : `?${unnamed++}`;
    const group = groups.get(id);
    if (group) group.push(piece);
    else groups.set(id, [piece]);
  }
  const parts = [...groups.entries()].map(([id, members]) => partOf(id, members, drawing, titled));
  nameUnnamed(parts, warnings);
  return parts.sort((p, q) => levelOrder(p.id) - levelOrder(q.id));
}

interface Cluster {
  bounds: Bounds;
  paths: Set<DrawingPath>;
  wallM: number;
  bays: number;
  columns: number;
  isGarage: boolean;
  title?: string;
}

function clusterPaths(drawing: Drawing, classOf: LevelDrawing['classOf']): Cluster[] {
  const cells = new Map<string, number>();
  const items: { path: DrawingPath; cells: string[]; isWall: boolean; lengthM: number }[] = [];
  for (const path of drawing.paths) {
    const layerClass = classOf(path);
    const isWall = wallClasses.has(layerClass) || (path.source === 'hatch' && layerClass === 'hatch');
    if (!isWall && layerClass !== 'column' && layerClass !== 'bay' && !openingClasses.has(layerClass))
      continue;
    const keys = new Set<string>();
    let lengthM = 0;
    const last = path.closed ? path.points.length : path.points.length - 1;
    for (let i = 0; i < last; i++) {
      const a = path.points[i];
      const b = path.points[(i + 1) % path.points.length];
      const length = distance(a, b);
      lengthM += length;
      if (length > longestLineM) continue;
      const steps = Math.max(1, Math.ceil(length / (cellM / 2)));
      for (let k = 0; k <= steps; k++) {
        const x = a[0] + ((b[0] - a[0]) * k) / steps;
        const y = a[1] + ((b[1] - a[1]) * k) / steps;
        keys.add(`${Math.floor(x / cellM)},${Math.floor(y / cellM)}`);
      }
    }
    if (keys.size === 0 || cells.size > maxCells) continue;
    for (const key of keys) if (!cells.has(key)) cells.set(key, cells.size);
    items.push({ path, cells: [...keys], isWall, lengthM });
  }
  const labelOf = labelCells(cells);
  const clusters = new Map<number, Cluster>();
  for (const item of items) {
    const label = labelOf[cells.get(item.cells[0])!];
    let cluster = clusters.get(label);
    if (!cluster) {
      cluster = { bounds: emptyBounds(), paths: new Set(), wallM: 0, bays: 0, columns: 0, isGarage: false };
      clusters.set(label, cluster);
    }
    cluster.paths.add(item.path);
    for (const point of item.path.points) extendBounds(cluster.bounds, point);
    if (item.isWall) cluster.wallM += item.lengthM;
    const layerClass = classOf(item.path);
    if (layerClass === 'bay') cluster.bays++;
    if (layerClass === 'column') cluster.columns++;
  }
  const list = [...clusters.values()];
  const longest = Math.max(0, ...list.map((cluster) => cluster.wallM));
  for (const cluster of list) {
    const { minX, minY, maxX, maxY } = cluster.bounds;
    const sized = Math.min(maxX - minX, maxY - minY) > 10 && (maxX - minX) * (maxY - minY) > 200;
    const used = cluster.bays + cluster.columns >= 8;
    cluster.isGarage =
      cluster.wallM > 30 && sized && (used ? cluster.wallM > 0.05 * longest : cluster.wallM === longest);
  }
  // Nothing looks like a garage: hand on the largest part, so that the refusal can say what it is.
  if (list.length > 0 && !list.some((cluster) => cluster.isGarage)) {
    const best = list.reduce((p, q) => (q.wallM > p.wallM ? q : p));
    best.isGarage = best.wallM > 0;
  }
  return list;
}

function labelCells(cells: Map<string, number>): Int32Array {
  const labels = new Int32Array(cells.size).fill(-1);
  for (const [start, index] of cells) {
    if (labels[index] >= 0) continue;
    labels[index] = index;
    const queue = [start];
    while (queue.length > 0) {
      const [i, j] = queue.pop()!.split(',').map(Number);
      for (let di = -reachCells; di <= reachCells; di++) {
        for (let dj = -reachCells; dj <= reachCells; dj++) {
          const key = `${i + di},${j + dj}`;
          const next = cells.get(key);
          if (next === undefined || labels[next] >= 0) continue;
          labels[next] = index;
          queue.push(key);
        }
      }
    }
  }
  return labels;
}

function nameClusters(clusters: Cluster[], drawing: Drawing): Cluster[] {
  const best = new Map<Cluster, number>();
  for (const text of drawing.texts) {
    if (text.text.length > 60 || text.text.includes('\n') || !levelIdOf(text.text)) continue;
    let nearest: Cluster | undefined;
    let gap = 120;
    for (const cluster of clusters) {
      const away = distanceToBounds(text.position, cluster.bounds);
      if (cluster.isGarage && away < gap) {
        gap = away;
        nearest = cluster;
      }
    }
    if (!nearest) continue;
    const weight = titleWeight(text) / (1 + gap / 30);
    if (weight <= (best.get(nearest) ?? 0)) continue;
    best.set(nearest, weight);
    nearest.title = text.text.trim();
  }
  return clusters;
}

function partOf(
  id: string,
  members: readonly Cluster[],
  drawing: Drawing,
  all: readonly Cluster[],
): LevelPart {
  const bounds = boundsOf(
    members.flatMap(({ bounds: b }): Point[] => [
      [b.minX, b.minY],
      [b.maxX, b.maxY],
    ]),
  );
  const own = new Set(members.flatMap((member) => [...member.paths]));
  const others = new Set(all.filter((c) => !members.includes(c)).flatMap((c) => [...c.paths]));
  const margin = 25;
  const wide = {
    minX: bounds.minX - margin,
    minY: bounds.minY - margin,
    maxX: bounds.maxX + margin,
    maxY: bounds.maxY + margin,
  };
  const nearest = (point: Point): boolean => {
    if (distanceToBounds(point, wide) > 0) return false;
    const away = Math.min(...members.map((member) => distanceToBounds(point, member.bounds)));
    return all.every((c) => members.includes(c) || !c.isGarage || distanceToBounds(point, c.bounds) >= away);
  };
  const paths = drawing.paths.filter(
    (path) => own.has(path) || (!others.has(path) && nearest(path.points[0])),
  );
  const texts = drawing.texts.filter((text) => nearest(text.position));
  // Symbols are renumbered to those of this level.
  const symbols: DrawingSymbol[] = [];
  const renumbered = new Map<number, number>();
  drawing.symbols.forEach((symbol, i) => {
    if (!nearest(symbol.position)) return;
    renumbered.set(i, symbols.length);
    symbols.push(symbol);
  });
  const symbolOf = (symbol: number) => renumbered.get(symbol) ?? -1;
  return {
    id,
    name: members.find((member) => member.title)?.title ?? id,
    bounds,
    drawing: {
      paths: paths.map((path) => ({ ...path, symbol: symbolOf(path.symbol) })),
      texts: texts.map((text) => ({ ...text, symbol: symbolOf(text.symbol) })),
      symbols,
      ignored: drawing.ignored,
    },
  };
}

/** Levels without a title get the free names in reading order. */
function nameUnnamed(parts: LevelPart[], warnings: ImportWarning[]): void {
  const taken = new Set(parts.map((part) => part.id));
  let next = 1;
  for (const part of parts) {
    if (!part.id.startsWith('?')) continue;
    while (taken.has(`B${next}`)) next++;
    part.id = `B${next}`;
    part.name = part.id;
    taken.add(part.id);
    warnings.push({
      code: 'level-name-assumed',
      message: `no title names this level; it was called ${part.id}`,
      at: part.id,
    });
  }
}

function levelOrder(id: string): number {
  const number = Number(id.slice(1));
  return id.startsWith('B') ? number : -number;
}
