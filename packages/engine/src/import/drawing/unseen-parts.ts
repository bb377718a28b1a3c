import { DrawingError, say } from '../../core/index.ts';
import { tuning } from '../tuning.ts';
import type { LayerClassifier } from './classify-layer.ts';
import type { Drawing } from './drawing.ts';
import { type LayerClass, openingClasses, wallClasses } from './layer-classes.ts';
import { type ImportWarning, importWarning, type LevelDrawing } from './level-drawing.ts';

const { minHiddenLines, hiddenRatio, maxNames } = tuning.unseenParts;

/** Layers that are frozen or switched off, with the lines on each. */
export interface HiddenLayer {
  layer: string;
  lines: number;
}

/** Lists what a drawing refers to and does not hold, or holds and does not show. */
export interface UnseenParts {
  /** External references whose files are not here, by name and path. */
  references: readonly string[];
  hiddenLayers: readonly HiddenLayer[];
}

/** Warns of layers that are not shown and hold as much of a plan, walls or bays, as those that are. */
export function hiddenPlanWarnings(
  { hiddenLayers }: UnseenParts,
  drawings: readonly Drawing[],
  { classOf, classify }: { classOf: LevelDrawing['classOf']; classify: LayerClassifier },
): ImportWarning[] {
  const shown = { wall: 0, bay: 0 };
  for (const { paths } of hiddenLayers.length > 0 ? drawings : []) {
    for (const path of paths) {
      const kind = planKind(classOf(path));
      if (kind) shown[kind] += path.closed ? path.points.length : path.points.length - 1;
    }
  }
  const told = (['wall', 'bay'] as const).flatMap((kind) => {
    const hidden = hiddenLayers.filter(({ layer }) => planKind(classify(layer)) === kind);
    const lines = hidden.reduce((sum, each) => sum + each.lines, 0);
    return lines >= Math.max(minHiddenLines, hiddenRatio * shown[kind]) ? hidden : [];
  });
  if (told.length === 0) return [];
  const list = listLayers(told);
  return [importWarning('layers-hidden', list, say('warning-layers-hidden', { list }))];
}

/**
 * Refuses a drawing of equipment over a building that it only refers to: the external reference is not here, no wall is
 * named, and no bay or opening is drawn. Throws `DrawingError`.
 */
export function refuseWithoutBuilding(
  { references }: UnseenParts,
  namedWallsM: number,
  drawings: readonly Drawing[],
  classOf: LevelDrawing['classOf'],
): void {
  if (references.length === 0 || namedWallsM > 0) return;
  const classes = new Set(drawings.flatMap(({ paths }) => paths.map(classOf)));
  const isOfBuilding = [...classes].some((each) => each === 'bay' || openingClasses.has(each));
  // Where nothing runs side by side as walls do, that is what is told.
  if (isOfBuilding || ![...classes].some((each) => wallClasses.has(each))) return;
  throw new DrawingError(say('drawing'), say('no-building'), say('the-building'));
}

/** A refusal that says what of the drawing was not seen, where that may be the plan; others as they are. */
export function withUnseen(error: unknown, unseen: UnseenParts, classify: LayerClassifier): unknown {
  if (!(error instanceof DrawingError)) return error;
  const { references } = unseen;
  const hidden = unseen.hiddenLayers.filter(
    ({ layer, lines }) => lines >= minHiddenLines && mayBePlan(classify(layer)),
  );
  if (references.length + hidden.length === 0) return error;
  const { at } = error.problem;
  let { found, expected } = error.problem;
  if (references.length > 0) {
    const list = references.slice(0, maxNames).join(', ') + (references.length > maxNames ? ', …' : '');
    found = say('found-without-references', { found, count: references.length, list });
    expected = say('expected-references', { expected });
  }
  if (hidden.length > 0) {
    found = say('found-without-layers', { found, list: listLayers(hidden) });
    expected = say('expected-layers', { expected });
  }
  return new DrawingError(at, found, expected);
}

function planKind(layerClass: LayerClass): 'wall' | 'bay' | undefined {
  if (wallClasses.has(layerClass)) return 'wall';
  return layerClass === 'bay' ? 'bay' : undefined;
}

function mayBePlan(layerClass: LayerClass): boolean {
  return planKind(layerClass) !== undefined || layerClass === 'column' || layerClass === 'unknown';
}

/** `A (120), B (40)`: layers with their lines, the fullest first. */
function listLayers(layers: readonly HiddenLayer[]): string {
  const sorted = [...layers].sort((p, q) => q.lines - p.lines || (p.layer < q.layer ? -1 : 1));
  const shown = sorted.slice(0, maxNames).map(({ layer, lines }) => `${layer} (${lines})`);
  return shown.join(', ') + (sorted.length > maxNames ? ', …' : '');
}
