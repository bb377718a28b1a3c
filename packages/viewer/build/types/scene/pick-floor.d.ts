import type { Plan } from '@diku/engine';
import type { ViewState } from '../store/view-state.ts';
import type { Stage } from './stage.ts';
/** A place on a visible floor, metres in the plan. */
export interface FloorPlace {
    levelId: string;
    x: number;
    y: number;
}
/** The floor under a client position: of the visible levels the topmost; undefined beside the garage. */
export declare function pickFloor(stage: Stage, plan: Plan, view: ViewState, clientX: number, clientY: number): FloorPlace | undefined;
/** The same under a position on the canvas, CSS pixels. */
export declare function pickFloorAt(stage: Stage, plan: Plan, view: ViewState, left: number, top: number): FloorPlace | undefined;
