import type { Plan } from '@diku/engine';
import type { Stage } from '../scene/stage.ts';
import type { ViewState } from '../store/view-state.ts';
/** Plumb lines from the antennas to a small cross on the floor, so that perspective tells where they hang. */
export declare class StemLayer {
    #private;
    constructor(stage: Stage);
    update(plan: Plan | undefined, view: ViewState): void;
}
