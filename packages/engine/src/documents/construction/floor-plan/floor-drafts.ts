import type { Language } from '../../../core/index.ts';
import { listHoles, type Penetration } from '../../../design/index.ts';
import type { Level, Plan } from '../../../plan/index.ts';
import { type Prediction, type RampCourse, rampCourses } from '../../../radio/index.ts';
import type { Cell, DocumentTable } from '../../encoders/document-table.ts';
import {
  greyColour,
  inkColour,
  type Mark,
  pathMark,
  type SheetPoint,
  textMark,
} from '../../encoders/sheet.ts';
import { textWidthMm } from '../../encoders/text-width.ts';
import { levelLabel } from '../../wording/carrier-label.ts';
import { type DocumentTexts, textsIn } from '../../wording/document-text.ts';
import { clipMarks } from '../clip-marks.ts';
import { type Box, frameBoxes, type SheetDraft, type SheetSize } from '../frame-sheet.ts';
import type { Area } from '../position-labels.ts';
import { tableDrafts } from '../tables/table-drafts.ts';
import { type AxisExtent, axisGrid, hasAxes } from './axis-grid.ts';
import { areaOf, buildingMarks } from './building-marks.ts';
import { compartmentMarks } from './compartment-marks.ts';
import { coordinateGrid } from './coordinate-grid.ts';
import { coverageMarks, coverageOnPart, type DrawnCoverage, drawnCoverage } from './coverage-marks.ts';
import { facilityMarks } from './facility-marks.ts';
import { drawnCoverageNote, floorAnnotations, floorNotes } from './floor-annotations.ts';
import {
  fitsOneSheet,
  type LevelPart,
  type LevelPartition,
  partitionLevel,
  planScales,
  sheetFromM2,
} from './floor-partition.ts';
import { type FloorPlacement, floorBounds } from './floor-placement.ts';
import { networkMarks } from './network-marks.ts';
import { rampMarks } from './ramp-marks.ts';
import { type ListedLabel, listedRows, notesMm, panelMm, sidePanel } from './side-panel.ts';

export interface FloorOptions {
  lang: Language;
  size: SheetSize;
  levels?: readonly string[];
  prediction?: Prediction;
}

interface LevelOptions extends FloorOptions {
  /** Ways of cables through walls and slabs of the level. */
  penetrations: readonly Penetration[];
  courses: readonly RampCourse[];
}

/**
 * Floor plans, a sheet per level or per part of it at 1:200 or larger: the building in grey, the edge of coverage where a
 * prediction is given, antennas, cables and devices with number and value over it, coordinate grid, legend, scale bar,
 * north, and beside it which part it is.
 */
export function floorDrafts(plan: Plan, options: FloorOptions): SheetDraft[] {
  const { levels } = options;
  const penetrations = listHoles(plan);
  const courses = rampCourses(plan.levels);
  return plan.levels
    .filter(({ id }) => levels === undefined || levels.includes(id))
    .flatMap((level) =>
      levelDrafts(plan, level, {
        ...{ ...options, courses },
        penetrations: penetrations.filter((each) => each.level === level.id),
      }),
    );
}

/** Part of a sheet for the floor plan itself. */
export function planBox(size: SheetSize): Box {
  const { drawing } = frameBoxes(size);
  return { ...drawing, widthMm: drawing.widthMm - panelMm };
}

/** The scale of a level's sheets: the smallest at which all labels find room on the drawing or in the list beside it. */
export function floorScale(plan: Plan, level: Level, options: FloorOptions): number {
  const penetrations = listHoles(plan).filter((each) => each.level === level.id);
  return levelSheets(plan, level, { ...options, penetrations, courses: rampCourses(plan.levels) }).scale;
}

function levelDrafts(plan: Plan, level: Level, options: LevelOptions): SheetDraft[] {
  return levelSheets(plan, level, options).drafts;
}

function levelSheets(
  plan: Plan,
  level: Level,
  options: LevelOptions,
): { scale: number; drafts: SheetDraft[] } {
  const box = planBox(options.size);
  const isWhole = (scale: number) => fitsOneSheet(plan, level, box, scale);
  const first = planScales.find(isWhole) ?? planScales[planScales.length - 1];
  const scales = [...planScales].reverse().filter((scale) => scale <= first);
  for (const scale of scales) {
    const drafts = draftsAt(plan, level, options, { box, scale, isLast: scale === planScales[0] });
    if (drafts) return { scale, drafts };
  }
  return { scale: first, drafts: [] };
}

/** The sheets at a scale; undefined where the list of one is too long, unless it is the largest scale. */
function draftsAt(
  plan: Plan,
  level: Level,
  options: LevelOptions,
  { box, scale, isLast }: { box: Box; scale: number; isLast: boolean },
): SheetDraft[] | undefined {
  const partition = partitionLevel(plan, level, box, scale);
  const drawn = partition.parts.filter(({ number }) => number !== undefined);
  const drafts: SheetDraft[] = [];
  for (const [index, part] of drawn.entries()) {
    const found = partDraft(plan, level, options, {
      partition,
      part,
      placement: partition.placements[index],
    });
    if (found.more.length > 0 && !isLast) return undefined;
    drafts.push(found.draft, ...moreDrafts(found, options));
  }
  return drafts;
}

/** A sheet, and the rows of its list that have no room beside the drawing, by number. */
interface PartSheet {
  draft: SheetDraft;
  more: Cell[][];
}

/** The rest of a list as a table on the next sheet: only where more lies in one location than a sheet has room for. */
function moreDrafts({ draft, more }: PartSheet, { lang, size }: FloorOptions): SheetDraft[] {
  if (more.length === 0) return [];
  const texts = textsIn(lang);
  const table: DocumentTable = {
    id: `${draft.id}-list`,
    title: texts('construction.listedTitle', { title: draft.title }),
    columns: [
      { head: texts('tables.number'), format: 'integer', characters: 6 },
      { head: texts('construction.listedParts'), format: 'text', characters: 40 },
    ],
    ...{ rows: more, notes: [] },
  };
  const set = draft.drawing && `${draft.drawing.set}-L${draft.drawing.index}`;
  return tableDrafts(table, size, texts).map((each, index, all) => ({
    ...each,
    ...(set ? { drawing: { set, index: index + 1, count: all.length } } : {}),
  }));
}

function partDraft(
  plan: Plan,
  level: Level,
  options: LevelOptions,
  { partition, part, placement }: PlacedPart,
): PartSheet {
  const { lang, size, prediction, penetrations } = options;
  const texts = textsIn(lang);
  const shown = shownArea(level, placement);
  const coverage =
    prediction &&
    coverageOnPart(
      drawnCoverage(
        prediction,
        level.id,
        clipMarks(coverageMarks(prediction, level.id, placement), shown),
        texts,
      ),
      placement,
      shown,
    );
  const compartments = clipMarks(compartmentMarks(level, placement), shown);
  const facilities = clipMarks(facilityMarks(level, placement), shown);
  const ramps = clipMarks(rampMarks(options.courses, level.id, placement, texts), shown);
  const around = surroundings(level, texts, { partition, part, placement });
  const network = networkMarks(plan, level, placement, {
    ...{ texts, lang, names: 'drawn', reserved: around, penetrations, courses: options.courses },
    under: [...facilities, ...compartments, ...ramps, ...(coverage?.marks ?? [])],
  });
  const listed = network.listed.map(({ text }, index) => ({ number: index + 1, text }));
  const annotated = annotations(plan, level, {
    ...{ texts, size, coverage, partition, part, placement, listed },
    hasPenetrations: penetrations.length > 0,
    isExact: false,
  });
  const isLine = ({ kind }: Mark) => kind === 'path';
  const marks = [
    ...around.filter(isLine),
    ...facilities,
    ...clipMarks(buildingMarks(level, placement), shown),
    ...ramps,
    ...compartments,
    // Bubbles hide what lies under them.
    ...around.filter((mark) => !isLine(mark)),
    ...(coverage?.marks ?? []),
    ...network.marks,
    ...annotated.marks,
  ];
  return {
    draft: { ...partTitle(level, texts, { partition, part, placement }), size, marks },
    more: listed.slice(annotated.rows).map(({ number, text }) => [number, text]),
  };
}

/** A part of a level and where it lies on its sheet. */
export interface PlacedPart {
  partition: LevelPartition;
  part: LevelPart;
  placement: FloorPlacement;
}

/** The part of the sheet that shows the level. */
export function shownArea(level: Level, { cell, shown, toSheet }: FloorPlacement): Area {
  const { minX, minY, maxX, maxY } = floorBounds(level);
  return cell ?? shown ?? areaOf([toSheet([minX, minY]), toSheet([maxX, maxY])]);
}

/** Id, title and scale of a part's sheet, and the title of all parts of the level. */
export function partTitle(
  level: Level,
  texts: DocumentTexts,
  { partition, part, placement }: PlacedPart,
): Pick<SheetDraft, 'id' | 'title' | 'series' | 'scale' | 'drawing'> {
  const title = texts('construction.floorTitle', { level: levelLabel(level) });
  const parts = partition.placements.length;
  const scale = `1:${placement.scale}`;
  const drawing = { set: level.id, index: part.number ?? 1, count: parts };
  if (parts === 1) return { id: level.id, title, scale, drawing };
  return {
    ...{ id: `${level.id}-${part.number}`, series: title, scale, drawing },
    title: texts('construction.partTitle', { title, part: part.number ?? 0, parts }),
  };
}

/** The building's axes, or the coordinate grid of a level without any, and match lines around a part. */
export function surroundings(
  level: Level,
  texts: DocumentTexts,
  { partition, part, placement }: PlacedPart,
  extent: AxisExtent = 'all',
): Mark[] {
  const shown = shownArea(level, placement);
  const grid = hasAxes(level) ? axisGrid(level, placement, shown, extent) : coordinateGrid(placement, shown);
  return [...grid, ...matchLines(placement, { partition, part, grid, texts })];
}

/** Legend, scale bar, north, notes, key plan and as many rows of the list as have room. */
export function annotations(
  plan: Plan,
  level: Level,
  options: PlacedPart & {
    texts: DocumentTexts;
    size: SheetSize;
    coverage: DrawnCoverage | undefined;
    listed: readonly ListedLabel[];
    hasPenetrations: boolean;
    /** Cables lie where they run, not beside each other. */
    isExact: boolean;
  },
): { marks: Mark[]; rows: number } {
  const { texts, size, coverage, partition, part, placement, listed, hasPenetrations, isExact } = options;
  const { drawing, legend } = frameBoxes(size);
  const panel: Box = { ...drawing, x: drawing.x + drawing.widthMm - panelMm, widthMm: panelMm };
  const scale = `1:${placement.scale}`;
  const shown = shownArea(level, placement);
  const coverageNote = coverage && drawnCoverageNote(coverage, coverage.areasOn(placement, shown), texts);
  const isParted = partition.parts.some(({ number }) => number === undefined);
  const notes = floorNotes(plan, level, texts, {
    ...{ scale, widthMm: notesMm },
    extra: [
      ...(isExact ? [] : [texts('construction.sideBySide')]),
      ...(isParted ? [texts('construction.partsNote', { area: sheetFromM2 })] : []),
      ...(coverageNote ? [coverageNote] : []),
    ],
  });
  const rows = listedRows(panel, notes.length);
  return {
    marks: [
      ...floorAnnotations(plan, level, { box: legend, placement, texts, scale, coverage, hasPenetrations }),
      ...sidePanel(level, { box: panel, partition, part, listed: listed.slice(0, rows), notes, texts }),
    ],
    rows,
  };
}

const matchPen = { widthMm: 0.25, colour: greyColour, dashMm: [5, 1, 1, 1, 1, 1] };

/** The edges of a part as far as others go on there, with the numbers of their sheets. */
export function matchLines(
  { cell, toSheet }: FloorPlacement,
  {
    partition: { parts },
    part,
    grid,
    texts,
  }: { partition: LevelPartition; part: LevelPart; grid: readonly Mark[]; texts: DocumentTexts },
): Mark[] {
  if (!cell) return [];
  const others = parts
    .filter((each) => each !== part)
    .map(({ number, cornersM }) => ({ number, area: areaOf(cornersM.map(toSheet)) }));
  return (
    [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const
  ).flatMap(([dx, dy]): Mark[] =>
    others.flatMap(({ number, area }) => {
      const common = commonEdge(cell, area, [dx, dy]);
      if (!common) return [];
      const edge = edgeOf(common, dx, dy);
      const name = texts('construction.goesOnPart', { part: number ?? 0 });
      return [
        pathMark('FRAME', edge.ends, { pen: matchPen }),
        ...(number === undefined ? [] : flagMarks(name, edge, [dx, dy], grid)),
      ];
    }),
  );
}

/** Parts that meet along less than this do not go on there, mm. */
const meetMm = 2;

/** The stretch of a part's edge on a side at which another part begins; undefined where none does. */
function commonEdge(cell: Area, other: Area, [dx, dy]: readonly [number, number]): Area | undefined {
  const gapMm =
    dx > 0
      ? other.minX - cell.maxX
      : dx < 0
        ? cell.minX - other.maxX
        : dy > 0
          ? other.minY - cell.maxY
          : cell.minY - other.maxY;
  if (Math.abs(gapMm) > 0.01) return undefined;
  const common = {
    ...{ minX: Math.max(cell.minX, other.minX), maxX: Math.min(cell.maxX, other.maxX) },
    ...{ minY: Math.max(cell.minY, other.minY), maxY: Math.min(cell.maxY, other.maxY) },
  };
  if (dx !== 0) {
    if (common.maxY - common.minY < meetMm) return undefined;
    return { ...cell, minY: common.minY, maxY: common.maxY };
  }
  if (common.maxX - common.minX < meetMm) return undefined;
  return { ...cell, minX: common.minX, maxX: common.maxX };
}

/** An edge of a part, and points along it for its flag, the first near its end. */
interface PartEdge {
  ends: SheetPoint[];
  points: SheetPoint[];
}

function edgeOf({ minX, minY, maxX, maxY }: Area, dx: number, dy: number): PartEdge {
  const steps = (from: number, to: number) =>
    Array.from(
      { length: Math.max(1, Math.floor((from - to) / flag.stepMm)) },
      (_, step) => from - step * flag.stepMm,
    );
  if (dx !== 0) {
    const x = dx > 0 ? maxX : minX;
    const ends: SheetPoint[] = [
      [x, minY],
      [x, maxY],
    ];
    return { ends, points: steps(maxY - flag.fromMm, minY).map((y): SheetPoint => [x, y]) };
  }
  const y = dy > 0 ? maxY : minY;
  const ends: SheetPoint[] = [
    [minX, y],
    [maxX, y],
  ];
  return { ends, points: steps(maxX - flag.fromMm, minX).map((x): SheetPoint => [x, y]) };
}

/** Flags at match lines: their distance from the line and height, the arrow on them, and the steps along the line, mm. */
const flag = { offMm: 0.6, heightMm: 3.8, arrowMm: 1.2, padMm: 1, fromMm: 20, stepMm: 4, fill: '#e6ebf0' };

/** The part that goes on behind an edge, in a box with an arrow outwards, clear of the bubbles of the grid. */
function flagMarks(
  name: string,
  { points }: PartEdge,
  [dx, dy]: readonly [number, number],
  grid: readonly Mark[],
): Mark[] {
  const sizeMm = 2.5;
  const halfMm = textWidthMm(name, sizeMm) / 2 + flag.padMm;
  const outMm = flag.offMm + flag.heightMm + flag.arrowMm;
  /** So far along the edge and out of it. */
  const off = ([x, y]: SheetPoint, along: number, out: number): SheetPoint =>
    dx !== 0 ? [x + dx * out, y + along] : [x + along, y + dy * out];
  const isFree = (point: SheetPoint) => {
    const { minX, minY, maxX, maxY } = areaOf([off(point, -halfMm, 0), off(point, halfMm, outMm)]);
    return grid.every(
      (mark) =>
        mark.kind !== 'circle' ||
        Math.hypot(
          Math.max(minX - mark.center[0], 0, mark.center[0] - maxX),
          Math.max(minY - mark.center[1], 0, mark.center[1] - maxY),
        ) >= mark.radiusMm,
    );
  };
  const at = points.find(isFree) ?? points[0];
  const { offMm, heightMm, arrowMm, fill } = flag;
  const outline = [
    off(at, -halfMm, offMm),
    off(at, halfMm, offMm),
    off(at, halfMm, offMm + heightMm),
    off(at, 1.4, offMm + heightMm),
    off(at, 0, offMm + heightMm + arrowMm),
    off(at, -1.4, offMm + heightMm),
    off(at, -halfMm, offMm + heightMm),
  ];
  const middle = off(at, 0, offMm + heightMm / 2);
  const baseline: SheetPoint =
    dx !== 0 ? [middle[0] + 0.36 * sizeMm, middle[1]] : [middle[0], middle[1] + 0.36 * sizeMm];
  return [
    pathMark('FRAME', outline, { closed: true, pen: { widthMm: 0.1, colour: greyColour }, fill }),
    textMark('FRAME', name, baseline, {
      ...({ sizeMm, anchor: 'middle', colour: inkColour } as const),
      ...(dx === 0 ? {} : { angleDeg: 90 }),
    }),
  ];
}
