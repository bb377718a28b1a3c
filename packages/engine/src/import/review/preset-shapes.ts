/** The shapes of what a person classed in a drawing, for the next drawings of the same office. */
import { distance, type Point } from '../../core/index.ts';
import { openingKindRows, pointKindRows } from '../../plan/index.ts';
import { createLayerClassifier, type LayerClassifier } from '../drawing/classify-layer.ts';
import type { LayerClass } from '../drawing/layer-classes.ts';
import type { ReadDrawing } from '../drawing/read-drawing.ts';
import { transformDrawing } from '../drawing/transform-drawing.ts';
import { type GivenLines, giveLines } from '../recognition/lines/give-lines.ts';
import {
  type DrawnThing,
  isSameShape,
  type KnownShape,
  shapeClasses,
  thingsOf,
} from '../recognition/lines/known-shapes.ts';
import { tuning } from '../tuning.ts';
import type { Corrections } from './corrections.ts';
import type { Evidence } from './evidence.ts';
import { parseReference } from './references.ts';

const { reachM, maxShapes } = tuning.knownShapes;

/** A drawing as it was read, and what was recognised in it. */
export interface SeenDrawing {
  read: ReadDrawing;
  evidence: readonly Evidence[];
  metresPerUnit: number;
}

/** Words of a person and of the preset on layers, blocks, lines and shapes. */
interface ShapeSettings {
  layers: Readonly<Record<string, string>>;
  blocks: Readonly<Record<string, string>>;
  lines: GivenLines;
  shapes: readonly KnownShape[];
}

/**
 * Shapes of the blocks and compact closed shapes whose class a person gave: by their layer or block name, by accepting,
 * rejecting or changing what was recognised of them, or by saying that their lines are no walls. A shape that was given two
 * classes is none. The preset's own follow, the most frequent come first.
 */
export function knownShapes(
  seen: SeenDrawing,
  settings: ShapeSettings,
  corrections: Corrections | undefined,
): KnownShape[] {
  const classify = createLayerClassifier(settings.layers, settings.blocks);
  const said = saidThings(seen, corrections);
  const found: { shape: KnownShape; count: number; isDoubtful: boolean }[] = [];
  for (const sheet of seen.read.sheets) {
    const drawing = transformDrawing(sheet.drawing, seen.metresPerUnit, 0, [0, 0]);
    giveLines([drawing], settings.lines, seen.metresPerUnit);
    for (const thing of thingsOf(drawing)) {
      const layerClass = classGiven(thing, said, classify);
      if (!layerClass || !shapeClasses.includes(layerClass)) continue;
      const alike = found.find(({ shape }) => isSameShape(shape, thing.measures));
      if (!alike) found.push({ shape: shapeOf(thing, layerClass), count: 1, isDoubtful: false });
      else if (alike.shape.layerClass === layerClass) alike.count++;
      else alike.isDoubtful = true;
    }
  }
  found.sort((p, q) => q.count - p.count);
  const before = settings.shapes.filter((shape) => !found.some((each) => isSameShape(each.shape, shape)));
  const learnt = found.filter(({ isDoubtful }) => !isDoubtful).map(({ shape }) => shape);
  return [...learnt, ...before].slice(0, maxShapes);
}

function shapeOf({ measures }: DrawnThing, layerClass: LayerClass): KnownShape {
  const { lengthM, widthM, drawnM, spreadM, ...counts } = measures;
  const rounded = (valueM: number) => Math.round(valueM * 1e4) / 1e4;
  return {
    layerClass,
    ...{ lengthM: rounded(lengthM), widthM: rounded(widthM) },
    ...{ drawnM: rounded(drawnM), spreadM: rounded(spreadM) },
    ...counts,
  };
}

interface SaidThing {
  at: Point;
  kind: string;
  layerClass: LayerClass | undefined;
}

/** Objects that a person spoke of, alone or as a group, in metres of the drawing. */
function saidThings(
  { evidence, metresPerUnit }: SeenDrawing,
  { accept = [], reject = [], set = {} }: Partial<Corrections> = {},
): SaidThing[] {
  const byGroup = new Map<string, string[]>();
  for (const { facets, reference } of evidence) {
    for (const { group } of facets) {
      const members = byGroup.get(group);
      if (members) members.push(reference);
      else byGroup.set(group, [reference]);
    }
  }
  const of = (key: string, classOf: (kind: string, detail: string | undefined) => LayerClass | undefined) =>
    (byGroup.get(key) ?? [key]).flatMap((reference): SaidThing[] => {
      const parsed = parseReference(reference);
      if (!parsed || !['column', 'point', 'opening'].includes(parsed.kind)) return [];
      const at: Point = [parsed.at[0] * metresPerUnit, parsed.at[1] * metresPerUnit];
      return [{ at, kind: parsed.kind, layerClass: classOf(parsed.kind, parsed.detail) }];
    });
  return [
    ...Object.entries(set).flatMap(([key, change]) =>
      change.kind === undefined ? [] : of(key, (kind) => classOfObject(kind, change.kind)),
    ),
    ...reject.flatMap((key) => of(key, () => 'other')),
    ...accept.flatMap((key) => of(key, classOfObject)),
  ];
}

function classOfObject(kind: string, detail: string | undefined): LayerClass | undefined {
  if (kind === 'column') return 'column';
  if (kind === 'point') {
    return pointKindRows.find(({ id }) => id === detail)?.drawn?.layerClass as LayerClass | undefined;
  }
  return openingKindRows.find(({ id }) => id === detail)?.layerClass as LayerClass | undefined;
}

function classGiven(
  { paths, symbol, center, measures }: DrawnThing,
  said: readonly SaidThing[],
  classify: LayerClassifier,
): LayerClass | undefined {
  const given = paths.find(({ givenAs }) => givenAs !== undefined)?.givenAs;
  if (given) return given;
  const object = said.find(
    ({ at, kind }) => distance(at, center) <= (kind === 'opening' ? measures.lengthM : reachM),
  );
  if (object) return object.layerClass;
  const named = symbol?.names.map((name) => classify.ofBlock?.(name)).find((each) => each !== undefined);
  if (named) return named;
  const layers = [...(symbol ? [symbol.layer] : []), ...paths.map(({ layer }) => layer)];
  const layer = layers.find((each) => classify.isGiven?.(each));
  return layer === undefined ? undefined : classify(layer);
}
