import type { Point } from '../../../core/index.ts';
import { cutMesh } from './cut-mesh.ts';
import { createDoorKinds } from './door-kinds.ts';
import type { Filling, WallVoid } from './draw-wall.ts';
import type { IfcModel, Mesh } from './ifc-model.ts';
import type { Relations } from './relations.ts';

/** The openings of walls at a height, and the doors that stand in none. */
export interface VoidReader {
  /** Openings that the cut meets, and the doors in them. */
  inWall(host: number, floorM: number, cutM: number): { voids: WallVoid[]; doors: number[] };
  looseDoors(cutM: number, inWalls: ReadonlySet<number>): WallVoid[];
}

/** An unfilled opening from the floor up to this height is a way through. */
const passageHeightM = 1.9;
const highestSillM = 0.3;
/** Openings through one wall; more are made to exhaust the reader. */
const largestOpeningCount = 2000;

export function createVoidReader(model: IfcModel, relations: Relations): VoidReader {
  const kindOf = createDoorKinds(model, relations);
  const meshes = new Map<number, Mesh | undefined>();
  const meshOf = (id: number): Mesh | undefined => {
    if (!meshes.has(id)) meshes.set(id, model.mesh(id));
    return meshes.get(id);
  };
  const isType = (id: number, name: string) => model.typeOf(id).toUpperCase().startsWith(name);
  return {
    inWall(host, floorM, cutM) {
      const voids: WallVoid[] = [];
      const doors: number[] = [];
      for (const opening of (relations.openingsOf.get(host) ?? []).slice(0, largestOpeningCount)) {
        const fillers = relations.fillersOf.get(opening) ?? [];
        const mesh = meshOf(opening) ?? fillers.map(meshOf).find((found) => found !== undefined);
        if (!mesh || mesh.bottomM > cutM || mesh.topM < cutM) continue;
        const points = pointsAt(mesh, cutM);
        if (points.length < 3) continue;
        const door = fillers.find((id) => isType(id, 'IFCDOOR'));
        const isWindow = fillers.some((id) => isType(id, 'IFCWINDOW'));
        let filling: Filling = 'closed';
        if (door !== undefined) {
          filling = { door: kindOf(door) };
          doors.push(door);
        } else if (isWindow) filling = 'window';
        else if (mesh.bottomM <= floorM + highestSillM && mesh.topM >= floorM + passageHeightM)
          filling = 'passage';
        voids.push({ points, filling });
      }
      return { voids, doors };
    },
    looseDoors(cutM, inWalls) {
      return model.idsOf('IFCDOOR').flatMap((id): WallVoid[] => {
        if (inWalls.has(id)) return [];
        const mesh = meshOf(id);
        if (!mesh || mesh.bottomM > cutM || mesh.topM < cutM) return [];
        return [{ points: pointsAt(mesh, cutM), filling: { door: kindOf(id) } }];
      });
    },
  };
}

function pointsAt(mesh: Mesh, cutM: number): Point[] {
  const { rings, points } = cutMesh(mesh, cutM);
  return rings.length > 0 ? rings.flat() : points;
}
