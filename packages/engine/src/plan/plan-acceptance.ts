import type { AcceptanceRuleName, PhonePosition } from './requirements-schema.ts';
import type { Requirements } from './schema.ts';

/** The acceptance test of a plan, chosen once: placement, verdict, documents, survey and acceptance all use it. */
export interface AcceptanceTest {
  /** `share`: the measured share reaches the ratio; `confidence`: the locations prove the ratio with the confidence. */
  rule: AcceptanceRuleName;
  /** Where the phone is at a location in a bay. */
  phone: PhonePosition;
  /** Share of the bays with a car in them on the day of the test, 0–1. */
  baysTakenRatio: number;
}

/**
 * What the notice states and an acceptance team does: the measured share, the phone in the hand beside the car. That
 * 60 % of the bays are taken is an assumption.
 */
export const defaultAcceptance: AcceptanceTest = { rule: 'share', phone: 'beside-car', baysTakenRatio: 0.6 };

/** The acceptance test that a plan orders, with the defaults for what it does not say. */
export function planAcceptance({ requirements }: { requirements: Requirements }): AcceptanceTest {
  const { rule, phone, baysTakenRatio } = { ...defaultAcceptance, ...requirements.acceptance };
  return { rule, phone, baysTakenRatio };
}
