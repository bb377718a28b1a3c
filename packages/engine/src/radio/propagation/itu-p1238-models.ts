import { p1238Doubt, p1238LossDb, p1238Rows, p1238Source } from './itu-p1238.ts';
import type { PropagationModel } from './propagation-model.ts';

/**
 * The site-general rows as models for a whole field: `itu-p1238-corridor-los` and so on. Obstacles are in
 * the statistics already. Closer than the row's range its first value is held; farther it is followed on.
 */
export const p1238Models: readonly PropagationModel[] = p1238Rows.map((row) => ({
  id: `itu-p1238-${row.environment}-${row.los ? 'los' : 'nlos'}`,
  distanceLaw(frequencyMhz) {
    return {
      interceptDb: p1238LossDb(row, frequencyMhz, 1),
      slopeDbPerDecade: 10 * row.alpha,
      minDistanceM: row.distanceM[0],
    };
  },
  usesObstacles: false,
  capDb: Number.POSITIVE_INFINITY,
  rangeM: row.distanceM,
  doubt: p1238Doubt(row),
  source: `${p1238Source}; ${row.distanceM[0]}–${row.distanceM[1]} m`,
}));
