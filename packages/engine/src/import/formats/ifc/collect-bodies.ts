import type { MaterialName } from '../../../plan/index.ts';
import { createLayerClassifier } from '../../drawing/classify-layer.ts';
import { type LayerClass, wallClasses } from '../../drawing/layer-classes.ts';
import { tuning } from '../../tuning.ts';
import { createMaterialReader } from './element-material.ts';
import { type IfcLine, type IfcModel, type Mesh, textOf } from './ifc-model.ts';
import { stackMeshes, volumeM3 } from './join-meshes.ts';
import type { Relations } from './relations.ts';

const { maxCoverings } = tuning.ifcCollectBodies;

const classify = createLayerClassifier();

const byPredefinedType: Readonly<Record<string, LayerClass>> = {
  SHEAR: 'shear-wall',
  PARTITIONING: 'partition-wall',
  RETAININGWALL: 'retaining-wall',
};

/** Every wall, curtain wall, column and slab of the model with its triangles. */
export function collectBodies(model: IfcModel, relations: Relations): Bodies {
  const found: Bodies = { bodies: [], slabs: [], ceilings: [], withoutGeometry: 0 };
  const materialOf = createMaterialReader(model, relations);
  const partsOf = (id: number) => relations.partsOf.get(id) ?? [];
  const addWall = (id: number, mesh: Mesh | undefined, more: Partial<Body> = {}): boolean => {
    if (!mesh) return false;
    const { material, thicknessM } = materialOf(id);
    const layerClass = wallClassOf(model.line(id));
    const storey = relations.storeyOf(id);
    const stated = { ...more, material: material ?? more.material };
    found.bodies.push({ id, kind: 'wall', mesh, layerClass, thicknessM, host: id, storey, ...stated });
    return true;
  };
  const addAssembly = (id: number, parts: readonly number[]): boolean => {
    const read = parts.flatMap((part) => {
      const mesh = model.mesh(part);
      return mesh ? [{ mesh, material: materialOf(part).material }] : [];
    });
    if (read.length === 0) return false;
    return addWall(id, stackMeshes(read.map(({ mesh }) => mesh)), {
      isAssembly: true,
      material: maxOf(read),
    });
  };
  for (const id of model.idsOf('IFCWALL')) {
    if (addWall(id, model.mesh(id))) continue;
    const parts = partsOf(id);
    const matching = parts.filter((part) => !handledTypes.test(model.typeOf(part)));
    if (!addAssembly(id, matching) && matching.length === parts.length) found.withoutGeometry++;
  }
  for (const id of model.idsOf('IFCCURTAINWALL')) {
    const plates = partsOf(id).filter((part) => model.typeOf(part).toUpperCase() === 'IFCPLATE');
    const glass = { material: 'glass' } as const;
    const drawn = plates.map((plate) => addWall(plate, model.mesh(plate), glass)).some(Boolean);
    if (!drawn && !addWall(id, model.mesh(id), glass)) found.withoutGeometry++;
  }
  for (const id of model.idsOf('IFCCOLUMN')) {
    const mesh = model.mesh(id);
    const storey = relations.storeyOf(id);
    if (mesh) found.bodies.push({ id, kind: 'column', mesh, layerClass: 'column', host: id, storey });
    else found.withoutGeometry++;
  }
  for (const id of model.idsOf('IFCSLAB')) {
    const mesh = isLanding(model, id) ? undefined : model.mesh(id);
    if (mesh) found.slabs.push(mesh);
  }
  for (const id of model.idsOf('IFCCOVERING').slice(0, maxCoverings)) {
    const mesh = isCeiling(model, relations, id) ? model.mesh(id) : undefined;
    if (mesh) found.ceilings.push(mesh);
  }
  return found;
}

/** The class of a wall by its predefined type or by the words of its names; `wall` where they say no more. */
function wallClassOf(line: IfcLine | undefined): LayerClass {
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

/** A wall, a pane of a curtain wall or a column with its geometry. */
export interface Body {
  id: number;
  kind: 'wall' | 'column';
  mesh: Mesh;
  /** Made of the wall's parts: layers, studs and boards with air between them. */
  isAssembly?: boolean;
  layerClass: LayerClass;
  material?: MaterialName;
  thicknessM?: number;
  /** The element whose openings go through it. */
  host: number;
  storey?: number;
}

export interface Bodies {
  bodies: Body[];
  slabs: Mesh[];
  /** Suspended ceilings. */
  ceilings: Mesh[];
  /** Walls and columns without geometry that can be made. */
  withoutGeometry: number;
}

/** Parts of a wall that are read by themselves, or are none of its ground. */
const handledTypes = /^IFC(WALL|CURTAINWALL|DOOR|WINDOW|OPENING|COLUMN|RAILING|SPACE)/i;

/** Tells ceilings by their kind, or that of their type. */
function isCeiling(model: IfcModel, { typeOf }: Relations, id: number): boolean {
  return [id, typeOf.get(id) ?? -1].some((each) => textOf(model.line(each)?.PredefinedType) === 'CEILING');
}

/** Landings belong to stairs. */
function isLanding(model: IfcModel, id: number): boolean {
  const type = model.line(id)?.PredefinedType;
  return type !== null && type !== undefined && 'value' in type && type.value === 'LANDING';
}

/** Returns what the largest part of an assembly is made of, by volume. */
function maxOf(parts: readonly { mesh: Mesh; material?: MaterialName }[]): MaterialName | undefined {
  const volumes = new Map<MaterialName, number>();
  for (const { mesh, material } of parts) {
    if (material) volumes.set(material, (volumes.get(material) ?? 0) + volumeM3(mesh));
  }
  return [...volumes].sort(([, p], [, q]) => q - p)[0]?.[0];
}
