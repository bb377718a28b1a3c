import { createFieldJobs, hashArrays } from '../lib/field-jobs.mjs';
import { createGaragePlan } from '../lib/garage-plan.mjs';
import { createPerCellReference } from '../lib/per-cell-reference.mjs';
import { perCellVariants } from '../lib/per-cell-variants.mjs';
import { compareTimes, race, round, summarise } from '../lib/race.mjs';
import { createSkippingReference } from '../lib/skipping-reference.mjs';

/** Obstacle losses only, the two references against other ways to write them: that no ratio is an easy one. */
export const perCellVariantsTask = {
  async run({ quick }) {
    const jobs = createFieldJobs(createGaragePlan(), 0.5);
    const { columns, rows } = jobs[0].grid;
    const cells = columns * rows * jobs.length;
    const references = [createPerCellReference(), createSkippingReference()];
    const methods = {
      ...Object.fromEntries(
        references.map((reference) => [reference.name, (job) => reference.obstacleLossUnits(job)]),
      ),
      ...perCellVariants,
    };
    const contenders = Object.values(methods).map((count) => ({ run: () => jobs.map(count) }));
    const timesMs = await race(contenders, { rounds: quick ? 2 : 9, warmups: quick ? 1 : 2 });
    const checksums = new Set(Object.values(methods).map((count) => hashArrays(jobs.map(count))));
    if (checksums.size > 1) throw new Error('per-cell-variants: the variants count differently');
    const variants = Object.keys(methods).map((name, index) => {
      const summary = summarise(timesMs[index]);
      return {
        name,
        ...summary,
        timesReference: compareTimes(timesMs[index], timesMs[0]).ratio,
        cellsPerS: round((cells / summary.medianMs) * 1000),
      };
    });
    const [checksum] = checksums;
    return [{ name: 'per-cell-variants', ...summarise(timesMs[0]), checksum, cells, variants }];
  },
};
