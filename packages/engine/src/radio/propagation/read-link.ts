import { distanceRange, frequencyRange } from './input-ranges.ts';
import type { InputReader } from './read-inputs.ts';

/** Frequency and distance of a link. */
export function readLink(read: InputReader): { frequencyMhz: number; distanceM: number } {
  const frequencyMhz = read.number('frequencyMhz', frequencyRange);
  return { frequencyMhz, distanceM: read.number('distanceM', distanceRange) };
}

/** The loss, if it is one. A formula that gives a gain at a distance has left its meaning: an error. */
export function checkedLossDb(read: InputReader, lossDb: number, distanceM: number): number {
  if (lossDb >= 0) return lossDb;
  return read.fail(
    'distanceM',
    `${distanceM}, where the formula gives ${lossDb.toFixed(2)} dB`,
    'a distance at which the loss is ≥ 0 dB',
  );
}
