import { degToRad, type Language, type Point } from '../../../core/index.ts';
import type { ReworkState } from '../../../design/index.ts';
import {
  type Antenna,
  cableLengthM,
  isAimed,
  type Level,
  type Network,
  type NetworkCable,
  type Plan,
  radiatesAlongPath,
} from '../../../plan/index.ts';
import { antennaPartId, type RampCourse, rampOutdoorsAt } from '../../../radio/index.ts';
import { formatFixed, formatQuantity } from '../../encoders/format-numbers.ts';
import {
  type CircleMark,
  greyColour,
  inkColour,
  lineText,
  type Mark,
  ofPart,
  type Pen,
  pathMark,
  type SheetPoint,
  type TextMark,
} from '../../encoders/sheet.ts';
import { textWidthMm } from '../../encoders/text-width.ts';
import type { DocumentTexts } from '../../wording/document-text.ts';
import { partName } from '../../wording/part-name.ts';
import { aimText, rampHeightText } from '../antenna-mount.ts';
import { clipMarks } from '../clip-marks.ts';
import { antennaMarks, boxHalfMm, partSymbol, penetrationMarks, symbolHalfMm } from '../device-symbols.ts';
import { cableEndId, cableLabel, deviceLabel } from '../part-names.ts';
import {
  type Area,
  clipSegment,
  createTakenAreas,
  isIn,
  isWithin,
  type TakenAreas,
} from '../position-labels.ts';
import { areaOf, takeBuilding, takeLine } from './building-marks.ts';
import { shaftLocations } from './facility-marks.ts';
import {
  type FloorItem,
  type FloorLine,
  floorLabels,
  type LabelRooms,
  labelSizeMm,
  type UnplacedLabel,
} from './floor-labels.ts';
import type { FloorPlacement } from './floor-placement.ts';
import { builtCableStyle, designedValue, redlineMarks } from './redline-marks.ts';
import { removedMarks, reworkPen, reworkStates } from './rework-marks.ts';
import { roomNames } from './room-names.ts';

/** The network of a level as it is drawn, and the labels that had no room. */
export interface NetworkDrawing {
  marks: Mark[];
  /** Labels in the order of their numbers on the drawing, from 1. */
  listed: UnplacedLabel[];
}

/**
 * Antennas, sources, devices and cables of one level, each with number and value, and the names of its rooms, which stand
 * off all of them; of a sheet that shows a part of the level, what lies there. Antennas and cables are drawn where they
 * are; devices that stand in one location are drawn beside it, with a line to it. Over an architect's drawing the names
 * are theirs, in the middle of the rooms as far as is known: devices stand beside them.
 */
export function networkMarks(
  plan: Plan,
  level: Level,
  placement: FloorPlacement,
  options: NetworkMarkOptions,
): NetworkDrawing {
  const { toSheet, within, cell } = placement;
  const runs = drawnRuns(cableRuns(plan.network ?? {}, level.id), toSheet, options.isExact === true);
  const rooms = groundRooms(level, placement, options);
  const { taken, lines } = rooms;
  const sleeves = options.penetrations
    .map((each) => sleeveItem(each, toSheet))
    .filter(({ at }) => !cell || isIn(at, cell));
  for (const { marks } of sleeves)
    for (const mark of marks) if (mark.kind === 'circle') taken.add(roomOf(mark));
  const states = reworkStates(plan);
  const cables = cableMarks(plan, runs, placement, { lines, states });
  const isHere = ({ at }: FloorItem) => !cell || isIn(at, cell);
  const onLevel = plan.antennas.filter((antenna) => antenna.level === level.id);
  const courses = radiatingCourses(onLevel, placement);
  for (const { points } of courses) takeLine(points, lines);
  const antennas = onLevel
    .map((antenna) => antennaItem(antenna, plan, placement, { level, ...options }))
    .filter(isHere);
  const loads = courses.map((course) => loadItem(course, options.texts)).filter(isHere);
  const risers = riserItems(runs, level.id, placement, options.texts).filter(isHere);
  const names = (ground: LabelRooms) => {
    const found = roomNames(level, placement, options.texts, {
      ...ground,
      labelled: options.courses.map(({ polygon }) => polygon),
    });
    for (const { area } of found) taken.add(area);
    return found;
  };
  if (options.names === 'there') names({ taken, lines: createTakenAreas() });
  for (const { at } of [...antennas, ...loads, ...risers]) takeSymbol(at, taken);
  const redlines = changeMarks(plan, level, placement, { texts: options.texts, states, taken, lines });
  const stood = standingItems(plan, level.id, placement, { ...options, taken });
  const named = options.names === 'drawn' ? names(rooms) : [];
  const bundles = options.isBundled && cell ? cableBundles(runs, cell, options) : [];
  const items = [...antennas, ...loads, ...stood, ...risers, ...bundles];
  const labelled = [
    ...cableLines(plan, runs, placement, { ...options, states }),
    ...courses.flatMap((course) => courseLines(plan, course, placement, options)),
  ];
  const labels = floorLabels({ items, lines: labelled, holes: sleeves }, within, rooms);
  return {
    marks: [
      ...cables,
      ...courses.flatMap(({ marks }) => marks),
      ...sleeves.flatMap(({ marks }) => marks),
      ...named.flatMap(({ marks }) => marks),
      ...items.flatMap(({ marks }) => marks),
      ...redlines,
      ...labels.marks,
    ],
    listed: labels.listed,
  };
}

/** Rooms for labels on a level before anything of the network is drawn: what lies there takes its own. */
function groundRooms(
  level: Level,
  placement: FloorPlacement,
  { reserved = [], barred = [], under }: NetworkMarkOptions,
): LabelRooms {
  const taken = createTakenAreas();
  const lines = createTakenAreas();
  takeBuilding(level, placement, lines);
  for (const mark of reserved) {
    if (mark.kind === 'circle' || mark.kind === 'text') taken.add(roomOf(mark));
    // Match lines cut every label across them.
    else if (mark.kind === 'path' && mark.layer === 'FRAME') takeLine(mark.points, taken);
  }
  for (const at of shaftLocations(level).map(placement.toSheet)) takeSymbol(at, taken);
  for (const area of barred) taken.add(area);
  for (const mark of under) {
    if (mark.kind === 'path') takeLine(mark.points, lines);
    else if (mark.kind === 'text') taken.add(roomOf(mark));
  }
  return { taken, lines };
}

/** Redlines of what was built, and what of an existing tree is removed; they take their room. */
function changeMarks(
  plan: Plan,
  level: Level,
  placement: FloorPlacement,
  {
    texts,
    states,
    taken,
    lines,
  }: LabelRooms & { texts: DocumentTexts; states: ReadonlyMap<string, ReworkState> | undefined },
): Mark[] {
  const { toSheet, cell } = placement;
  const removed = states ? removedMarks(plan, level, states, { toSheet, texts }) : [];
  const marks = clipMarks([...redlineMarks(plan, level, placement, texts), ...removed], cell ?? everywhere);
  for (const mark of marks) {
    if (mark.kind === 'circle' || mark.kind === 'text') taken.add(roomOf(mark));
    else if (mark.kind === 'path') takeLine(mark.points, lines);
  }
  return marks;
}

/** Cables as lines, by their kind; in a plan with a record of what was built those that changed stand out. */
function cableMarks(
  plan: Plan,
  runs: readonly DrawnRun[],
  { cell }: FloorPlacement,
  { lines, states }: { lines: TakenAreas; states: ReadonlyMap<string, ReworkState> | undefined },
): Mark[] {
  const parts = new Map((plan.network?.parts ?? []).map((part) => [part.id, part]));
  return runs.flatMap(({ cable, points }) => {
    takeLine(points, lines);
    const kind = parts.get(cable.part)?.kind;
    const feeder = states ? reworkPen(cable, states) : cablePen;
    const usual = kind === 'data-cable' ? dataCablePen : kind === 'fibre' ? fibrePen : feeder;
    const pen = builtCableStyle(plan, cable)?.pen ?? usual;
    const part = { id: cable.id, at: middleOf(points) };
    return clipMarks([{ ...pathMark('CABLE', points, { pen }), part }], cell ?? everywhere);
  });
}

/** A hole with its number, as the table of holes has it. */
function sleeveItem(
  { id, position }: NetworkMarkOptions['penetrations'][number],
  toSheet: FloorPlacement['toSheet'],
): FloorItem {
  const part = { id, at: toSheet(position) };
  return {
    ...{ part, at: part.at, layer: 'PENETRATION', clearMm: sleeveClearMm },
    label: [[{ text: id, tag: 'NUMBER' }]],
    marks: ofPart(part, penetrationMarks(part.at)),
  };
}

/** Free around the middle of a hole, mm. */
const sleeveClearMm = 0.9;

function antennaItem(
  antenna: Antenna,
  plan: Plan,
  placement: FloorPlacement,
  { level, courses, texts }: { level: Level } & Pick<NetworkMarkOptions, 'courses' | 'texts'>,
): FloorItem {
  const onRamp = rampOutdoorsAt(courses, level, antenna.position);
  const aim = aimText(antenna, plan, texts);
  const angleDeg = isAimed(antenna) ? (antenna.azimuthDeg ?? 0) + placement.angleDeg : 0;
  const part = { id: antenna.id, at: placement.toSheet(antenna.position), angleDeg };
  return {
    part,
    label: [
      [{ text: antenna.id, tag: 'NUMBER' }],
      [{ text: coordinatesText(antenna.position), tag: 'COORDINATES' }],
      ...(aim ? [[{ text: aim, tag: 'AIM' }]] : []),
      ...(onRamp ? [[{ text: rampHeightText(antenna, onRamp, texts) }]] : []),
    ],
    layer: 'ANTENNA',
    at: part.at,
    marks: ofPart(part, antennaMarks(antenna, part.at, part.angleDeg)),
  };
}

/** Room that a circle or a text takes. */
function roomOf(mark: CircleMark | TextMark): Area {
  if (mark.kind === 'circle') {
    const [x, y] = mark.center;
    return {
      minX: x - mark.radiusMm,
      maxX: x + mark.radiusMm,
      minY: y - mark.radiusMm,
      maxY: y + mark.radiusMm,
    };
  }
  const [x, y] = mark.at;
  const widthMm = textWidthMm(mark.text, mark.sizeMm);
  const fromMm = mark.anchor === 'middle' ? -widthMm / 2 : mark.anchor === 'end' ? -widthMm : 0;
  const rad = degToRad(mark.angleDeg ?? 0);
  // Along the baseline to the right, across it upwards: y runs down on a sheet.
  const at = (alongMm: number, upMm: number): SheetPoint => [
    x + alongMm * Math.cos(rad) - upMm * Math.sin(rad),
    y - alongMm * Math.sin(rad) - upMm * Math.cos(rad),
  ];
  return areaOf([0, mark.sizeMm].flatMap((upMm) => [at(fromMm, upMm), at(fromMm + widthMm, upMm)]));
}

const everywhere: Area = { minX: -1e9, minY: -1e9, maxX: 1e9, maxY: 1e9 };

/** `(12.3, 45.6)`, metres in the plan. */
export function coordinatesText([x, y]: readonly [number, number]): string {
  return `(${formatFixed(x, 1)}, ${formatFixed(y, 1)})`;
}

/** A cable is labelled on every sheet on which so much of it lies, mm, and where its middle lies. */
const labelledFromMm = 25;

/**
 * Cables that leave an area, or end, within so much of each other are a bundle; its stroke stands so far inside or off the end, and its
 * label is so wide, mm.
 */
const bundle = { apartMm: 4, insideMm: 5, offEndMm: 9, stepMm: 3, reachMm: 1.1, widthMm: 24 };

/** A point of a line at which it is labelled, and the next one of it from there. */
interface LinePoint {
  at: SheetPoint;
  inner: SheetPoint;
}

/** Points at which a line passes the edges of an area, with the points inside from there. */
function edgePoints(points: readonly SheetPoint[], cell: Area): LinePoint[] {
  return straightParts(points).flatMap(([a, b]) => {
    const [isA, isB] = [isIn(a, cell), isIn(b, cell)];
    const inside = clipSegment(a, b, cell);
    if (!inside || (isA && isB)) return [];
    if (isA) return [{ at: inside[1], inner: inside[0] }];
    if (isB) return [{ at: inside[0], inner: inside[1] }];
    return [{ at: inside[0], inner: inside[1] }];
  });
}

/** Ends of a line that lie at equipment without a symbol: where its first stretch begins that is no step aside. */
function endPoints({ cable, points }: DrawnRun, unmarked: ReadonlySet<string>, cell: Area): LinePoint[] {
  const back = [...points].reverse();
  return [
    { node: cable.from.node, line: points },
    { node: cable.to.node, line: back },
  ].flatMap(({ node, line }) => {
    const stretch = straightParts(line).find((part) => lengthOf(part) > bundle.stepMm);
    if (!unmarked.has(node) || !stretch || !isIn(stretch[0], cell)) return [];
    return [{ at: stretch[0], inner: stretch[1] }];
  });
}

/** Oblique strokes over the cables that end at equipment together, and over those that leave an area together, with their numbers. */
function cableBundles(
  runs: readonly DrawnRun[],
  cell: Area,
  { texts, unmarked = new Set() }: Pick<NetworkMarkOptions, 'texts' | 'unmarked'>,
): FloorItem[] {
  const ending = groupsOf(
    runs.flatMap((run) => endPoints(run, unmarked, cell).map((each) => ({ id: run.cable.id, ...each }))),
  );
  const leaving = groupsOf(
    runs.flatMap(({ cable, points }) => edgePoints(points, cell).map((each) => ({ id: cable.id, ...each }))),
  );
  const idsOf = (group: readonly { id: string }[]) => [...new Set(group.map(({ id }) => id))];
  const known = new Set(ending.map((group) => idsOf(group).join(' ')));
  return [...ending, ...leaving.filter((group) => !known.has(idsOf(group).join(' ')))].map((group) =>
    bundleItem(group, idsOf(group), {
      texts,
      offMm: ending.includes(group) ? bundle.offEndMm : bundle.insideMm,
    }),
  );
}

/** Points near each other, chains of them too. */
function groupsOf<Point extends LinePoint>(points: readonly Point[]): Point[][] {
  const groups: Point[][] = [];
  for (const each of points) {
    const isNear = ({ at: [x, y] }: Point) => Math.hypot(x - each.at[0], y - each.at[1]) <= bundle.apartMm;
    const near = groups.filter((group) => group.some(isNear));
    for (const group of near) groups.splice(groups.indexOf(group), 1);
    groups.push([...near.flat(), each]);
  }
  return groups;
}

function bundleItem(
  group: readonly LinePoint[],
  ids: readonly string[],
  { texts, offMm }: { texts: DocumentTexts; offMm: number },
): FloorItem {
  const [{ at, inner }] = group;
  const lengthMm = Math.hypot(inner[0] - at[0], inner[1] - at[1]) || 1;
  const [ux, uy] = [(inner[0] - at[0]) / lengthMm, (inner[1] - at[1]) / lengthMm];
  const insideMm = Math.min(offMm, lengthMm / 2);
  const acrossMm = group.map(({ at: [x, y] }) => (y - at[1]) * ux - (x - at[0]) * uy);
  const [fromMm, toMm] = [Math.min(...acrossMm), Math.max(...acrossMm)];
  const on = (alongMm: number, offMm: number): SheetPoint => [
    at[0] + alongMm * ux - offMm * uy,
    at[1] + alongMm * uy + offMm * ux,
  ];
  const middleMm = (fromMm + toMm) / 2;
  const middle = on(insideMm, middleMm);
  const halfMm = (toMm - fromMm) / 2 + bundle.reachMm;
  const ends = [-1, 1].map((side) => on(insideMm + side * bundle.reachMm, middleMm + side * halfMm));
  const stroke = pathMark('LABEL', ends, { pen: { widthMm: 0.25, colour: inkColour } });
  return {
    ...{ part: { id: `bundle ${ids.join(' ')}`, at: middle }, at: middle, layer: 'CABLE' },
    label: wrappedList(numberRanges(ids), texts('construction.listSeparator')),
    clearMm: halfMm + 0.6,
    marks: [stroke],
  };
}

/** Cables that end where they are shown on both sides, by their numbers; none at equipment without a symbol, whose bundles have them. */
function numberedLines(
  runs: readonly DrawnRun[],
  cell: Area,
  unmarked: ReadonlySet<string> = new Set(),
): FloorLine[] {
  return runs.flatMap(({ cable, points }): FloorLine[] => {
    if (!points.every((point) => isIn(point, cell))) return [];
    if (unmarked.has(cable.from.node) || unmarked.has(cable.to.node)) return [];
    const parts = [...straightParts(points)].sort((a, b) => lengthOf(b) - lengthOf(a));
    const part = { id: cable.id, at: middleOf(points) };
    return [{ part, label: cable.id, parts: parts.length > 0 ? parts : [[points[0], points[0]]] }];
  });
}

/** Numbers in their order, three or more that follow each other from the first to the last: `L1–L4`, `L7`. */
function numberRanges(ids: readonly string[]): string[] {
  const numbered = ids.map((id) => ({ id, number: Number(/^L(\d+)$/.exec(id)?.[1] ?? Number.NaN) }));
  const plain = numbered.filter(({ number }) => Number.isFinite(number)).sort((a, b) => a.number - b.number);
  const runs: (typeof plain)[] = [];
  for (const each of plain) {
    const last = runs.at(-1)?.at(-1);
    if (last && each.number === last.number + 1) runs.at(-1)?.push(each);
    else runs.push([each]);
  }
  return [
    ...runs.flatMap((run) =>
      run.length > 2 ? [`${run[0].id}–${run[run.length - 1].id}`] : run.map(({ id }) => id),
    ),
    ...numbered.filter(({ number }) => !Number.isFinite(number)).map(({ id }) => id),
  ];
}

/** A list in lines of the width of a bundle's label. */
function wrappedList(entries: readonly string[], separator: string): string[] {
  const lines: string[] = [];
  for (const entry of entries) {
    const last = lines.at(-1);
    const longer = last === undefined ? entry : `${last}${separator}${entry}`;
    if (last !== undefined && textWidthMm(longer, labelSizeMm) <= bundle.widthMm)
      lines[lines.length - 1] = longer;
    else lines.push(entry);
  }
  return lines;
}

/** Cables that have labels, where they are bundles those that are in none. */
function cableLines(
  plan: Plan,
  runs: readonly DrawnRun[],
  placement: FloorPlacement,
  options: NetworkMarkOptions & { states: ReadonlyMap<string, ReworkState> | undefined },
): FloorLine[] {
  const { cell } = placement;
  if (!options.isBundled || !cell) return labelledLines(plan, runs, placement, options);
  return numberedLines(runs, cell, options.unmarked);
}

/** The parts of cables that have a label on the sheet, their longest straight pieces first. */
function labelledLines(
  plan: Plan,
  runs: readonly DrawnRun[],
  placement: FloorPlacement,
  {
    lang,
    texts,
    cells,
    states,
  }: Pick<NetworkMarkOptions, 'lang' | 'texts' | 'cells'> & {
    states: ReadonlyMap<string, ReworkState> | undefined;
  },
): FloorLine[] {
  const parts = new Map((plan.network?.parts ?? []).map((part) => [part.id, part]));
  return runs.flatMap(({ cable, points }): FloorLine[] => {
    const style = builtCableStyle(plan, cable);
    const label = [
      ...cableLabel(cable, parts.get(cable.part), lang),
      ...(style?.isUnmeasured ? [{ text: '*' }] : []),
      ...(style?.designedM === undefined
        ? []
        : [{ text: texts('built.designedLength', { length: formatQuantity(style.designedM, 'm') }) }]),
    ];
    const reworked = states && { pen: reworkPen(cable, states) };
    const shown = style ?? reworked;
    const colour = shown ? { colour: shown.pen?.colour ?? inkColour } : {};
    const part = { id: cable.id, at: middleOf(points) };
    return shownParts(points, placement, cells).map((here, index) => ({
      // The stretches of one label are the attributes of the cable in CAD.
      ...{ part, label: index === 0 ? label : lineText(label), ...colour, parts: here },
    }));
  });
}

/**
 * The straight parts of a line that a sheet shows, the longest first, where enough of it lies there or its middle; on a drawing
 * that several sheets have windows on, those of each window, that with the middle first.
 */
function shownParts(
  points: readonly SheetPoint[],
  { cell }: { cell?: Area | undefined },
  cells: readonly Area[] | undefined,
): [SheetPoint, SheetPoint][][] {
  const middle = middleOf(points);
  const all = straightParts(points);
  const windows = cells && cells.length > 0 ? cells : cell ? [cell] : [everywhere];
  const found = windows.flatMap((window) => {
    const here = all.flatMap(([a, b]) => {
      const inside = clipSegment(a, b, window);
      return inside ? [inside] : [];
    });
    const lengthMm = here.reduce((sum, part) => sum + lengthOf(part), 0);
    const hasMiddle = isIn(middle, window);
    if (!hasMiddle && lengthMm < labelledFromMm) return [];
    const ordered = here.sort((a, b) => lengthOf(b) - lengthOf(a));
    const parts: [SheetPoint, SheetPoint][] = ordered.length > 0 ? ordered : [[middle, middle]];
    return [{ hasMiddle, parts }];
  });
  // On a drawing of the whole level every line has a label.
  if (found.length === 0 && cells) return shownParts(points, { cell: undefined }, undefined);
  return found.sort((a, b) => Number(b.hasMiddle) - Number(a.hasMiddle)).map(({ parts }) => parts);
}

function straightParts(points: readonly SheetPoint[]): [SheetPoint, SheetPoint][] {
  return points.slice(1).map((point, index) => [points[index], point]);
}

function lengthOf([a, b]: readonly [SheetPoint, SheetPoint]): number {
  return Math.hypot(b[0] - a[0], b[1] - a[1]);
}

/** The point half way along a line. */
function middleOf(points: readonly SheetPoint[]): SheetPoint {
  const parts = straightParts(points);
  let leftMm = parts.reduce((sum, part) => sum + lengthOf(part), 0) / 2;
  for (const [a, b] of parts) {
    const lengthMm = lengthOf([a, b]);
    if (lengthMm > 0 && leftMm <= lengthMm) {
      const fraction = leftMm / lengthMm;
      return [a[0] + fraction * (b[0] - a[0]), a[1] + fraction * (b[1] - a[1])];
    }
    leftMm -= lengthMm;
  }
  return points[0];
}

const cableColour = '#c21807';
export const cablePen: Pen = { widthMm: 0.35, colour: cableColour };
export const fibrePen: Pen = { widthMm: 0.25, colour: '#7a3fa0', dashMm: [3, 0.8] };
export const dataCablePen: Pen = { widthMm: 0.25, colour: '#1457a8', dashMm: [1.6, 0.8] };
export const radiatingPen: Pen = { widthMm: 0.7, colour: cableColour, dashMm: [2.4, 0.8] };
/** Symbols nearer to each other than this are drawn apart, mm. */
const apartMm = 2 * boxHalfMm + 0.6;

export interface NetworkMarkOptions {
  texts: DocumentTexts;
  lang: Language;
  /** Names of rooms: drawn here, or there already on the architect's drawing. */
  names: 'drawn' | 'there';
  /** Ramps that are drawn with their own texts; what hangs on one outdoors has its height over the road. */
  courses: readonly RampCourse[];
  /** Marks under the network, which labels should avoid. */
  under: readonly Mark[];
  /** Marks of the sheet that no label may cover: texts and what they stand in. */
  reserved?: readonly Mark[];
  /** Ways of cables through walls and slabs of the level. */
  penetrations: readonly { id: string; position: SheetPoint }[];
  /** Areas that no label may cover. */
  barred?: readonly Area[];
  /** Cables lie where they run, also where several do: coordinates are taken from the drawing. */
  isExact?: boolean;
  /** Sources and basebands that the sheet draws as they stand: they have no symbol. */
  unmarked?: ReadonlySet<string>;
  /** Cables have one label where several leave what is shown together: their numbers alone. */
  isBundled?: boolean;
  /** Windows of the sheets on a drawing of the whole level: lines have a label in each. */
  cells?: readonly Area[];
}

/** Sources, basebands and devices of a level, each beside those before it where they stand in one location. */
function standingItems(
  plan: Plan,
  levelId: string,
  { toSheet, within, cell }: FloorPlacement,
  {
    taken,
    lang,
    texts,
    unmarked,
  }: { taken: TakenAreas } & Pick<NetworkMarkOptions, 'lang' | 'texts' | 'unmarked'>,
): FloorItem[] {
  const network = plan.network ?? {};
  const parts = new Map((network.parts ?? []).map((part) => [part.id, part]));
  const standing = [
    ...(network.sources ?? []).map((each) => ({ ...each, kind: 'radio-unit' as const })),
    ...(network.basebands ?? []).map((each) => ({ ...each, kind: 'baseband' as const })),
    ...(network.devices ?? []).map((each) => ({ ...each, kind: 'splitter' as const })),
  ].filter(({ id, level }) => level === levelId && !unmarked?.has(id));
  const assumed = new Set(
    (network.devices ?? []).filter(({ positionAssumed }) => positionAssumed === true).map(({ id }) => id),
  );
  return standing.flatMap(({ id, part, position, kind }): FloorItem[] => {
    const point = toSheet(position);
    if (cell && !isIn(point, cell)) return [];
    const known = parts.get(part ?? '');
    const at = freeLocation(point, taken, cell ?? within, feedAngleRad({ id, position }, network, toSheet));
    takeSymbol(at, taken);
    const leader =
      at === point ? [] : [pathMark('DEVICE', [point, at], { pen: { widthMm: 0.1, colour: greyColour } })];
    const [number, ...value] = deviceLabel(id, known, lang);
    const label = kind === 'splitter' ? [[number, ...value]] : [[number], ...(known ? [value.slice(1)] : [])];
    if (assumed.has(id)) label.push([{ text: texts('construction.rework.positionAssumed') }]);
    for (const text of designedValue(plan, id, lang)) label.push([{ text }]);
    const anchor = { id, at };
    const symbol = ofPart(anchor, partSymbol(known?.kind ?? kind, at));
    return [{ part: anchor, label, layer: 'DEVICE', at, marks: [...leader, ...symbol] }];
  });
}

/** A piece of a cable on one level, and where it goes from its ends. */
interface CableRun {
  cable: NetworkCable;
  path: readonly SheetPoint[];
  /** Levels that it comes from and goes to, at its first and last location. */
  before?: string;
  after?: string;
}

function cableRuns(network: Network, levelId: string): CableRun[] {
  return (network.cables ?? []).flatMap((cable) =>
    cable.course.flatMap(({ level, path }, index): CableRun[] =>
      level === levelId
        ? [{ cable, path, before: cable.course[index - 1]?.level, after: cable.course[index + 1]?.level }]
        : [],
    ),
  );
}

/** A run as it is drawn. */
interface DrawnRun extends CableRun {
  points: SheetPoint[];
}

/** Cables on one line are drawn so far apart, mm. */
const laneMm = 0.8;
/** More cables than these on one line lie on each other again. */
const maxLanes = 7;
/** Lines nearer than this are one, and those that have less of it in common are not, m. */
const oneLine = { apartM: 0.05, commonM: 0.2 };

/**
 * The runs on a sheet. Those that share a line lie beside each other there: the first where it is, the others in turn at its two
 * sides.
 */
function drawnRuns(
  runs: readonly CableRun[],
  toSheet: FloorPlacement['toSheet'],
  isExact: boolean,
): DrawnRun[] {
  if (isExact) return runs.map((run) => ({ ...run, points: run.path.map(toSheet) }));
  const taken = new Map<string, { lane: number; from: number; to: number }[]>();
  return runs.map((run) => {
    const stretches = run.path.slice(1).flatMap((end, index) => stretchesOf(run.path[index], end));
    const isFree = (lane: number) =>
      stretches.every(({ keys, from, to }) =>
        keys.every((key) =>
          (taken.get(key) ?? []).every(
            (other) =>
              other.lane !== lane || Math.min(to, other.to) - Math.max(from, other.from) < oneLine.commonM,
          ),
        ),
      );
    const free = Array.from({ length: maxLanes }, (_, lane) => lane).find(isFree) ?? 0;
    for (const { keys, from, to } of stretches)
      taken.set(keys[0], [...(taken.get(keys[0]) ?? []), { lane: free, from, to }]);
    const offMm = laneMm * Math.ceil(free / 2) * (free % 2 === 0 ? -1 : 1);
    return { ...run, points: shifted(run.path.map(toSheet), offMm) };
  });
}

/** The line that a straight stretch lies on, with the two next to it, and from where to where on it, m. */
function stretchesOf(a: SheetPoint, b: SheetPoint): { keys: string[]; from: number; to: number }[] {
  const lengthM = Math.hypot(b[0] - a[0], b[1] - a[1]);
  if (lengthM === 0) return [];
  const [ux, uy] = sideways([(b[0] - a[0]) / lengthM, (b[1] - a[1]) / lengthM]);
  const along = ([x, y]: SheetPoint) => x * ux + y * uy;
  const across = Math.round((a[1] * ux - a[0] * uy) / oneLine.apartM);
  const angle = `${Math.round(100 * ux)} ${Math.round(100 * uy)}`;
  return [
    {
      keys: [0, 1, -1].map((step) => `${angle} ${across + step}`),
      from: Math.min(along(a), along(b)),
      to: Math.max(along(a), along(b)),
    },
  ];
}

/** A direction without its sense: to the right, or else down. */
function sideways([x, y]: SheetPoint): SheetPoint {
  return x < -1e-6 || (Math.abs(x) <= 1e-6 && y < 0) ? [-x, -y] : [x, y];
}

/** A line with its straight parts so far at their side: above and below it means the same for either sense. */
function shifted(points: readonly SheetPoint[], offMm: number): SheetPoint[] {
  if (offMm === 0) return [...points];
  const parts = straightParts(points).filter((part) => lengthOf(part) > 0);
  const moved = parts.map(([a, b]) => {
    const lengthMm = lengthOf([a, b]);
    const [ux, uy] = [(b[0] - a[0]) / lengthMm, (b[1] - a[1]) / lengthMm];
    const [sx, sy] = sideways([ux, uy]);
    const step = ([x, y]: SheetPoint): SheetPoint => [x - offMm * sy, y + offMm * sx];
    return { ends: [step(a), step(b)] as const, direction: [ux, uy] as const };
  });
  if (moved.length === 0) return [...points];
  return [
    moved[0].ends[0],
    ...moved.slice(1).flatMap((next, index) => cornerOf(moved[index], next)),
    moved[moved.length - 1].ends[1],
  ];
}

interface MovedPart {
  ends: readonly [SheetPoint, SheetPoint];
  direction: SheetPoint;
}

/** The point at which two straight parts meet, or both ends where they run on or back. */
function cornerOf(before: MovedPart, after: MovedPart): SheetPoint[] {
  const [ux, uy] = before.direction;
  const [vx, vy] = after.direction;
  const cross = ux * vy - uy * vx;
  const [[, a], [b]] = [before.ends, after.ends];
  if (Math.abs(cross) < 0.05) return [a, b];
  const along = ((b[0] - a[0]) * vy - (b[1] - a[1]) * vx) / cross;
  return [[a[0] + along * ux, a[1] + along * uy]];
}

/** Id of a radiating cable's course as a part of drawings, beside its fed end. */
export function courseId({ id }: { id: string }): string {
  return `${id} course`;
}

/** How far a cable that only falls is drawn below its fed end, mm. */
const fallMm = 4;

/** A radiating cable's course on a sheet: one that falls where it is fed is a stroke down from there. */
export function radiatingCourse(path: readonly Point[], toSheet: (point: Point) => SheetPoint): SheetPoint[] {
  const course = path.map(toSheet);
  if (course.length > 1) return course;
  return course.flatMap(([x, y]): SheetPoint[] => [
    [x, y],
    [x, y + fallMm],
  ]);
}

/** A radiating cable on a sheet: its course there, cut at the edges of the part that is shown. */
interface RadiatingCourse {
  antenna: Antenna;
  points: SheetPoint[];
  marks: Mark[];
}

function radiatingCourses(
  antennas: readonly Antenna[],
  { toSheet, cell }: FloorPlacement,
): RadiatingCourse[] {
  return antennas.flatMap((antenna): RadiatingCourse[] => {
    if (!radiatesAlongPath(antenna) || !antenna.path) return [];
    const points = radiatingCourse(antenna.path, toSheet);
    const part = { id: courseId(antenna), at: toSheet(antenna.position) };
    const marks = ofPart(part, [pathMark('CABLE', points, { pen: radiatingPen })]);
    return [{ antenna, points, marks: clipMarks(marks, cell ?? everywhere) }];
  });
}

/** The load at the far end of a radiating cable. */
function loadItem({ antenna, points }: RadiatingCourse, texts: DocumentTexts): FloorItem {
  const at = points[points.length - 1];
  const part = { id: cableEndId(antenna), at };
  return {
    ...{ part, at, layer: 'DEVICE' },
    label: [
      [{ text: `${antenna.id} ${texts('tables.farEnd')}`, tag: 'NUMBER' }],
      [{ text: texts('construction.kinds.load') }],
    ],
    marks: ofPart(part, partSymbol('load', at)),
  };
}

/** Labels of a radiating cable: number, kind and length, on every part of the level on which enough of it lies. */
function courseLines(
  { network = {} }: Plan,
  { antenna, points }: RadiatingCourse,
  placement: FloorPlacement,
  { lang, texts, cells }: Pick<NetworkMarkOptions, 'lang' | 'texts' | 'cells'>,
): FloorLine[] {
  const parts = network.parts ?? [];
  const known = parts.find(({ id }) => id === antennaPartId(antenna, parts));
  const size = known ? /\d[\d\-/]*\s*["″]/.exec(partName(known, lang))?.[0] : undefined;
  const kind = size
    ? texts('construction.sizedRadiatingCable', { size })
    : texts('construction.radiatingCable');
  const label = `${antenna.id} ${kind} ${formatQuantity(cableLengthM(antenna), 'm')}`;
  const middle = middleOf(points);
  return shownParts(points, placement, cells).map((shown) => ({
    ...{ part: { id: courseId(antenna), at: middle }, label, parts: shown },
  }));
}

/** A location at which cables go to other levels. */
export interface Riser {
  atM: SheetPoint;
  to: ReadonlySet<string>;
}

/** Locations of a level's cables that go to other levels, one however many rise there. */
export function levelRisers(network: Network, levelId: string): Riser[] {
  return risersOf(cableRuns(network, levelId));
}

/** Id of a riser as a part of drawings. */
export function riserId(levelId: string, atM: SheetPoint): string {
  return `riser ${levelId} ${atM.join(',')}`;
}

function risersOf(runs: readonly CableRun[]): Riser[] {
  const risers = new Map<string, { atM: SheetPoint; to: Set<string> }>();
  const note = (atM: SheetPoint, to: string | undefined) => {
    if (to === undefined) return;
    const key = atM.join(',');
    const known = risers.get(key) ?? { atM, to: new Set<string>() };
    risers.set(key, { atM, to: known.to.add(to) });
  };
  for (const { path, before, after } of runs) {
    note(path[0], before);
    note(path[path.length - 1], after);
  }
  return [...risers.values()];
}

/** An arrow upwards: cables leave the level. */
export function riserMarks([x, y]: SheetPoint): Mark[] {
  const half = 1.3;
  const arrow: SheetPoint[] = [
    [x - half, y + half],
    [x + half, y - half],
  ];
  const head: SheetPoint[] = [
    [x + half - 1.1, y - half],
    [x + half, y - half],
    [x + half, y - half + 1.1],
  ];
  return [pathMark('CABLE', arrow, { pen: cablePen }), pathMark('CABLE', head, { pen: cablePen })];
}

/** One item per location, however many cables rise there. */
function riserItems(
  runs: readonly CableRun[],
  levelId: string,
  { toSheet }: FloorPlacement,
  texts: DocumentTexts,
): FloorItem[] {
  return risersOf(runs).map(({ atM, to }): FloorItem => {
    const at = toSheet(atM);
    const label = texts('construction.riser', { levels: [...to].sort().join('、') });
    const part = { id: riserId(levelId, atM), at };
    return {
      part,
      label: [[{ text: label, tag: 'LEVELS' }]],
      layer: 'CABLE',
      at,
      marks: ofPart(part, riserMarks(at)),
    };
  });
}

function takeSymbol([x, y]: SheetPoint, taken: TakenAreas): void {
  const [halfX, halfY] = [boxHalfMm + 0.2, symbolHalfMm + 0.2];
  taken.add({ minX: x - halfX, minY: y - halfY, maxX: x + halfX, maxY: y + halfY });
}

/** Direction on the sheet in which what feeds a part lies, along its cable; to the right where nothing feeds it. */
function feedAngleRad(
  { id, position }: { id: string; position: readonly [number, number] },
  { cables = [] }: Network,
  toSheet: FloorPlacement['toSheet'],
): number {
  const feeder = cables.find(({ to }) => to.node === id);
  const path = feeder?.course[feeder.course.length - 1]?.path ?? [];
  const before = [...path].reverse().find(([x, y]) => x !== position[0] || y !== position[1]);
  if (!before) return 0;
  const [from, to] = [toSheet(position), toSheet(before)];
  return Math.atan2(to[1] - from[1], to[0] - from[0]);
}

/** The location itself, or the nearest one on rings around it where no symbol stands, in a direction where there is room. */
function freeLocation(point: SheetPoint, taken: TakenAreas, within: Area, angleRad: number): SheetPoint {
  const isFree = ([x, y]: SheetPoint) => {
    const area = {
      ...{ minX: x - boxHalfMm, maxX: x + boxHalfMm },
      ...{ minY: y - symbolHalfMm, maxY: y + symbolHalfMm },
    };
    return isWithin(area, within) && taken.overlapMm2(area) === 0;
  };
  if (isFree(point)) return point;
  for (let ring = 1; ring <= 12; ring++) {
    for (let step = 0; step < 8 * ring; step++) {
      // Turned to one side and the other by turns.
      const turnRad = (2 * Math.PI * Math.ceil(step / 2) * (step % 2 === 0 ? 1 : -1)) / (8 * ring);
      const at: SheetPoint = [
        point[0] + ring * apartMm * Math.cos(angleRad + turnRad),
        point[1] + ring * apartMm * Math.sin(angleRad + turnRad),
      ];
      if (isFree(at)) return at;
    }
  }
  return point;
}
