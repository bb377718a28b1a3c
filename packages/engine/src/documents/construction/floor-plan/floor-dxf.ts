import type { Language } from '../../../core/index.ts';
import { InputError, languages, requireObject, requireOneOf, say } from '../../../core/index.ts';
import { type Level, type Plan, planToDrawing, requirePlan } from '../../../plan/index.ts';
import type { Prediction } from '../../../radio/index.ts';
import type { DxfGroup } from '../../encoders/dxf-groups.ts';
import { type Mark, textMark } from '../../encoders/sheet.ts';
import { textsIn } from '../../wording/document-text.ts';
import { type StaleOptions, staleStamp, stampMarks } from '../../wording/stale-stamp.ts';
import { layerColours, layerName } from '../dxf/document-layers.ts';
import { type EntityStyle, markEntities, type SheetPlacement } from '../dxf/mark-entities.ts';
import { overDrawing } from '../dxf/over-drawing.ts';
import { standaloneDxf, textStyleName } from '../dxf/standalone-dxf.ts';
import { frameBoxes, sheetSizes } from '../frame-sheet.ts';
import { areaOf } from './building-marks.ts';
import { coverageMarks } from './coverage-marks.ts';
import { numberMark } from './floor-labels.ts';
import { type FloorPlacement, floorPlacement, placeFloor } from './floor-placement.ts';
import { networkMarks } from './network-marks.ts';

export interface FloorDxfOptions extends StaleOptions {
  lang: Language;
  /** Ids; all levels where left out. */
  levels?: readonly string[];
  /** Prediction of the same plan: the edge of coverage is drawn. */
  prediction?: Prediction;
  /** The architect's drawing: the result is a copy of it with our layers. */
  over?: Uint8Array;
}

/**
 * Antennas, cables, devices, labels and the edge of coverage in the coordinates and units of the drawing that the plan
 * was imported from, on layers `DIKU-…`: opened in CAD they lie on the architect's drawing. Levels drawn over each
 * other get layers of their own. A level that was not read from a drawing, or from an image, is in the plan's metres.
 * Throws `InputError` for a level that the plan lacks, for levels of several drawings, and over a drawing for a level
 * that was not read from one.
 */
export function floorDxf(plan: Plan, options: FloorDxfOptions): Uint8Array {
  requirePlan(plan);
  requireObject('options', options, ['lang']);
  const { lang, levels: wanted, prediction, over, allowStale } = options;
  requireOneOf('lang', lang, languages);
  const stamp = staleStamp(plan, { lang, allowStale });
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
  const isStacked = overlap(levels, sources);
  const drawn = levels.map((level, index) => ({
    levelId: isStacked ? level.id : undefined,
    ...levelMarks(plan, level, sources[index], { lang, prediction, stamp }),
  }));
  const layers = new Map(
    drawn.flatMap(({ marks, levelId }) =>
      [...new Set(marks.map(({ layer }) => layer))]
        .sort()
        .map((layer) => [layerName(layer, levelId), layerColours[layer]] as const),
    ),
  );
  const entities = (style: EntityStyle): DxfGroup[] =>
    drawn.flatMap(({ marks, placement: point, levelId }) =>
      marks.flatMap((mark) => markEntities(mark, point, { ...style, levelId })),
    );
  if (over) return overDrawing(over, { layers, entities });
  return standaloneDxf({ layers, entities: entities({ textStyle: textStyleName }) });
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

/** Texts in the drawing are as large as on a sheet at this scale, where the A3 sheet of the level is smaller. */
const smallestScale = 200;

/** Marks sized as on a sheet, along the axes of the drawing as far as quarter turns take them. */
function levelMarks(
  plan: Plan,
  level: Level,
  source: LevelSource,
  { lang, prediction, stamp }: { lang: Language; prediction?: Prediction; stamp: string | undefined },
): { marks: Mark[]; placement: SheetPlacement } {
  const scale = Math.min(smallestScale, placeFloor(level, frameBoxes(sheetSizes.A3).drawing).scale);
  const angleDeg = -90 * Math.round(source.rotationDeg / 90) + 0;
  const everywhere = { minX: -1e9, minY: -1e9, maxX: 1e9, maxY: 1e9 };
  const placement = floorPlacement({
    scale,
    angleDeg,
    centreM: [0, 0],
    centreMm: [0, 0],
    within: everywhere,
  });
  const under = prediction ? coverageMarks(prediction, level.id, placement) : [];
  // Back from the sheet to the plan: a turn by quarters is exact.
  const cos = Math.round(Math.cos((angleDeg * Math.PI) / 180));
  const sin = Math.round(Math.sin((angleDeg * Math.PI) / 180));
  const mPerMm = scale / 1000;
  const texts = textsIn(lang);
  const network = networkMarks(plan, level, placement, { texts, lang, names: 'there', under });
  return {
    marks: [
      ...under,
      ...network.marks,
      ...listedMarks(network.listed, level, placement),
      ...(stamp ? floorStamp(stamp, level, placement) : []),
    ],
    placement: {
      point: ([x, y]) => planToDrawing([mPerMm * (cos * x - sin * y), -mPerMm * (sin * x + cos * y)], source),
      unitsPerMm: mPerMm / source.metresPerUnit,
      angleDeg: -angleDeg - source.rotationDeg,
    },
  };
}

/** The labels that had no room, by their numbers, at the right of the level. */
function listedMarks(listed: readonly string[], level: Level, placement: FloorPlacement): Mark[] {
  const { maxX, minY } = areaOf(level.outline.map(placement.toSheet));
  return listed.flatMap((label, index) => {
    const y = minY + 5 * index;
    return [...numberMark(index + 1, [maxX + 20, y]), textMark('LABEL', label, [maxX + 24, y + 0.9])];
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
