import { z } from 'zod';
import { InputError, say } from '../../core/index.ts';
import { schemaProblems } from '../../plan/index.ts';
import type { PlanResult, ProgrammeCommunity } from './programme-community.ts';
import { communityProblem, namedSchema } from './read-acceptance.ts';

const ratio = z.number().min(0).max(1);
const resultSchema = z.looseObject({
  community: namedSchema.optional(),
  planFingerprint: z.string().optional(),
  network: z.looseObject({ costCny: z.number().min(0).optional() }).optional(),
  target: z.looseObject({ met: z.boolean() }),
  decidable: z.boolean().optional(),
  antennas: z.number().int().min(0).optional(),
  operators: z
    .array(
      z.looseObject({
        operator: z.string(),
        expectedCoverageRatio: ratio,
        passProbability: ratio.optional(),
      }),
    )
    .min(1)
    .max(20),
});

/**
 * The part of what `diku plan`, `check` or `predict --json` printed that the programme stores.
 * @param community that it has to be of; a document that names none, or no fingerprint of its plan, is refused then
 * @throws InputError with the path in the document
 */
export function readPlanResult(document: unknown, community?: ProgrammeCommunity): PlanResult {
  const parsed = resultSchema.safeParse(document);
  if (!parsed.success) throw new InputError(schemaProblems(parsed.error.issues, document, ''));
  const { target, decidable, antennas, operators, planFingerprint, network } = parsed.data;
  if (community) {
    const at = 'planFingerprint';
    const problems = [
      communityProblem(parsed.data.community, community),
      planFingerprint === undefined && { at, found: say('nothing'), expected: say('plan-with-fingerprint') },
    ].filter((problem) => problem !== false);
    if (problems.length > 0) throw new InputError(problems);
  }
  const chances = operators
    .map(({ passProbability }) => passProbability)
    .filter((chance) => chance !== undefined);
  return {
    met: target.met,
    ...(decidable === false ? { decidable } : {}),
    ...(antennas === undefined ? {} : { antennas }),
    ...(planFingerprint === undefined ? {} : { planFingerprint }),
    ...(network?.costCny === undefined ? {} : { costCny: network.costCny }),
    ...(chances.length === 0 ? {} : { passProbability: Math.min(...chances) }),
    operators: operators.map(({ operator, expectedCoverageRatio }) => ({ operator, expectedCoverageRatio })),
  };
}

/** Returns whether a plan meets its target, or nobody can say so yet. */
export function planConclusion({ met, decidable }: PlanResult): 'met' | 'missed' | 'undecided' {
  if (decidable === false) return 'undecided';
  return met ? 'met' : 'missed';
}
