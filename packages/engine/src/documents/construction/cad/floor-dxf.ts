import type { Language } from '../../../core/index.ts';
import {
  InputError,
  languages,
  requireObject,
  requireOneOf,
  requireOneOfIfGiven,
  say,
} from '../../../core/index.ts';
import { type Level, type Plan, planToDrawing, requirePlan } from '../../../plan/index.ts';
import { evaluateNetwork, type Prediction, type RampCourse, rampCourses } from '../../../radio/index.ts';
import { type Mark, type SheetPoint, textMark } from '../../encoders/sheet.ts';
import { type DocumentTexts, messagesOf, textsIn } from '../../wording/document-text.ts';
import { staleStamp, stampMarks } from '../../wording/stale-stamp.ts';
import { type DocumentLayer, layerColour, layerName } from '../dxf/document-layers.ts';
import type { DrawingContent, Layout } from '../dxf/drawing-content.ts';
import type { SheetPlacement } from '../dxf/mark-entities.ts';
import { overDrawing } from '../dxf/over-drawing.ts';
import { blockDefinitions, type DrawnPart, partEntities } from '../dxf/part-entities.ts';
import { standaloneDxf } from '../dxf/standalone-dxf.ts';
import { wholeAxes } from '../floor-plan/axis-grid.ts';
import { areaOf, buildingMarks } from '../floor-plan/building-marks.ts';
import { compartmentMarks } from '../floor-plan/compartment-marks.ts';
import { coverageMarks, drawnCoverage } from '../floor-plan/coverage-marks.ts';
import { facilityMarks } from '../floor-plan/facility-marks.ts';
import { floorScale, planBox } from '../floor-plan/floor-drafts.ts';
import { numberMark, type UnplacedLabel } from '../floor-plan/floor-labels.ts';
import { partitionLevel } from '../floor-plan/floor-partition.ts';
import { type FloorPlacement, floorPlacement, sheetTurnDeg } from '../floor-plan/floor-placement.ts';
import { networkMarks } from '../floor-plan/network-marks.ts';
import { rampMarks } from '../floor-plan/ramp-marks.ts';
import { framedDrafts, type PaperSize, type SheetSize, sheetSizes } from '../frame-sheet.ts';
import { planTitleBlock, type TitleOptions } from '../plan-title.ts';
import { drawnParts, layerWords } from './drawn-parts.ts';
import { floorSheets, type ModelLevel, partEdges } from './floor-layouts.ts';
import { sheetBlocks, sheetLayout, usedLayers } from './sheet-layouts.ts';

export interface FloorDxfOptions extends TitleOptions {
  lang: Language;
  /** Ids; all levels where left out. */
  levels?: readonly string[];
  /** Size of the layouts; default A3. */
  paper?: PaperSize;
  /** Prediction of the same plan: the edge of coverage is drawn. */
  prediction?: Prediction;
  /** The architect's drawing: the result is a copy of it with our layers. */
  over?: Uint8Array;
}

/**
 * Antennas, cables, devices, penetrations, labels and the edge of coverage in the coordinates and units of the drawing that the
 * plan was imported from, on layers `DIKU-…`: opened in CAD they lie on the architect's drawing; without it the building is
 * drawn too. Parts and cables are blocks with attributes, which sum up to the bill: a cable is counted on the level where it
 * ends. Every part of a level that has a sheet is a layout with frame and title block. Levels drawn over each other get layers
 * of their own. A level that was not read from a drawing, or from an image, is in the plan's metres.
 * Throws `InputError` for a level that the plan lacks, for levels of several drawings, and over a drawing for a level
 * that was not read from one.
 */
export function floorDxf(plan: Plan, options: FloorDxfOptions): Uint8Array {
  requirePlan(plan);
  requireObject('options', options, ['lang']);
  const { lang, levels: wanted, over } = options;
  requireOneOf('lang', lang, languages);
  requireOneOfIfGiven('paper', options.paper, Object.keys(sheetSizes));
  const levels = wantedLevels(plan, wanted);
  const sources = levels.map((level) => sourceOf(level, over !== undefined));
  const other = sources.find(({ file }) => file !== sources[0].file);
  if (other) {
    throw new InputError([
      {
        at: 'levels',
        found: say('other-drawing', { file: other.file ?? '' }),
        expected: say('one-drawing-only'),
      },
    ]);
  }
  const parts = drawnParts(plan, evaluateNetwork(plan), lang);
  const isStacked = overlap(levels, sources);
  const drawn = levels.map((level, index): DrawnLevel => {
    const inserted = [...parts.values()].filter((part) => part.level === level.id && part.block);
    const levelId = isStacked ? level.id : undefined;
    return {
      level,
      levelId,
      inserted,
      ...levelMarks(plan, { level, inserted, source: sources[index] }, options),
    };
  });
  const content = floorContent(plan, drawn, parts, options);
  return over ? overDrawing(over, content) : standaloneDxf(content, sources[0].metresPerUnit);
}

/** A level in model space. */
interface DrawnLevel {
  level: Level;
  /** Part of its layers' names where levels lie over each other. */
  levelId: string | undefined;
  inserted: readonly DrawnPart[];
  marks: Mark[];
  floor: FloorPlacement;
  placement: SheetPlacement;
  model: Omit<ModelLevel, 'frozen'>;
}

function floorContent(
  plan: Plan,
  drawn: readonly DrawnLevel[],
  parts: ReadonlyMap<string, DrawnPart>,
  options: FloorDxfOptions,
): DrawingContent {
  const { lang } = options;
  const texts = textsIn(lang);
  const layersOf = ({ marks, inserted, levelId }: DrawnLevel) =>
    usedLayers(marks, inserted, parts).map(
      (layer) => [layerName(layer, levelId), layerColour(layer)] as const,
    );
  const size = sheetSizes[options.paper ?? 'A3'];
  const { layouts, blocks } = floorLayouts(plan, drawn, { options, texts, size, layersOf });
  const layoutColours =
    layouts.length > 0 ? layoutLayers.map((layer) => [layerName(layer), layerColour(layer)] as const) : [];
  return {
    layers: new Map([...drawn.flatMap(layersOf), ...layoutColours]),
    describeLayer: layerWords(plan, options.lang),
    blocks: [
      ...blockDefinitions(
        drawn.flatMap(({ inserted }) => inserted),
        messagesOf('construction.attributes', lang),
      ),
      ...blocks,
    ],
    layouts,
    entities: (style) =>
      drawn.flatMap(({ marks, placement, inserted, floor, levelId }) =>
        partEntities(
          {
            ...{ marks, placement, parts, inserted },
            standsAt: ({ positionM }) => positionM && floor.toSheet(positionM),
          },
          { ...style, levelId },
        ),
      ),
  };
}

/** Layers of what a layout has besides its windows. */
const layoutLayers: readonly DocumentLayer[] = [
  'ANTENNA',
  'AXIS',
  'CABLE',
  'COMPARTMENT',
  'DEVICE',
  'FACILITY',
  'FRAME',
  'GRID',
  'LABEL',
];

/** A layout for each part of each level that has a sheet. */
function floorLayouts(
  plan: Plan,
  drawn: readonly DrawnLevel[],
  {
    options,
    texts,
    size,
    layersOf,
  }: {
    options: FloorDxfOptions;
    texts: DocumentTexts;
    size: SheetSize;
    layersOf(level: DrawnLevel): readonly (readonly [string, number])[];
  },
): { layouts: Layout[]; blocks: ReturnType<typeof sheetBlocks> } {
  const sheets = drawn.flatMap((each) => {
    const others = drawn.filter((other) => other !== each && other.levelId !== undefined);
    const frozen = others.flatMap((other) => layersOf(other).map(([name]) => name));
    return floorSheets(plan, each.level, { ...each.model, frozen }, { size, texts });
  });
  const framed = framedDrafts(
    sheets.map(({ draft }) => draft),
    planTitleBlock(plan, options),
    texts,
  );
  return {
    layouts: framed.map((each, index) => sheetLayout(each, [sheets[index].view], each.draft.marks)),
    blocks: sheetBlocks(framed),
  };
}

/** The levels that are asked for, in the plan's order. Throws `InputError` for one that there is not. */
export function wantedLevels(plan: Plan, wanted: readonly string[] | undefined): Level[] {
  const known = plan.levels.map(({ id }) => id);
  for (const id of wanted ?? []) {
    if (known.includes(id)) continue;
    throw new InputError([
      {
        at: '--level',
        found: say('no-such-level', { level: id }),
        expected: say('one-of', { list: known.join(', ') }),
      },
    ]);
  }
  return plan.levels.filter(({ id }) => wanted === undefined || wanted.includes(id));
}

type LevelSource = NonNullable<Level['source']>;

function sourceOf(level: Level, isOver: boolean): LevelSource {
  const { source } = level;
  const isRaster = source?.format === 'png' || source?.format === 'jpeg';
  if (source && !isRaster) return source;
  if (!isOver) return { metresPerUnit: 1, rotationDeg: 0, translation: [0, 0] };
  throw new InputError([
    { at: `levels "${level.id}"`, found: say('no-source'), expected: say('with-source') },
  ]);
}

/** Marks sized as on the level's sheets, along the axes of the drawing as far as quarter turns take them. */
function levelMarks(
  plan: Plan,
  { level, inserted, source }: { level: Level; inserted: readonly DrawnPart[]; source: LevelSource },
  { lang, prediction, over, allowStale, paper }: FloorDxfOptions,
): Pick<DrawnLevel, 'marks' | 'floor' | 'placement' | 'model'> {
  const size = sheetSizes[paper ?? 'A3'];
  const scale = floorScale(plan, level, { lang, size, prediction });
  const angleDeg = sheetTurnDeg(plan);
  const everywhere = { minX: -1e9, minY: -1e9, maxX: 1e9, maxY: 1e9 };
  const floor = floorPlacement({ scale, angleDeg, centreM: [0, 0], centreMm: [0, 0], within: everywhere });
  const texts = textsIn(lang);
  const under = prediction ? coverageMarks(prediction, level.id, floor) : [];
  const partition = partitionLevel(plan, level, planBox(size), scale);
  const penetrations = inserted.flatMap(({ id, layer, positionM }) =>
    layer === 'PENETRATION' && positionM ? [{ id, position: positionM }] : [],
  );
  const courses = rampCourses(plan.levels);
  const drawn = over ? { building: [], below: [] } : drawnBuilding(level, floor, courses, texts);
  const network = networkMarks(plan, level, floor, {
    ...{ texts, lang, names: over ? 'there' : 'drawn', penetrations, courses },
    under: [...drawn.below, ...under],
    barred: partition.placements.length > 1 ? partEdges(partition, floor) : [],
    isExact: true,
    cells: partition.parts
      .filter(({ number }) => number !== undefined)
      .map(({ cornersM }) => areaOf(cornersM.map(floor.toSheet))),
  });
  const stamp = staleStamp(plan, { lang, allowStale });
  const unitsPerMm = scale / 1000 / source.metresPerUnit;
  // Back from the sheet to the plan: a turn by quarters is exact.
  const cos = Math.round(Math.cos((angleDeg * Math.PI) / 180));
  const sin = Math.round(Math.sin((angleDeg * Math.PI) / 180));
  const mPerMm = scale / 1000;
  const toModel = (atM: SheetPoint) => planToDrawing(atM, source);
  return {
    floor,
    marks: [
      ...drawn.building,
      ...under,
      ...network.marks,
      ...listedMarks(network.listed, level, floor),
      ...(stamp ? floorStamp(stamp, level, floor) : []),
    ],
    placement: {
      point: ([x, y]) => toModel([mPerMm * (cos * x - sin * y), -mPerMm * (sin * x + cos * y)]),
      unitsPerMm,
      angleDeg: -angleDeg - source.rotationDeg,
    },
    model: {
      ...{ partition, unitsPerMm, toModel },
      hasPenetrations: penetrations.length > 0,
      twistDeg: angleDeg + source.rotationDeg,
      listed: network.listed.map(({ text, at }) => ({ text, atM: floor.toPlan(at) })),
      coverage: prediction && drawnCoverage(prediction, level.id, under, texts),
    },
  };
}

/** The building of a level with its axes and ramps, and what of it labels should avoid. */
function drawnBuilding(
  level: Level,
  floor: FloorPlacement,
  courses: readonly RampCourse[],
  texts: DocumentTexts,
): { building: Mark[]; below: Mark[] } {
  const facilities = facilityMarks(level, floor);
  const compartments = compartmentMarks(level, floor);
  const ramps = rampMarks(courses, level.id, floor, texts);
  const axes = wholeAxes(level.axes ?? [], floor);
  return {
    building: [...axes, ...facilities, ...buildingMarks(level, floor), ...ramps, ...compartments],
    below: [...facilities, ...compartments, ...ramps],
  };
}

/** The labels that had no room, by their numbers, at the right of the level. */
function listedMarks(listed: readonly UnplacedLabel[], level: Level, placement: FloorPlacement): Mark[] {
  const { maxX, minY } = areaOf(level.outline.map(placement.toSheet));
  return listed.flatMap(({ text }, index) => {
    const y = minY + 5 * index;
    return [...numberMark(index + 1, [maxX + 20, y]), textMark('LABEL', text, [maxX + 24, y + 0.9])];
  });
}

/** Draws the stamp over the level, as wide as it is. */
function floorStamp(stamp: string, level: Level, placement: FloorPlacement): Mark[] {
  const { minX, minY, maxX, maxY } = areaOf(level.outline.map(placement.toSheet));
  const heightMm = 24;
  return stampMarks(stamp, {
    x: minX,
    y: Math.min(minY, maxY) - heightMm - 3,
    widthMm: maxX - minX,
    heightMm,
  });
}

/** Returns whether two of the levels cover the same area of their drawing. */
function overlap(levels: readonly Level[], sources: readonly LevelSource[]): boolean {
  const areas = levels.map(({ outline }, index) =>
    areaOf(outline.map((corner) => planToDrawing(corner, sources[index]))),
  );
  return areas.some((a, index) =>
    areas
      .slice(index + 1)
      .some((b) => a.minX < b.maxX && b.minX < a.maxX && a.minY < b.maxY && b.minY < a.maxY),
  );
}
