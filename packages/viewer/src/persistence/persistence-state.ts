import type { NamedView, RecentPlan } from './persisted-plan.ts';
import type { RecentProgramme } from './programme-memory.ts';

/** `refused`: the browser stores nothing, or has no room. `outdated`: another tab wrote the plan since. */
export type PersistenceStatus = 'none' | 'kept' | 'refused' | 'outdated';

/** State of persistence of the plan on screen. */
export interface PersistenceState {
  status: PersistenceStatus;
  /** No file has it as it is. */
  isDirty: boolean;
  /** A newer version of the program waits for the next reload. */
  hasUpdate: boolean;
  /** Plans persisted on this computer, newest first, as they were when the page was empty. */
  recents: readonly RecentPlan[];
  /** Programmes of cities, the same. */
  programmes: readonly RecentProgramme[];
  /** Looks at the plan on screen under names. */
  namedViews: readonly NamedView[];
}

export const nothingPersisted: PersistenceState = {
  status: 'none',
  isDirty: false,
  hasUpdate: false,
  recents: [],
  programmes: [],
  namedViews: [],
};
