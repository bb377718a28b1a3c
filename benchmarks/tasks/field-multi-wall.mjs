import { createFieldJobs } from '../lib/field-jobs.mjs';
import { createFieldTask } from '../lib/field-task.mjs';
import { createGaragePlan } from '../lib/garage-plan.mjs';

/** Path loss of ten transmitters over a seeded level of 100 × 80 m with 147 walls, cells of 0.5 m. */
export const fieldMultiWall = createFieldTask(
  { 'field-multi-wall': () => createFieldJobs(createGaragePlan(), 0.5) },
  { oracle: true },
);
