/**
 * Unit conversions. The only place where one unit becomes another.
 *
 * Suffix glossary: `M` metres, `Mm` integer millimetres, `M2` square metres, `Mhz`, `Dbm`, `Db`, `Dbi`,
 * `Mw` milliwatts, `Deg`, `Rad`, `Ratio` 0–1, `Percent` 0–100, `LossUnits` integer 1/256 dB, `S` seconds,
 * `Ms` milliseconds, `W` watts, `WPerM2` and `UwPerCm2` power density. Plain `x, y, z` are metres.
 */

/** Speed of light in vacuum, m/s (exact, SI). */
export const SPEED_OF_LIGHT_MPS = 299_792_458;

/** Integer loss units per decibel: every obstacle loss is a whole number of 1/256 dB. */
export const LOSS_UNITS_PER_DB = 256;

export function dbToRatio(valueDb: number): number {
  return 10 ** (valueDb / 10);
}

/** Energy ratio to decibel; 0 gives −Infinity. */
export function ratioToDb(ratio: number): number {
  return 10 * Math.log10(ratio);
}

export function dbmToMw(powerDbm: number): number {
  return 10 ** (powerDbm / 10);
}

export function mwToDbm(powerMw: number): number {
  return 10 * Math.log10(powerMw);
}

/** Metres to the nearest integer millimetre. */
export function metresToMm(valueM: number): number {
  return Math.round(valueM * 1000);
}

/** Metres, rounded to whole millimetres; there is no negative zero. */
export function roundMm(valueM: number): number {
  return Math.round(valueM * 1000) / 1000 + 0;
}

/** Metres of a length in whole millimetres. */
export function mmToMetres(valueMm: number): number {
  return valueMm / 1000;
}

/** Radians of an angle in degrees. */
export function degToRad(angleDeg: number): number {
  return (angleDeg * Math.PI) / 180;
}

/** Degrees of an angle in radians. */
export function radToDeg(angleRad: number): number {
  return (angleRad * 180) / Math.PI;
}

/** Decibel to the nearest integer 1/256 dB. */
export function dbToLossUnits(lossDb: number): number {
  return Math.round(lossDb * LOSS_UNITS_PER_DB);
}

export function lossUnitsToDb(lossUnits: number): number {
  return lossUnits / LOSS_UNITS_PER_DB;
}

/** Free-space wavelength in metres. */
export function wavelengthM(frequencyMhz: number): number {
  return SPEED_OF_LIGHT_MPS / (frequencyMhz * 1e6);
}

/** Power density in the unit of the trade, µW/cm². */
export function wPerM2ToUwPerCm2(densityWPerM2: number): number {
  return densityWPerM2 * 100;
}

export function dbmToW(powerDbm: number): number {
  return 10 ** (powerDbm / 10) / 1000;
}

export function wToDbm(powerW: number): number {
  return 10 * Math.log10(powerW * 1000);
}
