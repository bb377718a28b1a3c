import { DrawingError } from '../errors.ts';
import { type LayerClass, layerPatterns } from './layer-classes.ts';

const knownClasses: ReadonlySet<string> = new Set<LayerClass>([
  ...layerPatterns.map(([, layerClass]) => layerClass),
  'unknown',
]);

/** Layer name without what binding or attaching an xref put before it (`B1$0$WALL`, `B1|WALL`). */
export function plainLayerName(name: string): string {
  return name.replace(/^.*\$\d+\$/, '').replace(/^.*\|/, '');
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
        layerPatterns.find(([pattern]) => pattern.test(plain))?.[1] ??
        'unknown';
      known.set(name, found);
    }
    return found;
  };
}
