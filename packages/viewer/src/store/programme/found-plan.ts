import type { PlanEntry } from './match-plans.ts';

/** A plan that could be one of a community's: persisted on this computer, or a file that is read when it is opened. */
export type FoundPlan = PlanEntry & { name: string } & (
    | { kind: 'kept'; planId: string; savedMs: number }
    | { kind: 'file'; read(): Promise<File> }
  );

/** Folder that is searched for plan files. */
export interface PlanFolder {
  name: string;
  /** `asks`: the browser wants to be asked again before it is read. */
  status: 'reading' | 'read' | 'asks' | 'failed';
  /** Plan files in it. */
  planCount: number;
}
