import { requireObject } from '../core/index.ts';
import { findRequirementProfile } from './find-profile.ts';
import { mergeProfile, plannersSource } from './merge-profile.ts';
import { planAcceptance, profileForTest } from './plan-acceptance.ts';
import type { RequirementProfile } from './requirement-profile.ts';
import type { Requirements } from './schema.ts';

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
