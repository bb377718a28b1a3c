import type { Antenna, Plan, Position } from '@diku/engine';
import { type PlanChange } from './plan-change.ts';
/**
 * The plan being worked on, with undo. A preview (a drag under way) shows in `plan` but is no step yet:
 * it is either committed as one step or cancelled without a trace.
 */
export declare class PlanStore {
    #private;
    get plan(): Plan | undefined;
    get previewing(): boolean;
    get undoName(): string | undefined;
    get redoName(): string | undefined;
    subscribe(listener: () => void): void;
    findAntenna(id: string | undefined): Antenna | undefined;
    /** Opening a file or taking over a placement: one step, except for the first plan of the page. */
    replacePlan(name: string, plan: Plan): void;
    previewMove(id: string, position: Position): void;
    cancelPreview(): void;
    /** Moves an antenna as one step; steps with the same `burst` in a row are one. */
    moveAntenna(id: string, position: Position, burst?: string): void;
    addAntenna(antenna: Antenna): void;
    removeAntenna(id: string): void;
    undo(): PlanChange | undefined;
    redo(): PlanChange | undefined;
}
