import type { MaterialName } from '../../plan/index.ts';
import type { LayerClass } from '../drawing/layer-classes.ts';
import type { WallLine } from './walls/wall-line.ts';

export type WallKind = 'retaining' | 'shear' | 'civil-defence' | 'fire' | 'partition' | 'ramp';

export interface WallNature {
  kind: WallKind;
  material: MaterialName;
  /** False when neither format nor layer nor hatch nor thickness settles the material. */
  sure: boolean;
}

const byClass: Partial<Record<LayerClass, WallKind>> = {
  'retaining-wall': 'retaining',
  'shear-wall': 'shear',
  'civil-defence-wall': 'civil-defence',
  'fire-wall': 'fire',
  'partition-wall': 'partition',
  'ramp-wall': 'ramp',
};

/** What stands around a wall, or a stretch of one. */
export interface WallPlace {
  onOutline: boolean;
  /** It bounds a stair, a lift or a lobby. */
  atCore: boolean;
  /** Enough of the drawing is hatched that what is not hatched is not concrete. */
  hatchTells: boolean;
  /** It carries blast doors or bounds a civil-defence unit. */
  isCivil: boolean;
  /** Two parts of the garage's floor lie on its sides: fire compartments. */
  partsFloor: boolean;
}

/**
 * Kind and material of a wall. A stated material stays. The layer decides where it names a kind; on a layer for all
 * walls it is the place, the hatch and the thickness: 0.25 m and more is cast concrete.
 */
export function natureOf(wall: WallLine, place: WallPlace): WallNature {
  const named = byClass[wall.layerClass];
  if (wall.material) {
    const cast = wall.material === 'reinforced-concrete' || wall.material === 'concrete';
    const kind = cast ? (place.onOutline ? 'retaining' : 'shear') : 'partition';
    return { kind: named ?? kind, material: wall.material, sure: true };
  }
  if (named) {
    const block = named === 'fire' || named === 'partition';
    return { kind: named, material: block ? 'concrete-block' : 'reinforced-concrete', sure: true };
  }
  const concrete = (kind: WallKind, sure: boolean): WallNature => ({
    kind,
    material: 'reinforced-concrete',
    sure,
  });
  if (place.onOutline && wall.thicknessM > 0.18) return concrete('retaining', wall.thicknessM > 0.22);
  if (wall.filled || wall.thicknessM > 0.23) return concrete(place.isCivil ? 'civil-defence' : 'shear', true);
  if (place.partsFloor) return { kind: 'fire', material: 'concrete-block', sure: true };
  // Where concrete is hatched, what is not hatched is not concrete.
  if (place.hatchTells) return { kind: 'partition', material: 'concrete-block', sure: true };
  if (place.atCore && wall.thicknessM > 0.15 && !wall.single) return concrete('shear', false);
  return { kind: 'partition', material: 'concrete-block', sure: wall.thicknessM < 0.15 };
}
