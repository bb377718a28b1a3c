import { tuning } from '../../tuning.ts';
import { type IfcModel, numberOf, referenceOf, textOf } from './ifc-model.ts';

export const { minStoreyM } = tuning.ifcReadStoreys;

/** One storey as the model states it. */
export interface Storey {
  /** Its entity; −1 for the one that stands for a model without storeys. */
  id: number;
  name: string;
  /** Its stated elevation, or the height of its floor. */
  elevationM: number;
  /** Height of its floor in the model's coordinates. */
  floorM: number;
}

/** All storeys that state a height, from the lowest up. */
export function readStoreys(model: IfcModel): Storey[] {
  const storeys = model.idsOf('IFCBUILDINGSTOREY').flatMap((id): Storey[] => {
    const line = model.line(id);
    if (!line) return [];
    const stated = numberOf(line.Elevation);
    const elevationM = stated === undefined ? undefined : stated * model.metresPerUnit;
    const placement = referenceOf(line.ObjectPlacement);
    const floorM =
      (placement === undefined ? undefined : model.placementOrigin(placement)?.[2]) ?? elevationM;
    if (floorM === undefined) return [];
    const name = textOf(line.Name) || textOf(line.LongName) || `#${id}`;
    return [{ id, name, elevationM: elevationM ?? floorM, floorM }];
  });
  return storeys.sort((p, q) => p.floorM - q.floorM || p.id - q.id);
}

/**
 * The storeys that are floors of their own, among those that hold walls or columns: the fuller one of two that are
 * near.
 */
export function distinctFloors(storeys: readonly Storey[], countOf: (storey: Storey) => number): Storey[] {
  const floors: Storey[] = [];
  for (const storey of storeys) {
    if (countOf(storey) === 0) continue;
    const last = floors[floors.length - 1];
    if (!last || storey.floorM - last.floorM >= minStoreyM) floors.push(storey);
    else if (countOf(storey) > countOf(last)) floors[floors.length - 1] = storey;
  }
  return floors;
}
