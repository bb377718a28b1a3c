// GB 8702-2014 (controlling limits of electromagnetic environment), table 1: public exposure, 30 MHz to 15 GHz.
import { InputError } from '../../core/index.ts';

/** Root mean square over any six minutes. */
export interface ExposureLimit {
  electricFieldVPerM: number;
  /** Equivalent plane wave, W/m². */
  powerDensityWPerM2: number;
}

/** Range of the limits that this file has, MHz, both ends included. */
export const gb8702RangeMhz = { min: 30, max: 15_000 };

/**
 * Limit for the public at a frequency: 12 V/m and 0.4 W/m² from 30 to 3000 MHz, above 0.22·√f V/m and f/7500 W/m².
 * As read in a transcription of the table, not in the standard itself.
 * @throws InputError outside of 30–15,000 MHz
 */
export function publicExposureLimit(frequencyMhz: number): ExposureLimit {
  const { min, max } = gb8702RangeMhz;
  if (!(frequencyMhz >= min && frequencyMhz <= max)) {
    throw new InputError([
      { at: 'frequencyMhz', found: String(frequencyMhz), expected: `${min}–${max} MHz (GB 8702-2014)` },
    ]);
  }
  if (frequencyMhz <= 3000) return { electricFieldVPerM: 12, powerDensityWPerM2: 0.4 };
  return { electricFieldVPerM: 0.22 * Math.sqrt(frequencyMhz), powerDensityWPerM2: frequencyMhz / 7500 };
}
