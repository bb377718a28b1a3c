import type { MaterialName } from '../../plan/material-names.ts';
import type { LayerClass } from '../layer-classes.ts';
import { createMaterialReader } from './element-material.ts';
import type { IfcModel, Mesh } from './ifc-model.ts';
import type { Relations } from './relations.ts';
import { wallClassOf } from './wall-class.ts';

/** A wall (or a part of one) or a column with its geometry. */
export interface Body {
  id: number;
  kind: 'wall' | 'column';
  mesh: Mesh;
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
  /** Walls and columns without geometry that can be made. */
  withoutGeometry: number;
}

/** Every wall, curtain wall, column and slab of the model with its triangles. */
export function collectBodies(model: IfcModel, relations: Relations): Bodies {
  const found: Bodies = { bodies: [], slabs: [], withoutGeometry: 0 };
  const materialOf = createMaterialReader(model, relations);
  const addWall = (id: number, host: number, standard?: MaterialName): boolean => {
    const mesh = model.mesh(id);
    if (!mesh) return false;
    const own = materialOf(id);
    const stated = own.material ? own : materialOf(host);
    found.bodies.push({
      id,
      kind: 'wall',
      mesh,
      layerClass: wallClassOf(model.line(host)),
      material: stated.material ?? standard,
      thicknessM: stated.thicknessM,
      host,
      storey: relations.storeyOf(id),
    });
    return true;
  };
  for (const id of model.idsOf('IFCWALL')) {
    const parts = relations.partsOf.get(id) ?? [];
    const drawn = addWall(id, id) || parts.filter((part) => addWall(part, id)).length > 0;
    if (!drawn) found.withoutGeometry++;
  }
  for (const id of model.idsOf('IFCCURTAINWALL')) {
    const parts = relations.partsOf.get(id) ?? [];
    const plates = parts.filter((part) => model.typeOf(part).toUpperCase() === 'IFCPLATE');
    const drawn =
      plates.filter((plate) => addWall(plate, plate, 'glass')).length > 0 || addWall(id, id, 'glass');
    if (!drawn) found.withoutGeometry++;
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
  return found;
}

/** Landings belong to stairs. */
function isLanding(model: IfcModel, id: number): boolean {
  const type = model.line(id)?.PredefinedType;
  return type !== null && type !== undefined && 'value' in type && type.value === 'LANDING';
}
