import type { Assessment, CarrierMap, RequirementProfile } from '@diku/engine';
/** A whole prediction: every carrier and level, and the verdict. */
export interface ExactResult {
    maps: CarrierMap[];
    assessment: Assessment;
    profile: RequirementProfile;
    resolutionM: number;
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
    coarse: {
        maps: CarrierMap[];
        resolutionM: number;
    } | undefined;
    doneRatio: number;
    error: string;
    placement: PlacementSummary | undefined;
}
export declare const noResult: ResultState;
/** The map to show for a carrier and level: the coarse one of a drag first. */
export declare function findMap(results: ResultState, carrierId: string, levelId: string): CarrierMap | undefined;
/** Index of the cell around a point of the level's plane, metres; −1 outside the grid. */
export declare function findCell(map: CarrierMap, x: number, y: number): number;
