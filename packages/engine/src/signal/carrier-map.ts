import type { Grid } from '../kernel/field-kernel.ts';

/** What one carrier gives on one level. Cells outside the count hold NaN. */
export interface CarrierMap {
  carrierId: string;
  levelId: string;
  grid: Grid;
  /** [rows, columns] of `cellKind`. */
  cells: Uint8Array;
  /** Median RSRP at the phone (body loss everywhere, vehicle loss in bays), dBm. [rows, columns] */
  rsrpDbm: Float32Array;
  /** Median SINR, dB. [rows, columns] */
  sinrDb: Float32Array;
  /** Smaller of RSRP and SINR above their thresholds (voice where the carrier has voice), dB. [rows, columns] */
  marginDb: Float32Array;
  /** Index into `plan.antennas` of the strongest antenna; −1 where there is none. [rows, columns] */
  bestAntenna: Int16Array;
  /** Probability that a phone is served at the cell (log-normal shadowing), 0–1. [rows, columns] */
  servedProbability: Float32Array;
}

/** Bytes that a carrier's map adds per cell; `cells` is shared. */
export const mapBytesPerCell = 4 * Float32Array.BYTES_PER_ELEMENT + Int16Array.BYTES_PER_ELEMENT;
