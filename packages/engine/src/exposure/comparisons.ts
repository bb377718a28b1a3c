import type { ExposureLimits } from '../plan/network-limits.ts';
import { wPerM2ToUwPerCm2 } from '../units.ts';
import type { ExposureComparison } from './exposure.ts';
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
    ...(['measured-low', 'measured-high'] as const).map((id) => ({
      id,
      powerDensityUwPerCm2: id === 'measured-low' ? 0.1 : 1.3,
      source: 'measured near base stations in Putian (press report)',
    })),
  ];
}
