import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { isRecord } from '../core/index.ts';
import type { Plan } from './schema.ts';

/**
 * A fingerprint of plain data, `sha256:` and 64 hexadecimal digits: equal for equal data, in whatever order keys were
 * written, and whether an absent key is left out or undefined.
 */
export function fingerprint(value: unknown): `sha256:${string}` {
  return `sha256:${bytesToHex(sha256(utf8ToBytes(canonicalJson(value))))}`;
}

/** The fingerprint of a plan: everything that was decided in it, without what is derived of that. */
export function planFingerprint(plan: Plan): `sha256:${string}` {
  return fingerprint({ ...plan, derived: undefined });
}

/** JSON with sorted keys and without those that are undefined. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => (isRecord(each) ? sorted(each) : each)) ?? 'null';
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  // Prototype-free, so that a key `__proto__` of an outsider's file is a key like any other.
  const copy: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(record).sort()) copy[key] = record[key];
  return copy;
}
