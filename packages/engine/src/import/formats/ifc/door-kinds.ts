import type { Opening } from '../../../plan/index.ts';
import { type IfcLine, type IfcModel, referencesOf, textOf } from './ifc-model.ts';
import type { Relations } from './relations.ts';

type OpeningKind = Opening['kind'];

/** Names of doors (Chinese and English, then German and Dutch), tried in order: the special before the general. */
const patterns: readonly [RegExp, OpeningKind][] = [
  [/人防|民防|防护密闭|密闭门|blast|civil.?defen[cs]e|shelter door|schutzraum/i, 'blast-door'],
  [
    /卷帘|shutter|roll(ing|er|up)?[ -_]?(up|door|gate|grille)|rolltor|roldeur|overhead|sectional/i,
    'fire-shutter',
  ],
  [/电梯|lift|elevator|aufzug/i, 'lift-door'],
  [
    /防火门|fire|brand(schutz)?[-_ ]?(tür|deur|werend)|(^|[^a-z])FM[甲乙丙]?\d|\b(ei|t)[-_ ]?(30|60|90)\b/i,
    'fire-door',
  ],
  [/钢质?门|金属门|steel|metal|stahl|staal/i, 'steel-door'],
];

/** More properties than this are not searched for fire ratings. */
const largestRelationCount = 60_000;

/** The kind of a door by its name, its type's name, how it opens and whether it is rated for fire. */
export function createDoorKinds(model: IfcModel, { typeOf }: Relations): (id: number) => OpeningKind {
  const rated = ratedForFire(model);
  return (id) => {
    const line = model.line(id);
    const type = model.line(typeOf.get(id) ?? -1);
    const said = [line?.ObjectType, line?.Name, type?.Name, line?.OperationType, type?.OperationType];
    const text = said.map(textOf).join(' ');
    if (said.some((value) => textOf(value) === 'ROLLINGUP')) return 'fire-shutter';
    const named = patterns.find(([pattern]) => pattern.test(text))?.[1];
    const byProperty = rated.has(id) || rated.has(typeOf.get(id) ?? -1);
    return named === undefined || named === 'steel-door'
      ? byProperty
        ? 'fire-door'
        : (named ?? 'door')
      : named;
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
