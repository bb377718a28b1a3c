/** The demands on a garage: the key `requirements` of the plan document. Ratios are 0–1. */
import { z } from 'zod';
import { demandedKinds } from './floor-kinds.ts';
import { scenarioIds } from './scenario-ids.ts';

const ratio = z.number().min(0).max(1);

/** A demand on one kind of floor that overrides that of the profile. */
const kindDemand = z.looseObject({
  kind: z.enum(demandedKinds),
  requiredRatio: ratio.describe('share of the floor of this kind that must be served; 0 demands nothing'),
  thresholdDbm: z
    .number()
    .min(-150)
    .max(-20)
    .optional()
    .describe('lowest RSRP (GSM: RxLev) there; default that of calls in the profile'),
});

/** Rules that an acceptance test may be decided by. */
export const acceptanceRules = ['share', 'confidence'] as const;
/** Positions in which a phone is held. */
export const phonePositions = ['beside-car', 'in-car'] as const;

/** The acceptance test that is ordered. Absent keys have the defaults of `planAcceptance`. */
const acceptanceTest = z.looseObject({
  rule: z
    .enum(acceptanceRules)
    .optional()
    .describe(
      'share: the measured share reaches the ratio; confidence: the locations prove the ratio with the confidence',
    ),
  phone: z.enum(phonePositions).optional().describe('where the phone is where a location is in a bay'),
  baysTakenRatio: ratio.optional().describe('share of the bays with a car in them on the day of the test'),
});

export const requirementsSchema = z.looseObject({
  coverageRatio: z.number().gt(0).lt(1),
  confidence: z.number().gt(0).lt(1),
  profile: z.string(),
  /** Values that override the profile, by its own keys. */
  profileOverrides: z.record(z.string(), z.unknown()).optional(),
  /** True: every carrier of an operator must cover the ratio, not only the best one that carries calls. */
  everyCarrier: z.boolean().optional(),
  /** States that must pass besides the plan as it stands: ids of scenarios. */
  requiredScenarios: z.array(z.enum(scenarioIds)).max(20).optional(),
  kinds: z
    .array(kindDemand)
    .max(50)
    .optional()
    .describe('demands on kinds of floor, over those of the profile'),
  acceptance: acceptanceTest.optional(),
});

export type AcceptanceRuleName = (typeof acceptanceRules)[number];
export type PhonePosition = (typeof phonePositions)[number];
