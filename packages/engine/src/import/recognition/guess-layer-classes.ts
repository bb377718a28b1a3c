import {
  createDisjointSets,
  DrawingError,
  distance,
  distanceToSegment,
  foldTraditional,
  lineIntersection,
  listPhrases,
  type Point,
  PointGrid,
  pointAlong,
  rectangleAround,
  say,
} from '../../core/index.ts';
import { type OpeningKind, openingKindRow, openingKindRows } from '../../plan/index.ts';
import { type GuessedClasses, isPenLayer, layerKey } from '../drawing/classify-layer.ts';
import type { Drawing, DrawingPath, DrawingText } from '../drawing/drawing.ts';
import { type LayerClass, openingClasses, wallClasses } from '../drawing/layer-classes.ts';
import { type ImportWarning, importWarning, type LevelDrawing } from '../drawing/level-drawing.ts';
import { tuning } from '../tuning.ts';
import {
  collectLayerEvidence,
  isOpenBox,
  type LayerEvidence,
  largestLayerPaths,
  taggedRatio,
} from './layer-evidence.ts';
import { barsAmong, insideBays } from './lines/classify-things.ts';
import { kindOfTag } from './openings/door-tags.ts';
import { isWindowLayer } from './openings/window-lines.ts';
import { knownBays } from './recognise-bays.ts';
import { mergeFaces } from './walls/merge-faces.ts';
import { pairFaces } from './walls/pair-faces.ts';
import type { WallFace } from './walls/wall-line.ts';

/** Kinds whose marks tell the layer that they are drawn on. */
const wideKinds = openingKindRows.filter(({ isWide }) => isWide);
const {
  touchM,
  largestCount,
  enoughNamedWallsM,
  columnGapM,
  sameColumnM,
  minColumnRatio,
  inRowM,
  minInRow,
  labelReachM,
  labelledRatio,
  mixedKinds,
  minInBaysRatio,
  minRowRatio,
  minBarsRatio,
  minSwingRatio,
} = tuning.guessLayerClasses;

/** Classes of layers, in each colour apart, and those that hold too many kinds of things to have one; by `layerKey`. */
export interface LayerGuesses {
  guesses: GuessedClasses;
  mixed: ReadonlySet<string>;
}

/**
 * Classes of layers whose names say nothing, by what is drawn on them: in each colour apart, since drawings on
 * one layer are told apart by colour. Names win; only what no name accounts for is looked for. Metres.
 */
export function guessLayerClasses(drawing: Drawing, classOf: LevelDrawing['classOf']): LayerGuesses {
  const guesses = new Map<string, LayerClass>();
  const mixed = new Set<string>();
  const named = namedContent(drawing, classOf);
  const groups = unknownGroups(drawing, classOf);
  const isRepeated = repeatedSymbols(drawing);
  const walls: WallGuess[] = [];
  for (const [key, { paths, texts }] of groups) {
    if (paths.length > largestLayerPaths) continue;
    const evidence = collectLayerEvidence(paths, texts, drawing.texts);
    if (isMixed(evidence)) {
      mixed.add(key);
      continue;
    }
    const guess = guessClass(evidence, drawing.texts, {
      isRepeated,
      hasBayBlocks: named.bayLayers.has(paths[0]?.layer ?? ''),
    });
    if (!guess) continue;
    // The lines of a window are as far apart as the faces of a wall.
    if (guess === 'wall' && isWindowLayer(paths[0].layer)) continue;
    if (guess === 'wall') walls.push({ key, paths, lengthM: evidence.lengthM });
    else if (isMissing(guess, named, evidence, drawing)) guesses.set(key, guess);
  }
  for (const key of wallLayersAmong(walls, named, guesses)) guesses.set(key, 'wall');
  tellChargers(drawing, classOf, groups, guesses);
  for (const key of noColumns(groups, guesses)) guesses.delete(key);
  const hasWalls = [...guesses.values()].includes('wall');
  const drawnAs = (isWanted: (guess: LayerClass | undefined) => boolean) =>
    [...groups].flatMap(([key, { paths }]) => (isWanted(guesses.get(key)) ? paths : []));
  const drawn = drawnAs((guess) => guess === 'wall' || (guess !== undefined && openingClasses.has(guess)));
  // The structure on one layer: its columns are run through by walls, as others are.
  const solid = drawn.filter((path) => !isCompact(path));
  const columns = [...drawnAs((guess) => guess === 'column'), ...drawn.filter(isCompact)];
  for (const [key, { paths }] of groups) {
    if (hasWalls && !guesses.has(key) && !mixed.has(key) && joinsWalls(paths, solid, columns))
      guesses.set(key, 'wall');
  }
  tellBars(drawing, groups, guesses, named.walls);
  return { guesses, mixed };
}

/** A layer that looks like walls. */
interface WallGuess {
  key: string;
  paths: DrawingPath[];
  lengthM: number;
}

/**
 * Layers of walls among those that look like them: all where hardly any walls are named. In a garage also those that join
 * the named ones, or merely keep clear of them where they are longer than all that is named.
 */
function wallLayersAmong(
  found: readonly WallGuess[],
  { wallM, walls, columns, classes }: NamedContent,
  guesses: GuessedClasses,
): string[] {
  const keysOf = (list: readonly WallGuess[]) => list.map(({ key }) => key);
  if (wallM < enoughNamedWallsM) return keysOf(found);
  if (!classes.has('bay') && ![...guesses.values()].includes('bay')) return [];
  const mayStandAlone = wallM < found.reduce((sum, { lengthM }) => sum + lengthM, 0);
  return keysOf(found.filter(({ paths }) => joinsWalls(paths, walls, columns, { mayStandAlone })));
}

/** Two lines across a gap are as far apart as the faces of a wall: layers that hold nothing but such are of openings. */
function tellBars(
  { texts }: Drawing,
  groups: ReadonlyMap<string, Group>,
  guesses: Map<string, LayerClass>,
  named: readonly DrawingPath[],
): void {
  const walls = [...guesses].flatMap(([key, guess]) => (guess === 'wall' ? [key] : []));
  for (const key of walls) {
    const { paths } = groups.get(key)!;
    const others = walls.filter((other) => other !== key && guesses.get(other) === 'wall');
    const bars = barsAmong(paths, { texts }, [
      ...named,
      ...others.flatMap((other) => groups.get(other)!.paths),
    ]);
    if (bars.length <= minBarsRatio * paths.length) continue;
    const shutters = bars.filter(({ isShutter }) => isShutter).length;
    guesses.set(key, 2 * shutters > bars.length ? 'shutter' : 'door');
  }
}

/** Columns stand between bays: what has their size and stands in bays, at their heads, charges cars. */
function tellChargers(
  drawing: Drawing,
  classOf: LevelDrawing['classOf'],
  groups: ReadonlyMap<string, Group>,
  guesses: Map<string, LayerClass>,
): void {
  const columns = [...guesses].filter(([, guess]) => guess === 'column');
  if (columns.length === 0) return;
  const guessed = (item: Parameters<LevelDrawing['classOf']>[0]) => {
    const layerClass = classOf(item);
    return layerClass === 'unknown' ? (guesses.get(layerKey(item)) ?? 'unknown') : layerClass;
  };
  const isInBay = insideBays(knownBays({ drawing, classOf: guessed }));
  for (const [key] of columns) {
    const { paths } = groups.get(key)!;
    const inside = paths.filter(({ points }) => isInBay(rectangleAround(points).center)).length;
    if (inside > minInBaysRatio * paths.length) guesses.set(key, 'charger');
  }
}

/**
 * Layers of what looks like columns and is none beside those of another layer: posts, hydrants, machines. They are few,
 * stand at the columns, or in no row with them.
 */
function noColumns(groups: ReadonlyMap<string, Group>, guesses: GuessedClasses): string[] {
  const candidates = [...groups]
    .filter(([key]) => guesses.get(key) === 'column')
    .map(([key, { paths }]) => {
      const shapes = paths.filter(isColumnSized);
      return { key, shapes, centers: shapes.map(centerOf) };
    })
    .sort((p, q) => q.centers.length - p.centers.length);
  const [columns, ...others] = candidates;
  if (!columns || others.length === 0) return [];
  const grid = new PointGrid(columnGapM);
  columns.centers.forEach(([x, y], i) => {
    grid.add(i, x, y);
  });
  const isAtColumn = ([x, y]: Point) => {
    const away = grid
      .near(x - columnGapM, y - columnGapM, x + columnGapM, y + columnGapM)
      .map((i) => distance(columns.centers[i], [x, y]));
    const nearest = Math.min(...away, Number.POSITIVE_INFINITY);
    // What lies on a column is its filling.
    return nearest > sameColumnM && nearest < columnGapM;
  };
  const isInRow = rowTest(columns);
  return others
    .filter(
      ({ centers }) =>
        centers.length < minColumnRatio * columns.centers.length ||
        centers.filter(isAtColumn).length > 0.5 * centers.length ||
        centers.filter((center) => !isInRow(center)).length > 0.5 * centers.length,
    )
    .map(({ key }) => key);
}

/** Tells whether a point is in line with several columns, along or across their sides. */
function rowTest({
  shapes,
  centers,
}: {
  shapes: readonly DrawingPath[];
  centers: readonly Point[];
}): (point: Point) => boolean {
  const cornered = shapes.filter(({ arc }) => !arc);
  if (cornered.length === 0) return () => true;
  const turns = cornered.map(({ points }) => {
    const { angleRad } = rectangleAround(points);
    return ((angleRad % (Math.PI / 2)) + Math.PI / 2) % (Math.PI / 2);
  });
  const angleRad = turns.sort((p, q) => p - q)[turns.length >> 1];
  const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
  const across = centers.map(([x, y]): Point => [cos * x + sin * y, cos * y - sin * x]);
  return ([x, y]) => {
    const [u, v] = [cos * x + sin * y, cos * y - sin * x];
    return [u, v].some(
      (value, k) => across.filter((each) => Math.abs(each[k] - value) < inRowM).length >= minInRow,
    );
  };
}

function isColumnSized(path: DrawingPath): boolean {
  const box = rectangleAround(path.points);
  return (path.closed || isOpenBox(path)) && box.widthM > 0.25 && box.lengthM < 1.9;
}

function centerOf({ points }: DrawingPath): Point {
  return rectangleAround(points).center;
}

/** A closed shape no larger than a column. */
function isCompact({ points, closed }: DrawingPath): boolean {
  if (!closed || points.length > 12) return false;
  const box = rectangleAround(points);
  return box.widthM > 0.25 && box.lengthM < 1.7;
}

/** A warning that names the layers classified by what is drawn on them; none where there are none. */
export function guessWarning(guesses: GuessedClasses): ImportWarning[] {
  const shown = [...guesses].map(([key, guess]) => {
    const [layer, color] = key.split('\n');
    const name = color === undefined ? layer : say('layer-in-colour', { layer, color });
    return say('layer-guessed', { name, guess });
  });
  if (shown.length === 0) return [];
  const list = listPhrases([...shown.slice(0, 20), ...(shown.length > 20 ? ['…'] : [])]);
  return [importWarning('layers-guessed', 'layers', say('warning-layers-guessed', { list }))];
}

interface NamedContent {
  wallM: number;
  walls: DrawingPath[];
  columns: DrawingPath[];
  classes: Set<LayerClass>;
  /** Layers on which blocks of bays are placed. */
  bayLayers: Set<string>;
}

function namedContent(drawing: Drawing, classOf: LevelDrawing['classOf']): NamedContent {
  const named: NamedContent = { wallM: 0, walls: [], columns: [], classes: new Set(), bayLayers: new Set() };
  for (const path of drawing.paths) {
    // What is plain from shapes names no layer.
    if (isPenLayer(path.layer)) continue;
    const layerClass = classOf(path);
    named.classes.add(layerClass);
    if (layerClass === 'bay') named.bayLayers.add(path.layer);
    if (layerClass === 'column') named.columns.push(path);
    if (!wallClasses.has(layerClass)) continue;
    named.walls.push(path);
    for (let i = 1; i < path.points.length; i++) {
      named.wallM += distance(path.points[i - 1], path.points[i]);
    }
  }
  return named;
}

function isMissing(
  guess: LayerClass,
  { classes, walls }: NamedContent,
  { swings, paths }: LayerEvidence,
  drawing: Pick<Drawing, 'texts'>,
): boolean {
  if (guess === 'door') {
    if (![...openingClasses].some((each) => classes.has(each))) return true;
    // Doors of one kind are named and those of another not: leaves that swing tell them.
    if (swings >= 2 && swings >= minSwingRatio * paths.length) return true;
    // Or one leaf, its arc and its line, and nothing else but lines across gaps of walls.
    return swings > 0 && barsAmong(paths, drawing, walls).length >= paths.length - 2 * swings;
  }
  return guess === 'bay' || !classes.has(guess);
}

interface Group {
  paths: DrawingPath[];
  texts: DrawingText[];
}

function unknownGroups(drawing: Drawing, classOf: LevelDrawing['classOf']): Map<string, Group> {
  const groups = new Map<string, Group>();
  const groupOf = (item: { layer: string; color?: number }): Group => {
    const key = layerKey(item);
    let group = groups.get(key);
    if (!group) {
      group = { paths: [], texts: [] };
      groups.set(key, group);
    }
    return group;
  };
  for (const path of drawing.paths) if (classOf(path) === 'unknown') groupOf(path).paths.push(path);
  for (const text of drawing.texts) if (classOf(text) === 'unknown') groupOf(text).texts.push(text);
  return groups;
}

/** Blocks placed many times are cars, furniture, fixtures: whatever they are, no walls. */
function repeatedSymbols({ symbols }: Drawing): (symbol: number) => boolean {
  const counts = new Map<string, number>();
  for (const { names } of symbols) counts.set(names[0], (counts.get(names[0]) ?? 0) + 1);
  return (symbol) => symbol >= 0 && (counts.get(symbols[symbol].names[0]) ?? 0) > 3;
}

/** Tests in the order of how little else they can mean. */
function guessClass(
  evidence: LayerEvidence,
  texts: readonly DrawingText[],
  { isRepeated, hasBayBlocks }: { isRepeated: (symbol: number) => boolean; hasBayBlocks: boolean },
): LayerClass | undefined {
  const { paths, lengthM } = evidence;
  const count = paths.length;
  if (count === 0) return undefined;
  if (evidence.bubbles >= 4 && evidence.bubbles >= 0.25 * count) return 'axis';
  const marked = markedClass(evidence, texts);
  if (marked) return marked;
  if (evidence.bays >= 4 && evidence.bays >= 0.25 * count) return 'bay';
  if (evidence.bays >= 4 && evidence.bays + evidence.baySides + evidence.bayEnds >= 0.6 * count) return 'bay';
  if (evidence.baySides >= 8 && evidence.baySides >= 0.6 * count && numbered(evidence) >= 4) return 'bay';
  const { baySides, bayEnds } = evidence;
  const areBayLines = Math.min(baySides, bayEnds) >= Math.max(8, 0.25 * count);
  if (areBayLines && baySides + bayEnds >= 0.9 * count) return 'bay';
  if (hasBayBlocks && evidence.baySides >= 8 && evidence.baySides + evidence.bayEnds >= 0.8 * count)
    return 'bay';
  // In a small garage a layer may hold one door.
  const isFewDoors = evidence.swings > 0 && count <= 8;
  if ((evidence.swings >= 2 || isFewDoors) && evidence.swings >= 0.15 * count) return 'door';
  if (evidence.steps >= 6 && evidence.steps >= 0.4 * count) return 'stair';
  if (evidence.columns >= 4 && isLabelled(paths, texts)) return undefined;
  const areColumns = evidence.columnSizeRatio > 0.3 && evidence.columnRowRatio > minRowRatio;
  if (evidence.columns >= 4 && evidence.columns >= 0.7 * count && areColumns)
    return holdsWalls(evidence) ? 'wall' : 'column';
  if (columnSides(evidence)) return 'column';
  if (paths.filter(({ symbol }) => isRepeated(symbol)).length > 0.5 * count) return undefined;
  const wallM = evidence.slenderM + pairedLengthM(paths);
  return wallM > 15 && wallM > 0.45 * lengthM ? 'wall' : undefined;
}

/** The same word stands at most of the shapes: it names what they are, as columns are not. */
function isLabelled(paths: readonly DrawingPath[], texts: readonly DrawingText[]): boolean {
  const shapes = paths.filter(isColumnSized);
  const grid = new PointGrid(labelReachM);
  texts.forEach(({ position: [x, y] }, i) => {
    grid.add(i, x, y);
  });
  const counts = new Map<string, number>();
  for (const shape of shapes) {
    const [x, y] = centerOf(shape);
    const near = grid.near(x - labelReachM, y - labelReachM, x + labelReachM, y + labelReachM);
    for (const label of new Set(near.map((i) => texts[i].text.trim()))) {
      if (/^\p{L}/u.test(label) && !/^(K?Z|C)\d*$/i.test(label))
        counts.set(label, (counts.get(label) ?? 0) + 1);
    }
  }
  return Math.max(0, ...counts.values()) > labelledRatio * shapes.length;
}

/** True of a layer with things of so many kinds that it says nothing of any: they are told one by one. */
function isMixed({
  bubbles,
  bays,
  swings,
  steps,
  columns,
  columnSizeRatio,
  slenderM,
}: LayerEvidence): boolean {
  const kinds = [
    bubbles >= 4,
    bays >= 4,
    swings >= 2,
    steps >= 6,
    columns >= 4 && columnSizeRatio > 0.3,
    slenderM > 15,
  ];
  const count = kinds.filter((isThere) => isThere).length;
  // Axes share a layer with nothing else.
  return count >= mixedKinds || (bubbles >= 4 && count > 1);
}

/**
 * Returns whether a layer holds, besides columns, walls longer than all sides of the columns: the structure on one
 * layer.
 */
function holdsWalls({ paths, slenderM }: LayerEvidence): boolean {
  const longSides = paths.filter(({ points, closed }) => {
    const count = closed ? points.length : points.length - 1;
    return points.some((a, i) => i < count && distance(a, points[(i + 1) % points.length]) > 2);
  });
  return slenderM + pairedLengthM(longSides) > 15;
}

/** Texts of the layer itself, or marks beside what is drawn on it. */
function markedClass(evidence: LayerEvidence, texts: readonly DrawingText[]): LayerClass | undefined {
  const foldedTexts = evidence.texts.map(({ text }) => foldTraditional(text).trim());
  const max = (holds: (text: string) => boolean) => {
    const count = foldedTexts.filter(holds).length;
    return count >= 2 && count >= 0.5 * foldedTexts.length;
  };
  if (max((text) => /桥架|线槽|TRAY/i.test(text))) return 'tray';
  // Stairs have the same words, and the structure may be drawn on their layer.
  const hasColumns = evidence.columns >= 4 && evidence.columnRowRatio > minRowRatio;
  if (!hasColumns && max((text) => /^[上下]$|^(UP|DN|DOWN)$|^i\s*=|坡度/i.test(text))) return 'ramp';
  for (const { id, layerClass } of wideKinds) {
    const ofKind = max((text) => kindOfTag(text) === id);
    if (ofKind || taggedRatio(evidence, texts, id) > 0.7) return layerClass as LayerClass;
  }
  const marksDoor = (kind: OpeningKind | undefined) => kind !== undefined && !openingKindRow(kind).isWide;
  if (max((text) => marksDoor(kindOfTag(text)) || text === '电梯门')) return 'door';
  return undefined;
}

function numbered({ texts }: LayerEvidence): number {
  return texts.filter(({ text }) => /^[A-Z]{0,3}-?\d{1,4}$/i.test(text.trim())).length;
}

/** Columns drawn side by side: short lines only, which meet in small rings that stand alone. */
function columnSides({ paths, columns }: LayerEvidence): boolean {
  const short = paths.filter(({ points, closed }) => {
    const length = points.length === 2 && !closed ? distance(points[0], points[1]) : 0;
    return length >= 0.3 && length <= 1.6;
  });
  if (short.length < 16 || short.length < 0.9 * (paths.length - columns)) return false;
  const meets = new Map<string, number[]>();
  short.forEach(({ points }, i) => {
    for (const [x, y] of points) {
      const key = `${Math.round(x * 10)},${Math.round(y * 10)}`;
      meets.set(key, [...(meets.get(key) ?? []), i]);
    }
  });
  const { root, join } = createDisjointSets(short.length);
  for (const [first, ...others] of meets.values()) for (const i of others) join(i, first);
  const sizes = new Map<number, number>();
  short.forEach((_, i) => {
    sizes.set(root(i), (sizes.get(root(i)) ?? 0) + 1);
  });
  const inRings = [...sizes.values()]
    .filter((size) => size >= 3 && size <= 6)
    .reduce((sum, size) => sum + size, 0);
  return inRings > 0.7 * short.length;
}

/** Length of faces that face each other at the thickness of a wall. */
function pairedLengthM(paths: readonly DrawingPath[]): number {
  const faces = paths.flatMap(({ points, closed, widthInUnits, source }): WallFace[] => {
    if (widthInUnits >= 0.075 || source === 'arc' || source === 'circle') return [];
    const last = closed ? points.length : points.length - 1;
    return points.slice(0, last).map((a, i) => ({
      a,
      b: points[(i + 1) % points.length],
      layerClass: 'wall',
      filled: false,
    }));
  });
  try {
    return mergeFaces(faces)
      .flatMap((group) => pairFaces(group).walls)
      .reduce(
        (sum, { a, b, thicknessM }) => sum + (distance(a, b) > 2 * thicknessM ? 2 * distance(a, b) : 0),
        0,
      );
  } catch (error) {
    // Lines too dense to be walls.
    if (error instanceof DrawingError) return 0;
    throw error;
  }
}

/**
 * Returns whether single lines go from wall to wall, as walls drawn as one line do: most of their ends touch a wall or
 * each other, few run along a wall or through one, as trays and dimensions do. With `mayStandAlone` they may be of outer
 * walls too, which need not touch others.
 */
function joinsWalls(
  paths: readonly DrawingPath[],
  walls: readonly DrawingPath[],
  columns: readonly DrawingPath[],
  { mayStandAlone = false } = {},
): boolean {
  const lines = paths
    .filter(isStraight)
    .flatMap(linesOf)
    .filter(([a, b]) => distance(a, b) > 0.3);
  const facesOf = (items: readonly DrawingPath[]) =>
    items.filter(({ source }) => source !== 'arc').flatMap(linesOf);
  const faces = facesOf(walls);
  // Walls run through columns as often as they end at them.
  const crossable = faces.length;
  for (const face of facesOf(columns)) faces.push(face);
  if (lines.length < 4 || lines.length > largestCount || faces.length > 10 * largestCount) return false;
  if (!mayStandAlone && !areOfInnerWalls(lines)) return false;
  const grid = gridOf(faces);
  const lineGrid = gridOf(lines);
  const touches = (point: Point) => touchesAny(point, faces, grid);
  let toWalls = 0;
  let joined = 0;
  let crossing = 0;
  let along = 0;
  // Sides of bays are open at the lane.
  const sides = { all: 0, closed: 0 };
  lines.forEach(([a, b], line) => {
    let joins = 0;
    for (const end of [a, b]) {
      const atWall = touches(end);
      if (atWall) toWalls++;
      if (atWall || touchesAny(end, lines, lineGrid, line)) joins++;
    }
    joined += joins;
    if (distance(a, b) > 4.7 && distance(a, b) < 6.3) {
      sides.all++;
      if (joins === 2) sides.closed++;
    }
    if ([0.3, 0.5, 0.7].every((t) => touches(pointAlong(a, b, t)))) along++;
    else if (grid.nearAlong(a, b).some((i) => i < crossable && goesThrough([a, b], faces[i]))) crossing++;
  });
  if (sides.all > 0.6 * lines.length && sides.closed < 0.7 * sides.all) return false;
  const ends = 2 * lines.length;
  const apart = along < 0.25 * lines.length && crossing < 0.15 * lines.length;
  if (mayStandAlone) return apart;
  // Every door leaves an end free.
  const isJoined = joined > 0.6 * ends || toWalls > 0.4 * ends;
  return apart && toWalls > 0.2 * ends && isJoined;
}

/** True of lines as long as inner walls are. */
function areOfInnerWalls(lines: readonly [Point, Point][]): boolean {
  const lengthsM = lines.map(([a, b]) => distance(a, b));
  const totalM = lengthsM.reduce((sum, each) => sum + each, 0);
  return totalM >= 10 && totalM >= lines.length && lengthsM.every((each) => each <= 80);
}

function gridOf(lines: readonly [Point, Point][]): PointGrid {
  const grid = new PointGrid(2);
  lines.forEach(([a, b], i) => {
    grid.addAlong(i, a, b, touchM);
  });
  return grid;
}

/** Returns whether one of the lines is near a point; `grid` is theirs, `own` the line whose end the point is. */
function touchesAny(
  point: Point,
  lines: readonly [Point, Point][],
  grid: PointGrid,
  skipped?: number,
): boolean {
  return grid
    .near(point[0], point[1], point[0], point[1])
    .some((i) => i !== skipped && distanceToSegment(point, ...lines[i]) < touchM);
}

/** True when the line crosses the face well away from its own ends. */
function goesThrough([a, b]: [Point, Point], [c, d]: [Point, Point]): boolean {
  const hit = lineIntersection(a, b, c, d);
  const marginRatio = (2 * touchM) / distance(a, b);
  return hit !== undefined && hit.t > marginRatio && hit.t < 1 - marginRatio && hit.u > 0 && hit.u < 1;
}

function isStraight({ source }: DrawingPath): boolean {
  return source !== 'arc' && source !== 'circle';
}

/** Round columns are faces too: walls end at them. */
function linesOf({ points, closed }: DrawingPath): [Point, Point][] {
  const last = closed ? points.length : points.length - 1;
  return points.slice(0, last).map((a, i): [Point, Point] => [a, points[(i + 1) % points.length]]);
}
