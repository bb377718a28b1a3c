import type { Observable } from '../store/observable.ts';
import type { PlanStore } from '../store/plan-store.ts';
import type { ResultState } from '../store/result-state.ts';
import type { ViewState } from '../store/view-state.ts';
import { PlannerClient } from './planner-client.ts';
/**
 * Keeps results up with the plan: while an antenna is dragged a coarse field of the carrier and level on
 * screen, always of the newest position; on rest everything exactly. Old figures are marked stale at once.
 */
export declare class PredictionRunner {
    #private;
    constructor(store: PlanStore, view: Observable<ViewState>, results: Observable<ResultState>);
    /** The worker that answers quick questions. */
    get live(): PlannerClient;
}
