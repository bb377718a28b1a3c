import { z } from 'zod';
import { InputError, say } from '../../core/index.ts';
import { schemaProblems } from '../../plan/index.ts';
import { plainText } from '../community-key.ts';
import type { AcceptanceEvidence, ProgrammeCommunity } from './programme-community.ts';

/** Fraction that the notice demands: 90 % of locations. */
const minCoverageRatio = 0.9;

const ratio = z.number().min(0).max(1);
/** The part of what `diku accept --json` prints that an acceptance rests on. */
const reportSchema = z.looseObject({
  community: z.looseObject({ name: z.string(), district: z.string().optional() }),
  acceptance: z.looseObject({
    passed: z.boolean(),
    rule: z.enum(['confidence', 'share']),
    target: z.looseObject({ coverageRatio: ratio, confidence: ratio }),
    operators: z
      .array(
        z.looseObject({
          operator: z.string(),
          status: z.string(),
          locations: z.number().int().min(1),
          coverageRatio: ratio,
          lowerBoundRatio: ratio,
        }),
      )
      .min(1)
      .max(20),
    points: z.array(z.looseObject({ id: z.string(), served: z.boolean() })).max(100_000),
    pointsJudged: z.boolean(),
  }),
});

/**
 * The test report of a community, as `diku accept --json` printed it: of this community, against at least 90 % of
 * locations, points evaluated, passed by every operator.
 * @throws InputError with the path in the report
 */
export function readAcceptance(document: unknown, community: ProgrammeCommunity): AcceptanceEvidence {
  const parsed = reportSchema.safeParse(document);
  if (!parsed.success) throw new InputError(schemaProblems(parsed.error.issues, document, ''));
  const { acceptance, community: tested } = parsed.data;
  const { rule, target, operators, points } = acceptance;
  const isSame =
    plainText(tested.name) === plainText(community.name) &&
    (!tested.district || !community.district || tested.district === community.district);
  const named = [tested.district, tested.name].filter(Boolean).join(' ');
  const expected = [community.district, community.name].filter(Boolean).join(' ');
  const at = (location: string) => `acceptance.${location}`;
  const failed = operators.findIndex(({ status }) => status !== 'passed');
  const unserved = points.findIndex(({ served }) => !served);
  const problems = [
    !isSame && { at: 'community', found: named, expected },
    target.coverageRatio < minCoverageRatio && {
      at: at('target.coverageRatio'),
      found: String(target.coverageRatio),
      expected: say('at-least-value', { least: minCoverageRatio }),
    },
    !acceptance.pointsJudged && { at: at('pointsJudged'), found: 'false', expected: 'true' },
    failed >= 0 && {
      at: at(`operators[${failed}].status`),
      found: `${operators[failed].operator} ${operators[failed].status}`,
      expected: 'passed',
    },
    unserved >= 0 && {
      at: at(`points[${unserved}].served`),
      found: `${points[unserved].id} false`,
      expected: 'true',
    },
    !acceptance.passed && { at: at('passed'), found: 'false', expected: 'true' },
  ].filter((problem) => problem !== false);
  if (problems.length > 0) throw new InputError(problems);
  return {
    ...{ rule, points: points.length },
    target: { coverageRatio: target.coverageRatio, confidence: target.confidence },
    operators: operators.map(({ operator, locations, coverageRatio, lowerBoundRatio }) => ({
      ...{ operator, locations, coverageRatio, lowerBoundRatio },
    })),
  };
}
