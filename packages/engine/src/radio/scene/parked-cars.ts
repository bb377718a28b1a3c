import { dbToLossUnits, metresToMm } from '../../core/index.ts';
import type { Bay, RequirementProfile } from '../../plan/index.ts';
import { carRowLossDb } from '../materials/car-row-loss.ts';
import type { MaterialOverrides } from '../materials/find-loss.ts';
import { bayRows } from './bay-rows.ts';
import type { Panel } from './panel.ts';

export type ParkedCars = RequirementProfile['parkedCars'];

/**
 * Rows of parked cars as panels from the floor to their roofs, with the loss of a full row times the share of bays
 * taken: what a link across the row loses on average. Named by the row's first bay; none without cars.
 */
export function parkedCarPanels(
  bays: readonly Bay[],
  frequencyMhz: number,
  { occupancyRatio, roofHeightM }: ParkedCars,
  materials?: MaterialOverrides,
): Panel[] {
  const lossUnits = dbToLossUnits(carRowLossDb(frequencyMhz, materials) * occupancyRatio);
  if (lossUnits === 0 || roofHeightM === 0) return [];
  return bayRows(bays).map(({ firstBay, start, end }) => ({
    source: { name: 'cars', id: firstBay.id, material: 'cars' },
    start,
    end,
    lossUnits,
    topMm: metresToMm(roofHeightM),
  }));
}
