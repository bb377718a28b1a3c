import type { References } from './check-references.ts';
import { type IfcModel, referenceOf } from './ifc-model.ts';
import type { Relations } from './relations.ts';

/** Entities behind one shape; more is no wall, and takes the library long. */
const largestPartCount = 100_000;
/** Entities behind all shapes that are made. */
const mostParts = 8_000_000;
/** Openings are cut one by one, each against all before it: the sum of their squares where they are many. */
const mostCuts = 100_000;
const manyOpenings = 50;

/**
 * The model with bounds on what its geometry may cost: an element whose shape or openings are too many has no mesh,
 * and neither has any once the budget of the whole model is spent.
 */
export function limitMeshes(
  model: IfcModel,
  { openingsOf }: Pick<Relations, 'openingsOf'>,
  { partsOf }: Pick<References, 'partsOf'>,
): IfcModel {
  let parts = 0;
  let cuts = 0;
  const shapeParts = (id: number): number => partsOf(referenceOf(model.line(id)?.Representation) ?? -1);
  return {
    ...model,
    mesh: (id) => {
      const openings = openingsOf.get(id) ?? [];
      const ownCuts = openings.length > manyOpenings ? openings.length ** 2 : 0;
      if (ownCuts > mostCuts) return undefined;
      const own = [id, ...openings].map(shapeParts);
      if (Math.max(...own) > largestPartCount) return undefined;
      parts += own.reduce((sum, count) => sum + count, 0);
      cuts += ownCuts;
      return parts > mostParts || cuts > mostCuts ? undefined : model.mesh(id);
    },
  };
}
