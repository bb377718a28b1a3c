import { DrawingError } from '../errors.ts';
import type { Drawing } from './drawing.ts';
import { type GuessedClasses, layerKey } from './guess-layer-classes.ts';
import { type LayerClass, layerPatterns } from './layer-classes.ts';
import type { LevelDrawing } from './level-drawing.ts';

const knownClasses: ReadonlySet<string> = new Set<LayerClass>([
  ...layerPatterns.map(([, layerClass]) => layerClass),
  'outline',
  'unknown',
]);

/** Layer name without what binding or attaching an xref put before it (`B1$0$WALL`, `B1|WALL`). */
export function plainLayerName(name: string): string {
  return name.replace(/^.*\$\d+\$/, '').replace(/^.*\|/, '');
}

/** The layer of something whose class the format states: it is not judged by a name. */
export function statedLayer(layerClass: LayerClass): string {
  return `diku:${layerClass}`;
}

/** The format states what is on this layer: sizes need not look like it. */
export function isStatedLayer(name: string): boolean {
  return statedClass(name) !== undefined;
}

function statedClass(name: string): LayerClass | undefined {
  const stated = /^diku:(.*)$/.exec(name)?.[1];
  return stated !== undefined && knownClasses.has(stated) ? (stated as LayerClass) : undefined;
}

/**
 * A function from layer name to class. `overrides` maps names or patterns with `*` to classes and wins over
 * the table; an unknown class name in it is refused.
 */
export function createLayerClassifier(
  overrides: Readonly<Record<string, string>> = {},
): (name: string) => LayerClass {
  const rules = Object.entries(overrides).map(([pattern, layerClass]): [RegExp, LayerClass] => {
    if (!knownClasses.has(layerClass)) {
      const expected = `one of ${[...knownClasses].sort().join(', ')}`;
      throw new DrawingError(`layers.${pattern}`, `"${layerClass}"`, expected);
    }
    const source = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
    return [new RegExp(`^${source.join('.*')}$`, 'i'), layerClass as LayerClass];
  });
  const known = new Map<string, LayerClass>();
  return (name) => {
    let found = known.get(name);
    if (!found) {
      const plain = plainLayerName(name).toUpperCase();
      found =
        rules.find(([rule]) => rule.test(name) || rule.test(plain))?.[1] ??
        statedClass(name) ??
        layerPatterns.find(([pattern]) => pattern.test(plain))?.[1] ??
        'unknown';
      known.set(name, found);
    }
    return found;
  };
}

/**
 * Class by layer; what the layer leaves open is asked of the names of the blocks it is drawn in, and then of
 * `guesses`.
 */
export function createItemClassifier(
  drawing: Drawing,
  classify: (name: string) => LayerClass,
  guesses: GuessedClasses = new Map(),
): LevelDrawing['classOf'] {
  const bySymbol = drawing.symbols.map((symbol) => {
    return classOfNames(symbol.names, classify);
  });
  return (item) => {
    const byLayer = classify(item.layer);
    if (byLayer !== 'unknown') return byLayer;
    const ofSymbol = item.symbol !== undefined && item.symbol >= 0 ? bySymbol[item.symbol] : 'unknown';
    const byBlock = item.names ? classOfNames(item.names, classify) : ofSymbol;
    return byBlock === 'unknown' ? (guesses.get(layerKey(item)) ?? 'unknown') : byBlock;
  };
}

function classOfNames(names: readonly string[], classify: (name: string) => LayerClass): LayerClass {
  return names.map(classify).find((found) => found !== 'unknown') ?? 'unknown';
}
