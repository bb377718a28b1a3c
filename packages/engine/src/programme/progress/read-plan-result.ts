import { z } from 'zod';
import { InputError } from '../../core/index.ts';
import { schemaProblems } from '../../plan/index.ts';
import type { PlanResult } from './programme-community.ts';

const ratio = z.number().min(0).max(1);
const resultSchema = z.looseObject({
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
 * @throws InputError with the path in the document
 */
export function readPlanResult(document: unknown): PlanResult {
  const parsed = resultSchema.safeParse(document);
  if (!parsed.success) throw new InputError(schemaProblems(parsed.error.issues, document, ''));
  const { target, decidable, antennas, operators } = parsed.data;
  const chances = operators
    .map(({ passProbability }) => passProbability)
    .filter((chance) => chance !== undefined);
  return {
    met: target.met,
    ...(decidable === false ? { decidable } : {}),
    ...(antennas === undefined ? {} : { antennas }),
    ...(chances.length === 0 ? {} : { passProbability: Math.min(...chances) }),
    operators: operators.map(({ operator, expectedCoverageRatio }) => ({ operator, expectedCoverageRatio })),
  };
}

/** Returns whether a plan meets its target, or nobody can say so yet. */
export function planConclusion({ met, decidable }: PlanResult): 'met' | 'missed' | 'undecided' {
  if (decidable === false) return 'undecided';
  return met ? 'met' : 'missed';
}
