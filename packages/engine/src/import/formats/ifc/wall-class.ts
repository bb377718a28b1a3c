import { createLayerClassifier } from '../../drawing/classify-layer.ts';
import { type LayerClass, wallClasses } from '../../drawing/layer-classes.ts';
import { type IfcLine, textOf } from './ifc-model.ts';

const classify = createLayerClassifier();

const byPredefinedType: Readonly<Record<string, LayerClass>> = {
  SHEAR: 'shear-wall',
  PARTITIONING: 'partition-wall',
  RETAININGWALL: 'retaining-wall',
};

/** The class of a wall by its predefined type or by the words of its names; `wall` where they say no more. */
export function wallClassOf(line: IfcLine | undefined): LayerClass {
  const stated = byPredefinedType[textOf(line?.PredefinedType)];
  if (stated) return stated;
  for (const value of [line?.ObjectType, line?.Name]) {
    const found = classify(withoutNumbers(textOf(value)));
    if (found !== 'wall' && wallClasses.has(found)) return found;
  }
  return 'wall';
}

/** `Basic Wall:STB 30.0:573298` → `Basic Wall:STB`: numbers are sizes and tags here, not office layer codes. */
function withoutNumbers(name: string): string {
  return name.replace(/([-_ :]*\d+([.,]\d+)?)+\s*(mm|cm|m)?$/i, '');
}
