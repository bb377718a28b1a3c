/** Decisions on a drawing that is pointed at: parts, the floor's edge, lines. All in the drawing's own coordinates. */
import { type Corrections, type LevelChange, onlyLevel } from '@diku/engine/import';
import { apartM, toSegmentM } from './plane-geometry.ts';

export type DrawnPoint = [number, number];
export type DrawnLine = [DrawnPoint, DrawnPoint];
/** A part of model space that is a level. */
export type ChosenPart = NonNullable<Corrections['parts']>[number];
/** The answer on a line. */
export type LineAnswer = 'wall' | 'noWall';

/** One decision of the planner on a drawing that is pointed at. */
export type PointedChange = PartChange | OutlineChange | LinesChange;

interface PartChange {
  part: ChosenPart;
  isChosen: boolean;
}

/** The edge of a level, by the id that the import gives it; undefined takes it back. */
interface OutlineChange {
  outline: DrawnPoint[] | undefined;
  level: string;
  /** A part that is chosen with it. */
  chosen?: ChosenPart;
}

interface LinesChange {
  lines: DrawnLine[];
  /** Undefined takes back what was said of them. */
  as: LineAnswer | undefined;
}

export function isPointed(change: object): change is PointedChange {
  return 'part' in change || 'outline' in change || 'lines' in change;
}

/** The corrections with one more of these decisions; an earlier one on the same thing is replaced. */
export function applyPointed(corrections: Corrections, change: PointedChange): Corrections {
  if ('outline' in change) return withOutline(corrections, change);
  if ('lines' in change) return withLines(corrections, change);
  const others = (corrections.parts ?? []).filter(({ box }) => !isSameBox(box, change.part.box));
  return withParts(corrections, change.isChosen ? [...others, change.part] : others);
}

function withParts(corrections: Corrections, parts: ChosenPart[]): Corrections {
  const { parts: _, ...rest } = corrections;
  return parts.length > 0 ? { ...rest, parts } : rest;
}

function withOutline(corrections: Corrections, { outline, level, chosen }: OutlineChange): Corrections {
  const levels: Record<string, LevelChange> = { ...corrections.levels };
  // What was said before the level had an id is replaced too.
  for (const id of new Set([level, onlyLevel])) {
    const { outline: _, outlineRank: __, ...rest } = levels[id] ?? {};
    levels[id] = rest;
  }
  if (outline) levels[level] = { ...levels[level], outline };
  const said = Object.entries(levels).filter(([, change]) => Object.keys(change).length > 0);
  const next = { ...corrections, levels: Object.fromEntries(said) };
  return chosen ? withParts(next, [...(corrections.parts ?? []), chosen]) : next;
}

function withLines(corrections: Corrections, { lines, as }: LinesChange): Corrections {
  const without = (list: readonly DrawnLine[] = []) =>
    list.filter((each) => !lines.some((line) => isSameLine(line, each)));
  const { wall, noWall } = corrections.lines ?? {};
  const said = { wall: without(wall), noWall: without(noWall) };
  if (as) said[as] = [...said[as], ...lines];
  const { lines: _, ...rest } = corrections;
  return said.wall.length + said.noWall.length > 0 ? { ...rest, lines: said } : rest;
}

export function isSameBox(one: ChosenPart['box'], two: ChosenPart['box']): boolean {
  return one.every((each, k) => each === two[k]);
}

export function isSameLine([a, b]: DrawnLine, [c, d]: DrawnLine): boolean {
  const same = ([x, y]: DrawnPoint, [u, v]: DrawnPoint) => x === u && y === v;
  return (same(a, c) && same(b, d)) || (same(a, d) && same(b, c));
}

export function isInBox([x, y]: DrawnPoint, [minX, minY, maxX, maxY]: ChosenPart['box']): boolean {
  return x >= minX && x <= maxX && y >= minY && y <= maxY;
}

/** An id that no part has yet: `B1`, `B2`, … */
export function freeLevelId(taken: readonly (string | undefined)[]): string {
  for (let number = 1; ; number++) if (!taken.includes(`B${number}`)) return `B${number}`;
}

/** The index of the first number of the drawn line nearest to a point, within reach; undefined where none is. */
export function nearestLine(segments: Float32Array, [x, y]: DrawnPoint, reach: number): number | undefined {
  let best: number | undefined;
  let bestAway = reach;
  for (let k = 0; k < segments.length; k += 4) {
    const [ax, ay, bx, by] = [segments[k], segments[k + 1], segments[k + 2], segments[k + 3]];
    if (Math.min(ax, bx) - x > bestAway || x - Math.max(ax, bx) > bestAway) continue;
    if (Math.min(ay, by) - y > bestAway || y - Math.max(ay, by) > bestAway) continue;
    const away = toSegmentM([ax, ay], [bx, by], [x, y]);
    if (away >= bestAway) continue;
    bestAway = away;
    best = k;
  }
  return best;
}

/** The end of a drawn line nearest to a point, within reach; undefined where none is. */
export function nearestEnd(segments: Float32Array, point: DrawnPoint, reach: number): DrawnPoint | undefined {
  let best: DrawnPoint | undefined;
  let bestAway = reach;
  for (let k = 0; k < segments.length; k += 2) {
    if (Math.abs(segments[k] - point[0]) > bestAway) continue;
    const away = apartM([segments[k], segments[k + 1]], point);
    if (away >= bestAway) continue;
    bestAway = away;
    best = [segments[k], segments[k + 1]];
  }
  return best;
}
