import { InputError, type Phrase, requireObject, type SaidProblem, say } from '../core/index.ts';
import { isInRange, profileRange } from './profile-ranges.ts';
import { profileValues } from './profile-values.ts';
import type { RequirementProfile } from './requirement-profile.ts';

type Tree = { [key: string]: unknown };

/**
 * The built-in profile with the overrides laid over it, key by key; what they change without a source of its own gets the
 * planner for its source. Throws `InputError` for keys that the profile
 * does not have, values of another type, and values out of their range.
 */
export function mergeProfile(basis: RequirementProfile, overrides: unknown): RequirementProfile {
  requireObject('basis', basis, ['id', 'voice', 'data']);
  const problems: SaidProblem[] = [];
  if (!isTree(overrides)) {
    throw new InputError([{ at: 'profile', found: describe(overrides), expected: say('an-object') }]);
  }
  const merged = mergeTree(basis as unknown as Tree, overrides, '', problems);
  if (problems.length > 0) throw new InputError(problems);
  const profile = merged as unknown as RequirementProfile;
  const sources = { ...profile.sources };
  const before = new Map(profileValues(basis).map((value) => [value.path, value]));
  const changed = profileValues(profile).filter(({ path, value }) => before.get(path)?.value !== value);
  for (const { path, source } of changed) {
    // A source that was not changed along is that of the old value.
    if (source === before.get(path)?.source) sources[path] = plannersSource;
  }
  // Results name the profile: what was changed must not go by the built-in's name.
  const isNamed = typeof overrides.id === 'string' && overrides.id !== basis.id;
  const id = isNamed ? profile.id : changed.length > 0 ? 'custom' : basis.id;
  return { ...profile, sources, id };
}

/** Where a value comes from that differs from the profile's. */
export const plannersSource = 'set by the planner';

function mergeTree(basis: Tree, overrides: Tree, path: string, problems: SaidProblem[]): Tree {
  const merged: Tree = { ...basis };
  for (const [key, value] of Object.entries(overrides)) {
    const at = path ? `${path}.${key}` : key;
    const known = Object.hasOwn(basis, key) ? basis[key] : undefined;
    if (path === 'sources' && typeof value === 'string') merged[key] = value;
    else if (known === undefined) {
      problems.push({
        at,
        found: say('unknown-key'),
        expected: say('one-of', { list: Object.keys(basis).join(', ') }),
      });
    } else if (isTree(known) && isTree(value)) merged[key] = mergeTree(known, value, at, problems);
    else if (
      typeof known !== typeof value ||
      isTree(known) ||
      (isValue(known, at) && !isInRange(value, profileRange(at)))
    ) {
      problems.push({ at, found: describe(value), expected: expectation(at, known) });
    } else merged[key] = value;
  }
  return merged;
}

/** Names and sources are any text. */
function isValue(known: unknown, path: string): boolean {
  return !isTree(known) && path !== 'id' && !path.startsWith('name.') && !path.startsWith('sources.');
}

function expectation(path: string, known: unknown): Phrase {
  if (isTree(known)) return say('an-object');
  if (!isValue(known, path)) return say('a-type', { type: typeof known });
  const range = profileRange(path);
  if ('oneOf' in range) return say('one-of', { list: range.oneOf.join(', ') });
  const { least, most } = range;
  return say(range.whole ? 'whole-number-from-to' : 'number-from-to', { least, most });
}

function isTree(value: unknown): value is Tree {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function describe(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 60);
}
