import { dbToRatio } from '../../core/index.ts';

const stepsPerDb = 16;
/** −400 to +100 dB: of a link −150 to 0 are met, so that the used part of the table stays in the nearest cache. */
const lowestDb = -400;
const highestDb = 100;
// [500 dB × 16 steps]
const table = Float64Array.from({ length: (highestDb - lowestDb) * stepsPerDb + 1 }, (_, index) =>
  dbToRatio(lowestDb + index / stepsPerDb),
);
/** ln(10)/10 per dB. */
const nepersPerStep = Math.LN10 / 10 / stepsPerDb;

/**
 * `10^(valueDb/10)`, a few times as fast: the nearest sixteenth of a dB from a table, times a cubic for the rest. The
 * relative error is below 1.2e-10 (5e-10 dB); beyond −400 to 100 dB it is the direct formula.
 */
export function fastRatio(valueDb: number): number {
  const place = (valueDb - lowestDb) * stepsPerDb;
  if (!(place >= 0 && place < table.length - 1)) return dbToRatio(valueDb);
  const index = (place + 0.5) | 0;
  const rest = (place - index) * nepersPerStep;
  return table[index] * (1 + rest * (1 + rest * (0.5 + rest * (1 / 6))));
}
