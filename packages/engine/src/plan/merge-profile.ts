import { InputError, type Problem } from '../errors.ts';
import type { RequirementProfile } from './requirement-profile.ts';

type Tree = { [key: string]: unknown };

/**
 * The built-in profile with the overrides laid over it, key by key. Throws `InputError` for keys that the profile
 * does not have, values of another type, and numbers that are not finite.
 */
export function mergeProfile(basis: RequirementProfile, overrides: unknown): RequirementProfile {
  const problems: Problem[] = [];
  if (!isTree(overrides)) {
    throw new InputError([{ at: 'profile', found: describe(overrides), expected: 'an object' }]);
  }
  const merged = mergeTree(basis as unknown as Tree, overrides, '', problems);
  if (problems.length > 0) throw new InputError(problems);
  // Results name the profile: what was changed must not go by the built-in's name.
  const id = typeof overrides.id === 'string' ? overrides.id : 'custom';
  return { ...(merged as unknown as RequirementProfile), id };
}

function mergeTree(basis: Tree, overrides: Tree, path: string, problems: Problem[]): Tree {
  const merged: Tree = { ...basis };
  for (const [key, value] of Object.entries(overrides)) {
    const at = path ? `${path}.${key}` : key;
    const known = Object.hasOwn(basis, key) ? basis[key] : undefined;
    if (path === 'sources' && typeof value === 'string') merged[key] = value;
    else if (known === undefined) {
      problems.push({ at, found: 'an unknown key', expected: `one of ${Object.keys(basis).join(', ')}` });
    } else if (isTree(known) && isTree(value)) merged[key] = mergeTree(known, value, at, problems);
    else if (
      typeof known !== typeof value ||
      isTree(known) ||
      (typeof value === 'number' && !rangeHolds(key, value))
    ) {
      problems.push({ at, found: describe(value), expected: expectation(key, known) });
    } else merged[key] = value;
  }
  return merged;
}

const probabilityKeys = /(Probability|Ratio)$/;
/** Spreads, distances and losses cannot be negative. */
const positiveKeys = /(SigmaDb|LossDb|FigureDb|M)$/;

function rangeHolds(key: string, value: number): boolean {
  if (!Number.isFinite(value) || Math.abs(value) > 1000) return false;
  if (probabilityKeys.test(key)) return value >= 0 && value <= 1;
  return !positiveKeys.test(key) || value >= 0;
}

function expectation(key: string, known: unknown): string {
  if (typeof known !== 'number') return isTree(known) ? 'an object' : `a ${typeof known}`;
  if (probabilityKeys.test(key)) return 'a number from 0 to 1';
  return positiveKeys.test(key) ? 'a number from 0 to 1000' : 'a number from -1000 to 1000';
}

function isTree(value: unknown): value is Tree {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function describe(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 60);
}
