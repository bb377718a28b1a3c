import { type MaterialName, writtenMaterials } from '../../../plan/index.ts';
import { tuning } from '../../tuning.ts';
import { type IfcLine, type IfcModel, numberOf, referenceOf, referencesOf, textOf } from './ifc-model.ts';
import type { Relations } from './relations.ts';

const { carryingThicknessM } = tuning.ifcElementMaterial;

/** Known, and of no use here: insulation, finishes, air. */
const noWall: readonly RegExp[] = [
  /保温|岩棉|玻璃棉|防水|找平|抹灰|涂料|砂浆|空气|insul|mineral wool|glass wool|dämm|isolat/i,
  /\bair\b|luft|membrane|plaster(?!board)|render|paint|finish|putz|mortar|screed|estrich|stucwerk/i,
];
const materialWords = writtenMaterials('model');

/** Describes what a wall is made of, as far as the model says. */
export interface ElementMaterial {
  /** Material of the thickest layer that is no finish. */
  material?: MaterialName;
  /** All layers together. */
  thicknessM?: number;
}

/** The catalogue's material behind a name; undefined where the name tells nothing, null where it is no wall material. */
function materialOfName(name: string, thicknessM: number): MaterialName | null | undefined {
  if (noWall.some((pattern) => pattern.test(name))) return null;
  const found = materialWords.find(([pattern]) => pattern.test(name))?.[1];
  return found === 'concrete' && thicknessM >= carryingThicknessM ? 'reinforced-concrete' : found;
}

interface Layer {
  name: string;
  thicknessM: number;
}

/** Materials by element: its own, else its type's, else what its names say. */
export function createMaterialReader(model: IfcModel, relations: Relations): (id: number) => ElementMaterial {
  const known = new Map<number, Layer[]>();
  const layersOf = (id: number): Layer[] => {
    let layers = known.get(id);
    if (!layers) {
      layers = readLayers(model, id);
      known.set(id, layers);
    }
    return layers;
  };
  return (id) => {
    const { materialOf, typeOf } = relations;
    const source = materialOf.get(id) ?? materialOf.get(typeOf.get(id) ?? -1);
    const layers = source === undefined ? [] : layersOf(source);
    const totalM = layers.reduce((sum, layer) => sum + layer.thicknessM, 0);
    const thicknessM = totalM > 0 ? totalM : undefined;
    const line = model.line(id);
    const named = mainMaterial(layers, thicknessM) ?? mainMaterial(namesOf(line), thicknessM);
    return { material: named, thicknessM };
  };
}

function mainMaterial(layers: readonly Layer[], totalM: number | undefined): MaterialName | undefined {
  let best: { material: MaterialName; thicknessM: number } | undefined;
  for (const { name, thicknessM } of layers) {
    const material = materialOfName(name, thicknessM || (totalM ?? 0));
    if (material && (!best || thicknessM > best.thicknessM)) best = { material, thicknessM };
  }
  return best?.material;
}

function namesOf(line: IfcLine | undefined): Layer[] {
  return [line?.ObjectType, line?.Name].map((value) => ({ name: textOf(value), thicknessM: 0 }));
}

function readLayers(model: IfcModel, id: number): Layer[] {
  const line = model.line(id);
  if (!line) return [];
  const inner = referenceOf(line.ForLayerSet) ?? referenceOf(line.ForProfileSet);
  if (inner !== undefined) return readLayers(model, inner);
  const members = [
    line.MaterialLayers,
    line.Materials,
    line.MaterialConstituents,
    line.MaterialProfiles,
  ].flatMap(referencesOf);
  if (members.length === 0) return [layerOf(model, line)];
  return members.flatMap((member) => {
    const layer = model.line(member);
    return layer ? [layerOf(model, layer)] : [];
  });
}

/** A layer, a constituent, or a material alone. */
function layerOf(model: IfcModel, line: IfcLine): Layer {
  const material = model.line(referenceOf(line.Material) ?? -1) ?? line;
  const stated = numberOf(line.LayerThickness) ?? 0;
  return { name: textOf(material.Name), thicknessM: Math.max(0, stated) * model.metresPerUnit };
}
