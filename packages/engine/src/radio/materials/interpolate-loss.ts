import { InputError } from '../../core/index.ts';

/** One loss of a table: MHz and dB. */
export interface LossPoint {
  frequencyMhz: number;
  lossDb: number;
}

/**
 * Loss in dB at a frequency, linear over the logarithm of frequency between the rows.
 * Outside the rows the end value is held: see `heldEndNote`.
 * @param points sorted by frequency, at least one
 */
export function interpolateLossDb(points: readonly LossPoint[], frequencyMhz: number): number {
  if (!(frequencyMhz > 0) || !Number.isFinite(frequencyMhz)) {
    throw new InputError([
      { at: 'frequencyMhz', found: String(frequencyMhz), expected: 'a frequency in MHz, > 0' },
    ]);
  }
  const first = points[0];
  const last = points[points.length - 1];
  if (frequencyMhz <= first.frequencyMhz) return first.lossDb;
  if (frequencyMhz >= last.frequencyMhz) return last.lossDb;
  const upperIndex = points.findIndex((point) => point.frequencyMhz >= frequencyMhz);
  const lower = points[upperIndex - 1];
  const upper = points[upperIndex];
  const weightRatio =
    Math.log(frequencyMhz / lower.frequencyMhz) / Math.log(upper.frequencyMhz / lower.frequencyMhz);
  return lower.lossDb + weightRatio * (upper.lossDb - lower.lossDb);
}

/** Says that the end value was held, or undefined where the frequency is inside the rows. */
export function heldEndNote(points: readonly LossPoint[], frequencyMhz: number): string | undefined {
  const lowestMhz = points[0].frequencyMhz;
  const highestMhz = points[points.length - 1].frequencyMhz;
  if (frequencyMhz >= lowestMhz && frequencyMhz <= highestMhz) return undefined;
  const endMhz = frequencyMhz < lowestMhz ? lowestMhz : highestMhz;
  return `${frequencyMhz} MHz is outside ${lowestMhz}–${highestMhz} MHz: the value at ${endMhz} MHz is held`;
}
