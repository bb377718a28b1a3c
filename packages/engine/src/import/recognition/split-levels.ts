import {
  type Bounds,
  boundsOf,
  DrawingError,
  distance,
  distanceToBounds,
  type Point,
  say,
  verbatim,
} from '../../core/index.ts';
import {
  type LeftOut,
  levelIdOf,
  levelNameOfTitle,
  titlesOtherSheet,
  titleWeight,
} from '../../plan/index.ts';
import type { Drawing, DrawingPath, DrawingSymbol, DrawingText } from '../drawing/drawing.ts';
import { type LayerClass, wallClasses } from '../drawing/layer-classes.ts';
import {
  describeLocation,
  type ImportWarning,
  importWarning,
  type LevelDrawing,
} from '../drawing/level-drawing.ts';
import type { StatedLevel } from '../drawing/read-drawing.ts';
import { tuning } from '../tuning.ts';
import { areAlike, type Cluster, clusterPaths, distanceToCluster } from './cluster-paths.ts';
import { leftOutPart } from './confidence/left-out.ts';
import { isBelowGround, levelMarks, prevailingMark } from './level-marks.ts';
import { refuseNoFloors, withoutTitledViews } from './no-floor.ts';

const { fewBays, maxTitles, minStoreyWallsM, minOverlapRatio, minLabelledRatio, fewestLabels, labelWeight } =
  tuning.splitLevels;

/** A part of model space that shows one level, in metres of the drawing's own frame. */
export interface LevelPart {
  id: string;
  name: string;
  /** Set by formats that state them; otherwise they are read from marks and notes. */
  elevationM?: number;
  clearHeightM?: number;
  slabThicknessM?: number;
  bounds: Bounds;
  drawing: Drawing;
  /** The planner chose it: all of it is the level. */
  isGiven?: boolean;
  /** The floor's edge as the planner drew it, in metres of the drawing's own frame. */
  outline?: Point[];
  /** Which of the candidates for it the planner chose, from 1. */
  outlineRank?: number;
}

/**
 * Groups what is drawn into levels by the distance between walls, columns and bays. Groups too small for a
 * garage (details, sections, stray lines) are dropped with a warning. Levels are named by the titles nearest
 * to them; parts with the same title are one level.
 */
export function splitLevels(
  whole: Drawing,
  classOf: LevelDrawing['classOf'],
  { warnings, leftOut }: { warnings: ImportWarning[]; leftOut: LeftOut[] },
): LevelPart[] {
  const first = clusterPaths(whole, classOf);
  const rest = withoutTitledViews(whole, first, { classOf, warnings, leftOut });
  const drawing = rest ?? whole;
  const clusters = rest ? clusterPaths(rest, classOf) : first;
  const titled = nameClusters(clusters, drawing, classOf);
  refuseNoFloors(titled, drawing);
  const marks = markClusters(titled, drawing);
  const large = titled.filter((cluster) => cluster.isGarage);
  for (const cluster of titled) {
    if (cluster.isGarage || cluster.wallM < 1) continue;
    const { bounds } = cluster;
    leftOut.push(leftOutPart(cluster, { isAlike: large.some((each) => areAlike(each, cluster)) }));
    warnings.push(
      importWarning(
        'part-dropped',
        describeLocation([(bounds.minX + bounds.maxX) / 2, (bounds.minY + bounds.maxY) / 2]),
        say('warning-part-dropped', {
          width: (bounds.maxX - bounds.minX).toFixed(0),
          depth: (bounds.maxY - bounds.minY).toFixed(0),
          wall: cluster.wallM.toFixed(0),
          titled: cluster.title ? say('part-titled', { title: cluster.title }) : '',
        }),
      ),
    );
  }
  const groups = new Map<string, Cluster[]>();
  let unnamed = 0;
  const isMarked = large.every((cluster) => marks.has(cluster));
  for (const cluster of large.sort(
    (p, q) =>
      (isMarked ? marks.get(q)! - marks.get(p)! : 0) ||
      p.bounds.minX - q.bounds.minX ||
      q.bounds.maxY - p.bounds.maxY,
  )) {
    const id = cluster.title && !cluster.isOtherSheet ? levelIdOf(cluster.title)! : `?${unnamed++}`;
    const group = groups.get(id);
    if (group) group.push(cluster);
    else groups.set(id, [cluster]);
  }
  const parts = [...groups.entries()].map(([id, members]) => partOf(id, members, drawing, titled));
  nameUnnamed(parts, warnings);
  return parts.sort((p, q) => levelOrder(p.id) - levelOrder(q.id));
}

/** Storeys above ground by the words of layers, the lowest first. */
const upperStoreys = [
  /首层|一层|(?:^|[^A-Z0-9])(?:0?1F|F0?1|L0?1|EG|RDC|GF|GROUND(?:FLOOR)?|ERDGESCHOSS|PARTER)(?:$|[^A-Z0-9])/,
  /二层|(?:^|[^A-Z0-9])(?:0?2F|F0?2|L0?2|1?\.?OG|FIRST(?:FLOOR)?|PI(?:E|Ę)TRO)(?:$|[^A-Z0-9])/,
  /三层|(?:^|[^A-Z0-9])(?:0?3F|F0?3|L0?3|2\.?OG|SECOND(?:FLOOR)?)(?:$|[^A-Z0-9])/,
];

function storeyOfLayer(layer: string): string | undefined {
  const below = levelIdOf(layer);
  if (below) return below;
  const name = layer.toUpperCase();
  const at = upperStoreys.findIndex((words) => words.test(name));
  return at < 0 ? undefined : `L${at + 1}`;
}

/**
 * Storeys drawn over one another that only their layers tell apart (`B1_WALL`, `B2_WALL`), each with what belongs to all:
 * axes, frames, titles. Undefined where layers name less than two, or those stand side by side. Metres.
 */
export function splitStoreys(
  drawing: Drawing,
  classify: (layer: string) => LayerClass,
): { drawing: Drawing; level: StatedLevel }[] | undefined {
  const storeys = new Map<string, string | undefined>();
  const storeyOf = ({ layer }: { layer: string }) => {
    if (!storeys.has(layer)) storeys.set(layer, storeyOfLayer(layer));
    return storeys.get(layer);
  };
  const walls = new Map<string | undefined, { lengthM: number; points: Point[] }>();
  for (const path of drawing.paths) {
    if (!wallClasses.has(classify(path.layer))) continue;
    const id = storeyOf(path);
    const known = walls.get(id) ?? { lengthM: 0, points: [] };
    known.lengthM += pathLengthM(path);
    for (const point of path.points) known.points.push(point);
    walls.set(id, known);
  }
  const unlabelledM = walls.get(undefined)?.lengthM ?? 0;
  const labelled = [...walls].flatMap(([id, { lengthM, points }]) =>
    id !== undefined && lengthM >= minStoreyWallsM ? [{ id, lengthM, bounds: boundsOf(points) }] : [],
  );
  const labelledM = labelled.reduce((sum, { lengthM }) => sum + lengthM, 0);
  if (labelled.length < 2 || labelledM < minLabelledRatio * (labelledM + unlabelledM)) return undefined;
  const [first, ...others] = labelled;
  if (others.some(({ bounds }) => overlapRatio(first.bounds, bounds) < minOverlapRatio)) return undefined;
  return labelled
    .map(({ id }) => id)
    .sort((p, q) => levelOrder(p) - levelOrder(q))
    .map((id) => ({
      level: { id, name: id },
      drawing: partOfDrawing(drawing, (item) => [id, undefined].includes(storeyOf(item))),
    }));
}

/** The common area of two boxes as a fraction of the smaller one. */
function overlapRatio(one: Bounds, two: Bounds): number {
  const sideM = (from: number, to: number) => Math.max(0, to - from);
  const areaM2 = ({ minX, minY, maxX, maxY }: Bounds) => sideM(minX, maxX) * sideM(minY, maxY);
  const common = {
    minX: Math.max(one.minX, two.minX),
    minY: Math.max(one.minY, two.minY),
    maxX: Math.min(one.maxX, two.maxX),
    maxY: Math.min(one.maxY, two.maxY),
  };
  return areaM2(common) / Math.max(1, Math.min(areaM2(one), areaM2(two)));
}

function pathLengthM({ points, closed }: DrawingPath): number {
  const count = closed ? points.length : points.length - 1;
  let lengthM = 0;
  for (let i = 0; i < count; i++) lengthM += distance(points[i], points[(i + 1) % points.length]);
  return lengthM;
}

/** The elements of a drawing that belong to a part, its symbols renumbered. */
function partOfDrawing(
  { paths, texts, symbols, ignored }: Drawing,
  isOfPart: (item: DrawingPath | DrawingText | DrawingSymbol) => boolean,
): Drawing {
  const renumbered = new Map<number, number>();
  const retained = symbols.filter((symbol, i) => {
    if (!isOfPart(symbol)) return false;
    renumbered.set(i, renumbered.size);
    return true;
  });
  const symbolOf = (symbol: number) => renumbered.get(symbol) ?? -1;
  return {
    paths: paths.filter(isOfPart).map((path) => ({ ...path, symbol: symbolOf(path.symbol) })),
    texts: texts.filter(isOfPart).map((text) => ({ ...text, symbol: symbolOf(text.symbol) })),
    symbols: retained,
    ignored,
  };
}

/** A storey as the format states it. */
export function statedPart(drawing: Drawing, level: StatedLevel): LevelPart {
  const bounds = boundsOf(drawing.paths.flatMap((path) => path.points));
  return { ...level, bounds, drawing };
}

/** The parts that are asked for. Throws `DrawingError` where there is no such level. */
export function wantedParts(parts: readonly LevelPart[], level: string | undefined): readonly LevelPart[] {
  const wanted = parts.filter((part) => level === undefined || part.id === level);
  if (wanted.length > 0) return wanted;
  throw new DrawingError(
    say('level'),
    verbatim(`"${level}"`),
    say('one-of', { list: parts.map((part) => part.id).join(', ') }),
  );
}

function nameClusters(clusters: Cluster[], drawing: Drawing, classOf: LevelDrawing['classOf']): Cluster[] {
  const best = new Map<Cluster, number>();
  const titles = drawing.texts.flatMap((text) => {
    if (text.text.length > 60 || text.text.includes('\n')) return [];
    const isOther = titlesOtherSheet(text.text);
    if (!isOther && !levelIdOf(text.text)) return [];
    // An axis may be called B1 too.
    return classOf(text) === 'axis' ? [] : [{ text, isOther }];
  });
  const isLabel = labelTest(titles.map(({ text }) => text));
  if (titles.length > maxTitles) titles.sort((p, q) => titleWeight(q.text) - titleWeight(p.text));
  for (const { text, isOther } of titles.slice(0, maxTitles)) {
    let nearest: Cluster | undefined;
    let gap = 120;
    for (const cluster of clusters) {
      const away = distanceToCluster(text.position, cluster);
      // The title of another sheet is that of whatever is nearest, be it a detail.
      if ((cluster.isGarage || isOther) && away < gap) {
        gap = away;
        nearest = cluster;
      }
    }
    if (!nearest?.isGarage) continue;
    // Sections and details have no rows of bays.
    if (isOther && nearest.bays >= fewBays && !/平面|PLAN/i.test(text.text)) continue;
    const weight = ((isLabel(text) ? labelWeight : 1) * titleWeight(text)) / (1 + gap / 30);
    if (weight <= (best.get(nearest) ?? 0)) continue;
    best.set(nearest, weight);
    nearest.isOtherSheet = isOther;
    nearest.title = isLabel(text) && !isOther ? levelIdOf(text.text) : text.text.trim();
  }
  // A sheet that is all there is counts, whatever it is called, and so does the only one with bays.
  const garages = clusters.filter(({ isGarage }) => isGarage);
  const rest = garages.filter(({ isOtherSheet }) => !isOtherSheet);
  const hasBays = (sheets: readonly Cluster[]) => sheets.some(({ bays }) => bays >= fewBays);
  if (rest.length > 0 && (hasBays(rest) || !hasBays(garages))) {
    for (const each of garages) each.isGarage = !each.isOtherSheet;
  }
  return clusters;
}

/** Tells labels of equipment that name the level they are on (`P1_B3_2_1`): many are alike but for their numbers. */
function labelTest(texts: readonly DrawingText[]): (text: DrawingText) => boolean {
  const patternOf = ({ text }: DrawingText) => text.trim().replace(/\d+/g, '#');
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(patternOf(text), (counts.get(patternOf(text)) ?? 0) + 1);
  return (text) => counts.get(patternOf(text))! >= fewestLabels && !/平面|PLAN/i.test(text.text);
}

/**
 * Floors of a building side by side that only their level marks name: where some are marked below ground, those marked at
 * or above it are other sheets, and those without a mark nobody knows; both are left out unless bays are drawn on them.
 * Returns the marks of the garages, m.
 */
function markClusters(clusters: readonly Cluster[], drawing: Drawing): Map<Cluster, number> {
  const found = new Map<Cluster, number>();
  const garages = clusters.filter(({ isGarage }) => isGarage);
  for (const cluster of garages) {
    const texts = drawing.texts.filter(({ position }) => distanceToBounds(position, cluster.bounds) === 0);
    const markM = prevailingMark(levelMarks(texts));
    if (markM !== undefined) found.set(cluster, markM);
  }
  const isAbove = (cluster: Cluster) => found.has(cluster) && !isBelowGround(found.get(cluster)!);
  const areSeveral = garages.some(isAbove) && [...found.values()].some(isBelowGround);
  if (!areSeveral) return found;
  for (const cluster of garages) {
    if (cluster.title !== undefined || cluster.bays >= fewBays) continue;
    if (isAbove(cluster)) {
      cluster.isOtherSheet = true;
      cluster.title = markText(found.get(cluster)!);
    } else if (found.has(cluster)) continue;
    cluster.isGarage = false;
  }
  return found;
}

/** A level mark as drawings write it. */
function markText(markM: number): string {
  return `${markM > 0 ? '+' : '±'}${markM.toFixed(3)}`;
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
  const memberPaths = new Set(members.flatMap((member) => [...member.paths]));
  const ofOthers = new Set(all.filter((c) => !members.includes(c)).flatMap((c) => [...c.paths]));
  const marginM = 25;
  const wide = {
    minX: bounds.minX - marginM,
    minY: bounds.minY - marginM,
    maxX: bounds.maxX + marginM,
    maxY: bounds.maxY + marginM,
  };
  const others = all.filter((cluster) => cluster.isGarage && !members.includes(cluster));
  const nearest = (point: Point): boolean => {
    if (distanceToBounds(point, wide) > 0) return false;
    if (others.every(({ bounds: b }) => distanceToBounds(point, b) > marginM)) return true;
    const away = Math.min(...members.map((member) => distanceToCluster(point, member)));
    return others.every((cluster) => distanceToCluster(point, cluster) >= away);
  };
  // An axis may begin far outside every level and end at this one.
  const isBeyondAll = (point: Point): boolean =>
    distanceToBounds(point, wide) > 0 &&
    others.every(({ bounds: b }) => distanceToBounds(point, b) > marginM);
  const isNear = ({ points: [first, second, ...more] }: DrawingPath): boolean =>
    nearest(first) || (more.length === 0 && second !== undefined && isBeyondAll(first) && nearest(second));
  const isOfPath = (path: DrawingPath) => memberPaths.has(path) || (!ofOthers.has(path) && isNear(path));
  return {
    id,
    name: levelNameOfTitle(members.find((member) => member.title)?.title ?? id),
    bounds,
    drawing: partOfDrawing(drawing, (item) => ('points' in item ? isOfPath(item) : nearest(item.position))),
  };
}

/** Levels without a title get the free names in reading order. */
export function nameUnnamed(parts: LevelPart[], warnings: ImportWarning[]): void {
  const taken = new Set(parts.map((part) => part.id));
  let next = 1;
  for (const part of parts) {
    if (!part.id.startsWith('?')) continue;
    while (taken.has(`B${next}`)) next++;
    part.id = `B${next}`;
    part.name = part.id;
    taken.add(part.id);
    warnings.push(
      importWarning('level-name-assumed', part.id, say('warning-level-name-assumed', { level: part.id })),
    );
  }
}

function levelOrder(id: string): number {
  return Number(id.slice(1));
}
