import type { Antenna, Plan } from '@diku/engine';
/** One record before and after; a missing side means that the record did not or does not exist. */
export type RecordChange = {
    kind: 'antenna';
    id: string;
    before?: Antenna;
    after?: Antenna;
} | {
    kind: 'plan';
    before?: Plan;
    after?: Plan;
};
/** One undo step: what it is called and which records it touches. */
export interface PlanChange {
    name: string;
    records: RecordChange[];
}
/** The same step backwards. */
export declare function reverseChange(change: PlanChange): PlanChange;
/** The plan after a step; records that the step does not touch stay the same objects. */
export declare function applyChange(plan: Plan | undefined, change: PlanChange): Plan | undefined;
/** Two steps in a row on the same records as one: the older befores with the newer afters. */
export declare function joinChanges(older: PlanChange, newer: PlanChange): PlanChange | undefined;
