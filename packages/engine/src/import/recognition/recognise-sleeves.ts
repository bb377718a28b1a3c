/** Sleeves for cables in walls: where they are drawn, and where texts about them point to or stand. */
import {
  type Bounds,
  boundsOf,
  distance,
  distanceToBounds,
  distanceToSegment,
  foldTraditional,
  lineIntersection,
  meanPoint,
  nearestParameter,
  type Point,
  PointGrid,
  pointAlong,
} from '../../core/index.ts';
import { type FacilityKind, sleeveKind, wallKindRow } from '../../plan/index.ts';
import type { DrawingPath, DrawingText } from '../drawing/drawing.ts';
import { thingClasses } from '../drawing/layer-classes.ts';
import type { LevelDrawing } from '../drawing/level-drawing.ts';
import { readSleeveText, type SleeveText, sleeveLayers } from '../drawing/sleeve-names.ts';
import { plainSetting } from '../drawing/text-settings.ts';
import { tuning } from '../tuning.ts';
import type { NaturedWall } from './wall-natures.ts';

const {
  atWallM,
  sameSleeveM,
  textToMarkM,
  textToWallM,
  trayAsideM,
  leaderReachM,
  leaderReachHeights,
  longerRatio,
  joinM,
  longestLeaderM,
  maxLeaderLines,
  maxTexts,
  maxMarks,
  cellM,
  lineHeights,
  largestMarkM,
} = tuning.recogniseSleeves;

/** The sign that shows where a sleeve is. */
export type SleeveSign = 'mark' | 'leader' | 'text';

export interface FoundSleeve {
  kind: FacilityKind;
  position: Point;
  name?: string;
  cablesAtMost?: number;
  shownBy: SleeveSign;
  /** The wall it lies in is one of civil defence. */
  isInCivilWall: boolean;
}

export interface FoundSleeves {
  sleeves: FoundSleeve[];
  /** Texts about sleeves that point to no wall and stand at none. */
  strayTexts: DrawingText[];
  /** Texts about sleeves for water, air or fuel. */
  otherTexts: DrawingText[];
  /** Sleeves in other walls on a level that has some of civil defence: cables pass such walls anywhere. */
  elsewhere: { text: string; position: Point }[];
}

/** A text about sleeves, with the line through the middle of its letters. */
interface Label {
  text: DrawingText;
  said: SleeveText;
  from: Point;
  to: Point;
  heightM: number;
}

/** Things drawn in one wall close to each other: the sleeves of one place. */
interface Mark {
  position: Point;
  wall: NaturedWall;
  symbols: Set<number>;
}

/** Finds the sleeves of a level. What is for water, air or fuel is none. */
export function recogniseSleeves(level: LevelDrawing, walls: readonly NaturedWall[]): FoundSleeves {
  const { drawing } = level;
  const marks = marksOf(level, walls);
  const labels = labelsOf(drawing.texts);
  if (marks.length === 0 && labels.every(({ said }) => !said.isNamed)) {
    return { sleeves: [], strayTexts: [], otherTexts: [], elsewhere: [] };
  }
  const lines = leadersOf(level);
  const isAtMark = (label: Label) =>
    marks.some(
      ({ position, symbols }) =>
        symbols.has(label.text.symbol) || distanceToSegment(position, label.from, label.to) <= textToMarkM,
    ) ||
    (marks.length > 0 &&
      label.said.count !== undefined &&
      leaderTips(label, lines, walls)?.some(({ tip }) =>
        marks.some(({ position }) => distance(position, tip) <= sameSleeveM),
      ));
  // A size says nothing of sleeves but beside one, or on their layer.
  const about = labels.filter(
    (label) => label.said.isNamed || level.classOf(label.text) === 'sleeve' || isAtMark(label),
  );
  const ours = about.filter(({ said }) => !said.isOther).slice(0, maxTexts);
  const others = about.filter(({ said }) => said.isOther);
  const free = marks.filter((mark) => !isLabelled(mark, others, ours));
  const trays = drawing.paths.filter((path) => level.classOf(path) === 'tray');
  const sleeves: FoundSleeve[] = [];
  const strayTexts: DrawingText[] = [];
  const taken = new Set<Mark>();
  for (const label of ours) {
    const spots = spotsOf(label, { free, taken, lines, walls, trays });
    if (spots.length === 0 && label.said.isNamed) strayTexts.push(label.text);
    const count = label.said.count ?? countNear(label, labels);
    for (const spot of spots) {
      sleeves.push(sleeveAt(spot, { name: label.text.text.replace(/\s+/g, ' ').trim(), count }));
    }
  }
  for (const mark of free) if (!taken.has(mark)) sleeves.push(sleeveAt({ ...mark, shownBy: 'mark' }, {}));
  const single = withoutDoubles(sleeves);
  const isNeeded = ({ isInCivilWall }: FoundSleeve) => isInCivilWall || !walls.some(isCivil);
  return {
    sleeves: single.filter(isNeeded),
    strayTexts,
    otherTexts: others.map(({ text }) => text),
    elsewhere: single
      .filter((each) => !isNeeded(each))
      .map(({ name = '', position }) => ({ text: name, position })),
  };
}

interface Spot {
  position: Point;
  wall: NaturedWall;
  shownBy: SleeveSign;
}

function sleeveAt(
  { position, wall, shownBy }: Spot,
  { name, count }: { name?: string; count?: number },
): FoundSleeve {
  return {
    ...{ kind: sleeveKind, position, shownBy, isInCivilWall: isCivil(wall) },
    ...(name ? { name } : {}),
    ...(count === undefined ? {} : { cablesAtMost: count }),
  };
}

function isCivil({ nature }: NaturedWall): boolean {
  return wallKindRow(nature.kind).isCivilDefence === true;
}

/** One sleeve for each place: the first that is counted. */
function withoutDoubles(sleeves: readonly FoundSleeve[]): FoundSleeve[] {
  const counted = [...sleeves].sort(
    (p, q) => Number(p.cablesAtMost === undefined) - Number(q.cablesAtMost === undefined),
  );
  const single: FoundSleeve[] = [];
  for (const each of counted) {
    if (single.every(({ position }) => distance(position, each.position) > sameSleeveM / 2))
      single.push(each);
  }
  return single;
}

/** The texts that say something of sleeves, short of sentences. */
function labelsOf(texts: readonly DrawingText[]): Label[] {
  return texts.flatMap((text): Label[] => {
    const said = readSleeveText(text.text, text.layer);
    if (!said) return [];
    const { angleRad, acrossRatio, row, widthRatio, lengthInUnits } = text.setting ?? plainSetting;
    const rows = text.text.split('\n');
    const heightM = text.heightInUnits;
    const lengthM = lengthInUnits ?? widthRatio * heightM * Math.max(...rows.map((each) => lettersOf(each)));
    const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
    const depthM = heightM * (1 + lineHeights * (rows.length - 1));
    const up = row === 'top' ? -depthM / 2 : row === 'middle' ? 0 : depthM / 2;
    const at = (along: number): Point => [
      text.position[0] + along * cos - up * sin,
      text.position[1] + along * sin + up * cos,
    ];
    return [
      { text, said, heightM: depthM, from: at(-acrossRatio * lengthM), to: at((1 - acrossRatio) * lengthM) },
    ];
  });
}

/** Length of a row in heights of its letters: Chinese ones are square. */
function lettersOf(row: string): number {
  return [...row].reduce((sum, letter) => sum + (/[\u2e80-\uffff]/.test(letter) ? 1 : 0.65), 0);
}

/** The count of a size that stands above or below a text that gives none. */
function countNear(label: Label, labels: readonly Label[]): number | undefined {
  const middle = pointAlong(label.from, label.to, 0.5);
  return labels.find(
    (other) =>
      other !== label &&
      !other.said.isNamed &&
      !other.said.isOther &&
      other.said.count !== undefined &&
      distanceToSegment(middle, other.from, other.to) <= lineHeights * (label.heightM + other.heightM),
  )?.said.count;
}

/** Marks at walls, on layers of sleeves or in their blocks, by location. */
function marksOf({ drawing, classOf }: LevelDrawing, walls: readonly NaturedWall[]): Mark[] {
  const named = (names: readonly string[]) =>
    names.some((name) => sleeveLayers.test(foldTraditional(name).toUpperCase()));
  const isSleeve = drawing.symbols.map((symbol) => classOf(symbol) === 'sleeve' || named(symbol.names));
  const places: { point: Point; symbol: number }[] = drawing.symbols.flatMap(({ position }, symbol) =>
    isSleeve[symbol] ? [{ point: position, symbol }] : [],
  );
  for (const path of drawing.paths) {
    if (path.symbol >= 0 || classOf(path) !== 'sleeve') continue;
    const { minX, minY, maxX, maxY } = boundsOf(path.points);
    // Longer lines on the layer lead from texts to sleeves.
    if (Math.hypot(maxX - minX, maxY - minY) > largestMarkM) continue;
    places.push({ point: [(minX + maxX) / 2, (minY + maxY) / 2], symbol: -1 });
  }
  const groups: { wall: NaturedWall; points: Point[]; symbols: Set<number> }[] = [];
  for (const { point, symbol } of places.slice(0, maxMarks)) {
    const seat = wallAt(point, walls, atWallM);
    if (!seat) continue;
    const near = groups.filter(
      ({ wall, points }) =>
        wall === seat.wall && points.some((other) => distance(other, seat.position) <= sameSleeveM),
    );
    const merged = {
      wall: seat.wall,
      points: [...near.flatMap(({ points }) => points), seat.position],
      symbols: new Set([...near.flatMap(({ symbols }) => [...symbols]), ...(symbol >= 0 ? [symbol] : [])]),
    };
    for (const each of near) groups.splice(groups.indexOf(each), 1);
    groups.push(merged);
  }
  return groups.map(({ wall, points, symbols }) => ({ wall, symbols, position: meanPoint(points) }));
}

/** The wall that a point lies in or at, those of civil defence first, and the point on its axis. */
function wallAt(
  point: Point,
  walls: readonly NaturedWall[],
  reachM: number,
): { wall: NaturedWall; position: Point } | undefined {
  let best: { wall: NaturedWall; rank: number } | undefined;
  for (const wall of walls) {
    const asideM = distanceToSegment(point, wall.a, wall.b) - wall.thicknessM / 2;
    if (asideM > reachM) continue;
    const rank = Math.max(0, asideM) + (isCivil(wall) ? 0 : 2 * reachM);
    if (!best || rank < best.rank) best = { wall, rank };
  }
  if (!best) return undefined;
  const { a, b } = best.wall;
  return { wall: best.wall, position: pointAlong(a, b, nearestParameter(point, a, b)) };
}

/** A mark belongs to another trade where the nearest text about it is of one. */
function isLabelled(mark: Mark, others: readonly Label[], ours: readonly Label[]): boolean {
  const nearestM = (labels: readonly Label[]) =>
    Math.min(
      textToMarkM,
      ...labels.map(({ text, from, to }) =>
        mark.symbols.has(text.symbol) ? 0 : distanceToSegment(mark.position, from, to),
      ),
    );
  return nearestM(others) < nearestM(ours);
}

/** Returns where a text says that sleeves are: at the mark beside it, else where its leaders end, else at the nearest wall. */
function spotsOf(
  label: Label,
  {
    free,
    taken,
    lines,
    walls,
    trays,
  }: {
    free: readonly Mark[];
    taken: Set<Mark>;
    lines: LeaderLines;
    walls: readonly NaturedWall[];
    trays: readonly DrawingPath[];
  },
): Spot[] {
  const labelled = free.find(({ symbols }) => symbols.has(label.text.symbol));
  if (labelled) {
    taken.add(labelled);
    return [{ ...labelled, shownBy: 'mark' }];
  }
  const tips = leaderTips(label, lines, walls);
  if (tips) {
    return tips.map(({ tip, ...seat }) => {
      const mark = free.find(({ position }) => distance(position, tip) <= sameSleeveM);
      if (mark) taken.add(mark);
      return mark ? { ...mark, shownBy: 'mark' as const } : { ...seat, shownBy: 'leader' as const };
    });
  }
  const gapM = ({ position }: Mark) => distanceToSegment(position, label.from, label.to);
  const [nearest] = free
    .filter((mark) => !taken.has(mark) && gapM(mark) <= textToMarkM)
    .sort((p, q) => gapM(p) - gapM(q));
  if (nearest) {
    taken.add(nearest);
    return [{ ...nearest, shownBy: 'mark' }];
  }
  // A size alone tells of the mark beside it and of nothing else.
  if (!label.said.isNamed) return [];
  const near = wallNear(label, walls);
  if (!near) return [];
  return [{ ...near, position: trayCrossing(near, trays) ?? near.position, shownBy: 'text' }];
}

/** Lines that may lead from texts to what they are about, by location. */
interface LeaderLines {
  /** Those with a corner in a box. */
  near(box: Bounds, reachM: number): DrawingPath[];
}

function leadersOf({ drawing, classOf }: LevelDrawing): LeaderLines {
  const lines = drawing.paths.filter((path) => {
    if (path.closed || path.source === 'hatch' || path.source === 'arc') return false;
    const layerClass = classOf(path);
    if (layerClass !== 'sleeve' && (thingClasses.has(layerClass) || layerClass === 'stair')) return false;
    return path.points.length >= 2 && path.points.length <= 12 && lengthOf(path) <= longestLeaderM;
  });
  const grid = new PointGrid(cellM);
  lines.forEach(({ points }, i) => {
    for (const [x, y] of points) grid.add(i, x, y);
  });
  return {
    near: ({ minX, minY, maxX, maxY }, reachM) =>
      grid.near(minX - reachM, minY - reachM, maxX + reachM, maxY + reachM).map((i) => lines[i]),
  };
}

function lengthOf({ points }: DrawingPath): number {
  return points.slice(1).reduce((sum, point, i) => sum + distance(points[i], point), 0);
}

/**
 * Ends at walls of the leaders of a text, or of the shortest chain of lines that begins at it; undefined where nothing leads
 * away from it.
 */
function leaderTips(
  label: Label,
  lines: LeaderLines,
  walls: readonly NaturedWall[],
): { tip: Point; wall: NaturedWall; position: Point }[] | undefined {
  const reachM = leaderReachM + leaderReachHeights * label.heightM;
  // How long a text is drawn is known roughly.
  const [from, to] = [-longerRatio, 1 + longerRatio].map((t) => pointAlong(label.from, label.to, t));
  const bounds = boundsOf([from, to]);
  const isAtText = (point: Point) =>
    distanceToBounds(point, bounds) <= reachM && distanceToSegment(point, from, to) <= reachM;
  // A line may run on under its text.
  const starts = lines.near(bounds, reachM).filter(({ points }) => points.some(isAtText));
  const leaders = starts.filter(({ source }) => source === 'leader');
  const seatOf = (tip: Point) => {
    const seat = wallAt(tip, walls, atWallM);
    return seat ? [{ tip, ...seat }] : [];
  };
  if (leaders.length > 0) {
    return leaders.flatMap(({ points }) => {
      const last = points[points.length - 1];
      return seatOf(isAtText(points[0]) && !isAtText(last) ? last : points[0]);
    });
  }
  const seen = new Set<DrawingPath>(starts);
  let ends = starts.flatMap(({ points }) => [points[0], points[points.length - 1]]);
  for (let step = 0; step < maxLeaderLines && ends.length > 0; step++) {
    const seats = ends.filter((end) => !isAtText(end)).flatMap(seatOf);
    if (seats.length > 0) {
      const civil = seats.filter(({ wall }) => isCivil(wall));
      return (civil.length > 0 ? civil : seats).slice(0, 1);
    }
    const onward = ends.flatMap((end) =>
      lines
        .near(boundsOf([end]), joinM)
        .filter(
          (line) =>
            !seen.has(line) &&
            [line.points[0], line.points[line.points.length - 1]].some((tip) => distance(end, tip) <= joinM),
        ),
    );
    for (const line of onward) seen.add(line);
    ends = onward.flatMap(({ points }) => [points[0], points[points.length - 1]]);
  }
  return undefined;
}

/** The wall that a text stands at or across, those of civil defence first. */
function wallNear(
  label: Label,
  walls: readonly NaturedWall[],
): { wall: NaturedWall; position: Point } | undefined {
  let best: { wall: NaturedWall; position: Point; rank: number } | undefined;
  for (const wall of walls) {
    const { gapM, position } = nearestOf(label, wall);
    const asideM = gapM - wall.thicknessM / 2 - label.heightM / 2;
    if (asideM > (isCivil(wall) ? textToWallM.civil : textToWallM.other)) continue;
    const rank = Math.max(0, asideM) + (isCivil(wall) ? 0 : textToWallM.civil);
    if (!best || rank < best.rank) best = { wall, position, rank };
  }
  return best && { wall: best.wall, position: best.position };
}

/** Distance of a text from the axis of a wall, and the point of the axis that is nearest to it. */
function nearestOf({ from, to }: Label, { a, b }: NaturedWall): { gapM: number; position: Point } {
  const hit = lineIntersection(from, to, a, b);
  if (hit && hit.t >= 0 && hit.t <= 1 && hit.u >= 0 && hit.u <= 1) {
    return { gapM: 0, position: pointAlong(a, b, hit.u) };
  }
  const [middle, ...ends] = [pointAlong(from, to, 0.5), from, to].map((point) => {
    const position = pointAlong(a, b, nearestParameter(point, a, b));
    return { gapM: distance(point, position), position };
  });
  const nearest = ends[0].gapM <= ends[1].gapM ? ends[0] : ends[1];
  // A text that runs along the wall is about where its middle stands.
  const runsAlong = Math.abs(ends[0].gapM - ends[1].gapM) < 0.5 * distance(from, to);
  return runsAlong ? { ...middle, gapM: Math.min(middle.gapM, nearest.gapM) } : nearest;
}

/** The crossing of the wall with a tray, close beside the point: sleeves are cast where trays pass. */
function trayCrossing(
  { wall, position }: { wall: NaturedWall; position: Point },
  trays: readonly DrawingPath[],
): Point | undefined {
  const crossings = trays.flatMap(({ points }) =>
    points.slice(1).flatMap((point, i) => {
      const hit = lineIntersection(points[i], point, wall.a, wall.b);
      const isMet = hit && hit.t >= 0 && hit.t <= 1 && hit.u >= 0 && hit.u <= 1;
      return isMet ? [pointAlong(wall.a, wall.b, hit.u)] : [];
    }),
  );
  return crossings
    .filter((crossing) => distance(crossing, position) <= trayAsideM)
    .sort((p, q) => distance(p, position) - distance(q, position))[0];
}
