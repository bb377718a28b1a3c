import { planVersion } from './schema.ts';

/**
 * A plan document of an older format version in the form of this one; anything else comes back as it is, for the parser
 * to refuse. Version 1 told nothing of what its network and port powers were computed from: they count as stale.
 */
export function migratePlan(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const document = value as Record<string, unknown>;
  if (document.format !== 'diku-plan' || document.version !== 1) return value;
  return { ...document, version: planVersion };
}
