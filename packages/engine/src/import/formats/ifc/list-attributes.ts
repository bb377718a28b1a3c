import { stepByte, stepClasses } from './step-syntax.ts';

/**
 * Which attribute of a type is a list, by its place: those that the making of geometry walks through. A parser that is
 * given something else there may never come back.
 */
const lists: Readonly<Record<string, number>> = {
  IFCUNITASSIGNMENT: 0,
  IFCCARTESIANPOINT: 0,
  IFCDIRECTION: 0,
  IFCPOLYLINE: 0,
  IFCPOLYLOOP: 0,
  IFCEDGELOOP: 0,
  IFCFACE: 0,
  IFCCLOSEDSHELL: 0,
  IFCOPENSHELL: 0,
  IFCCONNECTEDFACESET: 0,
  IFCCOMPOSITECURVE: 0,
  IFCSHELLBASEDSURFACEMODEL: 0,
  IFCFACEBASEDSURFACEMODEL: 0,
  IFCCARTESIANPOINTLIST2D: 0,
  IFCCARTESIANPOINTLIST3D: 0,
  IFCINDEXEDPOLYGONALFACE: 0,
  IFCSTYLEDITEM: 1,
  IFCPOLYGONALFACESET: 2,
  IFCPRODUCTDEFINITIONSHAPE: 2,
  IFCTRIANGULATEDFACESET: 3,
  IFCSHAPEREPRESENTATION: 3,
  IFCRELAGGREGATES: 5,
  IFCRELNESTS: 5,
};

const byHash = new Map(
  Object.entries(lists).map(([name, at]) => [
    [...name].reduce((hash, character) => mixed(hash, character.charCodeAt(0)), 0),
    at,
  ]),
);

/** The place of the list in the entity whose type begins at a byte; −1 where none is known. */
export function listAttributeAt(bytes: Uint8Array, from: number): number {
  let hash = 0;
  // Letters of either case: 32 is what tells them apart; of digits it is set.
  for (let at = from; stepClasses[bytes[at]] === stepByte.word; at++) {
    hash = mixed(hash, bytes[at] >= 97 ? bytes[at] & ~32 : bytes[at]);
  }
  return byHash.get(hash) ?? -1;
}

function mixed(hash: number, code: number): number {
  return (Math.imul(hash, 31) + code) | 0;
}
