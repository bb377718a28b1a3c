import { dbmToMw, wPerM2ToUwPerCm2 } from '../../core/index.ts';
import type { ExposureLimits } from '../../plan/index.ts';
import type { AntennaExposure, ExposureComparison, PowerComparison } from './exposure.ts';
import { publicExposureLimit } from './gb8702-limits.ts';

/** Where both parts of the table meet, and of it the lower. */
const usualMhz = 3000;

/** What a density can be held against: limits, and measurements that were published. Nothing without a source. */
export function comparisons({ managementRatio }: ExposureLimits): ExposureComparison[] {
  const limitUwPerCm2 = wPerM2ToUwPerCm2(publicExposureLimit(usualMhz).powerDensityWPerM2);
  return [
    { id: 'limit', powerDensityUwPerCm2: limitUwPerCm2, source: 'GB 8702-2014, 30–3000 MHz' },
    {
      id: 'management',
      powerDensityUwPerCm2: limitUwPerCm2 * managementRatio,
      source: 'HJ/T 10.3-1996, one project (mtoou.info; current status not verified)',
    },
    {
      id: 'icnirp',
      powerDensityUwPerCm2: wPerM2ToUwPerCm2(5),
      source: 'ICNIRP 1998, public, 1000 MHz (as in Mazar, EMC Europe 2016)',
    },
    ...(['measured-low', 'measured-high'] as const).map((id) => ({
      id,
      powerDensityUwPerCm2: id === 'measured-low' ? 0.1 : 1.3,
      source: 'measured near base stations in Putian (press report)',
    })),
  ];
}

/** Most power that a phone of the usual class may send, dBm. */
const phonePowerDbm = 23;

/** The antenna with most power at its port, all carriers together, beside a phone. */
export function powerComparisons(antennas: readonly AntennaExposure[]): PowerComparison[] {
  const strongest = [...antennas].sort((a, b) => b.powerDbm - a.powerDbm)[0];
  if (!strongest) return [];
  return [
    { id: 'strongest-antenna', powerMw: dbmToMw(strongest.powerDbm), antenna: strongest.antenna },
    { id: 'phone', powerMw: dbmToMw(phonePowerDbm), source: '3GPP TS 38.101, power class 3: 23 dBm' },
  ];
}
