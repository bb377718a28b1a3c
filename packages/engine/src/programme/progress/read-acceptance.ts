import { z } from 'zod';
import { InputError, type LocalizedProblem, type Phrase, say } from '../../core/index.ts';
import { schemaProblems } from '../../plan/index.ts';
import { plainText } from '../community-key.ts';
import type { AcceptanceEvidence, ProgrammeCommunity } from './programme-community.ts';

/** Fraction that the notice demands: 90 % of locations. */
const minCoverageRatio = 0.9;

const ratio = z.number().min(0).max(1);
/** A community as a plan names it. */
export const namedSchema = z.looseObject({ name: z.string(), district: z.string().optional() });
/** The part of what `diku accept --json` prints that an acceptance rests on. */
const reportSchema = z.looseObject({
  community: namedSchema,
  planFingerprint: z.string().optional(),
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
  const { acceptance, community: tested, planFingerprint } = parsed.data;
  const { rule, target, operators, points } = acceptance;
  const at = (location: string) => `acceptance.${location}`;
  const failed = operators.findIndex(({ status }) => status !== 'passed');
  const unserved = points.findIndex(({ served }) => !served);
  const problems = [
    communityProblem(tested, community),
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
    ...(planFingerprint === undefined ? {} : { planFingerprint }),
    target: { coverageRatio: target.coverageRatio, confidence: target.confidence },
    operators: operators.map(({ operator, locations, coverageRatio, lowerBoundRatio }) => ({
      ...{ operator, locations, coverageRatio, lowerBoundRatio },
    })),
  };
}

/** Refusal of a document that is not of a community: by its name and, where both have one, its district. */
export function communityProblem(
  tested: z.infer<typeof namedSchema> | undefined,
  community: ProgrammeCommunity,
): LocalizedProblem | false {
  const isSame =
    tested !== undefined &&
    plainText(tested.name) === plainText(community.name) &&
    (!tested.district || !community.district || tested.district === community.district);
  if (isSame) return false;
  const named = [tested?.district, tested?.name].filter(Boolean).join(' ') || say('nothing');
  const expected = [community.district, community.name].filter(Boolean).join(' ');
  return { at: 'community', found: named, expected };
}

/** Digits beyond which another machine may compute otherwise. */
const relativeTolerance = 1e-9;

/**
 * The first difference of a report from the same evaluation made again of its walk and plan; undefined where there is none. The time that
 * it took is not compared.
 */
export function reportDifference(report: unknown, recomputed: unknown): LocalizedProblem | undefined {
  const [found, expected] = [report, recomputed].map((document) => {
    const { timing: _, ...rest } = JSON.parse(JSON.stringify(document)) as Record<string, unknown>;
    return rest;
  });
  return differenceOf(found, expected, '');
}

function differenceOf(found: unknown, expected: unknown, at: string): LocalizedProblem | undefined {
  if (typeof found === 'number' && typeof expected === 'number') {
    const scale = Math.max(1, Math.abs(found), Math.abs(expected));
    if (Math.abs(found - expected) <= relativeTolerance * scale) return undefined;
  } else if (isTree(found) && isTree(expected) && Array.isArray(found) === Array.isArray(expected)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(found)])) {
      const path = Array.isArray(expected) ? `${at}[${key}]` : at === '' ? key : `${at}.${key}`;
      const fieldOf = (tree: Record<string, unknown>) => (Object.hasOwn(tree, key) ? tree[key] : undefined);
      const difference = differenceOf(fieldOf(found), fieldOf(expected), path);
      if (difference) return difference;
    }
    return undefined;
  } else if (found === expected) return undefined;
  return { at, found: shown(found), expected: say('recomputed', { value: shown(expected) }) };
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function shown(value: unknown): string | Phrase {
  return value === undefined ? say('nothing') : JSON.stringify(value).slice(0, 80);
}
