import { DrawingError, say } from '../../../core/index.ts';
import { tuning } from '../../tuning.ts';
import { type IfcModel, referenceOf, referencesOf } from './ifc-model.ts';

const { maxPairs, deepestWhole } = tuning.ifcRelations;

/** Describes who belongs to whom, as the model's relations say. */
export interface Relations {
  /** The storey that holds an element: itself, or the whole it is part of. */
  storeyOf(id: number): number | undefined;
  /** Type that an element is an occurrence of. */
  typeOf: ReadonlyMap<number, number>;
  partsOf: ReadonlyMap<number, readonly number[]>;
  openingsOf: ReadonlyMap<number, readonly number[]>;
  /** Doors and windows by the opening they stand in. */
  fillersOf: ReadonlyMap<number, readonly number[]>;
  /** The material, layer set or list given to an element or a type. */
  materialOf: ReadonlyMap<number, number>;
}

export function readRelations(model: IfcModel): Relations {
  const wholeOf = new Map<number, number>();
  const partsOf = new Map<number, number[]>();
  const openingsOf = new Map<number, number[]>();
  const fillersOf = new Map<number, number[]>();
  const typeOf = new Map<number, number>();
  const materialOf = new Map<number, number>();
  forEachRelation(model, 'IFCRELAGGREGATES', ['RelatingObject', 'RelatedObjects'], (whole, part) => {
    wholeOf.set(part, whole);
    addTo(partsOf, whole, part);
  });
  forEachRelation(
    model,
    'IFCRELCONTAINEDINSPATIALSTRUCTURE',
    ['RelatingStructure', 'RelatedElements'],
    (whole, part) => {
      wholeOf.set(part, whole);
    },
  );
  forEachRelation(
    model,
    'IFCRELVOIDSELEMENT',
    ['RelatingBuildingElement', 'RelatedOpeningElement'],
    (host, opening) => {
      addTo(openingsOf, host, opening);
    },
  );
  forEachRelation(
    model,
    'IFCRELFILLSELEMENT',
    ['RelatingOpeningElement', 'RelatedBuildingElement'],
    (opening, filler) => {
      addTo(fillersOf, opening, filler);
    },
  );
  forEachRelation(model, 'IFCRELDEFINESBYTYPE', ['RelatingType', 'RelatedObjects'], (type, element) => {
    typeOf.set(element, type);
  });
  forEachRelation(
    model,
    'IFCRELASSOCIATESMATERIAL',
    ['RelatingMaterial', 'RelatedObjects'],
    (material, element) => {
      materialOf.set(element, material);
    },
  );
  const storeys = new Set(model.idsOf('IFCBUILDINGSTOREY'));
  const storeyOf = (id: number): number | undefined => {
    let at: number | undefined = id;
    for (let depth = 0; depth < deepestWhole && at !== undefined; depth++) {
      if (storeys.has(at)) return at;
      at = wholeOf.get(at);
    }
    return undefined;
  };
  return { storeyOf, typeOf, partsOf, openingsOf, fillersOf, materialOf };
}

/** Calls `visit` for each pair; either side of a relation may be one entity or a list. */
function forEachRelation(
  model: IfcModel,
  typeName: string,
  [relating, related]: readonly [string, string],
  visit: (relating: number, related: number) => void,
): void {
  let pairs = 0;
  for (const id of model.idsOf(typeName)) {
    const line = model.line(id);
    const one = referenceOf(line?.[relating]);
    if (one === undefined) continue;
    const single = referenceOf(line?.[related]);
    const many = single === undefined ? referencesOf(line?.[related]) : [single];
    pairs += many.length;
    if (pairs > maxPairs) {
      const expected = say('ifc-garage-alone');
      throw new DrawingError(`#${id}`, say('ifc-pairs', { most: maxPairs, type: typeName }), expected);
    }
    for (const other of many) visit(one, other);
  }
}

function addTo(map: Map<number, number[]>, key: number, value: number): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
