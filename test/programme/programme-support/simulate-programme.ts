import {
  type AcceptanceEvidence,
  type Community,
  districtNames,
  type ProgrammeCommunity,
  type Step,
  stages,
} from '@diku/engine/programme';
import { createRandom } from '../../../packages/engine/src/core/index.ts';
import { community } from './communities.ts';

/** A community of one district after the other. */
export function bareCommunity(index: number, changes: Partial<Community> = {}): Community {
  const district = districtNames[index % districtNames.length];
  return community(index + 1, { district, street: '样例街道', name: `样例小区${index + 1}`, ...changes });
}

/** A test that passed. */
export const testEvidence: AcceptanceEvidence = {
  rule: 'confidence',
  target: { coverageRatio: 0.9, confidence: 0.95 },
  operators: [{ operator: 'telecom', locations: 120, coverageRatio: 0.97, lowerBoundRatio: 0.93 }],
  points: 12,
  planFingerprint: 'sha256:one',
};

/** A legal history within a year, seeded: forward step by step, now and then back with a note, often not to the end. */
function simulateSteps(year: number, random: () => number): Step[] {
  const steps: Step[] = [];
  const quarter = 1 + Math.floor(4 * random());
  let day = Math.floor(60 * random());
  let index = 0;
  const last = random() < 0.35 ? 0 : 1 + Math.floor(random() * 9);
  for (let count = 0; count < last; count++) {
    const isBack = index > 1 && random() < 0.06;
    if (index === stages.length - 1 && !isBack) break;
    index += isBack ? -1 : 1;
    day += Math.floor(70 * random());
    if (day > 364) break;
    const date = new Date(Date.UTC(year, 0, 1 + day)).toISOString().slice(0, 10);
    steps.push({
      ...{ stage: stages[index], date },
      ...(isBack ? { note: '居民意见，需调整方案' } : {}),
      ...(index === 1 && !isBack ? { due: `${year}-Q${quarter}` } : {}),
      ...(stages[index] === 'accepted' ? { evidence: testEvidence } : {}),
    });
  }
  return steps;
}

/** Communities of all districts under way for a year, surveyed on its first day. */
export function simulateProgramme(count: number, year: number, seed: number): ProgrammeCommunity[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, index) => ({
    ...bareCommunity(index),
    id: `c${index}`,
    history: [{ stage: 'surveyed', date: `${year}-01-01` }, ...simulateSteps(year, random)],
  }));
}
