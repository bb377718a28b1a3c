import type { RequirementProfile } from './requirement-profile.ts';
import type { AcceptanceRuleName, PhonePosition } from './requirements-schema.ts';
import type { Requirements } from './schema.ts';

/** The acceptance test of a plan, chosen once: placement, verdict, documents, survey and acceptance all use it. */
export interface AcceptanceTest {
  /**
   * `share`: the measured fraction reaches the ratio; `confidence`: the locations prove the ratio with the confidence.
   */
  rule: AcceptanceRuleName;
  /** Position of the phone at a location in a bay. */
  phone: PhonePosition;
  /** Fraction of the bays with a car in them on the day of the test, 0–1. */
  baysTakenRatio: number;
}

/**
 * The rule that the notice states and an acceptance team applies: the measured fraction, the phone in the
 * hand beside the car. That 60 % of the bays are taken is an assumption.
 */
export const defaultAcceptance: AcceptanceTest = { rule: 'share', phone: 'beside-car', baysTakenRatio: 0.6 };

/**
 * The acceptance test that a plan orders, with the defaults for what it does not say. A profile of its own that parks
 * cars or puts the phone into them says it where the plan's `acceptance` does not.
 */
export function planAcceptance({ requirements }: { requirements: Requirements }): AcceptanceTest {
  const { rule, phone, baysTakenRatio } = {
    ...defaultAcceptance,
    ...acceptanceOfProfile(requirements.profileOverrides),
    ...requirements.acceptance,
  };
  return { rule, phone, baysTakenRatio };
}

/**
 * Settings of the test in values that override a profile: its own keys for cars in bays, and for the phone in
 * them.
 */
export function acceptanceOfProfile(
  overrides: Record<string, unknown> | undefined,
): Partial<Pick<AcceptanceTest, 'phone' | 'baysTakenRatio'>> {
  const ratio = branch(overrides, 'parkedCars')?.occupancyRatio;
  const inVehicle = branch(branch(overrides, 'phonePlaces'), 'bay')?.inVehicle;
  return {
    ...(typeof ratio === 'number' ? { baysTakenRatio: ratio } : {}),
    ...(typeof inVehicle === 'boolean' ? { phone: inVehicle ? 'in-car' : 'beside-car' } : {}),
  };
}

function branch(tree: Record<string, unknown> | undefined, key: string): Record<string, unknown> | undefined {
  const value = tree?.[key];
  return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : undefined;
}

/** A profile in the state and with the phone that the test is done in; the same object where it has them already. */
export function profileForTest(
  profile: RequirementProfile,
  { phone, baysTakenRatio }: AcceptanceTest,
  chosenSource: string,
): RequirementProfile {
  const { phonePlaces, parkedCars } = profile;
  const inVehicle = phone === 'in-car';
  const isPhoneChosen = phonePlaces.bay.inVehicle !== inVehicle;
  const areBaysChosen = parkedCars.occupancyRatio !== baysTakenRatio;
  if (!isPhoneChosen && !areBaysChosen) return profile;
  return {
    ...profile,
    phonePlaces: { ...phonePlaces, bay: { ...phonePlaces.bay, inVehicle } },
    parkedCars: { ...parkedCars, occupancyRatio: baysTakenRatio },
    sources: {
      ...profile.sources,
      ...(isPhoneChosen ? { 'phonePlaces.bay.inVehicle': chosenSource } : {}),
      ...(areBaysChosen ? { 'parkedCars.occupancyRatio': chosenSource } : {}),
    },
  };
}
