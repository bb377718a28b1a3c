import type { Plan, Position } from '@diku/engine';
import type { Stage } from '../scene/stage.ts';
import type { Observable } from '../store/observable.ts';
import type { PlanStore } from '../store/plan-store.ts';
import type { ViewState } from '../store/view-state.ts';
/** Moves antennas by their markers in the plane they hang in. Escape puts the antenna back. */
export declare class DragAntennaTool {
    #private;
    constructor(layer: HTMLElement, store: PlanStore, view: Observable<ViewState>, stage: Stage);
    get dragging(): boolean;
    /** Ends the gesture and puts the antenna back. True if there was one. */
    cancel(): boolean;
}
/** Whether a position lies on the antenna's own level. */
export declare function isInAntennaLevel(plan: Plan, id: string, position: Position): boolean;
export declare function roundCm(valueM: number): number;
