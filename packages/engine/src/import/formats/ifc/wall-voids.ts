import type { Point } from '../../../core/index.ts';
import {
  type OpeningKind,
  openingKindFor,
  openingKindRow,
  openingKindRows,
  writtenOpeningKinds,
} from '../../../plan/index.ts';
import { tuning } from '../../tuning.ts';
import { cutMesh } from './cut-mesh.ts';
import type { Filling, WallVoid } from './draw-wall.ts';
import { type IfcLine, type IfcModel, type Mesh, referencesOf, textOf } from './ifc-model.ts';
import type { Relations } from './relations.ts';

const { largestRelationCount, passageHeightM, highestSillM, largestOpeningCount } = tuning.ifcWallVoids;

/** Names of doors (Chinese and English, then German and Dutch). */
const patterns = writtenOpeningKinds('model');

/** The kind of a door by its name, its type's name, how it opens and whether it is rated for fire. */
function createDoorKinds(model: IfcModel, { typeOf }: Relations): (id: number) => OpeningKind {
  const rated = ratedForFire(model);
  return (id) => {
    const line = model.line(id);
    const type = model.line(typeOf.get(id) ?? -1);
    const stated = [line?.ObjectType, line?.Name, type?.Name, line?.OperationType, type?.OperationType];
    const text = stated.map(textOf).join(' ');
    const opening = openingKindRows.find(
      ({ operation }) => operation && stated.some((value) => textOf(value) === operation),
    );
    if (opening) return opening.id;
    const named = patterns.find(([pattern]) => pattern.test(text))?.[1];
    if (named && !openingKindRow(named).yieldsToRating) return named;
    const isRated = rated.has(id) || rated.has(typeOf.get(id) ?? -1);
    return isRated ? openingKindFor('rated-door') : (named ?? openingKindFor('plain-door'));
  };
}

/** Doors and door types with a fire rating among their properties. */
function ratedForFire(model: IfcModel): Set<number> {
  const rated = new Set<number>();
  const ratings = new Map<number, boolean>();
  const isRating = (setId: number): boolean => {
    let found = ratings.get(setId);
    if (found === undefined) {
      found = hasRating(model, model.line(setId));
      ratings.set(setId, found);
    }
    return found;
  };
  for (const name of ['IFCDOORSTYLE', 'IFCDOORTYPE']) {
    for (const id of model.idsOf(name)) {
      if (referencesOf(model.line(id)?.HasPropertySets).some(isRating)) rated.add(id);
    }
  }
  const doors = new Set(model.idsOf('IFCDOOR'));
  const relations = doors.size > 0 ? model.idsOf('IFCRELDEFINESBYPROPERTIES') : [];
  if (relations.length > largestRelationCount) return rated;
  for (const id of relations) {
    const line = model.line(id);
    const holders = referencesOf(line?.RelatedObjects).filter((holder) => doors.has(holder));
    if (holders.length === 0 || !referencesOf([line?.RelatingPropertyDefinition]).some(isRating)) continue;
    for (const holder of holders) rated.add(holder);
  }
  return rated;
}

function hasRating(model: IfcModel, set: IfcLine | undefined): boolean {
  return referencesOf(set?.HasProperties).some((id) => {
    const property = model.line(id);
    const value = textOf(property?.NominalValue);
    return textOf(property?.Name) === 'FireRating' && /[1-9甲乙丙]/.test(value);
  });
}

/** The openings of walls at a height, and the doors that stand in none. */
export interface VoidReader {
  /** Openings that the cut meets, and the doors in them. */
  inWall(host: number, floorM: number, cutM: number): { voids: WallVoid[]; doors: number[] };
  looseDoors(cutM: number, inWalls: ReadonlySet<number>): WallVoid[];
}

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
          filling = 'gap';
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
