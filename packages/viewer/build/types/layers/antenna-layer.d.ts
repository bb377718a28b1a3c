import type { Antenna, Plan } from '@diku/engine';
import type { Stage } from '../scene/stage.ts';
import type { ViewState } from '../store/view-state.ts';
/**
 * Antennas as buttons over the canvas, so that Tab, screen readers and pointers reach them alike.
 * A label gives way where it would cover another one; hovering or selecting always shows it.
 */
export declare class AntennaLayer {
    #private;
    readonly element: HTMLDivElement;
    constructor(stage: Stage, describe: (antenna: Antenna) => string);
    update(plan: Plan | undefined, view: ViewState): void;
    focus(id: string): void;
}
