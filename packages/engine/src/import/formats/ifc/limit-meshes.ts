import { costOfCut, type References } from './check-references.ts';
import { type IfcModel, referenceOf } from './ifc-model.ts';
import type { Relations } from './relations.ts';

/** Entities behind one shape; more is no wall, and takes the library long. */
const largestPartCount = 100_000;
/** Entities behind all shapes that are made. */
const mostParts = 8_000_000;
/** Openings are cut one by one, each against all before it: the sum of their squares where they are many. */
const mostCuts = 100_000;
const manyOpenings = 50;
/** Work of cutting large bodies: of one element, and of all. */
const largestCutCost = 20_000_000;
const mostCutCost = 100_000_000;

/**
 * The model with bounds on what its geometry may cost: an element whose shape or openings are too many has no mesh,
 * and neither has any once the budget of the whole model is spent.
 */
export function limitMeshes(
  model: IfcModel,
  { openingsOf }: Pick<Relations, 'openingsOf'>,
  { partsOf, cutCostOf }: Pick<References, 'partsOf' | 'cutCostOf'>,
): IfcModel {
  let parts = 0;
  let cuts = 0;
  let cutCost = 0;
  return {
    ...model,
    mesh: (id) => {
      const openings = openingsOf.get(id) ?? [];
      const ownCuts = openings.length > manyOpenings ? openings.length ** 2 : 0;
      if (ownCuts > mostCuts) return undefined;
      const shapes = [id, ...openings].map((each) => referenceOf(model.line(each)?.Representation) ?? -1);
      const own = shapes.map(partsOf);
      if (Math.max(...own) > largestPartCount) return undefined;
      const ownCutCost =
        shapes.reduce((sum, shape) => sum + cutCostOf(shape), 0) +
        own.slice(1).reduce((sum, count) => sum + costOfCut(own[0] + count), 0);
      if (ownCutCost > largestCutCost) return undefined;
      cutCost += ownCutCost;
      parts += own.reduce((sum, count) => sum + count, 0);
      cuts += ownCuts;
      return parts > mostParts || cuts > mostCuts || cutCost > mostCutCost ? undefined : model.mesh(id);
    },
  };
}
