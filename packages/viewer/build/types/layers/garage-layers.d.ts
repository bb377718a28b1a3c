import type { Plan } from '@diku/engine';
import type { Stage } from '../scene/stage.ts';
import { type ResultState } from '../store/result-state.ts';
import type { ViewState } from '../store/view-state.ts';
/** Everything of the garage that three draws; redraws only what changed. */
export declare class GarageLayers {
    #private;
    constructor(stage: Stage);
    update(plan: Plan | undefined, view: ViewState, results: ResultState): void;
}
