import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { sha256 } from './sha256.ts';

const packageFile = new URL('../package.json', import.meta.url);

export const { version: programVersion } = JSON.parse(readFileSync(packageFile, 'utf8')) as {
  version: string;
};

/** Hashes that the build writes beside the bundle, `scripts/lib/hash-program.mjs`. */
interface ProgramHashes {
  results: string;
  queue: string;
}

/** Files of other packages that decide results too: the solver of linear programs, and what draws pictures. */
const besides = ['highs/runtime', '@resvg/resvg-wasm/index_bg.wasm'];
const known = new Map<keyof ProgramHashes, string>();

/**
 * SHA-256 of the code that a batch's results follow from: two builds that differ in texts, in other commands or in
 * comments have the same.
 */
export function resultsHash(): string {
  return hashOf('results');
}

/** SHA-256 of that code and of what batches and workers of a queue send each other. */
export function queueHash(): string {
  return hashOf('queue');
}

function hashOf(part: keyof ProgramHashes): string {
  const found = known.get(part);
  if (found !== undefined) return found;
  const file = new URL('./program.json', import.meta.url);
  const hashes = JSON.parse(readFileSync(file, 'utf8')) as ProgramHashes;
  const { resolve } = createRequire(import.meta.url);
  const hash = sha256(hashes[part], ...besides.map((path) => readFileSync(resolve(path))));
  known.set(part, hash);
  return hash;
}
