import { mergeProfile } from './merge-profile.ts';
import { findRequirementProfile, type RequirementProfile } from './requirement-profile.ts';
import type { Requirements } from './schema.ts';

/**
 * What a plan's requirements mean in numbers: the built-in profile they name, with their own `profileOverrides`
 * over it. @throws InputError for an unknown profile or override
 */
export function planProfile({ requirements }: { requirements: Requirements }): RequirementProfile {
  const basis = findRequirementProfile(requirements.profile);
  if (requirements.profileOverrides === undefined) return basis;
  return mergeProfile(basis, requirements.profileOverrides);
}
