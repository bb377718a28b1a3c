import { requireObject } from '../../core/index.ts';
import type { Grid } from '../kernel/field-kernel.ts';
import type { FloorRoom } from '../scene/floor-rooms.ts';
import type { CellSlopes } from './margin-slopes.ts';

/** Signals of one carrier on one level. Cells outside the count hold NaN. */
export interface CarrierMap {
  carrierId: string;
  levelId: string;
  grid: Grid;
  /** [rows, columns] of `cellKind`. */
  cells: Uint8Array;
  /**
   * Median RSRP at the phone (body loss everywhere, vehicle loss in bays), dBm. Where several antennas of the serving
   * cell are near, the median of their sum is above the sum of their medians. [rows, columns]
   */
  rsrpDbm: Float32Array;
  /** Median SINR, dB. [rows, columns] */
  sinrDb: Float32Array;
  /**
   * Median of what the service has to spare (voice where the carrier has voice): of downlink level, SINR and uplink the
   * one that is least likely to do, dB. [rows, columns]
   */
  marginDb: Float32Array;
  /** Standard deviation of that margin at the cell: shadowing of the power sum, and the car where there is one, dB. */
  sigmaDb: Float32Array;
  /** Uplink margin of the map's service over RSRP, dB: the uplink takes the path of the downlink. */
  uplinkOverRsrpDb: number;
  /** Which of the three it is: `limitingCause`. [rows, columns] */
  limiting: Uint8Array;
  /** Index into `plan.antennas` of the strongest antenna; −1 where there is none, `outdoorIndex` from outside. */
  bestAntenna: Int16Array;
  /** Most layers that a phone is sent from each antenna of the plan; absent where it is one everywhere. [antennas] */
  antennaLayers?: Uint8Array;
  /** Probability that a phone is served at the cell, Φ(marginDb/sigmaDb), 0–1. [rows, columns] */
  servedProbability: Float32Array;
  /** The same service at the demanded kinds of floor, where it was asked for. */
  floor?: FloorSignals;
  /** Slopes at the cells that they were asked for. */
  slopes?: CellSlopes;
}

/** A service at the samples of a level's demanded kinds of floor, by each kind's threshold and enclosure. [samples] each */
export interface FloorSignals {
  rooms: readonly FloorRoom[];
  /** Cells of the grid. */
  cells: Int32Array;
  marginDb: Float32Array;
  sigmaDb: Float32Array;
  servedProbability: Float32Array;
  /** Slopes at the samples that they were asked for: `cells` are numbers of samples. */
  slopes?: CellSlopes;
}

/**
 * Most layers that a phone is sent at a cell: those of the antenna that is strongest there. From outside it is one, as
 * nobody knows what sends there.
 */
export function layersAt(map: CarrierMap, cell: number): number {
  requireObject('map', map, ['bestAntenna']);
  const { antennaLayers, bestAntenna } = map;
  return antennaLayers?.[bestAntenna[cell]] ?? 1;
}

/** Bytes that a carrier's map adds per cell; `cells` is shared. */
export const mapBytesPerCell =
  5 * Float32Array.BYTES_PER_ELEMENT + Int16Array.BYTES_PER_ELEMENT + Uint8Array.BYTES_PER_ELEMENT;

/** `bestAntenna` where the signal from outside is stronger than any antenna. */
export const outdoorIndex = -2;

/** Limit of a service at a location: too weak a signal, other cells, or the phone's own power. */
export const limitingCause = { none: 0, level: 1, interference: 2, uplink: 3 } as const;
