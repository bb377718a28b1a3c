import { DrawingError, foldTraditional, say, verbatim } from '../../core/index.ts';
import type { Drawing } from './drawing.ts';
import { classOfPinyin, type LayerClass, layerPatterns, wallClasses } from './layer-classes.ts';
import type { LevelDrawing } from './level-drawing.ts';
import { wildcardMatcher } from './match-wildcard.ts';

const knownClasses: ReadonlySet<string> = new Set<LayerClass>([
  ...layerPatterns.map(([, layerClass]) => layerClass),
  'outline',
  'floor-edge',
  'ramp-floor',
  'stair-floor',
  'unknown',
]);

/** Layer name without what binding or attaching an xref put before it (`B1$0$WALL`, `B1|WALL`). */
export function plainLayerName(name: string): string {
  return name.replace(/^.*\$\d+\$/, '').replace(/^.*\|/, '');
}

/**
 * The layer of something whose class the format states: it is not evaluated by a name. What follows a `|` is for layer
 * maps only.
 */
export function statedLayer(layerClass: LayerClass): string {
  return `diku:${layerClass}`;
}

/** The layer of what one pen draws on a sheet without layers: a colour, a width. It is a weak witness. */
export function penLayer(pen: string): string {
  return `pdf:${pen}`;
}

export function isPenLayer(name: string): boolean {
  return name.startsWith('pdf:');
}

/** True of dashed pens: such lines lie above or below, or move, and are no walls. */
export function isDashedPen(name: string): boolean {
  return isPenLayer(name) && name.includes(' dashed');
}

/** The format states what is on this layer: sizes need not look like it. */
export function isStatedLayer(name: string): boolean {
  return statedClass(name) !== undefined;
}

function statedClass(name: string): LayerClass | undefined {
  const stated = /^diku:([^|]*)/.exec(name)?.[1];
  return stated !== undefined && knownClasses.has(stated) ? (stated as LayerClass) : undefined;
}

/** Class of a layer by its name, and of a block where the caller named it. */
export interface LayerClassifier {
  (layer: string): LayerClass;
  /** Undefined for blocks that only their layer and the table decide. */
  ofBlock?: (name: string) => LayerClass | undefined;
  /** True of layers that the caller named. */
  isGiven?: (layer: string) => boolean;
}

/**
 * A function from layer name to class. `overrides` maps names or patterns with `*` to classes and wins over
 * the table; `blocks` does the same for block names and wins over the layer. An unknown class name is refused.
 */
export function createLayerClassifier(
  overrides: Readonly<Record<string, string>> = {},
  blocks: Readonly<Record<string, string>> = {},
): LayerClassifier {
  const ofLayer = ruleMatcher(overrides, 'layers');
  const ofBlock = ruleMatcher(blocks, 'blocks');
  const known = new Map<string, LayerClass>();
  const classify: LayerClassifier = (name) => {
    let found = known.get(name);
    if (!found) {
      const plain = foldTraditional(plainLayerName(name)).toUpperCase();
      found = ofLayer(name) ?? statedClass(name) ?? classOfName(plain) ?? 'unknown';
      known.set(name, found);
    }
    return found;
  };
  if (Object.keys(blocks).length > 0) classify.ofBlock = ofBlock;
  if (Object.keys(overrides).length > 0) classify.isGiven = (layer) => ofLayer(layer) !== undefined;
  return classify;
}

/** The class by the words of a name, with what separates Chinese ones and without, and by pinyin. */
function classOfName(plain: string): LayerClass | undefined {
  const joined = plain.replace(/(?<=\p{Script=Han})[-_ ]+(?=\p{Script=Han})/gu, '');
  const byWord = (name: string) => layerPatterns.find(([pattern]) => pattern.test(name))?.[1];
  return byWord(plain) ?? (joined === plain ? undefined : byWord(joined)) ?? classOfPinyin(plain);
}

/** The class that the first matching rule gives a name, with or without its xref prefix. */
function ruleMatcher(
  table: Readonly<Record<string, string>>,
  tableName: string,
): (name: string) => LayerClass | undefined {
  const rules = Object.entries(table).map(([pattern, layerClass]) => {
    if (!knownClasses.has(layerClass)) {
      const expected = say('one-of', { list: [...knownClasses].sort().join(', ') });
      throw new DrawingError(`${tableName}.${pattern}`, verbatim(`"${layerClass}"`), expected);
    }
    return { matches: wildcardMatcher(pattern), layerClass: layerClass as LayerClass };
  });
  return (name) => {
    const plain = plainLayerName(name);
    return rules.find(({ matches }) => matches(name) || matches(plain))?.layerClass;
  };
}

/**
 * Class by layer; what the layer leaves open is asked of the names of the blocks it is drawn in, and then of
 * `guesses`.
 */
export function createItemClassifier(
  drawing: Drawing,
  classify: LayerClassifier,
  guesses: GuessedClasses = new Map(),
): LevelDrawing['classOf'] {
  const given = drawing.symbols.map(({ names }) => classOfBlock(names, classify));
  const bySymbol = drawing.symbols.map(({ names }) => classOfNames(names, classify));
  const isColumn = drawing.symbols.map(({ names: [outermost = ''] }) => classify(outermost) === 'column');
  return (item) => {
    if (item.givenAs) return item.givenAs;
    const symbol = item.symbol ?? -1;
    const named = item.names ? classOfBlock(item.names, classify) : given[symbol];
    if (named) return named;
    if (item.readAs) return item.readAs;
    const byLayer = classify(item.layer);
    const ofSymbol = symbol >= 0 ? bySymbol[symbol] : 'unknown';
    // Blocks of columns are placed on the layer of the structure's walls too.
    if (wallClasses.has(byLayer) && isColumn[symbol]) return 'column';
    if (byLayer !== 'unknown') return byLayer;
    const byBlock = item.names ? classOfNames(item.names, classify) : ofSymbol;
    return byBlock === 'unknown' ? (guesses.get(layerKey(item)) ?? 'unknown') : byBlock;
  };
}

function classOfBlock(names: readonly string[], { ofBlock }: LayerClassifier): LayerClass | undefined {
  if (!ofBlock) return undefined;
  for (const name of names) {
    const found = ofBlock(name);
    if (found) return found;
  }
  return undefined;
}

function classOfNames(names: readonly string[], classify: (name: string) => LayerClass): LayerClass {
  return names.map(classify).find((found) => found !== 'unknown') ?? 'unknown';
}

/** Classes of what one layer holds in one colour, by `layerKey`. */
export type GuessedClasses = ReadonlyMap<string, LayerClass>;

export function layerKey({ layer, color }: { layer: string; color?: number }): string {
  return color === undefined ? layer : `${layer}\n${color}`;
}
