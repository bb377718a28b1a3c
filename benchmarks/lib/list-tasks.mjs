import { batch } from '../tasks/batch.mjs';
import { dominantPath } from '../tasks/dominant-path.mjs';
import { energyRays } from '../tasks/energy-rays.mjs';
import { fieldFineGrid } from '../tasks/field-fine-grid.mjs';
import { fieldHugeLevel } from '../tasks/field-huge-level.mjs';
import { fieldMultiWall } from '../tasks/field-multi-wall.mjs';
import { fieldRacePlan } from '../tasks/field-race-plan.mjs';
import { growth } from '../tasks/growth.mjs';
import { importDrawingTask } from '../tasks/import-drawing.mjs';
import { incrementalEdit } from '../tasks/incremental-edit.mjs';
import { incrementalVerdict } from '../tasks/incremental-verdict.mjs';
import { mainJob } from '../tasks/main-job.mjs';
import { memcpyLimit } from '../tasks/memcpy-limit.mjs';
import { memoryPerCell } from '../tasks/memory-per-cell.mjs';
import { network } from '../tasks/network.mjs';
import { perCellVariantsTask } from '../tasks/per-cell-variants.mjs';
import { programmeChoice } from '../tasks/programme-choice.mjs';
import { queue } from '../tasks/queue.mjs';
import { statusTable } from '../tasks/status-table.mjs';
import { verdict } from '../tasks/verdict.mjs';
import { workerScaling } from '../tasks/worker-scaling.mjs';

/** Tasks that race fields: those that `--compare` runs on two revisions. */
export const fieldTasks = {
  'field-multi-wall': fieldMultiWall,
  'field-race-plan': fieldRacePlan,
  'field-fine-grid': fieldFineGrid,
  'field-huge-level': fieldHugeLevel,
};

/** [name]: a task, whose `run({ quick })` gives one result or more; a result's name begins with its task's. */
export const tasks = {
  ...fieldTasks,
  'dominant-path': dominantPath,
  'per-cell-variants': perCellVariantsTask,
  'memcpy-limit': memcpyLimit,
  growth,
  'memory-per-cell': memoryPerCell,
  'incremental-edit': incrementalEdit,
  'incremental-verdict': incrementalVerdict,
  'worker-scaling': { run: workerScaling },
  'energy-rays': { run: energyRays },
  verdict: { run: verdict },
  network: { run: network },
  'programme-choice': { run: programmeChoice },
  'status-table': { run: statusTable },
  'main-job': { run: mainJob },
  import: importDrawingTask,
  batch: { run: batch },
  queue: { run: queue },
};
