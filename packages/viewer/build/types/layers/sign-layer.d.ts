import type { Plan } from '@diku/engine';
import type { Stage } from '../scene/stage.ts';
import type { ResultState } from '../store/result-state.ts';
import type { ViewState } from '../store/view-state.ts';
/** Words over the canvas: names of stacked levels, and a cross at every demanded point that is not served. */
export declare class SignLayer {
    #private;
    readonly element: HTMLDivElement;
    constructor(stage: Stage);
    update(plan: Plan | undefined, view: ViewState, results: ResultState): void;
}
