import { createHash } from 'node:crypto';

/** SHA-256 of parts as if they were one, in small letters. */
export function sha256(...parts: readonly (string | Uint8Array)[]): string {
  return sha256Of(parts);
}

/** The same of parts that come one by one, of which none is kept. */
export function sha256Of(parts: Iterable<string | Uint8Array>): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
