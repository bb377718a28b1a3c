import { InputError, requireObject, say } from '../core/index.ts';
import { mergeProfile, plannersSource } from './merge-profile.ts';
import { planAcceptance, profileForTest } from './plan-acceptance.ts';
import type { RequirementProfile } from './requirement-profile.ts';
import type { Requirements } from './schema.ts';
import { shanghai2023 } from './shanghai-2023.ts';

/**
 * What a plan's requirements mean in numbers: the built-in profile they name, with their own `profileOverrides`
 * over it, in the state and with the phone of the acceptance test. @throws InputError for an unknown profile or override
 */
export function planProfile(plan: { requirements: Requirements }): RequirementProfile {
  requireObject('plan', plan, ['requirements']);
  const { requirements } = plan;
  const basis = findRequirementProfile(requirements.profile);
  const { profileOverrides: overrides } = requirements;
  const profile = overrides === undefined ? basis : mergeProfile(basis, overrides);
  return profileForTest(profile, planAcceptance({ requirements }), plannersSource);
}

const profiles: readonly RequirementProfile[] = [shanghai2023];

/** The built-in profile of that id, or an `InputError` naming the known ones. */
export function findRequirementProfile(id: string): RequirementProfile {
  const profile = profiles.find((candidate) => candidate.id === id);
  if (profile) return profile;
  const list = profiles.map((candidate) => candidate.id).join(', ');
  throw new InputError([{ at: 'requirements.profile', found: `"${id}"`, expected: say('one-of', { list }) }]);
}

/** @throws InputError where it is no plan at all; every part of one is looked at by `parsePlan` */
export function requirePlan(plan: unknown): void {
  requireObject('plan', plan, ['levels', 'carriers', 'antennas', 'requirements']);
}
