import { type Point, roundMm, signedArea } from '../../../core/index.ts';
import { tuning } from '../../tuning.ts';
import { cutMesh, outlineFromAbove } from './cut-mesh.ts';
import type { Mesh } from './ifc-model.ts';

const { thickestSlabM, smallestCeilingRatio, smallestHungRatio } = tuning.ifcStoreyFloors;

/** A slab by the rings of its outline. */
export interface Slab {
  rings: Point[][];
  bottomM: number;
  topM: number;
  areaM2: number;
}

/** Slabs whose upper side is this near to a storey's height carry it, m: finishes lie on top, screeds differ. */
const floorReachM = { below: 0.6, above: 0.35 } as const;
const clearHeightRangeM = { min: 1.8, max: 12 } as const;
export function readSlabs(meshes: readonly Mesh[]): Slab[] {
  return meshes.flatMap((mesh): Slab[] => {
    const rings = slabRings(mesh);
    const areaM2 = Math.max(0, ...rings.map((ring) => Math.abs(signedArea(ring))));
    return areaM2 > 0 ? [{ rings, areaM2, bottomM: mesh.bottomM, topM: mesh.topM }] : [];
  });
}

export function floorSlabs(slabs: readonly Slab[], floorM: number): Slab[] {
  return slabs
    .filter(({ topM }) => topM >= floorM - floorReachM.below && topM <= floorM + floorReachM.above)
    .sort((p, q) => q.areaM2 - p.areaM2);
}

/** Returns the height from the floor to the underside of the largest slab above it; undefined where there is none. */
export function clearHeightM(
  slabs: readonly Slab[],
  floorM: number,
  floorAreaM2: number,
): number | undefined {
  const above = slabs.filter(({ bottomM, areaM2 }) => {
    const heightM = bottomM - floorM;
    const isHigh = heightM >= clearHeightRangeM.min && heightM <= clearHeightRangeM.max;
    return isHigh && areaM2 >= smallestCeilingRatio * floorAreaM2;
  });
  const lowest = Math.min(...above.map(({ bottomM }) => bottomM));
  // The largest of the slabs of the next ceiling.
  const ceiling = above
    .filter(({ bottomM }) => bottomM < lowest + 1)
    .reduce<Slab | undefined>((p, q) => (!p || q.areaM2 > p.areaM2 ? q : p), undefined);
  return ceiling && roundMm(ceiling.bottomM - floorM);
}

/**
 * Returns the height from the floor to the suspended ceilings where these cover half of it: what most of their area
 * leaves. Undefined where there are fewer.
 */
export function ceilingHeightM(
  ceilings: readonly Slab[],
  floorM: number,
  { floorAreaM2, slabHeightM = clearHeightRangeM.max }: { floorAreaM2: number; slabHeightM?: number },
): number | undefined {
  const hung = ceilings
    .map(({ bottomM, areaM2 }) => ({ heightM: bottomM - floorM, areaM2 }))
    .filter(({ heightM }) => heightM >= clearHeightRangeM.min && heightM < slabHeightM)
    .sort((p, q) => p.heightM - q.heightM);
  const totalM2 = hung.reduce((sum, { areaM2 }) => sum + areaM2, 0);
  if (floorAreaM2 <= 0 || totalM2 < smallestHungRatio * floorAreaM2) return undefined;
  let passedM2 = 0;
  const middle = hung.find(({ areaM2 }) => {
    passedM2 += areaM2;
    return passedM2 >= totalM2 / 2;
  });
  return middle && roundMm(middle.heightM);
}

export function slabThicknessM(floors: readonly Slab[]): number | undefined {
  const [largest] = floors;
  const thicknessM = largest ? roundMm(largest.topM - largest.bottomM) : 0;
  return thicknessM > 0 && thicknessM <= thickestSlabM ? thicknessM : undefined;
}

/** Half way up where the slab is level, else what is seen from above. */
function slabRings(mesh: Mesh): Point[][] {
  const { rings } = cutMesh(mesh, (mesh.bottomM + mesh.topM) / 2);
  const seen = outlineFromAbove(mesh);
  const cutAreaM2 = rings.reduce((sum, ring) => sum + Math.abs(signedArea(ring)), 0);
  return cutAreaM2 >= 0.6 * seen.areaM2 ? rings : seen.rings;
}
