/** Parts of model space that stand apart: those a drawing shows, to choose among, and those that were chosen. Metres. */
import {
  type Bounds,
  boundsOf,
  distanceToBounds,
  extendBounds,
  InputError,
  type Point,
  say,
} from '../../core/index.ts';
import {
  type LeftOut,
  levelIdOf,
  levelNameOfTitle,
  titlesOtherSheet,
  titleWeight,
} from '../../plan/index.ts';
import type { Drawing, DrawingPath, DrawingSymbol, DrawingText } from '../drawing/drawing.ts';
import {
  describeLocation,
  type ImportWarning,
  importWarning,
  type LevelDrawing,
} from '../drawing/level-drawing.ts';
import { tuning } from '../tuning.ts';
import { type Cluster, clusterPaths } from './cluster-paths.ts';
import { isSheetTitle } from './no-floor.ts';
import { type LevelPart, nameUnnamed } from './split-levels.ts';

const {
  finestCellM,
  cellsAcross,
  smallestM,
  fewestCellsAcross,
  minWallsM,
  minWallsRatio,
  minWidthCells,
  enoughWallsM,
  maxParts,
  maxGroups,
  titleReachM,
  longestTitle,
} = tuning.drawingParts;

/** `[minX, minY, maxX, maxY]` in the drawing's own coordinates. */
type Box = [number, number, number, number];

/** A part of a drawing that stands apart from the others, with what is on it: one that can be chosen as a level. */
export interface DrawingPart {
  box: Box;
  /** Length of wall lines, both faces, m; of all lines where hardly any are known to be walls. */
  wallsM: number;
  /** Shapes drawn as bays and columns. */
  bays: number;
  columns: number;
  /** The title nearest to it. */
  title?: string;
  /** Id of the level that the title names. */
  id?: string;
}

type ClassOf = LevelDrawing['classOf'];

/** The parts of a drawing, in metres, from left to right, with boxes in its own units; more than some are left out. */
export function proposeParts(drawing: Drawing, classOf: ClassOf, metresPerUnit: number): DrawingPart[] {
  const { minX, minY, maxX, maxY } = boundsOf(drawing.paths.flatMap(({ points }) => points));
  const acrossM = Math.max(maxX - minX, maxY - minY);
  if (!(acrossM > 0)) return [];
  const cellM =
    acrossM < smallestM ? acrossM / fewestCellsAcross : Math.max(finestCellM, acrossM / cellsAcross);
  const reach = { cellM, cells: 1 };
  const named = clusterPaths(drawing, classOf, { reach });
  const wallsM = named.reduce((sum, each) => sum + each.wallM, 0);
  const groups = joined(
    wallsM >= enoughWallsM
      ? named
      : clusterPaths(withoutFrames(drawing), classOf, { reach, everything: true }),
  );
  const longestM = Math.max(0, ...groups.map((each) => each.wallM));
  const parts = groups
    .filter(({ wallM, bounds }) => {
      const widthM = Math.min(bounds.maxX - bounds.minX, bounds.maxY - bounds.minY);
      const minM = acrossM < smallestM ? 0 : minWallsM;
      return wallM >= Math.max(minM, minWallsRatio * longestM) && widthM >= minWidthCells * cellM;
    })
    .sort((p, q) => q.wallM - p.wallM)
    .slice(0, maxParts)
    .sort((p, q) => p.bounds.minX - q.bounds.minX || q.bounds.maxY - p.bounds.maxY);
  const titles = titlesOf(
    drawing,
    classOf,
    parts.map(({ bounds }) => bounds),
  );
  return parts.map(({ bounds, wallM, bays, columns }, k): DrawingPart => {
    const title = titles[k]?.text.trim();
    const id = title === undefined || titlesOtherSheet(title) ? undefined : levelIdOf(title);
    const box = [
      ...[bounds.minX - cellM / 2, bounds.minY - cellM / 2],
      ...[bounds.maxX + cellM / 2, bounds.maxY + cellM / 2],
    ].map((valueM) => Number((valueM / metresPerUnit).toPrecision(9))) as Box;
    return {
      ...{ box, wallsM: Math.round(wallM), bays, columns },
      ...(title === undefined ? {} : { title }),
      ...(id === undefined ? {} : { id }),
    };
  });
}

/** Groups whose bounds overlap are one part. */
function joined(clusters: readonly Cluster[]): Cluster[] {
  const groups = [...clusters].sort((p, q) => q.paths.size - p.paths.size).slice(0, maxGroups);
  for (let i = 0; i < groups.length; i++) {
    for (let j = i + 1; j < groups.length; j++) {
      const [one, two] = [groups[i], groups[j]];
      if (!overlap(one.bounds, two.bounds)) continue;
      extendBounds(one.bounds, [two.bounds.minX, two.bounds.minY]);
      extendBounds(one.bounds, [two.bounds.maxX, two.bounds.maxY]);
      one.wallM += two.wallM;
      one.bays += two.bays;
      one.columns += two.columns;
      groups.splice(j, 1);
      // The grown part may reach those that were looked at before.
      i = -1;
      break;
    }
  }
  return groups;
}

function overlap(one: Bounds, two: Bounds): boolean {
  return one.minX <= two.maxX && two.minX <= one.maxX && one.minY <= two.maxY && two.minY <= one.maxY;
}

/** The drawing without what runs around all of it. */
function withoutFrames(drawing: Drawing): Drawing {
  const all = boundsOf(drawing.paths.flatMap(({ points }) => points));
  const areaM2 = (all.maxX - all.minX) * (all.maxY - all.minY);
  const paths = drawing.paths.filter(({ points }) => {
    const { minX, minY, maxX, maxY } = boundsOf(points);
    return (maxX - minX) * (maxY - minY) < 0.7 * areaM2;
  });
  return { ...drawing, paths };
}

/** The text that names each box best: large letters, near it, and nearer to no other. */
function titlesOf(drawing: Drawing, classOf: ClassOf, boxes: readonly Bounds[]): (DrawingText | undefined)[] {
  const best = boxes.map((): { text?: DrawingText; weight: number } => ({ weight: 0 }));
  for (const text of drawing.texts) {
    if (text.text.length > longestTitle || text.text.includes('\n') || !isSheetTitle(text.text)) continue;
    if (classOf(text) === 'axis') continue;
    let nearest = -1;
    let gapM = titleReachM;
    boxes.forEach((box, k) => {
      const awayM = distanceToBounds(text.position, box);
      if (awayM >= gapM) return;
      gapM = awayM;
      nearest = k;
    });
    if (nearest < 0) continue;
    const weight = titleWeight(text) / (1 + gapM / titleReachM);
    if (weight > best[nearest].weight) best[nearest] = { text, weight };
  }
  return best.map(({ text }) => text);
}

/** A box in units of the drawing, and the id of its level where that was said. */
export interface GivenPart {
  box: Readonly<Box>;
  id?: string;
}

/**
 * The levels that were chosen, each with what is drawn in its box, in the order given. What stands outside is told of.
 * Throws `InputError` for a box in which nothing is drawn.
 */
export function givenParts(
  drawing: Drawing,
  given: readonly GivenPart[],
  {
    classOf,
    metresPerUnit,
    warnings,
    leftOut,
  }: { classOf: ClassOf; metresPerUnit: number; warnings: ImportWarning[]; leftOut: LeftOut[] },
): LevelPart[] {
  const boxes = given.map(({ box }): Bounds => {
    const [minX, minY, maxX, maxY] = box.map((each) => each * metresPerUnit);
    return { minX, minY, maxX, maxY };
  });
  const titles = titlesOf(drawing, classOf, boxes);
  const taken = new Set(given.flatMap(({ id }) => id ?? []));
  const parts = boxes.map((bounds, k): LevelPart => {
    const others = boxes.filter((each) => each !== bounds);
    const inside = partInside(drawing, bounds, others, classOf);
    if (inside.paths.length === 0) throw nothingIn(k, drawing, metresPerUnit);
    const title = titles[k]?.text;
    const titled = title === undefined ? undefined : levelIdOf(title);
    const id = given[k].id ?? (titled === undefined || taken.has(titled) ? `?${k}` : titled);
    taken.add(id);
    const name = title === undefined || titled !== id ? id : levelNameOfTitle(title);
    return { id, name, bounds, drawing: inside, isGiven: true };
  });
  nameUnnamed(parts, warnings);
  tellOthers(proposeParts(drawing, classOf, metresPerUnit), { boxes, metresPerUnit, warnings, leftOut });
  return parts;
}

/** Parts that nobody chose, in one warning. */
function tellOthers(
  all: readonly DrawingPart[],
  {
    boxes,
    metresPerUnit,
    warnings,
    leftOut,
  }: { boxes: readonly Bounds[]; metresPerUnit: number; warnings: ImportWarning[]; leftOut: LeftOut[] },
): void {
  const others = all.flatMap(({ box, wallsM, bays, columns, title }) => {
    const middle: Point = [((box[0] + box[2]) / 2) * metresPerUnit, ((box[1] + box[3]) / 2) * metresPerUnit];
    if (boxes.some((each) => distanceToBounds(middle, each) === 0)) return [];
    return [{ name: title ?? describeLocation(middle), why: 'asked' as const, bays, columns, wallsM }];
  });
  if (others.length === 0) return;
  leftOut.push(...others);
  const wall = others.reduce((sum, { wallsM }) => sum + wallsM, 0).toFixed(0);
  const names = others.map(({ name }) => name).join(', ');
  warnings.push(
    importWarning(
      'parts-not-chosen',
      'corrections.parts',
      say('warning-parts-not-chosen', { count: others.length, names, wall }),
    ),
  );
}

/** Paths with half of their corners in the box, texts and symbols there, and the labels of axes around it. */
function partInside(drawing: Drawing, box: Bounds, others: readonly Bounds[], classOf: ClassOf): Drawing {
  const isIn = (point: Readonly<Point>) => distanceToBounds(point, box) === 0;
  const isNear = (point: Readonly<Point>) => {
    const awayM = distanceToBounds(point, box);
    return awayM <= titleReachM && others.every((other) => distanceToBounds(point, other) > awayM);
  };
  const isLabel = (item: Parameters<ClassOf>[0], point: Readonly<Point>) =>
    classOf(item) === 'axis' && isNear(point);
  const isHalfIn = ({ points }: DrawingPath) => 2 * points.filter(isIn).length >= points.length;
  // Symbols are renumbered to those of this part.
  const symbols: DrawingSymbol[] = [];
  const renumbered = new Map<number, number>();
  drawing.symbols.forEach((symbol, i) => {
    if (!isIn(symbol.position) && !isLabel(symbol, symbol.position)) return;
    renumbered.set(i, symbols.length);
    symbols.push(symbol);
  });
  const symbolOf = (symbol: number) => renumbered.get(symbol) ?? -1;
  return {
    paths: drawing.paths
      .filter((path) => isHalfIn(path) || isLabel(path, path.points[0]))
      .map((path) => ({ ...path, symbol: symbolOf(path.symbol) })),
    texts: drawing.texts
      .filter((text) => isIn(text.position) || isLabel(text, text.position))
      .map((text) => ({ ...text, symbol: symbolOf(text.symbol) })),
    symbols,
    ignored: drawing.ignored,
  };
}

function nothingIn(part: number, drawing: Drawing, metresPerUnit: number): InputError {
  const { minX, minY, maxX, maxY } = boundsOf(drawing.paths.flatMap(({ points }) => points));
  const box = [minX, minY, maxX, maxY].map((valueM) => Number((valueM / metresPerUnit).toPrecision(6)));
  return new InputError([
    {
      at: `corrections.parts[${part}].box`,
      found: say('box-empty'),
      expected: say('box-over', { box: box.join(', ') }),
    },
  ]);
}
