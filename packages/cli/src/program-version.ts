import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sha256 } from './sha256.ts';

const packageFile = new URL('../package.json', import.meta.url);

export const { version: programVersion } = JSON.parse(readFileSync(packageFile, 'utf8')) as {
  version: string;
};

let hash: string | undefined;

/** SHA-256 of the program as it runs, every file of the bundle: two programs of one version may still differ. */
export function programHash(): string {
  if (hash !== undefined) return hash;
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const names = readdirSync(folder).filter((name) => name.endsWith('.js'));
  hash = sha256(...names.sort().flatMap((name) => [`${name}\n`, readFileSync(`${folder}/${name}`)]));
  return hash;
}
