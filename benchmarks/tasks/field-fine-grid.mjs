import { createFieldJobs } from '../lib/field-jobs.mjs';
import { createFieldTask } from '../lib/field-task.mjs';
import { createGaragePlan } from '../lib/garage-plan.mjs';

/** One transmitter of the seeded level on cells of 0.124 m (806 × 645): much more cell than wall. */
export const fieldFineGrid = createFieldTask({
  'field-fine-grid': () => createFieldJobs(createGaragePlan(), 0.124).slice(0, 1),
});
