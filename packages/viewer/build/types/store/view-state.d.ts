import type { Plan } from '@diku/engine';
import type { Quantity } from './field-scale.ts';
/** What is looked at and how; nothing here is part of the plan. */
export interface ViewState {
    levelId: string;
    /** All levels above each other, the gaps enlarged. */
    stacked: boolean;
    projection: '3d' | '2d';
    carrierId: string;
    quantity: Quantity;
    selectedId: string | undefined;
    /** Class of the legend shown alone. */
    isolatedClass: number | undefined;
    theme: 'light' | 'dark';
}
export declare const initialView: ViewState;
/** The part of the view that must change for a plan in which the level, carrier or selection is missing. */
export declare function fitViewToPlan(view: ViewState, plan: Plan): Partial<ViewState>;
