// 3GPP TS 36.101 table 5.6-1 and TS 38.101-1 table 5.3.2-1, whose numbers the registry of technologies has: transmission bandwidth in resource blocks.

import { ratioToDb } from '../../core/index.ts';
import { type Carrier, technologyRow } from '../../plan/index.ts';

const subcarriersPerBlock = 12;

/** Width of the channel that RSRP (GSM: RxLev) and its noise are measured on, kHz. */
export function measurementBandwidthKhz(carrier: Carrier): number {
  const { referenceKhz, choosesSubcarrier } = technologyRow(carrier.technology);
  return choosesSubcarrier ? (carrier.subcarrierKhz ?? referenceKhz) : referenceKhz;
}

/**
 * Power of one resource element relative to the carrier's total port power, dB (negative); 0 for GSM.
 * A bandwidth outside the tables is taken at 90 % occupancy.
 */
export function resourceElementShareDb(carrier: Carrier): number {
  const { resourceBlocks } = technologyRow(carrier.technology);
  if (!resourceBlocks) return 0;
  const spacingKhz = measurementBandwidthKhz(carrier);
  const blocks =
    resourceBlocks[spacingKhz]?.[String(carrier.bandwidthMhz)] ??
    Math.max(1, Math.floor((0.9 * carrier.bandwidthMhz * 1000) / (spacingKhz * subcarriersPerBlock)));
  return (carrier.referenceBoostDb ?? 0) - ratioToDb(blocks * subcarriersPerBlock);
}
