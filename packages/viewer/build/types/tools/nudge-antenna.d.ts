import type { PlanStore } from '../store/plan-store.ts';
/** Moves the selected antenna by 0.1 m per arrow key, 1 m with Shift. */
export declare class NudgeAntennaTool {
    #private;
    constructor(store: PlanStore);
    /** True if the key was an arrow and there is an antenna to move. */
    press(id: string | undefined, key: string, withShift: boolean): boolean;
}
