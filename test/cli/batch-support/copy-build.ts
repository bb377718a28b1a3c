import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A copy of the built command line that says other hashes of its code: the same version, another build. */
export function copyBuild(hashes: { results?: string; queue?: string }): {
  folder: string;
  program: string;
  remove(): void;
} {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  mkdirSync(join(root, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(root, '.cache', 'other-build-'));
  for (const part of ['dist', 'bin', 'assets', 'package.json']) {
    cpSync(join(root, 'packages/cli', part), join(folder, part), { recursive: true });
  }
  const file = join(folder, 'dist/program.json');
  const built = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  writeFileSync(file, JSON.stringify({ ...built, ...hashes }));
  return {
    folder,
    program: join(folder, 'bin/diku.js'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
