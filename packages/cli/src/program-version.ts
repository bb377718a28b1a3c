import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const packageFile = new URL('../package.json', import.meta.url);

export const { version: programVersion } = JSON.parse(readFileSync(packageFile, 'utf8')) as {
  version: string;
};

let hash: string | undefined;

/** SHA-256 of the program as it runs, every file of the bundle: two programs of one version may still differ. */
export function programHash(): string {
  if (hash !== undefined) return hash;
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const digest = createHash('sha256');
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith('.js')) digest.update(`${name}\n`).update(readFileSync(`${folder}/${name}`));
  }
  hash = digest.digest('hex');
  return hash;
}
