import type { Antenna, Assessment, CarrierMap, RequirementProfile, ScenarioId } from '@diku/engine';
import type { LocalizedLine } from '../texts/localized-line.ts';
import { type ClassLimits, type FieldScale, isSameScale } from './field-scale.ts';
import { type HeatmapRaster, rasterOf } from './heatmap-raster.ts';
import { type Server, serverColors } from './scale-colors.ts';
import type { WorkFailure } from './work-failure.ts';

/** A whole prediction: every carrier and level, and the verdict. */
export interface ExactResult {
  maps: CarrierMap[];
  /** The antennas by the index that maps have for them. */
  servers: Server[];
  assessment: Assessment;
  profile: RequirementProfile;
  resolutionM: number;
  /** Class limits of each carrier's map, by carrier id. */
  classLimits: Record<string, ClassLimits>;
  /** The limiting item of the verdict, in each language. */
  limiting: LocalizedLine;
  /** The state that all this is of, and the states that the plan has. */
  scenarioId: ScenarioId;
  scenarios: { id: ScenarioId; name: LocalizedLine }[];
  /** Locations where the operator that decides misses most, in the order of the verdict's locations. */
  locationNames: LocalizedLine[];
  /** Assumptions that the verdict rests on, a line each. */
  assumptionLines: LocalizedLine[];
  /**
   * Model of the fields; `residualSigmaDb` where it was fitted to a walk test, the day of which may be known, and whether the
   * plan carries what that left over at each location.
   */
  model: {
    id: string;
    name: LocalizedLine;
    residualSigmaDb?: number;
    walkedOn?: string;
    hasResiduals?: boolean;
  };
  /** Notes on a walk test that no longer counts in part, a line each: antennas that moved since, walls that changed. */
  walkNotes: LocalizedLine[];
}

/** Results of the last placement. */
export interface PlacementSummary {
  antennas: number;
  /** Undefined where nothing was proved. */
  lowerBound: number | undefined;
  /** Locations that cannot be served. */
  unserved: number;
  /** The acceptance target. */
  isMet: boolean;
  /** Levels without counted floor. */
  emptyLevels: readonly string[];
}

/** A heatmap whose arrays are overwritten when another one has replaced it: keep none of them. */
export interface LiveHeatmap {
  raster: HeatmapRaster;
  scale: FieldScale;
  resolutionM: number;
  /** True for walls that are dragged: not exact, as paths bend at the vertices of before. */
  isPassing: boolean;
}

/**
 * Results for the plan on screen. `exact` belongs to the plan only while `status` is `fresh`; otherwise it is
 * shown marked as of an earlier state.
 */
export interface ResultState {
  status: 'none' | 'computing' | 'stale' | 'fresh' | 'failed';
  exact: ExactResult | undefined;
  /** The exact result before the last edit, to show what the edit changed. */
  previous: ExactResult | undefined;
  /** The field of the carrier and level on screen with the newest antennas, until the exact result is there. */
  live: LiveHeatmap | undefined;
  doneRatio: number;
  failure: WorkFailure | undefined;
  placement: PlacementSummary | undefined;
}

export const noResult: ResultState = {
  status: 'none',
  exact: undefined,
  previous: undefined,
  live: undefined,
  doneRatio: 0,
  failure: undefined,
  placement: undefined,
};

/** The map to show for a carrier and level: the live one first. */
export function findMap(results: ResultState, carrierId: string, levelId: string): CarrierMap | undefined {
  const matches = (map: CarrierMap) => map.carrierId === carrierId && map.levelId === levelId;
  const live = results.live?.raster.map;
  return live && matches(live) ? live : results.exact?.maps.find(matches);
}

/** The heatmap of a map from `findMap`. */
export function findHeatmap(results: ResultState, map: CarrierMap, scale: FieldScale): HeatmapRaster {
  const { live } = results;
  return live?.raster.map === map && isSameScale(live.scale, scale) ? live.raster : rasterOf(map, scale);
}

/** The antennas by the index that a map from `findMap` has for them; those that moved since keep their colours. */
export function findServers(
  { exact, live }: ResultState,
  map: CarrierMap,
  antennas: readonly Antenna[],
): readonly Server[] {
  if (live?.raster.map !== map) return exact?.servers ?? [];
  const known = new Map(exact?.servers.map(({ id, color }) => [id, color]));
  return antennas.map(({ id, cell }, index) => ({
    ...{ id, cell },
    color: known.get(id) ?? index % serverColors.light.length,
  }));
}

/** Index of the cell around a point of the level's plane, metres; −1 outside the grid. */
export function findCell(map: CarrierMap, x: number, y: number): number {
  const { grid } = map;
  const column = Math.round((x * 1000 - grid.originXMm) / grid.cellMm);
  const row = Math.round((y * 1000 - grid.originYMm) / grid.cellMm);
  if (column < 0 || row < 0 || column >= grid.columns || row >= grid.rows) return -1;
  return row * grid.columns + column;
}
