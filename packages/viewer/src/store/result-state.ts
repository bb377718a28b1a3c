import type { Assessment, CarrierMap, RequirementProfile } from '@diku/engine';
import type { ClassLimits } from './field-scale.ts';

/** A whole prediction: every carrier and level, and the verdict. */
export interface ExactResult {
  maps: CarrierMap[];
  assessment: Assessment;
  profile: RequirementProfile;
  resolutionM: number;
  /** Class limits of each carrier's map, by carrier id. */
  classLimits: Record<string, ClassLimits>;
  /** What decides the verdict, in each language. */
  limiting: { zh: string; en: string };
}

/** What the last placement proved. */
export interface PlacementSummary {
  antennas: number;
  lowerBound: number;
  unserved: number;
}

/**
 * What is known about the plan on screen. `exact` belongs to the plan only while `status` is `fresh`;
 * otherwise it is shown marked as of an earlier state.
 */
export interface ResultState {
  status: 'none' | 'computing' | 'stale' | 'fresh' | 'failed';
  exact: ExactResult | undefined;
  /** The exact result before the last edit, to show what the edit changed. */
  previous: ExactResult | undefined;
  /** A quick coarse field of one carrier while an antenna is dragged. */
  coarse: { maps: CarrierMap[]; resolutionM: number } | undefined;
  doneRatio: number;
  error: string;
  placement: PlacementSummary | undefined;
}

export const noResult: ResultState = {
  status: 'none',
  exact: undefined,
  previous: undefined,
  coarse: undefined,
  doneRatio: 0,
  error: '',
  placement: undefined,
};

/** The map to show for a carrier and level: the coarse one of a drag first. */
export function findMap(results: ResultState, carrierId: string, levelId: string): CarrierMap | undefined {
  const matches = (map: CarrierMap) => map.carrierId === carrierId && map.levelId === levelId;
  return results.coarse?.maps.find(matches) ?? results.exact?.maps.find(matches);
}

/** Index of the cell around a point of the level's plane, metres; −1 outside the grid. */
export function findCell(map: CarrierMap, x: number, y: number): number {
  const { grid } = map;
  const column = Math.round((x * 1000 - grid.originXMm) / grid.cellMm);
  const row = Math.round((y * 1000 - grid.originYMm) / grid.cellMm);
  if (column < 0 || row < 0 || column >= grid.columns || row >= grid.rows) return -1;
  return row * grid.columns + column;
}
