import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { root } from './run.mjs';
import { runOutside } from './run-outside.mjs';

const names = ['engine', 'viewer', 'cli'];
const everywhere = ['LICENSE', 'README.md', 'THIRD-PARTY-NOTICES.txt', 'package.json'];

/** Tarballs of the three packages in a folder that is emptied first: `{ name, version, path, files, bytes }` each. */
export function packAll(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return names.map((name) => {
    const options = ['--json', '--loglevel=error', '--pack-destination', folder];
    const said = JSON.parse(runOutside('npm', ['pack', ...options], join(root, 'packages', name)));
    const [packed] = Object.values(said);
    const path = join(folder, packed.filename);
    console.log(
      `${packed.name} ${packed.version}: ${packed.files.length} files, ${megabytes(packed.size)} packed, ${megabytes(packed.unpackedSize)} unpacked`,
    );
    return {
      name: packed.name,
      version: packed.version,
      path,
      files: packed.files.map((file) => file.path),
      bytes: packed.size,
    };
  });
}

/**
 * Looks into a tarball: licences and README are there, sources and private packages are not, and publint finds nothing.
 * @throws Error that says what is wrong
 */
export async function checkTarball({ name, path, files }) {
  const missing = everywhere.filter((file) => !files.includes(file));
  if (missing.length > 0) throw new Error(`${name}: found no ${missing.join(', ')} in the tarball`);
  const odd = files.filter((file) =>
    /(^|\/)(src|build|node_modules)\/|\.tsbuildinfo$|(?<!\.d)\.tsx?$/.test(file),
  );
  if (odd.length > 0) throw new Error(`${name}: found ${odd.join(', ')}; expected only what is built`);
  const manifest = JSON.parse(runOutside('tar', ['-xzOf', path, 'package/package.json'], root));
  const needed = Object.keys({
    ...manifest.dependencies,
    ...manifest.optionalDependencies,
    ...manifest.peerDependencies,
  });
  const dikuPackages = needed.filter((each) => each.startsWith('@diku/'));
  if (manifest.private || dikuPackages.length > 0) {
    throw new Error(
      `${name}: found ${dikuPackages.join(', ') || 'a private package'}; expected nothing of this workspace`,
    );
  }
  const bytes = readFileSync(path);
  const tarball = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const { messages, pkg } = await publint({ pack: { tarball }, strict: true });
  const said = messages.filter(({ type }) => type !== 'suggestion').map((each) => formatMessage(each, pkg));
  if (said.length > 0) throw new Error(`${name}: ${said.join('; ')}`);
}

/** `12.3 MB`, of a million bytes. */
export function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Prints what an installation takes. @throws Error where that is more than the ceiling */
export function holdCeiling(what, bytes, ceilingMb) {
  console.log(`${what}: ${megabytes(bytes)} installed, at most ${ceilingMb} MB`);
  if (bytes > ceilingMb * 1e6)
    throw new Error(`${what}: found ${megabytes(bytes)}; expected ${ceilingMb} MB`);
}
