import { createHugeGarageJobs } from '../lib/field-jobs.mjs';
import { createFieldTask } from '../lib/field-task.mjs';

const jobsOf = (index) => () => createHugeGarageJobs()[index].jobs.slice(0, 2);

/** Two transmitters on each level of a garage of 252 × 122 m: about 2,300 segments, cells of 0.5 m (504 × 245). */
export const fieldHugeLevel = createFieldTask(
  { 'field-huge-level-b1': jobsOf(0), 'field-huge-level-b2': jobsOf(1) },
  { rounds: 15, quickRounds: 3 },
);
