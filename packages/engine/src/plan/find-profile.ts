import { InputError, say } from '../core/index.ts';
import type { RequirementProfile } from './requirement-profile.ts';
import { shanghai2023 } from './shanghai-2023.ts';

export const profiles: readonly RequirementProfile[] = [shanghai2023];

/** The built-in profile of that id, or an `InputError` naming the known ones. */
export function findRequirementProfile(id: string): RequirementProfile {
  const profile = profiles.find((candidate) => candidate.id === id);
  if (profile) return profile;
  const list = profiles.map((candidate) => candidate.id).join(', ');
  throw new InputError([{ at: 'requirements.profile', found: `"${id}"`, expected: say('one-of', { list }) }]);
}
