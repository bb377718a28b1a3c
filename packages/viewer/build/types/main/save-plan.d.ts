import type { Plan } from '@diku/engine';
/** Hands the plan to the browser's downloads. @returns the file's name */
export declare function savePlan(plan: Plan): string;
