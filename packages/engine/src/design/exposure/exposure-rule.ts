import { judge, type RuleResult } from '../network/rules/rule.ts';
import type { Exposure } from './exposure.ts';

/** The limit for the public as one rule among those of the network, head by head near each antenna. */
export function exposureRule({ antennas }: Exposure): RuleResult {
  const findings = antennas.map(({ antenna, worst }) => ({
    at: { kind: 'head' as const, id: antenna, level: worst.level, position: worst.position },
    value: worst.shareRatio,
    detail: { powerDensityUwPerCm2: worst.powerDensityUwPerCm2, heightM: worst.heightM },
  }));
  return judge('exposure', { bound: 'most', unit: 'ratio', limit: 1, source: 'GB 8702-2014' }, findings);
}
