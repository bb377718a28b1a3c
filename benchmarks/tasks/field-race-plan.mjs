import { createRacePlanJobs } from '../lib/field-jobs.mjs';
import { createFieldTask } from '../lib/field-task.mjs';

/** The same on a reference plan of 100 × 80 m and 147 walls, where it lies next to this repository. */
export const fieldRacePlan = createFieldTask({ 'field-race-plan': createRacePlanJobs }, { oracle: true });
