// 3GPP TS 36.101 table 5.6-1 and TS 38.101-1 table 5.3.2-1: transmission bandwidth in resource blocks.

import { ratioToDb } from '../../core/index.ts';
import type { Carrier } from '../../plan/index.ts';

const lteResourceBlocks: Record<string, number> = {
  '1.4': 6,
  '3': 15,
  '5': 25,
  '10': 50,
  '15': 75,
  '20': 100,
};
// biome-ignore format: as in the table
const nr15KhzResourceBlocks: Record<string, number> = {
  '5': 25, '10': 52, '15': 79, '20': 106, '25': 133, '30': 160, '35': 188, '40': 216, '45': 242, '50': 270,
};
// biome-ignore format: as in the table
const nr30KhzResourceBlocks: Record<string, number> = {
  '5': 11, '10': 24, '15': 38, '20': 51, '25': 65, '30': 78, '35': 92, '40': 106, '45': 119, '50': 133,
  '60': 162, '70': 189, '80': 217, '90': 245, '100': 273,
};
// biome-ignore format: as in the table
const nr60KhzResourceBlocks: Record<string, number> = {
  '10': 11, '15': 18, '20': 24, '25': 31, '30': 38, '35': 44, '40': 51, '45': 58, '50': 65,
  '60': 79, '70': 93, '80': 107, '90': 121, '100': 135,
};
const nrResourceBlocks = new Map([
  [15, nr15KhzResourceBlocks],
  [30, nr30KhzResourceBlocks],
  [60, nr60KhzResourceBlocks],
]);
const subcarriersPerBlock = 12;

/** Width of the channel that RSRP (GSM: RxLev) and its noise are measured on, kHz. */
export function measurementBandwidthKhz(carrier: Carrier): number {
  if (carrier.technology === 'gsm') return 200;
  if (carrier.technology === 'lte') return 15;
  return carrier.subcarrierKhz ?? 30;
}

/**
 * Power of one resource element relative to the carrier's total port power, dB (negative); 0 for GSM.
 * A bandwidth outside the tables is taken at 90 % occupancy.
 */
export function resourceElementShareDb(carrier: Carrier): number {
  if (carrier.technology === 'gsm') return 0;
  const spacingKhz = measurementBandwidthKhz(carrier);
  const table = carrier.technology === 'lte' ? lteResourceBlocks : nrResourceBlocks.get(spacingKhz);
  const blocks =
    table?.[String(carrier.bandwidthMhz)] ??
    Math.max(1, Math.floor((0.9 * carrier.bandwidthMhz * 1000) / (spacingKhz * subcarriersPerBlock)));
  return (carrier.referenceBoostDb ?? 0) - ratioToDb(blocks * subcarriersPerBlock);
}
