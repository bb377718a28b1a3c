import { basename } from 'node:path';
import { carrierProfileIds } from '@diku/engine';
import { resultsHash } from '../program-version.ts';
import { findSidecar } from '../read-image.ts';
import { readInput } from '../read-input.ts';
import { sha256 } from '../sha256.ts';
import type { Community } from './community.ts';
import type { JobSettings } from './job-order.ts';

type FileOption = 'carriers' | 'profile' | 'catalogue' | 'candidates';

/** The options whose value is the path of a file. */
export function optionFiles({ kind, options }: JobSettings): Partial<Record<FileOption, string>> {
  if (kind === 'pack') return {};
  const { carriers, profile, catalogue, candidates } = options;
  const isBuiltIn = carriers === undefined || carrierProfileIds.includes(carriers);
  const isSpacing = candidates === undefined || Number.isFinite(Number(candidates));
  return {
    ...(isBuiltIn ? {} : { carriers }),
    ...(profile === undefined ? {} : { profile }),
    ...(catalogue === undefined ? {} : { catalogue }),
    ...(isSpacing ? {} : { candidates }),
  };
}

/**
 * SHA-256 of all that a job's files follow from: the bytes of the drawing or plan and of what lies beside it, options and what
 * is in the files that they name, what the community is called, the language, and the program. Statuses as of reading a file.
 */
export function jobHash(community: Community, settings: JobSettings): string {
  const { kind, options, language } = settings;
  const { id, planId, name, district, path, input, folder } = community;
  const files = optionFiles(settings);
  // In the order of their names: that of the command line means nothing. What is not stated is not sent to workers either.
  const values = Object.entries({ ...options, ...files })
    .filter(([, value]) => value !== undefined)
    .map(([option, value]) => (option in files ? [option] : [option, value]));
  const sidecar = findSidecar(path);
  return hashOf([
    resultsHash(),
    JSON.stringify({
      ...{ kind, id, planId, name, district, input, folder, language },
      file: basename(path),
    }),
    JSON.stringify(values.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))),
    ...Object.values(files).map(readInput),
    readInput(path),
    ...(sidecar === undefined ? [] : [readInput(sidecar)]),
  ]);
}

/** Each part with its length, so that no two lists run into the same bytes. */
function hashOf(parts: readonly (string | Uint8Array)[]): string {
  const bytes = parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part));
  return sha256(...bytes.flatMap((part) => [`${part.length}\n`, part]));
}
